//! Events and snapshots as text: whatever vendors write, the form holds.

use statusfeed::monitor::{EventKind, Tracker, render};
use statusfeed::{Incident, RichText, Schedule, Snapshot, Update, Vendor};

use super::{at, component, incident, maintenance, page, update};

const HOSTILE: &str =
    "*Uploads*\r\nfail [here](javascript:alert(1)) <!everyone> @channel \u{202e}\"; DROP, \\ -";

fn hostile() -> Snapshot {
    let body = Update::new("investigating").with_at(at(1)).with_body(RichText::text(HOSTILE));
    let mut incident = Incident::new(HOSTILE, HOSTILE).with_impact(HOSTILE).with_update(body.clone());
    incident.status = Some("investigating".into());
    let mut work = Incident::maintenance(HOSTILE.to_uppercase(), HOSTILE).with_update(body);
    work.status = Some("scheduled".into());
    work.scheduled = Some(Schedule::new(Some(at(60)), Some(at(30))));
    page(2)
        .with_vendor(Vendor::new(HOSTILE))
        .with_component(component(HOSTILE, HOSTILE))
        .with_incident(incident)
        .with_incident(work)
}

#[test]
fn hostile_words_stay_words() {
    let snapshot = hostile();
    let events = Tracker::new().observe(&snapshot);
    assert_eq!(events.len(), 2);
    for event in &events {
        let line = render::text_line(event);
        assert!(!line.contains(['\n', '\r', '\u{202e}']), "{line:?}");
        let message = render::markdown(event, event.find_incident(&snapshot));
        for bare in ["<!", "](", "@channel", "*Uploads*"] {
            let escaped = message.match_indices(bare).all(|(at, _)| message[..at].ends_with('\\'));
            assert!(escaped, "{bare}: {message}");
        }
        serde_json::to_string(&render::Webhook::new(event, &snapshot)).unwrap();
    }
    let calendar = render::icalendar(&snapshot, at(0));
    for line in calendar.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
        assert!(line.starts_with(' ') || line.contains(':'), "{line:?}");
    }
    assert!(!calendar.contains("DTEND"), "an end before the start is left out");
    let metrics = render::open_metrics(&[snapshot], at(3));
    for line in metrics.lines().filter(|line| !line.starts_with('#')) {
        let (labels, value) = line.rsplit_once("} ").unwrap();
        assert!(labels.starts_with("statusfeed_") && value.parse::<f64>().is_ok(), "{line}");
    }
}

#[test]
fn each_kind_has_a_sentence() {
    let mut tracker = Tracker::with_page_key("acme");
    let planned = maintenance("m", (60, 90), [update("scheduled", 5)]);
    let mut moved = planned.clone().with_scheduled(Schedule::new(Some(at(70)), Some(at(90))));
    moved.title = Some("Works".to_owned());
    let web = |status: &str| component("web", status);
    let snapshots = [
        page(6).with_component(web("operational")).with_incident(planned),
        page(7).with_component(web("major_outage")).with_incident(moved),
        page(8).with_incident(incident("a", [update("investigating", 8)])),
        page(9),
    ];
    let lines: Vec<_> = snapshots
        .iter()
        .flat_map(|snapshot| tracker.observe(snapshot))
        .map(|event| render::text_line(&event))
        .collect();
    assert_eq!(
        lines,
        [
            "2026-03-08 08:05Z acme maintenance scheduled: \"Work m\" is scheduled",
            "2026-03-08 08:07Z acme maintenance rescheduled: \"Work m\" is planned for \
             2026-03-08T09:10:00Z/2026-03-08T09:30:00Z, was 2026-03-08T09:00:00Z/2026-03-08T09:30:00Z",
            "2026-03-08 08:07Z acme incident edited: \"Works\", was \"Work m\"",
            "2026-03-08 08:07Z acme component changed: \"WEB\" is major_outage, was operational",
            "2026-03-08 08:08Z acme incident opened: \"Trouble a\" is investigating (minor)",
            "2026-03-08 08:08Z acme maintenance canceled: \"Works\" is no longer listed, was scheduled",
            "2026-03-08 08:08Z acme component removed: \"WEB\"",
            "2026-03-08 08:09Z acme incident resolved: \"Trouble a\" is no longer listed, was investigating (minor)",
        ]
    );
}

#[test]
fn a_webhook_of_what_disappeared_says_that_it_is_over() {
    let mut tracker = Tracker::new();
    tracker.observe(&page(1).with_incident(incident("a", [update("investigating", 1)])));
    let last = page(2);
    let events = tracker.observe(&last);
    assert_eq!(events[0].kind, EventKind::IncidentResolved);
    let webhook = serde_json::to_value(render::Webhook::new(&events[0], &last)).unwrap();
    assert_eq!(webhook["incident"]["status"], "resolved");
    assert_eq!(webhook["incident"]["name"], "Trouble a");
}
