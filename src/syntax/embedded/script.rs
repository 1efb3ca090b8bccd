//! The scripts of a page.

use std::borrow::Cow;

use crate::limits::Limits;
use crate::syntax::html::{Token, Tokenizer};

/// A script that stands in the page itself.
#[derive(Debug)]
pub(crate) struct Script<'a> {
    /// The value of `id`.
    pub(crate) id: Option<Cow<'a, str>>,
    /// What stands between its tags.
    pub(crate) text: &'a str,
}

/// The scripts of a page that hold anything, in order.
pub(crate) fn scripts<'a>(html: &'a str, limits: &Limits) -> impl Iterator<Item = Script<'a>> {
    let mut tokens = Tokenizer::new(html, limits);
    let mut id = None;
    let mut is_inside = false;
    std::iter::from_fn(move || {
        loop {
            match tokens.next()? {
                Token::StartTag(tag) => {
                    is_inside = tag.is("script");
                    id = if is_inside { tag.attribute("id") } else { None };
                }
                Token::Characters(text) if is_inside => {
                    is_inside = false;
                    return Some(Script { id: id.take(), text: text.raw });
                }
                _ => is_inside = false,
            }
        }
    })
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
    }
}
