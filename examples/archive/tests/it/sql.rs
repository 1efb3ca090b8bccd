//! `archive sql`: the functions, the tables, and the queries of the README.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::{archive, captures, run, text};

/// An archive of two invented pages, with a body that cannot be read.
pub(crate) fn small_archive(folder: &Path) -> PathBuf {
    let out = folder.join("out");
    let file = captures::write(folder, "c.jsonl", &["acme", "globex"], 0..80);
    run(&["import", text(&file), "--out", text(&out)]);
    out
}

/// The rows of a query as CSV, without the header.
fn ask(archive: &Path, query: &str) -> Vec<String> {
    let output = run(&["sql", query, "--archive", text(archive), "--format", "csv"]);
    String::from_utf8(output.stdout).unwrap().lines().skip(1).map(str::to_owned).collect()
}

pub(crate) fn queries() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let mut queries: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    queries.sort();
    queries
}

#[test]
fn tables_and_bodies_say_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let out = small_archive(folder.path());
    let by_tables = "SELECT page, id, max(impact), count(*) FROM incidents GROUP BY 1, 2 ORDER BY 1, 2";
    let by_bodies = "SELECT page, i['id'], max(i['impact']), count(*) FROM (
            SELECT page, unnest(parse_status(body, url, fetched_at)['incidents']) AS i FROM captures
        ) GROUP BY 1, 2 ORDER BY 1, 2";
    let found = ask(&out, by_tables);
    assert_eq!(found.len(), 18);
    assert_eq!(found, ask(&out, by_bodies));
}

#[test]
fn an_unreadable_body_is_a_row_with_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let out = small_archive(folder.path());
    let query = "SELECT s['error'], s['health'], count(*) FROM (SELECT parse_status(body) AS s FROM captures)
        GROUP BY 1, 2 ORDER BY 3";
    assert_eq!(ask(&out, query), ["error_body,,4", ",major,54", ",none,102"]);
    let hostile =
        "SELECT parse_status(b)['error'] FROM (VALUES ('{'), (''), (NULL), ('Dear customer,')) t(b)";
    assert_eq!(ask(&out, hostile), ["unrecognized", "empty", "\"\"", "unrecognized"]);
    assert_eq!(ask(&out, "SELECT parse_status(x'00ff00ff')['error'] IS NOT NULL"), ["true"]);
}

#[test]
fn plain_removes_markup() {
    let folder = tempfile::tempdir().unwrap();
    let out = small_archive(folder.path());
    assert_eq!(ask(&out, "SELECT plain('<p>Errors &amp; <b>delays</b></p>', 'html')"), ["Errors & delays"]);
    assert_eq!(ask(&out, "SELECT plain('**Fixed**', 'markdown'), plain('a * b', NULL)"), ["Fixed,a * b"]);
}

#[test]
fn days_prune_files() {
    let folder = tempfile::tempdir().unwrap();
    let out = small_archive(folder.path());
    let rows = ask(&out, "EXPLAIN SELECT page FROM snapshots WHERE day = DATE '2026-03-02'");
    let plan = rows.join("\n");
    assert!(plan.contains("day=2026-03-02") && !plan.contains("day=2026-03-03"), "{plan}");
}

#[test]
fn a_wrong_query_is_an_error_of_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let out = small_archive(folder.path());
    for query in [
        "SELECT nothing FROM captures",
        "SELECT parse_status()",
        "SELEC 1",
        "SELECT parse_status(1, 2, 3, 4)",
    ] {
        let output = archive(&["sql", query, "--archive", text(&out)]).output().unwrap();
        assert!(!output.status.success(), "{query}");
        assert!(String::from_utf8(output.stderr).unwrap().starts_with("error: "), "{query}");
    }
}

#[test]
fn every_format_has_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    let out = small_archive(folder.path());
    let query = "SELECT page, count(*) AS captures FROM snapshots GROUP BY page ORDER BY page";
    let ask = |format| run(&["sql", query, "--archive", text(&out), "--format", format]).stdout;
    assert_eq!(String::from_utf8(ask("csv")).unwrap(), "page,captures\nacme,80\nglobex,80\n");
    let json = "{\"page\":\"acme\",\"captures\":80}\n{\"page\":\"globex\",\"captures\":80}\n";
    assert_eq!(String::from_utf8(ask("json")).unwrap(), json);
    let table = String::from_utf8(ask("table")).unwrap();
    assert!(table.contains("| acme   | 80       |"), "{table}");
    assert!(ask("parquet").starts_with(b"PAR1"));
}

/// Each query of the README runs, and says something of these captures or needs more than they have.
#[test]
fn the_queries_run() {
    let folder = tempfile::tempdir().unwrap();
    let out = small_archive(folder.path());
    for (name, query) in queries() {
        let rows = ask(&out, &query);
        let needs_more = ["announcement_lag", "failing_together", "json_and_feed"].contains(&name.as_str());
        assert_eq!(rows.is_empty(), needs_more, "{name}: {rows:?}");
    }
}

/// QUERIES.md is each query with its answer over the captures under `../shared/replay`. `UPDATE_GOLDENS=1` writes it.
#[test]
#[ignore = "needs ../shared/replay"]
fn the_answers_are_those_of_the_replay() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let replay = package.join("../../../shared/replay");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let file = |name: &str| format!("{}={}", name.split('-').next().unwrap(), text(&replay.join(name)));
    let files = ["github-summary.jsonl.xz", "github-atom.jsonl.xz", "bitbucket-summary.jsonl.xz"].map(file);
    run(&["import", &files[0], &files[1], &files[2], "--out", text(&out)]);
    let mut page = include_str!("queries.md").to_owned();
    for (name, query) in queries() {
        let answer = run(&["sql", &query, "--archive", text(&out)]).stdout;
        let (title, answer) = (name.replace('_', " "), String::from_utf8(answer).unwrap());
        write!(page, "\n## {title}\n\n```sql\n{query}```\n\n```text\n{answer}```\n").unwrap();
    }
    let path = package.join("QUERIES.md");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap() == page, "QUERIES.md has other answers");
}
