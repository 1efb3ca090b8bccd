//! The year after the time, as C's `asctime` and Unix `date` print it.
//!
//! | source | example |
//! |---|---|
//! | `asctime` | `Sun Nov  6 08:49:37 1994` |
//! | `date`, Ruby | `Sun Nov  6 08:49:37 UTC 1994`, `Sun Nov 06 08:49:37 +0000 1994` |
//!
//! JavaScript's `Mon Oct 06 2025 09:00:00 GMT+0000 (…)` has the year before the time: see
//! [`month_first`](super::month_first).

use super::cursor::Cursor;
use super::partial::{PartialDate, PartialDateTime};
use super::resolved::Precision;
use super::time_of_day;

/// Parses `[weekday] month day time [zone] year`.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Option<PartialDateTime> {
    let day_of_week = cursor.take_weekday();
    let month = cursor.take_month()?;
    cursor.skip_spaces();
    let day = cursor.take_day()?;
    if !cursor.skip_spaces() {
        return None;
    }
    let time = time_of_day::parse(cursor)?;
    let zone = time_of_day::parse_zone_after(cursor, time);
    cursor.skip_spaces();
    let year = Some(cursor.take_year()?);
    let date = PartialDate { day_of_week, year, month, day, precision: Precision::Day, is_swappable: false };
    Some(PartialDateTime { date: Some(date), time: Some(time), zone })
}

#[cfg(test)]
mod tests {
    use super::super::tests::full;

    #[test]
    fn the_year_may_follow_the_time() {
        for (text, at) in [
            ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"),
            ("Sun Nov  6 08:49:37 UTC 1994", "1994-11-06T08:49:37Z"),
            ("Sun Nov 06 08:49:37 -0800 1994", "1994-11-06T16:49:37Z"),
        ] {
            assert_eq!(full(text), at, "{text}");
        }
    }

    #[test]
    fn javascript_writes_the_zone_in_brackets() {
        for (text, at) in [
            ("Mon Oct 06 2025 09:00:00 GMT+0000", "2025-10-06T09:00:00Z"),
            ("Sat Jun 11 2022 18:55:50 GMT+0000 (Coordinated Universal Time)", "2022-06-11T18:55:50Z"),
            ("Sat Jun 11 2022 18:55:50 GMT-0700 (Pacific Daylight Time)", "2022-06-12T01:55:50Z"),
            ("Sat Jun 11 2022 18:55:50 GMT+0200 (Mitteleuropäische Sommerzeit)", "2022-06-11T16:55:50Z"),
        ] {
            assert_eq!(full(text), at, "{text}");
        }
    }
}
