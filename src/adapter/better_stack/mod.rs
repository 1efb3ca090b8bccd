//! Better Stack's JSON: `index.json` of a page, in the form of JSON:API. Its pages are read by
//! [`recipe`](super::recipe), its feeds by [`feed`](super::feed), its webhooks by [`statuspage`](super::statuspage),
//! whose form they have.
//!
//! ```text
//! {"data": {"id": "70331", "type": "status_page", "attributes": {"company_name": "Tarn", "aggregate_state": "operational", …},
//!     "relationships": {"resources": {"data": [{"id": "81", "type": "status_page_resource"}]}, …}},
//!   "included": [{"id": "7", "type": "status_page_section", "attributes": {"name": "Maps ", "position": 0}},
//!     {"id": "81", "type": "status_page_resource", "attributes": {"status_page_section_id": 7, "public_name": "Tiles", …}},
//!     {"id": "551", "type": "status_report", "attributes": {"title": "…", "report_type": "manual", "starts_at": "…", …},
//!       "relationships": {"status_updates": {"data": [{"id": "90", "type": "status_update"}]}}},
//!     {"id": "90", "type": "status_update", "attributes": {"message": "…", "published_at": "…", "affected_resources": […]}}]}
//! ```
//!
//! | part | coverage |
//! |---|---|
//! | components: sections are groups, resources their members | complete; partial where `relationships` names a resource that `included` lacks |
//! | incidents, maintenances: reports | recent |
//!
//! # Words
//!
//! `degraded` is `degraded_performance`, `downtime` is `major_outage`, `maintenance` is `under_maintenance`; as the
//! state of the page or of a report they are the impact. `not_monitored` stays. A report whose state is `resolved` is
//! over; else it is open. An update has a status only where all its resources are `resolved`.
//!
//! Many reports state no end: then the last update that resolves all is the end. `starts_at` and `ends_at` of a
//! maintenance are planned. Sections and resources are counted apart, so that a section's id has a prefix: `group-7`.

use std::collections::HashSet;

use super::item::ItemContext;
use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use super::json_api::{Included, Relationship, Resource, related};
use super::translate::affected::ComponentNames;
use super::translate::groups::join_groups;
use super::translate::provider;
use super::translate::timeline::UpdateEntry;
use super::translate::vocabulary::find_private;
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, ComponentChange, Coverage, Extent, Incident, IncidentKind, IncidentStatus,
    Link, Schedule, Snapshot, Update, Vendor,
};
use crate::syntax::json::{Integer, Scalar, Text, wire};

/// The adapter for Better Stack's JSON.
///
/// ```
/// use statusfeed::{ComponentStatus, Parser, Registry, adapter::better_stack};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(better_stack::adapter()));
/// let index = r#"{"data": {"id": "70331", "type": "status_page", "attributes": {"company_name": "Acme",
///     "timezone": "UTC", "aggregate_state": "degraded"}, "relationships": {"resources": {"data": [
///     {"id": "801", "type": "status_page_resource"}]}}}, "included": [{"id": "801", "type":
///     "status_page_resource", "attributes": {"public_name": "Uploads", "position": 0, "status": "downtime"}}]}"#;
/// let snapshot = parser.parse(index)?;
/// assert_eq!(snapshot.components[0].status, Some(ComponentStatus::MajorOutage));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("better-stack-json", "Better Stack JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

/// A resource that an update or a report resolves works again.
const RESOURCE_WORDS: [(&str, &str); 1] = [("resolved", "operational")];

const ENDPOINTS: [Endpoint; 1] =
    [Endpoint::new("index.json", Extent::Complete, Extent::Open, Extent::Open).stating_health().as_main()];

wire! {
    struct Root<'a> {
        "data" => page: Option<Resource<'a>>,
        "included" => included: Option<Vec<Resource<'a>>>,
        leaves out []
    }

    struct Page<'a> {
        "company_name" => name: Text<'a>,
        "custom_domain" => domain: Text<'a>,
        "timezone" => time_zone: Text<'a>,
        "aggregate_state" => state: Text<'a>,
        leaves out [
            // Settings of the page, and links to the company.
            "company_url", "contact_url", "created_at", "logo_url", "subdomain", "updated_at",
        ]
    }

    struct PageRelations<'a> {
        "resources" => resources: Option<Relationship<'a>>,
        leaves out [
            // The items are in `included`, all of them.
            "sections", "status_reports",
        ]
    }

    struct Section<'a> {
        "name" => name: Text<'a>,
        "position" => position: Integer,
        leaves out []
    }

    struct Row<'a> {
        "public_name" => name: Text<'a>,
        "explanation" => explanation: Text<'a>,
        "position" => position: Integer,
        "status" => status: Text<'a>,
        "status_page_section_id" => section_id: Scalar<'a>,
        leaves out [
            // Figures of availability, and what is monitored.
            "availability", "resource_id", "resource_type", "status_history",
        ]
    }

    struct Report<'a> {
        "title" => title: Text<'a>,
        "report_type" => report_type: Text<'a>,
        "aggregate_state" => state: Text<'a>,
        "starts_at" => starts_at: Text<'a>,
        "ends_at" => ends_at: Text<'a>,
        "affected_resources" => affected: Option<Vec<Affected<'a>>>,
        leaves out []
    }

    struct ReportRelations<'a> {
        "status_updates" => updates: Option<Relationship<'a>>,
        leaves out []
    }

    struct ReportUpdate<'a> {
        "message" => message: Text<'a>,
        "published_at" => published_at: Text<'a>,
        "affected_resources" => affected: Option<Vec<Affected<'a>>>,
        leaves out [
            // Settings.
            "notify_subscribers", "published_at_timezone",
        ]
    }

    struct Affected<'a> {
        "status_page_resource_id" => id: Scalar<'a>,
        "status" => status: Text<'a>,
        leaves out []
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    (head.string_at(&["data", "type"]) == Some("status_page")).then_some("has data of the type status_page")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("/data/attributes/aggregate_state", Part::Health)]);
    let root: Root<'_> = decode_document(document, context)?;
    let page = root.page.unwrap_or_default();
    let mut included = Included::new(root.included);
    let attributes: Page<'_> = context.at("data").decode("attributes", page.attributes);
    let coverage = Coverage::new(Extent::Complete, Extent::Recent, Extent::Recent);
    let mut snapshot = new_snapshot(provider::BETTER_STACK, coverage);
    snapshot.health =
        context.at("data/attributes").stated_health("aggregate_state", attributes.state.as_str());
    let domain = attributes.domain.as_str().filter(|domain| !domain.is_empty());
    snapshot.vendor = Vendor {
        id: page.id.as_str().map(str::to_owned),
        url: domain.map(|domain| Link::from(format!("https://{domain}"))),
        name: attributes.name.into_string(),
        time_zone: attributes.time_zone.into_string(),
    };
    let rows = included.take_all("status_page_resource");
    let listed: HashSet<&str> = rows.iter().filter_map(|(_, row)| row.id.as_str()).collect();
    let relations: PageRelations<'_> = context.at("data").decode("relationships", page.relationships);
    let mut promised = related(relations.resources).into_iter();
    if promised.any(|row| row.id.as_str().is_some_and(|id| !listed.contains(id))) {
        context.mark_incomplete(Part::Components);
    }
    let at = &mut context.at("included");
    let mut groups = at.each_indexed(included.take_all("status_page_section"), |section, at| {
        translate_section(&section, at)
    });
    let mut rows = at.each_indexed(rows, translate_row);
    groups.sort_by_key(|group| group.position);
    rows.sort_by_key(|row| row.position);
    let (joined, rest) = join_groups(groups, rows);
    snapshot.components = joined.into_iter().chain(rest).collect();
    let names = ComponentNames::of(&snapshot.components);
    let reports = included.take_all("status_report");
    snapshot.incidents =
        at.each_indexed(reports, |report, at| translate_report(report, &mut included, &names, at));
    snapshot.incidents.sort_by_key(Incident::is_maintenance);
    Ok(snapshot)
}

/// The resources of a page that has no sections are in one without a name: that is no group.
fn translate_section(section: &Resource<'_>, at: &mut ItemContext<'_, '_>) -> Component {
    let attributes: Section<'_> = at.decode("attributes", section.attributes);
    let name = attributes.name.as_str().map(str::trim).filter(|name| !name.is_empty());
    Component {
        id: section.id.as_str().map(group_id),
        is_group: name.is_some(),
        name: name.map(str::to_owned),
        position: attributes.position.0,
        ..Component::default()
    }
}

fn group_id(section_id: &str) -> String {
    format!("group-{section_id}")
}

fn translate_row(row: Resource<'_>, at: &mut ItemContext<'_, '_>) -> Component {
    let attributes: Row<'_> = at.decode("attributes", row.attributes);
    Component {
        id: row.id.into_string(),
        name: attributes.name.as_str().map(|name| name.trim().to_owned()),
        status: at.component_status("attributes/status", attributes.status.as_str()),
        parent_id: attributes.section_id.as_str().map(group_id),
        description: attributes.explanation.into_string().filter(|text| !text.is_empty()),
        position: attributes.position.0,
        raw: row.source.map(Into::into),
        ..Component::default()
    }
}

fn translate_report<'a>(
    report: Resource<'a>,
    included: &mut Included<'a>,
    names: &ComponentNames,
    at: &mut ItemContext<'_, '_>,
) -> Incident {
    let attributes: Report<'_> = at.decode("attributes", report.attributes);
    let is_planned = match attributes.report_type.as_str() {
        Some("maintenance") => true,
        Some("manual" | "automatic") | None => false,
        Some(word) => {
            at.report_unknown("attributes/report_type", word, "a type of report");
            false
        }
    };
    let is_over = attributes.state.as_str() == Some("resolved");
    let start = at.instant("attributes/starts_at", attributes.starts_at.as_str());
    let end = at.instant("attributes/ends_at", attributes.ends_at.as_str());
    let state = attributes.state.as_str().filter(|_| !is_over);
    let mut incident = Incident {
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        status: match (is_over, is_planned) {
            (true, true) => Some(IncidentStatus::Completed),
            (true, false) => Some(IncidentStatus::Resolved),
            (false, true) => None,
            (false, false) => Some(IncidentStatus::Open),
        },
        impact: at.impact("attributes/aggregate_state", state),
        title: attributes.title.into_string(),
        started_at: start,
        resolved_at: end.filter(|_| !is_planned),
        scheduled: is_planned.then(|| Schedule::new(start, end)),
        components: translate_affected(attributes.affected, names, at),
        raw: report.source.map(Into::into),
        ..Incident::default()
    };
    let mut updates = Vec::new();
    let relations: ReportRelations<'_> = at.decode("relationships", report.relationships);
    for reference in related(relations.updates) {
        if let Some((index, update)) = included.take(&reference) {
            let context = at.document();
            updates.push(translate_update(update, names, &mut context.at("included").item(index)));
        } else {
            let message = "expected every update that a report names, found one that is missing";
            let diagnostic = Diagnostic::info(Code::Missing, at.path("relationships"), message);
            at.document().report(diagnostic.with_found(reference.id.as_str().unwrap_or_default()));
        }
    }
    at.identify(&mut incident, "id", report.id.into_string());
    at.apply_updates(&mut incident, updates, false);
    incident
}

fn translate_update(
    update: Resource<'_>,
    names: &ComponentNames,
    at: &mut ItemContext<'_, '_>,
) -> UpdateEntry {
    let attributes: ReportUpdate<'_> = at.decode("attributes", update.attributes);
    let rows = attributes.affected.as_deref().unwrap_or_default();
    let resolves_all = !rows.is_empty() && rows.iter().all(|row| row.status.as_str() == Some("resolved"));
    let changes = translate_affected(attributes.affected, names, at).into_iter();
    UpdateEntry::new(Update {
        id: update.id.into_string(),
        status: resolves_all.then_some(IncidentStatus::Resolved),
        at: at.instant("attributes/published_at", attributes.published_at.as_str()),
        body: at.body("attributes/message", attributes.message.as_str()),
        components: changes
            .map(|AffectedComponent { id, name, status }| ComponentChange {
                id,
                name,
                from: None,
                to: status,
            })
            .collect(),
    })
}

fn translate_affected(
    rows: Option<Vec<Affected<'_>>>,
    names: &ComponentNames,
    at: &mut ItemContext<'_, '_>,
) -> Vec<AffectedComponent> {
    at.each("attributes/affected_resources", rows, |row, at| {
        let word = find_private(&RESOURCE_WORDS, row.status.as_str());
        names.affected(row.id.into_string(), at.component_status("status", word))
    })
}
