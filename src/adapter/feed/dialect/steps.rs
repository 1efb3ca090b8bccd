//! From blocks to steps: the word is looked up, the time read with what the entry knows.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use crate::adapter::feed::blocks::Story;
use crate::adapter::feed::format::Entry;
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::feed::words::{self, Word};
use crate::adapter::translate::timeline::UpdateEntry;
use crate::datetime::DateContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{IncidentStatus, RichText, Update};

/// Steps in the document's order, no more than [`Limits::updates`](crate::Limits::updates).
pub(super) fn of_blocks(
    scribe: &mut Scribe<'_, '_>,
    n: usize,
    entry: &Entry<'_>,
    story: &Story<'_>,
    context: &DateContext,
) -> Vec<UpdateEntry> {
    let most = scribe.context.limits().updates;
    if story.blocks.len() > most {
        over_limit(scribe, n, entry, story.blocks.len());
    }
    let mut buffer = String::new();
    let mut steps = Vec::with_capacity(story.blocks.len().min(most));
    for block in story.blocks.iter().take(most) {
        let at = if block.when.is_empty() {
            None
        } else {
            let text = story.time(block.when, &mut buffer);
            scribe.time(n, entry, entry.story_field(), text, context)
        };
        let word = word(scribe, n, entry, &story.text(block.word));
        steps.push(step(
            Some(word),
            at.map(|reading| reading.at),
            RichText::html(scribe.part(n, story, block.body)),
        ));
    }
    steps
}

/// One step: under its word, at its time.
pub(super) fn step(word: Option<Word>, at: Option<DateTime<Utc>>, body: RichText) -> UpdateEntry {
    let mut update = Update { at, body: Some(body), ..Update::default() };
    match word {
        Some(Word::Update) => UpdateEntry::without_status(update),
        Some(Word::State(state)) => {
            update.status = Some(state);
            UpdateEntry::new(update)
        }
        None => UpdateEntry::new(update),
    }
}

/// The minute an instant lies in.
pub(super) fn minute(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::try_minutes(1).unwrap_or_default()).unwrap_or(at)
}

/// Gives a step the seconds of the entry's own date, where that is of the same minute: blocks are shown without them.
pub(super) fn sharpen(step: Option<&mut UpdateEntry>, date: Option<DateTime<Utc>>) {
    if let (Some(step), Some(date)) = (step, date)
        && step.update.at == Some(minute(date))
    {
        step.update.at = Some(date);
    }
}

/// The word of a block; one that is not known is kept as it stands, and reported.
pub(super) fn word(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, word: &str) -> Word {
    words::known(word).unwrap_or_else(|| {
        scribe.unknown_word(n, entry, entry.story_field(), word);
        Word::State(IncidentStatus::from(word))
    })
}

fn over_limit(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, found: usize) {
    let most = scribe.context.limits().updates;
    let path = scribe.path(n, entry.story_field());
    let message = format!("expected at most {most} updates (updates), found {found}");
    scribe.report(entry, Diagnostic::warning(Code::Limit, path, message));
}
