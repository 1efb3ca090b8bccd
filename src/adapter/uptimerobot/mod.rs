//! `UptimeRobot`'s JSON: the list of monitors that a page asks for, `/api/getMonitorList/<id>?page=1`.
//!
//! ```text
//! {"status": "ok", "psp": {"totalMonitors": 2, "perPage": 50},
//!   "data": [{"monitorId": 1001, "name": "API", "statusClass": "success"}, {"monitorId": 1002, …}]}
//! ```
//!
//! | part | coverage |
//! |---|---|
//! | components: monitors, in `data` or in `psp.monitors` | complete if there are `totalMonitors` of them, else partial |
//! | incidents, maintenances | none |
//!
//! `success` is `operational`, `danger` is `major_outage`; `warning`, `paused` and `black` stay. The `status` at the
//! top is that of the request. The document does not name the vendor. Health is derived, from a complete list only.

use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use super::translate::{provider, vocabulary};
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::document::Document;
use crate::error::Error;
use crate::model::{Component, Coverage, Extent, Snapshot};
use crate::syntax::json::{Scalar, Text, wire};

/// The adapter for `UptimeRobot`'s JSON.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::uptimerobot};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(uptimerobot::adapter()));
/// let monitors = r#"{"status": "ok", "data": [{"monitorId": 781001, "statusClass": "success", "name": "Shop"}],
///     "psp": {"totalMonitors": 61, "perPage": 1}}"#;
/// let snapshot = parser.parse(monitors)?;
/// assert!(snapshot.components[0].is_operational());
/// assert_eq!(snapshot.health.impact, None); // one of 61 monitors is no evidence for the others
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("uptimerobot-json", "UptimeRobot JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const STATUS_CLASSES: [(&str, &str); 2] = [("success", "operational"), ("danger", "major_outage")];

const ENDPOINTS: [Endpoint; 1] = [Endpoint::new(
    "https://stats.uptimerobot.com/api/getMonitorList/<name>",
    Extent::Complete,
    Extent::None,
    Extent::None,
)
.of_page("stats.uptimerobot.com/<name>")
.as_main()];

wire! {
    struct Root<'a> {
        "psp" => page: Option<Page<'a>>,
        "data" => monitors: Option<Vec<Monitor<'a>>>,
        leaves out [
            // Figures of the past, and that the request went well.
            "days", "statistics", "status",
        ]
    }

    struct Page<'a> {
        "totalMonitors" => total: Scalar<'a>,
        "monitors" => monitors: Option<Vec<Monitor<'a>>>,
        leaves out [
            // How many there are in this part.
            "perPage",
        ]
    }

    struct Monitor<'a> {
        "monitorId" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "statusClass" => status: Text<'a>,
        leaves out [
            // Its address, what is checked, and figures of the past.
            "30dRatio", "90dRatio", "dailyRatios", "type", "url",
        ]
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let page = head.keys_of("psp");
    let is_page = ["totalMonitors", "monitors", "perPage"].iter().any(|key| page.has_key(key));
    is_page.then_some("has a psp, a public status page, with its number of monitors")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("/data", Part::Components), ("/psp", Part::Components)]);
    let root: Root<'_> = decode_document(document, context)?;
    let page = root.page.unwrap_or_default();
    let listed = root.monitors.filter(|rows| !rows.is_empty()).map(|rows| ("/data", rows));
    let (path, rows) = listed.unwrap_or(("/psp/monitors", page.monitors.unwrap_or_default()));
    // The pages of a longer list look alike: only the number says that this one has all.
    let total = page.total.as_str().and_then(|total| total.parse::<usize>().ok());
    if total.is_none_or(|total| total > rows.len()) {
        context.mark_incomplete(Part::Components);
    }
    let coverage = Coverage::new(Extent::Complete, Extent::None, Extent::None);
    let mut snapshot = new_snapshot(provider::UPTIMEROBOT, coverage);
    for (index, row) in rows.into_iter().enumerate() {
        let word = vocabulary::find_private(&STATUS_CLASSES, row.status.as_str());
        snapshot.components.push(Component {
            status: context.component_status(word, format_args!("{path}/{index}/statusClass")),
            id: row.id.into_string(),
            name: row.name.into_string(),
            raw: row.source.map(Into::into),
            ..Component::default()
        });
    }
    Ok(snapshot)
}
