//! The way into RSS and Atom: which root element it is, and the walk over it.

use memchr::memmem;

use super::space::{Base, Space};
use super::{Feed, atom, rss};
use crate::limits::Limits;
use crate::model::Format;
use crate::syntax::xml::{Decoder, Reader, Tag, Vocabulary};

/// Items never stand inside one another, and a leaf that is never closed ends where the next of these begins.
pub(super) static VOCABULARY: Vocabulary = Vocabulary {
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

/// The root elements of feeds.
fn format_of(local: &str) -> Option<Format> {
    match local {
        "rss" | "RDF" | "channel" => Some(Format::Rss),
        "feed" => Some(Format::Atom),
        _ => None,
    }
}

/// How many comments, declarations and stray tags a probe passes over before it gives up.
const MOST_BEFORE_ROOT: usize = 64;

/// The root element's name, and which format it is, by a look at what stands before it.
pub(in crate::adapter::feed) fn root(text: &str) -> Option<(&str, Option<Format>)> {
    let mut rest = text;
    let mut first = None;
    for _ in 0..MOST_BEFORE_ROOT {
        let at = rest.find('<')?;
        rest = rest.get(at..)?;
        let skip = if rest.starts_with("<!--") {
            memmem::find(rest.as_bytes(), b"-->")?.checked_add(3)?
        } else if rest.starts_with("<?") {
            memmem::find(rest.as_bytes(), b"?>")?.checked_add(2)?
        } else if rest.starts_with("<!") {
            declaration_end(rest)?
        } else {
            let inner = rest.get(1..)?;
            let name = inner.split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).next()?;
            let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
            if let Some(format) = format_of(local) {
                return Some((name, Some(format)));
            }
            // Something else may stand before the feed: a server's warning in HTML.
            first = first.or((!name.is_empty()).then_some(name));
            1
        };
        rest = rest.get(skip..)?;
    }
    first.map(|name| (name, None))
}

/// Behind a document type declaration, its internal subset included.
fn declaration_end(text: &str) -> Option<usize> {
    let close = text.find('>')?;
    match text.find('[').filter(|&open| open < close) {
        None => close.checked_add(1),
        Some(open) => {
            let subset = text.get(open..)?;
            let end = memmem::find(subset.as_bytes(), b"]>").or_else(|| subset.find(']'))?;
            open.checked_add(end)?.checked_add(1)
        }
    }
}

/// Reads a feed; `None` if there is no feed in the document. What was damaged is in the decoder.
pub(in crate::adapter::feed) fn read<'a>(
    text: &'a str,
    url: Option<&str>,
    limits: &Limits,
) -> (Option<Feed<'a>>, Decoder) {
    let mut walk = Walk {
        reader: Reader::new(text, &VOCABULARY, limits),
        most_entries: limits.incidents,
        document: Base::of_document(url),
    };
    while let Some(tag) = walk.reader.child(0) {
        let feed = match format_of(tag.local) {
            Some(Format::Atom) => atom::read(&mut walk, &tag),
            Some(_) => rss::read(&mut walk, &tag),
            None => continue,
        };
        return (Some(feed), walk.reader.into_decoder());
    }
    (None, walk.reader.into_decoder())
}

/// What reading RSS and Atom has in common.
pub(super) struct Walk<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) most_entries: usize,
    pub(super) document: Base,
}

impl<'a> Walk<'a> {
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
