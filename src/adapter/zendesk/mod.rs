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

use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, top_value};
use super::translate::provider;
use super::translate::timeline::UpdateEntry;
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Coverage, Extent, Format, Incident, IncidentStatus, Snapshot, Source, Update, Vendor,
};
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
        "data" => data: Option<OneOrMany<Item<'a>>>,
        "included" => included: Option<Vec<Item<'a>>>,
        leaves out []
    }

    /// An incident, or what belongs to one.
    struct Item<'a> {
        "id" => id: Scalar<'a>,
        "type" => kind: Text<'a>,
        "attributes" => attributes: Option<Attributes<'a>>,
        "relationships" => relationships: Option<Entries<'a, Relation<'a>>>,
        leaves out []
    }

    struct Relation<'a> {
        "data" => data: Option<OneOrMany<Reference<'a>>>,
        leaves out []
    }

    struct Reference<'a> {
        "id" => id: Scalar<'a>,
        "type" => kind: Text<'a>,
        leaves out []
    }

    struct Attributes<'a> {
        // Of an incident, in two spellings.
        "title" => title: Text<'a>,
        "name" => name: Text<'a>,
        "impact" => impact: Text<'a>,
        "status" => status: Text<'a>,
        "started_at" => started_at: Text<'a>,
        "startedAt" => started: Text<'a>,
        "resolved_at" => resolved_at: Text<'a>,
        "resolvedAt" => resolved: Text<'a>,
        // Of a service.
        "serviceId" => service_id: Scalar<'a>,
        "serviceName" => service_name: Text<'a>,
        // Of an update.
        "description" => description: Text<'a>,
        "createdAt" => created: Text<'a>,
        "created_at" => created_at: Text<'a>,
        leaves out [
            // Flags whose meaning is not documented, and whose update it is.
            "degradation", "incidentId", "outage",
        ]
    }
}

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
    let incidents = root.data.unwrap_or_default().0;
    let is_history = incidents
        .iter()
        .filter_map(|item| item.attributes.as_ref())
        .any(|attributes| attributes.name.as_str().is_some() || attributes.started.as_str().is_some());
    let extent = match (is_single, is_history) {
        (true, _) => Extent::Partial,
        (false, true) => Extent::Recent,
        (false, false) => Extent::Open,
    };
    let coverage = Coverage::new(Extent::None, extent, Extent::None);
    let mut snapshot = Snapshot::new(Source::new(Format::Json, coverage).with_provider(provider::ZENDESK));
    snapshot.vendor = Vendor { name: Some("Zendesk".to_owned()), ..Vendor::default() };
    let included = root.included.unwrap_or_default();
    let mut known = HashMap::new();
    for (index, item) in included.iter().enumerate() {
        if let (Some(kind), Some(id)) = (item.kind.as_str(), item.id.as_str()) {
            known.insert((kind, id), (index, item));
        }
    }
    for (index, item) in incidents.into_iter().enumerate() {
        let path = if is_single { "/data".to_owned() } else { format!("/data/{index}") };
        snapshot.incidents.push(translate_incident(item, &known, &path, context));
    }
    Ok(snapshot)
}

fn translate_incident(
    item: Item<'_>,
    included: &HashMap<(&str, &str), (usize, &Item<'_>)>,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let attributes = item.attributes.unwrap_or_default();
    let start = attributes.started_at.as_str().or_else(|| attributes.started.as_str());
    let end = attributes.resolved_at.as_str().or_else(|| attributes.resolved.as_str());
    let end = context.instant(end, format_args!("{path}/attributes/resolved_at"));
    let status =
        context.incident_status(attributes.status.as_str(), format_args!("{path}/attributes/status"));
    let mut incident = Incident {
        status: if end.is_some() && status.as_ref().is_none_or(|status| !status.is_over()) {
            Some(IncidentStatus::Resolved)
        } else {
            status
        },
        impact: context.impact(attributes.impact.as_str(), format_args!("{path}/attributes/impact")),
        started_at: context.instant(start, format_args!("{path}/attributes/started_at")),
        resolved_at: end,
        raw: item.source.map(Into::into),
        ..Incident::default()
    };
    incident.title = attributes.title.into_string().or_else(|| attributes.name.into_string());
    context.identify(&mut incident, item.id.into_string(), format_args!("{path}/id"));
    let mut updates = Vec::new();
    let relations = item.relationships.into_iter().flat_map(|relations| relations.0);
    for reference in relations.flat_map(|(_, relation)| relation.data.unwrap_or_default().0) {
        let Some(key) = reference.kind.as_str().zip(reference.id.as_str()) else { continue };
        let Some((index, item)) = included.get(&key) else { continue };
        let Some(attributes) = item.attributes.as_ref() else { continue };
        match key.0 {
            "incidentService" | "incident_service" => incident.components.push(AffectedComponent {
                id: attributes.service_id.as_str().map(str::to_owned),
                name: attributes.service_name.as_str().map(str::to_owned),
                status: None,
            }),
            "incidentUpdate" | "incident_update" => {
                let path = format!("/included/{index}/attributes");
                let at = attributes.created_at.as_str().or_else(|| attributes.created.as_str());
                updates.push(UpdateEntry::new(Update {
                    id: item.id.as_str().map(str::to_owned),
                    status: context
                        .incident_status(attributes.status.as_str(), format_args!("{path}/status")),
                    at: context.instant(at, format_args!("{path}/createdAt")),
                    body: context.body(attributes.description.as_str(), format_args!("{path}/description")),
                    ..Update::default()
                }));
            }
            _ => {}
        }
    }
    context.apply_updates(&mut incident, updates, false, path);
    incident
}
