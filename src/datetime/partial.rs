//! What a text states about a time, before the instant is known.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::context::DateOrder;
use super::error::DateError;
use super::resolved::Precision;
use super::zone::designator::ZoneDesignator;

/// A date as written: the year may be missing, the weekday may be present.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct PartialDate {
    /// The weekday, if written. It is compared with the date, which overrides it.
    pub(crate) day_of_week: Option<Weekday>,
    /// The year, if written.
    pub(crate) year: Option<i32>,
    /// The month, 1 to 12.
    pub(crate) month: u32,
    /// The day of the month, 1 to 31.
    pub(crate) day: u32,
    /// How much is written: a year, a month, or a day.
    pub(crate) precision: Precision,
    /// Whether month and day may be the other way round: `04/03/2024`.
    pub(crate) is_swappable: bool,
}

impl PartialDate {
    /// The date in this year, or `None` if that year has no such day.
    pub(super) fn in_year(
        &self,
        year: i32,
        order: Option<DateOrder>,
    ) -> Result<Option<NaiveDate>, DateError> {
        let is_swapped = match (self.is_swappable && self.day != self.month, order) {
            (false, _) | (true, Some(DateOrder::MonthFirst)) => false,
            (true, Some(DateOrder::DayFirst)) => true,
            (true, None) => return Err(DateError::UnknownOrder),
        };
        let (month, day) = if is_swapped { (self.day, self.month) } else { (self.month, self.day) };
        Ok(NaiveDate::from_ymd_opt(year, month, day))
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        Self {
            day_of_week: None,
            year: Some(date.year()),
            month: date.month(),
            day: date.day(),
            precision: Precision::Day,
            is_swappable: false,
        }
    }
}

/// Times of day that are written but that no clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpecialTime {
    /// An ordinary time.
    None,
    /// `24:00`, midnight at the end of the day; stored as 00:00.
    EndOfDay,
    /// `23:59:60`; stored as second 59.
    LeapSecond,
}

/// A time of day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TimeOfDay {
    /// The time.
    pub(crate) time: NaiveTime,
    /// Whether seconds are written.
    pub(crate) has_seconds: bool,
    /// Whether it is a time that no clock shows.
    pub(crate) special: SpecialTime,
}

/// What a text states about a time: a date, a time of day, a zone, or some of them.
///
/// [`PartialDateTime::resolve`] turns it into an instant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct PartialDateTime {
    /// The date, if written.
    pub(crate) date: Option<PartialDate>,
    /// The time of day, if written.
    pub(crate) time: Option<TimeOfDay>,
    /// The zone, if written.
    pub(crate) zone: Option<ZoneDesignator>,
}

impl PartialDateTime {
    /// The same time of day on this date.
    pub(crate) fn on_date(mut self, date: NaiveDate) -> Self {
        self.date = Some(date.into());
        self
    }

    /// The same, in this zone if the text states none.
    pub(crate) fn or_zone(mut self, zone: Option<ZoneDesignator>) -> Self {
        self.zone = self.zone.or(zone);
        self
    }
}
