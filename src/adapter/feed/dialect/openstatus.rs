//! `OpenStatus`: `STATUS - title`, and one line for each update, without times, the oldest first.
//!
//! ```xml
//! <item>
//!   <title>RESOLVED - Checks are late</title>
//!   <link>https://status.acme.example/events/report/42</link>
//!   <description>Investigating: We look into it.
//!
//! Resolved: All works.</description>
//! </item>
//! ```

use super::{Dialect, Entries, updates};
use crate::adapter::feed::blocks;
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::labels;
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::translate::vocabulary::UpdateWord;
use crate::model::{Incident, IncidentKind, IncidentStatus, RichText};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::OPENSTATUS),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: |entry| entry.link_id(|_| true), translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    feed.sample().any(|entry| entry.link().contains("/events/report/") || is_maintenance(entry))
}

fn is_maintenance(entry: &Entry<'_>) -> bool {
    entry.link().contains("/events/maintenance/")
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let title = labels::split_title(entry.title(), false);
    incident.title = Some(title.title.strip_prefix("Maintenance - ").unwrap_or(title.title).to_owned());
    let dates = context.entry_dates(entry);
    let html = context.body(entry);
    let mut all: Vec<(bool, UpdateEntry)> =
        paragraphs(&html).map(|paragraph| read_paragraph(context, entry, paragraph)).collect();
    // The oldest come first, so that the newest are kept.
    let max = context.context.limits().updates;
    let path = context.path(entry, entry.body_field());
    context.context.report_over_limit(all.len(), max, "updates (updates)", path);
    all.drain(..all.len().saturating_sub(max));
    if all.iter().all(|(has_word, _)| !has_word) {
        all = vec![(false, updates::new_update(None, dates.latest(), RichText::html(html.trim())))];
    }
    if is_maintenance(entry) {
        incident.kind = IncidentKind::Maintenance;
    }
    let status = title.word.and_then(UpdateWord::into_status);
    incident.status = status.filter(|status| *status != IncidentStatus::Open);
    timeline::apply_updates(incident, all.into_iter().rev().map(|(_, update)| update).collect());
    // No update has a time: start and end are not stated.
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

/// An update, and whether it begins with a status word.
fn read_paragraph(
    context: &mut FeedContext<'_, '_>,
    entry: &Entry<'_>,
    paragraph: &str,
) -> (bool, UpdateEntry) {
    let labelled = paragraph.split_once(": ").filter(|(word, _)| blocks::is_word(word));
    match labelled {
        Some((word, rest)) => {
            let word = context.update_word(entry, entry.body_field(), word);
            (true, updates::new_update(Some(word), None, RichText::html(rest.trim())))
        }
        None => (false, updates::new_update(None, None, RichText::html(paragraph))),
    }
}
