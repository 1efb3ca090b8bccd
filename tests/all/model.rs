//! The model: the order of severities, and the queries of a snapshot. Unknown words never count as harmless.

use statusfeed::{
    Component, ComponentStatus, Coverage, Extent, Format, Health, Impact, Incident, Snapshot, Source,
};

fn page(incidents: Extent) -> Snapshot {
    Snapshot::new(Source::new(Format::Json, Coverage::new(Extent::Complete, incidents, incidents)))
}

#[test]
fn severities_are_ordered_with_unknown_words_above_the_harmless_ones() {
    let impacts = ["none", "maintenance", "mauve", "minor", "major", "critical"].map(Impact::from);
    assert!(impacts.is_sorted_by(|a, b| a < b), "{impacts:?}");
    let statuses = [
        "operational",
        "under_maintenance",
        "mauve",
        "degraded_performance",
        "partial_outage",
        "major_outage",
    ]
    .map(ComponentStatus::from);
    assert!(statuses.is_sorted_by(|a, b| a < b), "{statuses:?}");
    // Words are compared exactly.
    for word in ["", "None", "NONE", "none ", "operational"] {
        let impact = Impact::from(word);
        assert!(impact > Impact::Maintenance, "{word:?}");
        assert_eq!(Impact::from(word).as_str(), word);
    }
}

#[test]
fn only_impact_none_is_operational() {
    assert!(!page(Extent::Open).is_operational());
    for word in ["none", "maintenance", "minor", "major", "critical", "", "None", "mauve"] {
        for health in [Health::stated(word), Health::derived(word)] {
            assert_eq!(page(Extent::Open).with_health(health).is_operational(), word == "none", "{word:?}");
        }
    }
}

#[test]
fn worst_status_of_chosen_components() {
    let row = |id: &str, status: &str| Component::new(id).with_id(id).with_status(status);
    let page = page(Extent::Open)
        .with_component(row("up", "operational"))
        .with_component(row("worked-on", "under_maintenance"))
        .with_component(row("odd", "mauve"))
        .with_component(row("slow", "degraded_performance"))
        .with_component(Component::new("silent").with_id("silent"));
    for (choice, worst) in [
        (&["up"][..], Some("operational")),
        (&["up", "worked-on"], Some("under_maintenance")),
        (&["worked-on", "odd"], Some("mauve")),
        (&["odd", "slow", "up"], Some("degraded_performance")),
        (&["slow", "silent"], Some("degraded_performance")),
        (&["up", "silent"], None),
        (&["up", "nowhere"], None),
        (&[], None),
    ] {
        let found = page.worst_status(choice.iter().copied()).map(ComponentStatus::as_str);
        assert_eq!(found, worst, "{choice:?}");
    }
}

#[test]
fn open_incidents_and_maintenances() {
    let incident = |id: &str, status: &str| Incident::new(id, id).with_status(status);
    let fill = |page: Snapshot| {
        page.with_incident(incident("open", "identified"))
            .with_incident(incident("over", "resolved"))
            .with_incident(Incident::new("silent", "silent"))
            .with_incident(Incident::maintenance("planned", "planned").with_status("scheduled"))
            .with_incident(Incident::maintenance("running", "running").with_status("in_progress"))
            .with_incident(Incident::maintenance("done", "done").with_status("completed"))
    };
    let recent = fill(page(Extent::Recent));
    let open: Vec<_> = recent.open_incidents().map(|incident| incident.id.as_str()).collect();
    assert_eq!(open, ["open"]);
    // If the source lists only open incidents, one without a status is open.
    let listed = fill(page(Extent::Open));
    let open: Vec<_> = listed.open_incidents().map(|incident| incident.id.as_str()).collect();
    assert_eq!(open, ["open", "silent"]);
    let planned: Vec<_> = recent.maintenances().map(|incident| incident.id.as_str()).collect();
    assert_eq!(planned, ["planned", "running", "done"]);
    let running: Vec<_> = recent.running_maintenances().map(|incident| incident.id.as_str()).collect();
    assert_eq!(running, ["running"]);
    assert_eq!(recent.incident("over").and_then(|incident| incident.title.as_deref()), Some("over"));
    assert_eq!(recent.incident("nowhere"), None);
}

#[test]
fn derived_health_is_none_only_with_complete_evidence() {
    let row = |status: &str| Component::new("API").with_status(status);
    let up = || page(Extent::Open).with_component(row("operational"));
    let derived = |page: Snapshot| page.derived_health().impact;
    assert_eq!(derived(up()), Some(Impact::None));
    assert_eq!(derived(page(Extent::Open)), None, "no component");
    assert_eq!(derived(up().with_component(row("mauve"))), None, "an unknown word");
    assert_eq!(derived(up().with_component(Component::new("Web"))), None, "no status");
    assert_eq!(derived(up().with_incident(Incident::new("i1", "Slow"))), None, "something is open");
    assert_eq!(derived(up().with_component(row("major_outage"))), Some(Impact::Major));
    let mut partial = up();
    partial.source.coverage.components = Extent::Partial;
    assert_eq!(derived(partial), None, "some components are not listed");
}
