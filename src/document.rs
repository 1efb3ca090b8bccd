//! The input: bytes with the caller's hints, and the text they decode to.

use std::borrow::Cow;
use std::sync::OnceLock;

use chrono::{DateTime, Utc};

use crate::diagnostic::{Code, Diagnostic, Span, positions, quotable};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;
use crate::model::IntoField;
use crate::syntax::embedded::NextData;
use crate::syntax::encoding::{self, Decoded, Encoding};
use crate::syntax::json::TopKeys;
use crate::syntax::{jsonp, packed};

/// Bytes in which a feed's root element begins, after its declaration and comments.
const FEED_HEAD: usize = 256;

/// How much of a document probes look at first.
const HEAD_BYTES: usize = 4096;

/// How much of the head is searched for keys where the document goes on behind it: there, most of the head is the first list,
/// and the keys before that list say whose document it is.
const KEY_BYTES: usize = 2048;

/// The bytes of a document and what the caller knows about them. Hints can tip a tie between adapters; they never make
/// one read what it does not know.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Input<'a> {
    /// The document, decompressed.
    pub bytes: Cow<'a, [u8]>,
    /// Where it was fetched from.
    pub url: Option<Cow<'a, str>>,
    /// The `Content-Type` it was served with.
    pub content_type: Option<Cow<'a, str>>,
    /// When it was fetched, UTC.
    pub fetched_at: Option<DateTime<Utc>>,
}

impl<'a> Input<'a> {
    /// These bytes, without hints.
    ///
    /// ```
    /// use statusfeed::Input;
    ///
    /// let input = Input::new(b"<rss/>").with_url("https://status.acme.example/history.rss");
    /// assert_eq!(input.bytes.len(), 6);
    /// ```
    #[must_use]
    pub fn new(bytes: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self { bytes: bytes.as_ref().into(), ..Self::default() }
    }

    /// Says where they were fetched from.
    ///
    /// ```
    /// use statusfeed::Input;
    ///
    /// // An address of the API promises JSON: HTML in its place is refused as such.
    /// let input = Input::new("<html><title>Sign in</title></html>").with_url("https://status.acme.example/api/v2/summary.json");
    /// assert!(statusfeed::parse(input).is_err());
    /// ```
    #[must_use]
    pub fn with_url(mut self, url: impl Into<Cow<'a, str>>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Says what `Content-Type` they were served with.
    ///
    /// ```
    /// use statusfeed::Input;
    ///
    /// // Latin-1, which the bytes themselves do not declare.
    /// let body = b"{\"page\": {\"id\": \"q1\", \"name\": \"Caf\xe9\"}, \"status\": {\"indicator\": \"none\"}}";
    /// let snapshot = statusfeed::parse(Input::new(body).with_content_type("application/json; charset=iso-8859-1"))?;
    /// assert_eq!(snapshot.vendor.name.as_deref(), Some("Café"));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<Cow<'a, str>>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Says when they were fetched: an instant, or a text in RFC 3339.
    ///
    /// ```
    /// use statusfeed::Input;
    ///
    /// let body = r#"{"page": {"id": "q1", "name": "Acme"}, "status": {"indicator": "none"}}"#;
    /// let snapshot = statusfeed::parse(Input::new(body).with_fetched_at("2026-03-08T12:00:00Z"))?;
    /// assert!(snapshot.source.fetched_at.is_some());
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn with_fetched_at(mut self, fetched_at: impl IntoField<DateTime<Utc>>) -> Self {
        self.fetched_at = fetched_at.into_field();
        self
    }
}

impl<'a, B: AsRef<[u8]> + ?Sized> From<&'a B> for Input<'a> {
    fn from(bytes: &'a B) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for Input<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes: bytes.into(), ..Self::default() }
    }
}

impl<'a> From<Cow<'a, [u8]>> for Input<'a> {
    fn from(bytes: Cow<'a, [u8]>) -> Self {
        Self { bytes, ..Self::default() }
    }
}

impl<'a> From<Cow<'a, str>> for Input<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl From<String> for Input<'_> {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

/// What the first character says the notation is. Adapters look for themselves; this spares them the first glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Syntax {
    /// Begins with `{` or `[`.
    Json,
    /// Begins with `<`: XML or HTML.
    Markup,
    /// Anything else.
    Text,
}

words!(Syntax { Json = "json", Markup = "markup", Text = "text" });

/// A decoded document, as probes and adapters see it.
#[derive(Debug)]
pub struct Document<'a> {
    decoded: Decoded<'a>,
    syntax: Syntax,
    url: Option<Cow<'a, str>>,
    content_type: Option<Cow<'a, str>>,
    fetched_at: Option<DateTime<Utc>>,
    /// How much of the text is its head.
    head_bytes: usize,
    /// The keys at the top of a JSON document; read once for all probes.
    top_keys: OnceLock<TopKeys<'static>>,
    /// All keys at its top, once an adapter has read them; the head may show only some.
    whole_top_keys: OnceLock<TopKeys<'static>>,
    /// Whether an HTML page begins in the head; looked for once for all probes.
    begins_page: OnceLock<bool>,
    /// Whether a page has data of Next.js inside; looked for once for all probes.
    has_next_data: OnceLock<bool>,
}

impl<'a> Document<'a> {
    /// Decodes the bytes, once. The call around JSON in JSONP (`callback({…});`) becomes blanks.
    ///
    /// ```
    /// use statusfeed::{Document, Encoding, ErrorKind, Limits};
    ///
    /// let document = Document::decode(b"\xff\xfe{\0}\0", &Limits::default())?;
    /// assert_eq!((document.text(), document.encoding()), ("{}", Encoding::Utf16Le));
    /// assert_eq!(Document::decode(b"\x1f\x8b\x08\0", &Limits::default()).unwrap_err().kind(), ErrorKind::Packed);
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Empty`] for nothing but white space, [`ErrorKind::Limit`] for more bytes than
    /// [`Limits::input_bytes`], [`ErrorKind::Packed`] for compressed bytes and others that wrap a document.
    pub fn decode(input: impl Into<Input<'a>>, limits: &Limits) -> Result<Self, Error> {
        let Input { bytes, url, content_type, fetched_at } = input.into();
        if bytes.len() > limits.input_bytes {
            let message =
                format!("expected at most {} bytes (input_bytes), found {}", limits.input_bytes, bytes.len());
            return Err(Error::new(ErrorKind::Limit, message));
        }
        if let Some(what) = packed::identify(&bytes) {
            return Err(Error::new(ErrorKind::Packed, format!("expected a document, found {what}")));
        }
        let mut decoded = match bytes {
            Cow::Borrowed(bytes) => encoding::decode(bytes, content_type.as_deref()),
            Cow::Owned(ref bytes) => encoding::decode(bytes, content_type.as_deref()).into_owned(),
        };
        if let Some(json) = jsonp::unwrap(&decoded.text) {
            decoded.text = Cow::Owned(json);
        }
        let syntax = match first_byte(&decoded.text) {
            None => {
                let message = format!(
                    "expected a document, found {}",
                    if bytes.is_empty() { "nothing" } else { "white space" }
                );
                return Err(Error::new(ErrorKind::Empty, message));
            }
            Some(b'{' | b'[') => Syntax::Json,
            Some(b'<') => Syntax::Markup,
            Some(_) => Syntax::Text,
        };
        Ok(Self {
            decoded,
            syntax,
            url,
            content_type,
            fetched_at,
            head_bytes: HEAD_BYTES,
            top_keys: OnceLock::new(),
            whole_top_keys: OnceLock::new(),
            begins_page: OnceLock::new(),
            has_next_data: OnceLock::new(),
        })
    }

    /// The same document for a second look: its head is the whole text. `None` if the head is not JSON, or already shows
    /// all keys at its top.
    pub(crate) fn with_whole_head(&self) -> Option<Document<'_>> {
        if self.syntax != Syntax::Json || !self.top_keys().is_cut || self.head_bytes >= self.text().len() {
            return None;
        }
        Some(Document {
            decoded: self.decoded.borrowed(),
            syntax: self.syntax,
            url: self.url.as_deref().map(Cow::Borrowed),
            content_type: self.content_type.as_deref().map(Cow::Borrowed),
            fetched_at: self.fetched_at,
            head_bytes: usize::MAX,
            top_keys: OnceLock::new(),
            whole_top_keys: OnceLock::new(),
            begins_page: OnceLock::new(),
            has_next_data: OnceLock::new(),
        })
    }

    /// The whole text, without a byte order mark.
    ///
    /// ```
    /// # use statusfeed::{Document, Limits};
    /// let document = Document::decode("\u{feff}lights of Acme", &Limits::default())?;
    /// assert_eq!(document.text(), "lights of Acme");
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn text(&self) -> &str {
        &self.decoded.text
    }

    /// The first 4,096 bytes of the text, cut at a character: what a probe looks at. Where no adapter knows a JSON
    /// document by them, probes are asked again, and its head is the whole text.
    ///
    /// ```
    /// # use statusfeed::{Document, Limits};
    /// let document = Document::decode(" ".repeat(9_000) + "x", &Limits::default())?;
    /// assert_eq!(document.head().len(), 4_096);
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn head(&self) -> &str {
        let text = self.text();
        let end = text.floor_char_boundary(self.head_bytes);
        text.get(..end).unwrap_or(text)
    }

    /// The keys at the top of a JSON document, as far as its head shows them.
    pub(crate) fn top_keys(&self) -> &TopKeys<'static> {
        self.top_keys.get_or_init(|| {
            let head = self.head();
            let goes_on = head.len() < self.text().len();
            let end = if goes_on { head.floor_char_boundary(KEY_BYTES) } else { head.len() };
            TopKeys::read(head.get(..end).unwrap_or(head)).into_owned()
        })
    }

    /// All keys at the top of a JSON document, where they are known: its head shows them, or an adapter has read them.
    pub(crate) fn whole_top_keys(&self) -> Option<&TopKeys<'static>> {
        let head = self.top_keys();
        if head.is_cut { self.whole_top_keys.get() } else { Some(head) }
    }

    /// Keeps the keys of a JSON document that an adapter has read whole and the head does not show, so that nobody reads them again.
    pub(crate) fn set_whole_top_keys(&self, members: &[(&str, usize)]) {
        if self.top_keys().is_cut {
            self.whole_top_keys.get_or_init(|| TopKeys::of_members(self.text(), members).into_owned());
        }
    }

    /// What the first character says the notation is.
    ///
    /// ```
    /// use statusfeed::{Document, Limits, Syntax};
    ///
    /// let syntax = |text| Document::decode(text, &Limits::default()).map(|document| document.syntax());
    /// assert_eq!(syntax("[1, 2]")?, Syntax::Json);
    /// assert_eq!(syntax("<rss/>")?, Syntax::Markup);
    /// assert_eq!(syntax("lights of Acme")?, Syntax::Text);
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// Whether it may be a page: neither JSON nor a feed. What marks a page can come far after its
    /// head; a feed need not be searched for it.
    pub(crate) fn may_be_page(&self) -> bool {
        let text = self.text().trim_start();
        let head = text.get(..text.floor_char_boundary(FEED_HEAD)).unwrap_or(text);
        self.syntax != Syntax::Json && !["<rss", "<feed", "<rdf:RDF"].iter().any(|root| head.contains(root))
    }

    /// Whether a page has data of Next.js inside.
    pub(crate) fn has_next_data(&self) -> bool {
        *self.has_next_data.get_or_init(|| NextData::is_present_in(self.text()))
    }

    /// Whether an HTML page begins in its head, and not a feed.
    pub(crate) fn begins_page(&self) -> bool {
        *self.begins_page.get_or_init(|| {
            let head = self.head().as_bytes();
            let begins = |word: &[u8]| {
                memchr::memchr_iter(b'<', head)
                    .filter_map(|at| head.get(at..)?.get(..word.len()))
                    .any(|found| found.eq_ignore_ascii_case(word))
            };
            self.may_be_page() && (begins(b"<!doctype html") || begins(b"<html"))
        })
    }

    /// The encoding the bytes were in.
    ///
    /// ```
    /// use statusfeed::{Document, Encoding, Limits};
    ///
    /// assert_eq!(Document::decode("naïve", &Limits::default())?.encoding(), Encoding::Utf8);
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.decoded.encoding
    }

    /// Where it was fetched from, as the caller says.
    ///
    /// ```
    /// use statusfeed::{Document, Input, Limits};
    ///
    /// let input = Input::new("{}").with_url("https://acme.example/health.json");
    /// assert_eq!(Document::decode(input, &Limits::default())?.url(), Some("https://acme.example/health.json"));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The `Content-Type` it was served with, as the caller says.
    ///
    /// ```
    /// use statusfeed::{Document, Input, Limits};
    ///
    /// let input = Input::new("{}").with_content_type("application/json");
    /// assert_eq!(Document::decode(input, &Limits::default())?.content_type(), Some("application/json"));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// When it was fetched, as the caller says.
    ///
    /// ```
    /// use statusfeed::{Document, Limits};
    ///
    /// assert_eq!(Document::decode("{}", &Limits::default())?.fetched_at(), None); // the caller did not say
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn fetched_at(&self) -> Option<DateTime<Utc>> {
        self.fetched_at
    }

    /// Whether the caller's URL ends in this, query and fragment apart.
    ///
    /// ```
    /// use statusfeed::{Document, Input, Limits};
    ///
    /// let input = Input::new("{}").with_url("https://acme.example/health.json?v=3");
    /// assert!(Document::decode(input, &Limits::default())?.url_ends_with("/health.json"));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn url_ends_with(&self, end: &str) -> bool {
        self.url().is_some_and(|url| url.split(['?', '#']).next().unwrap_or(url).ends_with(end))
    }

    /// Whether so much of it had to be replaced that it is no text: compressed bytes without a magic number, an image.
    pub(crate) fn is_binary(&self) -> bool {
        let control = |c: &char| c.is_control() && !c.is_whitespace();
        let head = self.head();
        let odd = head.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER || control(c)).count();
        odd.saturating_mul(8) > head.chars().count()
    }

    /// Adds line and column to the diagnostics that have a span.
    pub(crate) fn add_positions(&self, diagnostics: &mut [Diagnostic]) {
        let offsets: Vec<usize> =
            diagnostics.iter().filter_map(|found| found.span).map(|span| span.start).collect();
        if offsets.is_empty() {
            return;
        }
        let spanned = diagnostics.iter_mut().filter(|found| found.span.is_some());
        for (diagnostic, position) in spanned.zip(positions(self.text(), &offsets)) {
            diagnostic.position = Some(position);
        }
    }

    /// Adds line and column to an error that has a span.
    pub(crate) fn add_position(&self, error: Error) -> Error {
        let position = error.span().and_then(|span| positions(self.text(), &[span.start]).first().copied());
        match position {
            Some(position) => error.with_position(position),
            None => error,
        }
    }

    /// What is wrong with the bytes.
    pub(crate) fn encoding_diagnostics(&self) -> Vec<Diagnostic> {
        let Decoded { encoding, replaced, first_replaced, contradicted, .. } = &self.decoded;
        let mut list = Vec::new();
        if *replaced > 0 {
            let sequences = if *replaced == 1 { "sequence" } else { "sequences" };
            let message = format!(
                "expected {}, found {replaced} invalid {sequences} (replaced by U+FFFD)",
                encoding.as_str().to_ascii_uppercase()
            );
            let span = Span::new(*first_replaced, first_replaced.saturating_add(3));
            list.push(Diagnostic::warning(Code::Encoding, "", message).with_span(span));
        }
        if let Some(label) = contradicted {
            let label = quotable(label);
            let message = format!("expected the declared encoding \"{label}\", found {}", encoding.as_str());
            list.push(Diagnostic::info(Code::Encoding, "", message).with_found(&label));
        }
        list
    }
}

/// The first byte that is not white space. A page that was saved in a code fence (```` ```<!DOCTYPE html> ````) is a page.
fn first_byte(text: &str) -> Option<u8> {
    let text = text.trim_start();
    let fenced = text.strip_prefix("```").map(|rest| rest.strip_prefix("html").unwrap_or(rest).trim_start());
    fenced.filter(|page| page.starts_with('<')).unwrap_or(text).bytes().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_known_by_its_root_however_short_it_is_and_whatever_stands_before() {
        let may_be_page = |text: &str| Document::decode(text, &Limits::default()).unwrap().may_be_page();
        let behind_a_comment =
            |shift: &str| format!("<!--{shift}{}--><rss>{}", "é".repeat(60), "é".repeat(99));
        assert!(!may_be_page("<rss/>"));
        // Whether the head ends between two bytes of a character or within one.
        assert!(!may_be_page(&behind_a_comment("")));
        assert!(!may_be_page(&behind_a_comment("-")));
        assert!(may_be_page("<!doctype html><p>A page that speaks of feeds"));
        assert!(!may_be_page("{}"));
    }
}
