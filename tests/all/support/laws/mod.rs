//! Laws that hold for any input, checked by the tests on the fixtures and by the fuzz targets on generated input. Each
//! function returns the laws that are broken, as text.

mod snapshot;
mod text;

use statusfeed::diagnostic::Code;
use statusfeed::{
    Adapter, Diagnostic, Document, Error, ErrorKind, Input, Limits, Link, Parser, Severity, Snapshot, Span,
};

pub(crate) use snapshot::{broken_by_body, broken_by_snapshot};

/// Parses a document as a caller would.
pub(crate) fn broken_by_parsing(input: &Input<'_>, limits: Limits) -> Vec<String> {
    let mut broken = Vec::new();
    let parser = Parser::new().with_limits(limits);
    let lenient = parser.parse(input.clone());
    if lenient != parser.parse(input.clone()) {
        broken.push("two results for one document".to_owned());
    }
    let strict = parser.clone().with_strict(true).parse(input.clone());
    broken.extend(broken_by_strictness(&lenient, &strict));
    broken.extend(broken_by_detection(&parser, input, &lenient));
    broken.extend(broken_by_outcome(input, &limits, &lenient));
    broken
}

/// Parses a document with this adapter, even if its probe refuses.
pub(crate) fn broken_by_adapter(adapter: &dyn Adapter, input: &Input<'_>, limits: Limits) -> Vec<String> {
    let outcome = Parser::new().with_limits(limits).parse_as(adapter, input.clone());
    broken_by_outcome(input, &limits, &outcome)
}

fn broken_by_outcome(input: &Input<'_>, limits: &Limits, outcome: &Result<Snapshot, Error>) -> Vec<String> {
    let Ok(document) = Document::decode(input.clone(), limits) else {
        return match outcome {
            Ok(_) => vec!["a result for what cannot be decoded".to_owned()],
            Err(error) => broken_by_error(error, ""),
        };
    };
    let text = document.text();
    match outcome {
        Err(error) => broken_by_error(error, text),
        Ok(snapshot) => {
            let mut broken = broken_by_snapshot(snapshot, limits);
            broken.extend(
                snapshot.diagnostics.iter().flat_map(|diagnostic| broken_by_diagnostic(diagnostic, text)),
            );
            if snapshot.source.url.as_ref().map(Link::as_str) != input.url.as_deref() {
                broken.push(format!("the caller's URL became {:?}", snapshot.source.url));
            }
            if snapshot.source.fetched_at != input.fetched_at {
                broken.push(format!("the caller's time became {:?}", snapshot.source.fetched_at));
            }
            broken
        }
    }
}

/// A strict parser returns the same as a lenient one, or refuses because of a diagnostic.
fn broken_by_strictness(
    lenient: &Result<Snapshot, Error>,
    strict: &Result<Snapshot, Error>,
) -> Option<String> {
    let Ok(snapshot) = lenient else {
        return (lenient != strict).then(|| "strictness changes an error".to_owned());
    };
    let worst = snapshot.diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    let unlisted = snapshot.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::NotListed);
    match strict {
        Ok(_) if lenient != strict => Some("strictness changes a snapshot".to_owned()),
        Ok(_) if worst >= Some(Severity::Warning) => Some("strictness accepts a warning".to_owned()),
        Err(error) if error.kind() != ErrorKind::Strict => {
            Some(format!("strictness fails with {}", error.kind()))
        }
        Err(_) if worst < Some(Severity::Warning) && !unlisted => {
            Some("strictness refuses without a warning".to_owned())
        }
        _ => None,
    }
}

/// The adapter that parses is one of those that `detect` returns, and a document without one is not parsed.
fn broken_by_detection(parser: &Parser, input: &Input<'_>, read: &Result<Snapshot, Error>) -> Option<String> {
    let candidates = parser.detect(input.clone()).ok()?.candidates;
    let ids: Vec<&str> = candidates.iter().map(|adapter| adapter.id()).collect();
    match read {
        Ok(snapshot) if !ids.contains(&snapshot.source.adapter.as_str()) => {
            Some(format!("detected {ids:?}, parsed by {}", snapshot.source.adapter))
        }
        Err(error) if error.kind() == ErrorKind::Unrecognized && !ids.is_empty() => {
            Some(format!("detected {ids:?}, but unrecognized"))
        }
        _ => None,
    }
}

fn broken_by_error(error: &Error, text: &str) -> Vec<String> {
    let mut broken = broken_by_message(error.message());
    broken.extend(error.span().and_then(|span| broken_by_span(span, text)));
    broken.extend(error.probes().iter().flat_map(|verdict| broken_by_message(&verdict.reason)));
    broken
}

fn broken_by_diagnostic(diagnostic: &Diagnostic, text: &str) -> Vec<String> {
    let mut broken = broken_by_message(&diagnostic.message);
    broken.extend(diagnostic.span.and_then(|span| broken_by_span(span, text)));
    if !diagnostic.path.is_empty() && !diagnostic.path.starts_with('/') {
        broken.push(format!("{:?} is not a path", diagnostic.path));
    }
    for words in diagnostic.found.iter().chain([&diagnostic.path]) {
        broken.extend(text::hidden(words).map(|c| format!("a diagnostic shows {c:?}: {words:?}")));
    }
    broken
}

/// A message is one line without a full stop, safe for terminals and logs.
fn broken_by_message(message: &str) -> Vec<String> {
    let mut broken = Vec::new();
    if message.trim().is_empty() {
        broken.push("an empty message".to_owned());
    }
    if message.ends_with('.') {
        broken.push(format!("a full stop: {message:?}"));
    }
    broken.extend(text::hidden(message).map(|c| format!("a message shows {c:?}: {message:?}")));
    broken
}

/// A span is a range of the decoded text, at character boundaries.
fn broken_by_span(span: Span, text: &str) -> Option<String> {
    text.get(span.start..span.end).is_none().then(|| {
        format!("bytes {}..{} are not a range of a text of {} bytes", span.start, span.end, text.len())
    })
}
