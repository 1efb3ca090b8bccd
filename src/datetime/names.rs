//! The English names of months and weekdays, short and long, in any case.

use chrono::Weekday;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// 1 to 12, for `Jan`, `Sept`, `october` … Three letters or more.
pub(super) fn month(word: &str) -> Option<u32> {
    // Three letters tell all months apart, and a match on them is far faster than twelve comparisons.
    let at: usize = match &stump(word)? {
        b"jan" => 0,
        b"feb" => 1,
        b"mar" => 2,
        b"apr" => 3,
        b"may" => 4,
        b"jun" => 5,
        b"jul" => 6,
        b"aug" => 7,
        b"sep" => 8,
        b"oct" => 9,
        b"nov" => 10,
        b"dec" => 11,
        _ => return None,
    };
    is_short_for(word, MONTHS.get(at)?).then(|| u32::try_from(at).ok()?.checked_add(1))?
}

/// `Mon`, `Tues`, `thursday` … Three letters or more.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let (name, day) = match &stump(word)? {
        b"mon" => ("monday", Weekday::Mon),
        b"tue" => ("tuesday", Weekday::Tue),
        b"wed" => ("wednesday", Weekday::Wed),
        b"thu" => ("thursday", Weekday::Thu),
        b"fri" => ("friday", Weekday::Fri),
        b"sat" => ("saturday", Weekday::Sat),
        b"sun" => ("sunday", Weekday::Sun),
        _ => return None,
    };
    is_short_for(word, name).then_some(day)
}

fn stump(word: &str) -> Option<[u8; 3]> {
    word.as_bytes().first_chunk::<3>().map(|letters| letters.map(|b| b.to_ascii_lowercase()))
}

/// People cut names after three letters, and after four or five where they like (`Sept`, `Tues`, `Thurs`). Longer stumps
/// are no abbreviation that anybody writes.
fn is_short_for(word: &str, name: &str) -> bool {
    let len = word.len();
    let known_length = (3..=5).contains(&len) || len == name.len();
    known_length && name.get(..len).is_some_and(|stump| stump.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_names_in_any_case() {
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
            assert_eq!(month(word), Some(number), "{word}");
        }
        for word in ["", "Ma", "Maybe", "Junes", "Septem", "Decembers", "Ja", "Ünï"] {
            assert_eq!(month(word), None, "{word}");
        }
        assert_eq!(weekday("Thurs"), Some(Weekday::Thu));
        assert_eq!(weekday("tue"), Some(Weekday::Tue));
        assert_eq!(weekday("Sunny"), None);
    }
}
