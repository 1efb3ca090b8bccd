//! Flashduty's JSON for widgets: the health of a page, and what is under way.
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/api/widget/v1/summary.json` | none, open, open |
//!
//! ```json
//! {"schema_version": "1.0", "generated_at": "2026-03-08T10:31:00Z", "max_stale_seconds": 120,
//!  "page": {"name": "Marl Harbour", "url": "https://status.marlharbour.example"}, "overall": {"status": "degraded"},
//!  "ongoing_incidents": [], "in_progress_maintenances": [], "scheduled_maintenances": []}
//! ```
//!
//! `overall.status` states the health: `operational`, `degraded` and `partial_outage` (`minor`), `full_outage` (`major`),
//! `under_maintenance`. Only empty lists were seen; what items have in common with other widgets is read from them.

use crate::adapter::item::ItemContext;
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, extent_of, new_snapshot};
use crate::adapter::translate::provider;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    Coverage, Extent, Incident, IncidentKind, IncidentStatus, Link, Schedule, Snapshot, Vendor,
};
use crate::syntax::json::{Nullable, Scalar, Text, wire};

/// The adapter for Flashduty's widget.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::flashduty};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(flashduty::adapter()));
/// let summary = r#"{"schema_version": "1.0", "generated_at": "2026-05-04T08:01:02Z", "page": {"name": "Acme"},
///     "overall": {"status": "under_maintenance"}, "ongoing_incidents": null,
///     "in_progress_maintenances": [{"id": "m7", "name": "New disks", "starts_at": "2026-05-04T05:00:00Z"}]}"#;
/// let snapshot = parser.parse(summary)?;
/// assert_eq!(snapshot.running_maintenances().count(), 1);
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("flashduty-json", "Flashduty JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 1] =
    [Endpoint::new("api/widget/v1/summary.json", Extent::None, Extent::Open, Extent::Open)
        .stating_health()
        .as_main()];

wire! {
    struct Root<'a> {
        "generated_at" => generated_at: Scalar<'a>,
        "page" => page: Option<Page<'a>>,
        "overall" => overall: Option<Overall<'a>>,
        "ongoing_incidents" => ongoing: Nullable<Vec<Event<'a>>>,
        "in_progress_maintenances" => in_progress: Nullable<Vec<Event<'a>>>,
        "scheduled_maintenances" => scheduled: Nullable<Vec<Event<'a>>>,
        leaves out [
            // How long to cache, and the version.
            "max_stale_seconds", "schema_version",
        ]
    }

    struct Page<'a> {
        "name" => name: Text<'a>,
        "url" => url: Text<'a>,
        leaves out []
    }

    struct Overall<'a> {
        "status" => status: Text<'a>,
        leaves out []
    }

    struct Event<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "title" => title: Text<'a>,
        "status" => status: Text<'a>,
        "url" => url: Text<'a>,
        "started_at" => started_at: Scalar<'a>,
        "starts_at" => starts_at: Scalar<'a>,
        "ends_at" => ends_at: Scalar<'a>,
        "updated_at" => updated_at: Scalar<'a>,
        leaves out []
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let is_widget = head.keys.has_key("schema_version") && head.keys.has_object("overall");
    is_widget.then_some("has an overall state and the version of its schema")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/overall", Part::Health),
        ("/ongoing_incidents", Part::Incidents),
        ("/in_progress_maintenances", Part::Maintenances),
    ]);
    let root: Root<'_> = decode_document(document, context)?;
    let maintenances = match (root.in_progress.is_present(), root.scheduled.is_present()) {
        (true, true) => Extent::Open,
        (false, false) => Extent::None,
        _ => Extent::Partial,
    };
    let coverage = Coverage::new(Extent::None, extent_of(&root.ongoing, Extent::Open), maintenances);
    let at = &mut context.at("");
    let mut snapshot = new_snapshot(provider::FLASHDUTY, coverage);
    snapshot.source.as_of = at.instant("generated_at", root.generated_at.as_str());
    if let Some(page) = root.page {
        snapshot.vendor = Vendor {
            name: page.name.into_string(),
            url: page.url.into_string().map(Link::from),
            ..Vendor::default()
        };
    }
    let overall = root.overall.unwrap_or_default();
    snapshot.health = at.stated_health("overall/status", overall.status.as_str());
    for (key, listed, events) in [
        ("ongoing_incidents", IncidentStatus::Open, root.ongoing),
        ("in_progress_maintenances", IncidentStatus::InProgress, root.in_progress),
        ("scheduled_maintenances", IncidentStatus::Scheduled, root.scheduled),
    ] {
        let events =
            at.each(key, events.into_value(), |event, at| translate_event(event, listed.clone(), at));
        snapshot.incidents.extend(events);
    }
    Ok(snapshot)
}

/// Translates an item of the list whose items have this status, unless they state another.
fn translate_event(event: Event<'_>, listed: IncidentStatus, at: &mut ItemContext<'_, '_>) -> Incident {
    let started_at = at.instant("started_at", event.started_at.as_str());
    let start = at.instant("starts_at", event.starts_at.as_str());
    let end = at.instant("ends_at", event.ends_at.as_str());
    let title = event.title.into_string().or(event.name.into_string());
    let parts = [title.as_deref().unwrap_or_default()];
    let is_planned = listed.is_maintenance();
    let status = at.incident_status("status", event.status.as_str());
    let incident = Incident {
        id: at.id_or_anonymous("id", event.id.into_string(), &parts),
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        status: status.or(Some(listed)),
        url: event.url.into_string().map(Link::from),
        started_at,
        updated_at: at.instant("updated_at", event.updated_at.as_str()),
        scheduled: is_planned.then(|| Schedule::new(start.or(started_at), end)),
        title,
        raw: event.source.map(Into::into),
        ..Incident::default()
    };
    at.check_interval(&incident);
    incident
}
