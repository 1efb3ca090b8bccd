//! `/history`: a React component whose properties hold the months as JSON; and `history.json`, the same properties alone.
//!
//! ```json
//! {"page_status": {"page": {"id": "h4…", "name": "Acme", "updated_at": "2026-01-04T01:45:26.822Z"}},
//!  "components": [{"id": "k1", "name": "Files", "status": "operational", "group": false, "group_id": null}],
//!  "months": [{"name": "January", "year": 2026, "incidents": [{"code": "h4z…", "name": "Files cannot be opened",
//!    "message": "We are looking.", "impact": "critical",
//!    "timestamp": "Jan <var data-var='date'> 3</var>, <var data-var='time'>10:04</var> - <var …>12:12</var> UTC"}]}]}
//! ```

use chrono::{DateTime, Utc};
use memchr::memmem;

use super::head;
use super::selectors::PageSelectors;
use crate::adapter::page::{cut_coverage, report_page_end};
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::translate::provider;
use crate::adapter::{Context, Part, Verdict};
use crate::datetime;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    Component, Coverage, Extent, Format, Impact, Incident, RichText, Snapshot, Source, Update, Vendor,
};
use crate::syntax::html::select::{Element, MatchedPage};
use crate::syntax::json::{self, Flag, Integer, Text, TopKeys, check_nesting, wire};
use crate::text::html_line;

wire! {
    struct History<'a> {
        "page_status" => page_status: Option<PageStatus<'a>>,
        "components" => components: Option<Vec<Row<'a>>>,
        "months" => months: Option<Vec<Month<'a>>>,
        leaves out []
    }

    struct PageStatus<'a> {
        "page" => page: Option<PageInfo<'a>>,
        leaves out []
    }

    struct PageInfo<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "time_zone" => time_zone: Text<'a>,
        "updated_at" => updated_at: Text<'a>,
        leaves out [
            // Where the page is, and whose.
            "created_at", "domain", "organization_id", "subdomain", "url",
        ]
    }

    struct Row<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "status" => status: Text<'a>,
        "group_id" => group_id: Text<'a>,
        "group" => group: Flag,
        "description" => description: Text<'a>,
        "position" => position: Integer,
        "updated_at" => updated_at: Text<'a>,
        leaves out [
            // How it is shown, and whose it is.
            "created_at", "only_show_if_degraded", "page_id", "showcase", "start_date",
        ]
    }

    struct Month<'a> {
        "name" => name: Text<'a>,
        "year" => year: Integer,
        "incidents" => incidents: Option<Vec<Entry<'a>>>,
        leaves out [
            // How it is drawn.
            "days", "starts_on",
        ]
    }

    struct Entry<'a> {
        "code" => code: Text<'a>,
        "name" => name: Text<'a>,
        // Its newest text.
        "message" => message: Text<'a>,
        "impact" => impact: Text<'a>,
        "timestamp" => timestamp: Text<'a>,
        leaves out []
    }
}

/// Whether a JSON document is such a history. Its components may fill the head, so that its months are far beyond it; only
/// then the rest is searched.
pub(super) fn probe(document: &Document<'_>) -> Verdict {
    let is_status = |keys: &TopKeys<'_>| keys.has("page_status", b"{");
    let is_page = |keys: &TopKeys<'_>| keys.has("page", b"{");
    let keys = document.top_keys();
    let text = document.text().as_bytes();
    let is_cut_before_it =
        keys.is_cut && !is_page(keys) && (keys.has_list("months") || keys.has_list("components"));
    let has = |key: &str| memmem::find(text, key.as_bytes()).is_some();
    if is_status(keys) || is_cut_before_it && has("\"page_status\"") && has("\"months\"") {
        Verdict::certain_by_keys("has the page_status of a history")
    } else {
        Verdict::no("is JSON without the page_status of a history")
    }
}

/// Reads `history.json`.
pub(super) fn read_json(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    check_nesting(document.text(), context.limits().depth)?;
    let snapshot = translate(document.text(), Format::Json, context)?;
    json::locate(document.text(), &[], context.diagnostics());
    Ok(snapshot)
}

/// Reads the page.
pub(super) fn read_page(
    component: &Element<'_, '_>,
    page: &MatchedPage<'_>,
    selectors: &PageSelectors,
    context: &mut Context<'_>,
) -> Result<Snapshot, Error> {
    report_page_end(page, context);
    let properties = component.attribute("data-react-props").unwrap_or_default();
    let mut snapshot = translate(&properties, Format::Html, context)?;
    if page.is_cut {
        snapshot.source.coverage = cut_coverage(snapshot.source.coverage);
    }
    snapshot.source.as_of = snapshot.source.as_of.or(head::issued_at(page, selectors));
    snapshot.vendor.name = snapshot.vendor.name.or(head::vendor(page, selectors).name);
    snapshot.health = head::stated_health(page, selectors, context);
    Ok(snapshot)
}

fn translate(properties: &str, format: Format, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    let keep_raw = context.options().keep_raw;
    let history: Option<History<'_>> = json::decode(properties, "", context.diagnostics(), keep_raw);
    let Some(history) = history else {
        let message = "expected the properties of a history, found no JSON object";
        return Err(Error::new(ErrorKind::Syntax, message));
    };
    if history.months.is_none() && history.components.is_none() {
        return Err(Error::new(ErrorKind::NotStatus, "expected the months of a history, found none"));
    }
    if history.months.is_none() {
        let message = "expected the months of a history, found none";
        context.report(Diagnostic::warning(Code::Missing, "/months", message));
    }
    let mut found = context.diagnostics().as_mut_slice().iter();
    if history.months.is_none() || found.any(|found| found.path.starts_with("/months")) {
        // A month lists incidents and maintenances.
        context.mark_incomplete(Part::Incidents);
        context.mark_incomplete(Part::Maintenances);
    }
    let listed = if history.components.is_some() { Extent::Complete } else { Extent::None };
    let coverage = Coverage::new(listed, Extent::Recent, Extent::Recent);
    let mut snapshot = Snapshot::new(Source::new(format, coverage).with_provider(provider::STATUSPAGE));
    let page = history.page_status.and_then(|status| status.page).unwrap_or_default();
    snapshot.source.as_of = context.instant(page.updated_at.as_str(), "/page_status/page/updated_at");
    snapshot.vendor = Vendor {
        id: page.id.into_string(),
        name: page.name.into_string(),
        time_zone: page.time_zone.into_string(),
        ..Vendor::default()
    };
    let rows = history.components.unwrap_or_default().into_iter().enumerate();
    snapshot.components = rows.map(|(index, row)| read_component(row, index, context)).collect();
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/components");
    let mut ids = AnonymousIds::default();
    let vendor = snapshot.vendor.name.clone().unwrap_or_default();
    for (m, month) in history.months.into_iter().flatten().enumerate() {
        let middle = middle_of(&month);
        for (i, entry) in month.incidents.unwrap_or_default().into_iter().enumerate() {
            let mut incident = read_entry(entry, middle, &format!("/months/{m}/incidents/{i}"), context);
            if incident.id.is_empty() {
                incident.id = ids.id(&vendor, incident.started_at);
            }
            snapshot.incidents.push(incident);
        }
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/incidents");
    Ok(snapshot)
}

fn read_component(row: Row<'_>, index: usize, context: &mut Context<'_>) -> Component {
    let path = |key: &str| format!("/components/{index}/{key}");
    Component {
        updated_at: context.instant(row.updated_at.as_str(), path("updated_at")),
        status: context.component_status(row.status.as_str(), path("status")),
        id: row.id.into_string(),
        name: row.name.into_string(),
        parent_id: row.group_id.into_string(),
        is_group: row.group.0.unwrap_or_default(),
        description: row.description.into_string(),
        position: row.position.0,
        raw: row.source.map(Into::into),
    }
}

/// An entry says when it began and ended, and its newest text; neither statuses nor when that text was written.
fn read_entry(
    entry: Entry<'_>,
    month: Option<DateTime<Utc>>,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let mut incident = Incident {
        id: entry.code.into_string().unwrap_or_default(),
        title: entry.name.as_str().filter(|name| !name.is_empty()).map(html_line),
        impact: context.impact(entry.impact.as_str(), format_args!("{path}/impact")),
        raw: entry.source.map(Into::into),
        ..Incident::default()
    };
    if let Some(times) = entry.timestamp.as_str().map(html_line) {
        read_times(&mut incident, &times, month, path, context);
    }
    if let Some(message) = entry.message.as_str().map(str::trim).filter(|message| !message.is_empty()) {
        let body = RichText::html(context.bounded_text(message, path));
        incident.updates.push(Update { body: Some(body), ..Update::default() });
    }
    incident
}

/// The middle of a month, which decides the year of what is listed in it.
fn middle_of(month: &Month<'_>) -> Option<DateTime<Utc>> {
    let (name, year) = (month.name.as_str()?, month.year.0?);
    datetime::parse_instant(&format!("{name} 15, {year} 12:00 UTC"))
}

/// The times are near the month they are listed in. A single time is a start without an end.
fn read_times(
    incident: &mut Incident,
    text: &str,
    month: Option<DateTime<Utc>>,
    path: &str,
    context: &mut Context<'_>,
) {
    let dates = context.date_context();
    let dates = month.map_or(dates, |middle| dates.with_year_near(middle));
    let path = format!("{path}/timestamp");
    match datetime::range::parse(text, &dates) {
        Ok((start, end)) => {
            context.report_date_warnings(&start, text, &path);
            context.report_date_warnings(&end, text, &path);
            (incident.started_at, incident.resolved_at) = (Some(start.at), Some(end.at));
        }
        Err(_) => {
            incident.started_at = context.written_instant(datetime::parse(text, &dates), text, &path);
        }
    }
    context.check_interval(incident, &path);
    if incident.impact == Some(Impact::Maintenance) {
        let message = "expected a status, found none; whether this was planned is not known";
        context.report(Diagnostic::info(Code::Missing, path, message));
    }
}
