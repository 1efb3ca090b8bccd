//! Times within prose.

use super::sentence::{beginning, beginnings, ending};
use crate::datetime::{self, PartialDate, PartialDateTime};

/// A time in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Time {
    /// Its first byte.
    pub(crate) from: usize,
    /// The byte after its last.
    pub(crate) to: usize,
    /// What it says.
    pub(crate) value: PartialDateTime,
}

/// The times in a text, in order, none within another.
pub(crate) fn times(text: &str) -> impl Iterator<Item = Time> {
    let mut next = 0_usize;
    beginnings(text, joins).filter_map(move |at| {
        let time = (at >= next).then(|| time_at(text, at)).flatten()?;
        next = time.to;
        Some(time)
    })
}

/// The most bytes after the beginning of a time that can be part of it or say its year.
const LONGEST: usize = 160;

/// The time that begins at a byte of a text. Only the line that contains the byte is looked at.
pub(crate) fn time_at(text: &str, at: usize) -> Option<Time> {
    let rest = text.get(at..)?;
    if !datetime::can_start_time(rest) {
        return None;
    }
    let rest = beginning(rest, LONGEST).split('\n').next()?;
    let before = ending(text.get(..at)?, 16).rsplit('\n').next()?;
    let (value, len) = datetime::parse_prefix(rest).or_else(|| four_digits(before, rest))?;
    let value = value.or_zone(zone_before(before, value));
    Some(Time { from: at, to: at.saturating_add(len), value: with_year(value, rest.get(len..)) })
}

/// A clock of four digits: `1430 CST`, `between 1400 and 1530 UTC`, `1232 CT-1234 CT`. A number is one only beside a zone, or
/// in a range.
fn four_digits(before: &str, text: &str) -> Option<(PartialDateTime, usize)> {
    let (value, len) = plain_clock(text)?;
    let rest = text.get(len..)?;
    if let Some((mark, zone)) = datetime::parse_zone_prefix(rest.trim_start_matches(' ')) {
        let spaces = rest.len().saturating_sub(rest.trim_start_matches(' ').len());
        return Some((value.or_zone(Some(mark)), len.saturating_add(spaces).saturating_add(zone)));
    }
    if rest.trim_start().starts_with(['h', 'Z']) && !rest.get(1..)?.starts_with(|c: char| c.is_alphanumeric())
    {
        return Some((value, len));
    }
    // "between 1400 and 1530 UTC": the other end of the range has the zone.
    let opens = ["between", "from"]
        .iter()
        .any(|word| ending(before, 8).trim_end().to_ascii_lowercase().ends_with(word));
    let joint = ["and ", "to ", "until ", "- ", "– ", "-", "–"].into_iter();
    let second = joint.filter_map(|joint| rest.trim_start().strip_prefix(joint)).find_map(plain_clock);
    (opens && second.is_some()).then_some((value, len))
}

/// `1430`, followed by no letter or digit.
pub(super) fn plain_clock(text: &str) -> Option<(PartialDateTime, usize)> {
    let (value, len) = datetime::parse_four_digit_prefix(text)?;
    let ends =
        !text.get(len..)?.starts_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '/' | '%' | '$'));
    (len == 4 && ends).then_some((value, len))
}

/// The zone in front of a clock: "at UTC 05:13".
fn zone_before(before: &str, value: PartialDateTime) -> Option<datetime::ZoneDesignator> {
    value.time.filter(|_| value.zone.is_none())?;
    let word = before.strip_suffix(' ')?;
    let word = word.get(word.rfind([' ', '(', '[']).map_or(0, |at| at.saturating_add(1))..)?;
    // A word that begins a sentence ("Est 10:00") is rarely a zone.
    let capitals = (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    let (mark, len) = datetime::parse_zone_prefix(word).filter(|_| capitals)?;
    (len == word.len()).then_some(mark)
}

/// A day without a year that begins a range of days has the year after the range: "January 14-19, 2026".
fn with_year(value: PartialDateTime, after: Option<&str>) -> PartialDateTime {
    let year = || {
        let rest = after?.strip_prefix(['-', '–', '—'])?;
        let (day, rest) = rest.split_once(", ").filter(|(day, _)| day.len() <= 2)?;
        day.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
        let (year, rest) = rest.split_at_checked(4)?;
        year.parse().ok().filter(|_| !rest.starts_with(|c: char| c.is_alphanumeric()))
    };
    match value.date {
        Some(day) if day.year.is_none() && value.time.is_none() => {
            PartialDateTime { date: Some(PartialDate { year: year(), ..day }), ..value }
        }
        _ => value,
    }
}

/// Whether no time can begin after this character: within a word, a number, a path.
fn joins(before: char) -> bool {
    before.is_alphanumeric() || matches!(before, '.' | ':' | '/' | '_' | '#' | '-' | '$' | '@' | '+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_prose_and_no_other_numbers() {
        let text = "On April 8, 2024, it was down between 12:30PM and 01:00AM for 12 hours; 7–9K RPS, v10:00, 1:1, \
                    id 1549671585603700, 192.168.10.30, 2048 bytes; then UTC 05:13, 1430 CST and between 1400 and 1530 UTC";
        let found: Vec<&str> = times(text).filter_map(|found| text.get(found.from..found.to)).collect();
        assert_eq!(
            found,
            ["April 8, 2024", "12:30PM", "01:00AM", "UTC 05:13", "1430 CST", "1400", "1530 UTC"]
        );
    }

    #[test]
    fn a_range_of_days_has_one_year() {
        let years = |text: &str| -> Vec<_> {
            times(text).map(|found| found.value.date.and_then(|day| day.year)).collect()
        };
        assert_eq!(years("Date: January 14-19, 2026")[..1], [Some(2026)]);
        assert_eq!(years("Date: January 14–19, 20267")[..1], [None]);
        assert_eq!(years("Jan 14, 10:18 AM")[..1], [None]);
    }
}
