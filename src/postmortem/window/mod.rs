//! The stretches of time that a text states: when the outage began and ended.
//!
//! In this order, the first that gives anything:
//!
//! 1. ranges in sentences that speak of trouble: "between 12:30PM and 01:00AM Pacific time", "from 13:28–21:15 UTC";
//! 2. a stated length that is just the time between two entries of the timeline: "offline for 27 minutes";
//! 3. a sentence with the start and others with an end ("until", "recovered by", "Resolved …"), or with a length;
//! 4. the start and end in the front matter;
//! 5. the timeline's first entry, and the last one that speaks of recovery;
//! 6. a start alone.

use std::collections::HashSet;
use std::iter::Peekable;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

mod open;
mod range;

use super::cue::Cues;
use super::duration;
use super::outline::Part;
use super::scan::Found;
use super::sentence;
use super::setting::Setting;
use super::source::{Kind, Source};
use super::stamp;
use super::timeline::Timeline;
use crate::datetime::{self, DateContext, PartialDateTime};
use crate::model::{OutageWindow, SectionRole};

/// Words that speak of trouble, in lower case.
const TROUBLE: Cues = Cues::new(&[
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
const RECOVERY: Cues = Cues::new(&[
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
const BEGINNING: Cues = Cues::new(&[
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

/// The most times of one sentence; one with more is none.
const MOST_TIMES: usize = 64;

/// The most windows that are kept.
const MOST: usize = 100;

/// What a text tells, as the rules see it.
pub(crate) struct Reader<'r> {
    pub(crate) source: &'r Source,
    pub(crate) parts: &'r [Part],
    pub(crate) timeline: &'r Timeline,
    pub(crate) setting: &'r Setting,
}

/// A sentence with its times.
struct Sentence<'r> {
    text: &'r str,
    lower: String,
    times: Vec<Found>,
    role: &'r SectionRole,
    /// The last day that was written before it.
    day: Option<NaiveDate>,
}

impl Reader<'_> {
    /// The stated windows, in the order of the text.
    pub(crate) fn read(&self) -> Vec<OutageWindow> {
        let sentences = self.sentences();
        let rules: [&dyn Fn() -> Vec<OutageWindow>; 6] = [
            &|| self.all_ranges(&sentences),
            &|| self.by_length(&sentences).into_iter().collect(),
            &|| self.open(&sentences).into_iter().filter(|window| window.end.is_some()).collect(),
            &|| self.front().into_iter().collect(),
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

    /// The sentences outside the timeline that hold a time, and those that tell a length.
    fn sentences(&self) -> Vec<Sentence<'_>> {
        let mut day = None;
        let mut out = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            let told = self.timeline.parts.contains(&at);
            for line in part.lines.iter().filter(|line| line.kind != Kind::Blank) {
                if told
                    && (stamp::leading(line.text()).is_some()
                        || matches!(line.kind, Kind::Item(_) | Kind::Row))
                {
                    continue;
                }
                let mut found = line.times().iter().peekable();
                for (from, text) in sentence::spans(line.text()) {
                    let times = times_within(&mut found, from, from.saturating_add(text.len()));
                    // An entry of a timeline that was folded into a paragraph.
                    if told && stamp::leading(text).is_some() {
                        continue;
                    }
                    out.push(Sentence { text, lower: sentence::lower(text), role: &part.role, day, times });
                    let last =
                        out.last().and_then(|s| s.times.iter().find(|found| found.moment.date.is_some()));
                    let said = last.and_then(|found| self.setting.resolve(found.moment));
                    day = said.and_then(|reading| Setting::local_date(&reading)).or(day);
                }
            }
        }
        out
    }

    /// Rule 2.
    fn by_length(&self, sentences: &[Sentence<'_>]) -> Option<OutageWindow> {
        const LENGTH: Cues = Cues::new(&[
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
        ]);
        let front = self.source.front.iter().filter(|(key, _)| key == "duration");
        let front = front.map(|(_, value)| (value.as_str(), value.as_str()));
        let said = sentences.iter().filter(|s| LENGTH.any_in(&s.lower)).map(|s| (s.text, s.lower.as_str()));
        let entries = &self.timeline.entries;
        front.chain(said).take(16).find_map(|(text, lower)| {
            let &(_, seconds) = duration::durations(lower).first()?;
            let length = TimeDelta::try_seconds(seconds)
                .filter(|length| *length >= TimeDelta::try_minutes(2).unwrap_or_default())?;
            let (start, end) = apart(entries.iter().filter_map(|entry| entry.at), length)?;
            Some(window(start, Some(end), together(text, text)))
        })
    }

    /// Rule 4.
    fn front(&self) -> Option<OutageWindow> {
        let dates = DateContext::new(&crate::limits::Limits::default());
        let at = |keys: &[&str]| {
            let (key, value) = self.source.front.iter().find(|(key, _)| keys.contains(&key.as_str()))?;
            let moment: PartialDateTime =
                datetime::parse_partial(value, &dates).ok().filter(|moment| moment.time.is_some())?;
            self.setting.resolve(moment).map(|reading| (reading.at, format!("{key}: {value}")))
        };
        let (end, end_said) = at(&["resolvedWhen", "resolvedDate", "resolved_at", "end", "ended"])?;
        let (start, start_said) = at(&["date", "started_at", "start", "started"])?;
        (start < end).then(|| window(start, Some(end), together(&start_said, &end_said)))
    }

    /// Rule 5.
    fn by_timeline(&self) -> Option<OutageWindow> {
        let told: Vec<_> = self
            .timeline
            .entries
            .iter()
            .filter(|entry| entry.at.is_some() && entry.stated.contains(':'))
            .collect();
        let first = told.first()?;
        let last = told.iter().rev().find(|entry| RECOVERY.any_in(&sentence::lower(&entry.text)))?;
        let (start, end) = (first.at?, last.at?);
        (start < end).then(|| {
            let said = |entry: &crate::model::TimelineEntry| {
                format!("{} {}", entry.stated, sentence::beginning(&entry.text, STATED_BYTES))
            };
            window(start, Some(end), together(&said(first), &said(last)))
        })
    }
}

/// The times of a line that lie within a sentence of it, placed as in the sentence.
fn times_within<'f>(
    found: &mut Peekable<impl Iterator<Item = &'f Found>>,
    from: usize,
    to: usize,
) -> Vec<Found> {
    let mut times = Vec::new();
    while let Some(&time) = found.next_if(|time| time.from < to) {
        if time.from >= from && time.to <= to && times.len() < MOST_TIMES {
            let (from, to) = (time.from.saturating_sub(from), time.to.saturating_sub(from));
            times.push(Found { from, to, ..time });
        }
    }
    times
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

/// The pair of instants that lie just so far apart; where a length was rounded, the pair that comes nearest.
fn apart(
    instants: impl Iterator<Item = DateTime<Utc>>,
    length: TimeDelta,
) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let instants: Vec<DateTime<Utc>> = instants.take(300).collect();
    let within = TimeDelta::try_seconds(length.num_seconds().checked_div(50)?)?;
    let mut best: Option<(TimeDelta, DateTime<Utc>, DateTime<Utc>)> = None;
    for &start in &instants {
        let end = start.checked_add_signed(length)?;
        for &other in &instants {
            let off = other.signed_duration_since(end).abs();
            if off <= within && best.is_none_or(|(least, ..)| off < least) {
                best = Some((off, start, other));
            }
        }
    }
    best.map(|(_, start, end)| (start, end))
}

/// Whether a word stands within so many bytes of the end of a text.
fn near_end(text: &str, word: &str, bytes: usize) -> bool {
    sentence::ending(text, bytes).contains(word)
}
