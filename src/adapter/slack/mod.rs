//! Slack's JSON: `slack-status.com/api/v2.0.0/current` and `/history`. Its feeds are read by [`feed`](super::feed).
//!
//! ```text
//! {"status": "active", "date_created": "2026-03-08T02:12:20-08:00", "date_updated": "2026-03-08T03:09:39-08:00",
//!   "active_incidents": [{"id": 878, "title": "Slow search", "type": "incident", "status": "active", "url": "https://…",
//!     "date_created": "…", "date_updated": "…", "services": ["Search"], "notes": [{"date_created": "…", "body": "…"}]}]}
//! ```
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `current` | none, open, open |
//! | `history`, a list of the same items | none, recent, recent |
//!
//! # Words
//!
//! The `status` of `current` is `ok` or `active`; only `ok` states the health, since `active` has no degree. The `type`
//! is the impact: `outage` is `major`, `incident` is `minor`, `notice` has none; `maintenance` is the kind. An item
//! that is `active` is `open`, or `in_progress` if it is a maintenance. Notes have no status, and the end is not
//! stated. Services have names only.

use super::item::ItemContext;
use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use super::translate::provider;
use super::translate::timeline::UpdateEntry;
use super::translate::vocabulary::find_private;
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Coverage, Extent, Incident, IncidentKind, IncidentStatus, Link, Snapshot, Update,
    Vendor,
};
use crate::syntax::json::{Scalar, Text, wire};

/// The adapter for Slack's JSON.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::slack};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(slack::adapter()));
/// let current = r#"{"status": "ok", "date_created": "2026-03-08T02:12:20-08:00",
///     "date_updated": "2026-03-08T03:09:39-08:00", "active_incidents": []}"#;
/// let snapshot = parser.parse(current)?;
/// assert!(snapshot.is_operational());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("slack-json", "Slack status JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const TYPES: [(&str, &str); 2] = [("incident", "minor"), ("outage", "major")];

/// Types without an impact.
const TYPES_WITHOUT_IMPACT: [&str; 2] = ["notice", "maintenance"];

/// Of a page and of an item: something is wrong or going on, and no more.
const ACTIVE: &str = "active";

const ENDPOINTS: [Endpoint; 2] = [
    Endpoint::new("https://slack-status.com/api/v2.0.0/current", Extent::None, Extent::Open, Extent::None)
        .of_page("slack-status.com")
        .stating_health()
        .as_main(),
    Endpoint::new("https://slack-status.com/api/v2.0.0/history", Extent::None, Extent::Recent, Extent::None)
        .of_page("slack-status.com"),
];

wire! {
    struct Current<'a> {
        "status" => status: Text<'a>,
        "date_updated" => updated: Text<'a>,
        "active_incidents" => items: Option<Vec<Item<'a>>>,
        leaves out [
            // When the document was first written.
            "date_created",
        ]
    }

    struct Item<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "type" => kind: Text<'a>,
        "status" => status: Text<'a>,
        "url" => url: Text<'a>,
        "date_created" => created: Text<'a>,
        "date_updated" => updated: Text<'a>,
        "services" => services: Option<Vec<Text<'a>>>,
        "notes" => notes: Option<Vec<Note<'a>>>,
        leaves out []
    }

    struct Note<'a> {
        "date_created" => created: Text<'a>,
        "body" => body: Text<'a>,
        leaves out []
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().all(|key| head.keys.has_key(key));
    if head.keys.is_list {
        has(&["notes", "services", "date_created"]).then_some("is a list of items with notes and services")
    } else {
        has(&["active_incidents", "date_updated"]).then_some("has active_incidents and date_updated")
    }
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    let is_history = document.text().trim_start().starts_with('[');
    let (extent, current, keys) = if is_history {
        context.declare_paths(&[("", Part::Incidents)]);
        let items = Some(decode_document(document, context)?);
        (Extent::Recent, Current { items, ..Current::default() }, "")
    } else {
        context.declare_paths(&[("/status", Part::Health), ("/active_incidents", Part::Incidents)]);
        (Extent::Open, decode_document(document, context)?, "active_incidents")
    };
    let coverage = Coverage::new(Extent::None, extent, extent);
    let mut snapshot = new_snapshot(provider::SLACK, coverage).with_vendor(Vendor::new("Slack"));
    snapshot.source.as_of = context.instant(current.updated.as_str(), "/date_updated");
    match current.status.as_str() {
        Some(ACTIVE) => context.spoil(Part::Health),
        word => snapshot.health = context.stated_health(word, "/status"),
    }
    context.mark_missing(current.items.as_ref(), Part::Incidents);
    context.mark_missing(current.items.as_ref(), Part::Maintenances);
    snapshot.incidents = context.at("").each(keys, current.items, translate_item);
    Ok(snapshot)
}

fn translate_item(item: Item<'_>, at: &mut ItemContext<'_, '_>) -> Incident {
    let is_maintenance = item.kind.as_str() == Some("maintenance");
    let created_at = at.instant("date_created", item.created.as_str());
    let kind = item.kind.as_str().filter(|kind| !TYPES_WITHOUT_IMPACT.contains(kind));
    let kind = find_private(&TYPES, kind);
    let services = item.services.into_iter().flatten();
    let mut incident = Incident {
        kind: if is_maintenance { IncidentKind::Maintenance } else { IncidentKind::Incident },
        title: item.title.into_string(),
        status: match item.status.as_str() {
            Some(ACTIVE) if is_maintenance => Some(IncidentStatus::InProgress),
            word => at.incident_status("status", word),
        },
        impact: at.impact("type", kind),
        url: item.url.into_string().map(Link::from),
        created_at,
        started_at: created_at,
        updated_at: at.instant("date_updated", item.updated.as_str()),
        components: services.filter_map(|name| name.into_string().map(AffectedComponent::new)).collect(),
        raw: item.source.map(Into::into),
        ..Incident::default()
    };
    at.identify(&mut incident, "id", item.id.into_string());
    let updates = at.each("notes", item.notes, |note, at| {
        UpdateEntry::new(Update {
            at: at.instant("date_created", note.created.as_str()),
            body: at.body("body", note.body.as_str()),
            ..Update::default()
        })
    });
    at.apply_updates(&mut incident, updates, true);
    incident
}
