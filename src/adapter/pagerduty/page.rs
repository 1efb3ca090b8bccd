//! PagerDuty's status pages, by the JSON that they embed in a script `data`.
//!
//! ```json
//! {"summary": {"open_incidents": [], "resolved_incidents": [{"id": "P1", "title": "Slow calls", "postmortem": null,
//!     "updates": [{"reported_at": "2026-03-08T10:00:00Z", "status": "detected", "severity": "minor", "message": "…",
//!                  "impacted_business_services": [{"id": "S1", "name": "API", "severity": "minor"}]}]}],
//!   "posts": [], "post_status_page_services": [{"id": "S1", "name": "API"}]}}
//! ```
//!
//! `posts` are read where they have the shape of an incident. The services of the page have no state of their own.
//!
//! # Words
//!
//! | `status` | state | `severity` | impact | a service's status |
//! |---|---|---|---|---|
//! | `investigating` | `investigating` | `all good` | `none` | `operational` |
//! | `detected` | `identified` | `minor` | `minor` | `degraded_performance` |
//! | `resolved` | `resolved` | `major`, `outage` | `major` | `major_outage` |
//! | `scheduled`, `in progress`, `completed` | the same | `maintenance` | `maintenance` | `under_maintenance` |
//!
//! An incident's impact is the worst severity of its updates, since the one that resolves it says `all good`; its status is
//! that of the newest. Bodies are HTML, and so is the postmortem, which is an object of its own and no update.
//!
//! # Health
//!
//! Derived from open incidents. The page's headline ("Everything is running smoothly") is a setting that stays while an
//! incident is open: it states nothing.

use super::translate::{PATHS, translate_data};
use crate::adapter::json::AdapterInfo;
use crate::adapter::page::{PageAdapter, cut_coverage, decode_data, mentions, report_data_end, single};
use crate::adapter::{Context, Part, Verdict};
use crate::document::Document;
use crate::model::{Format, Snapshot};
use crate::syntax::embedded::{extract_json, scripts};

/// The adapter.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::pagerduty};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(pagerduty::page::adapter()));
/// # let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/pagerduty/page.html"));
/// let snapshot = parser.parse(page)?; // a saved page
/// assert_eq!(snapshot.incidents[0].headline(), "Late trams");
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> PageAdapter {
    PageAdapter { info: AdapterInfo::page("pagerduty-page", "PagerDuty status page"), recognize, read }
}

fn recognize(document: &Document<'_>) -> Verdict {
    let text = document.text();
    if !mentions(text, "<script") {
        Verdict::no("is no page with scripts")
    } else if !mentions(text, "\"open_incidents\"") {
        Verdict::no("has none of the keys of PagerDuty's data")
    } else if mentions(text, "post_status_page_services") {
        Verdict::certain("has a script with open_incidents and post_status_page_services")
    } else if mentions(text, "\"resolved_incidents\"") {
        Verdict::likely("has a script with open_incidents and resolved_incidents")
    } else {
        Verdict::no("has open_incidents, and no other key of PagerDuty's data")
    }
}

fn read(document: &Document<'_>, context: &mut Context<'_>) -> Option<Snapshot> {
    let limits = *context.limits();
    let mut scripts = scripts(document.text(), &limits);
    let mut values = Vec::new();
    for script in scripts.by_ref() {
        if script.id.as_deref() == Some("data") || script.text.contains("\"open_incidents\"") {
            values.extend(extract_json(script.text, 0, &limits).filter(|json| !values.contains(json)));
        }
    }
    let is_cut = scripts.ends_cut_off();
    let json = single(values, "/summary", context)?;
    context.declare_paths(PATHS);
    let data = decode_data(Some(&json), Part::Incidents, "", context)?;
    let mut snapshot = translate_data(data, Format::Html, context)?;
    let is_cut = is_cut || !json.is_complete;
    report_data_end(is_cut, std::iter::once(&json), context);
    if is_cut {
        snapshot.source.coverage = cut_coverage(snapshot.source.coverage);
    }
    if let Some(last) = snapshot.incidents.last_mut().filter(|_| !json.is_complete) {
        // Updates run from newest to oldest: the oldest are cut off.
        last.started_at = None;
    }
    Some(snapshot)
}
