//! Errors: why a document was not read.

use std::fmt::Write;
use std::io;

use statusfeed::{Document, Error, Input, Limits};

use crate::escape::escaped;
use crate::excerpt::{Lines, place};
use crate::style;

/// The error in one line.
pub(crate) fn refused(name: &str, error: &Error) -> String {
    let mut text = one_line(name, error.kind().as_str(), error.message());
    if !error.probes().is_empty() {
        let _ = writeln!(text, "  {}", style::DIM.paint("--explain shows the verdict of each adapter"));
    }
    text
}

/// The error with its place in the document, if it has one.
pub(crate) fn explained(name: &str, error: &Error, input: Input<'_>) -> String {
    let mut text = one_line(name, error.kind().as_str(), error.message());
    let span = error.span().or_else(|| error.diagnostic().and_then(|diagnostic| diagnostic.span));
    let document = Document::decode(input, &Limits::none()).ok();
    let excerpt = document.as_ref().zip(span).and_then(|(it, span)| Lines::new(it.text()).excerpt(span));
    text.push_str(&place(error.path().unwrap_or_default(), excerpt.as_ref()));
    text
}

/// The message for a file that could not be opened.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> String {
    let what = style::ERROR.paint("cannot open");
    format!("{}: {what}: {}\n", style::HEADING.paint(escaped(name)), escaped(&error.to_string()))
}

fn one_line(name: &str, kind: &str, message: &str) -> String {
    let refused = style::ERROR.paint("refused");
    format!("{}: {refused} ({kind}): {}\n", style::HEADING.paint(escaped(name)), escaped(message))
}
