//! What one incident of Statuspage's JSON means: its kind, its times, its story.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use chrono::{DateTime, Utc};

use super::translate::component_status;
use super::wire;
use crate::adapter::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    AffectedComponent, ComponentChange, Impact, Incident, IncidentKind, IncidentStatus, Link, Postmortem,
    RichText, Schedule, Update,
};
use crate::notation::notation;
use crate::syntax::date::{self, DateContext};
use crate::syntax::json::Text;

/// In which list an incident stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// In `incidents`, in an envelope of its own, or nowhere: its states and its schedule tell its kind.
    Anywhere,
    /// In `scheduled_maintenances`.
    AmongMaintenances,
}

/// Reads a list, up to the limit.
pub(super) fn list(
    mut rows: Vec<wire::Incident<'_>>,
    listed: Listed,
    path: &str,
    limit: usize,
    context: &mut Context<'_>,
) -> Vec<Incident> {
    bound(&mut rows, limit, "incidents", path, context);
    let mut here = String::with_capacity(path.len().saturating_add(8));
    let rows = rows.into_iter().enumerate();
    let mut list: Vec<Incident> = rows
        .map(|(index, row)| {
            here.clear();
            // Writing to a String cannot fail.
            let _ = write!(here, "{path}/{index}");
            one(row, listed, &here, context)
        })
        .collect();
    tell_apart(&mut list);
    list
}

/// Gives equal ids of our own making an ordinal, so that they stay stable and differ.
fn tell_apart(list: &mut [Incident]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for incident in list.iter_mut().filter(|incident| incident.id.starts_with("anon-")) {
        let count = seen.entry(incident.id.clone()).or_default();
        if *count > 0 {
            incident.id = crate::identity::anonymous(&[&incident.id, &count.to_string()]);
        }
        *count = count.saturating_add(1);
    }
}

/// Reads one incident that stands at `path`.
pub(super) fn one(
    wire: wire::Incident<'_>,
    listed: Listed,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let status = incident_status(&wire.status, || at("status"), context);
    let start = instant(&wire.scheduled_for, || at("scheduled_for"), context);
    let end = instant(&wire.scheduled_until, || at("scheduled_until"), context);
    let scheduled = (start.is_some() || end.is_some()).then(|| Schedule::new(start, end));
    let updates = updates(wire.incident_updates.unwrap_or_default(), path, context);
    let is_maintenance = listed == Listed::AmongMaintenances
        || scheduled.is_some()
        || status
            .iter()
            .chain(updates.iter().filter_map(|u| u.status.as_ref()))
            .any(IncidentStatus::is_maintenance);
    let kind = if is_maintenance { IncidentKind::Maintenance } else { IncidentKind::Incident };
    let created_at = instant(&wire.created_at, || at("created_at"), context);
    let started_at = match kind {
        // Statuspage's own `started_at` of a maintenance is its announcement.
        IncidentKind::Maintenance => {
            updates.iter().find(|u| u.status == Some(IncidentStatus::InProgress)).and_then(|u| u.at)
        }
        IncidentKind::Incident => instant(&wire.started_at, || at("started_at"), context)
            .or(created_at)
            .or_else(|| updates.first().and_then(|u| u.at)),
    };
    let stated_end = instant(&wire.resolved_at, || at("resolved_at"), context);
    let resolved_at = resolved_at(status.as_ref(), stated_end, &updates);
    if let (Some(start), Some(end)) = (started_at, resolved_at)
        && end < start
    {
        let message =
            format!("expected the end not before the start, found {end} before {start}; both are kept");
        context.report(Diagnostic::info(Code::Contradiction, at("resolved_at"), message));
    }
    let impact = wire.impact.as_str().map(Impact::from);
    if let Some(impact) = impact.as_ref().filter(|impact| !impact.is_known()) {
        report_unknown(impact.as_str(), "an impact", at("impact"), context);
    }
    let updated_at =
        instant(&wire.updated_at, || at("updated_at"), context).or_else(|| updates.last().and_then(|u| u.at));
    let postmortem = postmortem(wire.postmortem_body, &wire.postmortem_published_at, &updates, path, context);
    let title = bounded_text(wire.name, || at("name"), context);
    let id = match wire.id.into_string() {
        Some(id) if !id.is_empty() => id,
        _ => {
            let message = "expected an id, found none; one is made of what does not change";
            context.report(Diagnostic::warning(Code::Missing, at("id"), message));
            crate::identity::anonymous(&[
                title.as_deref().unwrap_or_default(),
                created_at.or(started_at).map(|t| t.timestamp().to_string()).unwrap_or_default().as_str(),
            ])
        }
    };
    let components =
        wire.components.unwrap_or_default().into_iter().enumerate().map(|(index, row)| AffectedComponent {
            status: component_status(&row.status, || format!("{path}/components/{index}/status"), context),
            id: row.id.into_string(),
            name: row.name.into_string(),
        });
    Incident {
        components: components.collect(),
        id,
        kind,
        title,
        status,
        impact,
        url: wire.shortlink.into_string().map(Link::from),
        created_at,
        started_at,
        resolved_at,
        updated_at,
        scheduled,
        updates,
        postmortem,
        raw: wire.source.map(Into::into),
    }
}

/// The story, oldest first.
fn updates(mut rows: Vec<wire::IncidentUpdate<'_>>, path: &str, context: &mut Context<'_>) -> Vec<Update> {
    bound(&mut rows, context.limits().updates, "updates", path, context);
    let mut list: Vec<Update> = Vec::with_capacity(rows.len());
    let mut carries: Vec<bool> = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let at = |key: &str| format!("{path}/incident_updates/{index}/{key}");
        // The time shown to readers; `created_at` is when it was typed.
        let time = instant(&row.display_at, || at("display_at"), context)
            .or_else(|| instant(&row.created_at, || at("created_at"), context));
        let is_update = row.status.as_str().is_none_or(|word| word.eq_ignore_ascii_case("update"));
        let status = if is_update { None } else { incident_status(&row.status, || at("status"), context) };
        carries.push(is_update);
        list.push(Update {
            id: row.id.into_string(),
            status,
            at: time,
            body: bounded_text(row.body, || at("body"), context)
                .map(|raw| RichText::new(notation(&raw), raw)),
            components: changes(
                row.affected_components.unwrap_or_default(),
                || at("affected_components"),
                context,
            ),
        });
    }
    sort_oldest_first(&mut list, &mut carries);
    let mut in_force: Option<IncidentStatus> = None;
    for (update, carries) in list.iter_mut().zip(carries) {
        if carries {
            update.status.clone_from(&in_force);
        } else {
            in_force.clone_from(&update.status);
        }
    }
    list
}

/// Puts updates from oldest to newest. The page lists the newest first, so equal times come in the reverse of the
/// document's order, unless its times plainly run the other way. Where one has no time, the document's order is all
/// there is.
fn sort_oldest_first(list: &mut Vec<Update>, carries: &mut Vec<bool>) {
    let (mut up, mut down) = (0_usize, 0_usize);
    for pair in list.windows(2) {
        if let [a, b] = pair
            && let (Some(a), Some(b)) = (a.at, b.at)
        {
            up = up.saturating_add(usize::from(a < b));
            down = down.saturating_add(usize::from(a > b));
        }
    }
    if down >= up {
        list.reverse();
        carries.reverse();
    }
    if list.iter().all(|u| u.at.is_some()) && !list.is_sorted_by_key(|u| u.at) {
        let mut both: Vec<(Update, bool)> = list.drain(..).zip(carries.drain(..)).collect();
        both.sort_by_key(|(update, _)| update.at);
        (*list, *carries) = both.into_iter().unzip();
    }
}

/// What an update says about components. A row that names none ("No components were affected by this update.") is
/// dropped; repeated rows are one.
fn changes(
    rows: Vec<wire::AffectedComponent<'_>>,
    path: impl Fn() -> String,
    context: &mut Context<'_>,
) -> Vec<ComponentChange> {
    let mut list: Vec<ComponentChange> = Vec::with_capacity(rows.len());
    let mut seen = has_repeats(&rows).then(HashSet::new);
    for (index, row) in rows.into_iter().enumerate() {
        if row.code.0.is_none() && row.name.as_str().is_none_or(names_none) {
            continue;
        }
        let change = ComponentChange {
            from: component_status(&row.old_status, || format!("{}/{index}/old_status", path()), context),
            to: component_status(&row.new_status, || format!("{}/{index}/new_status", path()), context),
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

fn names_none(name: &str) -> bool {
    const SENTENCE: &str = "no components were affected";
    let name = name.trim();
    name.is_empty() || name.get(..SENTENCE.len()).is_some_and(|start| start.eq_ignore_ascii_case(SENTENCE))
}

/// When it was over: as stated, unless it was open again after that; then, or where nothing is stated, the last move
/// into resolved or completed. `None` while it is not over.
fn resolved_at(
    status: Option<&IncidentStatus>,
    stated: Option<DateTime<Utc>>,
    updates: &[Update],
) -> Option<DateTime<Utc>> {
    status.filter(|status| status.is_over())?;
    let mut last = None;
    let mut was_over = false;
    for update in updates {
        let is_move = matches!(update.status, Some(IncidentStatus::Resolved | IncidentStatus::Completed));
        if is_move && !was_over {
            last = update.at;
        }
        // A repeated `resolved`, or one after a postmortem, is no move.
        was_over = is_move || update.status == Some(IncidentStatus::Postmortem);
    }
    let Some(stated) = stated else { return last };
    let reopened = updates.iter().any(|update| {
        update.at.is_some_and(|at| at > stated)
            && update.status.as_ref().is_some_and(|status| !status.is_over())
    });
    // Less than a second is rounding: the manage API states whole seconds, and its updates milliseconds.
    let is_later = |last: &DateTime<Utc>| last.signed_duration_since(stated).num_milliseconds() >= 1000;
    if reopened { last.filter(is_later).or(Some(stated)) } else { Some(stated) }
}

/// What was written up: the manage API's `postmortem_body`, or the update that is the postmortem.
fn postmortem(
    body: Text<'_>,
    published_at: &Text<'_>,
    updates: &[Update],
    path: &str,
    context: &mut Context<'_>,
) -> Option<Box<Postmortem>> {
    let told = updates.iter().rfind(|u| u.status == Some(IncidentStatus::Postmortem) && u.body.is_some());
    let published_at = instant(published_at, || format!("{path}/postmortem_published_at"), context)
        .or_else(|| told.and_then(|u| u.at));
    let body = match bounded_text(body, || format!("{path}/postmortem_body"), context) {
        Some(raw) if !raw.trim().is_empty() => RichText::new(notation(&raw), raw),
        _ => told?.body.clone()?,
    };
    Some(Box::new(Postmortem { published_at, ..Postmortem::new(body) }))
}

/// The state of an incident; incident.io's words are mapped, and an unknown one is kept and reported.
fn incident_status(
    word: &Text<'_>,
    path: impl Fn() -> String,
    context: &mut Context<'_>,
) -> Option<IncidentStatus> {
    let word = word.as_str()?;
    let status = match word {
        "maintenance_scheduled" => IncidentStatus::Scheduled,
        "maintenance_in_progress" => IncidentStatus::InProgress,
        "maintenance_complete" => IncidentStatus::Completed,
        "cancelled" => IncidentStatus::Canceled,
        _ => IncidentStatus::from(word),
    };
    if !status.is_known() {
        report_unknown(word, "an incident's status", path(), context);
    }
    Some(status)
}

/// An instant; one without a zone is in the caller's, else in UTC, and what no notation fits is reported and left out.
#[inline]
pub(super) fn instant(
    text: &Text<'_>,
    path: impl FnOnce() -> String,
    context: &mut Context<'_>,
) -> Option<DateTime<Utc>> {
    let text = text.as_str()?;
    date::instant(text).or_else(|| doubtful_instant(text, &path(), context))
}

#[cold]
fn doubtful_instant(text: &str, path: &str, context: &mut Context<'_>) -> Option<DateTime<Utc>> {
    let known = DateContext::new(context.limits()).assume(context.options().assumed_zone);
    match date::parse(text, &known) {
        Ok(reading) => {
            reading.diagnostics(path, text).for_each(|diagnostic| context.report(diagnostic));
            Some(reading.at)
        }
        Err(unreadable) => {
            context.report(unreadable.diagnostic(path, text));
            None
        }
    }
}

/// Reports a word that is not in the vocabulary.
pub(super) fn report_unknown(word: &str, what: &str, path: String, context: &mut Context<'_>) {
    let message = format!("expected {what}, found a word that is not known; it is kept");
    context.report(Diagnostic::warning(Code::UnknownValue, path, message).with_found(word));
}

/// Cuts a list at a limit, and says so.
pub(super) fn bound<T>(rows: &mut Vec<T>, limit: usize, what: &str, path: &str, context: &mut Context<'_>) {
    if rows.len() > limit {
        let message = format!("expected at most {limit} {what}, found {}; the rest are left out", rows.len());
        context.report(Diagnostic::warning(Code::Limit, path, message));
        rows.truncate(limit);
    }
}

/// A text, cut at the limit of one text, which is said.
fn bounded_text(text: Text<'_>, path: impl FnOnce() -> String, context: &mut Context<'_>) -> Option<String> {
    let mut text = text.into_string()?;
    let limit = context.limits().text_bytes;
    if text.len() > limit {
        let message =
            format!("expected at most {limit} bytes in one text (text_bytes), found {}", text.len());
        context.report(Diagnostic::warning(Code::Limit, path(), message));
        text.truncate(text.floor_char_boundary(limit));
    }
    Some(text)
}
