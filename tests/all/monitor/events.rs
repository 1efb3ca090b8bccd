//! Each kind of event, and changes that are no event.

use statusfeed::monitor::Tracker;
use statusfeed::{Extent, Health, Postmortem, Schedule, Vendor};

use super::{at, component, incident, maintenance, observe, page, update};

#[test]
fn the_first_snapshot_reports_what_is_open() {
    let first = page(30)
        .with_component(component("web", "major_outage"))
        .with_incident(incident("a", [update("investigating", 10), update("identified", 20)]))
        .with_incident(incident("b", [update("resolved", 15)]))
        .with_incident(maintenance("m", (60, 90), [update("scheduled", 5)]))
        .with_incident(maintenance("n", (20, 50), [update("scheduled", 4), update("in_progress", 21)]));
    assert_eq!(
        observe(&mut Tracker::new(), &first),
        [
            "maintenance_scheduled m null→scheduled @5",
            "incident_opened a null→identified @10",
            "maintenance_started n null→in_progress @21",
        ]
    );
}

#[test]
fn each_update_brings_one_event() {
    let mut tracker = Tracker::new();
    observe(&mut tracker, &page(0));
    let (first, second) = (update("investigating", 10), update("identified", 12));
    let open = incident("a", [first.clone()]);
    assert_eq!(
        observe(&mut tracker, &page(11).with_incident(open)),
        ["incident_opened a null→investigating @10"]
    );
    let updates = [first, second, update("monitoring", 14), update("monitoring", 15)];
    let going_on = incident("a", updates.clone());
    assert_eq!(
        observe(&mut tracker, &page(16).with_incident(going_on.clone())),
        [
            "incident_updated a investigating→identified @12",
            "incident_updated a identified→monitoring @14",
            "incident_updated a monitoring→monitoring @15",
        ]
    );
    // One that is withdrawn, and one that returns, bring nothing.
    let withdrawn = incident("a", updates.clone().into_iter().take(3));
    assert!(observe(&mut tracker, &page(17).with_incident(withdrawn)).is_empty());
    assert!(observe(&mut tracker, &page(18).with_incident(going_on)).is_empty());
    let over = incident("a", updates.into_iter().chain([update("resolved", 20), update("postmortem", 30)]));
    assert_eq!(
        observe(&mut tracker, &page(31).with_incident(over)),
        ["incident_resolved a monitoring→resolved @20", "postmortem_published a resolved→postmortem @30"]
    );
}

#[test]
fn a_status_that_moves_without_an_update_is_an_event() {
    let mut tracker = Tracker::new();
    let open = incident("a", [update("investigating", 10)]);
    observe(&mut tracker, &page(11).with_incident(open.clone()));
    let mut moved = open.with_status("resolved");
    moved.updated_at = Some(at(15));
    assert_eq!(
        observe(&mut tracker, &page(16).with_incident(moved)),
        ["incident_resolved a investigating→resolved @15"]
    );
}

#[test]
fn gone_from_a_list_of_everything_open_is_over() {
    let mut tracker = Tracker::new();
    let a = incident("a", [update("investigating", 10)]);
    let running = maintenance("m", (20, 50), [update("scheduled", 4), update("in_progress", 12)]);
    let planned = maintenance("n", (20, 50), [update("scheduled", 4)]);
    let later = maintenance("o", (90, 95), [update("scheduled", 4)]);
    let mut all = page(13);
    all.incidents = vec![a.clone(), running, planned, later];
    observe(&mut tracker, &all);
    // A document that does not cover them says nothing.
    let mut silent = page(20);
    silent.source.coverage.incidents = Extent::Recent;
    silent.source.coverage.maintenances = Extent::Partial;
    assert!(observe(&mut tracker, &silent).is_empty());
    assert_eq!(
        observe(&mut tracker, &page(30)),
        [
            "incident_resolved a investigating→null @30",
            "maintenance_completed m in_progress→null @30",
            "maintenance_completed n scheduled→null @30",
            "maintenance_canceled o scheduled→null @30",
        ]
    );
    // Back without a newer update: open again, and nothing happened.
    assert!(observe(&mut tracker, &page(31).with_incident(a.clone())).is_empty());
    assert_eq!(tracker.open_incidents().map(|known| known.id).collect::<Vec<_>>(), ["a"]);
    assert_eq!(observe(&mut tracker, &page(32)), ["incident_resolved a investigating→null @32"]);
    let again = incident("a", [update("investigating", 10), update("identified", 33)]);
    assert_eq!(
        observe(&mut tracker, &page(34).with_incident(again)),
        ["incident_reopened a null→identified @33"]
    );
}

#[test]
fn a_stated_end_is_an_end_whatever_the_status_says() {
    let mut tracker = Tracker::new();
    let open = incident("a", [update("investigating", 10), update("monitoring", 11)]);
    observe(&mut tracker, &page(12).with_incident(open.clone()));
    let ended = open.with_resolved_at(at(15));
    assert_eq!(
        observe(&mut tracker, &page(16).with_incident(ended)),
        ["incident_resolved a monitoring→null @11"]
    );
}

#[test]
fn an_incident_without_a_status_waits_for_one() {
    let mut tracker = Tracker::new();
    let recent = |minute| {
        let mut recent = page(minute);
        recent.source.coverage.incidents = Extent::Recent;
        recent
    };
    observe(&mut tracker, &recent(0));
    let mut unknown = incident("a", [update("investigating", 10)]);
    unknown.status = None;
    assert!(observe(&mut tracker, &recent(11).with_incident(unknown.clone())).is_empty());
    // Where only what is open is listed, being listed says it.
    assert_eq!(
        observe(&mut Tracker::new(), &page(11).with_incident(unknown.clone())),
        ["incident_opened a null→null @10"]
    );
    assert_eq!(
        observe(&mut tracker, &recent(12).with_incident(unknown.with_status("identified"))),
        ["incident_opened a null→identified @10"]
    );
}

#[test]
fn backdated_words_are_not_the_present_state() {
    let mut tracker = Tracker::new();
    let (first, last) = (update("investigating", 10), update("resolved", 30));
    observe(&mut tracker, &page(11).with_incident(incident("a", [first.clone()])));
    observe(&mut tracker, &page(31).with_incident(incident("a", [first.clone(), last.clone()])));
    let filled_in = incident("a", [first, update("monitoring", 20), last]);
    assert_eq!(
        observe(&mut tracker, &page(40).with_incident(filled_in)),
        ["incident_updated a resolved→monitoring @20"]
    );
}

#[test]
fn texts_impact_and_plan() {
    let mut tracker = Tracker::new();
    let a = incident("a", [update("investigating", 10)]);
    let m = maintenance("m", (60, 90), [update("scheduled", 5)]);
    observe(&mut tracker, &page(11).with_incident(a.clone()).with_incident(m.clone()));
    // White space and times alone are no edit, and a null says nothing.
    let mut same = a.clone();
    same.title = Some(" Trouble  a".to_owned());
    same.impact = None;
    same.updated_at = Some(at(12));
    same.updates[0].body = Some(statusfeed::RichText::html("<p>investigating<br/>it</p>"));
    same.updates[0].at = Some(at(9));
    assert!(observe(&mut tracker, &page(12).with_incident(same.clone()).with_incident(m.clone())).is_empty());
    let mut edited = same.with_impact("critical");
    edited.title = Some("Big trouble".to_owned());
    edited.updates[0].body = Some(statusfeed::RichText::text("we look at it"));
    let moved = m.with_scheduled(Schedule::new(Some(at(60)), Some(at(95))));
    assert_eq!(
        observe(&mut tracker, &page(13).with_incident(edited).with_incident(moved)),
        [
            "incident_impact_changed a minor→critical @13",
            "incident_edited a Trouble a→Big trouble @13",
            "maintenance_rescheduled m \
             2026-03-08T09:00:00Z/2026-03-08T09:30:00Z→2026-03-08T09:00:00Z/2026-03-08T09:35:00Z @13",
        ]
    );
}

#[test]
fn a_postmortem_without_an_update() {
    let mut tracker = Tracker::new();
    let over = incident("a", [update("investigating", 10), update("resolved", 15)]);
    observe(&mut tracker, &page(16).with_incident(over.clone()));
    let mut postmortem = Postmortem::default();
    postmortem.published_at = Some(at(50));
    let written = over.with_postmortem(postmortem);
    assert_eq!(
        observe(&mut tracker, &page(60).with_incident(written)),
        ["postmortem_published a resolved→postmortem @50"]
    );
}

#[test]
fn components_and_health() {
    let mut tracker = Tracker::new();
    let row = |id: &str, status: &str, minute: i64| component(id, status).with_updated_at(at(minute));
    observe(
        &mut tracker,
        &page(0).with_component(row("web", "operational", -9)).with_component(row("api", "operational", -9)),
    );
    let mut changed = page(20)
        .with_component(row("web", "partial_outage", 18))
        .with_component(row("mail", "operational", 19))
        .with_health(Health::stated("minor"));
    changed.components[0].name = Some("Site".to_owned());
    assert_eq!(
        observe(&mut tracker, &changed),
        [
            "component_changed web operational→partial_outage @18",
            "component_renamed web WEB→Site @20",
            "component_added mail null→operational @20",
            "component_removed api operational→null @20",
            "health_changed page none→minor @20",
        ]
    );
    // A webhook names one row: nothing is removed. A row without a status says nothing.
    let mut pushed = page(21).with_component(row("mail", "major_outage", 21)).with_health(Health::default());
    pushed.source.coverage = statusfeed::Coverage::new(Extent::Partial, Extent::None, Extent::None);
    assert_eq!(observe(&mut tracker, &pushed), ["component_changed mail operational→major_outage @21"]);
    pushed.components[0].status = None;
    assert!(observe(&mut tracker, &pushed).is_empty());
}

#[test]
fn what_flips_within_one_time_of_the_document_has_keys_of_its_own() {
    let mut tracker = Tracker::new();
    let mut keys = std::collections::HashSet::new();
    for (turn, status) in ["operational", "major_outage"].into_iter().cycle().take(20).enumerate() {
        let events = tracker.observe(&page(0).with_component(component("web", status)));
        assert_eq!(events.len(), usize::from(turn > 0));
        assert!(
            events.into_iter().all(|event| event.key.starts_with(&event.thread) && keys.insert(event.key))
        );
    }
}

#[test]
fn vendors_that_share_ids_have_threads_of_their_own() {
    let threads = |vendor: &str| -> Vec<String> {
        let snapshot = page(30)
            .with_vendor(Vendor::default().with_url(format!("https://status.{vendor}.example")))
            .with_component(component("web", "major_outage"))
            .with_incident(incident("a", [update("investigating", 10)]));
        let changed = page(40)
            .with_vendor(Vendor::default().with_url(format!("https://status.{vendor}.example")))
            .with_component(component("web", "operational"))
            .with_incident(incident("a", [update("investigating", 10), update("resolved", 39)]));
        let mut tracker = Tracker::new();
        let first = tracker.observe(&snapshot);
        first.into_iter().chain(tracker.observe(&changed)).map(|event| event.thread).collect()
    };
    let (acme, borel) = (threads("acme"), threads("borel"));
    assert!(acme.len() > 2 && acme.len() == borel.len());
    assert!(acme.iter().all(|thread| !borel.contains(thread)), "{acme:?} {borel:?}");
}

#[test]
fn a_stale_copy_changes_nothing() {
    let mut tracker = Tracker::new();
    let open = page(11).with_incident(incident("a", [update("investigating", 10)]));
    observe(&mut tracker, &open);
    assert_eq!(observe(&mut tracker, &page(20)), ["incident_resolved a investigating→null @20"]);
    let before = tracker.clone();
    assert!(observe(&mut tracker, &open).is_empty());
    assert_eq!(tracker, before);
}

#[test]
fn a_document_of_another_page_is_reported_once_and_the_third_is_believed() {
    let mut tracker = Tracker::new();
    observe(&mut tracker, &page(0).with_component(component("web", "operational")));
    let foreign = |minute| {
        page(minute)
            .with_vendor(Vendor::new("Other").with_id("z9"))
            .with_incident(incident("x", [update("investigating", 1)]))
    };
    let own = |minute| page(minute).with_component(component("web", "operational"));
    assert_eq!(observe(&mut tracker, &foreign(5)), ["source_changed page q1w2→z9 @5"]);
    assert!(observe(&mut tracker, &foreign(6)).is_empty());
    assert!(observe(&mut tracker, &own(7)).is_empty());
    assert_eq!(observe(&mut tracker, &foreign(8)), ["source_changed page q1w2→z9 @8"]);
    assert!(observe(&mut tracker, &foreign(9)).is_empty());
    assert_eq!(tracker.open_incidents().count(), 0);
    assert!(observe(&mut tracker, &foreign(10)).is_empty());
    assert_eq!(tracker.open_incidents().count(), 1);
    assert_eq!(tracker.component_status("web"), None);
    // A null id is no difference, a changed name and scheme neither.
    let unnamed = foreign(11).with_vendor(Vendor::new("Another").with_url("http://status.other.example"));
    assert!(observe(&mut tracker, &unnamed).is_empty());
}
