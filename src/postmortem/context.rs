//! What the reader of a postmortem knows that the text may not say.

use chrono::{DateTime, Utc};

use crate::datetime::zone::Zone;

/// What is known about a postmortem from beside its text. Everything is optional; nothing of it overrules the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Context {
    /// When it was published, UTC: tells the year of dates that print none.
    pub published_at: Option<DateTime<Utc>>,
    /// When the incident began, UTC: tells the day of times that print none.
    pub started_at: Option<DateTime<Utc>>,
    /// When the incident was over, UTC.
    pub resolved_at: Option<DateTime<Utc>>,
    /// The vendor's zone: that of times that name none. Without it they are read as UTC.
    pub zone: Option<Zone>,
}

impl Context {
    /// Nothing is known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// It was published then, if that is known.
    #[must_use]
    pub fn published_at(mut self, at: Option<DateTime<Utc>>) -> Self {
        self.published_at = at;
        self
    }

    /// The incident began then, if that is known.
    #[must_use]
    pub fn started_at(mut self, at: Option<DateTime<Utc>>) -> Self {
        self.started_at = at;
        self
    }

    /// The incident was over then, if that is known.
    #[must_use]
    pub fn resolved_at(mut self, at: Option<DateTime<Utc>>) -> Self {
        self.resolved_at = at;
        self
    }

    /// The vendor's clocks are in this zone, if it is known.
    #[must_use]
    pub fn zone(mut self, zone: Option<Zone>) -> Self {
        self.zone = zone;
        self
    }
}
