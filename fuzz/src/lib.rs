//! What the fuzz targets share: they check the same laws as the library's tests.

#[path = "../../tests/all/support/laws/mod.rs"]
mod laws;

use statusfeed::{Format, Input, Limits, Registry, RichText, TextFormat};

/// Hints of a caller, right or wrong.
const HINTS: &[(&str, &str)] = &[
    ("https://status.acme.example/api/v2/summary.json", "application/json; charset=utf-8"),
    ("https://status.acme.example/api/v2/incidents.json", "text/html"),
    ("https://status.acme.example/api/v2/incidents/unresolved.json", "application/json; charset=iso-8859-1"),
    ("https://status.acme.example/api/v2/scheduled-maintenances/active.json", "text/plain; charset=utf-16le"),
    ("https://status.acme.example/history.atom", "application/atom+xml"),
    ("https://status.acme.example/history.rss", "application/rss+xml; charset=windows-1252"),
    ("https://status.acme.example/feed.json", "application/feed+json"),
    ("https://status.acme.example/", "text/html; charset=us-ascii"),
    ("https://outlogger.com/acme/", "text/html"),
    ("not a URL", ""),
];

/// Parses bytes without hints.
pub fn parse(bytes: &[u8]) {
    report(laws::broken_by_parsing(&Input::new(bytes), Limits::default()));
}

/// Parses bytes with hints; the first byte chooses which.
pub fn parse_hinted(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let Some((url, content_type)) = HINTS.get(usize::from(*choice) % HINTS.len()) else { return };
    let input = Input::new(bytes).with_url(*url).with_content_type(*content_type);
    report(laws::broken_by_parsing(&input, Limits::default()));
}

/// Parses bytes with limits so small that each can be reached.
pub fn parse_limited(bytes: &[u8]) {
    let mut limits = Limits::default();
    limits.input_bytes = 1 << 16;
    limits.depth = 5;
    limits.components = 2;
    limits.incidents = 2;
    limits.updates = 2;
    limits.attributes = 2;
    limits.text_bytes = 24;
    limits.date_bytes = 24;
    limits.diagnostics = 2;
    report(laws::broken_by_parsing(&Input::new(bytes), limits));
}

/// Parses bytes with each built-in adapter of these formats, even if its probe refuses.
pub fn parse_as(formats: &[Format], bytes: &[u8]) {
    for adapter in Registry::standard().adapters() {
        if adapter.formats().iter().any(|format| formats.contains(format)) {
            report(laws::broken_by_adapter(adapter, &Input::new(bytes), Limits::default()));
        }
    }
}

/// Parses bytes with the built-in adapter that the first byte chooses, even if its probe refuses.
pub fn parse_as_chosen(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let registry = Registry::standard();
    let count = registry.adapters().count();
    if let Some(adapter) = registry.adapters().nth(usize::from(*choice) % count) {
        report(laws::broken_by_adapter(adapter, &Input::new(bytes), Limits::default()));
    }
}

/// Converts a body to plain text.
pub fn plain_text(bytes: &[u8]) {
    let raw = String::from_utf8_lossy(bytes);
    for format in [TextFormat::Text, TextFormat::Markdown, TextFormat::Html] {
        report(laws::broken_by_body(&RichText::new(format, raw.as_ref())));
    }
}

fn report(broken: Vec<String>) {
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
