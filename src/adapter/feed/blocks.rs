//! The blocks into which Statuspage and those who follow it write an incident's story:
//!
//! ```html
//! <p><small>Oct <var data-var='date'>21</var>, <var data-var='time'>17:39</var> UTC</small><br><strong>Resolved</strong> - …</p>
//! ```
//!
//! White space may stand between any of these, the `<var>`s or the `<p>` may be missing, `<b>` may stand for `<strong>`,
//! and a dash of any length may follow.

use std::borrow::Cow;

use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter};

use crate::syntax::xml::{Decoder, EscapedText, unescape};

/// How the markup of a story is written.
///
/// A feed has it escaped, and nearly all that is escaped in it is the head of blocks. So stories are cut as they stand,
/// and only what is left of them, the bodies, is decoded: once, into the text that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Markup {
    open: &'static str,
    close: &'static str,
    small: &'static str,
    paragraph: &'static str,
}

/// `<p>`
pub(super) const PLAIN: Markup = Markup { open: "<", close: ">", small: "<small>", paragraph: "<p>" };

/// `&lt;p&gt;`
const ESCAPED: Markup =
    Markup { open: "&lt;", close: "&gt;", small: "&lt;small&gt;", paragraph: "&lt;p&gt;" };

impl Markup {
    /// What stands behind this tag at the start of a text.
    fn tag<'t>(self, text: &'t str, name: &str) -> Option<&'t str> {
        text.strip_prefix(self.open)?.strip_prefix(name)?.strip_prefix(self.close)
    }

    /// What stands behind a line break at the start of a text.
    fn line_break(self, text: &str) -> Option<&str> {
        let rest = text.strip_prefix(self.open)?;
        let rest = rest.strip_prefix("br").or_else(|| rest.strip_prefix("BR"))?.trim_ascii_start();
        rest.strip_prefix('/').unwrap_or(rest).strip_prefix(self.close)
    }

    /// What stands before an end tag, no more than so many bytes, and what stands behind it.
    fn until<'t>(self, text: &'t str, end: &str, most: usize) -> Option<(&'t str, &'t str)> {
        let first = *self.open.as_bytes().first()?;
        let window = text.as_bytes().get(..text.len().min(most))?;
        memchr_iter(first, window).find_map(|at| {
            let (before, tag) = text.split_at_checked(at)?;
            Some((before, self.tag(tag, end)?))
        })
    }

    /// Without this tag at the end.
    fn without_end<'t>(self, text: &'t str, name: &str) -> Option<&'t str> {
        text.strip_suffix(self.close)?.strip_suffix(name)?.strip_suffix(self.open)
    }

    /// Time, word and the rest of a block whose `<small>` stands before this text.
    fn head(self, text: &str) -> Option<(&str, &str, &str)> {
        let (when, rest) = self.until(text, "/small", LONGEST_TIME)?;
        let rest = self.line_break(rest.trim_ascii_start())?;
        let (word, rest) = self.strong(rest.trim_ascii_start())?;
        Some((when, word, rest))
    }

    /// The word in `<strong>` or `<b>`, and what stands behind it.
    fn emphasized(self, text: &str) -> Option<(&str, &str)> {
        match self.tag(text, "strong") {
            Some(inner) => self.until(inner, "/strong", LONGEST_WORD),
            None => self.until(self.tag(text, "b")?, "/b", LONGEST_WORD),
        }
    }

    /// The status word in `<strong>` or `<b>`, and what stands behind it and its dash.
    fn strong(self, text: &str) -> Option<(&str, &str)> {
        let (word, rest) = self.emphasized(text)?;
        let dashless = rest.trim_ascii_start();
        let rest = dashless.strip_prefix(['-', '–', '—']).unwrap_or(rest);
        Some((word.trim(), rest))
    }

    /// Where the `<p>` of a `<small>` begins; the end of the text if there is none.
    fn paragraph_start(self, before: &str) -> usize {
        let trimmed = before.trim_ascii_end();
        let outside = self.without_end(trimmed, "p").or_else(|| self.without_end(trimmed, "P"));
        outside.unwrap_or(before).len()
    }

    /// Without the block's own `</p>`, if there is one, and the white space around the body.
    fn trimmed(self, body: &str) -> &str {
        let body = body.trim();
        let inside = self.without_end(body, "/p").or_else(|| self.without_end(body, "/P"));
        inside.unwrap_or(body).trim_end()
    }
}

/// One block, cut out of the story and otherwise untouched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block<'h> {
    /// What stands in `<small>`; nothing in the form without times.
    pub(super) when: &'h str,
    /// The status word.
    pub(super) word: &'h str,
    /// The body, without the block's own `</p>`.
    pub(super) body: &'h str,
}

/// A story cut into its blocks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Story<'h> {
    markup: Markup,
    whole: &'h str,
    /// Where an escaped one stands in the document.
    start: usize,
    /// What stands before the first block: a banner, a head.
    pub(super) head: &'h str,
    /// The blocks, in the document's order.
    pub(super) blocks: Vec<Block<'h>>,
}

impl Story<'_> {
    /// Whether its parts are still escaped.
    fn is_escaped(&self) -> bool {
        self.markup == ESCAPED
    }

    /// A part of the story as it is meant.
    pub(super) fn text<'t>(&self, part: &'t str) -> Cow<'t, str> {
        if self.is_escaped() { unescape(part) } else { Cow::Borrowed(part) }
    }

    /// The same, with what is broken in it noted.
    pub(super) fn decoded(&self, part: &str, decoder: &mut Decoder) -> String {
        if !self.is_escaped() {
            return part.to_owned();
        }
        let inside = part.as_ptr().addr().saturating_sub(self.whole.as_ptr().addr());
        decoder.unescape(part, self.start.saturating_add(inside))
    }

    /// The time of a block as text: tags taken out, a space put where they alone kept words apart.
    pub(super) fn time<'b>(&self, when: &str, buffer: &'b mut String) -> &'b str {
        let Markup { open, close, .. } = self.markup;
        buffer.clear();
        let mut rest = when;
        while let Some((text, inside)) = split(rest, open) {
            buffer.push_str(text);
            rest = split(inside, close).map_or("", |(_, rest)| rest);
            let joins = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
            if joins(buffer.as_bytes().last()) && joins(rest.as_bytes().first()) {
                buffer.push(' ');
            }
        }
        buffer.push_str(rest);
        if memchr(b'&', buffer.as_bytes()).is_some() {
            *buffer = self.text(buffer).replace("&nbsp;", " ");
        }
        buffer.trim_ascii()
    }
}

/// What stands before and behind a bracket. Times are short: no searcher is worth its making.
fn split<'t>(text: &'t str, bracket: &str) -> Option<(&'t str, &'t str)> {
    let first = *bracket.as_bytes().first()?;
    memchr_iter(first, text.as_bytes()).find_map(|at| {
        let (before, behind) = text.split_at_checked(at)?;
        Some((before, behind.strip_prefix(bracket)?))
    })
}

/// The element in which times stand.
const NAME: &str = "small";
/// The most bytes between `<small>` and `</small>`: a time and its markup.
const LONGEST_TIME: usize = 256;
/// The most bytes of a status word.
const LONGEST_WORD: usize = 64;

/// Cuts a story at its times. What looks like a block but has no time stays part of the body.
pub(super) fn timed(html: &str) -> Story<'_> {
    timed_in(PLAIN, html, 0)
}

/// The same for a story that is still escaped; `None` where its blocks are not written so.
pub(super) fn timed_escaped(story: EscapedText<'_>) -> Option<Story<'_>> {
    let story = timed_in(ESCAPED, story.raw, story.start);
    (!story.blocks.is_empty()).then_some(story)
}

fn timed_in(markup: Markup, text: &str, start: usize) -> Story<'_> {
    // The name is looked for without its brackets: escaped brackets are all over the text.
    let finder = Finder::new(NAME);
    let heads = finder.find_iter(text.as_bytes()).map(|at| {
        let start = at.saturating_sub(markup.open.len());
        let (before, behind) = text.split_at_checked(start).unwrap_or((text, ""));
        match behind.strip_prefix(markup.small) {
            Some(inside) => (markup.paragraph_start(before), markup.head(inside)),
            None => (start, None),
        }
    });
    cut(markup, text, start, heads)
}

/// Cuts a story without times at its status words: `<p><strong>Resolved</strong> - …`. Only words that are known count.
pub(super) fn untimed(html: &str, is_word: impl Fn(&str) -> bool) -> Story<'_> {
    let finder = Finder::new(PLAIN.paragraph.as_bytes());
    let heads = finder.find_iter(html.as_bytes()).map(|at| {
        let rest = html.get(at..).and_then(|rest| rest.strip_prefix(PLAIN.paragraph)).unwrap_or_default();
        let found = PLAIN.strong(rest.trim_start()).filter(|(word, _)| is_word(word));
        (at, found.map(|(word, body)| ("", word, body)))
    });
    cut(PLAIN, html, 0, heads)
}

/// The label with which a body begins, and what stands behind it: `<strong>Resolved</strong> - …`. Without a dash or a
/// colon it is a word of the sentence.
pub(super) fn leading(html: &str) -> Option<(&str, &str)> {
    let html = html.trim_start();
    let html = html.strip_prefix(PLAIN.paragraph).map_or(html, str::trim_start);
    let (word, rest) = PLAIN.emphasized(html)?;
    let rest = rest.trim_start().strip_prefix(['-', '–', '—', ':'])?;
    Some((word.trim(), rest.trim_start()))
}

/// Where blocks begin, and what their heads say, become blocks.
fn cut<'h>(
    markup: Markup,
    text: &'h str,
    start: usize,
    heads: impl Iterator<Item = (usize, Option<(&'h str, &'h str, &'h str)>)>,
) -> Story<'h> {
    let mut story = Story { markup, whole: text, start, head: text, blocks: Vec::new() };
    for (start, found) in heads {
        let Some((when, word, rest)) = found else { continue };
        match story.blocks.last_mut() {
            None => story.head = text.get(..start).unwrap_or_default(),
            Some(last) => {
                // The last body runs to the end of the text until the next block shows where it ends.
                let over = text.len().saturating_sub(start);
                last.body = last.body.get(..last.body.len().saturating_sub(over)).unwrap_or_default();
            }
        }
        story.blocks.push(Block { when, word, body: rest });
    }
    for block in &mut story.blocks {
        block.body = markup.trimmed(block.body);
    }
    story
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(story: &Story<'_>) -> String {
        story.time(story.blocks[0].when, &mut String::new()).to_owned()
    }

    #[test]
    fn every_generation_of_blocks() {
        for (html, when) in [
            (
                "<p><small>Oct <var data-var='date'>21</var>, <var data-var='time'>17:39</var> UTC</small><br><strong>Resolved</strong> - Fixed.</p>",
                "Oct 21, 17:39 UTC",
            ),
            (
                "<p> <small>Oct <var data-var='date'> 1</var>, <var data-var='time'>17:39</var> UTC</small><br> <strong>Resolved</strong> - Fixed. </p>",
                "Oct  1, 17:39 UTC",
            ),
            (
                "<p><small>Jan  1, 09:09 PST</small><br><strong>Resolved</strong> - Fixed.</p>",
                "Jan  1, 09:09 PST",
            ),
            (
                "<p><small>May <var> 5</var>, <var>07:45</var> EDT</small><br /><strong>Resolved</strong> - Fixed.</p>",
                "May  5, 07:45 EDT",
            ),
            ("<small>June 4, 2026 05:15 PDT</small><br /><b>Resolved</b> - Fixed.", "June 4, 2026 05:15 PDT"),
            (
                "<p><small>Oct<var data-var='date'>04</var><var data-var='time'>09:12</var> UTC</small><br><strong>Resolved</strong> - Fixed.</p>",
                "Oct 04 09:12 UTC",
            ),
        ] {
            let story = timed(html);
            assert_eq!(story.head, "", "{html}");
            let [block] = story.blocks[..] else { panic!("one block in {html}") };
            assert_eq!((block.word, block.body), ("Resolved", "Fixed."), "{html}");
            assert_eq!(plain(&story), when);
            // EscapedText, it is cut at the same places.
            let escaped = html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let story = timed_in(ESCAPED, &escaped, 0);
            assert_eq!((story.blocks[0].word, story.blocks[0].body), ("Resolved", "Fixed."), "{escaped}");
            assert_eq!(plain(&story), when);
        }
    }

    #[test]
    fn a_paragraph_of_the_body_is_not_the_end_of_the_block() {
        let html = "<p><small>a</small><br><strong>Update</strong> - <p>One.</p><p>Two.</p></p>\
                    <p><small>b</small><br><strong>Investigating</strong> - Three.</p>";
        let bodies: Vec<_> = timed(html).blocks.iter().map(|b| b.body).collect();
        assert_eq!(bodies, ["<p>One.</p><p>Two.</p>", "Three."]);
    }

    #[test]
    fn small_print_of_the_body_is_no_block() {
        let html = "<p><small>a</small><br><strong>Update</strong> - See <small>the notes</small> below.</p>";
        let story = timed(html);
        assert_eq!(story.blocks.len(), 1);
        assert_eq!(story.blocks[0].body, "See <small>the notes</small> below.");
    }

    #[test]
    fn a_label_leads() {
        for html in ["<strong>Resolved</strong> - Done.", " <p> <b>Resolved</b>: Done."] {
            assert_eq!(leading(html), Some(("Resolved", "Done.")), "{html}");
        }
        assert_eq!(leading("<b>Resolved</b> issues with disks."), None);
        assert_eq!(leading("Well: <b>Resolved</b> - Done."), None);
    }

    #[test]
    fn words_alone() {
        let html = "<p><strong>Resolved</strong> - Done.</p><p><strong>Note</strong> - well.</p>\
                    <p><strong>Investigating</strong> - Looking.</p>";
        let story = untimed(html, |word| word != "Note");
        let found: Vec<_> = story.blocks.iter().map(|b| (b.word, b.body)).collect();
        assert_eq!(
            found,
            [("Resolved", "Done.</p><p><strong>Note</strong> - well."), ("Investigating", "Looking."),]
        );
    }
}
