//! The day before the month: RFC 822 and its successors with all that real feeds make of them, and British prose.
//!
//! | what is met | example |
//! |---|---|
//! | as RFC 2822 wants it | `Wed, 22 Dec 2021 16:22:00 +0000` |
//! | zones that chrono refuses | `Fri, 31 Jul 2026 00:12:00 Z`, `… UTC`, `… CEST`, `… GMT-0700`, `… +0000 (UTC)` |
//! | a wrong weekday, which is noted and not believed | `Mon, 22 Dec 2021 16:22:00 GMT` |
//! | a day padded with a space, or not at all; no weekday | `Wed,  8 Mar 2017 …`, `Fri, 4 Sep 2026 …`, `04 Oct 2025 …` |
//! | no seconds; two digits of a year; full names | `4 Sep 26 18:27 GMT`, `Wednesday, 08 March 2017 …` |
//! | RFC 850 and cookies | `Sunday, 06-Nov-94 08:49:37 GMT` |
//! | prose | `Tuesday 21st February 2017 10:46:00 UTC`, `26 June, 01:37 UTC` |

use super::cursor::Cursor;
use super::join;
use super::moment::{Day, Moment};
use super::reading::Precision;

/// Reads the day and what stands behind it.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Moment> {
    let day = day(cursor)?;
    Some(join::behind_day(day, cursor))
}

/// Reads `[weekday,] day month [year]`.
pub(super) fn day(cursor: &mut Cursor<'_>) -> Option<Day> {
    let weekday = cursor.weekday();
    let day = cursor.day()?;
    cursor.eat('.');
    separator(cursor);
    if cursor.eat_word("of") {
        cursor.spaces();
    }
    let month = cursor.month()?;
    let year = year(cursor);
    Some(Day { weekday, year, month, of_month: day, precision: Precision::Day, swappable: false })
}

fn separator(cursor: &mut Cursor<'_>) {
    cursor.spaces();
    let _ = cursor.eat('-') || cursor.eat('/');
}

fn year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut copy = *cursor;
    let _ = copy.eat(',');
    separator(&mut copy);
    let year = match copy.year() {
        Some(year) => year,
        None => two_digits(&mut copy)?,
    };
    *cursor = copy;
    Some(year)
}

/// RFC 2822 sets 00–49 in this century; no status document is older than 1970.
fn two_digits(cursor: &mut Cursor<'_>) -> Option<i32> {
    let (short, _) = cursor.number(2, 2)?;
    if cursor.peek().is_some_and(|c| c == ':' || c == '.' || c.is_alphabetic()) {
        return None;
    }
    let century = if short < 70 { 2_000 } else { 1_900 };
    i32::try_from(short).ok()?.checked_add(century)
}

#[cfg(test)]
mod tests {
    use super::super::reading::Note;
    use super::super::test::{anchored, full};
    use super::super::{DateContext, parse};
    use crate::limits::Limits;

    #[test]
    fn rfc_822_and_what_real_feeds_make_of_it() {
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
        ] {
            assert_eq!(full(text), at, "{text}");
        }
        assert_eq!(anchored("26 June, 01:37 UTC", "2025-01-01T00:00:00Z"), "2025-06-26T01:37:00Z");
    }

    #[test]
    fn a_wrong_weekday_is_noted_and_not_believed() {
        let reading = parse("Mon, 22 Dec 2021 16:22:00 GMT", &DateContext::new(&Limits::default())).unwrap();
        assert_eq!(reading.at.to_rfc3339(), "2021-12-22T16:22:00+00:00");
        assert!(reading.notes.has(Note::WrongWeekday));
    }
}
