//! The page of one incident or maintenance.

use super::head;
use super::incident::{html_body, read_impact, read_time};
use super::selectors::{PageSelectors, ReportSelectors};
use crate::adapter::Context;
use crate::adapter::page::{note_missing, report_page_end, update_entry};
use crate::adapter::translate::links::{incident_code, resolve_link};
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::translate::{affected, ids, provider};
use crate::datetime;
use crate::document::Document;
use crate::model::{
    AffectedComponent, Coverage, Extent, Format, Incident, IncidentKind, Schedule, Snapshot, Source, Vendor,
};
use crate::syntax::html::select::{Element, MatchedPage};

/// Reads the page.
pub(super) fn read(
    page: &MatchedPage<'_>,
    selectors: &PageSelectors,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Snapshot {
    report_page_end(page, context);
    let report = &selectors.report;
    let subheaders: Vec<String> = page.all(report.subheader).map(|subheader| subheader.line()).collect();
    let mut incident = Incident {
        title: page.first(report.name).map(|name| name.line()).filter(|title| !title.is_empty()),
        impact: page.first(report.name).and_then(|name| read_impact(&name, "/incidents/0/impact", context)),
        ..Incident::default()
    };
    for (is_missing, expected, key) in [
        (incident.title.is_none(), "a title", "title"),
        (incident.impact.is_none(), "an incident's impact", "impact"),
    ] {
        if is_missing {
            note_missing(expected, format_args!("/incidents/0/{key}"), context);
        }
    }
    // "Scheduled Maintenance Report for Acme"
    if subheaders.iter().any(|line| line.starts_with("Scheduled ")) {
        incident.kind = IncidentKind::Maintenance;
    }
    let sentence = page.first(report.affected).map(|affected| affected.line());
    let leaves =
        sentence.as_deref().and_then(affected::find_names).map(affected::split_names).unwrap_or_default();
    incident.components = leaves.into_iter().map(AffectedComponent::new).collect();
    let mut updates = Vec::new();
    for row in page.all(report.row.item) {
        updates.push(read_row(&row, report, updates.len(), context));
    }
    let limit = context.limits().updates;
    context.bound(&mut updates, limit, "updates", "/incidents/0/updates");
    timeline::apply_updates(&mut incident, updates);
    incident.scheduled = subheaders.iter().find_map(|line| read_window(line, &incident, context));

    let mut vendor = head::vendor(page, selectors);
    let reported = subheaders.iter().find_map(|line| line.split_once(" Report for ")).map(|(_, name)| name);
    if let Some(name) = reported {
        vendor = Vendor::new(name);
    }
    identify(&mut incident, page, report, &vendor, document);
    context.check_interval(&incident, "/incidents/0/resolved_at");
    let coverage = if incident.is_maintenance() {
        Coverage::new(Extent::None, Extent::None, Extent::Partial)
    } else {
        Coverage::new(Extent::None, Extent::Partial, Extent::None)
    };
    let mut snapshot = Snapshot::new(Source::new(Format::Html, coverage).with_provider(provider::STATUSPAGE));
    snapshot.source.as_of = head::issued_at(page, selectors);
    snapshot.vendor = vendor;
    snapshot.incidents.push(incident);
    snapshot.health = head::stated_health(page, selectors, context);
    snapshot
}

/// ```html
/// <div class="row update-row"><div class="update-title">Resolved</div><div class="update-body">It is over.</div>
///   <div class="update-timestamp">Posted <span class="ago" data-datetime-unix="…"></span>Feb 20, 2024 - 19:30 UTC</div></div>
/// ```
fn read_row(
    row: &Element<'_, '_>,
    selectors: &ReportSelectors,
    index: usize,
    context: &mut Context<'_>,
) -> UpdateEntry {
    let path = format!("/incidents/0/updates/{index}");
    let word = row.first(selectors.row.word).map(|word| word.line()).filter(|word| !word.is_empty());
    if word.is_none() {
        note_missing("an update's status", format_args!("{path}/status"), context);
    }
    let mut entry = update_entry(word.as_deref(), &path, context);
    entry.update.at = read_time(row, &selectors.row, None, &path, context);
    // The element that keeps white space is inside the body's own, if there is one.
    let text = row.last(selectors.row.text).map(|text| text.html().trim());
    entry.update.body = text.and_then(|raw| html_body(raw, &path, context));
    entry
}

/// "Scheduled for Jan 16, 12:00 - 16:00 GMT"
fn read_window(line: &str, incident: &Incident, context: &mut Context<'_>) -> Option<Schedule> {
    let planned = line.strip_prefix("Scheduled for ")?;
    let dates = context.date_context();
    let announced = incident.updates.first().and_then(|update| update.at);
    let dates = announced.map_or(dates, |announced| dates.with_year_near(announced));
    match datetime::range::parse(planned, &dates) {
        Ok((start, end)) => {
            context.report_date_warnings(&start, planned, "/incidents/0/scheduled");
            context.report_date_warnings(&end, planned, "/incidents/0/scheduled");
            Some(Schedule::new(Some(start.at), Some(end.at)))
        }
        Err(error) => {
            context.report(error.diagnostic("/incidents/0/scheduled", planned));
            None
        }
    }
}

/// Sets id and link: by the page's links to itself, or the address that the caller gives.
fn identify(
    incident: &mut Incident,
    page: &MatchedPage<'_>,
    selectors: &ReportSelectors,
    vendor: &Vendor,
    document: &Document<'_>,
) {
    let canonical = page.all(selectors.canonical).filter_map(|link| link.attribute("href"));
    let address = page.all(selectors.address).filter_map(|meta| meta.attribute("content"));
    let own = canonical.chain(address).find(|address| incident_code(address).is_some());
    incident.url = own.as_deref().and_then(|address| resolve_link(address, document));
    let code = page.first(selectors.code).and_then(|input| input.attribute("value"));
    let code = own.as_deref().and_then(incident_code).or(code.as_deref());
    incident.id = code.or_else(|| document.url().and_then(incident_code)).map_or_else(
        || {
            let start = incident.updates.first().and_then(|update| update.at).map(|at| at.to_rfc3339());
            let vendor = vendor.name.as_deref().unwrap_or_default();
            ids::anonymous_id(&[vendor, start.as_deref().unwrap_or_default(), "0"])
        },
        str::to_owned,
    );
}
