//! Statuspage's JSON with wrong types, missing keys and damaged items: the fast and the item-by-item path agree, nothing
//! becomes operational by damage, and a damaged item does not affect its neighbours.

use serde_json::{Value, json};
use statusfeed::diagnostic::Code;
use statusfeed::{Basis, ComponentStatus, Incident, Input, Parser, Snapshot};

use crate::support::fixture::Fixture;
use crate::support::random::Random;

/// A fixture that is valid JSON, with its content and its snapshot.
struct Valid {
    fixture: Fixture,
    document: Value,
    snapshot: Snapshot,
}

fn valid_fixtures() -> Vec<Valid> {
    let valid: Vec<_> = Fixture::all()
        .into_iter()
        .filter(|fixture| fixture.name.starts_with("statuspage/"))
        .filter_map(|fixture| {
            let document = serde_json::from_slice(&fixture.bytes).ok()?;
            let snapshot = statusfeed::parse(fixture.input()).ok()?;
            Some(Valid { fixture, document, snapshot })
        })
        .collect();
    assert!(valid.len() >= 30, "expected at least 30 valid documents, found {}", valid.len());
    valid
}

/// Those whose components, if any, belong to the page and can all be read.
fn with_own_components() -> impl Iterator<Item = Valid> {
    valid_fixtures().into_iter().filter(|valid| {
        let listed = valid.document.get("components").and_then(Value::as_array).map_or(0, Vec::len);
        valid.document.get("component").is_some() || valid.snapshot.components.len() == listed
    })
}

impl Valid {
    /// Reads another document with the same hints.
    fn read(&self, document: &Value) -> Option<Snapshot> {
        let bytes = document.to_string();
        let mut input: Input<'_> = self.fixture.input();
        input.bytes = bytes.as_bytes().into();
        statusfeed::parse(input).ok()
    }
}

/// `keep_raw` needs the text of each item, so it takes the item-by-item path.
#[test]
fn both_paths_agree() {
    let item_by_item = Parser::new().with_raw(true);
    for valid in valid_fixtures() {
        let mut other = item_by_item.parse(valid.fixture.input()).unwrap();
        other.components.iter_mut().for_each(|component| component.raw = None);
        other.incidents.iter_mut().for_each(|incident| incident.raw = None);
        assert_eq!(other, valid.snapshot, "{}", valid.fixture.name);
    }
}

#[test]
fn a_wrong_type_is_reported_and_never_makes_a_page_operational() {
    let mut tried = 0_usize;
    for valid in
        valid_fixtures().into_iter().filter(|valid| !codes(&valid.snapshot).contains(&Code::UnreadableItem))
    {
        for pointer in pointers(&valid.document) {
            for wrong in [json!(17), json!(true), json!("purple"), json!({}), json!([[]])] {
                let mut document = valid.document.clone();
                let place = document.pointer_mut(&pointer).unwrap();
                // Null means absent, so any type may be right.
                if place.is_null() || kind(place) == kind(&wrong) {
                    continue;
                }
                let name = format!("{} with {wrong} at {pointer}", valid.fixture.name);
                *place = wrong;
                tried += 1;
                let Some(read) = valid.read(&document) else { continue };
                assert_not_healthier(&read, &valid.snapshot, &name);
                let is_unread = without_diagnostics(&read) == without_diagnostics(&valid.snapshot);
                let before: Vec<_> = valid.snapshot.diagnostics.iter().map(|d| (&d.code, &d.path)).collect();
                let is_reported = read.diagnostics.iter().any(|d| !before.contains(&(&d.code, &d.path)));
                assert!(is_unread || is_reported, "{name} changed the snapshot without a diagnostic");
            }
        }
    }
    println!("{tried} documents with one wrong type");
}

#[test]
fn a_missing_key_never_makes_a_page_operational() {
    for valid in valid_fixtures() {
        for pointer in pointers(&valid.document) {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let mut document = valid.document.clone();
            if let Some(Value::Object(object)) = document.pointer_mut(parent) {
                object.remove(key);
                if let Some(read) = valid.read(&document) {
                    let name = format!("{} without {pointer}", valid.fixture.name);
                    assert_not_healthier(&read, &valid.snapshot, &name);
                }
            }
        }
    }
}

#[test]
fn a_damaged_item_is_reported_and_does_not_affect_its_neighbours() {
    let mut tried = 0_usize;
    for valid in with_own_components() {
        for pointer in pointers(&valid.document) {
            let is_item = pointer.rsplit('/').next().is_some_and(|last| last.parse::<usize>().is_ok());
            let in_list = ["/incidents/", "/scheduled_maintenances/", "/components/"]
                .iter()
                .any(|list| pointer.starts_with(list) && pointer.matches('/').count() == 2);
            if !(is_item && in_list) {
                continue;
            }
            let mut document = valid.document.clone();
            let item = std::mem::replace(document.pointer_mut(&pointer).unwrap(), json!(17));
            let name = format!("{} without {pointer}", valid.fixture.name);
            let Some(read) = valid.read(&document) else {
                // Without a page and with its only item unreadable, nothing is recovered.
                assert!(valid.document.get("page").is_none(), "{name} is refused");
                continue;
            };
            assert!(codes(&read).contains(&Code::UnreadableItem) || !item.is_object(), "{name}: no report");
            let (before, after) = (names(&valid.snapshot), names(&read));
            let lost = before.iter().filter(|name| !after.contains(name)).count();
            assert!(lost <= 1, "{name} took {lost} items: {before:?} became {after:?}");
            for incident in &read.incidents {
                assert!(
                    incident.id.starts_with("anon-") || valid.snapshot.incidents.contains(incident),
                    "{name} changed {:?}",
                    incident.id
                );
            }
            tried += 1;
        }
    }
    println!("{tried} documents with one damaged item");
    assert!(tried >= 40, "expected at least 40 items, found {tried}");
}

#[test]
fn a_damaged_update_is_reported_and_does_not_affect_its_neighbours() {
    for valid in valid_fixtures() {
        for pointer in pointers(&valid.document) {
            let parts: Vec<_> = pointer.split('/').collect();
            let ["", place, index, "incident_updates", _] = parts[..] else { continue };
            let mut document = valid.document.clone();
            let item = std::mem::replace(document.pointer_mut(&pointer).unwrap(), json!("lost"));
            let id = document.pointer(&format!("/{place}/{index}/id")).and_then(Value::as_str);
            let (Some(id), Some(lost)) = (id, item["id"].as_str()) else { continue };
            let of = |snapshot: &Snapshot| -> Incident {
                snapshot.incidents.iter().find(|incident| incident.id == id).unwrap().clone()
            };
            let read = valid.read(&document).unwrap();
            let texts = |incident: Incident| -> Vec<_> {
                let updates =
                    incident.updates.into_iter().filter(|update| update.id.as_deref() != Some(lost));
                updates.map(|update| (update.id, update.at, update.body, update.components)).collect()
            };
            let name = format!("{} without {pointer}", valid.fixture.name);
            assert_eq!(texts(of(&read)), texts(of(&valid.snapshot)), "{name}");
            assert!(codes(&read).contains(&Code::UnreadableItem), "{name}: no report");
        }
    }
}

#[test]
fn an_unknown_word_is_never_operational() {
    let mut random = Random::new(0x0dd);
    let letters: Vec<char> = ('a'..='z').collect();
    for valid in with_own_components() {
        for pointer in pointers(&valid.document) {
            let is_status = pointer.ends_with("/indicator")
                || pointer.ends_with("/status") && pointer.starts_with("/components/");
            let Some(word) = valid.document.pointer(&pointer).and_then(Value::as_str).filter(|_| is_status)
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
                let mut document = valid.document.clone();
                *document.pointer_mut(&pointer).unwrap() = json!(word);
                let name = format!("{} with {word:?} at {pointer}, seed {seed:#x}", valid.fixture.name);
                let read = valid.read(&document).unwrap_or_else(|| panic!("{name} is refused"));
                if pointer.ends_with("/indicator") {
                    assert!(!read.is_operational(), "{name} is operational");
                } else {
                    let index: usize = pointer.split('/').nth(2).unwrap().parse().unwrap();
                    let status = read.components[index].status.clone();
                    assert_ne!(status, Some(ComponentStatus::Operational), "{name}");
                    assert!(
                        read.health.basis == Basis::Stated || !read.is_operational(),
                        "{name} is operational"
                    );
                }
                assert!(codes(&read).contains(&Code::UnknownValue), "{name}: no report");
            }
        }
    }
}

/// A page may stay operational only if the evidence is still there.
fn assert_not_healthier(read: &Snapshot, before: &Snapshot, name: &str) {
    if !read.is_operational() {
        return;
    }
    assert!(before.is_operational(), "{name} is operational");
    if read.health.basis == Basis::Derived {
        let evidence = |snapshot: &Snapshot| -> Vec<_> {
            let leaves = snapshot.components.iter().filter(|component| !component.is_group);
            leaves.map(|component| component.status.clone()).collect()
        };
        assert_eq!(evidence(read), evidence(before), "{name} is still operational without a component");
        assert!(read.open_incidents().next().is_none(), "{name} is operational with an open incident");
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

/// The JSON pointer of every value below the root.
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
