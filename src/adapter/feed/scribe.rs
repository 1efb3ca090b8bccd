//! What every dialect works with: decoding, times with their diagnostics, and the frame of the snapshot.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::blocks::Story;
use super::format::{Entry, Feed, Text};
use super::vendor;
use crate::adapter::Context;
use crate::datetime::{self, DateContext, ResolvedTime, ZoneSource};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Coverage, Extent, Format, Incident, Link, Snapshot, Source, Vendor};
use crate::syntax::xml::Decoder;

/// Decodes, reads times, and reports.
pub(super) struct Scribe<'c, 'p> {
    pub(super) context: &'c mut Context<'p>,
    pub(super) decoder: Decoder,
    /// The document, for those who want to keep items as they were written.
    document: &'c str,
    format: Format,
}

/// An entry's own dates.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dates {
    /// When it was published; what that means differs from provider to provider.
    pub(super) published: Option<ResolvedTime>,
    /// When it was last changed.
    pub(super) updated: Option<ResolvedTime>,
}

impl Dates {
    /// The instant that the entry's own times without a year are near to.
    pub(super) fn anchor(&self) -> Option<DateTime<Utc>> {
        self.published.or(self.updated).map(|reading| reading.at)
    }

    /// When the entry last changed: as stated, else its publication.
    pub(super) fn latest(&self) -> Option<DateTime<Utc>> {
        self.updated.or(self.published).map(|reading| reading.at)
    }

    /// When it was published.
    pub(super) fn published_at(&self) -> Option<DateTime<Utc>> {
        self.published.map(|reading| reading.at)
    }

    /// When it was last changed.
    pub(super) fn updated_at(&self) -> Option<DateTime<Utc>> {
        self.updated.map(|reading| reading.at)
    }
}

impl<'c, 'p> Scribe<'c, 'p> {
    pub(super) fn new(
        context: &'c mut Context<'p>,
        decoder: Decoder,
        document: &'c str,
        format: Format,
    ) -> Self {
        Self { context, decoder, document, format }
    }

    /// The text of a long field.
    pub(super) fn text<'a>(&mut self, text: Option<&Text<'a>>) -> Cow<'a, str> {
        text.map_or(Cow::Borrowed(""), |text| text.decode(&mut self.decoder))
    }

    /// The long text of an entry: its content, else its summary.
    pub(super) fn story<'a>(&mut self, n: usize, entry: &Entry<'a>) -> Cow<'a, str> {
        self.decoder.issues.item = Some(n);
        let text = entry.story_text(&mut self.decoder);
        self.decoder.issues.item = None;
        text
    }

    /// A part of a story as it is meant.
    pub(super) fn part(&mut self, n: usize, story: &Story<'_>, part: &str) -> String {
        self.decoder.issues.item = Some(n);
        let text = story.decoded(part, &mut self.decoder);
        self.decoder.issues.item = None;
        text
    }

    /// The path of a field of the `n`-th entry, in the words of the format.
    pub(super) fn path(&self, n: usize, field: &str) -> String {
        format!("/{}/{n}/{field}", self.element())
    }

    /// What the format calls an entry.
    fn element(&self) -> &'static str {
        element(self.format)
    }

    /// Reports something about a field of the `n`-th entry.
    pub(super) fn report(&mut self, entry: &Entry<'_>, diagnostic: Diagnostic) {
        let diagnostic = match entry.span {
            Some(span) => diagnostic.with_span(span),
            None => diagnostic,
        };
        self.context.report(diagnostic);
    }

    /// The dates of the entry itself.
    pub(super) fn dates(&mut self, n: usize, entry: &Entry<'_>) -> Dates {
        let (published, updated) = match self.format {
            Format::Atom => ("published", "updated"),
            Format::JsonFeed => ("date_published", "date_modified"),
            _ => ("pubDate", "updated"),
        };
        Dates {
            published: self.date(n, entry, published, entry.published.as_deref()),
            updated: self.date(n, entry, updated, entry.updated.as_deref()),
        }
    }

    /// A date that says everything itself.
    pub(super) fn date(
        &mut self,
        n: usize,
        entry: &Entry<'_>,
        field: &str,
        text: Option<&str>,
    ) -> Option<ResolvedTime> {
        let context = self.blank();
        self.time(n, entry, field, text?, &context)
    }

    /// What is known about every time of this document.
    pub(super) fn blank(&self) -> DateContext {
        DateContext::new(self.context.limits()).with_assumed_zone(self.context.options().assumed_zone)
    }

    /// What is known about the times inside an entry with these dates.
    pub(super) fn inside(&self, dates: &Dates) -> DateContext {
        let stated =
            dates.published.or(dates.updated).filter(|reading| reading.zone_source == ZoneSource::Offset);
        let context = self.blank().with_known_offset(stated.map(|reading| reading.offset));
        match dates.anchor() {
            Some(anchor) => context.with_year_near(anchor),
            None => context,
        }
    }

    /// A time in any notation, its doubts reported.
    pub(super) fn time(
        &mut self,
        n: usize,
        entry: &Entry<'_>,
        field: &str,
        text: &str,
        context: &DateContext,
    ) -> Option<ResolvedTime> {
        match datetime::parse(text, context) {
            Ok(reading) => {
                self.doubts(n, entry, field, text, &reading);
                Some(reading)
            }
            Err(error) => {
                let path = self.path(n, field);
                self.report(entry, error.diagnostic(&path, text));
                None
            }
        }
    }

    /// Two times with a dash between them, their doubts reported.
    pub(super) fn range(
        &mut self,
        n: usize,
        entry: &Entry<'_>,
        field: &str,
        text: &str,
        context: &DateContext,
    ) -> Option<(ResolvedTime, ResolvedTime)> {
        match datetime::range::parse(text, context) {
            Ok((start, end)) => {
                self.doubts(n, entry, field, text, &start);
                self.doubts(n, entry, field, text, &end);
                Some((start, end))
            }
            Err(error) => {
                let path = self.path(n, field);
                self.report(entry, error.diagnostic(&path, text));
                None
            }
        }
    }

    /// Reports the doubts about a time that was read.
    pub(super) fn doubts(
        &mut self,
        n: usize,
        entry: &Entry<'_>,
        field: &str,
        text: &str,
        reading: &ResolvedTime,
    ) {
        if !reading.warnings.is_empty() {
            let path = self.path(n, field);
            for diagnostic in reading.diagnostics(&path, text) {
                self.report(entry, diagnostic);
            }
        }
    }

    /// An empty snapshot of this feed: source, vendor, and the coverage of a feed, which is what is recent.
    pub(super) fn snapshot(&mut self, feed: &Feed<'_>) -> Snapshot {
        let coverage = Coverage::new(Extent::None, Extent::Recent, Extent::Recent);
        let mut source = Source::new(self.format, coverage);
        if let Some(text) = feed.updated.as_deref() {
            let field = &format!("/{}", feed.updated_field);
            match datetime::parse(text, &self.blank()) {
                Ok(reading) => {
                    source.as_of = Some(reading.at);
                    for diagnostic in reading.diagnostics(field, text) {
                        self.context.report(diagnostic);
                    }
                }
                Err(error) => self.context.report(error.diagnostic(field, text)),
            }
        }
        let mut vendor = Vendor::default();
        vendor.name = vendor::name(feed.title.as_deref(), feed.author.as_deref());
        vendor.url = feed.link.as_deref().map(Link::from);
        Snapshot::new(source).with_vendor(vendor)
    }

    /// An incident of this entry: title, link, and, where that is wished, the text it was read from.
    pub(super) fn incident(&self, id: impl Into<String>, entry: &Entry<'_>) -> Incident {
        let mut incident = Incident {
            id: id.into(),
            title: entry.title.as_deref().map(str::to_owned),
            url: entry.link.as_deref().map(Link::from),
            ..Incident::default()
        };
        if self.context.options().keep_raw
            && let Some(Span { start, end, .. }) = entry.span
        {
            incident.raw = self.document.get(start..end).map(Box::from);
        }
        incident
    }

    /// Reports a word that is in no vocabulary.
    pub(super) fn unknown_word(&mut self, n: usize, entry: &Entry<'_>, field: &str, word: &str) {
        let path = self.path(n, field);
        let diagnostic =
            Diagnostic::warning(Code::UnknownValue, path, "expected a known status word, found another")
                .with_found(word);
        self.report(entry, diagnostic);
    }

    /// Reports the damage of the markup.
    pub(super) fn finish(self) {
        for diagnostic in self.decoder.issues.into_diagnostics(element(self.format)) {
            self.context.report(diagnostic);
        }
    }
}

fn element(format: Format) -> &'static str {
    match format {
        Format::Atom => "entry",
        Format::JsonFeed => "items",
        _ => "item",
    }
}
