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
///
/// In `08:00-12:00` the end of a range follows, no offset: without seconds an offset is met as `+0200` alone.
pub(super) fn zone(cursor: &mut Cursor<'_>, clock: Clock) -> Option<mark::Mark> {
    let mut copy = *cursor;
    copy.eat(',');
    copy.spaces();
    if let Some(digits) = copy.rest().strip_prefix(['+', '-', '\u{2212}']) {
        let run = digits.bytes().take_while(u8::is_ascii_digit).count();
        if !clock.seconds && run != 4 {
            return None;
        }
    }
    let mark = mark::read(&mut copy)?;
    *cursor = copy;
    Some(mark)
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
