//! The page of one incident or maintenance.

use super::health;
use super::link;
use super::plan::{ReportRules, Rules};
use super::update::{body, instant, report_unknown};
use crate::adapter::Context;
use crate::adapter::translate::affected;
use crate::adapter::translate::ids;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::datetime::{self, DateContext};
use crate::document::Document;
use crate::model::{
    AffectedComponent, Coverage, Extent, Format, Incident, IncidentKind, Schedule, Snapshot, Source, Vendor,
};
use crate::syntax::html::select::{Element, MatchedPage};

/// Reads the page.
pub(super) fn read(
    page: &MatchedPage<'_>,
    rules: &Rules,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Snapshot {
    health::ending(page, context);
    let names = &rules.report;
    let subheaders: Vec<String> = page.all(names.subheader).map(|hit| hit.line()).collect();
    let mut incident = Incident {
        title: page.first(names.name).map(|hit| hit.line()).filter(|title| !title.is_empty()),
        impact: page.first(names.name).and_then(|hit| health::impact(&hit, "/incidents/0/impact", context)),
        ..Incident::default()
    };
    let is_planned = |line: &String| line.starts_with("Scheduled ");
    if subheaders.iter().any(is_planned) {
        incident.kind = IncidentKind::Maintenance;
    }
    let sentence = page.first(names.affected).map(|hit| hit.line());
    let leaves = sentence.as_deref().and_then(affected::sentence).map(affected::leaves).unwrap_or_default();
    incident.components = leaves.into_iter().map(AffectedComponent::new).collect();
    let mut steps = Vec::new();
    for row in page.all(names.row.item) {
        steps.push(step(&row, names, steps.len(), context));
    }
    let limit = context.limits().updates;
    context.bound(&mut steps, limit, "updates", "/incidents/0/updates");
    timeline::apply_updates(&mut incident, steps);
    incident.scheduled = subheaders.iter().find_map(|line| window(line, &incident, context));

    let mut vendor = health::vendor(page, rules);
    let reported = subheaders.iter().find_map(|line| line.split_once(" Report for ")).map(|(_, name)| name);
    if let Some(name) = reported {
        vendor = Vendor::new(name);
    }
    identify(&mut incident, page, names, &vendor, document);
    context.check_interval(&incident, "/incidents/0/resolved_at");
    let coverage = if incident.is_maintenance() {
        Coverage::new(Extent::None, Extent::None, Extent::Partial)
    } else {
        Coverage::new(Extent::None, Extent::Partial, Extent::None)
    };
    let mut snapshot = Snapshot::new(Source::new(Format::Html, coverage).with_provider("statuspage"));
    snapshot.source.as_of = health::issued(page, rules);
    snapshot.vendor = vendor;
    snapshot.incidents.push(incident);
    snapshot.health = health::health(page, rules, &snapshot, context);
    snapshot
}

fn step(row: &Element<'_, '_>, rules: &ReportRules, index: usize, context: &mut Context<'_>) -> UpdateEntry {
    let path = format!("/incidents/0/updates/{index}");
    let word = row.first(rules.row.word).map(|word| word.line()).filter(|word| !word.is_empty());
    let mut step = UpdateEntry::with_word(word.as_deref());
    report_unknown(step.update.status.as_ref(), &path, context);
    step.update.at = instant(row, &rules.row, None, &path, context);
    // The element that keeps white space stands in the body's own, where there is one.
    let text = row.last(rules.row.text).map(|text| text.html().trim());
    step.update.body = text.and_then(|raw| body(raw, &path, context));
    step
}

/// "Scheduled for Jan 16, 12:00 - 16:00 GMT"
fn window(line: &str, incident: &Incident, context: &mut Context<'_>) -> Option<Schedule> {
    let planned = line.strip_prefix("Scheduled for ")?;
    let known = DateContext::new(context.limits()).with_assumed_zone(context.options().assumed_zone);
    let announced = incident.updates.first().and_then(|update| update.at);
    let known = announced.map_or(known, |announced| known.with_year_near(announced));
    match datetime::range::parse(planned, &known) {
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

/// The code in the page's links to itself, or in the address that the caller gives.
fn identify(
    incident: &mut Incident,
    page: &MatchedPage<'_>,
    rules: &ReportRules,
    vendor: &Vendor,
    document: &Document<'_>,
) {
    let canonical = page.all(rules.canonical).filter_map(|hit| hit.attribute("href"));
    let address = page.all(rules.address).filter_map(|hit| hit.attribute("content"));
    let own = canonical.chain(address).find(|address| link::code(address).is_some());
    incident.url = own.as_deref().and_then(|address| link::whole(address, document));
    let code = page.first(rules.code).and_then(|hit| hit.attribute("value"));
    let code = own.as_deref().and_then(link::code).or(code.as_deref());
    incident.id = code.or_else(|| document.url().and_then(link::code)).map_or_else(
        || {
            let start = incident.updates.first().and_then(|update| update.at).map(|at| at.to_rfc3339());
            let vendor = vendor.name.as_deref().unwrap_or_default();
            ids::anonymous_id(&[vendor, start.as_deref().unwrap_or_default(), "0"])
        },
        str::to_owned,
    );
}
