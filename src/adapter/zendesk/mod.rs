//! Zendesk's JSON: `status.zendesk.com/api/incidents/active` and the history of its page, `/api/ssp/incidents.json`,
//! both in the form of JSON:API.
//!
//! ```text
//! {"data": [{"id": "9001", "type": "incident", "attributes": {"name": "Calls fail", "impact": "major", "status": "monitoring",
//!     "startedAt": "2026-05-13T16:06:00.000Z", "resolvedAt": null},
//!   "relationships": {"incidentServices": {"data": [{"id": "228", "type": "incidentService"}]}}}],
//!  "included": [{"id": "228", "type": "incidentService", "attributes": {"serviceId": 31, "serviceName": "Voice"}}]}
//! ```
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/api/incidents/active`: keys such as `started_at` | none, open, none |
//! | `/api/ssp/incidents.json`: keys such as `startedAt` | none, recent, none |
//! | one incident, where `data` is an object | none, partial, none |
//!
//! Impacts and statuses are the crate's vocabulary. The status goes stale: an incident with an end is `resolved`,
//! whatever its status. The components of an incident are the services that `included` has for it; they have no status.

use std::collections::HashMap;

use super::item::ItemContext;
use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot, top_value};
use super::json_api::{Included, Relationship, Resource, related};
use super::translate::affected::copied_name;
use super::translate::provider;
use super::translate::timeline::UpdateEntry;
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::document::Document;
use crate::error::Error;
use crate::model::{AffectedComponent, Coverage, Extent, Incident, IncidentStatus, Snapshot, Update, Vendor};
use crate::syntax::json::{Entries, OneOrMany, Scalar, Text, wire};

/// The adapter for Zendesk's JSON.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::zendesk};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(zendesk::adapter()));
/// let active = r#"{"data": [{"id": "10080", "type": "incident", "attributes": {"title": "Tickets load slowly",
///     "impact": "minor", "status": "investigating", "outage": false, "degradation": true,
///     "started_at": "2026-03-08T16:06:00.000Z", "resolved_at": null}, "relationships": {}}], "included": []}"#;
/// let snapshot = parser.parse(active)?;
/// assert_eq!(snapshot.incidents[0].impact, Some(Impact::Minor));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("zendesk-json", "Zendesk status JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 2] = [
    Endpoint::new(
        "https://status.zendesk.com/api/ssp/incidents.json",
        Extent::None,
        Extent::Recent,
        Extent::None,
    )
    .of_page("status.zendesk.com")
    .as_main(),
    Endpoint::new(
        "https://status.zendesk.com/api/incidents/active",
        Extent::None,
        Extent::Open,
        Extent::None,
    )
    .of_page("status.zendesk.com"),
];

wire! {
    struct Root<'a> {
        "data" => data: Option<OneOrMany<Resource<'a>>>,
        "included" => included: Option<Vec<Resource<'a>>>,
        leaves out []
    }

    /// Of an incident, in two spellings.
    struct Attributes<'a> {
        "title" => title: Text<'a>,
        "name" => name: Text<'a>,
        "impact" => impact: Text<'a>,
        "status" => status: Text<'a>,
        "started_at" => started_at: Text<'a>,
        "startedAt" => started: Text<'a>,
        "resolved_at" => resolved_at: Text<'a>,
        "resolvedAt" => resolved: Text<'a>,
        leaves out [
            // Flags whose meaning is not documented.
            "degradation", "outage",
        ]
    }

    struct Service<'a> {
        "serviceId" => id: Scalar<'a>,
        "serviceName" => name: Text<'a>,
        leaves out [
            // Whose service it is.
            "incidentId",
        ]
    }

    struct IncidentUpdate<'a> {
        "status" => status: Text<'a>,
        "description" => description: Text<'a>,
        "createdAt" => created: Text<'a>,
        "created_at" => created_at: Text<'a>,
        leaves out [
            // Whose update it is.
            "incidentId",
        ]
    }
}

/// Types of items, in two spellings.
const SERVICE_TYPES: [&str; 2] = ["incidentService", "incident_service"];
const UPDATE_TYPES: [&str; 2] = ["incidentUpdate", "incident_update"];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    // Other services write incidents as JSON:API too; the status pages of others do not state an impact there.
    let is_incident = head.string_at(&["data", "type"]) == Some("incident")
        && head.keys_at(&["data", "attributes"]).has_key("impact");
    is_incident.then_some("has data of the type incident, with an impact")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("", Part::Incidents)]);
    let is_single = top_value(document, "data").is_some_and(|data| data.starts_with('{'));
    let root: Root<'_> = decode_document(document, context)?;
    let mut included = Included::new(root.included);
    let services: Vec<_> = SERVICE_TYPES.iter().flat_map(|kind| included.take_all(kind)).collect();
    let services = context.at("included").each_indexed(services, |service, at| {
        let Service { id, name, .. } = at.decode("attributes", service.attributes);
        let name = name.as_str().and_then(copied_name);
        (service.id.into_string(), AffectedComponent { id: id.into_string(), name, status: None })
    });
    let services: Services = services.into_iter().filter_map(|(id, service)| Some((id?, service))).collect();
    let incidents = root.data.unwrap_or_default().0;
    let mut is_history = false;
    let incidents = context.at("").each_or_only("data", incidents, !is_single, |item, at| {
        let attributes: Attributes<'_> = at.decode("attributes", item.attributes);
        is_history |= attributes.name.as_str().or(attributes.started.as_str()).is_some();
        translate_incident(item, attributes, &services, &mut included, at)
    });
    let extent = match (is_single, is_history) {
        (true, _) => Extent::Partial,
        (false, true) => Extent::Recent,
        (false, false) => Extent::Open,
    };
    let mut snapshot = new_snapshot(provider::ZENDESK, Coverage::new(Extent::None, extent, Extent::None));
    snapshot.vendor = Vendor::new("Zendesk");
    snapshot.incidents = incidents;
    Ok(snapshot)
}

/// The services that the document includes, by the ids of their items.
type Services = HashMap<String, AffectedComponent>;

fn translate_incident<'a>(
    item: Resource<'a>,
    attributes: Attributes<'a>,
    services: &Services,
    included: &mut Included<'a>,
    at: &mut ItemContext<'_, '_>,
) -> Incident {
    let start = attributes.started_at.as_str().or(attributes.started.as_str());
    let end = attributes.resolved_at.as_str().or(attributes.resolved.as_str());
    let end = at.instant("attributes/resolved_at", end);
    let status = at.incident_status("attributes/status", attributes.status.as_str());
    let is_stale = end.is_some() && status.as_ref().is_none_or(|status| !status.is_over());
    let mut incident = Incident {
        status: if is_stale { Some(IncidentStatus::Resolved) } else { status },
        impact: at.impact("attributes/impact", attributes.impact.as_str()),
        started_at: at.instant("attributes/started_at", start),
        resolved_at: end,
        raw: item.source.map(Into::into),
        title: attributes.title.into_string().or(attributes.name.into_string()),
        ..Incident::default()
    };
    let mut updates = Vec::new();
    let relations: Option<Entries<'_, Relationship<'_>>> = at.decode("relationships", item.relationships);
    let relations = relations.into_iter().flat_map(|relations| relations.0);
    for reference in relations.flat_map(|(_, relation)| related(Some(relation))) {
        let kind = reference.kind.as_str().unwrap_or_default();
        if SERVICE_TYPES.contains(&kind) {
            let service = reference.id.as_str().and_then(|id| services.get(id));
            incident.components.extend(service.cloned());
        } else if UPDATE_TYPES.contains(&kind)
            && let Some((index, update)) = included.take(&reference)
        {
            let context = at.document();
            updates.push(translate_update(update, &mut context.at("included").item(index)));
        }
    }
    at.identify(&mut incident, "id", item.id.into_string());
    at.apply_updates(&mut incident, updates, false);
    incident
}

fn translate_update(update: Resource<'_>, at: &mut ItemContext<'_, '_>) -> UpdateEntry {
    let attributes: IncidentUpdate<'_> = at.decode("attributes", update.attributes);
    let created_at = attributes.created_at.as_str().or(attributes.created.as_str());
    UpdateEntry::new(Update {
        id: update.id.into_string(),
        status: at.incident_status("attributes/status", attributes.status.as_str()),
        at: at.instant("attributes/createdAt", created_at),
        body: at.body("attributes/description", attributes.description.as_str()),
        ..Update::default()
    })
}
