//! `--explain`: the verdict of each adapter, and diagnostics with their places in the document.

use std::io::{self, Write};

use statusfeed::{Diagnostic, Document, Input, Limits, Parser};

use crate::escape::escaped;
use crate::excerpt::{Lines, place};
use crate::style;

/// Writes the verdict of each adapter.
pub(crate) fn verdicts(parser: &Parser, input: Input<'_>, out: &mut impl Write) -> io::Result<()> {
    let Ok(detection) = parser.detect(input) else { return Ok(()) };
    let chosen = detection.adapter().map(|adapter| adapter.id().to_owned());
    let verdicts = detection.verdicts;
    let width = verdicts.iter().map(|(id, _)| id.chars().count()).max().unwrap_or(0);
    let heading = if chosen.is_some() { "Why this adapter" } else { "Why no adapter reads it" };
    writeln!(out, "\n{}", style::HEADING.paint(heading))?;
    for (id, verdict) in verdicts {
        let line = format!(
            "{} {:width$}  {:8}  {}",
            if chosen.as_deref() == Some(id.as_str()) { '▸' } else { ' ' },
            escaped(&id),
            verdict.confidence.as_str(),
            escaped(&verdict.reason),
        );
        let hint = if verdict.hinted { " (supported by the hints)" } else { "" };
        let paint = if verdict.is_yes() { style::PLAIN } else { style::DIM };
        writeln!(out, "  {}", paint.paint(format!("{line}{hint}")))?;
    }
    Ok(())
}

/// Writes each diagnostic with its line of the document.
pub(crate) fn diagnostics(list: &[Diagnostic], input: Input<'_>, out: &mut impl Write) -> io::Result<()> {
    let document = Document::decode(input, &Limits::none()).map_err(io::Error::other)?;
    let lines = Lines::new(document.text());
    for diagnostic in list {
        let mark = style::severity(diagnostic.severity);
        let code = diagnostic.code.as_str();
        writeln!(out, "\n  {} {code}: {}", mark.word(), escaped(&diagnostic.message))?;
        let excerpt = diagnostic.span.and_then(|span| lines.excerpt(span));
        write!(out, "{}", place(&diagnostic.path, excerpt.as_ref()))?;
    }
    Ok(())
}
