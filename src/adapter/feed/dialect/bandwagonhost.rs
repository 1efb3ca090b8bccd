//! BandwagonHost: one entry for each issue, updates appended to its text; `published` is the start.

use super::Dialect;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::identity::Identities;
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::feed::words::{self, Word};
use crate::model::{IncidentStatus, RichText, Snapshot, Update};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("bandwagonhost"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.sample().any(|entry| number(entry).is_some())
}

/// The number in `issue.php?id=1785907793`.
fn number<'e>(entry: &'e Entry<'_>) -> Option<&'e str> {
    let (_, number) = entry.link().split_once("/issue.php?id=")?;
    number.bytes().all(|b| b.is_ascii_digit()).then_some(number).filter(|number| !number.is_empty())
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    let identities = Identities::of(feed);
    for (n, entry) in feed.entries.iter().enumerate() {
        let id = number(entry).map_or_else(|| identities.id(entry), str::to_owned);
        let mut incident = scribe.incident(id, entry);
        let labelled = words::labelled(entry.title());
        let dates = scribe.dates(n, entry);
        let text = scribe.story(n, entry);
        let html = entry.story().is_some_and(|story| story.html);
        let body = if html { RichText::html(text.trim()) } else { RichText::text(text.trim()) };
        // All updates stand in one text, without times.
        incident.updates.push(Update::default().with_body(body));
        incident.started_at = dates.published_at();
        incident.updated_at = dates.updated_at();
        incident.title = Some(labelled.title.to_owned());
        incident.status = match labelled.word {
            Some(Word::State(state)) => Some(state),
            _ => Some(IncidentStatus::Open),
        };
        snapshot.incidents.push(incident);
    }
    snapshot
}
