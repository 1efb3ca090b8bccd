//! Cachet's API, versions 1 to 3. Its pages are read by [recipes](super::recipe), its feeds by [`feed`](super::feed).
//!
//! ```json
//! {"meta": {"pagination": {"total": 1, "current_page": 1, "total_pages": 1}},
//!  "data": [{"id": 4, "name": "Shop", "status": 3, "group_id": 2, "updated_at": "2026-03-10 09:00:00"}]}
//! {"data": [{"id": "4", "type": "components", "attributes": {"name": "Shop", "status": {"human": "Partial Outage", "value": 3},
//!  "updated": {"human": "1 hour ago", "string": "2026-03-10 09:00:00"}}}], "links": {"next": null}}
//! ```
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/api/v1/components`, `/api/components` | complete, or partial if it is one of several pages; none; none |
//! | `/api/v1/components/groups`, `/api/component-groups` | partial (components in groups only), none, none |
//! | `/api/v1/incidents`, `/api/incidents` | none, recent, none |
//! | `/api/v1/schedules`, `/api/schedules` | none, none, recent |
//! | one item in place of the list | partial for its kind |
//!
//! An empty list could be any of them, and is refused. No document names the vendor.
//!
//! # Words
//!
//! Codes decide, as numbers or strings; their names are in the language of the page.
//!
//! | code | component | incident | schedule |
//! |---|---|---|---|
//! | 0 | | `open` ("Reported"), or planned work of version 2.0 | `scheduled` |
//! | 1 | `operational` | `investigating` | `in_progress` |
//! | 2 | `degraded_performance` | `identified` | `completed` |
//! | 3 | `partial_outage` | `monitoring` | |
//! | 4 | `major_outage` | `resolved` | |
//! | 5 (unknown) | kept as it is | | |
//! | 6 | `under_maintenance` | | |
//!
//! An incident's `status` stays at its first value; `latest_status` is the present one, and `is_resolved` decides. Its `message`
//! is the first update. Groups, components, incidents and schedules are numbered separately: a group's id is `group-2`, and group
//! 0 means no group. Times are on the server's clocks, whose zone is not stated.

mod wire;

use std::collections::HashMap;

use self::wire::{Identifier, Relationship, Resource, Root, Row};
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, decode_value};
use crate::adapter::translate::affected::copied_name;
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    AffectedComponent, Component, ComponentStatus, Coverage, Extent, Format, Incident, IncidentKind,
    IncidentStatus, Link, Schedule, Snapshot, Source, Update,
};
use crate::syntax::json::{FastDecode, Raw, Salvage, TopKeys};

const COMPONENT_CODES: [(&str, &str); 5] = [
    ("1", "operational"),
    ("2", "degraded_performance"),
    ("3", "partial_outage"),
    ("4", "major_outage"),
    ("6", "under_maintenance"),
];
const INCIDENT_CODES: [(&str, &str); 5] =
    [("0", "open"), ("1", "investigating"), ("2", "identified"), ("3", "monitoring"), ("4", "resolved")];
const SCHEDULE_CODES: [(&str, &str); 3] = [("0", "scheduled"), ("1", "in_progress"), ("2", "completed")];

/// The adapter for Cachet's API.
///
/// ```
/// use statusfeed::{ComponentStatus, Parser, Registry, adapter::cachet};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(cachet::adapter()));
/// let components = r#"{"data": [{"id": 1, "name": "Uploads", "status": 3, "order": 0, "group_id": 0,
///     "updated_at": "2026-03-09 21:15:40", "status_name": "Partial Outage"}]}"#;
/// let snapshot = parser.parse(components)?;
/// assert_eq!(snapshot.components[0].status, Some(ComponentStatus::PartialOutage));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("cachet-json", "Cachet API").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

/// Lists go on after 20 items, unless more are asked for.
const ENDPOINTS: [Endpoint; 4] = [
    Endpoint::new("api/v1/components?per_page=100", Extent::Complete, Extent::None, Extent::None).as_main(),
    Endpoint::new("api/v1/incidents?per_page=100", Extent::None, Extent::Recent, Extent::None),
    Endpoint::new("api/v1/schedules?per_page=100", Extent::None, Extent::None, Extent::Recent),
    // Version 3.
    Endpoint::new("api/components", Extent::Complete, Extent::None, Extent::None),
];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let item = head.keys_of("data");
    let has_code = item.has("status", b"0123456789\"") && item.has_string("name");
    let is_own = item.has_list("enabled_components")
        || has_code && item.has("group_id", b"0123456789\"n")
        || has_code && item.has_key("message") && item.has("scheduled_at", b"\"n")
        || has_code && item.has_key("message") && (item.has_key("visible") || item.has_key("latest_status"));
    let attributes = || head.keys_at(&["data", "attributes"]);
    let is_resource = match head.string_at(&["data", "type"]) {
        Some("components" | "incidents" | "schedules") if item.has_object("attributes") => {
            attributes().has_object("status")
                && head.keys_at(&["data", "attributes", "status"]).has_key("value")
        }
        Some("componentGroups") => attributes().has_key("collapsed"),
        _ => false,
    };
    (is_own || is_resource).then_some("has data with the codes of Cachet's API")
}

/// What the items of a document are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Components,
    Groups,
    Incidents,
    Schedules,
}

impl Kind {
    fn of(resource: &Resource<'_>) -> Option<Self> {
        let row = resource.row.as_ref()?;
        Some(match resource.resource_type.as_str() {
            Some("components") => Self::Components,
            Some("componentGroups") => Self::Groups,
            Some("incidents") => Self::Incidents,
            Some("schedules") => Self::Schedules,
            Some(_) => return None,
            None if row.enabled_components.0.is_some() => Self::Groups,
            None if row.status.0.is_none() => return None,
            None if row.message.0.is_none() => Self::Components,
            None if row.visible.0.is_some() || row.latest_status.0.is_some() => Self::Incidents,
            None => Self::Schedules,
        })
    }
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("", Part::Components)]);
    let root: Root<'_> = decode_document(document, context)?;
    let is_single = root.data.0.is_some_and(|data| data.starts_with('{'));
    let is_whole = root.is_whole() && !is_single;
    let is_counted = root.is_counted();
    let resources: Vec<Resource<'_>> =
        if TopKeys::read(root.data.0.unwrap_or_default()).has_object("attributes") {
            one_or_many(root.data, "/data", context)
        } else {
            let rows: Vec<Row<'_>> = one_or_many(root.data, "/data", context);
            rows.into_iter().map(Resource::from).collect()
        };
    let Some(kind) = resources.iter().find_map(Kind::of) else {
        let message = "expected data with components, groups, incidents or schedules, found none of them";
        return Err(Error::new(ErrorKind::NotStatus, message));
    };
    let recent = if is_whole { Extent::Recent } else { Extent::Partial };
    let (part, coverage) = match kind {
        Kind::Components if is_whole && is_counted => {
            (Part::Components, Coverage::new(Extent::Complete, Extent::None, Extent::None))
        }
        Kind::Components | Kind::Groups => {
            (Part::Components, Coverage::new(Extent::Partial, Extent::None, Extent::None))
        }
        Kind::Incidents => (Part::Incidents, Coverage::new(Extent::None, recent, Extent::None)),
        Kind::Schedules => (Part::Maintenances, Coverage::new(Extent::None, Extent::None, recent)),
    };
    context.declare_paths(match part {
        Part::Incidents => &[("", Part::Incidents)],
        Part::Maintenances => &[("", Part::Maintenances)],
        _ => &[("", Part::Components)],
    });
    let mut snapshot = Snapshot::new(Source::new(Format::Json, coverage).with_provider(provider::CACHET));
    let mut included: Included<'_> = root.included.into_iter().flatten().filter_map(by_identifier).collect();
    for (index, resource) in resources.into_iter().enumerate() {
        let path = format!("/data/{index}");
        match kind {
            Kind::Components => snapshot.components.push(translate_component(resource, &path, context)),
            Kind::Groups => {
                translate_group(resource, &mut included, &path, &mut snapshot.components, context);
            }
            Kind::Incidents | Kind::Schedules => {
                snapshot.incidents.push(translate_incident(resource, kind, &mut included, &path, context));
            }
        }
    }
    Ok(snapshot)
}

/// The rows that a document of version 3 includes, by type and id: an item refers to them in its `relationships`.
type Included<'a> = HashMap<(String, String), Row<'a>>;

fn by_identifier(resource: Resource<'_>) -> Option<((String, String), Row<'_>)> {
    Some(((resource.resource_type.into_string()?, resource.id.into_string()?), resource.row?))
}

/// Takes out the rows that an item refers to. Each belongs to one item, so that none is copied.
fn take_related<'a>(
    relationship: Option<Relationship<'a>>,
    included: &mut Included<'a>,
    path: &str,
    context: &mut Context<'_>,
) -> Vec<Row<'a>> {
    let identifiers = identifiers(relationship, path, context);
    let rows = identifiers.into_iter().map(|identifier| {
        let row = identifier.key().and_then(|key| included.remove(&key)).unwrap_or_default();
        Row { id: identifier.id, ..row }
    });
    rows.collect()
}

/// What an item refers to.
fn identifiers<'a>(
    relationship: Option<Relationship<'a>>,
    path: &str,
    context: &mut Context<'_>,
) -> Vec<Identifier<'a>> {
    one_or_many(relationship.unwrap_or_default().data, path, context)
}

/// A list of items, or the one item in its place.
fn one_or_many<'a, T: FastDecode<'a> + Salvage<'a>>(
    value: Raw<'a>,
    path: &str,
    context: &mut Context<'_>,
) -> Vec<T> {
    if value.0.is_some_and(|value| value.starts_with('{')) {
        decode_value::<Option<T>>(value, path, context).into_iter().collect()
    } else {
        decode_value(value, path, context)
    }
}

/// An id, where 0 means none.
fn existing(id: Option<&str>) -> Option<&str> {
    id.filter(|id| !matches!(*id, "0" | ""))
}

fn component_status(row: &Row<'_>, path: &str, context: &mut Context<'_>) -> Option<ComponentStatus> {
    let code = row.status.0.as_deref()?;
    context.component_status(find_private(&COMPONENT_CODES, code), format_args!("{path}/status"))
}

fn translate_component(resource: Resource<'_>, path: &str, context: &mut Context<'_>) -> Component {
    let Resource { id, row, relationships, .. } = resource;
    let row = row.unwrap_or_default();
    let groups = identifiers(relationships.unwrap_or_default().group, path, context);
    let group = row.group_id.as_str().or_else(|| groups.first()?.id.as_str());
    Component {
        id: id.into_string(),
        status: component_status(&row, path, context),
        parent_id: existing(group).map(|id| format!("group-{id}")),
        position: row.order.0,
        updated_at: context.instant(row.updated_at(), format_args!("{path}/updated_at")),
        name: row.name.into_string(),
        raw: row.source.map(Into::into),
        description: row.description.into_string().filter(|text| !text.is_empty()),
        ..Component::default()
    }
}

/// Translates a group and its members.
fn translate_group<'a>(
    resource: Resource<'a>,
    included: &mut Included<'a>,
    path: &str,
    components: &mut Vec<Component>,
    context: &mut Context<'_>,
) {
    let row = resource.row.unwrap_or_default();
    let related = resource.relationships.unwrap_or_default().components;
    let mut members: Vec<Row<'_>> =
        decode_value(row.enabled_components, &format!("{path}/enabled_components"), context);
    members.extend(take_related(related, included, path, context));
    let id = existing(resource.id.as_str()).map(|id| format!("group-{id}"));
    components.push(Component {
        id: id.clone(),
        name: row.name.into_string(),
        is_group: true,
        position: row.order.0,
        ..Component::default()
    });
    for (index, member) in members.into_iter().enumerate() {
        let path = format!("{path}/enabled_components/{index}");
        let member = translate_component(member.into(), &path, context);
        components.push(Component { parent_id: id.clone(), ..member });
    }
}

/// Translates an incident or a schedule.
fn translate_incident<'a>(
    resource: Resource<'a>,
    kind: Kind,
    included: &mut Included<'a>,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let Resource { id, row, relationships, .. } = resource;
    let (row, relationships) = (row.unwrap_or_default(), relationships.unwrap_or_default());
    let at = |key: &str| format!("{path}/{key}");
    let scheduled_at = context.instant(row.scheduled_at(), at("scheduled_at"));
    let created_at = context.instant(row.created_at(), at("created_at"));
    let occurred_at = context.instant(row.occurred_at(), at("occurred_at")).or(created_at);
    let first_code = row.status.0.as_deref();
    // Before version 2.3, planned work was an incident of status 0 with a time.
    let is_planned = kind == Kind::Schedules || scheduled_at.is_some() && first_code == Some("0");
    let codes = if is_planned { &SCHEDULE_CODES[..] } else { &INCIDENT_CODES };
    let mut status_of = |code: Option<&str>, path: String| {
        context.incident_status(code.map(|code| find_private(codes, code)), path)
    };
    let first_status = status_of(first_code, at("status"));
    let latest_status = match row.latest_status.0.as_deref() {
        Some(code) => status_of(Some(code), at("latest_status")),
        None => first_status.clone(),
    };
    let mut incident = Incident {
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        status: match row.is_resolved.0 {
            Some(true) => Some(IncidentStatus::Resolved),
            Some(false) if latest_status == Some(IncidentStatus::Resolved) => Some(IncidentStatus::Open),
            _ => latest_status,
        },
        url: row.permalink.as_str().map(Link::from),
        created_at,
        started_at: occurred_at,
        resolved_at: context.instant(row.completed_at(), at("completed_at")),
        updated_at: context.instant(row.updated_at(), at("updated_at")),
        scheduled: scheduled_at.filter(|_| is_planned).map(|start| Schedule::new(Some(start), None)),
        components: affected(&row, relationships.components, included, path, context),
        raw: row.source.map(Into::into),
        ..Incident::default()
    };
    let mut rows: Vec<Row<'_>> = decode_value(row.updates, &at("updates"), context);
    rows.extend(take_related(relationships.updates, included, path, context));
    // Version 3, and version 2.0 without `latest_status`, state the present status alone: it is not that of the first text.
    let is_present = row.created.is_some() || row.latest_status.0.is_none();
    let first_status = first_status.filter(|status| !(is_planned || is_present && status.is_over()));
    let mut updates: Vec<UpdateEntry> = Vec::with_capacity(rows.len().saturating_add(1));
    for (index, update) in rows.into_iter().enumerate() {
        let at = |key: &str| format!("{path}/updates/{index}/{key}");
        let code = update.status.0.as_deref().map(|code| find_private(codes, code));
        updates.push(UpdateEntry::new(Update {
            status: context.incident_status(code, at("status")),
            at: context.instant(update.created_at(), at("created_at")),
            body: context.body(update.message.as_str(), at("message")),
            id: update.id.into_string(),
            ..Update::default()
        }));
    }
    if let Some(body) = context.body(row.message.as_str(), at("message")) {
        updates.push(UpdateEntry::new(Update {
            status: first_status,
            at: if is_planned { created_at } else { occurred_at },
            body: Some(body),
            ..Update::default()
        }));
    }
    incident.title = row.name.into_string();
    let start = incident.started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let parts = [incident.title.as_deref().unwrap_or_default(), &start];
    incident.id = context.id_or_anonymous(id.into_string(), &parts, at("id"));
    context.apply_updates(&mut incident, updates, false, path);
    incident
}

/// The components that an incident or a schedule names.
fn affected<'a>(
    row: &Row<'a>,
    related: Option<Relationship<'a>>,
    included: &Included<'a>,
    path: &str,
    context: &mut Context<'_>,
) -> Vec<AffectedComponent> {
    let with_id =
        |id: Option<&str>| AffectedComponent { id: id.map(str::to_owned), ..AffectedComponent::default() };
    let own = existing(row.component_id.as_str());
    let mut list: Vec<AffectedComponent> = own.map(|id| with_id(Some(id))).into_iter().collect();
    let rows: Vec<Row<'_>> = decode_value(row.components, &format!("{path}/components"), context);
    list.extend(rows.iter().map(|row| AffectedComponent {
        name: row.name.as_str().map(str::to_owned),
        ..with_id(existing(row.component_id.as_str()).or(row.id.as_str()))
    }));
    for identifier in identifiers(related, path, context) {
        let row = identifier.key().and_then(|key| included.get(&key));
        list.push(AffectedComponent {
            name: row.and_then(|row| row.name.as_str()).and_then(copied_name),
            status: row.and_then(|row| component_status(row, "/included", context)),
            ..with_id(identifier.id.as_str())
        });
    }
    list
}
