//! Time as a count since 1970: seconds, or milliseconds and finer, told apart by size.

use chrono::{DateTime, FixedOffset, Utc};

use super::cursor::Cursor;
use super::mark::Mark;
use super::moment::{Clock, Edge, Moment};
use super::resolve;

/// The instant that a count stands for. A count that would lie beyond the year 5138 in one unit is in the next finer
/// one: seconds, milliseconds, microseconds, nanoseconds. Zero and less is how programs write "never".
pub(crate) fn of_number(count: i64) -> Option<DateTime<Utc>> {
    let at = match count {
        ..=0 => return None,
        1..100_000_000_000 => DateTime::from_timestamp(count, 0)?,
        100_000_000_000..100_000_000_000_000 => DateTime::from_timestamp_millis(count)?,
        100_000_000_000_000..100_000_000_000_000_000 => DateTime::from_timestamp_micros(count)?,
        _ => DateTime::from_timestamp_nanos(count),
    };
    resolve::in_range(at)
}

/// Reads a count of nine digits or more, which no other notation has, with a fraction of a second perhaps.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Moment> {
    let text = cursor.rest();
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(run)?;
    if !(9..=19).contains(&run) || run == 14 {
        return None;
    }
    let at = of_number(digits.parse().ok()?)?.naive_utc();
    let rest = match rest.strip_prefix('.') {
        Some(fraction) if run <= 10 => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        _ => rest,
    };
    cursor.advance_to(rest);
    let clock = Clock { time: at.time(), seconds: true, edge: Edge::None, half: false };
    let mark = Some(Mark::Offset(FixedOffset::east_opt(0)?, None));
    Some(Moment { clock: Some(clock), mark, ..Moment::default().on(at.date()) })
}

#[cfg(test)]
mod tests {
    use super::super::instant;
    use super::*;

    #[test]
    fn units_are_told_by_size() {
        for count in [1_611_331_284, 1_611_331_284_000, 1_611_331_284_000_000, 1_611_331_284_000_000_000] {
            let at = of_number(count).unwrap();
            assert_eq!(at.to_rfc3339(), "2021-01-22T16:01:24+00:00");
            assert_eq!(instant(&count.to_string()), Some(at));
        }
        assert_eq!(instant("1611331284.5").map(|at| at.timestamp()), Some(1_611_331_284));
    }

    #[test]
    fn never_is_no_time() {
        assert_eq!(of_number(0), None);
        assert_eq!(of_number(-1), None);
        assert_eq!(of_number(i64::MIN), None);
        assert!(of_number(i64::MAX).is_some());
        assert_eq!(instant("12345678901234567890123"), None);
    }
}
