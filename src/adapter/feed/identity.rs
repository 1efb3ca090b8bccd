//! What identifies an incident where no rule of its provider does.

use std::collections::HashMap;

use super::format::{Entry, Feed};
use crate::adapter::translate::ids::anonymous_id;
use crate::model::Incident;

/// The ids of a feed's entries: the source's own, else the last segment of a link that no other entry shares, else a
/// hash of what does not change.
pub(super) struct Identities<'f> {
    tails: HashMap<&'f str, usize>,
}

impl<'f> Identities<'f> {
    /// Looks at all links once.
    pub(super) fn of(feed: &'f Feed<'_>) -> Self {
        let mut tails = HashMap::new();
        for entry in &feed.entries {
            let count: &mut usize = tails.entry(entry.link_tail()).or_default();
            *count = count.saturating_add(1);
        }
        Self { tails }
    }

    /// The id of an entry. One that merely repeats the link is no id of its own: the link's last segment says the same.
    pub(super) fn id(&self, entry: &Entry<'_>) -> String {
        let own = entry.id().trim();
        let tail = entry.link_tail();
        let unshared = !tail.is_empty() && self.tails.get(tail) == Some(&1);
        let repeats = own == entry.link() && unshared;
        if !own.is_empty() && !repeats {
            return own.to_owned();
        }
        if unshared {
            return tail.to_owned();
        }
        anonymous_id(&[
            entry.title(),
            entry.published.as_deref().or(entry.updated.as_deref()).unwrap_or_default(),
        ])
    }
}

/// Gives a stable id to those that the source gives none: never is an id empty, and equals that nothing tells apart are
/// counted.
pub(super) fn fill(incidents: &mut [Incident]) {
    let mut equals: HashMap<String, usize> = HashMap::new();
    for incident in incidents {
        if incident.id.is_empty() {
            let start = incident.started_at.or(incident.updated_at).map(|at| at.to_rfc3339());
            let title = incident.title.as_deref().unwrap_or_default();
            incident.id = anonymous_id(&[title, &start.unwrap_or_default()]);
        }
        if !incident.id.starts_with("anon-") {
            continue;
        }
        let count = equals.entry(incident.id.clone()).or_default();
        if *count > 0 {
            incident.id = anonymous_id(&[&incident.id, &count.to_string()]);
        }
        *count = count.saturating_add(1);
    }
}
