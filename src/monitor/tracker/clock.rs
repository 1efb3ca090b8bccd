//! What time alone brings: a maintenance that is near, one that runs late, an incident without news.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::incident::{KnownIncident, Phase};
use super::observation::{Change, EventLog};
use super::update::minute;
use crate::model::{IncidentKind, IncidentStatus};
use crate::monitor::EventKind;

/// How long before a planned start `maintenance_upcoming` is due, unless set otherwise: an hour.
const LEAD_TIME_S: i64 = 60 * 60;

/// How long an open incident is without an update before `incident_silent` is due, unless set otherwise: a day.
const SILENCE_S: i64 = 24 * 60 * 60;

/// The distances that clock events are made by, in seconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ClockSettings {
    lead_time_s: i64,
    silence_s: i64,
}

impl Default for ClockSettings {
    fn default() -> Self {
        Self { lead_time_s: LEAD_TIME_S, silence_s: SILENCE_S }
    }
}

impl ClockSettings {
    pub(super) fn set_lead_time(&mut self, lead_time: TimeDelta) {
        self.lead_time_s = lead_time.num_seconds().max(0);
    }

    pub(super) fn set_silence(&mut self, silence: TimeDelta) {
        self.silence_s = silence.num_seconds().max(0);
    }
}

/// A clock event that was not reported yet.
pub(super) struct Reminder {
    pub at: DateTime<Utc>,
    kind: EventKind,
    /// The planned start or end, or the last update.
    reason: DateTime<Utc>,
}

impl KnownIncident {
    /// The clock event that awaits this incident or maintenance. There is never more than one.
    pub(super) fn reminder(&self, settings: &ClockSettings) -> Option<Reminder> {
        if self.phase != Phase::Open {
            return None;
        }
        match self.kind {
            IncidentKind::Incident => {
                let reason = self.last_activity()?;
                let at = reason.checked_add_signed(TimeDelta::try_seconds(settings.silence_s)?)?;
                (self.reminders.silent != minute(Some(reason))).then_some(Reminder {
                    at,
                    kind: EventKind::IncidentSilent,
                    reason,
                })
            }
            IncidentKind::Maintenance if self.has_run => {
                let reason = self.scheduled?.end?;
                (self.reminders.overdue != Some(reason)).then_some(Reminder {
                    at: reason,
                    kind: EventKind::MaintenanceOverdue,
                    reason,
                })
            }
            IncidentKind::Maintenance => {
                let reason = self.scheduled?.start?;
                let at = reason.checked_sub_signed(TimeDelta::try_seconds(settings.lead_time_s)?)?;
                (self.reminders.upcoming != Some(reason)).then_some(Reminder {
                    at,
                    kind: EventKind::MaintenanceUpcoming,
                    reason,
                })
            }
        }
    }

    /// Reports the clock event if it is due at `now`. A planned start that has passed is no longer upcoming.
    pub(super) fn remind(
        &mut self,
        id: &str,
        now: DateTime<Utc>,
        settings: &ClockSettings,
        log: &mut EventLog<'_>,
    ) {
        let Some(Reminder { at, kind, reason }) = self.reminder(settings).filter(|due| due.at <= now) else {
            return;
        };
        match kind {
            EventKind::MaintenanceUpcoming => self.reminders.upcoming = Some(reason),
            EventKind::MaintenanceOverdue => self.reminders.overdue = Some(reason),
            _ => self.reminders.silent = minute(Some(reason)),
        }
        if kind == EventKind::MaintenanceUpcoming && now > reason {
            return;
        }
        let to = reason.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        let from = (kind != EventKind::MaintenanceUpcoming).then_some(self.status.as_ref()).flatten();
        let key = match kind {
            EventKind::IncidentSilent => reason.format("%Y-%m-%dT%H:%MZ").to_string(),
            _ => to.clone(),
        };
        let change = Change { at: Some(at), from: from.map(IncidentStatus::as_str), to: Some(&to), key };
        log.push(kind, self.subject(id), &change);
    }
}
