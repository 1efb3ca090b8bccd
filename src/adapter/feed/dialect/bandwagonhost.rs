//! `BandwagonHost`: one entry for each issue, whose updates are appended to its text. `published` is the start.
//!
//! ```xml
//! <entry><title>[Resolved] Node down</title><link href="https://bwh.example/issue.php?id=1785907793"/>…</entry>
//! ```

use super::{Dialect, Entries};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::labels;
use crate::adapter::translate::provider;
use crate::adapter::translate::vocabulary::UpdateWord;
use crate::model::{Incident, IncidentStatus, RichText, Update};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::BANDWAGONHOST),
    vendor: None,
    matches: |feed: &Feed<'_>| feed.sample().any(|entry| number(entry).is_some()),
    entries: Entries::Incidents { id: number, translate },
};

/// The number in `issue.php?id=1785907793`.
fn number<'e>(entry: &'e Entry<'_>) -> Option<&'e str> {
    let (_, number) = entry.link().split_once("/issue.php?id=")?;
    number.bytes().all(|b| b.is_ascii_digit()).then_some(number).filter(|number| !number.is_empty())
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let title = labels::split_title(entry.title(), false);
    let dates = context.entry_dates(entry);
    let text = context.body(entry);
    let is_html = entry.body().is_some_and(|body| body.is_html);
    let body = if is_html { RichText::html(text.trim()) } else { RichText::text(text.trim()) };
    // All updates are in one text, without times.
    incident.updates.push(Update::default().with_body(body));
    incident.started_at = dates.published_at();
    incident.updated_at = dates.updated_at();
    incident.title = Some(title.title.to_owned());
    incident.status = title.word.and_then(UpdateWord::into_status).or(Some(IncidentStatus::Open));
}
