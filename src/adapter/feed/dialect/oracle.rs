//! Oracle Cloud: `Service | Region | code`, with one block in each entry, whose parts are not separated.
//!
//! ```html
//! <p><small>Oct<var data-var='date'>04</var><var data-var='time'>09:12</var> UTC</small><br><strong>Resolved</strong> - …</p>
//! ```

use super::{Dialect, Entries, updates};
use crate::adapter::feed::blocks;
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::{provider, timeline};
use crate::model::{AffectedComponent, Incident};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::ORACLE),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: |_| None, translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    let mut entries = feed.entries.iter();
    entries.any(|entry| entry.id().starts_with("ocid1.") || entry.link().contains("/#/incidents/ocid1."))
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = context.entry_dates(entry);
    let date_context = context.entry_date_context(&dates);
    let html = context.body(entry);
    let updates = updates::from_blocks(context, entry, &blocks::split_timed(&html), &date_context);
    if let Some((service, _)) = entry.title().split_once(" | ") {
        incident.components.push(AffectedComponent::new(service.trim()));
    }
    timeline::apply_updates(incident, updates);
    incident.updated_at = incident.updated_at.or(dates.latest());
}
