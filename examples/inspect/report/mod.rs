//! A snapshot as a report for people.

mod components;
pub(crate) mod explanation;
mod head;
mod incidents;
pub(crate) mod postmortem;
mod time;

use std::io::{self, Write};

use statusfeed::{Diagnostic, Input, Parser, Severity, Snapshot};

use crate::arguments::Arguments;
use crate::escape::escaped;
use crate::{Outcome, explain, gate, input, progress, refusal, style, wrap};

/// Diagnostics shown without `--explain` or `--all`.
const DIAGNOSTICS: usize = 8;
/// Diagnostics shown with their places, without `--all`.
const EXPLAINED: usize = 40;

/// Writes a report on each document. Errors go to standard error.
pub(crate) fn write(arguments: &Arguments, parser: &Parser, out: &mut impl Write) -> io::Result<Outcome> {
    let progress = progress::bar(arguments);
    let mut outcome = Outcome::Read;
    for (number, document) in input::documents(arguments)?.enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        if let Err((reached, reason)) = report(&document?, arguments, parser, out)? {
            out.flush()?;
            progress.suspend(|| write!(wrap::stderr(), "{reason}"))?;
            outcome = outcome.max(reached);
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(outcome)
}

/// Writes a report on one document; the inner error is the reason why it was not read, or does not pass.
fn report(
    document: &input::Document,
    arguments: &Arguments,
    parser: &Parser,
    out: &mut impl Write,
) -> io::Result<Result<(), (Outcome, String)>> {
    let bytes = match document.read() {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Err((Outcome::Refused, refusal::unreadable(&document.name, &error)))),
    };
    let input = arguments.with_hints(&bytes);
    let snapshot = match parser.parse(input.clone()) {
        Ok(snapshot) => snapshot,
        Err(error) if arguments.explain => {
            let mut text = refusal::explained(&document.name, &error, input.clone()).into_bytes();
            explain::verdicts(parser, input, &mut text)?;
            return Ok(Err((Outcome::Refused, String::from_utf8_lossy(&text).into_owned())));
        }
        Err(error) => return Ok(Err((Outcome::Refused, refusal::refused(&document.name, &error)))),
    };
    page(&document.name, &snapshot, arguments, out)?;
    diagnostics(arguments, &snapshot.diagnostics, input.clone(), out)?;
    if arguments.explain {
        explain::verdicts(parser, input, out)?;
    }
    if document.is_built_in() {
        writeln!(
            out,
            "\n{}",
            style::DIM.paint("This is a document that is built in; name files to read yours.")
        )?;
    }
    Ok(gate::refuse(&document.name, &snapshot, arguments)
        .map_or(Ok(()), |worse| Err((Outcome::Worse, worse))))
}

fn page(name: &str, snapshot: &Snapshot, arguments: &Arguments, out: &mut impl Write) -> io::Result<()> {
    head::write(name, snapshot, out)?;
    components::write(&snapshot.components, arguments.all, out)?;
    incidents::write(snapshot, arguments.all, out)
}

fn diagnostics(
    arguments: &Arguments,
    list: &[Diagnostic],
    input: Input<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    let most = match (arguments.all, arguments.explain) {
        (true, _) => usize::MAX,
        (false, true) => EXPLAINED,
        (false, false) => DIAGNOSTICS,
    };
    let of = |severity| list.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let counts: Vec<_> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|severity| (severity, of(severity)))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| format!("{count} × {severity}"))
        .collect();
    section("Diagnostics", &counts.join(", "), out)?;
    let shown = list.get(..most).unwrap_or(list);
    if arguments.explain {
        explain::diagnostics(shown, input, out)?;
    } else {
        for diagnostic in shown {
            let mark = style::severity(diagnostic.severity);
            let found = diagnostic.found.as_deref().map(|found| format!(" “{}”", escaped(found)));
            writeln!(
                out,
                "  {} {} {}{}",
                mark.sign(),
                style::DIM.paint(escaped(&diagnostic.path)),
                escaped(&diagnostic.message),
                found.unwrap_or_default(),
            )?;
        }
    }
    more(list.len().saturating_sub(shown.len()), "", out)
}

/// The heading of a part.
fn section(title: &str, note: &str, out: &mut impl Write) -> io::Result<()> {
    let gap = if note.is_empty() { "" } else { "  " };
    writeln!(out, "\n{}{gap}{}", style::HEADING.paint(title), style::DIM.paint(note))
}

/// How many are not shown.
fn more(count: usize, what: &str, out: &mut impl Write) -> io::Result<()> {
    if count == 0 {
        return Ok(());
    }
    writeln!(out, "  {}", style::DIM.paint(format!("… {count} more{what} (--all shows them)")))
}
