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

use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, top_value};
use super::translate::timeline::UpdateEntry;
use super::translate::{provider, vocabulary};
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, ComponentStatus, Coverage, Extent, Format, Incident, IncidentKind,
    IncidentStatus, Link, Snapshot, Source, Update, Vendor,
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
    head.keys.has("issues", b"[") && (status.has_string("Production") || status.has_string("Development"))
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
    let status = top_value(document, "status").filter(|_| !is_list).unwrap_or_default();
    let (mut snapshot, lists) = if status.starts_with('{') {
        translate_version_3(decode_document(document, context)?, context)
    } else if top_value(document, "scheduled").is_some() && !is_list {
        translate_version_4(decode_document(document, context)?, context)
    } else {
        let OneOrMany(items) = decode_document(document, context)?;
        let extent = if is_list { Extent::Recent } else { Extent::Partial };
        let snapshot = new_snapshot(Coverage::new(Extent::None, extent, Extent::None));
        (snapshot, vec![("", IncidentKind::Incident, items)])
    };
    let extent = snapshot.source.coverage.incidents;
    for (path, kind, items) in lists {
        for (index, item) in items.into_iter().enumerate() {
            let path = if extent == Extent::Partial { String::new() } else { format!("{path}/{index}") };
            let mut incident = translate_item(item, kind, &path, context);
            if extent == Extent::Open && kind == IncidentKind::Incident {
                incident.status.get_or_insert(IncidentStatus::Open);
            }
            snapshot.incidents.push(incident);
        }
    }
    Ok(snapshot)
}

/// A list of items: its path, and the kind of its items.
type ItemList<'a> = (&'static str, IncidentKind, Vec<Item<'a>>);

fn translate_version_4<'a>(root: Version4<'a>, context: &mut Context<'_>) -> (Snapshot, Vec<ItemList<'a>>) {
    mark_missing(root.systems.is_none(), root.incidents.is_none(), root.scheduled.is_none(), context);
    let mut snapshot = new_snapshot(Coverage::new(Extent::Complete, Extent::Open, Extent::Open));
    for (index, system) in root.systems.into_iter().flatten().enumerate() {
        let status = colour_status(&system.colour, format_args!("/status/{index}/status"), context);
        snapshot.components.push(Component {
            name: system.system.into_string(),
            status,
            ..Component::default()
        });
    }
    let lists = vec![
        ("/incidents", IncidentKind::Incident, root.incidents.unwrap_or_default()),
        ("/scheduled", IncidentKind::Maintenance, root.scheduled.unwrap_or_default()),
    ];
    (snapshot, lists)
}

fn translate_version_3<'a>(root: Version3<'a>, context: &mut Context<'_>) -> (Snapshot, Vec<ItemList<'a>>) {
    mark_missing(root.colours.is_none(), root.issues.is_none(), false, context);
    let mut snapshot = new_snapshot(Coverage::new(Extent::Complete, Extent::Open, Extent::Open));
    for (name, colour) in root.colours.into_iter().flat_map(|colours| colours.0) {
        let status = colour_status(&colour, format_args!("/status/{name}"), context);
        snapshot.components.push(Component { status, ..Component::new(name) });
    }
    (snapshot, vec![("/issues", IncidentKind::Incident, root.issues.unwrap_or_default())])
}

fn new_snapshot(coverage: Coverage) -> Snapshot {
    let mut snapshot = Snapshot::new(Source::new(Format::Json, coverage).with_provider(provider::HEROKU));
    snapshot.vendor = Vendor { name: Some("Heroku".to_owned()), ..Vendor::default() };
    snapshot
}

/// Notes which lists are missing: the API writes empty ones.
fn mark_missing(components: bool, incidents: bool, maintenances: bool, context: &mut Context<'_>) {
    for (is_missing, part) in
        [(components, Part::Components), (incidents, Part::Incidents), (maintenances, Part::Maintenances)]
    {
        if is_missing {
            context.mark_incomplete(part);
        }
    }
}

fn colour_status(
    colour: &Text<'_>,
    path: std::fmt::Arguments<'_>,
    context: &mut Context<'_>,
) -> Option<ComponentStatus> {
    let word = colour.as_str().map(|colour| vocabulary::find_private(&COLOURS, colour));
    context.component_status(word, path)
}

fn translate_item(item: Item<'_>, kind: IncidentKind, path: &str, context: &mut Context<'_>) -> Incident {
    let closed = match kind {
        IncidentKind::Incident => IncidentStatus::Resolved,
        IncidentKind::Maintenance => IncidentStatus::Completed,
    };
    let in_kind = |status| if status == IncidentStatus::Resolved { closed.clone() } else { status };
    let stated = context.incident_status(item.state.as_str(), format_args!("{path}/state")).map(in_kind);
    let by_flag = || (item.is_resolved.0 == Some(true)).then(|| closed.clone());
    let created_at = context.instant(item.created.as_str(), format_args!("{path}/created_at"));
    let mut incident = Incident {
        kind,
        status: stated.or_else(by_flag),
        created_at,
        started_at: created_at,
        resolved_at: context.instant(item.resolved.as_str(), format_args!("{path}/resolved_at")),
        updated_at: context.instant(item.updated.as_str(), format_args!("{path}/updated_at")),
        url: item.url.into_string().map(Link::from),
        title: item.title.into_string(),
        raw: item.source.map(Into::into),
        ..Incident::default()
    };
    for (index, system) in item.systems.into_iter().flatten().enumerate() {
        let status = colour_status(&system.colour, format_args!("{path}/systems/{index}/status"), context);
        let name = system.name.into_string().or_else(|| system.system.into_string());
        incident.components.push(AffectedComponent { status, name, id: None });
    }
    context.identify(&mut incident, item.id.into_string(), format_args!("{path}/id"));
    let mut updates = Vec::new();
    for (index, post) in item.updates.into_iter().flatten().enumerate() {
        let path = format!("{path}/updates/{index}");
        let word = post.kind.as_str().map(|word| vocabulary::find_private(&UPDATE_TYPES, word));
        updates.push(UpdateEntry::new(Update {
            status: context.incident_status(word, format_args!("{path}/update_type")).map(in_kind),
            at: context.instant(post.created.as_str(), format_args!("{path}/created_at")),
            body: context.body(post.contents.as_str(), format_args!("{path}/contents")),
            id: post.id.into_string(),
            ..Update::default()
        }));
    }
    context.apply_updates(&mut incident, updates, false, path);
    incident
}
