//! The zone that stands beside a time: an offset, an abbreviation, a name, or two of them.

use chrono::FixedOffset;

use super::cursor::Cursor;
use crate::datetime::zone::Zone;
use crate::datetime::zone::abbreviation::{self, Abbreviation};
use crate::datetime::zone::name::{self, Meaning};

/// The zone that stands beside a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `Z`, `UTC`, `+02:00`, `GMT-0700`; perhaps with an abbreviation beside it, which is checked.
    Offset(FixedOffset, Option<&'static Abbreviation>),
    /// `PST`
    Abbreviation(&'static Abbreviation),
    /// `Europe/Paris`, `Pacific Time`
    Named(Zone),
    /// A zone's name, where there are no rules to read it by.
    #[cfg(not(feature = "tz"))]
    WithoutRules,
}

/// Reads a zone at the start of a longer text, and gives its length in bytes.
pub(crate) fn leading(text: &str) -> Option<(Mark, usize)> {
    let window = super::window(text);
    let mut cursor = Cursor::new(window);
    let mark = read(&mut cursor)?;
    Some((mark, window.len().saturating_sub(cursor.rest().len())))
}

/// Reads the zone at the cursor; leaves the cursor alone where there is none.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Mark> {
    let mut copy = *cursor;
    let bracket = copy.eat('(');
    let mark = bare(&mut copy)?;
    if bracket && !copy.eat(')') {
        return None;
    }
    *cursor = copy;
    Some(match (mark, beside(cursor)) {
        (Mark::Offset(offset, None), Some(Mark::Abbreviation(word)))
        | (Mark::Abbreviation(word), Some(Mark::Offset(offset, None))) => Mark::Offset(offset, Some(word)),
        // "14:00 Pacific (PDT)": the abbreviation says no more.
        (mark, _) => mark,
    })
}

/// A second mark behind the first: `+0000 UTC`, `-0700 (PDT)`, `GMT+0100 (Central European Time)`.
fn beside(cursor: &mut Cursor<'_>) -> Option<Mark> {
    let mut copy = *cursor;
    copy.spaces();
    let bracket = copy.eat('(');
    let second = match bare(&mut copy) {
        Some(second) => second,
        // A comment in a date of RFC 822 or JavaScript, in words that are none of ours.
        None if bracket => {
            let (_, rest) = cursor.rest().split_once(')')?;
            cursor.advance_to(rest);
            return None;
        }
        None => return None,
    };
    // "Sun Jun 7 10:00:00 UTC 2024" has no second mark, and "10:00 PT - 11:00 PT" none either.
    let is_mark = match second {
        Mark::Offset(..) => bracket || cursor.rest().trim_start().starts_with(|c: char| !c.is_ascii_digit()),
        _ => true,
    };
    if !is_mark || (bracket && !copy.eat(')')) {
        return None;
    }
    *cursor = copy;
    Some(second)
}

fn bare(cursor: &mut Cursor<'_>) -> Option<Mark> {
    let text = cursor.rest();
    let first = text.chars().next()?;
    if !(first.is_ascii_alphabetic() || matches!(first, '+' | '-' | '\u{2212}')) {
        return None;
    }
    if let Some((offset, rest)) = name::leading_offset(text)
        && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/')
    {
        cursor.advance_to(rest);
        return Some(Mark::Offset(offset, None));
    }
    if let Some(len) = name::leading_iana(text) {
        let (name, rest) = text.split_at_checked(len)?;
        if let Some(mark) = named(name) {
            cursor.advance_to(rest);
            return Some(mark);
        }
    }
    if let Some(word) = abbreviated(cursor) {
        return Some(Mark::Abbreviation(word));
    }
    let (meaning, rest) = name::leading_word(text)?;
    let mark = match meaning {
        Meaning::Abbreviation("UTC" | "GMT") => Mark::Offset(FixedOffset::east_opt(0)?, None),
        Meaning::Abbreviation(word) => Mark::Abbreviation(abbreviation::find(word)?),
        Meaning::Zone(name) => named(name)?,
    };
    cursor.advance_to(rest);
    Some(mark)
}

fn abbreviated(cursor: &mut Cursor<'_>) -> Option<&'static Abbreviation> {
    let mut copy = *cursor;
    let word = copy.letters();
    let found = abbreviation::find(word)?;
    // "at 10:00 eat" is no zone, "10:00 pst" is one.
    let written = found.word == word || found.family.is_some();
    if !written || copy.peek().is_some_and(|c| c.is_ascii_digit() || c == '/') {
        return None;
    }
    *cursor = copy;
    Some(found)
}

#[cfg(feature = "tz")]
fn named(name: &str) -> Option<Mark> {
    name::zone(name).map(Mark::Named)
}

#[cfg(not(feature = "tz"))]
#[expect(clippy::unnecessary_wraps, reason = "with the rules, not every name is a zone")]
fn named(_name: &str) -> Option<Mark> {
    Some(Mark::WithoutRules)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Option<Mark> {
        leading(text).filter(|&(_, len)| len == text.len()).map(|(mark, _)| mark)
    }

    fn east(hours: &str) -> FixedOffset {
        hours.parse().unwrap()
    }

    #[test]
    fn offsets_and_abbreviations_beside_each_other() {
        let pdt = abbreviation::find("PDT");
        for (text, offset, word) in [
            ("Z", "+00:00", None),
            ("UTC", "+00:00", None),
            ("GMT+0", "+00:00", None),
            ("UTC+2", "+02:00", None),
            ("GMT-0700", "-07:00", None),
            ("-0700 (PDT)", "-07:00", pdt),
            ("-07:00 PDT", "-07:00", pdt),
            ("PDT (UTC-7)", "-07:00", pdt),
            ("+0000 UTC", "+00:00", None),
            ("GMT+0000 (Coordinated Universal Time)", "+00:00", None),
            ("GMT+0530 (somewhere in the east)", "+05:30", None),
        ] {
            assert_eq!(whole(text), Some(Mark::Offset(east(offset), word)), "{text}");
        }
        assert_eq!(whole("(PDT)"), pdt.map(Mark::Abbreviation));
        for text in ["", "Zoo", "PDTX", "UTC2", "(UTC", "2024", "on"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    #[cfg(feature = "tz")]
    fn names_need_rules() {
        let pacific = Mark::Named(Zone::Named(chrono_tz::America::Los_Angeles));
        for text in ["Pacific Time", "PT", "America/Los_Angeles", "(Pacific Time)"] {
            assert_eq!(whole(text), Some(pacific), "{text}");
        }
        assert_eq!(whole("Mars/Olympus"), None);
    }

    #[test]
    #[cfg(not(feature = "tz"))]
    fn names_without_rules_are_said_to_be_so() {
        assert_eq!(whole("Pacific Time"), Some(Mark::WithoutRules));
        assert_eq!(whole("America/Los_Angeles"), Some(Mark::WithoutRules));
    }
}
