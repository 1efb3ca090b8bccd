//! LambStatus: Statuspage's blocks with the year in them, in `content:encoded` alone.

use super::{Dialect, each_entry, steps};
use crate::adapter::feed::blocks;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::translate::timeline;
use crate::model::{Incident, IncidentKind, IncidentStatus, Schedule, Snapshot};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("lambstatus"), knows, read };

/// Its generator is a library that others use too: the blocks have to be there.
fn knows(feed: &Feed<'_>) -> bool {
    feed.generator.as_deref() == Some("Feed for Node.js")
        && feed.sample().any(|entry| {
            let linked = entry.link().contains("/incidents/") || entry.link().contains("/maintenances/");
            linked && entry.story().is_some_and(|story| story.mentions("<small>"))
        })
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    each_entry(feed, scribe, |entry| Some(entry.link_tail()).filter(|code| !code.is_empty()), fill)
}

fn fill(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = scribe.dates(n, entry);
    let context = scribe.inside(&dates);
    let html = scribe.story(n, entry);
    let told = blocks::timed(&html);
    let steps = steps::of_blocks(scribe, n, entry, &told, &context);
    if entry.link().contains("/maintenances/") {
        incident.kind = IncidentKind::Maintenance;
    }
    timeline::apply_updates(incident, steps);
    incident.updated_at = incident.updated_at.or(dates.published_at());
    // While it is ahead, the entry's date is the planned start.
    if incident.is_maintenance() && incident.status == Some(IncidentStatus::Scheduled) {
        incident.scheduled = dates.published_at().map(|start| Schedule::new(Some(start), None));
    }
}
