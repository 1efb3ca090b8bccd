//! Every notation of a time that is met in status documents, and the rules by which it becomes an instant.
//!
//! # How to use it
//!
//! * [`instant`]: a machine's date that says everything itself (JSON, Atom, RSS). Fast; `None` where anything is missing.
//! * [`parse`]: any notation, with a [`DateContext`] that knows what the text leaves out. Gives a [`Reading`] with the
//!   instant, its precision, its evidence and its doubts ([`Reading::diagnostics`]), or the reason why there is none
//!   ([`Unreadable::diagnostic`]).
//! * [`moment`]: what is written, not yet resolved: a [`Moment`] may lack day, year, time or zone, and is resolved later,
//!   when the adapter knows them ([`Moment::resolve`], [`Moment::resolve_after`]).
//! * [`prefix`]: a time at the start of a longer text, with its length: for prose.
//! * [`range`]: two times with a dash or a word between them.
//! * [`epoch`]: a number that counts from 1970.
//!
//! # Notations
//!
//! [`iso`]: ISO 8601, RFC 3339, W3C-DTF, databases, Go. [`day_first`]: RFC 822 and its deviations, British prose.
//! [`month_first`]: Statuspage, Django and the other pages, JavaScript, American prose. [`asctime`]: C, Unix, Ruby.
//! [`numeric`]: slashes and full stops. [`time_first`]: the time before the day, or alone. [`epoch`]: counts.
//! Names of months and weekdays may be short or long, in any case; spaces may be missing, doubled or no-break ones;
//! square or round brackets around the whole are no part of it.
//!
//! # Rules
//!
//! 1. An unreadable date is never guessed: no day, no year without an anchor, no order of `04/03/2024` without a hint.
//! 2. A year that is not printed is the one nearest to the anchor (never more than about half a year away), or the last
//!    one that does not lead past it ([`Anchor`](context::Anchor)).
//! 3. An offset wins over an abbreviation beside it, and a date over its weekday; the contradiction is noted.
//! 4. An abbreviation with several meanings needs evidence: an offset that the document states elsewhere, or the page's
//!    zone. `CST` and `BST` have a usual meaning, which is taken and noted; `IST` and `AST` have none.
//! 5. `PST` printed in summer is local time on the west coast, and noted (likewise Eastern and Central; `MST` is what
//!    Arizona prints all year). This needs the `tz` feature; without it, abbreviations are taken at their word.
//! 6. A time without a zone is in the zone that the caller or the adapter knows, else in UTC; both are noted.
//! 7. A time that clocks skip is read with the offset from before, one that they show twice is the first; both are noted.
//! 8. Second 60 is read as 59 and noted; `24:00` is the next day's midnight.
//! 9. Years outside 1970 to 9999 are no times: programs write "never" that way.
//! 10. No more than [`Limits::date_bytes`](crate::Limits::date_bytes) of a text are looked at; a longer one is no time.

mod asctime;
mod clock;
mod context;
mod cursor;
mod day_first;
pub(crate) mod epoch;
mod iso;
mod join;
mod mark;
mod moment;
mod month_first;
mod names;
mod numeric;
pub(crate) mod range;
mod reading;
mod resolve;
mod shown;
#[cfg(test)]
mod test;
mod time_first;
pub(crate) mod zone;

use chrono::{DateTime, Utc};

pub(crate) use context::{Anchor, DateContext, Order};
pub(crate) use mark::{Mark, leading as zone_prefix};
pub(crate) use moment::{Day, Moment};
pub(crate) use reading::{Evidence, Note, Precision, Reading, Unreadable};

use cursor::Cursor;

/// The most bytes that are looked at where no limits are given.
const MOST_BYTES: usize = 128;

type Notation = fn(&mut Cursor<'_>) -> Option<Moment>;

/// What may begin with a digit, in the order of trial: the stricter before the more tolerant.
const DIGIT_FIRST: [Notation; 5] = [iso::read, epoch::read, day_first::read, numeric::read, time_first::read];

/// What may begin with a letter: a weekday, a month, noon.
const LETTER_FIRST: [Notation; 5] =
    [day_first::read, asctime::read, month_first::read, numeric::read, time_first::read];

fn notations(text: &str) -> &'static [Notation] {
    match text.bytes().next() {
        Some(b'0'..=b'9') => &DIGIT_FIRST,
        Some(b'A'..=b'Z' | b'a'..=b'z') => &LETTER_FIRST,
        _ => &[],
    }
}

/// Reads a date that says everything itself: day, year and zone.
pub(crate) fn instant(text: &str) -> Option<DateTime<Utc>> {
    iso::fixed(text).or_else(|| complete(text))
}

/// Reads a date that says everything itself, with its offset and its doubts.
pub(crate) fn complete_reading(text: &str) -> Option<Reading> {
    let reading = parse(text, &DateContext::blank(MOST_BYTES)).ok()?;
    (reading.evidence != Evidence::Assumed).then_some(reading)
}

#[cold]
fn complete(text: &str) -> Option<DateTime<Utc>> {
    complete_reading(text).map(|reading| reading.at)
}

/// Reads a date in any notation.
///
/// # Errors
///
/// If no notation fits, or something is missing that the context does not give either.
pub(crate) fn parse(text: &str, context: &DateContext) -> Result<Reading, Unreadable> {
    if text.len() > context.most_bytes {
        return Err(Unreadable::TooLong);
    }
    if let Some(Anchor::Nearest(anchor)) = context.anchor
        && let Some(reading) = shown::read(text, anchor)
    {
        return Ok(reading);
    }
    whole(text)?.resolve(context)
}

/// Reads what is written, without resolving it.
///
/// # Errors
///
/// If the text is longer than the limit, or no notation fits.
pub(crate) fn moment(text: &str, context: &DateContext) -> Result<Moment, Unreadable> {
    if text.len() > context.most_bytes {
        return Err(Unreadable::TooLong);
    }
    whole(text)
}

fn whole(text: &str) -> Result<Moment, Unreadable> {
    let text = unwrapped(text);
    if text.is_empty() {
        return Err(Unreadable::Empty);
    }
    let mut error = Unreadable::Notation;
    for read in notations(text) {
        let mut cursor = Cursor::new(text);
        let Some(moment) = read(&mut cursor) else { continue };
        cursor.spaces();
        if cursor.is_at_end() {
            return Ok(moment);
        }
        if moment.clock.is_some() && moment.mark.is_none() && cursor.rest().chars().all(char::is_alphabetic) {
            error = Unreadable::Zone;
        }
    }
    Err(error)
}

/// As much of a text as is looked at.
fn window(text: &str) -> &str {
    (0..=MOST_BYTES.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

/// Without white space and one pair of brackets around it.
fn unwrapped(text: &str) -> &str {
    let text = text.trim();
    let inside = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .or_else(|| text.strip_prefix('(').and_then(|text| text.strip_suffix(')')));
    inside.map_or(text, str::trim)
}

/// Reads a time at the start of a longer text, and gives its length in bytes: the longest reading of at least a time of
/// day or a day. Looks no further than 128 bytes.
pub(crate) fn prefix(text: &str) -> Option<(Moment, usize)> {
    let window = window(text);
    // Prose has ticket numbers and hashes, and no counts of seconds.
    if window.bytes().take_while(u8::is_ascii_digit).count() >= 8 {
        return None;
    }
    let mut best = None;
    for read in notations(window) {
        let mut cursor = Cursor::new(window);
        let Some(moment) = read(&mut cursor) else { continue };
        let len = window.len().saturating_sub(cursor.rest().len());
        let partial = moment.day.is_some_and(|day| day.precision < Precision::Day);
        if !partial && best.is_none_or(|(_, longest)| len > longest) {
            best = Some((moment, len));
        }
    }
    best
}
