//! The updates of an incident that are known, and which of a document's updates are new.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use super::source::SourceId;
use crate::model::{IncidentStatus, RichText, Update};

/// Updates that were withdrawn are remembered, so that one that returns is not new; but not more than this.
const MAX_WITHDRAWN: usize = 50;

/// An update that was seen, without its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct KnownUpdate {
    /// The hash of the source's id.
    id: Option<u64>,
    pub at: Option<DateTime<Utc>>,
    pub status: Option<IncidentStatus>,
    body: Option<KnownText>,
    /// The format that brought it.
    pub source: SourceId,
}

/// The hash of a text as it was written, and of the words that a reader sees. The first is cheap and decides in most
/// cases; the second is not changed by another markup of the same words.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct KnownText {
    raw: u64,
    words: u64,
}

impl KnownText {
    fn of(body: &RichText) -> Self {
        Self { raw: Fingerprint::of(&body.raw), words: Fingerprint::of_words(&body.plain()) }
    }
}

impl KnownUpdate {
    pub(super) fn new(update: &Update, source: SourceId) -> Self {
        Self {
            id: update.id.as_deref().map(Fingerprint::of),
            at: update.at,
            status: update.status.clone(),
            body: update.body.as_ref().map(KnownText::of),
            source,
        }
    }

    fn minute(&self) -> Option<i64> {
        minute(self.at)
    }

    /// Takes over the text; returns whether it reads differently from the one that was known.
    fn take_body(&mut self, body: Option<&RichText>) -> bool {
        let Some(body) = body else { return false };
        match self.body {
            Some(known) if known.raw == Fingerprint::of(&body.raw) => false,
            known => {
                let text = KnownText::of(body);
                self.body = Some(text);
                known.is_some_and(|known| known.words != text.words)
            }
        }
    }
}

/// The minute of an instant. Feeds round to it.
pub(super) fn minute(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(|at| at.timestamp().div_euclid(60))
}

/// Finds for each update of a document the known one that it is.
///
/// By id; else by minute and status word, in order among equals ([`Update::key`]); else, for a source without ids that
/// changed the time or the word, by its text and the other of the two.
pub(super) fn match_updates(
    known: &[KnownUpdate],
    updates: &[Update],
    source: SourceId,
) -> Vec<Option<usize>> {
    let ids: Vec<_> = updates.iter().map(|update| update.id.as_deref().map(Fingerprint::of)).collect();
    if is_same_list(known, updates, &ids) {
        return (0..known.len()).map(Some).collect();
    }
    let mut matching = Matching {
        is_taken: vec![false; known.len()],
        found: vec![None; updates.len()],
        known_has_id: known.iter().map(|known| known.id.is_some() && known.source == source).collect(),
        has_id: ids.iter().map(Option::is_some).collect(),
    };
    matching.pair(true, known.iter().map(|known| known.id), ids.iter().copied());
    if matching.is_done() {
        return matching.found;
    }
    let known_status = |known: &KnownUpdate| known.status.clone();
    let keys = updates.iter().map(|update| Some((minute(update.at), update.status.clone())));
    matching.pair(false, known.iter().map(|known| Some((known.minute(), known_status(known)))), keys);
    if matching.is_done() {
        return matching.found;
    }
    let words: Vec<_> = std::iter::zip(updates, &matching.found)
        .map(|(update, found)| match (found, &update.body) {
            (None, Some(body)) => Some(KnownText::of(body).words),
            _ => None,
        })
        .collect();
    let known_words = |known: &KnownUpdate| known.body.map(|body| body.words);
    let texts = || std::iter::zip(updates, &words);
    matching.pair(
        false,
        known.iter().map(|known| Some((known_words(known)?, known_status(known)))),
        texts().map(|(update, words)| Some(((*words)?, update.status.clone()))),
    );
    matching.pair(
        false,
        known.iter().map(|known| Some((known_words(known)?, known.minute()))),
        texts().map(|(update, words)| Some(((*words)?, minute(update.at)))),
    );
    matching.found
}

/// Whether the document lists just the known updates in the known order, as nearly every document does.
fn is_same_list(known: &[KnownUpdate], updates: &[Update], ids: &[Option<u64>]) -> bool {
    known.len() == updates.len()
        && known.iter().zip(updates).zip(ids).all(|((known, update), id)| match (known.id, id) {
            (Some(one), Some(other)) => one == *other,
            (None, None) => known.minute() == minute(update.at) && known.status == update.status,
            _ => false,
        })
}

/// The pairs found so far, and what is left over.
struct Matching {
    is_taken: Vec<bool>,
    found: Vec<Option<usize>>,
    /// Whether the known update has an id of this source: ids of two sources are not compared.
    known_has_id: Vec<bool>,
    has_id: Vec<bool>,
}

impl Matching {
    fn is_done(&self) -> bool {
        self.found.iter().all(Option::is_some)
    }

    /// Pairs what is left over and has equal keys, in order. Two updates with different ids of one source are never
    /// paired.
    fn pair<K: Hash + Eq>(
        &mut self,
        by_id: bool,
        known_keys: impl Iterator<Item = Option<K>>,
        keys: impl Iterator<Item = Option<K>>,
    ) {
        // Candidates for updates without an id, and for those with one.
        let mut candidates: HashMap<K, [VecDeque<usize>; 2]> = HashMap::new();
        for (index, key) in known_keys.enumerate() {
            let Some(key) = key.filter(|_| self.is_taken.get(index) == Some(&false)) else { continue };
            let [without_id, with_id] = candidates.entry(key).or_default();
            without_id.push_back(index);
            if by_id || self.known_has_id.get(index) == Some(&false) {
                with_id.push_back(index);
            }
        }
        for ((key, found), has_id) in keys.zip(&mut self.found).zip(&self.has_id) {
            let Some(key) = key.filter(|_| found.is_none()) else { continue };
            let Some([without_id, with_id]) = candidates.get_mut(&key) else { continue };
            let list = if *has_id { with_id } else { without_id };
            while let Some(candidate) = list.pop_front() {
                if let Some(is_taken) = self.is_taken.get_mut(candidate).filter(|taken| !**taken) {
                    *is_taken = true;
                    *found = Some(candidate);
                    break;
                }
            }
        }
    }
}

/// Takes over what a document says of a known update. Returns whether its text changed. Only the source that `describes`
/// the incident changes more than a missing id.
pub(super) fn refresh(known: &mut KnownUpdate, update: &Update, source: SourceId, describes: bool) -> bool {
    if known.id.is_none() {
        known.id = update.id.as_deref().map(Fingerprint::of);
    }
    if !describes {
        return false;
    }
    // An update that was given to the second and is later given to the minute keeps its second.
    if known.minute() != minute(update.at) {
        known.at = update.at;
    }
    known.status.clone_from(&update.status);
    known.source = source;
    known.take_body(update.body.as_ref())
}

/// Forgets the oldest of the updates that the document does not list, where they are too many.
pub(super) fn forget_withdrawn(known: &mut Vec<KnownUpdate>, found: &[Option<usize>]) {
    let mut excess = known.len().saturating_sub(found.len().saturating_add(MAX_WITHDRAWN));
    if excess == 0 {
        return;
    }
    let listed: HashSet<_> = found.iter().flatten().copied().collect();
    let mut index = 0_usize;
    known.retain(|_| {
        let is_listed = listed.contains(&index);
        index = index.saturating_add(1);
        if is_listed || excess == 0 {
            return true;
        }
        excess = excess.saturating_sub(1);
        false
    });
}

/// Counts updates by what their events' keys are made of, so that the second of two equal ones is numbered.
pub(super) struct KeyCounter(HashMap<(Option<i64>, Option<IncidentStatus>), u32>);

impl KeyCounter {
    pub(super) fn new(known: &[KnownUpdate]) -> Self {
        let mut counter = Self(HashMap::new());
        for update in known {
            counter.count(update);
        }
        counter
    }

    fn count(&mut self, update: &KnownUpdate) -> u32 {
        let count = self.0.entry((update.minute(), update.status.clone())).or_insert(0);
        *count = count.saturating_add(1);
        *count
    }

    /// `2026-03-08T04:21Z/monitoring`, with `#2` for the second of its kind.
    pub(super) fn key(&mut self, update: &KnownUpdate) -> String {
        let minute = update.at.map_or_else(|| "-".to_owned(), |at| at.format("%Y-%m-%dT%H:%MZ").to_string());
        let word = update.status.as_ref().map_or("-", IncidentStatus::as_str);
        match self.count(update) {
            1 => format!("{minute}/{word}"),
            number => format!("{minute}/{word}#{number}"),
        }
    }
}
