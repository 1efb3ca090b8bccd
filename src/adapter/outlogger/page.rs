//! The page's HTML as the lines that an extractor makes of it.

use crate::limits::Limits;
use crate::syntax::html::{Token, Tokenizer};
use crate::text::Lines;

/// Elements that stand within a line. All others begin one and end one.
const INLINE: [&str; 18] = [
    "a", "abbr", "b", "code", "em", "font", "i", "img", "input", "label", "mark", "s", "small", "span",
    "strong", "sub", "sup", "time",
];

/// Elements whose text is not on the page.
const SILENT: [&str; 5] = ["script", "style", "noscript", "template", "title"];

/// The lines of a page: blocks parted, the cells of a row joined by bars.
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
                // The cells of a row share its line.
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
    joined(&lines.finish())
}

fn is_among(list: &[&str], name: &str) -> bool {
    list.iter().any(|element| element.eq_ignore_ascii_case(name))
}

fn is_cell(name: &str) -> bool {
    is_among(&["td", "th"], name)
}

/// Joins "Impact: …" and "Started At: …", which may stand in blocks of their own.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut above = "";
    for line in text.split('\n') {
        if !out.is_empty() {
            let is_half = above.starts_with("Impact:") && line.starts_with("Started At:");
            out.push_str(if is_half { " | " } else { "\n" });
        }
        out.push_str(line);
        above = line;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_cells_share_one() {
        let html = "<title>no</title><p>Last checked: <b>3</b>\n minutes ago</p><script>no</script>\
                    <table><tr><th>Component</th><th>Status</th></tr><tr><td>A &amp; B</td> <td>Active</td></tr></table>\
                    <div>Impact: <span>Major</span></div><div>Started At: noon";
        let text = "Last checked: 3 minutes ago\nComponent | Status |\nA & B | Active |\nImpact: Major | Started At: noon";
        assert_eq!(lines(html, &Limits::default()), text);
    }
}
