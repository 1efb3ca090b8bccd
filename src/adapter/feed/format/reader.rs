//! What the readers of RSS and Atom have in common: the elements of a feed, one after the other.

use super::base_url::BaseUrl;
use super::namespace::Namespace;
use super::{Entry, Feed};
use crate::limits::Limits;
use crate::syntax::xml::{ElementNames, ElementReader};

/// Items are never nested, and a leaf that is never closed ends where the next of these elements begins.
static ELEMENT_NAMES: ElementNames = ElementNames {
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
    namespace: Namespace::number,
};

/// Goes over the elements of a feed, and counts its entries.
pub(super) struct FeedReader<'a> {
    pub(super) elements: ElementReader<'a>,
    pub(super) document_base: BaseUrl,
    max_entries: usize,
}

impl<'a> FeedReader<'a> {
    /// At the beginning of the document, which was fetched from `url`.
    pub(super) fn new(text: &'a str, url: Option<&str>, limits: &Limits) -> Self {
        Self {
            elements: ElementReader::new(text, &ELEMENT_NAMES, limits),
            document_base: BaseUrl::of_document(url),
            max_entries: limits.incidents,
        }
    }

    /// Adds the entry that `read` reads, unless the feed has as many as the limit allows.
    pub(super) fn add_entry(&mut self, feed: &mut Feed<'a>, read: impl FnOnce(&mut Self) -> Entry<'a>) {
        let index = feed.entries.len();
        if index >= self.max_entries {
            feed.has_more_entries = true;
            return;
        }
        self.elements.decoder().issues.item = Some(index);
        let entry = read(self);
        feed.entries.push(Entry { index, ..entry });
        self.elements.decoder().issues.item = None;
    }
}
