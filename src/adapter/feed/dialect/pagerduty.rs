//! Feeds that vendors make of their PagerDuty status page, in the three forms that were met.
//!
//! (a) One entry for each incident, its steps under `[Mar 05, 2026 23:06 UTC]`, the oldest first, and a `Status:` and an
//! `Affected:` line above them; the title is plain or begins with `[Major]` or `[Minor]`. (b) One entry for each update:
//! the word in brackets before the title, the time in the guid, the text cut at about 300 characters; (c) the same with
//! the newest first.

use chrono::{DateTime, Utc};

use super::gathering::{Group, Groups};
use super::{Dialect, names, steps};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::feed::words::{self, Word};
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::datetime::epoch;
use crate::model::{AffectedComponent, Impact, Incident, IncidentStatus, RichText, Snapshot};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("pagerduty"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.sample().any(|entry| entry.link().contains("/posts/details/") && is_post(entry.link_tail()))
}

/// `P` and six more capitals and digits.
fn is_post(text: &str) -> bool {
    text.len() >= 6
        && text.starts_with('P')
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    let mut groups = Groups::new();
    for (n, entry) in feed.entries.iter().enumerate() {
        let key = match entry.link_tail() {
            "" => entry.id(),
            post => post,
        };
        groups.put(key, (n, entry), |_| true);
    }
    for group in groups.into_groups() {
        let incident = incident(scribe, group);
        snapshot.incidents.extend(incident);
    }
    snapshot
}

fn incident(scribe: &mut Scribe<'_, '_>, group: Group<(usize, &Entry<'_>)>) -> Option<Incident> {
    let &(n, entry) = group.members.first()?;
    let text = scribe.story(n, entry);
    if text.lines().any(is_step) {
        return Some(whole(scribe, n, entry, group.key, &text));
    }
    gathered(scribe, group)
}

/// A line that is a time in brackets and no more.
fn is_step(line: &str) -> bool {
    let line = line.trim();
    line.strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|inner| inner.len() < 40 && inner.contains(':') && inner.contains(','))
}

/// Form (a).
fn whole(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, id: String, text: &str) -> Incident {
    let mut incident = scribe.incident(id, entry);
    if let Some((word, title)) = bracket(entry.title())
        && let Some(impact) = impact(word)
    {
        incident.impact = Some(impact);
        incident.title = Some(title.to_owned());
    }
    let context = scribe.blank();
    let mut told: Vec<UpdateEntry> = Vec::new();
    let mut status = None;
    let most = scribe.context.limits().updates;
    for (when, body) in sections(text) {
        let Some(when) = when else {
            status = line(body, "Status:").and_then(words::state);
            incident.components = names(line(body, "Affected:").unwrap_or_default());
            continue;
        };
        if told.len() < most {
            let at = scribe.time(n, entry, entry.story_field(), when, &context).map(|reading| reading.at);
            told.push(steps::step(None, at, RichText::text(body.trim())));
        }
    }
    // The one word above the steps is that of the newest.
    if let Some(last) = told.last_mut() {
        last.update.status = status;
    }
    told.reverse();
    timeline::apply_updates(&mut incident, told);
    let published = scribe.dates(n, entry).published_at();
    incident.started_at = incident.started_at.or(published);
    incident.updated_at = incident.updated_at.or(published);
    incident
}

/// The head, without a time, and each step with its time.
fn sections(text: &str) -> Vec<(Option<&str>, &str)> {
    let mut found = Vec::new();
    let (mut when, mut start, mut at) = (None, 0_usize, 0_usize);
    for line in text.split_inclusive('\n') {
        let end = at.saturating_add(line.len());
        if is_step(line) {
            found.push((when, text.get(start..at).unwrap_or_default()));
            when = Some(line.trim());
            start = end;
        }
        at = end;
    }
    found.push((when, text.get(start..).unwrap_or_default()));
    found
}

/// Forms (b) and (c).
fn gathered(scribe: &mut Scribe<'_, '_>, group: Group<(usize, &Entry<'_>)>) -> Option<Incident> {
    let mut updates = Vec::with_capacity(group.members.len());
    let mut components: Vec<AffectedComponent> = Vec::new();
    for &(n, entry) in &group.members {
        let at = stamp(entry.id()).or_else(|| scribe.dates(n, entry).published_at());
        let text = scribe.story(n, entry);
        let (affected, body) = head(&text);
        for component in names(affected) {
            if !components.contains(&component) {
                components.push(component);
            }
        }
        let word = bracket(entry.title()).map(|(word, _)| state(scribe, n, entry, word));
        updates.push((at, entry, steps::step(word, at, RichText::text(body))));
    }
    // Newest first or oldest first: the times tell.
    if updates.first().map(|(at, ..)| *at) > updates.last().map(|(at, ..)| *at) {
        updates.reverse();
    }
    updates.sort_by_key(|(at, ..)| *at);
    let newest = updates.last().map(|(_, entry, _)| *entry)?;
    let mut incident = scribe.incident(group.key, newest);
    if let Some((_, title)) = bracket(newest.title()) {
        incident.title = Some(title.to_owned());
    }
    incident.components = components;
    timeline::apply_updates(&mut incident, updates.into_iter().rev().map(|(.., step)| step).collect());
    Some(incident)
}

/// PagerDuty's words; `detected` is its word for a problem that is known.
fn state(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, word: &str) -> Word {
    if word.eq_ignore_ascii_case("detected") {
        return Word::State(IncidentStatus::Identified);
    }
    words::known(word).unwrap_or_else(|| {
        scribe.unknown_word(n, entry, "title", word);
        Word::State(IncidentStatus::from(word))
    })
}

/// `[Word] the rest`.
fn bracket(title: &str) -> Option<(&str, &str)> {
    let (word, rest) = title.strip_prefix('[')?.split_once(']')?;
    Some((word.trim(), rest.trim_start()))
}

fn impact(word: &str) -> Option<Impact> {
    match word {
        "Minor" => Some(Impact::Minor),
        "Major" => Some(Impact::Major),
        "Critical" => Some(Impact::Critical),
        _ => None,
    }
}

/// The list behind `Affected:` on the first line, and the text behind it.
fn head(text: &str) -> (&str, &str) {
    let text = text.trim();
    match text.strip_prefix("Affected:") {
        Some(rest) => match rest.split_once('\n') {
            Some((affected, body)) => (affected, body.trim()),
            None => (rest, ""),
        },
        None => ("", text),
    }
}

/// What stands behind a label at the start of a line.
fn line<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    text.lines().find_map(|line| line.trim().strip_prefix(label)).map(str::trim)
}

/// The seconds behind the last dash of a guid.
fn stamp(guid: &str) -> Option<DateTime<Utc>> {
    let (_, tail) = guid.rsplit_once('-')?;
    let digits = (9..=11).contains(&tail.len()) && tail.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| tail.parse().ok()).flatten().and_then(epoch::to_instant)
}
