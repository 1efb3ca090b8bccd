//! The program as a user runs it.

mod captures;
#[cfg(feature = "cluster")]
mod cluster;
mod import;
mod python;
#[cfg(feature = "sql")]
mod sql;

use std::path::Path;
use std::process::{Command, Output};

/// The program with these arguments.
fn archive(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_archive"));
    command.args(arguments);
    command
}

/// Runs the program, which must succeed.
fn run(arguments: &[&str]) -> Output {
    let output = archive(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
