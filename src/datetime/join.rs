//! What may stand between a day and a time of day, and behind them.

use super::clock;
use super::cursor::Cursor;
use super::mark;
use super::moment::{Clock, Day, Moment};

/// Reads `, 17:39 UTC`, ` at 01:57am GMT+6`, ` - 19:30 UTC` behind a day; a day alone is a moment too.
pub(super) fn behind_day(day: Day, cursor: &mut Cursor<'_>) -> Moment {
    let mut moment = Moment { day: Some(day), ..Moment::default() };
    let mut copy = *cursor;
    let apart = between(&mut copy);
    if let (true, Some(clock)) = (apart, clock::read(&mut copy)) {
        *cursor = copy;
        moment.clock = Some(clock);
        moment.mark = zone(cursor, clock);
    }
    moment
}

/// Reads a zone behind a time of day, with or without a space or a comma before it.
pub(super) fn zone(cursor: &mut Cursor<'_>, clock: Clock) -> Option<mark::Mark> {
    let mut copy = *cursor;
    copy.eat(',');
    let apart = copy.spaces();
    if let Some(number) = copy.rest().strip_prefix(['+', '-', '\u{2212}'])
        && !clock.seconds
        && !is_offset(number, apart)
    {
        return None;
    }
    let mark = mark::read(&mut copy)?;
    *cursor = copy;
    Some(mark)
}

/// Whether the number behind a sign is an offset. In `08:00-12:00` and `22:00 -23` the end of a range follows: without
/// seconds an offset is met as `+0200`, and as ` -03`, which stands for zones that have no abbreviation.
fn is_offset(number: &str, apart: bool) -> bool {
    let run = number.bytes().take_while(u8::is_ascii_digit).count();
    let behind = number.get(run..).unwrap_or_default();
    let ends = !behind.starts_with(':') && !behind.trim_start().starts_with(char::is_alphanumeric);
    run == 4 || (run == 2 && apart && ends)
}

/// Takes spaces, a comma, a dash, "at", "on" or "@", and says whether there was any of them.
pub(super) fn between(cursor: &mut Cursor<'_>) -> bool {
    let mut apart = cursor.spaces();
    apart |= cursor.eat(',');
    apart |= cursor.spaces();
    for dash in ['-', '\u{2013}', '\u{2014}', '@', '|', '\u{b7}'] {
        if cursor.eat(dash) {
            apart = true;
            break;
        }
    }
    cursor.spaces();
    if cursor.eat_word("at") || cursor.eat_word("on") {
        apart = cursor.spaces();
    }
    apart
}
