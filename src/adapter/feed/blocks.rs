//! The blocks into which Statuspage and those who follow it write an incident's story:
//!
//! ```html
//! <p><small>Oct <var data-var='date'>21</var>, <var data-var='time'>17:39</var> UTC</small><br><strong>Resolved</strong> - …</p>
//! ```
//!
//! White space may stand between any of these, the `<var>`s or the `<p>` may be missing, `<b>` may stand for `<strong>`,
//! and a dash of any length may follow.

use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter};

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
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Story<'h> {
    /// What stands before the first block: a banner, a head.
    pub(super) head: &'h str,
    /// The blocks, in the document's order.
    pub(super) blocks: Vec<Block<'h>>,
}

/// The most bytes between `<small>` and `</small>`: a time and its markup.
const LONGEST_TIME: usize = 256;
/// The most bytes of a status word.
const LONGEST_WORD: usize = 64;

/// Cuts a story at its times. What looks like a block but has no time stays part of the body.
pub(super) fn timed(html: &str) -> Story<'_> {
    let finder = Finder::new(b"<small>");
    cut(
        html,
        finder.find_iter(html.as_bytes()).map(|at| {
            let before = html.get(..at).unwrap_or_default();
            (paragraph(before), head(html.get(at..).unwrap_or_default()))
        }),
    )
}

/// Cuts a story without times at its status words: `<p><strong>Resolved</strong> - …`. Only words that are known count.
pub(super) fn untimed(html: &str, is_word: impl Fn(&str) -> bool) -> Story<'_> {
    let finder = Finder::new(b"<p>");
    cut(
        html,
        finder.find_iter(html.as_bytes()).map(|at| {
            let rest = html.get(at..).and_then(|rest| rest.get(3..)).unwrap_or_default();
            let found = strong(rest.trim_start()).filter(|(word, _)| is_word(word));
            (at, found.map(|(word, body)| ("", word, body)))
        }),
    )
}

/// Where blocks begin, and what their heads say, become blocks.
fn cut<'h>(
    html: &'h str,
    heads: impl Iterator<Item = (usize, Option<(&'h str, &'h str, &'h str)>)>,
) -> Story<'h> {
    let mut story = Story { head: html, blocks: Vec::new() };
    for (start, found) in heads {
        let Some((when, word, rest)) = found else { continue };
        match story.blocks.last_mut() {
            None => story.head = html.get(..start).unwrap_or_default(),
            Some(last) => {
                // The last body runs to the end of the text until the next block shows where it ends.
                let over = html.len().saturating_sub(start);
                last.body = last.body.get(..last.body.len().saturating_sub(over)).unwrap_or_default();
            }
        }
        story.blocks.push(Block { when, word, body: rest });
    }
    for block in &mut story.blocks {
        block.body = trimmed(block.body);
    }
    story
}

/// Where the `<p>` of a `<small>` begins; the end of the text if there is none.
fn paragraph(before: &str) -> usize {
    let trimmed = before.trim_ascii_end();
    if trimmed.ends_with("<p>") || trimmed.ends_with("<P>") {
        trimmed.len().saturating_sub(3)
    } else {
        before.len()
    }
}

/// Time, word and the rest of a block that begins with `<small>`.
fn head(text: &str) -> Option<(&str, &str, &str)> {
    let (when, rest) = until(text.strip_prefix("<small>")?, "</small>", LONGEST_TIME)?;
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix("<br").or_else(|| rest.strip_prefix("<BR"))?;
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix('/').unwrap_or(rest).strip_prefix('>')?;
    let (word, rest) = strong(rest.trim_ascii_start())?;
    Some((when, word, rest))
}

/// The status word in `<strong>` or `<b>`, and what stands behind it and its dash.
fn strong(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = match text.strip_prefix("<strong>") {
        Some(inner) => until(inner, "</strong>", LONGEST_WORD)?,
        None => until(text.strip_prefix("<b>")?, "</b>", LONGEST_WORD)?,
    };
    let dashless = rest.trim_ascii_start();
    let rest = dashless.strip_prefix(['-', '–', '—']).unwrap_or(rest);
    Some((word.trim(), rest))
}

/// What stands before an end tag, no more than so many bytes, and what stands behind it.
fn until<'t>(text: &'t str, end: &str, most: usize) -> Option<(&'t str, &'t str)> {
    let window = text.as_bytes().get(..text.len().min(most))?;
    let at =
        memchr_iter(b'<', window).find(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(end)))?;
    Some((text.get(..at)?, text.get(at..)?.strip_prefix(end)?))
}

/// Without the block's own `</p>`, if there is one, and the white space around the body.
fn trimmed(body: &str) -> &str {
    let body = body.trim();
    let body = body.strip_suffix("</p>").or_else(|| body.strip_suffix("</P>")).unwrap_or(body);
    body.trim_end()
}

/// The time of a block as text: tags taken out, a space put where they alone kept words apart.
pub(super) fn plain_time<'b>(when: &str, buffer: &'b mut String) -> &'b str {
    buffer.clear();
    let mut rest = when;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        let (text, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        buffer.push_str(text);
        let end = memchr(b'>', tag.as_bytes()).map_or(tag.len(), |end| end.saturating_add(1));
        rest = tag.get(end..).unwrap_or_default();
        let joins = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
        if joins(buffer.as_bytes().last()) && joins(rest.as_bytes().first()) {
            buffer.push(' ');
        }
    }
    buffer.push_str(rest);
    if memchr(b'&', buffer.as_bytes()).is_some() {
        *buffer = buffer.replace("&nbsp;", " ");
    }
    buffer.trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(when: &str) -> String {
        plain_time(when, &mut String::new()).to_owned()
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
            assert_eq!(plain(block.when), when);
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
