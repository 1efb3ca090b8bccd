//! Azure: what is wrong at this moment. An empty feed means that nothing is listed, not that all is well.
//!
//! An entry has no status word and no history; its start stands in prose.

use super::Dialect;
use crate::adapter::feed::format::Feed;
use crate::adapter::feed::identity::Identities;
use crate::adapter::feed::scribe::Scribe;
use crate::model::{IncidentStatus, RichText, Snapshot, Update};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("azure"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.title.as_deref() == Some("Azure Status")
        || feed.sample().any(|e| {
            e.summary
                .as_ref()
                .is_some_and(|text| text.mentions("Impact Statement:") && text.mentions("Current Status:"))
        })
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    let identities = Identities::of(feed);
    for (n, entry) in feed.entries.iter().enumerate() {
        let mut incident = scribe.incident(identities.id(entry), entry);
        let at = scribe.dates(n, entry).latest();
        let html = scribe.story(n, entry);
        // Only a mitigated incident has a part that says how: whether it is over is then not known.
        if !html.contains("Mitigation:") {
            incident.status = Some(IncidentStatus::Open);
        }
        let mut update = Update::default().with_body(RichText::html(html.trim()));
        update.at = at;
        incident.updated_at = at;
        incident.updates.push(update);
        snapshot.incidents.push(incident);
    }
    snapshot
}
