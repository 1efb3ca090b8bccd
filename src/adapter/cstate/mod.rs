//! cState's JSON. Its pages are read by a [recipe](super::recipe), its feeds by [`feed`](super::feed).
//!
//! ```json
//! {"is": "index", "cStateVersion": "6.0.1", "title": "Acme Status", "summaryStatus": "down", "pinnedIssues": [],
//!  "categories": [{"name": "Web", "hideTitle": false}],
//!  "systems": [{"name": "Shop", "category": "Web", "status": "down", "unresolvedIssues": [{"is": "issue",
//!    "title": "The till is stuck", "createdAt": "2026-03-10 09:43:40.482 +0000 UTC", "resolved": false, "severity": "down",
//!    "resolvedAt": "<no value>", "permalink": "https://status.acme.example/issues/2026-03-10-till/", "affected": ["Shop"]}]}]}
//! ```
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/index.json` | complete, open, none |
//! | `/issues/index.json` | none, recent, none |
//! | `/issues/<slug>/index.json` | none, partial, none |
//! | `/affected/<system>/index.json` | partial, partial, none |
//!
//! # Words
//!
//! | word | health, impact | component |
//! |---|---|---|
//! | `ok` | `none` | `operational` |
//! | `disrupted` | `minor` | `partial_outage` |
//! | `down` | `major` | `major_outage` |
//! | `notice` | kept as it is | kept as it is |
//!
//! `resolved` decides between `resolved` and `open`; an issue that is `informational` is neither, and has no status. The
//! literal `<no value>` is what the program's template writes for what is not set. A quote in a title breaks the JSON, since the
//! template does not escape it: such a document is refused.
//!
//! An issue's id is the end of its permalink; one that several systems list is one incident. A text whose paragraphs begin with a
//! state and end with a time, as the program's manual suggests, is split into updates.

mod text;

use std::collections::{HashMap, HashSet};

use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, top_value};
use crate::adapter::translate::ids::anonymous_id;
use crate::adapter::translate::provider;
use crate::adapter::translate::vendor::strip_status;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::datetime::zone::Zone;
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Format, Incident, IncidentStatus, Link, Snapshot, Source,
    Vendor,
};
use crate::syntax::json::{Flag, PullParser, Text, wire};

/// The adapter for cState's JSON.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::cstate};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(cstate::adapter()));
/// # let system = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/cstate/system.json"));
/// let snapshot = parser.parse(system)?; // a saved document
/// assert_eq!(snapshot.components[0].name.as_deref(), Some("North tower"));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("cstate-json", "cState JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 2] = [
    Endpoint::new("index.json", Extent::Complete, Extent::Open, Extent::None).stating_health().as_main(),
    Endpoint::new("issues/index.json", Extent::None, Extent::Recent, Extent::None),
];

wire! {
    struct Root<'a> {
        "is" => kind: Text<'a>,
        "title" => title: Text<'a>,
        "baseURL" => base_url: Text<'a>,
        "permalink" => permalink: Text<'a>,
        "summaryStatus" => summary_status: Text<'a>,
        "status" => status: Text<'a>,
        "categories" => categories: Option<Vec<Category<'a>>>,
        "systems" => systems: Option<Vec<System<'a>>>,
        "pinnedIssues" => pinned_issues: Option<Vec<Issue<'a>>>,
        "pages" => pages: Option<Vec<Issue<'a>>>,
        "buildDate" => build_date: Text<'a>,
        "buildTime" => build_time: Text<'a>,
        "buildTimezone" => build_timezone: Text<'a>,
        leaves out [
            // Settings, colours and versions.
            "alwaysKeepBrandColor", "apiVersion", "cStateVersion", "colorBrand", "colorDisrupted", "colorDown",
            "colorNotice", "colorOk", "description", "googleAnalytics", "languageCode", "languageCodeHTML", "logo",
        ]
    }

    struct Category<'a> {
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "hideTitle" => hide_title: Flag,
        leaves out [
            // How it is shown.
            "closedByDefault",
        ]
    }

    struct System<'a> {
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "category" => category: Text<'a>,
        "status" => status: Text<'a>,
        "unresolvedIssues" => unresolved_issues: Option<Vec<Issue<'a>>>,
        leaves out []
    }

    struct Issue<'a> {
        "title" => title: Text<'a>,
        "body" => body: Text<'a>,
        "createdAt" => created_at: Text<'a>,
        "lastMod" => last_mod: Text<'a>,
        "permalink" => permalink: Text<'a>,
        "severity" => severity: Text<'a>,
        "resolved" => resolved: Flag,
        "informational" => informational: Flag,
        "resolvedAt" => resolved_at: Text<'a>,
        "affected" => affected: Option<Vec<Text<'a>>>,
        leaves out [
            // Its file, and that it is an issue.
            "filename", "is",
        ]
    }
}

/// The vocabulary has the others.
const WORDS: [(&str, &str); 1] = [("disrupted", "partial_outage")];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let is_own = match head.string_at(&["is"])? {
        "index" => head.keys.has_string("cStateVersion") || head.keys.has_list("systems"),
        "issues" => head.keys.has("pages", b"["),
        "system" => head.keys.has("pages", b"[") && head.keys.has_string("permalink"),
        "issue" => head.keys.has_string("permalink") && head.keys.has("resolved", b"tf"),
        _ => false,
    };
    is_own.then_some("says under \"is\" which document of cState's it is")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/summaryStatus", Part::Health),
        ("/systems", Part::Components),
        ("/status", Part::Components),
        ("/pinnedIssues", Part::Incidents),
        ("/pages", Part::Incidents),
        ("/buildDate", Part::Health),
    ]);
    let kind = top_value(document, "is").and_then(|value| PullParser::new(value).plain_string());
    if kind == Some("issue") {
        let issue: Issue<'_> = decode_document(document, context)?;
        let coverage = Coverage::new(Extent::None, Extent::Partial, Extent::None);
        return Ok(empty(coverage).with_incident(translate_issue(issue, "", context)));
    }
    let root: Root<'_> = decode_document(document, context)?;
    let coverage = match root.kind.as_str() {
        Some("index") => Coverage::new(Extent::Complete, Extent::Open, Extent::None),
        Some("system") => Coverage::new(Extent::Partial, Extent::Partial, Extent::None),
        _ => Coverage::new(Extent::None, Extent::Recent, Extent::None),
    };
    let mut snapshot = empty(coverage);
    if coverage.components == Extent::Complete {
        let word = root.summary_status.as_str().map(|word| find_private(&WORDS, word));
        snapshot.health = context.stated_health(word, "/summaryStatus");
        snapshot.vendor = Vendor {
            name: set(&root.title).map(|title| strip_status(title).to_owned()),
            url: set(&root.base_url).map(Link::from),
            ..Vendor::default()
        };
        let parts = [set(&root.build_date), set(&root.build_time), set(&root.build_timezone)];
        let built = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        snapshot.source.as_of = context.instant(&*built, "/buildDate");
    } else if coverage.components == Extent::Partial {
        let word = root.status.as_str().map(|word| find_private(&WORDS, word));
        snapshot.components.push(Component {
            id: set(&root.permalink).and_then(last_segment),
            status: context.component_status(word, "/status"),
            name: root.title.into_string(),
            ..Component::default()
        });
    }
    let mut issues: Vec<(String, Issue<'_>)> = Vec::new();
    let mut systems = root.systems.unwrap_or_default();
    let pinned = root.pinned_issues.into_iter().flatten().enumerate();
    issues.extend(pinned.map(|(index, issue)| (format!("/pinnedIssues/{index}"), issue)));
    for (at, system) in systems.iter_mut().enumerate() {
        let own = system.unresolved_issues.take().into_iter().flatten().enumerate();
        issues.extend(own.map(|(index, issue)| (format!("/systems/{at}/unresolvedIssues/{index}"), issue)));
    }
    let pages = root.pages.into_iter().flatten().enumerate();
    issues.extend(pages.map(|(index, issue)| (format!("/pages/{index}"), issue)));
    snapshot.components.extend(translate_systems(systems, root.categories.unwrap_or_default(), context));
    let mut seen = HashSet::new();
    for (path, issue) in issues {
        // One issue is listed under every system that it affects.
        if issue.permalink.as_str().is_none_or(|link| seen.insert(link.to_owned())) {
            snapshot.incidents.push(translate_issue(issue, &path, context));
        }
    }
    Ok(snapshot)
}

fn empty(coverage: Coverage) -> Snapshot {
    Snapshot::new(Source::new(Format::Json, coverage).with_provider(provider::CSTATE))
}

/// A value that is set: neither empty nor what the template writes for nothing.
fn set<'t>(text: &'t Text<'_>) -> Option<&'t str> {
    text.as_str().filter(|text| !matches!(text.trim(), "" | "<no value>"))
}

fn last_segment(link: &str) -> Option<String> {
    link.trim_end_matches('/').rsplit('/').next().map(str::to_owned)
}

/// The systems, those of each category after it. A category whose title is hidden is no group.
fn translate_systems(
    systems: Vec<System<'_>>,
    categories: Vec<Category<'_>>,
    context: &mut Context<'_>,
) -> Vec<Component> {
    let mut by_category: HashMap<Option<String>, Vec<Component>> = HashMap::new();
    for (index, system) in systems.into_iter().enumerate() {
        let word = set(&system.status).map(|word| find_private(&WORDS, word));
        let component = Component {
            status: context.component_status(word, format_args!("/systems/{index}/status")),
            description: set(&system.description).map(str::to_owned),
            raw: system.source.map(Into::into),
            name: system.name.into_string(),
            ..Component::default()
        };
        by_category.entry(system.category.into_string()).or_default().push(component);
    }
    let mut components = Vec::new();
    for category in categories {
        let name = category.name.as_str().map(str::to_owned);
        let is_group = category.hide_title.0 != Some(true);
        let id = name.as_deref().filter(|_| is_group).map(|name| anonymous_id(&["cstate", name]));
        let members = by_category.remove(&name).unwrap_or_default().into_iter();
        if is_group {
            components.push(Component {
                id: id.clone(),
                description: set(&category.description).map(str::to_owned),
                name,
                is_group,
                ..Component::default()
            });
        }
        components.extend(members.map(|member| Component { parent_id: id.clone(), ..member }));
    }
    let mut rest: Vec<_> = by_category.into_iter().collect();
    rest.sort_by(|(one, _), (other, _)| one.cmp(other));
    components.extend(rest.into_iter().flat_map(|(_, members)| members));
    components
}

fn translate_issue(issue: Issue<'_>, path: &str, context: &mut Context<'_>) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let severity = set(&issue.severity).map(|word| find_private(&WORDS, word));
    let started_at = context.instant(set(&issue.created_at), at("createdAt"));
    let mut incident = Incident {
        status: match (issue.resolved.0, issue.informational.0) {
            (Some(true), _) => Some(IncidentStatus::Resolved),
            (_, Some(true)) | (None, _) => None,
            (Some(false), _) => Some(IncidentStatus::Open),
        },
        impact: context.impact(severity, at("severity")),
        url: set(&issue.permalink).map(Link::from),
        started_at,
        // The others name their zone.
        resolved_at: context.instant_in_zone(set(&issue.resolved_at), Some(Zone::utc()), at("resolvedAt")),
        updated_at: context.instant(set(&issue.last_mod), at("lastMod")),
        raw: issue.source.map(Into::into),
        components: issue
            .affected
            .into_iter()
            .flatten()
            .filter_map(Text::into_string)
            .map(AffectedComponent::new)
            .collect(),
        ..Incident::default()
    };
    let start = started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let parts = [issue.title.as_str().unwrap_or_default(), &start];
    let id = set(&issue.permalink).and_then(last_segment);
    incident.id = context.id_or_anonymous(id, &parts, at("permalink"));
    let updates = text::read_updates(set(&issue.body), started_at, &at("body"), context);
    incident.title = issue.title.into_string();
    context.apply_updates(&mut incident, updates, false, path);
    incident
}
