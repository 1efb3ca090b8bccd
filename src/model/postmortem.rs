//! What a vendor publishes after an incident, as data.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Link, RichText};

open_enum! {
    /// What a section of a postmortem is about.
    pub enum SectionRole (unknown => 11) {
        /// The text's own title.
        Title = "title" => 0,
        /// What happened, in short.
        Summary = "summary" => 1,
        /// Who was hurt, and how much.
        Impact = "impact" => 2,
        /// What happened when.
        Timeline = "timeline" => 3,
        /// Why it happened.
        RootCause = "root_cause" => 4,
        /// How it was noticed.
        Detection = "detection" => 5,
        /// How it was mended.
        Resolution = "resolution" => 6,
        /// What was learned.
        Lessons = "lessons" => 7,
        /// What will be done.
        Actions = "actions" => 8,
        /// A word of regret.
        Apology = "apology" => 9,
        /// Anything else.
        Unclassified = "other" => 10,
    }
}

/// A stretch of time that the text states.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Section {
    /// The heading, as plain text.
    pub heading: String,
    /// Its level, 1 to 6.
    pub level: u8,
    /// What it is about.
    pub role: SectionRole,
    /// What stands under it, as plain text.
    pub text: String,
}

/// One step of a timeline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct TimelineEntry {
    /// When, UTC; `None` where the text does not give enough to tell.
    pub at: Option<DateTime<Utc>>,
    /// Until when, UTC, where a range is stated.
    pub until: Option<DateTime<Utc>>,
    /// The time as the text writes it.
    pub stated: String,
    /// What happened.
    pub text: String,
}

/// What a vendor publishes after an incident. Everything but `body` is derived from the body's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Postmortem {
    /// Its own title, where it has one.
    pub title: Option<String>,
    /// Where it stands, where the source links to it.
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
}

impl Postmortem {
    /// A postmortem of which only the text is known.
    #[must_use]
    pub fn new(body: RichText) -> Self {
        Self { body: Some(body), ..Self::default() }
    }

    setters! {
        opt with_title -> title: String,
        opt with_url -> url: Link,
        opt with_published_at -> published_at: DateTime<Utc>,
        opt with_time_zone -> time_zone: String,
    }
}
