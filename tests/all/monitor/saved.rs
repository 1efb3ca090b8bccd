//! A tracker's saved state: what is loaded goes on as if nothing had happened, and what is damaged is refused.

use statusfeed::monitor::Tracker;

use super::{component, incident, maintenance, observe, page, update};
use crate::support::random::Random;

fn known() -> Tracker {
    let mut tracker = Tracker::new();
    observe(
        &mut tracker,
        &page(30)
            .with_component(component("web", "major_outage"))
            .with_incident(incident("a", [update("investigating", 10), update("identified", 20)]))
            .with_incident(maintenance("m", (60, 90), [update("scheduled", 5)])),
    );
    tracker
}

#[test]
fn a_loaded_tracker_is_the_saved_one() {
    let tracker = known();
    let text = serde_json::to_string(&tracker).unwrap();
    assert_eq!(serde_json::from_str::<Tracker>(&text).unwrap(), tracker);
    // Pretty-printed, and with its keys in another order within the state: the values count.
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let pretty = format!(
        "{{\"version\": {}, \"checksum\": {},\n \"state\": {:#}}}",
        value["version"], value["checksum"], value["state"]
    );
    assert_eq!(serde_json::from_str::<Tracker>(&pretty).unwrap(), tracker);
}

#[test]
fn a_damaged_state_is_refused() {
    let text = serde_json::to_string(&known()).unwrap();
    for end in (0..text.len()).step_by(7) {
        assert!(serde_json::from_str::<Tracker>(&text[..end]).is_err(), "cut off after {end} bytes");
    }
    let mut random = Random::new(15);
    for _ in 0..500 {
        let mut bytes = text.clone().into_bytes();
        let place = random.below(bytes.len());
        bytes[place] = b' ' + u8::try_from(random.below(95)).unwrap();
        let damaged = String::from_utf8(bytes).unwrap();
        // Where the value is the same (a changed sign in a float, white space) it may be taken in; else it is refused.
        if let Ok(loaded) = serde_json::from_str::<Tracker>(&damaged) {
            assert_eq!(loaded, known(), "seed {}: {damaged}", random.seed());
        }
    }
}

#[test]
fn another_version_is_refused_before_its_state_is_looked_at() {
    for (text, expected) in [
        (r#"{"version": 2, "anything": []}"#, "expected a tracker saved as version 1, found version 2"),
        (r#"{"state": {}, "version": 1}"#, "missing field `version`"),
        (r#"{"version": 1, "checksum": 7}"#, "missing field `state`"),
        ("{}", "missing field `version`"),
        ("[]", "missing field `version`"),
        ("null", "invalid type: null, expected a saved tracker"),
    ] {
        let error = serde_json::from_str::<Tracker>(text).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{text}: {error}");
    }
}

/// A state that version 0.1 saved. It must load for as long as the version of the form is 1, and what happens next must be
/// no storm: only what really changed.
#[test]
fn a_state_of_the_first_release_goes_on() {
    let text = include_str!("tracker-v1.json");
    let mut tracker: Tracker = serde_json::from_str(text).unwrap();
    assert_eq!(tracker, known());
    let newest = page(500).with_component(component("web", "operational")).with_incident(maintenance(
        "m",
        (60, 90),
        [update("scheduled", 5)],
    ));
    assert_eq!(
        observe(&mut tracker, &newest),
        ["incident_resolved a identified→null @500", "component_changed web major_outage→operational @500"]
    );
}
