//! Which time the documents cover.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Window;
use crate::model::{Extent, Snapshot};

/// Two lists of everything open that are at most so far apart (in seconds) cover the time between them.
const MAX_GAP_S: i64 = 60 * 60;

/// The time that is covered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct CoveredTime {
    /// Start and end, without overlaps.
    spans: BTreeMap<DateTime<Utc>, DateTime<Utc>>,
    /// The oldest and newest start on each page of a paged list.
    pages: BTreeMap<u32, Window>,
}

impl CoveredTime {
    /// Adds what a snapshot covers: from the oldest incident in a list of the newest up to its own time, or, for a list of
    /// what is open, its own instant.
    pub(super) fn add(&mut self, snapshot: &Snapshot) {
        let source = &snapshot.source;
        let Some(now) = source.fetched_at.or(source.as_of) else { return };
        let starts = snapshot.incidents.iter().filter_map(|incident| {
            let first_update = incident.updates.first().and_then(|update| update.at);
            (!incident.is_maintenance()).then_some(incident.started_at.or(first_update)).flatten()
        });
        match source.coverage.incidents {
            Extent::Recent | Extent::Complete => {
                let (Some(oldest), Some(newest)) = (starts.clone().min(), starts.max()) else {
                    return self.add_instant(now);
                };
                let page = source.url.as_ref().map_or(1, |url| page_number(url.as_str()));
                self.pages.insert(page, Window::new(oldest, newest));
                self.add_span(oldest, if page == 1 { now } else { newest });
                self.join_pages(page);
            }
            Extent::Open => self.add_instant(now),
            Extent::Partial | Extent::None => {}
        }
    }

    /// Between the oldest of one page and the newest of the next there is nothing.
    fn join_pages(&mut self, page: u32) {
        for (newer, older) in [(page.saturating_sub(1), page), (page, page.saturating_add(1))] {
            if let (Some(newer), Some(older)) = (self.pages.get(&newer), self.pages.get(&older)) {
                self.add_span(older.end, newer.start);
            }
        }
    }

    /// An instant, and the time since an instant or span that ended at most an hour before.
    fn add_instant(&mut self, now: DateTime<Utc>) {
        let before = self.spans.range(..=now).next_back().map(|(_, end)| *end);
        let is_near = |end: &DateTime<Utc>| now.signed_duration_since(*end).num_seconds() <= MAX_GAP_S;
        self.add_span(before.filter(is_near).unwrap_or(now).min(now), now);
        let after = self.spans.range(now..).map(|(start, _)| *start).find(|start| *start > now);
        let gap = TimeDelta::try_seconds(MAX_GAP_S).unwrap_or_default();
        if let Some(start) = after.filter(|start| start.signed_duration_since(now) <= gap) {
            self.add_span(now, start);
        }
    }

    /// Adds a span, united with those that it touches.
    pub(super) fn add_span(&mut self, start: DateTime<Utc>, end: DateTime<Utc>) {
        let (mut start, mut end) = (start, end.max(start));
        while let Some((known_start, known_end)) = self
            .spans
            .range(..=end)
            .next_back()
            .map(|(start, end)| (*start, *end))
            .filter(|(_, known)| *known >= start)
        {
            self.spans.remove(&known_start);
            start = start.min(known_start);
            end = end.max(known_end);
        }
        self.spans.insert(start, end);
    }

    pub(super) fn spans(&self) -> Vec<Window> {
        self.spans.iter().map(|(start, end)| Window::new(*start, *end)).collect()
    }
}

/// The number of a page of a list: `…/incidents.json?page=2`. One where the address has none.
fn page_number(url: &str) -> u32 {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let page = query.split(['&', '#']).find_map(|pair| pair.strip_prefix("page="));
    page.and_then(|page| page.parse().ok()).unwrap_or(1)
}
