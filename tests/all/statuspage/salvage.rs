//! What Statuspage's JSON comes to when something in it is not as it should be: the typed and the item-by-item reading
//! agree, nothing turns green by accident, and nothing takes its neighbours along.

use serde_json::{Value, json};
use statusfeed::diagnostic::Code;
use statusfeed::{Basis, ComponentStatus, Incident, Input, Parser, Snapshot};

use crate::support::fixture::Fixture;
use crate::support::random::Random;

/// A fixture whose text `serde_json` reads too, with what it says and how it is read as it stands.
struct Good {
    fixture: Fixture,
    document: Value,
    snapshot: Snapshot,
}

fn good() -> Vec<Good> {
    let good: Vec<_> = Fixture::all()
        .into_iter()
        .filter(|fixture| fixture.name.starts_with("statuspage/"))
        .filter_map(|fixture| {
            let document = serde_json::from_slice(&fixture.bytes).ok()?;
            let snapshot = statusfeed::parse(fixture.input()).ok()?;
            Some(Good { fixture, document, snapshot })
        })
        .collect();
    assert!(good.len() >= 30, "expected at least 30 good documents, found {}", good.len());
    good
}

/// Those whose components, where they list any, are the page's, and can all be read.
fn with_own_components() -> impl Iterator<Item = Good> {
    good().into_iter().filter(|good| {
        let listed = good.document.get("components").and_then(Value::as_array).map_or(0, Vec::len);
        good.document.get("component").is_some() || good.snapshot.components.len() == listed
    })
}

impl Good {
    /// Reads another text under the same hints.
    fn read(&self, document: &Value) -> Option<Snapshot> {
        let bytes = document.to_string();
        let mut input: Input<'_> = self.fixture.input();
        input.bytes = bytes.as_bytes();
        statusfeed::parse(input).ok()
    }
}

/// Only the item-by-item reading can keep the text of an item, so asking for it takes that way.
#[test]
fn both_ways_of_reading_agree() {
    let item_by_item = Parser::new().keep_raw(true);
    for good in good() {
        let mut other = item_by_item.parse(good.fixture.input()).unwrap();
        other.components.iter_mut().for_each(|component| component.raw = None);
        other.incidents.iter_mut().for_each(|incident| incident.raw = None);
        assert_eq!(other, good.snapshot, "{}", good.fixture.name);
    }
}

#[test]
fn a_value_of_another_type_is_reported_and_never_makes_it_green() {
    let mut tried = 0_usize;
    for good in good().into_iter().filter(|good| !codes(&good.snapshot).contains(&Code::UnreadableItem)) {
        for pointer in pointers(&good.document) {
            for wrong in [json!(17), json!(true), json!("purple"), json!({}), json!([[]])] {
                let mut document = good.document.clone();
                let place = document.pointer_mut(&pointer).unwrap();
                // Null stands for absent: there, any type may be the right one.
                if place.is_null() || kind(place) == kind(&wrong) {
                    continue;
                }
                let told = format!("{} with {wrong} at {pointer}", good.fixture.name);
                *place = wrong;
                tried += 1;
                let Some(read) = good.read(&document) else { continue };
                assert_no_accident(&read, &good.snapshot, &told);
                let is_unread = without_diagnostics(&read) == without_diagnostics(&good.snapshot);
                let before: Vec<_> = good.snapshot.diagnostics.iter().map(|d| (&d.code, &d.path)).collect();
                let is_reported = read.diagnostics.iter().any(|d| !before.contains(&(&d.code, &d.path)));
                assert!(is_unread || is_reported, "{told} changed the reading in silence");
            }
        }
    }
    println!("{tried} documents with one value of another type");
}

#[test]
fn a_key_that_is_left_out_never_makes_it_green() {
    for good in good() {
        for pointer in pointers(&good.document) {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let mut document = good.document.clone();
            if let Some(Value::Object(object)) = document.pointer_mut(parent) {
                object.remove(key);
                if let Some(read) = good.read(&document) {
                    let told = format!("{} without {pointer}", good.fixture.name);
                    assert_no_accident(&read, &good.snapshot, &told);
                }
            }
        }
    }
}

/// An item that is none is lost with a report, and the rest of its list is read as it was.
#[test]
fn one_bad_item_leaves_its_neighbours_alone() {
    let mut tried = 0_usize;
    for good in with_own_components() {
        for pointer in pointers(&good.document) {
            let is_item = pointer.rsplit('/').next().is_some_and(|last| last.parse::<usize>().is_ok());
            let in_list = ["/incidents/", "/scheduled_maintenances/", "/components/"]
                .iter()
                .any(|list| pointer.starts_with(list) && pointer.matches('/').count() == 2);
            if !(is_item && in_list) {
                continue;
            }
            let mut document = good.document.clone();
            let item = std::mem::replace(document.pointer_mut(&pointer).unwrap(), json!(17));
            let told = format!("{} without {pointer}", good.fixture.name);
            let read = good.read(&document).unwrap_or_else(|| panic!("{told} is refused"));
            assert!(codes(&read).contains(&Code::UnreadableItem) || !item.is_object(), "{told}: no report");
            let (before, after) = (names(&good.snapshot), names(&read));
            let lost = before.iter().filter(|name| !after.contains(name)).count();
            assert!(lost <= 1, "{told} took {lost} items: {before:?} became {after:?}");
            for incident in &read.incidents {
                assert!(
                    incident.id.starts_with("anon-") || good.snapshot.incidents.contains(incident),
                    "{told} changed {:?}",
                    incident.id
                );
            }
            tried += 1;
        }
    }
    println!("{tried} documents with one bad item");
    assert!(tried >= 40, "expected at least 40 items, found {tried}");
}

#[test]
fn one_bad_update_leaves_its_neighbours_alone() {
    for good in good() {
        for pointer in pointers(&good.document) {
            let parts: Vec<_> = pointer.split('/').collect();
            let ["", place, index, "incident_updates", _] = parts[..] else { continue };
            let mut document = good.document.clone();
            let item = std::mem::replace(document.pointer_mut(&pointer).unwrap(), json!("lost"));
            let id = document.pointer(&format!("/{place}/{index}/id")).and_then(Value::as_str);
            let (Some(id), Some(lost)) = (id, item["id"].as_str()) else { continue };
            let of = |snapshot: &Snapshot| -> Incident {
                snapshot.incidents.iter().find(|incident| incident.id == id).unwrap().clone()
            };
            let read = good.read(&document).unwrap();
            let texts = |incident: Incident| -> Vec<_> {
                let told = incident.updates.into_iter().filter(|update| update.id.as_deref() != Some(lost));
                told.map(|update| (update.id, update.at, update.body, update.components)).collect()
            };
            let told = format!("{} without {pointer}", good.fixture.name);
            assert_eq!(texts(of(&read)), texts(of(&good.snapshot)), "{told}");
            assert!(codes(&read).contains(&Code::UnreadableItem), "{told}: no report");
        }
    }
}

#[test]
fn a_word_that_is_not_known_is_never_well() {
    let mut random = Random::new(0x0dd);
    let letters: Vec<char> = ('a'..='z').collect();
    for good in with_own_components() {
        for pointer in pointers(&good.document) {
            let is_status = pointer.ends_with("/indicator")
                || pointer.ends_with("/status") && pointer.starts_with("/components/");
            let Some(word) = good.document.pointer(&pointer).and_then(Value::as_str).filter(|_| is_status)
            else {
                continue;
            };
            let seed = random.seed();
            let odd = [
                String::new(),
                format!("{word}ly"),
                format!("un{word}"),
                (0..=random.below(12)).filter_map(|_| random.pick(&letters)).collect(),
            ];
            for word in odd {
                let mut document = good.document.clone();
                *document.pointer_mut(&pointer).unwrap() = json!(word);
                let told = format!("{} with {word:?} at {pointer}, seed {seed:#x}", good.fixture.name);
                let read = good.read(&document).unwrap_or_else(|| panic!("{told} is refused"));
                if pointer.ends_with("/indicator") {
                    assert!(!read.is_operational(), "{told} is well");
                } else {
                    let index: usize = pointer.split('/').nth(2).unwrap().parse().unwrap();
                    let status = read.components[index].status.clone();
                    assert_ne!(status, Some(ComponentStatus::Operational), "{told}");
                    assert!(read.health.basis == Basis::Stated || !read.is_operational(), "{told} is well");
                }
                assert!(codes(&read).contains(&Code::UnknownValue), "{told}: no report");
            }
        }
    }
}

/// Green stays green only where the evidence for it is still there.
fn assert_no_accident(read: &Snapshot, before: &Snapshot, told: &str) {
    if !read.is_operational() {
        return;
    }
    assert!(before.is_operational(), "{told} is well");
    if read.health.basis == Basis::Derived {
        let evidence = |snapshot: &Snapshot| -> Vec<_> {
            let leaves = snapshot.components.iter().filter(|component| !component.is_group);
            leaves.map(|component| component.status.clone()).collect()
        };
        assert_eq!(evidence(read), evidence(before), "{told} is still well without a component");
        assert!(read.open_incidents().next().is_none(), "{told} is well with an open incident");
    }
}

fn codes(snapshot: &Snapshot) -> Vec<Code> {
    snapshot.diagnostics.iter().map(|diagnostic| diagnostic.code.clone()).collect()
}

fn names(snapshot: &Snapshot) -> Vec<String> {
    let components = snapshot.components.iter().filter_map(|component| component.name.clone());
    components.chain(snapshot.incidents.iter().filter_map(|incident| incident.title.clone())).collect()
}

fn without_diagnostics(snapshot: &Snapshot) -> Snapshot {
    let mut snapshot = snapshot.clone();
    snapshot.diagnostics.clear();
    snapshot
}

fn kind(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

/// The place of every value below the top.
fn pointers(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((path, value)) = open.pop() {
        let below: Vec<(String, &Value)> = match value {
            Value::Object(object) => {
                object.iter().map(|(key, value)| (format!("{path}/{key}"), value)).collect()
            }
            Value::Array(list) => {
                list.iter().enumerate().map(|(index, value)| (format!("{path}/{index}"), value)).collect()
            }
            _ => Vec::new(),
        };
        found.extend(below.iter().map(|(path, _)| path.clone()));
        open.extend(below);
    }
    found
}
