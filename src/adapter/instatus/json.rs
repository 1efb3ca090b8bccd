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

use std::collections::HashSet;

use chrono::TimeDelta;

use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document};
use crate::adapter::translate::{provider, timeline, vocabulary};
use crate::adapter::{Context, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    Component, Coverage, Extent, Format, Health, Incident, IncidentKind, Link, Schedule, Snapshot, Source,
    Vendor,
};
use crate::syntax::json::{Raw, Text, wire};

/// The adapter for Instatus' JSON.
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter { info: AdapterInfo::json("instatus-json", "Instatus JSON"), recognize, translate }
}

wire! {
    struct Root<'a> {
        "page" => page: Option<Page<'a>>,
        "activeIncidents" => incidents: Option<Vec<Notice<'a>>>,
        "activeMaintenances" => maintenances: Option<Vec<Notice<'a>>>,
        "components" => components: Option<Vec<Row<'a>>>,
    }

    struct Page<'a> {
        "name" => name: Text<'a>,
        "url" => url: Text<'a>,
        "status" => status: Text<'a>,
    }

    struct Notice<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "started" => started: Text<'a>,
        "start" => start: Text<'a>,
        // Minutes, as a number or as a string.
        "duration" => duration: Raw<'a>,
        "status" => status: Text<'a>,
        "impact" => impact: Text<'a>,
        "url" => url: Text<'a>,
        "updatedAt" => updated_at: Text<'a>,
    }

    struct Row<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "status" => status: Text<'a>,
        "group" => group: Option<Group<'a>>,
    }

    struct Group<'a> {
        "id" => id: Text<'a>,
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    if head.keys_of("page").has_string("status") && !head.keys.has("status", b"{\"") {
        Some("has a page whose status is a word")
    } else if head.keys_of("components").has("group", b"{n") && !head.keys.has_object("page") {
        Some("has components whose group is an object or null")
    } else {
        None
    }
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
    let mut snapshot = Snapshot::new(Source::new(Format::Json, coverage).with_provider(provider::INSTATUS));
    if let Some(page) = root.page {
        snapshot.health = stated_health(page.status.as_str(), context);
        snapshot.vendor = Vendor {
            name: page.name.into_string(),
            url: page.url.into_string().map(Link::from),
            ..Vendor::default()
        };
    }
    snapshot.components = components(root.components.unwrap_or_default(), context);
    for (index, notice) in root.incidents.into_iter().flatten().enumerate() {
        let path = format!("/activeIncidents/{index}");
        snapshot.incidents.push(incident(notice, IncidentKind::Incident, &path, context));
    }
    for (index, notice) in root.maintenances.into_iter().flatten().enumerate() {
        let path = format!("/activeMaintenances/{index}");
        snapshot.incidents.push(incident(notice, IncidentKind::Maintenance, &path, context));
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/activeIncidents");
    Ok(snapshot)
}

/// `UP`, `UNDERMAINTENANCE`; `HASISSUES` has no degree.
fn stated_health(word: Option<&str>, context: &mut Context<'_>) -> Health {
    if word.is_none_or(vocabulary::means_wrong_without_degree) {
        context.spoil(Part::Health);
        return Health::default();
    }
    context.impact(word, "/page/status").map_or_else(Health::default, Health::stated)
}

fn components(rows: Vec<Row<'_>>, context: &mut Context<'_>) -> Vec<Component> {
    let groups: HashSet<String> =
        rows.iter().filter_map(|row| row.group.as_ref()?.id.as_str().map(str::to_owned)).collect();
    let rows = rows.into_iter().enumerate();
    rows.map(|(index, row)| Component {
        status: context.component_status(row.status.as_str(), format_args!("/components/{index}/status")),
        is_group: row.id.as_str().is_some_and(|id| groups.contains(id)),
        id: row.id.into_string(),
        name: row.name.into_string(),
        description: row.description.into_string(),
        parent_id: row.group.and_then(|group| group.id.into_string()),
        ..Component::default()
    })
    .collect()
}

fn incident(notice: Notice<'_>, kind: IncidentKind, path: &str, context: &mut Context<'_>) -> Incident {
    let mut incident = Incident {
        kind,
        title: notice.name.into_string(),
        status: context.incident_status(notice.status.as_str(), format_args!("{path}/status")),
        impact: context.impact(notice.impact.as_str(), format_args!("{path}/impact")),
        started_at: context.instant(notice.started.as_str(), format_args!("{path}/started")),
        updated_at: context.instant(notice.updated_at.as_str(), format_args!("{path}/updatedAt")),
        url: notice.url.as_str().map(Link::from),
        ..Incident::default()
    };
    if kind == IncidentKind::Maintenance {
        let start = context.instant(notice.start.as_str(), format_args!("{path}/start"));
        let minutes = notice.duration.0.and_then(|raw| raw.trim_matches('"').parse().ok());
        let end = start.zip(minutes.and_then(TimeDelta::try_minutes));
        let end = end.and_then(|(start, length)| start.checked_add_signed(length));
        incident.scheduled = start.is_some().then(|| Schedule::new(start, end));
    }
    // Old documents have no id; the last segment of the link is the same.
    let in_link = || notice.url.as_str()?.rsplit('/').next().map(str::to_owned);
    let parts = [incident.title.as_deref().unwrap_or_default()];
    incident.id = context.id_or_anonymous(
        notice.id.as_str().map(str::to_owned).or_else(in_link),
        &parts,
        format_args!("{path}/id"),
    );
    timeline::apply_updates(&mut incident, Vec::new());
    incident
}
