//! A start in one sentence, and an end in another.

use chrono::{DateTime, TimeDelta, Utc};

use super::{BEGINNING, RECOVERY, Reader, Sentence, TROUBLE, near_end, together, window};
use crate::model::OutageWindow;
use crate::postmortem::duration;
use crate::postmortem::scan::Found;
use crate::postmortem::sentence::has_any;

impl Reader<'_> {
    /// Rule 3.
    pub(super) fn open(&self, sentences: &[Sentence<'_>]) -> Vec<OutageWindow> {
        let begins = sentences.iter().enumerate().find_map(|(at, sentence)| {
            let speaks = has_any(&sentence.lower, TROUBLE) || has_any(&sentence.lower, BEGINNING);
            let first = sentence
                .times
                .iter()
                .find(|found| found.moment.clock.is_some() && !is_end(sentence, found))?;
            let alone = !has_any(&sentence.lower, RECOVERY) || sentence.times.len() > 1;
            (speaks && alone).then(|| self.instant(sentence, first, None).map(|start| (at, start))).flatten()
        });
        let Some((at, start)) = begins else { return Vec::new() };
        let said = sentences.get(at).map(|sentence| sentence.text).unwrap_or_default();
        let mut until = Vec::new();
        let mut recovered = None;
        for sentence in sentences {
            let Some(found) = sentence.times.iter().rev().find(|found| found.moment.clock.is_some()) else {
                continue;
            };
            let Some(end) = self.instant(sentence, found, Some(start)).filter(|end| *end > start) else {
                continue;
            };
            if is_end(sentence, found) && has_any(&sentence.lower, TROUBLE) {
                until.push((end, sentence.text));
            } else if has_any(&sentence.lower, RECOVERY) {
                recovered = Some((end, sentence.text));
            }
        }
        let ends = if until.is_empty() { recovered.into_iter().collect() } else { until };
        if ends.is_empty() {
            let end = sentences.iter().skip(at).take(6).find_map(|sentence| lasted(sentence, start));
            return vec![window(start, end, said.to_owned())];
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
            sentence.times.iter().rev().find(|other| other.to <= found.from && other.moment.day.is_some());
        if let (None, Some(other)) = (moment.day, written) {
            moment.day = other.moment.day;
        }
        match start {
            Some(start) if moment.day.is_none() => {
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

/// The end that a stated length gives: "lasted approximately one hour", "for 47 minutes".
fn lasted(sentence: &Sentence<'_>, start: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if !has_any(&sentence.lower, &["lasted", "lasting", "for ", "duration", "in ", "within"]) {
        return None;
    }
    let (at, seconds) = duration::durations(&sentence.lower).into_iter().next()?;
    let before = sentence.lower.get(..at)?;
    let fully = has_any(before, &["fully", "completely"]) && has_any(before, RECOVERY);
    let said = ["for", "lasted", "lasting", "duration"].iter().any(|word| near_end(before, word, 24))
        || (fully && ["in", "within"].iter().any(|word| near_end(before, word, 20)));
    said.then(|| start.checked_add_signed(TimeDelta::try_seconds(seconds)?)).flatten()
}
