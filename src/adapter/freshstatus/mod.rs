//! Freshstatus' JSON: the components and the incidents of a page, as its public API gives them.
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/v1/public-components/?account_id=…` | complete, none, none |
//! | `/v1/public-incidents/?account_id=…` | none, recent, recent |
//!
//! ```json
//! {"components": [{"id": 1, "name": "Europe", "components": [{"id": 2, "name": "Search", "status": "PD"}]}]}
//! ```
//!
//! `OP`, `PD`, `PO`, `MO` and `UM` are operational, degraded performance, partial and major outage, under maintenance. A row
//! with rows of its own is a group. A component with `display_options.ignore_overall_status` is left out of the health, as it is of
//! the page's own; while one of these is down and all others are up, the health is unknown. An incident is over where it has an end, and planned work begins with
//! its `start_time`. The documents name neither page nor vendor.

use crate::adapter::item::ItemContext;
use crate::adapter::json::{
    AdapterInfo, JsonAdapter, JsonHead, TreeRow, decode_document, new_snapshot, translate_tree,
};
use crate::adapter::translate::provider;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Incident, IncidentKind, IncidentStatus, Schedule,
    Snapshot, Update,
};
use crate::syntax::json::{Flag, Raw, Scalar, Text, wire};

/// The adapter for Freshstatus' JSON.
///
/// ```
/// use statusfeed::{ComponentStatus, Parser, Registry, adapter::freshstatus};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(freshstatus::adapter()));
/// let components = r#"{"components": [{"id": 1, "name": "Storage", "components": [
///     {"id": 2, "name": "Uploads", "status": "PO", "display_options": {"ignore_overall_status": "false"}}]}]}"#;
/// let snapshot = parser.parse(components)?;
/// assert_eq!(snapshot.components[1].status, Some(ComponentStatus::PartialOutage));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("freshstatus-json", "Freshstatus JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 2] = [
    Endpoint::new(
        "https://public-api.freshstatus.io/v1/public-components/?account_id=<account id>",
        Extent::Complete,
        Extent::None,
        Extent::None,
    ),
    Endpoint::new(
        "https://public-api.freshstatus.io/v1/public-incidents/?account_id=<account id>",
        Extent::None,
        Extent::Recent,
        Extent::Recent,
    ),
];

wire! {
    struct Root<'a> {
        "components" => components: Option<Vec<Row<'a>>>,
        "results" => results: Option<Vec<Event<'a>>>,
        // What Statuspage's summary has beside its components.
        "page" => page: Raw<'a>,
        "incidents" => incidents: Raw<'a>,
        leaves out [
            // How many there are, and the link to older ones.
            "count", "next",
        ]
    }

    struct Row<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "status" => status: Text<'a>,
        "components" => components: Raw<'a>,
        "display_options" => display_options: Option<DisplayOptions<'a>>,
        leaves out []
    }

    struct DisplayOptions<'a> {
        // `"true"`
        "ignore_overall_status" => is_ignored: Raw<'a>,
        leaves out []
    }

    struct Event<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "description" => description: Text<'a>,
        "start_time" => start_time: Text<'a>,
        "end_time" => end_time: Text<'a>,
        "scheduled_start_time" => scheduled_start_time: Text<'a>,
        "scheduled_end_time" => scheduled_end_time: Text<'a>,
        "is_planned" => is_planned: Flag,
        "affected_components" => affected: Option<Vec<Affected<'a>>>,
        leaves out []
    }

    struct Affected<'a> {
        "component" => component: Scalar<'a>,
        "new_status" => new_status: Text<'a>,
        leaves out []
    }
}

impl<'a> TreeRow<'a> for Row<'a> {
    const CHILDREN: &'static str = "components";

    fn children(&self) -> Raw<'a> {
        self.components
    }
}

impl Row<'_> {
    /// Whether the page leaves it out of its health.
    fn is_ignored(&self) -> bool {
        let value = self.display_options.as_ref().and_then(|options| options.is_ignored.0);
        matches!(value, Some("\"true\"" | "true"))
    }
}

const WORDS: [(&str, &str); 5] = [
    ("OP", "operational"),
    ("PD", "degraded_performance"),
    ("PO", "partial_outage"),
    ("MO", "major_outage"),
    ("UM", "under_maintenance"),
];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let first = head.keys_of("components");
    // A group of Statuspage's lists its components' ids, and has the id of its page.
    let is_tree = (first.has_list("components") || first.has_object("display_options"))
        && !first.has_key("page_id")
        && !head.keys.has_key("page")
        && !head.keys.has_key("incidents");
    let event = head.keys_of("results");
    let is_history = event.has_key("is_planned") && event.has_list("affected_components");
    (is_tree || is_history).then_some("has a tree of components, or results that affect components")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("/results", Part::Incidents)]);
    let root: Root<'_> = decode_document(document, context)?;
    // They may be beyond the head, which is all that `recognize` sees.
    if root.page.0.or(root.incidents.0).is_some() {
        return Err(Error::new(
            ErrorKind::NotStatus,
            "expected a tree of components, found a page beside it",
        ));
    }
    let coverage = match &root.components {
        Some(_) => Coverage::new(Extent::Complete, Extent::None, Extent::None),
        None => Coverage::new(Extent::None, Extent::Recent, Extent::Recent),
    };
    let mut snapshot = new_snapshot(provider::FRESHSTATUS, coverage);
    let rows = root.components.unwrap_or_default();
    let mut count = 0_usize;
    snapshot.components = translate_tree(rows, "/components", context, |row, path, context| {
        if row.is_ignored() {
            context.leave_out_of_health(count);
        }
        count = count.saturating_add(1);
        Component {
            status: context
                .component_status(find_private(&WORDS, row.status.as_str()), format_args!("{path}/status")),
            id: row.id.into_string(),
            name: row.name.into_string(),
            description: row.description.into_string(),
            raw: row.source.map(Into::into),
            ..Component::default()
        }
    });
    snapshot.incidents = context.at("").each("results", root.results, translate_event);
    Ok(snapshot)
}

fn translate_event(event: Event<'_>, at: &mut ItemContext<'_, '_>) -> Incident {
    let start = at.instant("start_time", event.start_time.as_str());
    let end = at.instant("end_time", event.end_time.as_str());
    let planned_start = at.instant("scheduled_start_time", event.scheduled_start_time.as_str());
    let planned_end = at.instant("scheduled_end_time", event.scheduled_end_time.as_str());
    let is_planned = event.is_planned.0 == Some(true);
    let title = event.title.into_string();
    let parts = [title.as_deref().unwrap_or_default(), event.start_time.as_str().unwrap_or_default()];
    let id = at.id_or_anonymous("id", event.id.into_string(), &parts);
    let status = match (start, end, is_planned) {
        (_, Some(_), false) => IncidentStatus::Resolved,
        (_, Some(_), true) => IncidentStatus::Completed,
        (None, None, true) => IncidentStatus::Scheduled,
        (Some(_), None, true) => IncidentStatus::InProgress,
        (_, None, false) => IncidentStatus::Open,
    };
    let body = at.body("description", event.description.as_str());
    let incident = Incident {
        id,
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        title,
        status: Some(status),
        started_at: start,
        resolved_at: end,
        scheduled: is_planned.then(|| Schedule::new(planned_start, planned_end)),
        components: at.each("affected_components", event.affected, |row, at| AffectedComponent {
            status: at.component_status("new_status", find_private(&WORDS, row.new_status.as_str())),
            id: row.component.into_string(),
            name: None,
        }),
        updates: body.map(|body| Update { body: Some(body), ..Update::default() }).into_iter().collect(),
        raw: event.source.map(Into::into),
        ..Incident::default()
    };
    at.check_interval(&incident);
    incident
}
