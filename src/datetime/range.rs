//! Two times with a dash or a word between them: planned windows, banners, stated outages.
//!
//! | who | example |
//! |---|---|
//! | Statuspage's banner | `Jan 16, 12:00 - 16:00 GMT`, `Nov 25, 20:00 PST - Nov 26, 00:00 PST` |
//! | Statuspage's pages | `Feb 15, 16:00-17:00 UTC` |
//! | prose | `12:30PM and 01:00AM Pacific time`, `14:10 to 15:42 UTC` |
//!
//! What one end does not say, the other does: a zone holds for both, and an end without a day is the first such time
//! behind the start.

use super::cursor::Cursor;
use super::{Anchor, DateContext, Moment, Reading, Unreadable, prefix};

/// Two times, each as written, with the zone of one given to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    /// The start.
    pub(crate) start: Moment,
    /// The end.
    pub(crate) end: Moment,
}

impl Range {
    /// Both instants.
    ///
    /// # Errors
    ///
    /// As [`Moment::resolve`], for either end.
    pub(crate) fn resolve(&self, context: &DateContext) -> Result<(Reading, Reading), Unreadable> {
        let start = self.start.resolve(context)?;
        let end = if self.end.day.is_some() {
            self.end.resolve(&DateContext { anchor: Some(Anchor::Nearest(start.at)), ..*context })?
        } else {
            self.end.resolve_after(start.at, context)?
        };
        Ok((start, end))
    }
}

/// Reads a range that is the whole text.
///
/// # Errors
///
/// If the text is longer than the limit, is no range, or an end of it cannot be known.
pub(crate) fn parse(text: &str, context: &DateContext) -> Result<(Reading, Reading), Unreadable> {
    if text.len() > context.most_bytes {
        return Err(Unreadable::TooLong);
    }
    let text = text.trim();
    match leading(text) {
        Some((range, len)) if len == text.len() => range.resolve(context),
        _ => Err(Unreadable::Notation),
    }
}

/// Reads a range at the start of a longer text, and gives its length in bytes.
pub(crate) fn leading(text: &str) -> Option<(Range, usize)> {
    let (start, len) = prefix(text)?;
    let mut cursor = Cursor::new(text.get(len..)?);
    between(&mut cursor)?;
    let (end, end_len) = prefix(cursor.rest())?;
    let read = text.len().checked_sub(cursor.rest().len())?.checked_add(end_len)?;
    // "March 5 - March 7" has no times, and is a range all the same; "12:00 - March 7" is none.
    if start.clock.is_some() != end.clock.is_some() {
        return None;
    }
    Some((Range { start: start.or_mark(end.mark), end: end.or_mark(start.mark) }, read))
}

/// Takes a dash, or one of the words that join two times.
fn between(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.spaces();
    let dash = ['-', '\u{2013}', '\u{2014}', '~', '\u{2192}'].into_iter().any(|mark| cursor.eat(mark));
    let word =
        dash || ["to", "until", "till", "and", "through"].into_iter().any(|word| cursor.eat_word(word));
    cursor.spaces();
    word.then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use chrono::SecondsFormat;

    fn read(text: &str) -> String {
        let anchor = "2024-11-20T00:00:00Z".parse().unwrap();
        let day = chrono::NaiveDate::from_ymd_opt(2024, 4, 8).unwrap();
        match parse(text, &DateContext::new(&Limits::default()).near(anchor).on(Some(day))) {
            Ok((start, end)) => {
                let shown = |reading: Reading| reading.at.to_rfc3339_opts(SecondsFormat::Secs, true);
                format!("{}/{}", shown(start), shown(end))
            }
            Err(why) => why.to_string(),
        }
    }

    #[test]
    fn what_one_end_does_not_say_the_other_does() {
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
            ("March 5 - March 7", "2025-03-05T00:00:00Z/2025-03-07T00:00:00Z"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    #[cfg(feature = "tz")]
    fn a_zone_in_words_holds_for_both() {
        assert_eq!(read("12:30PM and 01:00AM Pacific time"), "2024-04-08T19:30:00Z/2024-04-09T08:00:00Z");
    }

    #[test]
    fn one_time_is_no_range() {
        for text in ["Jan 16, 12:00", "12:00 -", "12:00 - soon", "- 12:00"] {
            assert_eq!(read(text), Unreadable::Notation.to_string(), "{text}");
        }
    }
}
