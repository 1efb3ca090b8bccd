//! `OpenStatus`: the JSON feed of its own form, `/feed/json` of a page. Its imitation of Statuspage's JSON is read by
//! [`statuspage::json`](super::statuspage::json), its RSS and Atom by [`feed`](super::feed).
//!
//! ```json
//! {"title": "Acme", "status": "degraded", "updatedAt": "2026-03-10T10:00:00.000Z",
//!  "monitors": [{"id": 3, "name": "shop", "status": "degraded"}],
//!  "pageComponents": [{"id": 7, "name": "Shop", "monitorId": 3, "order": 0, "groupId": 2}],
//!  "pageComponentGroups": [{"id": 2, "name": "Web"}],
//!  "statusReports": [{"id": 41, "title": "Slow", "status": "monitoring", "updatedAt": "2026-03-10T10:00:00.000Z", "pageComponents": [7],
//!    "statusReportUpdates": [{"id": 90, "status": "monitoring", "message": "It is faster.", "date": "2026-03-10T09:55:00.000Z"}]}],
//!  "maintenances": [{"id": 5, "name": "New shelves", "message": "…", "from": "2026-03-12T05:00:00.000Z", "to": "2026-03-12T06:00:00.000Z"}]}
//! ```
//!
//! Coverage: components complete, incidents and maintenances recent.
//!
//! | word | health | component |
//! |---|---|---|
//! | `success` | `none` | `operational` |
//! | `degraded` | `minor` | `degraded_performance` |
//! | `error` | `major` | `major_outage` |
//! | `info` | `maintenance` | `under_maintenance` |
//!
//! A component has the status of its monitor; one without a monitor has none. Reports are in Statuspage's words. A maintenance has
//! no state: it is `completed`, `in_progress` or `scheduled` by its window and `updatedAt` of the document, which is written when
//! the document is requested. Groups, components, reports and maintenances are numbered separately: the ids of groups and
//! maintenances have a prefix.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, extent_of};
use crate::adapter::translate::affected::copied_name;
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vendor::strip_status;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Format, Incident, IncidentKind, IncidentStatus, Schedule,
    Snapshot, Source, Update, Vendor,
};
use crate::syntax::json::{Integer, Nullable, Scalar, Text, wire};

/// The adapter for `OpenStatus`' own JSON.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::openstatus};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(openstatus::adapter()));
/// let feed = r#"{"title": "Acme", "description": "", "status": "success", "updatedAt": "2026-03-10T10:00:00.000Z",
///     "monitors": [{"id": 4, "name": "up", "status": "success"}],
///     "pageComponents": [{"id": 8, "name": "Uploads", "monitorId": 4, "order": 0, "groupId": null}],
///     "pageComponentGroups": [], "maintenances": [], "statusReports": []}"#;
/// let snapshot = parser.parse(feed)?;
/// assert!(snapshot.is_operational());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("openstatus-json", "OpenStatus JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 1] =
    [Endpoint::new("feed/json", Extent::Complete, Extent::Open, Extent::Open).stating_health().as_main()];

wire! {
    struct Root<'a> {
        "title" => title: Text<'a>,
        "status" => status: Text<'a>,
        "updatedAt" => updated_at: Text<'a>,
        "monitors" => monitors: Option<Vec<Monitor<'a>>>,
        "pageComponents" => components: Nullable<Vec<Row<'a>>>,
        "pageComponentGroups" => groups: Option<Vec<Group<'a>>>,
        "statusReports" => reports: Nullable<Vec<Report<'a>>>,
        "maintenances" => maintenances: Nullable<Vec<Maintenance<'a>>>,
        leaves out [
            // A line about the page.
            "description",
        ]
    }

    struct Monitor<'a> {
        "id" => id: Scalar<'a>,
        "status" => status: Text<'a>,
        leaves out [
            // The component has a name of its own.
            "name",
        ]
    }

    struct Group<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        leaves out []
    }

    struct Row<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "monitorId" => monitor_id: Scalar<'a>,
        "groupId" => group_id: Scalar<'a>,
        "order" => order: Integer,
        leaves out [
            // Its place in the group.
            "groupOrder",
        ]
    }

    struct Report<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "status" => status: Text<'a>,
        "updatedAt" => updated_at: Text<'a>,
        "pageComponents" => components: Option<Vec<Scalar<'a>>>,
        "statusReportUpdates" => updates: Option<Vec<ReportUpdate<'a>>>,
        leaves out [
            // The components say which monitors.
            "monitors",
        ]
    }

    struct ReportUpdate<'a> {
        "id" => id: Scalar<'a>,
        "status" => status: Text<'a>,
        "message" => message: Text<'a>,
        "date" => date: Text<'a>,
        leaves out [
            // When it was corrected.
            "updatedAt",
        ]
    }

    struct Maintenance<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "message" => message: Text<'a>,
        "from" => from: Text<'a>,
        "to" => to: Text<'a>,
        "updatedAt" => updated_at: Text<'a>,
        "pageComponents" => components: Option<Vec<Scalar<'a>>>,
        "maintenanceUpdates" => updates: Option<Vec<ReportUpdate<'a>>>,
        leaves out []
    }
}

/// As statuses of components, which give the health too.
const WORDS: [(&str, &str); 4] = [
    ("success", "operational"),
    ("degraded", "degraded_performance"),
    ("error", "major_outage"),
    ("info", "under_maintenance"),
];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let is_own = head.keys.has_string("status")
        && (head.keys.has_list("pageComponents") || head.keys.has_list("monitors"))
        && head.keys.has_list("statusReports");
    is_own.then_some("has a status, components and status reports in OpenStatus' own form")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/status", Part::Health),
        ("/monitors", Part::Components),
        ("/pageComponents", Part::Components),
        ("/pageComponentGroups", Part::Components),
        ("/statusReports", Part::Incidents),
        ("/maintenances", Part::Maintenances),
        ("/updatedAt", Part::Maintenances),
    ]);
    let root: Root<'_> = decode_document(document, context)?;
    let coverage = Coverage::new(
        extent_of(&root.components, Extent::Complete),
        extent_of(&root.reports, Extent::Recent),
        extent_of(&root.maintenances, Extent::Recent),
    );
    let as_of = context.instant(root.updated_at.as_str(), "/updatedAt");
    let mut snapshot = Snapshot::new(Source::new(Format::Json, coverage).with_provider(provider::OPENSTATUS));
    snapshot.source.as_of = as_of;
    snapshot.vendor = root.title.as_str().map(|title| Vendor::new(strip_status(title))).unwrap_or_default();
    snapshot.health =
        context.stated_health(root.status.as_str().map(|word| find_private(&WORDS, word)), "/status");
    let monitors: HashMap<String, Text<'_>> = root
        .monitors
        .into_iter()
        .flatten()
        .filter_map(|monitor| Some((monitor.id.into_string()?, monitor.status)))
        .collect();
    let groups = root.groups.unwrap_or_default();
    let rows = root.components.into_value().unwrap_or_default();
    snapshot.components = translate_components(groups, rows, &monitors, context);
    let names = snapshot.components.iter().filter_map(|component| {
        Some((component.id.clone()?, component.name.as_deref().and_then(copied_name)?))
    });
    let names: HashMap<String, String> = names.collect();
    let affected = |ids: Option<Vec<Scalar<'_>>>| -> Vec<AffectedComponent> {
        let ids = ids.into_iter().flatten().filter_map(Scalar::into_string);
        ids.map(|id| AffectedComponent { name: names.get(&id).cloned(), id: Some(id), status: None })
            .collect()
    };
    for (index, mut report) in root.reports.into_value().into_iter().flatten().enumerate() {
        let components = affected(report.components.take());
        let incident = translate_report(report, &format!("/statusReports/{index}"), context);
        snapshot.incidents.push(Incident { components, ..incident });
    }
    for (index, mut row) in root.maintenances.into_value().into_iter().flatten().enumerate() {
        let components = affected(row.components.take());
        let maintenance = translate_maintenance(row, as_of, &format!("/maintenances/{index}"), context);
        snapshot.incidents.push(Incident { components, ..maintenance });
    }
    Ok(snapshot)
}

/// Each group before its members, then components without a group.
fn translate_components(
    groups: Vec<Group<'_>>,
    rows: Vec<Row<'_>>,
    monitors: &HashMap<String, Text<'_>>,
    context: &mut Context<'_>,
) -> Vec<Component> {
    let mut members: HashMap<Option<String>, Vec<Component>> = HashMap::new();
    for (index, row) in rows.into_iter().enumerate() {
        let word = row.monitor_id.as_str().and_then(|id| monitors.get(id)?.as_str());
        let group_id = row.group_id.as_str().map(|id| format!("group-{id}"));
        let component = Component {
            status: context.component_status(
                word.map(|word| find_private(&WORDS, word)),
                format_args!("/pageComponents/{index}/monitorId"),
            ),
            id: row.id.into_string(),
            name: row.name.into_string(),
            description: row.description.into_string().filter(|text| !text.is_empty()),
            parent_id: group_id.clone(),
            position: row.order.0,
            raw: row.source.map(Into::into),
            ..Component::default()
        };
        members.entry(group_id).or_default().push(component);
    }
    let mut components = members.remove(&None).unwrap_or_default();
    for group in groups {
        let id = group.id.as_str().map(|id| format!("group-{id}"));
        let own = members.remove(&id).unwrap_or_default();
        components.push(Component {
            id,
            name: group.name.into_string(),
            is_group: true,
            ..Component::default()
        });
        components.extend(own);
    }
    let mut rest: Vec<_> = members.into_iter().collect();
    rest.sort_by(|(one, _), (other, _)| one.cmp(other));
    components.extend(rest.into_iter().flat_map(|(_, own)| own));
    components
}

fn translate_report(report: Report<'_>, path: &str, context: &mut Context<'_>) -> Incident {
    let mut incident = Incident {
        status: context.incident_status(report.status.as_str(), format_args!("{path}/status")),
        updated_at: context.instant(report.updated_at.as_str(), format_args!("{path}/updatedAt")),
        title: report.title.into_string(),
        raw: report.source.map(Into::into),
        ..Incident::default()
    };
    let parts = [incident.title.as_deref().unwrap_or_default()];
    incident.id = context.id_or_anonymous(report.id.into_string(), &parts, format_args!("{path}/id"));
    let updates = translate_updates(report.updates, &format!("{path}/statusReportUpdates"), context);
    context.apply_updates(&mut incident, updates, false, path);
    incident
}

fn translate_updates(
    rows: Option<Vec<ReportUpdate<'_>>>,
    path: &str,
    context: &mut Context<'_>,
) -> Vec<UpdateEntry> {
    let rows = rows.into_iter().flatten().enumerate();
    let updates = rows.map(|(index, row)| {
        UpdateEntry::new(Update {
            status: context.incident_status(row.status.as_str(), format_args!("{path}/{index}/status")),
            at: context.instant(row.date.as_str(), format_args!("{path}/{index}/date")),
            body: context.body(row.message.as_str(), format_args!("{path}/{index}/message")),
            id: row.id.into_string(),
            ..Update::default()
        })
    });
    updates.collect()
}

fn translate_maintenance(
    row: Maintenance<'_>,
    as_of: Option<DateTime<Utc>>,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let from = context.instant(row.from.as_str(), format_args!("{path}/from"));
    let to = context.instant(row.to.as_str(), format_args!("{path}/to"));
    let status = as_of.zip(from).map(|(now, from)| match to {
        Some(to) if to <= now => IncidentStatus::Completed,
        _ if from <= now => IncidentStatus::InProgress,
        _ => IncidentStatus::Scheduled,
    });
    let mut incident = Incident {
        kind: IncidentKind::Maintenance,
        title: row.name.into_string(),
        status,
        updated_at: context.instant(row.updated_at.as_str(), format_args!("{path}/updatedAt")),
        scheduled: Some(Schedule::new(from, to)),
        raw: row.source.map(Into::into),
        ..Incident::default()
    };
    let id = row.id.as_str().map(|id| format!("maintenance-{id}"));
    let parts = [incident.title.as_deref().unwrap_or_default(), row.from.as_str().unwrap_or_default()];
    incident.id = context.id_or_anonymous(id, &parts, format_args!("{path}/id"));
    let mut updates = translate_updates(row.updates, &format!("{path}/maintenanceUpdates"), context);
    let body = context.body(row.message.as_str(), format_args!("{path}/message"));
    if updates.is_empty() && body.is_some() {
        updates.push(UpdateEntry::new(Update { body, ..Update::default() }));
    }
    context.apply_updates(&mut incident, updates, false, path);
    incident
}
