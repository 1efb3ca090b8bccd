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

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// 1 to 12, for `Jan`, `Sept`, `october` … Three letters or more.
pub(super) fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|name| is_short_for(word, name))?;
    u32::try_from(at).ok()?.checked_add(1)
}

/// `Mon`, `Tues`, `thursday` … Three letters or more.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| is_short_for(word, name)).map(|&(_, day)| day)
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
