//! Each field of [`Limits`]: a document at the limit is read whole. One beyond it is read without the excess, with a
//! diagnostic that says where something was left out, or it is refused.

use serde_json::{Value, json};
use statusfeed::diagnostic::Code;
use statusfeed::{Diagnostic, Error, ErrorKind, Extent, Limits, Parser, Severity, Snapshot, Span};

/// The tests, named after the fields.
const TESTS: [(&str, fn()); 9] = [
    ("input_bytes", input_bytes),
    ("depth", depth),
    ("components", components),
    ("incidents", incidents),
    ("updates", updates),
    ("attributes", attributes),
    ("text_bytes", text_bytes),
    ("date_bytes", date_bytes),
    ("diagnostics", diagnostics),
];

#[test]
fn every_field_has_a_test() {
    let shown = format!("{:?}", Limits::default());
    let fields = shown.trim_start_matches("Limits {").trim_end_matches('}').split(',');
    let fields: Vec<_> = fields.filter_map(|field| Some(field.split_once(':')?.0.trim())).collect();
    assert_eq!(fields, TESTS.map(|(name, _)| name));
}

#[test]
fn input_bytes() {
    let document = summary(json!({}));
    for excess in [0, 1] {
        read(&document, |limits| limits.input_bytes = document.len() + excess).unwrap();
    }
    let error = read(&document, |limits| limits.input_bytes = document.len() - 1).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    let (most, found) = (document.len() - 1, document.len());
    assert_eq!(error.message(), format!("expected at most {most} bytes (input_bytes), found {found}"));
}

/// JSON that is nested too deep is refused; markup is read without the inner elements.
#[test]
fn depth() {
    for (deep, known) in [(20, true), (20, false), (64, true), (100, false)] {
        let nested = "[".repeat(deep - 1) + &"]".repeat(deep - 1);
        let key = if known { "components" } else { "extra" };
        let document =
            format!(r#"{{"page": {{"id": "p1"}}, "status": {{"indicator": "minor"}}, "{key}": {nested}}}"#);
        read(&document, |limits| limits.depth = deep).unwrap();
        let error = read(&document, |limits| limits.depth = deep - 1).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit, "{deep} {error}");
        assert_eq!(text_at(&document, error.span()), "[");
        let deepest = document.find("[]").unwrap();
        assert_eq!(error.span().unwrap().start, deepest, "{error}");
        assert!(error.to_string().contains("(depth)"), "{error}");
    }

    let feed =
        |items: &str| format!(r#"{{"version": "https://jsonfeed.org/version/1.1", "items": [{items}]}}"#);
    let document = feed(r#"{"id": "i1", "title": "Slow", "extra": [[]]}"#);
    assert_eq!(read(&document, |limits| limits.depth = 5).unwrap().incidents.len(), 1);
    let error = read(&document, |limits| limits.depth = 4).unwrap_err();
    assert_eq!((error.kind(), text_at(&document, error.span())), (ErrorKind::Limit, "["));

    let nested = |deep| "<b>".repeat(deep) + &"</b>".repeat(deep);
    // rss, channel and item are three.
    for (deep, is_over) in [(9, false), (10, true)] {
        let document =
            rss(&format!("<item><title>Slow</title>{}</item><item><title>Down</title></item>", nested(deep)));
        let snapshot = read(&document, |limits| limits.depth = 12).unwrap();
        let titles: Vec<_> = snapshot.incidents.iter().filter_map(|i| i.title.as_deref()).collect();
        assert_eq!(titles, ["Slow", "Down"]);
        let limit = over_limit(&snapshot);
        assert_eq!(limit.is_some(), is_over, "{:?}", snapshot.diagnostics);
        if let Some(limit) = limit {
            assert_eq!(text_at(&document, limit.span), "<b");
            assert_eq!(limit.span.map(|span| span.start), document.find("<b></b>"));
            assert!(limit.message.contains("(depth)"), "{limit}");
        }
    }
}

#[test]
fn components() {
    let document = summary(json!({"components": [row(1), row(2), row(3)]}));
    let whole = read(&document, |limits| limits.components = 3).unwrap();
    assert_eq!((whole.components.len(), over_limit(&whole)), (3, None));
    let cut = read(&document, |limits| limits.components = 2).unwrap();
    assert_eq!(cut.components, whole.components[..2]);
    let limit = over_limit(&cut).unwrap();
    assert_eq!(limit.path, "/components");
    assert!(text_at(&document, limit.span).starts_with('['));
    assert_eq!(limit.message, "expected at most 2 components, found 3; the rest are left out");
    // The third may be down.
    assert_eq!(cut.source.coverage.components, Extent::Partial);
}

#[test]
fn incidents() {
    let document = summary(json!({
        "incidents": [incident(1, &json!([])), incident(2, &json!([]))],
        "scheduled_maintenances": [incident(3, &json!([]))],
    }));
    let whole = read(&document, |limits| limits.incidents = 3).unwrap();
    assert_eq!((whole.incidents.len(), over_limit(&whole)), (3, None));
    let cut = read(&document, |limits| limits.incidents = 2).unwrap();
    assert_eq!(cut.incidents, whole.incidents[..2]);
    let limit = over_limit(&cut).unwrap();
    assert_eq!(limit.path, "/incidents");
    assert_eq!(limit.message, "expected at most 2 incidents, found 3; the rest are left out");
    assert_eq!(cut.source.coverage.maintenances, Extent::Partial);

    let document = rss(&"<item><title>Slow</title></item>".repeat(3));
    let whole = read(&document, |limits| limits.incidents = 3).unwrap();
    assert_eq!((whole.incidents.len(), over_limit(&whole)), (3, None));
    let cut = read(&document, |limits| limits.incidents = 2).unwrap();
    assert_eq!(cut.incidents.len(), 2);
    assert_eq!(
        over_limit(&cut).unwrap().message,
        "expected at most 2 entries (incidents), found more; the rest are left out"
    );
}

#[test]
fn updates() {
    let update = |minute: u8, status: &str| json!({"id": format!("u{minute}"), "status": status, "body": "Hm.", "created_at": format!("2026-03-09T10:{minute:02}:00Z")});
    let updates = json!([update(20, "resolved"), update(10, "identified"), update(0, "investigating")]);
    let document = summary(json!({"incidents": [incident(1, &updates)]}));
    let whole = read(&document, |limits| limits.updates = 3).unwrap();
    assert_eq!((whole.incidents[0].updates.len(), over_limit(&whole)), (3, None));
    let cut = read(&document, |limits| limits.updates = 2).unwrap();
    // The oldest is left out, which is the last in the document.
    assert_eq!(cut.incidents[0].updates, whole.incidents[0].updates[1..]);
    let limit = over_limit(&cut).unwrap();
    assert_eq!(limit.path, "/incidents/0");
    assert!(text_at(&document, limit.span).contains("i1"));

    let block = |minute| {
        format!("<p><small>Mar 9, 10:{minute} UTC</small><br><strong>Update</strong> - Hm.</p>")
            .replace('<', "&lt;")
    };
    let updates = block(20) + &block(10) + &block(15);
    let document = rss(&format!(
        "<item><title>Slow</title><pubDate>Mon, 09 Mar 2026 10:00:00 GMT</pubDate><description>{updates}</description></item>"
    ));
    let whole = read(&document, |limits| limits.updates = 3).unwrap();
    assert_eq!((whole.incidents[0].updates.len(), over_limit(&whole)), (3, None));
    let cut = read(&document, |limits| limits.updates = 2).unwrap();
    assert_eq!(cut.incidents[0].updates.len(), 2);
    let limit = over_limit(&cut).unwrap();
    assert_eq!(limit.path, "/item/0/description");
    assert_eq!(limit.message, "expected at most 2 updates (updates), found 3; the rest are left out");
}

#[test]
fn attributes() {
    let document = rss("<item><title>Slow</title><guid a=\"\" b=\"\" isPermaLink=\"false\">i1</guid></item>");
    let whole = read(&document, |limits| limits.attributes = 3).unwrap();
    assert_eq!(over_limit(&whole), None);
    let cut = read(&document, |limits| limits.attributes = 2).unwrap();
    assert_eq!(cut.incidents[0].title, whole.incidents[0].title);
    let limit = over_limit(&cut).unwrap();
    assert!(text_at(&document, limit.span).starts_with("<guid"), "{limit:?}");
    assert!(limit.message.contains("(attributes)"), "{limit}");
}

#[test]
fn text_bytes() {
    let text = "Twenty bytes of text";
    assert_eq!(text.len(), 20);
    let update = json!({"status": "investigating", "body": text, "created_at": "2026-03-09T10:00:00Z"});
    let in_json = summary(json!({"incidents": [incident(1, &json!([update]))]}));
    let in_feed = rss(&format!("<item><title>Slow</title><description>{text}</description></item>"));
    for (document, path) in
        [(in_json, "/incidents/0/incident_updates/0/body"), (in_feed, "/item/0/description")]
    {
        let body =
            |snapshot: &Snapshot| snapshot.incidents[0].updates[0].body.as_ref().map(|body| body.raw.clone());
        let whole = read(&document, |limits| limits.text_bytes = 20).unwrap();
        assert_eq!((body(&whole).as_deref(), over_limit(&whole)), (Some(text), None));
        let cut = read(&document, |limits| limits.text_bytes = 19).unwrap();
        assert_eq!(body(&cut).as_deref(), Some("Twenty bytes of tex"));
        let limit = over_limit(&cut).unwrap();
        assert!(path.starts_with(&limit.path), "{limit:?}");
        let start = limit.span.unwrap().start;
        let cut = document.get(start..).unwrap().trim_start_matches('"');
        assert!(cut.starts_with("Twenty"), "{limit:?}");
        assert!(limit.message.contains("(text_bytes)"), "{limit}");
    }
    // A character is not cut in two.
    let update = json!({"status": "investigating", "body": "ééé", "created_at": "2026-03-09T10:00:00Z"});
    let document = summary(json!({"incidents": [incident(1, &json!([update]))]}));
    let cut = read(&document, |limits| limits.text_bytes = 3).unwrap();
    assert_eq!(cut.incidents[0].updates[0].body.as_ref().unwrap().raw, "é");
}

#[test]
fn date_bytes() {
    let written = "Monday, March 9th, 2026 at 10:00 AM UTC";
    let update = json!({"status": "investigating", "body": "Hm.", "created_at": written});
    let document = summary(json!({"incidents": [incident(1, &json!([update]))]}));
    let whole = read(&document, |limits| limits.date_bytes = written.len()).unwrap();
    assert_eq!(over_limit(&whole), None);
    assert!(whole.incidents[0].updates[0].at.is_some());
    let cut = read(&document, |limits| limits.date_bytes = written.len() - 1).unwrap();
    assert_eq!(cut.incidents[0].updates[0].at, None);
    let limit = over_limit(&cut).unwrap();
    assert_eq!(limit.path, "/incidents/0/incident_updates/0/created_at");
    assert_eq!(text_at(&document, limit.span), format!("{written:?}"));
    assert_eq!(limit.found.as_deref(), Some(written));
}

#[test]
fn diagnostics() {
    let odd = |n: u8| json!({"id": format!("c{n}"), "name": "API", "status": "mauve"});
    let document = summary(json!({"components": [odd(1), odd(2), odd(3), row(4)]}));
    let whole = read(&document, |limits| limits.diagnostics = 4).unwrap();
    let codes = |snapshot: &Snapshot| -> Vec<_> {
        snapshot.diagnostics.iter().map(|diagnostic| diagnostic.code.clone()).collect()
    };
    let found = [Code::UnknownValue, Code::UnknownValue, Code::UnknownValue, Code::Contradiction];
    assert_eq!(codes(&whole), found);
    let cut = read(&document, |limits| limits.diagnostics = 2).unwrap();
    assert_eq!(codes(&cut), [Code::UnknownValue, Code::UnknownValue, Code::NotListed]);
    assert_eq!(cut.diagnostics[..2], whole.diagnostics[..2]);
    let rest = cut.diagnostics.last().unwrap();
    assert_eq!(
        (rest.severity, rest.message.as_str()),
        (Severity::Info, "expected at most 2 diagnostics, found 2 more")
    );
    assert_eq!(cut.components, whole.components);
    // A strict parser refuses because of diagnostics that are only counted.
    let mut limits = Limits::default();
    limits.diagnostics = 0;
    let strict = Parser::new().with_limits(limits).with_strict(true).parse(&document).unwrap_err();
    assert_eq!(strict.kind(), ErrorKind::Strict);
}

#[test]
fn without_limits_nothing_is_left_out() {
    let rows: Vec<_> = (0..20_001).map(row).collect();
    let document = summary(json!({"components": rows}));
    let bounded = statusfeed::parse(&document).unwrap();
    assert_eq!(bounded.components.len(), 20_000);
    assert!(over_limit(&bounded).is_some());
    let whole = Parser::new().with_limits(Limits::none()).parse(&document).unwrap();
    assert_eq!((whole.components.len(), over_limit(&whole)), (20_001, None));
}

fn read(document: &str, set: impl FnOnce(&mut Limits)) -> Result<Snapshot, Error> {
    let mut limits = Limits::default();
    set(&mut limits);
    Parser::new().with_limits(limits).parse(document)
}

/// The one diagnostic that says that a limit was reached, if there is one.
fn over_limit(snapshot: &Snapshot) -> Option<&Diagnostic> {
    let mut found = snapshot.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::Limit);
    let first = found.next();
    assert_eq!(found.next(), None);
    assert!(first.is_none_or(|limit| limit.severity == Severity::Warning));
    first
}

fn text_at(document: &str, span: Option<Span>) -> &str {
    let span = span.unwrap_or_else(|| panic!("no span"));
    document.get(span.start..span.end).unwrap()
}

/// A summary of a page without problems, with these keys added.
fn summary(more: Value) -> String {
    let mut document = json!({
        "page": {"id": "p1a2", "name": "Acme", "updated_at": "2026-03-09T10:30:00Z"},
        "status": {"indicator": "none", "description": "All Systems Operational"},
    });
    if let (Value::Object(document), Value::Object(more)) = (&mut document, more) {
        document.extend(more);
    }
    document.to_string()
}

fn row(n: u32) -> Value {
    json!({"id": format!("c{n}"), "name": format!("API {n}"), "status": "operational", "group": false})
}

fn incident(n: u32, updates: &Value) -> Value {
    json!({
        "id": format!("i{n}"), "name": "Slow", "status": "resolved", "impact": "none",
        "created_at": "2026-03-09T10:00:00Z", "resolved_at": "2026-03-09T10:20:00Z",
        "incident_updates": updates,
    })
}

fn rss(items: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>Acme Status</title>{items}</channel></rss>")
}
