//! A start in one sentence, and an end in another.

use chrono::{DateTime, TimeDelta, Utc};

use super::{BEGINNING, MOST, RECOVERY, Reader, Sentence, TROUBLE, near_end, together, window};
use crate::model::OutageWindow;
use crate::postmortem::duration;
use crate::postmortem::keywords::Keywords;
use crate::postmortem::sentence::ending;
use crate::postmortem::times::Time;

impl Reader<'_> {
    /// Rule 3.
    pub(super) fn open(&self, sentences: &[Sentence<'_>]) -> Vec<OutageWindow> {
        let begins = sentences.iter().enumerate().find_map(|(at, sentence)| {
            let first =
                sentence.times().find(|found| found.value.time.is_some() && !is_end(sentence, found))?;
            let speaks = TROUBLE.any_in(sentence.lower()) || BEGINNING.any_in(sentence.lower());
            let alone = !RECOVERY.any_in(sentence.lower()) || sentence.times().nth(1).is_some();
            (speaks && alone).then(|| self.instant(sentence, &first, None).map(|start| (at, start))).flatten()
        });
        let Some((at, start)) = begins else { return Vec::new() };
        let stated = sentences.get(at).map(Sentence::text).unwrap_or_default();
        let mut until = Vec::new();
        let mut recovered = None;
        // Whether the start of another impact was stated since, to which later ends belong.
        let mut other = false;
        let mut last: Option<Time> = None;
        for (index, sentence) in sentences.iter().enumerate() {
            let anaphor = AFTER_THAT.begin(sentence.lower());
            let found = sentence.times().rev().find(|time| time.value.time.is_some());
            let Some(time) = found.or(last.filter(|_| anaphor)) else { continue };
            last = found;
            let Some(end) = self.instant(sentence, &time, Some(start)).filter(|end| *end > start) else {
                continue;
            };
            other = other || (index > at && is_other_start(sentence, &time));
            if other && (recovered.is_some() || !until.is_empty()) {
                break;
            }
            if until.len() < MOST && is_end(sentence, &time) && TROUBLE.any_in(sentence.lower()) {
                until.push((end, sentence.text()));
            } else if RECOVERY.any_in(sentence.lower()) && !is_relapse(sentence, &time) {
                recovered = Some((end, sentence.text()));
            }
        }
        let ends = if until.is_empty() { recovered.into_iter().collect() } else { until };
        if ends.is_empty() {
            let end = sentences.iter().skip(at).take(6).find_map(|sentence| lasted(sentence, start));
            return vec![window(start, end, together(stated, stated))];
        }
        ends.into_iter().map(|(end, text)| window(start, Some(end), together(stated, text))).collect()
    }

    /// The instant of a time in a sentence: on its own day, the sentence's, or the text's; an end is after its start.
    pub(super) fn instant(
        &self,
        sentence: &Sentence<'_>,
        found: &Time,
        start: Option<DateTime<Utc>>,
    ) -> Option<DateTime<Utc>> {
        let mut value = found.value;
        let written =
            sentence.times().rev().find(|other| other.to <= found.from && other.value.date.is_some());
        if let (None, Some(other)) = (value.date, written) {
            value.date = other.value.date;
        }
        match start {
            Some(start) if value.date.is_none() => {
                self.context.resolve_after(value, start).map(|reading| reading.at)
            }
            _ => self.context.resolve_on(value, sentence.day.or(self.context.day)).map(|reading| reading.at),
        }
    }
}

/// Words that refer to the time stated last, in lower case.
const AFTER_THAT: Keywords =
    Keywords::new(&["after that", "after this", "after which", "at that point", "at this point"]);

/// Words before the start of an impact, in lower case.
const STARTS: Keywords =
    Keywords::new(&["began at", "beginning at", "starting at", "starting from", "started at"]);

/// Whether a sentence states the start of another impact: "Beginning at 13:21 launches failed".
fn is_other_start(sentence: &Sentence<'_>, time: &Time) -> bool {
    STARTS.any_in(ending(sentence.lower().get(..time.from).unwrap_or_default(), 24))
}

/// Whether "until" precedes a time; "appeared to recover until 15:00" is a relapse.
fn is_end(sentence: &Sentence<'_>, time: &Time) -> bool {
    let before = sentence.lower().get(..time.from).unwrap_or_default();
    is_until(before) && !is_relapse(sentence, time)
}

fn is_until(before: &str) -> bool {
    ["until", "till", "through"].iter().any(|word| near_end(before, word, 28))
}

/// Whether the words before an "until" say that the trouble was over up to that time.
fn is_relapse(sentence: &Sentence<'_>, time: &Time) -> bool {
    let before = ending(sentence.lower().get(..time.from).unwrap_or_default(), 60);
    is_until(before) && RECOVERY.any_in(before) && !TROUBLE.any_in(before)
}

/// Words that set the end of an outage apart from a beginning of its end, in lower case.
const FULLY: Keywords = Keywords::new(&["completely", "fully"]);

/// The end that a stated length gives: "lasted approximately one hour", "for 47 minutes".
fn lasted(sentence: &Sentence<'_>, start: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let (at, seconds) = duration::durations(sentence.lower()).next()?;
    let before = sentence.lower().get(..at)?;
    let fully = FULLY.any_in(before) && RECOVERY.any_in(before);
    let said = ["for", "lasted", "lasting", "duration"].iter().any(|word| near_end(before, word, 24))
        || (fully && ["in", "within"].iter().any(|word| near_end(before, word, 20)));
    said.then(|| start.checked_add_signed(TimeDelta::try_seconds(seconds)?)).flatten()
}
