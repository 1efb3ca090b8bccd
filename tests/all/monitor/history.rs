//! Outages and uptime, over the time that is covered and no other.

use statusfeed::monitor::{History, ImpactWeights, Tracker, Window};
use statusfeed::{AffectedComponent, Component, Extent, Incident, Snapshot};

use super::{at, incident, maintenance, page, update};

/// `incidents.json` of that minute.
fn list(minute: i64, incidents: impl IntoIterator<Item = Incident>) -> Snapshot {
    let mut list = page(minute);
    list.source.coverage.incidents = Extent::Recent;
    list.source.coverage.maintenances = Extent::None;
    list.incidents = incidents.into_iter().collect();
    list
}

fn outage(id: &str, start: i64, end: i64, impact: &str) -> Incident {
    incident(id, [update("investigating", start + 2), update("resolved", end)])
        .with_started_at(at(start))
        .with_resolved_at(at(end))
        .with_impact(impact)
}

#[test]
fn overlapping_incidents_are_one_outage_and_maintenance_is_none() {
    let mut history = History::new();
    history.add(&list(
        1000,
        [
            outage("c", 300, 320, "critical"),
            outage("b", 110, 160, "major"),
            outage("a", 100, 120, "minor"),
            maintenance("m", (500, 600), [update("scheduled", 1), update("completed", 600)]),
        ],
    ));
    let outages: Vec<_> = history
        .outages()
        .into_iter()
        .map(|outage| (outage.start, outage.end, outage.impact.map(|i| i.to_string()), outage.incidents))
        .collect();
    assert_eq!(
        outages,
        [
            (at(100), Some(at(160)), Some("major".to_owned()), vec!["a".to_owned(), "b".to_owned()]),
            (at(300), Some(at(320)), Some("critical".to_owned()), vec!["c".to_owned()]),
        ]
    );
    let window = Window::new(at(0), at(1000));
    let uptime = history.uptime(window, &ImpactWeights::default());
    assert_eq!((uptime.covered_s, uptime.unknown_s), (900 * 60, 100 * 60));
    assert_eq!((uptime.down_s, uptime.maintenance_s), (80 * 60, 100 * 60));
    let weighted = 60.0 * (10.0 * 0.3 + 50.0 + 20.0);
    assert!((uptime.weighted_down_s - weighted).abs() < 1e-6, "{uptime:?}");
    let times = history.time_to_resolve().unwrap();
    assert_eq!((times.count, times.median_s, times.p90_s), (3, 20 * 60, 50 * 60));
    assert_eq!(history.announcement_lag().map(|lag| lag.median_s), Some(120));
}

#[test]
fn only_covered_time_counts() {
    let window = Window::new(at(0), at(600));
    let nothing = History::new().uptime(window, &ImpactWeights::default());
    assert_eq!((nothing.ratio, nothing.unknown_s), (None, 600 * 60));
    // Lists of what is open: the time between two that are near.
    let mut history = History::new();
    for minute in [0, 50, 100, 300, 310] {
        history.add(&page(minute));
    }
    let spans: Vec<_> = history.covered().into_iter().map(|span| (span.start, span.end)).collect();
    assert_eq!(spans, [(at(0), at(100)), (at(300), at(310))]);
    assert_eq!(history.uptime(window, &ImpactWeights::default()).ratio, Some(1.0));
    // In any order.
    let mut backwards = History::new();
    for minute in [310, 100, 0, 300, 50] {
        backwards.add(&page(minute));
    }
    assert_eq!(backwards.covered(), history.covered());
    // Two pages of one list are one stretch, and the second alone does not reach to now.
    let paged = |number: u32, incidents: Vec<Incident>| {
        let mut page = list(600, incidents);
        page.source.url =
            Some(format!("https://status.acme.example/api/v2/incidents.json?page={number}").into());
        page
    };
    let mut history = History::new();
    history.add(&paged(2, vec![outage("b", 100, 110, "minor"), outage("a", 50, 60, "minor")]));
    let spans: Vec<_> = history.covered().into_iter().map(|span| (span.start, span.end)).collect();
    assert_eq!(spans, [(at(50), at(100))]);
    history.add(&paged(1, vec![outage("d", 500, 510, "minor"), outage("c", 400, 410, "minor")]));
    let spans: Vec<_> = history.covered().into_iter().map(|span| (span.start, span.end)).collect();
    assert_eq!(spans, [(at(50), at(600))]);
}

#[test]
fn a_component_has_its_own_history_and_a_newer_version_replaces_an_older_one() {
    let web = Component::new("Web").with_id("web");
    let mut history = History::new();
    let open =
        incident("a", [update("investigating", 100)]).with_component(AffectedComponent::new("Shop - Web"));
    history.add(&list(150, [open, outage("b", 10, 20, "minor")]));
    assert_eq!(history.outages()[1].end, None);
    let over = outage("a", 100, 200, "major").with_component(AffectedComponent::new("Shop - Web"));
    history.add(&list(300, [over]));
    history.add(&list(150, [outage("b", 10, 20, "minor")]));
    assert_eq!(history.outages()[1].end, Some(at(200)));
    assert_eq!(history.of_component(&web).outages().len(), 1);
    assert_eq!(history.counts_by_impact().len(), 2);
}

#[test]
fn days_have_the_worst_of_the_day_and_nothing_where_nothing_is_known() {
    let mut history = History::new();
    // The tests' day begins at 8:00: minute 960 is the next midnight.
    history.add(&list(3000, [outage("a", 900, 1000, "major")]));
    let cells = history.days(Window::new(at(-480), at(3000)));
    let brief: Vec<_> = cells
        .iter()
        .map(|cell| (cell.worst.as_ref().map(ToString::to_string), cell.down_s / 60, cell.covered_s / 60))
        .collect();
    assert_eq!(
        brief,
        [
            (Some("major".to_owned()), 60, 60),
            (Some("major".to_owned()), 40, 1440),
            (Some("none".to_owned()), 0, 600),
        ]
    );
    let unknown = history.days(Window::new(at(-4000), at(-3000)));
    assert!(unknown.iter().all(|cell| cell.worst.is_none() && cell.covered_s == 0));
}

#[test]
fn events_make_the_same_history() {
    let (mut tracker, mut history) = (Tracker::new(), History::new());
    let open = incident("a", [update("investigating", 100)]);
    for snapshot in [page(0), page(101).with_incident(open), page(200)] {
        for event in tracker.observe(&snapshot) {
            history.add_event(&event);
        }
    }
    history.add_observed(Window::new(at(0), at(200)));
    let outage = &history.outages()[0];
    assert_eq!((outage.start, outage.end), (at(100), Some(at(200))));
    let uptime = history.uptime(Window::new(at(0), at(200)), &ImpactWeights::strict());
    assert_eq!(uptime.ratio, Some(0.5));
}
