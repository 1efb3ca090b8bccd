//! The time that an entry of a timeline begins with, in all its dress.
//!
//! `11:35 -`, `[16:04]`, `15:23 (3:23PM):`, `07:38 PDT / 14:38 UTC`, `12:30 - 17:30 -`, `~10:05`, `UTC 05:13`,
//! `2021-03-31 12:06 |`, `UPDATE 22:19h:`, `March 6 2017 22:59`; at the end of an item instead, where a label comes first:
//! `Fault occurs 2020-02-25 07:32`.

use crate::datetime::{self, PartialDateTime};

/// A time at the beginning of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp<'t> {
    /// When it begins.
    pub(crate) start: PartialDateTime,
    /// When it ends, where a range is written.
    pub(crate) end: Option<PartialDateTime>,
    /// The time as written, without brackets.
    pub(crate) stated: &'t str,
    /// What stands behind it.
    pub(crate) text: &'t str,
}

impl Stamp<'_> {
    /// Whether it says a time of day.
    pub(crate) fn has_clock(&self) -> bool {
        self.start.time.is_some()
    }
}

/// Words that may stand before a time.
const BEFORE: &[&str] =
    &["update", "close", "at", "around", "about", "approximately", "approx.", "circa", "ca.", "c.", "by"];

/// Reads the time at the beginning of a text.
pub(crate) fn leading(text: &str) -> Option<Stamp<'_>> {
    let mut from =
        text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '[' | '(' | '~' | '≈' | '*'));
    if let Some((word, rest)) = from.split_once(' ')
        && BEFORE.iter().any(|before| before.eq_ignore_ascii_case(word))
    {
        from = rest.trim_start_matches(['[', '(', '~', '≈', ' ']);
    }
    let (zone, clock) = zone_before(from);
    let (mut start, len) = datetime::parse_prefix(clock)?;
    start = start.or_zone(zone);
    let mut rest = clock.get(len..)?;
    if start.time.is_none()
        && let Some((moment, behind)) = cell_behind(rest)
    {
        start = PartialDateTime { time: moment.time, ..start }.or_zone(moment.zone);
        rest = behind;
    }
    if start.time.is_none()
        && let Some((mark, len)) = datetime::parse_zone_prefix(rest.trim_start_matches([',', ' ']))
    {
        start.zone = Some(mark);
        rest = rest.trim_start_matches([',', ' ']).get(len..)?;
    }
    if start.zone.is_none()
        && let Some((mark, behind)) = place_behind(rest)
    {
        start.zone = Some(mark);
        rest = behind;
    }
    let mut end = None;
    if let Some((moment, behind)) = range_end(rest, start) {
        end = Some(moment.or_zone(start.zone));
        start = start.or_zone(moment.zone);
        rest = behind;
    }
    if start.date.is_none() {
        start.date = day_in_brackets(rest);
    }
    rest = behind_second_clock(rest);
    let stated = from.get(..from.len().saturating_sub(rest.len()))?.trim_end_matches([',', ' ']);
    let (text, separated) = behind_separator(rest);
    // "May 5 servers" is no day of an entry, and "10:00ish" no time.
    let ends = separated || text.is_empty() || (start.time.is_some() && rest.starts_with(' '));
    ends.then_some(Stamp { start, end, stated, text })
}

/// Reads a time that ends a short text: `First detected: 2023-09-18 13:42`. The text of the entry is all before it.
pub(crate) fn trailing(text: &str) -> Option<Stamp<'_>> {
    if text.len() > 160 {
        return None;
    }
    let found = super::scan::moments(text);
    let first = found.iter().find(|found| found.moment.time.is_some())?;
    let rest = text.get(first.to..)?;
    let alone = behind_second_clock(rest).trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
    let stated = text.get(first.from..first.to)?;
    let label = text
        .get(..first.from)?
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—'));
    let words = label.split_whitespace().count();
    (alone && (1..=8).contains(&words)).then_some(Stamp {
        start: first.moment,
        end: None,
        stated,
        text: label,
    })
}

/// The time of day in the cell behind that of the day: `2021-03-31 | 12:06 |`.
fn cell_behind(rest: &str) -> Option<(PartialDateTime, &str)> {
    let cell = rest.trim_start().strip_prefix('|')?.trim_start();
    let (moment, len) = datetime::parse_prefix(cell)?;
    (moment.date.is_none() && moment.time.is_some()).then_some((moment, cell.get(len..)?))
}

/// The city whose clocks are meant: `16:37 Denver - We updated`.
fn place_behind(rest: &str) -> Option<(datetime::ZoneDesignator, &str)> {
    let text = rest.strip_prefix(' ')?;
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, behind) = text.split_at_checked(len)?;
    let set_apart = behind.trim_start().starts_with(['-', '–', '—', ':', '|']);
    let place =
        Some(word).filter(|word| set_apart && word.len() >= 4 && word.starts_with(char::is_uppercase))?;
    Some((datetime::ZoneDesignator::Named(place.parse().ok()?), behind))
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
    let behind = rest.trim_start();
    let after = behind
        .strip_prefix(['-', '–', '—'])
        .or_else(|| behind.strip_prefix("to "))
        .or_else(|| behind.strip_prefix("until "))?
        .trim_start();
    let (moment, len) = datetime::parse_prefix(after)?;
    let comparable = moment.time.is_some() == start.time.is_some();
    comparable.then_some((moment, after.get(len..)?))
}

/// Takes a second clock that says the same: `(3:23PM)`, `/ 14:38 UTC`, `(UTC)`.
fn behind_second_clock(rest: &str) -> &str {
    let trimmed = rest.trim_start();
    let inside = trimmed.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    if let Some((inside, behind)) = inside
        && (datetime::parse_prefix(inside).is_some() || datetime::parse_zone_prefix(inside).is_some())
    {
        return behind;
    }
    let second = trimmed.strip_prefix(['/', '|']).map(str::trim_start);
    match second.and_then(|text| datetime::parse_prefix(text).map(|found| (text, found))) {
        Some((text, (moment, len))) if moment.time.is_some() => text.get(len..).unwrap_or_default(),
        _ => rest,
    }
}

/// Takes the brackets and marks between a time and its text, and says whether there were any.
fn behind_separator(rest: &str) -> (&str, bool) {
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
    fn every_dress_of_a_time() {
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
