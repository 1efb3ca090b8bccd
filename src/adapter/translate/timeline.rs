//! From the blocks of a page to an incident's story: their order, the states they carry, and the times that follow.
//!
//! Pages and texts tell an incident as blocks, each under a word ("Resolved", "In progress", "Update"). These are the
//! rules that every such source shares; an adapter states first what its source states, and tells the rest here.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Incident, IncidentKind, IncidentStatus, Postmortem, Update};

/// One block of a page.
#[derive(Debug, Clone)]
pub(crate) struct UpdateEntry {
    pub(crate) update: Update,
    /// Whether it has no state of its own, and carries the one in force below it.
    carries: bool,
}

impl UpdateEntry {
    /// A block under this word, if there is one; "Update" carries the state in force.
    pub(crate) fn with_word(word: Option<&str>) -> Self {
        let carries = word.is_some_and(|word| word.trim().eq_ignore_ascii_case("update"));
        let status = word.filter(|_| !carries).map(parse_status);
        Self { update: Update { status, ..Update::default() }, carries }
    }

    /// A block whose state, if any, the adapter has translated.
    pub(crate) fn new(update: Update) -> Self {
        Self { update, carries: false }
    }

    /// A block without a state of its own.
    pub(crate) fn without_status(update: Update) -> Self {
        Self { update, carries: true }
    }
}

/// The state that a page's word names, in any spelling of case and space ("In progress", "Cancelled").
pub(crate) fn parse_status(word: &str) -> IncidentStatus {
    let spelled = word.split_whitespace().collect::<Vec<_>>().join("_").to_ascii_lowercase();
    match spelled.as_str() {
        "cancelled" => IncidentStatus::Canceled,
        known => IncidentStatus::known(known).unwrap_or_else(|| IncidentStatus::from(word.trim())),
    }
}

/// Tells an incident from its blocks, newest first as pages print them, and fills in what is not yet stated: status, kind,
/// start, end, last change, postmortem.
pub(crate) fn apply_updates(incident: &mut Incident, newest_first: Vec<UpdateEntry>) {
    let mut steps = newest_first;
    steps.reverse();
    let mut in_force = None;
    for UpdateEntry { update, carries } in &mut steps {
        if *carries {
            update.status.clone_from(&in_force);
        } else {
            in_force.clone_from(&update.status);
        }
    }
    let current = current_status(&steps);
    let mut updates: Vec<Update> = steps.into_iter().map(|step| step.update).collect();
    sort(&mut updates);
    incident.status = incident.status.take().or(current);
    let states = || incident.status.iter().chain(updates.iter().filter_map(|update| update.status.as_ref()));
    if states().any(IncidentStatus::is_maintenance) {
        incident.kind = IncidentKind::Maintenance;
    }
    incident.started_at = match incident.kind {
        IncidentKind::Maintenance => {
            updates.iter().find(|u| u.status == Some(IncidentStatus::InProgress)).and_then(|u| u.at)
        }
        IncidentKind::Incident => incident.started_at.or_else(|| updates.first().and_then(|u| u.at)),
    };
    incident.resolved_at = resolved_at(incident.status.as_ref(), incident.resolved_at, &updates);
    incident.updated_at = incident.updated_at.or_else(|| updates.last().and_then(|u| u.at));
    if incident.postmortem.is_none() {
        incident.postmortem = postmortem(&updates).map(Box::new);
    }
    incident.updates = updates;
}

/// Puts a list of updates in a page's order, newest first, as its times tell; where they do not, as such lists usually run.
pub(crate) fn sort_newest_first(mut steps: Vec<UpdateEntry>, usually_runs_forward: bool) -> Vec<UpdateEntry> {
    let first = steps.iter().find_map(|step| step.update.at);
    let last = steps.iter().rev().find_map(|step| step.update.at);
    let runs_forward = match first.cmp(&last) {
        Ordering::Less => true,
        Ordering::Equal => usually_runs_forward,
        Ordering::Greater => false,
    };
    if runs_forward {
        steps.reverse();
    }
    steps
}

/// Sorts by time; what has none stays behind the one it stood behind.
fn sort(updates: &mut Vec<Update>) {
    if updates.is_sorted_by_key(|update| update.at) {
        return;
    }
    let mut last = None;
    let mut timed: Vec<_> = std::mem::take(updates)
        .into_iter()
        .map(|update| {
            last = update.at.or(last);
            (last, update)
        })
        .collect();
    timed.sort_by_key(|(at, _)| *at);
    updates.extend(timed.into_iter().map(|(_, update)| update));
}

/// The state of the page's topmost block; but where a closing word stands in the same minute, the closing word.
fn current_status(oldest_first: &[UpdateEntry]) -> Option<IncidentStatus> {
    let top = &oldest_first.last()?.update;
    let is_over = |update: &Update| update.status.as_ref().is_some_and(IncidentStatus::is_over);
    let minute = |update: &Update| update.at.map(|at| at.timestamp().div_euclid(60));
    let closing = oldest_first
        .iter()
        .rev()
        .map(|step| &step.update)
        .take_while(|update| minute(update).is_some() && minute(update) == minute(top))
        .find(|update| is_over(update));
    if is_over(top) { top.status.clone() } else { closing.unwrap_or(top).status.clone() }
}

/// When it was over: as stated, unless it was open again after that; then, or where nothing is stated, the last move into
/// resolved or completed.
fn resolved_at(
    status: Option<&IncidentStatus>,
    stated: Option<DateTime<Utc>>,
    updates: &[Update],
) -> Option<DateTime<Utc>> {
    if status.is_some_and(|status| !status.is_over()) {
        return None;
    }
    let mut last = None;
    let mut was_over = false;
    for update in updates {
        let is_move = matches!(update.status, Some(IncidentStatus::Resolved | IncidentStatus::Completed));
        if is_move && !was_over {
            last = update.at;
        }
        // A repeated `resolved` is no move, nor is one behind a postmortem or a note.
        was_over = match update.status {
            Some(IncidentStatus::Postmortem) | None => was_over,
            Some(_) => is_move,
        };
    }
    let Some(stated) = stated else { return status.and(last) };
    let reopened = updates.iter().any(|update| {
        update.at.is_some_and(|at| at > stated)
            && update.status.as_ref().is_some_and(|status| !status.is_over())
    });
    // Less than a second is rounding: the manage API states whole seconds, and its updates milliseconds.
    let is_later = |last: &DateTime<Utc>| last.signed_duration_since(stated).num_milliseconds() >= 1000;
    if reopened { last.filter(is_later).or(Some(stated)) } else { Some(stated) }
}

fn postmortem(updates: &[Update]) -> Option<Postmortem> {
    let told = updates.iter().rfind(|u| u.status == Some(IncidentStatus::Postmortem) && u.body.is_some())?;
    Some(Postmortem { published_at: told.at, ..Postmortem::new(told.body.clone()?) })
}

/// Says so where an incident ends before it starts; both are kept as stated.
pub(crate) fn check_interval(incident: &Incident, path: &str) -> Option<Diagnostic> {
    let (start, end) = (incident.started_at?, incident.resolved_at?);
    (end < start).then(|| {
        let message =
            format!("expected the end not before the start, found {end} before {start}; both are kept");
        Diagnostic::info(Code::Contradiction, path, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RichText;

    fn step(word: &str, minute: i64) -> UpdateEntry {
        let mut step = UpdateEntry::with_word(Some(word));
        step.update.at = DateTime::from_timestamp(minute.saturating_mul(60), 0);
        step
    }

    fn told(newest_first: &[(&str, i64)]) -> Incident {
        let mut incident = Incident::default();
        apply_updates(&mut incident, newest_first.iter().map(|&(word, minute)| step(word, minute)).collect());
        incident
    }

    fn minute(at: Option<DateTime<Utc>>) -> Option<i64> {
        at.map(|at| at.timestamp() / 60)
    }

    #[test]
    fn an_update_carries_the_state_below_it() {
        let incident = told(&[("Update", 3), ("Identified", 2), ("Update", 1)]);
        let states: Vec<_> = incident.updates.iter().map(|u| u.status.clone()).collect();
        assert_eq!(states, [None, Some(IncidentStatus::Identified), Some(IncidentStatus::Identified)]);
        assert_eq!(incident.status, Some(IncidentStatus::Identified));
        assert_eq!(minute(incident.started_at), Some(1));
        assert_eq!(incident.resolved_at, None);
    }

    #[test]
    fn the_last_move_ends_it_and_a_note_after_it_does_not() {
        let incident =
            told(&[("Postmortem", 9), ("Resolved", 7), ("Resolved", 6), ("Monitoring", 5), ("Resolved", 4)]);
        assert_eq!(incident.status, Some(IncidentStatus::Postmortem));
        assert_eq!(minute(incident.resolved_at), Some(6));
        assert_eq!(minute(incident.updated_at), Some(9));
    }

    #[test]
    fn a_postmortem_or_a_note_before_the_end_does_not_hide_it() {
        assert_eq!(
            minute(told(&[("Resolved", 7), ("Postmortem", 6), ("Monitoring", 5)]).resolved_at),
            Some(7)
        );
        assert_eq!(minute(told(&[("Resolved", 9), ("Postmortem", 8), ("Resolved", 7)]).resolved_at), Some(7));
        let mut note = step("Resolved", 8);
        note.update.status = None;
        let mut incident = Incident::default();
        apply_updates(&mut incident, vec![step("Resolved", 9), note, step("Resolved", 7)]);
        assert_eq!(minute(incident.resolved_at), Some(7));
    }

    #[test]
    fn the_topmost_block_decides_but_a_closing_word_in_the_same_minute_wins() {
        assert_eq!(told(&[("Monitoring", 5), ("Resolved", 5)]).status, Some(IncidentStatus::Resolved));
        assert_eq!(told(&[("Monitoring", 6), ("Resolved", 5)]).status, Some(IncidentStatus::Monitoring));
    }

    #[test]
    fn work_starts_when_it_is_in_progress() {
        let incident = told(&[("Completed", 9), ("In progress", 5), ("Scheduled", 1)]);
        assert_eq!(incident.kind, IncidentKind::Maintenance);
        assert_eq!(minute(incident.started_at), Some(5));
        assert_eq!(minute(incident.resolved_at), Some(9));
        assert_eq!(told(&[("Scheduled", 1)]).started_at, None);
    }

    #[test]
    fn a_stated_end_holds_unless_it_was_open_again() {
        let mut incident = Incident { resolved_at: DateTime::from_timestamp(180, 0), ..Incident::default() };
        apply_updates(&mut incident, vec![step("Resolved", 8), step("Identified", 5), step("Resolved", 3)]);
        assert_eq!(minute(incident.resolved_at), Some(8));
    }

    #[test]
    fn the_postmortem_is_the_newest_with_a_text() {
        let mut written = step("Postmortem", 8);
        written.update.body = Some(RichText::text("what happened"));
        let mut incident = Incident::default();
        apply_updates(&mut incident, vec![step("Postmortem", 9), written, step("Resolved", 3)]);
        let postmortem = incident.postmortem.unwrap();
        assert_eq!(minute(postmortem.published_at), Some(8));
    }
}
