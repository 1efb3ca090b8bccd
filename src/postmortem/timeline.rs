//! The timeline: entries that begin with a time.
//!
//! In a part that is headed as a timeline every item, row, paragraph and heading that begins with a time is an entry. In
//! other parts two of them are needed, so that one sentence that begins with a time makes no timeline. Lines without
//! a time go on with the entry before them, or say the day for those behind.
//!
//! A time without a day is on the day of the entry before it. One that is earlier by more than four hours is on the next
//! day: people do not write "the day after"; less than that is an entry out of order, which happens.

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::outline::{self, Part};
use super::setting::Setting;
use super::source::{Kind, Line};
use super::stamp::{self, Stamp};
use super::{scan, sentence};
use crate::datetime::PartialDateTime;
use crate::model::{SectionRole, TimelineEntry};

/// The entries of a document, and which lines of which parts tell them.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    /// The entries, in the order of the text.
    pub(crate) entries: Vec<TimelineEntry>,
    /// The parts that hold them.
    pub(crate) parts: HashSet<usize>,
}

/// Reads the timeline of a document.
pub(crate) fn read(parts: &[Part], setting: &Setting) -> Timeline {
    let mut timeline = Timeline::default();
    for (at, part) in parts.iter().enumerate() {
        let lines = unfolded(part);
        if holds_entries(part, &lines) {
            let mut reader = Reader {
                setting,
                timed: part.role == SectionRole::Timeline,
                entries: Vec::new(),
                day: first_day(part, &lines, setting),
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
    timeline
}

/// Whether a part tells a timeline.
fn holds_entries(part: &Part, lines: &[Line]) -> bool {
    let (mut clocks, mut loose, mut days) = (0_usize, 0_usize, 0_usize);
    for line in lines {
        let Some(stamp) = stamp_of(line) else { continue };
        let count = match (stamp.has_clock(), line.kind) {
            (false, _) => &mut days,
            // Bold at the start of a paragraph sets a time apart, as a mark would.
            (true, Kind::Text) if line.words.lead() == 0 => &mut loose,
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

/// The time that a line begins with, or, in an item, ends with.
fn stamp_of(line: &Line) -> Option<Stamp<'_>> {
    match line.kind {
        Kind::Blank => None,
        Kind::Item(_) => stamp::leading(line.text()).or_else(|| stamp::trailing(line.text())),
        _ => stamp::leading(line.text()),
    }
}

/// The lines of a part; those into which a timeline was folded are cut before each time.
fn unfolded(part: &Part) -> Vec<Line> {
    // In a part about something else, times in a sentence are more likely than a list of them.
    let least = if part.role == SectionRole::Timeline { 2 } else { 4 };
    let mut lines = Vec::with_capacity(part.lines.len());
    for line in &part.lines {
        let cuts = if line.kind == Kind::Text { cuts(line) } else { Vec::new() };
        if cuts.len() < least {
            lines.push(line.clone());
            continue;
        }
        let ends = cuts.iter().skip(1).copied().chain([line.text().len()]);
        let head = (0, cuts.first().copied().unwrap_or(0));
        for (from, to) in std::iter::once(head).chain(cuts.iter().copied().zip(ends)) {
            let text = line.text().get(from..to).unwrap_or_default().trim();
            if !text.is_empty() {
                let words = super::source::Plain { text: text.to_owned(), bold: Vec::new() };
                lines.push(Line::new(Kind::Text, words));
            }
        }
    }
    lines
}

/// Where entries begin within a line: at times that begin a sentence, or that a dash sets apart from a capital.
fn cuts(line: &Line) -> Vec<usize> {
    let text = line.text();
    let mut before_end = 0_usize;
    let mut cuts = Vec::new();
    for found in line.times().iter().filter(|found| found.moment.time.is_some()) {
        let from = text.get(..found.from).unwrap_or_default().trim_end_matches(['[', '(', '~']).len();
        let between = text.get(before_end..from).unwrap_or_default().trim();
        let begins = from == 0 || between.ends_with(['.', '!', '?', ';', ')', '•']);
        let behind = text.get(found.to..).unwrap_or_default();
        let mark = behind.trim_start_matches([' ', ']', ')']).starts_with(['-', '–', '—', ':']);
        let told = behind.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase);
        let range = between.ends_with(['-', '–', '—', '/']);
        if (begins && (told || mark)) || (mark && told && !range) {
            cuts.push(from);
        }
        before_end = found.to;
    }
    cuts
}

/// The day of the first entry: that of the heading; else counted back from the first entry that says its own; else the
/// text's, which may not be later than its publication allows.
fn first_day(part: &Part, lines: &[Line], setting: &Setting) -> Option<NaiveDate> {
    let heading = part.heading.as_ref().map_or("", |(heading, _)| heading.as_str());
    let headed = scan::moments(heading).into_iter().find_map(|found| setting.resolve(found.moment));
    if let Some(reading) = headed {
        return Setting::local_date(&reading);
    }
    let (mut wraps, mut last) = (0_u64, None);
    for line in lines.iter().filter(|line| line.kind != Kind::Blank) {
        let Some(stamp) = stamp_of(line) else {
            if line.times().iter().any(|found| found.moment.date.is_some()) {
                return setting.day;
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
            let day = setting.resolve(stamp.start).and_then(|reading| Setting::local_date(&reading));
            return day.and_then(|day| day.checked_sub_days(Days::new(wraps))).or(setting.day);
        }
    }
    setting.last_day_before_publication(last, wraps).or(setting.day)
}

fn hours(count: i64) -> TimeDelta {
    TimeDelta::try_hours(count).unwrap_or_default()
}

/// Less than this back is an entry out of order; more is the next day.
const OUT_OF_ORDER_HOURS: i64 = 4;

struct Reader<'s> {
    setting: &'s Setting,
    timed: bool,
    entries: Vec<TimelineEntry>,
    /// The day of the next time that has none.
    day: Option<NaiveDate>,
    /// The last instant, unless a line said another day since.
    last: Option<DateTime<Utc>>,
    /// How deep the item of the last entry stands.
    depth: usize,
    /// Whether the last entry is a heading, so that all below it belongs to it.
    headed: bool,
}

impl Reader<'_> {
    fn read(&mut self, lines: &[Line]) {
        for (at, line) in lines.iter().enumerate() {
            let depth = if let Kind::Item(depth) = line.kind { depth } else { 0 };
            let next = lines.get(at.saturating_add(1)..).unwrap_or_default();
            match stamp_of(line) {
                Some(stamp) if Self::is_day_for_others(&stamp, next) => self.say_day(stamp.start),
                Some(stamp) if stamp.has_clock() || self.timed => {
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
    fn is_day_for_others(stamp: &Stamp<'_>, next: &[Line]) -> bool {
        let follows = next.iter().find(|line| line.kind != Kind::Blank).and_then(stamp_of);
        !stamp.has_clock() && stamp.text.is_empty() && follows.is_some_and(|stamp| stamp.has_clock())
    }

    fn say_day(&mut self, moment: PartialDateTime) {
        if let Some(reading) = self.setting.resolve(PartialDateTime { time: None, ..moment }) {
            self.day = Setting::local_date(&reading);
            self.last = None;
        }
    }

    fn entry(&mut self, stamp: &Stamp<'_>) {
        let at = self.instant(stamp.start);
        let until = match (at, stamp.end) {
            (Some(at), Some(end)) => self.setting.resolve_after(end, at).map(|reading| reading.at),
            _ => None,
        };
        self.last = at.or(self.last);
        // "### 14:55 (maybe earlier?)" tells nothing yet.
        let text = if self.headed && outline::is_bracketed(stamp.text) { "" } else { stamp.text.trim() };
        let text = text.to_owned();
        self.entries.push(TimelineEntry { at, until, stated: stamp.stated.trim().to_owned(), text });
    }

    fn instant(&mut self, moment: PartialDateTime) -> Option<DateTime<Utc>> {
        if moment.date.is_some() {
            let reading = self.setting.resolve(moment)?;
            self.day = Setting::local_date(&reading);
            return Some(reading.at);
        }
        let mut reading = self.setting.resolve_on(moment, self.day)?;
        if let Some(last) = self.last {
            let back = last.signed_duration_since(reading.at);
            if back > hours(OUT_OF_ORDER_HOURS) {
                reading = self.setting.resolve_after(moment, last)?;
            }
        }
        self.day = Setting::local_date(&reading).or(self.day);
        Some(reading.at)
    }

    /// A row whose first cells are a time that no notation fits: the entry is kept, its instant is not guessed.
    fn unreadable_row(&mut self, text: &str) {
        let is_figures =
            |cell: &str| cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic);
        let mut told = text;
        while let Some((_, rest)) = told.split_once(" | ").filter(|(cell, _)| is_figures(cell)) {
            told = rest;
        }
        let stated = text.get(..text.len().saturating_sub(told.len())).unwrap_or_default();
        let stated = stated.trim_end_matches([' ', '|']);
        if stated.bytes().filter(u8::is_ascii_digit).count() >= 3 {
            let entry = TimelineEntry {
                at: None,
                until: None,
                stated: stated.to_owned(),
                text: told.trim().to_owned(),
            };
            self.entries.push(entry);
        }
    }

    /// A line without a time: it goes on with an entry, or says the day.
    fn other(&mut self, line: &Line, depth: usize) {
        if line.kind == Kind::Blank {
            return;
        }
        let text = line.text().trim();
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
            let day = line.times().iter().find(|found| found.moment.date.is_some());
            let alone = sentence::sentences(text).count() <= 1;
            if let Some(found) = day.filter(|_| alone) {
                self.say_day(found.moment);
            }
        }
    }
}
