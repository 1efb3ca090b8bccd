//! Times within prose.

use crate::datetime::{self, PartialDate, PartialDateTime};

/// A time that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its first byte.
    pub(crate) from: usize,
    /// The byte behind its last.
    pub(crate) to: usize,
    /// What it says.
    pub(crate) moment: PartialDateTime,
}

/// The times in a text, in order, none within another.
pub(crate) fn moments(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut next = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = at >= next && !joins(before) && (c.is_ascii_digit() || c.is_ascii_alphabetic());
        before = c;
        if !begins {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        if let Some((moment, len)) =
            datetime::can_start_time(rest).then(|| datetime::parse_prefix(rest)).flatten()
        {
            next = at.saturating_add(len);
            found.push(Found { from: at, to: next, moment: with_year(moment, rest.get(len..)) });
        }
    }
    found
}

/// A day without a year that begins a range of days has the year behind the range: "January 14-19, 2026".
fn with_year(moment: PartialDateTime, behind: Option<&str>) -> PartialDateTime {
    let year = || {
        let rest = behind?.strip_prefix(['-', '–', '—'])?;
        let (day, rest) = rest.split_once(", ").filter(|(day, _)| day.len() <= 2)?;
        day.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
        let (year, rest) = rest.split_at_checked(4)?;
        year.parse().ok().filter(|_| !rest.starts_with(|c: char| c.is_alphanumeric()))
    };
    match moment.date {
        Some(day) if day.year.is_none() && moment.time.is_none() => {
            PartialDateTime { date: Some(PartialDate { year: year(), ..day }), ..moment }
        }
        _ => moment,
    }
}

/// Whether a time can not begin behind this character: within a word, a number, a path.
fn joins(before: char) -> bool {
    before.is_alphanumeric() || matches!(before, '.' | ':' | '/' | '_' | '#' | '-' | '$' | '@' | '+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_prose_and_no_other_numbers() {
        let text = "On April 8, 2024, it was down between 12:30PM and 01:00AM for 12 hours; 7–9K RPS, v10:00, 1:1, \
                    id 1549671585603700, 192.168.10.30";
        let found: Vec<&str> =
            moments(text).iter().filter_map(|found| text.get(found.from..found.to)).collect();
        assert_eq!(found, ["April 8, 2024", "12:30PM", "01:00AM"]);
    }

    #[test]
    fn a_range_of_days_has_one_year() {
        let years = |text: &str| -> Vec<_> {
            moments(text).iter().map(|found| found.moment.date.and_then(|day| day.year)).collect()
        };
        assert_eq!(years("Date: January 14-19, 2026")[..1], [Some(2026)]);
        assert_eq!(years("Date: January 14–19, 20267")[..1], [None]);
        assert_eq!(years("Jan 14, 10:18 AM")[..1], [None]);
    }
}
