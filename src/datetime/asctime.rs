//! The year behind the time: C's `asctime`, Unix' `date`; and JavaScript's `Date` strings, with the year before it.
//!
//! | who | example |
//! |---|---|
//! | `asctime` | `Sun Nov  6 08:49:37 1994` |
//! | `date`, Ruby | `Sun Nov  6 08:49:37 UTC 1994`, `Sun Nov 06 08:49:37 +0000 1994` |
//! | JavaScript | `Mon Oct 06 2025 09:00:00 GMT+0000 (Coordinated Universal Time)` |
//!
//! JavaScript's form is read by [`month_first`](super::month_first): only the name of the zone in brackets sets it apart.

use super::clock;
use super::cursor::Cursor;
use super::join;
use super::moment::{Day, Moment};
use super::reading::Precision;

/// Reads `[weekday] month day time [zone] year`.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Moment> {
    let weekday = cursor.weekday();
    let month = cursor.month()?;
    cursor.spaces();
    let day = cursor.day()?;
    if !cursor.spaces() {
        return None;
    }
    let clock = clock::read(cursor)?;
    let mark = join::zone(cursor, clock);
    cursor.spaces();
    let year = cursor.year()?;
    let day =
        Day { weekday, year: Some(year), month, of_month: day, precision: Precision::Day, swappable: false };
    Some(Moment { day: Some(day), clock: Some(clock), mark })
}

#[cfg(test)]
mod tests {
    use super::super::test::full;

    #[test]
    fn the_year_behind_the_time() {
        for (text, at) in [
            ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"),
            ("Sun Nov  6 08:49:37 UTC 1994", "1994-11-06T08:49:37Z"),
            ("Sun Nov 06 08:49:37 -0800 1994", "1994-11-06T16:49:37Z"),
        ] {
            assert_eq!(full(text), at, "{text}");
        }
    }

    #[test]
    fn javascript_names_the_zone_in_brackets() {
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
