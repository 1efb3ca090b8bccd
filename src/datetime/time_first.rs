//! The time of day before the date, or without one: `01:37 UTC on 26 June 2025`, `15:54 — Apr 13`, `3:23pm PST`,
//! `UTC 05:13`, `1430 CST`.

use super::cursor::Cursor;
use super::partial::{PartialDate, PartialDateTime};
use super::{day_first, iso8601, month_first, numeric, time_of_day};

/// Parses a time of day, and the date after it, if there is one.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Option<PartialDateTime> {
    let (time, zone) = time_of_day::parse_with_zone(cursor)?;
    let date = parse_date_after(cursor);
    // "1:40 pm on June 3, UTC"
    let zone = zone.or_else(|| date.and_then(|_| time_of_day::parse_zone_after(cursor, time)));
    Some(PartialDateTime { date, time: Some(time), zone })
}

fn parse_date_after(cursor: &mut Cursor<'_>) -> Option<PartialDate> {
    let mut start = *cursor;
    if !start.skip_date_time_separator() {
        return None;
    }
    for parse_date in
        [month_first::parse_date, day_first::parse_date, numeric::parse_date, iso8601::parse_date]
    {
        let mut copy = start;
        if let Some(date) = parse_date(&mut copy) {
            *cursor = copy;
            return Some(date);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::tests::{anchored, full};
    use super::super::{DateContext, DateError, parse};
    use crate::limits::Limits;
    use chrono::NaiveDate;

    #[test]
    fn the_date_may_follow_the_time() {
        for (text, at) in [
            ("01:37 UTC on 26 June 2025", "2025-06-26T01:37:00Z"),
            ("1:37 AM UTC, June 26, 2025", "2025-06-26T01:37:00Z"),
            ("01:37 on 2025-06-26 UTC", "2025-06-26T01:37:00Z"),
            ("UTC 01:37, June 26, 2025", "2025-06-26T01:37:00Z"),
            ("0137 UTC on 26 June 2025", "2025-06-26T01:37:00Z"),
        ] {
            assert_eq!(full(text), at, "{text}");
        }
        assert_eq!(anchored("(15:54 — Apr 13)", "2024-05-01T00:00:00Z"), "2024-04-13T15:54:00Z");
    }

    #[test]
    fn a_time_without_a_date_needs_one() {
        let context = DateContext::new(&Limits::default());
        assert_eq!(parse("3:23pm PST", &context), Err(DateError::MissingDate));
        let day = NaiveDate::from_ymd_opt(2025, 12, 2).unwrap();
        assert_eq!(
            parse("3:23pm PST", &context.with_default_date(Some(day))).unwrap().at.to_rfc3339(),
            "2025-12-02T23:23:00+00:00"
        );
    }
}
