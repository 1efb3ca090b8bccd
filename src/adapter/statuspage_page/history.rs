//! `/history`: a React component whose properties hold the months as JSON.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::health;
use super::plan::Rules;
use crate::adapter::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::identity;
use crate::model::{
    Component, ComponentStatus, Coverage, Extent, Format, Impact, Incident, RichText, Snapshot, Source,
    Update, Vendor,
};
use crate::syntax::date::{self, DateContext};
use crate::syntax::html::select::{Hit, Page as Html};
use crate::syntax::text::html_line;

/// Reads the page.
pub(super) fn read(
    hit: &Hit<'_, '_>,
    page: &Html<'_>,
    rules: &Rules,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Result<Snapshot, Error> {
    let json = hit.attribute("data-react-props").unwrap_or_default();
    let properties: Value = serde_json::from_str(&json).map_err(|error| {
        Error::new(ErrorKind::Syntax, format!("expected the properties of the history, found {error}"))
    })?;
    health::ending(page, context);
    let coverage = Coverage::new(Extent::Complete, Extent::Recent, Extent::Recent);
    let mut snapshot = Snapshot::new(Source::new(Format::Html, coverage).with_provider("statuspage"));
    let stated = properties.pointer("/page_status/page").unwrap_or(&Value::Null);
    snapshot.source.as_of = instant(stated, "updated_at").or(health::issued(page, rules));
    snapshot.vendor = Vendor {
        id: text(stated, "id"),
        name: text(stated, "name").or(health::vendor(page, rules).name),
        time_zone: text(stated, "time_zone"),
        ..Vendor::default()
    };
    snapshot.components = list(&properties, "components").iter().map(component).collect();
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/components");
    let mut incidents = Vec::new();
    for month in list(&properties, "months") {
        let middle = middle(month);
        for entry in list(month, "incidents") {
            incidents.push(incident(entry, middle, incidents.len(), document, context));
        }
    }
    let limit = context.limits().incidents;
    context.bound(&mut incidents, limit, "incidents", "/incidents");
    snapshot.incidents = incidents;
    snapshot.health = health::health(page, rules, &snapshot, context);
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

fn component(row: &Value) -> Component {
    Component {
        id: text(row, "id"),
        name: text(row, "name"),
        status: text(row, "status").map(ComponentStatus::from),
        parent_id: text(row, "group_id"),
        is_group: row.get("group").and_then(Value::as_bool).unwrap_or_default(),
        description: text(row, "description"),
        position: row.get("position").and_then(Value::as_i64),
        updated_at: instant(row, "updated_at"),
        ..Component::default()
    }
}

/// An entry tells when it began and ended, and its newest text; neither states nor when that text was written.
fn incident(
    entry: &Value,
    month: Option<DateTime<Utc>>,
    index: usize,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Incident {
    let path = format!("/incidents/{index}");
    let mut incident = Incident {
        title: text(entry, "name").map(|name| html_line(&name)),
        impact: text(entry, "impact").map(Impact::from),
        ..Incident::default()
    };
    if let Some(times_shown) = text(entry, "timestamp").map(|html| html_line(&html)) {
        times(&mut incident, &times_shown, month, &path, context);
    }
    if let Some(message) = text(entry, "message") {
        let body = RichText::html(context.bounded_text(message.trim(), &path));
        incident.updates.push(Update { body: Some(body), ..Update::default() });
    }
    let start = incident.started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let address = document.url().unwrap_or_default();
    incident.id =
        text(entry, "code").unwrap_or_else(|| identity::anonymous(&[address, &start, &index.to_string()]));
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
    let path = format!("{path}/started_at");
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
