//! A postmortem as a person likes to read it: when, why, what then, and the story.

use std::io::{self, Write};

use statusfeed::{OutageWindow, Postmortem, RichText, TimelineEntry};

use super::time::{column, length, window};
use super::{more, section, wrap};
use crate::escape::escaped;
use crate::style;

/// Entries, causes and actions shown without `--all`.
const ROWS: usize = 12;

/// Writes what a postmortem says.
pub(crate) fn write(name: &str, postmortem: &Postmortem, all: bool, out: &mut impl Write) -> io::Result<()> {
    let title =
        postmortem.title.as_deref().map_or_else(|| "A postmortem without a title".to_owned(), escaped);
    writeln!(out, "{}", style::HEADING.paint(title))?;
    let zone = postmortem.time_zone.as_deref();
    let zone = zone.map_or_else(
        || "its times name no zone".to_owned(),
        |zone| format!("its times are in {}", escaped(zone)),
    );
    writeln!(out, "{}", style::DIM.paint(format!("{} · {zone}", escaped(name))))?;
    for stated in &postmortem.windows {
        outage(stated, out)?;
    }
    let most = if all { usize::MAX } else { ROWS };
    list("Why", &postmortem.root_causes, most, out)?;
    list("What they do about it", &postmortem.actions, most, out)?;
    timeline(&postmortem.timeline, most, out)?;
    sections(postmortem, out)
}

fn outage(stated: &OutageWindow, out: &mut impl Write) -> io::Result<()> {
    let lasted = length(stated.start, stated.end).map(|length| format!(", {length}")).unwrap_or_default();
    writeln!(
        out,
        "{} {}{lasted}",
        style::impact(Some(&statusfeed::Impact::Major)).sign(),
        window(stated.start, stated.end)
    )?;
    writeln!(out, "  {}", style::DIM.paint(format!("“{}”", escaped(&stated.stated))))
}

fn list(title: &str, rows: &[String], most: usize, out: &mut impl Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    section(title, "", out)?;
    for row in rows.iter().take(most) {
        indented("  - ", row, out)?;
    }
    more(rows.len().saturating_sub(most), "", out)
}

fn timeline(entries: &[TimelineEntry], most: usize, out: &mut impl Write) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    section("Timeline", "UTC, and the time as written", out)?;
    let widest = entries.iter().map(|entry| entry.stated.chars().count()).max().unwrap_or(0).min(24);
    for entry in entries.iter().take(most) {
        let head = format!("  {}  {:widest$}  ", column(entry.at), escaped(&entry.stated));
        indented(&head, &entry.text, out)?;
    }
    more(entries.len().saturating_sub(most), "", out)
}

fn sections(postmortem: &Postmortem, out: &mut impl Write) -> io::Result<()> {
    if postmortem.sections.is_empty() {
        return Ok(());
    }
    section("Sections", "", out)?;
    let widest = postmortem.sections.iter().map(|part| part.role.as_str().len()).max().unwrap_or(0);
    for part in &postmortem.sections {
        let role = format!("{:widest$}", part.role.as_str().replace('_', " "));
        let depth = usize::from(part.level.saturating_sub(1));
        let words = part.text.split_whitespace().count();
        let note = style::DIM.paint(format!("({words} words)")).to_string();
        writeln!(out, "  {}  {:depth$}{} {note}", style::DIM.paint(role), "", escaped(&part.heading))?;
    }
    Ok(())
}

/// Text behind a head, its further lines under its first word.
fn indented(head: &str, text: &str, out: &mut impl Write) -> io::Result<()> {
    let margin = head.chars().count();
    let mut lines = wrap::lines(&RichText::text(text)).into_iter();
    writeln!(out, "{}{}", style::DIM.paint(head), lines.next().unwrap_or_default())?;
    for line in lines {
        writeln!(out, "{:margin$}{line}", "")?;
    }
    Ok(())
}
