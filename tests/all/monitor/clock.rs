//! Events that time alone brings.

use chrono::TimeDelta;
use statusfeed::Schedule;
use statusfeed::monitor::Tracker;

use super::{at, brief, incident, maintenance, observe, page, update};

fn due(tracker: &mut Tracker, minute: i64) -> Vec<String> {
    tracker.due(at(minute)).iter().map(brief).collect()
}

fn tracker() -> Tracker {
    let minutes = |minutes| TimeDelta::try_minutes(minutes).unwrap();
    Tracker::new().with_lead_time(minutes(30)).with_silence(minutes(120))
}

#[test]
fn a_planned_start_is_announced_once_and_again_when_it_moves() {
    let mut tracker = tracker();
    let planned = maintenance("m", (100, 160), [update("scheduled", 0)]);
    observe(&mut tracker, &page(1).with_incident(planned.clone()));
    assert_eq!(tracker.next_due(), Some(at(70)));
    assert!(due(&mut tracker, 69).is_empty());
    assert_eq!(due(&mut tracker, 75), ["maintenance_upcoming m null→2026-03-08T09:40:00Z @70"]);
    assert!(due(&mut tracker, 80).is_empty());
    let moved = planned.with_scheduled(Schedule::new(Some(at(200)), Some(at(260))));
    observe(&mut tracker, &page(81).with_incident(moved));
    assert_eq!(tracker.next_due(), Some(at(170)));
    // Asked only after the start: it is no longer upcoming, and there is nothing to wait for.
    assert!(due(&mut tracker, 230).is_empty());
    assert_eq!(tracker.next_due(), None);
}

#[test]
fn work_that_runs_late_and_an_incident_without_news() {
    let mut tracker = tracker();
    let running = maintenance("m", (10, 60), [update("scheduled", 0), update("in_progress", 10)]);
    let first = update("investigating", 5);
    let open = incident("a", [first.clone()]);
    observe(&mut tracker, &page(11).with_incident(open).with_incident(running.clone()));
    assert_eq!(tracker.next_due(), Some(at(60)));
    assert_eq!(
        due(&mut tracker, 500),
        [
            "maintenance_overdue m in_progress→2026-03-08T09:00:00Z @60",
            "incident_silent a investigating→2026-03-08T08:05:00Z @125",
        ]
    );
    assert_eq!(tracker.next_due(), None);
    let again = incident("a", [first, update("identified", 510)]);
    assert_eq!(observe(&mut tracker, &page(511).with_incident(again).with_incident(running)).len(), 1);
    assert_eq!(due(&mut tracker, 630), ["incident_silent a identified→2026-03-08T16:30:00Z @630"]);
    assert_eq!(observe(&mut tracker, &page(640)).len(), 2);
    assert!(due(&mut tracker, 10_000).is_empty(), "what is over is not silent");
}

#[test]
fn the_clock_does_not_change_what_documents_bring() {
    let snapshots = [
        page(1).with_incident(maintenance("m", (100, 160), [update("scheduled", 0)])),
        page(101).with_incident(maintenance(
            "m",
            (100, 160),
            [update("scheduled", 0), update("in_progress", 100)],
        )),
        page(170),
    ];
    let (mut with_clock, mut without) = (tracker(), tracker());
    for (turn, snapshot) in snapshots.iter().enumerate() {
        assert_eq!(with_clock.observe(snapshot), without.observe(snapshot));
        with_clock.due(at([80, 165, 900][turn]));
    }
}
