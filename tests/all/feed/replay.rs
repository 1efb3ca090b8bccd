//! Captures of one page over several years: its Atom feed is read completely, and agrees with the page's JSON.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use statusfeed::{Incident, Parser, Snapshot};

use crate::support::shared;

const ATOM: &str = "replay/github-atom.jsonl.xz";
const SUMMARIES: &str = "replay/github-summary.jsonl.xz";
const LISTS: &str = "corpus/statuspage";
/// The number of captures, and of entries in each.
const FEEDS: usize = 1_516;
const ENTRIES: usize = 25;

#[test]
#[ignore = "needs ../shared"]
fn every_entry_and_every_update_of_every_capture_is_read() {
    let feeds = shared::captures(ATOM);
    let parser = Parser::new();
    let (mut read, mut updates) = (0_usize, 0_usize);
    for feed in feeds {
        let snapshot = parser.parse(&feed).unwrap();
        let at = snapshot.source.as_of;
        assert_eq!(snapshot.diagnostics, [], "{at:?}");
        let entries: Vec<&str> = feed.split("<entry>").skip(1).collect();
        assert_eq!((entries.len(), snapshot.incidents.len()), (ENTRIES, ENTRIES), "{at:?}");
        for (entry, incident) in entries.iter().zip(&snapshot.incidents) {
            let written = entry.matches("&lt;small&gt;").count();
            assert_eq!(incident.updates.len(), written, "{at:?} {}", incident.id);
            assert!(entry.contains(&format!("/incidents/{}\"", incident.id)), "{at:?} {}", incident.id);
            let whole = incident.updates.iter().all(|update| update.at.is_some() && update.body.is_some());
            assert!(whole && incident.title.is_some() && incident.status.is_some(), "{at:?} {}", incident.id);
            updates += written;
        }
        read += 1;
    }
    println!("{read} feeds, {updates} updates");
    assert_eq!(read, FEEDS);
}

/// The update that Statuspage adds an hour before a maintenance: in its JSON, never in its feeds.
const REMINDER: &str = "Maintenance will begin as scheduled in 60 minutes.";

/// The id of an incident and the time of its last change.
type Version = (String, Option<i64>);

/// What both formats state about an incident.
fn facts(incident: &Incident) -> impl PartialEq + std::fmt::Debug + use<> {
    let minute = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp().div_euclid(60));
    // A list is Markdown in the JSON and plain lines in the feed.
    let words = |text: String| {
        text.split_whitespace().filter(|word| !["-", "*"].contains(word)).collect::<Vec<_>>().join(" ")
    };
    let updates: Vec<_> = incident
        .updates
        .iter()
        .map(|update| {
            (update.status.clone(), minute(update.at), update.body.as_ref().map(|body| words(body.plain())))
        })
        .filter(|(.., body)| body.as_deref() != Some(REMINDER))
        .collect();
    (
        (incident.title.clone().map(words), incident.kind, incident.status.clone()),
        (minute(incident.started_at), minute(incident.resolved_at)),
        updates,
    )
}

fn versions(snapshot: Snapshot) -> impl Iterator<Item = (Version, Incident)> {
    snapshot.incidents.into_iter().map(|incident| {
        let changed = incident.updated_at.map(|at| at.timestamp());
        ((incident.id.clone(), changed), incident)
    })
}

#[test]
#[ignore = "needs ../shared"]
fn feed_and_json_agree_on_every_version_of_an_incident() {
    let (feeds, summaries) = (shared::captures(ATOM), shared::captures(SUMMARIES));
    let parser = Parser::new();
    let by_feed: BTreeMap<_, _> = feeds.flat_map(|feed| versions(parser.parse(&feed).unwrap())).collect();
    let folder = shared::path(LISTS);
    let is_list = |path: &PathBuf| path.to_string_lossy().contains("github--incidents");
    let lists = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(is_list);
    let lists = lists.map(|path| std::fs::read_to_string(path).unwrap());
    let by_json: BTreeMap<_, _> =
        summaries.chain(lists).filter_map(|json| parser.parse(&json).ok()).flat_map(versions).collect();
    let shared: Vec<_> = by_json.iter().filter_map(|(v, json)| Some((v, json, by_feed.get(v)?))).collect();
    let differ: Vec<_> = shared.iter().filter(|(_, json, feed)| facts(json) != facts(feed)).collect();
    for (version, json, feed) in &differ {
        println!("{version:?}\n  {:?}\n  {:?}", facts(json), facts(feed));
    }
    println!("{} versions of incidents in both formats, {} differ", shared.len(), differ.len());
    assert!(shared.len() >= 50, "expected at least 50 versions in both, found {}", shared.len());
    assert!(differ.is_empty());
}
