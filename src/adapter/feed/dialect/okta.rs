//! Okta: one entry for each incident, with its last message. The title is a category, which tells harm and state.

use super::Dialect;
use crate::adapter::feed::format::{Entry, Feed, tail};
use crate::adapter::feed::identity::Identities;
use crate::adapter::feed::scribe::Scribe;
use crate::model::{Impact, IncidentStatus, RichText, Snapshot, Update};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("okta"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.title.as_deref() == Some("Okta Status")
        || feed.sample().any(|entry| is_record(tail(entry.id())) && entry.link().contains("#incident/"))
}

/// The 18 letters and digits of a Salesforce record.
fn is_record(text: &str) -> bool {
    text.len() == 18 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    let identities = Identities::of(feed);
    for (n, entry) in feed.entries.iter().enumerate() {
        let id = match tail(entry.id()) {
            "" => identities.id(entry),
            record => record.to_owned(),
        };
        let mut incident = scribe.incident(id, entry);
        let at = scribe.dates(n, entry).latest();
        let (category, resolved) = match entry.title().strip_prefix("Resolved ") {
            Some(category) => (category, true),
            None => (entry.title(), false),
        };
        incident.title = (!category.is_empty()).then(|| category.to_owned());
        incident.impact = impact(category);
        let body = body(scribe, n, entry);
        let mut update = Update::default().with_body(body);
        update.at = at;
        if resolved {
            update.status = Some(IncidentStatus::Resolved);
            incident.resolved_at = at;
        }
        incident.status = Some(if resolved { IncidentStatus::Resolved } else { IncidentStatus::Open });
        incident.updated_at = at;
        incident.updates.push(update);
        snapshot.incidents.push(incident);
    }
    snapshot
}

fn body(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>) -> RichText {
    let html = entry.story().is_some_and(|text| text.html);
    let text = scribe.story(n, entry);
    if html { RichText::html(text.trim()) } else { RichText::text(text.trim()) }
}

fn impact(category: &str) -> Option<Impact> {
    match category {
        "Service Disruption" => Some(Impact::Major),
        "Feature Disruption" | "Service Degradation" | "Feature Degradation" => Some(Impact::Minor),
        _ => None,
    }
}
