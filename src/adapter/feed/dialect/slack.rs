//! Slack: blocks with a time of day alone, the oldest first, which may run past midnight more than once.
//!
//! No status word is written anywhere. RSS has the closing summary only, and its date is that of the last change.

use chrono::{DateTime, Utc};

use super::{Dialect, steps};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::identity::Identities;
use crate::adapter::feed::scribe::{Dates, Scribe};
use crate::datetime;
use crate::model::{Format, Impact, Incident, IncidentKind, RichText, Snapshot, Update};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("slack"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.title.as_deref() == Some("Slack System Status")
        || feed.sample().any(|entry| is_own_link(entry.link()) && kind(entry.title()).is_some())
}

/// `https://…/2025-12/<16 hexadecimal digits>`
fn is_own_link(link: &str) -> bool {
    let mut parts = link.rsplit('/');
    let (Some(tail), Some(month)) = (parts.next(), parts.next()) else { return false };
    tail.len() == 16
        && tail.bytes().all(|b| b.is_ascii_hexdigit())
        && month.split_once('-').is_some_and(|(year, month)| year.len() == 4 && month.len() == 2)
}

/// The kind in front of a title, what it says about harm, and the rest.
fn kind(title: &str) -> Option<(IncidentKind, Option<Impact>, &str)> {
    let (word, rest) = title.split_once(": ")?;
    let (kind, impact) = match word {
        "Outage" => (IncidentKind::Incident, Some(Impact::Major)),
        "Incident" => (IncidentKind::Incident, Some(Impact::Minor)),
        "Notice" => (IncidentKind::Incident, None),
        "Maintenance" => (IncidentKind::Maintenance, None),
        _ => return None,
    };
    Some((kind, impact, rest.trim_start()))
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    snapshot.vendor.name = Some("Slack".to_owned());
    let identities = Identities::of(feed);
    for (n, entry) in feed.entries.iter().enumerate() {
        let mut incident = scribe.incident(identities.id(entry), entry);
        if let Some((kind, impact, title)) = kind(entry.title()) {
            (incident.kind, incident.impact) = (kind, impact);
            incident.title = Some(title.to_owned());
        }
        let dates = scribe.dates(n, entry);
        incident.updated_at = dates.latest();
        let html = scribe.story(n, entry);
        if feed.format == Format::Atom {
            incident.started_at = dates.published_at();
            incident.updates = updates(scribe, n, entry, &html, &dates);
        }
        if incident.updates.is_empty() && !html.trim().is_empty() {
            let mut update = Update::default().with_body(RichText::html(html.trim()));
            update.at = dates.latest();
            incident.updates.push(update);
        }
        close(&mut incident);
        snapshot.incidents.push(incident);
    }
    snapshot
}

/// A maintenance has no start of its own until a step says so.
fn close(incident: &mut Incident) {
    if incident.kind == IncidentKind::Maintenance {
        incident.started_at = None;
    }
}

/// `<p><small>3:23pm PST</small> …</p>`: the first is the published one, each of the others comes after the one before.
fn updates(
    scribe: &mut Scribe<'_, '_>,
    n: usize,
    entry: &Entry<'_>,
    html: &str,
    dates: &Dates,
) -> Vec<Update> {
    let most = scribe.context.limits().updates;
    let context = scribe.inside(dates);
    let mut updates = Vec::new();
    let mut before: Option<DateTime<Utc>> = dates.published_at();
    for piece in html.split("<small>").skip(1).take(most) {
        let Some((when, rest)) = piece.split_once("</small>") else { continue };
        let body = rest.trim().trim_end_matches("<p>").trim_end();
        let body = body.strip_suffix("</p>").unwrap_or(body);
        let mut update = Update::default().with_body(RichText::html(body.trim()));
        let from = before.map(steps::minute);
        let read = datetime::parse_partial(when, &context).and_then(|moment| match from {
            Some(from) => moment.resolve_after(from, &context),
            None => moment.resolve(&context),
        });
        match read {
            Ok(reading) => {
                // The first one is the publication, which has seconds.
                let exact =
                    dates.published_at().filter(|&at| updates.is_empty() && steps::minute(at) == reading.at);
                update.at = exact.or(Some(reading.at));
                before = Some(reading.at);
                scribe.doubts(n, entry, entry.story_field(), when, &reading);
            }
            Err(error) => {
                let path = scribe.path(n, entry.story_field());
                scribe.report(entry, error.diagnostic(&path, when));
            }
        }
        updates.push(update);
    }
    updates
}
