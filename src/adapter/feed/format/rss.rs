//! RSS 2.0 and 0.9x, and RSS 1.0 (RDF), whose items come after the channel instead of inside it.

use std::borrow::Cow;

use super::base_url::BaseUrl;
use super::namespace::Namespace;
use super::reader::FeedReader;
use super::{Entry, Feed, LongText, one_line, set_once, short_text};
use crate::diagnostic::Span;
use crate::model::Format;
use crate::syntax::xml::Tag;

/// The dates of the channel: `lastBuildDate` counts before `pubDate`.
#[derive(Default)]
struct ChannelDates<'a> {
    last_build: Option<Cow<'a, str>>,
    published: Option<Cow<'a, str>>,
}

/// Reads `rss`, `rdf:RDF`, or a `channel` without either.
pub(super) fn read<'a>(reader: &mut FeedReader<'a>, root: &Tag<'a>) -> Feed<'a> {
    let mut feed = Feed::new(Format::Rss);
    let mut dates = ChannelDates::default();
    let base = reader.document_base.inside(root);
    if root.local == "channel" {
        read_channel(reader, &mut feed, &mut dates, &base);
    }
    // At depth 0 are items after the end of the root element.
    for depth in [1, 0] {
        while let Some(tag) = reader.elements.child(depth) {
            match tag.local {
                "channel" if !tag.empty => {
                    let base = base.inside(&tag);
                    read_channel(reader, &mut feed, &mut dates, &base);
                }
                "item" => {
                    if root.local != "RDF" || depth == 0 {
                        reader.elements.note_misplaced(&tag);
                    }
                    reader.add_entry(&mut feed, |reader| read_item(reader, &tag, &base));
                }
                _ => {}
            }
        }
    }
    feed.updated_field = if dates.last_build.is_some() { "lastBuildDate" } else { "pubDate" };
    feed.updated = dates.last_build.or(dates.published);
    feed
}

fn read_channel<'a>(
    reader: &mut FeedReader<'a>,
    feed: &mut Feed<'a>,
    dates: &mut ChannelDates<'a>,
    base: &BaseUrl,
) {
    let depth = reader.elements.depth();
    while let Some(tag) = reader.elements.child(depth) {
        match (Namespace::of(&tag), tag.local) {
            (Namespace::Own, "item") => reader.add_entry(feed, |reader| read_item(reader, &tag, base)),
            (Namespace::Own, "title") if feed.title.is_none() => feed.title = read_title(reader, &tag),
            (Namespace::Own, "description") if feed.description.is_none() => {
                feed.description = read_short(reader, &tag);
            }
            (Namespace::Own, "link") if feed.link.is_none() => {
                feed.link = read_short(reader, &tag).map(|link| base.resolve(link));
            }
            (Namespace::Own, "generator") if feed.generator.is_none() => {
                feed.generator = read_short(reader, &tag);
            }
            (Namespace::Own, "lastBuildDate") => set_once(&mut dates.last_build, read_short(reader, &tag)),
            (Namespace::Own, "pubDate") | (Namespace::DublinCore, "date") | (Namespace::Atom, "updated") => {
                set_once(&mut dates.published, read_short(reader, &tag));
            }
            _ => {}
        }
    }
}

fn read_item<'a>(reader: &mut FeedReader<'a>, tag: &Tag<'a>, outer: &BaseUrl) -> Entry<'a> {
    let mut entry = Entry::default();
    let base = outer.inside(tag);
    let about = tag.attributes().find(|&(key, _)| key == "rdf:about");
    let mut is_permalink = false;
    let depth = reader.elements.depth();
    while let Some(part) = if tag.empty { None } else { reader.elements.child(depth) } {
        match (Namespace::of(&part), part.local) {
            (Namespace::Own, "title") if entry.title.is_none() => entry.title = read_title(reader, &part),
            (Namespace::Own, "link") if entry.link.is_none() => {
                let base = base.inside(&part);
                entry.link = read_short(reader, &part).map(|link| base.resolve(link));
            }
            (Namespace::Own, "guid") if entry.id.is_none() => {
                is_permalink =
                    part.attribute("isPermaLink").is_none_or(|value| !value.eq_ignore_ascii_case("false"));
                let base = base.inside(&part);
                entry.id =
                    read_short(reader, &part).map(|id| if is_permalink { base.resolve(id) } else { id });
            }
            (Namespace::Own, "pubDate") if entry.published.is_none() => {
                entry.published = read_short(reader, &part);
            }
            (Namespace::Own, "description") if entry.summary.is_none() => {
                entry.summary = read_long(reader, &part, "description");
            }
            (Namespace::Content, "encoded") if entry.content.is_none() => {
                entry.content = read_long(reader, &part, "encoded");
            }
            (Namespace::Own, "maintenanceEndDate") => {
                set_once(&mut entry.maintenance_end, read_short(reader, &part));
            }
            (Namespace::Own, "category") => {
                let category = read_short(reader, &part);
                entry.categories.extend(category);
            }
            (Namespace::DublinCore, "title") => set_once(&mut entry.title, read_short(reader, &part)),
            (Namespace::DublinCore, "date")
            | (Namespace::DublinCoreTerms, "modified")
            | (Namespace::Atom, "updated" | "modified") => {
                set_once(&mut entry.updated, read_short(reader, &part));
            }
            (Namespace::DublinCoreTerms, "issued" | "created")
            | (Namespace::Atom, "published" | "issued" | "created") => {
                set_once(&mut entry.published, read_short(reader, &part));
            }
            (Namespace::Atom, "link")
                if entry.link.is_none() && part.attribute("rel").is_none_or(|rel| rel == "alternate") =>
            {
                entry.link = part.attribute("href").map(|href| base.resolve(href));
            }
            _ => {}
        }
    }
    set_once(&mut entry.id, about.map(|(_, about)| Cow::Borrowed(about)));
    if is_permalink && entry.link.is_none() {
        entry.link = entry.id.clone().filter(|id| id.contains("://"));
    }
    entry.span = Some(Span::new(tag.start, reader.elements.position()));
    entry
}

fn read_short<'a>(reader: &mut FeedReader<'a>, tag: &Tag<'a>) -> Option<Cow<'a, str>> {
    let leaf = reader.elements.leaf(tag);
    short_text(&leaf, reader.elements.decoder())
}

/// A title, which is plain text in RSS, unless it has elements that nobody escaped.
fn read_title<'a>(reader: &mut FeedReader<'a>, tag: &Tag<'a>) -> Option<Cow<'a, str>> {
    let leaf = reader.elements.leaf(tag);
    let decoded = short_text(&leaf, reader.elements.decoder())?;
    if !leaf.has_elements() {
        return Some(decoded);
    }
    one_line(&decoded)
}

/// A long text, which is HTML by the habit of RSS.
fn read_long<'a>(reader: &mut FeedReader<'a>, tag: &Tag<'a>, field: &'static str) -> Option<LongText<'a>> {
    let leaf = reader.elements.leaf(tag);
    LongText::from_leaf(leaf, true, field)
}
