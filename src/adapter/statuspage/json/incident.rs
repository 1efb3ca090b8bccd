//! One incident of Statuspage's JSON: its kind, its times, its updates and what they say about components.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::wire;
use crate::adapter::Context;
use crate::adapter::translate::ids::anonymous_id;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::model::{
    AffectedComponent, ComponentChange, Incident, IncidentKind, IncidentStatus, Link, Postmortem, RichText,
    Schedule, Update,
};
use crate::syntax::json::{Item, Text};
use crate::text::detect::detect_format;

/// The list that an incident is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    /// `incidents`, an envelope of its own, or none: its state and its schedule decide its kind.
    Any,
    /// `scheduled_maintenances`.
    Maintenances,
}

impl ListKind {
    /// The path of the list in an envelope.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Any => "/incidents",
            Self::Maintenances => "/scheduled_maintenances",
        }
    }
}

/// Adds an ordinal to equal ids that were made here, so that they differ and stay stable.
pub(super) fn make_ids_unique(list: &mut [Incident]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for incident in list.iter_mut().filter(|incident| incident.id.starts_with("anon-")) {
        let count = seen.entry(incident.id.clone()).or_default();
        if *count > 0 {
            incident.id = anonymous_id(&[&incident.id, &count.to_string()]);
        }
        *count = count.saturating_add(1);
    }
}

/// Translates one incident, at `path` in the document.
pub(super) fn translate_incident(
    wire: wire::Incident<'_>,
    list: ListKind,
    path: fmt::Arguments<'_>,
    context: &mut Context<'_>,
) -> Incident {
    let start = context
        .instant(wire.scheduled_for.as_str(), format_args!("{path}/scheduled_for"))
        .or_else(|| context.instant(wire.starts_at.as_str(), format_args!("{path}/starts_at")));
    let end = context
        .instant(wire.scheduled_until.as_str(), format_args!("{path}/scheduled_until"))
        .or_else(|| context.instant(wire.ends_at.as_str(), format_args!("{path}/ends_at")));
    let scheduled = (start.is_some() || end.is_some()).then(|| Schedule::new(start, end));
    let created_at = context.instant(wire.created_at.as_str(), format_args!("{path}/created_at"));
    let impact = context.impact(wire.impact.as_str(), format_args!("{path}/impact"));
    let components = wire.components.unwrap_or_default().into_iter().enumerate();
    let status = context.incident_status(wire.status.as_str(), format_args!("{path}/status"));
    let mut incident = Incident {
        kind: find_kind(list, status.as_ref(), scheduled.is_some()),
        title: bounded_text(wire.name, format_args!("{path}/name"), context)
            .or_else(|| bounded_text(wire.title, format_args!("{path}/title"), context)),
        status,
        impact,
        url: wire.shortlink.into_string().or_else(|| wire.url.into_string()).map(Link::from),
        created_at,
        // Of a maintenance it is the announcement, which `apply_updates` does not use.
        started_at: context
            .instant(wire.started_at.as_str(), format_args!("{path}/started_at"))
            .or(created_at),
        resolved_at: context.instant(wire.resolved_at.as_str(), format_args!("{path}/resolved_at")),
        updated_at: context.instant(wire.updated_at.as_str(), format_args!("{path}/updated_at")),
        scheduled,
        components: components.map(|(index, row)| translate_affected(row, index, path, context)).collect(),
        postmortem: postmortem(wire.postmortem_body, &wire.postmortem_published_at, path, context),
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    let updates = wire.incident_updates.or(wire.maintenance_updates).or(wire.updates).unwrap_or_default();
    let updates = translate_updates(updates, path, context);
    timeline::apply_updates(&mut incident, updates);
    context.check_interval(&incident, format_args!("{path}/resolved_at"));
    let created = created_at.map(|at| at.timestamp().to_string()).unwrap_or_default();
    let parts = [incident.title.as_deref().unwrap_or_default(), &created];
    incident.id = context.id_or_anonymous(wire.id.into_string(), &parts, format_args!("{path}/id"));
    incident
}

/// The kind: by the list, else by the present state. A schedule alone makes a maintenance only where the state does not
/// contradict it: an incident that is being investigated is one, whatever was planned.
fn find_kind(list: ListKind, status: Option<&IncidentStatus>, is_scheduled: bool) -> IncidentKind {
    let is_incident = matches!(
        status,
        Some(
            IncidentStatus::Open
                | IncidentStatus::Investigating
                | IncidentStatus::Identified
                | IncidentStatus::Monitoring
        )
    );
    if list == ListKind::Maintenances || is_scheduled && !is_incident {
        IncidentKind::Maintenance
    } else {
        IncidentKind::Incident
    }
}

fn translate_affected(
    row: wire::IncidentComponent<'_>,
    index: usize,
    path: fmt::Arguments<'_>,
    context: &mut Context<'_>,
) -> AffectedComponent {
    AffectedComponent {
        status: context
            .component_status(row.status.as_str(), format_args!("{path}/components/{index}/status")),
        id: row.id.into_string(),
        name: row.name.into_string(),
    }
}

/// The updates, newest first, as pages list them.
fn translate_updates(
    rows: Vec<Item<wire::IncidentUpdate<'_>>>,
    path: fmt::Arguments<'_>,
    context: &mut Context<'_>,
) -> Vec<UpdateEntry> {
    let rows = rows.into_iter().enumerate();
    let mut updates: Vec<UpdateEntry> = rows
        .map(|(index, Item(row))| match row {
            Some(row) => translate_update(row, index, path, context),
            None => UpdateEntry::unreadable(),
        })
        .collect();
    // Trimmed samples and older exports are oldest first. Equal times do not say.
    let (mut up, mut down) = (0_usize, 0_usize);
    for pair in updates.windows(2) {
        if let [UpdateEntry { update: a, .. }, UpdateEntry { update: b, .. }] = pair
            && let (Some(a), Some(b)) = (a.at, b.at)
        {
            up = up.saturating_add(usize::from(a < b));
            down = down.saturating_add(usize::from(a > b));
        }
    }
    if up > down {
        updates.reverse();
    }
    let limit = context.limits().updates;
    context.bound(&mut updates, limit, "updates", path);
    updates
}

fn translate_update(
    row: wire::IncidentUpdate<'_>,
    index: usize,
    path: fmt::Arguments<'_>,
    context: &mut Context<'_>,
) -> UpdateEntry {
    // `created_at` is when it was typed. It is used where the time shown to readers is missing.
    let shown =
        context.instant(row.display_at.as_str(), format_args!("{path}/incident_updates/{index}/display_at"));
    // Mostly the two are equal. Where they differ, one that cannot be read is reported, even if the other one is used.
    let created = if row.created_at == row.display_at {
        shown
    } else {
        context.instant(row.created_at.as_str(), format_args!("{path}/incident_updates/{index}/created_at"))
    };
    let word = row.status.as_str().filter(|word| !word.eq_ignore_ascii_case("update"));
    let inherits_status = word.is_none() && !row.status.is_unreadable;
    let update = Update {
        status: context.incident_status(word, format_args!("{path}/incident_updates/{index}/status")),
        id: row.id.into_string(),
        at: shown.or(created),
        body: bounded_text(row.body, format_args!("{path}/incident_updates/{index}/body"), context)
            .map(|raw| RichText::new(detect_format(&raw), raw)),
        components: translate_changes(
            row.affected_components.unwrap_or_default(),
            format_args!("{path}/incident_updates/{index}"),
            context,
        ),
    };
    if inherits_status { UpdateEntry::without_status(update) } else { UpdateEntry::new(update) }
}

/// The postmortem of the manage API (`postmortem_body`). One that is an update is found by `apply_updates`.
fn postmortem(
    body: Text<'_>,
    published_at: &Text<'_>,
    path: fmt::Arguments<'_>,
    context: &mut Context<'_>,
) -> Option<Box<Postmortem>> {
    let raw = bounded_text(body, format_args!("{path}/postmortem_body"), context)?;
    let published_at = context.instant(published_at.as_str(), format_args!("{path}/postmortem_published_at"));
    let body = RichText::new(detect_format(&raw), raw);
    (!body.raw.trim().is_empty()).then(|| Box::new(Postmortem { published_at, ..Postmortem::new(body) }))
}

/// The rows of an update about components. One that names none ("No components were affected by this update.") is
/// dropped; repeated rows are one.
fn translate_changes(
    rows: Vec<wire::AffectedComponent<'_>>,
    path: impl fmt::Display + Copy,
    context: &mut Context<'_>,
) -> Vec<ComponentChange> {
    let mut list: Vec<ComponentChange> = Vec::with_capacity(rows.len());
    let mut seen = has_repeats(&rows).then(HashSet::new);
    for (index, row) in rows.into_iter().enumerate() {
        if row.code.0.is_none() && row.name.as_str().is_none_or(names_no_component) {
            continue;
        }
        let change = ComponentChange {
            from: context.component_status(
                row.old_status.as_str(),
                format_args!("{path}/affected_components/{index}/old_status"),
            ),
            to: context.component_status(
                row.new_status.as_str(),
                format_args!("{path}/affected_components/{index}/new_status"),
            ),
            id: row.code.into_string(),
            name: row.name.into_string(),
        };
        if seen.as_mut().is_none_or(|seen| seen.insert(change.clone())) {
            list.push(change);
        }
    }
    list
}

/// Whether two rows are about the same component. Sorting what is borrowed costs a tenth of hashing whole rows, and
/// updates of a hundred rows, all different, are common.
fn has_repeats(rows: &[wire::AffectedComponent<'_>]) -> bool {
    let mut codes: Vec<Option<&str>> = rows.iter().map(|row| row.code.as_str()).collect();
    codes.sort_unstable();
    codes.windows(2).any(|pair| pair.first() == pair.last())
}

fn names_no_component(name: &str) -> bool {
    const SENTENCE: &str = "no components were affected";
    let name = name.trim();
    name.is_empty() || name.get(..SENTENCE.len()).is_some_and(|start| start.eq_ignore_ascii_case(SENTENCE))
}

/// A text, cut at the limit of one text, which is reported.
fn bounded_text(text: Text<'_>, path: impl fmt::Display, context: &mut Context<'_>) -> Option<String> {
    let text = text.0?;
    if text.len() > context.limits().text_bytes {
        return Some(context.bounded_text(&text, path).to_owned());
    }
    Some(text.into_owned())
}
