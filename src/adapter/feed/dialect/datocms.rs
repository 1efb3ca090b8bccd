//! `DatoCMS`: blocks without times, the newest first, with a long dash and paragraphs in paragraphs.
//!
//! ```html
//! <p><strong>Resolved</strong> — <p>All images load again.</p></p>
//! ```

use super::{Dialect, Entries, schedule_at_publication, updates};
use crate::adapter::feed::blocks;
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::{provider, timeline};
use crate::model::Incident;

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::DATOCMS),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: |_| None, translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    let mut bodies = feed.sample().filter_map(Entry::body);
    bodies.any(|body| body.decode_for_detection().contains("</strong> — <p>"))
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = context.entry_dates(entry);
    let date_context = context.entry_date_context(&dates);
    let html = context.body(entry);
    let updates = updates::from_blocks(context, entry, &blocks::split_untimed(&html), &date_context);
    timeline::apply_updates(incident, updates);
    schedule_at_publication(incident, &dates);
    if incident.scheduled.is_none() {
        incident.updated_at = dates.latest();
    }
}
