//! What a reader of dates knows that the text does not say.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use crate::datetime::zone::Zone;
use crate::limits::Limits;

/// What decides a year that is not printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// The year that brings the instant nearest to this one: a feed's entry.
    Nearest(DateTime<Utc>),
    /// The last year in which the instant is not after this one: a page's day heading, or the page's own time.
    NotAfter(DateTime<Utc>),
}

/// Which number comes first in a date of numbers alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// `12/31/2024`
    MonthFirst,
    /// `31/12/2024`
    DayFirst,
}

/// What a reader of dates knows that the text does not say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DateContext {
    /// What decides a year that is not printed. Without it, a date without a year is unreadable.
    pub(crate) anchor: Option<Anchor>,
    /// The local day of a time of day that has none. Without it, such a time is unreadable.
    pub(crate) day: Option<NaiveDate>,
    /// The zone of times that name none. Without it, UTC is assumed; either way it is noted.
    pub(crate) assumed_zone: Option<Zone>,
    /// An offset that the document states elsewhere for the same clocks (that of a feed's own entry date): evidence for
    /// an abbreviation with several meanings.
    pub(crate) stated_offset: Option<FixedOffset>,
    /// The order of day and month in numbers. Without it, a date that can be read both ways is unreadable.
    pub(crate) order: Option<Order>,
    /// The most bytes of a text that is looked at.
    pub(crate) most_bytes: usize,
}

impl DateContext {
    /// Knows nothing but how much may be read.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            anchor: None,
            day: None,
            assumed_zone: None,
            stated_offset: None,
            order: None,
            most_bytes: limits.date_bytes,
        }
    }

    /// Knows nothing at all: for dates that say everything themselves.
    pub(super) fn blank(most_bytes: usize) -> Self {
        Self { anchor: None, day: None, assumed_zone: None, stated_offset: None, order: None, most_bytes }
    }

    /// A year that is not printed is the one nearest to this instant.
    pub(crate) fn near(mut self, anchor: DateTime<Utc>) -> Self {
        self.anchor = Some(Anchor::Nearest(anchor));
        self
    }

    /// A year that is not printed is the last one that does not lead past this instant.
    pub(crate) fn not_after(mut self, bound: DateTime<Utc>) -> Self {
        self.anchor = Some(Anchor::NotAfter(bound));
        self
    }

    /// Times without a day are in this one, if there is one.
    pub(crate) fn on(mut self, day: Option<NaiveDate>) -> Self {
        self.day = day;
        self
    }

    /// Times that name no zone are in this one, if there is one.
    pub(crate) fn assume(mut self, zone: Option<Zone>) -> Self {
        self.assumed_zone = zone;
        self
    }

    /// The document states this offset elsewhere.
    pub(crate) fn with_offset(mut self, offset: Option<FixedOffset>) -> Self {
        self.stated_offset = offset;
        self
    }

    /// Dates of numbers alone are in this order.
    pub(crate) fn order(mut self, order: Order) -> Self {
        self.order = Some(order);
        self
    }
}
