//! The outage windows that a text states: when the outage began and ended.
//!
//! In this order, the first that gives anything:
//!
//! 1. ranges in sentences about trouble: "between 12:30PM and 01:00AM Pacific time", "from 13:28–21:15 UTC";
//! 2. a stated length that is exactly the time between two entries of the timeline, or two times of the text: "offline for 27
//!    minutes";
//! 3. a sentence with the start and others with an end ("until", "recovered by", "Resolved …"), or with a length;
//! 4. the start and end in the front matter;
//! 5. the timeline's first entry, and the first one that reports that service is back, or else the last that reports a repair;
//! 6. a start alone.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

mod open;
mod range;

use super::duration;
use super::keywords::Keywords;
use super::outline::Outline;
use super::sentence;
use super::source::{Kind, Line, Source};
use super::time_context::TimeContext;
use super::timeline::Timeline;
use super::times::Time;
use super::timestamp;
use crate::datetime::{self, DateContext, PartialDateTime};
use crate::model::{OutageWindow, SectionRole};

/// Words that speak of trouble, in lower case.
const TROUBLE: Keywords = Keywords::new(&[
    "affect",
    "broken",
    "could not",
    "couldn't",
    "crash",
    "degrad",
    "delay",
    "didn't",
    "disrupt",
    "down",
    "elevated",
    "error",
    "experienc",
    "fail",
    "impact",
    "inaccessible",
    "incident",
    "increased",
    "intermittent",
    "interrupt",
    "issue",
    "lasted",
    "lasting",
    "latency",
    "lost",
    "not available",
    "occurred",
    "offline",
    "outage",
    "period of",
    "problem",
    "requests were",
    "responses",
    "service was",
    "slow",
    "suffer",
    "timeout",
    "timing out",
    "unable",
    "unavailab",
    "unreachable",
    "unresponsive",
]);

/// Words that speak of recovery, in lower case.
const RECOVERY: Keywords = Keywords::new(&[
    "all clear",
    "are back",
    "are up",
    "available again",
    "back online",
    "back up",
    "brought back",
    "completed",
    "end of the",
    "ended",
    "fixed",
    "fully operational",
    "healthy",
    "is back",
    "is up",
    "live again",
    "mitigated",
    "normal",
    "online again",
    "recover",
    "repaired",
    "resolv",
    "restored",
    "resum",
    "returned",
    "service restor",
    "solve",
    "stabil",
    "stabiliz",
    "stable",
    "success",
    "to an end",
    "up again",
    "was back",
    "well again",
    "were back",
    "working again",
]);

/// Words that speak of the beginning, in lower case.
const BEGINNING: Keywords = Keywords::new(&[
    "began",
    "begin",
    "deployed",
    "first",
    "received",
    "since",
    "start",
    "triggered",
    "we had",
    "went",
]);

/// Words that report that service is back, in lower case.
const BACK: Keywords = Keywords::new(&[
    "available again",
    "back online",
    "back to normal",
    "back up",
    "fully operational",
    "healthy again",
    "online again",
    "return to normal",
    "returned to normal",
    "returns to normal",
    "service restored",
    "services restored",
    "up again",
    "was back",
    "were back",
    "working again",
]);

/// Words that report that trouble came again, in lower case.
const RELAPSE: Keywords =
    Keywords::new(&["again slow", "another", "down again", "fails again", "partially", "some of"]);

/// The most times of one sentence that are looked at.
const MOST_TIMES: usize = 64;

/// The most windows that are kept.
const MOST: usize = 100;

/// What the rules read.
pub(crate) struct Reader<'r> {
    pub(crate) outline: &'r Outline<'r>,
    pub(crate) timeline: &'r Timeline,
    pub(crate) context: &'r TimeContext,
}

/// A sentence outside the timeline.
#[derive(Clone, Copy)]
struct Sentence<'r> {
    source: &'r Source,
    line: Line,
    role: &'r SectionRole,
    /// The last day that was written before it.
    day: Option<NaiveDate>,
}

impl<'r> Sentence<'r> {
    fn text(&self) -> &'r str {
        self.source.text(self.line)
    }

    fn lower(&self) -> &'r str {
        self.source.lower(self.line)
    }

    fn times(&self) -> impl DoubleEndedIterator<Item = Time> + use<'r> {
        self.source.first_times(self.line, MOST_TIMES)
    }

    /// Its first times of day.
    fn clocks(&self) -> Vec<Time> {
        self.times().filter(|time| time.value.time.is_some()).collect()
    }
}

impl Reader<'_> {
    /// The stated windows, in the order of the text.
    pub(crate) fn read(&self) -> Vec<OutageWindow> {
        let sentences = self.sentences();
        let rules: [&dyn Fn() -> Vec<OutageWindow>; 6] = [
            &|| self.all_ranges(&sentences),
            &|| self.by_length(&sentences).into_iter().collect(),
            &|| self.open(&sentences).into_iter().filter(|window| window.end.is_some()).collect(),
            &|| self.front_matter().into_iter().collect(),
            &|| self.by_timeline().into_iter().collect(),
            &|| self.open(&sentences),
        ];
        let mut windows =
            rules.iter().map(|rule| rule()).find(|windows| !windows.is_empty()).unwrap_or_default();
        let mut seen = HashSet::new();
        windows.retain(|window| seen.insert((window.start, window.end)));
        windows.truncate(MOST);
        windows
    }

    /// The sentences outside the timeline.
    fn sentences(&self) -> Vec<Sentence<'_>> {
        let source = self.outline.source;
        let mut day = None;
        let mut out = Vec::new();
        for (at, part) in self.outline.parts.iter().enumerate() {
            let timed = self.timeline.parts.contains(&at);
            for line in self.outline.worded(part) {
                let text = source.text(line);
                if timed
                    && (timestamp::leading(text).is_some() || matches!(line.kind, Kind::Item(_) | Kind::Row))
                {
                    continue;
                }
                for (from, words) in sentence::spans(text) {
                    // An entry of a timeline that was folded into a paragraph; fragments that state nothing.
                    let is_entry = timed && timestamp::leading(words).is_some();
                    if is_entry || words.split_whitespace().nth(2).is_none() {
                        continue;
                    }
                    let line = line.part(source, line.kind, from, from.saturating_add(words.len()));
                    out.push(Sentence { source, line, role: &part.role, day });
                    let stated = source.times(line).find(|time| time.value.date.is_some());
                    let reading = stated.and_then(|time| self.context.resolve(time.value));
                    day = reading.and_then(|reading| TimeContext::local_date(&reading)).or(day);
                }
            }
        }
        out
    }

    /// Rule 2.
    fn by_length(&self, sentences: &[Sentence<'_>]) -> Option<OutageWindow> {
        const LENGTH: Keywords = Keywords::new(&[
            "down for",
            "downtime of",
            "downtime was",
            "duration",
            "for a total of",
            "lasted",
            "lasting",
            "offline for",
            "outage for",
            "outage of",
            "time to recovery",
            "time to repair",
            "time to resolution",
            "time to resolve",
            "total duration",
            "unavailable for",
            "unusable for",
        ]);
        let front = self.outline.source.front.iter().filter(|(key, _)| key == "duration");
        let means = |lower: &str| {
            let length = lower.find(" for ").filter(|_| TROUBLE.any_in(lower)).and_then(|at| lower.get(at..));
            LENGTH.any_in(lower)
                || length.is_some_and(|rest| first_length(rest).is_some_and(|(at, _)| at < 24))
        };
        let long_enough = |lower: &str| {
            let length = TimeDelta::try_seconds(first_length(lower)?.1)?;
            (length >= TimeDelta::try_minutes(2)?).then_some(length)
        };
        let stated = sentences.iter().filter_map(|sentence| {
            let length = long_enough(sentence.lower())?;
            means(sentence.lower()).then_some((sentence.text(), length))
        });
        let lengths: Vec<(&str, TimeDelta)> = front
            .filter_map(|(_, value)| Some((value.as_str(), long_enough(&sentence::lower(value))?)))
            .chain(stated)
            .take(16)
            .collect();
        let entries: Vec<DateTime<Utc>> =
            self.timeline.entries.iter().filter_map(|entry| entry.at).take(300).collect();
        let pair = |instants: &[DateTime<Utc>], first: Option<DateTime<Utc>>| {
            lengths.iter().find_map(|&(text, length)| {
                let (start, end) = apart(instants, length)?;
                first.is_none_or(|first| first == start).then_some(())?;
                Some(window(start, Some(end), together(text, text)))
            })
        };
        pair(&entries, None).or_else(|| {
            let mut last = None;
            let instants: Vec<DateTime<Utc>> = sentences
                .iter()
                .flat_map(|sentence| sentence.clocks().into_iter().map(move |time| (sentence, time)))
                .take(100)
                .filter_map(|(sentence, time)| {
                    last = self.instant(sentence, &time, None).or(last);
                    last
                })
                .collect();
            // In prose, the length of the whole begins with the first time.
            pair(&instants, Some(*instants.first()?))
        })
    }

    /// Rule 4.
    fn front_matter(&self) -> Option<OutageWindow> {
        let dates = DateContext::new(&crate::limits::Limits::default());
        let at = |keys: &[&str]| {
            let (key, value) =
                self.outline.source.front.iter().find(|(key, _)| keys.contains(&key.as_str()))?;
            let time: PartialDateTime =
                datetime::parse_partial(value, &dates).ok().filter(|time| time.time.is_some())?;
            self.context.resolve(time).map(|reading| (reading.at, format!("{key}: {value}")))
        };
        let (end, end_said) = at(&["resolvedWhen", "resolvedDate", "resolved_at", "end", "ended"])?;
        let (start, start_said) = at(&["date", "started_at", "start", "started"])?;
        (start < end).then(|| window(start, Some(end), together(&start_said, &end_said)))
    }

    /// Rule 5.
    fn by_timeline(&self) -> Option<OutageWindow> {
        let timed: Vec<_> = self
            .timeline
            .entries
            .iter()
            .filter(|entry| {
                entry.at.is_some() && entry.stated.bytes().filter(u8::is_ascii_digit).count() >= 3
            })
            .collect();
        let first = timed.first()?;
        let lower = |entry: &crate::model::TimelineEntry| sentence::lower(&entry.text);
        // What follows the return of service is tidying up.
        let back =
            timed.iter().skip(1).find(|entry| BACK.any_in(&lower(entry)) && !RELAPSE.any_in(&lower(entry)));
        let last = back.or_else(|| timed.iter().rev().find(|entry| RECOVERY.any_in(&lower(entry))))?;
        let (start, end) = (first.at?, last.at?);
        (start < end).then(|| {
            let stated = |entry: &crate::model::TimelineEntry| {
                format!("{} {}", entry.stated, sentence::beginning(&entry.text, STATED_BYTES))
            };
            window(start, Some(end), together(&stated(first), &stated(last)))
        })
    }
}

/// The first length of time in a text in lower case, with its first byte.
fn first_length(lower: &str) -> Option<(usize, i64)> {
    duration::durations(lower).next()
}

fn window(start: DateTime<Utc>, end: Option<DateTime<Utc>>, stated: String) -> OutageWindow {
    let duration_s = end.map(|end| end.signed_duration_since(start).num_seconds());
    OutageWindow { start: Some(start), end, duration_s, stated }
}

/// The most bytes of a sentence that are given as what states a window.
const STATED_BYTES: usize = 400;

fn together(start: &str, end: &str) -> String {
    let (start, end) = (sentence::beginning(start, STATED_BYTES), sentence::beginning(end, STATED_BYTES));
    if start == end { start.to_owned() } else { format!("{start} … {end}") }
}

/// The pair of instants that are exactly so far apart; where a length was rounded, the pair that comes nearest.
fn apart(instants: &[DateTime<Utc>], length: TimeDelta) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let within = TimeDelta::try_seconds(length.num_seconds().checked_div(50)?)?;
    let mut best: Option<(TimeDelta, DateTime<Utc>, DateTime<Utc>)> = None;
    for &start in instants {
        let end = start.checked_add_signed(length)?;
        for &other in instants {
            let off = other.signed_duration_since(end).abs();
            if off <= within && best.is_none_or(|(least, ..)| off < least) {
                best = Some((off, start, other));
            }
        }
    }
    best.map(|(_, start, end)| (start, end))
}

/// Whether a word is within so many bytes of the end of a text.
fn near_end(text: &str, word: &str, bytes: usize) -> bool {
    sentence::ending(text, bytes).contains(word)
}
