//! Two times joined by a dash or a word: planned windows, banners, stated outages.
//!
//! | source | example |
//! |---|---|
//! | Statuspage's banner | `Jan 16, 12:00 - 16:00 GMT`, `Nov 25, 20:00 PST - Nov 26, 00:00 PST` |
//! | Statuspage's pages | `Feb 15, 16:00-17:00 UTC` |
//! | prose | `12:30PM and 01:00AM Pacific time`, `14:10 to 15:42 UTC`, `1400 and 1530 UTC` |
//!
//! Each end supplies what the other omits: a zone holds for both, and an end without a date is the first such time after
//! the start.

use super::cursor::Cursor;
use super::{
    DateContext, DateError, PartialDateTime, ResolvedTime, parse_four_digit_prefix, parse_prefix, time_of_day,
};

/// Start and end as written, each with the other's zone if it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    /// The start.
    pub(crate) start: PartialDateTime,
    /// The end.
    pub(crate) end: PartialDateTime,
}

impl Range {
    /// Both instants.
    ///
    /// # Errors
    ///
    /// As [`PartialDateTime::resolve`], for either end.
    pub(crate) fn resolve(&self, context: &DateContext) -> Result<(ResolvedTime, ResolvedTime), DateError> {
        let start = self.start.resolve(context)?;
        let end = self.end.resolve_after(start.at, context)?;
        Ok((start, end))
    }
}

/// Parses a text that is a range.
///
/// # Errors
///
/// If the text is longer than the limit, is not a range, or one of its ends cannot be resolved.
pub(crate) fn parse(text: &str, context: &DateContext) -> Result<(ResolvedTime, ResolvedTime), DateError> {
    if text.len() > context.max_bytes {
        return Err(DateError::TooLong);
    }
    let text = text.trim();
    match parse_range_prefix(text) {
        Some((range, len)) if len == text.len() => range.resolve(context),
        _ => Err(DateError::UnknownNotation),
    }
}

/// Parses a range at the start of a longer text and returns it with its length in bytes.
pub(crate) fn parse_range_prefix(text: &str) -> Option<(Range, usize)> {
    let (start, len) = parse_prefix(text).or_else(|| parse_four_digit_start(text))?;
    let mut cursor = Cursor::new(text.get(len..)?);
    if !skip_joint(&mut cursor) {
        return None;
    }
    let (end, end_len) = parse_prefix(cursor.rest())?;
    let range_len = text.len().checked_sub(cursor.rest().len())?.checked_add(end_len)?;
    // "March 5 - March 7" is a range of dates, but "12:00 - March 7" is not a range.
    if start.time.is_some() != end.time.is_some() {
        return None;
    }
    Some((Range { start: start.or_zone(end.zone), end: end.or_zone(start.zone) }, range_len))
}

/// `1400` of `1400 - 1530 UTC`. That it is a time follows from the end, which has a zone.
fn parse_four_digit_start(text: &str) -> Option<(PartialDateTime, usize)> {
    let (start, len) = parse_four_digit_prefix(text)?;
    let mut end = Cursor::new(text.get(len..)?);
    let is_range = skip_joint(&mut end) && time_of_day::parse_four_digits_with_zone(&mut end).is_some();
    is_range.then_some((start, len))
}

/// Takes a dash, or one of the words that join two times.
fn skip_joint(cursor: &mut Cursor<'_>) -> bool {
    cursor.skip_spaces();
    let found = ['-', '\u{2013}', '\u{2014}', '~', '\u{2192}'].into_iter().any(|mark| cursor.eat(mark))
        || ["to", "until", "till", "and", "through"].into_iter().any(|word| cursor.eat_word(word));
    cursor.skip_spaces();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use chrono::SecondsFormat;

    fn parse_shown(text: &str) -> String {
        let anchor = "2024-11-20T00:00:00Z".parse().unwrap();
        let day = chrono::NaiveDate::from_ymd_opt(2024, 4, 8).unwrap();
        match parse(
            text,
            &DateContext::new(&Limits::default()).with_year_near(anchor).with_default_date(Some(day)),
        ) {
            Ok((start, end)) => {
                let shown = |resolved: ResolvedTime| resolved.at.to_rfc3339_opts(SecondsFormat::Secs, true);
                format!("{}/{}", shown(start), shown(end))
            }
            Err(why) => why.to_string(),
        }
    }

    #[test]
    fn each_end_supplies_what_the_other_omits() {
        for (text, expected) in [
            ("Jan 16, 12:00 - 16:00 GMT", "2025-01-16T12:00:00Z/2025-01-16T16:00:00Z"),
            ("Feb 15, 16:00-17:00 UTC", "2025-02-15T16:00:00Z/2025-02-15T17:00:00Z"),
            ("Nov 25, 20:00 PST\u{a0}-\u{a0} Nov 26, 00:00 PST", "2024-11-26T04:00:00Z/2024-11-26T08:00:00Z"),
            ("Jan 30, 22:00 - Jan 31, 06:00 CET", "2025-01-30T21:00:00Z/2025-01-31T05:00:00Z"),
            ("Dec 31, 22:00 - Jan 1, 06:00 UTC", "2024-12-31T22:00:00Z/2025-01-01T06:00:00Z"),
            ("Feb 15, 08:00-12:00 UTC", "2025-02-15T08:00:00Z/2025-02-15T12:00:00Z"),
            ("Feb 15, 22:00 - 02:00 UTC", "2025-02-15T22:00:00Z/2025-02-16T02:00:00Z"),
            ("Jun 20, 22:00 - 23:30 -03", "2024-06-21T01:00:00Z/2024-06-21T02:30:00Z"),
            ("Jun 27, 22:00 -03 - Jun 28, 02:00 -03", "2024-06-28T01:00:00Z/2024-06-28T05:00:00Z"),
            ("Feb 15, 08:00 -12:00 UTC", "2025-02-15T08:00:00Z/2025-02-15T12:00:00Z"),
            ("14:10 to 15:42 UTC", "2024-04-08T14:10:00Z/2024-04-08T15:42:00Z"),
            ("10:00 PDT – 11:00", "2024-04-08T17:00:00Z/2024-04-08T18:00:00Z"),
            ("1400 and 1530 UTC", "2024-04-08T14:00:00Z/2024-04-08T15:30:00Z"),
            ("1400-1530 UTC", "2024-04-08T14:00:00Z/2024-04-08T15:30:00Z"),
            ("1400 UTC - 1530 UTC", "2024-04-08T14:00:00Z/2024-04-08T15:30:00Z"),
            ("UTC 14:00 - 15:30", "2024-04-08T14:00:00Z/2024-04-08T15:30:00Z"),
            ("March 5 - March 7", "2025-03-05T00:00:00Z/2025-03-07T00:00:00Z"),
        ] {
            assert_eq!(parse_shown(text), expected, "{text}");
        }
    }

    #[test]
    fn one_time_is_not_a_range() {
        for text in ["Jan 16, 12:00", "12:00 -", "12:00 - soon", "- 12:00", "1400-1530", "2024 - 2025"] {
            assert_eq!(parse_shown(text), DateError::UnknownNotation.to_string(), "{text}");
        }
    }
}
