//! What a page has been through: outages, times to resolve, uptime, a strip of days; always with what is not known.

mod coverage;
mod sweep;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use self::coverage::CoveredTime;
use self::sweep::{Segment, sweep};
use super::{Event, EventKind};
use crate::model::{Component, Impact, Incident, IncidentKind, Snapshot};

/// What a page has been through, from any number of its snapshots or from a tracker's events.
///
/// It never takes silence for uptime. Time counts only where a document covers it: a list of the newest 50 incidents covers
/// the time from the start of the oldest of them, a list of what is open covers its own instant, and a series of such lists
/// the time between two that are at most an hour apart. Everything else is unknown and is reported as such.
///
/// ```
/// use statusfeed::monitor::{History, ImpactWeights, Window};
/// use statusfeed::{Coverage, Extent, Format, Incident, Snapshot, Source};
/// # use chrono::{DateTime, Utc};
/// # let at = |text: &str| text.parse::<DateTime<Utc>>();
///
/// // incidents.json of 9 March, with two incidents: the oldest began on 1 March.
/// let source = Source::new(Format::Json, Coverage::new(Extent::None, Extent::Recent, Extent::None))
///     .with_as_of(at("2026-03-09T00:00:00Z")?);
/// let outage = |id: &str, start: &str, end: &str| -> Result<Incident, chrono::ParseError> {
///     let incident = Incident::new(id, "Uploads fail").with_status("resolved").with_impact("major");
///     Ok(incident.with_started_at(at(start)?).with_resolved_at(at(end)?))
/// };
/// let mut history = History::new();
/// history.add(
///     &Snapshot::new(source)
///         .with_incident(outage("k3x9", "2026-03-08T00:00:00Z", "2026-03-08T12:00:00Z")?)
///         .with_incident(outage("a1b2", "2026-03-01T00:00:00Z", "2026-03-01T12:00:00Z")?),
/// );
///
/// let window = Window::last_days(30, at("2026-03-09T00:00:00Z")?);
/// let uptime = history.uptime(window, &ImpactWeights::default());
/// assert_eq!(uptime.covered_s, 8 * 86_400); // not 30 days: nothing is known of February
/// assert_eq!(uptime.unknown_s, 22 * 86_400);
/// assert_eq!(uptime.down_s, 86_400);
/// assert_eq!(uptime.ratio, Some(0.875));
/// assert_eq!(history.time_to_resolve().map(|times| times.median_s), Some(43_200));
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    incidents: BTreeMap<String, PastIncident>,
    covered: CoveredTime,
}

/// One incident or maintenance of a [`History`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PastIncident {
    /// Whether something broke or was planned.
    pub kind: IncidentKind,
    /// The title.
    pub title: Option<String>,
    /// The impact, as stated last.
    pub impact: Option<Impact>,
    /// When it began, UTC. A maintenance: when work began, else its planned start if it was not called off.
    pub start: Option<DateTime<Utc>>,
    /// When it was over, UTC; `None` while it is open.
    pub end: Option<DateTime<Utc>>,
    /// The time of the first update, UTC.
    pub announced_at: Option<DateTime<Utc>>,
    /// The components that it names: id and name.
    pub components: Vec<(Option<String>, Option<String>)>,
    /// The time of the newest update: a newer version replaces an older one.
    version: Option<DateTime<Utc>>,
    is_over: bool,
}

impl History {
    /// A history that knows nothing.
    ///
    /// ```
    /// use statusfeed::monitor::History;
    ///
    /// assert_eq!(History::new().time_to_resolve(), None);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a snapshot of the page. The order does not matter; of each incident, the version with the newest update
    /// counts.
    ///
    /// ```
    /// use statusfeed::monitor::History;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let mut history = History::new();
    /// history.add(&Snapshot::default().with_incident(Incident::new("k3x9", "Slow").with_status("identified")));
    /// assert_eq!(history.incidents().count(), 1);
    /// ```
    pub fn add(&mut self, snapshot: &Snapshot) {
        for incident in &snapshot.incidents {
            let past = PastIncident::new(incident);
            match self.incidents.get_mut(&incident.id) {
                Some(known) => known.take_over(past),
                None => {
                    self.incidents.insert(incident.id.clone(), past);
                }
            }
        }
        self.covered.add(snapshot);
    }

    /// Takes in an event of a [`Tracker`](super::Tracker), in order. Events say nothing about the time between them: add
    /// what was observed by [`History::add_observed`].
    ///
    /// ```
    /// use statusfeed::monitor::{History, Tracker};
    /// use statusfeed::{Incident, Snapshot, Update};
    ///
    /// let update = Update::new("identified").with_at("2026-03-08T09:30:00Z");
    /// let page = Snapshot::default().with_incident(Incident::new("k3x9", "Slow").with_status("identified").with_update(update));
    /// let mut history = History::new();
    /// for event in Tracker::new().observe(&page) {
    ///     history.add_event(&event);
    /// }
    /// assert_eq!(history.incidents().count(), 1);
    /// ```
    pub fn add_event(&mut self, event: &Event) {
        let Some(id) = &event.incident else { return };
        let kind = match event.kind {
            EventKind::MaintenanceScheduled
            | EventKind::MaintenanceStarted
            | EventKind::MaintenanceCompleted
            | EventKind::MaintenanceCanceled
            | EventKind::MaintenanceRescheduled => IncidentKind::Maintenance,
            _ => IncidentKind::Incident,
        };
        let past = self.incidents.entry(id.clone()).or_insert_with(|| PastIncident {
            kind,
            title: event.title.clone(),
            impact: None,
            start: None,
            end: None,
            announced_at: None,
            components: Vec::new(),
            version: None,
            is_over: false,
        });
        past.impact = event.impact.clone().or_else(|| past.impact.take());
        past.version = past.version.max(event.at);
        match event.kind {
            EventKind::IncidentOpened | EventKind::MaintenanceStarted => past.start = past.start.or(event.at),
            EventKind::IncidentReopened => {
                past.end = None;
                past.is_over = false;
            }
            EventKind::MaintenanceCanceled if past.start.is_none() => past.is_over = true,
            kind if kind.is_closing() => {
                past.end = event.at;
                past.is_over = true;
            }
            _ => {}
        }
    }

    /// Says that the page was observed without a gap in this time: whatever happened in it is in the events that were added.
    ///
    /// ```
    /// use statusfeed::chrono::{DateTime, Utc};
    /// use statusfeed::monitor::{History, Window};
    ///
    /// let mut history = History::new();
    /// let day = Window::last_days(1, "2026-03-09T00:00:00Z".parse::<DateTime<Utc>>()?);
    /// history.add_observed(day);
    /// assert_eq!(history.covered(), [day]);
    /// # Ok::<(), statusfeed::chrono::ParseError>(())
    /// ```
    pub fn add_observed(&mut self, window: Window) {
        self.covered.add_span(window.start, window.end);
    }

    /// The part of the history that concerns a component: the incidents that name it by id or name. Those that name no
    /// component are left out.
    ///
    /// ```
    /// use statusfeed::monitor::History;
    /// use statusfeed::{AffectedComponent, Component, Incident, Snapshot};
    ///
    /// let slow = Incident::new("k3x9", "Slow").with_component(AffectedComponent::new("Search"));
    /// let mut history = History::new();
    /// history.add(&Snapshot::default().with_incident(slow));
    /// assert_eq!(history.of_component(&Component::new("Search")).incidents().count(), 1);
    /// assert_eq!(history.of_component(&Component::new("Uploads")).incidents().count(), 0);
    /// ```
    #[must_use]
    pub fn of_component(&self, component: &Component) -> Self {
        let concerns = |past: &PastIncident| {
            past.components.iter().any(|(id, name)| component.is_named_by(id.as_deref(), name.as_deref()))
        };
        let incidents = self.incidents.iter().filter(|(_, past)| concerns(past));
        Self {
            incidents: incidents.map(|(id, past)| (id.clone(), past.clone())).collect(),
            covered: self.covered.clone(),
        }
    }

    /// Every incident and maintenance by id.
    ///
    /// ```
    /// use statusfeed::monitor::History;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let mut history = History::new();
    /// history.add(&Snapshot::default().with_incident(Incident::new("k3x9", "Slow").with_started_at("2026-03-08T09:30:00Z")));
    /// let (id, past) = history.incidents().next().unwrap();
    /// assert!(id == "k3x9" && past.end.is_none());
    /// ```
    pub fn incidents(&self) -> impl Iterator<Item = (&str, &PastIncident)> {
        self.incidents.iter().map(|(id, past)| (id.as_str(), past))
    }

    /// The time that the data really covers, oldest first, without overlaps.
    ///
    /// ```
    /// use statusfeed::monitor::History;
    ///
    /// assert_eq!(History::new().covered(), []); // nothing is known of any time
    /// ```
    #[must_use]
    pub fn covered(&self) -> Vec<Window> {
        self.covered.spans()
    }

    /// The outages, oldest first: incidents as intervals, overlapping ones united. Maintenances are not outages, and an
    /// incident without a known start is not placed.
    ///
    /// ```
    /// use statusfeed::monitor::History;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let incident = |id: &str, start: &str, end: &str| {
    ///     Incident::new(id, id).with_status("resolved").with_started_at(start).with_resolved_at(end)
    /// };
    /// let mut history = History::new();
    /// history.add(&Snapshot::default()
    ///     .with_incident(incident("a", "2026-03-08T09:00:00Z", "2026-03-08T10:00:00Z"))
    ///     .with_incident(incident("b", "2026-03-08T09:30:00Z", "2026-03-08T11:00:00Z")));
    /// let outages = history.outages();
    /// assert_eq!(outages.len(), 1); // they overlap
    /// assert_eq!(outages[0].incidents, ["a", "b"]);
    /// ```
    #[must_use]
    pub fn outages(&self) -> Vec<Outage> {
        let mut starts: Vec<_> = self
            .incidents
            .iter()
            .filter(|(_, past)| past.kind == IncidentKind::Incident)
            .filter_map(|(id, past)| Some((past.start?, id, past)))
            .collect();
        starts.sort_by_key(|(start, id, _)| (*start, *id));
        let mut outages: Vec<Outage> = Vec::new();
        for (start, id, past) in starts {
            let end = past.end.map(|end| end.max(start));
            match outages.last_mut() {
                Some(last) if last.end.is_none_or(|last_end| start <= last_end) => {
                    last.end = last.end.and_then(|last_end| Some(last_end.max(end?)));
                    last.impact = last.impact.take().max(past.impact.clone());
                    last.incidents.push(id.clone());
                }
                _ => outages.push(Outage {
                    start,
                    end,
                    impact: past.impact.clone(),
                    incidents: vec![id.clone()],
                }),
            }
        }
        outages
    }

    /// How many incidents there were of each impact, the worst first; `None` is those whose impact is not known.
    ///
    /// ```
    /// use statusfeed::monitor::History;
    /// use statusfeed::{Impact, Incident, Snapshot};
    ///
    /// let mut history = History::new();
    /// history.add(&Snapshot::default().with_incident(Incident::new("a", "A").with_impact("major")).with_incident(Incident::new("b", "B")));
    /// assert_eq!(history.counts_by_impact(), [(Some(Impact::Major), 1), (None, 1)]);
    /// ```
    #[must_use]
    pub fn counts_by_impact(&self) -> Vec<(Option<Impact>, usize)> {
        let mut counts: BTreeMap<Option<Impact>, usize> = BTreeMap::new();
        for past in self.incidents.values().filter(|past| past.kind == IncidentKind::Incident) {
            let count = counts.entry(past.impact.clone()).or_insert(0);
            *count = count.saturating_add(1);
        }
        counts.into_iter().rev().collect()
    }

    /// The times from start to end of the incidents that are over. `None` if no incident is over.
    ///
    /// ```
    /// use statusfeed::monitor::History;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let over = Incident::new("a", "A").with_status("resolved").with_started_at("2026-03-08T09:00:00Z").with_resolved_at("2026-03-08T10:00:00Z");
    /// let mut history = History::new();
    /// history.add(&Snapshot::default().with_incident(over));
    /// assert_eq!(history.time_to_resolve().map(|times| times.median_s), Some(3_600));
    /// ```
    #[must_use]
    pub fn time_to_resolve(&self) -> Option<DurationSummary> {
        DurationSummary::of(self.durations(|past| Some(past.end?.signed_duration_since(past.start?))))
    }

    /// The times from the start to the first update. Incidents whose start is that of their first update are left out: most
    /// sources state no other start, and then nobody knows. `None` where none is left.
    ///
    /// ```
    /// use statusfeed::monitor::History;
    /// use statusfeed::{Incident, Snapshot, Update};
    ///
    /// let late = Incident::new("a", "A").with_started_at("2026-03-08T09:00:00Z").with_update(Update::new("identified").with_at("2026-03-08T09:20:00Z"));
    /// let mut history = History::new();
    /// history.add(&Snapshot::default().with_incident(late));
    /// assert_eq!(history.announcement_lag().map(|lag| lag.p90_s), Some(1_200));
    /// ```
    #[must_use]
    pub fn announcement_lag(&self) -> Option<DurationSummary> {
        let lags = self.durations(|past| {
            let (start, announced) = (past.start?, past.announced_at?);
            (announced > start).then(|| announced.signed_duration_since(start))
        });
        DurationSummary::of(lags)
    }

    /// Seconds of the incidents for which they are known.
    fn durations(&self, duration: impl Fn(&PastIncident) -> Option<TimeDelta>) -> Vec<i64> {
        let incidents = self.incidents.values().filter(|past| past.kind == IncidentKind::Incident);
        incidents
            .filter_map(duration)
            .map(|length| length.num_seconds())
            .filter(|seconds| *seconds >= 0)
            .collect()
    }

    /// The uptime in a window, over the time that the data covers.
    ///
    /// ```
    /// use statusfeed::chrono::{DateTime, Utc};
    /// use statusfeed::monitor::{History, ImpactWeights, Window};
    ///
    /// let window = Window::last_days(30, "2026-03-09T00:00:00Z".parse::<DateTime<Utc>>()?);
    /// let uptime = History::new().uptime(window, &ImpactWeights::default());
    /// assert_eq!((uptime.ratio, uptime.unknown_s), (None, 30 * 86_400)); // not 100 %: nothing is known
    /// # Ok::<(), statusfeed::chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn uptime(&self, window: Window, weights: &ImpactWeights) -> Uptime {
        let mut uptime = Uptime {
            window,
            covered_s: 0,
            unknown_s: 0,
            down_s: 0,
            maintenance_s: 0,
            weighted_down_s: 0.0,
            ratio: None,
        };
        for segment in self.segments(window, &[]) {
            let seconds = segment.seconds();
            if !segment.is_covered {
                uptime.unknown_s = uptime.unknown_s.saturating_add(seconds);
                continue;
            }
            uptime.covered_s = uptime.covered_s.saturating_add(seconds);
            let weight = match &segment.worst {
                Some(impact) => {
                    uptime.down_s = uptime.down_s.saturating_add(seconds);
                    weights.of(impact)
                }
                None if segment.is_maintenance => {
                    uptime.maintenance_s = uptime.maintenance_s.saturating_add(seconds);
                    weights.maintenance
                }
                None => 0.0,
            };
            uptime.weighted_down_s += weight * as_f64(seconds);
        }
        if uptime.covered_s > 0 {
            uptime.ratio = Some(1.0 - uptime.weighted_down_s / as_f64(uptime.covered_s));
        }
        uptime
    }

    /// One cell for each UTC day that the window touches, oldest first: the strip that status pages draw.
    ///
    /// ```
    /// use statusfeed::chrono::{DateTime, Utc};
    /// use statusfeed::monitor::{History, Window};
    ///
    /// let window = Window::last_days(7, "2026-03-09T00:00:00Z".parse::<DateTime<Utc>>()?);
    /// let days = History::new().days(window);
    /// assert!(days.len() == 7 && days.iter().all(|day| day.worst.is_none()));
    /// # Ok::<(), statusfeed::chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn days(&self, window: Window) -> Vec<DayCell> {
        let midnights = window.midnights();
        let mut cells: BTreeMap<NaiveDate, DayCell> = BTreeMap::new();
        for segment in self.segments(window, &midnights) {
            let date = segment.start.date_naive();
            let cell = cells.entry(date).or_insert_with(|| DayCell {
                date,
                worst: None,
                down_s: 0,
                maintenance_s: 0,
                covered_s: 0,
            });
            let seconds = segment.seconds();
            if segment.is_covered {
                cell.covered_s = cell.covered_s.saturating_add(seconds);
            }
            match segment.worst {
                Some(impact) => {
                    cell.down_s = cell.down_s.saturating_add(seconds);
                    cell.worst = cell.worst.take().max(Some(impact));
                }
                None if segment.is_maintenance => {
                    cell.maintenance_s = cell.maintenance_s.saturating_add(seconds);
                    cell.worst = cell.worst.take().max(Some(Impact::Maintenance));
                }
                None if segment.is_covered => cell.worst = cell.worst.take().max(Some(Impact::None)),
                None => {}
            }
        }
        cells.into_values().collect()
    }

    fn segments(&self, window: Window, cuts: &[DateTime<Utc>]) -> Vec<Segment> {
        sweep(window, self.incidents.values(), &self.covered.spans(), cuts)
    }
}

impl PastIncident {
    fn new(incident: &Incident) -> Self {
        let is_over = incident.is_over();
        let last = incident.updates.iter().filter_map(|update| update.at).max();
        let was_canceled = incident.status.as_ref().is_some_and(|status| status.as_str() == "canceled");
        let planned = incident.scheduled.filter(|_| is_over && !was_canceled);
        let start = incident.started_at.or_else(|| planned.and_then(|plan| plan.start));
        let end = incident.resolved_at.or_else(|| planned.and_then(|plan| plan.end)).or(last);
        let listed = incident.components.iter().map(|c| (c.id.clone(), c.name.clone()));
        let changed = incident.updates.iter().flat_map(|update| &update.components);
        let mut components: Vec<_> = listed.chain(changed.map(|c| (c.id.clone(), c.name.clone()))).collect();
        components.sort();
        components.dedup();
        Self {
            kind: incident.kind,
            title: incident.title.clone(),
            impact: incident.impact.clone(),
            start,
            end: end.filter(|_| is_over),
            announced_at: incident.updates.iter().filter_map(|update| update.at).min(),
            components,
            version: last.or(incident.updated_at),
            is_over,
        }
    }

    /// Takes over a version that is as new or newer; an older one only fills what is missing.
    fn take_over(&mut self, mut other: Self) {
        if (other.version, other.is_over) < (self.version, self.is_over) {
            std::mem::swap(self, &mut other);
        }
        self.title = other.title.take().or_else(|| self.title.take());
        self.impact = other.impact.take().or_else(|| self.impact.take());
        self.start = other.start.or(self.start);
        self.end = if other.is_over { other.end.or(self.end) } else { None };
        self.announced_at = self.announced_at.into_iter().chain(other.announced_at).min();
        self.version = other.version;
        self.is_over = other.is_over;
        self.components.append(&mut other.components);
        self.components.sort();
        self.components.dedup();
    }
}

/// A span of time, UTC; `end` is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Window {
    /// Its first instant.
    pub start: DateTime<Utc>,
    /// The instant after its last.
    pub end: DateTime<Utc>,
}

impl Window {
    /// The time between two instants; empty if `end` is not after `start`.
    ///
    /// ```
    /// use statusfeed::chrono::{DateTime, Utc};
    /// use statusfeed::monitor::Window;
    ///
    /// let at = |text: &str| text.parse::<DateTime<Utc>>();
    /// let window = Window::new(at("2026-03-01T00:00:00Z")?, at("2026-04-01T00:00:00Z")?);
    /// assert!(window.start < window.end);
    /// # Ok::<(), statusfeed::chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn new(start: DateTime<Utc>, end: DateTime<Utc>) -> Self {
        Self { start, end: end.max(start) }
    }

    /// So many times 24 hours before `end`: "the last 30 days".
    ///
    /// ```
    /// use statusfeed::chrono::{DateTime, Utc};
    /// use statusfeed::monitor::Window;
    ///
    /// let window = Window::last_days(30, "2026-03-09T00:00:00Z".parse::<DateTime<Utc>>()?);
    /// assert_eq!(window.start.to_rfc3339(), "2026-02-07T00:00:00+00:00");
    /// # Ok::<(), statusfeed::chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn last_days(days: u16, end: DateTime<Utc>) -> Self {
        let length = TimeDelta::try_days(i64::from(days)).unwrap_or_default();
        Self::new(end.checked_sub_signed(length).unwrap_or(DateTime::<Utc>::MIN_UTC), end)
    }

    /// The starts of days within the window: at most a thousand years of them.
    fn midnights(self) -> Vec<DateTime<Utc>> {
        let first = self.start.date_naive();
        first
            .iter_days()
            .skip(1)
            .take(366_000)
            .map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc())
            .take_while(|midnight| *midnight < self.end)
            .collect()
    }
}

/// Overlapping incidents as one interval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Outage {
    /// When the first began, UTC.
    pub start: DateTime<Utc>,
    /// When the last was over, UTC; `None` while one is open.
    pub end: Option<DateTime<Utc>>,
    /// The worst impact; `None` where none is known.
    pub impact: Option<Impact>,
    /// Their ids, in the order of their starts.
    pub incidents: Vec<String>,
}

/// Durations in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DurationSummary {
    /// How many there are.
    pub count: usize,
    /// Half of them are no longer.
    pub median_s: i64,
    /// Nine of ten are no longer.
    pub p90_s: i64,
}

impl DurationSummary {
    /// By the nearest-rank method: each figure is one of the durations.
    fn of(mut seconds: Vec<i64>) -> Option<Self> {
        seconds.sort_unstable();
        let rank = |percent: usize| {
            let index = seconds.len().saturating_mul(percent).div_ceil(100).saturating_sub(1);
            seconds.get(index).copied()
        };
        Some(Self { count: seconds.len(), median_s: rank(50)?, p90_s: rank(90)? })
    }
}

/// How much of an outage counts as downtime, by its impact: 0 not at all, 1 fully.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ImpactWeights {
    /// Impact `none`: 0 unless set.
    pub none: f64,
    /// Impact `minor`: 0.3 unless set, the weight that Statuspage gives a partial outage.
    pub minor: f64,
    /// Impact `major`: 1 unless set.
    pub major: f64,
    /// Impact `critical`: 1 unless set.
    pub critical: f64,
    /// An impact that is not known, or an unknown word: 1 unless set. Feeds state none: the uptime is then a lower bound.
    pub unknown: f64,
    /// A maintenance without an outage: 0 unless set.
    pub maintenance: f64,
}

impl Default for ImpactWeights {
    fn default() -> Self {
        Self { none: 0.0, minor: 0.3, major: 1.0, critical: 1.0, unknown: 1.0, maintenance: 0.0 }
    }
}

impl ImpactWeights {
    /// Every incident counts fully, maintenances too.
    ///
    /// ```
    /// use statusfeed::monitor::ImpactWeights;
    ///
    /// assert!(ImpactWeights::strict().minor > ImpactWeights::default().minor);
    /// ```
    #[must_use]
    pub fn strict() -> Self {
        Self { none: 1.0, minor: 1.0, major: 1.0, critical: 1.0, unknown: 1.0, maintenance: 1.0 }
    }

    fn of(&self, impact: &Impact) -> f64 {
        match impact {
            Impact::None => self.none,
            Impact::Maintenance => self.maintenance,
            Impact::Minor => self.minor,
            Impact::Major => self.major,
            Impact::Critical => self.critical,
            Impact::Other(_) => self.unknown,
        }
    }
}

/// The uptime in a window, with what it does not cover.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Uptime {
    /// The window that was asked about.
    pub window: Window,
    /// Seconds of it that the data covers: the ratio is over these.
    pub covered_s: i64,
    /// Seconds of it of which nothing is known.
    pub unknown_s: i64,
    /// Covered seconds with an open incident of any impact.
    pub down_s: i64,
    /// Covered seconds with a maintenance and no incident.
    pub maintenance_s: i64,
    /// Down seconds, each by the weight of the worst impact at that time.
    pub weighted_down_s: f64,
    /// The share of the covered time that was up, 0 to 1; `None` where nothing is covered.
    pub ratio: Option<f64>,
}

/// One day of the strip, UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DayCell {
    /// The day.
    pub date: NaiveDate,
    /// The worst impact of the day; [`Impact::None`] only where some of it is covered, and `None` where nothing is known. An
    /// incident without a known impact has the word `unknown`.
    pub worst: Option<Impact>,
    /// Seconds with an open incident.
    pub down_s: i64,
    /// Seconds with a maintenance and no incident.
    pub maintenance_s: i64,
    /// Seconds that the data covers, of at most 86,400.
    pub covered_s: i64,
}

/// Seconds fit into the 53 bits of a float for 285 million years.
#[expect(clippy::cast_precision_loss, reason = "windows are shorter than 285 million years")]
fn as_f64(seconds: i64) -> f64 {
    seconds as f64
}
