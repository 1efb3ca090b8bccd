//! The identity of an incident where its dialect has no rule of its own.

use std::collections::HashMap;

use super::format::{Entry, Feed, LongText, last_segment};
use crate::adapter::translate::ids::anonymous_id;
use crate::model::Incident;

/// Makes ids for the entries of a feed: the source's own, else the last segment of a link that no other entry has, else
/// a hash of what does not change.
pub(super) struct EntryIds<'f> {
    link_segments: HashMap<&'f str, usize>,
    own_ids: HashMap<&'f str, usize>,
}

impl<'f> EntryIds<'f> {
    /// Counts the links and the ids of the feed.
    pub(super) fn of(feed: &'f Feed<'_>) -> Self {
        let (mut link_segments, mut own_ids) = (HashMap::new(), HashMap::new());
        for entry in &feed.entries {
            let count: &mut usize = link_segments.entry(entry.link_segment()).or_default();
            *count = count.saturating_add(1);
            let count: &mut usize = own_ids.entry(entry.id().trim()).or_default();
            *count = count.saturating_add(1);
        }
        Self { link_segments, own_ids }
    }

    /// The id of an entry. An `id` that repeats the link counts as the link, and one that several entries have is not
    /// an id.
    pub(super) fn id(&self, entry: &Entry<'_>) -> String {
        let own = entry.id().trim();
        let segment = entry.link_segment();
        let has_own_segment = !segment.is_empty() && self.link_segments.get(segment) == Some(&1);
        let repeats_link = own == entry.link() && has_own_segment;
        if !own.is_empty() && !repeats_link && self.own_ids.get(own) == Some(&1) {
            return own.to_owned();
        }
        if has_own_segment {
            return segment.to_owned();
        }
        let date = entry.published.as_deref().or(entry.updated.as_deref()).unwrap_or_default();
        if entry.title().is_empty() && date.is_empty() {
            // Nothing else distinguishes it from other entries without a title and a date.
            let body = entry.body().map(LongText::raw).unwrap_or_default();
            return anonymous_id(&[body]);
        }
        anonymous_id(&[entry.title(), date])
    }
}

/// The words with which a fragment or a path segment begins that counts the updates of one incident: `#update-12`,
/// `/updates/3`, and Cachet's `#reported`, its first update.
const UPDATE_WORDS: [&str; 6] = ["update", "reported", "event", "post", "comment", "status"];

/// Words in the path of a page about one incident: `/incidents/98765`.
const INCIDENT_SEGMENTS: [&str; 9] = [
    "incident",
    "incidents",
    "issue",
    "issues",
    "maintenance",
    "maintenances",
    "scheduled-events",
    "event",
    "events",
];

/// The link of the incident that an entry is one update of: the entry's id or link is that link and a suffix that counts
/// updates.
///
/// ```text
/// link  https://status.acme.example/incidents/98765
/// guid  https://status.acme.example/incidents/98765#update-11112
/// ```
///
/// A link to the page as a whole does not identify an incident, whatever follows it.
pub(super) fn incident_link<'e>(entry: &'e Entry<'_>, page: Option<&str>) -> Option<&'e str> {
    let (id, link) = (entry.id().trim(), entry.link());
    let link = [link, id].into_iter().find_map(split_update_suffix).or_else(|| {
        let suffix = id.strip_prefix(link).filter(|suffix| suffix.starts_with(['#', '?', '/', '-', '_']))?;
        (suffix.len() > 1 && is_about_one_incident(link)).then_some(link)
    })?;
    let without_slash = link.trim_end_matches('/');
    let is_page = page.is_some_and(|page| page.trim_end_matches('/') == without_slash);
    (!is_page && !last_segment(link).is_empty()).then_some(link)
}

/// The link in front of `#update-12`, `/updates/12`, `/update-12` or `?update=12`.
fn split_update_suffix(link: &str) -> Option<&str> {
    let counts_updates = |suffix: &str| {
        UPDATE_WORDS.iter().any(|word| {
            let rest = suffix.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word));
            rest.and(suffix.get(word.len()..)).is_some_and(|rest| {
                let number = rest.trim_start_matches(['s', '-', '_', '=', '/', '.']);
                number.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase() && number.len() > 8)
                    && (!number.is_empty() || *word == "reported")
            })
        })
    };
    if !link.contains("://") {
        return None;
    }
    if let Some((base, fragment)) = link.rsplit_once('#') {
        return counts_updates(fragment).then_some(base);
    }
    let at = ["/update", "?update", "&update", "-update"].iter().find_map(|word| link.rfind(word))?;
    let (base, suffix) = link.split_at_checked(at)?;
    let is_counted = counts_updates(suffix.get(1..)?) && is_about_one_incident(base);
    is_counted.then_some(base)
}

/// Whether the last segment of a link's path follows a word such as `/incidents/`.
fn is_about_one_incident(link: &str) -> bool {
    let path = link.split(['?', '#']).next().unwrap_or(link).trim_end_matches('/');
    let parent = path.rsplit_once('/').and_then(|(parent, _)| parent.rsplit_once('/')).map(|(_, name)| name);
    parent.is_some_and(|parent| INCIDENT_SEGMENTS.iter().any(|word| word.eq_ignore_ascii_case(parent)))
}

/// Gives a stable id to the incidents that have none. Anonymous ones that would share an id are counted.
pub(super) fn fill_ids(incidents: &mut [Incident]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for incident in incidents {
        if incident.id.is_empty() {
            let start = incident.started_at.or(incident.updated_at).map(|at| at.to_rfc3339());
            let title = incident.title.as_deref().unwrap_or_default();
            incident.id = anonymous_id(&[title, &start.unwrap_or_default()]);
        }
        if !incident.id.starts_with("anon-") {
            continue;
        }
        let count = counts.entry(incident.id.clone()).or_default();
        if *count > 0 {
            incident.id = anonymous_id(&[&incident.id, &count.to_string()]);
        }
        *count = count.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    fn entry(link: &'static str, id: &'static str) -> Entry<'static> {
        Entry { link: Some(Cow::Borrowed(link)), id: Some(Cow::Borrowed(id)), ..Entry::default() }
    }

    #[test]
    fn a_suffix_that_counts_updates_leaves_the_link() {
        const LINK: &str = "https://acme.example/incidents/9";
        for (link, id) in [
            (LINK, "https://acme.example/incidents/9#update-12"),
            (LINK, "https://acme.example/incidents/9#8a70f3be"),
            (LINK, "https://acme.example/incidents/9/updates/3"),
            ("https://acme.example/incidents/9#reported", "n-1"),
            ("https://acme.example/incidents/9/updates/3", "n-1"),
            ("https://acme.example/incidents/9?update=3", "n-1"),
        ] {
            assert_eq!(incident_link(&entry(link, id), None), Some(LINK), "{link} {id}");
        }
    }

    #[test]
    fn the_page_as_a_whole_is_not_an_incident() {
        for (link, id) in [
            ("https://acme.example/", "https://acme.example/#n-2"),
            ("https://acme.example/status", "https://acme.example/status#n-2"),
            ("https://acme.example/status", "https://acme.example/status#update-2"),
            ("https://acme.example/incidents/9", "https://acme.example/incidents/9"),
            ("https://acme.example/updates/9", "n-1"),
            ("https://acme.example/n/9", "tag:acme.example,2026:9#update-2"),
        ] {
            let page = Some("https://acme.example/status/");
            assert_eq!(incident_link(&entry(link, id), page), None, "{link} {id}");
        }
    }
}
