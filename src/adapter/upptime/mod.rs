//! Upptime's `history/summary.json`, a file in the repository of each page.
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `[{"name", "url", "icon", "slug", "status", "uptime", "time", "dailyMinutesDown": {"2026-03-08": 14}}]` | complete, none, none |
//!
//! Words: `up`, `down`, `degraded`. The id of a site is its `slug`. The file names no page and has no times but the days of
//! `dailyMinutesDown`; incidents are issues of the repository.

use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use crate::adapter::translate::provider;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{Component, Coverage, Extent, Snapshot};
use crate::syntax::json::{Text, wire};

/// The adapter for Upptime's summary.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::upptime};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(upptime::adapter()));
/// let summary = r#"[{"name": "Shop", "slug": "shop", "status": "down", "dailyMinutesDown": {}}]"#;
/// let snapshot = parser.parse(summary)?;
/// assert_eq!(snapshot.components[0].id.as_deref(), Some("shop"));
/// assert!(!snapshot.is_operational());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("upptime-json", "Upptime JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 1] = [Endpoint::new(
    "https://raw.githubusercontent.com/<owner>/<repository>/<branch>/history/summary.json",
    Extent::Complete,
    Extent::None,
    Extent::None,
)];

wire! {
    struct Site<'a> {
        "slug" => slug: Text<'a>,
        "name" => name: Text<'a>,
        "status" => status: Text<'a>,
        leaves out [
            // Its address, and figures of the past.
            "dailyMinutesDown", "icon", "time", "timeDay", "timeMonth", "timeWeek", "timeYear", "uptime",
            "uptimeDay", "uptimeMonth", "uptimeWeek", "uptimeYear", "url",
        ]
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let is_list =
        head.keys.is_list && head.keys.has_string("slug") && head.keys.has_object("dailyMinutesDown");
    is_list.then_some("is a list of sites with their minutes of downtime by day")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("", Part::Components)]);
    let sites: Vec<Site<'_>> = decode_document(document, context)?;
    let coverage = Coverage::new(Extent::Complete, Extent::None, Extent::None);
    let mut snapshot = new_snapshot(provider::UPPTIME, coverage);
    let sites = sites.into_iter().enumerate();
    let components = sites.map(|(index, site)| Component {
        status: context.component_status(site.status.as_str(), format_args!("/{index}/status")),
        id: site.slug.into_string(),
        name: site.name.into_string(),
        raw: site.source.map(Into::into),
        ..Component::default()
    });
    snapshot.components = components.collect();
    Ok(snapshot)
}
