//! From the data of a page, embedded in it or as JSON of its own, to a snapshot.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::{prose_mirror, wire};
use crate::adapter::page::{cut_coverage, decode_data, report_data_end, report_missing};
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::{Context, Part};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    AffectedComponent, Component, ComponentChange, ComponentStatus, Coverage, Extent, Format, Incident,
    IncidentKind, IncidentStatus, Link, Postmortem, RichText, Schedule, Snapshot, Source, Update, Vendor,
};
use crate::syntax::embedded::EmbeddedJson;
use crate::syntax::json::Text;
use crate::text::detect::detect_format;

/// The values of a page's data that are read.
#[derive(Debug, Default)]
pub(super) struct PageData {
    pub(super) summary: Option<EmbeddedJson>,
    pub(super) recent: Vec<EmbeddedJson>,
    pub(super) single: Option<EmbeddedJson>,
}

impl PageData {
    pub(super) fn values(&self) -> impl Iterator<Item = &EmbeddedJson> {
        self.summary.iter().chain(&self.recent).chain(&self.single)
    }
}

/// Translates the data of a page.
pub(super) fn translate_page(
    data: &PageData,
    is_cut: bool,
    format: Format,
    context: &mut Context<'_>,
) -> Snapshot {
    context.declare_paths(&[
        ("/summary/affected_components", Part::Components),
        ("/summary/structure", Part::Components),
        ("/summary/components", Part::Components),
        ("/summary/ongoing_incidents", Part::Incidents),
        ("/summary/in_progress_maintenances", Part::Maintenances),
        ("/summary/scheduled_maintenances", Part::Maintenances),
    ]);
    let is_complete = !is_cut && data.values().all(|json| json.is_complete);
    report_data_end(!is_complete, data.values(), context);
    let summary: Option<wire::Summary<'_>> =
        decode_data(data.summary.as_ref(), Part::Components, "/summary", context);
    let recent = decode_recent(data, context);
    let single: Option<wire::Incident<'_>> =
        decode_data(data.single.as_ref(), Part::Incidents, "/incident", context);

    report_missing_summary(data, is_complete, context);
    let has_summary = summary.is_some();
    let summary = summary.unwrap_or_default();
    // The states of a parent page's services are on their own pages.
    let is_parent = summary.page_type.as_str().is_some_and(|kind| kind != "standalone");
    let is_structured = summary.structure.as_ref().is_some_and(|structure| structure.items.is_some());
    if has_summary && is_complete {
        report_missing_lists(&summary, is_structured, context);
    }
    let components = match (has_summary, is_parent) {
        (false, _) => Extent::None,
        (true, _) if is_complete && !is_structured => Extent::None,
        (true, true) => Extent::Partial,
        (true, false) => Extent::Complete,
    };
    let incidents = match (has_summary, data.recent.is_empty()) {
        (false, true) => Extent::Partial,
        (true, true) => Extent::Open,
        (_, false) => Extent::Recent,
    };
    let coverage = Coverage::new(components, incidents, incidents);
    let coverage = if is_complete { coverage } else { cut_coverage(coverage) };
    let mut snapshot = Snapshot::new(Source::new(format, coverage).with_provider(provider::INCIDENT_IO));
    snapshot.vendor = Vendor {
        id: summary.id.into_string(),
        name: summary.name.into_string(),
        url: summary.public_url.into_string().map(Link::from),
        time_zone: None,
    };
    let mut names = ComponentNames::default();
    for row in summary.components.iter().flatten() {
        names.add(row.id(), row.name.as_str());
    }
    let items = summary.structure.and_then(|structure| structure.items).unwrap_or_default();
    if summary.affected_components.is_none() && has_summary && !is_parent && !items.is_empty() {
        let message =
            "expected the list of affected components, found none; no component is known to be operational";
        context.report(Diagnostic::warning(Code::Missing, "/summary/affected_components", message));
    }
    for component in structure_components(&items) {
        names.add(component.id(), component.name.as_str());
    }
    let is_attributed = is_parent
        || !is_complete
        || are_attributed(
            summary.affected_components.as_deref().unwrap_or_default(),
            &items,
            &names,
            context,
        );
    let statuses = summary.affected_components.as_deref().map(|rows| affected_statuses(rows, context));
    let structure = Structure { statuses, is_whole: is_attributed && !is_parent, is_complete, context };
    snapshot.components = structure.flatten(items);
    let shown: HashSet<&str> = snapshot.components.iter().filter_map(|row| row.id.as_deref()).collect();
    let is_hidden = |row: &wire::Affected<'_>| {
        row.component_id.as_str().is_none_or(|id| !shown.contains(id))
            && row.status.as_str() != Some(ComponentStatus::Operational.as_str())
    };
    if summary.affected_components.iter().flatten().any(is_hidden) {
        context.spoil(Part::Components);
    }
    let lists = [
        ("/summary/ongoing_incidents", IncidentKind::Incident, summary.ongoing_incidents),
        ("/summary/in_progress_maintenances", IncidentKind::Maintenance, summary.in_progress_maintenances),
        ("/summary/scheduled_maintenances", IncidentKind::Maintenance, summary.scheduled_maintenances),
        ("/incidents", IncidentKind::Incident, Some(recent)),
        ("/incident", IncidentKind::Incident, single.map(|incident| vec![incident])),
    ];
    let mut seen = HashSet::new();
    for (list_path, kind, list) in lists {
        for (index, wire) in list.into_iter().flatten().enumerate() {
            // One incident may be in several lists.
            if wire.id.as_str().is_none_or(|id| seen.insert(id.to_owned())) {
                let mut incident =
                    read_incident(wire, kind, &names, &format!("{list_path}/{index}"), context);
                if list_path == "/summary/ongoing_incidents" && incident.status.is_none() {
                    incident.status = Some(IncidentStatus::Open);
                }
                snapshot.incidents.push(incident);
            }
        }
    }
    if let Some(last) = snapshot.incidents.last_mut().filter(|_| !is_complete) {
        // Updates run from oldest to newest: the newest may be cut off.
        last.updated_at = None;
    }
    snapshot
}

/// The lists of recent incidents, in the order of the page.
fn decode_recent<'a>(data: &'a PageData, context: &mut Context<'_>) -> Vec<wire::Incident<'a>> {
    let mut recent: Vec<wire::Incident<'a>> = Vec::new();
    for json in &data.recent {
        let list: Option<Vec<wire::Incident<'a>>> =
            decode_data(Some(json), Part::Incidents, "/incidents", context);
        recent.extend(list.unwrap_or_default());
    }
    recent
}

/// The statuses of the affected components, by id.
fn affected_statuses<'r>(
    rows: &'r [wire::Affected<'_>],
    context: &mut Context<'_>,
) -> HashMap<&'r str, Option<ComponentStatus>> {
    let statuses = rows.iter().enumerate().filter_map(|(index, row)| {
        let path = format!("/summary/affected_components/{index}/status");
        Some((row.component_id.as_str()?, context.component_status(row.status.as_str(), path)))
    });
    statuses.collect()
}

/// Reports that a page has no summary, which only the page of one incident may lack.
fn report_missing_summary(data: &PageData, is_complete: bool, context: &mut Context<'_>) {
    if data.summary.is_none() && data.single.is_none() && is_complete {
        report_missing("the summary of the page", "/summary", context);
    }
}

/// Reports lists that every page has and this one has not.
fn report_missing_lists(summary: &wire::Summary<'_>, is_structured: bool, context: &mut Context<'_>) {
    if !is_structured {
        report_missing("the structure of components", "/summary/structure", context);
    }
    if summary.ongoing_incidents.is_none() {
        report_missing("the list of ongoing incidents", "/summary/ongoing_incidents", context);
        context.mark_incomplete(Part::Incidents);
    }
    if summary.scheduled_maintenances.is_none() {
        report_missing("the list of scheduled maintenances", "/summary/scheduled_maintenances", context);
        context.mark_incomplete(Part::Maintenances);
    }
}

/// The components of a structure, those of its groups too.
fn structure_components<'i, 'a>(
    items: &'i [wire::Item<'a>],
) -> impl Iterator<Item = &'i wire::Component<'a>> {
    items.iter().flat_map(|item| {
        let members = item.group.iter().flat_map(|group| group.components.iter().flatten());
        item.component.iter().chain(members)
    })
}

/// Whether it is known which component each affected entry is about. Else any component may be affected, and those
/// without an entry are not operational.
fn are_attributed(
    rows: &[wire::Affected<'_>],
    items: &[wire::Item<'_>],
    names: &ComponentNames,
    context: &mut Context<'_>,
) -> bool {
    // An entry that could not be decoded has been reported, and is not among the rows.
    let mut are_attributed = !context
        .diagnostics()
        .concerns()
        .iter()
        .any(|concern| concern.path.trim_start_matches('/').starts_with("summary/affected_components"));
    // It may be a component of another page.
    let has_other_pages = items.iter().any(|item| item.component.is_none() && item.group.is_none());
    for (index, row) in rows.iter().enumerate() {
        let id = row.component_id.as_str();
        let is_operational = row.status.as_str() == Some(ComponentStatus::Operational.as_str());
        if is_operational || id.is_some_and(|id| has_other_pages || names.0.contains_key(id)) {
            continue;
        }
        are_attributed = false;
        let path = format!("/summary/affected_components/{index}/component_id");
        let message = "expected the id of a component of the page, found another one or none; no component without \
                       an entry is known to be operational";
        context.report(Diagnostic::warning(Code::Missing, path, message).with_found(id.unwrap_or_default()));
    }
    are_attributed
}

/// The names of components by their ids.
#[derive(Debug, Default)]
struct ComponentNames(HashMap<String, Option<String>>);

impl ComponentNames {
    fn add(&mut self, id: Option<&str>, name: Option<&str>) {
        let Some(id) = id else { return };
        let known = self.0.entry(id.to_owned()).or_default();
        if known.is_none() {
            *known = name.map(str::to_owned);
        }
    }

    fn get(&self, id: Option<&str>) -> Option<String> {
        id.and_then(|id| self.0.get(id)).cloned().flatten()
    }
}

/// The structure of a page, as it is flattened to a list.
struct Structure<'s, 'c, 'p> {
    /// The status of affected components by their ids; `None` if the list of them could not be read.
    statuses: Option<HashMap<&'s str, Option<ComponentStatus>>>,
    /// Whether a component that is not among them is operational.
    is_whole: bool,
    is_complete: bool,
    context: &'c mut Context<'p>,
}

impl wire::Component<'_> {
    fn id(&self) -> Option<&str> {
        self.component_id.as_str().or_else(|| self.id.as_str())
    }
}

impl Structure<'_, '_, '_> {
    fn flatten(self, items: Vec<wire::Item<'_>>) -> Vec<Component> {
        let mut list = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            if item.component.is_none() && item.group.is_none() {
                // The page of a part of the service, or something that is not known.
                self.context.mark_incomplete(Part::Components);
            }
            if let Some(group) = item.group {
                let is_hidden = group.hidden.0.unwrap_or(!self.is_complete);
                let id = group.id.into_string();
                if group.components.is_none() && self.is_complete {
                    let path = format_args!("/summary/structure/items/{index}/group/components");
                    report_missing("the components of a group", path, self.context);
                    self.context.mark_incomplete(Part::Components);
                }
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
                    list.extend(self.read_leaf(component, id.as_deref()).filter(|_| !is_hidden));
                }
            }
            list.extend(item.component.and_then(|component| self.read_leaf(component, None)));
        }
        list
    }

    /// A component, unless it is hidden.
    fn read_leaf(&self, wire: wire::Component<'_>, group: Option<&str>) -> Option<Component> {
        let id = wire.id().map(str::to_owned);
        // One that is cut off before it says so may be hidden.
        if wire.hidden.0.unwrap_or(!self.is_complete) {
            return None;
        }
        let status = match &self.statuses {
            None => None,
            Some(statuses) => match id.as_deref().and_then(|id| statuses.get(id)) {
                Some(status) => status.clone(),
                None => (self.is_whole && id.is_some()).then_some(ComponentStatus::Operational),
            },
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

fn read_incident(
    wire: wire::Incident<'_>,
    listed: IncidentKind,
    names: &ComponentNames,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let status = context.incident_status(wire.status.as_str(), at("status"));
    let kind = match wire.kind.as_str() {
        Some("maintenance") => IncidentKind::Maintenance,
        Some("incident") => IncidentKind::Incident,
        _ => listed,
    };
    let published_at = context.instant(wire.published_at.as_str(), at("published_at"));
    let updates = read_updates(wire.updates.unwrap_or_default(), names, path, context);
    let first = updates.iter().filter_map(|entry| entry.update.at).min();
    let title = wire.name.as_str().map(|name| name.trim().to_owned());
    let impacts = wire.component_impacts.unwrap_or_default();
    let scheduled = (status == Some(IncidentStatus::Scheduled))
        .then(|| read_schedule(&impacts, &at("component_impacts"), context))
        .flatten();
    let start = published_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let parts = [title.as_deref().unwrap_or_default(), &start];
    let mut incident = Incident {
        id: context.id_or_anonymous(wire.id.into_string(), &parts, at("id")),
        kind,
        title,
        status,
        // An update can be dated before the incident was published.
        started_at: published_at.into_iter().chain(first).min(),
        scheduled,
        components: read_affected(wire.affected_components.unwrap_or_default(), names, path, context),
        postmortem: read_write_up(wire.write_up_contents.0, wire.write_up_url),
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    timeline::apply_updates(&mut incident, updates);
    context.check_interval(&incident, at("published_at"));
    incident
}

/// The updates, newest first.
fn read_updates(
    rows: Vec<wire::Update<'_>>,
    names: &ComponentNames,
    path: &str,
    context: &mut Context<'_>,
) -> Vec<UpdateEntry> {
    let mut updates: Vec<UpdateEntry> = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let at = |key: &str| format!("{path}/updates/{index}/{key}");
        let text = row
            .message_string
            .0
            .or_else(|| row.message.0.and_then(prose_mirror::to_markdown).map(Cow::Owned));
        let body = text.map(|text| context.bounded_text(&text, at("message_string")).to_owned());
        let changes = read_affected(
            row.component_statuses.unwrap_or_default(),
            names,
            &at("component_statuses"),
            context,
        );
        updates.push(UpdateEntry::new(Update {
            id: row.id.into_string(),
            status: context.incident_status(row.to_status.as_str(), at("to_status")),
            at: context.instant(row.published_at.as_str(), at("published_at")),
            body: body.filter(|body| !body.is_empty()).map(|body| RichText::new(detect_format(&body), body)),
            components: changes
                .into_iter()
                .map(|row| ComponentChange { id: row.id, name: row.name, from: None, to: row.status })
                .collect(),
        }));
    }
    let mut updates = timeline::sort_newest_first(updates, true);
    let limit = context.limits().updates;
    context.bound(&mut updates, limit, "updates", format_args!("{path}/updates"));
    updates
}

fn read_affected(
    rows: Vec<wire::Affected<'_>>,
    names: &ComponentNames,
    path: &str,
    context: &mut Context<'_>,
) -> Vec<AffectedComponent> {
    rows.into_iter()
        .map(|row| AffectedComponent {
            name: names.get(row.component_id.as_str()),
            status: context.component_status(row.status.as_str(), path),
            id: row.component_id.into_string(),
        })
        .collect()
}

/// The planned window, from the first start to the last end.
fn read_schedule(impacts: &[wire::Impact<'_>], path: &str, context: &mut Context<'_>) -> Option<Schedule> {
    let start = impacts.iter().filter_map(|impact| context.instant(impact.start_at.as_str(), path)).min();
    let end = impacts.iter().filter_map(|impact| context.instant(impact.end_at.as_str(), path)).max();
    (start.is_some() || end.is_some()).then(|| Schedule::new(start, end))
}

/// The postmortem: a string, or a document of `ProseMirror`.
fn read_write_up(contents: Option<&str>, url: Text<'_>) -> Option<Box<Postmortem>> {
    let body = contents.and_then(|raw| match serde_json::from_str::<String>(raw) {
        Ok(text) => Some(RichText::new(detect_format(&text), text)),
        Err(_) => prose_mirror::to_markdown(raw).map(RichText::markdown),
    });
    let url = url.into_string().map(Link::from);
    (body.is_some() || url.is_some()).then(|| Box::new(Postmortem { url, body, ..Postmortem::default() }))
}
