//! Salesforce's JSON: `api.status.salesforce.com/v1/instances/status/preview`, one instance, and `/v1/incidents`.
//!
//! ```text
//! [{"key": "NA42", "status": "MINOR_INCIDENT_CORE", "isActive": true, "releaseVersion": "…", "Products": […],
//!   "Incidents": [{"id": 5968, "createdAt": "…", "updatedAt": "…", "instanceKeys": ["NA42"], "IncidentEvents": [],
//!     "IncidentImpacts": [{"startTime": "2026-03-08T16:08:00.000Z", "endTime": null, "severity": "minor"}]}],
//!   "Maintenances": []}]
//! ```
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/v1/instances/status/preview` | complete, open, open |
//! | `/v1/instances/<KEY>/status`, one instance | partial, partial, partial |
//! | `/v1/incidents`, `/v1/incidents/active` | none, recent, none |
//!
//! # Words
//!
//! | status of an instance | status |
//! |---|---|
//! | `OK` | `operational` |
//! | `MINOR_INCIDENT_CORE`, `MINOR_INCIDENT_NONCORE` | `degraded_performance` |
//! | `MAJOR_INCIDENT_CORE`, `MAJOR_INCIDENT_NONCORE` | `major_outage` |
//! | `MAINTENANCE_CORE`, `MAINTENANCE_NONCORE`, `UNPLANNED_MAINTENANCE_CORE` | `under_maintenance` |
//! | `INFORMATIONAL` and its variants | stay |
//!
//! The impact of an incident is its worst `severity`. It is `resolved` once all its impacts have an end, `open` else;
//! newer documents state its `status`. It starts with its first impact, hours before it was created. It is listed under
//! each instance that it touches, and read once. There is no title: only codes, whose texts are in another document.
//! Whether a maintenance has begun is not stated. Health is derived.

use std::collections::HashMap;

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
    AffectedComponent, Component, Coverage, Extent, Impact, Incident, IncidentKind, IncidentStatus, Schedule,
    Snapshot, Update, Vendor,
};
use crate::syntax::json::{Item, OneOrMany, Scalar, Text, wire};

/// The adapter for Salesforce's JSON.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::salesforce};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(salesforce::adapter()));
/// let incidents = r#"[{"id": "20006001", "status": "Active", "type": "Degradation", "createdAt": "2026-03-09T08:10:00.000Z",
///     "updatedAt": "2026-03-09T08:30:00.000Z", "instanceKeys": ["ZZ101"], "serviceKeys": ["coreService"],
///     "IncidentImpacts": [{"id": 5, "startTime": "2026-03-09T08:00:00.000Z", "endTime": null,
///         "type": "performanceDegradation", "severity": "minor"}], "IncidentEvents": []}]"#;
/// let snapshot = parser.parse(incidents)?;
/// assert_eq!(snapshot.incidents[0].components[0].name.as_deref(), Some("ZZ101"));
/// assert_eq!(snapshot.incidents[0].impact, Some(Impact::Minor));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("salesforce-json", "Salesforce Trust JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const INSTANCE_WORDS: [(&str, &str); 8] = [
    ("OK", "operational"),
    ("MINOR_INCIDENT_CORE", "degraded_performance"),
    ("MINOR_INCIDENT_NONCORE", "degraded_performance"),
    ("MAJOR_INCIDENT_CORE", "major_outage"),
    ("MAJOR_INCIDENT_NONCORE", "major_outage"),
    ("MAINTENANCE_CORE", "under_maintenance"),
    ("MAINTENANCE_NONCORE", "under_maintenance"),
    ("UNPLANNED_MAINTENANCE_CORE", "under_maintenance"),
];

const ENDPOINTS: [Endpoint; 1] = [Endpoint::new(
    "https://api.status.salesforce.com/v1/instances/status/preview",
    Extent::Complete,
    Extent::Open,
    Extent::Open,
)
.of_page("status.salesforce.com")
.as_main()];

wire! {
    struct Instance<'a> {
        "key" => key: Text<'a>,
        "status" => status: Text<'a>,
        "Incidents" => incidents: Option<Vec<Notice<'a>>>,
        "Maintenances" => maintenances: Option<Vec<Notice<'a>>>,
        leaves out [
            // Where it runs, its release, its products and its settings.
            "Products", "Tags", "city", "countryCode", "countryName", "environment", "isActive", "location",
            "maintenanceWindow", "releaseNumber", "releaseVersion", "stateCode", "stateName",
        ]
    }

    /// An incident, or a maintenance.
    struct Notice<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "status" => status: Text<'a>,
        "createdAt" => created: Text<'a>,
        "updatedAt" => updated: Text<'a>,
        "plannedStartTime" => planned_start: Text<'a>,
        "plannedEndTime" => planned_end: Text<'a>,
        "instanceKeys" => instances: Option<Vec<Text<'a>>>,
        "IncidentImpacts" => impacts: Option<Vec<Item<Harm<'a>>>>,
        "IncidentEvents" => events: Option<Vec<Event<'a>>>,
        leaves out [
            // Which services and whose, and fields of a message that has no text.
            "additionalInformation", "affectsAll", "externalId", "isCore", "message", "serviceKeys", "type",
        ]
    }

    struct Harm<'a> {
        "startTime" => start: Text<'a>,
        "endTime" => end: Text<'a>,
        "severity" => severity: Text<'a>,
        leaves out [
            // What kind of harm, and when that was entered.
            "createdAt", "id", "startTimeCreatedAt", "type", "updatedAt",
        ]
    }

    struct Event<'a> {
        "id" => id: Scalar<'a>,
        "createdAt" => created: Text<'a>,
        "message" => message: Text<'a>,
        leaves out [
            // The word of a step; the times of the impacts decide.
            "type",
        ]
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().all(|key| head.keys.has_key(key));
    if has(&["releaseVersion", "Products", "Incidents"]) {
        Some("has instances with releaseVersion, Products and Incidents")
    } else {
        has(&["IncidentImpacts", "instanceKeys"])
            .then_some("has incidents with IncidentImpacts and instanceKeys")
    }
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    let is_list = document.text().trim_start().starts_with('[');
    let has_instances = top_value(document, "releaseVersion").is_some();
    let coverage = match (has_instances, is_list) {
        (true, true) => Coverage::new(Extent::Complete, Extent::Open, Extent::Open),
        (true, false) => Coverage::new(Extent::Partial, Extent::Partial, Extent::Partial),
        (false, true) => Coverage::new(Extent::None, Extent::Recent, Extent::None),
        (false, false) => Coverage::new(Extent::None, Extent::Partial, Extent::None),
    };
    let mut list = List::default();
    if has_instances {
        let OneOrMany(instances) = decode_document(document, context)?;
        let at = &mut context.at("");
        at.each_or_only("", instances, is_list, |instance, at| list.add_instance(instance, at));
    } else {
        context.declare_paths(&[("", Part::Incidents)]);
        let OneOrMany(incidents) = decode_document(document, context)?;
        context.at("").each_or_only("", incidents, is_list, |incident, at| {
            list.add_notice(incident, IncidentKind::Incident, None, at);
        });
    }
    let mut snapshot = new_snapshot(provider::SALESFORCE, coverage).with_vendor(Vendor::new("Salesforce"));
    snapshot.components = list.components;
    snapshot.incidents = list.incidents;
    snapshot.incidents.sort_by_key(Incident::is_maintenance);
    Ok(snapshot)
}

/// What the instances list. An incident is under each instance that it touches, and is read once.
#[derive(Debug, Default)]
struct List {
    components: Vec<Component>,
    incidents: Vec<Incident>,
    /// Indices of incidents.
    known: HashMap<(IncidentKind, String), usize>,
}

impl List {
    fn add_instance(&mut self, instance: Instance<'_>, at: &mut ItemContext<'_, '_>) {
        let key = instance.key.into_string();
        self.components.push(Component {
            status: at.component_status("status", find_private(&INSTANCE_WORDS, instance.status.as_str())),
            id: key.clone(),
            name: key.clone(),
            ..Component::default()
        });
        for (keys, kind, notices) in [
            ("Incidents", IncidentKind::Incident, instance.incidents),
            ("Maintenances", IncidentKind::Maintenance, instance.maintenances),
        ] {
            at.each(keys, notices, |notice, at| self.add_notice(notice, kind, key.as_deref(), at));
        }
    }

    /// Adds an incident or a maintenance, unless it is known from another instance.
    fn add_notice(
        &mut self,
        notice: Notice<'_>,
        kind: IncidentKind,
        listed_under: Option<&str>,
        at: &mut ItemContext<'_, '_>,
    ) {
        let names_instances = notice.instances.is_some();
        let next = self.incidents.len();
        let index = match notice.id.as_str() {
            Some(id) => *self.known.entry((kind, id.to_owned())).or_insert(next),
            None => next,
        };
        if index == next {
            self.incidents.push(translate_notice(notice, kind, at));
        }
        if let (Some(incident), Some(key), false) =
            (self.incidents.get_mut(index), listed_under, names_instances)
        {
            incident.components.push(AffectedComponent::new(key).with_id(key));
        }
    }
}

fn translate_notice(notice: Notice<'_>, kind: IncidentKind, at: &mut ItemContext<'_, '_>) -> Incident {
    let created_at = at.instant("createdAt", notice.created.as_str());
    let mut is_over = notice.impacts.as_ref().is_some_and(|harms| !harms.is_empty());
    let (mut start, mut end, mut impact) = (None, None, None::<Impact>);
    at.each("IncidentImpacts", notice.impacts, |harm, at| {
        // One that cannot be read may go on.
        let harm = harm.0.unwrap_or_default();
        start = start.or_else(|| at.instant("startTime", harm.start.as_str()));
        let harm_end = at.instant("endTime", harm.end.as_str());
        is_over &= harm_end.is_some();
        end = end.max(harm_end);
        impact = impact.take().max(at.impact("severity", harm.severity.as_str()));
    });
    let stated = at.incident_status("status", notice.status.as_str());
    let by_impacts = match (kind, is_over) {
        (IncidentKind::Maintenance, _) => None,
        (IncidentKind::Incident, true) => Some(IncidentStatus::Resolved),
        (IncidentKind::Incident, false) => Some(IncidentStatus::Open),
    };
    let instances = notice.instances.into_iter().flatten().filter_map(Text::into_string);
    let mut incident = Incident {
        kind,
        title: notice.name.into_string(),
        status: stated.or(by_impacts),
        impact,
        created_at,
        started_at: start.or(created_at),
        resolved_at: end.filter(|_| is_over),
        updated_at: at.instant("updatedAt", notice.updated.as_str()),
        components: instances.map(|key| AffectedComponent::new(key.clone()).with_id(key)).collect(),
        raw: notice.source.map(Into::into),
        ..Incident::default()
    };
    // Incidents and maintenances are counted apart.
    let mut id = notice.id.into_string();
    if kind == IncidentKind::Maintenance {
        let start = at.instant("plannedStartTime", notice.planned_start.as_str());
        let end = at.instant("plannedEndTime", notice.planned_end.as_str());
        incident.scheduled = (start.is_some() || end.is_some()).then(|| Schedule::new(start, end));
        id = id.map(|id| format!("maintenance-{id}"));
    }
    at.identify(&mut incident, "id", id);
    let updates = at.each("IncidentEvents", notice.events, |event, at| {
        UpdateEntry::new(Update {
            at: at.instant("createdAt", event.created.as_str()),
            body: at.body("message", event.message.as_str()),
            id: event.id.into_string(),
            ..Update::default()
        })
    });
    at.apply_updates(&mut incident, updates, true);
    incident
}
