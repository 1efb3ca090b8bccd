//! Names of zones: IANA names, Rails' names, cities, and the phrases of everyday language.
//!
//! | form | example |
//! |---|---|
//! | IANA | `Europe/Paris`, `America/Argentina/Salta` |
//! | Rails | `Pacific Time (US & Canada)`, `Madrid` |
//! | phrases | `Pacific Time`, `Central European Summer Time`, `PT` |

use super::Zone;
use super::iana::IanaZone;

/// Parses a text that is the name of a zone. Without the `tz` feature there are no names.
pub(super) fn parse(text: &str) -> Option<Zone> {
    let found = IanaZone::find(text).or_else(|| match parse_phrase_prefix(text) {
        Some((Meaning::Zone(name), rest)) if rest.is_empty() || rest.starts_with(" (") => {
            IanaZone::find(name)
        }
        _ => IanaZone::find_city(text),
    });
    found.map(|zone| Zone(super::Rules::Iana(zone)))
}

/// Phrases in lower case, with what they mean. A phrase comes before those that it starts with.
///
/// The names of one half of the year ("pacific standard time") mean an abbreviation, the others the local time of a zone.
const PHRASES: &[(&str, Meaning)] = &[
    ("coordinated universal time", Meaning::Abbreviation("UTC")),
    ("greenwich mean time", Meaning::Abbreviation("GMT")),
    ("universal time", Meaning::Abbreviation("UTC")),
    ("pacific standard time", Meaning::Abbreviation("PST")),
    ("pacific daylight time", Meaning::Abbreviation("PDT")),
    ("mountain standard time", Meaning::Abbreviation("MST")),
    ("mountain daylight time", Meaning::Abbreviation("MDT")),
    ("central standard time", Meaning::Abbreviation("CST")),
    ("central daylight time", Meaning::Abbreviation("CDT")),
    ("eastern standard time", Meaning::Abbreviation("EST")),
    ("eastern daylight time", Meaning::Abbreviation("EDT")),
    ("central european standard time", Meaning::Abbreviation("CET")),
    ("central european summer time", Meaning::Abbreviation("CEST")),
    ("british summer time", Meaning::Zone("Europe/London")),
    ("india standard time", Meaning::Zone("Asia/Kolkata")),
    ("indian standard time", Meaning::Zone("Asia/Kolkata")),
    ("japan standard time", Meaning::Abbreviation("JST")),
    ("singapore standard time", Meaning::Abbreviation("SGT")),
    ("singapore time", Meaning::Abbreviation("SGT")),
    ("australian eastern standard time", Meaning::Abbreviation("AEST")),
    ("australian eastern daylight time", Meaning::Abbreviation("AEDT")),
    ("us pacific time", Meaning::Zone("America/Los_Angeles")),
    ("us eastern time", Meaning::Zone("America/New_York")),
    ("us central time", Meaning::Zone("America/Chicago")),
    ("us mountain time", Meaning::Zone("America/Denver")),
    ("u.s. pacific time", Meaning::Zone("America/Los_Angeles")),
    ("u.s. eastern time", Meaning::Zone("America/New_York")),
    ("pacific time", Meaning::Zone("America/Los_Angeles")),
    ("mountain time", Meaning::Zone("America/Denver")),
    ("central time", Meaning::Zone("America/Chicago")),
    ("eastern time", Meaning::Zone("America/New_York")),
    ("central european time", Meaning::Zone("Europe/Berlin")),
    ("eastern european time", Meaning::Zone("Europe/Helsinki")),
    ("japan time", Meaning::Zone("Asia/Tokyo")),
    ("israel time", Meaning::Zone("Asia/Jerusalem")),
    ("uk time", Meaning::Zone("Europe/London")),
    ("pacific", Meaning::Zone("America/Los_Angeles")),
    ("mountain", Meaning::Zone("America/Denver")),
    ("central", Meaning::Zone("America/Chicago")),
    ("eastern", Meaning::Zone("America/New_York")),
    ("pt", Meaning::Zone("America/Los_Angeles")),
    ("mt", Meaning::Zone("America/Denver")),
    ("ct", Meaning::Zone("America/Chicago")),
    ("et", Meaning::Zone("America/New_York")),
];

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The local time of an IANA zone.
    Zone(&'static str),
    /// An abbreviation.
    Abbreviation(&'static str),
}

/// Parses a phrase at the start of a text and returns its meaning with the rest.
pub(super) fn parse_phrase_prefix(text: &str) -> Option<(Meaning, &str)> {
    let first = text.bytes().next().filter(u8::is_ascii_alphabetic)?.to_ascii_lowercase();
    let candidates = PHRASES.iter().filter(|(phrase, _)| phrase.as_bytes().first() == Some(&first));
    candidates.into_iter().find_map(|&(phrase, meaning)| {
        let (head, rest) = text.split_at_checked(phrase.len())?;
        let is_whole = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/' || c == '_');
        // "mt" and "et" are words of other languages, and "central" is an English word: only "MT" and "Central" are zones.
        let is_capitalized = if phrase.len() == 2 {
            head.bytes().all(|b| b.is_ascii_uppercase())
        } else {
            phrase.contains(' ') || head.starts_with(|c: char| c.is_ascii_uppercase())
        };
        (is_capitalized && is_whole && head.eq_ignore_ascii_case(phrase)).then_some((meaning, rest))
    })
}

/// Splits a text after the IANA name at its start: `Area/City` or `Area/Region/City`. Whether the database has such a
/// zone is not checked.
pub(super) fn split_iana_prefix(text: &str) -> Option<(&str, &str)> {
    let len = text
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+'))
        .count();
    let (name, rest) = text.split_at_checked(len)?;
    (name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains('/')).then_some((name, rest))
}

#[cfg(test)]
mod tests {
    use super::super::abbreviation;
    use super::*;

    #[test]
    fn no_phrase_hides_a_longer_one() {
        for (index, (long, _)) in PHRASES.iter().enumerate() {
            for (short, _) in PHRASES.iter().take(index) {
                let hides = long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
                assert!(!hides, "{short:?} hides {long:?}");
            }
        }
    }

    #[test]
    fn every_meaning_exists() {
        for (phrase, meaning) in PHRASES {
            match meaning {
                Meaning::Zone(name) => {
                    assert_eq!(IanaZone::find(name).is_some(), super::super::iana::IS_AVAILABLE, "{phrase}");
                }
                Meaning::Abbreviation(word) => assert!(abbreviation::find(word).is_some(), "{phrase}"),
            }
        }
    }

    #[test]
    fn phrases_are_whole_words() {
        let pacific = Meaning::Zone("America/Los_Angeles");
        assert_eq!(parse_phrase_prefix("PT, we"), Some((pacific, ", we")));
        assert_eq!(parse_phrase_prefix("Pacific Time)"), Some((pacific, ")")));
        assert_eq!(parse_phrase_prefix("ptarmigan"), None);
        assert_eq!(parse_phrase_prefix("Pacific/Auckland"), None);
    }
}
