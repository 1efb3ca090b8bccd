//! What incident.io's data means.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::{Found, prose, wire};
use crate::adapter::translate::ids;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::{Context, Part};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    AffectedComponent, Component, ComponentChange, ComponentStatus, Coverage, Extent, Format, Incident,
    IncidentKind, IncidentStatus, Link, Postmortem, RichText, Schedule, Snapshot, Source, Update, Vendor,
};
use crate::syntax::embedded::EmbeddedJson;
use crate::syntax::json::{FastDecode, Salvage, Text, decode};
use crate::text::detect::detect_format;

/// Translates the data of a page.
pub(super) fn page(found: &Found, is_cut: bool, context: &mut Context<'_>) -> Snapshot {
    let is_whole = !is_cut && found.parts().all(|json| json.is_complete);
    if !is_whole {
        let message =
            "expected data up to its last brace, found its end before; what stands before it is kept";
        context.report(Diagnostic::warning(Code::Truncated, "", message));
    }
    if found.parts().any(|json| json.is_limited) {
        let message = "expected data within the limits, found values that nest too deep or repeat too much";
        context.report(Diagnostic::warning(Code::Limit, "", message));
    }
    let summary: Option<wire::Summary<'_>> = read(found.summary.as_ref(), "/summary", context);
    let recent: Option<Vec<wire::Incident<'_>>> = read(found.recent.as_ref(), "/incidents", context);
    let single: Option<wire::Incident<'_>> = read(found.single.as_ref(), "/incident", context);

    let has_summary = summary.is_some();
    let has_recent = recent.is_some();
    let summary = summary.unwrap_or_default();
    // The states of a parent page's services stand on their own pages.
    let is_parent = summary.page_type.as_str().is_some_and(|kind| kind != "standalone");
    let components = match (has_summary, is_parent || !is_whole) {
        (false, _) => Extent::None,
        (true, true) => Extent::Partial,
        (true, false) => Extent::Complete,
    };
    let incidents = match (has_summary, has_recent) {
        _ if !is_whole => Extent::Partial,
        (false, false) => Extent::Partial,
        (true, false) => Extent::Open,
        (_, true) => Extent::Recent,
    };
    let coverage = Coverage::new(components, incidents, incidents);
    let mut snapshot = Snapshot::new(Source::new(Format::Html, coverage).with_provider("incident.io"));
    snapshot.vendor = Vendor {
        id: summary.id.into_string(),
        name: summary.name.into_string(),
        url: summary.public_url.into_string().map(Link::from),
        time_zone: None,
    };
    let affected = summary.affected_components.unwrap_or_default();
    let mut names = Names::default();
    for row in summary.components.iter().flatten() {
        names.add(row.id.as_str(), row.name.as_str());
    }
    let items = summary.structure.and_then(|structure| structure.items).unwrap_or_default();
    let by_id = affected.iter().filter_map(|row| Some((row.component_id.as_str()?, row))).collect();
    snapshot.components =
        Structure { affected: by_id, names: &mut names, is_parent, is_whole, context }.list(items);
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/summary/structure");

    let lists = [
        ("/summary/ongoing_incidents", summary.ongoing_incidents),
        ("/summary/scheduled_maintenances", summary.scheduled_maintenances),
        ("/incidents", recent),
        ("/incident", single.map(|incident| vec![incident])),
    ];
    let mut seen = HashSet::new();
    for (path, list) in lists {
        for (index, wire) in list.into_iter().flatten().enumerate() {
            // The same incident stands in several lists.
            if wire.id.as_str().is_none_or(|id| seen.insert(id.to_owned())) {
                let incident = incident(wire, &names, &format!("{path}/{index}"), context);
                snapshot.incidents.push(incident);
            }
        }
    }
    if let Some(last) = snapshot.incidents.last_mut().filter(|_| !is_whole) {
        // Updates run from oldest to newest: the newest are behind the cut.
        last.updated_at = None;
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/incidents");
    if !is_whole || affected.iter().any(|row| row.status.as_str() != Some("operational")) {
        // What is affected may be hidden, or was not read.
        context.spoil(Part::Components);
    }
    snapshot
}

fn read<'a, T: FastDecode<'a> + Salvage<'a>>(
    json: Option<&'a EmbeddedJson>,
    path: &str,
    context: &mut Context<'_>,
) -> Option<T> {
    let json = json?;
    let keep_raw = context.options().keep_raw;
    let wire = decode(&json.text, path, context.diagnostics(), keep_raw);
    if wire.is_none() {
        let message = format!("expected {}, found another value; it is left out", T::EXPECTED);
        context.report(Diagnostic::error(Code::UnreadableItem, path, message));
    }
    wire
}

/// The names of components by their ids.
#[derive(Debug, Default)]
struct Names(HashMap<String, String>);

impl Names {
    fn add(&mut self, id: Option<&str>, name: Option<&str>) {
        if let (Some(id), Some(name)) = (id, name) {
            self.0.entry(id.to_owned()).or_insert_with(|| name.to_owned());
        }
    }

    fn of(&self, id: Option<&str>) -> Option<String> {
        id.and_then(|id| self.0.get(id)).cloned()
    }
}

/// The structure of a page, while it is read.
struct Structure<'s, 'w, 'c, 'p> {
    affected: HashMap<&'s str, &'s wire::Affected<'w>>,
    names: &'s mut Names,
    is_parent: bool,
    is_whole: bool,
    context: &'c mut Context<'p>,
}

impl Structure<'_, '_, '_, '_> {
    fn list(mut self, items: Vec<wire::Item<'_>>) -> Vec<Component> {
        let mut list = Vec::new();
        for item in items {
            if let Some(group) = item.group {
                let is_hidden = group.hidden.0.unwrap_or(!self.is_whole);
                let id = group.id.into_string();
                if !is_hidden {
                    list.push(Component {
                        id: id.clone(),
                        name: group.name.into_string(),
                        description: group.description.into_string(),
                        is_group: true,
                        ..Component::default()
                    });
                }
                for component in group.components.into_iter().flatten() {
                    list.extend(self.leaf(component, id.as_deref()).filter(|_| !is_hidden));
                }
            }
            list.extend(item.component.and_then(|component| self.leaf(component, None)));
        }
        list
    }

    /// A component, unless it is hidden; its name is known to incidents all the same.
    fn leaf(&mut self, wire: wire::Component<'_>, group: Option<&str>) -> Option<Component> {
        let id = wire.component_id.into_string().or_else(|| wire.id.into_string());
        self.names.add(id.as_deref(), wire.name.as_str());
        // One that is cut off before it says so may be hidden.
        if wire.hidden.0.unwrap_or(!self.is_whole) {
            return None;
        }
        let row = id.as_deref().and_then(|id| self.affected.get(id));
        let status = match row {
            Some(row) => component_status(&row.status, "/summary/affected_components", self.context),
            None => (!self.is_parent).then_some(ComponentStatus::Operational),
        };
        Some(Component {
            id,
            name: wire.name.into_string(),
            status,
            parent_id: group.map(str::to_owned),
            description: wire.description.into_string(),
            ..Component::default()
        })
    }
}

fn incident(wire: wire::Incident<'_>, names: &Names, path: &str, context: &mut Context<'_>) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let status = status(&wire.status, &at("status"), context);
    let kind = if wire.kind.as_str() == Some("maintenance") {
        IncidentKind::Maintenance
    } else {
        IncidentKind::Incident
    };
    let published_at = context.instant(wire.published_at.as_str(), &at("published_at"));
    let steps = steps(wire.updates.unwrap_or_default(), names, path, context);
    let first = steps.iter().filter_map(|step| step.update.at).min();
    let title = wire.name.as_str().map(|name| name.trim().to_owned());
    let impacts = wire.component_impacts.unwrap_or_default();
    let scheduled = (status == Some(IncidentStatus::Scheduled))
        .then(|| schedule(&impacts, &at("component_impacts"), context))
        .flatten();
    let mut incident = Incident {
        id: wire.id.into_string().filter(|id| !id.is_empty()).unwrap_or_else(|| {
            let message = "expected an id, found none; one is made of what does not change";
            context.report(Diagnostic::warning(Code::Missing, at("id"), message));
            let start = published_at.map(|at| at.to_rfc3339()).unwrap_or_default();
            ids::anonymous_id(&[title.as_deref().unwrap_or_default(), &start])
        }),
        kind,
        title,
        status,
        // An update can be dated before the incident was published.
        started_at: published_at.into_iter().chain(first).min(),
        scheduled,
        components: affected(wire.affected_components.unwrap_or_default(), names, path, context),
        postmortem: write_up(wire.write_up_contents.0, wire.write_up_url),
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    timeline::apply_updates(&mut incident, steps);
    incident
}

/// The updates, newest first.
fn steps(
    mut rows: Vec<wire::Update<'_>>,
    names: &Names,
    path: &str,
    context: &mut Context<'_>,
) -> Vec<UpdateEntry> {
    let limit = context.limits().updates;
    context.bound(&mut rows, limit, "updates", path);
    let mut steps: Vec<UpdateEntry> = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let at = |key: &str| format!("{path}/updates/{index}/{key}");
        let text = row.message_string.0.or_else(|| row.message.0.and_then(prose::markdown).map(Cow::Owned));
        let body = text.map(|text| context.bounded_text(&text, &at("message_string")).to_owned());
        let changes =
            affected(row.component_statuses.unwrap_or_default(), names, &at("component_statuses"), context);
        steps.push(UpdateEntry::new(Update {
            id: row.id.into_string(),
            status: status(&row.to_status, &at("to_status"), context),
            at: context.instant(row.published_at.as_str(), &at("published_at")),
            body: body.filter(|body| !body.is_empty()).map(|body| RichText::new(detect_format(&body), body)),
            components: changes
                .into_iter()
                .map(|row| ComponentChange { id: row.id, name: row.name, from: None, to: row.status })
                .collect(),
        }));
    }
    timeline::sort_newest_first(steps, true)
}

fn affected(
    rows: Vec<wire::Affected<'_>>,
    names: &Names,
    path: &str,
    context: &mut Context<'_>,
) -> Vec<AffectedComponent> {
    rows.into_iter()
        .map(|row| AffectedComponent {
            name: names.of(row.component_id.as_str()),
            status: component_status(&row.status, path, context),
            id: row.component_id.into_string(),
        })
        .collect()
}

/// The planned window, from the first start to the last end.
fn schedule(impacts: &[wire::Impact<'_>], path: &str, context: &mut Context<'_>) -> Option<Schedule> {
    let start = impacts.iter().filter_map(|impact| context.instant(impact.start_at.as_str(), path)).min();
    let end = impacts.iter().filter_map(|impact| context.instant(impact.end_at.as_str(), path)).max();
    (start.is_some() || end.is_some()).then(|| Schedule::new(start, end))
}

fn write_up(contents: Option<&str>, url: Text<'_>) -> Option<Box<Postmortem>> {
    let body = contents.and_then(|raw| match serde_json::from_str::<String>(raw) {
        Ok(text) => Some(RichText::new(detect_format(&text), text)),
        Err(_) => prose::markdown(raw).map(RichText::markdown),
    });
    let url = url.into_string().map(Link::from);
    (body.is_some() || url.is_some()).then(|| Box::new(Postmortem { url, body, ..Postmortem::default() }))
}

fn status(word: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<IncidentStatus> {
    let status = match word.as_str()? {
        "maintenance_scheduled" => IncidentStatus::Scheduled,
        "maintenance_in_progress" => IncidentStatus::InProgress,
        "maintenance_complete" => IncidentStatus::Completed,
        word => IncidentStatus::from(word),
    };
    if let IncidentStatus::Other(word) = &status {
        context.report_unknown(word, "an incident's status", path);
    }
    Some(status)
}

fn component_status(word: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<ComponentStatus> {
    let status = match word.as_str()? {
        "full_outage" => ComponentStatus::MajorOutage,
        word => ComponentStatus::from(word),
    };
    if let ComponentStatus::Other(word) = &status {
        context.report_unknown(word, "a component's status", path);
    }
    Some(status)
}
