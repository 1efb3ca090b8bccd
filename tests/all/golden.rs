//! Each document under `fixtures/` is read as the golden beside it says, diagnostics included.
//!
//! `UPDATE_GOLDENS=1 cargo test golden` writes the goldens anew; read the difference before you commit it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use statusfeed::{Error, Snapshot};

use crate::support::fixture::{self, Fixture};

/// How many documents each folder holds at least, so that a walker gone blind is noticed.
const AT_LEAST: &[(&str, usize)] = &[
    ("feed", 57),
    ("incident-io", 7),
    ("instatus", 6),
    ("outlogger", 11),
    ("page", 13),
    ("pagerduty", 3),
    ("pingoru", 5),
    ("refused", 11),
    ("same-page", 7),
    ("statuspage", 47),
    ("statuspage-text", 8),
    ("uptime-kuma", 3),
];

#[test]
fn every_fixture_is_read_as_its_golden_says() {
    let rewrite = std::env::var_os("UPDATE_GOLDENS").is_some();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut failures = Vec::new();
    for fixture in Fixture::all() {
        let read = text_of(&statusfeed::parse(fixture.input()));
        let golden = golden_of(&fixture.name);
        if rewrite {
            fs::write(&golden, &read).unwrap();
        }
        match fs::read_to_string(&golden) {
            Ok(expected) if expected == read => {}
            Ok(expected) => failures.push(difference(&fixture.name, &expected, &read)),
            Err(error) => failures.push(format!("{}: no golden: {error}", fixture.name)),
        }
        let area = fixture.name.split('/').next().unwrap_or_default().to_owned();
        found.entry(area).or_default().push(fixture.name);
    }
    for (area, documents) in &found {
        println!("fixtures/{area}: {} documents", documents.len());
    }
    assert!(failures.is_empty(), "{}\n\nUPDATE_GOLDENS=1 rewrites them", failures.join("\n"));
    for &(area, least) in AT_LEAST {
        let count = found.get(area).map_or(0, Vec::len);
        assert!(count >= least, "expected at least {least} documents in fixtures/{area}, found {count}");
    }
}

#[test]
fn every_companion_has_its_document() {
    let files = fixture::files();
    for name in &files {
        let document = [".golden.json", ".hints.json"].iter().find_map(|end| name.strip_suffix(end));
        if let Some(document) = document {
            assert!(files.iter().any(|file| file == document), "fixtures/{name} belongs to no document");
        }
    }
}

#[test]
fn every_snapshot_survives_the_way_through_json() {
    for fixture in Fixture::all() {
        if let Ok(snapshot) = statusfeed::parse(fixture.input()) {
            let text = serde_json::to_string(&snapshot).unwrap();
            assert_eq!(serde_json::from_str::<Snapshot>(&text).unwrap(), snapshot, "{}", fixture.name);
        }
    }
}

#[test]
fn every_key_of_the_fixed_form_is_written() {
    let mut failures = Vec::new();
    for fixture in Fixture::all() {
        if let Ok(snapshot) = statusfeed::parse(fixture.input()) {
            let value = serde_json::to_value(&snapshot).unwrap();
            missing_keys(&value, &fixed_form(), &fixture.name, &mut failures);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The keys that are always written. A value stands for anything; an object and the first item of a list say what
/// theirs hold, where there are any.
fn fixed_form() -> Value {
    let body = json!({"format": 0, "raw": 0});
    json!({
        "source": {
            "adapter": 0, "provider": 0, "format": 0, "url": 0, "as_of": 0, "fetched_at": 0,
            "coverage": {"components": 0, "incidents": 0, "maintenances": 0},
        },
        "vendor": {"id": 0, "name": 0, "url": 0, "time_zone": 0},
        "health": {"impact": 0, "description": 0, "basis": 0},
        "components": [{
            "id": 0, "name": 0, "status": 0, "parent_id": 0, "is_group": 0, "description": 0, "position": 0,
            "updated_at": 0,
        }],
        "incidents": [{
            "id": 0, "kind": 0, "title": 0, "status": 0, "impact": 0, "url": 0, "created_at": 0, "started_at": 0,
            "resolved_at": 0, "updated_at": 0, "scheduled": {"start": 0, "end": 0},
            "components": [{"id": 0, "name": 0, "status": 0}],
            "updates": [{
                "id": 0, "status": 0, "at": 0, "body": body,
                "components": [{"id": 0, "name": 0, "from": 0, "to": 0}],
            }],
            "postmortem": {
                "title": 0, "url": 0, "published_at": 0, "body": body, "time_zone": 0,
                "windows": [{"start": 0, "end": 0, "duration_s": 0, "stated": 0}],
                "sections": [{"heading": 0, "level": 0, "role": 0, "text": 0}],
                "timeline": [{"at": 0, "until": 0, "stated": 0, "text": 0}],
                "root_causes": [], "actions": [],
            },
        }],
        "diagnostics": [{"severity": 0, "code": 0, "path": 0, "message": 0}],
    })
}

fn missing_keys(found: &Value, form: &Value, place: &str, failures: &mut Vec<String>) {
    match (found, form) {
        (Value::Object(found), Value::Object(form)) => {
            for (key, form) in form {
                match found.get(key) {
                    Some(value) => missing_keys(value, form, &format!("{place}/{key}"), failures),
                    None => failures.push(format!("{place}/{key} is not written")),
                }
            }
        }
        (Value::Array(found), Value::Array(form)) => {
            let Some(form) = form.first() else { return };
            for (index, item) in found.iter().enumerate() {
                missing_keys(item, form, &format!("{place}/{index}"), failures);
            }
        }
        (Value::Null, _) | (_, Value::Number(_)) => {}
        _ => failures.push(format!("{place} is of another kind than the form says")),
    }
}

fn golden_of(name: &str) -> PathBuf {
    fixture::root().join(format!("{name}.golden.json"))
}

fn text_of(read: &Result<Snapshot, Error>) -> String {
    let mut text = match read {
        Ok(snapshot) => serde_json::to_string_pretty(snapshot),
        Err(error) => serde_json::to_string_pretty(
            &json!({"error": {"kind": error.kind().as_str(), "message": error.message()}}),
        ),
    }
    .unwrap();
    text.push('\n');
    text
}

/// The first lines that differ.
fn difference(name: &str, expected: &str, read: &str) -> String {
    let same = expected.lines().zip(read.lines()).take_while(|(expected, read)| expected == read).count();
    let from = same.saturating_sub(2);
    let show = |text: &str| text.lines().skip(from).take(8).collect::<Vec<_>>().join("\n    ");
    format!("{name}, behind line {from}: expected\n    {}\nfound\n    {}", show(expected), show(read))
}
