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

use std::collections::{HashMap, HashSet};

use super::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document};
use super::translate::timeline::UpdateEntry;
use super::translate::{provider, vocabulary};
use super::{Context, Part};
use crate::adapter::Endpoint;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, ComponentChange, Coverage, Extent, Format, Incident, IncidentKind,
    IncidentStatus, Link, Schedule, Snapshot, Source, Update, Vendor,
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
        "data" => page: Option<Page<'a>>,
        "included" => included: Option<Vec<Item<'a>>>,
        leaves out []
    }

    struct Page<'a> {
        "id" => id: Scalar<'a>,
        "attributes" => attributes: Option<PageAttributes<'a>>,
        "relationships" => relationships: Option<Relationships<'a>>,
        leaves out [
            // What the key says.
            "type",
        ]
    }

    struct PageAttributes<'a> {
        "company_name" => name: Text<'a>,
        "custom_domain" => domain: Text<'a>,
        "timezone" => time_zone: Text<'a>,
        "aggregate_state" => state: Text<'a>,
        leaves out [
            // Settings of the page.
            "contact_url", "created_at", "logo_url", "subdomain", "updated_at",
        ]
    }

    struct Relationships<'a> {
        "resources" => resources: Option<Relation<'a>>,
        "status_updates" => updates: Option<Relation<'a>>,
        leaves out [
            // The items are in `included`, all of them.
            "sections", "status_reports",
        ]
    }

    struct Relation<'a> {
        "data" => data: Option<Vec<Reference<'a>>>,
        leaves out []
    }

    struct Reference<'a> {
        "id" => id: Scalar<'a>,
        leaves out [
            // What the list says.
            "type",
        ]
    }

    /// A section, a resource, a report or an update.
    struct Item<'a> {
        "id" => id: Scalar<'a>,
        "type" => kind: Text<'a>,
        "attributes" => attributes: Option<Attributes<'a>>,
        "relationships" => relationships: Option<Relationships<'a>>,
        leaves out []
    }

    struct Attributes<'a> {
        // Of sections and resources.
        "name" => name: Text<'a>,
        "position" => position: Integer,
        "status_page_section_id" => section_id: Scalar<'a>,
        "public_name" => public_name: Text<'a>,
        "explanation" => explanation: Text<'a>,
        "status" => status: Text<'a>,
        // Of reports and updates.
        "title" => title: Text<'a>,
        "report_type" => report_type: Text<'a>,
        "aggregate_state" => state: Text<'a>,
        "starts_at" => starts_at: Text<'a>,
        "ends_at" => ends_at: Text<'a>,
        "message" => message: Text<'a>,
        "published_at" => published_at: Text<'a>,
        "affected_resources" => affected: Option<Vec<Affected<'a>>>,
        leaves out [
            // Figures of availability, and what is monitored.
            "availability", "notify_subscribers", "published_at_timezone", "resource_id", "resource_type",
            "status_history",
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

/// The attributes of an item, with its place in `included`.
type Indexed<'i, 'a> = (usize, &'i Item<'a>, &'i Attributes<'a>);

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("/data/attributes/aggregate_state", Part::Health)]);
    let root: Root<'_> = decode_document(document, context)?;
    let page = root.page.unwrap_or_default();
    let attributes = page.attributes.unwrap_or_default();
    let coverage = Coverage::new(Extent::Complete, Extent::Recent, Extent::Recent);
    let mut snapshot =
        Snapshot::new(Source::new(Format::Json, coverage).with_provider(provider::BETTER_STACK));
    snapshot.health = context.stated_health(attributes.state.as_str(), "/data/attributes/aggregate_state");
    let domain = attributes.domain.as_str().filter(|domain| !domain.is_empty());
    snapshot.vendor = Vendor {
        id: page.id.into_string(),
        url: domain.map(|domain| Link::from(format!("https://{domain}"))),
        name: attributes.name.into_string(),
        time_zone: attributes.time_zone.into_string(),
    };
    let included = root.included.unwrap_or_default();
    let of_type = |kind: &str| -> Vec<Indexed<'_, '_>> {
        let items = included.iter().enumerate().filter(|(_, item)| item.kind.as_str() == Some(kind));
        items.filter_map(|(index, item)| Some((index, item, item.attributes.as_ref()?))).collect()
    };
    let resources = of_type("status_page_resource");
    let names: HashMap<&str, &str> = resources
        .iter()
        .filter_map(|(_, item, resource)| Some((item.id.as_str()?, resource.public_name.as_str()?)))
        .collect();
    let listed: HashSet<&str> = resources.iter().filter_map(|(_, item, _)| item.id.as_str()).collect();
    let mut promised = references(page.relationships.as_ref(), |relations| relations.resources.as_ref());
    if promised.any(|id| !listed.contains(id)) {
        context.mark_incomplete(Part::Components);
    }
    snapshot.components = translate_components(of_type("status_page_section"), resources, context);
    let updates: HashMap<&str, Indexed<'_, '_>> = of_type("status_update")
        .into_iter()
        .filter_map(|update| Some((update.1.id.as_str()?, update)))
        .collect();
    for report in of_type("status_report") {
        snapshot.incidents.push(translate_report(report, &updates, &names, context));
    }
    snapshot.incidents.sort_by_key(Incident::is_maintenance);
    Ok(snapshot)
}

/// The ids that a relation names.
fn references<'r>(
    relationships: Option<&'r Relationships<'_>>,
    relation: impl Fn(&'r Relationships<'_>) -> Option<&'r Relation<'r>>,
) -> impl Iterator<Item = &'r str> {
    let data = relationships.and_then(relation).and_then(|relation| relation.data.as_ref());
    data.into_iter().flatten().filter_map(|reference| reference.id.as_str())
}

/// The sections, each with its resources; those that are in no section come last.
fn translate_components(
    mut sections: Vec<Indexed<'_, '_>>,
    mut resources: Vec<Indexed<'_, '_>>,
    context: &mut Context<'_>,
) -> Vec<Component> {
    sections.sort_by_key(|(_, _, section)| section.position.0);
    resources.sort_by_key(|(_, _, resource)| resource.position.0);
    let mut members: HashMap<&str, Vec<Component>> = HashMap::new();
    let mut components = Vec::with_capacity(sections.len().saturating_add(resources.len()));
    let known: HashSet<&str> = sections.iter().filter_map(|(_, item, _)| item.id.as_str()).collect();
    let mut rest = Vec::new();
    for (index, item, resource) in resources {
        let component = Component {
            id: item.id.as_str().map(str::to_owned),
            name: resource.public_name.as_str().map(|name| name.trim().to_owned()),
            status: context.component_status(
                resource.status.as_str(),
                format_args!("/included/{index}/attributes/status"),
            ),
            description: resource.explanation.as_str().filter(|text| !text.is_empty()).map(str::to_owned),
            position: resource.position.0,
            raw: item.source.map(Into::into),
            ..Component::default()
        };
        match resource.section_id.as_str().filter(|id| known.contains(id)) {
            Some(id) => members.entry(id).or_default().push(component),
            None => rest.push(component),
        }
    }
    for (_, item, section) in sections {
        let name = section.name.as_str().map(str::trim).filter(|name| !name.is_empty());
        let id = item.id.as_str();
        // The resources of a page that has no sections are in one without a name.
        let group_id = name.and(id).map(|id| format!("group-{id}"));
        if group_id.is_some() {
            components.push(Component {
                id: group_id.clone(),
                name: name.map(str::to_owned),
                is_group: true,
                position: section.position.0,
                ..Component::default()
            });
        }
        let rows = id.and_then(|id| members.remove(id)).into_iter().flatten();
        components.extend(rows.map(|row| Component { parent_id: group_id.clone(), ..row }));
    }
    components.append(&mut rest);
    components
}

fn translate_report(
    (index, item, report): Indexed<'_, '_>,
    updates: &HashMap<&str, Indexed<'_, '_>>,
    names: &HashMap<&str, &str>,
    context: &mut Context<'_>,
) -> Incident {
    let path = format!("/included/{index}/attributes");
    let report_type = report.report_type.as_str();
    if let Some(word) = report_type.filter(|word| !["manual", "automatic", "maintenance"].contains(word)) {
        context.report_unknown(word, "a type of report", format_args!("{path}/report_type"));
    }
    let is_planned = report_type == Some("maintenance");
    let is_over = report.state.as_str() == Some("resolved");
    let start = context.instant(report.starts_at.as_str(), format_args!("{path}/starts_at"));
    let end = context.instant(report.ends_at.as_str(), format_args!("{path}/ends_at"));
    let mut incident = Incident {
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        title: report.title.as_str().map(str::to_owned),
        status: match (is_over, is_planned) {
            (true, true) => Some(IncidentStatus::Completed),
            (true, false) => Some(IncidentStatus::Resolved),
            (false, true) => None,
            (false, false) => Some(IncidentStatus::Open),
        },
        impact: context
            .impact(report.state.as_str().filter(|_| !is_over), format_args!("{path}/aggregate_state")),
        started_at: start,
        resolved_at: end.filter(|_| !is_planned),
        scheduled: is_planned.then(|| Schedule::new(start, end)),
        raw: item.source.map(Into::into),
        ..Incident::default()
    };
    for (affected, row) in report.affected.iter().flatten().enumerate() {
        let path = format_args!("{path}/affected_resources/{affected}/status");
        incident.components.push(translate_affected(row, names, path, context));
    }
    let id = item.id.as_str().map(str::to_owned);
    context.identify(&mut incident, id, format_args!("/included/{index}/id"));
    let mut entries = Vec::new();
    for id in references(item.relationships.as_ref(), |relations| relations.updates.as_ref()) {
        if let Some(update) = updates.get(id) {
            entries.push(translate_update(*update, names, context));
        } else {
            let message = "expected every update that a report names, found one that is missing";
            let path = format!("/included/{index}/relationships");
            context.report(Diagnostic::info(Code::Missing, path, message).with_found(id));
        }
    }
    context.apply_updates(&mut incident, entries, false, &path);
    incident
}

fn translate_update(
    (index, item, update): Indexed<'_, '_>,
    names: &HashMap<&str, &str>,
    context: &mut Context<'_>,
) -> UpdateEntry {
    let path = format!("/included/{index}/attributes");
    let rows: &[Affected<'_>] = update.affected.as_deref().unwrap_or_default();
    let resolves_all = !rows.is_empty() && rows.iter().all(|row| row.status.as_str() == Some("resolved"));
    let mut components = Vec::with_capacity(rows.len());
    for (affected, row) in rows.iter().enumerate() {
        let path = format_args!("{path}/affected_resources/{affected}/status");
        let AffectedComponent { id, name, status } = translate_affected(row, names, path, context);
        components.push(ComponentChange { id, name, from: None, to: status });
    }
    UpdateEntry::new(Update {
        id: item.id.as_str().map(str::to_owned),
        status: resolves_all.then_some(IncidentStatus::Resolved),
        at: context.instant(update.published_at.as_str(), format_args!("{path}/published_at")),
        body: context.body(update.message.as_str(), format_args!("{path}/message")),
        components,
    })
}

fn translate_affected(
    row: &Affected<'_>,
    names: &HashMap<&str, &str>,
    path: std::fmt::Arguments<'_>,
    context: &mut Context<'_>,
) -> AffectedComponent {
    let word = row.status.as_str().map(|word| vocabulary::find_private(&RESOURCE_WORDS, word));
    AffectedComponent {
        id: row.id.as_str().map(str::to_owned),
        name: row.id.as_str().and_then(|id| names.get(id)).map(|name| name.trim().to_owned()),
        status: context.component_status(word, path),
    }
}
