//! RSS 2.0 and 0.9x, and RSS 1.0 (RDF), whose items stand beside the channel.

use std::borrow::Cow;

use super::space::{Base, Space};
use super::walk::Walk;
use super::{Entry, Feed, Text, first, one_line, short};
use crate::diagnostic::Span;
use crate::model::Format;
use crate::syntax::xml::Tag;

/// Dates of the channel, by which is asked first.
#[derive(Default)]
struct ChannelDates<'a> {
    last_build: Option<Cow<'a, str>>,
    published: Option<Cow<'a, str>>,
}

/// Reads `rss`, `rdf:RDF`, or a `channel` that stands alone.
pub(super) fn read<'a>(walk: &mut Walk<'a>, root: &Tag<'a>) -> Feed<'a> {
    let mut feed = Walk::feed(Format::Rss);
    let mut dates = ChannelDates::default();
    let base = Walk::base_inside(&walk.document, root);
    if root.local == "channel" {
        channel(walk, &mut feed, &mut dates, &base);
    }
    // Depth 0 takes in items that stand behind the end of everything.
    for depth in [1, 0] {
        while let Some(tag) = walk.reader.child(depth) {
            match tag.local {
                "channel" if !tag.empty => {
                    let base = Walk::base_inside(&base, &tag);
                    channel(walk, &mut feed, &mut dates, &base);
                }
                "item" => {
                    if root.local != "RDF" || depth == 0 {
                        walk.reader.note_misplaced(&tag);
                    }
                    take_item(walk, &mut feed, &tag, &base);
                }
                _ => {}
            }
        }
    }
    feed.updated_field = if dates.last_build.is_some() { "lastBuildDate" } else { "pubDate" };
    feed.updated = dates.last_build.or(dates.published);
    feed
}

fn channel<'a>(walk: &mut Walk<'a>, feed: &mut Feed<'a>, dates: &mut ChannelDates<'a>, base: &Base) {
    let depth = walk.reader.depth();
    while let Some(tag) = walk.reader.child(depth) {
        match (Space::of(&tag), tag.local) {
            (Space::Own, "item") => take_item(walk, feed, &tag, base),
            (Space::Own, "title") if feed.title.is_none() => feed.title = title(walk, &tag),
            (Space::Own, "description") if feed.description.is_none() => feed.description = leaf(walk, &tag),
            (Space::Own, "link") if feed.link.is_none() => {
                feed.link = leaf(walk, &tag).map(|link| base.resolve(link));
            }
            (Space::Own, "generator") if feed.generator.is_none() => feed.generator = leaf(walk, &tag),
            (Space::Own, "lastBuildDate") => first(&mut dates.last_build, leaf(walk, &tag)),
            (Space::Own, "pubDate") | (Space::DublinCore, "date") | (Space::Atom, "updated") => {
                first(&mut dates.published, leaf(walk, &tag));
            }
            _ => {}
        }
    }
}

fn take_item<'a>(walk: &mut Walk<'a>, feed: &mut Feed<'a>, tag: &Tag<'a>, base: &Base) {
    if walk.has_room(feed) {
        walk.reader.decoder().issues.item = Some(feed.entries.len());
        let read = item(walk, tag, base);
        feed.entries.push(read);
        walk.reader.decoder().issues.item = None;
    }
}

fn item<'a>(walk: &mut Walk<'a>, tag: &Tag<'a>, outer: &Base) -> Entry<'a> {
    let mut entry = Entry::default();
    let base = Walk::base_inside(outer, tag);
    let about = tag.attributes().find(|&(key, _)| key == "rdf:about");
    let mut permalink = false;
    let depth = walk.reader.depth();
    while let Some(part) = if tag.empty { None } else { walk.reader.child(depth) } {
        match (Space::of(&part), part.local) {
            (Space::Own, "title") if entry.title.is_none() => entry.title = title(walk, &part),
            (Space::Own, "link") if entry.link.is_none() => {
                let base = Walk::base_inside(&base, &part);
                entry.link = leaf(walk, &part).map(|link| base.resolve(link));
            }
            (Space::Own, "guid") if entry.id.is_none() => {
                permalink =
                    part.attribute("isPermaLink").is_none_or(|value| !value.eq_ignore_ascii_case("false"));
                let base = Walk::base_inside(&base, &part);
                entry.id = leaf(walk, &part).map(|id| if permalink { base.resolve(id) } else { id });
            }
            (Space::Own, "pubDate") if entry.published.is_none() => entry.published = leaf(walk, &part),
            (Space::Own, "description") if entry.summary.is_none() => {
                entry.summary = text(walk, &part, "description");
            }
            (Space::Content, "encoded") if entry.content.is_none() => {
                entry.content = text(walk, &part, "encoded");
            }
            (Space::Own, "maintenanceEndDate") => first(&mut entry.maintenance_end, leaf(walk, &part)),
            (Space::Own, "category") => {
                let category = leaf(walk, &part);
                entry.categories.extend(category);
            }
            (Space::DublinCore, "title") => first(&mut entry.title, leaf(walk, &part)),
            (Space::DublinCore, "date")
            | (Space::DublinCoreTerms, "modified")
            | (Space::Atom, "updated" | "modified") => {
                first(&mut entry.updated, leaf(walk, &part));
            }
            (Space::DublinCoreTerms, "issued" | "created")
            | (Space::Atom, "published" | "issued" | "created") => {
                first(&mut entry.published, leaf(walk, &part));
            }
            (Space::Atom, "link")
                if entry.link.is_none() && part.attribute("rel").is_none_or(|rel| rel == "alternate") =>
            {
                entry.link = part.attribute("href").map(|href| base.resolve(href));
            }
            _ => {}
        }
    }
    first(&mut entry.id, about.map(|(_, about)| Cow::Borrowed(about)));
    if permalink && entry.link.is_none() {
        entry.link = entry.id.clone().filter(|id| id.contains("://"));
    }
    entry.span = Some(Span::new(tag.start, walk.reader.position()));
    entry
}

fn leaf<'a>(walk: &mut Walk<'a>, tag: &Tag<'a>) -> Option<Cow<'a, str>> {
    let leaf = walk.reader.leaf(tag);
    short(&leaf, walk.reader.decoder())
}

/// A title is plain text in RSS, unless elements stand in it that nobody escaped.
fn title<'a>(walk: &mut Walk<'a>, tag: &Tag<'a>) -> Option<Cow<'a, str>> {
    let leaf = walk.reader.leaf(tag);
    let decoded = short(&leaf, walk.reader.decoder())?;
    if !leaf.has_elements() {
        return Some(decoded);
    }
    one_line(&decoded)
}

/// A long text: HTML by the habit of RSS.
fn text<'a>(walk: &mut Walk<'a>, tag: &Tag<'a>, field: &'static str) -> Option<Text<'a>> {
    let leaf = walk.reader.leaf(tag);
    (!leaf.is_blank()).then(|| Text::leaf(leaf, true, field))
}
