//! The page's HTML as the lines that an extractor makes of it.

use crate::limits::Limits;
use crate::syntax::html::{Token, Tokenizer};
use crate::text::Lines;

/// Elements within a line. All others begin one and end one.
const INLINE: [&str; 18] = [
    "a", "abbr", "b", "code", "em", "font", "i", "img", "input", "label", "mark", "s", "small", "span",
    "strong", "sub", "sup", "time",
];

/// Elements whose text is not on the page.
const SILENT: [&str; 5] = ["script", "style", "noscript", "template", "title"];

/// The lines of a page: blocks on lines of their own, the cells of a row joined by bars.
pub(super) fn lines(html: &str, limits: &Limits) -> String {
    let mut lines = Lines::with_capacity(html.len() / 2);
    let mut silent: Option<&str> = None;
    for token in Tokenizer::new(html, limits) {
        match token {
            Token::Characters(text) if silent.is_none() => lines.push(&text.decoded()),
            Token::StartTag(tag) => {
                let name = tag.raw_name();
                if silent.is_none() && is_among(&SILENT, name) {
                    silent = Some(name);
                }
                if !is_among(&INLINE, name) && !is_cell(name) {
                    lines.end_line();
                }
            }
            Token::EndTag(tag) => {
                let name = tag.raw_name();
                if silent.is_some_and(|silent| silent.eq_ignore_ascii_case(name)) {
                    silent = None;
                }
                if is_cell(name) {
                    lines.push(" | ");
                } else if !is_among(&INLINE, name) {
                    lines.end_line();
                }
            }
            Token::Characters(_) | Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    lines.finish()
}

fn is_among(list: &[&str], name: &str) -> bool {
    list.iter().any(|element| element.eq_ignore_ascii_case(name))
}

fn is_cell(name: &str) -> bool {
    is_among(&["td", "th"], name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_cells_share_one() {
        let html = "<title>no</title><p>Last checked: <b>3</b>\n minutes ago</p><script>no</script>\
                    <table><tr><th>Component</th><th>Status</th></tr><tr><td>A &amp; B</td> <td>Active</td></tr></table>";
        let text = "Last checked: 3 minutes ago\nComponent | Status |\nA & B | Active |";
        assert_eq!(lines(html, &Limits::default()), text);
    }
}
