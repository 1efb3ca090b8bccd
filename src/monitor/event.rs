//! What happened between two snapshots, as one flat record.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::model::{Impact, Incident, Snapshot};

/// Declares [`EventKind`] with its words, so that each is written once.
macro_rules! event_kinds {
    ($( $(#[$meta:meta])* $variant:ident = $word:literal, )+) => {
        /// What kind of thing happened.
        ///
        /// A closed vocabulary of this crate: new kinds may be added in a minor version.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum EventKind {
            $( $(#[$meta])* $variant, )+
        }

        impl EventKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];

            /// The word of the JSON form.
            ///
            /// ```
            /// use statusfeed::monitor::EventKind;
            ///
            /// assert_eq!(EventKind::IncidentOpened.as_str(), "incident_opened");
            /// ```
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $( Self::$variant => $word, )+
                }
            }
        }
    };
}

event_kinds! {
    /// An incident is seen for the first time and is open.
    IncidentOpened = "incident_opened",
    /// An incident or a maintenance is seen for the first time and is already over.
    IncidentBackfilled = "incident_backfilled",
    /// An update that was not known and starts or ends nothing.
    IncidentUpdated = "incident_updated",
    /// The title or the text of a known update changed.
    IncidentEdited = "incident_edited",
    /// The stated impact changed.
    IncidentImpactChanged = "incident_impact_changed",
    /// An incident is over: resolved, or gone from a list of everything that is open.
    IncidentResolved = "incident_resolved",
    /// An incident or a maintenance that was over is open again.
    IncidentReopened = "incident_reopened",
    /// A postmortem was published.
    PostmortemPublished = "postmortem_published",
    /// A maintenance was announced.
    MaintenanceScheduled = "maintenance_scheduled",
    /// Planned work began.
    MaintenanceStarted = "maintenance_started",
    /// The planned start or end moved.
    MaintenanceRescheduled = "maintenance_rescheduled",
    /// Planned work is over.
    MaintenanceCompleted = "maintenance_completed",
    /// A maintenance was called off.
    MaintenanceCanceled = "maintenance_canceled",
    /// A component's status changed.
    ComponentChanged = "component_changed",
    /// A component was added to the page.
    ComponentAdded = "component_added",
    /// A component was removed from the page.
    ComponentRemoved = "component_removed",
    /// A component was renamed.
    ComponentRenamed = "component_renamed",
    /// The health that the page states changed.
    HealthChanged = "health_changed",
    /// A document of another page was passed in.
    SourceChanged = "source_changed",
    /// By the clock: a planned start is near.
    MaintenanceUpcoming = "maintenance_upcoming",
    /// By the clock: the planned end passed, and the work goes on.
    MaintenanceOverdue = "maintenance_overdue",
    /// By the clock: an open incident had no update for some time.
    IncidentSilent = "incident_silent",
}

impl EventKind {
    /// Whether something that was not open before is open now: an alert starts here.
    ///
    /// ```
    /// use statusfeed::monitor::EventKind;
    ///
    /// assert!(EventKind::IncidentReopened.is_opening());
    /// assert!(!EventKind::IncidentUpdated.is_opening());
    /// ```
    #[must_use]
    pub fn is_opening(self) -> bool {
        matches!(self, Self::IncidentOpened | Self::IncidentReopened | Self::MaintenanceStarted)
    }

    /// Whether something is over now: an alert ends here.
    ///
    /// ```
    /// use statusfeed::monitor::EventKind;
    ///
    /// assert!(EventKind::MaintenanceCanceled.is_closing());
    /// ```
    #[must_use]
    pub fn is_closing(self) -> bool {
        matches!(self, Self::IncidentResolved | Self::MaintenanceCompleted | Self::MaintenanceCanceled)
    }

    /// Whether it is brought by time alone, from [`Tracker::due`](super::Tracker::due).
    ///
    /// ```
    /// use statusfeed::monitor::EventKind;
    ///
    /// assert!(EventKind::IncidentSilent.is_clock());
    /// assert!(!EventKind::IncidentOpened.is_clock());
    /// ```
    #[must_use]
    pub fn is_clock(self) -> bool {
        matches!(self, Self::MaintenanceUpcoming | Self::MaintenanceOverdue | Self::IncidentSilent)
    }
}

impl AsRef<str> for EventKind {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A word that is no [`EventKind`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a kind of event such as \"incident_opened\", found {0:?}")]
pub struct UnknownEventKind(String);

impl FromStr for EventKind {
    type Err = UnknownEventKind;

    fn from_str(word: &str) -> Result<Self, UnknownEventKind> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.as_str() == word)
            .ok_or_else(|| UnknownEventKind(crate::diagnostic::quotable(word)))
    }
}

/// Something that happened on a page, as a [`Tracker`](super::Tracker) reports it.
///
/// Its serde form is flat and stable, one JSON object for each event:
///
/// ```json
/// { "at": "2026-03-08T09:30:00Z", "observed_at": "2026-03-08T09:31:12Z", "kind": "incident_updated",
///   "key": "status.acme.example/incident/k3x9/incident_updated/2026-03-08T09:30Z/monitoring",
///   "thread": "status.acme.example/incident/k3x9", "incident": "k3x9", "component": null,
///   "from": "investigating", "to": "monitoring", "title": "Uploads fail", "impact": "minor" }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// When it happened, UTC: the time of the update, of the row, of the document. `None` only where neither the
    /// document nor the caller gave any time.
    pub at: Option<DateTime<Utc>>,
    /// `fetched_at` of the snapshot that brought it; of a clock event, the instant asked about.
    pub observed_at: Option<DateTime<Utc>>,
    /// What kind of thing happened.
    pub kind: EventKind,
    /// The same event always has the same key, and two events never share one: drop what you have already handled. It
    /// begins with the thread.
    pub key: String,
    /// The same for all events of one incident, maintenance or component, and different on every other page: the
    /// deduplication key of `PagerDuty`, the thread of a chat, the group of an alert manager.
    pub thread: String,
    /// The id of the incident or maintenance.
    pub incident: Option<String>,
    /// The id of the component; its name where it has no id.
    pub component: Option<String>,
    /// The value before: a status, an impact, a title, a name, a page id. `None` where it is not known.
    pub from: Option<String>,
    /// The value after.
    pub to: Option<String>,
    /// The title of the incident, or the name of the component.
    pub title: Option<String>,
    /// The impact of the incident.
    pub impact: Option<Impact>,
}

impl Event {
    /// The incident or maintenance that it is about, in the snapshot that brought it: for its link and texts. `None`
    /// where it is about none, or it is no longer listed.
    ///
    /// ```
    /// use statusfeed::monitor::Tracker;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let incident = Incident::new("k3x9", "Uploads fail").with_status("investigating").with_url("https://acme.example/k3x9");
    /// let page = Snapshot::default().with_incident(incident);
    /// let events = Tracker::new().observe(&page);
    /// let link = events[0].find_incident(&page).and_then(|incident| incident.url.as_ref());
    /// assert_eq!(link.map(|link| link.as_str()), Some("https://acme.example/k3x9"));
    /// ```
    #[must_use]
    pub fn find_incident<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a Incident> {
        snapshot.incident(self.incident.as_deref()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_one_word() {
        for kind in EventKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert!("incident_exploded".parse::<EventKind>().is_err());
    }
}
