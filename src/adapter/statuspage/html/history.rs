//! `/history`: a React component whose properties hold the months as JSON; and `history.json`, the same properties alone.

use chrono::{DateTime, Utc};
use memchr::memmem;

use super::plan::Rules;
use super::{health, wire};
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::{Context, Verdict};
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    Component, ComponentStatus, Coverage, Extent, Format, Impact, Incident, RichText, Snapshot, Source,
    Update, Vendor,
};
use crate::syntax::html::select::{Element, MatchedPage as Html};
use crate::syntax::json::check_nesting;
use crate::syntax::json::{self, TopKeys};
use crate::text::html_line;

/// Whether a JSON document is such a history. Its components may fill the head, so that its months stand far behind; only
/// there the rest is searched.
pub(super) fn probe(document: &Document<'_>) -> Verdict {
    let is_status = |outline: &TopKeys<'_>| outline.has("page_status", b"{");
    let is_page = |outline: &TopKeys<'_>| outline.has("page", b"{");
    let outline = TopKeys::read_until(document.head(), |outline| is_status(outline) || is_page(outline));
    let text = document.text().as_bytes();
    let is_cut_before_it = outline.is_cut
        && !is_page(&outline)
        && (outline.has_list("months") || outline.has_list("components"));
    let has = |key: &str| memmem::find(text, key.as_bytes()).is_some();
    if is_status(&outline) || is_cut_before_it && has("\"page_status\"") && has("\"months\"") {
        Verdict::certain("has the page_status of a history")
    } else {
        Verdict::no("is JSON without the page_status of a history")
    }
}

/// Reads `history.json`.
pub(super) fn read(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    check_nesting(document.text(), context.limits().depth)?;
    let mut snapshot = translate(document.text(), Format::Json, context)?;
    snapshot.health = snapshot.derived_health();
    json::locate(document.text(), &[], context.diagnostics().as_mut_slice());
    Ok(snapshot)
}

/// Reads the page.
pub(super) fn read_page(
    hit: &Element<'_, '_>,
    page: &Html<'_>,
    rules: &Rules,
    context: &mut Context<'_>,
) -> Result<Snapshot, Error> {
    health::ending(page, context);
    let properties = hit.attribute("data-react-props").unwrap_or_default();
    let mut snapshot = translate(&properties, Format::Html, context)?;
    snapshot.source.as_of = snapshot.source.as_of.or(health::issued(page, rules));
    snapshot.vendor.name = snapshot.vendor.name.or(health::vendor(page, rules).name);
    snapshot.health = health::health(page, rules, &snapshot, context);
    Ok(snapshot)
}

fn translate(properties: &str, format: Format, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    let keep_raw = context.options().keep_raw;
    let history: Option<wire::History<'_>> = json::decode(properties, "", context.diagnostics(), keep_raw);
    let Some(history) = history else {
        return Err(Error::new(
            ErrorKind::Syntax,
            "expected the properties of a history, found no JSON object",
        ));
    };
    let Some(months) = history.months else {
        return Err(Error::new(ErrorKind::NotStatus, "expected the months of a history, found none"));
    };
    let lost = |list: &str, context: &mut Context<'_>| {
        let mut found = context.diagnostics().as_mut_slice().iter();
        found.any(|doubt| doubt.code == Code::UnreadableItem && doubt.path.starts_with(list))
    };
    let (rows, entries) = (lost("/components", context), lost("/months", context));
    let of = |lost: bool, extent: Extent| if lost { Extent::Partial } else { extent };
    let coverage =
        Coverage::new(of(rows, Extent::Complete), of(entries, Extent::Recent), of(entries, Extent::Recent));
    let mut snapshot = Snapshot::new(Source::new(format, coverage).with_provider("statuspage"));
    let page = history.page_status.and_then(|status| status.page).unwrap_or_default();
    snapshot.source.as_of = context.instant(page.updated_at.as_str(), "/page_status/page/updated_at");
    snapshot.vendor = Vendor {
        id: page.id.into_string(),
        name: page.name.into_string(),
        time_zone: page.time_zone.into_string(),
        ..Vendor::default()
    };
    let rows = history.components.unwrap_or_default().into_iter().enumerate();
    snapshot.components = rows.map(|(index, row)| component(row, index, context)).collect();
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/components");
    let mut starts = AnonymousIds::default();
    let vendor = snapshot.vendor.name.clone().unwrap_or_default();
    for (m, month) in months.into_iter().enumerate() {
        let middle = middle(&month);
        for (i, entry) in month.incidents.unwrap_or_default().into_iter().enumerate() {
            let mut incident = incident(entry, middle, &format!("/months/{m}/incidents/{i}"), context);
            if incident.id.is_empty() {
                incident.id = starts.id(&vendor, incident.started_at);
            }
            snapshot.incidents.push(incident);
        }
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/incidents");
    Ok(snapshot)
}

fn component(row: wire::Component<'_>, index: usize, context: &mut Context<'_>) -> Component {
    let status = row.status.into_string().map(ComponentStatus::from);
    if let Some(word) = status.as_ref().filter(|status| !status.is_known()) {
        context.report_unknown(word.as_str(), "a component's status", format!("/components/{index}/status"));
    }
    Component {
        updated_at: context.instant(row.updated_at.as_str(), &format!("/components/{index}/updated_at")),
        id: row.id.into_string(),
        name: row.name.into_string(),
        status,
        parent_id: row.group_id.into_string(),
        is_group: row.group.0.unwrap_or_default(),
        description: row.description.into_string(),
        position: row.position.0,
        raw: row.source.map(Into::into),
    }
}

/// An entry tells when it began and ended, and its newest text; neither states nor when that text was written.
fn incident(
    entry: wire::Entry<'_>,
    month: Option<DateTime<Utc>>,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let mut incident = Incident {
        id: entry.code.into_string().unwrap_or_default(),
        title: entry.name.as_str().filter(|name| !name.is_empty()).map(html_line),
        impact: entry.impact.into_string().map(Impact::from),
        raw: entry.source.map(Into::into),
        ..Incident::default()
    };
    if let Some(word) = incident.impact.as_ref().filter(|impact| !impact.is_known()) {
        context.report_unknown(word.as_str(), "an impact", format!("{path}/impact"));
    }
    if let Some(times_shown) = entry.timestamp.as_str().map(html_line) {
        times(&mut incident, &times_shown, month, path, context);
    }
    if let Some(message) = entry.message.as_str().map(str::trim).filter(|message| !message.is_empty()) {
        let body = RichText::html(context.bounded_text(message, path));
        incident.updates.push(Update { body: Some(body), ..Update::default() });
    }
    incident
}

/// The middle of a month, which tells the year of what is listed in it.
fn middle(month: &wire::Month<'_>) -> Option<DateTime<Utc>> {
    let (name, year) = (month.name.as_str()?, month.year.0?);
    datetime::parse_instant(&format!("{name} 15, {year} 12:00 UTC"))
}

/// The times are near the month they are listed in. A single time is a start without an end.
fn times(
    incident: &mut Incident,
    text: &str,
    month: Option<DateTime<Utc>>,
    path: &str,
    context: &mut Context<'_>,
) {
    let known = DateContext::new(context.limits()).with_assumed_zone(context.options().assumed_zone);
    let known = month.map_or(known, |middle| known.with_year_near(middle));
    let path = format!("{path}/timestamp");
    match datetime::range::parse(text, &known) {
        Ok((start, end)) => {
            context.report_date_warnings(&start, text, &path);
            context.report_date_warnings(&end, text, &path);
            (incident.started_at, incident.resolved_at) = (Some(start.at), Some(end.at));
        }
        Err(_) => {
            incident.started_at = context.written_instant(datetime::parse(text, &known), text, &path);
        }
    }
    if incident.impact == Some(Impact::Maintenance) {
        let message = "expected a state, found none; whether this was planned is not known";
        context.report(Diagnostic::info(Code::Missing, path, message));
    }
}
