//! The model by itself: severities in their order, and the questions that a snapshot answers. What is not known is never
//! harmless, and never well.

use statusfeed::{
    Component, ComponentStatus, Coverage, Extent, Format, Health, Impact, Incident, Snapshot, Source,
};

fn page(incidents: Extent) -> Snapshot {
    Snapshot::new(Source::new(Format::Json, Coverage::new(Extent::Complete, incidents, incidents)))
}

#[test]
fn severities_run_from_harmless_to_worst_and_an_unknown_word_is_above_the_harmless() {
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
    // Words are words only as they are spelled.
    for word in ["", "None", "NONE", "none ", "operational"] {
        assert!(Impact::from(word) > Impact::Maintenance, "{word:?}");
        assert_eq!(Impact::from(word).as_str(), word);
    }
}

#[test]
fn only_the_one_word_is_well() {
    assert!(!page(Extent::Open).is_operational());
    for word in ["none", "maintenance", "minor", "major", "critical", "", "None", "mauve"] {
        for health in [Health::stated(word), Health::derived(word)] {
            assert_eq!(page(Extent::Open).with_health(health).is_operational(), word == "none", "{word:?}");
        }
    }
}

#[test]
fn the_worst_of_a_choice_of_components() {
    let row = |id: &str, status: &str| Component::new(id).with_id(id).with_status(status);
    let page = page(Extent::Open)
        .with_component(row("well", "operational"))
        .with_component(row("worked-on", "under_maintenance"))
        .with_component(row("odd", "mauve"))
        .with_component(row("slow", "degraded_performance"))
        .with_component(Component::new("silent").with_id("silent"));
    for (choice, worst) in [
        (&["well"][..], Some("operational")),
        (&["well", "worked-on"], Some("under_maintenance")),
        (&["worked-on", "odd"], Some("mauve")),
        (&["odd", "slow", "well"], Some("degraded_performance")),
        (&["slow", "silent"], Some("degraded_performance")),
        (&["well", "silent"], None),
        (&["well", "nowhere"], None),
        (&[], None),
    ] {
        let found = page.worst_status(choice.iter().copied()).map(ComponentStatus::as_str);
        assert_eq!(found, worst, "{choice:?}");
    }
}

#[test]
fn what_is_open_and_what_is_planned() {
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
    // Where only what is open is listed, being listed says it.
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
fn derived_health_is_well_only_with_all_the_evidence() {
    let row = |status: &str| Component::new("API").with_status(status);
    let well = || page(Extent::Open).with_component(row("operational"));
    let derived = |page: Snapshot| page.derived_health().impact;
    assert_eq!(derived(well()), Some(Impact::None));
    assert_eq!(derived(page(Extent::Open)), None, "no component");
    assert_eq!(derived(well().with_component(row("mauve"))), None, "an unknown word");
    assert_eq!(derived(well().with_component(Component::new("Web"))), None, "no status");
    assert_eq!(derived(well().with_incident(Incident::new("i1", "Slow"))), None, "something is open");
    assert_eq!(derived(well().with_component(row("major_outage"))), Some(Impact::Major));
    let mut partial = well();
    partial.source.coverage.components = Extent::Partial;
    assert_eq!(derived(partial), None, "some components are not listed");
}
