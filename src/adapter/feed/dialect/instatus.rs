//! Instatus: Atom that looks like Statuspage's, and RSS whose blocks are escaped once more in a CDATA section.
//!
//! `published` is the start; that of a maintenance is the planned one. Blocks run either way. The updates of a
//! maintenance say "Identified" where others say "Scheduled" and "In progress".
//!
//! ```html
//! <p><strong>Type:</strong> Incident</p><p><strong>Affected Components:</strong> Jobs</p>
//! &lt;p&gt;&lt;small&gt;Aug 5, 13:27:13 GMT+0&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - We look.&lt;/p&gt;
//! ```

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::{Dialect, Entries, updates};
use crate::adapter::feed::blocks;
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::labels::components;
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::{UpdateEntry, apply_updates};
use crate::model::{Incident, IncidentKind, IncidentStatus, RichText, Schedule};
use crate::syntax::xml::unescape;

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::INSTATUS),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: |entry| entry.link_id(is_cuid), translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    let has_own_link = |entry: &Entry<'_>| {
        let link = entry.link();
        (link.contains("/incident/") || link.contains("/maintenance/")) && is_cuid(entry.link_segment())
    };
    feed.title().ends_with("Status - Incident history")
        || feed.has_generator("instatus")
        || feed.sample().any(has_own_link)
}

/// `c` and more than ten lower-case letters and digits.
fn is_cuid(text: &str) -> bool {
    text.len() > 10
        && text.starts_with('c')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = context.entry_dates(entry);
    let date_context = context.entry_date_context(&dates);
    let html = unescape_blocks(context.body(entry));
    let list = blocks::split_timed(&html);
    let head = RichText::html(list.head).plain();
    let kind = label_value(&head, "Type:").and_then(|word| context.kind(entry, entry.body_field(), word));
    let is_maintenance = match kind {
        Some(kind) => kind == IncidentKind::Maintenance,
        None => entry.link().contains("/maintenance/") || entry.id().contains(":Maintenance/"),
    };
    incident.components = components(label_value(&head, COMPONENTS).unwrap_or_default());
    if incident.components.is_empty() {
        // In RSS the list of the long form has no names, only its commas. The short form has them.
        let summary = context.decode(entry, entry.summary.as_ref());
        incident.components = components(label_value(&summary, COMPONENTS).unwrap_or_default());
    }
    let mut updates = updates::from_blocks(context, entry, &list, &date_context);
    let runs_forward = updates::runs_forward(&updates);
    if !runs_forward {
        let unread = updates::from_unread_block(context, entry, unlabelled(list.head));
        updates.splice(0..0, unread);
    }
    if runs_forward {
        updates.reverse();
    }
    incident.updated_at = dates.updated_at();
    if is_maintenance {
        incident.kind = IncidentKind::Maintenance;
        incident.scheduled = dates.published_at().map(|start| Schedule::new(Some(start), None));
        rename_identified(&mut updates, dates.published_at());
    }
    apply_updates(incident, updates);
    if runs_forward {
        context.settle_oldest_first(entry, incident);
    }
    if is_maintenance {
        // `updated` stays that of the announcement long after the work was done.
        let newest = incident.updates.last().and_then(|update| update.at);
        incident.updated_at = incident.updated_at.max(newest);
    } else {
        incident.started_at = incident.started_at.or(dates.published_at());
    }
}

const COMPONENTS: &str = "Affected Components:";

/// Of a maintenance, "Identified" is the announcement before the planned start, and work in progress after it.
fn rename_identified(updates: &mut [UpdateEntry], start: Option<DateTime<Utc>>) {
    let Some(start) = start else { return };
    for UpdateEntry { update, .. } in updates {
        if update.status == Some(IncidentStatus::Identified) {
            let has_begun = update.at.is_some_and(|at| at >= start);
            update.status =
                Some(if has_begun { IncidentStatus::InProgress } else { IncidentStatus::Scheduled });
        }
    }
}

/// The text after the labels: `<p><strong>Type:</strong> Incident</p>`.
fn unlabelled(head: &str) -> &str {
    let mut rest = head.trim();
    while let Some((label, after)) = rest.split_once("</p>") {
        if !label.trim_start().starts_with("<p><strong>") || !label.contains(":</strong>") {
            break;
        }
        rest = after.trim();
    }
    rest
}

/// The text with its blocks, if they are escaped once more.
fn unescape_blocks(html: Cow<'_, str>) -> Cow<'_, str> {
    match html.find("&lt;p&gt;").and_then(|at| html.split_at_checked(at)) {
        Some((head, blocks)) => Cow::Owned(format!("{head}{}", unescape(blocks))),
        None => html,
    }
}

/// The text after a label, up to the end of its line.
fn label_value<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(label)?;
    Some(rest.lines().next().unwrap_or_default().trim())
}
