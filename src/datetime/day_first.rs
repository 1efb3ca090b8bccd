//! The day before the month: RFC 822 and its successors, as real feeds write them, and British prose.
//!
//! | form | example |
//! |---|---|
//! | RFC 2822 | `Wed, 22 Dec 2021 16:22:00 +0000` |
//! | zones that RFC 2822 does not have | `Fri, 31 Jul 2026 00:12:00 Z`, `… UTC`, `… CEST`, `… GMT-0700`, `… +0000 (UTC)` |
//! | wrong weekday: a warning, the date is used | `Mon, 22 Dec 2021 16:22:00 GMT` |
//! | day of one digit, no weekday | `Wed,  8 Mar 2017 …`, `Fri, 4 Sep 2026 …`, `04 Oct 2025 …` |
//! | no seconds, year of two digits, full names | `4 Sep 26 18:27 GMT`, `Wednesday, 08 March 2017 …` |
//! | RFC 850 and cookies | `Sunday, 06-Nov-94 08:49:37 GMT` |
//! | prose | `Tuesday 21st February 2017 10:46:00 UTC`, `26 June, 01:37 UTC` |

use super::cursor::Cursor;
use super::partial::{PartialDate, PartialDateTime};
use super::resolved::Precision;
use super::time_of_day;

/// Years of two digits below this are in the 2000s. RFC 2822 says 50; no status document is older than 1970.
const TWO_DIGIT_PIVOT: u32 = 70;

/// Parses a date and the time after it, if there is one.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Option<PartialDateTime> {
    let date = parse_date(cursor)?;
    Some(time_of_day::parse_after_date(date, cursor))
}

/// Parses `[weekday,] day [of] month [year]`.
pub(super) fn parse_date(cursor: &mut Cursor<'_>) -> Option<PartialDate> {
    let day_of_week = cursor.take_weekday();
    let day = cursor.take_day()?;
    cursor.eat('.');
    skip_separator(cursor);
    if cursor.eat_word("of") {
        cursor.skip_spaces();
    }
    let month = cursor.take_month()?;
    let year = take_year(cursor);
    Some(PartialDate { day_of_week, year, month, day, precision: Precision::Day, is_swappable: false })
}

fn skip_separator(cursor: &mut Cursor<'_>) {
    cursor.skip_spaces();
    let _ = cursor.eat('-') || cursor.eat('/');
}

/// ` 2021`, `-94`, `, 2021`. The cursor stays where it is on failure.
fn take_year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut copy = *cursor;
    let _ = copy.eat(',');
    skip_separator(&mut copy);
    if time_of_day::is_four_digit_time(copy) {
        return None;
    }
    let year = match copy.take_year() {
        Some(year) => year,
        None => take_two_digit_year(&mut copy)?,
    };
    *cursor = copy;
    Some(year)
}

fn take_two_digit_year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let (year, _) = cursor.take_number(2, 2)?;
    // "4 Sep 18:27" has no year.
    if cursor.peek().is_some_and(|c| c == ':' || c == '.' || c.is_alphabetic()) {
        return None;
    }
    let century = if year < TWO_DIGIT_PIVOT { 2_000 } else { 1_900 };
    i32::try_from(year).ok()?.checked_add(century)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{anchored, full};
    use super::super::{DateContext, DateWarning, parse};
    use crate::limits::Limits;

    #[test]
    fn rfc_822_and_its_deviations() {
        for (text, at) in [
            ("Wed, 22 Dec 2021 16:22:00 +0000", "2021-12-22T16:22:00Z"),
            ("Wed, 22 Dec 2021 16:22:00 GMT", "2021-12-22T16:22:00Z"),
            ("Wed, 22 Dec 2021 16:22:00 UTC", "2021-12-22T16:22:00Z"),
            ("Wed, 22 Dec 2021 16:22:00 Z", "2021-12-22T16:22:00Z"),
            ("Wed, 22 Dec 2021 16:22:00 PST", "2021-12-23T00:22:00Z"),
            ("Wed, 22 Dec 2021 16:22:00 CET", "2021-12-22T15:22:00Z"),
            ("Wed, 22 Jun 2022 16:22:00 CEST", "2022-06-22T14:22:00Z"),
            ("Wed, 22 Dec 2021 16:22:00 +0000 (UTC)", "2021-12-22T16:22:00Z"),
            ("Wed,  8 Mar 2017 01:02:03 PST", "2017-03-08T09:02:03Z"),
            ("Fri, 4 Sep 2026 18:27:54 +0000", "2026-09-04T18:27:54Z"),
            ("04 Oct 2025 18:27:54 GMT", "2025-10-04T18:27:54Z"),
            ("Wednesday, 08 March 2017 01:02 GMT", "2017-03-08T01:02:00Z"),
            ("wed, 08 mar 17 01:02 gmt", "2017-03-08T01:02:00Z"),
            ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
            ("Tuesday 21st February 2017 10:46:00 UTC", "2017-02-21T10:46:00Z"),
            ("(Tuesday 21st February 2017 10:46:00 UTC)", "2017-02-21T10:46:00Z"),
            ("26 June 2025, 01:37 UTC", "2025-06-26T01:37:00Z"),
            ("26. June 2025, 01:37 UTC", "2025-06-26T01:37:00Z"),
            ("26 June 2025 0137 UTC", "2025-06-26T01:37:00Z"),
            ("26 June 2025, UTC 01:37", "2025-06-26T01:37:00Z"),
        ] {
            assert_eq!(full(text), at, "{text}");
        }
        for text in ["26 June, 01:37 UTC", "26 June 0137 UTC"] {
            assert_eq!(anchored(text, "2025-01-01T00:00:00Z"), "2025-06-26T01:37:00Z", "{text}");
        }
    }

    #[test]
    fn a_wrong_weekday_is_a_warning() {
        let resolved = parse("Mon, 22 Dec 2021 16:22:00 GMT", &DateContext::new(&Limits::default())).unwrap();
        assert_eq!(resolved.at.to_rfc3339(), "2021-12-22T16:22:00+00:00");
        assert!(resolved.warnings.has(DateWarning::WrongWeekday));
    }
}
