//! What one incident of Statuspage's JSON means: its kind, its times, its story.

use std::collections::HashMap;

use super::changes::changes;
use super::values::{bounded_text, component_status, incident_status, instant, report_unknown};
use super::wire;
use crate::adapter::Context;
use crate::adapter::translate::ids::anonymous_id;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    AffectedComponent, Impact, Incident, IncidentKind, Link, Postmortem, RichText, Schedule, Update,
};
use crate::syntax::json::Text;
use crate::text::detect::detect_format;

/// In which list an incident stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// In `incidents`, in an envelope of its own, or nowhere: its states and its schedule tell its kind.
    Anywhere,
    /// In `scheduled_maintenances`.
    AmongMaintenances,
}

impl Listed {
    /// The path of the list in an envelope.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Anywhere => "/incidents",
            Self::AmongMaintenances => "/scheduled_maintenances",
        }
    }
}

/// Gives equal ids of our own making an ordinal, so that they stay stable and differ.
pub(super) fn tell_apart(list: &mut [Incident]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for incident in list.iter_mut().filter(|incident| incident.id.starts_with("anon-")) {
        let count = seen.entry(incident.id.clone()).or_default();
        if *count > 0 {
            incident.id = anonymous_id(&[&incident.id, &count.to_string()]);
        }
        *count = count.saturating_add(1);
    }
}

/// Reads one incident that stands at `path`.
pub(super) fn incident(
    wire: wire::Incident<'_>,
    listed: Listed,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let start = instant(&wire.scheduled_for, || at("scheduled_for"), context);
    let end = instant(&wire.scheduled_until, || at("scheduled_until"), context);
    let scheduled = (start.is_some() || end.is_some()).then(|| Schedule::new(start, end));
    let is_planned = listed == Listed::AmongMaintenances || scheduled.is_some();
    let created_at = instant(&wire.created_at, || at("created_at"), context);
    let impact = wire.impact.as_str().map(Impact::from);
    if let Some(impact) = impact.as_ref().filter(|impact| !impact.is_known()) {
        report_unknown(impact.as_str(), "an impact", at("impact"), context);
    }
    let components = wire.components.unwrap_or_default().into_iter().enumerate();
    let mut told = Incident {
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        title: bounded_text(wire.name, || at("name"), context),
        status: incident_status(&wire.status, || at("status"), context),
        impact,
        url: wire.shortlink.into_string().map(Link::from),
        created_at,
        // Of a maintenance it is the announcement, which the story does not use.
        started_at: instant(&wire.started_at, || at("started_at"), context).or(created_at),
        resolved_at: instant(&wire.resolved_at, || at("resolved_at"), context),
        updated_at: instant(&wire.updated_at, || at("updated_at"), context),
        scheduled,
        components: components.map(|(index, row)| affected(row, index, path, context)).collect(),
        postmortem: postmortem(wire.postmortem_body, &wire.postmortem_published_at, path, context),
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    let steps = steps(wire.incident_updates.unwrap_or_default(), path, context);
    timeline::apply_updates(&mut told, steps);
    if let Some(contradiction) = timeline::check_interval(&told, &at("resolved_at")) {
        context.report(contradiction);
    }
    told.id = match wire.id.into_string() {
        Some(id) if !id.is_empty() => id,
        _ => {
            let message = "expected an id, found none; one is made of what does not change";
            context.report(Diagnostic::warning(Code::Missing, at("id"), message));
            let created = created_at.map(|at| at.timestamp().to_string()).unwrap_or_default();
            anonymous_id(&[told.title.as_deref().unwrap_or_default(), &created])
        }
    };
    told
}

fn affected(
    row: wire::IncidentComponent<'_>,
    index: usize,
    path: &str,
    context: &mut Context<'_>,
) -> AffectedComponent {
    AffectedComponent {
        status: component_status(&row.status, || format!("{path}/components/{index}/status"), context),
        id: row.id.into_string(),
        name: row.name.into_string(),
    }
}

/// The updates, newest first, as the page lists them.
fn steps(mut rows: Vec<wire::IncidentUpdate<'_>>, path: &str, context: &mut Context<'_>) -> Vec<UpdateEntry> {
    let limit = context.limits().updates;
    context.bound(&mut rows, limit, "updates", path);
    let rows = rows.into_iter().enumerate();
    let mut steps: Vec<UpdateEntry> = rows.map(|(index, row)| step(row, index, path, context)).collect();
    // Trimmed samples and older exports run the other way; equal times tell nothing.
    let (mut up, mut down) = (0_usize, 0_usize);
    for pair in steps.windows(2) {
        if let [UpdateEntry { update: a, .. }, UpdateEntry { update: b, .. }] = pair
            && let (Some(a), Some(b)) = (a.at, b.at)
        {
            up = up.saturating_add(usize::from(a < b));
            down = down.saturating_add(usize::from(a > b));
        }
    }
    if up > down {
        steps.reverse();
    }
    steps
}

fn step(row: wire::IncidentUpdate<'_>, index: usize, path: &str, context: &mut Context<'_>) -> UpdateEntry {
    let at = |key: &str| format!("{path}/incident_updates/{index}/{key}");
    // The time shown to readers; `created_at` is when it was typed.
    let time = instant(&row.display_at, || at("display_at"), context)
        .or_else(|| instant(&row.created_at, || at("created_at"), context));
    let carries = row.status.as_str().is_none_or(|word| word.eq_ignore_ascii_case("update"));
    let update = Update {
        status: if carries { None } else { incident_status(&row.status, || at("status"), context) },
        id: row.id.into_string(),
        at: time,
        body: bounded_text(row.body, || at("body"), context)
            .map(|raw| RichText::new(detect_format(&raw), raw)),
        components: changes(
            row.affected_components.unwrap_or_default(),
            || at("affected_components"),
            context,
        ),
    };
    if carries { UpdateEntry::without_status(update) } else { UpdateEntry::new(update) }
}

/// What the manage API's `postmortem_body` says; an update that is a postmortem is the story's to tell.
fn postmortem(
    body: Text<'_>,
    published_at: &Text<'_>,
    path: &str,
    context: &mut Context<'_>,
) -> Option<Box<Postmortem>> {
    let raw = bounded_text(body, || format!("{path}/postmortem_body"), context)?;
    let published_at = instant(published_at, || format!("{path}/postmortem_published_at"), context);
    let body = RichText::new(detect_format(&raw), raw);
    (!body.raw.trim().is_empty()).then(|| Box::new(Postmortem { published_at, ..Postmortem::new(body) }))
}
