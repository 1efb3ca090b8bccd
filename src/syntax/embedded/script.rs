//! The scripts of a page.

use std::borrow::Cow;

use crate::limits::Limits;
use crate::syntax::html::{Token, Tokenizer};

/// An inline script.
#[derive(Debug)]
pub(crate) struct Script<'a> {
    /// The value of `id`.
    pub(crate) id: Option<Cow<'a, str>>,
    /// The text between its tags.
    pub(crate) text: &'a str,
}

/// The scripts of a page that hold anything, in order.
pub(crate) fn scripts<'a>(html: &'a str, limits: &Limits) -> Scripts<'a> {
    Scripts { tokens: Tokenizer::new(html, limits), has_begun: false, has_ended: false }
}

/// An iterator over the scripts of a page.
#[derive(Debug)]
pub(crate) struct Scripts<'a> {
    tokens: Tokenizer<'a>,
    has_begun: bool,
    has_ended: bool,
}

impl Scripts<'_> {
    /// Reads on to the end of the page, and returns whether it is cut off: within something, or after `<html>` without an
    /// end of that.
    pub(crate) fn ends_cut_off(mut self) -> bool {
        for _ in self.by_ref() {}
        self.tokens.is_cut() || self.has_begun && !self.has_ended
    }
}

impl<'a> Iterator for Scripts<'a> {
    type Item = Script<'a>;

    fn next(&mut self) -> Option<Script<'a>> {
        let mut id = None;
        let mut is_inside = false;
        loop {
            match self.tokens.next()? {
                Token::StartTag(tag) => {
                    self.has_begun |= tag.is("html");
                    is_inside = tag.is("script");
                    id = if is_inside { tag.attribute("id") } else { None };
                }
                Token::Characters(text) if is_inside => {
                    return Some(Script { id: id.take(), text: text.raw });
                }
                Token::EndTag(tag) => {
                    let name = tag.raw_name();
                    self.has_ended |= name.eq_ignore_ascii_case("html") || name.eq_ignore_ascii_case("body");
                    is_inside = false;
                }
                _ => is_inside = false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_scripts_where_a_browser_finds_them() {
        let html = "<!-- <script>no</script> --><p title='<script>no</script>'><SCRIPT ID=\"a\">one</SCRIPT>\
                    <script src=x></script><script>two \"<b>\"</script><script id=cut>thr";
        let found: Vec<_> = scripts(html, &Limits::default()).map(|s| (s.id, s.text)).collect();
        let id = |id| Some(Cow::Borrowed(id));
        assert_eq!(found, [(id("a"), "one"), (None, "two \"<b>\""), (id("cut"), "thr")]);
        let is_cut = |html| scripts(html, &Limits::default()).ends_cut_off();
        assert!(is_cut("<html><script>1</script>") && is_cut("<html><body></body></html"));
        assert!(!is_cut("<html><script>1</script></html>") && !is_cut("<script>1</script>"));
    }
}
