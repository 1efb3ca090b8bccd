//! Zones by name: offsets in every spelling, IANA names, Rails' names, and the words of everyday language.

use chrono::FixedOffset;

use super::Zone;

/// Reads an offset that is the whole text: `Z`, `UTC`, `GMT+0`, `UTC+2`, `GMT-0700`, `+02:00`, `-7`.
pub(crate) fn offset(text: &str) -> Option<FixedOffset> {
    let (offset, rest) = leading_offset(text)?;
    rest.is_empty().then_some(offset)
}

/// Reads an offset at the start of a text, and gives what follows it.
pub(crate) fn leading_offset(text: &str) -> Option<(FixedOffset, &str)> {
    if let Some(found) = signed(text) {
        return Some(found);
    }
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at_checked(letters)?;
    let zero = FixedOffset::east_opt(0)?;
    if word.eq_ignore_ascii_case("utc") || word.eq_ignore_ascii_case("gmt") {
        // "UTC +2": a space before the sign is met, one before a bare number is not an offset.
        return Some(signed(rest.trim_start_matches(' ')).unwrap_or((zero, rest)));
    }
    (word.eq_ignore_ascii_case("z") && !rest.starts_with(|c: char| c.is_ascii_digit()))
        .then_some((zero, rest))
}

/// `+hh:mm`, `+hhmm`, `+hh`, `+h`; the sign may be a typographic minus.
fn signed(text: &str) -> Option<(FixedOffset, &str)> {
    let mut chars = text.chars();
    let east = match chars.next()? {
        '+' => true,
        '-' | '\u{2212}' => false,
        _ => return None,
    };
    let rest = chars.as_str();
    let run = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = rest.split_at_checked(run)?;
    let number: i32 = if run <= 4 { digits.parse().ok()? } else { return None };
    let (hours, minutes, rest) = match run {
        1 | 2 => match rest.strip_prefix(':').and_then(two_digits) {
            Some((minutes, rest)) => (number, minutes, rest),
            None => (number, 0, rest),
        },
        3 | 4 => (number.checked_div(100)?, number.checked_rem(100)?, rest),
        _ => return None,
    };
    // The clocks of the world run from -12:00 to +14:00.
    if hours > 14 || minutes > 59 {
        return None;
    }
    let seconds = hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)?;
    let offset = if east { FixedOffset::east_opt(seconds) } else { FixedOffset::west_opt(seconds) };
    Some((offset?, rest))
}

fn two_digits(text: &str) -> Option<(i32, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    let all_digits = digits.bytes().all(|b| b.is_ascii_digit());
    if !all_digits || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}

/// Reads a zone's name that is the whole text: an IANA name, everyday words, a Rails name, or a city.
///
/// Without the `tz` feature there are no rules to read a name by, and the answer is always `None`.
pub(crate) fn zone(text: &str) -> Option<Zone> {
    #[cfg(feature = "tz")]
    {
        named::find(text).map(Zone::Named)
    }
    #[cfg(not(feature = "tz"))]
    {
        let _ = text;
        None
    }
}

/// The everyday words for a zone, in lower case without "time": the longest first among those that begin alike.
///
/// The second column is the IANA zone whose clocks are meant, or the abbreviation where the words name one half of the
/// year.
pub(crate) const WORDS: &[(&str, Meaning)] = &[
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

/// What an everyday word for a zone means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// An IANA zone.
    Zone(&'static str),
    /// One half of the year, as the abbreviation says.
    Abbreviation(&'static str),
}

/// Finds an everyday word for a zone at the start of a text, and gives what follows it.
pub(crate) fn leading_word(text: &str) -> Option<(Meaning, &str)> {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    WORDS.iter().find_map(|&(words, meaning)| {
        let (head, rest) = text.split_at_checked(words.len())?;
        let whole = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/' || c == '_');
        // "mt" and "et" are words of other languages, "central" one of this: capitals tell.
        let capitals = words.len() == 2;
        let written = if capitals {
            head.bytes().all(|b| b.is_ascii_uppercase())
        } else {
            words.contains(' ') || head.starts_with(|c: char| c.is_ascii_uppercase())
        };
        (written && whole && head.eq_ignore_ascii_case(words)).then_some((meaning, rest))
    })
}

/// The length of an IANA name (`Area/City`, `Area/Region/City`) at the start of a text.
pub(crate) fn leading_iana(text: &str) -> Option<usize> {
    let len = text
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+'))
        .count();
    let name = text.get(..len)?;
    (name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains('/')).then_some(len)
}

#[cfg(feature = "tz")]
mod named {
    use chrono_tz::{TZ_VARIANTS, Tz};

    use super::{Meaning, leading_word};

    pub(super) fn find(text: &str) -> Option<Tz> {
        if let Ok(zone) = text.parse::<Tz>() {
            // The table has "EST" and "MST7MDT" too: old names that people print for something else.
            return text.contains('/').then_some(zone);
        }
        if let Some((Meaning::Zone(name), rest)) = leading_word(text)
            && (rest.is_empty() || rest.starts_with(" ("))
        {
            return name.parse().ok();
        }
        city(text)
    }

    /// Rails and people name a zone by its city: "Madrid", "Denver", "New York".
    fn city(text: &str) -> Option<Tz> {
        if text.len() < 4 {
            return None;
        }
        TZ_VARIANTS.iter().copied().find(|zone| {
            let name = zone.name();
            let place = name.rsplit_once('/').map_or("", |(_, place)| place);
            // "Etc/Greenwich" and "US/Pacific" are no cities.
            !name.starts_with("Etc/") && !name.starts_with("US/") && same_words(place, text)
        })
    }

    fn same_words(place: &str, text: &str) -> bool {
        place.len() == text.len()
            && place
                .bytes()
                .zip(text.bytes())
                .all(|(a, b)| a.eq_ignore_ascii_case(&b) || (a == b'_' && b == b' '))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_words_stand_before_those_they_begin_with() {
        for (at, (long, _)) in WORDS.iter().enumerate() {
            for (short, _) in WORDS.iter().take(at) {
                let whole = long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
                assert!(!whole, "{short:?} hides {long:?}");
            }
        }
    }

    #[test]
    fn words_are_whole_words() {
        assert_eq!(leading_word("PT, we"), Some((Meaning::Zone("America/Los_Angeles"), ", we")));
        assert_eq!(leading_word("Pacific Time)"), Some((Meaning::Zone("America/Los_Angeles"), ")")));
        assert_eq!(leading_word("ptarmigan"), None);
        assert_eq!(leading_word("Pacific/Auckland"), None);
    }
}
