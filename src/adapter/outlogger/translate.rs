//! What OutLogger's page means.

use chrono::{DateTime, TimeDelta, Utc};

use super::ago::ago;
use super::wire;
use crate::adapter::page_text::entry::{BlockText, TimeText, id_without_start, report_unread_lines};
use crate::adapter::page_text::{body, update_entries};
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::{Context, provider};
use crate::datetime::zone::Zone;
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    Component, ComponentStatus, Coverage, Extent, Format, Health, Impact, Incident, IncidentStatus, Snapshot,
    Source, Vendor,
};

/// Translates the page.
pub(super) fn page(
    page: &wire::Page<'_>,
    format: Format,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Result<Snapshot, Error> {
    let Some(vendor) = page.vendors.first() else {
        let message = "expected a sentence that names the vendor, found none";
        return Err(Error::new(ErrorKind::NotStatus, message));
    };
    if let Some(other) = page.vendors.iter().find(|name| *name != vendor) {
        let message = "expected one vendor throughout, found another; the first is taken";
        context.report(Diagnostic::warning(Code::Contradiction, "/vendor", message).with_found(other));
    }
    if !page.is_whole {
        context.report_cut_off("");
    }
    if !page.is_whole && !page.table_ends {
        context.mark_present_state_cut();
    }
    let mut snapshot =
        Snapshot::new(Source::new(format, coverage(page, document)).with_provider(provider::OUTLOGGER));
    snapshot.vendor = Vendor::new(vendor);
    snapshot.source.as_of = as_of(page, document, context);
    snapshot.components = components(page, context);
    snapshot.incidents = incidents(page, vendor, context);
    if let Some(word) = &page.overall {
        let impact = if word == "Active" {
            Impact::None
        } else {
            context.report_unknown(word, "the status of all systems", "/health/impact");
            Impact::from(word.as_str())
        };
        snapshot.health = Health::stated(impact).with_description(format!("Systems {word}"));
    }
    check_recent(page, &snapshot, context);
    Ok(snapshot)
}

fn coverage(page: &wire::Page<'_>, document: &Document<'_>) -> Coverage {
    let components = match (page.rows.is_empty(), page.table_ends) {
        // An empty table is on the pages of vendors whose components OutLogger lists elsewhere.
        (true, _) => Extent::None,
        (false, true) => Extent::Complete,
        (false, false) => Extent::Partial,
    };
    // Later pages of the list show older incidents.
    let number = document.url().and_then(|url| url.split_once("page=")).map(|(_, number)| number);
    let is_later = number.is_some_and(|number| number != "1");
    let incidents = if is_later { Extent::Partial } else { Extent::Recent };
    Coverage::new(components, incidents, incidents)
}

fn as_of(page: &wire::Page<'_>, document: &Document<'_>, context: &mut Context<'_>) -> Option<DateTime<Utc>> {
    let stated = page.last_checked.as_deref()?;
    let Some(length) = ago(stated) else {
        let message = "expected a length of time before now, found other words; they are left out";
        context
            .report(Diagnostic::warning(Code::UnreadableTime, "/last_checked", message).with_found(stated));
        return None;
    };
    document.fetched_at()?.checked_sub_signed(length)
}

fn components(page: &wire::Page<'_>, context: &mut Context<'_>) -> Vec<Component> {
    let mut list = Vec::with_capacity(page.rows.len());
    for (index, row) in page.rows.iter().enumerate() {
        let status = match row.status.as_deref() {
            Some("Active") => Some(ComponentStatus::Operational),
            word => context.component_status(word, format_args!("/components/{index}/status")),
        };
        list.push(Component { status, ..Component::new(&row.name) });
    }
    report_unread_lines(&page.unread_rows, "a name and a status", "/components", context);
    report_unread_lines(&page.unread_lines, "a part of an incident", "/incidents", context);
    let limit = context.limits().components;
    context.bound(&mut list, limit, "components", "/components");
    list
}

fn incidents(page: &wire::Page<'_>, vendor: &str, context: &mut Context<'_>) -> Vec<Incident> {
    let mut ids = AnonymousIds::default();
    let mut list = Vec::with_capacity(page.blocks.len());
    let mut assumed = false;
    for (index, block) in page.blocks.iter().enumerate() {
        let path = format!("/incidents/{index}");
        if block.endings > 1 {
            let message = format!(
                "expected one line with the impact and the start, found {}; the last is taken",
                block.endings
            );
            context.report(Diagnostic::warning(Code::Contradiction, &path, message));
        }
        if block.has_more {
            let message = "expected nothing after the line that ends a block, found text; it is left out";
            context.report(Diagnostic::warning(Code::Malformed, &path, message));
        }
        let started_at = block.started_at.as_deref();
        let mut incident = Incident {
            started_at: started_at
                .and_then(|text| instant(text, &format!("{path}/started_at"), &mut assumed, context)),
            impact: context.impact(block.impact.as_deref(), format_args!("{path}/impact")),
            ..Incident::default()
        };
        let start = incident.started_at;
        let entries = entries(block, page.is_markdown, &path, &mut assumed, context);
        timeline::apply_updates(&mut incident, entries);
        if !block.is_closed && start.is_none() {
            // The oldest updates come after the cut.
            incident.started_at = None;
        }
        let start = start.or(incident.updates.first().and_then(|update| update.at));
        incident.id = if let Some(start) = start {
            ids.id(vendor, Some(start))
        } else {
            let newest = BlockText { body: block.description, ..BlockText::default() };
            id_without_start(&mut ids, vendor, None, &[newest])
        };
        context.check_interval(&incident, format_args!("{path}/resolved_at"));
        list.push(incident);
    }
    if assumed {
        let message =
            "expected times with their zone, found none; read as UTC, in which OutLogger prints them";
        context.report(Diagnostic::info(Code::AssumedZone, "/incidents", message));
    }
    let limit = context.limits().incidents;
    context.bound(&mut list, limit, "incidents", "/incidents");
    list
}

/// The updates of an incident, newest first: those of the rich flavour, else its description.
fn entries(
    block: &wire::Block<'_>,
    is_markdown: bool,
    path: &str,
    assumed: &mut bool,
    context: &mut Context<'_>,
) -> Vec<UpdateEntry> {
    if block.updates.is_empty() {
        // Where text follows the end of a block, the end belonged to the text, and so did the status above it.
        let mut entry = UpdateEntry::with_word(block.status.filter(|_| !block.has_more));
        entry.update.body = body(block.description, is_markdown, path, context);
        if let Some(IncidentStatus::Other(word)) = &entry.update.status {
            context.report_unknown(word, "an incident's status", format_args!("{path}/status"));
        }
        return vec![entry];
    }
    let time = |entry: &wire::Entry<'_>| TimeText { written: entry.time.clone(), moment: None };
    let blocks: Vec<_> = block
        .updates
        .iter()
        .map(|entry| BlockText { word: entry.status, body: entry.body, time: Some(time(entry)) })
        .collect();
    let mut entries = update_entries(&blocks, is_markdown, path, context, |time, path, context| {
        instant(&time.written, path, assumed, context)
    });
    let limit = context.limits().updates;
    context.bound(&mut entries, limit, "updates", path);
    entries
}

/// A time, which is UTC: the same incidents are printed elsewhere with their zone.
fn instant(text: &str, path: &str, assumed: &mut bool, context: &mut Context<'_>) -> Option<DateTime<Utc>> {
    let known = DateContext::new(context.limits()).with_assumed_zone(Some(Zone::utc()));
    match datetime::parse(text, &known) {
        // A time of day that is cut off may read as another one.
        Ok(reading) if wire::is_clock(text) => {
            *assumed = true;
            Some(reading.at)
        }
        Ok(_) => {
            let message =
                "expected a time that ends in a.m. or p.m., found one that may be cut off; it is left out";
            context.report(Diagnostic::warning(Code::UnreadableTime, path, message).with_found(text));
            None
        }
        Err(error) => {
            context.report(error.diagnostic(path, text));
            None
        }
    }
}

/// Holds the page's count of the last 30 days against the incidents it lists.
fn check_recent(page: &wire::Page<'_>, snapshot: &Snapshot, context: &mut Context<'_>) {
    let (Some(stated), Some(as_of)) = (page.recent, snapshot.source.as_of) else { return };
    let Some(since) = TimeDelta::try_days(30).and_then(|days| as_of.checked_sub_signed(days)) else { return };
    let is_recent =
        |incident: &&Incident| incident.started_at.is_some_and(|start| start >= since && start <= as_of);
    let listed = snapshot.incidents.iter().filter(is_recent).count();
    if listed > stated {
        let message =
            format!("expected {stated} incidents in the last 30 days, as stated, found {listed} listed");
        context.report(Diagnostic::info(Code::Contradiction, "/incidents", message));
    }
}
