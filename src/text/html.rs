//! HTML to text.

use std::borrow::Cow;

use super::lines::Lines;
use super::list::Lists;
use crate::limits::Limits;
use crate::syntax::html::{ElementRules, StartTag, Text, Token, Tokenizer, visible_tokens};

/// The text of HTML as a person reads it: blocks and `<br>` as lines, list items with their mark, links followed by
/// their target where the text is another, scripts and styles left out. References are resolved once.
pub(crate) fn html_to_text(html: &str) -> String {
    let mut reader = Reader::new(html);
    for token in visible_tokens(Tokenizer::new(html, &Limits::default())) {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(tag.raw_name()),
            Token::Characters(text) => reader.text(text),
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    reader.lines.finish()
}

/// The text of HTML on one line, without marks or targets: a title, a name.
pub(crate) fn html_line(html: &str) -> String {
    // A line is short; the markup that is left open above it may be the rest of the page.
    let mut lines = Lines::with_capacity(html.len().min(1_024));
    let mut silent = false;
    for token in visible_tokens(Tokenizer::new(html, &Limits::default())) {
        match token {
            Token::Characters(text) if !silent => lines.push(&text.decoded()),
            Token::StartTag(tag) => {
                silent = is_silent(tag.raw_name());
                if is_block(tag.raw_name()) || tag.is("br") || tag.is("li") || tag.is("td") {
                    lines.push(" ");
                }
            }
            Token::EndTag(tag) => {
                silent = false;
                if is_block(tag.raw_name()) {
                    lines.push(" ");
                }
            }
            Token::Characters(_) | Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    let line = lines.finish();
    if line.contains('\n') { super::one_line(&line) } else { line }
}

fn is_block(name: &str) -> bool {
    ElementRules::of(name).is_block() || name.eq_ignore_ascii_case("hr")
}

/// Elements whose text is not for people.
fn is_silent(name: &str) -> bool {
    name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style")
}

struct Reader<'a> {
    lines: Lines,
    lists: Lists,
    /// Where the open link points, and where its text begins.
    link: Option<(Cow<'a, str>, usize)>,
    preformatted: bool,
    silent: bool,
}

impl<'a> Reader<'a> {
    fn new(html: &str) -> Self {
        Self {
            lines: Lines::with_capacity(html.len()),
            lists: Lists::default(),
            link: None,
            preformatted: false,
            silent: false,
        }
    }

    fn text(&mut self, text: Text<'a>) {
        if self.silent {
            return;
        }
        let text = text.decoded();
        let lines = if self.preformatted { text.split_once('\n') } else { None };
        match lines {
            // Within a line, preformatted text continues.
            Some((first, rest)) => {
                self.lines.push(first);
                for line in rest.split('\n') {
                    self.lines.push_verbatim(line);
                }
            }
            None => self.lines.push(&text),
        }
    }

    fn start(&mut self, tag: &StartTag<'a>) {
        let name = tag.raw_name();
        self.silent = is_silent(name);
        match name.len() {
            1 if tag.is("a") => {
                self.end_link();
                self.link = tag.attribute("href").map(|target| (target, self.lines.len()));
            }
            2 if tag.is("br") => self.lines.end_line(),
            2 if tag.is("li") => {
                let mark = self.lists.mark();
                self.lines.begin_item(mark);
            }
            2 if tag.is("ul") || tag.is("ol") => {
                self.lines.end_line();
                self.lists.enter(tag.is("ol"));
            }
            2 if tag.is("td") || tag.is("th") => self.lines.push(" "),
            3 if tag.is("img") => {
                if let Some(alt) = tag.attribute("alt") {
                    self.lines.push(&alt);
                }
            }
            _ if is_block(name) => {
                self.preformatted |= tag.is("pre");
                self.lines.end_line();
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.silent = false;
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        match name.len() {
            1 if is("a") => self.end_link(),
            2 if is("li") => self.lines.end_line(),
            2 if is("ul") || is("ol") => {
                self.lists.leave();
                self.lines.end_line();
            }
            _ if is_block(name) => {
                self.preformatted &= !is("pre");
                self.lines.end_line();
            }
            _ => {}
        }
    }

    fn end_link(&mut self) {
        if let Some((target, from)) = self.link.take() {
            let text = self.lines.since(from).to_owned();
            push_target(&mut self.lines, &text, &target);
        }
    }
}

/// Adds a link's target in brackets, where it leads somewhere and the link's text is another.
pub(super) fn push_target(lines: &mut Lines, text: &str, target: &str) {
    const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];
    let target = target.trim();
    let Some(bare_target) = SCHEMES.iter().find_map(|scheme| target.strip_prefix(scheme)) else { return };
    let text = text.trim();
    let text = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text);
    if text.is_empty() {
        lines.push(target);
    } else if !text.trim_end_matches('/').eq_ignore_ascii_case(bare_target.trim_end_matches('/')) {
        lines.push(" (");
        lines.push(target);
        lines.push(")");
    }
}
