//! Statuspal's JSON: the health of a page, its services, and what is under way.
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/api/v2/status_pages/<page>/status` | none, none, none |
//! | `/api/v2/status_pages/<page>/summary` | complete, open, open |
//!
//! ```json
//! {"services": [{"id": 7, "name": "Search", "current_incident_type": "minor", "children": null}],
//!  "incidents": [{"id": 31, "title": "Slow", "type": "minor", "starts_at": "2026-03-08T10:31:00", "service_ids": [7]}],
//!  "maintenances": [], "upcoming_maintenances": []}
//! ```
//!
//! A page and a service have the type of their worst incident: null is `none` and `operational`, `minor` is `minor` and
//! `degraded_performance`, `major` is `major` and `major_outage`, `scheduled` is `maintenance` and `under_maintenance`. Types
//! that a page defines itself are kept. The status of an incident is that of its newest update, of which `issue` is `open`; without
//! updates it is `open` until it has an end. Times have no zone and are UTC. `service_ids` may name services that are not listed.

use crate::adapter::item::ItemContext;
use crate::adapter::json::{
    AdapterInfo, JsonAdapter, JsonHead, TreeRow, decode_document, extent_of, new_snapshot, translate_tree,
};
use crate::adapter::translate::affected::ComponentNames;
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    Component, ComponentStatus, Coverage, Extent, Health, Impact, Incident, IncidentKind, IncidentStatus,
    Link, Schedule, Snapshot, Update, Vendor,
};
use crate::syntax::json::{Nullable, Raw, Scalar, Text, wire};

/// The adapter for Statuspal's JSON.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::statuspal};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(statuspal::adapter()));
/// let status = r#"{"status_page": {"url": "https://status.acme.example", "time_zone": "Etc/UTC", "subdomain": "acme",
///     "name": "Acme", "current_incident_type": "major"}}"#;
/// let snapshot = parser.parse(status)?;
/// assert_eq!(snapshot.health.impact, Some(Impact::Major));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("statuspal-json", "Statuspal JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 3] = [
    Endpoint::new(
        "https://statuspal.io/api/v2/status_pages/<name>/summary",
        Extent::Complete,
        Extent::Open,
        Extent::Open,
    )
    .of_page("<name>.statuspal.io")
    .as_main(),
    Endpoint::new(
        "https://statuspal.eu/api/v2/status_pages/<name>/summary",
        Extent::Complete,
        Extent::Open,
        Extent::Open,
    )
    .of_page("<name>.statuspal.eu")
    .as_main(),
    Endpoint::new(
        "https://statuspal.io/api/v2/status_pages/<name>/status",
        Extent::None,
        Extent::None,
        Extent::None,
    )
    .of_page("<name>.statuspal.io")
    .stating_health(),
];

wire! {
    struct Root<'a> {
        "status_page" => page: Option<Page<'a>>,
        "services" => services: Nullable<Vec<Service<'a>>>,
        "incidents" => incidents: Nullable<Vec<Event<'a>>>,
        "maintenances" => maintenances: Nullable<Vec<Event<'a>>>,
        "upcoming_maintenances" => upcoming: Nullable<Vec<Event<'a>>>,
        "current_status_type" => current_status_type: Nullable<Text<'a>>,
        leaves out []
    }

    struct Page<'a> {
        "name" => name: Text<'a>,
        "url" => url: Text<'a>,
        "time_zone" => time_zone: Text<'a>,
        "current_incident_type" => kind: Nullable<Text<'a>>,
        leaves out [
            // The name in its address.
            "subdomain",
        ]
    }

    struct Service<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "current_incident_type" => kind: Nullable<Text<'a>>,
        "children" => children: Raw<'a>,
        leaves out []
    }

    struct Event<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "type" => kind: Text<'a>,
        "url" => url: Text<'a>,
        "starts_at" => starts_at: Text<'a>,
        "ends_at" => ends_at: Text<'a>,
        "service_ids" => service_ids: Option<Vec<Scalar<'a>>>,
        "updates" => updates: Option<Vec<EventUpdate<'a>>>,
        leaves out []
    }

    struct EventUpdate<'a> {
        "id" => id: Scalar<'a>,
        "type" => kind: Text<'a>,
        "description" => description: Text<'a>,
        "posted_at" => posted_at: Text<'a>,
        "inserted_at" => inserted_at: Text<'a>,
        leaves out [
            // The text in HTML and in other languages, when it was corrected, and whether it was sent.
            "description_html", "notify", "translations", "tweet", "updated_at",
        ]
    }
}

impl<'a> TreeRow<'a> for Service<'a> {
    const CHILDREN: &'static str = "children";

    fn children(&self) -> Raw<'a> {
        self.children
    }
}

/// Types of incidents, as the status of a service.
const SERVICE_WORDS: [(&str, &str); 3] =
    [("minor", "degraded_performance"), ("major", "major_outage"), ("scheduled", "under_maintenance")];
/// Types of incidents, as an impact. `minor` and `major` are the model's.
const IMPACT_WORDS: [(&str, &str); 1] = [("scheduled", "maintenance")];

/// Types of updates. The others are the model's.
const UPDATE_WORDS: [(&str, &str); 1] = [("issue", "open")];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let is_status = head.keys_of("status_page").has_key("current_incident_type");
    let is_summary = head.keys_of("services").has_key("current_incident_type")
        || head.keys.has_list("services")
            && head.keys.has_list("incidents")
            && head.keys.has_list("maintenances");
    (is_status || is_summary).then_some("has services with maintenances, or a page with its type of incident")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/services", Part::Components),
        ("/upcoming_maintenances", Part::Maintenances),
        ("/status_page/current_incident_type", Part::Health),
        ("/current_status_type", Part::Health),
    ]);
    let root: Root<'_> = decode_document(document, context)?;
    let coverage = Coverage::new(
        extent_of(&root.services, Extent::Complete),
        extent_of(&root.incidents, Extent::Open),
        extent_of(&root.maintenances, Extent::Open),
    );
    let mut snapshot = new_snapshot(provider::STATUSPAL, coverage);
    snapshot.health = state_health(root.current_status_type, "/current_status_type", context);
    if let Some(page) = root.page {
        if page.kind.is_present() {
            snapshot.health = state_health(page.kind, "/status_page/current_incident_type", context);
        }
        snapshot.vendor = Vendor {
            name: page.name.into_string(),
            url: page.url.into_string().map(Link::from),
            time_zone: page.time_zone.into_string(),
            ..Vendor::default()
        };
    }
    let services = root.services.into_value().unwrap_or_default();
    snapshot.components =
        translate_tree(services, "/services", context, |service, path, context| Component {
            status: match &service.kind {
                Nullable::Absent => None,
                Nullable::Null => Some(ComponentStatus::Operational),
                Nullable::Value(word) => {
                    let word = find_private(&SERVICE_WORDS, word.as_str());
                    context.component_status(word, format_args!("{path}/current_incident_type"))
                }
            },
            id: service.id.into_string(),
            name: service.name.into_string(),
            raw: service.source.map(Into::into),
            ..Component::default()
        });
    let names = ComponentNames::of(&snapshot.components);
    let at = &mut context.at("");
    for (keys, planned, events) in [
        ("incidents", None, root.incidents),
        ("maintenances", Some(IncidentStatus::Open), root.maintenances),
        ("upcoming_maintenances", Some(IncidentStatus::Scheduled), root.upcoming),
    ] {
        snapshot.incidents.extend(at.each(keys, events.into_value(), |event, at| {
            translate_event(event, planned.clone(), &names, at)
        }));
    }
    Ok(snapshot)
}

/// The health that a type states: null is that there is no incident.
fn state_health(kind: Nullable<Text<'_>>, path: &str, context: &mut Context<'_>) -> Health {
    match kind {
        Nullable::Absent => Health::default(),
        Nullable::Null => Health::stated(Impact::None),
        Nullable::Value(word) => context.stated_health(find_private(&IMPACT_WORDS, word.as_str()), path),
    }
}

/// Translates an incident, or a maintenance where the list says which state it has.
fn translate_event(
    event: Event<'_>,
    planned: Option<IncidentStatus>,
    names: &ComponentNames,
    at: &mut ItemContext<'_, '_>,
) -> Incident {
    let start = at.instant("starts_at", event.starts_at.as_str());
    let end = at.instant("ends_at", event.ends_at.as_str());
    let title = event.title.into_string();
    let parts = [title.as_deref().unwrap_or_default(), event.starts_at.as_str().unwrap_or_default()];
    let service_ids = event.service_ids.into_iter().flatten().filter_map(Scalar::into_string);
    let mut incident = Incident {
        id: at.id_or_anonymous("id", event.id.into_string(), &parts),
        title,
        url: event.url.into_string().map(Link::from),
        components: service_ids.map(|id| names.affected(Some(id), None)).collect(),
        raw: event.source.map(Into::into),
        ..Incident::default()
    };
    let listed_as = if let Some(planned) = planned {
        incident.kind = IncidentKind::Maintenance;
        incident.scheduled = Some(Schedule::new(start, end));
        planned
    } else {
        incident.impact = at.impact("type", find_private(&IMPACT_WORDS, event.kind.as_str()));
        incident.status = end.map(|_| IncidentStatus::Resolved);
        (incident.started_at, incident.resolved_at) = (start, end);
        IncidentStatus::Open
    };
    let updates = at.each("updates", event.updates, |row, at| {
        UpdateEntry::new(Update {
            status: at.incident_status("type", find_private(&UPDATE_WORDS, row.kind.as_str())),
            at: at.instant("posted_at", row.posted_at.as_str().or(row.inserted_at.as_str())),
            body: at.body("description", row.description.as_str()),
            id: row.id.into_string(),
            ..Update::default()
        })
    });
    at.apply_updates(&mut incident, updates, true);
    incident.status.get_or_insert(listed_as);
    incident
}
