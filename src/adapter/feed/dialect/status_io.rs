//! Status.io: blocks with the whole date, the oldest first; the link tells incidents and maintenances apart.

use super::{Dialect, each_entry, steps};
use crate::adapter::feed::blocks;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::translate::timeline;
use crate::model::{Incident, IncidentKind, IncidentStatus, Snapshot};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("status.io"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.sample().any(|entry| {
        let link = entry.link();
        let own = link.contains("/pages/incident/") || link.contains("/pages/maintenance/");
        own && is_object_id(entry.link_tail())
    })
}

/// 24 hexadecimal digits.
fn is_object_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    each_entry(feed, scribe, |entry| Some(entry.link_tail()).filter(|tail| is_object_id(tail)), fill)
}

fn fill(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = scribe.dates(n, entry);
    let context = scribe.inside(&dates);
    let html = scribe.story(n, entry);
    let told = blocks::timed(&html);
    let mut steps = steps::of_blocks(scribe, n, entry, &told, &context);
    for step in &mut steps {
        if let Some(body) = &mut step.update.body {
            body.raw.truncate(without_breaks(&body.raw).len());
        }
    }
    if entry.link().contains("/maintenance/") {
        incident.kind = IncidentKind::Maintenance;
        for step in &mut steps {
            // "Active" is Status.io's word for work under way.
            if step.update.status == Some(IncidentStatus::Open) {
                step.update.status = Some(IncidentStatus::InProgress);
            }
        }
    }
    steps::sharpen(steps.last_mut(), dates.published_at());
    steps.reverse();
    timeline::apply_updates(incident, steps);
    incident.updated_at = incident.updated_at.or(dates.published_at());
}

/// Each block ends with two line breaks.
fn without_breaks(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some(shorter) = ["<br />", "<br/>", "<br>"].iter().find_map(|tag| text.strip_suffix(tag)) {
        text = shorter.trim_end();
    }
    text
}
