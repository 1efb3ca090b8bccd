//! What a few bytes tell: a tag or a bracket, a name, an empty element.

use memchr::memchr;

/// Whether there are control characters that no text has. Without a way out inside a stretch, the compiler takes many bytes
/// at a time.
pub(super) fn has_controls(bytes: &[u8]) -> bool {
    let control = |&b: &u8| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r');
    bytes.chunks(4096).any(|stretch| stretch.iter().fold(false, |found, b| found | control(b)))
}

/// Whether `<` at the start of these bytes opens an element.
pub(super) fn opens_markup(bytes: &[u8]) -> bool {
    let name = match bytes {
        [b'<', b'/', name, ..] | [b'<', name, ..] => *name,
        _ => return false,
    };
    name.is_ascii_alphabetic() || matches!(name, b'_' | b':') || name >= 0x80
}

/// Whether it is an HTML element without an end tag. They get into titles and summaries unescaped.
pub(super) fn is_void(name: &str) -> bool {
    ["br", "hr", "img", "wbr"].iter().any(|void| name.eq_ignore_ascii_case(void))
}

pub(super) fn start_name(inner: &str) -> &str {
    let end = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/');
    inner.split(end).next().unwrap_or(inner)
}

/// The name in an end tag whose text begins here; nothing behind the `>` is looked at.
pub(super) fn end_name(inner: &str) -> &str {
    start_name(inner)
}

/// Whether the start tag that begins here is an empty element.
pub(super) fn is_empty(inner: &str) -> bool {
    memchr(b'>', inner.as_bytes()).and_then(|end| inner.get(..end)).is_some_and(|tag| tag.ends_with('/'))
}
