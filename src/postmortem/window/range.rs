//! Ranges in sentences that speak of trouble.

use chrono::{DateTime, Utc};

use super::{Reader, Sentence, TROUBLE, near_end, window};
use crate::model::{OutageWindow, SectionRole};
use crate::postmortem::cue::Cues;
use crate::postmortem::scan::Found;
use crate::postmortem::sentence::{beginning, ending};
use crate::postmortem::setting::Setting;

/// Words with which the start of the whole is told, in lower case.
const STARTS: Cues = Cues::new(&["began at", "beginning at", "starting around", "starting at"]);

/// The sentences at the beginning of a text in which a range is the outage's, whatever they speak of.
const LEAD: usize = 3;

impl Reader<'_> {
    /// Rule 1. Where a start with its end is told before all ranges, they are parts of it, and it comes first.
    pub(super) fn all_ranges(&self, sentences: &[Sentence<'_>]) -> Vec<OutageWindow> {
        let mut first = None;
        let mut windows = Vec::new();
        for (at, sentence) in sentences.iter().enumerate() {
            let found = self.ranges(sentence, at < LEAD);
            first = first.or_else(|| found.first().map(|_| at));
            windows.extend(found);
        }
        let before = sentences.get(..first.unwrap_or(0)).unwrap_or_default();
        let begun = before.iter().any(|sentence| {
            STARTS.any_in(&sentence.lower) && sentence.times.iter().any(|found| found.moment.time.is_some())
        });
        let around = |whole: &OutageWindow| {
            windows.iter().all(|part| part.start >= whole.start && part.end <= whole.end)
        };
        let mut told: Vec<OutageWindow> = if begun { self.open(sentences) } else { Vec::new() };
        told.retain(|whole| whole.end.is_some() && around(whole));
        told.extend(windows);
        told
    }

    fn ranges(&self, sentence: &Sentence<'_>, leads: bool) -> Vec<OutageWindow> {
        let speaks = leads
            || TROUBLE.any_in(&sentence.lower)
            || matches!(sentence.role, SectionRole::Impact | SectionRole::Summary);
        if !speaks {
            return Vec::new();
        }
        let pairs = sentence.times.iter().zip(sentence.times.iter().skip(1));
        pairs.filter_map(|(first, second)| self.range(sentence, first, second)).collect()
    }

    fn range(&self, sentence: &Sentence<'_>, first: &Found, second: &Found) -> Option<OutageWindow> {
        if first.moment.time.is_none() || second.moment.time.is_none() {
            return None;
        }
        let before = sentence.lower.get(..first.from)?;
        joined(before, sentence.lower.get(first.to..second.from)?).then_some(())?;
        let (start, end) = self.bounds(sentence, first, second)?;
        let stated = Self::stated(sentence, first.from, second.to);
        Some(window(start, Some(end), stated))
    }

    /// Both instants of a range: what one end does not say, the other does, or the text before it.
    fn bounds(
        &self,
        sentence: &Sentence<'_>,
        first: &Found,
        second: &Found,
    ) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let mut start = first.moment.or_zone(second.moment.zone);
        let end = second.moment.or_zone(first.moment.zone);
        let earlier =
            sentence.times.iter().rev().find(|found| found.to <= first.from && found.moment.date.is_some());
        if let (None, Some(found)) = (start.date, earlier) {
            start.date = found.moment.date;
        }
        if start.date.is_some() || end.date.is_none() {
            let start = self.setting.resolve_on(start, sentence.day.or(self.setting.day))?.at;
            return Some((start, self.setting.resolve_after(end, start)?.at));
        }
        // "09:50 on 27 February" says the day of "07:38" too.
        let end = self.setting.resolve(end)?;
        let date = Setting::local_date(&end)?;
        let same = self.setting.resolve_on(start, Some(date))?.at;
        let day_before = || self.setting.resolve_on(start, date.pred_opt());
        let start = if same <= end.at { same } else { day_before()?.at };
        Some((start, end.at))
    }

    /// The words that state a range: from the word that opens it to the bracket that may close it.
    fn stated(sentence: &Sentence<'_>, from: usize, to: usize) -> String {
        let head = ending(sentence.lower.get(..from).unwrap_or_default(), 80);
        let words = [" between", " from", " starting", " on ", " began", " lasting", "(between", "(from"];
        let inside = words.iter().filter_map(|word| head.rfind(word)).map(|at| at.saturating_add(1));
        let at_start = ["between", "from", "on "].iter().any(|word| head.starts_with(word)).then_some(0);
        let opening = inside.chain(at_start).min().unwrap_or(head.len());
        let from = from.saturating_sub(head.len()).saturating_add(opening);
        let behind = sentence.text.get(to..).unwrap_or_default();
        let spaces = behind.len().saturating_sub(behind.trim_start().len());
        let bracket =
            beginning(behind.trim_start(), 42).strip_prefix('(').and_then(|inside| inside.find(')'));
        let to = bracket.map_or(to, |len| to.saturating_add(spaces).saturating_add(len).saturating_add(2));
        sentence.text.get(from..to).unwrap_or_default().to_owned()
    }
}

/// Whether the words between two times, and those before the first, make a range of them.
fn joined(before: &str, between: &str) -> bool {
    const FILLERS: &[&str] = &[
        "approximately",
        "about",
        "around",
        "roughly",
        "approx",
        "at",
        "the",
        "on",
        "nearly",
        "ended",
        "ending",
        "and",
    ];
    let words = without_brackets(between);
    let words: Vec<&str> = words
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '~' | '.'))
        .filter(|w| !w.is_empty())
        .collect();
    let is_joint = |word: &str| matches!(word, "-" | "–" | "—" | "to" | "until" | "till" | "through");
    let plain = words.iter().all(|word| is_joint(word) || FILLERS.contains(word));
    let joint = words.iter().any(|word| is_joint(word));
    let both = words.contains(&"and")
        && (words.contains(&"ended") || words.contains(&"ending") || near_end(before, "between", 60));
    plain && (joint || both)
}

fn without_brackets(text: &str) -> String {
    match text.split_once('(').and_then(|(head, rest)| rest.split_once(')').map(|(_, tail)| (head, tail))) {
        Some((head, tail)) => format!("{head} {tail}"),
        None => text.to_owned(),
    }
}
