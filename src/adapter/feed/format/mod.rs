//! What a feed says, in its own spelling: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, JSON Feed 1.x.
//!
//! Short fields are decoded here; the long ones stay as they stand in the document until they are asked for, one entry
//! at a time, so that no second copy of the feed is ever in memory.

mod atom;
mod base64;
mod json;
mod rss;
mod space;
mod walk;
mod xml;

use std::borrow::Cow;

pub(super) use json::read as read_json;
pub(super) use xml::{read as read_xml, root};

use crate::diagnostic::Span;
use crate::limits::Limits;
use crate::model::{Format, RichText};
use crate::syntax::xml::{Decoder, EscapedText, Leaf};

/// A feed as it stands in the document.
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
    /// The name of the element that `updated` stood in.
    pub(super) updated_field: &'static str,
    /// The entries, in the document's order.
    pub(super) entries: Vec<Entry<'a>>,
    /// Whether there were more entries than [`Limits::incidents`](crate::Limits::incidents).
    pub(super) more_entries: bool,
}

/// How many entries are looked at to know a feed by.
const SAMPLE: usize = 8;

impl<'a> Feed<'a> {
    /// The first entries: a feed is written in one dialect from the first to the last.
    pub(super) fn sample(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().take(SAMPLE)
    }
}

/// One entry of a feed: RSS `item`, Atom `entry`, an item of JSON Feed.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
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
    /// RSS `content:encoded`, Atom `content`, JSON Feed `content_html` or `content_text`.
    pub(super) content: Option<Text<'a>>,
    /// RSS `description`, Atom and JSON Feed `summary`.
    pub(super) summary: Option<Text<'a>>,
    /// RSS `category`, Atom `category term`, JSON Feed `tags`.
    pub(super) categories: Vec<Cow<'a, str>>,
    /// Statuspage's `maintenanceEndDate`.
    pub(super) maintenance_end: Option<Cow<'a, str>>,
    /// Where the entry stands in the document.
    pub(super) span: Option<Span>,
}

impl<'a> Entry<'a> {
    /// The long text: the content, else the summary.
    pub(super) fn story(&self) -> Option<&Text<'a>> {
        self.content.as_ref().or(self.summary.as_ref())
    }

    /// The decoded long text; empty where there is none.
    pub(super) fn story_text(&self, decoder: &mut Decoder) -> Cow<'a, str> {
        self.story().map_or(Cow::Borrowed(""), |text| text.decode(decoder))
    }

    /// What the format calls the element that the long text stands in.
    pub(super) fn story_field(&self) -> &'static str {
        self.story().map_or("content", |text| text.field)
    }

    /// The title, or nothing.
    pub(super) fn title(&self) -> &str {
        self.title.as_deref().unwrap_or_default()
    }

    /// The link, or nothing.
    pub(super) fn link(&self) -> &str {
        self.link.as_deref().unwrap_or_default()
    }

    /// The id, or nothing.
    pub(super) fn id(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }

    /// The last segment of the link's path; empty where there is none.
    pub(super) fn link_tail(&self) -> &str {
        tail(self.link())
    }
}

/// The last segment of a link's path, query and fragment left out; empty for a bare host.
pub(super) fn tail(link: &str) -> &str {
    let path = link.split(['?', '#']).next().unwrap_or(link).trim_end_matches('/');
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    path.rsplit_once('/').map_or("", |(_, last)| last)
}

/// A long text, not yet decoded.
#[derive(Debug)]
pub(super) struct Text<'a> {
    source: Raw<'a>,
    /// What the format calls the element it stands in.
    field: &'static str,
    /// Whether it is HTML; plain text otherwise.
    pub(super) html: bool,
}

#[derive(Debug)]
enum Raw<'a> {
    Leaf(Leaf<'a>),
    Decoded(Cow<'a, str>),
}

impl<'a> Text<'a> {
    fn leaf(leaf: Leaf<'a>, html: bool, field: &'static str) -> Self {
        Self { source: Raw::Leaf(leaf), field, html }
    }

    fn decoded(text: impl Into<Cow<'a, str>>, html: bool, field: &'static str) -> Self {
        Self { source: Raw::Decoded(text.into()), field, html }
    }

    /// Whether these words stand in it as the document writes them, before any decoding.
    pub(super) fn mentions(&self, words: &str) -> bool {
        let text = match &self.source {
            Raw::Leaf(leaf) => leaf.raw,
            Raw::Decoded(text) => text,
        };
        memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some()
    }

    /// The text, decoded in silence: to know a dialect by what stands in it, however that is escaped.
    pub(super) fn glance(&self) -> Cow<'a, str> {
        self.decode(&mut Decoder::new(&Limits::default()))
    }

    /// The text as it stands in the document, where it can be cut before it is decoded.
    pub(super) fn escaped(&self, decoder: &Decoder) -> Option<EscapedText<'a>> {
        match &self.source {
            Raw::Leaf(leaf) => leaf.escaped(decoder),
            Raw::Decoded(_) => None,
        }
    }

    /// The text, its outer escaping taken off.
    pub(super) fn decode(&self, decoder: &mut Decoder) -> Cow<'a, str> {
        match &self.source {
            Raw::Leaf(leaf) => leaf.decode(decoder),
            Raw::Decoded(text) => text.clone(),
        }
    }
}

/// Sets a field that counts once: the first that is not blank.
fn first<T>(field: &mut Option<T>, value: Option<T>) {
    if field.is_none() {
        *field = value;
    }
}

/// Decoded, without the white space around it; `None` where nothing is left.
fn short<'a>(leaf: &Leaf<'a>, decoder: &mut Decoder) -> Option<Cow<'a, str>> {
    let text = match leaf.decode(decoder) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    (!text.is_empty()).then_some(text)
}

/// HTML as a title: plain text on one line; `None` where nothing is left.
fn one_line(html: &str) -> Option<Cow<'static, str>> {
    let plain = RichText::html(html).plain();
    let words: Vec<&str> = plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    (!words.is_empty()).then(|| Cow::Owned(words.join(" ")))
}
