//! Every document under `fixtures/`, and what is left of it when it has been spoiled, is read by the laws of `law/`;
//! and each law is one that can be broken.

use chrono::DateTime;
use statusfeed::{
    Component, ComponentStatus, Coverage, Extent, Format, Health, Impact, Incident, Input, Limits, Registry,
    RichText, Snapshot, Source, Update,
};

use crate::support::fixture::Fixture;
use crate::support::laws;
use crate::support::mutation::spoil;
use crate::support::random::Random;

#[test]
fn every_fixture_is_read_by_the_laws() {
    let mut failures = Vec::new();
    for fixture in Fixture::all() {
        let broken = laws::broken_by_parsing(&fixture.input(), Limits::default());
        failures.extend(broken.into_iter().map(|law| format!("{}: {law}", fixture.name)));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_fixture_is_read_by_the_laws_under_small_limits() {
    let limits = small_limits();
    let mut failures = Vec::new();
    for fixture in Fixture::all() {
        let broken = laws::broken_by_parsing(&fixture.input(), limits);
        failures.extend(broken.into_iter().map(|law| format!("{}: {law}", fixture.name)));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// An adapter meets a document that is not its own only by mistake; it must bear that.
#[test]
fn every_adapter_reads_every_fixture_by_the_laws() {
    let registry = Registry::standard();
    let mut failures = Vec::new();
    for fixture in Fixture::all() {
        for adapter in registry.adapters() {
            let broken = laws::broken_by_adapter(adapter, &fixture.input(), Limits::default());
            let place = format!("{} as {}", fixture.name, adapter.id());
            failures.extend(broken.into_iter().map(|law| format!("{place}: {law}")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn spoiled_fixtures_are_read_by_the_laws() {
    let fixtures = Fixture::all();
    let mut random = Random::new(0x5eed);
    let mut failures = Vec::new();
    for fixture in &fixtures {
        for round in 0..40 {
            let seed = random.seed();
            let donor = random.pick(&fixtures).map_or(&[][..], |donor| &donor.bytes);
            let spoiled = spoil(&fixture.bytes, donor, &mut random);
            let mut input = fixture.input();
            input.bytes = &spoiled;
            let limits = if round % 4 == 0 { small_limits() } else { Limits::default() };
            let broken = laws::broken_by_parsing(&input, limits);
            failures.extend(
                broken.into_iter().map(|law| format!("{} spoiled by {seed:#x}: {law}", fixture.name)),
            );
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn spoiled_bodies_are_shown_by_the_laws() {
    let mut random = Random::new(0xb0d1);
    let mut failures = Vec::new();
    for fixture in Fixture::all() {
        for _ in 0..10 {
            let raw = spoil(&fixture.bytes, &fixture.bytes, &mut random);
            let raw = String::from_utf8_lossy(&raw);
            for body in
                [RichText::text(raw.as_ref()), RichText::markdown(raw.as_ref()), RichText::html(raw.as_ref())]
            {
                failures.extend(laws::broken_by_body(&body));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_component_beside_a_full_list_stays_within_the_limit() {
    let row = |id| format!(r#"{{"id": "{id}", "name": "API", "status": "operational"}}"#);
    let document = format!(
        r#"{{"page": {{"id": "p1"}}, "components": [{}, {}], "component": {}}}"#,
        row("c1"),
        row("c2"),
        row("c3")
    );
    assert_eq!(laws::broken_by_parsing(&Input::new(&document), small_limits()), Vec::<String>::new());
}

#[test]
fn a_control_character_behind_a_reference_is_pointed_at_where_it_is_written() {
    let document =
        "<rss version=\"2.0\"><channel><title>&amp;\u{e9}\u{e9}\u{e9}\u{1}\u{e9}</title></channel></rss>";
    let written = document.find('\u{1}');
    let snapshot = statusfeed::parse(document).expect("a feed");
    let control = snapshot.diagnostics.iter().find(|diagnostic| diagnostic.message.contains("control"));
    let place = control.and_then(|diagnostic| diagnostic.span).map(|span| span.start);
    assert_eq!(place, written, "{:?}", snapshot.diagnostics);
}

#[test]
fn each_law_of_a_snapshot_can_be_broken() {
    let page = || {
        Snapshot::new(Source::new(Format::Json, Coverage::new(Extent::Complete, Extent::Open, Extent::Open)))
    };
    let at = |seconds| DateTime::from_timestamp(seconds, 0).expect("a time that chrono has");
    let told_backwards = Incident::new("i1", "Errors")
        .with_update(Update::new("investigating").with_at(at(60)))
        .with_update(Update::new("resolved").with_at(at(0)));
    let told_too_long = Incident::new("i1", "Errors").with_update(
        Update::new("investigating")
            .with_body(RichText::text("We are looking into errors of the first kind.")),
    );
    let down = Component::new("API").with_status(ComponentStatus::MajorOutage);
    let cases = [
        ("green without evidence", page().with_health(Health::derived(Impact::None))),
        ("green without evidence", page().with_health(Health::derived(Impact::None)).with_component(down)),
        (
            "a feed speaks of health",
            Snapshot::new(Source::new(Format::Atom, Coverage::default()))
                .with_health(Health::stated(Impact::None)),
        ),
        ("an incident without an id", page().with_incident(Incident::new("", "Errors"))),
        ("do not run from oldest to newest", page().with_incident(told_backwards)),
        ("bytes where 24 are allowed", page().with_incident(told_too_long)),
        (
            "incidents where 2 are allowed",
            page()
                .with_incident(Incident::new("i1", "Errors"))
                .with_incident(Incident::new("i2", "Errors"))
                .with_incident(Incident::new("i3", "Errors")),
        ),
    ];
    assert_eq!(laws::broken_by_snapshot(&page(), &small_limits()), Vec::<String>::new());
    for (law, snapshot) in cases {
        let broken = laws::broken_by_snapshot(&snapshot, &small_limits());
        assert!(broken.iter().any(|found| found.contains(law)), "expected {law:?}, found {broken:?}");
    }
}

/// Limits so small that most documents reach them.
fn small_limits() -> Limits {
    let mut limits = Limits::default();
    limits.depth = 5;
    limits.components = 2;
    limits.incidents = 2;
    limits.updates = 1;
    limits.attributes = 2;
    limits.text_bytes = 24;
    limits.date_bytes = 24;
    limits.diagnostics = 2;
    limits
}
