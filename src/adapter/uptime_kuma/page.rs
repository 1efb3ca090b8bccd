//! Uptime Kuma's status pages, by the object that they embed for their own script.
//!
//! ```text
//! window.preloadData = {'config': {'slug': 'acme', 'title': 'Acme Status'},
//!   'publicGroupList': [{'id': 1, 'name': 'Web', 'weight': 1, 'monitorList': [{'id': 7, 'name': 'Shop'}]}],
//!   'incidents': [{'id': 3, 'title': 'Slow', 'content': '…', 'createdDate': '2026-03-08 10:00:00'}],
//!   'maintenanceList': []};
//! ```
//!
//! The object is a JavaScript literal (single quotes, the escapes of that language), not JSON. It has the names of all
//! groups and monitors, open incidents and maintenances, but no status of any monitor: those are fetched later, so that
//! the health of the page is never `none`.
//!
//! | in the object | in the snapshot |
//! |---|---|
//! | `config.title` | vendor, without a "Status" at its end |
//! | `publicGroupList[]`, `monitorList[]` | groups (`group-<id>`) and components, status null |
//! | `incident`, `incidents[]` | incidents: listed is `open`; one update, `content` (Markdown) |
//! | `maintenanceList[]` | maintenances (`maintenance-<id>`) with the window of `timeslotList[0]` |
//!
//! Words: `under-maintenance` is `in_progress`, `scheduled` is `scheduled`, `ended` is `completed`. `style` is a colour and no
//! impact. Times are UTC without saying so, those of windows in `timezoneOffset` or `timezone`.

use super::translate::{PATHS, translate_page};
use crate::adapter::json::AdapterInfo;
use crate::adapter::page::{PageAdapter, cut_coverage, decode_data, mentions, report_data_end, single};
use crate::adapter::{Context, Part, Verdict};
use crate::document::Document;
use crate::model::{Format, Snapshot};
use crate::syntax::embedded::{extract_json, scripts};

/// What the object is assigned to.
const PRELOAD: &str = "window.preloadData";

/// The adapter.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::uptime_kuma};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(uptime_kuma::page::adapter()));
/// # let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/uptime-kuma/page-of-version-1.html"));
/// let snapshot = parser.parse(page)?; // a saved page
/// assert_eq!(snapshot.components[1].name.as_deref(), Some("Harbour line"));
/// assert_eq!(snapshot.running_maintenances().count(), 1);
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> PageAdapter {
    PageAdapter { info: AdapterInfo::page("uptime-kuma-page", "Uptime Kuma status page"), recognize, read }
}

fn recognize(document: &Document<'_>) -> Verdict {
    if mentions(document.text(), PRELOAD) {
        Verdict::certain("has window.preloadData")
    } else {
        Verdict::no("has no window.preloadData")
    }
}

fn read(document: &Document<'_>, context: &mut Context<'_>) -> Option<Snapshot> {
    let limits = *context.limits();
    let mut scripts = scripts(document.text(), &limits);
    let mut values = Vec::new();
    for script in scripts.by_ref() {
        let object =
            script.text.split_once(PRELOAD).and_then(|(_, rest)| rest.trim_start().strip_prefix('='));
        let object = object.and_then(|object| extract_json(object, 0, &limits));
        values.extend(object.filter(|json| !values.contains(json)));
    }
    let is_cut = scripts.ends_cut_off();
    let json = single(values, "", context)?;
    context.declare_paths(PATHS);
    let data = decode_data(Some(&json), Part::Components, "", context)?;
    let mut snapshot = translate_page(data, Format::Html, context)?;
    let is_cut = is_cut || !json.is_complete;
    report_data_end(is_cut, std::iter::once(&json), context);
    if is_cut {
        snapshot.source.coverage = cut_coverage(snapshot.source.coverage);
    }
    Some(snapshot)
}
