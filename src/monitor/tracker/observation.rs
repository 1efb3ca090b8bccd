//! One snapshot being taken in: what the comparisons know of it, and the events that they found.

use std::collections::VecDeque;
use std::fmt::Display;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use super::source::{SourceId, Sources, document_time};
use crate::model::{Impact, IncidentKind, Snapshot};
use crate::monitor::{Event, EventKind};

/// One snapshot being taken in.
pub(super) struct Observation<'a> {
    pub snapshot: &'a Snapshot,
    pub sources: &'a Sources,
    pub source: SourceId,
    /// Counts the snapshots taken in, this one included.
    pub number: u64,
    pub log: EventLog<'a>,
}

impl Observation<'_> {
    /// When the document was true.
    pub(super) fn time(&self) -> Option<DateTime<Utc>> {
        document_time(&self.snapshot.source)
    }
}

/// The events of one call, with the keys that are taken.
pub(super) struct EventLog<'a> {
    page: &'a str,
    observed_at: Option<DateTime<Utc>>,
    recent_keys: &'a mut RecentKeys,
    events: Vec<Event>,
}

/// What an event is about.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Incident { id: &'a str, kind: IncidentKind, title: Option<&'a str>, impact: Option<&'a Impact> },
    Component { id: &'a str, name: Option<&'a str> },
    Page { aspect: &'static str },
}

/// The values of an event that differ from kind to kind.
#[derive(Default)]
pub(super) struct Change<'a> {
    pub at: Option<DateTime<Utc>>,
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    /// What distinguishes the event from others of its kind and thread.
    pub key: String,
}

impl<'a> EventLog<'a> {
    pub(super) fn new(
        page: &'a str,
        observed_at: Option<DateTime<Utc>>,
        recent_keys: &'a mut RecentKeys,
    ) -> Self {
        Self { page, observed_at, recent_keys, events: Vec::new() }
    }

    /// Adds an event. Its key is `thread/kind/detail`, and is made unique among the recent ones.
    pub(super) fn push(&mut self, kind: EventKind, subject: Subject<'_>, change: &Change<'_>) {
        let thread = thread(self.page, subject);
        let mut key = format!("{thread}/{kind}");
        if !change.key.is_empty() {
            key.push('/');
            key.push_str(&change.key);
        }
        let (incident, component, title, impact) = match subject {
            Subject::Incident { id, title, impact, .. } => (Some(id), None, title, impact),
            Subject::Component { id, name } => (None, Some(id), name, None),
            Subject::Page { .. } => (None, None, None, None),
        };
        self.events.push(Event {
            at: change.at,
            observed_at: self.observed_at,
            kind,
            key: self.recent_keys.make_unique(&key),
            thread,
            incident: incident.map(str::to_owned),
            component: component.map(str::to_owned),
            from: change.from.map(str::to_owned),
            to: change.to.map(str::to_owned),
            title: title.map(str::to_owned),
            impact: impact.cloned(),
        });
    }

    /// The events by time; those of one time, and those without one, in the order in which they were found.
    pub(super) fn into_events(mut self) -> Vec<Event> {
        self.events.sort_by_key(|event| event.at.unwrap_or(DateTime::<Utc>::MAX_UTC));
        self.events
    }
}

/// The text that is common to all events of one subject.
pub(super) fn thread(page: &str, subject: Subject<'_>) -> String {
    match subject {
        Subject::Incident { id, kind: IncidentKind::Incident, .. } => format!("{page}/incident/{id}"),
        Subject::Incident { id, kind: IncidentKind::Maintenance, .. } => format!("{page}/maintenance/{id}"),
        Subject::Component { id, .. } => format!("{page}/component/{id}"),
        Subject::Page { aspect } => format!("{page}/{aspect}"),
    }
}

/// An instant in a key: `2026-03-08T04:21:39Z`.
pub(super) fn instant_key(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| "-".to_owned(), |at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// An instant and a value in a key.
pub(super) fn change_key(at: Option<DateTime<Utc>>, value: Option<impl Display>) -> String {
    let at = instant_key(at);
    value.map_or_else(|| at.clone(), |value| format!("{at}/{value}"))
}

/// The keys of the last events, as hashes. What happens twice at one instant (a component that flips and flips back
/// within one `as_of`) gets a number, so that no two events share a key.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct RecentKeys(VecDeque<u64>);

/// A key repeats only within one instant of a document; a large document brings fewer events than this.
const RECENT_KEYS: usize = 64;

impl RecentKeys {
    fn make_unique(&mut self, key: &str) -> String {
        let mut unique = key.to_owned();
        let mut number = 1_u32;
        while self.0.contains(&Fingerprint::of(&unique)) {
            number = number.saturating_add(1);
            unique = format!("{key}#{number}");
        }
        if self.0.len() == RECENT_KEYS {
            self.0.pop_front();
        }
        self.0.push_back(Fingerprint::of(&unique));
        unique
    }
}
