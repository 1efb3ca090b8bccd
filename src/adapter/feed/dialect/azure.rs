//! Azure: what is wrong at this moment. An empty feed means that nothing is listed, not that everything works.
//!
//! An entry has no history, and its start is in prose. Some titles are marked with a status; where none is, and the text
//! does not say how the problem was mitigated, the entry is under way.
//!
//! ```xml
//! <item>
//!   <title>Cloud disks - East - Mitigated</title>
//!   <pubDate>Mon, 07 Sep 2026 10:20:00 Z</pubDate>
//!   <category>Cloud disks</category>
//!   <description>Impact Statement: Starting at 01:37 UTC, … Current Status: …</description>
//! </item>
//! ```

use super::closing::says_resolved;
use super::{Dialect, Entries};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::labels::{distinct, split_title};
use crate::adapter::translate::provider;
use crate::adapter::translate::vocabulary::UpdateWord;
use crate::model::{AffectedComponent, Incident, IncidentStatus, RichText, Update};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::AZURE),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: |_| None, translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    let mut bodies = feed.sample().filter_map(|entry| entry.summary.as_ref());
    feed.title() == "Azure Status"
        || bodies.any(|body| body.contains_raw("Impact Statement:") && body.contains_raw("Current Status:"))
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let title = split_title(entry.title(), false);
    let at = context.entry_dates(entry).latest();
    let html = context.body(entry);
    let body = RichText::html(html.trim());
    let text = body.plain();
    let mark = title.word.clone().and_then(UpdateWord::into_status);
    if title.word.is_some() {
        incident.title = Some(title.title.to_owned());
    }
    incident.status = mark.clone().or_else(|| {
        if says_resolved(&text) {
            Some(IncidentStatus::Resolved)
        } else if says_mitigated(&text) {
            // Whether it is over is not known.
            None
        } else {
            Some(IncidentStatus::Open)
        }
    });
    incident.components = distinct(entry.categories.iter().map(|name| AffectedComponent::new(name.trim())));
    incident.updated_at = at;
    incident.updates.push(Update { at, status: mark, ..Update::default().with_body(body) });
}

/// Whether a text has the part that says how a problem was mitigated, which only such a problem's has.
fn says_mitigated(text: &str) -> bool {
    text.contains("Mitigation:") || text.contains("has been mitigated") || text.contains("was mitigated")
}
