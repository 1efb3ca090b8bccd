//! Apple's system status, as others convert it to RSS: services that run well are entries too, and an incident stands
//! once under each service it touches. The middle number of the guid is the incident; `pubDate` is when the feed was made.

use super::gathering::{Group, Groups};
use super::{Dialect, names};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::datetime::DateOrder;
use crate::model::{
    AffectedComponent, Component, ComponentStatus, Extent, Impact, Incident, IncidentKind, IncidentStatus,
    RichText, Schedule, Snapshot, Update,
};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("apple"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    !feed.entries.is_empty()
        && feed.sample().all(|entry| title(entry.title()).is_some())
        && feed.sample().any(|entry| {
            message_id(entry.id()).is_some() || feed.title.as_deref().is_some_and(|t| t.starts_with("Apple "))
        })
}

/// `🟢 iMessage: Issue (resolved)`
struct Title<'t> {
    service: &'t str,
    word: &'t str,
    state: Option<&'t str>,
}

fn title(text: &str) -> Option<Title<'_>> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (service, rest) = text.rsplit_once(": ")?;
    let (word, state) = match rest.split_once(" (") {
        Some((word, state)) => (word, Some(state.strip_suffix(')')?)),
        None => (rest, None),
    };
    let known = matches!(word, "Operational" | "Issue" | "Outage" | "Performance" | "Maintenance");
    known.then_some(Title { service, word, state })
}

/// The incident in `<service>-<incident>-<milliseconds>`.
fn message_id(guid: &str) -> Option<&str> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (rest, stamp) = guid.rsplit_once('-')?;
    let (_, id) = rest.rsplit_once('-')?;
    (stamp.len() == 13 && digits(stamp) && digits(id)).then_some(id)
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    snapshot.vendor.name = Some("Apple".to_owned());
    snapshot.source.coverage.components = Extent::Partial;
    let mut groups = Groups::new();
    for (n, entry) in feed.entries.iter().enumerate() {
        let Some(title) = title(entry.title()) else { continue };
        if title.word == "Operational" {
            let component = Component::new(title.service).with_status(ComponentStatus::Operational);
            snapshot.components.push(component);
        } else {
            groups.put(message_id(entry.id()).unwrap_or(entry.id()), (n, entry), |_| true);
        }
    }
    for group in groups.into_groups() {
        let incident = incident(scribe, &group);
        snapshot.incidents.extend(incident);
    }
    snapshot
}

fn incident(scribe: &mut Scribe<'_, '_>, group: &Group<(usize, &Entry<'_>)>) -> Option<Incident> {
    let &(n, entry) = group.members.first()?;
    let mut incident = scribe.incident(group.key.as_str(), entry);
    // A title is only the service and the kind of trouble: machine's words.
    incident.title = None;
    let titles: Vec<Title<'_>> = group.members.iter().filter_map(|(_, entry)| title(entry.title())).collect();
    incident.impact = titles.iter().filter_map(|title| impact(title.word)).max();
    let text = scribe.story(n, entry);
    let context = scribe.blank().with_date_order(DateOrder::MonthFirst);
    let mut stated = |label: &str| {
        let time = line(&text, label)?;
        scribe.time(n, entry, entry.story_field(), time, &context).map(|reading| reading.at)
    };
    let (begin, end) = (stated("Started:"), stated("Ended:"));
    let all = |word: &str| titles.iter().all(|title| title.state == Some(word));
    let maintenance = titles.iter().any(|title| title.word == "Maintenance");
    if maintenance {
        incident.kind = IncidentKind::Maintenance;
    }
    incident.status = if all("resolved") {
        Some(if maintenance { IncidentStatus::Completed } else { IncidentStatus::Resolved })
    } else if all("upcoming") {
        incident.scheduled = Some(Schedule::new(begin, end));
        Some(IncidentStatus::Scheduled)
    } else {
        Some(IncidentStatus::Open)
    };
    if incident.status != Some(IncidentStatus::Scheduled) {
        incident.started_at = begin;
    }
    if incident.is_over() {
        incident.resolved_at = end;
    }
    incident.components = match line(&text, "Affected Services:") {
        Some(list) => names(list),
        None => titles.iter().map(|title| AffectedComponent::new(title.service)).collect(),
    };
    incident.updates.push(Update::default().with_body(RichText::text(message(&text))));
    Some(incident)
}

fn impact(word: &str) -> Option<Impact> {
    match word {
        "Outage" => Some(Impact::Major),
        "Issue" | "Performance" => Some(Impact::Minor),
        _ => None,
    }
}

/// What stands behind a label at the start of a line.
fn line<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    text.lines()
        .find_map(|line| line.trim().strip_prefix(label))
        .map(str::trim)
        .filter(|rest| !rest.is_empty())
}

/// The words without the labelled lines.
fn message(text: &str) -> String {
    let labelled = |line: &&str| {
        let line = line.trim();
        !line.is_empty()
            && !["Started:", "Ended:", "Affected Services:"].iter().any(|label| line.starts_with(label))
    };
    text.lines().filter(labelled).map(str::trim).collect::<Vec<_>>().join("\n\n")
}
