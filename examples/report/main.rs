//! Makes one self-contained HTML page from saved documents of a status page: how it is, the last 90 days, what happened.
//!
//! ```text
//! cargo run --example report -- summary.json incidents.json history.atom > report.html
//! ```
//!
//! Without files it takes documents of an invented page from this repository. The page has no scripts, follows the reader's
//! choice of light or dark, and fits a phone. All text that vendors wrote is escaped.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program reads files and prints")]

mod page;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Parser as _;
use statusfeed::monitor::{History, Merged};
use statusfeed::{Input, Parser};

/// The documents that are shown if none are given.
const SAMPLES: [&str; 2] = ["examples/report/acme-summary.json", "examples/report/acme-incidents.json"];

#[derive(clap::Parser)]
#[command(about = "Make an HTML page from saved documents of one status page")]
struct Arguments {
    /// Saved documents of one page, in any format and order
    files: Vec<PathBuf>,
    /// The time of the report, RFC 3339; that of the newest document unless set
    #[arg(long)]
    now: Option<DateTime<Utc>>,
}

fn main() -> ExitCode {
    let mut arguments = Arguments::parse();
    if arguments.files.is_empty() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        arguments.files = SAMPLES.iter().map(|name| root.join(name)).collect();
    }
    match report(&arguments) {
        Ok(html) => {
            println!("{html}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn report(arguments: &Arguments) -> Result<String, String> {
    let parser = Parser::new();
    let (mut documents, mut history) = (Vec::new(), History::new());
    for path in &arguments.files {
        let bytes =
            std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let snapshot =
            parser.parse(Input::new(&bytes)).map_err(|error| format!("{}: {error}", path.display()))?;
        history.add(&snapshot);
        documents.push(snapshot);
    }
    let snapshot = Merged::new(documents).into_snapshot();
    let newest = snapshot.source.as_of.or(snapshot.source.fetched_at);
    let now = arguments
        .now
        .or(newest)
        .ok_or("expected a document that states its time, or --now; found neither")?;
    Ok(page::render(&snapshot, &history, now))
}
