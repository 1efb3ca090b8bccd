//! cState: one entry for each issue, with its whole text; the category is the time of the end.
//!
//! The word in the title is in the language of the page. Updates, where people follow the documentation, are paragraphs
//! that begin with a word in italics and end with a time.
//!
//! ```xml
//! <item>
//!   <title>[Resolved] Mail is late</title>
//!   <link>https://status.acme.example/issues/2026-03-09-mail/</link>
//!   <pubDate>Mon, 09 Mar 2026 16:00:00 +0000</pubDate>
//!   <category>2026-03-09 18:58:00 &amp;#43;0000</category>
//!   <description>&lt;p>&lt;em>Resolved&lt;/em> - All mail is out. &lt;span class="faded">(18:58 — Mar 9)&lt;/span>&lt;/p></description>
//! </item>
//! ```

use super::{Dialect, Entries, updates};
use crate::adapter::feed::blocks;
use crate::adapter::feed::context::{EntryDates, FeedContext};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::{UpdateEntry, apply_updates};
use crate::adapter::translate::vocabulary::find_incident_status;
use crate::model::{Incident, IncidentStatus, RichText, Update};
use crate::syntax::xml::unescape;
use crate::text::html_line;

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::CSTATE),
    vendor: None,
    matches: |feed: &Feed<'_>| feed.has_generator("cstate"),
    entries: Entries::Incidents { id: |entry| entry.link_id(|_| true), translate },
};

/// "Resolved" in the languages of cState, in lower case. English is in the shared vocabulary.
const RESOLVED: [&str; 18] = [
    "behoben",
    "gelöst",
    "išspręsta problema",
    "löst",
    "na-resolba",
    "opgelost",
    "resolvido",
    "resuelto",
    "rezolvat",
    "risolto",
    "rozwiązano",
    "résolu",
    "selesai",
    "çözümlendi",
    "вирішено",
    "решено",
    "সমাধান করা হয়েছে",
    "解決済み",
];

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = context.entry_dates(entry);
    // The entry's date is the start of the issue.
    incident.started_at = dates.published_at();
    incident.updated_at = dates.updated_at();
    // The template escapes the time once more: `2022-01-27 18:58:00 &#43;0000`.
    let categories = entry.categories.iter().map(|text| unescape(text.trim()));
    let end = categories.into_iter().find(|text| is_full_time(text));
    let end = end.and_then(|text| context.parse_date(entry, "category", Some(&text))).map(|end| end.at);
    let bracket = entry.title().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let is_over = end.is_some() || bracket.is_some_and(|(word, _)| is_resolved(word));
    if is_over {
        if let Some((_, rest)) = bracket {
            incident.title = Some(rest.trim().to_owned());
        }
        incident.status = Some(IncidentStatus::Resolved);
        incident.resolved_at = end;
    } else {
        incident.status = Some(IncidentStatus::Open);
    }
    let html = context.body(entry);
    let updates = read_updates(context, entry, html.trim(), &dates);
    if updates.is_empty() {
        // The text cannot be split.
        let body = Some(html.trim()).filter(|html| !html.is_empty());
        incident.updates.extend(body.map(|html| Update::default().with_body(RichText::html(html))));
        return;
    }
    if !is_over {
        incident.status = None;
    }
    let (started_at, updated_at) = (incident.started_at, incident.updated_at);
    apply_updates(incident, updates);
    incident.started_at = started_at.or(incident.started_at);
    incident.updated_at = updated_at.or(incident.updated_at);
}

/// Whether a word in brackets says that an issue is resolved.
fn is_resolved(word: &str) -> bool {
    find_incident_status(word) == Some(IncidentStatus::Resolved)
        || RESOLVED.contains(&word.trim().to_lowercase().as_str())
}

/// Whether a category has the form of a whole time, `2022-01-27 18:58:00`. `2026-03` is a label of people.
fn is_full_time(category: &str) -> bool {
    let mut digits = category.bytes().take("2022-01-27 18:58".len()).filter(u8::is_ascii_digit);
    category.len() >= "2022-01-27 18:58".len() && digits.by_ref().count() == 12
}

/// Reads paragraphs of the form `<em>Resolved</em> - … <span class="faded">(18:58 — Mar 9)</span>`, the newest first.
fn read_updates(
    context: &mut FeedContext<'_, '_>,
    entry: &Entry<'_>,
    html: &str,
    dates: &EntryDates,
) -> Vec<UpdateEntry> {
    let list = blocks::split_untimed(html);
    if !list.head.trim().is_empty() {
        return Vec::new();
    }
    let date_context = context.entry_date_context(dates);
    let mut updates = updates::from_blocks(context, entry, &list, &date_context);
    for UpdateEntry { update, .. } in &mut updates {
        let Some(body) = &mut update.body else { continue };
        let Some((text, time)) = split_time(&body.raw) else { continue };
        update.at = context.parse_time(entry, &time, &date_context);
        if update.at.is_some() {
            body.raw = text;
        }
    }
    updates
}

/// The text, and the time at its end: `<span class="faded">(18:58 — Mar 9)</span>`, `<p class="faded">09 Mar 2026
/// 18:58</p>`.
fn split_time(html: &str) -> Option<(String, String)> {
    let (text, rest) = html.rsplit_once("class=\"faded\">")?;
    let (text, _) = text.rsplit_once('<')?;
    let time = html_line(rest.split('<').next()?);
    let time = time.trim().trim_matches(['(', ')']);
    // The date is written last.
    let time = match time.split_once(" — ") {
        Some((time, date)) => format!("{date}, {time}"),
        None => time.to_owned(),
    };
    let text = text.trim_end();
    Some((text.strip_suffix("</p>").unwrap_or(text).trim_end().to_owned(), time))
}
