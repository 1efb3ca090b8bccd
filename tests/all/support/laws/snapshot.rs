//! Laws for every snapshot that an adapter returns.

use statusfeed::{Basis, Component, Extent, Format, Impact, Incident, Limits, RichText, Snapshot};

use super::text;

/// Checks a snapshot that was parsed with these limits.
pub(crate) fn broken_by_snapshot(snapshot: &Snapshot, limits: &Limits) -> Vec<String> {
    let mut broken = Vec::new();
    broken.extend(broken_by_json(snapshot));
    broken.extend(broken_by_health(snapshot));
    broken.extend(broken_by_limits(snapshot, limits));
    for incident in &snapshot.incidents {
        broken.extend(broken_by_incident(incident, limits));
    }
    broken
}

/// A snapshot survives a round trip through its JSON form.
fn broken_by_json(snapshot: &Snapshot) -> Option<String> {
    let back = serde_json::to_string(snapshot).and_then(|json| serde_json::from_str::<Snapshot>(&json));
    match back {
        Ok(back) if back == *snapshot => None,
        Ok(_) => Some("another snapshot after a JSON round trip".to_owned()),
        Err(error) => Some(format!("the JSON form cannot be read: {error}")),
    }
}

/// `operational` needs evidence; a feed states nothing about health.
fn broken_by_health(snapshot: &Snapshot) -> Option<String> {
    let health = &snapshot.health;
    let feed = matches!(snapshot.source.format, Format::Rss | Format::Atom | Format::JsonFeed);
    if feed && health.impact.is_some() {
        return Some(format!("a feed states health: {health:?}"));
    }
    if (health.basis == Basis::Unknown) != health.impact.is_none() {
        return Some(format!("health and its basis contradict each other: {health:?}"));
    }
    let evident = snapshot.source.coverage.components == Extent::Complete
        && snapshot.components.iter().any(Component::is_operational)
        // A group may have no status of its own.
        && snapshot.components.iter().all(|c| c.is_operational() || (c.is_group && c.status.is_none()))
        && snapshot.open_incidents().next().is_none();
    let green = health.impact == Some(Impact::None);
    (green && health.basis == Basis::Derived && !evident).then(|| "green without evidence".to_owned())
}

/// Nothing exceeds its limit. The list of diagnostics may have one more, which counts the rest.
fn broken_by_limits(snapshot: &Snapshot, limits: &Limits) -> Vec<String> {
    let counts = [
        ("components", snapshot.components.len(), limits.components),
        ("incidents", snapshot.incidents.len(), limits.incidents),
        ("diagnostics", snapshot.diagnostics.len(), limits.diagnostics.saturating_add(1)),
    ];
    counts
        .into_iter()
        .filter(|(_, count, limit)| count > limit)
        .map(|(what, count, limit)| format!("{count} {what} where {limit} are allowed"))
        .collect()
}

fn broken_by_incident(incident: &Incident, limits: &Limits) -> Vec<String> {
    let mut broken = Vec::new();
    let id = &incident.id;
    if id.is_empty() {
        broken.push("an incident without an id".to_owned());
    }
    if incident.updates.len() > limits.updates {
        broken.push(format!(
            "{} updates of {id:?} where {} are allowed",
            incident.updates.len(),
            limits.updates
        ));
    }
    // Without a time for each update, the order of the source is kept.
    let all_timed = incident.updates.iter().all(|update| update.at.is_some());
    if all_timed && !incident.updates.is_sorted_by_key(|update| update.at) {
        broken.push(format!("the updates of {id:?} are not sorted from oldest to newest"));
    }
    let postmortem = incident.postmortem.iter().filter_map(|postmortem| postmortem.body.as_ref());
    for body in incident.updates.iter().filter_map(|update| update.body.as_ref()).chain(postmortem) {
        if body.raw.len() > limits.text_bytes {
            broken.push(format!(
                "a body of {} bytes where {} are allowed",
                body.raw.len(),
                limits.text_bytes
            ));
        }
        broken.extend(broken_by_body(body));
    }
    broken
}

/// Plain text is safe to print, line by line.
pub(crate) fn broken_by_body(body: &RichText) -> Vec<String> {
    let plain = body.plain();
    plain.lines().filter_map(text::hidden).map(|c| format!("plain text shows {c:?}")).take(1).collect()
}
