//! Where text stops being JSON.

use crate::diagnostic::Span;
use crate::error::{Error, ErrorKind};

/// The error for text that is not JSON to the last brace, with the place where it stops being so.
pub(crate) fn syntax_error(text: &str, error: &serde_json::Error) -> Error {
    let at = text.floor_char_boundary(offset(text, error.line(), error.column()));
    // serde_json appends " at line L column C"; the span says it better.
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let message = format!("expected JSON to the last brace, found broken syntax at byte {at}: {said}");
    Error::new(ErrorKind::Syntax, message)
        .with_span(Span::new(at, text.ceil_char_boundary(at.saturating_add(1))))
}

/// Byte offset of a line (from 1) and column (in bytes, from 1).
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    before.saturating_add(column.saturating_sub(1)).min(text.len())
}
