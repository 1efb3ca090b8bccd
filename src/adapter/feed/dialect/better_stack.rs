//! Better Stack: one item for each update, gathered into incidents.
//!
//! What people report has a page of its own, `/incident/<token>`, which all its items link to; each says what was written,
//! and no state. What a monitor finds has no page: two items, "X went down" and "X recovered", share one `guid`.
//! `pubDate` is the update's time; of planned work that was announced it may lie ahead.

use chrono::{DateTime, Utc};

use super::gathering::{Group, Groups};
use super::{Dialect, generic, steps};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::feed::words::Word;
use crate::adapter::translate::timeline;
use crate::model::{AffectedComponent, Incident, IncidentStatus, Snapshot};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("better-stack"), knows, read };

/// What stands before the vendor's name in the feed's title.
const TITLE: &str = "Incidents | ";

fn knows(feed: &Feed<'_>) -> bool {
    feed.title.as_deref().is_some_and(|title| title.starts_with(TITLE))
        || feed.sample().any(|entry| {
            let marked = entry.id().strip_prefix(entry.link()).is_some_and(|rest| rest.starts_with('#'));
            marked && (report(entry).is_some() || found(entry.title()).is_some())
        })
}

/// The token of the report that an item belongs to.
fn report<'e>(entry: &'e Entry<'_>) -> Option<&'e str> {
    let (_, token) = entry.link().split_once("/incident/")?;
    Some(token.trim_end_matches('/')).filter(|token| !token.is_empty())
}

/// The monitor in the title of what it found, and whether it is well again.
fn found(title: &str) -> Option<(&str, IncidentStatus)> {
    let down = title.strip_suffix(" went down").map(|monitor| (monitor, IncidentStatus::Open));
    down.or_else(|| title.strip_suffix(" recovered").map(|monitor| (monitor, IncidentStatus::Resolved)))
}

/// One update.
struct Member<'e, 'f> {
    n: usize,
    entry: &'e Entry<'f>,
    at: Option<DateTime<Utc>>,
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    if let Some(name) = feed.title.as_deref().and_then(|title| title.strip_prefix(TITLE)) {
        snapshot.vendor.name = Some(name.trim().to_owned());
    }
    let mut groups = Groups::new();
    for (n, entry) in feed.entries.iter().enumerate() {
        let at = scribe.dates(n, entry).published_at();
        let key = report(entry).unwrap_or_else(|| entry.id());
        groups.put(key, Member { n, entry, at }, |_| true);
    }
    for group in groups.into_groups() {
        let incident = gathered(scribe, group);
        snapshot.incidents.extend(incident);
    }
    snapshot
}

fn gathered(scribe: &mut Scribe<'_, '_>, group: Group<Member<'_, '_>>) -> Option<Incident> {
    let Group { key, mut members } = group;
    // The newest first, as in the document where times are equal.
    members.sort_by_key(|member| std::cmp::Reverse(member.at));
    let (newest, oldest) = (members.first()?.entry, members.last()?.entry);
    let id = key.rsplit_once('#').map_or(key.as_str(), |(_, hash)| hash);
    let mut incident = scribe.incident(id.to_owned(), newest);
    if let Some((monitor, _)) = found(oldest.title()) {
        incident.title = Some(oldest.title().to_owned());
        incident.components.push(AffectedComponent::new(monitor));
        // It links to the page as a whole.
        incident.url = None;
    }
    let mut told = Vec::with_capacity(members.len());
    for Member { n, entry, at } in &members {
        let text = scribe.story(*n, entry);
        let text = text.trim();
        let word = found(entry.title()).map(|(_, state)| Word::State(state));
        let mut step = steps::step(word, *at, generic::body(entry, text));
        step.update.body = step.update.body.filter(|_| !text.is_empty());
        told.push(step);
    }
    timeline::apply_updates(&mut incident, told);
    Some(incident)
}
