//! Uptime.com: the data of its status pages, and their history.
//!
//! ```json
//! {"error": null, "data": {"id": 4, "name": "Acme Status", "global_is_operational": true,
//!   "has_components_under_maintenance_state": false, "has_components_under_critical_state": false,
//!   "components": [{"id": 39, "name": "Web", "is_group": true, "status": "operational",
//!     "subcomponents": [{"id": 44, "name": "Shop", "is_group": false, "status": "operational", "subcomponents": []}]}],
//!   "active_incidents": [], "upcoming_maintenance": []}}
//! {"data": {"past_incidents": [{"id": 722, "name": "Late mail", "incident_type": "INCIDENT", "starts_at": "2026-03-08T08:51:10Z",
//!   "ends_at": "2026-03-08T12:15:00Z", "affected_components": [], "updates": [{"id": 9, "updated_at": "2026-03-08T12:20:00Z",
//!   "description": "All is out.", "incident_state": "resolved"}]}], "active_incidents": [], "period_end": 1789215711}}
//! ```
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | the page | complete, open, open |
//! | its history | none, recent, recent |
//!
//! Health is stated as `none` where `global_is_operational` is true and neither flag is set; else the flags say that something is
//! wrong without its degree, which is derived. Statuses of components are Statuspage's words with hyphens.
//!
//! An incident's status is its newest update's; the state `maintenance` is `scheduled` before the start and `in_progress` from
//! it on. The history lists planned work with active incidents; its `period_end` says what time it was. `ends_at` is the end, though the
//! update that resolves an incident may follow days later.

use chrono::{DateTime, Utc};

use crate::adapter::item::ItemContext;
use crate::adapter::json::{
    AdapterInfo, JsonAdapter, JsonHead, TreeRow, decode_document, extent_of, new_snapshot, translate_tree,
};
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vendor::strip_status;
use crate::adapter::{Context, Part};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Health, Impact, Incident, IncidentKind, IncidentStatus,
    Schedule, Snapshot, Update, Vendor,
};
use crate::syntax::json::{Flag, Nullable, Raw, Scalar, Text, wire};

/// The adapter for Uptime.com's status pages.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::uptime_com};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(uptime_com::adapter()));
/// # let history = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/uptime-com/history.json"));
/// let snapshot = parser.parse(history)?; // a saved document
/// assert!(snapshot.incidents[0].is_over());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter { info: AdapterInfo::json("uptime-com-json", "Uptime.com JSON"), recognize, translate }
}

wire! {
    struct Root<'a> {
        "data" => data: Option<Data<'a>>,
        leaves out []
    }

    struct Data<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "global_is_operational" => is_operational: Flag,
        "has_components_under_maintenance_state" => has_maintenance: Flag,
        "has_components_under_critical_state" => has_critical: Flag,
        "components" => components: Nullable<Vec<Row<'a>>>,
        "past_incidents" => past: Nullable<Vec<Item<'a>>>,
        "active_incidents" => active: Nullable<Vec<Item<'a>>>,
        "upcoming_maintenance" => upcoming: Nullable<Vec<Item<'a>>>,
        "period_end" => period_end: Scalar<'a>,
        leaves out [
            // Figures of the past, and the name in its address.
            "global_metrics", "period_start", "slug",
        ]
    }

    struct Row<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "status" => status: Text<'a>,
        "is_group" => is_group: Flag,
        "last_updated_at" => last_updated_at: Text<'a>,
        "subcomponents" => subcomponents: Raw<'a>,
        leaves out [
            // The word of the status for readers, and an id of another table.
            "obj_id", "status_display",
        ]
    }

    struct Item<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "incident_type" => kind: Text<'a>,
        "starts_at" => starts_at: Text<'a>,
        "ends_at" => ends_at: Text<'a>,
        "affected_components" => affected: Option<Vec<Row<'a>>>,
        "latest_update_incident_state" => latest_state: Text<'a>,
        "updates" => updates: Option<Vec<ItemUpdate<'a>>>,
        leaves out [
            // Settings, and what the times say.
            "duration", "include_in_global_metrics", "public_url", "send_maintenance_start_notification",
            "update_component_status",
        ]
    }

    struct ItemUpdate<'a> {
        "id" => id: Scalar<'a>,
        "updated_at" => updated_at: Text<'a>,
        "description" => description: Text<'a>,
        "incident_state" => state: Text<'a>,
        leaves out [
            // The word of the state for readers.
            "incident_state_display",
        ]
    }
}

impl<'a> TreeRow<'a> for Row<'a> {
    const CHILDREN: &'static str = "subcomponents";

    fn children(&self) -> Raw<'a> {
        self.subcomponents
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let data = head.keys_of("data");
    let is_own = data.has("global_is_operational", b"tf") || data.has_list("past_incidents");
    (head.keys.has_object("data") && is_own)
        .then_some("has data with global_is_operational or past_incidents")
}

/// Which list an incident is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Past,
    Active,
    Upcoming,
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/data/global_is_operational", Part::Health),
        ("/data/components", Part::Components),
        ("/data/past_incidents", Part::Incidents),
        ("/data/active_incidents", Part::Incidents),
        ("/data/upcoming_maintenance", Part::Maintenances),
    ]);
    let root: Root<'_> = decode_document(document, context)?;
    let Some(data) = root.data else {
        return Err(Error::new(ErrorKind::NotStatus, "expected data of a status page, found none"));
    };
    let extent = if data.past.is_present() { Extent::Recent } else { extent_of(&data.active, Extent::Open) };
    let coverage = Coverage::new(extent_of(&data.components, Extent::Complete), extent, extent);
    let mut snapshot = new_snapshot(provider::UPTIME_COM, coverage);
    snapshot.vendor = Vendor {
        id: data.id.into_string(),
        name: data.name.as_str().map(|name| strip_status(name).to_owned()),
        ..Vendor::default()
    };
    if let Some(is_operational) = data.is_operational.0 {
        let is_flagged = data.has_maintenance.0 == Some(true) || data.has_critical.0 == Some(true);
        if is_operational && !is_flagged {
            snapshot.health = Health::stated(Impact::None);
        } else {
            context.spoil(Part::Health);
        }
    }
    let rows = data.components.into_value().unwrap_or_default();
    snapshot.components = translate_tree(rows, "/data/components", context, |row, path, context| Component {
        status: context.component_status(row.status.as_str(), format_args!("{path}/status")),
        updated_at: context.instant(row.last_updated_at.as_str(), format_args!("{path}/last_updated_at")),
        id: row.id.into_string(),
        name: row.name.into_string(),
        description: row.description.into_string().filter(|text| !text.is_empty()),
        is_group: row.is_group.0 == Some(true),
        raw: row.source.map(Into::into),
        ..Component::default()
    });
    let now = context.instant(data.period_end.as_str(), "/data/period_end").or(document.fetched_at());
    let at = &mut context.at("data");
    for (key, list, items) in [
        ("past_incidents", List::Past, data.past),
        ("active_incidents", List::Active, data.active),
        ("upcoming_maintenance", List::Upcoming, data.upcoming),
    ] {
        snapshot
            .incidents
            .extend(at.each(key, items.into_value(), |item, at| translate_item(item, list, now, at)));
    }
    snapshot.incidents.sort_by_key(Incident::is_maintenance);
    Ok(snapshot)
}

fn translate_item(
    item: Item<'_>,
    list: List,
    now: Option<DateTime<Utc>>,
    at: &mut ItemContext<'_, '_>,
) -> Incident {
    let is_planned = list == List::Upcoming || item.kind.as_str() == Some("SCHEDULED_MAINTENANCE");
    let start = at.instant("starts_at", item.starts_at.as_str());
    let end = at.instant("ends_at", item.ends_at.as_str());
    // "Scheduled Maintenance" is the state before the start and during the work.
    let has_begun = |when: Option<DateTime<Utc>>| {
        let is_past =
            |time: Option<DateTime<Utc>>| time.zip(start).is_some_and(|(time, start)| time >= start);
        list != List::Upcoming && is_past(when) && now.is_none_or(|now| is_past(Some(now)))
    };
    let mut incident = Incident {
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        title: item.name.into_string(),
        started_at: start.filter(|_| !is_planned),
        resolved_at: end.filter(|_| !is_planned),
        scheduled: is_planned.then(|| Schedule::new(start, end)),
        components: at.each("affected_components", item.affected, |row, at| AffectedComponent {
            status: at.component_status("status", row.status.as_str()),
            id: row.id.into_string(),
            name: row.name.into_string(),
        }),
        raw: item.source.map(Into::into),
        ..Incident::default()
    };
    let updates = at.each("updates", item.updates, |row, at| {
        let written_at = at.instant("updated_at", row.updated_at.as_str());
        UpdateEntry::new(Update {
            id: row.id.into_string(),
            status: match row.state.as_str() {
                Some("maintenance") if has_begun(written_at) => Some(IncidentStatus::InProgress),
                Some("maintenance") => Some(IncidentStatus::Scheduled),
                word => at.incident_status("incident_state", word),
            },
            at: written_at,
            body: at.body("description", row.description.as_str()),
            ..Update::default()
        })
    });
    let parts = [incident.title.as_deref().unwrap_or_default(), item.starts_at.as_str().unwrap_or_default()];
    incident.id = at.id_or_anonymous("id", item.id.into_string(), &parts);
    if updates.iter().all(|entry| entry.update.status.is_none()) {
        let stated = item.latest_state.as_str().filter(|word| *word != "maintenance");
        incident.status = at.incident_status("latest_update_incident_state", stated).or(Some(match list {
            List::Past if is_planned => IncidentStatus::Completed,
            List::Past => IncidentStatus::Resolved,
            List::Active if is_planned && has_begun(now.or(start)) => IncidentStatus::InProgress,
            List::Active if !is_planned => IncidentStatus::Open,
            List::Active | List::Upcoming => IncidentStatus::Scheduled,
        }));
    }
    at.apply_updates(&mut incident, updates, false);
    incident
}
