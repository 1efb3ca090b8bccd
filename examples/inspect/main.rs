//! Reads status documents and prints them: as a report for people, as JSON for programs.
//!
//! Each form of output is a module with a function that reads the documents one at a time; [`run`] chooses one.

mod arguments;
mod escape;
mod excerpt;
mod explain;
mod gate;
mod input;
mod json;
mod lines;
mod postmortem;
mod progress;
mod recipe;
mod refusal;
mod report;
mod style;
mod wrap;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use clap::Parser as _;

use arguments::Arguments;
use wrap::Wrapped;

/// Whether all documents could be read, and pass. The last of several counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// All documents were read; with `--jsonl`, each has its line.
    Read,
    /// A page is as bad as `--fail-on`; the reason is on standard error.
    Worse,
    /// A document could not be read; the reason is on standard error.
    Refused,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(Outcome::Read) => ExitCode::SUCCESS,
        Ok(Outcome::Refused) => ExitCode::from(1),
        Ok(Outcome::Worse) => ExitCode::from(3),
        // For instance `inspect … | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(wrap::stderr(), "{}: {error}", style::ERROR.paint("error"));
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let stdout = io::stdout().lock();
    let parser = arguments.parser();
    let is_for_programs = arguments.json || arguments.jsonl;
    if arguments.postmortem && is_for_programs {
        let mut out = BufWriter::new(stdout);
        postmortem::write(arguments, &mut out).and_then(|outcome| out.flush().map(|()| outcome))
    } else if arguments.postmortem {
        let mut out = Wrapped::new(BufWriter::new(AutoStream::auto(stdout)));
        postmortem::write(arguments, &mut out).and_then(|outcome| out.flush().map(|()| outcome))
    } else if let Some(recipe) = &arguments.recipe {
        let mut out = Wrapped::new(BufWriter::new(AutoStream::auto(stdout)));
        recipe::write(arguments, recipe, &parser, &mut out).and_then(|outcome| out.flush().map(|()| outcome))
    } else if arguments.jsonl {
        let mut out = BufWriter::new(stdout);
        let read = |bytes: &[u8]| parser.parse(arguments.with_hints(bytes));
        lines::write(arguments, read, &mut out).and_then(|outcome| out.flush().map(|()| outcome))
    } else if arguments.json {
        let mut out = BufWriter::new(stdout);
        json::write(arguments, &parser, &mut out).and_then(|outcome| out.flush().map(|()| outcome))
    } else {
        let mut out = Wrapped::new(BufWriter::new(AutoStream::auto(stdout)));
        report::write(arguments, &parser, &mut out).and_then(|outcome| out.flush().map(|()| outcome))
    }
}
