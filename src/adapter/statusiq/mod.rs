//! Site24x7 StatusIQ's JSON: components by code, and open incidents.
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/sp/api/public/summary_details/statuspages/<page>` | complete, open where it has `active_incident_details`, none |
//!
//! ```json
//! {"code": 0, "message": "success", "data": {"current_status": [
//!   {"enc_componentgroup_id": "kQ", "componentgroup_display_name": "Europe", "componentgroup_status": 1,
//!    "componentgroup_components": [{"enc_component_id": "zX", "display_name": "Search", "component_status": 1}]},
//!   {"enc_component_id": "wR", "display_name": "Website", "component_status": 5}]}}
//! ```
//!
//! Codes: 1 operational, 3 degraded performance, 4 under maintenance, 5 partial outage, 6 major outage; 2 is informational and
//! is kept. Groups and components without a group are in one list. The severity of an incident is one of the same codes.
//! The document does not name the page.

use crate::adapter::item::ItemContext;
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vocabulary::{find_private, stated};
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Incident, IncidentStatus, Snapshot, Update,
};
use crate::syntax::json::{Nullable, Scalar, Text, wire};

/// The adapter for StatusIQ's JSON.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::statusiq};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(statusiq::adapter()));
/// # let summary = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/statusiq/summary-incident.json"));
/// let snapshot = parser.parse(summary)?; // a saved document
/// assert_eq!(snapshot.incidents[0].headline(), "Cranes stand still");
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("statusiq-json", "StatusIQ JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 1] = [Endpoint::new(
    "sp/api/public/summary_details/statuspages/<page id>",
    Extent::Complete,
    Extent::Open,
    Extent::None,
)];

wire! {
    struct Root<'a> {
        "data" => data: Option<Data<'a>>,
        leaves out [
            // That the request went well.
            "code", "message",
        ]
    }

    struct Data<'a> {
        "current_status" => current_status: Option<Vec<Row<'a>>>,
        "active_incident_details" => incidents: Nullable<Vec<Event<'a>>>,
        leaves out []
    }

    struct Row<'a> {
        "enc_componentgroup_id" => group_id: Scalar<'a>,
        "componentgroup_display_name" => group_name: Text<'a>,
        "componentgroup_status" => group_status: Scalar<'a>,
        "componentgroup_components" => members: Option<Vec<Member<'a>>>,
        "enc_component_id" => id: Scalar<'a>,
        "display_name" => name: Text<'a>,
        "component_status" => status: Scalar<'a>,
        leaves out [
            // When it was checked.
            "last_polled_time",
        ]
    }

    struct Member<'a> {
        "enc_component_id" => id: Scalar<'a>,
        "display_name" => name: Text<'a>,
        "component_status" => status: Scalar<'a>,
        leaves out [
            // When it was checked.
            "last_polled_time",
        ]
    }

    struct Event<'a> {
        "enc_inc_id" => id: Scalar<'a>,
        "incident_title" => title: Text<'a>,
        "incident_severity_id" => severity: Scalar<'a>,
        "incident_began_at" => began_at: Text<'a>,
        "incident_affected_components" => affected: Option<Vec<Affected<'a>>>,
        "incident_status_updates" => updates: Option<Vec<Note<'a>>>,
        leaves out [
            // What the id of the severity says, and a code without a table.
            "incident_severity", "incident_type",
        ]
    }

    struct Affected<'a> {
        "display_name" => name: Text<'a>,
        leaves out [
            // The name of its group.
            "componentgroup_display_name",
        ]
    }

    struct Note<'a> {
        "incident_status" => status: Text<'a>,
        "incident_status_desc" => text: Text<'a>,
        "status_updated_at" => updated_at: Text<'a>,
        leaves out [
            // The code of the word.
            "incident_status_id",
        ]
    }
}

const CODES: [(&str, &str); 5] = [
    ("1", "operational"),
    ("3", "degraded_performance"),
    ("4", "under_maintenance"),
    ("5", "partial_outage"),
    ("6", "major_outage"),
];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    head.keys_of("data")
        .has_list("current_status")
        .then_some("has data with the current status of components")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/data/current_status", Part::Components),
        ("/data/active_incident_details", Part::Incidents),
    ]);
    let data = decode_document::<Root<'_>>(document, context)?.data.unwrap_or_default();
    let extent = if data.incidents.is_present() { Extent::Open } else { Extent::None };
    let coverage = Coverage::new(Extent::Complete, extent, Extent::None);
    let mut snapshot = new_snapshot(provider::STATUSIQ, coverage);
    let at = &mut context.at("data");
    let rows = at.each("current_status", data.current_status, translate_row);
    snapshot.components = rows.into_iter().flatten().collect();
    snapshot.incidents = at.each("active_incident_details", data.incidents.into_value(), translate_event);
    Ok(snapshot)
}

/// Translates a component, or a group and its members.
fn translate_row(row: Row<'_>, at: &mut ItemContext<'_, '_>) -> Vec<Component> {
    let raw = row.source.map(Into::into);
    let Some(group_name) = row.group_name.into_string() else {
        let member = Member { id: row.id, name: row.name, status: row.status, source: None };
        return vec![Component { raw, ..translate_member(member, at) }];
    };
    // The members of a group need its id.
    let id = read_id(&row.group_id).unwrap_or_else(|| format!("group-{group_name}"));
    let code = find_private(&CODES, row.group_status.as_str());
    let group = Component {
        status: at.component_status("componentgroup_status", code),
        is_group: true,
        id: Some(id.clone()),
        raw,
        ..Component::new(group_name)
    };
    let members = at.each("componentgroup_components", row.members, |member, at| Component {
        parent_id: Some(id.clone()),
        ..translate_member(member, at)
    });
    [vec![group], members].concat()
}

fn read_id(id: &Scalar<'_>) -> Option<String> {
    stated(id.as_str()).map(str::to_owned)
}

fn translate_member(row: Member<'_>, at: &mut ItemContext<'_, '_>) -> Component {
    Component {
        status: at.component_status("component_status", find_private(&CODES, row.status.as_str())),
        id: read_id(&row.id),
        name: row.name.into_string(),
        ..Component::default()
    }
}

fn translate_event(event: Event<'_>, at: &mut ItemContext<'_, '_>) -> Incident {
    let title = event.title.into_string();
    let began_at = event.began_at.as_str().unwrap_or_default();
    let parts = [title.as_deref().unwrap_or_default(), began_at];
    let names = event.affected.into_iter().flatten().filter_map(|row| row.name.into_string());
    let mut incident = Incident {
        id: at.id_or_anonymous("enc_inc_id", event.id.into_string(), &parts),
        impact: at.impact("incident_severity_id", find_private(&CODES, event.severity.as_str())),
        started_at: at.instant("incident_began_at", began_at),
        components: names.map(AffectedComponent::new).collect(),
        title,
        raw: event.source.map(Into::into),
        ..Incident::default()
    };
    let updates = at.each("incident_status_updates", event.updates, |note, at| {
        UpdateEntry::new(Update {
            status: at.incident_status("incident_status", note.status.as_str()),
            at: at.instant("status_updated_at", note.updated_at.as_str()),
            body: at.body("incident_status_desc", note.text.as_str()),
            ..Update::default()
        })
    });
    at.apply_updates(&mut incident, updates, false);
    incident.status.get_or_insert(IncidentStatus::Open);
    incident
}
