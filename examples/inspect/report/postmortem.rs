//! A postmortem: outage windows, causes, actions, timeline and sections.

use std::io::{self, Write};

use statusfeed::{OutageWindow, Postmortem, RichText, TimelineEntry};

use super::time::{column, length, minute, window};
use super::{more, section};
use crate::escape::escaped;
use crate::{style, wrap};

/// Entries, causes and actions shown without `--all`.
const ROWS: usize = 12;

/// Windows, causes and actions shown below an incident without `--all`.
const BRIEF: usize = 3;

/// Columns by which a postmortem below its incident is indented.
const BELOW: usize = 6;

/// Writes a postmortem.
pub(crate) fn write(name: &str, postmortem: &Postmortem, all: bool, out: &mut impl Write) -> io::Result<()> {
    let title =
        postmortem.title.as_deref().map_or_else(|| "A postmortem without a title".to_owned(), escaped);
    writeln!(out, "{}", style::HEADING.paint(title))?;
    writeln!(out, "{}", style::DIM.paint(format!("{} · {}", escaped(name), zone(postmortem))))?;
    parts(postmortem, if all { usize::MAX } else { ROWS }, out)
}

/// Writes an incident's postmortem below the incident: a summary, or with `all` the whole of it.
pub(super) fn below(postmortem: &Postmortem, all: bool, out: &mut impl Write) -> io::Result<()> {
    let mut head = vec!["Postmortem".to_owned()];
    head.extend(postmortem.title.as_deref().map(|title| format!("“{}”", escaped(title))));
    head.extend(postmortem.published_at.map(|at| format!("published {}", minute(at))));
    head.extend((!postmortem.timeline.is_empty()).then(|| zone(postmortem)));
    let mut text = Vec::new();
    writeln!(text, "{}", style::DIM.paint(head.join(" · ")))?;
    if let Some(url) = &postmortem.url {
        writeln!(text, "{}", style::LINK.paint(escaped(url.as_str())))?;
    }
    if all {
        parts(postmortem, usize::MAX, &mut text)?;
    } else {
        summary(postmortem, &mut text)?;
    }
    for line in String::from_utf8_lossy(&text).lines() {
        writeln!(out, "{}", format!("{:BELOW$}{line}", "").trim_end())?;
    }
    Ok(())
}

/// When, why and what then, in few lines; the rest is counted.
fn summary(postmortem: &Postmortem, out: &mut impl Write) -> io::Result<()> {
    for stated in postmortem.windows.iter().take(BRIEF) {
        outage(stated, out)?;
    }
    let rows = [("why   - ", &postmortem.root_causes), ("then  - ", &postmortem.actions)];
    for (head, rows) in rows {
        for (number, row) in rows.iter().take(BRIEF).enumerate() {
            indented(if number == 0 { head } else { "      - " }, row, out)?;
        }
    }
    let left = |list: usize| list.saturating_sub(BRIEF);
    let rest: Vec<_> = [
        (left(postmortem.windows.len()), "windows"),
        (left(postmortem.root_causes.len()), "causes"),
        (left(postmortem.actions.len()), "actions"),
        (postmortem.timeline.len(), "entries of a timeline"),
        (postmortem.sections.len(), "sections"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    if rest.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", style::DIM.paint(format!("… {} (--all shows them)", rest.join(", "))))
}

fn zone(postmortem: &Postmortem) -> String {
    postmortem.time_zone.as_deref().map_or_else(
        || "its times state no zone".to_owned(),
        |zone| format!("its times are in {}", escaped(zone)),
    )
}

/// Writes all parts, at most `most` rows of each.
fn parts(postmortem: &Postmortem, most: usize, out: &mut impl Write) -> io::Result<()> {
    for stated in &postmortem.windows {
        outage(stated, out)?;
    }
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
        let stated = escaped(&entry.stated);
        let at = column(entry.at);
        if stated.chars().count() > widest {
            writeln!(out, "{}", style::DIM.paint(format!("  {at}  {stated}")))?;
            indented(
                &format!("  {:1$}  ", "", at.len().saturating_add(widest).saturating_add(2)),
                &entry.text,
                out,
            )?;
        } else {
            indented(&format!("  {at}  {stated:widest$}  "), &entry.text, out)?;
        }
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

/// Text after a label, with its further lines indented to the first.
fn indented(head: &str, text: &str, out: &mut impl Write) -> io::Result<()> {
    let margin = head.chars().count();
    let mut lines = wrap::lines(&RichText::text(text), margin.saturating_add(BELOW)).into_iter();
    writeln!(out, "{}{}", style::DIM.paint(head), lines.next().unwrap_or_default())?;
    for line in lines {
        writeln!(out, "{:margin$}{line}", "")?;
    }
    Ok(())
}
