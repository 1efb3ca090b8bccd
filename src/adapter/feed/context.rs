//! What every dialect works with: decoding, words and times with their diagnostics, and the frame of the snapshot.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, Utc};

use super::blocks::{BlockList, without_hidden};
use super::format::{Entry, Feed, LongText};
use super::{labels, vendor};
use crate::adapter::Context;
use crate::adapter::translate::vocabulary::{self, UpdateWord};
use crate::datetime::{self, DateContext, ResolvedTime, ZoneSource};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{
    AffectedComponent, ComponentStatus, Coverage, Extent, Format, Impact, Incident, IncidentKind,
    IncidentStatus, Link, Snapshot, Source, Vendor,
};
use crate::syntax::xml::Decoder;

/// Decodes texts, reads words and times, and reports what cannot be read, with the place of the entry.
pub(super) struct FeedContext<'c, 'p> {
    pub(super) context: &'c mut Context<'p>,
    pub(super) decoder: Decoder,
    /// When the feed was made, as it states.
    pub(super) as_of: Option<DateTime<Utc>>,
    /// Whether entries after the last one may be missing that are newer: the feed runs from the oldest to the newest, and
    /// it is cut off or has more entries than the limit allows.
    lacks_newer_entries: bool,
    /// The entry that the document ends in, if it is cut off.
    cut_entry: Option<usize>,
    /// The document, for callers who keep items as they were written.
    document: &'c str,
    format: Format,
}

/// The dates of an entry itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct EntryDates {
    /// When it was published; what that means differs from provider to provider.
    pub(super) published: Option<ResolvedTime>,
    /// When it was last changed.
    pub(super) updated: Option<ResolvedTime>,
}

impl EntryDates {
    /// The instant that times without a year in the entry are near to.
    fn year_anchor(&self) -> Option<DateTime<Utc>> {
        self.published.or(self.updated).map(|date| date.at)
    }

    /// When the entry last changed: as stated, else its publication.
    pub(super) fn latest(&self) -> Option<DateTime<Utc>> {
        self.updated.or(self.published).map(|date| date.at)
    }

    /// When it was published.
    pub(super) fn published_at(&self) -> Option<DateTime<Utc>> {
        self.published.map(|date| date.at)
    }

    /// When it was last changed.
    pub(super) fn updated_at(&self) -> Option<DateTime<Utc>> {
        self.updated.map(|date| date.at)
    }
}

impl<'c, 'p> FeedContext<'c, 'p> {
    pub(super) fn new(
        context: &'c mut Context<'p>,
        decoder: Decoder,
        document: &'c str,
        format: Format,
    ) -> Self {
        Self { context, decoder, as_of: None, lacks_newer_entries: false, cut_entry: None, document, format }
    }

    /// RSS, Atom or JSON Feed.
    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// The text of a long field, decoded; empty if the entry has no such text.
    pub(super) fn decode<'a>(&mut self, entry: &Entry<'_>, text: Option<&LongText<'a>>) -> Cow<'a, str> {
        let Some(text) = text else { return Cow::Borrowed("") };
        self.decoder.issues.item = Some(entry.index);
        let decoded = text.decode(&mut self.decoder);
        self.decoder.issues.item = None;
        decoded
    }

    /// The long text of an entry, decoded: its content, else its summary.
    pub(super) fn body<'a>(&mut self, entry: &Entry<'a>) -> Cow<'a, str> {
        self.decode(entry, entry.body())
    }

    /// The long text of an entry without what readers do not see of it: comments, hidden elements.
    pub(super) fn visible_body<'a>(&mut self, entry: &Entry<'a>) -> Cow<'a, str> {
        let is_html = entry.body().is_some_and(|body| body.is_html);
        match self.body(entry) {
            body if !is_html => body,
            Cow::Borrowed(body) => without_hidden(body),
            Cow::Owned(body) => Cow::Owned(without_hidden(&body).into_owned()),
        }
    }

    /// A part of a list of blocks, decoded.
    pub(super) fn block_text(&mut self, entry: &Entry<'_>, blocks: &BlockList<'_>, part: &str) -> String {
        self.decoder.issues.item = Some(entry.index);
        let text = blocks.decode(part, &mut self.decoder);
        self.decoder.issues.item = None;
        text
    }

    /// The path of a field of an entry, in the words of the format: `/item/3/pubDate`.
    pub(super) fn path<'f>(&self, entry: &Entry<'_>, field: &'f str) -> EntryPath<'f> {
        EntryPath { element: element_name(self.format), index: entry.index, field }
    }

    /// Reports something about an entry.
    pub(super) fn report(&mut self, entry: &Entry<'_>, diagnostic: Diagnostic) {
        self.with_span(entry, |context| context.report(diagnostic));
    }

    /// Adds the place of the entry to what is reported meanwhile.
    fn with_span<R>(&mut self, entry: &Entry<'_>, run: impl FnOnce(&mut Context<'p>) -> R) -> R {
        let before = self.context.diagnostics().as_slice().len();
        let result = run(self.context);
        if let Some(span) = entry.span {
            for diagnostic in self.context.diagnostics().as_mut_slice().iter_mut().skip(before) {
                diagnostic.span = diagnostic.span.or(Some(span));
            }
        }
        result
    }

    /// The dates of an entry itself.
    pub(super) fn entry_dates(&mut self, entry: &Entry<'_>) -> EntryDates {
        let (published, updated) = match self.format {
            Format::Atom => ("published", "updated"),
            Format::JsonFeed => ("date_published", "date_modified"),
            _ => ("pubDate", "updated"),
        };
        EntryDates {
            published: self.parse_date(entry, published, entry.published.as_deref()),
            updated: self.parse_date(entry, updated, entry.updated.as_deref()),
        }
    }

    /// A date that needs nothing from around it: one of the entry's own fields.
    pub(super) fn parse_date(
        &mut self,
        entry: &Entry<'_>,
        field: &str,
        text: Option<&str>,
    ) -> Option<ResolvedTime> {
        let date_context = self.date_context();
        self.parse_time_of(entry, field, text?, &date_context)
    }

    /// What is known about every time of this document.
    pub(super) fn date_context(&self) -> DateContext {
        DateContext::new(self.context.limits()).with_assumed_zone(self.context.options().assumed_zone)
    }

    /// What is known about the times inside an entry with these dates.
    pub(super) fn entry_date_context(&self, dates: &EntryDates) -> DateContext {
        let stated = dates.published.or(dates.updated).filter(|date| date.zone_source == ZoneSource::Offset);
        let date_context = self.date_context().with_known_offset(stated.map(|date| date.offset));
        match dates.year_anchor() {
            Some(anchor) => date_context.with_year_near(anchor),
            None => date_context,
        }
    }

    /// A time inside the entry's long text, in any notation.
    pub(super) fn parse_time(
        &mut self,
        entry: &Entry<'_>,
        text: &str,
        date_context: &DateContext,
    ) -> Option<DateTime<Utc>> {
        self.parse_time_of(entry, entry.body_field(), text, date_context).map(|time| time.at)
    }

    fn parse_time_of(
        &mut self,
        entry: &Entry<'_>,
        field: &str,
        text: &str,
        date_context: &DateContext,
    ) -> Option<ResolvedTime> {
        let parsed = datetime::parse(text, date_context);
        // Nearly every time is read without a warning, and then no path is needed.
        if let Ok(time) = &parsed
            && time.warnings.is_empty()
        {
            return parsed.ok();
        }
        let path = self.path(entry, field).to_string();
        match parsed {
            Ok(time) => {
                for diagnostic in time.diagnostics(&path, text) {
                    self.report(entry, diagnostic);
                }
                Some(time)
            }
            Err(error) => {
                self.report(entry, error.diagnostic(&path, text));
                None
            }
        }
    }

    /// Two times with a dash between them, inside the entry's long text: `Jan 16, 12:00 - 16:00 GMT`.
    pub(super) fn parse_range(
        &mut self,
        entry: &Entry<'_>,
        text: &str,
        date_context: &DateContext,
    ) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        match datetime::range::parse(text, date_context) {
            Ok((start, end)) => {
                self.report_date_warnings(entry, text, &start);
                self.report_date_warnings(entry, text, &end);
                Some((start.at, end.at))
            }
            Err(error) => {
                let path = self.path(entry, entry.body_field()).to_string();
                self.report(entry, error.diagnostic(&path, text));
                None
            }
        }
    }

    /// Reports what is uncertain about a time that was read.
    pub(super) fn report_date_warnings(&mut self, entry: &Entry<'_>, text: &str, time: &ResolvedTime) {
        if !time.warnings.is_empty() {
            let path = self.path(entry, entry.body_field()).to_string();
            for diagnostic in time.diagnostics(&path, text) {
                self.report(entry, diagnostic);
            }
        }
    }

    /// The meaning of an update's word. An unknown one is kept as it is, and reported.
    pub(super) fn update_word(&mut self, entry: &Entry<'_>, field: &str, word: &str) -> UpdateWord {
        vocabulary::find_update_word(word).unwrap_or_else(|| {
            UpdateWord::Status(IncidentStatus::from(self.keep_unknown_word(entry, field, word)))
        })
    }

    fn keep_unknown_word<'w>(&mut self, entry: &Entry<'_>, field: &str, word: &'w str) -> &'w str {
        let path = self.path(entry, field);
        self.with_span(entry, |context| context.report_unknown(word.trim(), "an incident's status", path));
        word.trim()
    }

    /// The impact in a label; an unknown word is kept, and reported.
    pub(super) fn impact(&mut self, entry: &Entry<'_>, field: &str, word: &str) -> Option<Impact> {
        let path = self.path(entry, field);
        self.with_span(entry, |context| context.impact(Some(word), path))
    }

    /// The kind in a label; an unknown word is reported.
    pub(super) fn kind(&mut self, entry: &Entry<'_>, field: &str, word: &str) -> Option<IncidentKind> {
        let kind = labels::find_kind(word);
        if kind.is_none() {
            let path = self.path(entry, field);
            self.with_span(entry, |context| context.report_unknown(word, "a kind of incident", path));
        }
        kind
    }

    /// The status of a component in a label; an unknown word is kept, and reported.
    pub(super) fn component_status(
        &mut self,
        entry: &Entry<'_>,
        field: &str,
        word: &str,
    ) -> Option<ComponentStatus> {
        let path = self.path(entry, field);
        self.with_span(entry, |context| context.component_status(Some(word), path))
    }

    /// Reports a title whose label denies or weakens a status (`[Not resolved] Disk full`), or is not known where the titles of
    /// the feed have a status there (`[Fizzled] Disk full`).
    pub(super) fn report_unknown_label(&mut self, entry: &Entry<'_>, is_labelled: bool) {
        let title = entry.title();
        let unknown = || if is_labelled { labels::find_unknown_label(title) } else { None };
        if let Some(label) = labels::find_qualified_status(title).or_else(unknown) {
            self.keep_unknown_word(entry, "title", label);
        }
    }

    /// A component with its status, from `Login (Partial outage)`.
    pub(super) fn component_with_status(&mut self, entry: &Entry<'_>, text: &str) -> AffectedComponent {
        let Some((name, word)) = text.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) else {
            return AffectedComponent::new(text);
        };
        let mut component = AffectedComponent::new(name.trim());
        component.status = self.component_status(entry, entry.body_field(), word.trim());
        component
    }

    /// A snapshot of this feed without incidents: its source, its vendor, and the coverage of a feed.
    pub(super) fn new_snapshot(&mut self, feed: &Feed<'_>) -> Snapshot {
        let coverage = Coverage::new(Extent::None, Extent::Recent, Extent::Recent);
        let mut source = Source::new(self.format, coverage);
        if let Some(text) = feed.updated.as_deref() {
            let path = &format!("/{}", feed.updated_field);
            let parsed = datetime::parse(text, &self.date_context());
            source.as_of = self.context.written_instant(parsed, text, path);
        }
        self.as_of = source.as_of;
        let is_cut = self.decoder.issues.is_truncated();
        self.cut_entry = feed.entries.last().map(|entry| entry.index).filter(|_| is_cut);
        self.lacks_newer_entries = (is_cut || feed.has_more_entries) && self.runs_forward(feed);
        let mut vendor = Vendor::default();
        vendor.name = vendor::name(feed.title.as_deref(), feed.author.as_deref());
        vendor.url = feed.link.as_deref().map(Link::from);
        Snapshot::new(source).with_vendor(vendor)
    }

    /// Whether the entries run from the oldest to the newest, by the dates of the first and the last.
    fn runs_forward(&self, feed: &Feed<'_>) -> bool {
        let date = |entry: &Entry<'_>| {
            let text = entry.published.as_deref().or(entry.updated.as_deref())?;
            datetime::parse(text, &self.date_context()).ok().map(|date| date.at)
        };
        let first = feed.entries.iter().find_map(date);
        first.is_some() && first < feed.entries.iter().rev().find_map(date)
    }

    /// Takes back the end of an incident that was brought together from entries, if newer ones may be missing.
    pub(super) fn settle_group(&self, incident: &mut Incident) {
        if self.lacks_newer_entries {
            take_back_end(incident);
        }
    }

    /// Takes back the end of an incident whose updates run from the oldest to the newest, if the document ends in them.
    pub(super) fn settle_oldest_first(&self, entry: &Entry<'_>, incident: &mut Incident) {
        if self.cut_entry == Some(entry.index) {
            take_back_end(incident);
        }
    }

    /// An incident with the title and the link of an entry, and, where the caller wants it, its source text.
    pub(super) fn new_incident(&self, id: impl Into<String>, entry: &Entry<'_>) -> Incident {
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

    /// Reports what was wrong with the markup.
    pub(super) fn finish(self) {
        for diagnostic in self.decoder.issues.into_diagnostics(element_name(self.format)) {
            self.context.report(diagnostic);
        }
    }
}

/// An update that is missing may have opened the incident again.
fn take_back_end(incident: &mut Incident) {
    if incident.is_over() {
        incident.status = None;
        incident.resolved_at = None;
    }
}

/// The path of a field of an entry: `/entry/3/published`. It is formatted only where something is reported.
#[derive(Debug, Clone, Copy)]
pub(super) struct EntryPath<'f> {
    element: &'static str,
    index: usize,
    field: &'f str,
}

impl fmt::Display for EntryPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/{}", self.element, self.index)?;
        if self.field.is_empty() { Ok(()) } else { write!(f, "/{}", self.field) }
    }
}

/// The name of an entry's element.
fn element_name(format: Format) -> &'static str {
    match format {
        Format::Atom => "entry",
        Format::JsonFeed => "items",
        _ => "item",
    }
}
