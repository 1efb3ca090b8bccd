//! What several snapshots of a page say together. The pages here are built by hand: each test shows one rule.

mod clock;
mod events;
mod formats;
mod history;
mod merge;
mod poll;
mod render;
mod saved;
mod stream;
mod watch;

use chrono::{DateTime, TimeDelta, Utc};
use statusfeed::monitor::{Event, Tracker};
use statusfeed::{
    Component, Coverage, Extent, Format, Health, Incident, Schedule, Snapshot, Source, Update, Vendor,
};

/// So many minutes after the start of the tests' day.
fn at(minute: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-03-08T08:00:00Z".parse().unwrap();
    start + TimeDelta::try_minutes(minute).unwrap()
}

/// `summary.json` of that minute without problems: all open incidents, and every component.
fn page(minute: i64) -> Snapshot {
    let coverage = Coverage::new(Extent::Complete, Extent::Open, Extent::Open);
    let source = Source::new(Format::Json, coverage).with_adapter("statuspage-json");
    Snapshot::new(source.with_as_of(at(minute)).with_fetched_at(at(minute)))
        .with_vendor(Vendor::new("Acme").with_id("q1w2").with_url("https://status.acme.example"))
        .with_health(Health::stated("none"))
}

/// The Atom feed of the same page at that minute: no id, no components, the newest entries.
fn feed(minute: i64) -> Snapshot {
    let coverage = Coverage::new(Extent::None, Extent::Recent, Extent::Recent);
    let source = Source::new(Format::Atom, coverage).with_adapter("feed");
    Snapshot::new(source.with_as_of(at(minute)).with_fetched_at(at(minute)))
        .with_vendor(Vendor::new("Acme").with_url("https://status.acme.example/"))
}

/// An update of that minute with an id.
fn update(status: &str, minute: i64) -> Update {
    feed_update(status, minute).with_id(format!("{status}-{minute}"))
}

/// An update as a feed has it: without an id.
fn feed_update(status: &str, minute: i64) -> Update {
    Update::new(status).with_at(at(minute)).with_body(statusfeed::RichText::text(format!("{status} it")))
}

/// An incident with these updates, in the state of the last.
fn incident(id: &str, updates: impl IntoIterator<Item = Update>) -> Incident {
    fill(Incident::new(id, format!("Trouble {id}")).with_impact("minor"), updates)
}

/// A maintenance with these updates, in the state of the last, planned for these minutes.
fn maintenance(id: &str, plan: (i64, i64), updates: impl IntoIterator<Item = Update>) -> Incident {
    let plan = Schedule::new(Some(at(plan.0)), Some(at(plan.1)));
    fill(Incident::maintenance(id, format!("Work {id}")).with_scheduled(plan), updates)
}

fn fill(mut incident: Incident, updates: impl IntoIterator<Item = Update>) -> Incident {
    incident.updates = updates.into_iter().collect();
    incident.status = incident.updates.last().and_then(|update| update.status.clone());
    if !incident.is_maintenance() {
        incident.started_at = incident.updates.first().and_then(|update| update.at);
    }
    incident.updated_at = incident.updates.last().and_then(|update| update.at);
    incident
}

fn component(id: &str, status: &str) -> Component {
    Component::new(id.to_uppercase()).with_id(id).with_status(status)
}

/// An event in short: `incident_opened a null→investigating @10`.
fn brief(event: &Event) -> String {
    let word = |word: &Option<String>| word.clone().unwrap_or_else(|| "null".to_owned());
    let subject = event.incident.as_deref().or(event.component.as_deref()).unwrap_or("page");
    let minute = event.at.map(|time| (time - at(0)).num_minutes());
    let minute = minute.map_or_else(|| "never".to_owned(), |minute| minute.to_string());
    format!("{} {subject} {}→{} @{minute}", event.kind, word(&event.from), word(&event.to))
}

/// What the snapshot brings; the same snapshot again must bring nothing.
fn observe(tracker: &mut Tracker, snapshot: &Snapshot) -> Vec<String> {
    let events = tracker.observe(snapshot);
    assert_eq!(tracker.observe(snapshot), [], "the same snapshot again");
    events.iter().map(brief).collect()
}
