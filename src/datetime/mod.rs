//! Dates and times as status documents write them, and the rules that turn them into instants.
//!
//! # Data flow
//!
//! ```text
//! text ─► notation (iso8601, day_first, …) ─► PartialDateTime ─► resolve(DateContext) ─► ResolvedTime or DateError
//! ```
//!
//! # Entry points
//!
//! * [`parse_instant`]: a machine-written date that states date, time and zone (JSON, Atom, RSS). Fast.
//! * [`parse`]: any notation. The [`DateContext`] supplies what the text omits.
//! * [`parse_partial`]: what the text states, to be resolved later when the adapter knows the rest
//!   ([`PartialDateTime::resolve`], [`PartialDateTime::resolve_after`]).
//! * [`parse_prefix`], [`parse_zone_prefix`]: a time or a zone at the start of prose, with its length.
//! * [`parse_four_digit_prefix`]: `1430` without a zone, where the caller expects a time.
//! * [`can_start_time`]: a cheap filter for code that looks for times anywhere in prose.
//! * [`range::parse`]: two times joined by a dash or a word.
//! * [`epoch::to_instant`]: a count since 1970.
//!
//! # Notations
//!
//! | module | notation | example |
//! |---|---|---|
//! | [`iso8601`] | ISO 8601, RFC 3339, databases, Go | `2024-04-08T18:35:00Z` |
//! | [`day_first`] | RFC 822/2822 and deviations, British prose | `Wed, 22 Dec 2021 16:22:00 +0000` |
//! | [`month_first`] | Statuspage, Django, American prose | `Oct 21, 17:39 UTC` |
//! | [`asctime`] | C, Unix `date`, Ruby | `Sun Nov  6 08:49:37 1994` |
//! | [`numeric`] | slashes and full stops | `12/31/2024 09:18 PST` |
//! | [`time_first`] | the time before the date, or without one | `01:37 UTC on 26 June 2025`, `UTC 05:13` |
//! | [`epoch`] | seconds to nanoseconds since 1970 | `1611331284` |
//!
//! Month and weekday names may be short or long, in any case. Spaces may be missing, repeated or non-breaking. One pair
//! of square or round brackets around the whole text is ignored.
//!
//! # Rules
//!
//! 1. A date that cannot be known is an error, not a guess: a missing date, a missing year without an anchor,
//!    `04/03/2024` without a known order.
//! 2. A year that is not written is the one nearest to the anchor, or the last one that is not after it ([`YearAnchor`]).
//! 3. An offset overrides an abbreviation beside it, and a date overrides its weekday; the contradiction is a warning.
//! 4. An abbreviation with several meanings needs evidence: an offset that the document states elsewhere, or the zone of
//!    the page. `CST` and `BST` have a usual meaning, which is used with a warning; `IST` and `AST` have none.
//! 5. `PST` written in summer means Pacific local time, with a warning; likewise `EST` and `CST` (`MST` does not, because
//!    Arizona uses it all year). This needs the `tz` feature; without it, the abbreviation's own offset is used.
//! 6. A time without a zone is in the zone that the caller or the adapter supplies, else UTC; both give a warning.
//! 7. A local time in a daylight-saving gap is read with the offset before the change; one in a fold is the first of the
//!    two. Both give a warning.
//! 8. Second 60 is read as 59 with a warning; `24:00` is midnight at the end of the day.
//! 9. Years outside 1970 to 9999 are errors: programs write "never" as year 1 or 1900.
//! 10. A text longer than [`Limits::date_bytes`](crate::Limits::date_bytes) is an error.

mod asctime;
mod context;
mod cursor;
mod day_first;
pub(crate) mod epoch;
mod error;
mod fast_path;
mod iso8601;
mod month_first;
mod names;
mod numeric;
#[cfg(test)]
mod oracles;
mod partial;
pub(crate) mod range;
mod resolve;
mod resolved;
#[cfg(test)]
mod tests;
mod time_first;
mod time_of_day;
#[cfg(all(test, feature = "tz"))]
mod tz_tests;
pub(crate) mod zone;

use chrono::{DateTime, Utc};

pub(crate) use context::{DateContext, DateOrder, YearAnchor};
pub(crate) use error::DateError;
pub(crate) use names::can_start_time;
pub(crate) use partial::{PartialDate, PartialDateTime};
pub(crate) use resolved::{DateWarning, Precision, ResolvedTime, ZoneSource};
pub(crate) use zone::designator::{ZoneDesignator, parse_zone_prefix};

use cursor::Cursor;

/// Bytes of a text that are looked at where no [`Limits`](crate::Limits) apply. The longest real dates, JavaScript's with
/// a zone name in brackets, have about 75.
const MAX_BYTES: usize = 128;

/// A run of this many digits in prose is a ticket number, a hash or a count, not a date such as `20240408`.
const IDENTIFIER_DIGITS: usize = 8;

/// A parser of one notation: `None` if the text at the cursor is not in this notation.
type Notation = fn(&mut Cursor<'_>) -> Option<PartialDateTime>;

/// Notations that start with a digit. The stricter ones come first.
const DIGIT_FIRST: [Notation; 5] =
    [iso8601::parse, epoch::parse, day_first::parse, numeric::parse, time_first::parse];

/// Notations that start with a letter: a weekday, a month, a zone, `noon`.
const LETTER_FIRST: [Notation; 5] =
    [day_first::parse, asctime::parse, month_first::parse, numeric::parse, time_first::parse];

fn select_notations(text: &str) -> &'static [Notation] {
    match text.bytes().next() {
        Some(b'0'..=b'9') => &DIGIT_FIRST,
        Some(b'A'..=b'Z' | b'a'..=b'z') => &LETTER_FIRST,
        _ => &[],
    }
}

/// Parses a date that states date, time and zone, such as `2024-04-08T18:35:00Z`. `None` also where [`parse`] would give
/// warnings, so that no caller loses them.
pub(crate) fn parse_instant(text: &str) -> Option<DateTime<Utc>> {
    fast_path::parse_rfc3339(text).or_else(|| parse_without_warnings(text))
}

#[cold]
fn parse_without_warnings(text: &str) -> Option<DateTime<Utc>> {
    let resolved = parse(text, &DateContext::with_max_bytes(MAX_BYTES)).ok()?;
    resolved.warnings.is_empty().then_some(resolved.at)
}

/// Parses a date in any notation.
///
/// # Errors
///
/// If no notation matches, or the text omits something that the context does not supply either.
pub(crate) fn parse(text: &str, context: &DateContext) -> Result<ResolvedTime, DateError> {
    if text.len() > context.max_bytes {
        return Err(DateError::TooLong);
    }
    if let Some(YearAnchor::Nearest(anchor)) = context.year_anchor
        && let Some(resolved) = fast_path::parse_statuspage_utc(text, anchor)
    {
        return Ok(resolved);
    }
    parse_whole(text)?.resolve(context)
}

/// Parses what a text states, without resolving it.
///
/// # Errors
///
/// If the text is longer than the limit, or no notation matches.
pub(crate) fn parse_partial(text: &str, context: &DateContext) -> Result<PartialDateTime, DateError> {
    if text.len() > context.max_bytes {
        return Err(DateError::TooLong);
    }
    parse_whole(text)
}

fn parse_whole(text: &str) -> Result<PartialDateTime, DateError> {
    let text = strip_brackets(text);
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    let mut error = DateError::UnknownNotation;
    for parse_notation in select_notations(text) {
        let mut cursor = Cursor::new(text);
        let Some(partial) = parse_notation(&mut cursor) else { continue };
        cursor.skip_spaces();
        if cursor.is_at_end() {
            return Ok(partial);
        }
        // "Oct 3, 2024, 12:00 XYZT"
        if partial.time.is_some() && partial.zone.is_none() && cursor.rest().chars().all(char::is_alphabetic)
        {
            error = DateError::UnknownZone;
        }
    }
    Err(error)
}

/// The first [`MAX_BYTES`] of a text, cut at a character boundary.
fn truncate(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_BYTES)).unwrap_or(text)
}

/// Removes white space and one pair of brackets around a text: `[Mar 05, 2026 23:06 UTC]`.
fn strip_brackets(text: &str) -> &str {
    let text = text.trim();
    let inside = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .or_else(|| text.strip_prefix('(').and_then(|text| text.strip_suffix(')')));
    inside.map_or(text, str::trim)
}

/// Parses four digits at the start of a longer text as a time of day, and returns it with its length in bytes: `1430`.
/// For places where a time is expected, such as a column of times; elsewhere four digits may be any number.
pub(crate) fn parse_four_digit_prefix(text: &str) -> Option<(PartialDateTime, usize)> {
    let mut cursor = Cursor::new(text);
    let time = Some(time_of_day::parse_four_digits(&mut cursor)?);
    let len = text.len().saturating_sub(cursor.rest().len());
    Some((PartialDateTime { time, ..PartialDateTime::default() }, len))
}

/// Parses a time at the start of a longer text and returns it with its length in bytes. The notation that covers most of
/// the text is used; a year or a month alone is not accepted. Looks at the first 128 bytes only.
pub(crate) fn parse_prefix(text: &str) -> Option<(PartialDateTime, usize)> {
    let text = truncate(text);
    if text.bytes().take_while(u8::is_ascii_digit).count() >= IDENTIFIER_DIGITS {
        return None;
    }
    let mut best = None;
    for parse_notation in select_notations(text) {
        let mut cursor = Cursor::new(text);
        let Some(partial) = parse_notation(&mut cursor) else { continue };
        let len = text.len().saturating_sub(cursor.rest().len());
        let is_coarse = partial.date.is_some_and(|date| date.precision < Precision::Day);
        if !is_coarse && best.is_none_or(|(_, longest)| len > longest) {
            best = Some((partial, len));
            if len == text.len() {
                break;
            }
        }
    }
    best
}
