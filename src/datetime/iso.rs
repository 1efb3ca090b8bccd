//! ISO 8601 and its profiles: RFC 3339, W3C-DTF, and the way databases print it.
//!
//! | shape | example |
//! |---|---|
//! | complete | `2024-04-08T18:35:00Z`, `2024-04-08T18:35:00.250+02:00` |
//! | with a space, or a zone after one | `2024-04-08 18:35:00`, `2022-01-27 18:58:00 +0000` |
//! | without seconds, without zone | `2024-04-08T18:35`, `2024-04-08 18:35` |
//! | basic | `20240408T183500Z` |
//! | by hand | `2025-Feb-16 at 7:30PM`, `2023-09-18 15.26` |
//! | a part of a date | `2024-04-08`, `2024-04`, `2024` |
//!
//! Go's `time.String()` is one of them: `2024-12-27 09:43:40.482 +0000 UTC`, perhaps with `m=+0.01` behind it.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};

use super::clock;
use super::cursor::Cursor;
use super::mark;
use super::moment::{Clock, Day, Edge, Moment};
use super::reading::Precision;

/// Reads `YYYY-MM-DDThh:mm:ss[.f…](Z|±hh:mm)` and nothing else, as fast as can be: nine of ten times in JSON are so.
///
/// `None` is no verdict: the slower readers try whatever this one does not take.
#[inline]
pub(super) fn fixed(text: &str) -> Option<DateTime<Utc>> {
    let (head, rest) = text.as_bytes().split_first_chunk::<19>()?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2] = head else {
        return None;
    };
    let year = pair(y1, y2)?.wrapping_mul(100).wrapping_add(pair(y3, y4)?);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, pair(m1, m2)?, pair(d1, d2)?)?;
    let (nanos, rest) = fixed_fraction(rest)?;
    let time = NaiveTime::from_hms_nano_opt(pair(h1, h2)?, pair(n1, n2)?, pair(s1, s2)?, nanos)?;
    let local = date.and_time(time);
    let at = match *rest {
        [b'Z'] => local,
        [sign @ (b'+' | b'-'), h1, h2, b':', n1, n2] => {
            let (hours, minutes) = (pair(h1, h2)?, pair(n1, n2)?);
            if hours > 14 || minutes > 59 {
                return None;
            }
            let seconds = hours.wrapping_mul(60).wrapping_add(minutes).wrapping_mul(60);
            let seconds = i32::try_from(seconds).ok()?;
            let offset =
                if sign == b'+' { FixedOffset::east_opt(seconds) } else { FixedOffset::west_opt(seconds) };
            local.checked_sub_offset(offset?)?
        }
        _ => return None,
    };
    super::resolve::in_range(at.and_utc())
}

#[inline]
fn pair(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| u32::from(tens.wrapping_mul(10).wrapping_add(ones)))
}

#[inline]
fn fixed_fraction(rest: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.', digits @ ..] = rest else { return Some((0, rest)) };
    let mut nanos = 0_u32;
    let mut scale = 1_000_000_000_u32;
    let mut at = digits;
    while let [digit @ b'0'..=b'9', more @ ..] = at {
        scale = scale.checked_div(10)?;
        nanos = nanos.wrapping_add(u32::from(digit.wrapping_sub(b'0')).wrapping_mul(scale));
        at = more;
    }
    (at.len() < digits.len()).then_some((nanos, at))
}

/// Reads any of the shapes at the cursor.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Moment> {
    let (year, run) = cursor.number(4, 8)?;
    let (day, extended) = match run {
        8 => (basic_day(year)?, false),
        4 if cursor.rest().starts_with('-') => (extended_day(year, cursor)?, true),
        4 => (part(year, 1, 1, Precision::Year)?, true),
        _ => return None,
    };
    let mut moment = Moment { day: Some(day), ..Moment::default() };
    if day.precision < Precision::Day {
        return Some(moment);
    }
    let mut copy = *cursor;
    let separated = copy.eat('T') || copy.eat('t') || copy.eat('_') || {
        let comma = copy.eat(',');
        copy.spaces() || comma
    };
    copy.eat_word("at").then(|| copy.spaces());
    let other = if extended { clock::dotted(&mut copy) } else { basic_clock(&mut copy) };
    if let (true, Some(clock)) = (separated, other.or_else(|| clock::read(&mut copy))) {
        *cursor = copy;
        moment.clock = Some(clock);
        copy.spaces();
        moment.mark = mark::read(&mut copy);
        if moment.mark.is_some() {
            *cursor = copy;
            monotonic(cursor);
        }
    }
    Some(moment)
}

/// Reads `2024-04-08` alone.
pub(super) fn day(cursor: &mut Cursor<'_>) -> Option<Day> {
    let (year, _) = cursor.number(4, 4)?;
    extended_day(year, cursor).filter(|day| day.precision == Precision::Day)
}

fn extended_day(year: u32, cursor: &mut Cursor<'_>) -> Option<Day> {
    if !cursor.eat('-') {
        return None;
    }
    if cursor.peek().is_some_and(char::is_alphabetic) {
        let month = cursor.month()?;
        return if cursor.eat('-') { part(year, month, cursor.day()?, Precision::Day) } else { None };
    }
    let (number, run) = cursor.number(1, 3)?;
    if run == 3 {
        let date = NaiveDate::from_yo_opt(i32::try_from(year).ok()?, number)?;
        return part(year, chrono::Datelike::month(&date), chrono::Datelike::day(&date), Precision::Day);
    }
    let mut copy = *cursor;
    if !copy.eat('-') {
        return part(year, number, 1, Precision::Month);
    }
    let (day, _) = copy.number(1, 2)?;
    *cursor = copy;
    part(year, number, day, Precision::Day)
}

fn basic_day(number: u32) -> Option<Day> {
    let (year, rest) = (number.checked_div(10_000)?, number.checked_rem(10_000)?);
    part(year, rest.checked_div(100)?, rest.checked_rem(100)?, Precision::Day)
}

fn part(year: u32, month: u32, day: u32, precision: Precision) -> Option<Day> {
    let plausible = (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let year = Some(i32::try_from(year).ok()?);
    plausible.then_some(Day { weekday: None, year, month, of_month: day, precision, swappable: false })
}

/// `183500`, `1835`; leaves the cursor alone where it is neither.
fn basic_clock(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let mut copy = *cursor;
    let (number, run) = copy.number(4, 6)?;
    let (hour, minute, second) = match run {
        4 => (number.checked_div(100)?, number.checked_rem(100)?, None),
        6 => {
            let second = number.checked_rem(100)?;
            (number.checked_div(10_000)?, number.checked_div(100)?.checked_rem(100)?, Some(second))
        }
        _ => return None,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0))?;
    *cursor = copy;
    Some(Clock { time, seconds: second.is_some(), edge: Edge::None, half: false })
}

/// Go prints the reading of its monotonic clock behind the time.
fn monotonic(cursor: &mut Cursor<'_>) {
    if let Some(rest) = cursor.rest().strip_prefix(" m=") {
        let end = rest.find(' ').unwrap_or(rest.len());
        cursor.advance_to(rest.get(end..).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DateContext, instant, parse};
    use super::*;
    use crate::limits::Limits;

    #[test]
    fn the_fast_path_agrees_with_chrono() {
        let mut seen = 0;
        // A step of some hours that is no multiple of anything walks through all days, hours and offsets.
        for step in 0..20_000_i64 {
            let seconds = step * 12_345_677 % 253_402_300_800;
            let at =
                DateTime::from_timestamp(seconds, u32::try_from(step % 1_000).unwrap() * 1_000_000).unwrap();
            let offset = FixedOffset::east_opt(i32::try_from(step % 29 - 14).unwrap() * 3_600).unwrap();
            for text in [
                at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
                at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
                at.with_timezone(&offset).format("%Y-%m-%dT%H:%M:%S%.f%:z").to_string(),
            ] {
                let expected = DateTime::parse_from_rfc3339(&text).unwrap().to_utc();
                assert_eq!(fixed(&text), super::super::resolve::in_range(expected), "{text}");
                seen += 1;
            }
        }
        assert_eq!(seen, 60_000);
    }

    #[test]
    fn the_fast_path_takes_nothing_that_chrono_refuses() {
        for text in [
            "",
            "2024-04-08",
            "2024-04-08T18:35:00",
            "2024-13-08T18:35:00Z",
            "2024-02-30T18:35:00Z",
            "2024-04-08T24:35:00Z",
            "2024-04-08T18:60:00Z",
            "2024-04-08T18:35:61Z",
            "2024-04-08T18:35:00.Z",
            "2024-04-08T18:35:00+2:00",
            "2024-04-08T18:35:00ZZ",
            "2024-04-08T18:35:00+02:60",
            "/024-04-08T18:35:00Z",
        ] {
            assert_eq!(fixed(text), None, "{text}");
        }
    }

    #[test]
    fn every_shape_of_a_complete_time() {
        for text in [
            "2024-04-08T18:35:00Z",
            "2024-04-08T18:35:00.000Z",
            "2024-04-08t18:35:00z",
            "2024-04-08T18:35Z",
            "2024-04-08T20:35:00+02:00",
            "2024-04-08T20:35:00+0200",
            "2024-04-08T20:35:00+02",
            "2024-04-08T18:35:00.000000000000Z",
            "2024-04-08 18:35:00 +0000",
            "2024-04-08 18:35:00 UTC",
            "2024-04-08 18:35:00.000 +0000 UTC",
            "2024-04-08 18:35:00 +0000 UTC m=+0.012",
            "20240408T183500Z",
            "20240408T1835Z",
            "2024-04-08, 18:35 UTC",
            "2024-099T18:35:00Z",
            "  2024-04-08T18:35:00Z\n",
        ] {
            assert_eq!(
                instant(text).map(|at| at.to_rfc3339()).as_deref(),
                Some("2024-04-08T18:35:00+00:00"),
                "{text}"
            );
        }
    }

    #[test]
    fn the_year_zero_of_other_languages_is_no_time() {
        for text in [
            "0001-01-01T00:00:00Z",
            "0000-00-00 00:00:00",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59-01:00",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn a_part_of_a_date_says_how_much_of_it_is_written() {
        let context = DateContext::new(&Limits::default());
        for (text, at, precision) in [
            ("2024-04-08", "2024-04-08T00:00:00+00:00", Precision::Day),
            ("2024-04", "2024-04-01T00:00:00+00:00", Precision::Month),
            ("2024", "2024-01-01T00:00:00+00:00", Precision::Year),
            ("2024-04-08 18:35", "2024-04-08T18:35:00+00:00", Precision::Minute),
            ("2024-04-08 18:35:00", "2024-04-08T18:35:00+00:00", Precision::Second),
            ("2024-04-08 18.35", "2024-04-08T18:35:00+00:00", Precision::Minute),
            ("2024-Apr-08 at 6:35PM", "2024-04-08T18:35:00+00:00", Precision::Minute),
        ] {
            let reading = parse(text, &context).unwrap();
            assert_eq!((reading.at.to_rfc3339().as_str(), reading.precision), (at, precision), "{text}");
        }
    }
}
