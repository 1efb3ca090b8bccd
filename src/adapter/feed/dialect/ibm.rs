//! IBM Cloud: one entry for each event, with labelled lines after its text and times as JavaScript prints them.
//!
//! ```text
//! <p>Disks fail.</p> Type: incident <br /> Regions: us-south <br /> Resources: is.instance <br />
//! Outage Start: Mon Oct 06 2026 09:00:00 GMT+0000 <br /> Outage End: … Update Time: …
//! ```

use super::{Dialect, Entries};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::labels::{distinct, line_value};
use crate::adapter::translate::provider;
use crate::model::{AffectedComponent, Incident, IncidentKind, IncidentStatus, RichText, Schedule, Update};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::IBM),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: |_| None, translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    let mut bodies = feed.sample().filter_map(Entry::body);
    bodies.any(|body| body.contains_raw("Type:") && body.contains_raw("Update Time:"))
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let html = context.body(entry);
    // The labels begin after the last paragraph.
    let (body, labels) = match html.rfind("Type:").and_then(|at| html.split_at_checked(at)) {
        Some((body, labels)) => (body.trim(), labels),
        None => (html.trim(), ""),
    };
    let text = RichText::html(labels).plain();
    let date_context = context.date_context();
    let mut time = |label: &str| context.parse_time(entry, line_value(&text, label)?, &date_context);
    let (start, end, updated) = (time("Outage Start:"), time("Outage End:"), time("Update Time:"));
    let resources = line_value(&text, "Resources:").unwrap_or_default().split(',').map(str::trim);
    incident.components = distinct(resources.map(|id| AffectedComponent::new(id).with_id(id)));
    incident.updated_at = updated.or_else(|| context.entry_dates(entry).latest());
    match line_value(&text, "Type:") {
        Some("maintenance") => {
            incident.kind = IncidentKind::Maintenance;
            if start.is_some() || end.is_some() {
                incident.scheduled = Some(Schedule::new(start, end));
            }
        }
        Some("incident") => {
            incident.started_at = start;
            incident.resolved_at = end;
            incident.status = Some(match end {
                Some(_) => IncidentStatus::Resolved,
                None => IncidentStatus::Open,
            });
        }
        // An announcement is neither, and has no status.
        Some("announcement") | None => {}
        Some(word) => {
            context.kind(entry, entry.body_field(), word);
        }
    }
    let update = Update::default().with_body(RichText::html(body));
    incident.updates.push(Update { at: incident.updated_at, ..update });
}
