//! The timeline: entries that begin with a time.
//!
//! In a part that is headed as a timeline every item, row, paragraph and heading that begins with a time is an entry. In
//! other parts two of them are needed, so that one sentence that begins with a time makes no timeline. Lines without
//! a time continue the entry before them, or give the day of the entries after them.
//!
//! A time without a day is on the day of the entry before it. One that is earlier by more than four hours is on the next
//! day: people do not write "the day after"; less than that is an entry out of order, which happens.

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::outline::{self, Outline, Part};
use super::source::{Kind, Line, Source};
use super::time_context::TimeContext;
use super::timestamp::{self, Clocks, Timestamp};
use super::{sentence, times};
use crate::datetime::PartialDateTime;
use crate::model::{SectionRole, TimelineEntry};

/// The entries of a document, and the parts that contain them.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    /// The entries, in the order of the text.
    pub(crate) entries: Vec<TimelineEntry>,
    /// The parts that contain them.
    pub(crate) parts: HashSet<usize>,
}

/// The most entries that are kept.
const MOST: usize = 5_000;

/// Reads the timeline of a document.
pub(crate) fn read(outline: &Outline<'_>, context: &TimeContext) -> Timeline {
    let mut timeline = Timeline::default();
    for (at, part) in outline.parts.iter().enumerate() {
        let lines = unfolded(outline, part);
        let stamps = Stamps { source: outline.source, clocks: clocks(outline.source, part, &lines) };
        if timeline.entries.len() < MOST && stamps.make_a_timeline(part, &lines) {
            let mut reader = Reader {
                context,
                stamps,
                is_timeline: part.role == SectionRole::Timeline,
                entries: Vec::new(),
                day: first_day(part, &lines, context, stamps),
                last: None,
                depth: 0,
                headed: false,
            };
            reader.read(&lines);
            if !reader.entries.is_empty() {
                timeline.parts.insert(at);
                timeline.entries.append(&mut reader.entries);
            }
        }
    }
    timeline.entries.truncate(MOST);
    timeline
}

/// Which clocks the entries of a part are written with: four digits where two entries or more begin so, in a timeline or
/// a table with a column of times.
fn clocks(source: &Source, part: &Part, lines: &[Line]) -> Clocks {
    let table = || lines.iter().any(|&line| line.kind == Kind::Row && source.lower(line).starts_with("time"));
    if part.role != SectionRole::Timeline && !table() {
        return Clocks::Usual;
    }
    let four = |line: &&Line| {
        let text = source.text(**line);
        times::plain_clock(text).is_some_and(|(_, len)| {
            text.get(len..).is_some_and(|rest| rest.starts_with([' ', ':', '-', '|', 'h', 'Z']))
        })
    };
    if lines.iter().filter(four).nth(1).is_some() { Clocks::FourDigits } else { Clocks::Usual }
}

/// Reads the times at the beginning of lines.
#[derive(Clone, Copy)]
struct Stamps<'s> {
    source: &'s Source,
    clocks: Clocks,
}

impl<'s> Stamps<'s> {
    /// The time that a line begins with, or, in an item, that follows a label or ends it.
    fn of(self, line: Line) -> Option<Timestamp<'s>> {
        let text = self.source.text(line);
        match line.kind {
            Kind::Blank => None,
            // Times in the usual notations are known already.
            _ if self.clocks == Clocks::Usual && !self.source.has_times(line) => None,
            Kind::Item(_) => timestamp::leading_in(text, self.clocks)
                .or_else(|| timestamp::labelled(text))
                .or_else(|| timestamp::trailing(text)),
            _ => timestamp::leading_in(text, self.clocks),
        }
    }

    /// Whether a part contains a timeline.
    fn make_a_timeline(self, part: &Part, lines: &[Line]) -> bool {
        let (mut clocks, mut loose, mut days) = (0_usize, 0_usize, 0_usize);
        for &line in lines {
            let Some(stamp) = self.of(line) else { continue };
            let count = match (stamp.has_clock(), line.kind) {
                (false, _) => &mut days,
                // Bold at the start of a paragraph sets a time apart, as the mark of an item would.
                (true, Kind::Text) if self.source.bold_lead(line) == 0 => &mut loose,
                (true, _) => &mut clocks,
            };
            *count = count.saturating_add(1);
        }
        if part.role == SectionRole::Timeline {
            let rows = lines.iter().filter(|line| line.kind == Kind::Row).count();
            return clocks.saturating_add(loose).saturating_add(days) > 0 || rows > 1;
        }
        clocks >= 2 || loose >= 3
    }
}

/// The lines of a part; those into which a timeline was folded are cut before each time.
fn unfolded(outline: &Outline<'_>, part: &Part) -> Vec<Line> {
    // In a part about something else, times in a sentence are more likely than a list of them.
    let least = if part.role == SectionRole::Timeline { 2 } else { 4 };
    let source = outline.source;
    let mut lines = Vec::with_capacity(outline.lines(part).len());
    for &line in outline.lines(part) {
        let cuts = if line.kind == Kind::Text { cuts(source, line) } else { Vec::new() };
        if cuts.len() < least {
            lines.push(line);
            continue;
        }
        let len = source.text(line).len();
        let ends = cuts.iter().skip(1).copied().chain([len]);
        let head = (0, cuts.first().copied().unwrap_or(0));
        for (from, to) in std::iter::once(head).chain(cuts.iter().copied().zip(ends)) {
            let piece = line.part(source, Kind::Text, from, to);
            if !source.text(piece).is_empty() {
                lines.push(piece);
            }
        }
    }
    lines
}

/// Where entries begin within a line: at times that begin a sentence, or that a dash separates from a capital.
fn cuts(source: &Source, line: Line) -> Vec<usize> {
    let text = source.text(line);
    let mut before_end = 0_usize;
    let mut cuts = Vec::new();
    for time in source.times(line).filter(|time| time.value.time.is_some()) {
        let from = text.get(..time.from).unwrap_or_default().trim_end_matches(['[', '(', '~']).len();
        let between = text.get(before_end..from).unwrap_or_default().trim();
        let begins = from == 0 || between.ends_with(['.', '!', '?', ';', ')', '•']);
        let rest = text.get(time.to..).unwrap_or_default();
        let mark = rest.trim_start_matches([' ', ']', ')']).starts_with(['-', '–', '—', ':']);
        let capital = sentence::beginning(rest, 16)
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(char::is_uppercase);
        let range = between.ends_with(['-', '–', '—', '/']);
        if (begins && (capital || mark)) || (mark && capital && !range) {
            cuts.push(from);
        }
        before_end = time.to;
    }
    cuts
}

/// The day of the first entry: that of the heading; else counted back from the first entry that states its own; else the
/// text's, which may not be later than its publication allows.
fn first_day(part: &Part, lines: &[Line], context: &TimeContext, stamps: Stamps<'_>) -> Option<NaiveDate> {
    let heading = part.heading.as_ref().map_or("", |(heading, _)| heading.as_str());
    let heading = if part.role == SectionRole::Title { "" } else { heading };
    let headed = times::times(heading).find_map(|time| context.resolve(time.value));
    if let Some(reading) = headed {
        return TimeContext::local_date(&reading);
    }
    let (mut wraps, mut last) = (0_u64, None);
    for &line in lines.iter().filter(|line| line.kind != Kind::Blank) {
        let Some(stamp) = stamps.of(line) else {
            if stamps.source.times(line).any(|time| time.value.date.is_some()) {
                return context.day;
            }
            continue;
        };
        let time = stamp.start.time.map(|clock| clock.time);
        if let (Some(time), Some(last)) = (time, last) {
            let back = NaiveTime::signed_duration_since(last, time);
            wraps = wraps.saturating_add(u64::from(back > hours(OUT_OF_ORDER_HOURS)));
        }
        last = time.or(last);
        if stamp.start.date.is_some() {
            let day = context.resolve(stamp.start).and_then(|reading| TimeContext::local_date(&reading));
            return day.and_then(|day| day.checked_sub_days(Days::new(wraps))).or(context.day);
        }
    }
    context.last_day_before_publication(last, wraps).or(context.day)
}

fn hours(count: i64) -> TimeDelta {
    TimeDelta::try_hours(count).unwrap_or_default()
}

/// Less than this back is an entry out of order; more is the next day.
const OUT_OF_ORDER_HOURS: i64 = 4;

struct Reader<'s> {
    context: &'s TimeContext,
    stamps: Stamps<'s>,
    is_timeline: bool,
    entries: Vec<TimelineEntry>,
    /// The day of the next time that has none.
    day: Option<NaiveDate>,
    /// The last instant, unless a line gave another day since.
    last: Option<DateTime<Utc>>,
    /// How deep the item of the last entry is.
    depth: u8,
    /// Whether the last entry is a heading, so that everything below belongs to it.
    headed: bool,
}

impl Reader<'_> {
    fn read(&mut self, lines: &[Line]) {
        for (at, &line) in lines.iter().enumerate() {
            if self.entries.len() >= MOST {
                break;
            }
            let depth = if let Kind::Item(depth) = line.kind { depth } else { 0 };
            let next = lines.get(at.saturating_add(1)..).unwrap_or_default();
            match self.stamps.of(line) {
                Some(stamp) if self.is_day_of_others(&stamp, next) => self.set_day(stamp.start),
                Some(stamp) if stamp.has_clock() || self.is_timeline || self.is_late_day(&stamp) => {
                    self.depth = depth;
                    self.headed = matches!(line.kind, Kind::Heading(_));
                    self.entry(&stamp);
                }
                _ => self.other(line, depth),
            }
        }
        self.entries.retain(|entry| !entry.text.is_empty());
    }

    /// A day alone, under which times follow.
    fn is_day_of_others(&self, stamp: &Timestamp<'_>, next: &[Line]) -> bool {
        let follows =
            || next.iter().find(|line| line.kind != Kind::Blank).and_then(|&line| self.stamps.of(line));
        !stamp.has_clock() && stamp.text.is_empty() && follows().is_some_and(|stamp| stamp.has_clock())
    }

    /// An entry that gives only its day, after others that give times: `CLOSE 2011-09-14: Found.`
    fn is_late_day(&self, stamp: &Timestamp<'_>) -> bool {
        !self.entries.is_empty()
            && !stamp.text.is_empty()
            && stamp.start.date.is_some_and(|day| day.year.is_some())
    }

    fn set_day(&mut self, value: PartialDateTime) {
        if let Some(reading) = self.context.resolve(PartialDateTime { time: None, ..value }) {
            self.day = TimeContext::local_date(&reading);
            self.last = None;
        }
    }

    fn entry(&mut self, stamp: &Timestamp<'_>) {
        let at = self.instant(stamp.start);
        let until = match (at, stamp.end) {
            (Some(at), Some(end)) => self.context.resolve_after(end, at).map(|reading| reading.at),
            _ => None,
        };
        self.last = at.or(self.last);
        // "### 14:55 (maybe earlier?)" has no text yet.
        let text = if self.headed && outline::is_bracketed(stamp.text) { "" } else { stamp.text.trim() };
        let text = text.to_owned();
        self.entries.push(TimelineEntry { at, until, stated: stamp.stated.trim().to_owned(), text });
    }

    fn instant(&mut self, value: PartialDateTime) -> Option<DateTime<Utc>> {
        if value.date.is_some() {
            let reading = self.context.resolve(value)?;
            self.day = TimeContext::local_date(&reading);
            return Some(reading.at);
        }
        let mut reading = self.context.resolve_on(value, self.day)?;
        if let Some(last) = self.last {
            let back = last.signed_duration_since(reading.at);
            if back > hours(OUT_OF_ORDER_HOURS) {
                reading = self.context.resolve_after(value, last)?;
            }
        }
        self.day = TimeContext::local_date(&reading).or(self.day);
        Some(reading.at)
    }

    /// A row whose first cells are a time in no known notation: the entry is kept, its instant is not guessed.
    fn unreadable_row(&mut self, text: &str) {
        let is_figures =
            |cell: &str| cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic);
        let mut words = text;
        while let Some((_, rest)) = words.split_once(" | ").filter(|(cell, _)| is_figures(cell)) {
            words = rest;
        }
        let stated = text.get(..text.len().saturating_sub(words.len())).unwrap_or_default();
        let stated = stated.trim_end_matches([' ', '|']);
        if stated.bytes().filter(u8::is_ascii_digit).count() >= 3 {
            let words = words.trim().to_owned();
            self.entries.push(TimelineEntry {
                at: None,
                until: None,
                stated: stated.to_owned(),
                text: words,
            });
        }
    }

    /// A line without a time: it continues an entry, or gives the day.
    fn other(&mut self, line: Line, depth: u8) {
        if line.kind == Kind::Blank {
            return;
        }
        let text = self.stamps.source.text(line);
        if line.kind == Kind::Row {
            self.unreadable_row(text);
            return;
        }
        let open = self.entries.last().is_some_and(|entry| entry.text.is_empty());
        let nested = matches!(line.kind, Kind::Item(_)) && depth > self.depth && !self.entries.is_empty();
        if open || nested || (self.headed && !self.entries.is_empty()) {
            if let Some(entry) = self.entries.last_mut() {
                if !entry.text.is_empty() {
                    entry.text.push('\n');
                }
                entry.text.push_str(text);
            }
        } else if text.len() <= 120 || self.entries.is_empty() {
            let day = self.stamps.source.times(line).find(|time| time.value.date.is_some());
            let alone = sentence::sentences(text).nth(1).is_none();
            if let Some(time) = day.filter(|_| alone) {
                self.set_day(time.value);
            }
        }
    }
}
