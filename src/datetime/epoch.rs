//! Counts since 1970: seconds, milliseconds, microseconds or nanoseconds, distinguished by size.

use chrono::{DateTime, FixedOffset, Utc};

use super::cursor::Cursor;
use super::partial::{PartialDateTime, SpecialTime, TimeOfDay};
use super::resolve::filter_range;
use super::zone::designator::ZoneDesignator;

/// The instant that a count means: `1611331284`, `1611331284000`. A count of seconds that would be after the year 5138
/// is one of milliseconds, and so on. Zero and less is how programs write "never".
pub(crate) fn to_instant(count: i64) -> Option<DateTime<Utc>> {
    let at = match count {
        ..=0 => return None,
        1..100_000_000_000 => DateTime::from_timestamp(count, 0)?,
        100_000_000_000..100_000_000_000_000 => DateTime::from_timestamp_millis(count)?,
        100_000_000_000_000..100_000_000_000_000_000 => DateTime::from_timestamp_micros(count)?,
        _ => DateTime::from_timestamp_nanos(count),
    };
    filter_range(at)
}

/// Parses a count of 9 to 19 digits, perhaps with a fraction of a second: `1611331284`, `1611331284.5`. Fewer digits are
/// dates, and so are 14: `20240408183500`.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Option<PartialDateTime> {
    let text = cursor.rest();
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(len)?;
    if !(9..=19).contains(&len) || len == 14 {
        return None;
    }
    let at = to_instant(digits.parse().ok()?)?.naive_utc();
    let rest = match rest.strip_prefix('.') {
        Some(fraction) if len <= 10 => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        _ => rest,
    };
    cursor.advance_to(rest);
    let time = TimeOfDay { time: at.time(), has_seconds: true, special: SpecialTime::None };
    let zone = ZoneDesignator::Offset(FixedOffset::east_opt(0)?, None);
    Some(PartialDateTime { date: Some(at.date().into()), time: Some(time), zone: Some(zone) })
}

#[cfg(test)]
mod tests {
    use super::super::parse_instant;
    use super::*;

    #[test]
    fn the_unit_follows_from_the_size() {
        for count in [1_611_331_284, 1_611_331_284_000, 1_611_331_284_000_000, 1_611_331_284_000_000_000] {
            let at = to_instant(count).unwrap();
            assert_eq!(at.to_rfc3339(), "2021-01-22T16:01:24+00:00");
            assert_eq!(parse_instant(&count.to_string()), Some(at));
        }
        assert_eq!(parse_instant("1611331284.5").map(|at| at.timestamp()), Some(1_611_331_284));
    }

    #[test]
    fn never_is_not_a_time() {
        assert_eq!(to_instant(0), None);
        assert_eq!(to_instant(-1), None);
        assert_eq!(to_instant(i64::MIN), None);
        assert!(to_instant(i64::MAX).is_some());
        assert_eq!(parse_instant("12345678901234567890123"), None);
    }
}
