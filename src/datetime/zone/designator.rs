//! The zone beside a time: an offset, an abbreviation, a name, or two of them.
//!
//! | form | example |
//! |---|---|
//! | offset | `Z`, `UTC`, `+02:00`, `GMT-0700` |
//! | abbreviation | `PST`, `(PDT)` |
//! | name | `Europe/Paris`, `Pacific Time` |
//! | offset and abbreviation | `-0700 (PDT)`, `PDT (UTC-7)`, `+0000 UTC` |
//! | offset and comment | `GMT+0200 (Mitteleuropäische Sommerzeit)` |

use chrono::FixedOffset;

use super::abbreviation::{self, Abbreviation};
use super::name::{self, Meaning};
use super::{Zone, iana, offset};
use crate::datetime::cursor::Cursor;

/// The zone beside a time (ISO 8601 calls it the time zone designator).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ZoneDesignator {
    /// `Z`, `UTC`, `+02:00`, `GMT-0700`, with the abbreviation beside it, if there is one.
    Offset(FixedOffset, Option<&'static Abbreviation>),
    /// `PST`
    Abbreviation(&'static Abbreviation),
    /// `Europe/Paris`, `Pacific Time`
    Named(Zone),
    /// The name of a zone, which only the `tz` feature can resolve.
    Unsupported,
}

/// Parses a zone at the start of a longer text and returns it with its length in bytes.
pub(crate) fn parse_zone_prefix(text: &str) -> Option<(ZoneDesignator, usize)> {
    let text = crate::datetime::truncate(text);
    let mut cursor = Cursor::new(text);
    let zone = parse(&mut cursor)?;
    Some((zone, text.len().saturating_sub(cursor.rest().len())))
}

/// Parses the zone at the cursor, which stays where it is on failure.
pub(in crate::datetime) fn parse(cursor: &mut Cursor<'_>) -> Option<ZoneDesignator> {
    let mut copy = *cursor;
    let is_bracketed = copy.eat('(');
    let first = parse_single(&mut copy)?;
    if is_bracketed && !copy.eat(')') {
        return None;
    }
    *cursor = copy;
    Some(match (first, parse_second(cursor)) {
        (ZoneDesignator::Offset(offset, None), Some(ZoneDesignator::Abbreviation(word)))
        | (ZoneDesignator::Abbreviation(word), Some(ZoneDesignator::Offset(offset, None))) => {
            ZoneDesignator::Offset(offset, Some(word))
        }
        // The second one of "14:00 Pacific (PDT)" adds nothing.
        (first, _) => first,
    })
}

/// Parses a second zone after the first: `+0000 UTC`, `-0700 (PDT)`, `GMT+0100 (Central European Time)`.
fn parse_second(cursor: &mut Cursor<'_>) -> Option<ZoneDesignator> {
    let mut copy = *cursor;
    copy.skip_spaces();
    let is_bracketed = copy.eat('(');
    let Some(second) = parse_single(&mut copy) else {
        if is_bracketed {
            // A comment of RFC 822 or JavaScript in other words.
            let (_, rest) = cursor.rest().split_once(')')?;
            cursor.advance_to(rest);
        }
        return None;
    };
    // An offset does not start with a digit: the year of "10:00:00 UTC 2024" is not one.
    let is_zone = !matches!(second, ZoneDesignator::Offset(..))
        || is_bracketed
        || cursor.rest().trim_start().starts_with(|c: char| !c.is_ascii_digit());
    if !is_zone || (is_bracketed && !copy.eat(')')) {
        return None;
    }
    *cursor = copy;
    Some(second)
}

fn parse_single(cursor: &mut Cursor<'_>) -> Option<ZoneDesignator> {
    let text = cursor.rest();
    let first = text.chars().next()?;
    if !(first.is_ascii_alphabetic() || matches!(first, '+' | '-' | '\u{2212}')) {
        return None;
    }
    if let Some((offset, rest)) = offset::parse_prefix(text)
        && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/')
    {
        cursor.advance_to(rest);
        return Some(ZoneDesignator::Offset(offset, None));
    }
    if let Some((name, rest)) = name::split_iana_prefix(text)
        && let Some(zone) = parse_name(name)
    {
        cursor.advance_to(rest);
        return Some(zone);
    }
    if let Some(word) = take_abbreviation(cursor) {
        return Some(ZoneDesignator::Abbreviation(word));
    }
    let (meaning, rest) = name::parse_phrase_prefix(text)?;
    let zone = match meaning {
        Meaning::Abbreviation("UTC" | "GMT") => ZoneDesignator::Offset(FixedOffset::east_opt(0)?, None),
        Meaning::Abbreviation(word) => ZoneDesignator::Abbreviation(abbreviation::find(word)?),
        Meaning::Zone(name) => parse_name(name)?,
    };
    cursor.advance_to(rest);
    Some(zone)
}

/// Takes an abbreviation in capitals; the North American ones in any case. "At 10:00 eat" has no zone, "10:00 pst" has
/// one. The cursor stays where it is on failure.
fn take_abbreviation(cursor: &mut Cursor<'_>) -> Option<&'static Abbreviation> {
    let mut copy = *cursor;
    let word = copy.take_letters();
    let found = abbreviation::find(word)?;
    // Guam's abbreviation is written with a small h.
    let is_in_known_case = found.word == word || word == "ChST" || found.is_seasonal();
    if !is_in_known_case || copy.starts_with_digit() || copy.peek() == Some('/') {
        return None;
    }
    *cursor = copy;
    Some(found)
}

/// Resolves the name of a zone. Without the database any name may be a zone.
fn parse_name(name: &str) -> Option<ZoneDesignator> {
    name::parse(name)
        .map(ZoneDesignator::Named)
        .or((!iana::IS_AVAILABLE).then_some(ZoneDesignator::Unsupported))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_whole(text: &str) -> Option<ZoneDesignator> {
        parse_zone_prefix(text).filter(|&(_, len)| len == text.len()).map(|(zone, _)| zone)
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
            let offset = offset.parse().unwrap();
            assert_eq!(parse_whole(text), Some(ZoneDesignator::Offset(offset, word)), "{text}");
        }
        assert_eq!(parse_whole("(PDT)"), pdt.map(ZoneDesignator::Abbreviation));
        assert_eq!(parse_whole("ChST"), abbreviation::find("CHST").map(ZoneDesignator::Abbreviation));
        for text in ["", "Zoo", "PDTX", "UTC2", "(UTC", "2024", "on"] {
            assert_eq!(parse_whole(text), None, "{text}");
        }
    }

    #[test]
    fn names_are_zones_if_their_rules_are_known() {
        let pacific = parse_name("America/Los_Angeles");
        assert!(pacific.is_some());
        for text in ["Pacific Time", "PT", "America/Los_Angeles", "(Pacific Time)"] {
            assert_eq!(parse_whole(text), pacific, "{text}");
        }
        assert_eq!(parse_whole("Mars/Olympus").is_some(), !iana::IS_AVAILABLE);
    }
}
