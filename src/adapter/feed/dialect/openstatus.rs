//! OpenStatus: `STATUS - title`, and one line for each step (`Status: message.`) without times, the oldest first.

use super::{Dialect, each_entry, steps};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::feed::words::{self, Word};
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::model::{Incident, IncidentKind, IncidentStatus, RichText, Snapshot};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("openstatus"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.sample().any(|entry| {
        entry.link().contains("/events/report/") || entry.link().contains("/events/maintenance/")
    })
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    each_entry(feed, scribe, |entry| Some(entry.link_tail()).filter(|report| !report.is_empty()), fill)
}

fn fill(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, incident: &mut Incident) {
    let labelled = words::labelled(entry.title());
    let title = labelled.title;
    incident.title = Some(title.strip_prefix("Maintenance - ").unwrap_or(title).to_owned());
    let dates = scribe.dates(n, entry);
    let html = scribe.story(n, entry);
    let most = scribe.context.limits().updates;
    let mut told: Vec<(bool, UpdateEntry)> = paragraphs(&html).take(most).map(step).collect();
    if told.iter().all(|(has_word, _)| !has_word) {
        told = vec![(false, steps::step(None, dates.latest(), RichText::html(html.trim())))];
    }
    if entry.link().contains("/events/maintenance/") {
        incident.kind = IncidentKind::Maintenance;
    }
    incident.status = match labelled.word {
        Some(Word::State(state)) if state != IncidentStatus::Open => Some(state),
        _ => None,
    };
    timeline::apply_updates(incident, told.into_iter().rev().map(|(_, step)| step).collect());
    // No step has a time: when it began and ended is not said.
    incident.started_at = None;
    incident.resolved_at = None;
    incident.updated_at = dates.latest();
}

/// Paragraphs, by blank lines or by markup.
fn paragraphs(html: &str) -> impl Iterator<Item = &str> {
    html.split("\n\n")
        .flat_map(|part| part.split("</p>"))
        .map(|part| {
            let part = part.trim();
            part.strip_prefix("<p>").unwrap_or(part).trim()
        })
        .filter(|part| !part.is_empty())
}

/// A step, and whether a status word stands in front of it.
fn step(paragraph: &str) -> (bool, UpdateEntry) {
    let labelled = paragraph.split_once(": ").and_then(|(word, rest)| Some((words::known(word)?, rest)));
    match labelled {
        Some((word, rest)) => (true, steps::step(Some(word), None, RichText::html(rest.trim()))),
        None => (false, steps::step(None, None, RichText::html(paragraph))),
    }
}
