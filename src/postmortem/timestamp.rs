//! The time that an entry of a timeline begins with, in all its notations.
//!
//! `11:35 -`, `[16:04]`, `15:23 (3:23PM):`, `07:38 PDT / 14:38 UTC`, `12:30 - 17:30 -`, `~10:05`, `UTC 05:13`,
//! `2021-03-31 12:06 |`, `UPDATE 22:19h:`, `March 6 2017 22:59`; after a label: `Start: 2026/03/04 10:12 - Alerts`; at the end of an item, where a label comes first:
//! `Fault occurs 2020-02-25 07:32`.

use crate::datetime::{self, PartialDateTime};

/// A time at the beginning of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timestamp<'t> {
    /// When it begins.
    pub(crate) start: PartialDateTime,
    /// When it ends, where a range is written.
    pub(crate) end: Option<PartialDateTime>,
    /// The time as written, without brackets.
    pub(crate) stated: &'t str,
    /// What is after it.
    pub(crate) text: &'t str,
}

impl Timestamp<'_> {
    /// Whether it says a time of day.
    pub(crate) fn has_clock(&self) -> bool {
        self.start.time.is_some()
    }
}

/// Words that may precede a time.
const BEFORE: &[&str] =
    &["update", "close", "at", "around", "about", "approximately", "approx.", "circa", "ca.", "c.", "by"];

/// Reads the time at the beginning of a text.
pub(crate) fn leading(text: &str) -> Option<Timestamp<'_>> {
    leading_in(text, Clocks::Usual)
}

/// Which notations of clocks a list uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clocks {
    /// `14:30`, `2:30 pm`
    Usual,
    /// Four digits as well: `1430 | Alert triggered`. Elsewhere these are numbers or years.
    FourDigits,
}

/// Reads the time at the beginning of an entry of a list with such clocks.
pub(crate) fn leading_in(text: &str, clocks: Clocks) -> Option<Timestamp<'_>> {
    let mut from =
        text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '[' | '(' | '~' | '≈' | '*'));
    if let Some((word, rest)) = from.split_once(' ')
        && BEFORE.iter().any(|before| before.eq_ignore_ascii_case(word))
    {
        from = rest.trim_start_matches(['[', '(', '~', '≈', ' ']);
    }
    // A cheap filter: only "noon" and "midnight" have no digit.
    let near = super::sentence::beginning(from, 64);
    if !near.starts_with(['N', 'n', 'M', 'm']) && !near.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (zone, clock) = zone_before(from);
    if !clock.starts_with(|c: char| c.is_ascii_digit()) && !datetime::can_start_time(clock) {
        return None;
    }
    let four_digits =
        || Some(clock).filter(|_| clocks == Clocks::FourDigits).and_then(super::times::plain_clock);
    let (mut start, len) = datetime::parse_prefix(clock).or_else(four_digits)?;
    start = start.or_zone(zone);
    let mut rest = clock.get(len..)?;
    if start.time.is_none()
        && let Some((moment, rest_after)) = cell_after(rest)
    {
        start = PartialDateTime { time: moment.time, ..start }.or_zone(moment.zone);
        rest = rest_after;
    }
    if start.time.is_none()
        && let Some((mark, len)) = datetime::parse_zone_prefix(rest.trim_start_matches([',', ' ']))
    {
        start.zone = Some(mark);
        rest = rest.trim_start_matches([',', ' ']).get(len..)?;
    }
    if start.zone.is_none()
        && let Some((mark, rest_after)) = place_after(rest)
    {
        start.zone = Some(mark);
        rest = rest_after;
    }
    if start.time.is_none() {
        rest = after_weekdays(rest);
    }
    let mut end = None;
    if let Some((moment, rest_after)) = range_end(rest, start) {
        end = Some(moment.or_zone(start.zone));
        start = start.or_zone(moment.zone);
        rest = rest_after;
    }
    if start.date.is_none() {
        start.date = day_in_brackets(rest);
    }
    rest = after_second_clock(rest);
    let stated = from.get(..from.len().saturating_sub(rest.len()))?.trim_end_matches([',', ' ']);
    let (text, separated) = after_separator(rest);
    // "May 5 servers" is no day of an entry, and "10:00ish" no time.
    let ends = separated || text.is_empty() || (start.time.is_some() && rest.starts_with(' '));
    ends.then_some(Timestamp { start, end, stated, text })
}

/// Reads a time that ends a short text: `First detected: 2023-09-18 13:42`. The text of the entry is all before it.
pub(crate) fn trailing(text: &str) -> Option<Timestamp<'_>> {
    if text.len() > 160 {
        return None;
    }
    let first = super::times::times(text).find(|found| found.value.time.is_some())?;
    let rest = text.get(first.to..)?;
    let alone = after_second_clock(rest).trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
    let stated = text.get(first.from..first.to)?;
    let label = text
        .get(..first.from)?
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—'));
    let words = label.split_whitespace().count();
    (alone && (1..=8).contains(&words)).then_some(Timestamp {
        start: first.value,
        end: None,
        stated,
        text: label,
    })
}

/// Reads the time after a label of one or two words: `Start: 2026/03/04 10:12 - Alerts`.
pub(crate) fn labelled(text: &str) -> Option<Timestamp<'_>> {
    let (label, rest) = text.split_once(": ").filter(|(label, _)| label.len() <= 24)?;
    let words = label.split_whitespace().count();
    leading(rest).filter(|stamp| {
        (1..=2).contains(&words) && stamp.start.date.is_some() && stamp.has_clock() && !stamp.text.is_empty()
    })
}

/// The text after a weekday or a range of them: `2026-03-04 Wednesday`, `2026-03-04 Wednesday - Friday:`
fn after_weekdays(rest: &str) -> &str {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let weekday = |text: &str| {
        let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = text.get(..len)?.to_ascii_lowercase();
        let known =
            len <= 9 && DAYS.iter().any(|day| word.starts_with(day)) && (len == 3 || word.ends_with("day"));
        known.then_some(len)
    };
    let start = rest.trim_start_matches([' ', ',', '(']);
    let Some(len) = weekday(start) else { return rest };
    let after = start.get(len..).unwrap_or_default();
    let second = after.trim_start_matches([' ', '-', '–', '/']);
    let after = weekday(second).and_then(|len| second.get(len..)).unwrap_or(after);
    after.strip_prefix(')').unwrap_or(after)
}

/// The time of day in the cell after that of the day: `2021-03-31 | 12:06 |`.
fn cell_after(rest: &str) -> Option<(PartialDateTime, &str)> {
    let cell = rest.trim_start().strip_prefix('|')?.trim_start();
    let (moment, len) = datetime::parse_prefix(cell)?;
    (moment.date.is_none() && moment.time.is_some()).then_some((moment, cell.get(len..)?))
}

/// The city whose clocks are meant: `16:37 Denver - We updated`.
fn place_after(rest: &str) -> Option<(datetime::ZoneDesignator, &str)> {
    let text = rest.strip_prefix(' ')?;
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest_after) = text.split_at_checked(len)?;
    let set_apart = rest_after.trim_start().starts_with(['-', '–', '—', ':', '|']);
    let place =
        Some(word).filter(|word| set_apart && word.len() >= 4 && word.starts_with(char::is_uppercase))?;
    Some((datetime::ZoneDesignator::Named(place.parse().ok()?), rest_after))
}

/// `00:42h (2011-09-09):`
fn day_in_brackets(rest: &str) -> Option<datetime::PartialDate> {
    let (inside, _) = rest.trim_start().strip_prefix('(')?.split_once(')')?;
    let (moment, len) = datetime::parse_prefix(inside)?;
    moment.date.filter(|_| len == inside.len())
}

/// `UTC 05:13`
fn zone_before(text: &str) -> (Option<datetime::ZoneDesignator>, &str) {
    let found = datetime::parse_zone_prefix(text).and_then(|(mark, len)| {
        let rest = text.get(len..)?.trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit()).then_some((mark, rest))
    });
    found.map_or((None, text), |(mark, rest)| (Some(mark), rest))
}

fn range_end(rest: &str, start: PartialDateTime) -> Option<(PartialDateTime, &str)> {
    let rest_after = rest.trim_start();
    let after = rest_after
        .strip_prefix(['-', '–', '—'])
        .or_else(|| rest_after.strip_prefix("to "))
        .or_else(|| rest_after.strip_prefix("until "))?
        .trim_start();
    let (moment, len) = datetime::parse_prefix(after)?;
    let comparable = moment.time.is_some() == start.time.is_some();
    comparable.then_some((moment, after.get(len..)?))
}

/// Takes a second clock that says the same: `(3:23PM)`, `/ 14:38 UTC`, `(UTC)`.
fn after_second_clock(rest: &str) -> &str {
    let trimmed = rest.trim_start();
    let inside = trimmed.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    if let Some((inside, rest_after)) = inside
        && (datetime::parse_prefix(inside).is_some() || datetime::parse_zone_prefix(inside).is_some())
    {
        return rest_after;
    }
    let second = trimmed.strip_prefix(['/', '|']).map(str::trim_start);
    match second.and_then(|text| datetime::parse_prefix(text).map(|found| (text, found))) {
        Some((text, (moment, len))) if moment.time.is_some() => text.get(len..).unwrap_or_default(),
        _ => rest,
    }
}

/// Takes the brackets and marks between a time and its text, and says whether there were any.
fn after_separator(rest: &str) -> (&str, bool) {
    let text = rest.trim_start_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, ']' | ')' | ':' | '-' | '–' | '—' | '|' | ',' | '→' | '*' | '>' | '.')
    });
    let between = rest.get(..rest.len().saturating_sub(text.len())).unwrap_or_default();
    (text, between.contains(|c: char| !c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_of_a_time() {
        for (text, stated, rest) in [
            ("11:35 - We begin", "11:35", "We begin"),
            ("[16:04] @kim saw it", "16:04", "@kim saw it"),
            ("15:23 (3:23PM): Lost", "15:23 (3:23PM)", "Lost"),
            ("07:38 PDT / 14:38 UTC - Down", "07:38 PDT / 14:38 UTC", "Down"),
            ("12:30 - 17:30 - We try", "12:30 - 17:30", "We try"),
            ("~10:05 Alerts", "10:05", "Alerts"),
            ("UTC 05:13 Alerts", "UTC 05:13", "Alerts"),
            ("2021-03-31 12:06 | It expired", "2021-03-31 12:06", "It expired"),
            ("2021-03-31 | 12:06 | It expired", "2021-03-31 | 12:06", "It expired"),
            ("UPDATE 22:19h: Hot", "22:19h", "Hot"),
            ("UPDATE 00:42h (2011-09-09): Hot", "00:42h (2011-09-09)", "Hot"),
            ("August 15", "August 15", ""),
            ("00:25 - 00:29 AM", "00:25 - 00:29 AM", ""),
            ("11:21a", "11:21a", ""),
            ("2023-03-14: Added", "2023-03-14", "Added"),
            ("16:58 UTC - Writer", "16:58 UTC", "Writer"),
            ("2031-10-04 Saturday:", "2031-10-04 Saturday", ""),
            ("2031-10-04 Saturday - Monday", "2031-10-04 Saturday - Monday", ""),
        ] {
            let found = leading(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.stated, found.text), (stated, rest), "{text}");
        }
        for text in
            ["We begin at 11:35", "May 5 servers", "5 servers", "10 minutes later", "1. One", "12:30PMish"]
        {
            assert_eq!(leading(text), None, "{text}");
        }
    }

    #[test]
    fn a_label_before_its_time() {
        let found = trailing("First detected: 2023-09-18 13:42").unwrap();
        assert_eq!((found.stated, found.text), ("2023-09-18 13:42", "First detected"));
        assert_eq!(trailing("Final Update: As of 17:30 (5:30PM)").unwrap().text, "Final Update: As of");
        assert_eq!(trailing("Then at 13:42 the node broke"), None);
        assert_eq!(trailing("13:42"), None);
    }
}
