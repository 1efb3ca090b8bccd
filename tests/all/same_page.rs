//! One page of one vendor as JSON, Atom, RSS and HTML: the same incidents, with the same ids, states and instants.

use chrono::{DateTime, Utc};
use statusfeed::{Incident, Snapshot};

fn read(end: &str) -> Snapshot {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/same-page/pebble.");
    statusfeed::parse(&std::fs::read(format!("{root}{end}")).unwrap()).unwrap()
}

/// The coarsest of the four, the feeds, print minutes.
fn minute(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(|at| at.timestamp().div_euclid(60))
}

/// What all four tell of an incident.
fn told(incident: &Incident) -> impl PartialEq + std::fmt::Debug + use<> {
    let updates: Vec<_> = incident
        .updates
        .iter()
        .map(|update| {
            let text = update.body.as_ref().map(|body| body.plain().replace('\n', " "));
            (update.status.clone(), minute(update.at), text)
        })
        .collect();
    (
        (incident.id.clone(), incident.kind, incident.title.clone(), incident.status.clone()),
        minute(incident.started_at),
        minute(incident.resolved_at),
        updates,
    )
}

#[test]
fn four_formats_of_one_page_tell_the_same() {
    let json = read("json");
    assert_eq!(json.incidents.len(), 3);
    for end in ["atom", "rss", "html"] {
        let other = read(end);
        assert_eq!(other.vendor.name, json.vendor.name, "{end}");
        assert_eq!(other.incidents.len(), json.incidents.len(), "{end}");
        for (theirs, ours) in other.incidents.iter().zip(&json.incidents) {
            assert_eq!(told(theirs), told(ours), "{end}");
        }
    }
}

#[test]
fn the_page_tells_health_and_components_as_the_json_does() {
    let (json, html) = (read("json"), read("html"));
    assert_eq!(html.health.impact, json.health.impact);
    let rows = |snapshot: &Snapshot| -> Vec<_> {
        snapshot.components.iter().map(|row| (row.id.clone(), row.name.clone(), row.status.clone())).collect()
    };
    assert_eq!(rows(&html), rows(&json));
    let impacts = |snapshot: &Snapshot| -> Vec<_> {
        snapshot.incidents.iter().map(|incident| incident.impact.clone()).collect()
    };
    assert_eq!(impacts(&html), impacts(&json));
}
