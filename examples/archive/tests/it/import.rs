//! `archive import`: what is written, and what a second or an interrupted import makes of it.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use arrow::array::{AsArray, RecordBatch};
use arrow::compute::concat_batches;
use arrow::datatypes::{DataType, Fields, TimeUnit};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::{archive, captures, run, text};

const TABLES: [&str; 8] = [
    "captures",
    "snapshots",
    "components",
    "incidents",
    "incident_components",
    "updates",
    "postmortems",
    "events",
];

fn files(archive: &Path, table: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let days = std::fs::read_dir(archive.join(table)).unwrap().map(|entry| entry.unwrap().path());
    for day in days.filter(|path| path.is_dir()) {
        files.extend(std::fs::read_dir(day).unwrap().map(|file| file.unwrap().path()));
    }
    files.sort();
    files
}

fn open(path: &Path) -> ParquetRecordBatchReaderBuilder<File> {
    ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap()
}

/// The value of a key in the metadata of a file.
fn metadata(path: &Path, key: &str) -> Option<String> {
    let builder = open(path);
    let entries = builder.metadata().file_metadata().key_value_metadata()?;
    entries.iter().find(|entry| entry.key == key)?.value.clone()
}

/// The rows of a file.
fn read(path: &Path) -> RecordBatch {
    let builder = open(path);
    let schema = builder.schema().clone();
    let batches = builder.build().unwrap().collect::<Result<Vec<_>, _>>().unwrap();
    concat_batches(&schema, &batches).unwrap()
}

/// Each row as text, sorted.
fn rows(archive: &Path, table: &str) -> Vec<String> {
    let mut rows = Vec::new();
    for path in files(archive, table) {
        let batch = read(&path);
        let options = FormatOptions::new().with_null("null");
        let columns: Vec<_> =
            batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options).unwrap()).collect();
        for row in 0..batch.num_rows() {
            rows.push(columns.iter().map(|c| c.value(row).to_string()).collect::<Vec<_>>().join(" | "));
        }
    }
    rows.sort();
    rows
}

fn tables(archive: &Path) -> BTreeMap<&'static str, Vec<String>> {
    TABLES.into_iter().map(|table| (table, rows(archive, table))).collect()
}

fn assert_equal(found: &BTreeMap<&str, Vec<String>>, expected: &BTreeMap<&str, Vec<String>>) {
    for table in TABLES {
        assert_eq!(found[table], expected[table], "{table}");
    }
}

fn import(file: &Path, out: &Path, more: &[&str]) -> String {
    let output = run(&[&["import", text(file), "--out", text(out)], more].concat());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn every_table_has_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) =
        (captures::write(folder.path(), "c.jsonl", &["acme"], 0..48), folder.path().join("out"));
    let summary = import(&file, &out, &[]);
    assert!(summary.starts_with("48 captures, 0 of them already in the archive"), "{summary}");

    let tables = tables(&out);
    // 48 captures, one of them an error page; five incidents, each listed three times with one, two and three updates.
    let expected = [48, 48, 47, 15, 15, 30, 0];
    assert_eq!(
        TABLES.iter().zip(expected).map(|(table, _)| tables[table].len()).collect::<Vec<_>>(),
        expected
    );
    let kinds = |kind: &str| tables["events"].iter().filter(|row| row.contains(kind)).count();
    let found = ["incident_opened", "incident_updated", "incident_resolved"].map(kinds);
    assert_eq!(found, [5, 10, 5]);
    let unreadable =
        tables["snapshots"].iter().filter(|row| row.contains("error_body: expected a status document"));
    assert_eq!(unreadable.count(), 1);
}

#[test]
fn files_are_partitioned_by_day_sorted_by_page_and_typed() {
    let folder = tempfile::tempdir().unwrap();
    let file = captures::write(folder.path(), "c.jsonl", &["globex", "acme"], 0..12);
    let out = folder.path().join("out");
    import(&file, &out, &[]);

    let snapshots = files(&out, "snapshots");
    assert_eq!(snapshots.len(), 3, "one file for each of three days: {snapshots:?}");
    for path in &snapshots {
        let batch = read(path);
        let pages = arrow::compute::cast(batch.column_by_name("page").unwrap(), &DataType::Utf8).unwrap();
        let pages: Vec<_> = pages.as_string::<i32>().iter().map(Option::unwrap).collect();
        assert!(pages.is_sorted(), "{pages:?}");
        let health = batch.schema().field_with_name("health").unwrap().data_type().clone();
        assert!(matches!(health, DataType::Dictionary(..)), "{health}");
        let at = batch.schema().field_with_name("fetched_at").unwrap().data_type().clone();
        assert_eq!(at, DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())));
    }
    for table in TABLES {
        let described = out.join(table).join("_common_metadata");
        let columns = open(&described).schema().fields().clone();
        assert!(columns.iter().all(|column| column.metadata().contains_key("description")));
        assert_eq!(metadata(&described, "statusfeed.schema").as_deref(), Some("1"));
        for path in files(&out, table) {
            let found = open(&path).schema().fields().clone();
            let types = |columns: &Fields| columns.iter().map(|c| c.data_type().clone()).collect::<Vec<_>>();
            assert_eq!(types(&found), types(&columns), "{table}");
            assert_eq!(metadata(&path, "statusfeed.schema").as_deref(), Some("1"));
        }
    }
}

/// What a file costs in addition to its rows, where an archive of one page has few of them.
#[test]
fn small_files_are_small() {
    let folder = tempfile::tempdir().unwrap();
    let file = captures::write(folder.path(), "c.jsonl", &["acme"], 0..4);
    let out = folder.path().join("out");
    import(&file, &out, &[]);
    for (table, columns, most) in [("snapshots", 22, 4096), ("components", 11, 2560)] {
        let path = &files(&out, table)[0];
        let types = metadata(path, "ARROW:schema").unwrap().len();
        let others = usize::try_from(std::fs::metadata(path).unwrap().len()).unwrap() - types;
        assert!(others < most, "{table}: {others}");
        assert!(types < columns * 128, "{table}: {types}");
    }
}

#[test]
fn a_second_import_adds_what_is_new_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let whole = captures::write(folder.path(), "whole.jsonl", &["acme", "globex"], 0..80);
    let once = folder.path().join("once");
    import(&whole, &once, &[]);
    let expected = tables(&once);

    let twice = folder.path().join("twice");
    import(&captures::write(folder.path(), "first.jsonl", &["acme", "globex"], 0..45), &twice, &[]);
    import(&captures::write(folder.path(), "second.jsonl", &["acme", "globex"], 30..80), &twice, &[]);
    assert_equal(&tables(&twice), &expected);
    let summary = import(&whole, &twice, &[]);
    assert!(summary.starts_with("160 captures, 160 of them already"), "{summary}");
    assert_equal(&tables(&twice), &expected);
}

#[test]
fn a_lost_state_is_computed_again_from_the_captures() {
    let folder = tempfile::tempdir().unwrap();
    let once = folder.path().join("once");
    import(&captures::write(folder.path(), "whole.jsonl", &["acme"], 0..80), &once, &[]);
    let out = folder.path().join("out");
    import(&captures::write(folder.path(), "first.jsonl", &["acme"], 0..42), &out, &[]);
    std::fs::write(out.join("trackers.json"), "{").unwrap();
    import(&captures::write(folder.path(), "second.jsonl", &["acme"], 42..80), &out, &[]);
    assert_equal(&tables(&out), &tables(&once));
}

#[test]
fn an_interrupted_import_leaves_whole_files_and_can_be_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let pages = ["acme", "globex", "initech"];
    let file = captures::write(folder.path(), "c.jsonl", &pages, 0..300);
    let once = folder.path().join("once");
    let begin = std::time::Instant::now();
    import(&file, &once, &[]);
    let length = begin.elapsed();
    let expected = tables(&once);

    let mut kills = 0;
    let out = folder.path().join("out");
    for part in 1..8 {
        let mut import = archive(&["import", text(&file), "--out", text(&out)]);
        let mut import = import.stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(length * part / 8);
        kills += u32::from(import.try_wait().unwrap().is_none());
        import.kill().unwrap();
        import.wait().unwrap();
        for table in TABLES.iter().filter(|table| out.join(table).exists()) {
            for path in files(&out, table) {
                read(&path);
            }
        }
    }
    assert!(kills > 0, "no import was interrupted");
    import(&file, &out, &[]);
    assert_equal(&tables(&out), &expected);
}

#[test]
fn parts_without_snapshots_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let file = captures::write(folder.path(), "c.jsonl", &["acme"], 0..40);
    import(&file, &out, &[]);
    let expected = tables(&out);
    // As if the last part had been interrupted before its last rename.
    std::fs::remove_file(files(&out, "snapshots").last().unwrap()).unwrap();
    import(&file, &out, &[]);
    assert_equal(&tables(&out), &expected);
}

#[test]
fn changes_only_drops_what_repeats() {
    let folder = tempfile::tempdir().unwrap();
    let file = captures::write(folder.path(), "c.jsonl", &["acme"], 0..80);
    let out = folder.path().join("out");
    import(&file, &out, &["--changes-only"]);
    let tables = tables(&out);
    // Every observation leaves its snapshot. The status of the component changes with each incident that begins and ends;
    // the error pages say nothing of it.
    assert_eq!(tables["snapshots"].len(), 80);
    assert_eq!(tables["components"].len(), 1 + 2 * 9);
    // Each of the nine incidents has three states, and each update is new once.
    assert_eq!(tables["incidents"].len(), 27);
    assert_eq!(tables["updates"].len(), 27);
    assert_eq!(tables["incident_components"].len(), 9);

    let parts = folder.path().join("parts");
    for (index, range) in [0..20, 20..50, 40..80].into_iter().enumerate() {
        let name = format!("{index}.jsonl");
        import(&captures::write(folder.path(), &name, &["acme"], range), &parts, &["--changes-only"]);
    }
    assert_equal(&self::tables(&parts), &tables);
}

#[test]
fn events_are_computed_again_after_older_captures() {
    let folder = tempfile::tempdir().unwrap();
    let once = folder.path().join("once");
    import(&captures::write(folder.path(), "whole.jsonl", &["acme"], 0..80), &once, &[]);
    let out = folder.path().join("out");
    import(&captures::write(folder.path(), "late.jsonl", &["acme"], 40..80), &out, &[]);
    let summary = import(&captures::write(folder.path(), "early.jsonl", &["acme"], 0..40), &out, &[]);
    assert!(summary.contains("40 older than the newest of their page"), "{summary}");
    run(&["events", text(&out)]);
    assert_equal(&tables(&out), &tables(&once));
}

#[test]
fn a_line_that_is_no_capture_is_reported_and_the_rest_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let file = captures::write(folder.path(), "c.jsonl", &["acme"], 0..8);
    let mut lines = std::fs::read_to_string(&file).unwrap();
    lines.push_str("{\"fetched_at\": \"2026-03-09T00:00:00Z\", \"bo");
    std::fs::write(&file, lines).unwrap();
    let out = folder.path().join("out");
    let output = archive(&["import", text(&file), "--out", text(&out)]).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(message.contains("c.jsonl:9: expected a capture"), "{message}");
    assert_eq!(rows(&out, "snapshots").len(), 8);
}

#[test]
fn two_imports_at_once_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let file = captures::write(folder.path(), "c.jsonl", &["acme"], 0..4);
    import(&file, &out, &[]);
    let lock = File::options().write(true).open(out.join(".lock")).unwrap();
    lock.lock().unwrap();
    let output = archive(&["import", text(&file), "--out", text(&out)]).output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("another import is writing"));
}

/// The README shows what `archive schema` prints.
#[test]
fn the_schema_is_documented() {
    let printed = String::from_utf8(run(&["schema"]).stdout).unwrap();
    let documented = include_str!("../../SCHEMA.md");
    assert_eq!(documented.split_once("<!-- archive schema -->\n").unwrap().1, printed);
}
