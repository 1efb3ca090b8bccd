//! What the reader of a date knows beyond its text.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use super::zone::Zone;
use crate::limits::Limits;

/// Decides the year of a date that is written without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum YearAnchor {
    /// The year that brings the date nearest to this instant: a feed entry's own date.
    Nearest(DateTime<Utc>),
    /// The last year in which the date is not after this instant: the heading of a day, or the page's own time.
    NotAfter(DateTime<Utc>),
}

/// Which number comes first in a date that consists of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateOrder {
    /// `12/31/2024`
    MonthFirst,
    /// `31/12/2024`
    DayFirst,
}

/// What the reader of a date knows beyond its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DateContext {
    /// Decides a missing year. `None`: a date without a year is an error.
    pub(crate) year_anchor: Option<YearAnchor>,
    /// The local date of a time of day without a date. `None`: such a time is an error.
    pub(crate) default_date: Option<NaiveDate>,
    /// The zone of times without one. `None`: UTC is assumed. Either gives a warning.
    pub(crate) assumed_zone: Option<Zone>,
    /// An offset that the document states elsewhere for the same clocks, such as that of the feed entry's own date:
    /// evidence for an abbreviation with several meanings.
    pub(crate) known_offset: Option<FixedOffset>,
    /// The order of day and month in numeric dates. `None`: an ambiguous date is an error.
    pub(crate) date_order: Option<DateOrder>,
    /// Longest text that is parsed, in bytes.
    pub(crate) max_bytes: usize,
}

impl DateContext {
    /// A context that knows only the limit on the length of a date.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self::with_max_bytes(limits.date_bytes)
    }

    pub(super) fn with_max_bytes(max_bytes: usize) -> Self {
        Self {
            year_anchor: None,
            default_date: None,
            assumed_zone: None,
            known_offset: None,
            date_order: None,
            max_bytes,
        }
    }

    /// A missing year is the one nearest to this instant.
    pub(crate) fn with_year_near(mut self, anchor: DateTime<Utc>) -> Self {
        self.year_anchor = Some(YearAnchor::Nearest(anchor));
        self
    }

    /// A missing year is the last one in which the date is not after this instant.
    pub(crate) fn with_year_not_after(mut self, bound: DateTime<Utc>) -> Self {
        self.year_anchor = Some(YearAnchor::NotAfter(bound));
        self
    }

    /// Times without a date are on this one.
    pub(crate) fn with_default_date(mut self, date: Option<NaiveDate>) -> Self {
        self.default_date = date;
        self
    }

    /// Times without a zone are in this one.
    pub(crate) fn with_assumed_zone(mut self, zone: Option<Zone>) -> Self {
        self.assumed_zone = zone;
        self
    }

    /// The document states this offset elsewhere.
    pub(crate) fn with_known_offset(mut self, offset: Option<FixedOffset>) -> Self {
        self.known_offset = offset;
        self
    }

    /// Numeric dates are in this order.
    pub(crate) fn with_date_order(mut self, order: DateOrder) -> Self {
        self.date_order = Some(order);
        self
    }
}
