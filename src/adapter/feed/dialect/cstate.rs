//! cState: one entry for each issue, its whole page as the description; the category is the time it was resolved.

use super::{Dialect, each_entry};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::model::{Incident, IncidentStatus, RichText, Snapshot, Update};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("cstate"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.generator.as_deref().is_some_and(|generator| {
        let generator = generator.to_ascii_lowercase();
        generator.contains("cstate")
    })
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    each_entry(feed, scribe, |entry| Some(entry.link_tail()).filter(|slug| !slug.is_empty()), fill)
}

fn fill(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = scribe.dates(n, entry);
    // The entry's date is the start of the issue.
    incident.started_at = dates.published_at();
    // Its template escapes the time once more: `2022-01-27 18:58:00 &#43;0000`.
    let resolved = entry.categories.iter().map(|text| crate::syntax::xml::unescape(text.trim()));
    let resolved = resolved.into_iter().find(|text| !text.is_empty());
    let resolved_at = resolved
        .as_deref()
        .and_then(|text| scribe.date(n, entry, "category", Some(text)))
        .map(|reading| reading.at);
    // The word in brackets is in the page's language; the category says the same in none.
    let title = entry.title();
    let bracket = title.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let over =
        bracket.is_some_and(|(word, _)| word.eq_ignore_ascii_case("resolved")) || resolved_at.is_some();
    if over {
        if let Some((_, rest)) = bracket {
            incident.title = Some(rest.trim().to_owned());
        }
        incident.status = Some(IncidentStatus::Resolved);
        incident.resolved_at = resolved_at;
    } else {
        incident.status = Some(IncidentStatus::Open);
    }
    let html = scribe.story(n, entry);
    if !html.trim().is_empty() {
        // All that was written about the issue, in one piece: its parts cannot be told apart.
        incident.updates.push(Update::default().with_body(RichText::html(html.trim())));
    }
    incident.updated_at = dates.updated_at();
}
