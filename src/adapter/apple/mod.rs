//! Apple's system status: `system_status_en_US.js` for customers, and for developers as JSONP.
//!
//! ```text
//! jsonCallback({"drMessage": null, "services": [{"serviceName": "Widget Store", "redirectUrl": null, "events": [{
//!   "messageId": "2000005599", "statusType": "Outage", "eventStatus": "ongoing", "message": "Some users …",
//!   "epochStartDate": 1787083140000, "epochEndDate": null, "startDate": "08/18/2026 12:59 PDT", …}]}]});
//! ```
//!
//! | part | coverage |
//! |---|---|
//! | components: services | complete |
//! | incidents, maintenances: events | recent |
//!
//! # Words
//!
//! | `statusType` | status of a service while the event lasts | impact |
//! |---|---|---|
//! | `Outage` | `major_outage` | `major` |
//! | `Issue`, `Performance` | `degraded_performance` | `minor` |
//! | `Maintenance` | `under_maintenance` | `maintenance` |
//!
//! A service has no status of its own: without an event that lasts it is `operational`. `eventStatus` is `ongoing`
//! (`open`), `resolved`, `upcoming` (`scheduled`) or `completed`; a resolved event stays under its service. One event
//! is listed under every service that it touches, and read once. It has no title, and one update, whose time is printed
//! only in the form of its country. Health is derived.

use std::collections::HashMap;

use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use super::translate::timeline::UpdateEntry;
use super::translate::{provider, vocabulary};
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, ComponentStatus, Coverage, Extent, Incident, IncidentKind, IncidentStatus,
    Schedule, Snapshot, Update, Vendor,
};
use crate::syntax::json::{Scalar, Text, wire};

/// The adapter for Apple's system status.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::apple};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(apple::adapter()));
/// let status = r#"{"drMessage": null, "services": [{"serviceName": "Widget Store", "redirectUrl": null, "events": []}]}"#;
/// let snapshot = parser.parse(status)?;
/// assert_eq!(snapshot.components[0].name.as_deref(), Some("Widget Store"));
/// assert!(snapshot.is_operational()); // it lists no event of any service
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("apple-json", "Apple system status").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const STATUS_TYPES: [(&str, &str); 5] = [
    ("Outage", "major_outage"),
    ("Issue", "degraded_performance"),
    ("Performance", "degraded_performance"),
    ("Maintenance", "under_maintenance"),
    ("Available", "operational"),
];

const ENDPOINTS: [Endpoint; 2] = [
    Endpoint::new(
        "https://www.apple.com/support/systemstatus/data/system_status_en_US.js",
        Extent::Complete,
        Extent::Recent,
        Extent::Recent,
    )
    .of_page("www.apple.com/support/systemstatus")
    .as_main(),
    Endpoint::new(
        "https://www.apple.com/support/systemstatus/data/developer/system_status_en_US.js",
        Extent::Complete,
        Extent::Recent,
        Extent::Recent,
    )
    .of_page("developer.apple.com/system-status")
    .as_main(),
];

wire! {
    struct Root<'a> {
        "drMessage" => message: Text<'a>,
        "services" => services: Option<Vec<Service<'a>>>,
        leaves out [
            // Whether the message is shown.
            "drpost",
        ]
    }

    struct Service<'a> {
        "serviceName" => name: Text<'a>,
        "events" => events: Option<Vec<Event<'a>>>,
        leaves out [
            // The link of the service.
            "redirectUrl",
        ]
    }

    struct Event<'a> {
        "messageId" => id: Scalar<'a>,
        "statusType" => kind: Text<'a>,
        "eventStatus" => status: Text<'a>,
        "message" => message: Text<'a>,
        "epochStartDate" => start: Scalar<'a>,
        "epochEndDate" => end: Scalar<'a>,
        leaves out [
            // The times that the epochs say too, and whom it affects, in words.
            "datePosted", "endDate", "startDate", "usersAffected",
            // The names of services, each of which lists the event itself.
            "affectedServices",
        ]
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let service = head.keys_of("services");
    (service.has_key("serviceName") && service.has_list("events"))
        .then_some("has services with a serviceName and events")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("/services", Part::Components), ("/drMessage", Part::Health)]);
    let root: Root<'_> = decode_document(document, context)?;
    let coverage = Coverage::new(Extent::Complete, Extent::Recent, Extent::Recent);
    let mut snapshot = new_snapshot(provider::APPLE, coverage);
    snapshot.vendor = Vendor { name: Some("Apple".to_owned()), ..Vendor::default() };
    if let Some(message) = root.message.into_string().filter(|message| !message.is_empty()) {
        // A message for the whole page: something is wrong, and how much is not said.
        context.spoil(Part::Health);
        snapshot.health.description = Some(message);
    }
    // The place of an event in the snapshot, by its id.
    let mut known: HashMap<String, usize> = HashMap::new();
    for (index, service) in root.services.into_iter().flatten().enumerate() {
        let name = service.name.into_string();
        let mut worst = ComponentStatus::Operational;
        // Every service has a list; without one nothing is known.
        let has_list = service.events.is_some();
        for (row, event) in service.events.into_iter().flatten().enumerate() {
            let path = format!("/services/{index}/events/{row}");
            let kind = vocabulary::find_private(&STATUS_TYPES, event.kind.as_str());
            let status = context.component_status(kind, format_args!("{path}/statusType"));
            let next = snapshot.incidents.len();
            let place = match event.id.as_str() {
                Some(id) => *known.entry(id.to_owned()).or_insert(next),
                None => next,
            };
            if place == next {
                snapshot.incidents.push(translate_event(&event, status.as_ref(), &path, context));
            }
            let Some(incident) = snapshot.incidents.get_mut(place) else { continue };
            let lasts = !incident.is_over() && incident.status != Some(IncidentStatus::Scheduled);
            if let Some(status) = status.filter(|_| lasts) {
                worst = worst.max(status);
            }
            incident.components.extend(name.clone().map(AffectedComponent::new));
        }
        snapshot.components.push(Component {
            name,
            status: has_list.then_some(worst),
            ..Component::default()
        });
    }
    snapshot.incidents.sort_by_key(Incident::is_maintenance);
    Ok(snapshot)
}

fn translate_event(
    event: &Event<'_>,
    kind: Option<&ComponentStatus>,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let status = context.incident_status(event.status.as_str(), format_args!("{path}/eventStatus"));
    let is_planned = kind == Some(&ComponentStatus::UnderMaintenance)
        || status.as_ref().is_some_and(IncidentStatus::is_maintenance);
    let start = context.instant(event.start.as_str(), format_args!("{path}/epochStartDate"));
    let end = context.instant(event.end.as_str(), format_args!("{path}/epochEndDate"));
    let status = if is_planned && status == Some(IncidentStatus::Open) {
        Some(IncidentStatus::InProgress)
    } else {
        status
    };
    let body = context.body(event.message.as_str(), format_args!("{path}/message"));
    let update = Update { status: status.clone(), body, ..Update::default() };
    let mut incident = Incident {
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        status,
        impact: kind.and_then(ComponentStatus::impact),
        started_at: start,
        resolved_at: end,
        scheduled: is_planned.then(|| Schedule::new(start, end)),
        raw: event.source.map(Into::into),
        ..Incident::default()
    };
    let started = start.map(|at| at.to_rfc3339()).unwrap_or_default();
    let parts = [event.message.as_str().unwrap_or_default(), &started];
    incident.id = context.id_or_anonymous(
        event.id.as_str().map(str::to_owned),
        &parts,
        format_args!("{path}/messageId"),
    );
    let has_update = update.body.is_some();
    let updates = has_update.then(|| UpdateEntry::new(update)).into_iter().collect();
    context.apply_updates(&mut incident, updates, true, path);
    incident
}
