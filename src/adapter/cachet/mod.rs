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
//! is the first update. In version 3, `status` is the present one, and an incident's id is its `guid`, as in links. Groups, components, incidents and schedules are numbered separately: a group's id is `group-2`, and group
//! 0 means no group. Times are on the server's clocks, whose zone is not stated.

mod version_2;
mod version_3;

use chrono::{DateTime, Utc};

use super::item::ItemContext;
use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use super::json_api::Resource;
use super::translate::provider;
use super::translate::timeline::UpdateEntry;
use super::translate::vocabulary::find_private;
use super::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    Component, ComponentStatus, Coverage, Extent, Incident, IncidentKind, IncidentStatus, RichText, Schedule,
    Snapshot, Update,
};
use crate::syntax::json::{Integer, Raw, Text, TopKeys, wire};

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

wire! {
    struct Root<'a> {
        // A list, or one item.
        "data" => data: Raw<'a>,
        "included" => included: Option<Vec<Resource<'a>>>,
        "meta" => meta: Option<Meta<'a>>,
        "links" => links: Option<Links<'a>>,
        leaves out []
    }

    struct Meta<'a> {
        "pagination" => pagination: Option<Pagination<'a>>,
        "current_page" => current_page: Integer,
        "last_page" => last_page: Integer,
        leaves out [
            // Counts of this part of the list.
            "from", "path", "per_page", "to",
        ]
    }

    struct Pagination<'a> {
        "current_page" => current_page: Integer,
        "total_pages" => total_pages: Integer,
        leaves out [
            // Counts, and links that the numbers say too.
            "count", "links", "per_page", "total",
        ]
    }

    struct Links<'a> {
        "next" => next: Text<'a>,
        "prev" => prev: Text<'a>,
        leaves out [
            // Links to pages that are not the next.
            "first", "last",
        ]
    }
}

impl Root<'_> {
    /// Whether it says which part of the list it is. Lists of components always do.
    fn is_counted(&self) -> bool {
        self.meta.as_ref().is_some_and(|meta| {
            meta.pagination.as_ref().is_some_and(|pages| pages.total_pages.0.is_some())
                || meta.current_page.0.is_some()
        })
    }

    /// Whether the list is the only page of its kind.
    fn is_whole(&self) -> bool {
        let is_one = |number: Integer| number.0.is_none_or(|number| number <= 1);
        let has_link = |link: &Text<'_>| link.as_str().is_some_and(|link| !link.is_empty());
        let pagination = self.meta.iter().filter_map(|meta| meta.pagination.as_ref());
        pagination.into_iter().all(|pages| is_one(pages.total_pages) && is_one(pages.current_page))
            && self.meta.iter().all(|meta| is_one(meta.current_page) && is_one(meta.last_page))
            && self.links.iter().all(|links| !has_link(&links.next) && !has_link(&links.prev))
    }
}

/// What the items of a document are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Components,
    Groups,
    Incidents,
    Schedules,
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("", Part::Components)]);
    let root: Root<'_> = decode_document(document, context)?;
    let data = root.data.0.unwrap_or_default();
    let is_list = !data.starts_with('{');
    let is_whole = is_list && root.is_whole();
    let is_counted = root.is_counted();
    let items = if TopKeys::read(data).has_object("attributes") {
        version_3::translate(root, is_list, context)
    } else {
        version_2::translate(root.data, is_list, context)
    };
    let Some((kind, components, incidents)) = items else {
        let message = "expected data with components, groups, incidents or schedules, found none of them";
        return Err(Error::new(ErrorKind::NotStatus, message));
    };
    let recent = if is_whole { Extent::Recent } else { Extent::Partial };
    let coverage = match kind {
        Kind::Components if is_whole && is_counted => {
            Coverage::new(Extent::Complete, Extent::None, Extent::None)
        }
        Kind::Components | Kind::Groups => Coverage::new(Extent::Partial, Extent::None, Extent::None),
        Kind::Incidents => Coverage::new(Extent::None, recent, Extent::None),
        Kind::Schedules => Coverage::new(Extent::None, Extent::None, recent),
    };
    match kind {
        Kind::Components | Kind::Groups => {}
        Kind::Incidents => context.declare_paths(&[("", Part::Incidents)]),
        Kind::Schedules => context.declare_paths(&[("", Part::Maintenances)]),
    }
    let mut snapshot = new_snapshot(provider::CACHET, coverage);
    (snapshot.components, snapshot.incidents) = (components, incidents);
    Ok(snapshot)
}

/// What the items are, and what they become.
type Items = (Kind, Vec<Component>, Vec<Incident>);

/// An id, where 0 means none.
fn existing(id: Option<&str>) -> Option<&str> {
    id.filter(|id| !matches!(*id, "0" | ""))
}

/// The id of the component that is a group.
fn group_id(id: Option<&str>) -> Option<String> {
    existing(id).map(|id| format!("group-{id}"))
}

fn component_status(code: Option<&str>, at: &mut ItemContext<'_, '_>) -> Option<ComponentStatus> {
    at.component_status("status", find_private(&COMPONENT_CODES, code))
}

fn incident_status(
    key: &str,
    code: Option<&str>,
    kind: IncidentKind,
    at: &mut ItemContext<'_, '_>,
) -> Option<IncidentStatus> {
    let codes = if kind == IncidentKind::Maintenance { &SCHEDULE_CODES[..] } else { &INCIDENT_CODES };
    at.incident_status(key, find_private(codes, code))
}

/// Adds to an incident or a schedule its planned start, its text, which is its first update, and the others.
fn complete(
    mut incident: Incident,
    scheduled_at: Option<DateTime<Utc>>,
    text: Option<(Option<IncidentStatus>, RichText)>,
    mut updates: Vec<UpdateEntry>,
    at: &mut ItemContext<'_, '_>,
) -> Incident {
    let is_planned = incident.is_maintenance();
    incident.scheduled = scheduled_at.filter(|_| is_planned).map(|start| Schedule::new(Some(start), None));
    if let Some((status, body)) = text {
        let at = if is_planned { incident.created_at } else { incident.started_at };
        updates.push(UpdateEntry::new(Update { status, at, body: Some(body), ..Update::default() }));
    }
    at.apply_updates(&mut incident, updates, false);
    incident
}
