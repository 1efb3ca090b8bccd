//! Times and durations.

use chrono::{DateTime, Utc};

/// `2026-03-08 10:31 UTC`.
pub(super) fn minute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// `2026-03-08 10:31`, for columns.
pub(super) fn column(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| " ".repeat(16), |at| at.format("%Y-%m-%d %H:%M").to_string())
}

/// The duration in its two largest units; `None` if a time is unknown or it is less than a minute.
pub(super) fn length(start: Option<DateTime<Utc>>, end: Option<DateTime<Utc>>) -> Option<String> {
    let minutes = end?.signed_duration_since(start?).num_minutes();
    let (hours, days) = (minutes.div_euclid(60), minutes.div_euclid(1440));
    match (days, hours) {
        _ if minutes < 1 => None,
        (0, 0) => Some(format!("{minutes} min")),
        (0, _) => Some(format!("{hours} h {} min", minutes.rem_euclid(60))),
        (_, _) => Some(format!("{days} d {} h", hours.rem_euclid(24))),
    }
}

/// A window of time; the day is printed once if both ends have the same.
pub(super) fn window(start: Option<DateTime<Utc>>, end: Option<DateTime<Utc>>) -> String {
    match (start, end) {
        (Some(start), Some(end)) if start.date_naive() == end.date_naive() => {
            format!("{}–{} UTC", start.format("%Y-%m-%d %H:%M"), end.format("%H:%M"))
        }
        (Some(start), Some(end)) => format!("{} – {}", start.format("%Y-%m-%d %H:%M"), minute(end)),
        (Some(start), None) => format!("from {}", minute(start)),
        (None, Some(end)) => format!("until {}", minute(end)),
        (None, None) => "at an unknown time".to_owned(),
    }
}
