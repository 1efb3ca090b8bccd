//! From snapshots of one page to what happened there.

mod clock;
mod component;
mod fingerprint;
mod incident;
mod incidents;
mod observation;
mod saved;
mod source;
mod update;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use self::clock::ClockSettings;
use self::component::KnownComponents;
use self::incident::{KnownIncident, Phase, Report};
use self::incidents::KnownIncidents;
use self::observation::{Change, EventLog, Observation, RecentKeys, Subject, change_key, thread};
use self::source::{PageIdentity, SourceId, Sources, document_time, page_key};
use super::{Event, EventKind};
use crate::model::{Basis, ComponentStatus, Impact, IncidentKind, IncidentStatus, Schedule, Snapshot};

/// So many different documents in a row with the same foreign id are a real change of identity.
const ADOPT_AFTER: usize = 3;

/// An incident that was listed in one of the last so many documents is remembered: formats may be fed in turns.
const RECENT_OBSERVATIONS: u64 = 32;

/// Remembers what is known of one page, and reports what each new snapshot of it brings.
///
/// Feed it every snapshot of the page, in the order of fetching; formats may be mixed. It has no clock and does no I/O: its
/// time is that of the snapshots. Its whole state is serde: save it after each round, and a restarted program goes on as
/// if nothing had happened.
///
/// ```
/// use statusfeed::monitor::{EventKind, Tracker};
///
/// # #[cfg(feature = "statuspage")] {
/// let page = |incidents: &str| {
///     let body = format!(
///         r#"{{"page": {{"id": "q1", "name": "Acme", "url": "https://status.acme.example"}},
///             "status": {{"indicator": "none", "description": "-"}}, "components": [], "scheduled_maintenances": [],
///             "incidents": [{incidents}]}}"#
///     );
///     statusfeed::parse(body.as_bytes())
/// };
/// let mut tracker = Tracker::new();
/// assert_eq!(tracker.observe(&page("")?), []);
///
/// let open = r#"{"id": "k3x9", "name": "Uploads fail", "status": "investigating", "impact": "minor",
///     "started_at": "2026-03-08T09:30:00Z", "incident_updates": []}"#;
/// let events = tracker.observe(&page(open)?);
/// assert_eq!(events[0].kind, EventKind::IncidentOpened);
/// assert_eq!(events[0].thread, "status.acme.example/incident/k3x9");
/// assert_eq!(tracker.observe(&page(open)?), []); // the same snapshot brings nothing twice
///
/// // A list of everything open that no longer has it: over.
/// assert_eq!(tracker.observe(&page("")?)[0].kind, EventKind::IncidentResolved);
/// # }
/// # Ok::<(), statusfeed::Error>(())
/// ```
///
/// # What it reports
///
/// * The first snapshot sets the base: it reports only what is open. So does the first document of each further format,
///   for incidents that were over before the base.
/// * Each update brings one event: [`IncidentOpened`](EventKind::IncidentOpened) and the other steps of a life, or
///   [`IncidentUpdated`](EventKind::IncidentUpdated).
/// * A document says nothing about what it does not cover ([`Coverage`](crate::Coverage)): a feed that drops an old entry
///   resolves nothing.
/// * A stale copy (older than the newest of its format) is ignored. So is a document of another page: it is reported once as
///   [`SourceChanged`](EventKind::SourceChanged), and becomes the page only with the third different document in a row.
/// * Where several formats disagree, the one with the newer update decides what is open; titles, texts, impacts and windows
///   are compared only within the format that says most.
///
/// # What it remembers
///
/// Everything that was listed in the last 32 to 63 snapshots, and 100 more incidents, those first that were listed last. An
/// incident that returns after it was forgotten is opened again, by an event with the same key as the first time. With 20
/// open incidents of five updates each and 30 components, a tracker takes about 29 kB of memory and 30 kB of JSON; 2,000
/// such trackers take about 58 MB. 10,000 documents of one page leave the memory as it was after the first hundreds.
///
/// # Saved state
///
/// The form carries a version and a checksum. Text that was cut off or altered, and a version that this release does not
/// know, are errors when loading; catch them and start with a new tracker, whose base is the next snapshot.
///
/// ```
/// use statusfeed::monitor::Tracker;
///
/// # #[cfg(feature = "statuspage")] {
/// let saved = serde_json::to_string(&Tracker::new())?;
/// assert!(serde_json::from_str::<Tracker>(&saved).is_ok());
/// let newer = saved.replace(r#""version":1"#, r#""version":99"#);
/// let error = serde_json::from_str::<Tracker>(&newer).unwrap_err();
/// assert!(error.to_string().starts_with("expected a tracker saved as version 1, found version 99"));
/// # }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tracker {
    state: State,
}

/// Everything that is saved.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct State {
    /// The text that all threads begin with, and whether the caller chose it.
    page: Option<Box<str>>,
    is_named: bool,
    identity: PageIdentity,
    sources: Sources,
    /// Counts the snapshots taken in.
    observations: u64,
    /// The time of the first.
    base_at: Option<DateTime<Utc>>,
    health: Option<KnownHealth>,
    incidents: KnownIncidents,
    components: KnownComponents,
    foreign: Option<ForeignRun>,
    recent_keys: RecentKeys,
    clock: ClockSettings,
}

/// The health that the page stated last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct KnownHealth {
    impact: Impact,
    source: SourceId,
    as_of: Option<DateTime<Utc>>,
}

/// What distinguishes documents of one page: one that is fed twice counts once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct DocumentTimes {
    fetched_at: Option<DateTime<Utc>>,
    as_of: Option<DateTime<Utc>>,
}

/// Documents of one other page, in a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct ForeignRun {
    identity: PageIdentity,
    /// The times of each different one.
    documents: Vec<DocumentTimes>,
}

impl Tracker {
    /// A tracker that knows nothing yet. Threads begin with the host of the page's address, else with the vendor's id or
    /// name.
    ///
    /// ```
    /// use statusfeed::monitor::Tracker;
    ///
    /// assert_eq!(Tracker::new().page_key(), None); // until the first snapshot
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A tracker whose threads begin with this text: your own name for the page. Use it where one vendor has several
    /// pages on one host, or where its documents do not say who they are.
    ///
    /// ```
    /// use statusfeed::monitor::Tracker;
    ///
    /// assert_eq!(Tracker::with_page_key("acme").page_key(), Some("acme"));
    /// ```
    #[must_use]
    pub fn with_page_key(key: impl Into<String>) -> Self {
        let mut tracker = Self::default();
        tracker.state.page = Some(key.into().into_boxed_str());
        tracker.state.is_named = true;
        tracker
    }

    /// Sets how long before a planned start [`MaintenanceUpcoming`](EventKind::MaintenanceUpcoming) is due; an hour unless
    /// set. Saved with the state.
    ///
    /// ```
    /// use statusfeed::{chrono::TimeDelta, monitor::Tracker};
    ///
    /// let tracker = Tracker::new().with_lead_time(TimeDelta::minutes(30));
    /// assert_eq!(tracker.next_due(), None); // nothing is planned
    /// ```
    #[must_use]
    pub fn with_lead_time(mut self, lead_time: TimeDelta) -> Self {
        self.state.clock.set_lead_time(lead_time);
        self
    }

    /// Sets how long an open incident is without an update before [`IncidentSilent`](EventKind::IncidentSilent) is due; a
    /// day unless set. Saved with the state.
    ///
    /// ```
    /// use statusfeed::{chrono::TimeDelta, monitor::Tracker};
    ///
    /// let tracker = Tracker::new().with_silence(TimeDelta::hours(4));
    /// assert_eq!(tracker.next_due(), None); // nothing is open
    /// ```
    #[must_use]
    pub fn with_silence(mut self, silence: TimeDelta) -> Self {
        self.state.clock.set_silence(silence);
        self
    }

    /// Takes in a snapshot, and returns what it brings in the order in which it happened.
    ///
    /// Events of one time are in the order incidents (as the document lists them, updates oldest first), components,
    /// health. A document that could not be parsed is no snapshot and changes nothing.
    ///
    /// ```
    /// use statusfeed::monitor::{EventKind, Tracker};
    /// use statusfeed::{Incident, Snapshot, Update};
    ///
    /// let page = |status: &str, at: &str| {
    ///     let update = Update::new(status).with_at(at);
    ///     Snapshot::default().with_incident(Incident::new("k3x9", "Uploads fail").with_status(status).with_update(update))
    /// };
    /// let mut tracker = Tracker::new();
    /// let opened = tracker.observe(&page("investigating", "2026-03-08T09:30:00Z"));
    /// assert_eq!(opened[0].kind, EventKind::IncidentOpened);
    /// assert_eq!(tracker.observe(&page("investigating", "2026-03-08T09:30:00Z")).len(), 0); // nothing new
    /// ```
    pub fn observe(&mut self, snapshot: &Snapshot) -> Vec<Event> {
        let identity = PageIdentity::of(snapshot);
        let state = &mut self.state;
        if state.observations == 0 {
            return state.set_base(&identity, snapshot, Report::Open);
        }
        if !state.identity.may_be(&identity) {
            return state.observe_foreign(identity, snapshot);
        }
        state.foreign = None;
        state.take_in(&identity, snapshot, Report::All)
    }

    /// The events that time alone brings up to `now`, from what is known. Each is returned once, and `at` is the instant at
    /// which it became due.
    ///
    /// * [`MaintenanceUpcoming`](EventKind::MaintenanceUpcoming): the planned start is within the lead time; `to` is the
    ///   start. Once for each planned start, and not after it.
    /// * [`MaintenanceOverdue`](EventKind::MaintenanceOverdue): the planned end passed and the work goes on; `to` is the
    ///   end.
    /// * [`IncidentSilent`](EventKind::IncidentSilent): open, without an update; `to` is the time of the last one. Once, and
    ///   again after a further update.
    ///
    /// ```
    /// use chrono::TimeDelta;
    /// use statusfeed::monitor::{EventKind, Tracker};
    /// use statusfeed::{Incident, Schedule, Snapshot};
    ///
    /// let start = "2026-03-08T22:00:00Z".parse::<chrono::DateTime<chrono::Utc>>()?;
    /// let work = Incident::maintenance("m4y8", "Disk swap")
    ///     .with_status("scheduled")
    ///     .with_scheduled(Schedule::new(Some(start), None));
    /// let mut tracker = Tracker::new().with_lead_time(TimeDelta::minutes(30));
    /// tracker.observe(&Snapshot::default().with_incident(work));
    ///
    /// let due = start - TimeDelta::minutes(30);
    /// assert_eq!(tracker.next_due(), Some(due));
    /// let events = tracker.due(due);
    /// assert_eq!((events[0].kind, events[0].at), (EventKind::MaintenanceUpcoming, Some(due)));
    /// assert_eq!((tracker.due(due).len(), tracker.next_due()), (0, None));
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    pub fn due(&mut self, now: DateTime<Utc>) -> Vec<Event> {
        let State { page, incidents, recent_keys, clock, .. } = &mut self.state;
        let Some(page) = page else { return Vec::new() };
        let mut log = EventLog::new(page, Some(now), recent_keys);
        for (id, known) in incidents.iter_mut() {
            known.remind(id, now, clock, &mut log);
        }
        log.into_events()
    }

    /// The earliest instant at which [`Tracker::due`] would return something or find that it has become void. It may be
    /// past.
    ///
    /// ```
    /// use statusfeed::monitor::Tracker;
    ///
    /// assert_eq!(Tracker::new().next_due(), None);
    /// ```
    #[must_use]
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        let reminders =
            self.state.incidents.iter().filter_map(|(_, known)| known.reminder(&self.state.clock));
        reminders.map(|reminder| reminder.at).min()
    }

    /// The text that all threads of this page begin with; `None` before the first snapshot, unless you gave one.
    ///
    /// ```
    /// use statusfeed::monitor::Tracker;
    /// use statusfeed::{Snapshot, Vendor};
    ///
    /// let mut tracker = Tracker::new();
    /// tracker.observe(&Snapshot::default().with_vendor(Vendor::new("Acme").with_url("https://status.acme.example")));
    /// assert_eq!(tracker.page_key(), Some("status.acme.example"));
    /// ```
    #[must_use]
    pub fn page_key(&self) -> Option<&str> {
        self.state.page.as_deref()
    }

    /// The incidents and maintenances that are open, as far as is known, by id.
    ///
    /// ```
    /// use statusfeed::monitor::Tracker;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let mut tracker = Tracker::new();
    /// tracker.observe(&Snapshot::default().with_incident(Incident::new("k3x9", "Uploads fail").with_status("identified")));
    /// assert_eq!(tracker.open_incidents().map(|incident| incident.id).collect::<Vec<_>>(), ["k3x9"]);
    /// ```
    pub fn open_incidents(&self) -> impl Iterator<Item = TrackedIncident<'_>> {
        let open = self.state.incidents.iter().filter(|(_, known)| known.phase == Phase::Open);
        open.map(|(id, known)| self.tracked(id, known))
    }

    /// What is known of the incident or maintenance with this id.
    ///
    /// ```
    /// use statusfeed::monitor::Tracker;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let mut tracker = Tracker::new();
    /// tracker.observe(&Snapshot::default().with_incident(Incident::new("k3x9", "Uploads fail").with_status("identified")));
    /// assert!(tracker.incident("k3x9").is_some_and(|incident| incident.is_open));
    /// ```
    #[must_use]
    pub fn incident(&self, id: &str) -> Option<TrackedIncident<'_>> {
        let (id, known) = self.state.incidents.get(id)?;
        Some(self.tracked(id, known))
    }

    /// The last status of the component with this id; with its "Group - Name", where it has no id.
    ///
    /// ```
    /// use statusfeed::monitor::Tracker;
    ///
    /// assert_eq!(Tracker::new().component_status("u1"), None); // not seen yet
    /// ```
    #[must_use]
    pub fn component_status(&self, id: &str) -> Option<&ComponentStatus> {
        self.state.components.by_id.get(id)?.status.as_ref()
    }

    /// The health that the page stated last.
    ///
    /// ```
    /// use statusfeed::monitor::Tracker;
    /// use statusfeed::{Health, Impact, Snapshot};
    ///
    /// let mut tracker = Tracker::new();
    /// tracker.observe(&Snapshot::default().with_health(Health::stated("minor")));
    /// assert_eq!(tracker.health(), Some(&Impact::Minor));
    /// ```
    #[must_use]
    pub fn health(&self) -> Option<&Impact> {
        self.state.health.as_ref().map(|health| &health.impact)
    }

    fn tracked<'a>(&'a self, id: &'a str, known: &'a KnownIncident) -> TrackedIncident<'a> {
        TrackedIncident {
            id,
            thread: thread(self.state.page.as_deref().unwrap_or_default(), known.subject(id)),
            kind: known.kind,
            title: known.title.as_deref(),
            status: known.status.as_ref(),
            impact: known.impact.as_ref(),
            started_at: known.started_at,
            scheduled: known.scheduled,
            last_activity: known.last_activity(),
            is_open: known.phase == Phase::Open,
        }
    }
}

/// What a [`Tracker`] knows of one incident or maintenance.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrackedIncident<'a> {
    /// The id.
    pub id: &'a str,
    /// The thread of its events.
    pub thread: String,
    /// Whether something broke or was planned.
    pub kind: IncidentKind,
    /// The title.
    pub title: Option<&'a str>,
    /// The last status. `None` also where it disappeared from a list of everything open.
    pub status: Option<&'a IncidentStatus>,
    /// The impact.
    pub impact: Option<&'a Impact>,
    /// When it began, UTC.
    pub started_at: Option<DateTime<Utc>>,
    /// The planned window.
    pub scheduled: Option<Schedule>,
    /// The time of the newest update, else the start, UTC.
    pub last_activity: Option<DateTime<Utc>>,
    /// Whether it is not over.
    pub is_open: bool,
}

impl State {
    /// Forgets everything about the page, and starts with this snapshot.
    fn set_base(&mut self, identity: &PageIdentity, snapshot: &Snapshot, report: Report) -> Vec<Event> {
        let page = self.page.take().filter(|_| self.is_named);
        *self = Self {
            page: Some(page.unwrap_or_else(|| page_key(snapshot).into_boxed_str())),
            is_named: self.is_named,
            observations: self.observations,
            base_at: document_time(&snapshot.source),
            recent_keys: std::mem::take(&mut self.recent_keys),
            clock: self.clock.clone(),
            ..Self::default()
        };
        self.take_in(identity, snapshot, report)
    }

    /// Takes in a snapshot of the page; a stale one changes nothing.
    fn take_in(&mut self, identity: &PageIdentity, snapshot: &Snapshot, report: Report) -> Vec<Event> {
        let number = self.observations.saturating_add(1);
        let Some(admission) = self.sources.admit(&snapshot.source, number) else { return Vec::new() };
        self.observations = number;
        self.identity.learn(identity);
        let Self { page, incidents, components, health, sources, recent_keys, base_at, .. } = self;
        let page = page.as_deref().unwrap_or_default();
        let mut observation = Observation {
            snapshot,
            sources,
            source: admission.id,
            number,
            log: EventLog::new(page, snapshot.source.fetched_at, recent_keys),
        };
        let report_of = |incident: &crate::model::Incident| {
            let is_history =
                admission.is_first && incident.resolved_at.is_some_and(|end| Some(end) < *base_at);
            if is_history && matches!(report, Report::All) { Report::Open } else { report }
        };
        incidents.compare(report_of, &mut observation);
        components.compare(&mut observation);
        compare_health(health, &mut observation);
        let events = observation.log.into_events();
        self.incidents.forget(number);
        events
    }

    /// Reports a document of another page once for each run of them, until the page has really moved.
    fn observe_foreign(&mut self, identity: PageIdentity, snapshot: &Snapshot) -> Vec<Event> {
        let source = &snapshot.source;
        let document = DocumentTimes { fetched_at: source.fetched_at, as_of: source.as_of };
        match &mut self.foreign {
            Some(run) if run.identity == identity => {
                if !run.documents.contains(&document) {
                    run.documents.push(document);
                }
                if run.documents.len() >= ADOPT_AFTER {
                    return self.set_base(&identity, snapshot, Report::Nothing);
                }
                Vec::new()
            }
            _ => {
                let at = document_time(source);
                let (from, to) = (self.identity.name(), identity.name());
                self.foreign = Some(ForeignRun { identity, documents: vec![document] });
                let change =
                    Change { at, from: from.as_deref(), to: to.as_deref(), key: change_key(at, to.as_ref()) };
                let page = self.page.as_deref().unwrap_or_default();
                let mut log = EventLog::new(page, source.fetched_at, &mut self.recent_keys);
                log.push(EventKind::SourceChanged, Subject::Page { aspect: "source" }, &change);
                log.into_events()
            }
        }
    }
}

/// Compares the health that the page states; a derived one only repeats what its components and incidents say.
fn compare_health(known: &mut Option<KnownHealth>, observation: &mut Observation<'_>) {
    let snapshot = observation.snapshot;
    let Some(impact) = snapshot.health.impact.as_ref().filter(|_| snapshot.health.basis == Basis::Stated)
    else {
        return;
    };
    let as_of = snapshot.source.as_of;
    let is_outdated = known
        .as_ref()
        .is_some_and(|known| known.source != observation.source && as_of.is_some() && as_of < known.as_of);
    if is_outdated {
        return;
    }
    let before = known.replace(KnownHealth { impact: impact.clone(), source: observation.source, as_of });
    if let Some(before) = before.filter(|before| before.impact != *impact) {
        let at = observation.time();
        let change = Change {
            at,
            from: Some(before.impact.as_str()),
            to: Some(impact.as_str()),
            key: change_key(at, Some(impact)),
        };
        observation.log.push(EventKind::HealthChanged, Subject::Page { aspect: "health" }, &change);
    }
}
