//! Apple's system status, as others convert it to RSS. Services that run well are entries too, and an incident is listed
//! under each service that it affects. The middle number of the guid is the incident; `pubDate` is when the feed was made.
//!
//! ```xml
//! <item>
//!   <title>🟢 iMessage: Issue (resolved)</title>
//!   <guid isPermaLink="false">iMessage-2000004703-1773100000000</guid>
//!   <description>Started: 03/10/2026 09:18 PDT … Ended: … Affected Services: iMessage, FaceTime</description>
//! </item>
//! ```

use super::grouping::{Group, Member, group};
use super::{Dialect, Entries};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::labels::{components, distinct, line_value};
use crate::adapter::translate::provider;
use crate::datetime::DateOrder;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    AffectedComponent, Component, ComponentStatus, Extent, Impact, Incident, IncidentKind, IncidentStatus,
    RichText, Schedule, Snapshot, Update,
};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::APPLE),
    vendor: Some("Apple"),
    matches,
    entries: Entries::Other(translate),
};

/// The kinds of an entry.
const KINDS: [&str; 5] = ["Operational", "Issue", "Outage", "Performance", "Maintenance"];

/// The states of an incident.
const STATES: [&str; 3] = ["resolved", "ongoing", "upcoming"];

fn is_any_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn matches(feed: &Feed<'_>) -> bool {
    let has_known_kind =
        |entry: &&Entry<'_>| parse_title(entry.title()).is_some_and(|title| KINDS.contains(&title.kind));
    let known = feed.sample().filter(has_known_kind).count();
    // One odd title does not make it another feed.
    known > 0
        && known.saturating_mul(2) > feed.sample().count()
        && (feed.title().starts_with("Apple ") || feed.sample().any(|entry| message_id(entry.id()).is_some()))
}

/// `🟢 iMessage: Issue (resolved)`
struct Title<'t> {
    service: &'t str,
    kind: &'t str,
    state: Option<&'t str>,
}

fn parse_title(text: &str) -> Option<Title<'_>> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (service, rest) = text.rsplit_once(": ")?;
    let (kind, state) = match rest.split_once(" (") {
        Some((kind, state)) => (kind, Some(state.strip_suffix(')')?)),
        None => (rest, None),
    };
    Some(Title { service, kind, state })
}

/// The incident in `<service>-<incident>-<milliseconds>`.
fn message_id(guid: &str) -> Option<&str> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (rest, milliseconds) = guid.rsplit_once('-')?;
    let (_, id) = rest.rsplit_once('-')?;
    (milliseconds.len() == 13 && is_number(milliseconds) && is_number(id)).then_some(id)
}

fn translate(context: &mut FeedContext<'_, '_>, feed: &Feed<'_>, snapshot: &mut Snapshot) {
    snapshot.source.coverage.components = Extent::Partial;
    let mut members = Vec::new();
    for entry in &feed.entries {
        let title = parse_title(entry.title());
        if title.is_none() {
            let path = context.path(entry, "title").to_string();
            let message =
                "expected \"service: kind (state)\", found another title; the entry is kept as it is";
            let diagnostic = Diagnostic::warning(Code::UnreadableItem, path, message);
            context.report(entry, diagnostic.with_found(entry.title()));
        }
        if let Some(title) = title.filter(|title| title.kind == "Operational" && title.state.is_none()) {
            let component = Component::new(title.service).with_status(ComponentStatus::Operational);
            snapshot.components.push(component);
        } else {
            let key = message_id(entry.id()).unwrap_or(entry.id()).to_owned();
            members.push((key, Member { entry, at: None }));
        }
    }
    for group in group(members) {
        let incident = translate_group(context, &group);
        snapshot.incidents.extend(incident);
    }
}

fn translate_group(context: &mut FeedContext<'_, '_>, group: &Group<'_, '_>) -> Option<Incident> {
    let entry = group.newest()?;
    let mut incident = context.new_incident(group.key.as_str(), entry);
    let titles: Vec<Title<'_>> =
        group.members.iter().filter_map(|member| parse_title(member.entry.title())).collect();
    // A title is a service and a kind, and not in words of people.
    if !titles.is_empty() {
        incident.title = None;
    }
    for (member, title) in group.members.iter().zip(&titles) {
        let path = context.path(member.entry, "title");
        if !KINDS.contains(&title.kind) {
            context.context.report_unknown(title.kind, "a kind of entry", path);
        }
        if let Some(state) = title.state.filter(|state| !is_any_of(state, &STATES)) {
            context.context.report_unknown(state, "a state of an entry", path);
        }
    }
    incident.impact = titles.iter().filter_map(|title| impact(title.kind)).max();
    let text = context.body(entry);
    let date_context = context.date_context().with_date_order(DateOrder::MonthFirst);
    let mut time = |label: &str| context.parse_time(entry, line_value(&text, label)?, &date_context);
    let (start, end) = (time("Started:"), time("Ended:"));
    let all_are = |state: &str| {
        let is_state = |title: &Title<'_>| title.state.is_some_and(|found| is_any_of(found, &[state]));
        !titles.is_empty() && titles.iter().all(is_state)
    };
    let is_maintenance = titles.iter().any(|title| title.kind == "Maintenance");
    if is_maintenance {
        incident.kind = IncidentKind::Maintenance;
    }
    incident.status = if all_are("resolved") {
        Some(if is_maintenance { IncidentStatus::Completed } else { IncidentStatus::Resolved })
    } else if all_are("upcoming") {
        incident.scheduled = Some(Schedule::new(start, end));
        Some(IncidentStatus::Scheduled)
    } else {
        (!titles.is_empty()).then_some(IncidentStatus::Open)
    };
    if incident.status != Some(IncidentStatus::Scheduled) {
        incident.started_at = start;
    }
    if incident.is_over() {
        incident.resolved_at = end;
    }
    incident.components = match line_value(&text, "Affected Services:") {
        Some(list) => components(list),
        None => distinct(titles.iter().map(|title| AffectedComponent::new(title.service))),
    };
    incident.updates.push(Update::default().with_body(RichText::text(message(&text))));
    Some(incident)
}

fn impact(kind: &str) -> Option<Impact> {
    match kind {
        "Outage" => Some(Impact::Major),
        "Issue" | "Performance" => Some(Impact::Minor),
        _ => None,
    }
}

/// The text without the labelled lines.
fn message(text: &str) -> String {
    let is_prose = |line: &&str| {
        let line = line.trim();
        !line.is_empty()
            && !["Started:", "Ended:", "Affected Services:"].iter().any(|label| line.starts_with(label))
    };
    text.lines().filter(is_prose).map(str::trim).collect::<Vec<_>>().join("\n\n")
}
