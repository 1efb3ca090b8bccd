//! The content of a feed, in its own spelling: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, JSON Feed 1.x.
//!
//! Short fields are decoded here. The long ones are decoded on demand, one entry at a time, so that there is never a
//! second copy of the feed in memory.

mod atom;
mod base64;
mod base_url;
mod json;
mod namespace;
mod reader;
mod rss;
mod xml;

use std::borrow::Cow;

pub(super) use json::read as read_json;
pub(super) use xml::{find_root, read as read_xml};

use crate::diagnostic::Span;
use crate::limits::Limits;
use crate::model::{Format, RichText};
use crate::syntax::xml::{Decoder, EscapedText, Leaf};

/// A feed, before its dialect is known.
#[derive(Debug)]
pub(super) struct Feed<'a> {
    /// RSS, Atom or JSON Feed.
    pub(super) format: Format,
    /// RSS `channel/title`, Atom `title`, JSON Feed `title`, as plain text.
    pub(super) title: Option<Cow<'a, str>>,
    /// RSS `description`, Atom `subtitle` or `tagline`, JSON Feed `description`.
    pub(super) description: Option<Cow<'a, str>>,
    /// RSS and Atom `generator`.
    pub(super) generator: Option<Cow<'a, str>>,
    /// RSS `link`, Atom `link rel="alternate"`, JSON Feed `home_page_url`.
    pub(super) link: Option<Cow<'a, str>>,
    /// Atom `id`, JSON Feed `feed_url`.
    pub(super) id: Option<Cow<'a, str>>,
    /// Atom `author/name`, JSON Feed `author.name`.
    pub(super) author: Option<Cow<'a, str>>,
    /// RSS `lastBuildDate`, else `pubDate`; Atom `updated` or `modified`.
    pub(super) updated: Option<Cow<'a, str>>,
    /// The name of the element that `updated` was read from.
    pub(super) updated_field: &'static str,
    /// The entries, in the document's order.
    pub(super) entries: Vec<Entry<'a>>,
    /// Whether there are more entries than [`Limits::incidents`](crate::Limits::incidents).
    pub(super) has_more_entries: bool,
}

/// How many entries are looked at to find out the dialect of a feed.
const SAMPLE_SIZE: usize = 8;

impl<'a> Feed<'a> {
    /// A feed without anything in it.
    fn new(format: Format) -> Self {
        Self {
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
            has_more_entries: false,
        }
    }

    /// The title, or an empty text.
    pub(super) fn title(&self) -> &str {
        self.title.as_deref().unwrap_or_default()
    }

    /// Whether the generator's name contains this word, which must be in lower case.
    pub(super) fn has_generator(&self, word: &str) -> bool {
        self.generator.as_deref().is_some_and(|generator| generator.to_ascii_lowercase().contains(word))
    }

    /// The first entries: a feed has one dialect from its first entry to its last.
    pub(super) fn sample(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().take(SAMPLE_SIZE)
    }
}

/// One entry of a feed: RSS `item`, Atom `entry`, an item of JSON Feed.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    /// Its position in the feed, from 0: the number in the paths of diagnostics.
    pub(super) index: usize,
    /// `title`, as plain text.
    pub(super) title: Option<Cow<'a, str>>,
    /// RSS `guid` (RDF: `rdf:about`), Atom and JSON Feed `id`.
    pub(super) id: Option<Cow<'a, str>>,
    /// RSS `link` (or a `guid` that is one), Atom `link rel="alternate"`, JSON Feed `url`.
    pub(super) link: Option<Cow<'a, str>>,
    /// RSS `pubDate`, Atom `published` or `issued`, JSON Feed `date_published`, `dcterms:issued`.
    pub(super) published: Option<Cow<'a, str>>,
    /// Atom `updated` or `modified`, JSON Feed `date_modified`, `dcterms:modified`; RSS has none of its own.
    pub(super) updated: Option<Cow<'a, str>>,
    /// RSS `content:encoded`, Atom `content`, JSON Feed `content_html` or `content_text`; `None` if blank.
    pub(super) content: Option<LongText<'a>>,
    /// RSS `description`, Atom and JSON Feed `summary`; `None` if blank.
    pub(super) summary: Option<LongText<'a>>,
    /// RSS `category`, Atom `category term`, JSON Feed `tags`.
    pub(super) categories: Vec<Cow<'a, str>>,
    /// Statuspage's `maintenanceEndDate`.
    pub(super) maintenance_end: Option<Cow<'a, str>>,
    /// Where the entry is in the document.
    pub(super) span: Option<Span>,
}

impl<'a> Entry<'a> {
    /// The long text: the content, else the summary.
    pub(super) fn body(&self) -> Option<&LongText<'a>> {
        self.content.as_ref().or(self.summary.as_ref())
    }

    /// The name of the element that the long text was read from.
    pub(super) fn body_field(&self) -> &'static str {
        self.body().map_or("content", |text| text.field)
    }

    /// The title, or an empty text.
    pub(super) fn title(&self) -> &str {
        self.title.as_deref().unwrap_or_default()
    }

    /// The link, or an empty text.
    pub(super) fn link(&self) -> &str {
        self.link.as_deref().unwrap_or_default()
    }

    /// The id, or an empty text.
    pub(super) fn id(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }

    /// The last segment of the link's path; empty if the path has no segment.
    pub(super) fn link_segment(&self) -> &str {
        last_segment(self.link())
    }

    /// The last segment of the link's path, if it is of the form that `is_id` checks.
    pub(super) fn link_id(&self, is_id: impl FnOnce(&str) -> bool) -> Option<&str> {
        Some(self.link_segment()).filter(|segment| !segment.is_empty() && is_id(segment))
    }
}

/// The last segment of a link's path, without query and fragment; empty for a bare host.
pub(super) fn last_segment(link: &str) -> &str {
    let path = link.split(['?', '#']).next().unwrap_or(link).trim_end_matches('/');
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    path.rsplit_once('/').map_or("", |(_, last)| last)
}

/// A long text, not yet decoded.
#[derive(Debug)]
pub(super) struct LongText<'a> {
    source: TextSource<'a>,
    /// The name of the element that it was read from.
    field: &'static str,
    /// Whether it is HTML; plain text otherwise.
    pub(super) is_html: bool,
}

#[derive(Debug)]
enum TextSource<'a> {
    Leaf(Leaf<'a>),
    Decoded(Cow<'a, str>),
}

/// The longest text, in bytes as written, that is decoded to find out whether it is blank: `<p>&nbsp;</p>`.
const MAX_BLANK: usize = 256;

impl<'a> LongText<'a> {
    /// The text of an element; `None` if it is blank.
    fn from_leaf(leaf: Leaf<'a>, is_html: bool, field: &'static str) -> Option<Self> {
        Self { source: TextSource::Leaf(leaf), field, is_html }.unless_blank()
    }

    /// A text that is decoded; `None` if it is blank.
    fn from_decoded(text: impl Into<Cow<'a, str>>, is_html: bool, field: &'static str) -> Option<Self> {
        Self { source: TextSource::Decoded(text.into()), field, is_html }.unless_blank()
    }

    /// `None` if a reader sees nothing of it: an empty CDATA section, `<p></p>`, `&nbsp;`. An empty text in one element
    /// must not hide a text in another.
    fn unless_blank(self) -> Option<Self> {
        let raw = self.raw().trim_ascii();
        if raw.is_empty() {
            return None;
        }
        if raw.len() > MAX_BLANK || !raw.starts_with(['<', '&', '\u{a0}']) {
            return Some(self);
        }
        let decoded = self.decode_for_detection();
        let shows_nothing = if self.is_html && decoded.contains(['<', '&']) {
            // An image is something, though it has no text.
            RichText::html(&*decoded).plain().trim().is_empty() && !decoded.contains("src=")
        } else {
            decoded.trim().is_empty()
        };
        (!shows_nothing).then_some(self)
    }

    /// The text as the document writes it.
    pub(super) fn raw(&self) -> &str {
        match &self.source {
            TextSource::Leaf(leaf) => leaf.raw,
            TextSource::Decoded(text) => text,
        }
    }

    /// Whether the text contains these words as the document writes it, before it is decoded.
    pub(super) fn contains_raw(&self, words: &str) -> bool {
        memchr::memmem::find(self.raw().as_bytes(), words.as_bytes()).is_some()
    }

    /// The text, decoded without reporting what is wrong with it: to find out the dialect of a feed.
    pub(super) fn decode_for_detection(&self) -> Cow<'a, str> {
        self.decode(&mut Decoder::new(&Limits::default()))
    }

    /// The text as the document writes it, where it can be split before it is decoded.
    pub(super) fn escaped(&self, decoder: &Decoder) -> Option<EscapedText<'a>> {
        match &self.source {
            TextSource::Leaf(leaf) => leaf.escaped(decoder),
            TextSource::Decoded(_) => None,
        }
    }

    /// The text without its outer escaping.
    pub(super) fn decode(&self, decoder: &mut Decoder) -> Cow<'a, str> {
        match &self.source {
            TextSource::Leaf(leaf) => leaf.decode(decoder),
            TextSource::Decoded(text) => text.clone(),
        }
    }
}

/// Sets a field of which the first value counts.
fn set_once<T>(field: &mut Option<T>, value: Option<T>) {
    if field.is_none() {
        *field = value;
    }
}

/// The decoded text of an element, trimmed; `None` if it is blank.
fn short_text<'a>(leaf: &Leaf<'a>, decoder: &mut Decoder) -> Option<Cow<'a, str>> {
    let text = match leaf.decode(decoder) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    (!text.is_empty()).then_some(text)
}

/// HTML as plain text on one line; `None` if it is blank.
fn one_line(html: &str) -> Option<Cow<'static, str>> {
    let plain = RichText::html(html).plain();
    let lines: Vec<&str> = plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| Cow::Owned(lines.join(" ")))
}
