//! Streams of snapshots with drops, repeats, reorderings and restarts: whatever arrives, no key comes twice, nothing is
//! said about what a document does not cover, and in the end the tracker knows what the last document says.

use std::collections::HashSet;

use statusfeed::monitor::{EventKind, Tracker};
use statusfeed::{Extent, Health, Incident, Snapshot, Update};

use super::{at, component, feed, page, update};
use crate::support::random::Random;
#[cfg(all(feature = "statuspage", feature = "feed"))]
use crate::support::shared;

/// A life of a page: what its JSON and its feed show at each step.
struct Life {
    random: Random,
    minute: i64,
    incidents: Vec<Incident>,
    statuses: [&'static str; 3],
    next_id: u32,
}

impl Life {
    fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            minute: 0,
            incidents: Vec::new(),
            statuses: ["operational"; 3],
            next_id: 0,
        }
    }

    /// Something happens.
    fn step(&mut self) {
        self.minute += 1 + i64::try_from(self.random.below(50)).unwrap();
        match self.random.below(6) {
            0 => {
                self.next_id += 1;
                let first = update("investigating", self.minute);
                let started_at = first.at.unwrap();
                let incident = Incident::new(format!("i{}", self.next_id), "Trouble")
                    .with_status("investigating")
                    .with_impact("minor")
                    .with_started_at(started_at)
                    .with_updated_at(started_at)
                    .with_update(first);
                self.incidents.insert(0, incident);
            }
            1 => {
                let status = ["operational", "partial_outage", "major_outage"][self.random.below(3)];
                self.statuses[self.random.below(3)] = status;
            }
            _ => {
                let words = ["identified", "monitoring", "resolved", "investigating"];
                let word = words[self.random.below(4)];
                let count = self.incidents.len().min(4);
                let chosen = self.random.below(count);
                if let Some(incident) = self.incidents.get_mut(chosen) {
                    incident.updates.push(update(word, self.minute));
                    incident.status = Some(word.into());
                    incident.updated_at = Some(at(self.minute));
                    incident.resolved_at = (word == "resolved").then(|| at(self.minute));
                }
            }
        }
    }

    fn json(&self) -> Snapshot {
        let mut snapshot = page(self.minute).with_health(Health::stated("minor"));
        for (id, status) in ["web", "api", "mail"].into_iter().zip(self.statuses) {
            snapshot = snapshot.with_component(component(id, status));
        }
        snapshot.incidents = self.incidents.iter().filter(|incident| !incident.is_over()).cloned().collect();
        snapshot
    }

    fn feed(&self) -> Snapshot {
        let mut snapshot = feed(self.minute);
        snapshot.incidents = self.incidents.iter().take(10).cloned().collect();
        for update in snapshot.incidents.iter_mut().flat_map(|incident| &mut incident.updates) {
            let Update { id, .. } = update;
            *id = None;
        }
        snapshot
    }
}

/// What arrives of a stream: some snapshots are lost, some come twice, some come again after later ones.
fn disturb(snapshots: &[Snapshot], random: &mut Random) -> Vec<Snapshot> {
    let mut arrived = Vec::new();
    for index in 0..snapshots.len() {
        match random.below(5) {
            0 => {}
            1 => arrived.extend([snapshots[index].clone(), snapshots[index].clone()]),
            2 => {
                arrived.push(snapshots[index].clone());
                arrived.push(snapshots[index.saturating_sub(random.below(9))].clone());
            }
            _ => arrived.push(snapshots[index].clone()),
        }
    }
    arrived
}

/// Checks that the tracker knows what the last list of everything open says.
fn check_picture(tracker: &Tracker, last: &Snapshot, seed: u64) {
    let known: HashSet<_> =
        tracker.open_incidents().map(|known| (known.id.to_owned(), known.status.cloned())).collect();
    let open = last.incidents.iter().filter(|listed| !listed.is_over());
    let listed: HashSet<_> = open.map(|listed| (listed.id.clone(), listed.status.clone())).collect();
    assert_eq!(known, listed, "seed {seed}");
    for component in &last.components {
        let status = tracker.component_status(component.id.as_deref().unwrap());
        assert_eq!(status, component.status.as_ref(), "seed {seed}");
    }
    assert_eq!(tracker.health(), last.health.impact.as_ref());
}

/// Feeds the snapshots, with restarts, and checks each event.
fn run(snapshots: &[Snapshot], random: &mut Random, seed: u64) -> Tracker {
    let mut tracker = Tracker::new();
    let mut keys = HashSet::new();
    for snapshot in snapshots {
        let coverage = snapshot.source.coverage;
        for event in tracker.observe(snapshot) {
            assert!(keys.insert(event.key.clone()), "seed {seed}: {event:?} comes twice");
            let covered = match event.kind {
                EventKind::ComponentChanged | EventKind::HealthChanged => coverage.components != Extent::None,
                EventKind::ComponentAdded | EventKind::ComponentRemoved | EventKind::ComponentRenamed => {
                    coverage.components == Extent::Complete
                }
                _ => coverage.incidents != Extent::None,
            };
            assert!(covered, "seed {seed}: {event:?} is not covered");
            if event.kind == EventKind::IncidentResolved && event.to.is_none() {
                assert!(coverage.incidents.silence_means_over(), "seed {seed}: {event:?}");
            }
        }
        if random.below(7) == 0 {
            let saved = serde_json::to_string(&tracker).unwrap();
            tracker = serde_json::from_str(&saved).unwrap();
        }
    }
    tracker
}

#[test]
fn whatever_arrives_the_tracker_ends_with_what_the_last_document_says() {
    for seed in 0..150 {
        let mut life = Life::new(seed);
        let mut snapshots = Vec::new();
        for _ in 0..60 {
            life.step();
            snapshots.push(life.json());
            snapshots.push(life.feed());
        }
        let random = &mut life.random;
        let mut arrived = disturb(&snapshots, random);
        let (last_feed, last_json) = (snapshots.pop().unwrap(), snapshots.pop().unwrap());
        arrived.extend([last_json.clone(), last_feed, last_json.clone()]);
        let tracker = run(&arrived, random, seed);
        check_picture(&tracker, &last_json, seed);
    }
}

/// The same for a real page: GitHub's summary and its Atom feed, as far as both were captured.
#[cfg(all(feature = "statuspage", feature = "feed"))]
#[test]
#[ignore = "needs ../shared"]
fn a_real_page_arrives_in_any_order() {
    let parse = |series: &str, every: usize| -> Vec<Snapshot> {
        let bodies = shared::captures(series).step_by(every);
        bodies.filter_map(|body| statusfeed::parse(body.as_bytes()).ok()).collect()
    };
    let summaries = parse("replay/github-summary.jsonl.xz", 20);
    let feeds = parse("replay/github-atom.jsonl.xz", 20);
    assert!(summaries.len() > 200 && feeds.len() > 20, "{} and {}", summaries.len(), feeds.len());
    for seed in 0..10 {
        let mut random = Random::new(seed);
        let from = random.below(summaries.len() - 120);
        let mut page = summaries[from..from + 120].to_vec();
        let last = page.last().cloned().unwrap();
        let (begin, end) = (page[0].source.as_of, last.source.as_of);
        let during = |feed: &&Snapshot| feed.source.as_of >= begin && feed.source.as_of <= end;
        page.extend(feeds.iter().filter(during).cloned());
        page.sort_by_key(|snapshot| snapshot.source.as_of);
        let mut arrived = disturb(&page, &mut random);
        arrived.extend([last.clone(), last.clone()]);
        let tracker = run(&arrived, &mut random, seed);
        check_picture(&tracker, &last, seed);
    }
}

#[test]
fn in_order_each_update_comes_once_and_each_end_after_its_beginning() {
    for seed in 0..100 {
        let mut life = Life::new(seed);
        let mut tracker = Tracker::new();
        let mut open: HashSet<String> = HashSet::new();
        for _ in 0..60 {
            life.step();
            let snapshots = if life.random.below(2) == 0 {
                [life.json(), life.feed()]
            } else {
                [life.feed(), life.json()]
            };
            for event in snapshots.iter().flat_map(|snapshot| tracker.observe(snapshot)) {
                let id = event.incident.clone().unwrap_or_default();
                match event.kind {
                    EventKind::IncidentOpened | EventKind::IncidentReopened => {
                        assert!(open.insert(id), "seed {seed}: {event:?} but it is open");
                    }
                    EventKind::IncidentResolved => {
                        assert!(open.remove(&id), "seed {seed}: {event:?} but it is not open");
                    }
                    _ => {}
                }
            }
            let listed: HashSet<_> = life.json().incidents.into_iter().map(|incident| incident.id).collect();
            assert_eq!(open, listed, "seed {seed} at {}", life.minute);
        }
    }
}

#[test]
fn the_state_stays_small() {
    let mut tracker = Tracker::new();
    let mut sizes = Vec::new();
    for number in 0..2_000 {
        let id = format!("i{number}");
        let trouble = Incident::new(id, "Trouble")
            .with_status("investigating")
            .with_update(update("investigating", number));
        tracker.observe(&page(number).with_incident(trouble));
        if number % 500 == 499 {
            sizes.push(serde_json::to_string(&tracker).unwrap().len());
        }
    }
    assert!(sizes[3] < sizes[0] + 500 && sizes[3] < 100_000, "{sizes:?}");
}
