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
    ///
    /// ```
    /// use statusfeed::{RichText, postmortem::{self, Context}};
    ///
    /// let reading = postmortem::read(RichText::markdown("We fixed it."), &Context::new());
    /// assert!(reading.postmortem.windows.is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets when it was published, if that is known.
    ///
    /// ```
    /// use statusfeed::{RichText, postmortem::{self, Context}};
    ///
    /// let context = Context::new().with_published_at("2026-05-06T08:00:00Z");
    /// let reading = postmortem::read(RichText::markdown("From 10:00 to 10:20 UTC on 4 May saving failed."), &context);
    /// assert_eq!(reading.postmortem.windows[0].start.unwrap().to_rfc3339(), "2026-05-04T10:00:00+00:00");
    /// ```
    #[must_use]
    pub fn with_published_at(mut self, at: impl IntoField<DateTime<Utc>>) -> Self {
        self.published_at = at.into_field();
        self
    }

    /// Sets when the incident began, if that is known.
    ///
    /// ```
    /// use statusfeed::postmortem::Context;
    ///
    /// let context = Context::new().with_started_at("2026-05-04T10:00:00Z");
    /// assert!(context.started_at.is_some());
    /// ```
    #[must_use]
    pub fn with_started_at(mut self, at: impl IntoField<DateTime<Utc>>) -> Self {
        self.started_at = at.into_field();
        self
    }

    /// Sets when the incident was over, if that is known.
    ///
    /// ```
    /// use statusfeed::postmortem::Context;
    ///
    /// let context = Context::new().with_resolved_at("2026-05-04T10:20:00Z");
    /// assert!(context.resolved_at.is_some());
    /// ```
    #[must_use]
    pub fn with_resolved_at(mut self, at: impl IntoField<DateTime<Utc>>) -> Self {
        self.resolved_at = at.into_field();
        self
    }

    /// Sets the zone of the vendor's clocks, if it is known.
    ///
    /// ```
    /// use statusfeed::{Zone, postmortem::Context};
    ///
    /// let context = Context::new().with_zone("-07:00".parse::<Zone>()?);
    /// assert!(context.zone.is_some());
    /// # Ok::<(), statusfeed::UnknownZone>(())
    /// ```
    #[must_use]
    pub fn with_zone(mut self, zone: impl Into<Option<Zone>>) -> Self {
        self.zone = zone.into();
        self
    }

    /// Sets how much is read.
    ///
    /// ```
    /// use statusfeed::{Limits, postmortem::Context};
    ///
    /// let context = Context::new().with_limits(Limits::default().with_text_bytes(64 * 1024));
    /// assert_eq!(context.limits.text_bytes, 65_536);
    /// ```
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the weights by which sentences are recognised as causes and actions.
    ///
    /// ```
    /// use statusfeed::postmortem::{Context, Weights};
    ///
    /// assert_eq!(Context::new().with_weights(Weights::default()), Context::new());
    /// ```
    #[must_use]
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }
}
