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

use crate::adapter::item::ItemContext;
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, extent_of, new_snapshot};
use crate::adapter::translate::affected::ComponentNames;
use crate::adapter::translate::groups::join_groups;
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vendor::strip_status;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Incident, IncidentKind, IncidentStatus, Schedule,
    Snapshot, Update, Vendor,
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
    let at = &mut context.at("");
    let mut snapshot = new_snapshot(provider::OPENSTATUS, coverage);
    let as_of = at.instant("updatedAt", root.updated_at.as_str());
    snapshot.source.as_of = as_of;
    snapshot.vendor = root.title.as_str().map(|title| Vendor::new(strip_status(title))).unwrap_or_default();
    snapshot.health = at.stated_health("status", find_private(&WORDS, root.status.as_str()));
    let monitors = root.monitors.into_iter().flatten();
    let monitors = monitors.filter_map(|monitor| Some((monitor.id.into_string()?, monitor.status)));
    let monitors: HashMap<String, Text<'_>> = monitors.collect();
    let rows = at.each("pageComponents", root.components.into_value(), |row, at| {
        let word = row.monitor_id.as_str().and_then(|id| monitors.get(id)?.as_str());
        Component {
            status: at.component_status("monitorId", find_private(&WORDS, word)),
            parent_id: row.group_id.as_str().map(group_id),
            id: row.id.into_string(),
            name: row.name.into_string(),
            description: row.description.into_string().filter(|text| !text.is_empty()),
            position: row.order.0,
            raw: row.source.map(Into::into),
            ..Component::default()
        }
    });
    let groups = root.groups.into_iter().flatten().map(|group| Component {
        id: group.id.as_str().map(group_id),
        name: group.name.into_string(),
        is_group: true,
        ..Component::default()
    });
    let (joined, rest) = join_groups(groups.collect(), rows);
    snapshot.components = rest.into_iter().chain(joined).collect();
    let names = ComponentNames::of(&snapshot.components);
    snapshot.incidents = at
        .each("statusReports", root.reports.into_value(), |report, at| translate_report(report, &names, at));
    snapshot.incidents.extend(at.each("maintenances", root.maintenances.into_value(), |row, at| {
        translate_maintenance(row, as_of, &names, at)
    }));
    Ok(snapshot)
}

fn group_id(id: &str) -> String {
    format!("group-{id}")
}

fn translate_report(report: Report<'_>, names: &ComponentNames, at: &mut ItemContext<'_, '_>) -> Incident {
    let mut incident = Incident {
        status: at.incident_status("status", report.status.as_str()),
        updated_at: at.instant("updatedAt", report.updated_at.as_str()),
        title: report.title.into_string(),
        components: affected(report.components, names),
        raw: report.source.map(Into::into),
        ..Incident::default()
    };
    at.identify(&mut incident, "id", report.id.into_string());
    let updates = at.each("statusReportUpdates", report.updates, translate_update);
    at.apply_updates(&mut incident, updates, false);
    incident
}

fn affected(ids: Option<Vec<Scalar<'_>>>, names: &ComponentNames) -> Vec<AffectedComponent> {
    let ids = ids.into_iter().flatten().filter_map(Scalar::into_string);
    ids.map(|id| names.affected(Some(id), None)).collect()
}

fn translate_update(row: ReportUpdate<'_>, at: &mut ItemContext<'_, '_>) -> UpdateEntry {
    UpdateEntry::new(Update {
        status: at.incident_status("status", row.status.as_str()),
        at: at.instant("date", row.date.as_str()),
        body: at.body("message", row.message.as_str()),
        id: row.id.into_string(),
        ..Update::default()
    })
}

fn translate_maintenance(
    row: Maintenance<'_>,
    as_of: Option<DateTime<Utc>>,
    names: &ComponentNames,
    at: &mut ItemContext<'_, '_>,
) -> Incident {
    let from = at.instant("from", row.from.as_str());
    let to = at.instant("to", row.to.as_str());
    let status = as_of.zip(from).map(|(now, from)| match to {
        Some(to) if to <= now => IncidentStatus::Completed,
        _ if from <= now => IncidentStatus::InProgress,
        _ => IncidentStatus::Scheduled,
    });
    let mut incident = Incident {
        kind: IncidentKind::Maintenance,
        title: row.name.into_string(),
        status,
        updated_at: at.instant("updatedAt", row.updated_at.as_str()),
        scheduled: Some(Schedule::new(from, to)),
        components: affected(row.components, names),
        raw: row.source.map(Into::into),
        ..Incident::default()
    };
    let id = row.id.as_str().map(|id| format!("maintenance-{id}"));
    at.identify(&mut incident, "id", id);
    let mut updates = at.each("maintenanceUpdates", row.updates, translate_update);
    let body = at.body("message", row.message.as_str());
    if updates.is_empty() && body.is_some() {
        updates.push(UpdateEntry::new(Update { body, ..Update::default() }));
    }
    at.apply_updates(&mut incident, updates, false);
    incident
}
