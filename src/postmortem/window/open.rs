//! A start in one sentence, and an end in another.

use chrono::{DateTime, TimeDelta, Utc};

use super::{BEGINNING, MOST, RECOVERY, Reader, Sentence, TROUBLE, near_end, together, window};
use crate::model::OutageWindow;
use crate::postmortem::cue::Cues;
use crate::postmortem::duration;
use crate::postmortem::scan::Found;

impl Reader<'_> {
    /// Rule 3.
    pub(super) fn open(&self, sentences: &[Sentence<'_>]) -> Vec<OutageWindow> {
        let begins = sentences.iter().enumerate().find_map(|(at, sentence)| {
            let speaks = TROUBLE.any_in(&sentence.lower) || BEGINNING.any_in(&sentence.lower);
            let first = sentence
                .times
                .iter()
                .find(|found| found.moment.time.is_some() && !is_end(sentence, found))?;
            let alone = !RECOVERY.any_in(&sentence.lower) || sentence.times.len() > 1;
            (speaks && alone).then(|| self.instant(sentence, first, None).map(|start| (at, start))).flatten()
        });
        let Some((at, start)) = begins else { return Vec::new() };
        let said = sentences.get(at).map(|sentence| sentence.text).unwrap_or_default();
        let mut until = Vec::new();
        let mut recovered = None;
        for sentence in sentences {
            let Some(found) = sentence.times.iter().rev().find(|found| found.moment.time.is_some()) else {
                continue;
            };
            let Some(end) = self.instant(sentence, found, Some(start)).filter(|end| *end > start) else {
                continue;
            };
            if until.len() < MOST && is_end(sentence, found) && TROUBLE.any_in(&sentence.lower) {
                until.push((end, sentence.text));
            } else if RECOVERY.any_in(&sentence.lower) {
                recovered = Some((end, sentence.text));
            }
        }
        let ends = if until.is_empty() { recovered.into_iter().collect() } else { until };
        if ends.is_empty() {
            let end = sentences.iter().skip(at).take(6).find_map(|sentence| lasted(sentence, start));
            return vec![window(start, end, together(said, said))];
        }
        ends.into_iter().map(|(end, text)| window(start, Some(end), together(said, text))).collect()
    }

    /// The instant of a time in a sentence: on its own day, the sentence's, or the text's; an end is behind its start.
    fn instant(
        &self,
        sentence: &Sentence<'_>,
        found: &Found,
        start: Option<DateTime<Utc>>,
    ) -> Option<DateTime<Utc>> {
        let mut moment = found.moment;
        let written =
            sentence.times.iter().rev().find(|other| other.to <= found.from && other.moment.date.is_some());
        if let (None, Some(other)) = (moment.date, written) {
            moment.date = other.moment.date;
        }
        match start {
            Some(start) if moment.date.is_none() => {
                self.setting.resolve_after(moment, start).map(|reading| reading.at)
            }
            _ => self.setting.resolve_on(moment, sentence.day.or(self.setting.day)).map(|reading| reading.at),
        }
    }
}

/// Whether "until" stands before a time.
fn is_end(sentence: &Sentence<'_>, found: &Found) -> bool {
    let before = sentence.lower.get(..found.from).unwrap_or_default();
    ["until", "till", "through"].iter().any(|word| near_end(before, word, 28))
}

/// Words that set the end of an outage apart from a beginning of its end, in lower case.
const FULLY: Cues = Cues::new(&["completely", "fully"]);

/// The end that a stated length gives: "lasted approximately one hour", "for 47 minutes".
fn lasted(sentence: &Sentence<'_>, start: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let (at, seconds) = duration::durations(&sentence.lower).into_iter().next()?;
    let before = sentence.lower.get(..at)?;
    let fully = FULLY.any_in(before) && RECOVERY.any_in(before);
    let said = ["for", "lasted", "lasting", "duration"].iter().any(|word| near_end(before, word, 24))
        || (fully && ["in", "within"].iter().any(|word| near_end(before, word, 20)));
    said.then(|| start.checked_add_signed(TimeDelta::try_seconds(seconds)?)).flatten()
}
