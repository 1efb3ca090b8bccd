//! Google Cloud: one entry for each update, gathered by the incident in its link.
//!
//! Titles begin with `RESOLVED: ` or `UPDATE: `. A resolved incident states begin, end and their zone in a sentence, and
//! products in a line of their own.

use super::gathering::Groups;
use super::{Dialect, names, steps};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::feed::words::{self, Word};
use crate::adapter::translate::timeline;
use crate::model::{Incident, IncidentStatus, RichText, Snapshot};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("google"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.title.as_deref() == Some("Google Cloud Service Health Updates")
        || feed.sample().any(|entry| incident_of_id(entry.id()).is_some())
}

/// The incident in `tag:HOST,YEAR:feed:<incident>.<update>`.
fn incident_of_id(id: &str) -> Option<&str> {
    let (_, ids) = id.strip_prefix("tag:")?.split_once(":feed:")?;
    ids.split_once('.').map(|(incident, _)| incident).filter(|incident| !incident.is_empty())
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    snapshot.vendor.name = feed.author.as_deref().map(str::to_owned).or(Some("Google Cloud".to_owned()));
    let mut groups = Groups::new();
    for (n, entry) in feed.entries.iter().enumerate() {
        let key = match entry.link_tail() {
            "" => incident_of_id(entry.id()).unwrap_or(entry.id()),
            tail => tail,
        };
        groups.put(key, (n, entry), |_| true);
    }
    for group in groups.into_groups() {
        let incident = gathered(scribe, group.key, group.members);
        snapshot.incidents.extend(incident);
    }
    snapshot
}

/// The word in front of a title, in capitals.
fn label(title: &str) -> Option<(&str, &str)> {
    let (word, rest) = title.split_once(": ")?;
    (!word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase())).then_some((word, rest))
}

fn gathered(scribe: &mut Scribe<'_, '_>, id: String, members: Vec<(usize, &Entry<'_>)>) -> Option<Incident> {
    let mut members: Vec<_> =
        members.into_iter().rev().map(|(n, e)| (n, e, scribe.dates(n, e).latest())).collect();
    members.sort_by_key(|&(.., at)| at);
    let &(last_n, newest, updated_at) = members.last()?;
    let mut incident = scribe.incident(id, newest);
    if let Some((_, title)) = label(newest.title()) {
        incident.title = Some(title.to_owned());
    }
    let mut told = Vec::with_capacity(members.len());
    for &(n, entry, at) in members.iter().rev() {
        let html = scribe.story(n, entry);
        let word = label(entry.title()).map(|(word, _)| {
            words::known(word).unwrap_or_else(|| {
                scribe.unknown_word(n, entry, "title", word);
                Word::State(IncidentStatus::from(word))
            })
        });
        told.push(steps::step(word, at, RichText::html(message(&html))));
    }
    incident.updated_at = updated_at;
    timeline::apply_updates(&mut incident, told);
    // When it began is stated, or not known.
    incident.started_at = None;
    let html = scribe.story(last_n, newest);
    let text = RichText::html(&*html).plain();
    stated_times(scribe, last_n, newest, &text, &mut incident);
    if let Some((_, products)) = text.split_once("Affected products:") {
        incident.components = names(products.lines().next().unwrap_or_default());
    }
    Some(incident)
}

/// The words of people, without the sentences and lists that the page puts around them.
fn message(html: &str) -> &str {
    let html = html.trim();
    let Some((_, inner)) = html.split_once("status-update-text\">") else { return html };
    inner
        .split_once("</div><hr>")
        .or_else(|| inner.rsplit_once("</div>"))
        .map_or(inner, |(text, _)| text)
        .trim()
}

/// `Incident began at 2022-03-31 08:30 and ended at 2022-03-31 15:54 (all times are US/Pacific).`
fn stated_times(
    scribe: &mut Scribe<'_, '_>,
    n: usize,
    entry: &Entry<'_>,
    text: &str,
    incident: &mut Incident,
) {
    let Some((_, rest)) = text.split_once("Incident began at ") else { return };
    let Some((times, rest)) = rest.split_once("(all times are ") else { return };
    let Some((zone, _)) = rest.split_once(')') else { return };
    let (began, ended) = match times.split_once(" and ended at ") {
        Some((began, ended)) => (began, Some(ended)),
        None => (times, None),
    };
    let context = scribe.blank();
    let mut time = |text: &str| {
        let text = format!("{} {}", text.trim(), zone.trim());
        scribe.time(n, entry, entry.story_field(), &text, &context).map(|reading| reading.at)
    };
    let (start, end) = (time(began), ended.and_then(&mut time));
    incident.started_at = start;
    // What is stated holds against the time of a later post.
    if incident.status == Some(IncidentStatus::Resolved) && end.is_some() {
        incident.resolved_at = end;
    }
}
