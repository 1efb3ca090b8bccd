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

use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, top_value};
use super::translate::timeline::UpdateEntry;
use super::translate::{provider, vocabulary};
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Format, Impact, Incident, IncidentKind, IncidentStatus,
    Schedule, Snapshot, Source, Update, Vendor,
};
use crate::syntax::json::{OneOrMany, Scalar, Text, wire};

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
        "IncidentImpacts" => impacts: Option<Vec<Harm<'a>>>,
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
    let mut instances = Vec::new();
    let coverage = if top_value(document, "releaseVersion").is_none() {
        context.declare_paths(&[("", Part::Incidents)]);
        let OneOrMany(incidents) = decode_document(document, context)?;
        instances.push(Instance { incidents: Some(incidents), ..Instance::default() });
        let extent = if is_list { Extent::Recent } else { Extent::Partial };
        Coverage::new(Extent::None, extent, Extent::None)
    } else {
        OneOrMany(instances) = decode_document(document, context)?;
        let whole = Coverage::new(Extent::Complete, Extent::Open, Extent::Open);
        let single = Coverage::new(Extent::Partial, Extent::Partial, Extent::Partial);
        if is_list { whole } else { single }
    };
    let mut snapshot = Snapshot::new(Source::new(Format::Json, coverage).with_provider(provider::SALESFORCE));
    snapshot.vendor = Vendor { name: Some("Salesforce".to_owned()), ..Vendor::default() };
    let is_alone = coverage.components == Extent::None;
    let mut known = HashMap::new();
    for (index, instance) in instances.into_iter().enumerate() {
        let path = if is_list && !is_alone { format!("/{index}") } else { String::new() };
        let key = instance.key.into_string();
        if !is_alone {
            let word = instance.status.as_str().map(|word| vocabulary::find_private(&INSTANCE_WORDS, word));
            snapshot.components.push(Component {
                status: context.component_status(word, format_args!("{path}/status")),
                id: key.clone(),
                name: key.clone(),
                ..Component::default()
            });
        }
        for (list, kind, notices) in [
            ("/Incidents", IncidentKind::Incident, instance.incidents),
            ("/Maintenances", IncidentKind::Maintenance, instance.maintenances),
        ] {
            let list = if is_alone { "" } else { list };
            for (row, notice) in notices.into_iter().flatten().enumerate() {
                let path = if is_alone && !is_list { String::new() } else { format!("{path}{list}/{row}") };
                add_notice(&mut snapshot, &mut known, notice, kind, key.as_deref(), &path, context);
            }
        }
    }
    snapshot.incidents.sort_by_key(Incident::is_maintenance);
    Ok(snapshot)
}

/// Adds an incident or a maintenance, unless it is known from another instance.
fn add_notice(
    snapshot: &mut Snapshot,
    known: &mut HashMap<(IncidentKind, String), usize>,
    notice: Notice<'_>,
    kind: IncidentKind,
    listed_under: Option<&str>,
    path: &str,
    context: &mut Context<'_>,
) {
    let names_instances = notice.instances.is_some();
    let id = notice.id.as_str().map(str::to_owned);
    let place = id.and_then(|id| {
        let next = snapshot.incidents.len();
        let place = *known.entry((kind, id)).or_insert(next);
        (place < next).then_some(place)
    });
    if place.is_none() {
        snapshot.incidents.push(translate_notice(notice, kind, path, context));
    }
    let incident = match place {
        Some(place) => snapshot.incidents.get_mut(place),
        None => snapshot.incidents.last_mut(),
    };
    if let (Some(incident), Some(key), false) = (incident, listed_under, names_instances) {
        incident.components.push(AffectedComponent::new(key).with_id(key));
    }
}

fn translate_notice(
    notice: Notice<'_>,
    kind: IncidentKind,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let created_at = context.instant(notice.created.as_str(), format_args!("{path}/createdAt"));
    let harms = notice.impacts.unwrap_or_default();
    let mut is_over = !harms.is_empty();
    let (mut start, mut end, mut impact) = (None, None, None::<Impact>);
    for (index, harm) in harms.iter().enumerate() {
        let path = format!("{path}/IncidentImpacts/{index}");
        start = start.or_else(|| context.instant(harm.start.as_str(), format_args!("{path}/startTime")));
        let harm_end = context.instant(harm.end.as_str(), format_args!("{path}/endTime"));
        is_over &= harm_end.is_some();
        end = end.max(harm_end);
        impact = impact.max(context.impact(harm.severity.as_str(), format_args!("{path}/severity")));
    }
    let stated = context.incident_status(notice.status.as_str(), format_args!("{path}/status"));
    let by_impacts = match (kind, is_over) {
        (IncidentKind::Maintenance, _) => None,
        (IncidentKind::Incident, true) => Some(IncidentStatus::Resolved),
        (IncidentKind::Incident, false) => Some(IncidentStatus::Open),
    };
    let instances = notice.instances.into_iter().flatten();
    let mut incident = Incident {
        kind,
        title: notice.name.into_string(),
        status: stated.or(by_impacts),
        impact,
        created_at,
        started_at: start.or(created_at),
        resolved_at: end.filter(|_| is_over),
        updated_at: context.instant(notice.updated.as_str(), format_args!("{path}/updatedAt")),
        components: instances
            .filter_map(Text::into_string)
            .map(|key| AffectedComponent::new(key.clone()).with_id(key))
            .collect(),
        raw: notice.source.map(Into::into),
        ..Incident::default()
    };
    if kind == IncidentKind::Maintenance {
        let start = context.instant(notice.planned_start.as_str(), format_args!("{path}/plannedStartTime"));
        let end = context.instant(notice.planned_end.as_str(), format_args!("{path}/plannedEndTime"));
        incident.scheduled = (start.is_some() || end.is_some()).then(|| Schedule::new(start, end));
    }
    // Incidents and maintenances are counted apart.
    let id = notice.id.into_string().map(|id| match kind {
        IncidentKind::Incident => id,
        IncidentKind::Maintenance => format!("maintenance-{id}"),
    });
    context.identify(&mut incident, id, format_args!("{path}/id"));
    let mut updates = Vec::new();
    for (index, event) in notice.events.into_iter().flatten().enumerate() {
        let path = format!("{path}/IncidentEvents/{index}");
        updates.push(UpdateEntry::new(Update {
            at: context.instant(event.created.as_str(), format_args!("{path}/createdAt")),
            body: context.body(event.message.as_str(), format_args!("{path}/message")),
            id: event.id.into_string(),
            ..Update::default()
        }));
    }
    context.apply_updates(&mut incident, updates, true, path);
    incident
}
