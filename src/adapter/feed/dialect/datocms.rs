//! DatoCMS: blocks without times, the newest first, with a long dash and paragraphs inside paragraphs.

use super::{Dialect, each_entry, steps};
use crate::adapter::feed::blocks;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::feed::words;
use crate::adapter::translate::timeline;
use crate::model::{Incident, IncidentStatus, Schedule, Snapshot};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("datocms"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.sample().filter_map(Entry::story).any(|story| story.glance().contains("</strong> — <p>"))
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    each_entry(feed, scribe, |_| None, fill)
}

fn fill(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = scribe.dates(n, entry);
    let context = scribe.inside(&dates);
    let html = scribe.story(n, entry);
    let told = blocks::untimed(&html, |word| words::known(word).is_some());
    let steps = steps::of_blocks(scribe, n, entry, &told, &context);
    timeline::apply_updates(incident, steps);
    if incident.is_maintenance() && incident.status == Some(IncidentStatus::Scheduled) {
        // While it is ahead, the entry's date is the planned start.
        incident.scheduled = dates.published_at().map(|start| Schedule::new(Some(start), None));
    } else {
        incident.updated_at = dates.latest();
    }
}
