//! What one incident of Statuspage's JSON means: its kind, its times, its story.

use std::collections::HashMap;

use super::changes::changes;
use super::values::bounded_text;
use super::wire;
use crate::adapter::Context;
use crate::adapter::translate::ids::anonymous_id;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::model::{AffectedComponent, Incident, IncidentKind, Link, Postmortem, RichText, Schedule, Update};
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
    let start = context.instant(wire.scheduled_for.as_str(), format_args!("{path}/scheduled_for"));
    let end = context.instant(wire.scheduled_until.as_str(), format_args!("{path}/scheduled_until"));
    let scheduled = (start.is_some() || end.is_some()).then(|| Schedule::new(start, end));
    let is_planned = listed == Listed::AmongMaintenances || scheduled.is_some();
    let created_at = context.instant(wire.created_at.as_str(), format_args!("{path}/created_at"));
    let impact = context.impact(wire.impact.as_str(), format_args!("{path}/impact"));
    let components = wire.components.unwrap_or_default().into_iter().enumerate();
    let mut told = Incident {
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        title: bounded_text(wire.name, format_args!("{path}/name"), context),
        status: context.incident_status(wire.status.as_str(), format_args!("{path}/status")),
        impact,
        url: wire.shortlink.into_string().map(Link::from),
        created_at,
        // Of a maintenance it is the announcement, which the story does not use.
        started_at: context
            .instant(wire.started_at.as_str(), format_args!("{path}/started_at"))
            .or(created_at),
        resolved_at: context.instant(wire.resolved_at.as_str(), format_args!("{path}/resolved_at")),
        updated_at: context.instant(wire.updated_at.as_str(), format_args!("{path}/updated_at")),
        scheduled,
        components: components.map(|(index, row)| affected(row, index, path, context)).collect(),
        postmortem: postmortem(wire.postmortem_body, &wire.postmortem_published_at, path, context),
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    let steps = steps(wire.incident_updates.unwrap_or_default(), path, context);
    timeline::apply_updates(&mut told, steps);
    context.check_interval(&told, format_args!("{path}/resolved_at"));
    let created = created_at.map(|at| at.timestamp().to_string()).unwrap_or_default();
    let parts = [told.title.as_deref().unwrap_or_default(), &created];
    told.id = context.id_or_anonymous(wire.id.into_string(), &parts, format_args!("{path}/id"));
    told
}

fn affected(
    row: wire::IncidentComponent<'_>,
    index: usize,
    path: &str,
    context: &mut Context<'_>,
) -> AffectedComponent {
    AffectedComponent {
        status: context
            .component_status(row.status.as_str(), format_args!("{path}/components/{index}/status")),
        id: row.id.into_string(),
        name: row.name.into_string(),
    }
}

/// The updates, newest first, as the page lists them.
fn steps(rows: Vec<wire::IncidentUpdate<'_>>, path: &str, context: &mut Context<'_>) -> Vec<UpdateEntry> {
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
    let limit = context.limits().updates;
    context.bound(&mut steps, limit, "updates", path);
    steps
}

fn step(row: wire::IncidentUpdate<'_>, index: usize, path: &str, context: &mut Context<'_>) -> UpdateEntry {
    // The time shown to readers; `created_at` is when it was typed.
    let time = context
        .instant(row.display_at.as_str(), format_args!("{path}/incident_updates/{index}/display_at"))
        .or_else(|| {
            context
                .instant(row.created_at.as_str(), format_args!("{path}/incident_updates/{index}/created_at"))
        });
    let carries = row.status.as_str().is_none_or(|word| word.eq_ignore_ascii_case("update"));
    let update = Update {
        status: if carries {
            None
        } else {
            context
                .incident_status(row.status.as_str(), format_args!("{path}/incident_updates/{index}/status"))
        },
        id: row.id.into_string(),
        at: time,
        body: bounded_text(row.body, format_args!("{path}/incident_updates/{index}/body"), context)
            .map(|raw| RichText::new(detect_format(&raw), raw)),
        components: changes(
            row.affected_components.unwrap_or_default(),
            format_args!("{path}/incident_updates/{index}"),
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
    let raw = bounded_text(body, format_args!("{path}/postmortem_body"), context)?;
    let published_at = context.instant(published_at.as_str(), format_args!("{path}/postmortem_published_at"));
    let body = RichText::new(detect_format(&raw), raw);
    (!body.raw.trim().is_empty()).then(|| Box::new(Postmortem { published_at, ..Postmortem::new(body) }))
}
