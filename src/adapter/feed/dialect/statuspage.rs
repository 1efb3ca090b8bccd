//! Statuspage, in all its generations.
//!
//! One entry for each incident, its whole story in blocks, the newest first. `published` (`pubDate`) is the time of the
//! newest update, or the planned start while a maintenance has not begun; it is never the start of an incident.

use std::cell::LazyCell;

use chrono::{DateTime, Utc};

use super::{Dialect, steps};
use crate::adapter::feed::blocks::{self, Story};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::identity::Identities;
use crate::adapter::feed::scribe::{Dates, Scribe};
use crate::adapter::feed::words;
use crate::adapter::translate::ids::anonymous_id;
use crate::adapter::translate::timeline;
use crate::datetime::DateContext;
use crate::model::{Format, Incident, IncidentKind, IncidentStatus, RichText, Schedule, Snapshot, Update};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("statuspage"), knows: has_envelope, read };

/// Copies that have lost the envelope, known by the shape of their blocks.
pub(super) static BLOCKS: Dialect = Dialect { provider: Some("statuspage"), knows: has_blocks, read };

fn has_envelope(feed: &Feed<'_>) -> bool {
    let title = feed.title.as_deref().unwrap_or_default();
    if feed.format == Format::Atom {
        feed.id.as_deref().is_some_and(|id| is_tagged(id, "/history"))
            || feed.sample().any(|entry| is_tagged(entry.id(), "Incident/"))
    } else {
        feed.description.as_deref() == Some("Statuspage")
            || feed.generator.as_deref() == Some("Statuspage.io")
            || title.ends_with("Status - Incident History")
                && feed.sample().any(|entry| entry.link().contains("/incidents/"))
    }
}

/// `tag:HOST,2005:<end>…`
fn is_tagged(id: &str, end: &str) -> bool {
    id.strip_prefix("tag:")
        .and_then(|rest| rest.split_once(",2005:"))
        .is_some_and(|(_, path)| path.starts_with(end))
}

fn has_blocks(feed: &Feed<'_>) -> bool {
    feed.sample().filter_map(Entry::story).any(|story| !blocks::timed(&story.glance()).blocks.is_empty())
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    snapshot.incidents.reserve(feed.entries.len());
    let identities = LazyCell::new(|| Identities::of(feed));
    for (n, entry) in feed.entries.iter().enumerate() {
        let id = match code(entry.link()) {
            Some(code) => code.to_owned(),
            None => identities.id(entry),
        };
        let incident = incident(scribe, n, entry, id);
        snapshot.incidents.push(incident);
    }
    snapshot
}

/// The code in an incident's link: the id that the JSON of the same page uses.
fn code(link: &str) -> Option<&str> {
    let (_, rest) = link.split_once("/incidents/")?;
    rest.split(['/', '?', '#']).next().filter(|code| !code.is_empty())
}

fn incident(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, id: String) -> Incident {
    let mut incident =
        scribe.incident(if id.is_empty() { anonymous_id(&[entry.title()]) } else { id }, entry);
    let dates = scribe.dates(n, entry);
    // Nearly always the blocks are there, and can be cut out before anything is decoded.
    let escaped = entry.story().and_then(|story| story.escaped(&scribe.decoder));
    if let Some(told) = escaped.and_then(blocks::timed_escaped) {
        fill(scribe, n, entry, &told, &dates, &mut incident);
        return incident;
    }
    let html = scribe.story(n, entry);
    let mut told = blocks::timed(&html);
    if told.blocks.is_empty() {
        told = blocks::untimed(&html, |word| words::known(word).is_some());
    }
    if told.blocks.is_empty() {
        prose(&mut incident, &html, entry, &dates);
    } else {
        fill(scribe, n, entry, &told, &dates, &mut incident);
    }
    incident
}

/// What the blocks of an entry tell.
fn fill(
    scribe: &mut Scribe<'_, '_>,
    n: usize,
    entry: &Entry<'_>,
    told: &Story<'_>,
    dates: &Dates,
    incident: &mut Incident,
) {
    let context = scribe.inside(dates);
    let mut steps = steps::of_blocks(scribe, n, entry, told, &context);
    steps::sharpen(steps.first_mut(), dates.published_at());
    let head = told.text(told.head);
    let banner = head.split_once(BANNER).map(|(_, rest)| window(scribe, n, entry, rest, &context));
    let end = scribe.date(n, entry, "maintenanceEndDate", entry.maintenance_end.as_deref());
    let end = end.map(|reading| reading.at);
    if banner.is_some() || entry.maintenance_end.is_some() {
        incident.kind = IncidentKind::Maintenance;
    }
    incident.updated_at = dates.updated_at();
    timeline::apply_updates(incident, steps);
    incident.updated_at = incident.updated_at.or(dates.published_at());
    if incident.is_maintenance() {
        incident.scheduled = schedule(banner.flatten(), end, incident, dates);
    }
}

/// An entry without blocks: its words are one update, and no more is known.
fn prose(incident: &mut Incident, html: &str, entry: &Entry<'_>, dates: &Dates) {
    incident.updated_at = dates.latest();
    if !html.trim().is_empty() {
        let body = if entry.story().is_some_and(|text| text.html) {
            RichText::html(html.trim())
        } else {
            RichText::text(html.trim())
        };
        let mut update = Update::default().with_body(body);
        update.at = dates.latest();
        incident.updates.push(update);
    }
}

/// The words in front of the planned window, in a banner that stands before the blocks until the work begins.
const BANNER: &str = "THIS IS A SCHEDULED EVENT";

/// The window in a banner: `Jan 16, 12:00 - 16:00 GMT`, or two whole dates.
fn window(
    scribe: &mut Scribe<'_, '_>,
    n: usize,
    entry: &Entry<'_>,
    banner: &str,
    context: &DateContext,
) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let inside = banner.split("</strong>").next()?;
    let mut buffer = String::new();
    let text = blocks::timed(banner).time(inside, &mut buffer);
    let (start, end) = scribe.range(n, entry, entry.story_field(), text, context)?;
    Some((start.at, end.at))
}

/// The window: the banner decides; the entry's own dates give exact bounds where they agree with it.
fn schedule(
    banner: Option<(DateTime<Utc>, DateTime<Utc>)>,
    end: Option<DateTime<Utc>>,
    incident: &Incident,
    dates: &Dates,
) -> Option<Schedule> {
    let exact = |shown, stated: Option<DateTime<Utc>>| {
        stated.filter(|&stated| steps::minute(stated) == shown).unwrap_or(shown)
    };
    if let Some((shown_start, shown_end)) = banner {
        let start = exact(shown_start, dates.published_at());
        return Some(Schedule::new(Some(start), Some(exact(shown_end, end))));
    }
    // Without a banner, a date of publication ahead of the newest update is the planned start.
    let newest = incident.updates.last().and_then(|update| update.at);
    let ahead = dates.published_at().filter(|&published| newest.is_none_or(|newest| published > newest));
    let start = ahead.filter(|_| incident.status == Some(IncidentStatus::Scheduled));
    (start.is_some() || end.is_some()).then(|| Schedule::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn the_code_is_the_id() {
        assert_eq!(code("https://status.acme.example/incidents/w0b0y82g23fy"), Some("w0b0y82g23fy"));
        assert_eq!(code("https://status.acme.example/incidents/w0b0y82g23fy?x#y"), Some("w0b0y82g23fy"));
        assert_eq!(code("https://status.acme.example/"), None);
    }
}
