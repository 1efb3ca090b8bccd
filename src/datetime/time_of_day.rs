//! Times of day, with the zone beside them.
//!
//! | notation | example |
//! |---|---|
//! | 24 hours | `17:39`, `17:39:05.250`, `22:19h`, `24:00` |
//! | 12 hours | `3:23pm`, `7:18 p.m.`, `1 a.m.`, `12:28p`, `3.30pm`, `noon`, `midnight` |
//! | four digits, only beside a zone | `1430 CST`, `1430Z`, `UTC 1430` |
//! | zone first | `UTC 05:13`, `CST 14:30` |
//!
//! `13:05 PM` occurs in real texts; the hour is used. A number alone is not a time, and neither is `10.30` without am or
//! pm.

use chrono::NaiveTime;

use super::cursor::Cursor;
use super::partial::{PartialDate, PartialDateTime, SpecialTime, TimeOfDay};
use super::zone::designator::{self, ZoneDesignator};

/// Four digits in this range may be a year. `2024 Central` is then not a time.
const PLAUSIBLE_YEARS: std::ops::Range<u32> = 1970..2070;

#[derive(Clone, Copy, PartialEq)]
enum Meridiem {
    Am,
    Pm,
}

/// Parses a time of day with a colon, with am or pm, or in words.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Option<TimeOfDay> {
    if cursor.peek()?.is_ascii_alphabetic() {
        return parse_word(cursor);
    }
    let (hour, _) = cursor.take_number(1, 2)?;
    let mut minute = None;
    let mut second = None;
    let mut nanos = 0;
    if cursor.eat(':') {
        minute = Some(cursor.take_digits(2)?);
        // The second colon of "18:35: it broke" belongs to the sentence.
        let mut ahead = *cursor;
        if ahead.eat(':') && ahead.starts_with_digit() {
            second = Some(ahead.take_digits(2)?);
            *cursor = ahead;
            nanos = take_fraction(cursor);
        }
        if cursor.starts_with_digit() {
            return None;
        }
    } else if let Some((found, after)) = parse_dotted_minute(*cursor) {
        minute = Some(found);
        *cursor = after;
    }
    let meridiem = take_meridiem(cursor).or_else(|| minute.and_then(|_| take_short_meridiem(cursor)));
    if minute.is_none() && meridiem.is_none() {
        return None;
    }
    cursor.eat_word("h");
    build(hour, minute.unwrap_or(0), second, nanos, meridiem)
}

/// Parses `15.26`, which is a time only after a date. The cursor stays where it is on failure.
pub(super) fn parse_dotted(cursor: &mut Cursor<'_>) -> Option<TimeOfDay> {
    let mut copy = *cursor;
    let (hour, _) = copy.take_number(2, 2)?;
    if !copy.eat('.') {
        return None;
    }
    let (minute, _) = copy.take_number(2, 2)?;
    if copy.peek().is_some_and(|c| c.is_alphanumeric() || c == '.') {
        return None;
    }
    let time = build(hour, minute, None, 0, None)?;
    *cursor = copy;
    Some(time)
}

/// Parses `1430`, which is a time only where the caller knows that one is here. The cursor stays where it is on failure.
pub(super) fn parse_four_digits(cursor: &mut Cursor<'_>) -> Option<TimeOfDay> {
    let mut copy = *cursor;
    let (number, _) = copy.take_number(4, 4)?;
    let time = build(number.checked_div(100)?, number.checked_rem(100)?, None, 0, None)?;
    *cursor = copy;
    Some(time)
}

/// Parses a time of day with the zone before or after it, if one is written: `17:39 UTC`, `3pm`, `1430 CST`, `UTC 05:13`.
pub(super) fn parse_with_zone(cursor: &mut Cursor<'_>) -> Option<(TimeOfDay, Option<ZoneDesignator>)> {
    let mut copy = *cursor;
    if let Some(time) = parse(&mut copy) {
        *cursor = copy;
        return Some((time, parse_zone_after(cursor, time)));
    }
    parse_four_digits_with_zone(cursor)
        .or_else(|| parse_after_zone(cursor))
        .map(|(time, zone)| (time, Some(zone)))
}

/// Parses `1430 CST`, `1430Z`. The cursor stays where it is on failure.
pub(super) fn parse_four_digits_with_zone(cursor: &mut Cursor<'_>) -> Option<(TimeOfDay, ZoneDesignator)> {
    let mut copy = *cursor;
    let may_be_year = may_be_year(copy);
    let time = parse_four_digits(&mut copy)?;
    copy.skip_spaces();
    // "1200 est." is an estimate, and "1430 -0500" reads like a range.
    if !copy.peek()?.is_ascii_uppercase() && copy.peek()? != '(' {
        return None;
    }
    let zone = designator::parse(&mut copy)?;
    if may_be_year && matches!(zone, ZoneDesignator::Named(_) | ZoneDesignator::Unsupported) {
        return None;
    }
    *cursor = copy;
    Some((time, zone))
}

/// Parses `UTC 05:13`, `CST 14:30`, `UTC 1430`. The cursor stays where it is on failure.
fn parse_after_zone(cursor: &mut Cursor<'_>) -> Option<(TimeOfDay, ZoneDesignator)> {
    let mut copy = *cursor;
    if !copy.peek()?.is_ascii_uppercase() {
        return None;
    }
    let zone = designator::parse(&mut copy)?;
    if !copy.skip_spaces() || !copy.starts_with_digit() {
        return None;
    }
    let after_zone = copy;
    let time = parse(&mut copy).or_else(|| {
        copy = after_zone;
        let is_time = matches!(zone, ZoneDesignator::Offset(..)) || !may_be_year(copy);
        let time = parse_four_digits(&mut copy)?;
        (is_time && !copy.peek().is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.')))
            .then_some(time)
    })?;
    *cursor = copy;
    Some((time, zone))
}

fn may_be_year(cursor: Cursor<'_>) -> bool {
    let mut copy = cursor;
    copy.take_number(4, 4).is_some_and(|(number, _)| PLAUSIBLE_YEARS.contains(&number))
}

/// Whether the four digits at the cursor are a time and not a year: `June 4 1430 UTC`.
pub(super) fn is_four_digit_time(cursor: Cursor<'_>) -> bool {
    let mut copy = cursor;
    !may_be_year(cursor) && parse_four_digits_with_zone(&mut copy).is_some()
}

/// Parses the zone after a time of day, with or without a space or a comma before it: ` UTC`, `+02:00`, `, PST`.
pub(super) fn parse_zone_after(cursor: &mut Cursor<'_>, time: TimeOfDay) -> Option<ZoneDesignator> {
    let mut copy = *cursor;
    copy.eat(',');
    let is_separated = copy.skip_spaces();
    if let Some(number) = copy.rest().strip_prefix(['+', '-', '\u{2212}'])
        && !time.has_seconds
        && !is_offset(number, is_separated)
    {
        return None;
    }
    let zone = designator::parse(&mut copy)?;
    *cursor = copy;
    Some(zone)
}

/// Whether the number after a sign is an offset, and not the end of a range such as `08:00-12:00` or `22:00 -23`.
/// Without seconds, offsets are written as `+0200`, or as ` -03` for zones that have no abbreviation.
fn is_offset(number: &str, is_separated: bool) -> bool {
    let len = number.bytes().take_while(u8::is_ascii_digit).count();
    let after = number.get(len..).unwrap_or_default();
    let is_last = !after.starts_with(':') && !after.trim_start().starts_with(char::is_alphanumeric);
    len == 4 || (len == 2 && is_separated && is_last)
}

/// Parses the time after a date, if there is one: `, 17:39 UTC`, ` at 01:57am GMT+6`, ` - 19:30 UTC`.
pub(super) fn parse_after_date(date: PartialDate, cursor: &mut Cursor<'_>) -> PartialDateTime {
    let mut partial = PartialDateTime { date: Some(date), ..PartialDateTime::default() };
    let mut copy = *cursor;
    if copy.skip_date_time_separator()
        && let Some((time, zone)) = parse_with_zone(&mut copy)
    {
        *cursor = copy;
        partial.time = Some(time);
        partial.zone = zone;
    }
    partial
}

/// `noon` and `midnight`, as Django prints them.
fn parse_word(cursor: &mut Cursor<'_>) -> Option<TimeOfDay> {
    let hour = if cursor.eat_word("noon") {
        12
    } else if cursor.eat_word("midnight") {
        0
    } else {
        return None;
    };
    build(hour, 0, None, 0, None)
}

/// `.30` of `3.30pm`: a minute only if am or pm follows.
fn parse_dotted_minute(cursor: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    let mut copy = cursor;
    if !copy.eat('.') {
        return None;
    }
    let (minute, _) = copy.take_number(2, 2)?;
    let mut ahead = copy;
    take_meridiem(&mut ahead)?;
    Some((minute, copy))
}

/// `am`, `PM`, `a.m.`, ` p.m`. The cursor stays where it is on failure.
fn take_meridiem(cursor: &mut Cursor<'_>) -> Option<Meridiem> {
    let mut copy = *cursor;
    copy.skip_spaces();
    let meridiem = match copy.peek()?.to_ascii_lowercase() {
        'a' => Meridiem::Am,
        'p' => Meridiem::Pm,
        _ => return None,
    };
    let mut chars = copy.rest().chars();
    chars.next();
    copy.advance_to(chars.as_str());
    let has_stop = copy.eat('.');
    if !(copy.eat('m') || copy.eat('M')) || copy.peek().is_some_and(char::is_alphanumeric) {
        return None;
    }
    if has_stop {
        copy.eat('.');
    }
    *cursor = copy;
    Some(meridiem)
}

/// `11:21a`, `12:28p`
fn take_short_meridiem(cursor: &mut Cursor<'_>) -> Option<Meridiem> {
    if cursor.eat_word("a") {
        Some(Meridiem::Am)
    } else if cursor.eat_word("p") {
        Some(Meridiem::Pm)
    } else {
        None
    }
}

/// `.250`, `,250` in nanoseconds; digits after the ninth are dropped.
fn take_fraction(cursor: &mut Cursor<'_>) -> u32 {
    let mut copy = *cursor;
    if !(copy.eat('.') || copy.eat(',')) {
        return 0;
    }
    let len = copy.rest().bytes().take_while(u8::is_ascii_digit).count();
    let Some((digits, rest)) = copy.rest().split_at_checked(len) else { return 0 };
    if digits.is_empty() {
        return 0;
    }
    cursor.advance_to(rest);
    let digit = |at| digits.as_bytes().get(at).map_or(0, |b: &u8| u32::from(b.wrapping_sub(b'0')));
    (0..9).fold(0_u32, |nanos, at| nanos.saturating_mul(10).saturating_add(digit(at)))
}

fn build(
    hour: u32,
    minute: u32,
    second: Option<u32>,
    nanos: u32,
    meridiem: Option<Meridiem>,
) -> Option<TimeOfDay> {
    let hour = match meridiem {
        Some(Meridiem::Am) if hour == 12 => 0,
        Some(Meridiem::Am) if hour > 12 => return None,
        Some(Meridiem::Pm) if hour < 12 => hour.saturating_add(12),
        _ => hour,
    };
    let (special, time) = match (hour, minute, second.unwrap_or(0), nanos) {
        (24, 0, 0, 0) => (SpecialTime::EndOfDay, NaiveTime::MIN),
        (hour, minute, 60, _) => (SpecialTime::LeapSecond, NaiveTime::from_hms_opt(hour, minute, 59)?),
        (hour, minute, second, nanos) => {
            (SpecialTime::None, NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?)
        }
    };
    Some(TimeOfDay { time, has_seconds: second.is_some(), special })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_whole(text: &str) -> Option<String> {
        let mut cursor = Cursor::new(text);
        let time = parse(&mut cursor)?;
        let end_of_day = if time.special == SpecialTime::EndOfDay { "+1" } else { "" };
        cursor.is_at_end().then(|| format!("{}{end_of_day}", time.time))
    }

    fn parse_zoned(text: &str) -> Option<String> {
        let mut cursor = Cursor::new(text);
        let (time, zone) = parse_with_zone(&mut cursor)?;
        (cursor.is_at_end() && zone.is_some()).then(|| time.time.format("%H:%M").to_string())
    }

    #[test]
    fn times_of_12_and_24_hours() {
        for (text, expected) in [
            ("17:39", "17:39:00"),
            ("7:05", "07:05:00"),
            ("17:39:05", "17:39:05"),
            ("17:39:05.25", "17:39:05.250"),
            ("17:39:05,25", "17:39:05.250"),
            ("3:23pm", "15:23:00"),
            ("09:41AM", "09:41:00"),
            ("7:18 p.m.", "19:18:00"),
            ("1 a.m.", "01:00:00"),
            ("1am", "01:00:00"),
            ("12:30PM", "12:30:00"),
            ("12:30 am", "00:30:00"),
            ("12 p.m.", "12:00:00"),
            ("3.30pm", "15:30:00"),
            ("13:05 PM", "13:05:00"),
            ("12:28p", "12:28:00"),
            ("22:19h", "22:19:00"),
            ("noon", "12:00:00"),
            ("midnight", "00:00:00"),
            ("24:00", "00:00:00+1"),
            ("23:59:60", "23:59:59"),
        ] {
            assert_eq!(parse_whole(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_numbers_and_words_are_not_times() {
        for text in [
            "",
            "5",
            "25:00",
            "24:01",
            "12:60",
            "1:2",
            "10.30",
            "1:234",
            "12:00:005",
            "13 am",
            "amber",
            "7 pms",
        ] {
            assert_eq!(parse_whole(text), None, "{text}");
        }
    }

    #[test]
    fn four_digits_are_a_time_beside_a_zone() {
        for (text, expected) in [
            ("1430 CST", "14:30"),
            ("1430Z", "14:30"),
            ("0005 UTC", "00:05"),
            ("2015 UTC", "20:15"),
            ("1430 (UTC)", "14:30"),
            ("UTC 1430", "14:30"),
            ("CST 1430", "14:30"),
        ] {
            assert_eq!(parse_zoned(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "1430",
            "2460 UTC",
            "1200 est",
            "1430 -0500",
            "2024 Central",
            "CST 2019",
            "12345 UTC",
            "UTC 1430-01",
        ] {
            assert_eq!(parse_zoned(text), None, "{text}");
        }
    }

    #[test]
    fn the_zone_may_come_first() {
        for text in ["UTC 14:30", "CST 14:30", "UTC 2:30pm", "GMT+2 14:30", "PST 14:30"] {
            assert_eq!(parse_zoned(text).as_deref(), Some("14:30"), "{text}");
        }
        for text in ["UTC14:30", "est 14:30", "UTC 14", "The 14:30", "UTC"] {
            assert_eq!(parse_zoned(text), None, "{text}");
        }
    }
}
