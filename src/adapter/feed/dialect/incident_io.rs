//! incident.io: one entry for each incident, with its last update only.
//!
//! The body begins with `<b>Status: Resolved</b>` and ends with a list of the affected components in their *present*
//! state, in which rows may repeat. No start is stated.

use super::{Dialect, each_entry};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::feed::words;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::model::{
    AffectedComponent, ComponentStatus, Incident, IncidentStatus, RichText, Snapshot, Update,
};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("incident.io"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.generator.as_deref() == Some("incident.io")
        || feed.sample().any(|entry| entry.link().contains("/incidents/") && is_ulid(entry.link_tail()))
}

/// 26 characters of Crockford's base 32.
fn is_ulid(text: &str) -> bool {
    text.len() == 26
        && text
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'Z') && !matches!(b, b'I' | b'L' | b'O' | b'U'))
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    each_entry(feed, scribe, |entry| Some(entry.link_tail()).filter(|tail| is_ulid(tail)), body)
}

fn body(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, incident: &mut Incident) {
    let at = scribe.dates(n, entry).latest();
    let html = scribe.story(n, entry);
    let mut rest = html.trim();
    let mut status = None;
    if let Some((word, behind)) = rest.strip_prefix("<b>Status:").and_then(|rest| rest.split_once("</b>")) {
        status = state(scribe, n, entry, word.trim());
        rest = without_breaks(behind);
    }
    if let Some((text, list)) = rest.split_once("<b>Affected components</b>") {
        rest = text;
        incident.components = components(list);
    }
    let mut update = Update::default().with_body(RichText::html(without_breaks(rest)));
    (update.at, update.status) = (at, status);
    timeline::apply_updates(incident, vec![UpdateEntry::new(update)]);
    // The entry's date is that of its last update, never the start.
    incident.started_at = None;
}

/// incident.io's own words for maintenances stand beside those that all share.
fn state(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, word: &str) -> Option<IncidentStatus> {
    let own = match word.to_ascii_lowercase().replace(' ', "_").as_str() {
        "maintenance_scheduled" => Some(IncidentStatus::Scheduled),
        "maintenance_in_progress" => Some(IncidentStatus::InProgress),
        "maintenance_complete" | "maintenance_completed" => Some(IncidentStatus::Completed),
        _ => None,
    };
    if own.is_none() && words::known(word).is_none() {
        scribe.unknown_word(n, entry, entry.story_field(), word);
    }
    own.or_else(|| words::state(word))
}

/// Without the line breaks around a text.
fn without_breaks(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let fewer = ["<br/>", "<br />", "<br>"].iter().fold(text, |text, tag| {
            let text = text.strip_prefix(tag).unwrap_or(text);
            text.strip_suffix(tag).unwrap_or(text).trim()
        });
        if fewer.len() == text.len() {
            return text;
        }
        text = fewer;
    }
}

/// The rows `<li>Login (Partial outage)</li>`; one that repeats is one.
fn components(list: &str) -> Vec<AffectedComponent> {
    let mut found: Vec<AffectedComponent> = Vec::new();
    for row in list.split("<li>").skip(1) {
        let row = row.split("</li>").next().unwrap_or(row);
        let text = RichText::html(row).plain();
        let text = text.trim();
        let named = text.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
        let component = match named {
            Some((name, status)) => {
                AffectedComponent::new(name.trim()).with_status(component_status(status.trim()))
            }
            None => AffectedComponent::new(text),
        };
        if !text.is_empty() && !found.contains(&component) {
            found.push(component);
        }
    }
    found
}

fn component_status(word: &str) -> ComponentStatus {
    match word.to_ascii_lowercase().as_str() {
        "operational" => ComponentStatus::Operational,
        "degraded performance" | "degraded" => ComponentStatus::DegradedPerformance,
        "partial outage" => ComponentStatus::PartialOutage,
        "major outage" | "full outage" => ComponentStatus::MajorOutage,
        "under maintenance" | "maintenance" => ComponentStatus::UnderMaintenance,
        _ => ComponentStatus::from(word),
    }
}
