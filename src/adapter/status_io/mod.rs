//! Status.io's JSON: `api.status.io/1.0/status/<page id>`, and its webhooks ([`webhook`]). Its feeds are read by
//! [`feed`](super::feed), its pages by a [recipe](super::recipe).
//!
//! ```text
//! {"result": {"status_overall": {"updated": "2026-03-08T10:00:00.000Z", "status": "Operational", "status_code": 100},
//!   "status": [{"id": "5b36", "name": "API", "status": "Operational", "status_code": 100, "containers": [{…}]}],
//!   "incidents": [{"_id": "5b40", "name": "Slow API", "datetime_open": "…", "components_affected": [{"_id": "5b36", …}],
//!     "messages": [{"details": "We are looking.", "state": 100, "status": 300, "datetime": "…"}]}],
//!   "maintenance": {"active": [], "upcoming": [{"datetime_planned_start": "…", "datetime_planned_end": "…", …}]}}}
//! ```
//!
//! | part | coverage |
//! |---|---|
//! | components | complete |
//! | incidents, maintenances | open: one that is over is not listed |
//!
//! # Words
//!
//! Codes decide, since a page can reword their texts.
//!
//! | code of a component or of the page | status | | `state` of a message | incident | maintenance |
//! |---|---|---|---|---|---|
//! | 100 | `operational` | | 100 | `investigating` | `scheduled` |
//! | 200 | `under_maintenance` | | 200 | `identified` | `in_progress` |
//! | 300 | `degraded_performance` | | 300 | `monitoring` | `verifying` |
//! | 400 | `partial_outage` | | 400 | `resolved` | `completed` |
//! | 500 | `major_outage` | | | | |
//! | 600, a security event | its text | | | | |
//!
//! The newest message gives the status of an incident, and with its `status` the impact. The health is stated: it can
//! be milder than what the page lists, which is reported. Containers (regions) are shared by components, and are not
//! read. The document has neither the vendor nor any link.

pub mod webhook;

use super::item::ItemContext;
use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use super::translate::provider;
use super::translate::timeline::UpdateEntry;
use super::translate::vocabulary::{find_impact, find_private};
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Health, Incident, IncidentKind, IncidentStatus, Schedule,
    Snapshot, Update,
};
use crate::syntax::json::{Scalar, Text, wire};

/// The adapter for Status.io's JSON.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::status_io};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(status_io::adapter()));
/// let status = r#"{"result": {"status_overall": {"updated": "2026-03-08T06:00:00Z", "status": "Degraded Performance",
///     "status_code": 300}, "status": [{"id": "5b36", "name": "Uploads", "updated": "2026-03-08T06:00:00Z",
///     "status": "Degraded Performance", "status_code": 300, "containers": []}],
///     "incidents": [], "maintenance": {"active": [], "upcoming": []}}}"#;
/// let snapshot = parser.parse(status)?;
/// assert_eq!(snapshot.health.impact, Some(Impact::Minor));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("status-io-json", "Status.io JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const SECURITY_EVENT: &str = "600";
const LEVELS: [(&str, &str); 5] = [
    ("100", "operational"),
    ("200", "under_maintenance"),
    ("300", "degraded_performance"),
    ("400", "partial_outage"),
    ("500", "major_outage"),
];
const INCIDENT_STATES: [(&str, &str); 4] =
    [("100", "investigating"), ("200", "identified"), ("300", "monitoring"), ("400", "resolved")];
const MAINTENANCE_STATES: [(&str, &str); 4] =
    [("100", "scheduled"), ("200", "in_progress"), ("300", "verifying"), ("400", "completed")];

const ENDPOINTS: [Endpoint; 2] = [
    Endpoint::new("https://api.status.io/1.0/status/<page id>", Extent::Complete, Extent::Open, Extent::Open)
        .stating_health(),
    Endpoint::new(
        "https://<server>.hostedstatus.com/1.0/status/<page id>",
        Extent::Complete,
        Extent::Open,
        Extent::Open,
    )
    .stating_health(),
];

wire! {
    struct Root<'a> {
        "result" => result: Option<Page<'a>>,
        leaves out []
    }

    struct Page<'a> {
        "status_overall" => overall: Option<Row<'a>>,
        "status" => components: Option<Vec<Row<'a>>>,
        "incidents" => incidents: Option<Vec<Notice<'a>>>,
        "maintenance" => maintenance: Option<Maintenances<'a>>,
        leaves out []
    }

    struct Row<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "updated" => updated: Text<'a>,
        "status" => text: Text<'a>,
        "status_code" => code: Scalar<'a>,
        leaves out [
            // Where the component runs; its own status is the worst of these.
            "containers",
        ]
    }

    struct Maintenances<'a> {
        "active" => active: Option<Vec<Notice<'a>>>,
        "upcoming" => upcoming: Option<Vec<Notice<'a>>>,
        leaves out []
    }

    struct Notice<'a> {
        "_id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "datetime_open" => opened_at: Text<'a>,
        "datetime_planned_start" => planned_start: Text<'a>,
        "datetime_planned_end" => planned_end: Text<'a>,
        "messages" => messages: Option<Vec<Message<'a>>>,
        "components_affected" => components: Option<Vec<Affected<'a>>>,
        leaves out [
            // Where the components run.
            "containers_affected",
        ]
    }

    struct Message<'a> {
        "details" => details: Text<'a>,
        "state" => state: Scalar<'a>,
        "status" => level: Scalar<'a>,
        "datetime" => at: Text<'a>,
        leaves out []
    }

    struct Affected<'a> {
        "_id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        leaves out []
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    head.keys_at(&["result", "status_overall"])
        .has_key("status_code")
        .then_some("has a result with the code of its overall status")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/result/status_overall", Part::Health),
        ("/result/status", Part::Components),
        ("/result/incidents", Part::Incidents),
        ("/result/maintenance", Part::Maintenances),
    ]);
    let root: Root<'_> = decode_document(document, context)?;
    let page = root.result.unwrap_or_default();
    let overall = page.overall.unwrap_or_default();
    let coverage = Coverage::new(Extent::Complete, Extent::Open, Extent::Open);
    let at = &mut context.at("result");
    let mut snapshot = new_snapshot(provider::STATUS_IO, coverage);
    snapshot.source.as_of = at.instant("status_overall/updated", overall.updated.as_str());
    let stated = at.stated_health("status_overall/status_code", level_word(&overall));
    snapshot.health = Health { description: overall.text.into_string(), ..stated };
    at.document().mark_missing(page.components.as_ref(), Part::Components);
    snapshot.components = at.each("status", page.components, |row, at| Component {
        status: at.component_status("status_code", level_word(&row)),
        updated_at: at.instant("updated", row.updated.as_str()),
        id: row.id.into_string(),
        name: row.name.into_string(),
        raw: row.source.map(Into::into),
        ..Component::default()
    });
    let maintenance = page.maintenance.unwrap_or_default();
    for (keys, kind, listed_as, notices) in [
        ("incidents", IncidentKind::Incident, IncidentStatus::Open, page.incidents),
        ("maintenance/active", IncidentKind::Maintenance, IncidentStatus::InProgress, maintenance.active),
        ("maintenance/upcoming", IncidentKind::Maintenance, IncidentStatus::Scheduled, maintenance.upcoming),
    ] {
        at.document().mark_missing(notices.as_ref(), Part::of(kind));
        snapshot.incidents.extend(at.each(keys, notices, |notice, at| {
            let mut incident = translate_notice(notice, kind, at);
            incident.status.get_or_insert_with(|| listed_as.clone());
            incident
        }));
    }
    Ok(snapshot)
}

/// The word for the code of a row; its text where the code is missing. A security event has its text, unless a page has reworded
/// that into one that means something else.
fn level_word<'w>(row: &'w Row<'_>) -> Option<&'w str> {
    match row.code.as_str() {
        Some(SECURITY_EVENT) => {
            row.text.as_str().filter(|text| find_impact(text).is_none()).or(Some(SECURITY_EVENT))
        }
        code => find_private(&LEVELS, code).or(row.text.as_str()),
    }
}

fn translate_notice(notice: Notice<'_>, kind: IncidentKind, at: &mut ItemContext<'_, '_>) -> Incident {
    let states = match kind {
        IncidentKind::Incident => &INCIDENT_STATES,
        IncidentKind::Maintenance => &MAINTENANCE_STATES,
    };
    let affected = notice.components.into_iter().flatten();
    let mut incident = Incident {
        kind,
        title: notice.name.into_string(),
        started_at: at.instant("datetime_open", notice.opened_at.as_str()),
        components: affected
            .map(|row| AffectedComponent {
                id: row.id.into_string(),
                name: row.name.into_string(),
                status: None,
            })
            .collect(),
        raw: notice.source.map(Into::into),
        ..Incident::default()
    };
    if kind == IncidentKind::Maintenance {
        let start = at.instant("datetime_planned_start", notice.planned_start.as_str());
        let end = at.instant("datetime_planned_end", notice.planned_end.as_str());
        incident.scheduled = Some(Schedule::new(start, end));
    }
    let mut newest = None;
    let updates = at.each("messages", notice.messages, |message, at| {
        let update = Update {
            status: at.incident_status("state", find_private(states, message.state.as_str())),
            at: at.instant("datetime", message.at.as_str()),
            body: at.body("details", message.details.as_str()),
            ..Update::default()
        };
        // Oldest first; where times are equal, the later message counts.
        if newest.as_ref().is_none_or(|(newest_at, _, _)| *newest_at <= update.at) {
            newest = Some((update.at, message.level, at.path("status")));
        }
        UpdateEntry::new(update)
    });
    if let Some((_, level, path)) = newest {
        let code = level.as_str().filter(|code| *code != SECURITY_EVENT);
        incident.impact = at.document().impact(find_private(&LEVELS, code), path);
    }
    at.identify(&mut incident, "_id", notice.id.into_string());
    at.apply_updates(&mut incident, updates, true);
    incident
}
