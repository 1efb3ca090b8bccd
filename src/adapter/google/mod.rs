//! Google's JSON: `incidents.json` of Google Cloud, Workspace, Maps Platform and Ads. Their feeds are read by
//! [`feed`](super::feed).
//!
//! ```text
//! [{"id": "B1hD4KAtcxiyAWkcANfW", "begin": "2026-03-09T08:30:00+00:00", "created": "…", "modified": "…", "end": null,
//!   "external_desc": "Metrics are missing", "severity": "medium", "status_impact": "SERVICE_DISRUPTION",
//!   "affected_products": [{"id": "x1", "title": "Metrics"}], "uri": "incidents/B1hD4KAtcxiyAWkcANfW",
//!   "updates": [{"when": "…", "status": "SERVICE_DISRUPTION", "text": "We are looking."}]}]
//! ```
//!
//! | part | coverage |
//! |---|---|
//! | components, maintenances | none |
//! | incidents | recent |
//!
//! # Words
//!
//! | `severity` (or `status_impact`) | impact |
//! |---|---|
//! | `low` (`SERVICE_INFORMATION`) | `minor` |
//! | `medium` (`SERVICE_DISRUPTION`) | `major` |
//! | `high` (`SERVICE_OUTAGE`) | `critical` |
//!
//! An incident with an `end` is `resolved`, whatever is written after it; one without is `open`. Of the words of
//! updates, `AVAILABLE` is `resolved`; the others are impacts, and no status. Incident reports are appended as updates,
//! up to weeks after the end: they are the postmortem. There is no title but `external_desc`; Workspace writes
//! `**Title:**` before it. The four products share the format, so that the vendor is not known.

use super::item::ItemContext;
use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use super::translate::links::resolve_link;
use super::translate::provider;
use super::translate::timeline::UpdateEntry;
use super::translate::vocabulary::find_private;
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Coverage, Extent, Incident, IncidentStatus, RichText, Snapshot, Update,
};
use crate::syntax::json::{Scalar, Text, wire};

/// The adapter for Google's JSON.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::google};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(google::adapter()));
/// let incidents = r#"[{"id": "B5V4", "number": "935382", "begin": "2026-04-18T05:00:00+00:00", "end": null,
///     "created": "2026-04-18T05:10:00+00:00", "modified": "2026-04-18T05:10:00+00:00",
///     "external_desc": "**Title:**\nMail opens slowly", "severity": "low", "service_key": "prPt",
///     "service_name": "Mail", "status_impact": "SERVICE_INFORMATION", "affected_products": [],
///     "most_recent_update": {}, "updates": [], "uri": "incidents/B5V4"}]"#;
/// let snapshot = parser.parse(incidents)?;
/// assert_eq!(snapshot.open_incidents().count(), 1); // it has no end
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("google-json", "Google incidents JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const IMPACTS: [(&str, &str); 6] = [
    ("low", "minor"),
    ("medium", "major"),
    ("high", "critical"),
    ("SERVICE_INFORMATION", "minor"),
    ("SERVICE_DISRUPTION", "major"),
    ("SERVICE_OUTAGE", "critical"),
];

/// Words in front of "Incident Report" in the heading of one.
const REPORT_KINDS: [&str; 4] = ["mini ", "preliminary ", "updated ", "the "];

/// Bytes in which the heading of an incident report begins.
const HEADING_BYTES: usize = 96;

const ENDPOINTS: [Endpoint; 4] = [
    Endpoint::new(
        "https://status.cloud.google.com/incidents.json",
        Extent::None,
        Extent::Recent,
        Extent::None,
    )
    .of_page("status.cloud.google.com")
    .as_main(),
    Endpoint::new(
        "https://status.cloud.google.com/maps-platform/incidents.json",
        Extent::None,
        Extent::Recent,
        Extent::None,
    )
    .of_page("status.cloud.google.com/maps-platform")
    .as_main(),
    Endpoint::new(
        "https://www.google.com/appsstatus/dashboard/incidents.json",
        Extent::None,
        Extent::Recent,
        Extent::None,
    )
    .of_page("www.google.com/appsstatus/dashboard")
    .as_main(),
    Endpoint::new(
        "https://ads.google.com/status/publisher/incidents.json",
        Extent::None,
        Extent::Recent,
        Extent::None,
    )
    .of_page("ads.google.com/status/publisher")
    .as_main(),
];

wire! {
    struct Item<'a> {
        "id" => id: Scalar<'a>,
        "external_desc" => description: Text<'a>,
        "severity" => severity: Text<'a>,
        "status_impact" => status_impact: Text<'a>,
        "begin" => begin: Text<'a>,
        "created" => created: Text<'a>,
        "modified" => modified: Text<'a>,
        "end" => end: Text<'a>,
        "uri" => uri: Text<'a>,
        "affected_products" => products: Option<Vec<Product<'a>>>,
        "updates" => updates: Option<Vec<Post<'a>>>,
        "most_recent_update" => newest: Option<Post<'a>>,
        leaves out [
            // A number beside the id, the places of the past, and the service that the products say.
            "number", "previously_affected_locations", "service_key", "service_name",
        ]
    }

    struct Product<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        leaves out [
            // Its name of today.
            "current_title",
        ]
    }

    struct Post<'a> {
        "when" => when: Text<'a>,
        "created" => created: Text<'a>,
        "status" => status: Text<'a>,
        "text" => text: Text<'a>,
        leaves out [
            // Places of one post, and when it was corrected.
            "affected_locations", "modified",
        ]
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let keys = ["external_desc", "status_impact", "affected_products"];
    (head.keys.is_list && keys.iter().all(|key| head.keys.has_key(key)))
        .then_some("is a list of incidents with external_desc, status_impact and affected_products")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("", Part::Incidents)]);
    let items: Vec<Item<'_>> = decode_document(document, context)?;
    let coverage = Coverage::new(Extent::None, Extent::Recent, Extent::None);
    let mut snapshot = new_snapshot(provider::GOOGLE, coverage);
    snapshot.incidents = context.at("").each("", items, |item, at| translate_item(item, document, at));
    Ok(snapshot)
}

fn translate_item(item: Item<'_>, document: &Document<'_>, at: &mut ItemContext<'_, '_>) -> Incident {
    let end = at.instant("end", item.end.as_str());
    let status = match end {
        Some(_) => Some(IncidentStatus::Resolved),
        // An end that cannot be read: it may be over.
        None if item.end.as_str().is_some_and(|end| !end.trim().is_empty()) => None,
        None => Some(IncidentStatus::Open),
    };
    let (word, key) = match item.severity.as_str() {
        Some(word) => (Some(word), "severity"),
        None => (item.status_impact.as_str(), "status_impact"),
    };
    let word = find_private(&IMPACTS, word);
    let products = item.products.into_iter().flatten();
    let mut incident = Incident {
        title: item.description.as_str().map(|text| without_label(text).to_owned()),
        status,
        impact: at.impact(key, word),
        url: item.uri.as_str().and_then(|uri| resolve_link(uri, document)),
        created_at: at.instant("created", item.created.as_str()),
        started_at: at.instant("begin", item.begin.as_str()),
        resolved_at: end,
        updated_at: at.instant("modified", item.modified.as_str()),
        components: products
            .map(|product| AffectedComponent {
                id: product.id.into_string(),
                name: product.title.into_string(),
                status: None,
            })
            .collect(),
        raw: item.source.map(Into::into),
        ..Incident::default()
    };
    at.identify(&mut incident, "id", item.id.into_string());
    let mut updates = at.each("updates", item.updates, |post, at| translate_post(&post, at));
    // It repeats the first of the updates, unless they are missing.
    if let Some(post) = item.newest.filter(|_| updates.is_empty()) {
        updates.push(translate_post(&post, &mut at.at("most_recent_update")));
    }
    at.apply_updates(&mut incident, updates, false);
    incident
}

fn translate_post(post: &Post<'_>, at: &mut ItemContext<'_, '_>) -> UpdateEntry {
    let text = post.text.as_str().filter(|text| !text.trim().is_empty());
    let status = if text.is_some_and(is_incident_report) {
        Some(IncidentStatus::Postmortem)
    } else {
        (post.status.as_str() == Some("AVAILABLE")).then_some(IncidentStatus::Resolved)
    };
    UpdateEntry::new(Update {
        status,
        at: at.instant("when", post.when.as_str().or(post.created.as_str())),
        body: text.map(|text| RichText::markdown(at.bounded_text("text", text))),
        ..Update::default()
    })
}

/// `**Title:**\nMail is slow\n\n**Description:** …` is "Mail is slow"; a text without the label is a title as it is.
fn without_label(text: &str) -> &str {
    let trimmed = text.trim_start();
    let labelled =
        ["**Title:**", "**Title**:", "**Title**"].iter().find_map(|label| trimmed.strip_prefix(label));
    labelled.map_or(text, |rest| rest.trim_start().lines().next().unwrap_or_default().trim_end())
}

/// Whether a text begins with a heading such as `# Mini Incident Report`.
fn is_incident_report(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '\\'));
    let heading = text.get(..text.floor_char_boundary(HEADING_BYTES)).unwrap_or(text).to_ascii_lowercase();
    let mut rest = heading.as_str();
    while let Some(next) = REPORT_KINDS.iter().find_map(|kind| rest.strip_prefix(kind)) {
        rest = next;
    }
    rest.starts_with("incident report") || rest.starts_with("incident-report")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_known_by_its_heading() {
        for text in [
            "# Incident Report\n\n## Summary",
            "**Mini Incident Report**",
            "\\# Preliminary Incident-Report",
            "The updated incident report",
        ] {
            assert!(is_incident_report(text), "{text}");
        }
        for text in ["An incident report will follow", "We write the Incident Report", "", "Incident"] {
            assert!(!is_incident_report(text), "{text}");
        }
    }
}
