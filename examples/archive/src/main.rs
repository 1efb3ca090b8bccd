//! Keeps captures of status pages as Parquet files: what was fetched, and what it says, as tables.
//!
//! See README.md for the tables and for queries over them.

mod arguments;
mod capture;
mod changes;
mod import;
mod parallel;
mod schema;
mod state;
mod store;

use std::process::ExitCode;

use clap::Parser as _;

use self::arguments::{Arguments, Command};
use self::capture::CaptureFile;

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Import { files, out, changes_only } => {
            let files: Vec<_> = files.iter().map(|file| CaptureFile::from(file.as_str())).collect();
            let summary = import::import(&files, &out, changes_only)?;
            eprintln!("{}", summary.describe());
            for problem in &summary.problems {
                eprintln!("error: {problem}");
            }
            Ok(if summary.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Events { archive } => {
            eprintln!("{} events", import::rebuild_events(&archive)?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Schema => {
            print!("{}", schema::describe());
            Ok(ExitCode::SUCCESS)
        }
    }
}
