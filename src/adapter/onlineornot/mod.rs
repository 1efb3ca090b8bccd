//! OnlineOrNot's JSON: a page, its components, and what is under way.
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `api.onlineornot.com/v1/status_pages/<page>/summary` | complete, open, open |
//!
//! ```json
//! {"success": true, "result": {"status": {"description": "Minor Service Outage"},
//!   "status_page": {"id": "bX", "name": "Marl Harbour", "custom_domain": "status.marlharbour.example"},
//!   "components": [{"id": "search", "name": "Search", "status": "PARTIAL_OUTAGE"}],
//!   "active_incidents": [{"id": "k3", "title": "Slow", "impact": "PARTIAL_OUTAGE", "started": "2026-03-08T10:31:00Z"}],
//!   "scheduled_maintenance": []}}
//! ```
//!
//! Components have Statuspage's words in capitals, `MAINTENANCE` and `NO_IMPACT` (`operational`); an impact is one of the
//! same words. What is listed is open. The sentence about the page describes its health, which is derived.

use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, extent_of};
use crate::adapter::translate::provider;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    Component, Coverage, Extent, Format, Incident, IncidentKind, IncidentStatus, Link, Schedule, Snapshot,
    Source, Vendor,
};
use crate::syntax::json::{Nullable, Scalar, Text, wire};

/// The adapter for OnlineOrNot's JSON.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::onlineornot};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(onlineornot::adapter()));
/// let summary = r#"{"success": true, "errors": [], "messages": [], "result": {
///     "status": {"description": "All Systems Operational"}, "status_page": {"id": "mH4k", "name": "Acme"},
///     "components": [{"id": "web", "name": "Website", "status": "OPERATIONAL"}],
///     "active_incidents": [], "scheduled_maintenance": []}}"#;
/// let snapshot = parser.parse(summary)?;
/// assert_eq!(snapshot.vendor.name.as_deref(), Some("Acme"));
/// assert!(snapshot.is_operational());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("onlineornot-json", "OnlineOrNot JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 1] = [Endpoint::new(
    "https://api.onlineornot.com/v1/status_pages/<page>/summary",
    Extent::Complete,
    Extent::Open,
    Extent::Open,
)];

wire! {
    struct Root<'a> {
        "result" => summary: Option<Summary<'a>>,
        leaves out [
            // A failed request has no result.
            "success",
        ]
    }

    struct Summary<'a> {
        "status" => status: Option<PageStatus<'a>>,
        "status_page" => page: Option<Page<'a>>,
        "components" => components: Nullable<Vec<Row<'a>>>,
        "active_incidents" => incidents: Nullable<Vec<Event<'a>>>,
        "scheduled_maintenance" => maintenances: Nullable<Vec<Event<'a>>>,
        leaves out []
    }

    struct PageStatus<'a> {
        "description" => description: Text<'a>,
        leaves out []
    }

    struct Page<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "custom_domain" => custom_domain: Text<'a>,
        leaves out [
            // The name in its address.
            "subdomain",
        ]
    }

    struct Row<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "status" => status: Text<'a>,
        leaves out []
    }

    struct Event<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "impact" => impact: Text<'a>,
        "started" => started: Text<'a>,
        "ended" => ended: Text<'a>,
        "updated_at" => updated_at: Text<'a>,
        leaves out []
    }
}

const WORDS: [(&str, &str); 1] = [("NO_IMPACT", "operational")];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    head.keys_of("result").has_object("status_page").then_some("has the result for a status page")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/result/components", Part::Components),
        ("/result/active_incidents", Part::Incidents),
        ("/result/scheduled_maintenance", Part::Maintenances),
        ("/result/status", Part::Health),
    ]);
    let summary = decode_document::<Root<'_>>(document, context)?.summary.unwrap_or_default();
    let coverage = Coverage::new(
        extent_of(&summary.components, Extent::Complete),
        extent_of(&summary.incidents, Extent::Open),
        extent_of(&summary.maintenances, Extent::Open),
    );
    let mut snapshot =
        Snapshot::new(Source::new(Format::Json, coverage).with_provider(provider::ONLINEORNOT));
    snapshot.health.description = summary.status.and_then(|status| status.description.into_string());
    if let Some(page) = summary.page {
        let domain = page.custom_domain.as_str().filter(|domain| !domain.is_empty());
        snapshot.vendor = Vendor {
            url: domain.map(|domain| Link::from(format!("https://{domain}"))),
            id: page.id.into_string(),
            name: page.name.into_string(),
            ..Vendor::default()
        };
    }
    let rows = summary.components.into_value().into_iter().flatten().enumerate();
    let components = rows.map(|(index, row)| {
        let word = row.status.as_str().map(|word| find_private(&WORDS, word));
        Component {
            status: context.component_status(word, format_args!("/result/components/{index}/status")),
            id: row.id.into_string(),
            name: row.name.into_string(),
            raw: row.source.map(Into::into),
            ..Component::default()
        }
    });
    snapshot.components = components.collect();
    for (path, kind, events) in [
        ("/result/active_incidents", IncidentKind::Incident, summary.incidents),
        ("/result/scheduled_maintenance", IncidentKind::Maintenance, summary.maintenances),
    ] {
        for (index, event) in events.into_value().into_iter().flatten().enumerate() {
            snapshot.incidents.push(translate_event(event, kind, &format!("{path}/{index}"), context));
        }
    }
    Ok(snapshot)
}

fn translate_event(event: Event<'_>, kind: IncidentKind, path: &str, context: &mut Context<'_>) -> Incident {
    let start = context.instant(event.started.as_str(), format_args!("{path}/started"));
    let end = context.instant(event.ended.as_str(), format_args!("{path}/ended"));
    let title = event.title.into_string();
    let parts = [title.as_deref().unwrap_or_default(), event.started.as_str().unwrap_or_default()];
    let mut incident = Incident {
        id: context.id_or_anonymous(event.id.into_string(), &parts, format_args!("{path}/id")),
        kind,
        status: Some(IncidentStatus::Open),
        impact: context.impact(event.impact.as_str(), format_args!("{path}/impact")),
        updated_at: context.instant(event.updated_at.as_str(), format_args!("{path}/updated_at")),
        title,
        raw: event.source.map(Into::into),
        ..Incident::default()
    };
    if kind == IncidentKind::Maintenance {
        incident.scheduled = Some(Schedule::new(start, end));
    } else {
        (incident.started_at, incident.resolved_at) = (start, end);
        if end.is_some() {
            incident.status = Some(IncidentStatus::Resolved);
        }
    }
    context.check_interval(&incident, path);
    incident
}
