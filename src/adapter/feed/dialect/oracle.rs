//! Oracle Cloud: `Service | Region | code`, one block in each entry, whose parts run together.

use super::{Dialect, each_entry, steps};
use crate::adapter::feed::blocks;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::translate::timeline;
use crate::model::{AffectedComponent, Incident, Snapshot};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("oracle"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.entries
        .iter()
        .any(|entry| entry.id().starts_with("ocid1.") || entry.link().contains("/#/incidents/ocid1."))
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    each_entry(feed, scribe, |_| None, fill)
}

fn fill(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = scribe.dates(n, entry);
    let context = scribe.inside(&dates);
    let html = scribe.story(n, entry);
    let told = blocks::timed(&html);
    let steps = steps::of_blocks(scribe, n, entry, &told, &context);
    if let Some((service, _)) = entry.title().split_once(" | ") {
        incident.components.push(AffectedComponent::new(service.trim()));
    }
    timeline::apply_updates(incident, steps);
    incident.updated_at = incident.updated_at.or(dates.latest());
}
