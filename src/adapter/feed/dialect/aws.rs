//! AWS: one entry for each *update*, the newest first.
//!
//! A title is `LEVEL: [RESOLVED] SUBJECT`; the level is that of the update, while the mark is put on all entries of an
//! incident once it is over. The `guid` ends in service, region and the exact time. No incident has an id: entries of
//! one service with one subject belong together, unless two weeks lie between them.

use chrono::{DateTime, TimeDelta, Utc};

use super::Dialect;
use super::gathering::{Group, Groups};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::adapter::translate::ids::anonymous_id;
use crate::datetime::epoch;
use crate::model::{AffectedComponent, Impact, Incident, IncidentStatus, RichText, Snapshot, Update};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("aws"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.generator.as_deref().is_some_and(|generator| generator.starts_with("AWS Service Health Dashboard"))
        || feed.sample().any(|entry| {
            let marked = service_and_time(entry.id()).is_some_and(|(_, at)| at.is_some());
            marked && level(entry.title()).is_some()
        })
}

/// The levels in front of a subject, and what they mean.
const LEVELS: [(&str, Option<Impact>); 7] = [
    (NORMAL, None),
    ("Informational message", Some(Impact::Minor)),
    ("Service degradation", Some(Impact::Minor)),
    ("Service disruption", Some(Impact::Major)),
    ("Service impact", None),
    ("RESOLVED", None),
    ("OUTAGE", None),
];

const NORMAL: &str = "Service is operating normally";

/// Updates of one subject further apart than this are of two incidents.
const APART_DAYS: i64 = 14;

fn level(title: &str) -> Option<(&'static str, Option<Impact>, &str)> {
    LEVELS.into_iter().find_map(|(word, impact)| {
        let rest = title.strip_prefix(word)?.strip_prefix(':')?;
        Some((word, impact, rest.trim_start()))
    })
}

/// What a title says.
struct Title<'t> {
    level: Option<&'static str>,
    impact: Option<Impact>,
    resolved: bool,
    subject: &'t str,
}

fn title(text: &str) -> Title<'_> {
    // "Resolved: Informational message: …" is met too.
    let (mut resolved, text) = match text.strip_prefix("Resolved:") {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let (word, impact, rest) = match level(text) {
        Some((word, impact, rest)) => (Some(word), impact, rest),
        None => (None, None, text),
    };
    let subject = match rest.strip_prefix("[RESOLVED]") {
        Some(rest) => {
            resolved = true;
            rest.trim_start()
        }
        None => rest,
    };
    Title { level: word, impact, resolved: resolved || word == Some("RESOLVED"), subject }
}

/// `ec2-us-east-1` and the instant, out of `http://…/#ec2-us-east-1_1640218920`.
fn service_and_time(guid: &str) -> Option<(&str, Option<DateTime<Utc>>)> {
    let (_, fragment) = guid.split_once('#')?;
    Some(match fragment.rsplit_once('_') {
        Some((service, tail)) => {
            let seconds = tail.bytes().all(|b| b.is_ascii_digit()).then(|| tail.parse().ok()).flatten();
            (service, seconds.and_then(epoch::to_instant))
        }
        None => (fragment, None),
    })
}

/// One update.
struct Member {
    n: usize,
    at: Option<DateTime<Utc>>,
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    // The format is this vendor's own.
    snapshot.vendor.name = Some("Amazon Web Services".to_owned());
    let mut groups = Groups::new();
    for (n, entry) in feed.entries.iter().enumerate() {
        let (service, stamped) = service_and_time(entry.id()).unwrap_or_default();
        let at = stamped.or_else(|| scribe.dates(n, entry).published_at());
        let key = format!("{service}\n{}", title(entry.title()).subject);
        groups.put(&key, Member { n, at }, |others| near(others, at));
    }
    for group in groups.into_groups() {
        let incident = gathered(feed, scribe, group);
        snapshot.incidents.extend(incident);
    }
    snapshot
}

fn near(others: &[Member], at: Option<DateTime<Utc>>) -> bool {
    let Some(at) = at else { return true };
    let apart = TimeDelta::try_days(APART_DAYS).unwrap_or(TimeDelta::MAX);
    others.iter().filter_map(|other| other.at).any(|other| at.signed_duration_since(other).abs() <= apart)
}

fn gathered(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>, group: Group<Member>) -> Option<Incident> {
    // The document runs from the newest to the oldest.
    let mut members: Vec<(Member, &Entry<'_>)> = group
        .members
        .into_iter()
        .rev()
        .filter_map(|m| feed.entries.get(m.n).map(|entry| (m, entry)))
        .collect();
    members.sort_by_key(|(member, _)| member.at);
    let (first, last) = (members.first()?, members.last()?);
    let newest = title(last.1.title());
    let (service, _) = service_and_time(first.1.id()).unwrap_or_default();
    let id = match first.1.id().split_once('#') {
        Some((_, fragment)) if !fragment.is_empty() => fragment.to_owned(),
        _ => anonymous_id(&[newest.subject, first.1.published.as_deref().unwrap_or_default()]),
    };
    let mut incident = scribe.incident(id, last.1);
    incident.title = Some(newest.subject.to_owned());
    incident.started_at = first.0.at;
    incident.updated_at = last.0.at;
    incident.impact = members.iter().filter_map(|(_, entry)| title(entry.title()).impact).max();
    if !service.is_empty() {
        incident.components.push(AffectedComponent::new(service).with_id(service));
    }
    // Notes that follow the return to normal operation do not move it.
    let normal = members.iter().rev().take_while(|(_, e)| title(e.title()).level == Some(NORMAL)).count();
    let over_from = members.len().saturating_sub(normal);
    incident.status = Some(if newest.resolved { IncidentStatus::Resolved } else { IncidentStatus::Open });
    for (place, (member, entry)) in members.iter().enumerate() {
        let html = scribe.story(member.n, entry);
        let mut update = Update::default().with_body(RichText::html(html.trim()));
        update.at = member.at;
        if newest.resolved && place >= over_from {
            update.status = Some(IncidentStatus::Resolved);
            incident.resolved_at = incident.resolved_at.or(member.at);
        }
        incident.updates.push(update);
    }
    Some(incident)
}
