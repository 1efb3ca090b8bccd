//! What a line can be: the heading of an update, a time, a status.
//!
//! | example | what |
//! |---|---|
//! | `Resolved - Mail is quick again.`, `**Resolved** \- …`, `• In progress - …` | the heading of an update, and where its body begins |
//! | `Mar 4, 2026` | a day |
//! | `Mar 4, 10:41 UTC`, `Mar 04, 2026 - 21:58 PST` | the time of an update |
//! | `Mar 9, 01:00-03:00 UTC` | a window |

use chrono::NaiveDate;

use crate::adapter::translate::vocabulary::{is_qualifier, qualifies_status};
use crate::datetime::range::{self, Range};
use crate::datetime::{self, PartialDateTime, Precision};

/// The words that head an update, as Statuspage prints them.
const UPDATE_WORDS: [&str; 12] = [
    "Investigating",
    "Identified",
    "Monitoring",
    "Resolved",
    "Update",
    "Postmortem",
    "Scheduled",
    "In progress",
    "Verifying",
    "Completed",
    "Canceled",
    "Cancelled",
];

/// Marks of a list item, as extractors print them.
const LIST_MARKS: [char; 9] = ['•', '*', '-', '+', '◦', '·', '‣', '○', '▪'];

/// How many bytes a line that is only a time may have.
pub(super) const TIME_BYTES: usize = 72;

/// A line that is only a time.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Time {
    /// `Mar 4, 2026`
    Day(NaiveDate),
    /// `Mar 4, 10:41 UTC`. `None` where its zone is not known, so that it is no instant.
    Stamp(Option<PartialDateTime>),
    /// `Mar 9, 01:00-03:00 UTC`
    Window(Range),
}

/// The heading of an update: its word, and where the body begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heading<'a> {
    /// `Resolved`
    pub(crate) word: &'a str,
    /// The byte in the line at which the body begins.
    pub(crate) body: usize,
    /// Whether the word is bold, which an author's own words seldom are.
    pub(crate) is_bold: bool,
    /// Whether it is one of the words that Statuspage prints. Of other words, the lines around them show whether they
    /// head an update: `Fizzled - We wait.`
    pub(crate) is_known: bool,
}

impl Heading<'_> {
    /// Whether the words can hardly be anything but the heading of an update: `Not yet resolved - We try.`
    pub(crate) fn is_likely(&self) -> bool {
        self.is_known || self.is_bold || qualifies_status(self.word)
    }
}

/// A line without the mark of a list item in front of it.
pub(crate) fn without_list_mark(line: &str) -> &str {
    line.strip_prefix(LIST_MARKS)
        .and_then(|rest| rest.strip_prefix(char::is_whitespace))
        .map_or(line, str::trim_start)
}

/// The word and the body's place in `Resolved - Mail is quick again.`, with or without bold marks.
pub(super) fn update_heading(line: &str) -> Option<Heading<'_>> {
    if !line.starts_with(|c: char| c.is_uppercase() || matches!(c, '*' | '_')) {
        return None;
    }
    let inside = ["**", "__"].into_iter().find_map(|mark| Some((mark, line.strip_prefix(mark)?)));
    let (mark, text) = inside.unwrap_or(("", line));
    let head = text.get(..text.floor_char_boundary(WORD_BYTES.saturating_add(4))).unwrap_or(text);
    let (word, rest) = if mark.is_empty() {
        let dash = find_dash(head)?;
        (head.get(..dash)?.trim_end(), text.get(dash..)?)
    } else {
        let (word, _) = head.split_once(mark)?;
        (word, text.get(word.len()..)?.strip_prefix(mark)?)
    };
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('\\').unwrap_or(rest).strip_prefix(['-', '–', '—'])?;
    let ends = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}', '[']);
    let is_known = is_update_word(word);
    (ends && (is_known || is_phrase(word))).then(|| Heading {
        word,
        body: line.len().saturating_sub(rest.len()),
        is_bold: !mark.is_empty(),
        is_known,
    })
}

/// Whether a line begins with a dash that parts an update's word from its body.
pub(crate) fn begins_with_dash(line: &str) -> bool {
    line.strip_prefix(['-', '–']).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Where the first dash is that has white space before it: `Resolved - …`, `Resolved \- …`
fn find_dash(head: &str) -> Option<usize> {
    head.match_indices(char::is_whitespace).map(|(at, space)| at.saturating_add(space.len())).find(|at| {
        let rest = head.get(*at..).unwrap_or_default();
        rest.strip_prefix('\\').unwrap_or(rest).starts_with(['-', '–', '—'])
    })
}

/// Whether a text is only the word of an update: `Resolved`, in any case.
pub(crate) fn is_update_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && UPDATE_WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// How many bytes the words may have that head an update.
const WORD_BYTES: usize = 40;

/// Whether a text may head an update in place of a known word: a few words, and no sentence.
pub(crate) fn is_phrase(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    // "Resolved?"
    let text = text.trim_end_matches(['?', '!']);
    text.len() <= WORD_BYTES
        && text.starts_with(char::is_uppercase)
        && text.ends_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-'))
        && text.split_whitespace().count() <= MOST_WORDS
}

/// Whether a text may be a name or a status: a few words, and no sentence.
pub(crate) fn is_name(text: &str) -> bool {
    const MOST_BYTES: usize = 80;
    text.len() <= MOST_BYTES && !text.ends_with(['.', '!', ':', ','])
}

/// Whether a word begins the name of a month: `Mar`, `Sept.`, `October`.
pub(crate) fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let word = word.strip_suffix('.').unwrap_or(word);
    let is_short = word.len() == 3 || word == "Sept";
    MONTHS.into_iter().any(|month| word == month || (is_short && month.starts_with(word)))
}

/// The day that a text is: `Mar 4, 2026`.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    match time(text)? {
        Time::Day(date) => Some(date),
        Time::Stamp(_) | Time::Window(_) => None,
    }
}

/// The time that a line is, if it is only a time that begins with a month.
pub(super) fn time(line: &str) -> Option<Time> {
    let bytes = line.as_bytes();
    let looks_like_one = bytes.len() <= TIME_BYTES
        && bytes.first().is_some_and(u8::is_ascii_uppercase)
        && bytes.iter().any(u8::is_ascii_digit)
        && line.split([' ', '\u{a0}']).next().is_some_and(is_month);
    if !looks_like_one {
        return None;
    }
    let (moment, length) = datetime::parse_prefix(line)?;
    let is_dated = moment.date.is_some_and(|day| day.precision == Precision::Day && !day.is_swappable);
    if !is_dated {
        return None;
    }
    if length == line.len() {
        return match (moment.time, moment.zone) {
            (Some(_), Some(_)) => Some(Time::Stamp(Some(moment))),
            (None, _) => moment
                .date
                .and_then(|day| NaiveDate::from_ymd_opt(day.year?, day.month, day.day))
                .map(Time::Day),
            (Some(_), None) => None,
        };
    }
    let has_zone = |range: &Range| range.end.time.is_some() && range.end.zone.is_some();
    if let Some((range, _)) =
        range::parse_range_prefix(line).filter(|(range, length)| *length == line.len() && has_zone(range))
    {
        return Some(Time::Window(range));
    }
    // A zone that is not known: it still is a time, and nothing else on the line.
    let rest = line.get(length..)?.trim();
    let is_zone = moment.time.is_some()
        && moment.zone.is_none()
        && (2..=5).contains(&rest.len())
        && rest.bytes().all(|byte| byte.is_ascii_uppercase());
    is_zone.then_some(Time::Stamp(None))
}

/// The name and the status at the end of a row: "Mail Major Outage", "Lines Not Operational". The longest status of up to
/// three words counts, and what qualifies it. What a dash parts ("Mail - Major Outage") may be anything.
pub(crate) fn split_status(line: &str, is_status: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    const WORDS: usize = 3;
    let ends =
        line.rmatch_indices(char::is_whitespace).take(WORDS).filter_map(|(at, _)| line.split_at_checked(at));
    let (mut name, _) = ends.filter(|(_, status)| is_status(status.trim())).last()?;
    name = name.trim_end();
    while let Some((before, last)) = name.rsplit_once(char::is_whitespace)
        && is_qualifier(last)
    {
        name = before.trim_end();
    }
    let status = line.get(name.len()..)?.trim();
    let name = name.trim();
    (!name.is_empty() && !name.ends_with('-') && !status.starts_with('-')).then_some((name, status))
}

/// A title and the window after it: `New cables Mar 9, 01:00-03:00 UTC`.
pub(crate) fn title_and_window(line: &str) -> Option<(&str, Range)> {
    const MOST_BYTES: usize = 400;
    if line.len() > MOST_BYTES || !line.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let words = line.match_indices([' ', '\u{a0}']).map(|(at, space)| at.saturating_add(space.len()));
    words.filter(|&at| line.get(at..).is_some_and(|rest| rest.len() <= TIME_BYTES)).find_map(|at| {
        let (title, rest) = line.split_at_checked(at)?;
        match time(rest)? {
            Time::Window(range) => Some((title.trim(), range)),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_a_dash() {
        let heading = |line| update_heading(line).filter(|heading| heading.is_known);
        let word = |line| heading(line).map(|found| (found.word, line.get(found.body..).unwrap().trim()));
        assert_eq!(word("Resolved - Done."), Some(("Resolved", "Done.")));
        assert_eq!(word("Resolved -"), Some(("Resolved", "")));
        assert_eq!(word("**In progress** \\- Done."), Some(("In progress", "Done.")));
        assert_eq!(word("Update: done - at last"), None);
        assert_eq!(word("Scheduled jobs - all"), None);
        assert_eq!(word("Resolved -- signed"), None);
        assert_eq!(word("RESOLVED – Done."), Some(("RESOLVED", "Done.")));
    }

    #[test]
    fn other_words_may_head_an_update() {
        let word = |line| update_heading(line).map(|heading| (heading.word, heading.is_likely()));
        assert_eq!(word("Not yet Resolved - We try."), Some(("Not yet Resolved", true)));
        assert_eq!(word("**Fizzled** \\- We try."), Some(("Fizzled", true)));
        assert_eq!(word("Fizzled - We try."), Some(("Fizzled", false)));
        assert_eq!(word("Resolved? - We hope."), Some(("Resolved?", true)));
        assert_eq!(word("We went there, and then - nothing"), None);
        assert_eq!(word("Half-resolved"), None);
    }

    #[test]
    fn a_line_that_is_only_a_time_is_one() {
        let kind = |line| match time(line) {
            Some(Time::Day(_)) => "day",
            Some(Time::Stamp(Some(_))) => "stamp",
            Some(Time::Stamp(None)) => "stamp without a zone",
            Some(Time::Window(_)) => "window",
            None => "none",
        };
        for (line, expected) in [
            ("Mar 4, 2026", "day"),
            ("Mar  4, 10:41 UTC", "stamp"),
            ("Mar 04, 2026 - 21:58 PST", "stamp"),
            ("Mar 4, 10:41 XYZT", "stamp without a zone"),
            ("Mar 9, 01:00-03:00 UTC", "window"),
            ("Mar 11, 22:00 - Mar 12, 02:00 UTC", "window"),
            ("Mar 4, 10:41", "none"),
            ("Mar 4", "none"),
            ("March 2026", "none"),
            ("Mar 4, 10:41 UTC it broke", "none"),
            ("Maria 4, 2026", "none"),
        ] {
            assert_eq!(kind(line), expected, "{line}");
        }
    }

    #[test]
    fn a_window_may_follow_its_title() {
        assert_eq!(title_and_window("New May cables Mar 9, 01:00-03:00 UTC").unwrap().0, "New May cables");
        assert!(title_and_window("New cables on Mar 9").is_none());
    }
}
