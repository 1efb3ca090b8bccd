//! Status.io's webhooks: one message of an incident or a maintenance.
//!
//! ```text
//! {"id": "551e", "message_id": "531a", "title": "Slow database", "datetime": "2026-04-03T18:27:15.344Z",
//!   "datetime_start": "2026-04-03T18:27:15+00:00", "datetime_resolve": "", "current_status": "Degraded Performance",
//!   "current_state": "Identified", "components": [{"_id": "551d", "name": "Chat"}], "infrastructure_affected": […],
//!   "details": "We know why.", "incident_url": "https://…", "status_page_url": "https://status.io/pages/5516"}
//! ```
//!
//! | part | coverage |
//! |---|---|
//! | components | none |
//! | incidents, or maintenances | partial |
//!
//! The message is the only update. Statuses are texts, which a page can reword: `Planned Maintenance`, `Partial Service
//! Disruption` and `Service Disruption` are `maintenance`, `minor` and `major`; another text stays. A maintenance has
//! `datetime_end`, its planned end, and no state.

use crate::adapter::Context;
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document};
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::{provider, vocabulary};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Coverage, Extent, Format, Incident, IncidentKind, Link, Schedule, Snapshot, Source,
    Update, Vendor,
};
use crate::syntax::json::{Scalar, Text, wire};

/// The adapter for Status.io's webhooks.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::status_io};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(status_io::webhook::adapter()));
/// # let body = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/status-io/webhook-maintenance.json"));
/// let snapshot = parser.parse(body)?; // the body of a request
/// assert_eq!(snapshot.incidents[0].headline(), "Pier power supply");
/// assert!(snapshot.incidents[0].is_maintenance());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter { info: AdapterInfo::json("status-io-webhook", "Status.io webhook"), recognize, translate }
}

const STATUS_TEXTS: [(&str, &str); 3] = [
    ("Planned Maintenance", "maintenance"),
    ("Partial Service Disruption", "partial_outage"),
    ("Service Disruption", "major_outage"),
];

wire! {
    struct Message<'a> {
        "id" => id: Scalar<'a>,
        "message_id" => message_id: Scalar<'a>,
        "title" => title: Text<'a>,
        "datetime" => at: Text<'a>,
        "datetime_start" => start: Text<'a>,
        "datetime_end" => planned_end: Text<'a>,
        "datetime_resolve" => resolved: Text<'a>,
        "current_status" => status: Text<'a>,
        "current_state" => state: Text<'a>,
        "components" => components: Option<Vec<Affected<'a>>>,
        "details" => details: Text<'a>,
        "incident_url" => incident_url: Text<'a>,
        "maintenance_url" => maintenance_url: Text<'a>,
        "status_page_url" => page_url: Text<'a>,
        leaves out [
            // Where the components run, and the state before.
            "containers", "infrastructure_affected", "previous_state",
        ]
    }

    struct Affected<'a> {
        "_id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        leaves out []
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let keys = ["message_id", "current_status", "status_page_url"];
    (!head.keys.is_list && keys.iter().all(|key| head.keys.has_key(key)))
        .then_some("has the message_id, current_status and status_page_url of a webhook")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    let message: Message<'_> = decode_document(document, context)?;
    let is_maintenance = message.maintenance_url.as_str().is_some() || message.planned_end.as_str().is_some();
    let (kind, coverage) = if is_maintenance {
        (IncidentKind::Maintenance, Coverage::new(Extent::None, Extent::None, Extent::Partial))
    } else {
        (IncidentKind::Incident, Coverage::new(Extent::None, Extent::Partial, Extent::None))
    };
    let at = context.instant(message.at.as_str(), "/datetime");
    let source = Source { as_of: at, ..Source::new(Format::Json, coverage) };
    let mut snapshot = Snapshot::new(source.with_provider(provider::STATUS_IO));
    let page = message.page_url.as_str().filter(|url| !url.is_empty());
    snapshot.vendor = Vendor {
        id: page.and_then(|url| url.trim_end_matches('/').rsplit('/').next()).map(str::to_owned),
        url: page.map(Link::from),
        ..Vendor::default()
    };
    let word = vocabulary::find_private(&STATUS_TEXTS, message.status.as_str());
    let start = context.instant(message.start.as_str(), "/datetime_start");
    let status = context.incident_status(message.state.as_str(), "/current_state");
    let update = Update {
        id: message.message_id.into_string(),
        status: status.clone(),
        at,
        body: context.body(message.details.as_str(), "/details"),
        ..Update::default()
    };
    let url = message.maintenance_url.into_string().or_else(|| message.incident_url.into_string());
    let affected = message.components.into_iter().flatten();
    let mut incident = Incident {
        kind,
        title: message.title.into_string(),
        status,
        impact: context.impact(word, "/current_status"),
        url: url.filter(|url| !url.is_empty()).map(Link::from),
        started_at: start,
        resolved_at: context.instant(message.resolved.as_str(), "/datetime_resolve"),
        components: affected
            .map(|row| AffectedComponent {
                id: row.id.into_string(),
                name: row.name.into_string(),
                status: None,
            })
            .collect(),
        raw: message.source.map(Into::into),
        ..Incident::default()
    };
    if is_maintenance {
        let end = context.instant(message.planned_end.as_str(), "/datetime_end");
        incident.scheduled = Some(Schedule::new(start, end));
    }
    context.identify(&mut incident, message.id.into_string(), "/id");
    context.apply_updates(&mut incident, vec![UpdateEntry::new(update)], true, "");
    snapshot.incidents.push(incident);
    Ok(snapshot)
}
