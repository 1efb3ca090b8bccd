//! What a text says about a time, before it is known what instant that is.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::context::Order;
use super::mark::Mark;
use super::reading::{Precision, Unreadable};

/// A day of the calendar as written: perhaps without its year, perhaps with the weekday.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Day {
    /// The weekday, if one is written. It is checked, never believed.
    pub(crate) weekday: Option<Weekday>,
    /// The year, if one is written.
    pub(crate) year: Option<i32>,
    /// The month, 1 to 12.
    pub(crate) month: u32,
    /// The day of the month, 1 to 31.
    pub(crate) of_month: u32,
    /// How much of it is written: a year, a month, or a day.
    pub(crate) precision: Precision,
    /// Whether it is written in numbers alone, so that day and month may be the other way round (`04/03/2024`).
    pub(crate) swappable: bool,
}

impl Day {
    /// The date in this year, with day and month in the order that is known.
    pub(super) fn in_year(&self, year: i32, order: Option<Order>) -> Result<Option<NaiveDate>, Unreadable> {
        let swapped = match (self.swappable && self.of_month != self.month, order) {
            (false, _) | (true, Some(Order::MonthFirst)) => false,
            (true, Some(Order::DayFirst)) => true,
            (true, None) => return Err(Unreadable::DayOrMonth),
        };
        let (month, day) = if swapped { (self.of_month, self.month) } else { (self.month, self.of_month) };
        Ok(NaiveDate::from_ymd_opt(year, month, day))
    }
}

/// Times of day that are written and that no clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// An ordinary time.
    None,
    /// `24:00`, the midnight at the end of the day; the time is 00:00.
    EndOfDay,
    /// A second of 60; the time has 59.
    LeapSecond,
}

/// A time of day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    /// The time.
    pub(crate) time: NaiveTime,
    /// Whether seconds are written.
    pub(crate) seconds: bool,
    /// Whether it is one of the times that no clock shows.
    pub(crate) edge: Edge,
    /// Whether a half of the day is written (`am`, `p.m.`, `noon`).
    pub(crate) half: bool,
}

/// What a text says about a time: a day, a time of day, a zone, or some of them.
///
/// It becomes an instant with [`Moment::resolve`], once the reader knows what the text leaves out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The day, if one is written.
    pub(crate) day: Option<Day>,
    /// The time of day, if one is written.
    pub(crate) clock: Option<Clock>,
    /// The zone, if one is written.
    pub(crate) mark: Option<Mark>,
}

impl Moment {
    /// The same time of day in this day.
    pub(crate) fn on(mut self, date: NaiveDate) -> Self {
        use chrono::Datelike;
        self.day = Some(Day {
            weekday: None,
            year: Some(date.year()),
            month: date.month(),
            of_month: date.day(),
            precision: Precision::Day,
            swappable: false,
        });
        self
    }

    /// The same, in this zone if the text names none.
    pub(crate) fn or_mark(mut self, mark: Option<Mark>) -> Self {
        self.mark = self.mark.or(mark);
        self
    }
}
