//! From the data of a page to a snapshot.

use super::wire;
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::translate::vendor::strip_status;
use crate::adapter::{Context, Part};
use crate::datetime::zone::Zone;
use crate::model::{
    Component, Coverage, Extent, Format, Incident, IncidentKind, IncidentStatus, Schedule, Snapshot, Source,
    Update, Vendor,
};
use crate::syntax::json::{Scalar, Text};

/// Which parts of the snapshot the keys are about.
pub(super) const PATHS: &[(&str, Part)] = &[
    ("/incident", Part::Incidents),
    ("/incidents", Part::Incidents),
    ("/publicGroupList", Part::Components),
    ("/maintenanceList", Part::Maintenances),
];

/// Translates the data of a page; `None` if it is not that.
pub(super) fn translate_page(
    data: wire::Data<'_>,
    format: Format,
    context: &mut Context<'_>,
) -> Option<Snapshot> {
    if data.config.is_none() && data.public_group_list.is_none() {
        return None;
    }
    let monitors = if data.public_group_list.is_some() { Extent::Complete } else { Extent::None };
    let coverage = Coverage::new(monitors, Extent::Open, Extent::Open);
    let mut snapshot = Snapshot::new(Source::new(format, coverage).with_provider(provider::UPTIME_KUMA));
    let config = data.config.unwrap_or_default();
    snapshot.vendor = Vendor {
        id: config.slug.into_string(),
        name: config.title.as_str().map(|title| strip_status(title).to_owned()),
        ..Vendor::default()
    };
    snapshot.components = flatten_groups(data.public_group_list.unwrap_or_default());
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/publicGroupList");
    let incidents = data.incident.into_iter().chain(data.incidents.into_iter().flatten()).enumerate();
    for (index, wire) in incidents {
        snapshot.incidents.push(read_incident(wire, &format!("/incidents/{index}"), context));
    }
    for (index, wire) in data.maintenance_list.into_iter().flatten().enumerate() {
        snapshot.incidents.push(read_maintenance(wire, &format!("/maintenanceList/{index}"), context));
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/incidents");
    Some(snapshot)
}

/// Groups and monitors are numbered separately, so that the id of a group gets a prefix. A monitor may be in two groups.
fn flatten_groups(groups: Vec<wire::Group<'_>>) -> Vec<Component> {
    let mut list = Vec::new();
    for group in groups {
        // Its monitors need an id.
        let id = group.id.as_str().or(group.name.as_str()).map(|id| format!("group-{id}"));
        list.push(Component {
            id: id.clone(),
            name: group.name.into_string(),
            is_group: true,
            position: group.weight.0,
            ..Component::default()
        });
        list.extend(group.monitor_list.into_iter().flatten().map(|monitor| Component {
            id: monitor.id.into_string(),
            name: monitor.name.into_string(),
            parent_id: id.clone(),
            ..Component::default()
        }));
    }
    list
}

fn read_incident(wire: wire::Incident<'_>, path: &str, context: &mut Context<'_>) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let utc = Some(Zone::utc());
    let created_at = context.instant_in_zone(wire.created_date.as_str(), utc, at("createdDate"));
    let update = Update {
        at: created_at,
        body: context.body(wire.content.as_str(), at("content")),
        ..Update::default()
    };
    let mut incident = Incident {
        title: wire.title.into_string(),
        status: Some(IncidentStatus::Open),
        created_at,
        started_at: created_at,
        updated_at: context.instant_in_zone(wire.last_updated_date.as_str(), utc, at("lastUpdatedDate")),
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    incident.id = make_id(&wire.id, "", &incident, &at("id"), context);
    timeline::apply_updates(&mut incident, vec![UpdateEntry::new(update)]);
    incident
}

fn read_maintenance(wire: wire::Maintenance<'_>, path: &str, context: &mut Context<'_>) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let status = read_status(&wire.status, &at("status"), context);
    let zone =
        [&wire.timezone_offset, &wire.timezone].into_iter().find_map(|zone| zone.as_str()?.parse().ok());
    let window = wire.timeslot_list.into_iter().flatten().next();
    let scheduled = window.and_then(|window| {
        let start = context.instant_in_zone(window.start_date.as_str(), zone, at("timeslotList/0/startDate"));
        let end = context.instant_in_zone(window.end_date.as_str(), zone, at("timeslotList/0/endDate"));
        (start.is_some() || end.is_some()).then(|| Schedule::new(start, end))
    });
    let body = context.body(wire.description.as_str(), at("description"));
    let mut incident = Incident {
        kind: IncidentKind::Maintenance,
        title: wire.title.into_string(),
        status: status.clone(),
        scheduled,
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    incident.id = make_id(&wire.id, "maintenance-", &incident, &at("id"), context);
    let updates = body.is_some().then(|| UpdateEntry::new(Update { status, body, ..Update::default() }));
    timeline::apply_updates(&mut incident, updates.into_iter().collect());
    context.check_interval(&incident, at("timeslotList"));
    incident
}

/// The id of an incident or a maintenance, which are numbered separately.
fn make_id(
    number: &Scalar<'_>,
    prefix: &str,
    incident: &Incident,
    path: &str,
    context: &mut Context<'_>,
) -> String {
    let id = number.as_str().map(|number| format!("{prefix}{number}"));
    let start = incident.started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    context.id_or_anonymous(id, &[incident.title.as_deref().unwrap_or_default(), &start], path)
}

/// `under-maintenance`, `scheduled`; `ended` is Uptime Kuma's own word.
fn read_status(word: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<IncidentStatus> {
    match word.as_str() {
        Some("ended") => Some(IncidentStatus::Completed),
        word => context.incident_status(word, path),
    }
}
