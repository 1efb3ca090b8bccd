//! What OutLogger's page means.

use chrono::{DateTime, TimeDelta, Utc};

use super::ago::ago;
use super::wire;
use crate::adapter::Context;
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::datetime::zone::Zone;
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    Component, ComponentStatus, Coverage, Extent, Format, Health, Impact, Incident, IncidentStatus, RichText,
    Snapshot, Source, Vendor,
};
use crate::text::detect::detect_format;

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
        let message = "expected the closing line, found the end; what stands before it is kept";
        context.report(Diagnostic::warning(Code::Truncated, "", message));
    }
    let mut snapshot =
        Snapshot::new(Source::new(format, coverage(page, document)).with_provider("outlogger"));
    snapshot.vendor = Vendor::new(*vendor);
    snapshot.source.as_of = as_of(page, document, context);
    snapshot.components = components(page, context);
    snapshot.incidents = incidents(page, vendor, context);
    snapshot.health = health(page, &snapshot, context);
    check_recent(page, &snapshot, context);
    Ok(snapshot)
}

fn coverage(page: &wire::Page<'_>, document: &Document<'_>) -> Coverage {
    let components = match (page.rows.is_empty(), page.table_ends) {
        // An empty table stands on the pages of vendors whose components OutLogger lists elsewhere.
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
    let stated = page.last_checked?;
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
        let status = row.status.map(|word| {
            if word == "Active" {
                return ComponentStatus::Operational;
            }
            context.report_unknown(word, "a component's status", format!("/components/{index}/status"));
            ComponentStatus::from(word)
        });
        list.push(Component { status, ..Component::new(row.name) });
    }
    let limit = context.limits().components;
    context.bound(&mut list, limit, "components", "/components");
    list
}

fn incidents(page: &wire::Page<'_>, vendor: &str, context: &mut Context<'_>) -> Vec<Incident> {
    let mut starts = AnonymousIds::default();
    let mut list = Vec::with_capacity(page.blocks.len());
    let mut assumed = false;
    for (index, block) in page.blocks.iter().enumerate() {
        let path = format!("/incidents/{index}");
        let mut incident = Incident {
            started_at: block
                .started_at
                .and_then(|text| instant(text, &format!("{path}/started_at"), &mut assumed, context)),
            impact: block.impact.map(|word| impact(word, &path, context)),
            ..Incident::default()
        };
        let start = incident.started_at;
        let steps = steps(block, &path, &mut assumed, context);
        timeline::apply_updates(&mut incident, steps);
        if !block.is_closed && start.is_none() {
            // The oldest updates stand behind the cut.
            incident.started_at = None;
        }
        let start = start.or(incident.updates.first().and_then(|update| update.at));
        incident.id = starts.id(vendor, start);
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
fn steps(
    block: &wire::Block<'_>,
    path: &str,
    assumed: &mut bool,
    context: &mut Context<'_>,
) -> Vec<UpdateEntry> {
    if block.updates.is_empty() {
        let mut step = UpdateEntry::with_word(block.status);
        step.update.body = block.description.as_deref().and_then(|lines| body(lines, path, context));
        report_unknown(step.update.status.as_ref(), path, context);
        return vec![step];
    }
    let mut steps = Vec::with_capacity(block.updates.len());
    for (index, entry) in block.updates.iter().enumerate() {
        let path = format!("{path}/updates/{index}");
        let mut step = UpdateEntry::with_word(entry.status);
        step.update.at = instant(entry.time, &format!("{path}/at"), assumed, context);
        step.update.body = entry.text.as_deref().and_then(|lines| body(lines, &path, context));
        report_unknown(step.update.status.as_ref(), &path, context);
        steps.push(step);
    }
    let limit = context.limits().updates;
    context.bound(&mut steps, limit, "updates", path);
    steps
}

fn body(lines: &[&str], path: &str, context: &mut Context<'_>) -> Option<RichText> {
    let text = lines.join("\n");
    let text = context.bounded_text(text.trim(), path);
    (!text.is_empty()).then(|| RichText::new(detect_format(text), text))
}

fn report_unknown(status: Option<&IncidentStatus>, path: &str, context: &mut Context<'_>) {
    if let Some(IncidentStatus::Other(word)) = status {
        context.report_unknown(word, "an incident's status", format!("{path}/status"));
    }
}

fn impact(word: &str, path: &str, context: &mut Context<'_>) -> Impact {
    Impact::known(&word.to_ascii_lowercase()).unwrap_or_else(|| {
        context.report_unknown(word, "an impact", format!("{path}/impact"));
        Impact::from(word)
    })
}

/// A time, which is UTC: the same incidents stand elsewhere with their zone.
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

/// As stated; else derived, but never green where the page was not read to its end.
fn health(page: &wire::Page<'_>, snapshot: &Snapshot, context: &mut Context<'_>) -> Health {
    let Some(word) = page.overall else {
        let derived = snapshot.derived_health();
        let is_green = derived.impact == Some(Impact::None);
        return if is_green && !page.is_whole { Health::default() } else { derived };
    };
    let impact = if word == "Active" {
        Impact::None
    } else {
        context.report_unknown(word, "the status of all systems", "/health/impact");
        Impact::from(word)
    };
    Health::stated(impact).with_description(format!("Systems {word}"))
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
