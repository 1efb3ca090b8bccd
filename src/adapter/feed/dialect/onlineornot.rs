//! `OnlineOrNot`: RSS that calls itself Statuspage's, with the last update alone, under a word in capitals.
//!
//! `pubDate` is when the incident was opened. The time of the update is on a clock of twelve hours; feeds of early 2026
//! have no time. Categories repeat the status and name the harm.
//!
//! ```html
//! <p><small>Aug 28, 10:33 PM UTC</small><br/><strong>RESOLVED</strong> - <p>All works.</p></p>
//! ```

use super::{Dialect, Entries, generic, updates};
use crate::adapter::feed::blocks;
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::vocabulary::find_update_word;
use crate::adapter::translate::{provider, timeline};
use crate::model::{Format, Incident};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::ONLINEORNOT),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: |entry| entry.link_id(|_| true), translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    // A look at the links costs less than a look at a body.
    let mut bodies = feed.sample().filter_map(Entry::body).take(1);
    feed.format == Format::Rss
        && feed.sample().any(|entry| is_code(entry.link_segment()))
        && bodies.any(|body| has_capitals(&body.decode_for_detection()))
}

/// Twelve letters of either case, digits, `-` and `_`; Statuspage's codes are in lower case.
fn is_code(text: &str) -> bool {
    text.len() == 12
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        && text.bytes().any(|b| b.is_ascii_uppercase() || b"-_".contains(&b))
}

fn has_capitals(html: &str) -> bool {
    let timed = blocks::split_timed(html);
    let untimed = blocks::split_untimed(html);
    let word = timed.blocks.first().or(untimed.blocks.first()).map_or("", |block| block.word);
    find_update_word(word).is_some() && !word.bytes().any(|b| b.is_ascii_lowercase())
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let html = context.body(entry);
    let mut list = blocks::split_timed(&html);
    if list.blocks.is_empty() {
        list = blocks::split_untimed(&html);
    }
    if list.blocks.is_empty() {
        return generic::translate(context, entry, incident);
    }
    let dates = context.entry_dates(entry);
    let date_context = context.entry_date_context(&dates);
    let mut updates = updates::from_blocks(context, entry, &list, &date_context);
    updates::refine_seconds(updates.first_mut(), dates.published_at());
    // The component's status and the incident's, of which the blocks have more.
    for category in &entry.categories {
        if find_update_word(category).is_none() {
            let impact = context.impact(entry, "category", category);
            incident.impact = incident.impact.take().or(impact);
        }
    }
    timeline::apply_updates(incident, updates);
    incident.started_at = dates.published_at();
}
