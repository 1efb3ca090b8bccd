//! Captures of invented pages.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// The first capture of each page.
pub(crate) const START: &str = "2026-03-01T00:00:00Z";

/// The time of a capture: every six hours.
pub(crate) fn time(index: usize) -> DateTime<Utc> {
    START.parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(6 * i64::try_from(index).unwrap())
}

/// A page with one component; every eighth capture an incident opens, which is listed for the next three. One body of 40 is
/// an error page.
pub(crate) fn body(page: &str, index: usize) -> String {
    if index % 40 == 39 {
        return "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>".to_owned();
    }
    let incident = index / 8;
    let (opened, step) = (time(incident * 8), index % 8);
    let is_open = step < 3 && incident > 0;
    let words = ["investigating", "identified", "monitoring"];
    let updates: Vec<Value> = words.iter().take(step + 1).enumerate().rev().map(|(n, word)| {
        json!({"id": format!("{page}-u{incident}-{n}"), "status": word, "body": format!("We are {word} it."),
            "display_at": (opened + TimeDelta::hours(6 * i64::try_from(n).unwrap())).to_rfc3339()})
    }).collect();
    let incidents = if is_open {
        json!([{"id": format!("{page}-i{incident}"), "name": "Uploads fail", "status": words[step], "impact": "major",
            "started_at": opened.to_rfc3339(), "incident_updates": updates,
            "components": [{"id": "c1", "name": "Uploads", "status": "major_outage"}]}])
    } else {
        json!([])
    };
    let (status, indicator) = if is_open { ("major_outage", "major") } else { ("operational", "none") };
    json!({"page": {"id": page, "name": page, "url": format!("https://status.{page}.example"),
            "updated_at": time(index).to_rfc3339()},
        "status": {"indicator": indicator, "description": "-"},
        "components": [{"id": "c1", "name": "Uploads", "status": status, "position": 1}],
        "incidents": incidents, "scheduled_maintenances": []})
    .to_string()
}

/// Writes the captures of some pages, in the order of their times, and returns the file.
pub(crate) fn write(folder: &Path, name: &str, pages: &[&str], range: std::ops::Range<usize>) -> PathBuf {
    let mut lines = String::new();
    for index in range {
        for page in pages {
            let line =
                json!({"page": page, "fetched_at": time(index).to_rfc3339(), "body": body(page, index)});
            writeln!(lines, "{line}").unwrap();
        }
    }
    let path = folder.join(name);
    std::fs::write(&path, lines).unwrap();
    path
}
