//! HTML written as Markdown, and Markdown with the HTML in it written as Markdown.
//!
//! One notation is enough for the reader. What this loses (nested boxes, attributes, pictures) says nothing about an incident.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use crate::limits::Limits;
use crate::syntax::html::{ElementRules, TextContext, Token, Tokenizer, decode_references};

/// What an element does to the lines of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Block,
    Heading(u8),
    List,
    Item,
    Row,
    Cell,
    Break,
    Strong,
    Hidden,
    Inline,
    Unknown,
}

fn element(name: &str) -> Element {
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    let level = ["h1", "h2", "h3", "h4", "h5", "h6"].into_iter().zip(1_u8..).find(|(heading, _)| is(heading));
    match level {
        Some((_, level)) => Element::Heading(level),
        None if is("ul") || is("ol") => Element::List,
        None if is("li") => Element::Item,
        None if is("tr") => Element::Row,
        None if is("td") || is("th") => Element::Cell,
        None if is("br") => Element::Break,
        None if is("b") || is("strong") => Element::Strong,
        None if is("script") || is("style") => Element::Hidden,
        None if is("hr") || is("html") || is("tbody") || is("thead") || is("tfoot") => Element::Block,
        None => {
            let rules = ElementRules::of(name);
            match (rules.is_block(), rules.is_inline() || rules.is_prose()) {
                (true, _) => Element::Block,
                (false, true) => Element::Inline,
                (false, false) => Element::Unknown,
            }
        }
    }
}

/// How the characters between tags are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// As HTML: white space is one space, and Markdown's marks are characters.
    Html,
    /// As Markdown: they are kept, and so is `<anything-else>`.
    Markdown,
}

/// Whether a text begins with the tag of a block: `<p>Today …`.
pub(super) fn begins_with_element(text: &str) -> bool {
    let tag = text.trim_start().strip_prefix('<').map(tag_name);
    tag.is_some_and(|name| matches!(element(name), Element::Block | Element::Heading(_) | Element::List))
}

/// The name at the start of `p class="a">`.
fn tag_name(inside: &str) -> &str {
    let len = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    inside.get(..len).unwrap_or_default()
}

/// Writes a text as Markdown.
pub(super) fn as_markdown(text: &str, notation: Notation) -> Cow<'_, str> {
    if notation == Notation::Markdown && memchr::memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut writer = Writer {
        out: String::with_capacity(text.len()),
        is_html: notation == Notation::Html,
        ..Writer::default()
    };
    match notation {
        Notation::Html => {
            for token in Tokenizer::new(text, &Limits::default()) {
                match token {
                    Token::Characters(words) => writer.text(&words.decoded()),
                    Token::StartTag(tag) => writer.start(element(tag.raw_name())),
                    Token::EndTag(tag) => writer.end(element(tag.raw_name())),
                    Token::Comment(_) | Token::Doctype(_) => {}
                }
            }
        }
        Notation::Markdown => write_mixed(text, &mut writer),
    }
    Cow::Owned(writer.out)
}

/// Where a pattern occurs next: each search starts where the last one ended, so that all of them together are linear.
struct Next<'t> {
    text: &'t str,
    pattern: &'static str,
    found: Option<usize>,
}

impl<'t> Next<'t> {
    fn new(text: &'t str, pattern: &'static str) -> Self {
        Self { text, pattern, found: Some(0) }
    }

    /// The first occurrence at this byte or later; bytes are asked for in ascending order.
    fn from(&mut self, at: usize) -> Option<usize> {
        if self.found? < at || self.found? == 0 {
            let rest = self.text.as_bytes().get(at..).unwrap_or_default();
            self.found = memmem::find(rest, self.pattern.as_bytes()).map(|found| found.saturating_add(at));
        }
        self.found
    }
}

/// The longest tag that is looked for in Markdown: one with a long link in it.
const LONGEST_TAG: usize = 4_096;

/// Writes Markdown with tags in it; what only looks like a tag stays.
fn write_mixed(text: &str, writer: &mut Writer) {
    let (mut closes, mut comment_ends) = (Next::new(text, ">"), Next::new(text, "-->"));
    let (mut at, mut search) = (0_usize, 0_usize);
    while let Some(open) = text.as_bytes().get(search..).and_then(|rest| memchr(b'<', rest)) {
        let open = search.saturating_add(open);
        let rest = text.get(open..).unwrap_or_default();
        search = open.saturating_add(1);
        let end = if rest.starts_with("<!--") {
            comment_ends.from(open).map(|end| end.saturating_add(3))
        } else if rest.as_bytes().get(1).is_some_and(|&b| b.is_ascii_alphabetic() || b == b'/') {
            closes.from(open).map(|end| end.saturating_add(1))
        } else {
            None
        };
        let Some(end) = end.filter(|end| end.saturating_sub(open) <= LONGEST_TAG || rest.starts_with("<!--"))
        else {
            continue;
        };
        let inside = rest.get(1..).unwrap_or_default();
        let (name, closing) = match inside.strip_prefix('/') {
            Some(inside) => (tag_name(inside), true),
            None => (tag_name(inside), false),
        };
        let known = element(name);
        if known == Element::Unknown && !rest.starts_with("<!--") {
            continue;
        }
        writer.mixed_text(text.get(at..open).unwrap_or_default());
        if !name.is_empty() {
            if closing { writer.end(known) } else { writer.start(known) }
        }
        (at, search) = (end, end);
    }
    writer.mixed_text(text.get(at..).unwrap_or_default());
}

/// Deeper lists are written as this deep.
const DEEPEST: usize = 8;

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is what is open")]
struct Writer {
    out: String,
    /// Whether the whole text is HTML.
    is_html: bool,
    strong: usize,
    lists: usize,
    /// Whether a row of a table is open.
    in_row: bool,
    /// Whether a paragraph, list or table of HTML is open, in which line breaks are spaces.
    in_element: bool,
    /// How many elements are open whose text nobody sees.
    hidden: usize,
    /// Whether an item has no words yet.
    begins_item: bool,
}

impl Writer {
    /// Text of a Markdown document: line breaks within an element of HTML are spaces, up to an empty line.
    fn mixed_text(&mut self, text: &str) {
        let text = decode_references(text, TextContext::Data);
        if !self.in_element {
            if self.hidden == 0 {
                self.out.push_str(&text);
            }
            return;
        }
        // `<p>` that nothing closes ends at an empty line, a list or table at the next heading.
        let end = if self.lists > 0 || self.in_row { text.find("\n\n#") } else { text.find("\n\n") };
        let (inside, outside) = text.split_at_checked(end.unwrap_or(text.len())).unwrap_or((&text, ""));
        self.text(inside);
        if !outside.is_empty() {
            (self.in_element, self.lists, self.in_row) = (false, 0, false);
            self.out.push_str(outside);
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
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
            let mark = self.is_html
                && (matches!(c, '\\' | '*' | '_' | '`' | '[' | '<')
                    || (matches!(c, '#' | '|' | '>') && self.is_at_line_start()));
            if mark {
                self.out.push('\\');
            }
            self.out.push(c);
            self.begins_item = false;
            after_space = false;
        }
    }

    fn is_at_line_start(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }

    fn start(&mut self, element: Element) {
        match element {
            Element::Strong => {
                if self.strong == 0 && self.hidden == 0 {
                    self.out.push_str("**");
                }
                self.strong = self.strong.saturating_add(1);
            }
            Element::Break if self.in_row => self.out.push(' '),
            Element::Break => self.line(),
            Element::Item => {
                self.line();
                for _ in 1..self.lists.min(DEEPEST) {
                    self.out.push_str("  ");
                }
                self.out.push_str("- ");
                self.begins_item = true;
            }
            Element::List => {
                self.line();
                self.lists = self.lists.saturating_add(1);
            }
            Element::Row => {
                self.line();
                self.out.push_str("| ");
                self.in_row = true;
            }
            Element::Hidden => self.hidden = self.hidden.saturating_add(1),
            Element::Heading(level) => {
                self.block();
                self.out.extend(std::iter::repeat_n('#', usize::from(level)));
                self.out.push(' ');
            }
            Element::Block => self.block(),
            Element::Cell | Element::Inline | Element::Unknown => return,
        }
        self.in_element =
            self.in_element || !matches!(element, Element::Strong | Element::Break | Element::Hidden);
    }

    fn end(&mut self, element: Element) {
        match element {
            Element::Strong => {
                if self.strong == 1 && self.hidden == 0 {
                    self.out.push_str("**");
                }
                self.strong = self.strong.saturating_sub(1);
            }
            Element::Break | Element::Item => self.line(),
            Element::Row => {
                self.in_row = false;
                self.line();
            }
            Element::List => {
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0 {
                    self.block();
                }
            }
            Element::Cell => self.out.push_str(" | "),
            Element::Hidden => self.hidden = self.hidden.saturating_sub(1),
            Element::Heading(_) | Element::Block => self.block(),
            Element::Inline | Element::Unknown => return,
        }
        let closes = matches!(element, Element::Block | Element::Heading(_) | Element::List);
        if closes && self.lists == 0 && !self.in_row {
            self.in_element = false;
        }
    }

    fn line(&mut self) {
        self.close_strong();
        if !self.is_at_line_start() {
            // Two spaces: the line ends here, and is not joined with the next.
            self.out.push_str("  \n");
        }
    }

    fn close_strong(&mut self) {
        if std::mem::take(&mut self.strong) > 0 && self.hidden == 0 {
            self.out.push_str("**");
        }
    }

    fn block(&mut self) {
        self.close_strong();
        if self.in_row {
            self.out.push(' ');
        } else if self.lists > 0 {
            // A paragraph within an item continues it.
            if !self.begins_item {
                self.line();
            }
        } else if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push_str(if self.out.ends_with('\n') { "\n" } else { "\n\n" });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_markdown() {
        let html = "<h2><strong>Summary</strong></h2>\n<p>It\n <b>broke</b> at <em>10:00</em>.<br>Then 2 * 3.</p>\
                    <ul><li>One</li><li><p>Two</p></li></ul><table><tr><td>10:00</td><td>Up</td></tr></table>";
        assert_eq!(
            as_markdown(html, Notation::Html),
            "## **Summary**\n\nIt **broke** at 10:00.  \nThen 2 \\* 3.\n\n- One  \n- Two  \n\n| 10:00 | Up |   \n\n"
        );
    }

    #[test]
    fn markdown_keeps_what_is_no_element() {
        let text = "Use <your-region> & `a < b`\n<!-- TODO -->\n<p><strong>ISSUE:</strong> slow</p>";
        assert_eq!(
            as_markdown(text, Notation::Markdown),
            "Use <your-region> & `a < b`\n\n**ISSUE:** slow\n\n"
        );
        let table = "| a |\n\n<table>\n<tr>\n<td>1916</td>\n<td><p>Alert</p>\n<p>fired</p></td>\n</tr>\n</table>\n\nText\nhere";
        assert_eq!(
            as_markdown(table, Notation::Markdown),
            "| a |\n\n| 1916 |  Alert  fired  |   \n\n\n\nText\nhere"
        );
        let list = "We do:\n<ul>\n<li>\n  Test\n  more\n</li>\n</ul>\nThen";
        assert_eq!(as_markdown(list, Notation::Markdown), "We do:\n- Test more   \n\n\nThen");
    }
}
