//! Whether a text is JSON, and where it stops being JSON: the errors of the slow path.

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

/// Refuses text in which a container is inside `most` others, at its opening bracket. Strings are passed over; whether
/// the rest is JSON is for others to say.
pub(crate) fn check_nesting(text: &str, most: usize) -> Result<(), Error> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0_usize, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at),
            b'{' | b'[' if depth == most => {
                let message =
                    format!("expected at most {most} values inside one another (depth), found more");
                return Err(
                    Error::new(ErrorKind::Limit, message).with_span(Span::new(at, at.saturating_add(1)))
                );
            }
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at = at.saturating_add(1);
    }
    Ok(())
}

/// The offset of the closing quote of the string that opens at `at`, or the end of the text.
pub(crate) fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut at = at.saturating_add(1);
    while let Some(rest) = bytes.get(at..) {
        let Some(special) = memchr::memchr2(b'"', b'\\', rest) else { break };
        at = at.saturating_add(special);
        if bytes.get(at) == Some(&b'"') {
            return at;
        }
        at = at.saturating_add(2);
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_where_they_are_no_text() {
        for (text, deep) in
            [("[]", 1), (r#"{"a": [1, {"b": "]]]"}], "c\"[": [[]]}"#, 3), ("7", 0), ("[[]", 2)]
        {
            assert!(check_nesting(text, deep).is_ok(), "{text}");
            if let Some(less) = deep.checked_sub(1) {
                let error = check_nesting(text, less).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Limit);
                let span = error.span().unwrap();
                assert!(matches!(text.get(span.start..span.end), Some("[" | "{")), "{text}");
            }
        }
    }
}
