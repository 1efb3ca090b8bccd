//! Times of day: `17:39`, `22:19h`, `17:39:05.250`, `3:23pm`, `7:18 p.m.`, `1 a.m.`, `09:41am`, `12:28p`, `noon`, `midnight`, `24:00`.
//!
//! A half of the day beside an hour above twelve (`13:05 PM`) is met in real texts; the hour is right. A bare number is
//! no time, and neither is `10.30` without a half of the day.

use chrono::NaiveTime;

use super::cursor::Cursor;
use super::moment::{Clock, Edge};

#[derive(Clone, Copy, PartialEq)]
enum Half {
    Am,
    Pm,
}

/// Reads a time of day at the cursor.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Clock> {
    if cursor.peek()?.is_ascii_alphabetic() {
        return word(cursor);
    }
    let (hour, _) = cursor.number(1, 2)?;
    let mut minute = None;
    let mut second = None;
    let mut nanos = 0;
    if cursor.eat(':') {
        minute = Some(cursor.digits(2)?);
        // "18:35: it broke" has a colon of the sentence's.
        let mut ahead = *cursor;
        if ahead.eat(':') && ahead.peek().is_some_and(|c| c.is_ascii_digit()) {
            second = Some(ahead.digits(2)?);
            *cursor = ahead;
            nanos = fraction(cursor);
        }
        if cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
    } else if let Some((found, after)) = dotted_minute(*cursor) {
        minute = Some(found);
        *cursor = after;
    }
    let half = half(cursor).or_else(|| minute.and_then(|_| short_half(cursor)));
    if minute.is_none() && half.is_none() {
        return None;
    }
    cursor.eat_word("h");
    build(hour, minute.unwrap_or(0), second, nanos, half)
}

/// Reads `15.26`, which is a time of day only where a date stands before it.
pub(super) fn dotted(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let mut copy = *cursor;
    let (hour, _) = copy.number(2, 2)?;
    if !copy.eat('.') {
        return None;
    }
    let (minute, _) = copy.number(2, 2)?;
    if copy.peek().is_some_and(|c| c.is_alphanumeric() || c == '.') {
        return None;
    }
    let clock = build(hour, minute, None, 0, None)?;
    *cursor = copy;
    Some(clock)
}

/// `noon` and `midnight`, which Django prints, perhaps after a twelve that somebody wrote before them.
fn word(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let hour = if cursor.eat_word("noon") {
        12
    } else if cursor.eat_word("midnight") {
        0
    } else {
        return None;
    };
    let time = NaiveTime::from_hms_opt(hour, 0, 0)?;
    Some(Clock { time, seconds: false, edge: Edge::None, half: true })
}

/// `.30` of `3.30pm`: only where a half of the day says that it is a time.
fn dotted_minute(cursor: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    let mut copy = cursor;
    if !copy.eat('.') {
        return None;
    }
    let (minute, _) = copy.number(2, 2)?;
    let mut ahead = copy;
    half(&mut ahead)?;
    Some((minute, copy))
}

/// `am`, `PM`, `a.m.`, ` p.m`; leaves the cursor alone where there is none.
fn half(cursor: &mut Cursor<'_>) -> Option<Half> {
    let mut copy = *cursor;
    copy.spaces();
    let half = match copy.peek()?.to_ascii_lowercase() {
        'a' => Half::Am,
        'p' => Half::Pm,
        _ => return None,
    };
    let mut chars = copy.rest().chars();
    chars.next();
    copy.advance_to(chars.as_str());
    let dotted = copy.eat('.');
    if !(copy.eat('m') || copy.eat('M')) || copy.peek().is_some_and(char::is_alphanumeric) {
        return None;
    }
    if dotted {
        copy.eat('.');
    }
    *cursor = copy;
    Some(half)
}

/// `11:21a`, `12:28p`
fn short_half(cursor: &mut Cursor<'_>) -> Option<Half> {
    if cursor.eat_word("a") {
        Some(Half::Am)
    } else if cursor.eat_word("p") {
        Some(Half::Pm)
    } else {
        None
    }
}

/// `.250`, `,250`: nanoseconds; digits behind the ninth are dropped.
fn fraction(cursor: &mut Cursor<'_>) -> u32 {
    let mut copy = *cursor;
    if !(copy.eat('.') || copy.eat(',')) {
        return 0;
    }
    let run = copy.rest().bytes().take_while(u8::is_ascii_digit).count();
    let Some((digits, rest)) = copy.rest().split_at_checked(run) else { return 0 };
    if digits.is_empty() {
        return 0;
    }
    cursor.advance_to(rest);
    let digit = |at| digits.as_bytes().get(at).map_or(0, |b: &u8| u32::from(b.wrapping_sub(b'0')));
    (0..9).fold(0_u32, |nanos, at| nanos.saturating_mul(10).saturating_add(digit(at)))
}

fn build(hour: u32, minute: u32, second: Option<u32>, nanos: u32, half: Option<Half>) -> Option<Clock> {
    let hour = match half {
        Some(Half::Am) if hour == 12 => 0,
        Some(Half::Am) if hour > 12 => return None,
        Some(Half::Pm) if hour < 12 => hour.saturating_add(12),
        _ => hour,
    };
    let (edge, time) = match (hour, minute, second.unwrap_or(0), nanos) {
        (24, 0, 0, 0) => (Edge::EndOfDay, NaiveTime::MIN),
        (hour, minute, 60, _) => (Edge::LeapSecond, NaiveTime::from_hms_opt(hour, minute, 59)?),
        (hour, minute, second, nanos) => {
            (Edge::None, NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?)
        }
    };
    Some(Clock { time, seconds: second.is_some(), edge, half: half.is_some() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(text: &str) -> Option<String> {
        let mut cursor = Cursor::new(text);
        let clock = read(&mut cursor)?;
        cursor
            .is_at_end()
            .then(|| format!("{}{}", clock.time, if clock.edge == Edge::EndOfDay { "+1" } else { "" }))
    }

    #[test]
    fn both_clocks_in_every_spelling() {
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
            assert_eq!(clock(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_of_day() {
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
            assert_eq!(clock(text), None, "{text}");
        }
    }
}
