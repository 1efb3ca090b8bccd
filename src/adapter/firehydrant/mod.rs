//! `FireHydrant`: `/data/payload.json` of its status pages.
//!
//! ```json
//! {"config": {"companyName": "Acme"}, "conditions": {"Degraded": "DEGRADED", "Operational": "OPERATIONAL"},
//!  "components": [{"id": "38b0…", "name": "Shop"}],
//!  "incidents": [{"id": "2f34…", "title": "The till is stuck", "severitySlug": "SEV2",
//!    "timestamps": {"started": "2026-03-10T09:00:00Z", "resolved": "2026-03-10T10:00:00Z"},
//!    "components": [{"id": "38b0…", "name": "Shop", "condition": "Degraded"}],
//!    "timeline": [{"occurredAt": "2026-03-10T10:00:00.3Z", "details": {"note": "➡️ **Resolved** — It opens again."}},
//!                 {"occurredAt": "2026-03-10T09:00:00Z", "details": {"milestoneUpdate": {"currentMilestone": "investigating"}}}]}]}
//! ```
//!
//! Coverage: components complete, incidents recent (open and finished ones in one list), maintenances none.
//!
//! | in the document | in the snapshot |
//! |---|---|
//! | a component | no status of its own: that of the open incidents that name it, by `conditions` |
//! | `OPERATIONAL`, `DEGRADED`, `OFFLINE` | `operational`, `degraded_performance`, `major_outage` |
//! | `SEV1`, `SEV2`, `SEV3` and `SEV4` | impact `critical`, `major`, `minor` |
//! | `MAINTENANCE`, `UNSET` | impact `maintenance`, none stated |
//! | `timestamps.resolved` | `resolved`; without it, the newest label or milestone, else `open` |
//! | `started`, `detected`, `acknowledged` as a milestone | `open` |
//! | `➡️ **Resolved** — ` before a note | the status of the update; it leaves the text |
//!
//! An update's time is `occurredAt`; `time` and `acknowledged` may be those of an import, weeks later. Since nothing states that
//! components work, a quiet page says nothing about its health; `operationalMessage` is a setting.

use std::collections::HashMap;

use crate::adapter::item::ItemContext;
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, extent_of, new_snapshot};
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vocabulary::{find_incident_status, find_private};
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, ComponentStatus, Coverage, Extent, Incident, IncidentStatus, Snapshot,
    Update, Vendor,
};
use crate::syntax::json::{Entries, Nullable, Raw, Scalar, Text, wire};

/// The adapter for `FireHydrant`'s status pages.
///
/// ```
/// use statusfeed::{ComponentStatus, Parser, Registry, adapter::firehydrant};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(firehydrant::adapter()));
/// let payload = r#"{"config": {"companyName": "Acme", "title": "Acme status"}, "conditions": {"Down": "OFFLINE"},
///     "components": [{"id": "c1", "name": "Uploads"}], "incidents": [{"id": "i4", "title": "Uploads fail",
///     "timestamps": {"started": "2026-03-10T09:00:00Z"}, "timeline": [],
///     "components": [{"id": "c1", "name": "Uploads", "condition": "Down"}]}]}"#;
/// let snapshot = parser.parse(payload)?;
/// assert_eq!(snapshot.components[0].status, Some(ComponentStatus::MajorOutage));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("firehydrant-json", "FireHydrant payload").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 1] =
    [Endpoint::new("data/payload.json", Extent::Complete, Extent::Recent, Extent::None).as_main()];

wire! {
    struct Root<'a> {
        "config" => config: Option<Config<'a>>,
        "conditions" => conditions: Entries<'a, Text<'a>>,
        "components" => components: Nullable<Vec<Row<'a>>>,
        "incidents" => incidents: Nullable<Vec<Item<'a>>>,
        leaves out []
    }

    struct Config<'a> {
        "companyName" => company_name: Text<'a>,
        leaves out [
            // How the page is shown.
            "operationalMessage", "title", "uiVersion",
        ]
    }

    struct Row<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        // In an incident only.
        "condition" => condition: Text<'a>,
        leaves out []
    }

    struct Item<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "severitySlug" => severity: Text<'a>,
        "timestamps" => timestamps: Option<Timestamps<'a>>,
        "components" => components: Option<Vec<Row<'a>>>,
        "timeline" => timeline: Option<Vec<Event<'a>>>,
        leaves out [
            // The components say their conditions; the timeline says the phases.
            "componentConditions", "lifecyclePhases", "statusPageId",
        ]
    }

    struct Timestamps<'a> {
        "started" => started: Text<'a>,
        "resolved" => resolved: Text<'a>,
        leaves out [
            // Steps that are in the timeline too.
            "acknowledged", "detected", "investigating",
        ]
    }

    struct Event<'a> {
        "time" => time: Text<'a>,
        "occurredAt" => occurred_at: Text<'a>,
        "details" => details: Option<Details<'a>>,
        leaves out []
    }

    struct Details<'a> {
        // A text, or an object with one: `{"note": "…"}`.
        "note" => note: Raw<'a>,
        "milestoneUpdate" => milestone: Option<Milestone<'a>>,
        leaves out [
            // What kind of entry it is, which its keys show.
            "@type",
        ]
    }

    struct Note<'a> {
        "note" => note: Text<'a>,
        leaves out []
    }

    struct Milestone<'a> {
        "currentMilestone" => current: Text<'a>,
        leaves out [
            // The milestone before.
            "originalMilestone",
        ]
    }
}

const CONDITIONS: [(&str, &str); 3] =
    [("OPERATIONAL", "operational"), ("DEGRADED", "degraded_performance"), ("OFFLINE", "major_outage")];
const SEVERITIES: [(&str, &str); 5] = [
    ("SEV1", "critical"),
    ("SEV2", "major"),
    ("SEV3", "minor"),
    ("SEV4", "minor"),
    ("MAINTENANCE", "maintenance"),
];
/// Milestones before anything is known.
const MILESTONES: [(&str, &str); 3] = [("started", "open"), ("detected", "open"), ("acknowledged", "open")];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let keys = &head.keys;
    let is_own = keys.has_object("config") && keys.has_object("conditions") && keys.has_list("incidents");
    is_own.then_some("has a config, conditions and incidents")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("/conditions", Part::Components)]);
    let root: Root<'_> = decode_document(document, context)?;
    let coverage = Coverage::new(
        extent_of(&root.components, Extent::Complete),
        extent_of(&root.incidents, Extent::Recent),
        Extent::None,
    );
    let mut snapshot = new_snapshot(provider::FIREHYDRANT, coverage);
    let name = root.config.and_then(|config| config.company_name.into_string());
    snapshot.vendor = name.map(Vendor::new).unwrap_or_default();
    let conditions: HashMap<&str, &str> =
        root.conditions.0.iter().filter_map(|(name, word)| Some((&**name, word.as_str()?))).collect();
    snapshot.incidents = context
        .at("")
        .each("incidents", root.incidents.into_value(), |item, at| translate_incident(item, &conditions, at));
    let mut status_now: HashMap<&str, &ComponentStatus> = HashMap::new();
    for component in snapshot.open_incidents().flat_map(|incident| &incident.components) {
        if let (Some(id), Some(status)) = (&component.id, &component.status) {
            let worst = status_now.entry(id).or_insert(status);
            *worst = (*worst).max(status);
        }
    }
    let rows = root.components.into_value().into_iter().flatten();
    let components = rows.map(|row| Component {
        status: row.id.as_str().and_then(|id| status_now.get(id)).map(|status| (*status).clone()),
        id: row.id.into_string(),
        name: row.name.into_string(),
        raw: row.source.map(Into::into),
        ..Component::default()
    });
    snapshot.components = components.collect();
    Ok(snapshot)
}

fn translate_incident(
    item: Item<'_>,
    conditions: &HashMap<&str, &str>,
    at: &mut ItemContext<'_, '_>,
) -> Incident {
    let times = item.timestamps.unwrap_or_default();
    let severity = item.severity.as_str().filter(|word| *word != "UNSET");
    let resolved_at = at.instant("timestamps/resolved", times.resolved.as_str());
    let mut incident = Incident {
        title: item.title.into_string(),
        status: resolved_at.map(|_| IncidentStatus::Resolved),
        impact: at.impact("severitySlug", find_private(&SEVERITIES, severity)),
        started_at: at.instant("timestamps/started", times.started.as_str()),
        resolved_at,
        components: at.each("components", item.components, |row, at| {
            let word = row.condition.as_str();
            let word = word.map(|word| conditions.get(word).copied().unwrap_or(word));
            AffectedComponent {
                status: at.component_status("condition", find_private(&CONDITIONS, word)),
                id: row.id.into_string(),
                name: row.name.into_string(),
            }
        }),
        raw: item.source.map(Into::into),
        ..Incident::default()
    };
    at.identify(&mut incident, "id", item.id.into_string());
    let updates = at.each("timeline", item.timeline, translate_event);
    if incident.status.is_none() {
        let newest =
            updates.iter().filter_map(|entry| Some((entry.update.at?, entry.update.status.clone()?)));
        let newest = newest.max_by_key(|(at, _)| *at).map(|(_, status)| status);
        // A label says "Resolved" before the time of the end is entered.
        incident.status = newest.or(Some(IncidentStatus::Open));
    }
    at.apply_updates(&mut incident, updates, false);
    incident
}

fn translate_event(event: Event<'_>, at: &mut ItemContext<'_, '_>) -> UpdateEntry {
    let details = event.details.unwrap_or_default();
    let note: Text<'_> = match details.note.0 {
        Some(object) if object.starts_with('{') => at.decode::<Note<'_>>("details/note", details.note).note,
        _ => at.decode("details/note", details.note),
    };
    let note = note.as_str().unwrap_or_default();
    let (label, text) = split_label(note).unwrap_or((None, note));
    let milestone = details.milestone.and_then(|milestone| milestone.current.into_string());
    let word = label.or(find_private(&MILESTONES, milestone.as_deref()));
    UpdateEntry::new(Update {
        status: at.incident_status("", word),
        at: at.instant("occurredAt", event.occurred_at.as_str().or(event.time.as_str())),
        body: at.body("details/note", text),
        ..Update::default()
    })
}

/// `➡️ **Resolved** — It opens again.`, if the label is a status.
fn split_label(note: &str) -> Option<(Option<&str>, &str)> {
    let rest = note.trim_start_matches(['➡', '\u{fe0f}', ' ']).strip_prefix("**")?;
    let (label, text) = rest.split_once("**")?;
    let text = text.trim_start().strip_prefix(['—', '–', '-'])?;
    find_incident_status(label)?;
    Some((Some(label), text.trim_start()))
}
