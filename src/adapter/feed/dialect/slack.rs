//! Slack: updates with a time of day alone, the oldest first, which may pass midnight more than once.
//!
//! There are no status words. RSS has the closing summary only, and its date is that of the last change.
//!
//! ```xml
//! <entry>
//!   <title>Incident: Messages are late</title>
//!   <link href="https://slack-status.example/2026-03/0a1b2c3d4e5f6072"/>
//!   <published>2026-03-03T15:23:44-08:00</published>
//!   <content type="html">&lt;p>&lt;small>3:23pm PST&lt;/small> We look.&lt;/p>&lt;p>&lt;small>3:40pm PST&lt;/small> …</content>
//! </entry>
//! ```

use chrono::{DateTime, Utc};

use super::{Dialect, Entries, updates};
use crate::adapter::feed::context::{EntryDates, FeedContext};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::provider;
use crate::datetime;
use crate::model::{Format, Impact, Incident, IncidentKind, RichText, Update};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::SLACK),
    vendor: Some("Slack"),
    matches,
    entries: Entries::Incidents { id: |_| None, translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    feed.title() == "Slack System Status"
        || feed.sample().any(|entry| is_own_link(entry.link()) && split_kind(entry.title()).is_some())
}

/// `https://…/2025-12/<16 hexadecimal digits>`
fn is_own_link(link: &str) -> bool {
    let mut parts = link.rsplit('/');
    let (Some(code), Some(month)) = (parts.next(), parts.next()) else { return false };
    code.len() == 16
        && code.bytes().all(|b| b.is_ascii_hexdigit())
        && month.split_once('-').is_some_and(|(year, month)| year.len() == 4 && month.len() == 2)
}

/// The kind in front of a title, its impact, and the rest.
fn split_kind(title: &str) -> Option<(IncidentKind, Option<Impact>, &str)> {
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

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    if let Some((kind, impact, title)) = split_kind(entry.title()) {
        (incident.kind, incident.impact) = (kind, impact);
        incident.title = Some(title.to_owned());
    }
    let dates = context.entry_dates(entry);
    incident.updated_at = dates.latest();
    let html = context.body(entry);
    // In RSS the publication is not the start, nor is that of a maintenance, which starts when an update says so.
    if context.format() == Format::Atom {
        incident.started_at = dates.published_at().filter(|_| incident.kind == IncidentKind::Incident);
        incident.updates = read_updates(context, entry, &html, &dates);
    }
    if incident.updates.is_empty() && !html.trim().is_empty() {
        let update = Update::default().with_body(RichText::html(html.trim()));
        incident.updates.push(Update { at: dates.latest(), ..update });
    }
}

/// Reads `<p><small>3:23pm PST</small> …</p>`. The first update is the publication, and each of the others comes after
/// the one before.
fn read_updates(
    context: &mut FeedContext<'_, '_>,
    entry: &Entry<'_>,
    html: &str,
    dates: &EntryDates,
) -> Vec<Update> {
    let date_context = context.entry_date_context(dates);
    let pieces: Vec<(&str, &str)> =
        html.split("<small>").skip(1).filter_map(|piece| piece.split_once("</small>")).collect();
    let mut updates = Vec::with_capacity(pieces.len());
    let mut before: Option<DateTime<Utc>> = dates.published_at();
    for (time, rest) in pieces {
        let body = rest.trim().trim_end_matches("<p>").trim_end();
        let body = body.strip_suffix("</p>").unwrap_or(body);
        let mut update = Update::default().with_body(RichText::html(body.trim()));
        let parsed = datetime::parse_partial(time, &date_context).and_then(|partial| match before {
            Some(before) => partial.resolve_after(updates::minute(before), &date_context),
            None => partial.resolve(&date_context),
        });
        match parsed {
            Ok(time_read) => {
                context.report_date_warnings(entry, time, &time_read);
                // An update in the minute of the one before, which has seconds, is not before it.
                let is_same_minute = before.is_some_and(|before| updates::minute(before) == time_read.at);
                update.at = if is_same_minute { before } else { Some(time_read.at) };
                before = update.at;
            }
            Err(error) => {
                let path = context.path(entry, entry.body_field()).to_string();
                context.report(entry, error.diagnostic(&path, time));
            }
        }
        updates.push(update);
    }
    // Of too many, the newest are kept.
    let max = context.context.limits().updates;
    let path = context.path(entry, entry.body_field());
    context.context.report_over_limit(updates.len(), max, "updates (updates)", path);
    updates.drain(..updates.len().saturating_sub(max));
    updates
}
