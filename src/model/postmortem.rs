//! What a vendor publishes after an incident, as data.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Link, RichText};

open_enum! {
    /// What a section of a postmortem is about.
    pub enum SectionRole {
        /// The text's own title.
        Title = "title",
        /// What happened, in short.
        Summary = "summary",
        /// Who was hurt, and how much.
        Impact = "impact",
        /// What happened when.
        Timeline = "timeline",
        /// Why it happened.
        RootCause = "root_cause",
        /// How it was noticed.
        Detection = "detection",
        /// How it was mended.
        Resolution = "resolution",
        /// What was learned.
        Lessons = "lessons",
        /// What will be done.
        Actions = "actions",
        /// A word of regret.
        Apology = "apology",
        /// A section about something else: the word `other`. (A role that is not in the vocabulary is `Other`.)
        Unclassified = "other",
    }
}

/// A stretch of time that the text states.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct OutageWindow {
    /// Its start, UTC.
    pub start: Option<DateTime<Utc>>,
    /// Its end, UTC.
    pub end: Option<DateTime<Utc>>,
    /// Its length in seconds.
    pub duration_s: Option<i64>,
    /// The words that state it.
    pub stated: String,
}

impl OutageWindow {
    /// A window that these words state.
    ///
    /// ```
    /// use statusfeed::OutageWindow;
    ///
    /// let window = OutageWindow::new("from 10:00 to 10:20 UTC").with_start("2026-05-04T10:00:00Z").with_duration_s(1200);
    /// assert_eq!(window.duration_s, Some(1200));
    /// ```
    #[must_use]
    pub fn new(stated: impl Into<String>) -> Self {
        Self { stated: stated.into(), ..Self::default() }
    }

    setters! { OutageWindow;
        opt with_start -> start: DateTime<Utc> = "2026-03-08T09:30:00Z",
        opt with_end -> end: DateTime<Utc> = "2026-03-08T10:31:00Z",
        opt with_duration_s -> duration_s: i64 = 3_600,
    }
}

/// A heading and the text under it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Section {
    /// The heading, as plain text.
    pub heading: String,
    /// Its level, 1 to 6.
    pub level: u8,
    /// What it is about.
    pub role: SectionRole,
    /// The text under it, as plain text.
    pub text: String,
}

impl Section {
    /// A section of level 1 under this heading, without a text.
    ///
    /// ```
    /// use statusfeed::{Section, SectionRole};
    ///
    /// let section = Section::new(SectionRole::Timeline, "What happened when").with_level(2_u8).with_text("10:12 It broke.");
    /// assert_eq!(section.role, "timeline");
    /// ```
    #[must_use]
    pub fn new(role: impl Into<SectionRole>, heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), level: 1, role: role.into(), text: String::new() }
    }

    setters! { Section;
        set with_level -> level: u8 = 2_u8,
        set with_text -> text: String = "10:12 It broke.",
    }
}

/// One step of a timeline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct TimelineEntry {
    /// When, UTC; `None` where the text does not say enough.
    pub at: Option<DateTime<Utc>>,
    /// Until when, UTC, where a range is stated.
    pub until: Option<DateTime<Utc>>,
    /// The time as the text writes it.
    pub stated: String,
    /// What happened.
    pub text: String,
}

impl TimelineEntry {
    /// A step at the time that the text writes like this.
    ///
    /// ```
    /// use statusfeed::TimelineEntry;
    ///
    /// let entry = TimelineEntry::new("10:12 UTC", "It broke.").with_at("2026-03-04T10:12:00Z");
    /// assert_eq!(entry.stated, "10:12 UTC");
    /// ```
    #[must_use]
    pub fn new(stated: impl Into<String>, text: impl Into<String>) -> Self {
        Self { stated: stated.into(), text: text.into(), ..Self::default() }
    }

    setters! { TimelineEntry;
        opt with_at -> at: DateTime<Utc> = "2026-03-08T09:41:00Z",
        opt with_until -> until: DateTime<Utc> = "2026-03-08T10:31:00Z",
    }
}

/// What a vendor publishes after an incident. Everything but `body` is derived from the body's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Postmortem {
    /// Its own title, where it has one.
    pub title: Option<String>,
    /// Its address, where the source links to it.
    pub url: Option<Link>,
    /// When it was published, UTC.
    pub published_at: Option<DateTime<Utc>>,
    /// The text, untouched.
    pub body: Option<RichText>,
    /// IANA name or fixed offset (`+02:00`) that its times are in; `None` where the text gives none.
    pub time_zone: Option<String>,
    /// Every stretch of time that the text states, the main one first.
    pub windows: Vec<OutageWindow>,
    /// Its headings, in order.
    pub sections: Vec<Section>,
    /// Its timeline, in the order of the text.
    pub timeline: Vec<TimelineEntry>,
    /// The sentences that say why it happened.
    pub root_causes: Vec<String>,
    /// What the vendor says it will do.
    pub actions: Vec<String>,
    /// How sure the reader is of the causes and actions. Not part of the JSON form, nor of comparisons.
    #[serde(skip)]
    pub confidence: Confidence,
}

/// How sure the reader of a postmortem is of each root cause and action, in percent, in their order.
///
/// A note about the reading and not about the incident: it takes no part in comparisons and is not written to JSON. Empty where
/// causes and actions come from elsewhere.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Confidence {
    /// For each of [`Postmortem::root_causes`].
    pub root_causes: Vec<u8>,
    /// For each of [`Postmortem::actions`].
    pub actions: Vec<u8>,
}

impl PartialEq for Confidence {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Confidence {}

impl std::hash::Hash for Confidence {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl Postmortem {
    /// A postmortem of which only the text is known. `postmortem::read` reads the text; a test can say what it says:
    ///
    /// ```
    /// use chrono::{TimeZone, Utc};
    /// use statusfeed::{OutageWindow, Postmortem, RichText, Section, SectionRole, TimelineEntry};
    ///
    /// let down = Utc.with_ymd_and_hms(2026, 3, 4, 10, 12, 0).unwrap();
    /// let postmortem = Postmortem::new(RichText::markdown("# Timeline\n\n10:12 UTC It broke."))
    ///     .with_window(OutageWindow::new("from 10:12 UTC").with_start(down))
    ///     .with_section(Section::new(SectionRole::Timeline, "Timeline").with_text("10:12 UTC It broke."))
    ///     .with_timeline_entry(TimelineEntry::new("10:12 UTC", "It broke.").with_at(down))
    ///     .with_action("We will watch the disk.");
    /// assert_eq!(postmortem.windows[0].start, postmortem.timeline[0].at);
    /// ```
    #[must_use]
    pub fn new(body: RichText) -> Self {
        Self { body: Some(body), ..Self::default() }
    }

    setters! { Postmortem;
        opt with_title -> title: String = "Why uploads failed",
        opt with_url -> url: Link = "https://status.acme.example",
        opt with_published_at -> published_at: DateTime<Utc> = "2026-03-10T08:00:00Z",
        opt with_time_zone -> time_zone: String = "America/New_York",
        push with_window -> windows: OutageWindow = statusfeed::OutageWindow::new("from 10:00 to 10:20 UTC"),
        push with_section -> sections: Section = statusfeed::Section::new("timeline", "Timeline"),
        push with_timeline_entry -> timeline: TimelineEntry = statusfeed::TimelineEntry::new("10:12 UTC", "It broke."),
        push with_root_cause -> root_causes: String = "We will watch the disk.",
        push with_action -> actions: String = "We will watch the disk.",
    }
}
