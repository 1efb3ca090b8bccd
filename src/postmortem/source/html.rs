//! HTML written as Markdown, and Markdown with the HTML in it written as Markdown.
//!
//! One notation is enough for the readers behind. What this loses (nesting of boxes, attributes, images) says nothing
//! about an incident.

use std::borrow::Cow;

use crate::limits::Limits;
use crate::syntax::html::{Token, Tokenizer};

/// How the characters between tags are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// As HTML: white space is one space, and Markdown's marks are characters.
    Html,
    /// As Markdown: they are kept, and so is `<anything-else>`.
    Markdown,
}

/// Writes a text as Markdown.
pub(super) fn as_markdown(text: &str, notation: Text) -> Cow<'_, str> {
    if notation == Text::Markdown && memchr::memchr3(b'<', b'&', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut writer =
        Writer { out: String::with_capacity(text.len()), notation, strong: 0, lists: 0, unseen: 0 };
    let mut tokens = Tokenizer::new(text, &Limits::default());
    while let Some(token) = tokens.next() {
        match token {
            Token::Characters(words) => writer.text(&words.decoded()),
            Token::StartTag(tag) => {
                let name = tag.raw_name().to_ascii_lowercase();
                if !writer.start(&name) {
                    writer.verbatim(text.get(tag.at..tokens.position()));
                }
            }
            Token::EndTag(tag) => {
                let name = tag.raw_name().to_ascii_lowercase();
                if !writer.end(&name) {
                    writer.verbatim(text.get(tag.at..tokens.position()));
                }
            }
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    Cow::Owned(writer.out)
}

struct Writer {
    out: String,
    notation: Text,
    strong: usize,
    lists: usize,
    /// How many elements are open whose text nobody sees.
    unseen: usize,
}

impl Writer {
    fn verbatim(&mut self, tag: Option<&str>) {
        if self.notation == Text::Markdown {
            self.out.push_str(tag.unwrap_or_default());
        }
    }

    fn text(&mut self, text: &str) {
        if self.unseen > 0 {
            return;
        }
        if self.notation == Text::Markdown {
            self.out.push_str(text);
            return;
        }
        let mut after_space = self.out.is_empty() || self.out.ends_with(char::is_whitespace);
        for c in text.chars() {
            if c.is_whitespace() {
                if !after_space {
                    self.out.push(' ');
                }
                after_space = true;
                continue;
            }
            let mark = matches!(c, '\\' | '*' | '_' | '`' | '[' | '<');
            // A hash in front would make a heading, a bar a table.
            if mark || (matches!(c, '#' | '|' | '>') && self.at_line_start()) {
                self.out.push('\\');
            }
            self.out.push(c);
            after_space = false;
        }
    }

    fn at_line_start(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }

    /// Whether the element is one that is known.
    fn start(&mut self, name: &str) -> bool {
        match name {
            "strong" | "b" => {
                if self.strong == 0 {
                    self.out.push_str("**");
                }
                self.strong = self.strong.saturating_add(1);
            }
            "br" => self.line(),
            "li" => {
                self.line();
                for _ in 1..self.lists.min(8) {
                    self.out.push_str("  ");
                }
                self.out.push_str("- ");
            }
            "ul" | "ol" => {
                self.line();
                self.lists = self.lists.saturating_add(1);
            }
            "tr" => {
                self.line();
                self.out.push_str("| ");
            }
            "script" | "style" | "head" | "template" => self.unseen = self.unseen.saturating_add(1),
            _ => match heading_level(name) {
                Some(level) => {
                    self.block();
                    self.out.extend(std::iter::repeat_n('#', level));
                    self.out.push(' ');
                }
                None if is_block(name) => self.block(),
                None => return is_inline(name),
            },
        }
        true
    }

    fn end(&mut self, name: &str) -> bool {
        match name {
            "strong" | "b" => {
                if self.strong == 1 {
                    self.out.push_str("**");
                }
                self.strong = self.strong.saturating_sub(1);
            }
            "br" | "li" | "tr" => self.line(),
            "ul" | "ol" => {
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0 {
                    self.block();
                }
            }
            "td" | "th" => self.out.push_str(" | "),
            "script" | "style" | "head" | "template" => self.unseen = self.unseen.saturating_sub(1),
            _ if heading_level(name).is_some() || is_block(name) => self.block(),
            _ => return is_inline(name),
        }
        true
    }

    fn line(&mut self) {
        if !self.at_line_start() {
            // Two spaces: the line ends here, and does not run on.
            self.out.push_str("  \n");
        }
    }

    fn block(&mut self) {
        if std::mem::take(&mut self.strong) > 0 {
            self.out.push_str("**");
        }
        if self.lists > 0 {
            // A paragraph within an item begins no other list.
            if !self.out.ends_with("- ") {
                self.line();
            }
        } else if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push_str(if self.out.ends_with('\n') { "\n" } else { "\n\n" });
        }
    }
}

fn heading_level(name: &str) -> Option<usize> {
    ["h1", "h2", "h3", "h4", "h5", "h6"].iter().position(|&heading| heading == name)?.checked_add(1)
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 24] = [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "blockquote",
        "pre",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "hr",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "details",
        "summary",
        "body",
        "html",
    ];
    BLOCKS.contains(&name)
}

fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 22] = [
        "a", "abbr", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark", "q", "s",
        "small", "span", "sub", "sup", "td", "th", "time", "u",
    ];
    INLINE.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_markdown() {
        let html = "<h2><strong>Summary</strong></h2>\n<p>It\n <b>broke</b> at <em>10:00</em>.<br>Then 2 * 3.</p>\
                    <ul><li>One</li><li><p>Two</p></li></ul><table><tr><td>10:00</td><td>Up</td></tr></table>";
        assert_eq!(
            as_markdown(html, Text::Html),
            "## **Summary**\n\nIt **broke** at 10:00.  \nThen 2 \\* 3.\n\n- One  \n- Two  \n\n| 10:00 | Up |   \n\n"
        );
    }

    #[test]
    fn markdown_keeps_what_is_no_element() {
        let text = "Use <your-region> & `a < b`\n<!-- TODO -->\n<p><strong>ISSUE:</strong> slow</p>";
        assert_eq!(as_markdown(text, Text::Markdown), "Use <your-region> & `a < b`\n\n**ISSUE:** slow\n\n");
    }
}
