//! AWS: one entry for each *update*, the newest first.
//!
//! A title is `LEVEL: [RESOLVED] SUBJECT`. The level is that of the update; the mark is put on all entries of an incident
//! once it is over, and is met in any case and on either side of the level. The `guid` ends in service, region and the
//! exact time. Incidents have no ids: entries of one service with one subject belong together, unless two weeks are
//! between them.
//!
//! ```xml
//! <item>
//!   <title>Service degradation: [RESOLVED] Slow widgets</title>
//!   <pubDate>Wed, 22 Dec 2021 16:22:00 PST</pubDate>
//!   <guid isPermaLink="false">https://status.aws.example/#widgets-us-east-1_1640218920</guid>
//! </item>
//! ```

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::closing::says_resolved;
use super::grouping::{Group, Member, group, split_at_gaps};
use super::{Dialect, Entries, updates};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::ids::anonymous_id;
use crate::adapter::translate::provider;
use crate::adapter::translate::vocabulary::find_incident_status;
use crate::datetime::epoch;
use crate::model::{AffectedComponent, Impact, Incident, IncidentStatus, RichText, Snapshot};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::AWS),
    // The format is this vendor's own.
    vendor: Some("Amazon Web Services"),
    matches,
    entries: Entries::Other(translate),
};

fn matches(feed: &Feed<'_>) -> bool {
    feed.generator.as_deref().is_some_and(|generator| generator.starts_with("AWS Service Health Dashboard"))
        || feed.sample().any(|entry| {
            let is_health_event = entry.id().starts_with("arn:aws:health:");
            let has_time = service_and_time(entry.id()).is_some_and(|(_, at)| at.is_some());
            is_health_event || has_time && split_level(entry.title()).is_some()
        })
}

/// The level of an entry that closes an incident.
const NORMAL: &str = "Service is operating normally";

/// The levels in front of a subject, and their impact. "Performance issues" was in use from 2008 to 2017.
const LEVELS: [(&str, Option<Impact>); 7] = [
    (NORMAL, None),
    ("Informational message", Some(Impact::Minor)),
    ("Performance issues", Some(Impact::Minor)),
    ("Service degradation", Some(Impact::Minor)),
    ("Service disruption", Some(Impact::Major)),
    ("Service impact", None),
    ("Outage", None),
];

/// Updates of one subject that are further apart than this are of two incidents.
const MAX_GAP_DAYS: i64 = 14;

/// The level in front of a title, its impact, and the rest.
fn split_level(title: &str) -> Option<(&'static str, Option<Impact>, &str)> {
    LEVELS.into_iter().find_map(|(level, impact)| {
        let (start, rest) = title.split_at_checked(level.len())?;
        let rest = if rest.is_empty() && level == NORMAL { "" } else { rest.strip_prefix(':')? };
        start.eq_ignore_ascii_case(level).then_some((level, impact, rest.trim_start()))
    })
}

/// What a title says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Title<'t> {
    is_normal: bool,
    impact: Option<Impact>,
    /// The status in `[RESOLVED]` or `Resolved:`.
    mark: Option<IncidentStatus>,
    subject: &'t str,
}

fn parse_title(text: &str) -> Title<'_> {
    let mut title = Title { subject: text.trim(), ..Title::default() };
    // A level, and a mark before and after it.
    for _ in 0..3 {
        if let Some((level, impact, rest)) = split_level(title.subject) {
            title.is_normal |= level == NORMAL;
            title.impact = title.impact.or(impact);
            title.subject = rest;
        } else if let Some((status, rest)) = split_mark(title.subject) {
            title.mark = title.mark.or(Some(status));
            title.subject = rest;
        }
    }
    title
}

/// The status in `[RESOLVED] Slow widgets`, `Resolved: Slow widgets` or `Slow widgets [Resolved]`, and the rest. Another
/// word in brackets (`[EU]`) belongs to the subject.
fn split_mark(text: &str) -> Option<(IncidentStatus, &str)> {
    let before = match text.strip_prefix('[') {
        Some(inner) => inner.split_once(']'),
        None => text
            .split_once(':')
            .filter(|(word, _)| find_incident_status(word) == Some(IncidentStatus::Resolved)),
    };
    let after =
        text.strip_suffix(']').and_then(|inner| inner.rsplit_once('[')).map(|(rest, word)| (word, rest));
    [before, after]
        .into_iter()
        .flatten()
        .find_map(|(word, rest)| Some((find_incident_status(word)?, rest.trim())))
}

/// What the entries of one service have in common: the service, else the id of the event
/// (`arn:aws:health:us-east-1::event/WIDGETS/issue/42`).
fn service_or_event<'e>(entry: &'e Entry<'_>) -> &'e str {
    service_and_time(entry.id()).map_or(entry.id(), |(service, _)| service)
}

/// `ec2-us-east-1` and the instant, from `http://…/#ec2-us-east-1_1640218920`.
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

fn translate(context: &mut FeedContext<'_, '_>, feed: &Feed<'_>, snapshot: &mut Snapshot) {
    let mut members = Vec::with_capacity(feed.entries.len());
    for entry in &feed.entries {
        let (_, stated) = service_and_time(entry.id()).unwrap_or_default();
        let at = stated.or_else(|| context.entry_dates(entry).published_at());
        members.push(Member { entry, at });
    }
    let subjects = subjects(&members);
    let keyed = members.into_iter().map(|member| {
        let subject = subjects.get(&member.entry.index).copied().unwrap_or_default();
        (format!("{}\n{subject}", service_or_event(member.entry)), member)
    });
    let groups = group(keyed.collect::<Vec<_>>());
    let max_gap = TimeDelta::try_days(MAX_GAP_DAYS).unwrap_or(TimeDelta::MAX);
    for group in split_at_gaps(groups, max_gap) {
        let incident = translate_group(context, &group);
        snapshot.incidents.extend(incident);
    }
}

/// The subject of each entry, by its index. An entry that only says that a service is operating normally belongs to the
/// last subject of the service before it.
fn subjects<'e>(members: &[Member<'e, '_>]) -> HashMap<usize, &'e str> {
    let mut last_subjects: HashMap<&str, &str> = HashMap::new();
    let mut subjects = HashMap::with_capacity(members.len());
    let newest_first = super::grouping::sort_newest_first(members.to_vec(), |member| member.at);
    for Member { entry, .. } in newest_first.into_iter().rev() {
        let service = service_or_event(entry);
        let title = parse_title(entry.title());
        let subject = if title.is_normal && title.subject.is_empty() {
            last_subjects.get(service).copied().unwrap_or_default()
        } else {
            last_subjects.insert(service, title.subject);
            title.subject
        };
        subjects.insert(entry.index, subject);
    }
    subjects
}

fn translate_group(context: &mut FeedContext<'_, '_>, group: &Group<'_, '_>) -> Option<Incident> {
    let (newest, oldest) = (group.newest()?, group.oldest()?);
    let titles: Vec<Title<'_>> =
        group.members.iter().map(|member| parse_title(member.entry.title())).collect();
    let subject = titles.iter().map(|title| title.subject).find(|subject| !subject.is_empty());
    let subject = subject.unwrap_or(newest.title());
    let id = match oldest.id().split_once('#') {
        Some((_, fragment)) if !fragment.is_empty() => fragment.to_owned(),
        _ if !oldest.id().is_empty() => oldest.id().to_owned(),
        _ => anonymous_id(&[subject, oldest.published.as_deref().unwrap_or_default()]),
    };
    let mut incident = context.new_incident(id, newest);
    incident.title = Some(subject.to_owned());
    incident.started_at = group.members.last()?.at;
    incident.updated_at = group.members.iter().find_map(|member| member.at);
    incident.impact = titles.iter().filter_map(|title| title.impact.clone()).max();
    let (service, _) = service_and_time(oldest.id()).unwrap_or_default();
    if !service.is_empty() {
        incident.components.push(AffectedComponent::new(service).with_id(service));
    }
    // Notes that follow the return to normal operation do not move it.
    let mut closing = titles.iter().take_while(|title| title.is_normal).count();
    let mut status = titles.first()?.mark.clone();
    for (place, Member { entry, at }) in group.members.iter().enumerate() {
        let html = context.body(entry);
        let body = RichText::html(html.trim());
        if place == 0 && closing == 0 && status.is_none() && says_resolved(&body.plain()) {
            closing = 1;
        }
        let mut update = updates::new_update(None, *at, body).update;
        if place < closing {
            update.status = Some(IncidentStatus::Resolved);
            incident.resolved_at = at.or(incident.resolved_at);
        }
        incident.updates.push(update);
    }
    incident.updates.reverse();
    let status = status.get_or_insert(match closing {
        0 => IncidentStatus::Open,
        _ => IncidentStatus::Resolved,
    });
    incident.resolved_at = incident.resolved_at.filter(|_| status.is_over());
    incident.status = Some(status.clone());
    context.settle_group(&mut incident);
    Some(incident)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_levels_leave_the_subject() {
        for text in [
            "Service degradation: [RESOLVED] Slow widgets",
            "[Resolved] Service degradation: Slow widgets",
            "Resolved: Service degradation: Slow widgets",
            "performance issues: Slow widgets [resolved]",
        ] {
            let title = parse_title(text);
            assert_eq!(
                (title.subject, title.mark),
                ("Slow widgets", Some(IncidentStatus::Resolved)),
                "{text}"
            );
            assert_eq!(title.impact, Some(Impact::Minor), "{text}");
        }
        assert_eq!(
            parse_title("Service disruption: [EU] Performance issues: none").subject,
            "[EU] Performance issues: none"
        );
        assert!(parse_title("Service is operating normally").is_normal);
    }
}
