//! Atom 1.0, and 0.3 with its other names.

use std::borrow::Cow;

use super::space::{Base, Space};
use super::walk::{Walk, is_atom};
use super::{Entry, Feed, Text, base64, first, one_line, short};
use crate::diagnostic::Span;
use crate::model::Format;
use crate::syntax::xml::{Leaf, Tag};

/// Reads `feed`.
pub(super) fn read<'a>(walk: &mut Walk<'a>, root: &Tag<'a>) -> Feed<'a> {
    let mut feed = Walk::feed(Format::Atom);
    let base = Walk::base_inside(&walk.document, root);
    // Depth 0 takes in entries that stand behind the end of the feed.
    for depth in [1, 0] {
        while let Some(tag) = walk.reader.child(depth) {
            if is_atom(Space::of(&tag)) {
                if depth == 0 && tag.local == "entry" {
                    walk.reader.note_misplaced(&tag);
                }
                member(walk, &mut feed, &tag, &base);
            }
        }
    }
    feed
}

fn member<'a>(walk: &mut Walk<'a>, feed: &mut Feed<'a>, tag: &Tag<'a>, base: &Base) {
    match tag.local {
        "entry" if !walk.has_room(feed) => {}
        "entry" => {
            walk.reader.decoder().issues.item = Some(feed.entries.len());
            let read = entry(walk, tag, base);
            feed.entries.push(read);
            walk.reader.decoder().issues.item = None;
        }
        "title" if feed.title.is_none() => feed.title = title(walk, tag),
        "subtitle" | "tagline" if feed.description.is_none() => feed.description = title(walk, tag),
        "generator" if feed.generator.is_none() => feed.generator = leaf(walk, tag),
        "id" if feed.id.is_none() => feed.id = leaf(walk, tag),
        "updated" | "modified" if feed.updated.is_none() => feed.updated = leaf(walk, tag),
        "link" if feed.link.is_none() => feed.link = alternate(walk, tag, base),
        "author" if feed.author.is_none() => {
            let depth = walk.reader.depth();
            while let Some(part) = if tag.empty { None } else { walk.reader.child(depth) } {
                if part.local == "name" && feed.author.is_none() {
                    feed.author = leaf(walk, &part);
                }
            }
        }
        _ => {}
    }
}

fn entry<'a>(walk: &mut Walk<'a>, tag: &Tag<'a>, outer: &Base) -> Entry<'a> {
    let mut entry = Entry::default();
    let base = Walk::base_inside(outer, tag);
    let depth = walk.reader.depth();
    // A date of Dublin Core counts only where Atom's own is missing.
    let mut fallback = None;
    while let Some(part) = if tag.empty { None } else { walk.reader.child(depth) } {
        match (Space::of(&part), part.local) {
            (Space::Own | Space::Atom, name) => match name {
                "title" if entry.title.is_none() => entry.title = title(walk, &part),
                "id" if entry.id.is_none() => {
                    let base = Walk::base_inside(&base, &part);
                    // A path is a relative link; a bare word is a word.
                    entry.id =
                        leaf(walk, &part).map(|id| if id.contains('/') { base.resolve(id) } else { id });
                }
                "link" if entry.link.is_none() => entry.link = alternate(walk, &part, &base),
                "published" => entry.published = leaf(walk, &part).or(entry.published.take()),
                "issued" | "created" if entry.published.is_none() => {
                    entry.published = leaf(walk, &part);
                }
                "updated" | "modified" if entry.updated.is_none() => entry.updated = leaf(walk, &part),
                "content" if entry.content.is_none() => entry.content = text(walk, &part, "content"),
                "summary" if entry.summary.is_none() => entry.summary = text(walk, &part, "summary"),
                "category" => entry.categories.extend(part.attribute("term")),
                _ => {}
            },
            (Space::DublinCoreTerms, "issued") => first(&mut entry.published, leaf(walk, &part)),
            (Space::DublinCoreTerms, "modified") => first(&mut entry.updated, leaf(walk, &part)),
            (Space::DublinCore, "date") => first(&mut fallback, leaf(walk, &part)),
            (Space::DublinCore, "title") => first(&mut entry.title, leaf(walk, &part)),
            _ => {}
        }
    }
    if entry.published.is_none() {
        first(&mut entry.updated, fallback);
    }
    entry.span = Some(Span::new(tag.start, walk.reader.position()));
    entry
}

fn leaf<'a>(walk: &mut Walk<'a>, tag: &Tag<'a>) -> Option<Cow<'a, str>> {
    let leaf = walk.reader.leaf(tag);
    short(&leaf, walk.reader.decoder())
}

/// The `href` of the link to the page itself; early feeds have the address between the tags.
fn alternate<'a>(walk: &mut Walk<'a>, tag: &Tag<'a>, base: &Base) -> Option<Cow<'a, str>> {
    let (mut href, mut own_base) = (None, false);
    for (key, value) in tag.attributes() {
        match key {
            "rel" if !matches!(value, "alternate" | "") => return None,
            "href" => href = Some(crate::syntax::xml::unescape(value.trim())),
            "xml:base" => own_base = true,
            _ => {}
        }
    }
    let href = href.or_else(|| leaf(walk, tag))?;
    let href = if own_base { Walk::base_inside(base, tag).resolve(href) } else { base.resolve(href) };
    Some(href).filter(|href| !href.is_empty())
}

/// How a text construct is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Text,
    Html,
    /// Base 64 of either.
    Base64,
}

/// Atom 1.0 names a kind or a media type; 0.3 names a media type and a `mode`.
fn written(tag: &Tag<'_>, leaf: &Leaf<'_>) -> Written {
    if leaf.has_elements() {
        return Written::Html;
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
        "base64" => Written::Base64,
        "escaped" if !typed => Written::Html,
        _ if html => Written::Html,
        _ => Written::Text,
    }
}

/// A short text construct as plain text.
fn title<'a>(walk: &mut Walk<'a>, tag: &Tag<'a>) -> Option<Cow<'a, str>> {
    let leaf = walk.reader.leaf(tag);
    let written = written(tag, &leaf);
    let mut decoded = short(&leaf, walk.reader.decoder())?;
    if written == Written::Base64 {
        decoded = Cow::Owned(base64::decode(&decoded)?);
    }
    // Without a bracket or a reference, HTML is plain text.
    if written == Written::Text || !decoded.contains(['<', '&']) {
        return Some(decoded);
    }
    one_line(&decoded)
}

fn text<'a>(walk: &mut Walk<'a>, tag: &Tag<'a>, field: &'static str) -> Option<Text<'a>> {
    let leaf = walk.reader.leaf(tag);
    if leaf.is_blank() {
        return None;
    }
    let written = written(tag, &leaf);
    if written == Written::Base64 {
        return base64::decode(&leaf.decode(walk.reader.decoder()))
            .map(|text| Text::decoded(text, true, field));
    }
    Some(Text::leaf(leaf, written == Written::Html, field))
}
