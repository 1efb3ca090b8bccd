//! The feeds of a page tell what its JSON tells, where feeds make it hard: a year that is not printed and ends in the middle
//! of an incident, an update without a state of its own, a postmortem, a `<` that is no tag.

use std::path::Path;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use statusfeed::{Incident, Snapshot};

/// What every format of a page tells of an incident.
#[derive(Debug, PartialEq)]
struct Told {
    id: String,
    title: Option<String>,
    status: Option<String>,
    is_maintenance: bool,
    started: Option<DateTime<Utc>>,
    resolved: Option<DateTime<Utc>>,
    updates: Vec<(Option<String>, Option<DateTime<Utc>>, String)>,
    postmortem: Option<String>,
}

fn read(file: &str) -> Snapshot {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/same-page").join(file);
    statusfeed::parse(&std::fs::read(path).unwrap()).unwrap()
}

fn minute(at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    at.map(|at| at.duration_trunc(TimeDelta::try_minutes(1).unwrap()).unwrap())
}

fn told(snapshot: &Snapshot) -> Vec<Told> {
    let words = |body: &Option<statusfeed::RichText>| {
        let plain = body.as_ref().map(statusfeed::RichText::plain).unwrap_or_default();
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let one = |incident: &Incident| Told {
        id: incident.id.clone(),
        title: incident.title.clone(),
        status: incident.status.as_ref().map(ToString::to_string),
        is_maintenance: incident.is_maintenance(),
        started: minute(incident.started_at),
        resolved: minute(incident.resolved_at),
        updates: incident
            .updates
            .iter()
            .map(|u| (u.status.as_ref().map(ToString::to_string), minute(u.at), words(&u.body)))
            .collect(),
        postmortem: incident.postmortem.as_ref().map(|postmortem| words(&postmortem.body)),
    };
    snapshot.incidents.iter().map(one).collect()
}

#[test]
fn feeds_tell_what_the_json_tells() {
    let json = told(&read("lumen.json"));
    assert_eq!(json.len(), 3);
    assert_eq!(json.iter().map(|told| told.updates.len()).sum::<usize>(), 8);
    for file in ["lumen.atom", "lumen.rss"] {
        let snapshot = read(file);
        assert_eq!(snapshot.source.provider.as_deref(), Some("statuspage"), "{file}");
        assert_eq!(told(&snapshot), json, "{file}");
        assert_eq!(snapshot.diagnostics, [], "{file}");
    }
}
