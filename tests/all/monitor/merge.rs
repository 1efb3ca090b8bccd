//! Several documents of one page as one snapshot: what is fresher or more precise wins, and the order does not matter.

use statusfeed::diagnostic::Code;
use statusfeed::monitor::Merged;
use statusfeed::{Component, Extent, Format, Health, Snapshot};

use super::{at, component, feed, feed_update, incident, page, update};
#[cfg(all(feature = "statuspage", feature = "feed"))]
use crate::support::random::Random;
#[cfg(all(feature = "statuspage", feature = "feed"))]
use crate::support::shared;

#[test]
fn the_fresher_and_the_more_precise_fact_wins() {
    let json = page(20)
        .with_component(component("web", "major_outage"))
        .with_incident(incident("a", [update("investigating", 10)]))
        .with_health(Health::stated("minor"));
    let mut in_feed = incident("a", [feed_update("investigating", 10), feed_update("identified", 30)]);
    in_feed.impact = None;
    in_feed.title = Some("A".to_owned());
    let old = incident("b", [feed_update("investigating", 1), feed_update("resolved", 5)]);
    let feed = feed(30).with_incident(in_feed).with_incident(old);
    let merged = Merged::new([feed.clone(), json.clone()]);
    let snapshot = merged.snapshot();
    let ids: Vec<_> = snapshot.incidents.iter().map(|incident| incident.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    let a = &snapshot.incidents[0];
    assert_eq!(a.status.as_ref().map(ToString::to_string).as_deref(), Some("identified"));
    assert_eq!(a.impact.as_ref().map(ToString::to_string).as_deref(), Some("minor"));
    assert_eq!(a.title.as_deref(), Some("Trouble a"));
    let keys: Vec<_> = a.updates.iter().map(|update| update.key().to_string()).collect();
    assert_eq!(keys, ["investigating-10", "2026-03-08T08:30Z identified"]);
    assert_eq!(snapshot.source.coverage.components, Extent::Complete);
    assert_eq!(snapshot.source.as_of, Some(at(30)));
    assert_eq!(snapshot.health, Health::stated("minor"));
    assert_eq!(merged.incident_sources("a").count(), 2);
    assert_eq!(merged.incident_sources("b").map(|source| source.format).collect::<Vec<_>>(), [Format::Atom]);
    assert_eq!(merged.component_sources(&snapshot.components[0]).count(), 1);
}

#[test]
fn what_a_fresher_list_of_everything_open_does_not_have_is_over() {
    let feed = feed(10).with_incident(incident("a", [feed_update("investigating", 10)]));
    let snapshot = Snapshot::merge([page(20), feed]);
    assert_eq!(snapshot.open_incidents().count(), 0);
    assert_eq!(snapshot.incidents[0].status, None);
    assert!(snapshot.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::Contradiction));
    // An older list says nothing about it; a stated "none" beside it is a contradiction.
    let feed = super::feed(30).with_incident(incident("a", [feed_update("investigating", 30)]));
    let snapshot = Snapshot::merge([page(20), feed]);
    assert_eq!(snapshot.open_incidents().count(), 1);
    let contradiction = snapshot.diagnostics.iter().find(|diagnostic| diagnostic.code == Code::Contradiction);
    assert_eq!(contradiction.map(|diagnostic| diagnostic.path.as_str()), Some("/health/impact"));
}

#[test]
fn lists_of_different_length_are_reported_and_united() {
    let json = page(10).with_component(component("web", "operational"));
    let mut html = page(20)
        .with_component(Component::new("WEB").with_status("partial_outage"))
        .with_component(Component::new("New").with_status("operational"));
    html.source.format = Format::Html;
    html.source.adapter = "statuspage-html".to_owned();
    let snapshot = Snapshot::merge([json, html]);
    let rows: Vec<_> = snapshot
        .components
        .iter()
        .map(|row| (row.id.as_deref(), row.name.as_deref().unwrap(), row.status.as_ref().unwrap().as_str()))
        .collect();
    assert_eq!(rows, [(Some("web"), "WEB", "partial_outage"), (None, "New", "operational")]);
    let message = "expected the same components in each complete list, found 2 in statuspage-html and 1 in statuspage-json";
    assert_eq!(snapshot.diagnostics[0].message, message);
}

#[cfg(all(feature = "statuspage", feature = "feed", feature = "html"))]
#[test]
fn real_documents_merge_in_any_order_and_grouping() {
    let mut pages: std::collections::BTreeMap<String, Vec<Snapshot>> = std::collections::BTreeMap::new();
    for fixture in crate::support::fixture::Fixture::all() {
        let Some(name) = fixture.name.strip_prefix("same-page/") else { continue };
        if let Ok(snapshot) = statusfeed::parse(fixture.input()) {
            let page = name.split('.').next().unwrap_or_default().to_owned();
            pages.entry(page).or_default().push(snapshot);
        }
    }
    assert!(!pages.is_empty());
    for (page, documents) in pages {
        let all = Merged::new(documents.clone());
        let backwards = Merged::new(documents.iter().rev().cloned());
        assert_eq!(all, backwards, "{page}");
        let (left, right) = documents.split_at(documents.len() / 2);
        let grouped = Merged::new(right.to_vec()).union(Merged::new(left.to_vec()));
        assert_eq!(all, grouped, "{page}");
        assert_eq!(all.clone().union(all.clone()), all, "{page}");
        for document in &documents {
            assert_eq!(Snapshot::merge([document.clone(), document.clone()]), *document, "{page}");
            for incident in &document.incidents {
                assert!(all.snapshot().incident(&incident.id).is_some(), "{page}: {}", incident.id);
            }
        }
    }
}

/// The same for documents of a real page in random sets, orders and groups.
#[cfg(all(feature = "statuspage", feature = "feed"))]
#[test]
#[ignore = "needs ../shared"]
fn captured_documents_merge_in_any_order_and_grouping() {
    let mut documents = Vec::new();
    for (series, every) in [("replay/github-summary.jsonl.xz", 100), ("replay/github-atom.jsonl.xz", 20)] {
        let bodies = shared::captures(series).step_by(every);
        documents.extend(bodies.filter_map(|body| statusfeed::parse(body.as_bytes()).ok()).take(80));
    }
    assert!(documents.len() > 100, "expected more than 100 documents, found {}", documents.len());
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let count = 2 + random.below(5);
        let chosen: Vec<Snapshot> =
            (0..count).map(|_| documents[random.below(documents.len())].clone()).collect();
        let all = Merged::new(chosen.clone());
        let mut shuffled = chosen.clone();
        for place in (1..shuffled.len()).rev() {
            shuffled.swap(place, random.below(place + 1));
        }
        let one_by_one = shuffled.iter().fold(Merged::new([]), |merged, next| merged.with(next.clone()));
        assert_eq!(one_by_one, all, "seed {seed}: one by one");
        let (left, right) = shuffled.split_at(1 + random.below(count - 1));
        let grouped = Merged::new(right.to_vec()).union(Merged::new(left.to_vec()));
        assert_eq!(grouped, all, "seed {seed}: in two groups");
        assert_eq!(all.clone().union(all.clone()), all, "seed {seed}: with itself");
        // What was merged, merged with what it was made from, says nothing new.
        let incidents = |snapshot: &Snapshot| snapshot.incidents.len();
        let again = Merged::new(chosen.into_iter().chain([all.snapshot().clone()]));
        assert_eq!(incidents(again.snapshot()), incidents(all.snapshot()), "seed {seed}: with its result");
    }
}
