//! Feeds that vendors make of their PagerDuty status page, in the three forms that are known.
//!
//! (a) One entry for each incident, with its updates under their times, the oldest first:
//!
//! ```text
//! [Major] Queries fail
//!
//! Status: Resolved
//! Affected: Query API
//!
//! [Mar 05, 2026 23:06 UTC]
//! We look into it.
//! ```
//!
//! (b) One entry for each update: the word in brackets before the title (`[Detected] Queries fail`), the time in the guid
//! (`P48P9QV-1773100000`), the text cut at about 300 characters. (c) The same with the newest first.

use chrono::{DateTime, Utc};

use super::grouping::{Group, Member, group};
use super::{Dialect, Entries, updates};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::Feed;
use crate::adapter::feed::labels::{self, components, distinct, line_value};
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vocabulary::{UpdateWord, find_impact};
use crate::adapter::translate::{provider, timeline};
use crate::datetime::epoch;
use crate::model::{Incident, RichText, Snapshot};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::PAGERDUTY),
    vendor: None,
    matches: |feed: &Feed<'_>| {
        feed.sample()
            .any(|entry| entry.link().contains("/posts/details/") && is_post_id(entry.link_segment()))
    },
    entries: Entries::Other(translate),
};

/// `P` and at least five more capitals and digits.
fn is_post_id(text: &str) -> bool {
    text.len() >= 6
        && text.starts_with('P')
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn translate(context: &mut FeedContext<'_, '_>, feed: &Feed<'_>, snapshot: &mut Snapshot) {
    let members = feed.entries.iter().map(|entry| {
        let at = time_in_guid(entry.id()).or_else(|| context.entry_dates(entry).published_at());
        (entry.link_id(|_| true).unwrap_or(entry.id()).to_owned(), Member { entry, at })
    });
    for group in group(members.collect::<Vec<_>>()) {
        let incident = match group.members.as_slice() {
            [only] if context.body(only.entry).lines().any(is_time_line) => {
                Some(translate_whole(context, only, &group.key))
            }
            _ => translate_group(context, &group),
        };
        snapshot.incidents.extend(incident);
    }
}

/// A line that is a time in brackets and no more: `[Mar 05, 2026 23:06 UTC]`.
fn is_time_line(line: &str) -> bool {
    line.trim()
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|inner| inner.len() < 40 && inner.contains(':') && inner.contains(','))
}

/// Translates form (a).
fn translate_whole(context: &mut FeedContext<'_, '_>, member: &Member<'_, '_>, id: &str) -> Incident {
    let Member { entry, at: published } = *member;
    let mut incident = context.new_incident(id, entry);
    // Another word than the provider's may be the vendor's own: `[EU] Queries fail`.
    if let Some((word, title)) = split_bracket(entry.title())
        && (find_impact(word).is_some() || labels::find_unknown_label(entry.title()).is_some())
    {
        incident.impact = context.impact(entry, "title", word);
        incident.title = Some(title.to_owned());
    }
    let text = context.body(entry);
    let date_context = context.date_context();
    let (head, mut sections) = split_at_times(&text);
    let status = line_value(head, "Status:").map(|word| context.update_word(entry, entry.body_field(), word));
    incident.components = components(line_value(head, "Affected:").unwrap_or_default());
    // Of too many, the newest are kept.
    let max = context.context.limits().updates;
    let path = context.path(entry, entry.body_field());
    context.context.report_over_limit(sections.len(), max, "updates (updates)", path);
    sections.drain(..sections.len().saturating_sub(max));
    let mut all: Vec<UpdateEntry> = Vec::with_capacity(sections.len());
    for (time, body) in sections {
        let at = context.parse_time(entry, time, &date_context);
        all.push(updates::new_update(None, at, RichText::text(body.trim())));
    }
    // The one word in the head is that of the newest update.
    if let Some(newest) = all.last_mut() {
        newest.update.status = status.and_then(UpdateWord::into_status);
    }
    all.reverse();
    timeline::apply_updates(&mut incident, all);
    incident.started_at = incident.started_at.or(published);
    incident.updated_at = incident.updated_at.or(published);
    incident
}

/// The text before the first time, and each time with the text after it.
fn split_at_times(text: &str) -> (&str, Vec<(&str, &str)>) {
    let mut head = text;
    let mut sections: Vec<(&str, &str)> = Vec::new();
    let (mut start, mut at) = (0_usize, 0_usize);
    for line in text.split_inclusive('\n') {
        let end = at.saturating_add(line.len());
        if is_time_line(line) {
            let before = text.get(start..at).unwrap_or_default();
            match sections.last_mut() {
                Some((_, body)) => *body = before,
                None => head = before,
            }
            sections.push((line.trim(), text.get(end..).unwrap_or_default()));
            start = end;
        }
        at = end;
    }
    (head, sections)
}

/// Translates forms (b) and (c).
fn translate_group(context: &mut FeedContext<'_, '_>, group: &Group<'_, '_>) -> Option<Incident> {
    let newest = group.newest()?;
    let mut incident = context.new_incident(group.key.as_str(), newest);
    if let Some((_, title)) = split_bracket(newest.title()) {
        incident.title = Some(title.to_owned());
    }
    let mut all = Vec::with_capacity(group.members.len());
    let mut affected = Vec::new();
    for Member { entry, at } in &group.members {
        let text = context.body(entry);
        let (names, body) = split_affected(&text);
        affected.push((entry.index, components(names)));
        let word = split_bracket(entry.title()).map(|(word, _)| context.update_word(entry, "title", word));
        all.push(updates::new_update(word, *at, RichText::text(body)));
    }
    // In the order of the document.
    affected.sort_by_key(|(index, _)| *index);
    incident.components = distinct(affected.into_iter().flat_map(|(_, components)| components));
    timeline::apply_updates(&mut incident, all);
    context.settle_group(&mut incident);
    Some(incident)
}

/// `[Word] the rest`
fn split_bracket(title: &str) -> Option<(&str, &str)> {
    let (word, rest) = title.strip_prefix('[')?.split_once(']')?;
    Some((word.trim(), rest.trim_start()))
}

/// The list after `Affected:` on the first line, and the text after it.
fn split_affected(text: &str) -> (&str, &str) {
    let text = text.trim();
    match text.strip_prefix("Affected:") {
        Some(rest) => match rest.split_once('\n') {
            Some((names, body)) => (names, body.trim()),
            None => (rest, ""),
        },
        None => ("", text),
    }
}

/// The seconds after the last dash of a guid: `P48P9QV-1773100000`.
fn time_in_guid(guid: &str) -> Option<DateTime<Utc>> {
    let (_, tail) = guid.rsplit_once('-')?;
    let is_number = (9..=11).contains(&tail.len()) && tail.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| tail.parse().ok()).flatten().and_then(epoch::to_instant)
}
