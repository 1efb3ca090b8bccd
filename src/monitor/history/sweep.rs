//! Cuts a window into segments in which nothing changes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{PastIncident, Window};
use crate::model::{Impact, IncidentKind};

/// A stretch of time in which nothing changes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    /// Whether a document covers it.
    pub is_covered: bool,
    /// The worst impact of the open incidents. An impact that is not known is the word `unknown`, which is worse than a
    /// maintenance and better than minor.
    pub worst: Option<Impact>,
    pub is_maintenance: bool,
}

impl Segment {
    pub(super) fn seconds(&self) -> i64 {
        self.end.signed_duration_since(self.start).num_seconds()
    }
}

/// What begins or ends at an instant.
enum Change {
    Incident(Impact),
    Maintenance,
    Covered,
    Cut,
}

/// Cuts the window wherever an incident, a maintenance or the covered time begins or ends, and at `cuts`. What is open goes
/// on to the end of the window.
pub(super) fn sweep<'a>(
    window: Window,
    incidents: impl Iterator<Item = &'a PastIncident>,
    covered: &[Window],
    cuts: &[DateTime<Utc>],
) -> Vec<Segment> {
    // +1 begins, -1 ends.
    let mut changes: Vec<(DateTime<Utc>, i32, Change)> = Vec::new();
    let mut add = |start: DateTime<Utc>, end: DateTime<Utc>, change: fn(Impact) -> Change, impact: Impact| {
        let (start, end) = (start.max(window.start), end.min(window.end));
        if start < end {
            changes.push((start, 1, change(impact.clone())));
            changes.push((end, -1, change(impact)));
        }
    };
    for past in incidents {
        let Some(start) = past.start else { continue };
        let end = past.end.unwrap_or(window.end);
        match past.kind {
            IncidentKind::Incident => {
                let impact = past.impact.clone().unwrap_or_else(|| Impact::from("unknown"));
                add(start, end, Change::Incident, impact);
            }
            IncidentKind::Maintenance => add(start, end, |_| Change::Maintenance, Impact::Maintenance),
        }
    }
    for span in covered {
        add(span.start, span.end, |_| Change::Covered, Impact::None);
    }
    changes.extend(cuts.iter().map(|cut| (*cut, 0, Change::Cut)));
    changes.push((window.end, 0, Change::Cut));
    changes.sort_by_key(|(at, ..)| *at);

    let mut segments = Vec::new();
    let mut position = window.start;
    let mut open: BTreeMap<Impact, i32> = BTreeMap::new();
    let (mut maintenances, mut covering) = (0_i32, 0_i32);
    for (at, step, change) in changes {
        if at > position {
            segments.push(Segment {
                start: position,
                end: at,
                is_covered: covering > 0,
                worst: open.keys().next_back().cloned(),
                is_maintenance: maintenances > 0,
            });
            position = at;
        }
        match change {
            Change::Incident(impact) => {
                let count = open.entry(impact.clone()).or_insert(0);
                *count = count.saturating_add(step);
                if *count == 0 {
                    open.remove(&impact);
                }
            }
            Change::Maintenance => maintenances = maintenances.saturating_add(step),
            Change::Covered => covering = covering.saturating_add(step),
            Change::Cut => {}
        }
    }
    segments
}
