//! Atom 1.0, and 0.3 with its other names.

use std::borrow::Cow;

use super::base_url::BaseUrl;
use super::namespace::Namespace;
use super::reader::FeedReader;
use super::{Entry, Feed, LongText, base64, one_line, set_once, short_text};
use crate::diagnostic::Span;
use crate::model::Format;
use crate::syntax::xml::{Leaf, Tag};

/// Reads `feed`.
pub(super) fn read<'a>(reader: &mut FeedReader<'a>, root: &Tag<'a>) -> Feed<'a> {
    let mut feed = Feed::new(Format::Atom);
    let base = reader.document_base.inside(root);
    // At depth 0 are entries after the end of the feed.
    for depth in [1, 0] {
        while let Some(tag) = reader.elements.child(depth) {
            if Namespace::of(&tag).is_atom() {
                if depth == 0 && tag.local == "entry" {
                    reader.elements.note_misplaced(&tag);
                }
                read_member(reader, &mut feed, &tag, &base);
            }
        }
    }
    feed
}

fn read_member<'a>(reader: &mut FeedReader<'a>, feed: &mut Feed<'a>, tag: &Tag<'a>, base: &BaseUrl) {
    match tag.local {
        "entry" => reader.add_entry(feed, |reader| read_entry(reader, tag, base)),
        "title" if feed.title.is_none() => feed.title = read_title(reader, tag),
        "subtitle" | "tagline" if feed.description.is_none() => feed.description = read_title(reader, tag),
        "generator" if feed.generator.is_none() => feed.generator = read_short(reader, tag),
        "id" if feed.id.is_none() => feed.id = read_short(reader, tag),
        "updated" | "modified" if feed.updated.is_none() => feed.updated = read_short(reader, tag),
        "link" if feed.link.is_none() => feed.link = read_alternate_link(reader, tag, base),
        "author" if feed.author.is_none() => {
            let depth = reader.elements.depth();
            while let Some(part) = if tag.empty { None } else { reader.elements.child(depth) } {
                if part.local == "name" && feed.author.is_none() {
                    feed.author = read_short(reader, &part);
                }
            }
        }
        _ => {}
    }
}

fn read_entry<'a>(reader: &mut FeedReader<'a>, tag: &Tag<'a>, outer: &BaseUrl) -> Entry<'a> {
    let mut entry = Entry::default();
    let base = outer.inside(tag);
    let depth = reader.elements.depth();
    // A date of Dublin Core counts only where Atom's own is missing.
    let mut fallback = None;
    while let Some(part) = if tag.empty { None } else { reader.elements.child(depth) } {
        match (Namespace::of(&part), part.local) {
            (Namespace::Own | Namespace::Atom, name) => match name {
                "title" if entry.title.is_none() => entry.title = read_title(reader, &part),
                "id" if entry.id.is_none() => {
                    let base = base.inside(&part);
                    // A path is a relative link; a bare word is a word.
                    entry.id = read_short(reader, &part)
                        .map(|id| if id.contains('/') { base.resolve(id) } else { id });
                }
                "link" if entry.link.is_none() => entry.link = read_alternate_link(reader, &part, &base),
                "published" => entry.published = read_short(reader, &part).or(entry.published.take()),
                "issued" | "created" if entry.published.is_none() => {
                    entry.published = read_short(reader, &part);
                }
                "updated" | "modified" if entry.updated.is_none() => {
                    entry.updated = read_short(reader, &part);
                }
                "content" if entry.content.is_none() => entry.content = read_long(reader, &part, "content"),
                "summary" if entry.summary.is_none() => entry.summary = read_long(reader, &part, "summary"),
                "category" => entry.categories.extend(part.attribute("term")),
                _ => {}
            },
            (Namespace::DublinCoreTerms, "issued") => {
                set_once(&mut entry.published, read_short(reader, &part));
            }
            (Namespace::DublinCoreTerms, "modified") => {
                set_once(&mut entry.updated, read_short(reader, &part));
            }
            (Namespace::DublinCore, "date") => set_once(&mut fallback, read_short(reader, &part)),
            (Namespace::DublinCore, "title") => set_once(&mut entry.title, read_short(reader, &part)),
            _ => {}
        }
    }
    if entry.published.is_none() {
        set_once(&mut entry.updated, fallback);
    }
    entry.span = Some(Span::new(tag.start, reader.elements.position()));
    entry
}

fn read_short<'a>(reader: &mut FeedReader<'a>, tag: &Tag<'a>) -> Option<Cow<'a, str>> {
    let leaf = reader.elements.leaf(tag);
    short_text(&leaf, reader.elements.decoder())
}

/// The `href` of the link to the page itself; early feeds have the address between the tags.
fn read_alternate_link<'a>(
    reader: &mut FeedReader<'a>,
    tag: &Tag<'a>,
    base: &BaseUrl,
) -> Option<Cow<'a, str>> {
    let (mut href, mut has_base) = (None, false);
    for (key, value) in tag.attributes() {
        match key {
            "rel" if !matches!(value, "alternate" | "") => return None,
            "href" => href = Some(crate::syntax::xml::unescape(value.trim())),
            "xml:base" => has_base = true,
            _ => {}
        }
    }
    let href = href.or_else(|| read_short(reader, tag))?;
    let href = if has_base { base.inside(tag).resolve(href) } else { base.resolve(href) };
    Some(href).filter(|href| !href.is_empty())
}

/// The notation of a text construct.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notation {
    Text,
    Html,
    /// Base 64 of either.
    Base64,
}

/// Atom 1.0 names a kind or a media type; 0.3 names a media type and a `mode`.
fn find_notation(tag: &Tag<'_>, leaf: &Leaf<'_>) -> Notation {
    if leaf.has_elements() {
        return Notation::Html;
    }
    let (mut html, mut typed, mut mode) = (false, false, "");
    for (key, value) in tag.attributes() {
        match key {
            "type" => {
                typed = true;
                html = matches!(value, "html" | "xhtml" | "text/html" | "application/xhtml+xml");
                if value == "application/octet-stream" {
                    mode = "base64";
                }
            }
            "mode" => mode = value,
            _ => {}
        }
    }
    match mode {
        "base64" => Notation::Base64,
        "escaped" if !typed => Notation::Html,
        _ if html => Notation::Html,
        _ => Notation::Text,
    }
}

/// A short text construct as plain text.
fn read_title<'a>(reader: &mut FeedReader<'a>, tag: &Tag<'a>) -> Option<Cow<'a, str>> {
    let leaf = reader.elements.leaf(tag);
    let notation = find_notation(tag, &leaf);
    let mut decoded = short_text(&leaf, reader.elements.decoder())?;
    if notation == Notation::Base64 {
        decoded = Cow::Owned(base64::decode(&decoded)?);
    }
    // Without a bracket or a reference, HTML is plain text.
    if notation == Notation::Text || !decoded.contains(['<', '&']) {
        return Some(decoded);
    }
    one_line(&decoded)
}

fn read_long<'a>(reader: &mut FeedReader<'a>, tag: &Tag<'a>, field: &'static str) -> Option<LongText<'a>> {
    let leaf = reader.elements.leaf(tag);
    match find_notation(tag, &leaf) {
        Notation::Base64 => {
            let decoded = base64::decode(&leaf.decode(reader.elements.decoder()))?;
            LongText::from_decoded(decoded, true, field)
        }
        notation => LongText::from_leaf(leaf, notation == Notation::Html, field),
    }
}
