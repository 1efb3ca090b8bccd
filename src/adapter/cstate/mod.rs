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

use std::collections::HashSet;

use crate::adapter::item::ItemContext;
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot, top_value};
use crate::adapter::translate::groups::join_groups;
use crate::adapter::translate::ids::anonymous_id;
use crate::adapter::translate::provider;
use crate::adapter::translate::vendor::strip_status;
use crate::adapter::translate::vocabulary::{find_private, stated};
use crate::adapter::{Context, Endpoint, Part};
use crate::datetime::zone::Zone;
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Incident, IncidentStatus, Link, Snapshot, Vendor,
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
        let incident = translate_issue(issue, &mut context.at(""));
        return Ok(new_snapshot(provider::CSTATE, coverage).with_incident(incident));
    }
    let root: Root<'_> = decode_document(document, context)?;
    let coverage = match root.kind.as_str() {
        Some("index") => Coverage::new(Extent::Complete, Extent::Open, Extent::None),
        Some("system") => Coverage::new(Extent::Partial, Extent::Partial, Extent::None),
        _ => Coverage::new(Extent::None, Extent::Recent, Extent::None),
    };
    let at = &mut context.at("");
    let mut snapshot = new_snapshot(provider::CSTATE, coverage);
    if coverage.components == Extent::Complete {
        let word = find_private(&WORDS, root.summary_status.as_str());
        snapshot.health = at.stated_health("summaryStatus", word);
        snapshot.vendor = Vendor {
            name: stated(root.title.as_str()).map(|title| strip_status(title).to_owned()),
            url: stated(root.base_url.as_str()).map(Link::from),
            ..Vendor::default()
        };
        let parts = [&root.build_date, &root.build_time, &root.build_timezone];
        let built: Vec<&str> = parts.into_iter().filter_map(|part| stated(part.as_str())).collect();
        snapshot.source.as_of = at.instant("buildDate", &*built.join(" "));
    } else if coverage.components == Extent::Partial {
        snapshot.components.push(Component {
            id: last_segment(&root.permalink),
            status: at.component_status("status", find_private(&WORDS, root.status.as_str())),
            name: root.title.into_string(),
            ..Component::default()
        });
    }
    // One issue is listed under every system that it affects.
    let mut seen = HashSet::new();
    let mut translate_issues = |issues: Option<Vec<Issue<'_>>>, key: &str, at: &mut ItemContext<'_, '_>| {
        let incidents = at.each(key, issues, |issue, at| {
            let is_new = issue.permalink.as_str().is_none_or(|link| seen.insert(link.to_owned()));
            is_new.then(|| translate_issue(issue, at))
        });
        snapshot.incidents.extend(incidents.into_iter().flatten());
    };
    translate_issues(root.pinned_issues, "pinnedIssues", at);
    let rows = at.each("systems", root.systems, |system, at| {
        translate_issues(system.unresolved_issues, "unresolvedIssues", at);
        Component {
            status: at.component_status("status", find_private(&WORDS, stated(system.status.as_str()))),
            description: stated(system.description.as_str()).map(str::to_owned),
            parent_id: system.category.as_str().map(category_id),
            name: system.name.into_string(),
            raw: system.source.map(Into::into),
            ..Component::default()
        }
    });
    translate_issues(root.pages, "pages", at);
    let categories = root.categories.into_iter().flatten().map(|category| Component {
        id: category.name.as_str().map(category_id),
        is_group: category.hide_title.0 != Some(true),
        description: stated(category.description.as_str()).map(str::to_owned),
        name: category.name.into_string(),
        ..Component::default()
    });
    let (joined, rest) = join_groups(categories.collect(), rows);
    snapshot.components.extend(joined.into_iter().chain(rest));
    Ok(snapshot)
}

fn category_id(name: &str) -> String {
    anonymous_id(&["cstate", name])
}

fn last_segment(link: &Text<'_>) -> Option<String> {
    stated(link.as_str())?.trim_end_matches('/').rsplit('/').next().map(str::to_owned)
}

fn translate_issue(issue: Issue<'_>, at: &mut ItemContext<'_, '_>) -> Incident {
    let severity = find_private(&WORDS, stated(issue.severity.as_str()));
    let started_at = at.instant("createdAt", stated(issue.created_at.as_str()));
    let resolved_at = stated(issue.resolved_at.as_str());
    let affected = issue.affected.into_iter().flatten().filter_map(Text::into_string);
    let mut incident = Incident {
        status: match (issue.resolved.0, issue.informational.0) {
            (Some(true), _) => Some(IncidentStatus::Resolved),
            (_, Some(true)) | (None, _) => None,
            (Some(false), _) => Some(IncidentStatus::Open),
        },
        impact: at.impact("severity", severity),
        url: stated(issue.permalink.as_str()).map(Link::from),
        started_at,
        // The others name their zone.
        resolved_at: at.instant_in_zone("resolvedAt", resolved_at, Some(Zone::utc())),
        updated_at: at.instant("lastMod", stated(issue.last_mod.as_str())),
        components: affected.map(AffectedComponent::new).collect(),
        title: issue.title.into_string(),
        raw: issue.source.map(Into::into),
        ..Incident::default()
    };
    at.identify(&mut incident, "permalink", last_segment(&issue.permalink));
    let body = stated(issue.body.as_str());
    let updates = text::read_updates(body, started_at, &at.path("body"), at.document());
    at.apply_updates(&mut incident, updates, false);
    incident
}
