//! Status.io: blocks with the whole date, the oldest first. The link says which of them are maintenances.
//!
//! ```html
//! <small>June 4, 2026 05:15 PDT</small><br /><b>Investigating</b> - Pulls are slow.<br /><br />
//! ```

use super::{Dialect, Entries, updates};
use crate::adapter::feed::blocks;
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::{provider, timeline};
use crate::model::{Incident, IncidentKind, IncidentStatus};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::STATUS_IO),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: |entry| entry.link_id(is_object_id), translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    feed.sample().any(|entry| {
        let link = entry.link();
        let is_page = link.contains("/pages/incident/") || link.contains("/pages/maintenance/");
        is_page && is_object_id(entry.link_segment())
    })
}

/// 24 hexadecimal digits.
fn is_object_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = context.entry_dates(entry);
    let date_context = context.entry_date_context(&dates);
    let html = context.body(entry);
    let mut updates = updates::from_blocks(context, entry, &blocks::split_timed(&html), &date_context);
    if entry.link().contains("/maintenance/") {
        incident.kind = IncidentKind::Maintenance;
    }
    for update in updates.iter_mut().map(|entry| &mut entry.update) {
        // Each block ends with two line breaks.
        if let Some(body) = &mut update.body {
            body.raw = blocks::trim_line_breaks(&body.raw).to_owned();
        }
        // "Active" is Status.io's word for work under way.
        if incident.kind == IncidentKind::Maintenance && update.status == Some(IncidentStatus::Open) {
            update.status = Some(IncidentStatus::InProgress);
        }
    }
    updates::refine_seconds(updates.last_mut(), dates.published_at());
    updates.reverse();
    timeline::apply_updates(incident, updates);
    context.settle_oldest_first(entry, incident);
    incident.updated_at = incident.updated_at.or(dates.published_at());
}
