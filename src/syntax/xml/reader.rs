//! The walk over the elements of a document: children of an element one by one, leaves as text.

use std::io::BufRead;

use memchr::{memchr, memmem};
use quick_xml::events::Event;

use super::issues::{IssueKind, Issues};
use super::leaf::{Decoder, Leaf, LeafContent, comment_length, section_length};
use super::tag::{Namespaces, Tag, end_name, has_controls, is_empty, is_void, opens_markup, start_name};

use crate::limits::Limits;

/// The element names by which damage is got around.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ElementNames {
    /// Elements that are never nested in one another: a second one means that the first was not closed.
    pub(crate) items: &'static [&'static str],
    /// Siblings of leaves: the first of these ends a leaf that is not closed.
    pub(crate) siblings: &'static [&'static str],
    /// The number by which the user of the walk knows a namespace.
    pub(crate) namespace: fn(&str) -> u8,
}

/// Walks over the elements of a document. It never fails: what is broken is got around and noted.
///
/// The walk is by [`ElementReader::child`]; nothing recurses, and deeper nesting than [`Limits::depth`] is read flat.
pub(crate) struct ElementReader<'a> {
    text: &'a str,
    xml: quick_xml::Reader<&'a [u8]>,
    /// Where in `text` the reader was last restarted.
    base: usize,
    open: Vec<&'a str>,
    /// How many elements deeper than the limit are open.
    flat: usize,
    namespaces: Namespaces<'a>,
    pending: Option<Tag<'a>>,
    vocabulary: &'static ElementNames,
    most_depth: usize,
    most_attributes: usize,
    /// Ends that are known not to come any more; looking for each again would be quadratic.
    no_instruction_end: bool,
    no_declaration_end: bool,
    restarts: u8,
    decoder: Decoder,
}

/// Maximum number of restarts after an unreadable tag; the rest is then dropped.
const MOST_RESTARTS: u8 = 8;

enum TagEvent<'a> {
    Open(Tag<'a>),
    /// An end tag: its name, and the offset of its `<`.
    Close(&'a str, usize),
    End,
}

impl<'a> ElementReader<'a> {
    /// A walk over this text.
    pub(crate) fn new(text: &'a str, vocabulary: &'static ElementNames, limits: &Limits) -> Self {
        let controls = has_controls(text.as_bytes());
        let mut decoder = Decoder { issues: Issues::default(), controls, text_bytes: limits.text_bytes };
        let before = text.len().saturating_sub(text.trim_start().len());
        if !text.trim_start().starts_with('<') || (before > 0 && text.trim_start().starts_with("<?xml")) {
            decoder.issues.note(IssueKind::Before, 0, text);
        }
        Self {
            text,
            xml: set_up(text),
            base: 0,
            open: Vec::new(),
            flat: 0,
            namespaces: Namespaces::default(),
            pending: None,
            vocabulary,
            // A feed needs four levels, and a few more to recognize what is around them.
            most_depth: limits.depth.max(8),
            most_attributes: limits.attributes,
            no_instruction_end: false,
            no_declaration_end: false,
            restarts: 0,
            decoder,
        }
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// What decoding leaves needs.
    pub(crate) fn decoder(&mut self) -> &mut Decoder {
        &mut self.decoder
    }

    /// The decoder, with all damage noted so far.
    pub(crate) fn into_decoder(self) -> Decoder {
        self.decoder
    }

    /// Notes an item in a place where the format has no items.
    pub(crate) fn note_misplaced(&mut self, tag: &Tag<'_>) {
        self.note_tag(IssueKind::Misplaced, tag.start, "<", tag.name);
    }

    /// The next child of the element that is the `depth`-th open one; `None` where that element ends.
    ///
    /// What is left of the child before this one is skipped.
    pub(crate) fn child(&mut self, depth: usize) -> Option<Tag<'a>> {
        loop {
            if self.open.len() < depth {
                return None;
            }
            let mut tag = match self.pending.take() {
                Some(tag) => tag,
                None => match self.step() {
                    TagEvent::Open(tag) => tag,
                    TagEvent::Close(name, at) => {
                        self.close(name, at);
                        continue;
                    }
                    TagEvent::End => {
                        if !self.open.is_empty() {
                            self.decoder.issues.note(IssueKind::Truncated, self.text.len(), "");
                            self.open.clear();
                        }
                        return None;
                    }
                },
            };
            if self.vocabulary.items.contains(&tag.local)
                && let Some(outer) = self.open.iter().position(|name| self.is_item(name))
            {
                self.note_tag(IssueKind::Unclosed, tag.start, "<", tag.name);
                self.pop_to(outer);
                self.pending = Some(tag);
                continue;
            }
            let asked = self.open.len() == depth && self.flat == 0;
            self.namespaces.enter(&tag, self.open.len().saturating_add(1), self.vocabulary.namespace);
            tag.namespace = self.namespaces.resolve(tag.prefix());
            if tag.has_more_attributes() {
                self.note_tag(IssueKind::Attributes, tag.start, "<", tag.name);
            }
            if tag.empty {
                self.namespaces.leave(self.open.len());
            } else {
                self.push(&tag);
            }
            if asked {
                return Some(tag);
            }
        }
    }

    /// The content of the child that [`ElementReader::child`] gave last.
    pub(crate) fn leaf(&mut self, tag: &Tag<'a>) -> Leaf<'a> {
        let start = self.position();
        if tag.empty {
            return Leaf { raw: "", start, holds: LeafContent::Text };
        }
        let rest = self.text.get(start..).unwrap_or_default();
        let extent = self.extent(rest, tag.name);
        self.advance(extent.length);
        if extent.unclosed {
            self.note_tag(IssueKind::Unclosed, tag.start, "<", tag.name);
            self.pop_to(self.open.len().saturating_sub(1));
        }
        Leaf { raw: rest.get(..extent.length).unwrap_or(rest), start, holds: extent.holds }
    }

    /// Finds where the leaf called `name` ends.
    fn extent(&self, rest: &str, name: &str) -> Extent {
        let bytes = rest.as_bytes();
        let mut at = 0_usize;
        let mut nested = 0_usize;
        let mut holds = LeafContent::Text;
        // Where a sibling begins: there the leaf ends if its own end never comes.
        let mut sibling: Option<(usize, LeafContent)> = None;
        while let Some(found) = bytes.get(at..).and_then(|left| memchr(b'<', left)) {
            at = at.saturating_add(found);
            let here = rest.get(at..).unwrap_or_default();
            if let Some(inner) = here.strip_prefix("</") {
                let end = end_name(inner);
                if end == name {
                    let Some(left) = nested.checked_sub(1) else {
                        return Extent { length: at, holds, unclosed: false };
                    };
                    nested = left;
                } else if self.outer().any(|open| open == end) {
                    let (length, holds) = sibling.unwrap_or((at, holds));
                    return Extent { length, holds, unclosed: true };
                }
                holds = LeafContent::Elements;
                at = at.saturating_add(2);
            } else if here.starts_with("<![CDATA[") {
                holds = holds.max(LeafContent::Sections);
                // One that is never closed ends where the leaf does; decoding reports it.
                at = at.saturating_add(section_length(here).unwrap_or("<![CDATA[".len()));
            } else if here.starts_with("<!--") {
                holds = holds.max(LeafContent::Sections);
                // One that is never closed is text, which decoding reports.
                at = at.saturating_add(comment_length(here).unwrap_or("<!--".len()));
            } else if opens_markup(here.as_bytes()) {
                let inner = here.get(1..).unwrap_or_default();
                let open = start_name(inner);
                let local = open.split_once(':').map_or(open, |(_, local)| local);
                if self.vocabulary.items.contains(&local) {
                    let (length, holds) = sibling.unwrap_or((at, holds));
                    return Extent { length, holds, unclosed: true };
                }
                if self.vocabulary.siblings.contains(&local) {
                    sibling = sibling.or(Some((at, holds)));
                    if open == name && !is_empty(inner) {
                        nested = nested.saturating_add(1);
                    }
                }
                holds = LeafContent::Elements;
                at = at.saturating_add(1);
            } else {
                at = at.saturating_add(1);
            }
        }
        let (length, holds) = sibling.unwrap_or((rest.len(), holds));
        Extent { length, holds, unclosed: true }
    }

    /// The elements around the innermost one.
    fn outer(&self) -> impl Iterator<Item = &'a str> {
        self.open.iter().rev().skip(1).copied()
    }

    fn is_item(&self, name: &str) -> bool {
        let local = name.split_once(':').map_or(name, |(_, local)| local);
        self.vocabulary.items.contains(&local)
    }

    fn push(&mut self, tag: &Tag<'a>) {
        if self.open.len() >= self.most_depth {
            self.note_tag(IssueKind::Depth, tag.start, "<", tag.name);
            self.flat = self.flat.saturating_add(1);
        } else {
            self.open.push(tag.name);
        }
    }

    fn close(&mut self, name: &'a str, at: usize) {
        let known = self.open.iter().rposition(|&open| open == name);
        if self.flat > 0 && !(known.is_some() && self.is_item(name)) {
            self.flat = self.flat.saturating_sub(1);
            return;
        }
        match known {
            Some(index) => {
                if index.saturating_add(1) != self.open.len() {
                    self.note_tag(IssueKind::Unclosed, at, "</", name);
                }
                self.pop_to(index);
            }
            None => self.note_tag(IssueKind::StrayEnd, at, "</", name),
        }
    }

    /// Notes an issue at a tag.
    #[cold]
    fn note_tag(&mut self, kind: IssueKind, at: usize, opening: &str, name: &str) {
        let end = at.saturating_add(opening.len()).saturating_add(name.len());
        self.decoder.issues.note(kind, at, self.text.get(at..end).unwrap_or_default());
    }

    fn pop_to(&mut self, depth: usize) {
        self.open.truncate(depth);
        self.flat = 0;
        self.namespaces.leave(depth);
    }

    /// How far the walk has come, in bytes.
    pub(crate) fn position(&self) -> usize {
        let inside = usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX);
        self.base.saturating_add(inside).min(self.text.len())
    }

    fn advance(&mut self, bytes: usize) {
        self.xml.stream().consume(bytes);
    }

    /// The next tag.
    fn step(&mut self) -> TagEvent<'a> {
        loop {
            let at = self.position();
            let rest = self.text.get(at..).unwrap_or_default();
            let Some(text) = memchr(b'<', rest.as_bytes()) else { return TagEvent::End };
            let here = rest.get(text..).unwrap_or_default();
            let at = at.saturating_add(text);
            if let Some(length) = self.passed_over(here, at) {
                self.advance(text.saturating_add(length));
                continue;
            }
            self.advance(text);
            let event = self.xml.read_event();
            let inner = self.text.get(at.saturating_add(1)..self.position().saturating_sub(1));
            let inner = inner.unwrap_or_default();
            match event {
                Ok(Event::Start(_)) => {
                    let mut tag = Tag::new(inner, at, false, self.most_attributes);
                    tag.empty = is_void(tag.local);
                    return TagEvent::Open(tag);
                }
                Ok(Event::Empty(_)) => {
                    let inner = inner.strip_suffix('/').unwrap_or(inner);
                    return TagEvent::Open(Tag::new(inner, at, true, self.most_attributes));
                }
                Ok(Event::End(_)) => {
                    let name = end_name(inner.strip_prefix('/').unwrap_or(inner));
                    return TagEvent::Close(name, at);
                }
                Ok(Event::DocType(_)) => self.decoder.issues.note(IssueKind::Dtd, at, here),
                Ok(Event::Eof) => return TagEvent::End,
                Ok(_) => {}
                Err(_) if here.starts_with("<!") => {
                    self.no_declaration_end = true;
                    self.decoder.issues.note(IssueKind::StrayBracket, at, here);
                    self.begin_at(at.saturating_add(1));
                }
                Err(_) => {
                    if memchr(b'>', here.as_bytes()).is_none() || self.restarts == MOST_RESTARTS {
                        self.decoder.issues.note(IssueKind::Truncated, at, here);
                        return TagEvent::End;
                    }
                    self.restarts = self.restarts.saturating_add(1);
                    self.decoder.issues.note(IssueKind::Unclosed, at, here);
                    self.begin_at(at.saturating_add(1));
                }
            }
        }
    }

    /// How many bytes of `here`, which begins with `<`, are no tag and are passed over.
    fn passed_over(&mut self, here: &str, at: usize) -> Option<usize> {
        let bytes = here.as_bytes();
        match bytes.get(1) {
            Some(b'!') if here.starts_with("<!--") => {
                let length = comment_length(here);
                Some(length.unwrap_or_else(|| {
                    self.decoder.issues.note(IssueKind::UnclosedComment, at, here);
                    "<!--".len()
                }))
            }
            // A section outside any leaf is text that nobody asked for.
            Some(b'!') if here.starts_with("<![CDATA[") => {
                let length = section_length(here);
                Some(length.unwrap_or_else(|| {
                    self.decoder.issues.note(IssueKind::UnclosedSection, at, here);
                    "<![CDATA[".len()
                }))
            }
            Some(b'!') => {
                let doctype = here.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
                if doctype && !self.no_declaration_end { None } else { Some(self.stray(here, at, 1)) }
            }
            Some(b'?') => {
                let end = if self.no_instruction_end { None } else { memmem::find(bytes, b"?>") };
                self.no_instruction_end = end.is_none();
                end.map(|end| end.saturating_add(2)).or_else(|| Some(self.stray(here, at, 2)))
            }
            _ if opens_markup(bytes) || bytes.get(1) == Some(&b'/') => None,
            _ => Some(self.stray(here, at, 1)),
        }
    }

    #[cold]
    fn stray(&mut self, here: &str, at: usize, length: usize) -> usize {
        self.decoder.issues.note(IssueKind::StrayBracket, at, here);
        length
    }

    fn begin_at(&mut self, at: usize) {
        let at = self.text.ceil_char_boundary(at);
        self.xml = set_up(self.text.get(at..).unwrap_or_default());
        self.base = at;
    }
}

struct Extent {
    length: usize,
    holds: LeafContent,
    unclosed: bool,
}

fn set_up(text: &str) -> quick_xml::Reader<&[u8]> {
    let mut xml = quick_xml::Reader::from_str(text);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    xml
}
