//! Replays saved documents of one page through a [`Tracker`] and prints each event as one line of JSON.
//!
//! ```text
//! cargo run --example replay -- --jsonl captures.jsonl
//! ```
//!
//! Each line of the file is one capture, oldest first: `{"fetched_at": "2026-03-08T09:31:12Z", "body": "…"}`. A body that
//! cannot be read is counted and skipped, as a monitor does with a failed request. `--restart-every 97` saves and loads the
//! tracker after every 97th capture; the events must be the same.

#![expect(clippy::arithmetic_side_effects, reason = "counts of lines do not overflow")]

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Parser as _;
use serde::Deserialize;
use statusfeed::monitor::Tracker;
use statusfeed::{Input, Parser};

#[derive(clap::Parser)]
#[command(about = "Print what happened between saved documents of one status page, as JSON lines")]
struct Arguments {
    /// A file of captures, one JSON object a line with `fetched_at` (RFC 3339) and `body`
    #[arg(long, value_name = "FILE")]
    jsonl: PathBuf,
    /// Save and load the tracker after every N captures
    #[arg(long, value_name = "N")]
    restart_every: Option<usize>,
}

#[derive(Deserialize)]
struct Capture {
    fetched_at: DateTime<Utc>,
    body: String,
}

fn main() -> ExitCode {
    match replay(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of our output has seen enough: `replay … | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn replay(arguments: &Arguments) -> io::Result<()> {
    let parser = Parser::new();
    let mut tracker = Tracker::new();
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut captures, mut unreadable) = (0_usize, 0_usize);
    for line in BufReader::new(File::open(&arguments.jsonl)?).lines() {
        let capture: Capture = serde_json::from_str(&line?)?;
        captures += 1;
        match parser.parse(Input::new(&capture.body).with_fetched_at(capture.fetched_at)) {
            Ok(snapshot) => {
                for event in tracker.observe(&snapshot) {
                    serde_json::to_writer(&mut out, &event)?;
                    out.write_all(b"\n")?;
                }
            }
            Err(_) => unreadable += 1,
        }
        if arguments.restart_every.is_some_and(|every| every > 0 && captures % every == 0) {
            tracker = serde_json::from_str(&serde_json::to_string(&tracker)?)?;
        }
    }
    out.flush()?;
    eprintln!("{captures} captures, {unreadable} of them unreadable");
    Ok(())
}
