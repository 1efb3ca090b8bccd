//! From the blocks of an entry to updates: the word is looked up, the time is read with what the entry knows.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use crate::adapter::feed::blocks::{Block, BlockList};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::Entry;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vocabulary::{UpdateWord, find_incident_status};
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{IncidentStatus, RichText, Update};
use crate::text::html_line;

/// The blocks of an entry as updates, in the document's order. Of more than
/// [`Limits::updates`](crate::Limits::updates), the newest are kept.
pub(super) fn from_blocks(
    context: &mut FeedContext<'_, '_>,
    entry: &Entry<'_>,
    list: &BlockList<'_>,
    date_context: &DateContext,
) -> Vec<UpdateEntry> {
    let blocks = newest_within_limit(context, entry, list, date_context);
    let mut buffer = String::new();
    let mut updates = Vec::with_capacity(blocks.len());
    for block in blocks {
        let at = if block.time.is_empty() {
            None
        } else {
            context.parse_time(entry, list.time_text(block.time, &mut buffer), date_context)
        };
        let word = context.update_word(entry, entry.body_field(), &list.decode_quietly(block.word));
        let body = RichText::html(context.block_text(entry, list, block.body));
        updates.push(new_update(Some(word), at, body));
    }
    if let Some(last) = blocks.last()
        && runs_forward(&updates)
        && let Some((before, time, unread)) = list.split_at_small(last.body)
        && datetime::parse(list.time_text(time, &mut buffer), date_context).is_ok()
    {
        let before = RichText::html(context.block_text(entry, list, before));
        if let Some(UpdateEntry { update, .. }) = updates.last_mut() {
            update.body = Some(before);
        }
        let unread = context.block_text(entry, list, unread);
        updates.extend(from_unread_block(context, entry, &unread));
    }
    updates
}

/// All blocks, or as many of the newest as the limit allows.
fn newest_within_limit<'l, 'h>(
    context: &mut FeedContext<'_, '_>,
    entry: &Entry<'_>,
    list: &'l BlockList<'h>,
    date_context: &DateContext,
) -> &'l [Block<'h>] {
    let blocks = list.blocks.as_slice();
    let max = context.context.limits().updates;
    let Some(surplus) = blocks.len().checked_sub(max).filter(|surplus| *surplus > 0) else { return blocks };
    let path = context.path(entry, entry.body_field());
    context.context.report_over_limit(blocks.len(), max, "updates (updates)", path);
    let time = |block: &Block<'_>| {
        let mut buffer = String::new();
        datetime::parse(list.time_text(block.time, &mut buffer), date_context).ok().map(|time| time.at)
    };
    let is_over = |block: Option<&Block<'_>>| {
        let status = block.and_then(|block| find_incident_status(&list.decode_quietly(block.word)));
        status.is_some_and(|status| status.is_over())
    };
    let times = (blocks.iter().find_map(time), blocks.iter().rev().find_map(time));
    let runs_forward = is_forward(times, is_over(blocks.first()), is_over(blocks.last()));
    let newest = if runs_forward { blocks.get(surplus..) } else { blocks.get(..max) };
    newest.unwrap_or_default()
}

/// Whether updates, in the document's order, run from the oldest to the newest.
pub(super) fn runs_forward(updates: &[UpdateEntry]) -> bool {
    let time = |entry: &UpdateEntry| entry.update.at;
    let is_over = |entry: Option<&UpdateEntry>| {
        entry.and_then(|entry| entry.update.status.as_ref()).is_some_and(IncidentStatus::is_over)
    };
    let times = (updates.iter().find_map(time), updates.iter().rev().find_map(time));
    is_forward(times, is_over(updates.first()), is_over(updates.last()))
}

/// Lists run from the newest to the oldest, unless their times say otherwise, or, without times, only the last update
/// closes the incident.
fn is_forward(
    (first, last): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    is_first_over: bool,
    is_last_over: bool,
) -> bool {
    match (first, last) {
        (Some(first), Some(last)) => first < last,
        _ => is_last_over && !is_first_over,
    }
}

/// A block that cannot be read where the newest is expected. It is kept as an update without a status, so that an older
/// block is not taken for the present state. `None` if nothing of it is visible.
pub(super) fn from_unread_block(
    context: &mut FeedContext<'_, '_>,
    entry: &Entry<'_>,
    html: &str,
) -> Option<UpdateEntry> {
    let text = html_line(html);
    if text.trim().is_empty() {
        return None;
    }
    let path = context.path(entry, entry.body_field()).to_string();
    let message =
        "expected an update with a time and a status, found other text; it is kept without a status";
    context.report(entry, Diagnostic::warning(Code::Malformed, path, message).with_found(text.trim()));
    Some(new_update(None, None, RichText::html(html.trim())))
}

/// One update: under its word, at its time.
pub(super) fn new_update(word: Option<UpdateWord>, at: Option<DateTime<Utc>>, body: RichText) -> UpdateEntry {
    let mut update = Update { at, body: Some(body), ..Update::default() };
    match word {
        Some(UpdateWord::Update) => UpdateEntry::without_status(update),
        Some(UpdateWord::Status(status)) => {
            update.status = Some(status);
            UpdateEntry::new(update)
        }
        None => UpdateEntry::new(update),
    }
}

/// The beginning of the minute of an instant.
pub(super) fn minute(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::try_minutes(1).unwrap_or_default()).unwrap_or(at)
}

/// Gives an update the seconds of the entry's own date, if that is in the same minute: blocks show no seconds.
pub(super) fn refine_seconds(update: Option<&mut UpdateEntry>, date: Option<DateTime<Utc>>) {
    if let (Some(UpdateEntry { update, .. }), Some(date)) = (update, date)
        && update.at == Some(minute(date))
    {
        update.at = Some(date);
    }
}
