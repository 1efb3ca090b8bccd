//! The content of an element that is read as text.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};

use super::issues::{IssueKind, Issues};
use super::unescape::unescape_into;
use crate::limits::Limits;

/// What a leaf contains besides text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum LeafContent {
    /// Text and references.
    #[default]
    Text,
    /// CDATA sections or comments too.
    Sections,
    /// Elements too: XHTML, or HTML that was not escaped.
    Elements,
}

/// The content of an element, borrowed from the document and not yet decoded.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Leaf<'a> {
    /// The text between the tags, as written.
    pub(crate) raw: &'a str,
    /// Its offset in the document.
    pub(crate) start: usize,
    pub(super) holds: LeafContent,
}

/// What decoding needs and finds.
#[derive(Debug)]
pub(crate) struct Decoder {
    /// What was broken so far.
    pub(crate) issues: Issues,
    /// Whether there are control characters anywhere in the document, to be left out.
    pub(super) controls: bool,
    /// The most bytes kept of one text.
    pub(super) text_bytes: usize,
}

const CDATA: &str = "<![CDATA[";

/// The content of a leaf that holds nothing but text and references, still escaped.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EscapedText<'a> {
    /// The text as written.
    pub(crate) raw: &'a str,
    /// Its offset in the document.
    pub(crate) start: usize,
}

impl<'a> Leaf<'a> {
    /// The content as written, if it is nothing but text and references and nothing would be left out of it: it can then
    /// be cut before it is decoded.
    pub(crate) fn escaped(&self, decoder: &Decoder) -> Option<EscapedText<'a>> {
        let whole =
            self.holds == LeafContent::Text && !decoder.controls && self.raw.len() <= decoder.text_bytes;
        whole.then_some(EscapedText { raw: self.raw, start: self.start })
    }

    /// Whether it contains elements: its text is then markup already, not escaped markup.
    pub(crate) fn has_elements(&self) -> bool {
        self.holds == LeafContent::Elements
    }

    /// The text: references decoded once, CDATA sections opened, comments left out, elements kept as they are written.
    pub(crate) fn decode(&self, decoder: &mut Decoder) -> Cow<'a, str> {
        let text = match self.holds {
            LeafContent::Text if memchr(b'&', self.raw.as_bytes()).is_none() => Cow::Borrowed(self.raw),
            LeafContent::Text => {
                let raw = decoder.cut(self.raw, self.start);
                let mut out = String::with_capacity(raw.len());
                unescape_into(&mut out, raw, self.start, &mut decoder.issues);
                Cow::Owned(out)
            }
            LeafContent::Sections => match self.lone_section() {
                Some(text) => Cow::Borrowed(text),
                None => Cow::Owned(self.assemble(decoder)),
            },
            LeafContent::Elements => Cow::Owned(self.assemble(decoder)),
        };
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(decoder.cut(text, self.start)),
            owned @ Cow::Owned(_) => owned,
        };
        if decoder.controls { decoder.without_controls(text, self) } else { text }
    }

    /// The text of the only CDATA section, if there is nothing but white space around it.
    fn lone_section(&self) -> Option<&'a str> {
        let inner = self.raw.trim_ascii().strip_prefix(CDATA)?;
        let (text, rest) = inner.split_once("]]>")?;
        rest.is_empty().then_some(text)
    }

    /// Goes through text, sections, comments and tags one by one.
    fn assemble(&self, decoder: &mut Decoder) -> String {
        let mut out = String::new();
        let mut rest = self.raw;
        let mut depth = 0_usize;
        while !rest.is_empty() && out.len() <= decoder.text_bytes {
            let at = self.start.saturating_add(self.raw.len().saturating_sub(rest.len()));
            if rest.starts_with("<!--") && comment_length(rest).is_none() {
                decoder.issues.note(IssueKind::UnclosedComment, at, rest);
            }
            if rest.starts_with(CDATA) && section_length(rest).is_none() {
                decoder.issues.note(IssueKind::UnclosedSection, at, rest);
            }
            let (piece, behind) = piece(rest);
            rest = behind;
            match piece {
                // Inside an element the text is markup, in which references keep their meaning.
                Piece::Text(text) if depth > 0 => out.push_str(text),
                Piece::Text(text) => {
                    unescape_into(&mut out, decoder.cut(text, at), at, &mut decoder.issues);
                }
                Piece::Section(text) if depth > 0 => escape_into(&mut out, text),
                Piece::Section(text) => out.push_str(text),
                Piece::Comment => {}
                Piece::Tag(tag) => {
                    depth = match kind(tag) {
                        TagKind::Opens => depth.saturating_add(1),
                        TagKind::Closes => depth.saturating_sub(1),
                        TagKind::Alone => depth,
                    };
                    if !tag.ends_with('>') {
                        decoder.issues.note(IssueKind::UnclosedTag, at, tag);
                    }
                    out.push_str(tag);
                }
            }
        }
        if out.len() > decoder.text_bytes {
            decoder.issues.note(IssueKind::TextBytes, self.start, "");
            out.truncate(out.floor_char_boundary(decoder.text_bytes));
        }
        out
    }
}

impl Decoder {
    /// A decoder for texts that come from no XML document.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { issues: Issues::default(), controls: false, text_bytes: limits.text_bytes }
    }

    /// A part of an [`EscapedText`] text as it is meant; `at` is the offset of the part in the document.
    pub(crate) fn unescape(&mut self, part: &str, at: usize) -> String {
        let mut out = String::with_capacity(part.len());
        unescape_into(&mut out, part, at, &mut self.issues);
        out
    }

    /// The text, cut at the limit.
    fn cut<'t>(&mut self, text: &'t str, at: usize) -> &'t str {
        if text.len() <= self.text_bytes {
            return text;
        }
        self.issues.note(IssueKind::TextBytes, at, "");
        text.get(..text.floor_char_boundary(self.text_bytes)).unwrap_or_default()
    }

    fn without_controls<'t>(&mut self, text: Cow<'t, str>, leaf: &Leaf<'_>) -> Cow<'t, str> {
        let forbidden = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
        if !text.contains(forbidden) {
            return text;
        }
        // Decoding moves what follows a reference: the place is looked up in the text as written.
        let first = leaf.raw.find(forbidden).unwrap_or(0);
        self.issues.note(IssueKind::Control, leaf.start.saturating_add(first), "");
        Cow::Owned(text.replace(forbidden, ""))
    }
}

enum Piece<'a> {
    Text(&'a str),
    Section(&'a str),
    Comment,
    Tag(&'a str),
}

/// The first piece of what is not empty, and what is left after it.
fn piece(rest: &str) -> (Piece<'_>, &str) {
    match memchr(b'<', rest.as_bytes()) {
        None => return (Piece::Text(rest), ""),
        Some(0) => {}
        Some(text) => {
            let (text, behind) = rest.split_at_checked(text).unwrap_or((rest, ""));
            return (Piece::Text(text), behind);
        }
    }
    if let Some(inner) = rest.strip_prefix(CDATA) {
        let (text, behind) = inner.split_once("]]>").unwrap_or((inner, ""));
        return (Piece::Section(text), behind);
    }
    if let Some(length) = comment_length(rest) {
        return (Piece::Comment, rest.get(length..).unwrap_or_default());
    }
    let end = tag_end(rest).unwrap_or(rest.len());
    let (tag, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
    if super::tag::opens_markup(rest.as_bytes()) { (Piece::Tag(tag), behind) } else { bare(rest) }
}

/// How many bytes the comment at the start of `text` takes; `None` if it is never closed: `<!-- Disk full</title>`.
pub(super) fn comment_length(text: &str) -> Option<usize> {
    closed_length(text, "<!--", "-->")
}

/// The same for a CDATA section: `<![CDATA[Disk full</title>`.
pub(super) fn section_length(text: &str) -> Option<usize> {
    closed_length(text, CDATA, "]]>")
}

/// How many bytes the text from `open` to `close` takes. One in which another begins is not closed.
fn closed_length(text: &str, open: &str, close: &str) -> Option<usize> {
    let inner = text.strip_prefix(open)?.as_bytes();
    // The next beginning is looked for first, so that many that are never closed stay linear.
    let next = memmem::find(inner, open.as_bytes()).unwrap_or(inner.len());
    let end = memmem::find(inner.get(..next)?, close.as_bytes())?;
    end.checked_add(open.len())?.checked_add(close.len())
}

/// A `<` that is no markup.
fn bare(rest: &str) -> (Piece<'_>, &str) {
    let (text, behind) = rest.split_at_checked(1).unwrap_or((rest, ""));
    (Piece::Text(text), behind)
}

/// The text after the `>` that ends the tag at the start of `text`. One `>` inside quotes is not expected of feeds.
fn tag_end(text: &str) -> Option<usize> {
    memchr2(b'>', b'<', text.as_bytes().get(1..)?).and_then(|at| {
        let end = at.saturating_add(1);
        // A tag that meets the next `<` was never closed; it ends there.
        if text.as_bytes().get(end) == Some(&b'>') { end.checked_add(1) } else { Some(end) }
    })
}

enum TagKind {
    Opens,
    Closes,
    Alone,
}

fn kind(tag: &str) -> TagKind {
    if tag.starts_with("</") {
        return TagKind::Closes;
    }
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    let name = inner.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or(inner);
    if inner.ends_with('/') || inner.starts_with(['!', '?']) || super::tag::is_void(name) {
        TagKind::Alone
    } else {
        TagKind::Opens
    }
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
}
