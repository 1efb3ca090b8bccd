//! IBM Cloud: one entry for each event, labelled lines behind its text, times as JavaScript prints them.

use super::{Dialect, each_entry};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::model::{
    AffectedComponent, Incident, IncidentKind, IncidentStatus, RichText, Schedule, Snapshot, Update,
};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("ibm"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.sample().any(|entry| {
        entry.story().is_some_and(|text| text.mentions("Type:") && text.mentions("Update Time:"))
    })
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    each_entry(feed, scribe, |_| None, fill)
}

fn fill(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, incident: &mut Incident) {
    let html = scribe.story(n, entry);
    // The labels begin behind the last paragraph.
    let (body, labels) = match html.rfind("Type:").and_then(|at| html.split_at_checked(at)) {
        Some((body, labels)) => (body.trim(), labels),
        None => (html.trim(), ""),
    };
    let text = RichText::html(labels).plain();
    let line = |label: &str| text.lines().find_map(|line| line.trim().strip_prefix(label)).map(str::trim);
    let context = scribe.blank();
    let mut time = |label: &str| {
        let text = line(label).filter(|text| !text.is_empty())?;
        scribe.time(n, entry, entry.story_field(), text, &context).map(|reading| reading.at)
    };
    let (start, end, updated) = (time("Outage Start:"), time("Outage End:"), time("Update Time:"));
    if let Some(resources) = line("Resources:") {
        let names = resources.split(',').map(str::trim).filter(|name| !name.is_empty());
        incident.components = names.map(|name| AffectedComponent::new(name).with_id(name)).collect();
    }
    incident.updated_at = updated.or_else(|| scribe.dates(n, entry).latest());
    match line("Type:") {
        Some("maintenance") => {
            incident.kind = IncidentKind::Maintenance;
            if start.is_some() || end.is_some() {
                incident.scheduled = Some(Schedule::new(start, end));
            }
        }
        Some("incident") => {
            incident.started_at = start;
            incident.resolved_at = end;
            incident.status =
                Some(if end.is_some() { IncidentStatus::Resolved } else { IncidentStatus::Open });
        }
        _ => {}
    }
    let mut update = Update::default().with_body(RichText::html(body));
    update.at = incident.updated_at;
    incident.updates.push(update);
}
