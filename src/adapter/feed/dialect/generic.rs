//! Any other feed: entries are incidents with what is certain, and nothing is invented.
//!
//! A status word counts only where it stands as a label: before or behind the title, behind `Status:` in the body, or in
//! bold type before it. An entry's date is the time of its one update, never a start.

use super::{Dialect, each_entry};
use crate::adapter::feed::blocks;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::feed::words::{self, Word};
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::model::{Incident, IncidentStatus, RichText, Snapshot, Update};
use crate::text::detect::detect_format;

pub(super) static DIALECT: Dialect = Dialect { provider: None, knows, read };

fn knows(_: &Feed<'_>) -> bool {
    true
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    each_entry(feed, scribe, |_| None, fill)
}

/// What an entry says for certain.
pub(super) fn fill(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = scribe.dates(n, entry);
    let labelled = words::labelled(entry.title());
    let text = scribe.story(n, entry);
    let text = text.trim();
    let body = body(entry, text);
    if labelled.word.is_some() {
        incident.title = Some(labelled.title.to_owned());
    }
    let status = match labelled.word {
        Some(Word::State(state)) => Some(state),
        _ => stated(&body).or_else(|| leading(&body)),
    };
    incident.updated_at = dates.latest();
    let update = Update { at: dates.latest(), status, body: Some(body), ..Update::default() };
    let told = UpdateEntry::new(update);
    timeline::apply_updates(incident, vec![told]);
    if text.is_empty() {
        incident.updates.clear();
    }
    // What the entry's date means is not known: it is neither a start nor an end.
    (incident.started_at, incident.resolved_at) = (None, None);
}

/// RSS does not say how a text is written: HTML by habit, but many write plain text.
pub(super) fn body(entry: &Entry<'_>, text: &str) -> RichText {
    if !entry.story().is_some_and(|story| story.html) {
        return RichText::text(text);
    }
    if text.contains('&') { RichText::html(text) } else { RichText::new(detect_format(text), text) }
}

/// The word in bold type with which the body begins.
fn leading(body: &RichText) -> Option<IncidentStatus> {
    state(blocks::leading(&body.raw)?.0)
}

fn state(word: &str) -> Option<IncidentStatus> {
    match words::known(word)? {
        Word::State(state) => Some(state),
        Word::Update => None,
    }
}

/// The word behind `Status:` at the start of a line.
fn stated(body: &RichText) -> Option<IncidentStatus> {
    if !body.raw.contains("tatus:") {
        return None;
    }
    let text = body.plain();
    let line = text.lines().find_map(|line| {
        let line = line.trim();
        line.strip_prefix("Status:").or_else(|| line.strip_prefix("Current status:"))
    })?;
    state(line.trim().trim_end_matches('.'))
}
