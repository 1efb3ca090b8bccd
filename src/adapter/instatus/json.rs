//! Instatus' JSON: `summary.json` and `components.json`, in all their versions.
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/summary.json`, `/v2/summary.json`, `/v3/summary.json` | none, open, open |
//! | `/v2/components.json`, `/v3/components.json` | complete, none, none |
//!
//! Both lists of a summary are left out where they are empty. Words are those of the [pages](super#modules), in capitals;
//! `HASISSUES` of the page says that something is wrong and not how bad it is. Groups are rows of the list of components,
//! and their members name them.

use super::notice::{Notice, translate_notice};
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use crate::adapter::translate::groups::mark_groups;
use crate::adapter::translate::provider;
use crate::adapter::{Context, Endpoint, Part};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::Error;
use crate::model::{Component, Coverage, Extent, IncidentKind, Link, Snapshot, Vendor};
use crate::syntax::json::{Raw, Text, wire};

/// The adapter for Instatus' JSON.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::instatus};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(instatus::json::adapter()));
/// let summary = r#"{"page": {"name": "Acme", "url": "https://status.acme.example", "status": "UP"}}"#;
/// let snapshot = parser.parse(summary)?;
/// assert!(snapshot.is_operational());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("instatus-json", "Instatus JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 4] = [
    Endpoint::new("summary.json", Extent::None, Extent::Open, Extent::Open).stating_health().as_main(),
    Endpoint::new("v3/summary.json", Extent::None, Extent::Open, Extent::Open).stating_health(),
    Endpoint::new("v3/components.json", Extent::Complete, Extent::None, Extent::None),
    Endpoint::new("v2/components.json", Extent::Complete, Extent::None, Extent::None),
];

wire! {
    struct Root<'a> {
        "page" => page: Option<Page<'a>>,
        "activeIncidents" => incidents: Option<Vec<Notice<'a>>>,
        "activeMaintenances" => maintenances: Option<Vec<Notice<'a>>>,
        "components" => components: Option<Vec<Row<'a>>>,
        leaves out []
    }

    struct Page<'a> {
        "name" => name: Text<'a>,
        "url" => url: Text<'a>,
        "status" => status: Text<'a>,
        leaves out []
    }

    struct Row<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "status" => status: Text<'a>,
        "group" => group: Option<Group<'a>>,
        // Not in the documents seen: groups are rows, and their members name them.
        "children" => children: Raw<'a>,
        leaves out []
    }

    struct Group<'a> {
        "id" => id: Text<'a>,
        leaves out [
            // The group is a row of its own.
            "description", "name",
        ]
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let has_lists = head.keys.has_list("activeIncidents") || head.keys.has_list("activeMaintenances");
    let is_summary =
        head.keys_of("page").has_string("status") && (has_lists || !head.keys.has("status", b"{\""));
    let is_list = head.keys_of("components").has("group", b"{n") && !head.keys.has_object("page");
    (is_summary || is_list)
        .then_some("has a page whose status is a word, or components whose group is an object")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/activeIncidents", Part::Incidents),
        ("/activeMaintenances", Part::Maintenances),
        ("/page/status", Part::Health),
    ]);
    let root: Root<'_> = decode_document(document, context)?;
    let coverage = match &root.components {
        Some(_) => Coverage::new(Extent::Complete, Extent::None, Extent::None),
        None => Coverage::new(Extent::None, Extent::Open, Extent::Open),
    };
    let mut snapshot = new_snapshot(provider::INSTATUS, coverage);
    if let Some(page) = root.page {
        snapshot.health = context.stated_health(page.status.as_str(), "/page/status");
        snapshot.vendor = Vendor {
            name: page.name.into_string(),
            url: page.url.into_string().map(Link::from),
            ..Vendor::default()
        };
    }
    let rows = root.components.unwrap_or_default();
    if rows.iter().any(|row| row.children.0.is_some_and(|children| children != "[]")) {
        let message = "expected components to name their group, found children; they are left out";
        context.report(Diagnostic::error(Code::UnreadableItem, "/components", message));
    }
    let at = &mut context.at("");
    snapshot.components = at.each("components", rows, |row, at| Component {
        status: at.component_status("status", row.status.as_str()),
        id: row.id.into_string(),
        name: row.name.into_string(),
        description: row.description.into_string(),
        parent_id: row.group.and_then(|group| group.id.into_string()),
        ..Component::default()
    });
    mark_groups(&mut snapshot.components, |_| true);
    for (key, kind, notices) in [
        ("activeIncidents", IncidentKind::Incident, root.incidents),
        ("activeMaintenances", IncidentKind::Maintenance, root.maintenances),
    ] {
        snapshot.incidents.extend(at.each(key, notices, |notice, at| translate_notice(notice, kind, at)));
    }
    Ok(snapshot)
}
