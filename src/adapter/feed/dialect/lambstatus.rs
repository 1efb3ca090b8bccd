//! LambStatus: Statuspage's blocks with a year, the newest first, in `content:encoded` alone.
//!
//! ```html
//! <p><small>May 13, 2017, 06:45 UTC</small><br><strong>Scheduled</strong> - We move the disks.</p>
//! ```

use super::{Dialect, Entries, schedule_at_publication, updates};
use crate::adapter::feed::blocks;
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::{provider, timeline};
use crate::model::{Incident, IncidentKind};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::LAMBSTATUS),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: |entry| entry.link_id(|_| true), translate },
};

/// Its generator is a library that others use too, so that there must be blocks as well.
fn matches(feed: &Feed<'_>) -> bool {
    feed.generator.as_deref() == Some("Feed for Node.js")
        && feed.sample().any(|entry| {
            let is_linked = entry.link().contains("/incidents/") || entry.link().contains("/maintenances/");
            is_linked && entry.body().is_some_and(|body| body.contains_raw("<small>"))
        })
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = context.entry_dates(entry);
    let date_context = context.entry_date_context(&dates);
    let html = context.body(entry);
    let updates = updates::from_blocks(context, entry, &blocks::split_timed(&html), &date_context);
    if entry.link().contains("/maintenances/") {
        incident.kind = IncidentKind::Maintenance;
    }
    timeline::apply_updates(incident, updates);
    incident.updated_at = incident.updated_at.or(dates.published_at());
    schedule_at_publication(incident, &dates);
}
