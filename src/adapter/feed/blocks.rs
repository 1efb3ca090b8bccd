//! The blocks in which Statuspage, and programs that write like it, list the updates of an incident:
//!
//! ```html
//! <p><small>Oct <var data-var='date'>21</var>, <var data-var='time'>17:39</var> UTC</small><br><strong>Resolved</strong> - …</p>
//! ```
//!
//! There may be white space between any of these. The `<var>`s or the `<p>` may be missing, `<b>` may replace
//! `<strong>`, and the dash may be of any length. Other programs leave the time out, or end the word with a colon:
//! `<strong>Resolved:</strong> …`.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem::{self, Finder};
use memchr::{memchr, memchr_iter};

use crate::adapter::translate::vocabulary::{find_update_word, qualifies_status};
use crate::limits::Limits;
use crate::syntax::html::{Token, Tokenizer};
use crate::syntax::xml::{Decoder, EscapedText, unescape};

/// How the brackets of the markup are written.
///
/// In a feed they are escaped, and the heads of blocks are nearly all that is. So texts are split as the document writes
/// them, and only the bodies are decoded: once, into the text that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Brackets {
    open: &'static str,
    close: &'static str,
    /// The whole tag, since it is looked for most often.
    small: &'static str,
}

/// `<p>`
const PLAIN: Brackets = Brackets { open: "<", close: ">", small: "<small>" };

/// `&lt;p&gt;`
const ESCAPED: Brackets = Brackets { open: "&lt;", close: "&gt;", small: "&lt;small&gt;" };

impl Brackets {
    /// The text after this tag, if the text begins with it.
    fn strip_tag<'t>(self, text: &'t str, name: &str) -> Option<&'t str> {
        text.strip_prefix(self.open)?.strip_prefix(name)?.strip_prefix(self.close)
    }

    /// The text before this tag, if the text ends with it.
    fn strip_end_tag<'t>(self, text: &'t str, name: &str) -> Option<&'t str> {
        text.strip_suffix(self.close)?.strip_suffix(name)?.strip_suffix(self.open)
    }

    /// The text after a line break, if the text begins with one: `<br>`, `<br />`.
    fn strip_line_break(self, text: &str) -> Option<&str> {
        let rest = text.strip_prefix(self.open)?;
        let rest = rest.strip_prefix("br").or_else(|| rest.strip_prefix("BR"))?.trim_ascii_start();
        rest.strip_prefix('/').unwrap_or(rest).strip_prefix(self.close)
    }

    /// The text before the first end tag of this name, which is looked for within `max` bytes, and the text after it.
    fn split_at_end_tag<'t>(self, text: &'t str, name: &str, max: usize) -> Option<(&'t str, &'t str)> {
        let first = *self.open.as_bytes().first()?;
        let window = text.as_bytes().get(..text.len().min(max))?;
        memchr_iter(first, window).find_map(|at| {
            let (before, tag) = text.split_at_checked(at)?;
            Some((before, self.strip_tag(tag, name)?))
        })
    }

    /// Time, word and body of the block whose `<small>` is directly before this text.
    fn timed_head(self, text: &str) -> Option<(&str, &str, &str)> {
        let (time, rest) = self.split_at_end_tag(text, "/small", MAX_TIME)?;
        let rest = self.strip_line_break(rest.trim_ascii_start())?;
        let (word, rest) = self.emphasized(rest.trim_ascii_start())?;
        Some((time, word.trim(), strip_dash(rest).unwrap_or(rest)))
    }

    /// Word and body of a block without a time: `<strong>Resolved</strong> - …`, `<b>Resolved:</b> …`. Without a dash or
    /// a colon, the word is part of a sentence.
    fn untimed_head(self, text: &str) -> Option<(&str, &str)> {
        let (word, rest) = self.emphasized(text)?;
        let word = word.trim();
        if let Some(word) = word.strip_suffix(':') {
            return Some((word.trim_end(), rest));
        }
        let rest = rest.trim_ascii_start();
        Some((word, strip_dash(rest).or_else(|| rest.strip_prefix(':'))?))
    }

    /// The text in `<strong>`, `<b>` or `<em>`, and the text after it.
    fn emphasized(self, text: &str) -> Option<(&str, &str)> {
        [("strong", "/strong"), ("b", "/b"), ("em", "/em")].into_iter().find_map(|(start, end)| {
            let inner = self.strip_tag(text, start)?;
            self.split_at_end_tag(inner, end, MAX_WORD)
        })
    }

    /// Where the `<p>` directly before a block begins; else the end of the text before it.
    fn paragraph_start(self, before: &str) -> usize {
        let trimmed = before.trim_ascii_end();
        let outside = self.strip_end_tag(trimmed, "p").or_else(|| self.strip_end_tag(trimmed, "P"));
        outside.unwrap_or(before).len()
    }

    /// The body of a block without the block's own `</p>`. Of a block without a `<p>`, it may be that of the body.
    fn trim_body(self, body: &str, has_paragraph: bool) -> &str {
        let body = body.trim();
        if !has_paragraph && self.strip_tag(body, "p").is_some() {
            return body;
        }
        let inside = self.strip_end_tag(body, "/p").or_else(|| self.strip_end_tag(body, "/P"));
        inside.unwrap_or(body).trim_end()
    }

    /// Whether a block can begin after this text: at the start, after a line, or after a tag that is not within a line.
    fn begins_line(self, before: &str) -> bool {
        let trimmed = before.trim_end_matches([' ', '\t']);
        let Some(tag) = trimmed.strip_suffix(self.close) else {
            return trimmed.is_empty() || trimmed.ends_with(['\n', '\r']);
        };
        let name = tag.rsplit_once(self.open).map_or("", |(_, name)| name);
        !["/strong", "/b", "/em", "/i", "/a", "/span", "/code", "/u"].contains(&name)
    }
}

fn strip_dash(text: &str) -> Option<&str> {
    text.trim_ascii_start().strip_prefix(['-', '–', '—'])
}

/// One block, cut out of the text and otherwise as the document writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block<'h> {
    /// The content of `<small>`; empty in the form without times.
    pub(super) time: &'h str,
    /// The status word.
    pub(super) word: &'h str,
    /// The body, without the block's own `</p>`.
    pub(super) body: &'h str,
}

/// A text that is split into blocks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BlockList<'h> {
    brackets: Brackets,
    text: &'h str,
    /// Where the text is in the document, if it is still escaped.
    start: usize,
    /// The text before the first block: a banner, a list of components.
    pub(super) head: &'h str,
    /// The blocks, in the document's order.
    pub(super) blocks: Vec<Block<'h>>,
}

impl BlockList<'_> {
    /// A part of the text, decoded without reporting what is wrong with it.
    pub(super) fn decode_quietly<'t>(&self, part: &'t str) -> Cow<'t, str> {
        if self.brackets == ESCAPED { unescape(part) } else { Cow::Borrowed(part) }
    }

    /// A part of the text, decoded.
    pub(super) fn decode(&self, part: &str, decoder: &mut Decoder) -> String {
        if self.brackets != ESCAPED {
            return part.to_owned();
        }
        let inside = part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        decoder.unescape(part, self.start.saturating_add(inside))
    }

    /// The first text in `<small>` in the body of a block: the body before it, that text, and the body from there on. If
    /// the text is a time, a block begins there that cannot be read.
    pub(super) fn split_at_small<'b>(&self, body: &'b str) -> Option<(&'b str, &'b str, &'b str)> {
        let at = memmem::find(body.as_bytes(), self.brackets.small.as_bytes())?;
        let (before, rest) = body.split_at_checked(at)?;
        let (text, _) =
            self.brackets.split_at_end_tag(rest.strip_prefix(self.brackets.small)?, "/small", MAX_TIME)?;
        let (before, rest) = body.split_at_checked(self.brackets.paragraph_start(before))?;
        Some((self.brackets.trim_body(before, true), text, rest))
    }

    /// The time of a block as text, in `buffer`: without tags, and with a space where only a tag separates two words.
    pub(super) fn time_text<'b>(&self, time: &str, buffer: &'b mut String) -> &'b str {
        let Brackets { open, close, .. } = self.brackets;
        buffer.clear();
        let mut rest = time;
        while let Some((text, inside)) = split_once(rest, open) {
            buffer.push_str(text);
            rest = split_once(inside, close).map_or("", |(_, rest)| rest);
            let joins = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
            if joins(buffer.as_bytes().last()) && joins(rest.as_bytes().first()) {
                buffer.push(' ');
            }
        }
        buffer.push_str(rest);
        if memchr(b'&', buffer.as_bytes()).is_some() {
            *buffer = self.decode_quietly(buffer).replace("&nbsp;", " ");
        }
        buffer.trim_ascii()
    }
}

/// Like [`str::split_once`], without the cost of a searcher: times are short.
fn split_once<'t>(text: &'t str, bracket: &str) -> Option<(&'t str, &'t str)> {
    let first = *bracket.as_bytes().first()?;
    memchr_iter(first, text.as_bytes()).find_map(|at| {
        let (before, after) = text.split_at_checked(at)?;
        Some((before, after.strip_prefix(bracket)?))
    })
}

/// The most bytes between `<small>` and `</small>`: a time and its markup.
const MAX_TIME: usize = 256;
/// The most bytes of a status word.
const MAX_WORD: usize = 64;

/// Where a block begins, and its parts.
struct BlockStart<'h> {
    at: usize,
    /// Whether it begins with a `<p>`.
    has_paragraph: bool,
    time: &'h str,
    word: &'h str,
    /// From the body on.
    rest: &'h str,
}

/// Splits a text at its times, and at status words that have lost their time. What looks like a block but has no time
/// and no known word stays part of the body.
pub(super) fn split_timed(html: &str) -> BlockList<'_> {
    let hidden = hidden_ranges(html);
    split_timed_in(PLAIN, html, 0, &hidden)
}

/// The same for a text that is still escaped. `None` if there are no such blocks in it, or if parts of it may be hidden
/// from readers: then it must be decoded first.
pub(super) fn split_timed_escaped(text: EscapedText<'_>) -> Option<BlockList<'_>> {
    let has_comment = memchr_iter(b'!', text.raw.as_bytes())
        .any(|at| text.raw.get(at..).is_some_and(|rest| rest.starts_with("!--")));
    if has_comment {
        return None;
    }
    let list = split_timed_in(ESCAPED, text.raw, text.start, &[]);
    // Before the first block there is nothing, or the `</p>` of a banner. Another tag may hide what is in it.
    let head = list.head.trim_ascii_end();
    let is_usual = head.is_empty() || head.ends_with("/p&gt;");
    (is_usual && !list.blocks.is_empty()).then_some(list)
}

fn split_timed_in<'h>(
    brackets: Brackets,
    text: &'h str,
    start: usize,
    hidden: &[Range<usize>],
) -> BlockList<'h> {
    // The name is looked for without its brackets, since escaped brackets are all over the text.
    let finder = Finder::new("small");
    let starts = finder.find_iter(text.as_bytes()).filter_map(|name_at| {
        let at = name_at.checked_sub(brackets.open.len())?;
        let (before, after) = text.split_at_checked(at)?;
        let (time, word, rest) = brackets.timed_head(after.strip_prefix(brackets.small)?)?;
        let at = brackets.paragraph_start(before);
        let has_paragraph = at < before.len();
        (!is_hidden(hidden, name_at)).then_some(BlockStart { at, has_paragraph, time, word, rest })
    });
    let mut all: Vec<BlockStart<'h>> = starts.collect();
    if !all.is_empty() {
        add_untimed(brackets, text, hidden, &mut all);
    }
    cut(brackets, text, start, all)
}

/// Adds the blocks between the timed ones that have lost their time: `<p><strong>Investigating</strong> - …`.
fn add_untimed<'h>(
    brackets: Brackets,
    text: &'h str,
    hidden: &[Range<usize>],
    starts: &mut Vec<BlockStart<'h>>,
) {
    let finder = Finder::new("strong");
    let mut added = Vec::new();
    let mut from = 0_usize;
    let ends = starts.iter().map(|start| (start.at, text.len().saturating_sub(start.rest.len())));
    for (gap_end, next) in ends.chain([(text.len(), text.len())]) {
        let gap = text.get(from..gap_end).unwrap_or_default();
        for name_at in finder.find_iter(gap.as_bytes()) {
            let Some(at) = name_at.checked_sub(brackets.open.len()).and_then(|at| at.checked_add(from))
            else {
                continue;
            };
            let Some((before, after)) = text.split_at_checked(at) else { continue };
            let paragraph = brackets.paragraph_start(before);
            let head = brackets.untimed_head(after).filter(|(word, _)| is_word(word));
            if let Some((word, rest)) = head
                && paragraph < before.len()
                && !is_hidden(hidden, at)
            {
                added.push(BlockStart { at: paragraph, has_paragraph: true, time: "", word, rest });
            }
        }
        from = next;
    }
    if !added.is_empty() {
        starts.append(&mut added);
        starts.sort_by_key(|start| start.at);
    }
}

/// Whether words head an update: a known word, or one that is denied or weakened (`Not yet resolved`).
pub(super) fn is_word(word: &str) -> bool {
    find_update_word(word).is_some() || qualifies_status(word)
}

/// Splits a text without times at its status words, each at the beginning of a line or paragraph. Other words count where they
/// are written like the known ones: before a dash. Before a colon they are an author's heading (`Impact:`).
pub(super) fn split_untimed(html: &str) -> BlockList<'_> {
    let hidden = hidden_ranges(html);
    let starts = memchr_iter(b'<', html.as_bytes()).filter_map(|at| {
        let (before, after) = html.split_at_checked(at)?;
        let (word, rest) = PLAIN.untimed_head(after)?;
        let start = PLAIN.paragraph_start(before);
        let has_paragraph = start < before.len();
        let found = BlockStart { at: start, has_paragraph, time: "", word, rest };
        let has_dash = html
            .get(..html.len().saturating_sub(rest.len()))
            .is_some_and(|head| head.ends_with(['-', '–', '—']));
        let is_block = (is_word(word) || has_dash) && PLAIN.begins_line(before);
        (is_block && !is_hidden(&hidden, at)).then_some(found)
    });
    let mut starts: Vec<_> = starts.collect();
    if !starts.iter().any(|start| find_update_word(start.word).is_some()) {
        starts.retain(|start| is_word(start.word) || start.at == 0);
    }
    cut(PLAIN, html, 0, starts)
}

/// Cuts a text where blocks begin.
fn cut<'h>(brackets: Brackets, text: &'h str, start: usize, starts: Vec<BlockStart<'h>>) -> BlockList<'h> {
    let head = starts.first().map_or(text, |first| text.get(..first.at).unwrap_or_default());
    let ends = starts.iter().skip(1).map(|next| next.at).chain([text.len()]).collect::<Vec<_>>();
    let blocks = starts.into_iter().zip(ends).map(|(start, end)| {
        let after = text.len().saturating_sub(end);
        let body = start.rest.get(..start.rest.len().saturating_sub(after)).unwrap_or_default();
        Block { time: start.time, word: start.word, body: brackets.trim_body(body, start.has_paragraph) }
    });
    BlockList { brackets, text, start, head, blocks: blocks.collect() }
}

fn is_hidden(ranges: &[Range<usize>], at: usize) -> bool {
    // Ranges are in order and do not overlap.
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.contains(&at))
}

/// HTML without the parts that readers do not see.
pub(super) fn without_hidden(html: &str) -> Cow<'_, str> {
    let hidden = hidden_ranges(html);
    if hidden.is_empty() {
        return Cow::Borrowed(html);
    }
    let starts = std::iter::once(0).chain(hidden.iter().map(|range| range.end));
    let ends = hidden.iter().map(|range| range.start).chain([html.len()]);
    Cow::Owned(starts.zip(ends).filter_map(|(start, end)| html.get(start..end)).collect())
}

/// The parts of HTML that readers do not see: comments, `<template>`, `hidden`, `display:none`.
fn hidden_ranges(html: &str) -> Vec<Range<usize>> {
    let mentions = |word: &str| memmem::find(html.as_bytes(), word.as_bytes()).is_some();
    if !["<!--", "hidden", "display", "<template"].into_iter().any(mentions) {
        return Vec::new();
    }
    let mut ranges = Vec::new();
    let mut tokens = Tokenizer::new(html, &Limits::default());
    // The hidden element that is open: its name, where it begins, and how many of the same name are open in it.
    let mut open: Option<(&str, usize, usize)> = None;
    while let Some(token) = tokens.next() {
        match (token, &mut open) {
            (Token::Comment(text), None) => {
                ranges.push(text.at.saturating_sub("<!--".len())..tokens.position());
            }
            (Token::StartTag(tag), None) if is_hiding(&tag) => open = Some((tag.raw_name(), tag.at, 0)),
            (Token::StartTag(tag), Some((name, _, nested))) if tag.raw_name() == *name => {
                *nested = nested.saturating_add(1);
            }
            (Token::EndTag(tag), Some((name, start, nested))) if tag.raw_name() == *name => {
                if let Some(left) = nested.checked_sub(1) {
                    *nested = left;
                } else {
                    ranges.push(*start..tokens.position());
                    open = None;
                }
            }
            _ => {}
        }
    }
    ranges.extend(open.map(|(_, start, _)| start..html.len()));
    ranges
}

fn is_hiding(tag: &crate::syntax::html::StartTag<'_>) -> bool {
    let is_void = ["br", "img", "hr", "input", "wbr"].into_iter().any(|name| tag.is(name));
    let has_style = || {
        tag.attribute("style").is_some_and(|style| {
            style.to_ascii_lowercase().split(';').any(|rule| {
                rule.split_once(':').is_some_and(|(name, value)| {
                    name.trim() == "display" && value.trim().trim_end_matches("!important").trim() == "none"
                })
            })
        })
    };
    !is_void && (tag.is("template") || tag.raw_attribute("hidden").is_some() || has_style())
}

/// Without the line breaks around a text: `<br/>Fixed.<br/><br/>` is `Fixed.`
pub(super) fn trim_line_breaks(html: &str) -> &str {
    trim_tags(html, &["<br/>", "<br />", "<br>"])
}

/// Without line breaks, and without the tags of a list whose rows are blocks: `Fixed.</li><li>` is `Fixed.`
pub(super) fn trim_block_end(html: &str) -> &str {
    let html = trim_tags(html, &["<br/>", "<br />", "<br>", "<li>", "<ul>"]);
    if html.contains("<li") { html } else { trim_tags(html, &["<br/>", "<br>", "</li>", "</ul>"]) }
}

fn trim_tags<'t>(html: &'t str, tags: &[&str]) -> &'t str {
    let mut text = html.trim();
    loop {
        let start = tags.iter().find_map(|tag| text.strip_prefix(tag)).unwrap_or(text);
        let end = tags.iter().find_map(|tag| start.strip_suffix(tag)).unwrap_or(start).trim();
        if end.len() == text.len() {
            return text;
        }
        text = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time_of_first(list: &BlockList<'_>) -> String {
        list.time_text(list.blocks[0].time, &mut String::new()).to_owned()
    }

    #[test]
    fn every_generation_of_blocks() {
        for (html, time) in [
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
            let list = split_timed(html);
            assert_eq!(list.head, "", "{html}");
            let [block] = list.blocks[..] else { panic!("one block in {html}") };
            assert_eq!((block.word, block.body), ("Resolved", "Fixed."), "{html}");
            assert_eq!(time_of_first(&list), time);
            // Escaped, it is split at the same places.
            let escaped = html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let list = split_timed_in(ESCAPED, &escaped, 0, &[]);
            assert_eq!((list.blocks[0].word, list.blocks[0].body), ("Resolved", "Fixed."), "{escaped}");
            assert_eq!(time_of_first(&list), time);
        }
    }

    #[test]
    fn a_paragraph_of_the_body_is_not_the_end_of_the_block() {
        let html = "<p><small>a</small><br><strong>Update</strong> - <p>One.</p><p>Two.</p></p>\
                    <p><small>b</small><br><strong>Investigating</strong> - Three.</p>";
        let bodies: Vec<_> = split_timed(html).blocks.iter().map(|b| b.body).collect();
        assert_eq!(bodies, ["<p>One.</p><p>Two.</p>", "Three."]);
    }

    #[test]
    fn small_print_in_the_body_is_not_a_block() {
        let html = "<p><small>a</small><br><strong>Update</strong> - See <small>the notes</small> below.</p>";
        let list = split_timed(html);
        assert_eq!(list.blocks.len(), 1);
        assert_eq!(list.blocks[0].body, "See <small>the notes</small> below.");
    }

    #[test]
    fn a_block_that_has_lost_its_time_is_a_block() {
        let html = "<p><small>a</small><br><strong>Update</strong> - One. <strong>Resolved</strong> - no.</p>\
                    <p><strong>Note</strong> - Two.</p><p><strong>Investigating</strong> - Three.</p>";
        let list = split_timed(html);
        let found: Vec<_> = list.blocks.iter().map(|block| (block.time, block.word)).collect();
        assert_eq!(found, [("a", "Update"), ("", "Investigating")]);
        assert_eq!(list.blocks[1].body, "Three.");
    }

    #[test]
    fn hidden_blocks_do_not_count() {
        let block = "<p><small>a</small><br><strong>Resolved</strong> - Fixed.</p>";
        let shown = "<p><small>b</small><br><strong>Investigating</strong> - We look.</p>";
        for hidden in [
            format!("<!-- {block} -->"),
            format!("<template>{block}</template>"),
            format!("<div hidden><div>{block}</div>{block}</div>"),
            format!("<div style='color:red; display: none'>{block}</div>"),
        ] {
            let html = format!("{hidden}{shown}");
            let words: Vec<_> = split_timed(&html).blocks.iter().map(|block| block.word).collect();
            assert_eq!(words, ["Investigating"], "{html}");
            let escaped = html.replace('<', "&lt;").replace('>', "&gt;");
            assert_eq!(split_timed_escaped(EscapedText { raw: &escaped, start: 0 }), None, "{html}");
        }
    }

    #[test]
    fn hidden_parts_are_left_out() {
        for html in [
            "<p>One.</p><!-- no --><p>Two.</p>",
            "<p>One.</p><p hidden>no</p><p>Two.</p>",
            "<p>One.</p><p>Two.</p><div style=\"display:none\"><div>no</div></div>",
        ] {
            assert_eq!(without_hidden(html), "<p>One.</p><p>Two.</p>", "{html}");
        }
    }

    #[test]
    fn words_without_times() {
        for (html, expected) in [
            (
                "<p><strong>Resolved</strong> - Done.</p><p><strong>Note</strong> - well.</p>\
                 <p><strong>Investigating</strong> - Looking.</p>",
                vec![("Resolved", "Done."), ("Note", "well."), ("Investigating", "Looking.")],
            ),
            (
                "<strong>Resolved:</strong> Done.<br/><b>Monitoring</b>: Watching.",
                vec![("Resolved", "Done.<br/>"), ("Monitoring", "Watching.")],
            ),
            ("<b>Resolved</b> issues with disks.", vec![]),
            ("All is <b>resolved</b>: go on. <b>Not fixed:</b> no.", vec![]),
        ] {
            let list = split_untimed(html);
            let found: Vec<_> = list.blocks.iter().map(|block| (block.word, block.body.trim())).collect();
            assert_eq!(found, expected, "{html}");
        }
    }

    #[test]
    fn line_breaks_around_a_text_are_trimmed() {
        assert_eq!(trim_line_breaks(" <br/><br />Fixed.<br>Really. <br/> <br> "), "Fixed.<br>Really.");
        assert_eq!(trim_line_breaks("<br/>"), "");
        assert_eq!(trim_block_end("Fixed.</li> <li>"), "Fixed.");
        assert_eq!(trim_block_end("See <ul><li>one</li></ul></li><li>"), "See <ul><li>one</li></ul></li>");
    }
}
