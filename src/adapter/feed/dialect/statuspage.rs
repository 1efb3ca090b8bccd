//! Statuspage, in all its generations.
//!
//! One entry for each incident, with all its updates as blocks, the newest first. `published` (`pubDate`) is the time of
//! the newest update, or the planned start of a maintenance that has not begun; it is never the start of an incident.
//!
//! ```xml
//! <entry>
//!   <id>tag:status.acme.example,2005:Incident/21000042</id>
//!   <published>2026-03-08T10:31:07Z</published>
//!   <link rel="alternate" href="https://status.acme.example/incidents/w0b0y82g23fy"/>
//!   <title>Disk full</title>
//!   <content type="html">&lt;p&gt;&lt;small&gt;Mar 8, 10:31 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved…</content>
//! </entry>
//! ```

use chrono::{DateTime, Utc};
use memchr::memmem;

use super::{Dialect, Entries, updates};
use crate::adapter::feed::blocks::{self, BlockList};
use crate::adapter::feed::context::{EntryDates, FeedContext};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::{provider, timeline};
use crate::datetime::DateContext;
use crate::model::{Format, Incident, IncidentKind, IncidentStatus, RichText, Schedule, Update};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::STATUSPAGE),
    vendor: None,
    matches: has_envelope,
    entries: Entries::Incidents { id: incident_code, translate },
};

/// Copies that have lost the envelope, recognised by their blocks.
pub(super) static BLOCKS: Dialect = Dialect {
    provider: Some(provider::STATUSPAGE),
    vendor: None,
    matches: has_blocks,
    entries: Entries::Incidents { id: incident_code, translate },
};

fn has_envelope(feed: &Feed<'_>) -> bool {
    if feed.format == Format::Atom {
        feed.id.as_deref().is_some_and(|id| is_tag_uri(id, "/history"))
            || feed.sample().any(|entry| is_tag_uri(entry.id(), "Incident/"))
    } else {
        feed.description.as_deref() == Some("Statuspage")
            || feed.generator.as_deref() == Some("Statuspage.io")
            || feed.title().ends_with("Status - Incident History")
                && feed.sample().any(|entry| entry.link().contains("/incidents/"))
    }
}

/// Whether an id is `tag:HOST,2005:` and this beginning of a path.
fn is_tag_uri(id: &str, path_start: &str) -> bool {
    id.strip_prefix("tag:")
        .and_then(|rest| rest.split_once(",2005:"))
        .is_some_and(|(_, path)| path.starts_with(path_start))
}

fn has_blocks(feed: &Feed<'_>) -> bool {
    feed.sample()
        .filter_map(Entry::body)
        .any(|body| !blocks::split_timed(&body.decode_for_detection()).blocks.is_empty())
}

/// The code in an incident's link (`/incidents/w0b0y82g23fy`), which is its id in the JSON of the same page.
fn incident_code<'e>(entry: &'e Entry<'_>) -> Option<&'e str> {
    const FOLDER: &str = "/incidents/";
    let link = entry.link();
    let rest = link.get(memmem::find(link.as_bytes(), FOLDER.as_bytes())?..)?.strip_prefix(FOLDER)?;
    rest.split(['/', '?', '#']).next().filter(|code| !code.is_empty())
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = context.entry_dates(entry);
    // Nearly always there are blocks, which can be split before anything is decoded.
    let escaped = entry.body().and_then(|body| body.escaped(&context.decoder));
    if let Some(list) = escaped.and_then(blocks::split_timed_escaped) {
        translate_blocks(context, entry, &list, &dates, incident);
        return;
    }
    let html = context.body(entry);
    let mut list = blocks::split_timed(&html);
    if list.blocks.is_empty() {
        list = blocks::split_untimed(&html);
    }
    if list.blocks.is_empty() {
        translate_prose(entry, &html, &dates, incident);
    } else {
        translate_blocks(context, entry, &list, &dates, incident);
    }
}

fn translate_blocks(
    context: &mut FeedContext<'_, '_>,
    entry: &Entry<'_>,
    list: &BlockList<'_>,
    dates: &EntryDates,
    incident: &mut Incident,
) {
    let date_context = context.entry_date_context(dates);
    let mut updates = updates::from_blocks(context, entry, list, &date_context);
    updates::refine_seconds(updates.first_mut(), dates.published_at());
    let head = list.decode_quietly(list.head);
    let (before, banner) = split_banner(&head);
    let banner = banner.map(|rest| parse_window(context, entry, rest, &date_context));
    if let Some(unread) = updates::from_unread_block(context, entry, before) {
        updates.insert(0, unread);
    }
    let end = context.parse_date(entry, "maintenanceEndDate", entry.maintenance_end.as_deref());
    if banner.is_some() || entry.maintenance_end.is_some() {
        incident.kind = IncidentKind::Maintenance;
    }
    incident.updated_at = dates.updated_at();
    timeline::apply_updates(incident, updates);
    incident.updated_at = incident.updated_at.or(dates.published_at());
    if incident.is_maintenance() {
        incident.scheduled = schedule(banner.flatten(), end.map(|end| end.at), incident, dates);
    }
}

/// An entry without blocks: its text is one update, and no more is known.
fn translate_prose(entry: &Entry<'_>, body: &str, dates: &EntryDates, incident: &mut Incident) {
    incident.updated_at = dates.latest();
    let body = body.trim();
    if !body.is_empty() {
        let is_html = entry.body().is_some_and(|body| body.is_html);
        let body = if is_html { RichText::html(body) } else { RichText::text(body) };
        incident.updates.push(Update { at: dates.latest(), ..Update::default().with_body(body) });
    }
}

/// The words in front of the planned window, in a banner before the blocks. It is there until the work begins.
const BANNER: &str = "THIS IS A SCHEDULED EVENT";

/// The text before a banner and after it, of which one is empty, and the banner from its window on.
fn split_banner(head: &str) -> (&str, Option<&str>) {
    let Some((before, rest)) = head.split_once(BANNER) else { return (head, None) };
    let after = rest.split_once("</p>").map_or("", |(_, after)| after);
    (if after.trim().is_empty() { before } else { after }, Some(rest))
}

/// The window in a banner: `Jan 16, 12:00 - 16:00 GMT</strong>`, or two whole dates.
fn parse_window(
    context: &mut FeedContext<'_, '_>,
    entry: &Entry<'_>,
    banner: &str,
    date_context: &DateContext,
) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let inside = banner.split("</strong>").next()?;
    let mut buffer = String::new();
    let text = blocks::split_timed(banner).time_text(inside, &mut buffer);
    context.parse_range(entry, text, date_context)
}

/// The planned window: the banner decides; the entry's own dates give exact bounds where they agree with it.
fn schedule(
    banner: Option<(DateTime<Utc>, DateTime<Utc>)>,
    end: Option<DateTime<Utc>>,
    incident: &Incident,
    dates: &EntryDates,
) -> Option<Schedule> {
    let exact = |shown, stated: Option<DateTime<Utc>>| {
        stated.filter(|&stated| updates::minute(stated) == shown).unwrap_or(shown)
    };
    if let Some((shown_start, shown_end)) = banner {
        let start = exact(shown_start, dates.published_at());
        return Some(Schedule::new(Some(start), Some(exact(shown_end, end))));
    }
    // Without a banner, a publication after the newest update is the planned start.
    let newest = incident.updates.last().and_then(|update| update.at);
    let planned = dates.published_at().filter(|&published| newest.is_none_or(|newest| published > newest));
    let start = planned.filter(|_| incident.status == Some(IncidentStatus::Scheduled));
    (start.is_some() || end.is_some()).then(|| Schedule::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::incident_code;
    use crate::adapter::feed::format::Entry;

    #[test]
    fn the_code_is_the_id() {
        for (link, code) in [
            ("https://status.acme.example/incidents/w0b0y82g23fy", Some("w0b0y82g23fy")),
            ("https://status.acme.example/incidents/w0b0y82g23fy?x#y", Some("w0b0y82g23fy")),
            ("https://status.acme.example/", None),
        ] {
            let entry = Entry { link: Some(link.into()), ..Entry::default() };
            assert_eq!(incident_code(&entry), code);
        }
    }
}
