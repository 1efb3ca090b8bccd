//! Statuspage's JSON: Atlassian's pages, and those that imitate them.
//!
//! # What is read
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `summary.json` | complete, open, open |
//! | `status.json` | none, none, none |
//! | `components.json` | complete, none, none |
//! | `incidents.json`, `scheduled-maintenances.json` | none, recent for the one that is listed |
//! | `incidents/unresolved.json`, `scheduled-maintenances/active.json`, `…/upcoming.json` | none, open (by the caller's URL, or because nothing in it is over) |
//! | one incident, with or without its envelope | none, partial for its kind |
//! | `index.json` of before 2017 | complete, recent, recent |
//! | the manage API's list of incidents | none, recent or open |
//! | a webhook's incident or component | partial for what it is about |
//!
//! The same shape is published by incident.io (ids are ULIDs; keys are left out where Statuspage writes null or an empty
//! list), Rootly (`/api/v1/status.json`: no page id, no components) and OpenStatus (`/api/status/summary.json`: an empty
//! page, components without ids). They are read here too; [`Source::provider`](crate::Source::provider) names
//! the provider if the page's id, or what is missing, shows it.
//!
//! # Words
//!
//! The model's vocabularies are Statuspage's, so words stay as they are, but for incident.io's: `full_outage` is
//! `major_outage`, and `maintenance_scheduled`, `maintenance_in_progress`, `maintenance_complete` are `scheduled`,
//! `in_progress`, `completed`. An update called `Update` has the state in force before it.
//!
//! # What is refused
//!
//! Text that is not JSON to the last brace, a component group of the manage API (it lists ids, and no status of anything), and any other JSON.

mod envelope;
mod incident;
mod translate;
mod wire;

use self::envelope::Envelope;
use crate::adapter::json::decode_document;
use crate::adapter::{Adapter, Context, Endpoint, Verdict};
use crate::document::{Document, Syntax};
use crate::error::{Error, ErrorKind};
use crate::model::{Extent, Format, Snapshot};
use crate::syntax::json::{self, TopKeys};

/// The adapter for Statuspage's JSON.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::statuspage};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(statuspage::json::adapter()));
/// let status = r#"{"page": {"id": "q7w2", "name": "Acme", "url": "https://status.acme.example"},
///     "status": {"indicator": "minor", "description": "Partial outage"}}"#;
/// let snapshot = parser.parse(status)?;
/// assert_eq!(snapshot.health.impact, Some(Impact::Minor));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> Statuspage {
    Statuspage
}

/// Reads Statuspage's JSON and its imitations.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Statuspage;

const ENDPOINTS: [Endpoint; 11] = [
    Endpoint::new("api/v2/summary.json", Extent::Complete, Extent::Open, Extent::Open)
        .stating_health()
        .as_main(),
    Endpoint::new("api/v2/status.json", Extent::None, Extent::None, Extent::None).stating_health(),
    Endpoint::new("api/v2/components.json", Extent::Complete, Extent::None, Extent::None),
    Endpoint::new("api/v2/incidents.json", Extent::None, Extent::Recent, Extent::None),
    Endpoint::new("api/v2/incidents/unresolved.json", Extent::None, Extent::Open, Extent::None),
    Endpoint::new("api/v2/scheduled-maintenances.json", Extent::None, Extent::None, Extent::Recent),
    Endpoint::new("api/v2/scheduled-maintenances/active.json", Extent::None, Extent::None, Extent::Open),
    Endpoint::new("api/v2/scheduled-maintenances/upcoming.json", Extent::None, Extent::None, Extent::Open),
    // OpenStatus and Rootly.
    Endpoint::new("api/status/summary.json", Extent::Complete, Extent::Open, Extent::Open)
        .stating_health()
        .as_main(),
    Endpoint::new("api/v1/status.json", Extent::None, Extent::Open, Extent::None).stating_health().as_main(),
    Endpoint::new("api/v1/incidents.json", Extent::None, Extent::Recent, Extent::None),
];

impl Adapter for Statuspage {
    fn id(&self) -> &'static str {
        "statuspage-json"
    }

    fn name(&self) -> &'static str {
        "Statuspage JSON"
    }

    fn formats(&self) -> &[Format] {
        &[Format::Json]
    }

    fn endpoints(&self) -> &[Endpoint] {
        &ENDPOINTS
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        if document.syntax() != Syntax::Json {
            return Verdict::no("does not begin like JSON");
        }
        let keys = document.top_keys();
        let Some(shape) = Shape::of(keys) else {
            let names: Vec<_> = keys.names().take(8).collect();
            return Verdict::no(format!("none of Statuspage's keys at the top, but {names:?}"));
        };
        // Flashduty's widget has a page and a list of planned work with the same names.
        let all = document.top_keys();
        let has_own = ["components", "incidents", "status"].iter().any(|key| all.has_key(key));
        if all.has_key("ongoing_incidents") && !has_own {
            return Verdict::no("has ongoing incidents, and neither status, components nor incidents");
        }
        let hinted = document.url().is_some_and(|url| url.contains("/api/v"));
        match shape {
            Shape::Envelope if keys.has_object("page") => {
                Verdict::certain_by_keys("has a page and what belongs to it")
            }
            Shape::Envelope => Verdict::likely("has a status or a list of Statuspage's, and no page"),
            Shape::Incident if document.top_keys().has_list("incident_updates") => {
                Verdict::certain_by_keys("has an incident's keys at the top")
            }
            Shape::Incident => Verdict::likely("has an incident's keys at the top"),
            Shape::Incidents => Verdict::likely("is a list whose first item has an incident's keys"),
            Shape::Components => Verdict::likely("is a list whose first item has a component's keys"),
            Shape::ComponentGroup => Verdict::likely("is a component group of the manage API"),
            Shape::Unclear => {
                Verdict::possible("begins with a list of Statuspage's, and the rest is too far to tell")
            }
        }
        .with_hint(hinted)
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        let shape = Shape::of_whole(document)?;
        // Only the slow path knows which text an item was read from.
        let typed = !context.options().keep_raw;
        read(shape, document, context, typed)
    }
}

/// Reads a document of this shape; typed first, unless only the slow path will do.
fn read(
    shape: Shape,
    document: &Document<'_>,
    context: &mut Context<'_>,
    typed: bool,
) -> Result<Snapshot, Error> {
    let text = document.text();
    let mut tops = Vec::new();
    let snapshot = match shape {
        // Unclear is left only where the text ends too early, which decoding says best.
        Shape::Envelope | Shape::Unclear => {
            let keep_raw = context.options().keep_raw;
            let mut envelope = Envelope::new(context);
            tops = json::visit_members(text, typed, keep_raw, &mut envelope)?;
            if !tops.is_empty() {
                document.set_whole_top_keys(&tops);
            }
            let parts = envelope.into_parts();
            translate::translate_envelope(parts, document, context)
        }
        Shape::Incident => Ok(translate::translate_single(decode_document(document, context)?, context)),
        Shape::Incidents => translate::translate_list(decode_document(document, context)?, document, context),
        Shape::Components => translate::translate_components(decode_document(document, context)?, context),
        Shape::ComponentGroup => Err(Error::new(
            ErrorKind::NotStatus,
            "expected the status of something, found a component group that lists ids alone",
        )),
    }?;
    json::locate(text, &tops, context.diagnostics());
    Ok(snapshot)
}

/// What kind of document it is, by the keys at its top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// An object: a page with its lists, one incident in its envelope, a webhook.
    Envelope,
    /// One incident without envelope.
    Incident,
    /// A bare list of incidents.
    Incidents,
    /// A bare list of components, as the manage API gives it.
    Components,
    /// A component group of the manage API: ids of components, no status.
    ComponentGroup,
    /// A long list hides the keys that decide: an incident of 2016, its keys sorted, begins with its components.
    Unclear,
}

/// Keys at the top of Statuspage's documents. Without a page, any other key shows that the document is somebody else's.
const OWN_KEYS: [&str; 18] = [
    "page",
    "status",
    "components",
    "incidents",
    "scheduled_maintenances",
    "component",
    "component_update",
    "incident",
    "maintenance",
    "scheduled_maintenance",
    "meta",
    "pagination",
    "paging",
    "links",
    "next",
    "next_page",
    "has_more",
    "total",
];

impl Shape {
    /// The shape of a document with these keys; `None` if they are not Statuspage's.
    fn of(keys: &TopKeys<'_>) -> Option<Self> {
        let names_one = keys.has_string("id") && keys.has_string("name");
        let marks =
            keys.has_string("impact") || keys.has_string("shortlink") || keys.has("resolved_at", b"\"n");
        // `incident_updates` is peculiar to Statuspage. Where the head ends before it, other keys of an incident decide.
        let is_incident = keys.has_list("incident_updates")
            || marks && names_one && keys.has_string("status")
            || marks && keys.is_cut && keys.has_string("id") && keys.has_string("created_at");
        // A page's history, which has its own reader.
        if keys.has_object("page_status") || keys.has_list("months") {
            return None;
        }
        if keys.is_list {
            let is_component = names_one && keys.has_string("status") && keys.has_string("page_id");
            return match (is_incident, is_component && keys.has("group", b"tf")) {
                (true, _) => Some(Self::Incidents),
                (_, true) => Some(Self::Components),
                _ => None,
            };
        }
        if is_incident {
            return Some(Self::Incident);
        }
        let page = keys.has_object("page");
        let components = keys.has_list("components");
        let decides = ["page", "status", "incidents", "scheduled_maintenances", "incident_updates", "meta"];
        if keys.is_cut && components && !keys.names().any(|key| decides.contains(&key)) {
            return Some(Self::Unclear);
        }
        if names_one && components && keys.has_string("page_id") {
            return Some(Self::ComponentGroup);
        }
        let belongs = components
            || keys.has_object("maintenance")
            || keys.has_object("scheduled_maintenance")
            || keys.has_list("incidents")
            || keys.has_list("scheduled_maintenances")
            || keys.has_object("incident")
            || keys.has_object("component")
            || keys.has_object("status");
        let is_foreign = keys.names().any(|key| !OWN_KEYS.contains(&key))
            || keys.has("status", b"\"ntf[")
            || keys.has("page", b"\"0123456789[tf");
        (belongs && (page || !is_foreign)).then_some(Self::Envelope)
    }

    /// The shape of a document that is to be read: where its head does not show it, the whole text is looked at.
    fn of_whole(document: &Document<'_>) -> Result<Self, Error> {
        let shape = match Self::of(document.top_keys()) {
            Some(Self::Unclear) => Self::of(&TopKeys::read(document.text())),
            shape => shape,
        };
        shape.ok_or_else(|| {
            Error::new(ErrorKind::NotStatus, "expected Statuspage's keys at the top, found none of them")
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    use super::*;
    use crate::Limits;
    use crate::adapter::Options;

    /// Whether a document is read at once, without the item-by-item way for what is odd.
    fn is_read_at_once(text: &str) -> bool {
        let document = &Document::decode(text, &Limits::default()).unwrap();
        let options = Options::default();
        let (text, depth) = (document.text(), options.limits.depth);
        let mut context = Context::new(&options);
        match Shape::of_whole(document) {
            Ok(Shape::Envelope) => {
                let tops = json::visit_members(text, true, false, &mut Envelope::new(&mut context));
                tops.is_ok_and(|tops| !tops.is_empty())
            }
            Ok(Shape::Incident) => {
                json::decode_fast_within::<wire::Incident<'_>>(text, depth, context.diagnostics()).is_some()
            }
            Ok(Shape::Incidents) => {
                json::decode_fast_within::<Vec<wire::Incident<'_>>>(text, depth, context.diagnostics())
                    .is_some()
            }
            _ => false,
        }
    }

    #[test]
    fn good_documents_are_read_at_once() {
        for document in [
            include_str!("../../../../fixtures/statuspage/summary-busy.json"),
            include_str!("../../../../fixtures/statuspage/incidents-recent.json"),
            include_str!("../../../../fixtures/statuspage/incident-bare-with-sorted-keys.json"),
            include_str!("../../../../fixtures/statuspage/components-all-operational.json"),
        ] {
            assert!(is_read_at_once(document), "{document}");
        }
    }

    #[test]
    #[ignore = "needs ../shared"]
    fn captures_of_several_years_are_read_at_once() {
        for series in ["github-summary", "bitbucket-summary"] {
            let file = format!("{}/../shared/replay/{series}.jsonl.xz", env!("CARGO_MANIFEST_DIR"));
            let mut unpacking =
                Command::new("xz").arg("-dc").arg(file).stdout(Stdio::piped()).spawn().unwrap();
            for line in BufReader::new(unpacking.stdout.take().unwrap()).lines() {
                let capture: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
                let body = capture["body"].as_str().unwrap();
                assert!(body.trim().is_empty() || is_read_at_once(body), "{body}");
            }
            assert!(unpacking.wait().unwrap().success());
        }
    }
}
