//! The lines of a text, brought into one form.
//!
//! | in the text | one line |
//! |---|---|
//! | `Mar` / `4` / `,` / `10:41` / `UTC` | `Mar 4, 10:41 UTC` |
//! | `Posted on` / `Mar  3, 10:00 UTC` | `Posted on Mar  3, 10:00 UTC` |
//! | `Resolved` / `- Mail is quick again.` | `Resolved - Mail is quick again.` |
//! | `[Slow mail](/incidents/c0ffee) [Subscribe](#x)` | `Slow mail Subscribe`, with the target `/incidents/c0ffee` |
//! | `Scheduled` / `---------` | `Scheduled` |
//!
//! Lines are made while they are read, so that memory does not grow with the text; looking ahead is bounded.

use std::borrow::Cow;
use std::collections::VecDeque;

use memchr::memchr;

use super::label::{self, Heading, TIME_BYTES, Time};
use super::markdown;

/// How many bytes a line may have that is a label, a title or a name. A longer one is part of a body.
const LABEL_BYTES: usize = 512;

/// In how many pieces a time may be broken: `Posted`, `Mar`, `11`, `,`, `22:00`, `- Mar`, `12`, `,`, `02:00`, `UTC`.
const PIECES: usize = 16;

/// A line of the text.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    /// Where it begins and ends in the text, without white space around it.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Its text without marks.
    pub(crate) text: Cow<'a, str>,
    /// The target of its first link.
    pub(crate) target: Option<&'a str>,
    /// Whether it begins with the mark of a list item.
    pub(crate) is_item: bool,
    /// The words that head an update, or may head one, and where in the text its body begins.
    pub(crate) heading: Option<Heading<'a>>,
    /// `Posted` or `Posted on`, which come before a time.
    pub(crate) is_posted: bool,
    /// The time that the line is.
    pub(crate) time: Option<Time>,
}

impl<'a> Line<'a> {
    /// The heading of an update under a known word.
    pub(crate) fn known_heading(&self) -> Option<Heading<'a>> {
        self.heading.filter(|heading| heading.is_known)
    }

    /// Whether the line is the heading of an update for sure.
    pub(crate) fn begins_update(&self) -> bool {
        self.heading.is_some_and(|heading| heading.is_likely())
    }

    /// The day that the line is: `Mar 4, 2026`.
    pub(crate) fn day(&self) -> Option<chrono::NaiveDate> {
        match self.time {
            Some(Time::Day(date)) if !self.is_posted => Some(date),
            _ => None,
        }
    }

    /// Whether the line is the time of an update.
    pub(crate) fn is_stamp(&self) -> bool {
        matches!(self.time, Some(Time::Stamp(_)))
    }

    /// The line without `Posted on`.
    pub(crate) fn time_text(&self) -> &str {
        without_posted(self.name()).0
    }

    /// The line without the mark of a list item.
    pub(crate) fn name(&self) -> &str {
        label::without_list_mark(&self.text)
    }
}

/// A line as it is in the text.
#[derive(Debug, Clone, Copy)]
struct Row<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    /// Where the next one begins.
    next: usize,
}

/// The lines of a text, without the blank ones.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    at: usize,
    is_markdown: bool,
    /// How many bytes the row above has.
    above: usize,
    ahead: VecDeque<Line<'a>>,
}

impl<'a> Lines<'a> {
    /// The lines of this text.
    pub(crate) fn new(text: &'a str) -> Self {
        let window = text.get(..text.floor_char_boundary(super::PROBE_BYTES)).unwrap_or(text);
        let is_markdown = markdown::is_markdown(window);
        Self { text, at: 0, is_markdown, above: 0, ahead: VecDeque::new() }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The byte at which the next line that was not looked at begins.
    pub(crate) fn position(&self) -> usize {
        self.ahead.front().map_or(self.at, |line| line.start)
    }

    /// Whether the text is Markdown.
    pub(crate) fn is_markdown(&self) -> bool {
        self.is_markdown
    }

    /// The text from one byte to another, as its author wrote it.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The words of a line as the text has them, without marks around them: `Resolved` of `## **Resolved**`.
    pub(crate) fn bare(&self, line: &Line<'_>) -> &'a str {
        let words = self.slice(line.start, line.end).trim_start_matches('#').trim_start();
        label::without_list_mark(words).trim_matches(['*', '_', ' '])
    }

    /// The line that comes this many lines after the next one.
    pub(crate) fn peek(&mut self, ahead: usize) -> Option<&Line<'a>> {
        while self.ahead.len() <= ahead {
            let line = self.read()?;
            self.ahead.push_back(line);
        }
        self.ahead.get(ahead)
    }

    fn read(&mut self) -> Option<Line<'a>> {
        let mut row = row(self.text, self.at)?;
        self.at = row.next;
        if self.is_markdown && markdown::is_underline(row.text, self.above) {
            row = self::row(self.text, self.at)?;
            self.at = row.next;
        }
        self.above = row.text.len();
        let mut line = Line {
            start: row.start,
            end: row.end,
            text: Cow::Borrowed(row.text),
            target: None,
            is_item: false,
            heading: None,
            is_posted: false,
            time: None,
        };
        self.find_heading(&row, &mut line);
        if row.text.len() > LABEL_BYTES {
            return Some(line);
        }
        if self.is_markdown {
            let last = self.join_link(&row);
            let whole = self.text.get(row.start..last.end).unwrap_or(row.text);
            (line.end, self.at) = (last.end, last.next);
            (line.text, line.target) = markdown::without_marks(whole);
            if line.text.contains('\n') {
                line.text = Cow::Owned(line.text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            if let Some((text, last)) = self.join_window(&last, &line.text) {
                (line.end, self.at) = (last.end, last.next);
                line.text = Cow::Owned(text);
            }
            row = last;
        }
        if let Some((text, last)) = self.join_time(&row, &line.text) {
            line.end = last.end;
            self.at = last.next;
            line.text = Cow::Owned(text);
        }
        let unmarked = label::without_list_mark(&line.text);
        line.is_item = unmarked.len() < line.text.len();
        let (time, is_posted) = without_posted(unmarked);
        line.time = label::time(time);
        line.is_posted = is_posted && line.time.is_some();
        Some(line)
    }

    /// The heading of an update on this row, or on it and the next: `Resolved`, `- Mail is quick again.`
    fn find_heading(&mut self, row: &Row<'a>, line: &mut Line<'a>) {
        let unmarked = if row.text.starts_with("**") { row.text } else { label::without_list_mark(row.text) };
        let indent = row.text.len().saturating_sub(unmarked.len());
        line.is_item = indent > 0;
        if let Some(heading) = label::update_heading(unmarked) {
            let body = row.start.saturating_add(indent).saturating_add(heading.body);
            line.heading = Some(Heading { body, ..heading });
            return;
        }
        let is_known = label::is_update_word(unmarked);
        if !is_known && !label::is_phrase(unmarked) {
            return;
        }
        let heading = Heading { word: unmarked, body: 0, is_bold: false, is_known };
        // Below other words, a line that begins with a dash may be an item of a list.
        let is_broken = |next: &Row<'_>| {
            label::begins_with_dash(next.text) && (heading.is_likely() || next.text.len() == 1)
        };
        if let Some(next) = self::row(self.text, row.next).filter(is_broken) {
            self.at = next.next;
            line.end = next.end;
            line.heading = Some(Heading { body: next.start.saturating_add(1), ..heading });
        }
    }

    /// The last row of the links that begin on this one: extractors wrap long lines.
    fn join_link(&self, first: &Row<'a>) -> Row<'a> {
        const ROWS: usize = 4;
        let mut last = *first;
        for _ in 0..ROWS {
            let whole = self.text.get(first.start..last.end).unwrap_or_default();
            if !markdown::has_open_link(whole) {
                return last;
            }
            let next = row(self.text, last.next).filter(|next| !self.is_parted(&last, next));
            let Some(next) = next.filter(|next| next.end.saturating_sub(first.start) <= LABEL_BYTES) else {
                break;
            };
            last = next;
        }
        *first
    }

    /// Whether a blank line is between two rows.
    fn is_parted(&self, above: &Row<'a>, below: &Row<'a>) -> bool {
        let between = self.text.get(above.end..below.start).unwrap_or_default();
        memchr::memchr_iter(b'\n', between.as_bytes()).nth(1).is_some()
    }

    /// A title with its window that goes on in the row below: `New cables Mar 9,` / `01:00-03:00 UTC`
    fn join_window(&self, above: &Row<'a>, text: &str) -> Option<(String, Row<'a>)> {
        let last = text.split_whitespace().next_back().unwrap_or_default();
        let may_go_on =
            text.ends_with([',', '-']) || label::is_month(last) || last.bytes().all(|b| b.is_ascii_digit());
        let next = row(self.text, above.next).filter(|next| may_go_on && !self.is_parted(above, next))?;
        if next.text.len() > TIME_BYTES || label::title_and_window(text).is_some() {
            return None;
        }
        let joined = format!("{text} {}", markdown::without_marks(next.text).0);
        label::title_and_window(&joined).is_some_and(|(title, _)| !title.is_empty()).then_some((joined, next))
    }

    /// A time that begins on this row and is broken over the next ones, and the last of them.
    fn join_time(&self, first: &Row<'a>, text: &str) -> Option<(String, Row<'a>)> {
        let (time, has_label) = without_posted(text);
        let time =
            if has_label { time } else { text.strip_prefix("Scheduled for").map_or(text, str::trim_start) };
        let begins = if time.is_empty() { has_label || text.ends_with("for") } else { label::is_month(time) };
        if !begins || first.text.len() > TIME_BYTES {
            return None;
        }
        let label = text.len().saturating_sub(time.len());
        let mut joined = text.to_owned();
        let mut whole = None;
        let mut at = first.next;
        for _ in 0..PIECES {
            let Some(row) = row(self.text, at).filter(|row| is_piece(row.text)) else { break };
            at = row.next;
            if row.text != "," {
                joined.push(' ');
            }
            joined.push_str(row.text);
            // A time ends in a year or in a zone.
            let may_end = row.text.len() >= 2 && !row.text.contains([',']) || row.text.len() > 8;
            let time = joined.get(label..).unwrap_or_default().trim_start();
            if may_end && label::time(time).is_some() {
                whole = Some((joined.clone(), row));
            }
        }
        whole
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        self.ahead.pop_front().or_else(|| self.read())
    }
}

/// The next line at or after a byte that is not blank.
fn row(text: &str, at: usize) -> Option<Row<'_>> {
    let mut start = at;
    loop {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest.get(..length)?;
        let next = start.saturating_add(length).saturating_add(1);
        let indented = line.trim_start();
        let trimmed = indented.trim_end();
        if !trimmed.is_empty() {
            let start = start.saturating_add(length.saturating_sub(indented.len()));
            return Some(Row { start, end: start.saturating_add(trimmed.len()), text: trimmed, next });
        }
        start = next;
    }
}

/// The time after `Posted on`, or after `Posted 3 days ago.` (which a browser writes), and whether there is such a label.
fn without_posted(line: &str) -> (&str, bool) {
    let Some(rest) =
        line.strip_prefix("Posted").filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    else {
        return (line, false);
    };
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("on").filter(|rest| !rest.starts_with(char::is_alphabetic)).unwrap_or(rest);
    let ago = rest.find("ago.").filter(|at| *at < 32).and_then(|at| rest.get(at.saturating_add(4)..));
    (ago.unwrap_or(rest).trim_start(), true)
}

/// Whether a line can be a piece of a time: `4`, `,`, `10:41`, `-`, `- Mar`, `UTC`, or a whole time below its label.
fn is_piece(line: &str) -> bool {
    let Some(first) = line.bytes().next().filter(|_| line.len() <= TIME_BYTES) else { return false };
    match first {
        b',' | b'-' => {
            line.len() == 1 || label::is_month(line.trim_start_matches(['-', ',', ' '])) || is_zone(line)
        }
        b'0'..=b'9' => line.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') && line.len() <= 5,
        _ => label::is_month(line) || is_zone(line) || label::time(line).is_some(),
    }
}

/// `UTC`, `CEST`, `+0530`
fn is_zone(word: &str) -> bool {
    (2..=5).contains(&word.len())
        && (word.bytes().all(|byte| byte.is_ascii_uppercase())
            || word
                .strip_prefix(['+', '-'])
                .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        Lines::new(text).map(|line| line.text.into_owned()).collect()
    }

    #[test]
    fn times_in_pieces_are_one_line() {
        let text = "Posted Mar\n3\n,\n2026\n-\n08:00\nUTC\nEU\nMar\n11\n,\n22:00\n- Mar\n12\n,\n02:00\nUTC\nPosted on\n  Mar  3, 10:00 UTC\n\nMar\n5\n,\n2026\n";
        let expected = [
            "Posted Mar 3, 2026 - 08:00 UTC",
            "EU",
            "Mar 11, 22:00 - Mar 12, 02:00 UTC",
            "Posted on Mar  3, 10:00 UTC",
            "Mar 5, 2026",
        ];
        assert_eq!(texts(text), expected);
        assert!(Lines::new(text).filter(|line| line.text != "EU").all(|line| line.time.is_some()));
    }

    #[test]
    fn short_lines_of_an_author_stay_apart() {
        let text = "Mar\n4\n10:05\n17 files\nMay\nbe\n";
        assert_eq!(texts(text), text.lines().collect::<Vec<_>>());
    }

    #[test]
    fn a_heading_may_be_broken_at_its_dash() {
        let text =
            "Resolved\n-\nDone.\nUpdate\n- \n   \tHalf.\n  • In progress - Now.\nResolved\nAll of it.\n";
        let headings: Vec<_> = Lines::new(text)
            .filter_map(|line| {
                line.known_heading()
                    .map(|h| (h.word, text.get(h.body..).unwrap().trim_start().lines().next().unwrap()))
            })
            .collect();
        assert_eq!(headings, [("Resolved", "Done."), ("Update", "Half."), ("In progress", "Now.")]);
    }

    #[test]
    fn underlines_and_marks_of_markdown_are_gone() {
        let text = "New switches\n============\n\nScheduled\n---------\n\n[Slow mail](/incidents/c1)\n";
        assert_eq!(texts(text), ["New switches", "Scheduled", "Slow mail"]);
        assert_eq!(Lines::new(text).last().unwrap().target, Some("/incidents/c1"));
    }
}
