//! Incidents and maintenances, with their updates.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{AffectedComponent, Component, ComponentChange, Impact, Link, Postmortem, RichText};

open_enum! {
    /// The status of an incident or a maintenance.
    ///
    /// Values compare by how far the life has gone on. Use [`IncidentStatus::is_over`] to ask whether it is over.
    pub enum IncidentStatus (unknown => 1) {
        /// Planned, not begun.
        Scheduled = "scheduled" => 0,
        /// Under way, and the source says no more.
        Open = "open" => 2,
        /// The cause is being looked for.
        Investigating = "investigating" => 3,
        /// The cause is known.
        Identified = "identified" => 4,
        /// Planned work is under way.
        InProgress = "in_progress" => 5,
        /// A fix is in place and watched.
        Monitoring = "monitoring" => 6,
        /// Planned work is done and being checked.
        Verifying = "verifying" => 7,
        /// Over.
        Resolved = "resolved" => 8,
        /// Planned work is over.
        Completed = "completed" => 9,
        /// Planned work was called off.
        Canceled = "canceled" => 10,
        /// Over, and a postmortem was published.
        Postmortem = "postmortem" => 11,
    }
}

impl IncidentStatus {
    /// Whether it is over: resolved, completed, canceled, or written up. An unknown word is never over.
    ///
    /// ```
    /// use statusfeed::IncidentStatus;
    ///
    /// assert!(IncidentStatus::Canceled.is_over());
    /// assert!(!IncidentStatus::Monitoring.is_over());
    /// assert!(!IncidentStatus::from("not fixed").is_over()); // an unknown word
    /// ```
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Resolved | Self::Completed | Self::Canceled | Self::Postmortem)
    }

    /// Whether the word belongs to planned work: scheduled, in progress, verifying, completed.
    ///
    /// ```
    /// use statusfeed::IncidentStatus;
    ///
    /// assert!(IncidentStatus::Verifying.is_maintenance());
    /// assert!(!IncidentStatus::Monitoring.is_maintenance());
    /// ```
    #[must_use]
    pub fn is_maintenance(&self) -> bool {
        matches!(self, Self::Scheduled | Self::InProgress | Self::Verifying | Self::Completed)
    }
}

/// Whether something broke or was planned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum IncidentKind {
    /// Something broke.
    #[default]
    Incident,
    /// Work was planned.
    Maintenance,
}

words!(IncidentKind { Incident = "incident", Maintenance = "maintenance" });

/// A planned window; either bound may be unknown. UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Schedule {
    /// Planned start: `scheduled_for`, the banner of a feed's entry.
    pub start: Option<DateTime<Utc>>,
    /// Planned end: `scheduled_until`, `<maintenanceEndDate>`.
    pub end: Option<DateTime<Utc>>,
}

impl Schedule {
    /// A window with these bounds.
    ///
    /// ```
    /// use statusfeed::{Incident, Schedule, chrono::{DateTime, Utc}};
    ///
    /// let start = "2026-03-08T22:00:00Z".parse::<DateTime<Utc>>()?;
    /// let work = Incident::maintenance("m4y8", "Disk swap").with_scheduled(Schedule::new(Some(start), None));
    /// assert_eq!(work.scheduled.and_then(|planned| planned.start), Some(start));
    /// # Ok::<(), statusfeed::chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn new(start: Option<DateTime<Utc>>, end: Option<DateTime<Utc>>) -> Self {
        Self { start, end }
    }
}

/// One step of the story.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Update {
    /// The source's own id, where it gives one.
    pub id: Option<String>,
    /// The state with this update; an update without a change of state carries the one in force.
    pub status: Option<IncidentStatus>,
    /// The time shown to readers, UTC (`display_at` before `created_at`).
    pub at: Option<DateTime<Utc>>,
    /// What was written.
    pub body: Option<RichText>,
    /// What it says about components.
    pub components: Vec<ComponentChange>,
}

impl Update {
    /// An update with this state.
    ///
    /// ```
    /// use statusfeed::Update;
    ///
    /// let update = Update::new("identified").with_at("2026-03-08T09:41:00Z").with_body("A disk is full.");
    /// assert_eq!(update.status.unwrap(), "identified");
    /// ```
    #[must_use]
    pub fn new(status: impl Into<IncidentStatus>) -> Self {
        Self { status: Some(status.into()), ..Self::default() }
    }

    setters! { Update;
        opt with_id -> id: String = "k3x9",
        opt with_at -> at: DateTime<Utc> = "2026-03-08T09:41:00Z",
        opt with_body -> body: RichText = "A disk is full.",
        push with_component -> components: ComponentChange = statusfeed::ComponentChange::new("Uploads"),
    }

    /// What identifies the update within its incident, in every fetch.
    ///
    /// ```
    /// use statusfeed::Update;
    /// use chrono::{DateTime, Utc};
    ///
    /// let at = |text: &str| text.parse::<DateTime<Utc>>();
    /// let fresh = Update::new("identified").with_at(at("2026-03-08T04:21:39Z")?);
    /// let later = Update::new("identified").with_at(at("2026-03-08T04:21:00Z")?);
    /// assert_eq!(fresh.key(), later.key());
    /// assert_eq!(fresh.key().as_str(), "2026-03-08T04:21Z identified");
    /// assert_eq!(fresh.with_id("g7h8j9").key().as_str(), "g7h8j9");
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn key(&self) -> UpdateKey {
        if let Some(id) = &self.id {
            return UpdateKey(id.as_str().into());
        }
        let minute = self.at.map_or_else(|| "-".to_owned(), |at| at.format("%Y-%m-%dT%H:%MZ").to_string());
        let word = self.status.as_ref().map_or("-", IncidentStatus::as_str);
        UpdateKey(format!("{minute} {word}").into())
    }
}

/// What identifies an update within its incident: the source's own id, else its minute and its status word.
///
/// It is the same in every fetch. A minute and not a second, because sources round: a Statuspage feed gives seconds only
/// to its newest block, so that the update of 04:21:39 is that of 04:21:00 in the next fetch. Updates of one incident
/// that share the minute and the word share the key; their order distinguishes them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UpdateKey(Box<str>);

impl UpdateKey {
    /// The key as text: `g7h8j9` or `2026-03-08T04:21Z identified`.
    ///
    /// ```
    /// use statusfeed::Update;
    ///
    /// assert_eq!(Update::new("identified").with_id("g7h8j9").key().as_str(), "g7h8j9");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for UpdateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// An incident or a maintenance, with its whole story.
#[doc(alias = "outage")]
#[doc(alias = "event")]
#[doc(alias = "disruption")]
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Incident {
    /// The same in every format of one page; `anon-…` where the source gives no identity. Never empty.
    pub id: String,
    /// Whether something broke or was planned.
    pub kind: IncidentKind,
    /// The human's words, without what a machine put around them.
    pub title: Option<String>,
    /// Its status, as stated.
    pub status: Option<IncidentStatus>,
    /// How much it hurts; `None` where the source does not say.
    pub impact: Option<Impact>,
    /// The link that the document gives, never one that is built.
    pub url: Option<Link>,
    /// When it was entered, UTC; only where the source says so.
    pub created_at: Option<DateTime<Utc>>,
    /// When it began, UTC. A maintenance: when work began, `None` before.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was over, UTC; `None` while it is open.
    pub resolved_at: Option<DateTime<Utc>>,
    /// When it last changed, UTC.
    pub updated_at: Option<DateTime<Utc>>,
    /// The planned window of a maintenance.
    pub scheduled: Option<Schedule>,
    /// The components it names.
    pub components: Vec<AffectedComponent>,
    /// The story, oldest first.
    pub updates: Vec<Update>,
    /// What was published afterwards.
    pub postmortem: Option<Box<Postmortem>>,
    /// The item as the document wrote it; only with [`Parser::with_raw`](crate::Parser::with_raw).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<Box<str>>,
}

impl Incident {
    /// An incident with this id and title.
    ///
    /// ```
    /// use statusfeed::{Incident, Update};
    ///
    /// let incident = Incident::new("k3x9", "Uploads fail")
    ///     .with_status("monitoring")
    ///     .with_started_at("2026-03-08T09:30:00Z")
    ///     .with_update(Update::new("monitoring").with_body("A fix is in."));
    /// assert!(!incident.is_over());
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: Some(title.into()), ..Self::default() }
    }

    /// A maintenance with this id and title.
    ///
    /// ```
    /// use statusfeed::Incident;
    ///
    /// assert!(Incident::maintenance("m4y8", "Disk swap").with_status("scheduled").is_maintenance());
    /// ```
    #[must_use]
    pub fn maintenance(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { kind: IncidentKind::Maintenance, ..Self::new(id, title) }
    }

    setters! { Incident;
        opt with_status -> status: IncidentStatus = "identified",
        opt with_impact -> impact: Impact = "minor",
        opt with_url -> url: Link = "https://status.acme.example",
        opt with_created_at -> created_at: DateTime<Utc> = "2026-03-08T09:31:00Z",
        opt with_started_at -> started_at: DateTime<Utc> = "2026-03-08T09:30:00Z",
        opt with_resolved_at -> resolved_at: DateTime<Utc> = "2026-03-08T10:31:00Z",
        opt with_updated_at -> updated_at: DateTime<Utc> = "2026-03-08T10:31:00Z",
        opt with_scheduled -> scheduled: Schedule = statusfeed::Schedule::default(),
        push with_component -> components: AffectedComponent = statusfeed::AffectedComponent::new("Uploads"),
        push with_update -> updates: Update = statusfeed::Update::new("identified"),
        opt with_postmortem -> postmortem: Box<Postmortem> = statusfeed::Postmortem::new("A disk was full.".into()),
    }

    /// Whether it was planned.
    ///
    /// ```
    /// use statusfeed::Incident;
    ///
    /// // The kind decides, not a word of the status.
    /// assert!(!Incident::new("k3x9", "Uploads fail").with_status("in_progress").is_maintenance());
    /// ```
    #[must_use]
    pub fn is_maintenance(&self) -> bool {
        self.kind == IncidentKind::Maintenance
    }

    /// Whether it is known to be over: its status says so, or it has an end with nothing open after it.
    ///
    /// ```
    /// use statusfeed::{Incident, Update};
    /// use chrono::{DateTime, Utc};
    ///
    /// let at = |text: &str| text.parse::<DateTime<Utc>>();
    /// let incident = Incident::new("k3x9", "Uploads fail").with_status("monitoring");
    /// assert!(!incident.is_over());
    /// let incident = incident.with_resolved_at(at("2026-03-08T10:00:00Z")?);
    /// assert!(incident.is_over());
    /// let incident = incident.with_update(Update::new("identified").with_at(at("2026-03-08T11:00:00Z")?));
    /// assert!(!incident.is_over());
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.status.as_ref().is_some_and(IncidentStatus::is_over)
            || self.resolved_at.is_some_and(|end| !self.has_open_update_after(end))
    }

    fn has_open_update_after(&self, end: DateTime<Utc>) -> bool {
        self.updates.iter().any(|update| {
            update.at.is_some_and(|at| at > end) && update.status.as_ref().is_some_and(|s| !s.is_over())
        })
    }

    /// The title; where there is none, the first line of the first update that has a text; else the id.
    ///
    /// ```
    /// use statusfeed::{Incident, Update};
    ///
    /// let incident = Incident::new("k3x9", "Uploads fail");
    /// assert_eq!(incident.headline(), "Uploads fail");
    ///
    /// let mut untitled = incident.with_update(Update::new("identified").with_body("A disk is full.\nMore soon."));
    /// untitled.title = None;
    /// assert_eq!(untitled.headline(), "A disk is full.");
    /// ```
    #[must_use]
    pub fn headline(&self) -> Cow<'_, str> {
        if let Some(title) = self.title.as_deref().filter(|title| !title.trim().is_empty()) {
            return title.into();
        }
        let texts = self.updates.iter().filter_map(|update| update.body.as_ref()).map(RichText::plain);
        let lines = texts.filter_map(|text| text.lines().next().map(str::to_owned));
        lines.map(Cow::Owned).next().unwrap_or_else(|| self.id.as_str().into())
    }

    /// The newest update.
    ///
    /// ```
    /// use statusfeed::{Incident, Update};
    ///
    /// let incident = Incident::new("k3x9", "Uploads fail")
    ///     .with_update(Update::new("investigating"))
    ///     .with_update(Update::new("identified"));
    /// assert_eq!(incident.latest_update(), Some(&Update::new("identified")));
    /// ```
    #[must_use]
    pub fn latest_update(&self) -> Option<&Update> {
        self.updates.last()
    }

    /// Whether it names this component, in its list or in an update: by id where both have one, else by name or
    /// "Group - Name". A list in a feed has names only.
    ///
    /// An incident that names no component affects none by this measure: it may still affect the whole page.
    ///
    /// ```
    /// use statusfeed::{AffectedComponent, Component, Incident};
    ///
    /// let incident = Incident::new("k3x9", "Uploads fail").with_component(AffectedComponent::new("Storage - Uploads"));
    /// assert!(incident.affects(&Component::new("Uploads").with_id("u")));
    /// assert!(!incident.affects(&Component::new("Downloads").with_id("d")));
    /// ```
    #[must_use]
    pub fn affects(&self, component: &Component) -> bool {
        let listed = self.components.iter().map(|c| (c.id.as_deref(), c.name.as_deref()));
        let changed = self.updates.iter().flat_map(|u| &u.components);
        listed
            .chain(changed.map(|c| (c.id.as_deref(), c.name.as_deref())))
            .any(|(id, name)| component.is_named_by(id, name))
    }
}
