//! Open incidents, maintenances, and recent incidents.

use std::collections::HashSet;
use std::io::{self, Write};

use statusfeed::{Incident, Snapshot, Update};

use super::time::{column, length, minute, window};
use super::{more, postmortem, section};
use crate::escape::escaped;
use crate::{style, wrap};

/// The number of updates of one incident, newest ones.
const UPDATES: usize = 6;
/// The number of lines of one update.
const LINES: usize = 8;
/// The number of incidents that are over.
const RECENT: usize = 5;

pub(super) fn write(snapshot: &Snapshot, all: bool, out: &mut impl Write) -> io::Result<()> {
    let open: Vec<_> = snapshot.open_incidents().collect();
    if !open.is_empty() {
        section("Open incidents", &open.len().to_string(), out)?;
        for incident in &open {
            incident_details(incident, if all { usize::MAX } else { UPDATES }, all, out)?;
        }
    }
    let ahead: Vec<_> = snapshot.maintenances().filter(|incident| !incident.is_over()).collect();
    if !ahead.is_empty() {
        section("Maintenances", &ahead.len().to_string(), out)?;
        for maintenance in &ahead {
            // The window says what is planned; the last update is enough.
            incident_details(maintenance, if all { usize::MAX } else { 1 }, all, out)?;
        }
    }
    let shown: HashSet<_> = open.iter().chain(&ahead).map(|&incident| std::ptr::from_ref(incident)).collect();
    let rest = snapshot.incidents.iter().filter(|&incident| !shown.contains(&std::ptr::from_ref(incident)));
    let recent: Vec<_> = rest.collect();
    if recent.is_empty() {
        return Ok(());
    }
    section("Recent", &recent.len().to_string(), out)?;
    let shown = if all { recent.len() } else { recent.len().min(RECENT) };
    for incident in recent.iter().take(shown) {
        short(incident, all, out)?;
    }
    more(recent.len().saturating_sub(shown), "", out)
}

/// One line about an incident that is over, and its postmortem.
fn short(incident: &Incident, all: bool, out: &mut impl Write) -> io::Result<()> {
    let mut facts = vec![style::status(incident.status.as_ref())];
    facts.extend(incident.impact.as_ref().map(|impact| style::impact(Some(impact)).word));
    facts.extend(length(incident.started_at, incident.resolved_at).map(|length| format!("after {length}")));
    writeln!(
        out,
        "  {} {}  {}  {}",
        style::impact(incident.impact.as_ref()).sign(),
        style::DIM.paint(column(incident.started_at.or(incident.created_at))),
        title(incident),
        style::DIM.paint(facts.join(" · ")),
    )?;
    incident.postmortem.as_deref().map_or(Ok(()), |postmortem| postmortem::below(postmortem, all, out))
}

/// The facts, the link and the newest updates of an incident.
fn incident_details(incident: &Incident, updates: usize, all: bool, out: &mut impl Write) -> io::Result<()> {
    let mark = style::impact(incident.impact.as_ref());
    writeln!(out, "\n  {} {}", mark.sign(), style::HEADING.paint(title(incident)))?;
    let mut facts = vec![style::status(incident.status.as_ref())];
    facts.extend(incident.scheduled.map(|planned| format!("planned {}", window(planned.start, planned.end))));
    facts.extend(incident.started_at.map(|at| format!("since {}", minute(at))));
    facts.extend((!incident.components.is_empty()).then(|| affected(incident)));
    writeln!(out, "    {} {}", mark.word(), style::DIM.paint(format!("· {}", facts.join(" · "))))?;
    if let Some(url) = &incident.url {
        writeln!(out, "    {}", style::LINK.paint(escaped(url.as_str())))?;
    }

    let hidden = incident.updates.len().saturating_sub(updates);
    if hidden > 0 && updates > 1 {
        writeln!(out, "    {}", style::DIM.paint(format!("… {hidden} earlier updates (--all shows them)")))?;
    }
    let states = incident.updates.iter().skip(hidden).map(|update| state(update).chars().count());
    let states = states.max().unwrap_or(0);
    for update in incident.updates.iter().skip(hidden) {
        update_lines(update, states, all, out)?;
    }
    incident.postmortem.as_deref().map_or(Ok(()), |postmortem| postmortem::below(postmortem, all, out))
}

fn update_lines(update: &Update, states: usize, all: bool, out: &mut impl Write) -> io::Result<()> {
    let at = column(update.at);
    let margin = at.len().saturating_add(states).saturating_add(4);
    let indent = margin.saturating_add(4);
    let mut lines = update.body.as_ref().map(|body| wrap::lines(body, indent)).unwrap_or_default();
    if !all && lines.len() > LINES {
        lines.truncate(LINES);
        lines.push("…".to_owned());
    }
    let mut lines = lines.into_iter();
    writeln!(
        out,
        "    {}  {:states$}  {}",
        style::DIM.paint(at),
        state(update),
        lines.next().unwrap_or_default()
    )?;
    for line in lines {
        writeln!(out, "    {:margin$}{line}", "")?;
    }
    Ok(())
}

fn state(update: &Update) -> String {
    update.status.as_ref().map_or_else(String::new, |status| style::status(Some(status)))
}

fn title(incident: &Incident) -> String {
    escaped(&incident.headline())
}

/// The names of the affected components.
fn affected(incident: &Incident) -> String {
    const NAMES: usize = 6;
    let names = incident.components.iter().filter_map(|component| component.name.as_deref());
    let mut names: Vec<_> = names.map(escaped).collect();
    if names.len() > NAMES {
        let rest = names.len().saturating_sub(NAMES);
        names.truncate(NAMES);
        names.push(format!("{rest} more"));
    }
    names.join(", ")
}
