//! Several formats of one page in one tracker: one life for each incident.

use statusfeed::monitor::Tracker;
use statusfeed::{AffectedComponent, Component, Extent, Format};

use super::{at, component, feed, feed_update, incident, observe, page, update};

#[test]
fn a_step_is_reported_once_in_any_mix_of_formats() {
    let mut tracker = Tracker::new();
    observe(&mut tracker, &page(0));
    observe(&mut tracker, &feed(0));
    let mut exact = update("investigating", 10);
    exact.at = Some(at(10) + chrono::TimeDelta::try_milliseconds(39_250).unwrap());
    assert_eq!(observe(&mut tracker, &page(11).with_incident(incident("a", [exact.clone()]))).len(), 1);
    // The feed gives the minute, another title and no impact.
    let mut in_feed = incident("a", [feed_update("investigating", 10)]);
    in_feed.title = Some("Trouble with a".to_owned());
    in_feed.impact = None;
    assert!(observe(&mut tracker, &feed(11).with_incident(in_feed.clone())).is_empty());
    // The feed is first with the next step; the JSON follows.
    in_feed.updates.push(feed_update("identified", 20));
    in_feed.status = Some("identified".into());
    assert_eq!(
        observe(&mut tracker, &feed(20).with_incident(in_feed.clone())),
        ["incident_updated a investigating→identified @20"]
    );
    // A copy of the JSON that is older than the feed does not move the status back, or end what the feed has shown.
    assert!(observe(&mut tracker, &page(15).with_incident(incident("a", [exact.clone()]))).is_empty());
    let followed = incident("a", [exact, update("identified", 20)]);
    assert!(observe(&mut tracker, &page(21).with_incident(followed)).is_empty());
    assert_eq!(observe(&mut tracker, &page(30)), ["incident_resolved a identified→null @30"]);
    // The feed still has it open, and then says how it ended.
    assert!(observe(&mut tracker, &feed(25).with_incident(in_feed.clone())).is_empty());
    in_feed.updates.push(feed_update("resolved", 29));
    in_feed.status = Some("resolved".into());
    assert_eq!(
        observe(&mut tracker, &feed(29).with_incident(in_feed.clone())),
        ["incident_updated a null→resolved @29"]
    );
    assert!(observe(&mut tracker, &page(31)).is_empty());
    in_feed.updates.push(feed_update("investigating", 40));
    in_feed.status = Some("investigating".into());
    assert_eq!(
        observe(&mut tracker, &feed(40).with_incident(in_feed)),
        ["incident_reopened a resolved→investigating @40"]
    );
}

#[test]
fn an_incident_that_the_feed_shows_first_is_not_ended_by_an_older_list() {
    let mut tracker = Tracker::new();
    observe(&mut tracker, &page(0));
    let open = incident("a", [feed_update("investigating", 10)]);
    assert_eq!(
        observe(&mut tracker, &feed(10).with_incident(open)),
        ["incident_opened a null→investigating @10"]
    );
    assert!(observe(&mut tracker, &page(9)).is_empty());
    assert_eq!(observe(&mut tracker, &page(12)), ["incident_resolved a investigating→null @12"]);
}

#[test]
fn the_history_of_a_further_format_is_not_news() {
    let mut tracker = Tracker::new();
    observe(&mut tracker, &page(100));
    let over = |id: &str, minute| {
        incident(id, [feed_update("investigating", minute), feed_update("resolved", minute + 5)])
            .with_resolved_at(at(minute + 5))
    };
    let history = feed(110).with_incident(over("new", 101)).with_incident(over("old", 50));
    assert_eq!(observe(&mut tracker, &history), ["incident_backfilled new null→resolved @106"]);
}

#[test]
fn an_update_that_a_feed_rounds_or_redates_is_not_new() {
    let mut tracker = Tracker::new();
    let mut fresh = feed_update("investigating", 10);
    fresh.at = Some(at(10) + chrono::TimeDelta::try_seconds(39).unwrap());
    observe(&mut tracker, &feed(10).with_incident(incident("a", [fresh])));
    let rounded = incident("a", [feed_update("investigating", 10)]);
    assert!(observe(&mut tracker, &feed(11).with_incident(rounded)).is_empty());
    // Another date, the same words.
    let mut moved = feed_update("investigating", 10);
    moved.at = Some(at(8));
    assert!(observe(&mut tracker, &feed(12).with_incident(incident("a", [moved.clone()]))).is_empty());
    // Two of one minute and word are two.
    let twice = incident("a", [moved.clone(), moved]);
    assert_eq!(observe(&mut tracker, &feed(13).with_incident(twice)).len(), 1);
}

#[test]
fn a_page_without_ids_speaks_of_the_same_components() {
    let mut tracker = Tracker::new();
    let grouped = |mut member: Component| {
        member.parent_id = Some("g".to_owned());
        member
    };
    let full = page(0)
        .with_component(component("g", "operational").with_is_group(true))
        .with_component(grouped(component("web", "operational")));
    observe(&mut tracker, &full);
    let mut html = page(10).with_component(Component::new("WEB").with_status("major_outage"));
    html.source.format = Format::Html;
    html.source.adapter = "statuspage-html".to_owned();
    // Another name than the JSON's "G - WEB": it is not known to be the same, and nothing is invented.
    assert!(observe(&mut tracker, &html).is_empty());
    let mut group = Component::new("G").with_id("g").with_is_group(true).with_status("operational");
    group.position = Some(1);
    html.components.insert(0, group);
    html.components[1].parent_id = Some("g".to_owned());
    html.source.as_of = Some(at(11));
    let events = observe(&mut tracker, &html);
    assert!(events.contains(&"component_changed web operational→major_outage @11".to_owned()), "{events:?}");
}

#[test]
fn an_incident_names_its_components_by_id_or_by_group_and_name() {
    let web = Component::new("Web").with_id("w");
    let named = |name: &str| incident("a", []).with_component(AffectedComponent::new(name));
    assert!(named("web ").affects(&web) && named("Shop - Web").affects(&web));
    assert!(!named("Webhooks").affects(&web));
    let by_id = incident("a", []).with_component(AffectedComponent::new("Web").with_id("other"));
    assert!(!by_id.affects(&web), "the ids decide where both have one");
    assert!(Extent::Complete.silence_means_over() && !Extent::Partial.silence_means_over());
}
