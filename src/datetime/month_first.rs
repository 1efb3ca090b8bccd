//! The month before the day, as people and pages in English write it.
//!
//! | source | example |
//! |---|---|
//! | Statuspage | `Oct 21, 17:39 UTC`, `Jan  1, 09:09 PST`, `Jun  9, 23:40 -03`, `Feb 29, 2024 - 19:30 UTC` |
//! | Instatus | `Sep 25, 15:15:00 GMT+0`, `January 07, 2026 at 6:42 AM` |
//! | status.io, LambStatus, PagerDuty's customers | `June 4, 2026 05:15 PDT`, `May 13, 2017, 06:45 UTC`, `[Mar 05, 2026 23:06 UTC]` |
//! | Better Stack | `Apr 17 at 01:57am GMT+6`, `May 28, 2024 at 02:23pm UTC` |
//! | Django's `N j, Y, P` (OutLogger) | `Sept. 3, 2024, 7:18 p.m.`, `Oct. 26, 2024, 1 a.m.`, `May 1, 2024, noon` |
//! | pingoru | `Apr 08, 2024, 07:18 PM UTC` |
//! | JavaScript's `Date` | `Mon Oct 06 2025 09:00:00 GMT+0000 (Coordinated Universal Time)` |
//! | prose | `Thursday, February 18th, 2022, at 00:10 UTC`, `June 4 1430 UTC` |

use super::cursor::Cursor;
use super::partial::{PartialDate, PartialDateTime};
use super::resolved::Precision;
use super::time_of_day;

/// Parses a date and the time after it, if there is one.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Option<PartialDateTime> {
    let date = parse_date(cursor)?;
    Some(time_of_day::parse_after_date(date, cursor))
}

/// Parses `[weekday,] month day [, year]`.
pub(super) fn parse_date(cursor: &mut Cursor<'_>) -> Option<PartialDate> {
    let day_of_week = cursor.take_weekday();
    let month = cursor.take_month()?;
    cursor.skip_spaces();
    let day = cursor.take_day()?;
    let year = take_year(cursor);
    Some(PartialDate { day_of_week, year, month, day, precision: Precision::Day, is_swappable: false })
}

/// `, 2024`, ` 2024`. The cursor stays where it is on failure.
fn take_year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut copy = *cursor;
    // The markup of some pages gives "Feb 29 , 2024" as text.
    copy.skip_spaces();
    copy.eat(',');
    copy.skip_spaces();
    if time_of_day::is_four_digit_time(copy) {
        return None;
    }
    let year = copy.take_year()?;
    *cursor = copy;
    Some(year)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{anchored, full};

    #[test]
    fn dates_with_a_year() {
        for (text, at) in [
            ("Feb 29, 2024 - 19:30 UTC", "2024-02-29T19:30:00Z"),
            ("June 4, 2026 05:15 PDT", "2026-06-04T12:15:00Z"),
            ("June 4, 2026, 05:15 -03", "2026-06-04T08:15:00Z"),
            ("June 4, 2026, 05:15 +08", "2026-06-03T21:15:00Z"),
            ("May 13, 2017, 06:45 UTC", "2017-05-13T06:45:00Z"),
            ("[Mar 05, 2026 23:06 UTC]", "2026-03-05T23:06:00Z"),
            ("May 28, 2024 at 02:23pm UTC", "2024-05-28T14:23:00Z"),
            ("Apr 08, 2024, 07:18 PM UTC", "2024-04-08T19:18:00Z"),
            ("Thursday, February 18th, 2021, at 00:10 UTC", "2021-02-18T00:10:00Z"),
            ("Thu Feb 18 2021, 00:10 UTC", "2021-02-18T00:10:00Z"),
            ("JUNE 4, 2026 5:15 A.M. UTC", "2026-06-04T05:15:00Z"),
            ("Jun\u{a0}4,\u{a0}2026 05:15\u{202f}AM UTC", "2026-06-04T05:15:00Z"),
            ("Jan 1 , 2024, 24:00 UTC", "2024-01-02T00:00:00Z"),
        ] {
            assert_eq!(full(text), at, "{text}");
        }
    }

    #[test]
    fn django_abbreviates_months_and_omits_zero_minutes() {
        for (text, at) in [
            ("April 8, 2024, 7:18 p.m.", "2024-04-08T19:18:00Z"),
            ("Sept. 3, 2024, 1:40 a.m.", "2024-09-03T01:40:00Z"),
            ("Oct. 26, 2024, 1 a.m.", "2024-10-26T01:00:00Z"),
            ("Jan. 26, 2024, noon", "2024-01-26T12:00:00Z"),
            ("March 26, 2024, midnight", "2024-03-26T00:00:00Z"),
        ] {
            assert_eq!(full(text), at, "{text}");
        }
    }

    #[test]
    fn dates_without_a_year() {
        for (text, at) in [
            ("Oct 21, 17:39 UTC", "2024-10-21T17:39:00Z"),
            ("Oct  1, 09:09 UTC", "2024-10-01T09:09:00Z"),
            ("Sep 25, 15:15:00 GMT+0", "2024-09-25T15:15:00Z"),
            ("Apr 17 at 01:57am GMT+6", "2024-04-16T19:57:00Z"),
            ("Aug 06 at 09:41am CEST", "2024-08-06T07:41:00Z"),
            ("Aug 6 1430 UTC", "2024-08-06T14:30:00Z"),
            ("Aug 6, UTC 14:30", "2024-08-06T14:30:00Z"),
        ] {
            assert_eq!(anchored(text, "2024-10-01T00:00:00Z"), at, "{text}");
        }
    }
}
