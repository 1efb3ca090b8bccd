//! The incidents of a page that are known: which of them a document lists, and which are forgotten.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize, Serializer};

use super::RECENT_OBSERVATIONS;
use super::incident::{KnownIncident, Phase, Report};
use super::observation::Observation;
use crate::model::Incident;

/// So many incidents that were not listed recently are remembered, those first that were listed last.
const MAX_UNLISTED: usize = 100;

/// The known incidents by id.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(from = "BTreeMap<Box<str>, KnownIncident>")]
pub(super) struct KnownIncidents {
    by_id: BTreeMap<Box<str>, KnownIncident>,
    /// The number of those that are open. Most documents list just these: then none has to be looked for.
    open: usize,
}

impl From<BTreeMap<Box<str>, KnownIncident>> for KnownIncidents {
    fn from(by_id: BTreeMap<Box<str>, KnownIncident>) -> Self {
        let mut known = Self { by_id, open: 0 };
        known.count_open();
        known
    }
}

impl Serialize for KnownIncidents {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.by_id.serialize(serializer)
    }
}

impl KnownIncidents {
    /// Every one, by id.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &KnownIncident)> {
        self.by_id.iter().map(|(id, known)| (&**id, known))
    }

    /// Every one, to be changed in what does not open or end it.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut KnownIncident)> {
        self.by_id.iter_mut().map(|(id, known)| (&**id, known))
    }

    /// The one with this id.
    pub(super) fn get(&self, id: &str) -> Option<(&str, &KnownIncident)> {
        self.by_id.get_key_value(id).map(|(id, known)| (&**id, known))
    }

    /// Takes in the incidents of a document.
    pub(super) fn compare(
        &mut self,
        report_of: impl Fn(&Incident) -> Report,
        observation: &mut Observation<'_>,
    ) {
        let snapshot = observation.snapshot;
        let mut listed = HashSet::new();
        let mut listed_open = 0_usize;
        for incident in &snapshot.incidents {
            let id = incident.id.as_str();
            // The first of several with one id counts.
            if !listed.insert(id) {
                continue;
            }
            let (was_open, is_open) = if let Some(known) = self.by_id.get_mut(id) {
                let was_open = known.phase == Phase::Open;
                known.compare(incident, observation);
                (was_open, known.phase == Phase::Open)
            } else {
                let known = KnownIncident::first_sighting(incident, observation, report_of(incident));
                let is_open = known.phase == Phase::Open;
                self.by_id.insert(id.into(), known);
                (false, is_open)
            };
            listed_open = listed_open.saturating_add(usize::from(is_open));
            self.open = self.open.saturating_add(usize::from(is_open)).saturating_sub(usize::from(was_open));
        }
        if self.open > listed_open {
            let coverage = snapshot.source.coverage;
            for (id, known) in self.by_id.iter_mut().filter(|(_, known)| known.phase == Phase::Open) {
                if coverage.of(known.kind).silence_means_over() && !listed.contains(&**id) {
                    known.disappear(id, observation);
                }
            }
            self.count_open();
        }
    }

    /// Forgets incidents that have not been listed for long, where they are many. Once in so many observations is enough.
    pub(super) fn forget(&mut self, observation: u64) {
        if !observation.is_multiple_of(RECENT_OBSERVATIONS) {
            return;
        }
        let oldest_recent = observation.saturating_sub(RECENT_OBSERVATIONS);
        let seen = self.by_id.values().map(|known| known.last_seen);
        let mut unlisted: Vec<_> = seen.filter(|seen| *seen <= oldest_recent).collect();
        let Some(excess) = unlisted.len().checked_sub(MAX_UNLISTED).filter(|excess| *excess > 0) else {
            return;
        };
        unlisted.sort_unstable();
        let last_forgotten = unlisted.get(excess.saturating_sub(1)).copied().unwrap_or_default();
        self.by_id.retain(|_, known| known.last_seen > last_forgotten);
        self.count_open();
    }

    fn count_open(&mut self) {
        self.open = self.by_id.values().filter(|known| known.phase == Phase::Open).count();
    }
}
