//! Heroku's JSON: versions 3 and 4 of `status.heroku.com/api`. Its feeds are read by [`feed`](super::feed).
//!
//! ```text
//! {"status": [{"system": "Apps", "status": "green"}, {"system": "Data", "status": "yellow"}],
//!   "incidents": [{"id": 1918, "title": "Slow routing", "state": "open", "resolved": false, "resolved_at": null,
//!     "created_at": "…", "updated_at": "…", "full_url": "https://…/incidents/1918",
//!     "updates": [{"id": 6091, "update_type": "issue", "contents": "…", "created_at": "…"}]}],
//!   "scheduled": []}
//! ```
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/api/v4/current-status`, `/api/v3/current-status` | complete, open, open |
//! | `/api/v4/incidents`, a list | none, recent, none |
//! | `/api/v3/issues/<id>`, one item | none, partial, none |
//!
//! # Words
//!
//! | colour of a system | status | | `update_type` | status |
//! |---|---|---|---|---|
//! | `green` | `operational` | | `investigating`, `monitoring` | the same |
//! | `yellow` | `degraded_performance` | | `issue` | `identified` |
//! | `red` | `major_outage` | | `resolved` | `resolved`, of a maintenance `completed` |
//! | `blue` | `under_maintenance` | | `maintenance`, `scheduled` | `in_progress`, `scheduled` |
//!
//! The `state` decides (`open`, `resolved`, `upcoming`), and where it is missing, `resolved`. A finished maintenance
//! can be listed as `upcoming` for months, and is read as stated. Neither an impact nor a planned window is stated.
//! Health is derived.

use super::item::ItemContext;
use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot, top_value};
use super::translate::provider;
use super::translate::timeline::UpdateEntry;
use super::translate::vocabulary::find_private;
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Incident, IncidentKind, IncidentStatus, Link, Snapshot,
    Update, Vendor,
};
use crate::syntax::json::{Entries, Flag, OneOrMany, Scalar, Text, wire};

/// The adapter for Heroku's JSON.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::heroku};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(heroku::adapter()));
/// let current = r#"{"status": {"Production": "yellow", "Development": "green"}, "issues": []}"#;
/// let snapshot = parser.parse(current)?;
/// assert_eq!(snapshot.components[0].name.as_deref(), Some("Production"));
/// assert!(!snapshot.components[0].is_operational());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("heroku-json", "Heroku status JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const COLOURS: [(&str, &str); 4] = [
    ("green", "operational"),
    ("yellow", "degraded_performance"),
    ("red", "major_outage"),
    ("blue", "under_maintenance"),
];
const UPDATE_TYPES: [(&str, &str); 2] = [("issue", "identified"), ("maintenance", "in_progress")];

const ENDPOINTS: [Endpoint; 1] = [Endpoint::new(
    "https://status.heroku.com/api/v4/current-status",
    Extent::Complete,
    Extent::Open,
    Extent::Open,
)
.of_page("status.heroku.com")
.as_main()];

wire! {
    struct Version4<'a> {
        "status" => systems: Option<Vec<System<'a>>>,
        "incidents" => incidents: Option<Vec<Item<'a>>>,
        "scheduled" => scheduled: Option<Vec<Item<'a>>>,
        leaves out []
    }

    struct System<'a> {
        "system" => system: Text<'a>,
        // The same, in the list of an incident.
        "name" => name: Text<'a>,
        "status" => colour: Text<'a>,
        leaves out [
            // Parts of the system.
            "services",
        ]
    }

    struct Version3<'a> {
        "status" => colours: Option<Entries<'a, Text<'a>>>,
        "issues" => issues: Option<Vec<Item<'a>>>,
        leaves out []
    }

    struct Item<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "state" => state: Text<'a>,
        "resolved" => is_resolved: Flag,
        "created_at" => created: Text<'a>,
        "updated_at" => updated: Text<'a>,
        "resolved_at" => resolved: Text<'a>,
        "full_url" => url: Text<'a>,
        "systems" => systems: Option<Vec<System<'a>>>,
        "updates" => updates: Option<Vec<Post<'a>>>,
        leaves out [
            // What the systems and the times say, and the regions.
            "duration", "href", "status_dev", "status_prod", "tags", "upcoming",
        ]
    }

    struct Post<'a> {
        "id" => id: Scalar<'a>,
        "update_type" => kind: Text<'a>,
        "contents" => contents: Text<'a>,
        "created_at" => created: Text<'a>,
        leaves out [
            // Colours of one post, and whose it is.
            "incident_id", "status_dev", "status_prod", "title", "updated_at",
        ]
    }
}

fn is_version_4(head: &JsonHead<'_>) -> bool {
    head.keys.has_list("status") && head.keys.has_key("scheduled") && head.keys_of("status").has_key("system")
}

fn is_version_3(head: &JsonHead<'_>) -> bool {
    let status = head.keys_of("status");
    head.keys.has("issues", b"[n") && (status.has_string("Production") || status.has_string("Development"))
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let keys = head.keys;
    if !keys.is_list && is_version_4(head) {
        Some("has a list of the status of systems, and what is scheduled")
    } else if !keys.is_list && is_version_3(head) {
        Some("has the colours of Production or Development and a list of issues")
    } else {
        let is_item = keys.has_key("full_url") && keys.has_list("updates");
        (is_item && (keys.has_key("status_prod") || keys.has_key("state") && keys.has_key("resolved")))
            .then_some("has items with a full_url, a state and updates")
    }
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/status", Part::Components),
        ("/incidents", Part::Incidents),
        ("/issues", Part::Incidents),
        ("/scheduled", Part::Maintenances),
        ("", Part::Incidents),
    ]);
    let is_list = document.text().trim_start().starts_with('[');
    let is_version_3 = top_value(document, "status").is_some_and(|status| status.starts_with('{'));
    let is_current = !is_list && (is_version_3 || top_value(document, "scheduled").is_some());
    let coverage = match (is_current, is_list) {
        (true, _) => Coverage::new(Extent::Complete, Extent::Open, Extent::Open),
        (false, true) => Coverage::new(Extent::None, Extent::Recent, Extent::None),
        (false, false) => Coverage::new(Extent::None, Extent::Partial, Extent::None),
    };
    let mut snapshot = new_snapshot(provider::HEROKU, coverage).with_vendor(Vendor::new("Heroku"));
    if is_current && is_version_3 {
        translate_version_3(decode_document(document, context)?, &mut snapshot, context);
    } else if is_current {
        translate_version_4(decode_document(document, context)?, &mut snapshot, context);
    } else {
        let OneOrMany(items) = decode_document(document, context)?;
        let translate = |item, at: &mut ItemContext<'_, '_>| translate_item(item, IncidentKind::Incident, at);
        snapshot.incidents = context.at("").each_or_only("", items, is_list, translate);
    }
    Ok(snapshot)
}

fn translate_version_4(root: Version4<'_>, snapshot: &mut Snapshot, context: &mut Context<'_>) {
    context.mark_missing(root.systems.as_ref(), Part::Components);
    context.mark_missing(root.incidents.as_ref(), Part::Incidents);
    context.mark_missing(root.scheduled.as_ref(), Part::Maintenances);
    let at = &mut context.at("");
    snapshot.components = at.each("status", root.systems, |system, at| Component {
        status: at.component_status("status", find_private(&COLOURS, system.colour.as_str())),
        name: system.system.into_string(),
        ..Component::default()
    });
    snapshot.incidents = at.each("incidents", root.incidents, translate_open);
    snapshot.incidents.extend(
        at.each("scheduled", root.scheduled, |item, at| translate_item(item, IncidentKind::Maintenance, at)),
    );
}

fn translate_version_3(root: Version3<'_>, snapshot: &mut Snapshot, context: &mut Context<'_>) {
    context.mark_missing(root.colours.as_ref(), Part::Components);
    context.mark_missing(root.issues.as_ref(), Part::Incidents);
    for (name, colour) in root.colours.into_iter().flat_map(|colours| colours.0) {
        let word = find_private(&COLOURS, colour.as_str());
        let status = context.at("status").component_status(&name, word);
        snapshot.components.push(Component { status, ..Component::new(name) });
    }
    snapshot.incidents = context.at("").each("issues", root.issues, translate_open);
}

/// Translates an item of a list of open incidents.
fn translate_open(item: Item<'_>, at: &mut ItemContext<'_, '_>) -> Incident {
    let mut incident = translate_item(item, IncidentKind::Incident, at);
    incident.status.get_or_insert(IncidentStatus::Open);
    incident
}

fn translate_item(item: Item<'_>, kind: IncidentKind, at: &mut ItemContext<'_, '_>) -> Incident {
    let closed = match kind {
        IncidentKind::Incident => IncidentStatus::Resolved,
        IncidentKind::Maintenance => IncidentStatus::Completed,
    };
    let in_kind = |status| if status == IncidentStatus::Resolved { closed.clone() } else { status };
    let stated = at.incident_status("state", item.state.as_str()).map(in_kind);
    let by_flag = || (item.is_resolved.0 == Some(true)).then(|| closed.clone());
    let created_at = at.instant("created_at", item.created.as_str());
    let mut incident = Incident {
        kind,
        status: stated.or_else(by_flag),
        created_at,
        started_at: created_at,
        resolved_at: at.instant("resolved_at", item.resolved.as_str()),
        updated_at: at.instant("updated_at", item.updated.as_str()),
        url: item.url.into_string().map(Link::from),
        title: item.title.into_string(),
        components: at.each("systems", item.systems, |system, at| AffectedComponent {
            status: at.component_status("status", find_private(&COLOURS, system.colour.as_str())),
            name: system.name.into_string().or(system.system.into_string()),
            id: None,
        }),
        raw: item.source.map(Into::into),
        ..Incident::default()
    };
    at.identify(&mut incident, "id", item.id.into_string());
    let updates = at.each("updates", item.updates, |post, at| {
        let word = find_private(&UPDATE_TYPES, post.kind.as_str());
        UpdateEntry::new(Update {
            status: at.incident_status("update_type", word).map(in_kind),
            at: at.instant("created_at", post.created.as_str()),
            body: at.body("contents", post.contents.as_str()),
            id: post.id.into_string(),
            ..Update::default()
        })
    });
    at.apply_updates(&mut incident, updates, false);
    incident
}
