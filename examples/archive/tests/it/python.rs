//! Other engines read the same files: `duckdb`, `polars` and `pyarrow`, from their Python wheels.

use std::path::Path;
use std::process::Command;

use crate::{captures, run, text};

/// A Python with the wheels: that of `ARCHIVE_PYTHON`, or a new virtual environment. `None`, with a word on standard error,
/// where they cannot be installed.
fn python(folder: &Path) -> Option<String> {
    if let Ok(python) = std::env::var("ARCHIVE_PYTHON") {
        return Some(python);
    }
    let succeeds = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    let environment = folder.join("python");
    let python = text(&environment.join("bin/python")).to_owned();
    let is_made = succeeds(Command::new("python3").args(["-m", "venv", text(&environment)]));
    let wheels = ["-m", "pip", "install", "--quiet", "duckdb", "polars", "pyarrow"];
    if is_made && succeeds(Command::new(&python).args(wheels)) {
        return Some(python);
    }
    eprintln!("skipped: the Python wheels of duckdb, polars and pyarrow cannot be installed");
    None
}

#[test]
#[ignore = "installs Python wheels"]
fn other_engines_read_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let file = captures::write(folder.path(), "c.jsonl", &["acme", "globex"], 0..80);
    run(&["import", text(&file), "--out", text(&out)]);
    let Some(python) = python(folder.path()) else { return };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/engines.py");
    let output = Command::new(python).args([script, text(&out)]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let expected = "('acme', 'major', 9)\n('globex', 'major', 9)\n";
    assert_eq!(
        printed,
        ["duckdb", "polars", "pyarrow"].map(|engine| format!("{engine}\n{expected}")).concat()
    );
}
