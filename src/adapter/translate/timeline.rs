//! From the updates of a source to an incident: their order, the status in force, and the times that follow.
//!
//! Pages and feeds list updates under a word (`Resolved`, `In progress`, `Update`). These are the rules that every such
//! source shares. An adapter first fills in what its source states, and then calls [`apply_updates`].

use std::cmp::Ordering;

use chrono::{DateTime, Utc};

use super::vocabulary::{self, UpdateWord};
use crate::model::{Incident, IncidentKind, IncidentStatus, Postmortem, Update};

/// One update as a source lists it.
#[derive(Debug, Clone)]
pub(crate) struct UpdateEntry {
    pub(crate) update: Update,
    /// Whether it has no status of its own, and inherits the one in force before it.
    inherits_status: bool,
    /// Whether it cannot be read: it is no update, but what it may have said keeps an older one from being the present.
    is_unreadable: bool,
}

impl UpdateEntry {
    /// An update under this word, if there is one; "Update" inherits the status in force.
    pub(crate) fn with_word(word: Option<&str>) -> Self {
        let meaning = word.map(vocabulary::find_update_word);
        let inherits_status = meaning == Some(Some(UpdateWord::Update));
        let status = word.filter(|_| !inherits_status).map(parse_status);
        Self { inherits_status, ..Self::new(Update { status, ..Update::default() }) }
    }

    /// An update whose status, if any, the adapter has translated.
    pub(crate) fn new(update: Update) -> Self {
        Self { update, inherits_status: false, is_unreadable: false }
    }

    /// Whether it has neither a word, a time nor a text: the element it was looked for in is no update.
    pub(crate) fn is_empty(&self) -> bool {
        !self.inherits_status && !self.is_unreadable && self.update == Update::default()
    }

    /// An update without a status of its own.
    pub(crate) fn without_status(update: Update) -> Self {
        Self { inherits_status: true, ..Self::new(update) }
    }

    /// An update that cannot be read.
    pub(crate) fn unreadable() -> Self {
        Self { is_unreadable: true, ..Self::new(Update::default()) }
    }
}

/// The status that a page's word names, in any spelling ("In progress", "Cancelled"). An unknown word is kept as it is.
pub(crate) fn parse_status(word: &str) -> IncidentStatus {
    vocabulary::find_incident_status(word).unwrap_or_else(|| IncidentStatus::from(word.trim()))
}

/// Applies `updates` (newest first, as pages list them): inherits the status for "Update" entries, sorts by time, and
/// fills in what the source does not state: status, kind, start, end, last change, postmortem.
pub(crate) fn apply_updates(incident: &mut Incident, updates: Vec<UpdateEntry>) {
    let mut entries = updates;
    entries.reverse();
    let mut in_force = None;
    for UpdateEntry { update, inherits_status, .. } in &mut entries {
        if *inherits_status {
            update.status.clone_from(&in_force);
        } else {
            in_force.clone_from(&update.status);
        }
    }
    let current = current_status(&entries);
    let entries = entries.into_iter().filter(|entry| !entry.is_unreadable);
    let mut updates: Vec<Update> = entries.map(|entry| entry.update).collect();
    sort_by_time(&mut updates);
    incident.status = incident.status.take().or(current);
    if is_maintenance(incident.status.as_ref(), &updates) {
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

/// Whether the present status is a maintenance's.
///
/// `canceled` and `postmortem` end both kinds; then the last status before them decides. The word of any older update
/// says nothing: an incident may once have been called "scheduled" by mistake.
fn is_maintenance(status: Option<&IncidentStatus>, updates: &[Update]) -> bool {
    let is_shared =
        |status: &&IncidentStatus| matches!(status, IncidentStatus::Canceled | IncidentStatus::Postmortem);
    let Some(status) = status else { return false };
    let deciding = if is_shared(&status) {
        updates.iter().rev().filter_map(|update| update.status.as_ref()).find(|status| !is_shared(status))
    } else {
        Some(status)
    };
    deciding.is_some_and(IncidentStatus::is_maintenance)
}

/// Puts a list of updates in a page's order, newest first, by its times. Where they are equal or missing, `runs_forward`
/// says how such lists usually run.
pub(crate) fn sort_newest_first(mut updates: Vec<UpdateEntry>, runs_forward: bool) -> Vec<UpdateEntry> {
    let first = updates.iter().find_map(|entry| entry.update.at);
    let last = updates.iter().rev().find_map(|entry| entry.update.at);
    let is_forward = match first.cmp(&last) {
        Ordering::Less => true,
        Ordering::Equal => runs_forward,
        Ordering::Greater => false,
    };
    if is_forward {
        updates.reverse();
    }
    updates
}

/// Sorts by time; an update without one stays after its predecessor.
fn sort_by_time(updates: &mut Vec<Update>) {
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

/// The status of the page's topmost update; but where a closing word has the same minute, the closing word.
fn current_status(oldest_first: &[UpdateEntry]) -> Option<IncidentStatus> {
    let top = &oldest_first.last()?.update;
    let is_over = |update: &Update| update.status.as_ref().is_some_and(IncidentStatus::is_over);
    let minute = |update: &Update| update.at.map(|at| at.timestamp().div_euclid(60));
    let closing = oldest_first
        .iter()
        .rev()
        .map(|entry| &entry.update)
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
    let is_reopened = stated.is_some_and(|stated| {
        updates.iter().any(|update| {
            update.at.is_some_and(|at| at > stated)
                && update.status.as_ref().is_some_and(|status| !status.is_over())
        })
    });
    match status {
        Some(status) if status.is_over() => {}
        // A known status says that it is open; an unknown one does not take away a stated end.
        Some(status) if status.is_known() => return None,
        _ => return stated.filter(|_| !is_reopened),
    }
    let mut last = None;
    let mut was_over = false;
    for update in updates {
        let is_move = matches!(update.status, Some(IncidentStatus::Resolved | IncidentStatus::Completed));
        if is_move && !was_over {
            last = update.at;
        }
        // A repeated `resolved` is no move, nor is one after a postmortem or a note.
        was_over = match update.status {
            Some(IncidentStatus::Postmortem) | None => was_over,
            Some(_) => is_move,
        };
    }
    let Some(stated) = stated else { return last };
    // Less than a second is rounding: the manage API states whole seconds, and its updates milliseconds.
    let is_later = |last: &DateTime<Utc>| last.signed_duration_since(stated).num_milliseconds() >= 1000;
    if is_reopened { last.filter(is_later).or(Some(stated)) } else { Some(stated) }
}

/// The newest update that is a postmortem and has a body.
fn postmortem(updates: &[Update]) -> Option<Postmortem> {
    let update =
        updates.iter().rfind(|u| u.status == Some(IncidentStatus::Postmortem) && u.body.is_some())?;
    Some(Postmortem { published_at: update.at, ..Postmortem::new(update.body.clone()?) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RichText;

    fn entry(word: &str, minute: i64) -> UpdateEntry {
        let mut entry = UpdateEntry::with_word(Some(word));
        entry.update.at = DateTime::from_timestamp(minute.saturating_mul(60), 0);
        entry
    }

    fn applied(newest_first: &[(&str, i64)]) -> Incident {
        let mut incident = Incident::default();
        apply_updates(
            &mut incident,
            newest_first.iter().map(|&(word, minute)| entry(word, minute)).collect(),
        );
        incident
    }

    fn minute(at: Option<DateTime<Utc>>) -> Option<i64> {
        at.map(|at| at.timestamp() / 60)
    }

    #[test]
    fn an_update_inherits_the_status_before_it() {
        let incident = applied(&[("Update", 3), ("Identified", 2), ("Update", 1)]);
        let statuses: Vec<_> = incident.updates.iter().map(|u| u.status.clone()).collect();
        assert_eq!(statuses, [None, Some(IncidentStatus::Identified), Some(IncidentStatus::Identified)]);
        assert_eq!(incident.status, Some(IncidentStatus::Identified));
        assert_eq!(minute(incident.started_at), Some(1));
        assert_eq!(incident.resolved_at, None);
    }

    #[test]
    fn the_last_move_ends_it_and_a_note_after_it_does_not() {
        let incident = applied(&[
            ("Postmortem", 9),
            ("Resolved", 7),
            ("Resolved", 6),
            ("Monitoring", 5),
            ("Resolved", 4),
        ]);
        assert_eq!(incident.status, Some(IncidentStatus::Postmortem));
        assert_eq!(minute(incident.resolved_at), Some(6));
        assert_eq!(minute(incident.updated_at), Some(9));
    }

    #[test]
    fn a_postmortem_or_a_note_before_the_end_does_not_hide_it() {
        assert_eq!(
            minute(applied(&[("Resolved", 7), ("Postmortem", 6), ("Monitoring", 5)]).resolved_at),
            Some(7)
        );
        assert_eq!(
            minute(applied(&[("Resolved", 9), ("Postmortem", 8), ("Resolved", 7)]).resolved_at),
            Some(7)
        );
        let mut note = entry("Resolved", 8);
        note.update.status = None;
        let mut incident = Incident::default();
        apply_updates(&mut incident, vec![entry("Resolved", 9), note, entry("Resolved", 7)]);
        assert_eq!(minute(incident.resolved_at), Some(7));
    }

    #[test]
    fn the_topmost_block_decides_but_a_closing_word_in_the_same_minute_wins() {
        assert_eq!(applied(&[("Monitoring", 5), ("Resolved", 5)]).status, Some(IncidentStatus::Resolved));
        assert_eq!(applied(&[("Monitoring", 6), ("Resolved", 5)]).status, Some(IncidentStatus::Monitoring));
    }

    #[test]
    fn work_starts_when_it_is_in_progress() {
        let incident = applied(&[("Completed", 9), ("In progress", 5), ("Scheduled", 1)]);
        assert_eq!(incident.kind, IncidentKind::Maintenance);
        assert_eq!(minute(incident.started_at), Some(5));
        assert_eq!(minute(incident.resolved_at), Some(9));
        assert_eq!(applied(&[("Scheduled", 1)]).started_at, None);
    }

    #[test]
    fn a_stated_end_holds_unless_it_was_open_again() {
        let mut incident = Incident { resolved_at: DateTime::from_timestamp(180, 0), ..Incident::default() };
        apply_updates(
            &mut incident,
            vec![entry("Resolved", 8), entry("Identified", 5), entry("Resolved", 3)],
        );
        assert_eq!(minute(incident.resolved_at), Some(8));
    }

    #[test]
    fn the_postmortem_is_the_newest_with_a_text() {
        let mut written = entry("Postmortem", 8);
        written.update.body = Some(RichText::text("what happened"));
        let mut incident = Incident::default();
        apply_updates(&mut incident, vec![entry("Postmortem", 9), written, entry("Resolved", 3)]);
        let postmortem = incident.postmortem.unwrap();
        assert_eq!(minute(postmortem.published_at), Some(8));
    }
}
