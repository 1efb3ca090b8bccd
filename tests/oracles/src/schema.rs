//! `src/guide/snapshot.schema.json`: generated from the types, and valid for every recorded snapshot.

use std::fs;
use std::path::{Path, PathBuf};

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema as _, Schema};
use serde_json::Value;
use statusfeed::Snapshot;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The schema of what is written: every key that is always written is required.
fn generate() -> Value {
    let mut schema =
        SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Snapshot>();
    RecursiveTransform(shorten_description).transform(&mut schema);
    schema.insert("title".to_owned(), Snapshot::schema_name().into_owned().into());
    schema.to_value()
}

/// Keeps the first paragraph of the documentation, without the brackets of its links.
fn shorten_description(schema: &mut Schema) {
    let Some(Value::String(description)) = schema.get_mut("description") else { return };
    let first = description.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let mut short = String::new();
    let mut rest = first.as_str();
    // `[`Parser::with_raw`](crate::Parser::with_raw)` becomes `Parser::with_raw` in backticks.
    while let Some((before, link)) = rest.split_once('[') {
        short.push_str(before);
        let Some((text, after)) = link.split_once(']') else { break };
        short.push_str(text);
        let target = after.strip_prefix('(').and_then(|target| target.split_once(')'));
        rest = target.map_or(after, |(_, after)| after);
    }
    short.push_str(rest);
    *description = short;
}

#[test]
fn the_schema_in_the_repository_is_that_of_the_types() {
    let path = root().join("src/guide/snapshot.schema.json");
    let generated = format!("{}\n", serde_json::to_string_pretty(&generate()).unwrap());
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&path, &generated).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    assert!(kept == generated, "{} is outdated: run with UPDATE_GOLDENS=1", path.display());
}

/// Every recorded snapshot, with its path.
pub(crate) fn goldens() -> Vec<(PathBuf, Value)> {
    let mut goldens = Vec::new();
    let mut folders = vec![root().join("fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(".golden.json") {
                let value: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
                if value.get("source").is_some() && value.get("incidents").is_some() {
                    goldens.push((path, value));
                }
            }
        }
    }
    assert!(goldens.len() > 100, "only {} recorded snapshots", goldens.len());
    goldens
}

fn validator() -> (boon::Schemas, boon::SchemaIndex) {
    let mut compiler = boon::Compiler::new();
    compiler.enable_format_assertions();
    compiler.add_resource("snapshot.json", generate()).unwrap();
    let mut schemas = boon::Schemas::new();
    let index = compiler.compile("snapshot.json", &mut schemas).unwrap();
    (schemas, index)
}

#[test]
fn every_recorded_snapshot_is_valid() {
    let (schemas, index) = validator();
    for (path, golden) in goldens() {
        if let Err(error) = schemas.validate(&golden, index) {
            panic!("{}: {error:#}", path.display());
        }
    }
}

#[test]
fn what_is_not_a_snapshot_is_invalid() {
    let (schemas, index) = validator();
    let (_, golden) =
        goldens().into_iter().find(|(_, golden)| golden["incidents"][0]["id"].is_string()).unwrap();
    for pointer in ["/source/coverage", "/health/impact", "/incidents/0/updates", "/incidents/0/started_at"] {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let mut without = golden.clone();
        without.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        assert!(schemas.validate(&without, index).is_err(), "{pointer} may be missing");
        let mut other = golden.clone();
        *other.pointer_mut(pointer).unwrap() = Value::from(7);
        assert!(schemas.validate(&other, index).is_err(), "{pointer} may be a number");
    }
}
