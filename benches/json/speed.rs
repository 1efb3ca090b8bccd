//! Time to parse the JSON of each provider, as a ratio to `serde_json::Value`: every byte decoded, nothing understood.
//!
//! The documents are fixtures whose lists are repeated until they have about 100 KB.

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::PathBuf;

use serde_json::Value;
use statusfeed::{Adapter, Format, Parser, Registry};
use statusfeed_benches::{compare, repository_path};

/// The size that documents are repeated to.
const BYTES: usize = 100_000;
/// How often each document is compared; odd, so that there is a median.
const ROUNDS: usize = 11;

fn main() {
    let parser = Parser::new();
    let mut documents: BTreeMap<String, String> = BTreeMap::new();
    for path in fixtures() {
        let Some((adapter, document)) = grow_fixture(&parser, &path) else { continue };
        let longest = documents.entry(adapter).or_default();
        if document.len() > longest.len() {
            *longest = document;
        }
    }
    let registry = Registry::standard();
    for adapter in registry.adapters().filter(|adapter| adapter.formats() == [Format::Json]) {
        let Some(document) = documents.get(adapter.id()) else {
            println!("{}: no fixture with a list", adapter.id());
            continue;
        };
        report(&parser, adapter, document.as_bytes());
    }
}

fn report(parser: &Parser, adapter: &dyn Adapter, bytes: &[u8]) {
    let ours = || drop(black_box(parser.parse(bytes)));
    let theirs = || drop(black_box(serde_json::from_slice::<Value>(bytes)));
    let (ratio, nanoseconds) = compare(ROUNDS, bytes.len(), &ours, &theirs);
    println!(
        "{}: {} KB, {:.0} us ({:.0} MB/s), ratio to serde_json::Value {ratio:.3}",
        adapter.id(),
        bytes.len() / 1000,
        nanoseconds / 1e3,
        bytes.len() as f64 / nanoseconds * 1e3,
    );
}

/// The JSON documents under `fixtures/`, without those that show what is odd.
fn fixtures() -> Vec<PathBuf> {
    let mut documents = Vec::new();
    let mut folders = vec![repository_path("fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json")
                && !name.ends_with(".golden.json")
                && !name.ends_with(".hints.json")
            {
                documents.push(path);
            }
        }
    }
    documents.sort();
    documents
}

/// The id of the adapter that reads a fixture, and the fixture with its lists repeated; `None` if it is not read, has
/// nothing to repeat, or is odd: then the way for odd documents would be measured.
fn grow_fixture(parser: &Parser, path: &PathBuf) -> Option<(String, String)> {
    let bytes = fs::read(path).unwrap();
    let snapshot = parser.parse(&bytes).ok()?;
    if snapshot.diagnostics.iter().any(|diagnostic| diagnostic.message.contains("left out")) {
        return None;
    }
    let mut document: Value = serde_json::from_slice(&bytes).ok()?;
    let times = BYTES.div_ceil(bytes.len());
    if !repeat_lists(&mut document, times) {
        return None;
    }
    let document = document.to_string();
    let adapter = parser.parse(document.as_str()).ok()?.source.adapter;
    (adapter == snapshot.source.adapter).then_some((adapter, document))
}

/// Repeats the items of the outermost lists; whether there is one with items.
fn repeat_lists(value: &mut Value, times: usize) -> bool {
    match value {
        Value::Array(items) if !items.is_empty() => {
            *items = items.iter().cycle().take(items.len() * times).cloned().collect();
            true
        }
        Value::Object(members) => {
            // Each member is gone through, also after one with a list.
            let mut has_list = false;
            for member in members.values_mut() {
                has_list |= repeat_lists(member, times);
            }
            has_list
        }
        _ => false,
    }
}
