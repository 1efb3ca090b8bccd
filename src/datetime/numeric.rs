//! Dates that consist of numbers: `12/31/2024`, `31.12.2024`, `2024/12/31`.
//!
//! With full stops the day comes first; after a year of four digits comes the month. With slashes, a number above twelve
//! decides; otherwise the context must supply the order ([`DateOrder`](super::DateOrder)).

use super::cursor::Cursor;
use super::partial::{PartialDate, PartialDateTime};
use super::resolved::Precision;
use super::time_of_day;

/// Parses a date and the time after it, if there is one.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Option<PartialDateTime> {
    let date = parse_date(cursor)?;
    Some(time_of_day::parse_after_date(date, cursor))
}

/// Parses `[weekday,] a/b/year` or `year/month/day`; the separator may also be a full stop or a hyphen.
pub(super) fn parse_date(cursor: &mut Cursor<'_>) -> Option<PartialDate> {
    let day_of_week = cursor.take_weekday();
    let (first, first_len) = cursor.take_number(1, 4)?;
    let separator = ['/', '.', '-'].into_iter().find(|&mark| cursor.eat(mark))?;
    let (second, _) = cursor.take_number(1, 2)?;
    if !cursor.eat(separator) {
        return None;
    }
    let (third, third_len) = cursor.take_number(1, 4)?;
    let (year, month, day, is_swappable) = match (first_len, third_len, separator) {
        (4, 1 | 2, '/' | '.') => (first, second, third, false),
        (1 | 2, 4, '.') => (third, second, first, false),
        (1 | 2, 4, _) if first > 12 => (third, second, first, false),
        (1 | 2, 4, _) => (third, first, second, second <= 12),
        _ => return None,
    };
    let is_valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    let year = Some(i32::try_from(year).ok()?);
    is_valid.then_some(PartialDate { day_of_week, year, month, day, precision: Precision::Day, is_swappable })
}

#[cfg(test)]
mod tests {
    use super::super::tests::full;
    use super::super::{DateContext, DateError, DateOrder, parse};
    use crate::limits::Limits;

    #[test]
    fn some_numbers_decide_the_order() {
        for (text, at) in [
            ("06/20/2025 09:18 PDT", "2025-06-20T16:18:00Z"),
            ("20/06/2025 09:18 UTC", "2025-06-20T09:18:00Z"),
            ("21.03.2022 17:58 GMT", "2022-03-21T17:58:00Z"),
            ("02.03.2022 17:58 GMT", "2022-03-02T17:58:00Z"),
            ("2022/03/02 17:58 GMT", "2022-03-02T17:58:00Z"),
            ("04/04/2024 00:00 UTC", "2024-04-04T00:00:00Z"),
        ] {
            assert_eq!(full(text), at, "{text}");
        }
    }

    #[test]
    fn day_and_month_are_never_guessed() {
        let context = DateContext::new(&Limits::default());
        let text = "06/05/2025 09:18 UTC";
        assert_eq!(parse(text, &context), Err(DateError::UnknownOrder));
        for (order, at) in [(DateOrder::MonthFirst, "2025-06-05"), (DateOrder::DayFirst, "2025-05-06")] {
            let resolved = parse(text, &context.with_date_order(order)).unwrap();
            assert_eq!(resolved.at.date_naive().to_string(), at);
        }
    }
}
