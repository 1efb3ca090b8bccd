//! The data of `PagerDuty`'s status pages, cut out of the script `data` of a page.
//!
//! No address of a page answers with it alone: every path ending in `.json` returns the page. Keys, words and coverage are
//! those of the [page](super#modules); `layout.layout_settings.name` names the vendor.

use super::translate::{PATHS, translate_data};
use crate::adapter::Context;
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{Format, Snapshot};

/// The adapter for the data of a page.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::pagerduty};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(pagerduty::json::adapter()));
/// let data = r#"{"summary": {"open_incidents": [{"id": "PK1", "title": "Uploads fail", "updates": [{"id": "PU1",
///     "reported_at": "2026-03-10T10:00:00Z", "status": "investigating", "severity": "minor", "message": "-",
///     "impacted_business_services": []}]}], "resolved_incidents": [], "post_status_page_services": []},
///     "layout": {"layout_settings": {"name": "Acme"}}, "status_page_type": "public"}"#;
/// let snapshot = parser.parse(data)?;
/// assert_eq!(snapshot.incidents[0].impact, Some(Impact::Minor));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter { info: AdapterInfo::json("pagerduty-json", "PagerDuty page data"), recognize, translate }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let summary = head.keys_of("summary");
    let is_own = summary.has_list("open_incidents")
        && (summary.has_list("post_enums") || summary.has_list("post_status_page_services"));
    is_own.then_some("has a summary with open_incidents and post_enums")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(PATHS);
    let data = decode_document(document, context)?;
    translate_data(data, Format::Json, context)
        .ok_or_else(|| Error::new(ErrorKind::NotStatus, "expected a summary with incidents, found none"))
}
