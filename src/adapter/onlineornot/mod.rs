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

use crate::adapter::item::ItemContext;
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, extent_of, new_snapshot};
use crate::adapter::translate::provider;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    Component, Coverage, Extent, Incident, IncidentKind, IncidentStatus, Link, Schedule, Snapshot, Vendor,
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
    let mut snapshot = new_snapshot(provider::ONLINEORNOT, coverage);
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
    let at = &mut context.at("result");
    snapshot.components = at.each("components", summary.components.into_value(), |row, at| Component {
        status: at.component_status("status", find_private(&WORDS, row.status.as_str())),
        id: row.id.into_string(),
        name: row.name.into_string(),
        raw: row.source.map(Into::into),
        ..Component::default()
    });
    for (key, kind, events) in [
        ("active_incidents", IncidentKind::Incident, summary.incidents),
        ("scheduled_maintenance", IncidentKind::Maintenance, summary.maintenances),
    ] {
        let events = at.each(key, events.into_value(), |event, at| translate_event(event, kind, at));
        snapshot.incidents.extend(events);
    }
    Ok(snapshot)
}

fn translate_event(event: Event<'_>, kind: IncidentKind, at: &mut ItemContext<'_, '_>) -> Incident {
    let start = at.instant("started", event.started.as_str());
    let end = at.instant("ended", event.ended.as_str());
    let title = event.title.into_string();
    let parts = [title.as_deref().unwrap_or_default(), event.started.as_str().unwrap_or_default()];
    let mut incident = Incident {
        id: at.id_or_anonymous("id", event.id.into_string(), &parts),
        kind,
        status: Some(IncidentStatus::Open),
        impact: at.impact("impact", event.impact.as_str()),
        updated_at: at.instant("updated_at", event.updated_at.as_str()),
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
    at.check_interval(&incident);
    incident
}
