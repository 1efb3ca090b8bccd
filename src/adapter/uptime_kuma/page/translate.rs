//! What Uptime Kuma's object means.

use chrono::{DateTime, Utc};

use super::wire;
use crate::adapter::Context;
use crate::adapter::translate::ids;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::datetime::zone::Zone;
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Component, Coverage, Extent, Format, Incident, IncidentKind, IncidentStatus, RichText, Schedule,
    Snapshot, Source, Update, Vendor,
};
use crate::syntax::embedded::EmbeddedJson;
use crate::syntax::json::{Integer, Text, decode};
use crate::text::detect::detect_format;

/// Translates the object of a page; `None` if it cannot be read.
pub(super) fn page(json: &EmbeddedJson, context: &mut Context<'_>) -> Option<Snapshot> {
    let keep_raw = context.options().keep_raw;
    let data: wire::Data<'_> = decode(&json.text, "", context.diagnostics(), keep_raw)?;
    if data.config.is_none() && data.public_group_list.is_none() {
        return None;
    }
    if !json.is_complete {
        let message =
            "expected data up to its last brace, found its end before; what stands before it is kept";
        context.report(Diagnostic::warning(Code::Truncated, "", message));
    }
    if json.is_limited {
        let message = "expected data within the limits, found values that nest too deep";
        context.report(Diagnostic::warning(Code::Limit, "", message));
    }
    let monitors = match (&data.public_group_list, json.is_complete) {
        (None, _) => Extent::None,
        (Some(_), true) => Extent::Complete,
        (Some(_), false) => Extent::Partial,
    };
    let listed = if json.is_complete { Extent::Open } else { Extent::Partial };
    let coverage = Coverage::new(monitors, listed, listed);
    let mut snapshot = Snapshot::new(Source::new(Format::Html, coverage).with_provider("uptime-kuma"));
    let config = data.config.unwrap_or_default();
    snapshot.vendor = Vendor {
        id: config.slug.into_string(),
        name: config.title.as_str().map(|title| title.strip_suffix(" Status").unwrap_or(title).to_owned()),
        ..Vendor::default()
    };
    snapshot.components = components(data.public_group_list.unwrap_or_default());
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/publicGroupList");
    let incidents = data.incident.into_iter().chain(data.incidents.into_iter().flatten()).enumerate();
    for (index, wire) in incidents {
        snapshot.incidents.push(incident(wire, &format!("/incidents/{index}"), context));
    }
    for (index, wire) in data.maintenance_list.into_iter().flatten().enumerate() {
        snapshot.incidents.push(maintenance(wire, &format!("/maintenanceList/{index}"), context));
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/incidents");
    snapshot.health = snapshot.derived_health();
    Some(snapshot)
}

/// Numbers of groups and monitors are counted apart, so a group's gets a prefix. A monitor may stand in two groups.
fn components(groups: Vec<wire::Group<'_>>) -> Vec<Component> {
    let mut list = Vec::new();
    for group in groups {
        let id = group.id.0.map(|id| format!("group-{id}"));
        list.push(Component {
            id: id.clone(),
            name: group.name.into_string(),
            is_group: true,
            position: group.weight.0,
            ..Component::default()
        });
        list.extend(group.monitor_list.into_iter().flatten().map(|monitor| Component {
            id: monitor.id.0.map(|id| id.to_string()),
            name: monitor.name.into_string(),
            parent_id: id.clone(),
            ..Component::default()
        }));
    }
    list
}

fn incident(wire: wire::Incident<'_>, path: &str, context: &mut Context<'_>) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let utc = Some(Zone::utc());
    let created_at = instant(&wire.created_date, utc, &at("createdDate"), context);
    let update =
        Update { at: created_at, body: body(&wire.content, &at("content"), context), ..Update::default() };
    let mut incident = Incident {
        title: wire.title.into_string(),
        status: Some(IncidentStatus::Open),
        created_at,
        started_at: created_at,
        updated_at: instant(&wire.last_updated_date, utc, &at("lastUpdatedDate"), context),
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    incident.id = id(wire.id, "", &incident, &at("id"), context);
    timeline::apply_updates(&mut incident, vec![UpdateEntry::new(update)]);
    incident
}

fn maintenance(wire: wire::Maintenance<'_>, path: &str, context: &mut Context<'_>) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let status = status(&wire.status, &at("status"), context);
    let zone =
        [&wire.timezone_offset, &wire.timezone].into_iter().find_map(|zone| zone.as_str()?.parse().ok());
    let window = wire.timeslot_list.into_iter().flatten().next();
    let scheduled = window.and_then(|window| {
        let start = instant(&window.start_date, zone, &at("timeslotList/0/startDate"), context);
        let end = instant(&window.end_date, zone, &at("timeslotList/0/endDate"), context);
        (start.is_some() || end.is_some()).then(|| Schedule::new(start, end))
    });
    let body = body(&wire.description, &at("description"), context);
    let mut incident = Incident {
        kind: IncidentKind::Maintenance,
        title: wire.title.into_string(),
        status: status.clone(),
        scheduled,
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    incident.id = id(wire.id, "maintenance-", &incident, &at("id"), context);
    let steps = body.is_some().then(|| UpdateEntry::new(Update { status, body, ..Update::default() }));
    timeline::apply_updates(&mut incident, steps.into_iter().collect());
    incident
}

fn id(number: Integer, prefix: &str, incident: &Incident, path: &str, context: &mut Context<'_>) -> String {
    if let Some(number) = number.0 {
        return format!("{prefix}{number}");
    }
    let message = "expected an id, found none; one is made of what does not change";
    context.report(Diagnostic::warning(Code::Missing, path, message));
    let start = incident.started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    ids::anonymous_id(&[incident.title.as_deref().unwrap_or_default(), &start])
}

fn body(text: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<RichText> {
    let text = context.bounded_text(text.as_str()?, path);
    (!text.is_empty()).then(|| RichText::new(detect_format(text), text))
}

fn status(word: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<IncidentStatus> {
    let word = word.as_str()?;
    Some(match word {
        "under-maintenance" => IncidentStatus::InProgress,
        "scheduled" => IncidentStatus::Scheduled,
        "ended" => IncidentStatus::Completed,
        _ => {
            context.report_unknown(word, "a maintenance's status", path);
            IncidentStatus::from(word)
        }
    })
}

fn instant(
    text: &Text<'_>,
    zone: Option<Zone>,
    path: &str,
    context: &mut Context<'_>,
) -> Option<DateTime<Utc>> {
    let text = text.as_str()?;
    let known = DateContext::new(context.limits()).with_assumed_zone(zone.or(context.options().assumed_zone));
    context.written_instant(datetime::parse(text, &known), text, path)
}
