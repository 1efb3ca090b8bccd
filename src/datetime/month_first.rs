//! The month before the day, as people and pages in English write it.
//!
//! | who | example |
//! |---|---|
//! | Statuspage | `Oct 21, 17:39 UTC`, `Jan  1, 09:09 PST`, `Jun  9, 23:40 -03`, `Feb 29, 2024 - 19:30 UTC` |
//! | Instatus | `Sep 25, 15:15:00 GMT+0`, `January 07, 2026 at 6:42 AM` |
//! | status.io, LambStatus, PagerDuty's customers | `June 4, 2026 05:15 PDT`, `May 13, 2017, 06:45 UTC`, `[Mar 05, 2026 23:06 UTC]` |
//! | Better Stack | `Apr 17 at 01:57am GMT+6`, `May 28, 2024 at 02:23pm UTC` |
//! | Django's `N j, Y, P` (OutLogger) | `Sept. 3, 2024, 7:18 p.m.`, `Oct. 26, 2024, 1 a.m.`, `May 1, 2024, noon` |
//! | pingoru | `Apr 08, 2024, 07:18 PM UTC` |
//! | prose | `Thursday, February 18th, 2022, at 00:10 UTC` |

use super::cursor::Cursor;
use super::join;
use super::moment::{Day, Moment};
use super::reading::Precision;

/// Reads the day and what stands behind it.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Moment> {
    let day = day(cursor)?;
    Some(join::behind_day(day, cursor))
}

/// Reads `[weekday,] month day [, year]`.
pub(super) fn day(cursor: &mut Cursor<'_>) -> Option<Day> {
    let weekday = cursor.weekday();
    let month = cursor.month()?;
    cursor.spaces();
    let day = cursor.day()?;
    let year = year(cursor);
    Some(Day { weekday, year, month, of_month: day, precision: Precision::Day, swappable: false })
}

fn year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut copy = *cursor;
    // "Feb 29 , 2024" is how a page's markup comes out as text.
    copy.spaces();
    copy.eat(',');
    copy.spaces();
    let year = copy.year()?;
    *cursor = copy;
    Some(year)
}

#[cfg(test)]
mod tests {
    use super::super::test::{anchored, full};

    #[test]
    fn with_a_year() {
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
    fn django_prints_associated_press_months_and_drops_zero_minutes() {
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
    fn without_a_year() {
        for (text, at) in [
            ("Oct 21, 17:39 UTC", "2024-10-21T17:39:00Z"),
            ("Oct  1, 09:09 UTC", "2024-10-01T09:09:00Z"),
            ("Sep 25, 15:15:00 GMT+0", "2024-09-25T15:15:00Z"),
            ("Apr 17 at 01:57am GMT+6", "2024-04-16T19:57:00Z"),
            ("Aug 06 at 09:41am CEST", "2024-08-06T07:41:00Z"),
        ] {
            assert_eq!(anchored(text, "2024-10-01T00:00:00Z"), at, "{text}");
        }
    }
}
