//! Gatus' JSON: the results of its checks, newest last.
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/api/v1/endpoints/statuses`, `/api/v1/suites/statuses` | complete, none, none |
//!
//! ```json
//! [{"name": "search", "group": "core", "key": "core_search",
//!   "results": [{"success": true, "timestamp": "2026-03-08T10:31:00Z", "conditionResults": []}]}]
//! ```
//!
//! An endpoint is as its last result: `success` is `operational`, no success is `major_outage`, and without a result its
//! status is unknown. Its id is its `key`; a group is a component of its own, `group-core`. The time of a result that was
//! never run is `0001-01-01T00:00:00Z`: no time. The document does not name the page.

use std::collections::HashSet;

use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use crate::adapter::translate::provider;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{Component, ComponentStatus, Coverage, Extent, Snapshot};
use crate::syntax::json::{Flag, Item, Text, wire};

/// The adapter for Gatus' JSON.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::gatus};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(gatus::adapter()));
/// let endpoints = r#"[{"name": "search", "group": "core", "key": "core_search",
///     "results": [{"conditionResults": [], "success": false, "timestamp": "2026-05-04T07:12:30Z"}]}]"#;
/// let snapshot = parser.parse(endpoints)?;
/// let search = snapshot.components_named("core - search").next();
/// assert!(search.is_some_and(|search| !search.is_operational()));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("gatus-json", "Gatus JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 2] = [
    Endpoint::new("api/v1/endpoints/statuses", Extent::Complete, Extent::None, Extent::None).as_main(),
    Endpoint::new("api/v1/suites/statuses", Extent::Complete, Extent::None, Extent::None),
];

wire! {
    struct Row<'a> {
        "key" => key: Text<'a>,
        "name" => name: Text<'a>,
        "group" => group: Text<'a>,
        // One that cannot be read may be the last: then the status is unknown.
        "results" => results: Option<Vec<Item<CheckResult<'a>>>>,
        leaves out []
    }

    struct CheckResult<'a> {
        "success" => success: Flag,
        "timestamp" => timestamp: Text<'a>,
        leaves out [
            // How the check went.
            "conditionResults", "duration", "errors", "hostname", "status",
            // The checks of a suite one by one, and its name again.
            "endpointResults", "group", "name",
        ]
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let is_list = head.keys.is_list && head.keys.has_string("key") && head.keys.has_list("results");
    is_list.then_some("is a list of keys with the results of checks")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("", Part::Components)]);
    let endpoints: Vec<Row<'_>> = decode_document(document, context)?;
    let coverage = Coverage::new(Extent::Complete, Extent::None, Extent::None);
    let mut snapshot = new_snapshot(provider::GATUS, coverage);
    let mut groups: HashSet<String> = HashSet::new();
    for (index, endpoint) in endpoints.into_iter().enumerate() {
        let group = endpoint.group.into_string().filter(|group| !group.is_empty());
        let parent_id = group.as_ref().map(|group| format!("group-{group}"));
        if let Some(group) = group.filter(|group| !groups.contains(group)) {
            groups.insert(group.clone());
            let row = Component { id: parent_id.clone(), is_group: true, ..Component::new(group) };
            snapshot.components.push(row);
        }
        let results = endpoint.results.unwrap_or_default();
        let last = results.len().saturating_sub(1);
        let result = results.into_iter().next_back().and_then(|result| result.0).unwrap_or_default();
        let checked_at = result.timestamp.as_str().filter(|text| !text.starts_with("0001-01-01"));
        snapshot.components.push(Component {
            id: endpoint.key.into_string(),
            name: endpoint.name.into_string(),
            status: result
                .success
                .0
                .map(|is_up| if is_up { ComponentStatus::Operational } else { ComponentStatus::MajorOutage }),
            parent_id,
            updated_at: context.instant(checked_at, format_args!("/{index}/results/{last}/timestamp")),
            raw: endpoint.source.map(Into::into),
            ..Component::default()
        });
    }
    Ok(snapshot)
}
