//! What an archive remembers between imports: the trackers that events come from, and the rows of the last observations.
//!
//! It is saved at the end of an import. What parts that came after it hold is taken in again from their captures, so that an
//! import that was interrupted, or a state that was lost, costs time and nothing else.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use statusfeed::monitor::{Event, Tracker};

use crate::capture::Capture;
use crate::schema::{Observation, Outcome};

/// The file of the state.
pub(crate) const FILE: &str = "trackers.json";

/// The state of an archive.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    /// Parts with a smaller number are taken in.
    pub(crate) next_part: u64,
    pages: BTreeMap<String, PageState>,
}

/// What is known of one page.
#[derive(Debug, Serialize, Deserialize)]
struct PageState {
    tracker: Tracker,
    /// The newest capture that the tracker has seen.
    seen_until: DateTime<Utc>,
    /// The last observation of each series.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    series: BTreeMap<String, LastObservation>,
}

/// The rows of an observation, as fingerprints.
#[derive(Debug, Serialize, Deserialize)]
struct LastObservation {
    fetched_at: DateTime<Utc>,
    rows: HashSet<Fingerprint>,
}

/// A hash of a row; as a string in JSON, whose numbers are too small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Fingerprint(pub(crate) u128);

impl From<Fingerprint> for String {
    fn from(Fingerprint(hash): Fingerprint) -> Self {
        format!("{hash:032x}")
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = std::num::ParseIntError;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        u128::from_str_radix(&digits, 16).map(Self)
    }
}

/// What a tracker says to a capture.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Observed {
    /// These events, or none.
    Events(Vec<Event>),
    /// The capture is older than the newest of its page: events are not computed backwards.
    Late,
}

impl State {
    /// Passes what became of a capture to the tracker of its page. Captures of one page come in the order of their times.
    pub(crate) fn observe(&mut self, capture: &Capture, outcome: &Outcome) -> Observed {
        let page = self.pages.entry(capture.page.clone()).or_insert_with(|| PageState {
            tracker: Tracker::with_page_key(&capture.page),
            seen_until: capture.fetched_at,
            series: BTreeMap::new(),
        });
        if capture.fetched_at < page.seen_until {
            return Observed::Late;
        }
        page.seen_until = capture.fetched_at;
        Observed::Events(
            outcome.as_ref().map_or_else(|_| Vec::new(), |snapshot| page.tracker.observe(snapshot)),
        )
    }

    /// Forgets what was seen of each page, for a computation from the first capture on.
    pub(crate) fn forget_trackers(&mut self) {
        for (name, page) in &mut self.pages {
            page.tracker = Tracker::with_page_key(name);
            page.seen_until = DateTime::<Utc>::MIN_UTC;
        }
    }

    /// Which of these rows the previous observation of the same series did not have. The rows take its place.
    ///
    /// A series is what one address of a page says to one adapter. An observation that is older than the last one is kept
    /// whole: what came before it is not known.
    pub(crate) fn find_new_rows(&mut self, observation: &Observation, rows: &[Fingerprint]) -> Vec<bool> {
        let Some(page) = self.pages.get_mut(&observation.capture.page) else { return vec![true; rows.len()] };
        let adapter = observation.outcome.as_ref().map_or("", |snapshot| &snapshot.source.adapter);
        let name = format!("{adapter} {}", observation.capture.url.as_deref().unwrap_or_default());
        let fetched_at = observation.capture.fetched_at;
        let current = LastObservation { fetched_at, rows: rows.iter().copied().collect() };
        match page.series.get_mut(&name) {
            Some(last) if fetched_at < last.fetched_at => vec![true; rows.len()],
            Some(last) => {
                let last = std::mem::replace(last, current);
                rows.iter().map(|row| !last.rows.contains(row)).collect()
            }
            None => {
                page.series.insert(name, current);
                vec![true; rows.len()]
            }
        }
    }
}
