//! StatusCast's JSON: the health of a page in one word, and what is under way.
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/status.json` | none, none, none |
//! | `/summary.json` | none, open, open |
//!
//! ```json
//! {"PageName": "Marl Harbour", "Domain": "marlharbour", "StatusText": "Normal", "Status": "Available",
//!  "UnresolvedIncidents": [], "UpcomingIncidents": []}
//! ```
//!
//! `Available` and `Normal` are `none`, `Degraded` is `minor`, `Unavailable` is `major`, `Maintenance` is `maintenance`; other
//! words are kept. `StatusText` describes the health. `InEffectSince` is when the state began, not when the document was
//! written: it is not read. Of the items of the lists no sample was found: their id and their title are read, and the list
//! says that they are open or planned.

use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, extent_of, new_snapshot};
use crate::adapter::translate::provider;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{Coverage, Extent, Incident, IncidentKind, IncidentStatus, Snapshot, Vendor};
use crate::syntax::json::{Nullable, Scalar, Text, wire};

/// The adapter for StatusCast's JSON.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::statuscast};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(statuscast::adapter()));
/// let summary = r#"{"PageName": "Acme", "Domain": "acme", "StatusText": "Planned work", "Status": "Maintenance",
///     "UnresolvedIncidents": null}"#;
/// let snapshot = parser.parse(summary)?;
/// assert_eq!(snapshot.health.impact, Some(Impact::Maintenance));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("statuscast-json", "StatusCast JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 2] = [
    Endpoint::new("summary.json", Extent::None, Extent::Open, Extent::Open).stating_health().as_main(),
    Endpoint::new("status.json", Extent::None, Extent::None, Extent::None).stating_health(),
];

wire! {
    struct Root<'a> {
        "PageName" => page_name: Text<'a>,
        "Status" => status: Text<'a>,
        "StatusText" => status_text: Text<'a>,
        "UnresolvedIncidents" => unresolved: Nullable<Vec<Event<'a>>>,
        "UpcomingIncidents" => upcoming: Nullable<Vec<Event<'a>>>,
        leaves out [
            // Its name in the address, and since when it is so.
            "Domain", "InEffectSince", "InEffectSinceText",
        ]
    }

    struct Event<'a> {
        "Id" => id: Scalar<'a>,
        "Title" => title: Text<'a>,
        "Subject" => subject: Text<'a>,
        leaves out []
    }
}

const WORDS: [(&str, &str); 2] = [("Available", "none"), ("Normal", "none")];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let is_status = head.keys.has_key("StatusText") && head.keys.has_key("Status") && !head.keys.is_list;
    is_status.then_some("has a Status with its StatusText")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/Status", Part::Health),
        ("/UnresolvedIncidents", Part::Incidents),
        ("/UpcomingIncidents", Part::Maintenances),
    ]);
    let root: Root<'_> = decode_document(document, context)?;
    let coverage = Coverage::new(
        Extent::None,
        extent_of(&root.unresolved, Extent::Open),
        extent_of(&root.upcoming, Extent::Open),
    );
    let mut snapshot = new_snapshot(provider::STATUSCAST, coverage);
    snapshot.vendor = Vendor { name: root.page_name.into_string(), ..Vendor::default() };
    let word = find_private(&WORDS, root.status.as_str());
    snapshot.health = context.stated_health(word, "/Status");
    snapshot.health.description = root.status_text.into_string();
    for (path, kind, status, events) in [
        ("/UnresolvedIncidents", IncidentKind::Incident, IncidentStatus::Open, root.unresolved),
        ("/UpcomingIncidents", IncidentKind::Maintenance, IncidentStatus::Scheduled, root.upcoming),
    ] {
        for (index, event) in events.into_value().into_iter().flatten().enumerate() {
            let title = event.title.into_string().or(event.subject.into_string());
            let parts = [title.as_deref().unwrap_or_default()];
            let id =
                context.id_or_anonymous(event.id.into_string(), &parts, format_args!("{path}/{index}/Id"));
            let status = Some(status.clone());
            let raw = event.source.map(Into::into);
            snapshot.incidents.push(Incident { id, kind, title, status, raw, ..Incident::default() });
        }
    }
    Ok(snapshot)
}
