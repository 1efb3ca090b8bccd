//! What is known about a postmortem beside its text.

use chrono::{DateTime, Utc};

use super::Weights;
use crate::datetime::zone::Zone;
use crate::limits::Limits;
use crate::model::IntoField;

/// What is known about a postmortem beside its text. Everything is optional; nothing of it overrules the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Context {
    /// When it was published, UTC: gives the year of dates that print none.
    pub published_at: Option<DateTime<Utc>>,
    /// When the incident began, UTC: gives the day of times that print none.
    pub started_at: Option<DateTime<Utc>>,
    /// When the incident was over, UTC.
    pub resolved_at: Option<DateTime<Utc>>,
    /// The vendor's zone: that of times that name none. Without it they are read as UTC.
    pub zone: Option<Zone>,
    /// How much is read: `text_bytes` of the text, `diagnostics`.
    pub limits: Limits,
    /// The weights by which sentences are recognised as causes and actions.
    pub weights: Weights,
}

impl Context {
    /// Nothing is known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets when it was published, if that is known.
    #[must_use]
    pub fn with_published_at(mut self, at: impl IntoField<DateTime<Utc>>) -> Self {
        self.published_at = at.into_field();
        self
    }

    /// Sets when the incident began, if that is known.
    #[must_use]
    pub fn with_started_at(mut self, at: impl IntoField<DateTime<Utc>>) -> Self {
        self.started_at = at.into_field();
        self
    }

    /// Sets when the incident was over, if that is known.
    #[must_use]
    pub fn with_resolved_at(mut self, at: impl IntoField<DateTime<Utc>>) -> Self {
        self.resolved_at = at.into_field();
        self
    }

    /// Sets the zone of the vendor's clocks, if it is known.
    #[must_use]
    pub fn with_zone(mut self, zone: impl Into<Option<Zone>>) -> Self {
        self.zone = zone.into();
        self
    }

    /// Sets how much is read.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the weights by which sentences are recognised as causes and actions.
    #[must_use]
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }
}
