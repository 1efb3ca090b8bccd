//! `/history`: a React component whose properties hold the months as JSON; and `history.json`, the same properties alone.

use chrono::{DateTime, Utc};
use memchr::memmem;
use serde_json::Value;

use super::health;
use super::plan::Rules;
use crate::adapter::{Context, Verdict};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::identity::Starts;
use crate::model::{
    Component, ComponentStatus, Coverage, Extent, Format, Impact, Incident, RichText, Snapshot, Source,
    Update, Vendor,
};
use crate::syntax::date::{self, DateContext};
use crate::syntax::html::select::{Hit, Page as Html};
use crate::syntax::json::{self, Outline};
use crate::syntax::nesting::check_nesting;
use crate::syntax::text::html_line;

/// Whether a JSON document is such a history. Its components may fill the head, so that its months stand far behind; only
/// there the rest is searched.
pub(super) fn probe(document: &Document<'_>) -> Verdict {
    let is_status = |outline: &Outline<'_>| outline.has("page_status", b"{");
    let is_page = |outline: &Outline<'_>| outline.has("page", b"{");
    let outline = Outline::until(document.head(), |outline| is_status(outline) || is_page(outline));
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
    let mut snapshot = translate(&parse(document.text())?, Format::Json, context)?;
    snapshot.health = snapshot.derived_health();
    json::locate(document.text(), &[], context.diagnostics().as_mut_slice());
    Ok(snapshot)
}

/// Reads the page.
pub(super) fn read_page(
    hit: &Hit<'_, '_>,
    page: &Html<'_>,
    rules: &Rules,
    context: &mut Context<'_>,
) -> Result<Snapshot, Error> {
    let properties = parse(&hit.attribute("data-react-props").unwrap_or_default())?;
    health::ending(page, context);
    let mut snapshot = translate(&properties, Format::Html, context)?;
    snapshot.source.as_of = snapshot.source.as_of.or(health::issued(page, rules));
    snapshot.vendor.name = snapshot.vendor.name.or(health::vendor(page, rules).name);
    snapshot.health = health::health(page, rules, &snapshot, context);
    Ok(snapshot)
}

fn parse(json: &str) -> Result<Value, Error> {
    serde_json::from_str(json).map_err(|error| {
        Error::new(ErrorKind::Syntax, format!("expected the properties of the history, found {error}"))
    })
}

fn translate(properties: &Value, format: Format, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    if !properties.get("months").is_some_and(Value::is_array) {
        return Err(Error::new(ErrorKind::NotStatus, "expected the months of a history, found none"));
    }
    let coverage = Coverage::new(Extent::Complete, Extent::Recent, Extent::Recent);
    let mut snapshot = Snapshot::new(Source::new(format, coverage).with_provider("statuspage"));
    let stated = properties.pointer("/page_status/page").unwrap_or(&Value::Null);
    snapshot.source.as_of = instant(stated, "updated_at");
    snapshot.vendor = Vendor {
        id: text(stated, "id"),
        name: text(stated, "name"),
        time_zone: text(stated, "time_zone"),
        ..Vendor::default()
    };
    let rows = list(properties, "components").iter().enumerate();
    snapshot.components = rows.map(|(index, row)| component(row, index, context)).collect();
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/components");
    let mut incidents = Vec::new();
    let mut starts = Starts::default();
    let vendor = snapshot.vendor.name.clone().unwrap_or_default();
    for (m, month) in list(properties, "months").iter().enumerate() {
        let middle = middle(month);
        for (i, entry) in list(month, "incidents").iter().enumerate() {
            let path = format!("/months/{m}/incidents/{i}");
            if entry.is_object() {
                let mut incident = incident(entry, middle, &path, context);
                if incident.id.is_empty() {
                    incident.id = starts.id(&vendor, incident.started_at);
                }
                incidents.push(incident);
            } else {
                let message = "expected an incident, found another value; it is left out";
                let found = Diagnostic::error(Code::UnreadableItem, path, message);
                context.report(found.with_found(&entry.to_string()));
                snapshot.source.coverage.incidents = Extent::Partial;
            }
        }
    }
    let limit = context.limits().incidents;
    context.bound(&mut incidents, limit, "incidents", "/incidents");
    snapshot.incidents = incidents;
    Ok(snapshot)
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn instant(value: &Value, key: &str) -> Option<DateTime<Utc>> {
    value.get(key).and_then(Value::as_str).and_then(date::instant)
}

fn component(row: &Value, index: usize, context: &mut Context<'_>) -> Component {
    let status = text(row, "status").map(ComponentStatus::from);
    if let Some(word) = status.as_ref().filter(|status| !status.is_known()) {
        context.report_unknown(word.as_str(), "a component's status", format!("/components/{index}/status"));
    }
    Component {
        id: text(row, "id"),
        name: text(row, "name"),
        status,
        parent_id: text(row, "group_id"),
        is_group: row.get("group").and_then(Value::as_bool).unwrap_or_default(),
        description: text(row, "description"),
        position: row.get("position").and_then(Value::as_i64),
        updated_at: instant(row, "updated_at"),
        ..Component::default()
    }
}

/// An entry tells when it began and ended, and its newest text; neither states nor when that text was written.
fn incident(entry: &Value, month: Option<DateTime<Utc>>, path: &str, context: &mut Context<'_>) -> Incident {
    let mut incident = Incident {
        id: text(entry, "code").unwrap_or_default(),
        title: text(entry, "name").map(|name| html_line(&name)),
        impact: text(entry, "impact").map(Impact::from),
        ..Incident::default()
    };
    if let Some(word) = incident.impact.as_ref().filter(|impact| !impact.is_known()) {
        context.report_unknown(word.as_str(), "an impact", format!("{path}/impact"));
    }
    if let Some(times_shown) = text(entry, "timestamp").map(|html| html_line(&html)) {
        times(&mut incident, &times_shown, month, path, context);
    }
    if let Some(message) = text(entry, "message") {
        let body = RichText::html(context.bounded_text(message.trim(), path));
        incident.updates.push(Update { body: Some(body), ..Update::default() });
    }
    incident
}

/// The middle of a month, which tells the year of what is listed in it.
fn middle(month: &Value) -> Option<DateTime<Utc>> {
    let year = month.get("year").and_then(Value::as_i64)?;
    date::instant(&format!("{} 15, {year} 12:00 UTC", text(month, "name")?))
}

/// The times are near the month they are listed in. A single time is a start without an end.
fn times(
    incident: &mut Incident,
    text: &str,
    month: Option<DateTime<Utc>>,
    path: &str,
    context: &mut Context<'_>,
) {
    let known = DateContext::new(context.limits()).assume(context.options().assumed_zone);
    let known = month.map_or(known, |middle| known.near(middle));
    let path = format!("{path}/timestamp");
    match date::range::parse(text, &known) {
        Ok((start, end)) => {
            (incident.started_at, incident.resolved_at) = (Some(start.at), Some(end.at));
        }
        Err(_) => match date::parse(text, &known) {
            Ok(start) => incident.started_at = Some(start.at),
            Err(error) => context.report(error.diagnostic(&path, text)),
        },
    }
    if incident.impact == Some(Impact::Maintenance) {
        let message = "expected a state, found none; whether this was planned is not known";
        context.report(Diagnostic::info(Code::Missing, path, message));
    }
}
