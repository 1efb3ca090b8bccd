//! Instatus: Atom that looks like Statuspage's, and RSS whose blocks are escaped once more inside a CDATA section.
//!
//! `published` is the start, of a maintenance the planned one. Blocks run either way. The steps of a maintenance say
//! "Identified" where others say "Scheduled" and "In progress".

use std::borrow::Cow;

use super::{Dialect, each_entry, names, steps};
use crate::adapter::feed::blocks;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::model::{Incident, IncidentKind, IncidentStatus, RichText, Schedule, Snapshot};
use crate::syntax::xml::unescape;

pub(super) static DIALECT: Dialect = Dialect { provider: Some("instatus"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    let own_link = |entry: &Entry<'_>| {
        let link = entry.link();
        (link.contains("/incident/") || link.contains("/maintenance/")) && is_cuid(entry.link_tail())
    };
    feed.title.as_deref().is_some_and(|title| title.ends_with("Status - Incident history"))
        || feed
            .generator
            .as_deref()
            .is_some_and(|generator| generator.to_ascii_lowercase().contains("instatus"))
        || feed.sample().any(own_link)
}

/// `c` and more than ten lower-case letters and digits.
fn is_cuid(text: &str) -> bool {
    text.len() > 10
        && text.starts_with('c')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    each_entry(feed, scribe, |entry| Some(entry.link_tail()).filter(|tail| is_cuid(tail)), fill)
}

fn fill(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, incident: &mut Incident) {
    let dates = scribe.dates(n, entry);
    let context = scribe.inside(&dates);
    let html = unescaped_again(scribe.story(n, entry));
    let told = blocks::timed(&html);
    let head = RichText::html(told.head).plain();
    let maintenance = match label(&head, "Type:") {
        Some(kind) => kind.eq_ignore_ascii_case("maintenance"),
        None => entry.link().contains("/maintenance/") || entry.id().contains(":Maintenance/"),
    };
    // In RSS the list of the long form is empty, and the short form has it.
    let listed = label(&head, "Affected Components:").filter(|list| !list.is_empty()).map(str::to_owned);
    let listed = listed.or_else(|| {
        let summary = scribe.text(entry.summary.as_ref());
        label(&summary, "Affected Components:").map(str::to_owned)
    });
    incident.components = names(listed.as_deref().unwrap_or_default());
    let steps = steps::of_blocks(scribe, n, entry, &told, &context);
    // Blocks run either way.
    let mut steps = timeline::sort_newest_first(steps, false);
    incident.updated_at = dates.updated_at();
    if maintenance {
        incident.kind = IncidentKind::Maintenance;
        incident.scheduled = dates.published_at().map(|start| Schedule::new(Some(start), None));
        plan(&mut steps, dates.published_at());
    }
    timeline::apply_updates(incident, steps);
    if maintenance {
        // The announcement's date stands in `updated` long after the work was done.
        let newest = incident.updates.last().and_then(|update| update.at);
        incident.updated_at = incident.updated_at.max(newest);
    } else {
        incident.started_at = incident.started_at.or(dates.published_at());
    }
}

/// "Identified" on a maintenance is the announcement before the planned start and work in progress after it.
fn plan(steps: &mut [UpdateEntry], start: Option<chrono::DateTime<chrono::Utc>>) {
    let Some(start) = start else { return };
    for step in steps {
        if step.update.status == Some(IncidentStatus::Identified) {
            let begun = step.update.at.is_some_and(|at| at >= start);
            step.update.status =
                Some(if begun { IncidentStatus::InProgress } else { IncidentStatus::Scheduled });
        }
    }
}

/// The blocks that were escaped once more.
fn unescaped_again(html: Cow<'_, str>) -> Cow<'_, str> {
    let blocks = html.find("&lt;p&gt;").and_then(|at| html.split_at_checked(at));
    match blocks {
        Some((head, blocks)) => Cow::Owned(format!("{head}{}", unescape(blocks))),
        None => html,
    }
}

/// What stands behind a label on its line.
fn label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(label)?;
    Some(rest.lines().next().unwrap_or_default().trim())
}
