//! ISO 8601 and its profiles (RFC 3339, W3C-DTF), and what databases and programs make of them.
//!
//! | form | example |
//! |---|---|
//! | complete | `2024-04-08T18:35:00Z`, `2024-04-08T18:35:00.250+02:00` |
//! | with spaces | `2024-04-08 18:35:00`, `2022-01-27 18:58:00 +0000` |
//! | without seconds or zone | `2024-04-08T18:35`, `2024-04-08 18:35` |
//! | basic | `20240408T183500Z` |
//! | ordinal date | `2024-099T18:35:00Z` |
//! | by hand | `2025-Feb-16 at 7:30PM`, `2023-09-18 15.26`, `2024-04-08 1430 UTC` |
//! | part of a date | `2024-04-08`, `2024-04`, `2024` |
//! | Go's `time.String()` | `2024-12-27 09:43:40.482 +0000 UTC m=+0.01` |
//!
//! [`fast_path::parse_rfc3339`](super::fast_path::parse_rfc3339) takes the first form before this module is asked.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::cursor::Cursor;
use super::partial::{PartialDate, PartialDateTime, SpecialTime, TimeOfDay};
use super::resolved::Precision;
use super::time_of_day;
use super::zone::designator::{self, ZoneDesignator};

/// Parses any of the forms.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Option<PartialDateTime> {
    let (number, len) = cursor.take_number(4, 8)?;
    let is_basic = len == 8;
    let date = match len {
        8 => parse_basic_date(number)?,
        4 if cursor.rest().starts_with('-') => parse_after_year(number, cursor)?,
        4 => build_date(number, 1, 1, Precision::Year)?,
        _ => return None,
    };
    let mut partial = PartialDateTime { date: Some(date), ..PartialDateTime::default() };
    if date.precision < Precision::Day {
        return Some(partial);
    }
    let mut copy = *cursor;
    if !skip_separator(&mut copy) {
        return Some(partial);
    }
    if let Some((time, zone)) = parse_time(&mut copy, is_basic) {
        *cursor = copy;
        partial.time = Some(time);
        partial.zone = zone;
        if zone.is_some() {
            skip_monotonic_clock(cursor);
        }
    }
    Some(partial)
}

/// Parses `2024-04-08` without a time.
pub(super) fn parse_date(cursor: &mut Cursor<'_>) -> Option<PartialDate> {
    let (year, _) = cursor.take_number(4, 4)?;
    parse_after_year(year, cursor).filter(|date| date.precision == Precision::Day)
}

/// `T`, `_`, spaces, a comma; perhaps the word "at".
fn skip_separator(cursor: &mut Cursor<'_>) -> bool {
    let found = cursor.eat('T') || cursor.eat('t') || cursor.eat('_') || {
        let comma = cursor.eat(',');
        cursor.skip_spaces() || comma
    };
    cursor.eat_word("at").then(|| cursor.skip_spaces());
    found
}

fn parse_time(cursor: &mut Cursor<'_>, is_basic: bool) -> Option<(TimeOfDay, Option<ZoneDesignator>)> {
    let start = *cursor;
    let special = if is_basic { parse_basic_time(cursor) } else { time_of_day::parse_dotted(cursor) };
    if let Some(time) = special.or_else(|| time_of_day::parse(cursor)) {
        let mut copy = *cursor;
        copy.skip_spaces();
        let zone = designator::parse(&mut copy);
        if zone.is_some() {
            *cursor = copy;
        }
        return Some((time, zone));
    }
    *cursor = start;
    time_of_day::parse_with_zone(cursor)
}

/// Parses what follows the year: `-04-08`, `-04`, `-Feb-16`, `-099`.
fn parse_after_year(year: u32, cursor: &mut Cursor<'_>) -> Option<PartialDate> {
    if !cursor.eat('-') {
        return None;
    }
    if cursor.peek().is_some_and(char::is_alphabetic) {
        let month = cursor.take_month()?;
        return if cursor.eat('-') {
            build_date(year, month, cursor.take_day()?, Precision::Day)
        } else {
            None
        };
    }
    let (number, len) = cursor.take_number(1, 3)?;
    if len == 3 {
        let date = NaiveDate::from_yo_opt(i32::try_from(year).ok()?, number)?;
        return build_date(year, date.month(), date.day(), Precision::Day);
    }
    let mut copy = *cursor;
    if !copy.eat('-') {
        return build_date(year, number, 1, Precision::Month);
    }
    let (day, _) = copy.take_number(1, 2)?;
    *cursor = copy;
    build_date(year, number, day, Precision::Day)
}

/// `20240408`
fn parse_basic_date(number: u32) -> Option<PartialDate> {
    let (year, rest) = (number.checked_div(10_000)?, number.checked_rem(10_000)?);
    build_date(year, rest.checked_div(100)?, rest.checked_rem(100)?, Precision::Day)
}

fn build_date(year: u32, month: u32, day: u32, precision: Precision) -> Option<PartialDate> {
    let is_valid = (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let year = Some(i32::try_from(year).ok()?);
    is_valid.then_some(PartialDate { day_of_week: None, year, month, day, precision, is_swappable: false })
}

/// `183500`, `1835`. The cursor stays where it is on failure.
fn parse_basic_time(cursor: &mut Cursor<'_>) -> Option<TimeOfDay> {
    let mut copy = *cursor;
    let (number, len) = copy.take_number(4, 6)?;
    let (hour, minute, second) = match len {
        4 => (number.checked_div(100)?, number.checked_rem(100)?, None),
        6 => {
            let second = number.checked_rem(100)?;
            (number.checked_div(10_000)?, number.checked_div(100)?.checked_rem(100)?, Some(second))
        }
        _ => return None,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0))?;
    *cursor = copy;
    Some(TimeOfDay { time, has_seconds: second.is_some(), special: SpecialTime::None })
}

/// Go prints its monotonic clock after the zone: ` m=+0.012`.
fn skip_monotonic_clock(cursor: &mut Cursor<'_>) {
    if let Some(rest) = cursor.rest().strip_prefix(" m=") {
        let end = rest.find(' ').unwrap_or(rest.len());
        cursor.advance_to(rest.get(end..).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DateContext, Precision, parse, parse_instant};
    use crate::limits::Limits;

    #[test]
    fn complete_times_have_many_forms() {
        for text in [
            "2024-04-08T18:35:00Z",
            "2024-04-08T18:35:00.000Z",
            "2024-04-08t18:35:00z",
            "2024-04-08T18:35Z",
            "2024-04-08T20:35:00+02:00",
            "2024-04-08T20:35:00+0200",
            "2024-04-08T20:35:00+02",
            "2024-04-08T18:35:00.000000000000Z",
            "2024-04-08 18:35:00 +0000",
            "2024-04-08 18:35:00 UTC",
            "2024-04-08 18:35:00.000 +0000 UTC",
            "2024-04-08 18:35:00 +0000 UTC m=+0.012",
            "20240408T183500Z",
            "20240408T1835Z",
            "2024-04-08, 18:35 UTC",
            "2024-099T18:35:00Z",
            "  2024-04-08T18:35:00Z\n",
        ] {
            assert_eq!(
                parse_instant(text).map(|at| at.to_rfc3339()).as_deref(),
                Some("2024-04-08T18:35:00+00:00"),
                "{text}"
            );
        }
    }

    #[test]
    fn zero_dates_of_other_languages_are_rejected() {
        for text in [
            "0001-01-01T00:00:00Z",
            "0000-00-00 00:00:00",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59-01:00",
        ] {
            assert_eq!(parse_instant(text), None, "{text}");
        }
    }

    #[test]
    fn a_part_of_a_date_has_its_precision() {
        let context = DateContext::new(&Limits::default());
        for (text, at, precision) in [
            ("2024-04-08", "2024-04-08T00:00:00+00:00", Precision::Day),
            ("2024-04", "2024-04-01T00:00:00+00:00", Precision::Month),
            ("2024", "2024-01-01T00:00:00+00:00", Precision::Year),
            ("2024-04-08 18:35", "2024-04-08T18:35:00+00:00", Precision::Minute),
            ("2024-04-08 18:35:00", "2024-04-08T18:35:00+00:00", Precision::Second),
            ("2024-04-08 18.35", "2024-04-08T18:35:00+00:00", Precision::Minute),
            ("2024-Apr-08 at 6:35PM", "2024-04-08T18:35:00+00:00", Precision::Minute),
            ("2024-04-08 1835 UTC", "2024-04-08T18:35:00+00:00", Precision::Minute),
            ("2024-04-08 UTC 18:35", "2024-04-08T18:35:00+00:00", Precision::Minute),
        ] {
            let resolved = parse(text, &context).unwrap();
            assert_eq!((resolved.at.to_rfc3339().as_str(), resolved.precision), (at, precision), "{text}");
        }
    }
}
