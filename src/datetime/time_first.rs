//! The time of day before the day, or alone: `01:37 UTC on 26 June 2025`, `15:54 — Apr 13`, `3:23pm PST`.

use super::cursor::Cursor;
use super::moment::{Day, Moment};
use super::{clock, day_first, iso, join, month_first, numeric};

/// Reads a time of day, and the day behind it, if there is one.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Moment> {
    let clock = clock::read(cursor)?;
    let mark = join::zone(cursor, clock);
    let day = day_behind(cursor);
    // "1:40 pm on June 3, UTC"
    let mark = mark.or_else(|| day.and_then(|_| join::zone(cursor, clock)));
    Some(Moment { day, clock: Some(clock), mark })
}

fn day_behind(cursor: &mut Cursor<'_>) -> Option<Day> {
    let mut start = *cursor;
    if !join::between(&mut start) {
        return None;
    }
    for read in [month_first::day, day_first::day, numeric::day, iso::day] {
        let mut copy = start;
        if let Some(day) = read(&mut copy) {
            *cursor = copy;
            return Some(day);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::reading::Unreadable;
    use super::super::test::{anchored, full};
    use super::super::{DateContext, parse};
    use crate::limits::Limits;
    use chrono::NaiveDate;

    #[test]
    fn the_day_behind_the_time() {
        for (text, at) in [
            ("01:37 UTC on 26 June 2025", "2025-06-26T01:37:00Z"),
            ("1:37 AM UTC, June 26, 2025", "2025-06-26T01:37:00Z"),
            ("01:37 on 2025-06-26 UTC", "2025-06-26T01:37:00Z"),
        ] {
            assert_eq!(full(text), at, "{text}");
        }
        assert_eq!(anchored("(15:54 — Apr 13)", "2024-05-01T00:00:00Z"), "2024-04-13T15:54:00Z");
    }

    #[test]
    fn a_time_alone_needs_its_day() {
        let context = DateContext::new(&Limits::default());
        assert_eq!(parse("3:23pm PST", &context), Err(Unreadable::NoDate));
        let day = NaiveDate::from_ymd_opt(2025, 12, 2).unwrap();
        assert_eq!(
            parse("3:23pm PST", &context.on(Some(day))).unwrap().at.to_rfc3339(),
            "2025-12-02T23:23:00+00:00"
        );
    }
}
