//! The HTML of the report.

use std::fmt::{self, Write as _};

use chrono::{DateTime, Utc};
use statusfeed::monitor::{DayCell, History, ImpactWeights, Uptime, Window};
use statusfeed::{Component, Impact, Incident, IncidentStatus, Postmortem, RichText, Snapshot, Update};

const STYLE: &str = include_str!("style.css");

/// The strip shows so many days.
const DAYS: u16 = 90;

/// So many incidents that are over are shown.
const PAST_INCIDENTS: usize = 10;

/// The report of a page at `now`, as one HTML document.
pub(crate) fn render(snapshot: &Snapshot, history: &History, now: DateTime<Utc>) -> String {
    let mut html = String::new();
    // Writing to a string cannot fail.
    let _ = write_page(&mut html, snapshot, history, now);
    html
}

fn write_page(html: &mut String, snapshot: &Snapshot, history: &History, now: DateTime<Utc>) -> fmt::Result {
    let name = snapshot.vendor.name.as_deref().unwrap_or("Status page");
    writeln!(
        html,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{0}: status report</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{0}</h1>\n<p class=\"when\">As of {1}</p>\n</header>\n<main>",
        escape(name),
        time(now)
    )?;
    write_health(html, snapshot)?;
    let window = Window::last_days(DAYS, now);
    write_strip(html, &history.days(window), &history.uptime(window, &ImpactWeights::default()))?;
    write_components(html, snapshot)?;
    let open: Vec<_> = snapshot.open_incidents().chain(snapshot.running_maintenances()).collect();
    write_incidents(html, "Open now", "open", &open)?;
    let is_running = |work: &Incident| open.iter().any(|running| std::ptr::eq(*running, work));
    let planned: Vec<_> = snapshot.open_maintenances().filter(|work| !is_running(work)).collect();
    if !planned.is_empty() {
        write_incidents(html, "Planned", "planned", &planned)?;
    }
    let past: Vec<_> = snapshot
        .incidents
        .iter()
        .filter(|incident| !snapshot.is_open(incident))
        .take(PAST_INCIDENTS)
        .collect();
    write_incidents(html, "Past incidents", "past", &past)?;
    let written =
        snapshot.incidents.iter().filter_map(|incident| Some((incident, incident.postmortem.as_deref()?)));
    if let Some((incident, postmortem)) =
        written.into_iter().find(|(_, postmortem)| !postmortem.timeline.is_empty())
    {
        write_timeline(html, incident, postmortem)?;
    }
    writeln!(
        html,
        "</main>\n<footer><p>Made from saved documents. Days without data are hatched.</p></footer>\n</body>\n</html>"
    )
}

fn write_health(html: &mut String, snapshot: &Snapshot) -> fmt::Result {
    let impact = snapshot.health.impact.as_ref();
    let sentence = snapshot.health.description.as_deref().unwrap_or(match impact {
        Some(Impact::None) => "All systems operational",
        Some(_) => "Not all is well",
        None => "Not known: the documents do not say",
    });
    writeln!(html, "<p class=\"health {}\">{}</p>", impact_class(impact), escape(sentence))
}

fn write_strip(html: &mut String, days: &[DayCell], uptime: &Uptime) -> fmt::Result {
    writeln!(
        html,
        "<section aria-labelledby=\"days\">\n<h2 id=\"days\">The last {DAYS} days</h2>\n<ol class=\"strip\">"
    )?;
    for day in days {
        let words = match &day.worst {
            None => "no data".to_owned(),
            Some(Impact::None) => "no incident".to_owned(),
            Some(impact) => format!("{impact}, {}", duration(day.down_s.max(day.maintenance_s))),
        };
        let label = format!("{}: {words}", day.date);
        writeln!(
            html,
            "<li class=\"day {}\" title=\"{1}\"><span>{1}</span></li>",
            impact_class(day.worst.as_ref()),
            escape(&label)
        )?;
    }
    writeln!(html, "</ol>\n<p class=\"axis\"><span>{DAYS} days ago</span><span>today</span></p>")?;
    write_legend(html)?;
    let covered_days = uptime.covered_s / 86_400;
    match uptime.ratio {
        Some(ratio) => writeln!(
            html,
            "<p class=\"uptime\"><strong>{:.2} %</strong> uptime over the {covered_days} days that the documents cover; \
             {} with an incident.</p>",
            ratio * 100.0,
            duration(uptime.down_s)
        )?,
        None => writeln!(html, "<p class=\"uptime\">The documents cover none of these days.</p>")?,
    }
    writeln!(html, "</section>")
}

/// What the colours of the strip mean.
fn write_legend(html: &mut String) -> fmt::Result {
    const COLOURS: [(&str, &str); 5] = [
        ("well", "no incident"),
        ("minor", "minor"),
        ("major", "major or critical"),
        ("maintenance", "maintenance"),
        ("unknown", "no data"),
    ];
    write!(html, "<p class=\"legend\">")?;
    for (class, words) in COLOURS {
        write!(html, "<span><i class=\"day {class}\"></i>{words}</span>")?;
    }
    writeln!(html, "</p>")
}

fn write_components(html: &mut String, snapshot: &Snapshot) -> fmt::Result {
    if snapshot.components.is_empty() {
        return Ok(());
    }
    writeln!(
        html,
        "<section aria-labelledby=\"components\">\n<h2 id=\"components\">Components</h2>\n<ul class=\"components\">"
    )?;
    for component in &snapshot.components {
        let group = component.parent_id.as_deref().and_then(|id| snapshot.component(id));
        // Below its group, a member needs no "Group - Name".
        let (name, place) = if component.is_group {
            (component.name.clone(), " group")
        } else if group.is_some() {
            (component.name.clone(), " member")
        } else {
            (snapshot.full_name(component), "")
        };
        let status = component
            .status
            .as_ref()
            .map_or_else(|| "not known".to_owned(), |s| s.to_string().replace('_', " "));
        writeln!(
            html,
            "<li class=\"{}{place}\"><span>{}</span> <b>{}</b></li>",
            component_class(component),
            escape(name.as_deref().unwrap_or("(no name)")),
            escape(&status)
        )?;
    }
    writeln!(html, "</ul>\n</section>")
}

fn write_incidents(html: &mut String, heading: &str, id: &str, incidents: &[&Incident]) -> fmt::Result {
    writeln!(html, "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading}</h2>")?;
    if incidents.is_empty() {
        writeln!(html, "<p>None in these documents.</p>")?;
    }
    for incident in incidents {
        let title = incident.title.as_deref().unwrap_or("Untitled");
        writeln!(
            html,
            "<article class=\"incident {}\">\n<h3>{}</h3>",
            impact_class(incident_impact(incident).as_ref()),
            escape(title)
        )?;
        if let Some(line) = facts(incident) {
            writeln!(html, "<p class=\"facts\">{}</p>", escape(&line))?;
        }
        writeln!(html, "<ol class=\"updates\">")?;
        for update in incident.updates.iter().rev() {
            write_update(html, update)?;
        }
        writeln!(html, "</ol>\n</article>")?;
    }
    writeln!(html, "</section>")
}

/// `minor · Mar 8 09:30 to 10:05 UTC · Uploads, Search`.
fn facts(incident: &Incident) -> Option<String> {
    let mut facts = Vec::new();
    facts.extend(incident.impact.as_ref().map(ToString::to_string));
    let plan = incident.scheduled.unwrap_or_default();
    let start = incident.started_at.or(plan.start);
    let end = incident.resolved_at.or(plan.end.filter(|_| incident.is_maintenance()));
    facts.extend(match (start, end) {
        (Some(start), Some(end)) if start.date_naive() == end.date_naive() => {
            Some(format!("{} to {}", start.format("%-d %b %Y, %H:%M"), end.format("%H:%M UTC")))
        }
        (Some(start), Some(end)) => Some(format!("{} to {}", time(start), time(end))),
        (Some(start), None) => Some(format!("since {}", time(start))),
        (None, _) => None,
    });
    let names: Vec<_> =
        incident.components.iter().filter_map(|component| component.name.as_deref()).collect();
    facts.extend((!names.is_empty()).then(|| names.join(", ")));
    (!facts.is_empty()).then(|| facts.join(" · "))
}

fn write_update(html: &mut String, update: &Update) -> fmt::Result {
    let status = update
        .status
        .as_ref()
        .map_or_else(|| "update".to_owned(), |status| status.to_string().replace('_', " "));
    let at = update.at.map(time).unwrap_or_default();
    write!(html, "<li><p class=\"step\"><b>{}</b> <time>{at}</time></p>", escape(&status))?;
    // A postmortem has a section of its own.
    let body = update.body.as_ref().filter(|_| update.status != Some(IncidentStatus::Postmortem));
    let text = body.map(RichText::plain).unwrap_or_default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        write!(html, "<p>{}</p>", escape(line))?;
    }
    writeln!(html, "</li>")
}

fn write_timeline(html: &mut String, incident: &Incident, postmortem: &Postmortem) -> fmt::Result {
    let title = incident.title.as_deref().unwrap_or("Untitled");
    writeln!(
        html,
        "<section aria-labelledby=\"postmortem\">\n<h2 id=\"postmortem\">Postmortem: {}</h2>\n<ol class=\"timeline\">",
        escape(title)
    )?;
    for entry in &postmortem.timeline {
        let at = entry.at.map_or_else(|| entry.stated.clone(), time);
        writeln!(html, "<li><time>{}</time> <span>{}</span></li>", escape(&at), escape(&entry.text))?;
    }
    writeln!(html, "</ol>")?;
    for cause in &postmortem.root_causes {
        writeln!(html, "<p class=\"cause\">{}</p>", escape(cause))?;
    }
    writeln!(html, "</section>")
}

fn incident_impact(incident: &Incident) -> Option<Impact> {
    if incident.is_maintenance() { Some(Impact::Maintenance) } else { incident.impact.clone() }
}

/// A class of the style sheet; never a word of the vendor.
fn impact_class(impact: Option<&Impact>) -> &'static str {
    match impact {
        Some(Impact::None) => "well",
        Some(Impact::Maintenance) => "maintenance",
        Some(Impact::Minor) => "minor",
        Some(Impact::Major | Impact::Critical) => "major",
        Some(_) => "odd",
        None => "unknown",
    }
}

fn component_class(component: &Component) -> &'static str {
    impact_class(component.status.as_ref().and_then(statusfeed::ComponentStatus::impact).as_ref())
}

fn time(at: DateTime<Utc>) -> String {
    at.format("%-d %b %Y, %H:%M UTC").to_string()
}

fn duration(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
    if hours > 0 { format!("{hours}\u{a0}h {minutes}\u{a0}min") } else { format!("{minutes}\u{a0}min") }
}

/// Text for HTML, between tags and in quoted attributes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Characters that turn the direction of writing turn the page around them, too.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => out.push(c),
        }
    }
    out
}
