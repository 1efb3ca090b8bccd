//! What Instatus' data means.

use chrono::TimeDelta;

use super::{Found, wire};
use crate::adapter::translate::ids;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::{Context, Part};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    AffectedComponent, Component, ComponentStatus, Coverage, Extent, Format, Health, Impact, Incident,
    IncidentKind, IncidentStatus, Link, RichText, Schedule, Snapshot, Source, Update, Vendor,
};
use crate::syntax::embedded::EmbeddedJson;
use crate::syntax::json::{FastDecode, Salvage, Text, decode};
use crate::text::detect::detect_format;

/// Translates the data of a page; `None` if its site cannot be read.
pub(super) fn page(found: &Found, is_cut: bool, context: &mut Context<'_>) -> Option<Snapshot> {
    let is_whole = !is_cut && found.parts().all(|json| json.is_complete);
    if !is_whole {
        let message =
            "expected data up to its last brace, found its end before; what stands before it is kept";
        context.report(Diagnostic::warning(Code::Truncated, "", message));
    }
    if found.parts().any(|json| json.is_limited) {
        let message = "expected data within the limits, found values that nest too deep or repeat too much";
        context.report(Diagnostic::warning(Code::Limit, "", message));
    }
    let site: wire::Site<'_> = read(Some(&found.site), "/site", context)?;
    let components: Option<Vec<wire::Component<'_>>> =
        read(found.components.as_ref(), "/components", context);
    let incidents: Option<Vec<wire::Notice<'_>>> =
        read(found.incidents.as_ref(), "/activeIncidents", context);
    let maintenances: Option<Vec<wire::Notice<'_>>> =
        read(found.maintenances.as_ref(), "/activeMaintenances", context);

    let extent = |list: bool, extent: Extent| if list { extent } else { Extent::None };
    let open = if is_whole { Extent::Open } else { Extent::Partial };
    let listed = if is_whole { Extent::Complete } else { Extent::Partial };
    let coverage = Coverage::new(
        extent(components.is_some(), listed),
        extent(incidents.is_some(), open),
        extent(maintenances.is_some(), open),
    );
    let mut snapshot = Snapshot::new(Source::new(Format::Html, coverage).with_provider("instatus"));
    snapshot.vendor = Vendor {
        id: site.id.into_string(),
        name: site.name.into_string(),
        url: site.custom_domain.into_string().map(|host| Link::from(format!("https://{host}"))),
        time_zone: None,
    };
    snapshot.components = list(components.unwrap_or_default(), context);
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/components");
    for (path, kind, list) in [
        ("/activeIncidents", IncidentKind::Incident, incidents),
        ("/activeMaintenances", IncidentKind::Maintenance, maintenances),
    ] {
        for (index, wire) in list.into_iter().flatten().enumerate() {
            snapshot.incidents.push(notice(wire, kind, &format!("{path}/{index}"), context));
        }
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/activeIncidents");
    snapshot.health = health(&site.status, &site.main_status, context);
    Some(snapshot)
}

fn read<'a, T: FastDecode<'a> + Salvage<'a>>(
    json: Option<&'a EmbeddedJson>,
    path: &str,
    context: &mut Context<'_>,
) -> Option<T> {
    let keep_raw = context.options().keep_raw;
    decode(&json?.text, path, context.diagnostics(), keep_raw)
}

/// The components with those below them, each group before its members.
fn list(rows: Vec<wire::Component<'_>>, context: &mut Context<'_>) -> Vec<Component> {
    let mut list = Vec::new();
    let mut left: Vec<(wire::Component<'_>, Option<String>)> =
        last_first(rows).into_iter().map(|row| (row, None)).collect();
    while let Some((row, parent_id)) = left.pop() {
        let id = row.id.as_str().map(str::to_owned);
        let children = last_first(row.children());
        let is_group = row.is_parent.0 == Some(true) || !children.is_empty();
        left.extend(children.into_iter().map(|child| (child, id.clone())));
        list.push(Component {
            status: component_status(&row.status, &format!("/components/{}/status", list.len()), context),
            id,
            name: row.name.into_string(),
            parent_id,
            is_group,
            description: row.description.into_string(),
            position: row.order.0,
            ..Component::default()
        });
    }
    list
}

/// In the reverse of the page's order, to be taken from the end.
fn last_first(mut rows: Vec<wire::Component<'_>>) -> Vec<wire::Component<'_>> {
    rows.sort_by_key(|row| row.order.0.unwrap_or(i64::MAX));
    rows.reverse();
    rows
}

fn notice(wire: wire::Notice<'_>, kind: IncidentKind, path: &str, context: &mut Context<'_>) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let components: Vec<AffectedComponent> = wire
        .components
        .unwrap_or_default()
        .into_iter()
        .map(|row| AffectedComponent {
            status: component_status(&row.status, &at("components"), context),
            id: row.id.into_string(),
            name: row.name.into_string(),
        })
        .collect();
    let mut incident = Incident {
        kind,
        title: wire.name.into_string(),
        status: status(&wire.status, &at("status"), context),
        impact: impact(&wire.impact, &components, &at("impact"), context),
        started_at: context.instant(wire.started.as_str(), &at("started")),
        resolved_at: context.instant(wire.resolved.as_str(), &at("resolved")),
        components,
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    if kind == IncidentKind::Maintenance {
        let start = context.instant(wire.start.as_str(), &at("start"));
        let end = context.instant(wire.end.as_str(), &at("end"));
        let minutes = wire.duration.0.and_then(|raw| raw.trim_matches('"').parse().ok());
        let length = minutes.and_then(TimeDelta::try_minutes);
        let end = end.or_else(|| start?.checked_add_signed(length?));
        incident.scheduled = (start.is_some() || end.is_some()).then(|| Schedule::new(start, end));
    }
    incident.id = wire.id.into_string().filter(|id| !id.is_empty()).unwrap_or_else(|| {
        let message = "expected an id, found none; one is made of what does not change";
        context.report(Diagnostic::warning(Code::Missing, at("id"), message));
        let start = incident.started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
        ids::anonymous_id(&[incident.title.as_deref().unwrap_or_default(), &start])
    });
    let steps = steps(wire.updates.unwrap_or_default(), path, context);
    timeline::apply_updates(&mut incident, steps);
    context.check_interval(&incident, &at("resolved"));
    incident
}

/// The updates, newest first.
fn steps(mut rows: Vec<wire::Update<'_>>, path: &str, context: &mut Context<'_>) -> Vec<UpdateEntry> {
    let limit = context.limits().updates;
    context.bound(&mut rows, limit, "updates", path);
    let mut steps = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let at = |key: &str| format!("{path}/updates/{index}/{key}");
        let html = row
            .message_html
            .into_string()
            .map(|html| RichText::html(context.bounded_text(&html, &at("messageHtml"))));
        let body = html.or_else(|| {
            let text = row.message.into_string()?;
            let text = context.bounded_text(&text, &at("message"));
            Some(RichText::new(detect_format(text), text))
        });
        steps.push(UpdateEntry::new(Update {
            id: row.id.into_string(),
            status: status(&row.status, &at("status"), context),
            at: context.instant(row.started.as_str(), &at("started")),
            body,
            ..Update::default()
        }));
    }
    timeline::sort_newest_first(steps, false)
}

fn status(word: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<IncidentStatus> {
    let word = word.as_str()?;
    let status = match word {
        "NOTSTARTEDYET" => Some(IncidentStatus::Scheduled),
        "INPROGRESS" => Some(IncidentStatus::InProgress),
        _ => IncidentStatus::known(&word.to_ascii_lowercase()),
    };
    Some(status.unwrap_or_else(|| {
        context.report_unknown(word, "an incident's status", path);
        IncidentStatus::from(word)
    }))
}

/// The status of a component that the word names.
fn known(word: &str) -> Option<ComponentStatus> {
    Some(match word {
        "OPERATIONAL" | "UP" => ComponentStatus::Operational,
        "UNDERMAINTENANCE" => ComponentStatus::UnderMaintenance,
        "DEGRADEDPERFORMANCE" | "DEGRADED" => ComponentStatus::DegradedPerformance,
        "MINOROUTAGE" | "PARTIALOUTAGE" => ComponentStatus::PartialOutage,
        "MAJOROUTAGE" => ComponentStatus::MajorOutage,
        _ => return None,
    })
}

fn component_status(word: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<ComponentStatus> {
    let word = word.as_str()?;
    Some(known(word).unwrap_or_else(|| {
        context.report_unknown(word, "a component's status", path);
        ComponentStatus::from(word)
    }))
}

fn impact(
    word: &Text<'_>,
    components: &[AffectedComponent],
    path: &str,
    context: &mut Context<'_>,
) -> Option<Impact> {
    let word = word.as_str()?;
    let Some(impact) = known(word).as_ref().and_then(ComponentStatus::impact) else {
        context.report_unknown(word, "an impact", path);
        return Some(Impact::from(word));
    };
    let is_harmed =
        |row: &AffectedComponent| row.status.as_ref().is_some_and(|status| !status.is_operational());
    if impact == Impact::None && components.iter().any(is_harmed) {
        let message =
            "expected an impact that fits its components, found none while they are down; it is left out";
        context.report(Diagnostic::warning(Code::Contradiction, path, message).with_found(word));
        return None;
    }
    Some(impact)
}

/// As stated. Where only one of the two words says that something is wrong, its degree is derived.
fn health(status: &Text<'_>, main_status: &Text<'_>, context: &mut Context<'_>) -> Health {
    let Some(main) = main_status.as_str() else { return Health::default() };
    let word = main.strip_prefix("SOME").or_else(|| main.strip_prefix("ALL")).unwrap_or(main);
    let impact = known(word).as_ref().and_then(ComponentStatus::impact).unwrap_or_else(|| {
        context.report_unknown(main, "the status of the whole page", "/site/mainStatus");
        Impact::from(main)
    });
    let has_issues = status.as_str().is_some_and(|status| status != "UP");
    if impact == Impact::None && has_issues {
        // Something is wrong, and how bad it is is not stated.
        context.spoil(Part::Health);
        return Health::default();
    }
    Health::stated(impact)
}
