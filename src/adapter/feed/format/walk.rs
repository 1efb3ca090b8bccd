//! What reading RSS and Atom has in common: the reader, with how much is taken in and what links are relative to.

use super::Feed;
use super::space::{Base, Space};
use crate::limits::Limits;
use crate::model::Format;
use crate::syntax::xml::{ElementNames, ElementReader, Tag};

/// Items never stand inside one another, and a leaf that is never closed ends where the next of these begins.
static VOCABULARY: ElementNames = ElementNames {
    items: &["item", "entry"],
    siblings: &[
        "title",
        "link",
        "guid",
        "id",
        "pubDate",
        "published",
        "updated",
        "modified",
        "issued",
        "created",
        "description",
        "summary",
        "content",
        "encoded",
        "category",
        "author",
        "generator",
        "lastBuildDate",
        "maintenanceEndDate",
        "subtitle",
        "tagline",
        "image",
    ],
    namespace: Space::number,
};

/// The walk over a feed.
pub(super) struct Walk<'a> {
    pub(super) reader: ElementReader<'a>,
    most_entries: usize,
    pub(super) document: Base,
}

impl<'a> Walk<'a> {
    /// At the beginning of the document, which was fetched from this address.
    pub(super) fn new(text: &'a str, url: Option<&str>, limits: &Limits) -> Self {
        Self {
            reader: ElementReader::new(text, &VOCABULARY, limits),
            most_entries: limits.incidents,
            document: Base::of_document(url),
        }
    }

    /// An empty feed of this format.
    pub(super) fn feed(format: Format) -> Feed<'a> {
        Feed {
            format,
            title: None,
            description: None,
            generator: None,
            link: None,
            id: None,
            author: None,
            updated: None,
            updated_field: "updated",
            entries: Vec::new(),
            more_entries: false,
        }
    }

    /// Whether one more entry is taken in.
    pub(super) fn has_room(&self, feed: &mut Feed<'a>) -> bool {
        let room = feed.entries.len() < self.most_entries;
        feed.more_entries |= !room;
        room
    }

    /// The base inside this element, where it states one of its own.
    pub(super) fn base_inside(outer: &Base, tag: &Tag<'a>) -> Base {
        outer.inside(tag).unwrap_or_else(|| outer.clone())
    }
}

/// Whether an element of Atom stands where Atom's own are expected.
pub(super) fn is_atom(space: Space) -> bool {
    matches!(space, Space::Own | Space::Atom)
}
