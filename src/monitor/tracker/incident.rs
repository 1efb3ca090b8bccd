//! What is known of one incident or maintenance, and what a new document changes in it.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use super::RECENT_OBSERVATIONS;
use super::observation::{Change, Observation, Subject, change_key};
use super::source::SourceId;
use super::update::{self, KeyCounter, KnownUpdate, minute};
use crate::model::{Impact, Incident, IncidentKind, IncidentStatus, Schedule};
use crate::monitor::EventKind;

/// Whether it goes on, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Phase {
    /// It has no status, and being listed says nothing. No event was reported.
    Unknown,
    Open,
    Over,
}

/// What an incident was last reported for, so that each reason is reported once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Reminders {
    /// The planned start.
    pub upcoming: Option<DateTime<Utc>>,
    /// The planned end.
    pub overdue: Option<DateTime<Utc>>,
    /// The minute of the last update.
    pub silent: Option<i64>,
}

/// What is known of one incident or maintenance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct KnownIncident {
    pub kind: IncidentKind,
    pub title: Option<Box<str>>,
    pub phase: Phase,
    /// The last status. `None` where none was given, and after it disappeared: over, how is not known.
    pub status: Option<IncidentStatus>,
    pub impact: Option<Impact>,
    pub scheduled: Option<Schedule>,
    pub started_at: Option<DateTime<Utc>>,
    /// Whether planned work was seen running.
    pub has_run: bool,
    has_postmortem: bool,
    /// When it was last known to be over, and which source said so.
    over_since: Option<DateTime<Utc>>,
    over_source: SourceId,
    /// The time of the document it was last missing from.
    missing_at: Option<DateTime<Utc>>,
    pub updates: Vec<KnownUpdate>,
    /// The source whose title, texts, impact and window are compared; another format words them differently.
    lead: SourceId,
    /// The last observation in which the lead listed it, and in which any source did.
    lead_seen: u64,
    pub last_seen: u64,
    pub reminders: Reminders,
}

impl KnownIncident {
    /// Remembers an incident that was not known. Its first sighting brings one event, whatever its updates; in the first
    /// document of a source, only if it is open.
    pub(super) fn first_sighting(
        incident: &Incident,
        observation: &mut Observation<'_>,
        report: Report,
    ) -> Self {
        let known = Self::remember(incident, observation);
        let mut at = None;
        let kind = match (known.phase, known.kind) {
            (Phase::Unknown, _) => None,
            (Phase::Over, _) => {
                at = incident.resolved_at.or(incident.updated_at);
                Some(EventKind::IncidentBackfilled)
            }
            (Phase::Open, IncidentKind::Incident) => {
                at = incident.started_at.or_else(|| incident.updates.iter().find_map(|update| update.at));
                Some(EventKind::IncidentOpened)
            }
            (Phase::Open, IncidentKind::Maintenance) if known.is_awaited(observation.time()) => {
                at = incident.updates.iter().find_map(|update| update.at).or(incident.updated_at);
                Some(EventKind::MaintenanceScheduled)
            }
            (Phase::Open, IncidentKind::Maintenance) => {
                let start = incident.updates.iter().find(|update| is_running(update.status.as_ref()));
                at = start.and_then(|update| update.at).or(incident.started_at).or(incident.updated_at);
                Some(EventKind::MaintenanceStarted)
            }
        };
        let is_reported = match report {
            Report::All => true,
            Report::Open => known.phase == Phase::Open,
            Report::Nothing => false,
        };
        if let Some(kind) = kind.filter(|_| is_reported) {
            let change = Change {
                at: at.or(observation.time()),
                to: known.status.as_ref().map(IncidentStatus::as_str),
                ..Change::default()
            };
            observation.log.push(kind, known.subject(&incident.id), &change);
        }
        known
    }

    fn remember(incident: &Incident, observation: &Observation<'_>) -> Self {
        let source = observation.source;
        let phase = phase_of(incident, observation);
        let updates: Vec<_> =
            incident.updates.iter().map(|update| KnownUpdate::new(update, source)).collect();
        let has_run = is_running(incident.status.as_ref())
            || incident.updates.iter().any(|update| is_running(update.status.as_ref()));
        Self {
            kind: incident.kind,
            title: incident.title.as_deref().map(Into::into),
            phase,
            status: incident.status.clone(),
            impact: incident.impact.clone(),
            scheduled: incident.scheduled,
            started_at: incident.started_at,
            has_run,
            has_postmortem: has_postmortem(incident),
            over_since: (phase == Phase::Over).then(|| incident.resolved_at.or(observation.time())).flatten(),
            over_source: source,
            missing_at: None,
            updates,
            lead: source,
            lead_seen: observation.number,
            last_seen: observation.number,
            reminders: Reminders::default(),
        }
    }

    /// A maintenance that has not begun. Without a status word, the plan decides.
    fn is_awaited(&self, now: Option<DateTime<Utc>>) -> bool {
        if self.has_run {
            return false;
        }
        match &self.status {
            Some(status) => *status == IncidentStatus::Scheduled,
            None => self.scheduled.and_then(|plan| plan.start).is_none_or(|start| Some(start) > now),
        }
    }

    pub(super) fn subject<'a>(&'a self, id: &'a str) -> Subject<'a> {
        Subject::Incident { id, kind: self.kind, title: self.title.as_deref(), impact: self.impact.as_ref() }
    }

    /// Takes in what a document says of an incident that is known.
    pub(super) fn compare(&mut self, incident: &Incident, observation: &mut Observation<'_>) {
        self.last_seen = observation.number;
        if self.phase == Phase::Unknown {
            if phase_of(incident, observation) != Phase::Unknown {
                *self = Self::first_sighting(incident, observation, Report::All);
            }
            return;
        }
        let leads = self.choose_lead(observation);
        let describes = leads != Leads::Other;
        let view = self.view_of(incident, observation);
        let mut is_edited = false;
        for (known, update) in view.found.iter().zip(&incident.updates) {
            if let Some(known) = known.and_then(|index| self.updates.get_mut(index)) {
                is_edited |= update::refresh(known, update, observation.source, describes);
            }
        }
        let had_postmortem = self.has_postmortem;
        self.follow_updates(incident, &view, observation);
        if describes && !view.is_outdated {
            self.follow_status(incident, observation);
        }
        if has_postmortem(incident) && !self.has_postmortem && !had_postmortem {
            self.report_postmortem(incident, observation);
        }
        match leads {
            Leads::AsBefore => self.compare_facts(incident, is_edited, observation),
            Leads::Newly => self.take_facts(incident),
            Leads::Other => {}
        }
        self.fill_facts(incident);
        update::forget_withdrawn(&mut self.updates, &view.found);
    }

    /// Decides whether this source is the one whose words are compared: the one that was, unless it no longer lists the
    /// incident, is no longer fed, or says less.
    fn choose_lead(&mut self, observation: &Observation<'_>) -> Leads {
        let source = observation.source;
        let leads = if self.lead == source {
            Leads::AsBefore
        } else if observation.sources.last_observation(self.lead) != Some(self.lead_seen)
            || self.lead_seen < observation.number.saturating_sub(RECENT_OBSERVATIONS)
            || observation.sources.is_richer(source, self.lead)
        {
            Leads::Newly
        } else {
            return Leads::Other;
        };
        self.lead = source;
        self.lead_seen = observation.number;
        leads
    }

    fn view_of(&self, incident: &Incident, observation: &Observation<'_>) -> View {
        let newest = self.updates.iter().max_by_key(|update| update.at);
        let newest_minute = newest.and_then(|update| minute(update.at));
        let newest_listed = incident.updates.iter().filter_map(|update| minute(update.at)).max();
        View {
            found: update::match_updates(&self.updates, &incident.updates, observation.source),
            newest_minute,
            is_outdated: newest.is_some_and(|update| update.source != observation.source)
                && newest_listed < newest_minute,
        }
    }

    /// Reports each new update by exactly one event.
    fn follow_updates(&mut self, incident: &Incident, view: &View, observation: &mut Observation<'_>) {
        let new: Vec<_> = std::iter::zip(&view.found, &incident.updates)
            .filter_map(|(found, update)| found.is_none().then_some(update))
            .collect();
        if new.is_empty() {
            return;
        }
        let is_over = phase_of(incident, observation) == Phase::Over;
        // A backdated update is not the present state, unless it ends as the incident does.
        let is_backdated = !new.iter().map(|update| update.at).is_sorted()
            || new.first().is_some_and(|update| minute(update.at) < view.newest_minute);
        let mut keys = KeyCounter::new(&self.updates);
        for update in new {
            let known = KnownUpdate::new(update, observation.source);
            let to = update.status.as_ref();
            let moves = !view.is_outdated
                && self.may_move(to, update.at, observation)
                && !(is_backdated && to.is_some_and(IncidentStatus::is_over) != is_over);
            let kind = if moves { self.kind_of_move(to) } else { EventKind::IncidentUpdated };
            let change = Change {
                at: update.at.or(observation.time()),
                from: self.status.as_ref().map(IncidentStatus::as_str),
                to: to.map(IncidentStatus::as_str),
                key: keys.key(&known),
            };
            observation.log.push(kind, self.subject(&incident.id), &change);
            self.updates.push(known);
            if moves && let Some(status) = to {
                self.set_status(status, update.at.or(observation.time()), observation.source);
            }
        }
        if is_backdated && !view.is_outdated && incident.status.is_some() && self.has_word(incident) {
            // The words were reported out of order; the stated one is the last.
            self.status.clone_from(&incident.status);
        }
    }

    /// Whether the stated status is the one known, or that of a known update.
    fn has_word(&self, incident: &Incident) -> bool {
        let is_over = incident.status.as_ref().is_some_and(IncidentStatus::is_over);
        (self.phase == Phase::Over) == is_over
            && self.updates.iter().any(|update| update.status == incident.status)
    }

    /// Whether an update may move the status: one that would reopen what another source knows to be over must be newer
    /// than its end.
    fn may_move(
        &self,
        to: Option<&IncidentStatus>,
        at: Option<DateTime<Utc>>,
        observation: &Observation<'_>,
    ) -> bool {
        let reopens = self.phase == Phase::Over && to.is_some_and(|to| !to.is_over());
        !reopens || self.over_source == observation.source || minute(at) > minute(self.over_since)
    }

    /// The event of a move from the known status to this one.
    fn kind_of_move(&self, to: Option<&IncidentStatus>) -> EventKind {
        let Some(to) = to else { return EventKind::IncidentUpdated };
        match (self.phase, to.is_over(), self.kind) {
            (Phase::Over, true, _) if *to == IncidentStatus::Postmortem => EventKind::PostmortemPublished,
            (Phase::Over, true, _) => EventKind::IncidentUpdated,
            (Phase::Over, false, _) => EventKind::IncidentReopened,
            (_, true, IncidentKind::Incident) => EventKind::IncidentResolved,
            (_, true, _) if *to == IncidentStatus::Canceled => EventKind::MaintenanceCanceled,
            (_, true, _) => EventKind::MaintenanceCompleted,
            (_, false, IncidentKind::Maintenance) if is_running(Some(to)) && !self.has_run => {
                EventKind::MaintenanceStarted
            }
            (_, false, _) => EventKind::IncidentUpdated,
        }
    }

    fn set_status(&mut self, status: &IncidentStatus, at: Option<DateTime<Utc>>, source: SourceId) {
        let is_over = status.is_over();
        if is_over && self.phase != Phase::Over {
            self.over_since = at;
            self.over_source = source;
        }
        self.phase = if is_over { Phase::Over } else { Phase::Open };
        self.has_run |= is_running(Some(status));
        self.has_postmortem |= *status == IncidentStatus::Postmortem;
        self.status = Some(status.clone());
    }

    /// Takes over a stated status, or a stated end, that no update brought.
    fn follow_status(&mut self, incident: &Incident, observation: &mut Observation<'_>) {
        let phase = phase_of(incident, observation);
        let has_moved = incident.status.is_some() && incident.status != self.status;
        if phase == Phase::Unknown || (phase == self.phase && !has_moved) {
            return;
        }
        let at = incident.updated_at.or(observation.time());
        let returns = self.phase == Phase::Over && phase == Phase::Open;
        if returns && self.over_source != observation.source {
            return;
        }
        // An end that is stated beside a status of something open: over, and no word says how.
        let to = incident.status.as_ref().filter(|status| status.is_over() || phase == Phase::Open);
        if !returns {
            let kind = match (to, self.kind) {
                (Some(_), _) => self.kind_of_move(to),
                (None, IncidentKind::Incident) => EventKind::IncidentResolved,
                (None, _) => EventKind::MaintenanceCompleted,
            };
            let to = to.map(IncidentStatus::as_str);
            let change = Change {
                at,
                from: self.status.as_ref().map(IncidentStatus::as_str),
                to,
                key: change_key(at, to),
            };
            observation.log.push(kind, self.subject(&incident.id), &change);
        }
        match to {
            Some(status) => self.set_status(status, at, observation.source),
            None => self.end(incident.status.clone(), at, observation.source),
        }
    }

    /// Over, without a word that says how.
    fn end(&mut self, status: Option<IncidentStatus>, at: Option<DateTime<Utc>>, source: SourceId) {
        self.phase = Phase::Over;
        self.status = status;
        self.over_since = at;
        self.over_source = source;
    }

    fn report_postmortem(&mut self, incident: &Incident, observation: &mut Observation<'_>) {
        self.has_postmortem = true;
        let published = incident.postmortem.as_ref().and_then(|postmortem| postmortem.published_at);
        let change = Change {
            at: published.or(observation.time()),
            from: self.status.as_ref().map(IncidentStatus::as_str),
            to: Some(IncidentStatus::Postmortem.as_str()),
            ..Change::default()
        };
        observation.log.push(EventKind::PostmortemPublished, self.subject(&incident.id), &change);
    }

    /// Reports what the leading source changed beside the status.
    fn compare_facts(&mut self, incident: &Incident, is_edited: bool, observation: &mut Observation<'_>) {
        let at = observation.time();
        if let Some(impact) = incident.impact.as_ref().filter(|impact| self.impact.as_ref() != Some(*impact))
        {
            let before = self.impact.replace(impact.clone());
            let change = Change {
                at,
                from: before.as_ref().map(Impact::as_str),
                to: Some(impact.as_str()),
                key: change_key(at, Some(impact)),
            };
            observation.log.push(EventKind::IncidentImpactChanged, self.subject(&incident.id), &change);
        }
        if let Some(plan) = incident.scheduled.filter(|plan| self.scheduled != Some(*plan)) {
            let before = self.scheduled.replace(plan);
            if let Some(before) = before.filter(|before| is_moved(*before, plan)) {
                let (from, to) = (interval(before), interval(plan));
                let change = Change { at, from: Some(&from), to: Some(&to), key: change_key(at, Some(&to)) };
                observation.log.push(EventKind::MaintenanceRescheduled, self.subject(&incident.id), &change);
            }
        }
        let is_renamed = match (&self.title, &incident.title) {
            (Some(before), Some(after)) => !before
                .split_whitespace()
                .flat_map(str::chars)
                .eq(after.split_whitespace().flat_map(str::chars)),
            _ => false,
        };
        if is_edited || is_renamed {
            let before = std::mem::replace(&mut self.title, incident.title.as_deref().map(Into::into));
            let change = Change {
                at,
                from: before.as_deref(),
                to: incident.title.as_deref(),
                key: change_key(at, None::<&str>),
            };
            observation.log.push(EventKind::IncidentEdited, self.subject(&incident.id), &change);
        }
    }

    /// Takes over the words of a source that leads from now on: they are no change.
    fn take_facts(&mut self, incident: &Incident) {
        if let Some(title) = &incident.title {
            self.title = Some(title.as_str().into());
        }
        if let Some(impact) = &incident.impact {
            self.impact = Some(impact.clone());
        }
        if let Some(plan) = incident.scheduled {
            self.scheduled = Some(plan);
        }
    }

    /// Takes over what no source gave before.
    fn fill_facts(&mut self, incident: &Incident) {
        self.title = self.title.take().or_else(|| incident.title.as_deref().map(Into::into));
        self.impact = self.impact.take().or_else(|| incident.impact.clone());
        self.scheduled = self.scheduled.or(incident.scheduled);
        self.started_at = incident.started_at.or(self.started_at);
    }

    /// Closes an open one that is gone from a document that lists everything open.
    pub(super) fn disappear(&mut self, id: &str, observation: &mut Observation<'_>) {
        let at = observation.time();
        let newest = self.updates.iter().max_by_key(|update| update.at);
        let is_newer_elsewhere = newest
            .is_some_and(|update| update.source != observation.source && minute(update.at) >= minute(at));
        if is_newer_elsewhere {
            return;
        }
        let has_begun =
            self.has_run || self.scheduled.and_then(|plan| plan.start).is_some_and(|start| Some(start) <= at);
        let kind = match self.kind {
            IncidentKind::Incident => EventKind::IncidentResolved,
            IncidentKind::Maintenance if has_begun => EventKind::MaintenanceCompleted,
            IncidentKind::Maintenance => EventKind::MaintenanceCanceled,
        };
        // It may come and go among copies of one instant: that is one end.
        if self.missing_at.is_none() || self.missing_at != at {
            let change = Change {
                at,
                from: self.status.as_ref().map(IncidentStatus::as_str),
                to: None,
                key: change_key(at, None::<&str>),
            };
            observation.log.push(kind, self.subject(id), &change);
        }
        self.missing_at = at;
        self.end(None, at, observation.source);
    }

    /// The last sign of life: the newest update, else the start.
    pub(super) fn last_activity(&self) -> Option<DateTime<Utc>> {
        self.updates.iter().filter_map(|update| update.at).max().or(self.started_at)
    }
}

/// Which first sightings are events.
#[derive(Debug, Clone, Copy)]
pub(super) enum Report {
    All,
    Open,
    Nothing,
}

/// Whether the document's source is the one whose words are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leads {
    AsBefore,
    Newly,
    Other,
}

/// How a document sees the updates of an incident.
struct View {
    /// For each of its updates, the index of the known one.
    found: Vec<Option<usize>>,
    newest_minute: Option<i64>,
    /// Another source has shown a newer update than any that is listed here.
    is_outdated: bool,
}

fn phase_of(incident: &Incident, observation: &Observation<'_>) -> Phase {
    if incident.is_over() {
        Phase::Over
    } else if observation.snapshot.is_open(incident) {
        Phase::Open
    } else {
        Phase::Unknown
    }
}

fn is_running(status: Option<&IncidentStatus>) -> bool {
    matches!(status, Some(IncidentStatus::InProgress | IncidentStatus::Verifying))
}

fn has_postmortem(incident: &Incident) -> bool {
    let is_postmortem = |status: Option<&IncidentStatus>| status == Some(&IncidentStatus::Postmortem);
    incident.postmortem.is_some()
        || is_postmortem(incident.status.as_ref())
        || incident.updates.iter().any(|update| is_postmortem(update.status.as_ref()))
}

/// Whether a bound that both state differs by a minute or more: an announcement rounds.
fn is_moved(before: Schedule, after: Schedule) -> bool {
    let differ = |one: Option<DateTime<Utc>>, other: Option<DateTime<Utc>>| {
        one.is_some() && other.is_some() && minute(one) != minute(other)
    };
    differ(before.start, after.start) || differ(before.end, after.end)
}

/// An interval in the notation of ISO 8601: `2026-03-08T22:00:00Z/2026-03-08T23:00:00Z`; an unknown bound is `..`.
fn interval(plan: Schedule) -> String {
    let bound = |at: Option<DateTime<Utc>>| {
        at.map_or_else(|| "..".to_owned(), |at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    };
    format!("{}/{}", bound(plan.start), bound(plan.end))
}
