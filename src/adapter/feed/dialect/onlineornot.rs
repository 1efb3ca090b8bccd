//! OnlineOrNot: RSS that calls itself Statuspage's, with the last update alone.
//!
//! `pubDate` is when the incident was opened. The block tells the update's time on a clock of twelve hours; feeds of
//! early 2026 have the word alone, without a time. Words are in capitals, which nobody else writes in blocks. Categories
//! repeat the state and say the harm.

use super::{Dialect, each_entry, generic, steps};
use crate::adapter::feed::blocks;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::feed::words;
use crate::adapter::translate::timeline;
use crate::model::{ComponentStatus, Format, Incident, RichText, Snapshot};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("onlineornot"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    // A look at the links, which costs little, before a look into a story.
    let stories = || feed.sample().filter_map(Entry::story).take(1);
    feed.format == Format::Rss
        && feed.sample().any(|entry| is_code(entry.link_tail()))
        && stories().any(|story| is_shouted(&story.glance()))
}

/// Twelve letters of either size, digits, `-` and `_`; Statuspage's have small letters and digits alone.
fn is_code(text: &str) -> bool {
    text.len() == 12
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        && text.bytes().any(|b| b.is_ascii_uppercase() || b"-_".contains(&b))
}

fn is_shouted(html: &str) -> bool {
    let told = blocks::timed(html);
    let timed = told.blocks.first().map(|block| block.word);
    let word = timed.or(blocks::leading(html).map(|(word, _)| word)).unwrap_or_default();
    words::known(word).is_some() && !word.bytes().any(|b| b.is_ascii_lowercase())
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    each_entry(feed, scribe, |entry| Some(entry.link_tail()).filter(|code| !code.is_empty()), fill)
}

fn fill(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, incident: &mut Incident) {
    let html = scribe.story(n, entry);
    let told = blocks::timed(&html);
    let dates = scribe.dates(n, entry);
    let mut steps = steps::of_blocks(scribe, n, entry, &told, &scribe.inside(&dates));
    if steps.is_empty() {
        let Some((word, body)) = blocks::leading(&html) else {
            return generic::fill(scribe, n, entry, incident);
        };
        let word = steps::word(scribe, n, entry, word);
        steps.push(steps::step(Some(word), None, RichText::html(body.trim())));
    }
    steps::sharpen(steps.first_mut(), dates.published_at());
    let harm = entry.categories.iter().find_map(|category| ComponentStatus::known(category));
    incident.impact = harm.and_then(|harm| harm.impact());
    timeline::apply_updates(incident, steps);
    incident.started_at = dates.published_at();
}
