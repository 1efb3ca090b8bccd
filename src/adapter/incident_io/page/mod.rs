//! incident.io's status pages, by the data that they embed.
//!
//! The page is drawn from Next.js data: a `summary` with the vendor, the structure of components, ongoing incidents and
//! scheduled maintenances; a list of recent `incidents`; and, on the page of one incident, an `incident`. Without its
//! quoting:
//!
//! ```text
//! {"summary": {"id": "01JT…", "name": "Acme", "public_url": "https://status.acme.example/", "page_type": "standalone",
//!   "affected_components": [{"component_id": "01JA…", "status": "full_outage"}],
//!   "structure": {"items": [{"component": {"component_id": "01JA…", "name": "API", "hidden": false}}]},
//!   "ongoing_incidents": [{"id": "01JE…", "name": "API is slow", "type": "incident", "status": "investigating",
//!     "published_at": "2026-03-08T10:00:00Z", "updates": [{"to_status": "investigating", "message_string": "…", …}]}],
//!   "scheduled_maintenances": []}}
//! ```
//!
//! # What is read
//!
//! | in the data | in the snapshot |
//! |---|---|
//! | `summary.id`, `name`, `public_url` | vendor |
//! | `summary.structure` (`hidden` ones left out) | components and groups, in the page's order |
//! | `summary.affected_components` | their status; one that is not among them is `operational`, but not on parent pages, whose services' states are elsewhere, nor where this list cannot be read or an entry of it names no component of the page |
//! | `ongoing_incidents`, `in_progress_maintenances`, `scheduled_maintenances`, then `incidents`, each once | incidents |
//! | `published_at`, or the first update's time where that is dated before it | `started_at` |
//! | the last move into `resolved` or `maintenance_complete` | `resolved_at` |
//! | `component_impacts` of a maintenance that has not begun | `scheduled` |
//! | `write_up_contents`, `write_up_url` | postmortem, as Markdown |
//!
//! # Words
//!
//! `full_outage` is `major_outage`; `maintenance_scheduled`, `maintenance_in_progress`, `maintenance_complete` are
//! `scheduled`, `in_progress`, `completed`; the others are the vocabulary's. An ongoing incident without a status is `open`.
//! The data has no impact of an incident.
//!
//! # Health
//!
//! Derived. It is not `none` while an incident is open, even if all components are operational, nor on a parent page, nor
//! if a component that is not shown is affected.

use super::super::json::AdapterInfo;
use super::super::page::{self, PageAdapter, mentions};
use super::super::{Context, Verdict};
use super::translate::{PageData, translate_page};
use crate::document::Document;
use crate::model::{Format, Snapshot};
use crate::syntax::embedded::NextData;
use crate::syntax::json::TopKeys;

/// The adapter.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::incident_io};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(incident_io::page::adapter()));
/// # let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/incident-io/index-all-well.html"));
/// let snapshot = parser.parse(page)?; // a saved page
/// assert!(snapshot.is_operational());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> PageAdapter {
    PageAdapter { info: AdapterInfo::page("incident-io-page", "incident.io status page"), recognize, read }
}

fn recognize(document: &Document<'_>) -> Verdict {
    if !document.has_next_data() {
        Verdict::no("has no Next.js data inside")
    } else if mentions(document.text(), "ongoing_incidents") {
        Verdict::certain("has Next.js data with ongoing_incidents")
    } else if mentions(document.text(), "status_page_incident_id") {
        Verdict::certain("has Next.js data with an incident of incident.io's")
    } else {
        Verdict::no("has Next.js data, but none of incident.io's keys in it")
    }
}

/// The keys by which an incident is known. Two of them are enough: any value may have a type that is not expected.
const INCIDENT_KEYS: [&str; 5] = ["updates", "published_at", "status", "affected_components", "type"];

fn is_incident(keys: &TopKeys<'_>) -> bool {
    INCIDENT_KEYS.iter().filter(|key| keys.has_key(key)).count() >= 2
}

fn read(document: &Document<'_>, context: &mut Context<'_>) -> Option<Snapshot> {
    let limits = *context.limits();
    let next = NextData::read(document.text(), &limits)?;
    let rows = next.rows();
    let summaries = rows.find_all("summary", |keys| keys.has_key("ongoing_incidents"), &limits);
    let data = PageData {
        summary: page::single(summaries, "/summary", context),
        // A page has one list for its calendar and one for its history.
        recent: rows.find_all("incidents", |keys| keys.is_list && is_incident(keys), &limits),
        single: rows.find("incident", |keys| !keys.is_list && is_incident(keys), &limits),
    };
    data.values().next()?;
    let is_cut = next.is_cut();
    // The values are copies.
    drop(next);
    Some(translate_page(&data, is_cut, Format::Html, context))
}
