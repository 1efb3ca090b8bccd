//! A status page on 127.0.0.1 that plays a scripted outage, one answer for each request.

#![expect(clippy::arithmetic_side_effects, reason = "the script's lengths and minutes are small")]

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

/// A running page.
pub(crate) struct Script {
    pub(crate) url: String,
    has_ended: Arc<AtomicBool>,
}

impl Script {
    /// Whether every answer was given.
    pub(crate) fn has_ended(&self) -> bool {
        self.has_ended.load(Ordering::Relaxed)
    }
}

/// One answer: the status line and headers, and the body.
struct Answer {
    head: &'static str,
    body: String,
    /// Claims a longer body than it sends.
    is_cut: bool,
}

/// Starts the page in a thread of its own.
pub(crate) fn start() -> io::Result<Script> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/", listener.local_addr()?);
    let has_ended = Arc::new(AtomicBool::new(false));
    let ended = Arc::clone(&has_ended);
    thread::spawn(move || {
        for (answer, stream) in answers().into_iter().zip(listener.incoming()) {
            // A client that hangs up early has its own reasons.
            let _ = stream.and_then(|stream| respond(stream, &answer));
        }
        ended.store(true, Ordering::Relaxed);
    });
    Ok(Script { url, has_ended })
}

fn respond(mut stream: TcpStream, answer: &Answer) -> io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let length = if answer.is_cut { answer.body.len() + 100 } else { answer.body.len() };
    let head = format!("HTTP/1.1 {}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n", answer.head);
    stream.write_all(head.as_bytes())?;
    stream.write_all(answer.body.as_bytes())
}

/// An outage that begins now and plays for 35 minutes of the page's time.
fn answers() -> Vec<Answer> {
    let answer = |head, body: &str| Answer { head, body: body.to_owned(), is_cut: false };
    let well = page(0, "operational", "none", "");
    let first = update("u1", "investigating", 2);
    let opened = page(2, "partial_outage", "minor", &incident("investigating", &first));
    let second = format!("{}, {first}", update("u2", "monitoring", 20));
    let mended = page(20, "operational", "minor", &incident("monitoring", &second));
    let over = page(35, "operational", "none", "");
    let half = opened.get(..opened.len() / 2).unwrap_or_default();
    vec![
        answer("200 OK\r\nETag: \"1\"", &well),
        answer("304 Not Modified", ""),
        Answer { is_cut: true, ..answer("200 OK\r\nETag: \"2\"", half) },
        answer("200 OK\r\nETag: \"2\"", half),
        answer("200 OK\r\nETag: \"2\"", &opened),
        answer("503 Service Unavailable\r\nRetry-After: 1", "try again"),
        answer("302 Found\r\nLocation: /moved.json", ""),
        answer("200 OK\r\nETag: \"3\"", &mended),
        answer("304 Not Modified", ""),
        answer("200 OK\r\nETag: \"4\"", &over),
        answer("304 Not Modified", ""),
    ]
}

/// So many minutes after the start of the program, as RFC 3339.
fn time(minute: i64) -> String {
    let now = DateTime::<Utc>::from(SystemTime::now());
    (now + TimeDelta::minutes(minute)).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// `summary.json` of that minute.
fn page(minute: i64, uploads: &str, indicator: &str, incidents: &str) -> String {
    let time = time(minute);
    format!(
        r#"{{"page": {{"id": "q1w2", "name": "Acme", "url": "https://status.acme.example", "updated_at": "{time}"}},
            "status": {{"indicator": "{indicator}", "description": "-"}},
            "components": [{{"id": "u", "name": "Uploads", "status": "{uploads}", "updated_at": "{time}"}},
                           {{"id": "s", "name": "Search", "status": "operational", "updated_at": "2026-03-08T08:00:00Z"}}],
            "incidents": [{incidents}], "scheduled_maintenances": []}}"#
    )
}

fn incident(status: &str, updates: &str) -> String {
    let start = time(2);
    format!(
        r#"{{"id": "k3x9", "name": "Uploads fail", "status": "{status}", "impact": "minor", "created_at": "{start}",
            "started_at": "{start}", "components": [{{"id": "u", "name": "Uploads"}}], "incident_updates": [{updates}]}}"#
    )
}

fn update(id: &str, status: &str, minute: i64) -> String {
    let time = time(minute);
    format!(r#"{{"id": "{id}", "status": "{status}", "body": "We look into it.", "display_at": "{time}"}}"#)
}
