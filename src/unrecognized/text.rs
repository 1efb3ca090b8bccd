//! Text that no adapter knows: a path or an address given by mistake, one JSON value, an error in a line, a postmortem.

use super::Identified;
use crate::diagnostic::quotable;
use crate::document::Document;
use crate::error::ErrorKind;

/// Bytes of a text that can be a path, an address or the message of an error.
const MAX_LINE: usize = 2_048;

/// What the text is, if that can be said.
pub(super) fn identify(document: &Document<'_>) -> Option<Identified> {
    if document.is_binary() {
        let what = "bytes that are not text, for instance compressed ones (brotli); decompress them first";
        return Some((ErrorKind::Packed, what.to_owned()));
    }
    let text = document.text().trim();
    if text.len() <= MAX_LINE {
        let found = location(text).or_else(|| json_value(text)).or_else(|| failure(text));
        if found.is_some() {
            return found;
        }
    }
    postmortem(text.lines())
}

/// `https://status.acme.example/api/v2/summary.json`, `./saved/summary.json`
fn location(text: &str) -> Option<Identified> {
    const FILES: [&str; 9] = [".json", ".html", ".htm", ".xml", ".rss", ".atom", ".txt", ".md", ".gz"];
    if text.contains(char::is_whitespace) && !text.starts_with(['/', '.', '~']) || text.contains('\n') {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let what = if lower.starts_with("http://") || lower.starts_with("https://") {
        "an address (URL); fetch it, and give the bytes of the response"
    } else if lower.starts_with("file://")
        || ["/", "./", "../", "~/"].iter().any(|start| text.starts_with(start))
        || text.get(1..3) == Some(":\\")
        || FILES.iter().any(|end| lower.ends_with(end))
    {
        "a path; read the file, and give its bytes"
    } else {
        return None;
    };
    Some((ErrorKind::Unrecognized, format!("{what} (\"{}\")", quotable(text))))
}

/// `true`, `"ok"`, `42`
fn json_value(text: &str) -> Option<Identified> {
    let what = match text.as_bytes().first()? {
        b'"' => "string",
        b't' | b'f' => "truth value",
        b'n' => "null",
        b'-' | b'0'..=b'9' => "number",
        _ => return None,
    };
    serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
    let what = if what == "null" {
        "the JSON value null".to_owned()
    } else {
        format!("a single JSON value, a {what}")
    };
    Some((
        ErrorKind::Unrecognized,
        format!("{what} ({}), which says nothing about a status page", quotable(text)),
    ))
}

/// What servers answer instead of a document, in lower case.
pub(super) const PHRASES: [&str; 22] = [
    "bad request",
    "unauthorized",
    "forbidden",
    "access denied",
    "not found",
    "page not found",
    "method not allowed",
    "not acceptable",
    "request timeout",
    "gone",
    "too many requests",
    "rate limit exceeded",
    "internal server error",
    "bad gateway",
    "service unavailable",
    "service temporarily unavailable",
    "gateway timeout",
    "gateway time-out",
    "no healthy upstream",
    "upstream request timeout",
    "upstream connect error",
    "application error",
];

/// Whether words, below or beside a status of HTTP, name a failure: "Not Found | Acme", "Error".
pub(super) fn names_failure(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    words.starts_with("error") || PHRASES.iter().any(|phrase| words.contains(phrase))
}

/// An error in one line: Cloudflare's `error code: 1015`, Go's `404 page not found`, Envoy's `no healthy upstream`.
fn failure(text: &str) -> Option<Identified> {
    let line = text.lines().next().unwrap_or_default().trim().to_ascii_lowercase();
    let code = line.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let has_code = code.parse().is_ok_and(|code: u16| (400..600).contains(&code));
    let words = if has_code { line.get(code.len()..).unwrap_or_default() } else { &line };
    let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '.' | '!'));
    let is_phrase = PHRASES.contains(&words)
        || PHRASES.iter().skip(18).any(|phrase| words.starts_with(phrase))
        || words
            .strip_prefix("error")
            .is_some_and(|rest| PHRASES.contains(&rest.trim_start_matches([':', ' '])));
    let is_code =
        line.strip_prefix("error code:").is_some_and(|code| code.trim().bytes().all(|b| b.is_ascii_digit()))
            || (has_code && words.is_empty());
    (is_phrase || is_code)
        .then(|| (ErrorKind::ErrorBody, format!("the body of a failed request (\"{}\")", quotable(&line))))
}

/// Headings of postmortems, in lower case. Two different ones make a text a postmortem.
const HEADINGS: [&str; 14] = [
    "root cause",
    "what happened",
    "what went wrong",
    "lessons learned",
    "action items",
    "corrective actions",
    "preventive actions",
    "remediation",
    "next steps",
    "timeline",
    "detection",
    "contributing factors",
    "customer impact",
    "post-incident review",
];

/// A text under headings such as "Root cause" and "Timeline".
pub(super) fn postmortem<'t>(lines: impl Iterator<Item = &'t str>) -> Option<Identified> {
    /// Bytes of a line that can be a heading.
    const MAX_HEADING: usize = 80;
    let mut seen = [false; HEADINGS.len()];
    let (mut is_titled, mut found) = (false, 0_usize);
    for line in lines {
        let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_' | ':' | '='));
        if line.is_empty() || line.len() > MAX_HEADING {
            continue;
        }
        let line = line.to_lowercase();
        is_titled |= ["postmortem", "post-mortem", "post mortem", "incident review", "rca"]
            .iter()
            .any(|word| line.starts_with(word) || line.ends_with(word));
        for (heading, seen) in HEADINGS.iter().zip(&mut seen) {
            if !*seen && line.starts_with(heading) {
                *seen = true;
                found = found.saturating_add(1);
            }
        }
    }
    (found >= 2 || (is_titled && found >= 1)).then(|| {
        let what = "the text of a postmortem, without a status page around it; `statusfeed::postmortem::read` reads it";
        (ErrorKind::NotStatus, what.to_owned())
    })
}
