//! One line, and a chat message.

use std::fmt::Write as _;

use crate::diagnostic::quotable;
use crate::model::{Impact, Incident};
use crate::monitor::{Event, EventKind};

/// An event as one line of text, for logs and terminals. Vendors' words are cut to 80 characters and their control and
/// direction characters are escaped.
///
/// ```
/// use statusfeed::monitor::{Tracker, render};
/// use statusfeed::{Incident, Snapshot};
///
/// let incident = Incident::new("k3x9", "Uploads\nfail")
///     .with_status("investigating")
///     .with_impact("major")
///     .with_started_at("2026-03-08T09:30:00Z".parse::<chrono::DateTime<chrono::Utc>>()?);
/// let events = Tracker::with_page_key("acme").observe(&Snapshot::default().with_incident(incident));
/// assert_eq!(
///     render::text_line(&events[0]),
///     "2026-03-08 09:30Z acme incident opened: \"Uploads\\nfail\" is investigating (major)"
/// );
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[must_use]
pub fn text_line(event: &Event) -> String {
    let time = event.at.or(event.observed_at);
    let time =
        time.map_or_else(|| "(time not known)".to_owned(), |at| at.format("%Y-%m-%d %H:%MZ").to_string());
    let kind = event.kind.as_str().replace('_', " ");
    let mut line = format!("{time} {} {kind}: {}", quotable(page_of(event)), subject(event));
    line.push_str(&change(event));
    if let Some(impact) = event.impact.as_ref().filter(|_| event.kind != EventKind::IncidentImpactChanged) {
        let _ = write!(line, " ({})", quotable(impact.as_str()));
    }
    line
}

/// The page's part of a thread: `status.acme.example/incident/k3x9` is of `status.acme.example`.
fn page_of(event: &Event) -> &str {
    let thread = event.thread.as_str();
    let aspect = |thread: &str| thread.rfind('/').and_then(|end| thread.get(..end)).map(str::len);
    let end = match event.incident.as_deref().or(event.component.as_deref()) {
        Some(id) => thread.strip_suffix(id).and_then(|rest| aspect(rest.trim_end_matches('/'))),
        None => aspect(thread),
    };
    end.and_then(|end| thread.get(..end)).unwrap_or(thread)
}

fn subject(event: &Event) -> String {
    let name = event.title.as_deref().or(event.incident.as_deref()).or(event.component.as_deref());
    name.map_or_else(|| "the page".to_owned(), |name| format!("\"{}\"", quotable(name)))
}

/// What follows the name: ` is monitoring, was investigating`.
fn change(event: &Event) -> String {
    let from = event.from.as_deref().map(quotable);
    let to = event.to.as_deref().map(quotable);
    match (event.kind, from, to) {
        (EventKind::ComponentRemoved, ..) | (_, None, None) => String::new(),
        (EventKind::IncidentEdited, Some(from), Some(to)) if from == to => ": its text changed".to_owned(),
        (EventKind::IncidentEdited | EventKind::ComponentRenamed, Some(from), _) => {
            format!(", was \"{from}\"")
        }
        (EventKind::MaintenanceRescheduled, Some(from), Some(to)) => {
            format!(" is planned for {to}, was {from}")
        }
        (EventKind::MaintenanceUpcoming, _, Some(to)) => format!(" is planned for {to}"),
        (EventKind::MaintenanceOverdue, _, Some(to)) => format!(" should have ended at {to}"),
        (EventKind::IncidentSilent, _, Some(to)) => format!(": no update since {to}"),
        (_, Some(from), Some(to)) if from != to => format!(" is {to}, was {from}"),
        (_, _, Some(to)) => format!(" is {to}"),
        (_, Some(from), None) => format!(" is no longer listed, was {from}"),
    }
}

/// An event as a chat message in Markdown: what happened, then the text of the newest update and the link, where the
/// incident is given. Everything that vendors wrote is escaped, so that it can neither format nor link nor mention anyone.
///
/// ```
/// use statusfeed::monitor::{Tracker, render};
/// use statusfeed::{Incident, RichText, Snapshot, Update};
///
/// let incident = Incident::new("k3x9", "*Uploads* fail for @everyone")
///     .with_status("investigating")
///     .with_url("https://status.acme.example/incidents/k3x9")
///     .with_update(Update::new("investigating").with_body(RichText::text("We look into it.")));
/// let snapshot = Snapshot::default().with_incident(incident);
/// let events = Tracker::with_page_key("acme").observe(&snapshot);
/// assert_eq!(
///     render::markdown(&events[0], events[0].find_incident(&snapshot)),
///     "🔴 **incident opened** \\*Uploads\\* fail for \\@everyone is investigating\n\
///      > We look into it.\n\
///      \n\
///      <https://status.acme.example/incidents/k3x9>"
/// );
/// ```
#[must_use]
pub fn markdown(event: &Event, incident: Option<&Incident>) -> String {
    let name = event.title.as_deref().or(event.incident.as_deref()).or(event.component.as_deref());
    let name = name.map_or_else(|| escape_markdown(page_of(event)), escape_markdown);
    let kind = event.kind.as_str().replace('_', " ");
    let mut message = format!("{} **{kind}** {name}{}", sign(event), escape_markdown(&change(event)));
    if let Some(impact) = &event.impact {
        let _ = write!(message, " ({})", escape_markdown(impact.as_str()));
    }
    let body = incident.and_then(Incident::latest_update).and_then(|update| update.body.as_ref());
    let text = body.map(crate::model::RichText::plain).unwrap_or_default();
    for line in text.lines().filter(|line| !line.trim().is_empty()).take(MAX_QUOTED_LINES) {
        message.push_str("\n> ");
        message.push_str(&escape_markdown(line));
    }
    let link = incident.and_then(|incident| incident.url.as_ref()).and_then(crate::model::Link::url);
    if let Some(url) = link {
        let _ = write!(message, "\n\n<{url}>");
    }
    message
}

/// The most lines of an update that a message quotes.
const MAX_QUOTED_LINES: usize = 12;

fn sign(event: &Event) -> &'static str {
    match event.kind {
        EventKind::IncidentOpened | EventKind::IncidentReopened => "🔴",
        EventKind::IncidentResolved | EventKind::MaintenanceCompleted | EventKind::MaintenanceCanceled => {
            "🟢"
        }
        EventKind::HealthChanged if event.to.as_deref() == Some(Impact::None.as_str()) => "🟢",
        EventKind::ComponentChanged if event.to.as_deref() == Some("operational") => "🟢",
        kind if kind.as_str().starts_with("maintenance") => "🔧",
        EventKind::ComponentChanged | EventKind::HealthChanged => "🟠",
        _ => "ℹ️",
    }
}

/// Puts a backslash before each character that has a meaning in Markdown or a chat (`@` and `#` mention), and leaves out
/// controls and characters that turn the direction of writing.
fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '<' | '>' | '#' | '+' | '!'
            | '|' | '~' | '@' | '&' | '$' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
            c => out.push(c),
        }
    }
    // A list, a rule or a numbered item only at the start of a line.
    let starts_block = out.trim_start().starts_with(['-', '=']);
    if starts_block { format!("\\{}", out.trim_start()) } else { out }
}
