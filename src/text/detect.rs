//! In which notation a body is written, where the source does not say.

use memchr::{memchr_iter, memchr3_iter};

use crate::model::TextFormat;
use crate::syntax::html::ElementRules;

/// Detects the notation of a body by its marks: a tag of a known element makes it HTML, a mark of emphasis, a link, a
/// heading or a list makes it Markdown, and nothing makes it text.
pub(crate) fn detect_format(body: &str) -> TextFormat {
    if memchr_iter(b'<', body.as_bytes()).any(|at| body.get(at..).is_some_and(begins_with_tag)) {
        TextFormat::Html
    } else if is_markdown(body) {
        TextFormat::Markdown
    } else {
        TextFormat::Text
    }
}

/// Whether the text, which begins with `<`, begins with a whole tag of a known element.
fn begins_with_tag(text: &str) -> bool {
    let inside = text.get(1..).unwrap_or_default();
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name_len = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (Some(name), Some(rest)) = (inside.get(..name_len), inside.get(name_len..)) else { return false };
    if !ElementRules::of(name).is_prose() {
        return false;
    }
    match rest.as_bytes().first() {
        Some(b'>') => true,
        Some(b'/') => rest.starts_with("/>"),
        Some(space) if space.is_ascii_whitespace() => {
            // Up to the next angle bracket: an attribute's quoted bracket is not worth a tokenizer here.
            memchr::memchr2(b'<', b'>', rest.as_bytes())
                .is_some_and(|at| rest.as_bytes().get(at) == Some(&b'>'))
        }
        _ => false,
    }
}

fn is_markdown(body: &str) -> bool {
    let bytes = body.as_bytes();
    let begins = |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(mark));
    memchr3_iter(b'*', b']', b'`', bytes)
        .any(|at| begins(at, b"**") || begins(at, b"](") || begins(at, b"```"))
        || begins_with_block(body)
        || memchr_iter(b'\n', bytes).any(|at| body.get(at.saturating_add(1)..).is_some_and(begins_with_block))
}

/// Whether a line begins a heading or an item of a list.
fn begins_with_block(text: &str) -> bool {
    let line = text.trim_start_matches([' ', '\t']);
    let heading = line.trim_start_matches('#');
    line.strip_prefix(['*', '-', '+']).is_some_and(|rest| rest.starts_with(' '))
        || (heading.len() < line.len() && heading.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_decide() {
        for (body, format) in [
            ("all is well", TextFormat::Text),
            ("errors < 0.5% and > 0.1%", TextFormat::Text),
            ("<SOME/ALL> users of <your region>", TextFormat::Text),
            ("one<br />two", TextFormat::Html),
            ("see <a href='https://x.example'>here</a>", TextFormat::Html),
            ("# Summary\nwords", TextFormat::Markdown),
            ("see [here](https://x.example)", TextFormat::Markdown),
            ("was **down**", TextFormat::Markdown),
            ("causes:\n- one\n- two", TextFormat::Markdown),
            ("2 * 3 * 4, #5", TextFormat::Text),
        ] {
            assert_eq!(detect_format(body), format, "{body}");
        }
    }
}
