//! From the data of a page to a snapshot.

use chrono::TimeDelta;

use super::{PageData, wire};
use crate::adapter::page::{body, cut_coverage, decode_data, report_data_end};
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::translate::{provider, vocabulary};
use crate::adapter::{Context, Part};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Format, Health, Impact, Incident, IncidentKind,
    IncidentStatus, Link, RichText, Schedule, Snapshot, Source, Update, Vendor,
};
use crate::syntax::embedded::EmbeddedJson;
use crate::syntax::json::{self, Raw, Text};

/// Translates the data of a page; `None` if its site cannot be read.
pub(super) fn page(data: &PageData, is_cut: bool, context: &mut Context<'_>) -> Option<Snapshot> {
    context.declare_paths(&[
        ("/site/status", Part::Health),
        ("/site/mainStatus", Part::Health),
        ("/activeIncidents", Part::Incidents),
        ("/activeMaintenances", Part::Maintenances),
    ]);
    let is_complete = data.values().all(|json| json.is_complete);
    report_data_end(is_cut || !is_complete, data.values(), context);
    let site: wire::Site<'_> = decode_data(Some(&data.site), Part::Health, "/site", context)?;
    let components: Option<Vec<wire::Component<'_>>> =
        decode_data(data.components.as_ref(), Part::Components, "/components", context);
    let incidents: Option<Vec<wire::Notice<'_>>> =
        decode_data(data.incidents.as_ref(), Part::Incidents, "/activeIncidents", context);
    let maintenances: Option<Vec<wire::Notice<'_>>> =
        decode_data(data.maintenances.as_ref(), Part::Maintenances, "/activeMaintenances", context);

    let extent = |list: &Option<EmbeddedJson>, extent: Extent| {
        let is_listed = list.as_ref().is_some_and(|json| json.text != "null");
        if is_listed { extent } else { Extent::None }
    };
    let coverage = Coverage::new(
        extent(&data.components, Extent::Complete),
        extent(&data.incidents, Extent::Open),
        extent(&data.maintenances, Extent::Open),
    );
    let coverage = if is_cut || !is_complete { cut_coverage(coverage) } else { coverage };
    let is_listed = data.components.as_ref().is_some_and(|json| json.is_complete);
    if (is_cut || !is_complete) && !(data.site.is_complete && is_listed) {
        context.mark_present_state_cut();
    }
    let mut snapshot = Snapshot::new(Source::new(Format::Html, coverage).with_provider(provider::INSTATUS));
    snapshot.health = stated_health(&site, context);
    snapshot.vendor = Vendor {
        id: site.id.into_string(),
        name: site.name.into_string(),
        url: site.custom_domain.into_string().map(|host| Link::from(format!("https://{host}"))),
        time_zone: None,
    };
    snapshot.components = flatten_components(components.unwrap_or_default(), context);
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/components");
    for (path, kind, list) in [
        ("/activeIncidents", IncidentKind::Incident, incidents),
        ("/activeMaintenances", IncidentKind::Maintenance, maintenances),
    ] {
        for (index, notice) in list.into_iter().flatten().enumerate() {
            snapshot.incidents.push(read_notice(notice, kind, &format!("{path}/{index}"), context));
        }
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/activeIncidents");
    Some(snapshot)
}

/// `mainStatus`, unless `status` says only that something is wrong (`HASISSUES`).
fn stated_health(site: &wire::Site<'_>, context: &mut Context<'_>) -> Health {
    let Some(main) = site.main_status.as_str() else {
        context.spoil(Part::Health);
        return Health::default();
    };
    let harm = |word: &str| vocabulary::find_impact(word).filter(|impact| *impact != Impact::None);
    let impact = vocabulary::find_impact(main)
        .or_else(|| harm(main.strip_prefix("SOME").or_else(|| main.strip_prefix("ALL"))?))
        .or_else(|| context.impact(main, "/site/mainStatus"));
    let is_up = match site.status.0 {
        None => true,
        Some(raw) => json::read::<Text<'_>>(raw).is_some_and(|word| word.as_str() == Some("UP")),
    };
    if impact == Some(Impact::None) && !is_up {
        context.spoil(Part::Health);
        return Health::default();
    }
    impact.map_or_else(Health::default, Health::stated)
}

/// The components with those below them, each group before its members.
fn flatten_components(rows: Vec<wire::Component<'_>>, context: &mut Context<'_>) -> Vec<Component> {
    let mut list = Vec::new();
    let mut left: Vec<(wire::Component<'_>, Option<String>)> =
        in_reverse_order(rows).into_iter().map(|row| (row, None)).collect();
    while let Some((row, parent_id)) = left.pop() {
        let path = format!("/components/{}", list.len());
        let id = row.id.into_string();
        let children = read_children(row.children.unwrap_or_default(), &path, context);
        let is_group = row.is_parent.0 == Some(true) || !children.is_empty();
        left.extend(in_reverse_order(children).into_iter().map(|child| (child, id.clone())));
        list.push(Component {
            status: context.component_status(row.status.as_str(), format_args!("{path}/status")),
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

/// The children of a component. Some pages list their ids alone, and the children elsewhere.
fn read_children<'a>(rows: Vec<Raw<'a>>, path: &str, context: &mut Context<'_>) -> Vec<wire::Component<'a>> {
    let mut children = Vec::new();
    for (index, raw) in rows.into_iter().filter_map(|row| row.0).enumerate() {
        if raw.starts_with('"') {
            continue;
        }
        let path = format!("{path}/children/{index}");
        match json::decode(raw, &path, context.diagnostics(), false) {
            Some(child) => children.push(child),
            None => {
                let message = "expected a component, found another value; it is left out";
                context.report(Diagnostic::error(Code::UnreadableItem, path, message).with_found(raw));
            }
        }
    }
    children
}

/// In the reverse of the page's order, to be taken from the end.
fn in_reverse_order(mut rows: Vec<wire::Component<'_>>) -> Vec<wire::Component<'_>> {
    rows.sort_by_key(|row| row.order.0.unwrap_or(i64::MAX));
    rows.reverse();
    rows
}

fn read_notice(
    wire: wire::Notice<'_>,
    kind: IncidentKind,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let components: Vec<AffectedComponent> = wire
        .components
        .unwrap_or_default()
        .into_iter()
        .map(|row| AffectedComponent {
            status: context.component_status(row.status.as_str(), at("components")),
            id: row.id.into_string(),
            name: row.name.into_string(),
        })
        .collect();
    let mut incident = Incident {
        kind,
        title: wire.name.into_string(),
        status: context.incident_status(wire.status.as_str(), at("status")),
        impact: read_impact(&wire.impact, &components, &at("impact"), context),
        started_at: context.instant(wire.started.as_str(), at("started")),
        resolved_at: context.instant(wire.resolved.as_str(), at("resolved")),
        components,
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    if kind == IncidentKind::Maintenance {
        let start = context.instant(wire.start.as_str(), at("start"));
        let end = context.instant(wire.end.as_str(), at("end"));
        let length = wire.duration.0.and_then(|raw| read_minutes(raw, &at("duration"), context));
        let end = end.or_else(|| start?.checked_add_signed(length?));
        incident.scheduled = (start.is_some() || end.is_some()).then(|| Schedule::new(start, end));
    }
    let start = incident.started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let title = incident.title.as_deref().unwrap_or_default();
    incident.id = context.id_or_anonymous(wire.id.into_string(), &[title, &start], at("id"));
    let updates = read_updates(wire.updates.unwrap_or_default(), path, context);
    timeline::apply_updates(&mut incident, updates);
    if kind == IncidentKind::Incident && incident.status.is_none() && incident.resolved_at.is_none() {
        incident.status = Some(IncidentStatus::Open);
    }
    context.check_interval(&incident, at("resolved"));
    incident
}

/// `120` or `"120"`
fn read_minutes(raw: &str, path: &str, context: &mut Context<'_>) -> Option<TimeDelta> {
    let length = raw.trim_matches('"').parse().ok().and_then(TimeDelta::try_minutes);
    if length.is_none() {
        let message = "expected a number of minutes, found another value; it is left out";
        context.report(Diagnostic::warning(Code::WrongType, path, message).with_found(raw));
    }
    length
}

/// The updates, newest first.
fn read_updates(rows: Vec<wire::Update<'_>>, path: &str, context: &mut Context<'_>) -> Vec<UpdateEntry> {
    let mut updates = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let at = |key: &str| format!("{path}/updates/{index}/{key}");
        let html = row
            .message_html
            .into_string()
            .map(|html| RichText::html(context.bounded_text(&html, at("messageHtml"))));
        updates.push(UpdateEntry::new(Update {
            id: row.id.into_string(),
            status: context.incident_status(row.status.as_str(), at("status")),
            at: context.instant(row.started.as_str(), at("started")),
            body: html.or_else(|| body(&Text(row.message.0), at("message"), context)),
            ..Update::default()
        }));
    }
    let mut updates = timeline::sort_newest_first(updates, false);
    let limit = context.limits().updates;
    context.bound(&mut updates, limit, "updates", format_args!("{path}/updates"));
    updates
}

/// `None` where the impact says that nothing is wrong while the incident's components are down.
fn read_impact(
    word: &Text<'_>,
    components: &[AffectedComponent],
    path: &str,
    context: &mut Context<'_>,
) -> Option<Impact> {
    let impact = context.impact(word.as_str(), path)?;
    let is_harmed =
        |row: &AffectedComponent| row.status.as_ref().is_some_and(|status| !status.is_operational());
    if impact == Impact::None && components.iter().any(is_harmed) {
        let message =
            "expected an impact that fits its components, found none while they are down; it is left out";
        let diagnostic = Diagnostic::warning(Code::Contradiction, path, message);
        context.report(diagnostic.with_found(word.as_str().unwrap_or_default()));
        return None;
    }
    Some(impact)
}
