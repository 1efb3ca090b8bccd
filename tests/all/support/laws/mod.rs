//! What holds for the reading of any bytes whatever. The tests ask it of documents that lie here, the fuzz targets of
//! those they invent.

mod snapshot;
mod text;

use statusfeed::diagnostic::Code;
use statusfeed::{
    Adapter, Diagnostic, Document, Error, ErrorKind, Input, Limits, Parser, Severity, Snapshot, Span,
};

pub(crate) use snapshot::{broken_by_body, broken_by_snapshot};

/// Reads a document as a caller would, and says which laws the reading breaks.
pub(crate) fn broken_by_parsing(input: &Input<'_>, limits: Limits) -> Vec<String> {
    let mut broken = Vec::new();
    let parser = Parser::new().limits(limits);
    let lenient = parser.parse(input.clone());
    if lenient != parser.parse(input.clone()) {
        broken.push("one document, two readings".to_owned());
    }
    let strict = parser.clone().strict(true).parse(input.clone());
    broken.extend(broken_by_strictness(&lenient, &strict));
    broken.extend(broken_by_detection(&parser, input, &lenient));
    broken.extend(broken_by_outcome(input, &limits, &lenient));
    broken
}

/// Reads a document with this adapter, whatever its probe says, and says which laws the reading breaks.
pub(crate) fn broken_by_adapter(adapter: &dyn Adapter, input: &Input<'_>, limits: Limits) -> Vec<String> {
    let outcome = Parser::new().limits(limits).parse_as(adapter, input.clone());
    broken_by_outcome(input, &limits, &outcome)
}

fn broken_by_outcome(input: &Input<'_>, limits: &Limits, outcome: &Result<Snapshot, Error>) -> Vec<String> {
    let Ok(document) = Document::decode(input.clone(), limits) else {
        return match outcome {
            Ok(_) => vec!["read what cannot be decoded".to_owned()],
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
            if snapshot.source.url.as_deref() != input.url.as_deref() {
                broken.push(format!("the caller's address became {:?}", snapshot.source.url));
            }
            if snapshot.source.fetched_at != input.fetched_at {
                broken.push(format!("the caller's time became {:?}", snapshot.source.fetched_at));
            }
            broken
        }
    }
}

/// A strict reading is the lenient one, or refuses it for a diagnostic.
fn broken_by_strictness(
    lenient: &Result<Snapshot, Error>,
    strict: &Result<Snapshot, Error>,
) -> Option<String> {
    let Ok(snapshot) = lenient else {
        return (lenient != strict).then(|| "strictness changes why a document is refused".to_owned());
    };
    let worst = snapshot.diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    let unlisted = snapshot.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::NotListed);
    match strict {
        Ok(_) if lenient != strict => Some("strictness changes what is read".to_owned()),
        Ok(_) if worst >= Some(Severity::Warning) => Some("strictness accepts a warning".to_owned()),
        Err(error) if error.kind() != ErrorKind::Strict => {
            Some(format!("strictness fails with {}", error.kind()))
        }
        Err(_) if worst < Some(Severity::Warning) && !unlisted => {
            Some("strictness refuses what brings no warning".to_owned())
        }
        _ => None,
    }
}

/// The adapter that reads is one of those that know the document, and nobody reads what none knows.
fn broken_by_detection(parser: &Parser, input: &Input<'_>, read: &Result<Snapshot, Error>) -> Option<String> {
    let candidates = parser.detect(input.clone()).ok()?.candidates;
    let ids: Vec<&str> = candidates.iter().map(|adapter| adapter.id()).collect();
    match read {
        Ok(snapshot) if !ids.contains(&snapshot.source.adapter.as_str()) => {
            Some(format!("detected {ids:?}, read by {}", snapshot.source.adapter))
        }
        Err(error) if error.kind() == ErrorKind::Unrecognized && !ids.is_empty() => {
            Some(format!("detected {ids:?}, and yet unrecognized"))
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
        broken.push(format!("{:?} is no path", diagnostic.path));
    }
    for words in diagnostic.found.iter().chain([&diagnostic.path]) {
        broken.extend(text::hidden(words).map(|c| format!("a diagnostic shows {c:?}: {words:?}")));
    }
    broken
}

/// A message is one line in lower case that goes to terminals and logs.
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

/// A span is a stretch of the decoded text, from character to character.
fn broken_by_span(span: Span, text: &str) -> Option<String> {
    text.get(span.start..span.end).is_none().then(|| {
        format!("bytes {}..{} are no stretch of a text of {} bytes", span.start, span.end, text.len())
    })
}
