//! A scheduler and executors on this machine: the same rows as one process, also when an executor dies.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::sql::{queries, small_archive};
use crate::{archive, captures, run, text};

/// An answer that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_mins(2);

/// A process that ends with its owner.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Process {
    /// Starts the program and returns what its first line says after `before`.
    fn start(arguments: &[&str], before: &str) -> (Self, String) {
        let mut process = Self(archive(arguments).stdout(Stdio::piped()).spawn().unwrap());
        let mut line = String::new();
        BufReader::new(process.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix(before).unwrap_or_else(|| panic!("{line:?}")).to_owned();
        (process, address)
    }
}

/// A scheduler and two executors, at ports of the system's choice.
struct Cluster {
    _scheduler: Process,
    executors: Vec<Process>,
    address: String,
}

impl Cluster {
    fn start(folder: &Path) -> Self {
        let (scheduler, address) = Process::start(&["scheduler", "--bind", "127.0.0.1:0"], "scheduler on ");
        let executors = ["one", "two"].map(|name| {
            let work_dir: PathBuf = folder.join(name);
            std::fs::create_dir_all(&work_dir).unwrap();
            let arguments = ["executor", "--scheduler", &address, "--work-dir", text(&work_dir)];
            Process::start(&arguments, "executor on ").0
        });
        Self { _scheduler: scheduler, executors: executors.into(), address }
    }

    fn query(&self, archive_folder: &Path, query: &str) -> Command {
        let arguments = ["sql", query, "--archive", text(archive_folder), "--format", "csv"];
        archive(&[&arguments[..], &["--cluster", &self.address]].concat())
    }
}

fn local(archive: &Path, query: &str) -> Vec<String> {
    sorted(&run(&["sql", query, "--archive", text(archive), "--format", "csv"]))
}

fn sorted(output: &Output) -> Vec<String> {
    let mut lines: Vec<_> =
        String::from_utf8(output.stdout.clone()).unwrap().lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// Waits for a query, but not forever.
fn wait(mut query: Child) -> Output {
    let begin = Instant::now();
    while query.try_wait().unwrap().is_none() {
        if begin.elapsed() > PATIENCE {
            query.kill().unwrap();
            panic!("the query did not end in {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    query.wait_with_output().unwrap()
}

#[test]
fn a_cluster_gives_the_rows_of_one_process() {
    let folder = tempfile::tempdir().unwrap();
    let out = small_archive(folder.path());
    let cluster = Cluster::start(folder.path());
    let chosen = ["outages_per_month", "time_to_resolve", "health_by_evidence", "parsed_from_bodies"];
    let all = queries();
    let mut asked: Vec<_> =
        chosen.map(|name| all.iter().find(|(found, _)| found == name).unwrap().1.as_str()).into();
    asked.push("SELECT page, incident, max(plain(body, body_format)) AS message FROM updates GROUP BY 1, 2");
    for query in asked {
        let child = cluster.query(&out, query).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let output = wait(child);
        assert!(output.status.success(), "{query}: {}", String::from_utf8_lossy(&output.stderr));
        let rows = sorted(&output);
        assert!(rows.len() > 1, "{query}: no row");
        assert_eq!(rows, local(&out, query), "{query}");
    }
}

#[test]
fn an_executor_that_dies_during_a_query_gives_an_error_or_the_right_rows() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let pages = ["acme", "globex", "initech", "umbrella"];
    let file = captures::write(folder.path(), "c.jsonl", &pages, 0..1500);
    run(&["import", text(&file), "--out", text(&out)]);
    let query = "SELECT page, i['id'] AS id, i['impact'] AS impact, count(*) AS seen FROM (
            SELECT page, unnest(parse_status(body, url, fetched_at)['incidents']) AS i FROM captures
        ) GROUP BY 1, 2, 3";
    let expected = local(&out, query);
    let begin = Instant::now();
    let whole = Cluster::start(folder.path());
    let output =
        wait(whole.query(&out, query).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(sorted(&output), expected);
    let length = begin.elapsed();
    drop(whole);

    let mut killed_during_the_query = 0;
    for eighth in [2, 4, 6] {
        let mut cluster = Cluster::start(folder.path());
        let mut child =
            cluster.query(&out, query).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(length * eighth / 8);
        killed_during_the_query += u32::from(child.try_wait().unwrap().is_none());
        cluster.executors.pop();
        let output = wait(child);
        if output.status.success() {
            assert_eq!(sorted(&output), expected);
        } else {
            assert!(String::from_utf8_lossy(&output.stderr).contains("error: "));
        }
    }
    assert!(killed_during_the_query > 0, "every query ended before the executor was killed");
}
