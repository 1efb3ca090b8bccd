//! incident.io: one entry for each incident, with its last update only. No start is stated.
//!
//! The text begins with the status and ends with the affected components in their *present* state; rows may repeat.
//!
//! ```html
//! <b>Status: Resolved</b><br/><br/>All works.<br/><br/><b>Affected components</b>
//! <ul><li>Login (Partial outage)</li></ul>
//! ```

use super::{Dialect, Entries, updates};
use crate::adapter::feed::blocks::trim_line_breaks;
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::labels::distinct;
use crate::adapter::translate::ids::is_ulid;
use crate::adapter::translate::{provider, timeline};
use crate::model::{AffectedComponent, Incident, RichText};
use crate::text::html_line;

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::INCIDENT_IO),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: |entry| entry.link_id(is_ulid), translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    feed.generator.as_deref() == Some("incident.io")
        || feed.sample().any(|entry| is_ulid(entry.link_segment()) && entry.link().contains("/incidents/"))
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let at = context.entry_dates(entry).latest();
    let html = context.visible_body(entry);
    let mut rest = html.trim();
    let mut word = None;
    if let Some((label, after)) = rest.strip_prefix("<b>Status:").and_then(|rest| rest.split_once("</b>")) {
        word = Some(context.update_word(entry, entry.body_field(), label));
        rest = after;
    }
    if let Some((text, list)) = rest.split_once("<b>Affected components</b>") {
        rest = text;
        incident.components = components(context, entry, list);
    }
    let body = RichText::html(trim_line_breaks(rest));
    timeline::apply_updates(incident, vec![updates::new_update(word, at, body)]);
    // The entry's date is that of its last update, never the start.
    incident.started_at = None;
}

/// The rows `<li>Login (Partial outage)</li>`.
fn components(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, list: &str) -> Vec<AffectedComponent> {
    let rows = list.split("<li>").skip(1).map(|row| {
        let row = row.split("</li>").next().unwrap_or(row);
        context.component_with_status(entry, html_line(row).trim())
    });
    distinct(rows.collect::<Vec<_>>())
}
