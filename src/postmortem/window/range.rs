//! Ranges in sentences that speak of trouble.

use chrono::{DateTime, Utc};

use super::{MOST, Reader, Sentence, TROUBLE, near_end, window};
use crate::model::{OutageWindow, SectionRole};
use crate::postmortem::keywords::Keywords;
use crate::postmortem::sentence::{beginning, ending};
use crate::postmortem::time_context::TimeContext;
use crate::postmortem::times::Time;

/// Words that introduce the start of the whole, in lower case.
const STARTS: Keywords = Keywords::new(&["began at", "beginning at", "starting around", "starting at"]);

/// The sentences at the beginning of a text in which a range is the outage's, whatever they speak of.
const LEAD: usize = 3;

impl Reader<'_> {
    /// Rule 1. If a start with its end precedes all ranges, they are parts of it, and it comes first.
    pub(super) fn all_ranges(&self, sentences: &[Sentence<'_>]) -> Vec<OutageWindow> {
        let mut first = None;
        let mut windows = Vec::new();
        for (at, sentence) in sentences.iter().enumerate() {
            let found = self.ranges(sentence, at < LEAD);
            first = first.or_else(|| found.first().map(|_| at));
            windows.extend(found);
            if windows.len() >= MOST {
                break;
            }
        }
        let before = sentences.get(..first.unwrap_or(0)).unwrap_or_default();
        let begun = before.iter().any(|sentence| {
            STARTS.any_in(sentence.lower()) && sentence.times().any(|found| found.value.time.is_some())
        });
        let around = |whole: &OutageWindow| {
            windows.iter().all(|part| part.start >= whole.start && part.end <= whole.end)
        };
        let mut stated: Vec<OutageWindow> = if begun { self.open(sentences) } else { Vec::new() };
        stated.retain(|whole| whole.end.is_some() && around(whole));
        stated.extend(windows);
        stated
    }

    fn ranges(&self, sentence: &Sentence<'_>, leads: bool) -> Vec<OutageWindow> {
        let speaks = || {
            leads
                || TROUBLE.any_in(sentence.lower())
                || matches!(sentence.role, SectionRole::Impact | SectionRole::Summary)
        };
        if sentence.times().nth(1).is_none() || !speaks() {
            return Vec::new();
        }
        let pairs = sentence.times().zip(sentence.times().skip(1));
        pairs.filter_map(|(first, second)| self.range(sentence, &first, &second)).collect()
    }

    fn range(&self, sentence: &Sentence<'_>, first: &Time, second: &Time) -> Option<OutageWindow> {
        if first.value.time.is_none() || second.value.time.is_none() {
            return None;
        }
        let before = sentence.lower().get(..first.from)?;
        joined(before, sentence.lower().get(first.to..second.from)?).then_some(())?;
        if is_about_the_team(sentence.lower().get(second.to..)?) {
            return None;
        }
        let (start, end) = self.bounds(sentence, first, second)?;
        let stated = Self::stated(sentence, first.from, second.to);
        Some(window(start, Some(end), stated))
    }

    /// Both instants of a range: what one end does not say, the other does, or the text before it.
    fn bounds(
        &self,
        sentence: &Sentence<'_>,
        first: &Time,
        second: &Time,
    ) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let mut start = first.value.or_zone(second.value.zone);
        let end = second.value.or_zone(first.value.zone);
        let earlier =
            sentence.times().rev().find(|found| found.to <= first.from && found.value.date.is_some());
        if let (None, Some(found)) = (start.date, earlier) {
            start.date = found.value.date;
        }
        if start.date.is_some() || end.date.is_none() {
            let start = self.context.resolve_on(start, sentence.day.or(self.context.day))?.at;
            return Some((start, self.context.resolve_after(end, start)?.at));
        }
        // "09:50 on 27 February" says the day of "07:38" too.
        let end = self.context.resolve(end)?;
        let date = TimeContext::local_date(&end)?;
        let same = self.context.resolve_on(start, Some(date))?.at;
        let day_before = || self.context.resolve_on(start, date.pred_opt());
        let start = if same <= end.at { same } else { day_before()?.at };
        Some((start, end.at))
    }

    /// The words that state a range: from the word that opens it to the bracket that may close it.
    fn stated(sentence: &Sentence<'_>, from: usize, to: usize) -> String {
        let head = ending(sentence.lower().get(..from).unwrap_or_default(), 80);
        let words = [" between", " from", " starting", " on ", " began", " lasting", "(between", "(from"];
        let inside = words.iter().filter_map(|word| head.rfind(word)).map(|at| at.saturating_add(1));
        let at_start = ["between", "from", "on "].iter().any(|word| head.starts_with(word)).then_some(0);
        let opening = inside.chain(at_start).min().unwrap_or(head.len());
        let from = from.saturating_sub(head.len()).saturating_add(opening);
        let rest = sentence.text().get(to..).unwrap_or_default();
        let spaces = rest.len().saturating_sub(rest.trim_start().len());
        let bracket = beginning(rest.trim_start(), 42).strip_prefix('(').and_then(|inside| inside.find(')'));
        let to = bracket.map_or(to, |len| to.saturating_add(spaces).saturating_add(len).saturating_add(2));
        sentence.text().get(from..to).unwrap_or_default().to_owned()
    }
}

/// Whether the words after a range say what people did in it: "between 11:00 and 11:15 we had our meeting".
fn is_about_the_team(after: &str) -> bool {
    let clause = after.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let by_people = ["we ", "our team", "the team", "our engineers", "engineers "]
        .iter()
        .any(|who| clause.starts_with(who));
    // "From 10:00 to 11:00 we experienced an outage."
    let clause = beginning(clause, 48);
    by_people
        && !TROUBLE.any_in(clause)
        && ![" no ", " not ", "n't "].iter().any(|word| clause.contains(word))
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
