//! Days of numbers alone, whose order only the world knows: `12/31/2024`, `31.12.2024`, `2024/12/31`.
//!
//! With full stops the day comes first, and a year of four digits in front is followed by the month. With slashes, a number
//! above twelve tells; else the reader must know the order, or the date is unreadable.

use super::cursor::Cursor;
use super::join;
use super::moment::{Day, Moment};
use super::reading::Precision;

/// Reads the day and what stands behind it.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Moment> {
    let day = day(cursor)?;
    Some(join::behind_day(day, cursor))
}

/// Reads `[weekday,] a/b/year` or `year/month/day`.
pub(super) fn day(cursor: &mut Cursor<'_>) -> Option<Day> {
    let weekday = cursor.weekday();
    let (first, run) = cursor.number(1, 4)?;
    let separator = ['/', '.', '-'].into_iter().find(|&mark| cursor.eat(mark))?;
    let (second, _) = cursor.number(1, 2)?;
    if !cursor.eat(separator) {
        return None;
    }
    let (third, last_run) = cursor.number(1, 4)?;
    let (year, month, day, swappable) = match (run, last_run, separator) {
        (4, 1 | 2, '/' | '.') => (first, second, third, false),
        (1 | 2, 4, '.') => (third, second, first, false),
        (1 | 2, 4, _) if first > 12 => (third, second, first, false),
        (1 | 2, 4, _) => (third, first, second, second <= 12),
        _ => return None,
    };
    let plausible = (1..=12).contains(&month) && (1..=31).contains(&day);
    let year = Some(i32::try_from(year).ok()?);
    plausible.then_some(Day { weekday, year, month, of_month: day, precision: Precision::Day, swappable })
}

#[cfg(test)]
mod tests {
    use super::super::reading::Unreadable;
    use super::super::test::full;
    use super::super::{DateContext, Order, parse};
    use crate::limits::Limits;

    #[test]
    fn numbers_that_tell_their_order() {
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
        assert_eq!(parse(text, &context), Err(Unreadable::DayOrMonth));
        for (order, at) in [(Order::MonthFirst, "2025-06-05"), (Order::DayFirst, "2025-05-06")] {
            let reading = parse(text, &context.order(order)).unwrap();
            assert_eq!(reading.at.date_naive().to_string(), at);
        }
    }
}
