//! Maintenances as a calendar.

use chrono::{DateTime, Utc};

use crate::model::{Incident, IncidentStatus, Link, Snapshot};

/// The maintenances of a snapshot as an iCalendar (RFC 5545), for a calendar that subscribes to it. One without a planned
/// start is left out; one without a planned end is an event of no length.
///
/// The `UID` is that of the incident and page, so that a calendar moves an event that was rescheduled; one that was called
/// off has the status `CANCELLED`. `now` is the time of writing, UTC.
///
/// ```
/// use statusfeed::monitor::render;
/// use statusfeed::{Incident, Schedule, Snapshot};
///
/// let at = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>();
/// let window = Schedule::new(Some(at("2026-03-08T22:00:00Z")?), Some(at("2026-03-08T23:30:00Z")?));
/// let work = Incident::maintenance("m4y8", "Disk swap, rack 4").with_status("scheduled").with_scheduled(window);
/// let calendar = render::icalendar(&Snapshot::default().with_incident(work), at("2026-03-08T09:00:00Z")?);
/// assert!(calendar.contains("DTSTART:20260308T220000Z\r\nDTEND:20260308T233000Z\r\n"));
/// assert!(calendar.contains("SUMMARY:Disk swap\\, rack 4\r\n"));
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[must_use]
pub fn icalendar(snapshot: &Snapshot, now: DateTime<Utc>) -> String {
    let mut calendar = Lines(String::new());
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line("PRODID:-//statusfeed//maintenances//EN");
    if let Some(name) = &snapshot.vendor.name {
        calendar.line(&format!("X-WR-CALNAME:{}", escape(name)));
    }
    let page = snapshot.vendor.id.as_deref().or(snapshot.vendor.name.as_deref()).unwrap_or("page");
    for maintenance in snapshot.maintenances() {
        event(&mut calendar, maintenance, page, now);
    }
    calendar.line("END:VCALENDAR");
    calendar.0
}

fn event(calendar: &mut Lines, maintenance: &Incident, page: &str, now: DateTime<Utc>) {
    let Some(plan) = maintenance.scheduled else { return };
    let Some(start) = plan.start else { return };
    calendar.line("BEGIN:VEVENT");
    calendar.line(&format!("UID:{}@{}", escape(&maintenance.id), escape(page)));
    calendar.line(&format!("DTSTAMP:{}", utc(now)));
    calendar.line(&format!("DTSTART:{}", utc(start)));
    if let Some(end) = plan.end.filter(|end| *end >= start) {
        calendar.line(&format!("DTEND:{}", utc(end)));
    }
    calendar.line(&format!("SUMMARY:{}", escape(maintenance.title.as_deref().unwrap_or("Maintenance"))));
    let text = maintenance
        .latest_update()
        .and_then(|update| update.body.as_ref())
        .map(crate::model::RichText::plain);
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        calendar.line(&format!("DESCRIPTION:{}", escape(&text)));
    }
    let names: Vec<_> = maintenance.components.iter().filter_map(|c| c.name.as_deref()).map(escape).collect();
    if !names.is_empty() {
        calendar.line(&format!("CATEGORIES:{}", names.join(",")));
    }
    if let Some(url) = maintenance.url.as_ref().and_then(Link::url) {
        calendar.line(&format!("URL:{url}"));
    }
    let status = match maintenance.status {
        Some(IncidentStatus::Canceled) => "CANCELLED",
        _ => "CONFIRMED",
    };
    calendar.line(&format!("STATUS:{status}"));
    calendar.line("TRANSP:TRANSPARENT");
    calendar.line("END:VEVENT");
}

/// Content lines, each at most 75 bytes long and ended by CRLF; what is longer goes on after a line break and a space.
struct Lines(String);

const MAX_LINE_BYTES: usize = 75;

impl Lines {
    fn line(&mut self, line: &str) {
        let mut length = 0_usize;
        for c in line.chars() {
            let bytes = c.len_utf8();
            if length.saturating_add(bytes) > MAX_LINE_BYTES {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length = length.saturating_add(bytes);
        }
        self.0.push_str("\r\n");
    }
}

/// `20260308T220000Z`.
fn utc(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// The value type TEXT: a backslash before `\`, `;` and `,`, line breaks as `\n`, no other controls.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
