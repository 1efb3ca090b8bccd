//! The English names of months and weekdays, the only table of them in the crate.

use chrono::Weekday;

/// Names of months by their first three letters, which are unique.
const MONTHS: [([u8; 3], &str); 12] = [
    (*b"jan", "january"),
    (*b"feb", "february"),
    (*b"mar", "march"),
    (*b"apr", "april"),
    (*b"may", "may"),
    (*b"jun", "june"),
    (*b"jul", "july"),
    (*b"aug", "august"),
    (*b"sep", "september"),
    (*b"oct", "october"),
    (*b"nov", "november"),
    (*b"dec", "december"),
];

/// Names of weekdays by their first three letters, which are unique.
const WEEKDAYS: [([u8; 3], &str, Weekday); 7] = [
    (*b"mon", "monday", Weekday::Mon),
    (*b"tue", "tuesday", Weekday::Tue),
    (*b"wed", "wednesday", Weekday::Wed),
    (*b"thu", "thursday", Weekday::Thu),
    (*b"fri", "friday", Weekday::Fri),
    (*b"sat", "saturday", Weekday::Sat),
    (*b"sun", "sunday", Weekday::Sun),
];

/// Parses `Jan`, `Sept`, `october` … into 1 to 12.
pub(super) fn parse_month(word: &str) -> Option<u32> {
    let prefix = lower_prefix(word)?;
    let index = MONTHS.iter().position(|(known, _)| *known == prefix)?;
    let (_, name) = MONTHS.get(index)?;
    is_abbreviation_of(word, name).then(|| u32::try_from(index).ok()?.checked_add(1))?
}

/// Parses `Mon`, `Tues`, `thursday` …
pub(super) fn parse_weekday(word: &str) -> Option<Weekday> {
    let prefix = lower_prefix(word)?;
    let (_, name, day_of_week) = WEEKDAYS.iter().find(|(known, ..)| *known == prefix)?;
    is_abbreviation_of(word, name).then_some(*day_of_week)
}

/// Whether a time may start here: a digit, the first letters of a month, a weekday, `noon` or `midnight`, or an
/// abbreviation before a digit (`UTC 05:13`). A cheap filter before [`parse_prefix`](super::parse_prefix), for code that looks for times anywhere in prose.
pub(crate) fn can_start_time(text: &str) -> bool {
    let Some(prefix) = lower_prefix(text) else { return false };
    let [first, ..] = prefix;
    let is_name = || {
        MONTHS.iter().any(|(known, _)| *known == prefix)
            || WEEKDAYS.iter().any(|(known, ..)| *known == prefix)
            || matches!(&prefix, b"noo" | b"mid")
    };
    first.is_ascii_digit() || (may_begin_name(prefix) && is_name()) || starts_with_zone_and_digit(text)
}

/// Whether a name of a time begins with the first two of these letters.
fn may_begin_name([first, second, _]: [u8; 3]) -> bool {
    let place = |letter: u8| usize::from(letter).checked_sub(usize::from(b'a'));
    let known = place(first).and_then(|first| BEGINNINGS.get(first)?.get(place(second)?));
    known.copied().unwrap_or(false)
}

/// By first and second letter, whether a month, a weekday, "noon" or "midnight" begins with them.
static BEGINNINGS: [[bool; 26]; 26] = beginnings();

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated when the crate is built, where a fault is an error of the compiler"
)]
const fn beginnings() -> [[bool; 26]; 26] {
    const fn mark(known: &mut [[bool; 26]; 26], [first, second, _]: [u8; 3]) {
        known[(first - b'a') as usize][(second - b'a') as usize] = true;
    }
    let mut known = [[false; 26]; 26];
    mark(&mut known, *b"noo");
    mark(&mut known, *b"mid");
    let mut at = 0;
    while at < MONTHS.len() {
        mark(&mut known, MONTHS[at].0);
        at += 1;
    }
    at = 0;
    while at < WEEKDAYS.len() {
        mark(&mut known, WEEKDAYS[at].0);
        at += 1;
    }
    known
}

/// `UTC 0…`, `CEST 1…`
fn starts_with_zone_and_digit(text: &str) -> bool {
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).take(5).count();
    let mut after = text.bytes().skip(capitals);
    (2..=4).contains(&capitals)
        && after.next() == Some(b' ')
        && after.next().is_some_and(|byte| byte.is_ascii_digit())
}

fn lower_prefix(word: &str) -> Option<[u8; 3]> {
    word.as_bytes().first_chunk::<3>().map(|letters| letters.map(|b| b.to_ascii_lowercase()))
}

/// Names are abbreviated to three letters, sometimes to four or five (`Sept`, `Tues`, `Thurs`), never to more.
fn is_abbreviation_of(word: &str, name: &str) -> bool {
    let len = word.len();
    let is_known_length = (3..=5).contains(&len) || len == name.len();
    is_known_length && name.get(..len).is_some_and(|prefix| prefix.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_may_be_short_or_long_in_any_case() {
        for (word, number) in [
            ("Jan", 1),
            ("jun", 6),
            ("JULY", 7),
            ("Sep", 9),
            ("Sept", 9),
            ("september", 9),
            ("Dec", 12),
            ("may", 5),
        ] {
            assert_eq!(parse_month(word), Some(number), "{word}");
        }
        for word in ["", "Ma", "Maybe", "Junes", "Septem", "Decembers", "Ja", "Ünï"] {
            assert_eq!(parse_month(word), None, "{word}");
        }
        assert_eq!(parse_weekday("Thurs"), Some(Weekday::Thu));
        assert_eq!(parse_weekday("tue"), Some(Weekday::Tue));
        assert_eq!(parse_weekday("Sunny"), None);
    }

    #[test]
    fn a_time_can_start_with_a_digit_a_name_or_a_zone() {
        for text in ["10:05", "Oct 21", "tuesday", "noon", "UTC 05:13", "CEST 1430"] {
            assert!(can_start_time(text), "{text}");
        }
        for text in ["", "at 10", "UTC", "The 5", "utc 05:13", "ABCDE 5"] {
            assert!(!can_start_time(text), "{text}");
        }
    }

    #[test]
    fn names_agree_with_chrono() {
        for (prefix, name) in MONTHS {
            assert_eq!(name.as_bytes().first_chunk(), Some(&prefix));
            assert_eq!(
                name.parse::<chrono::Month>().ok().map(|month| month.number_from_month()),
                parse_month(name)
            );
        }
        for (prefix, name, day_of_week) in WEEKDAYS {
            assert_eq!(name.as_bytes().first_chunk(), Some(&prefix));
            assert_eq!(name.parse(), Ok(day_of_week));
        }
    }
}
