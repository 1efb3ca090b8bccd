//! Entries that are single updates of one incident, brought together.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::adapter::feed::format::Entry;

/// An entry that is one update, at its time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'e, 'f> {
    pub(super) entry: &'e Entry<'f>,
    pub(super) at: Option<DateTime<Utc>>,
}

/// The entries of one incident, the newest first; there is at least one.
#[derive(Debug)]
pub(super) struct Group<'e, 'f> {
    /// What they have in common.
    pub(super) key: String,
    pub(super) members: Vec<Member<'e, 'f>>,
}

impl<'e, 'f> Group<'e, 'f> {
    /// The newest update.
    pub(super) fn newest(&self) -> Option<&'e Entry<'f>> {
        self.members.first().map(|member| member.entry)
    }

    /// The oldest update.
    pub(super) fn oldest(&self) -> Option<&'e Entry<'f>> {
        self.members.last().map(|member| member.entry)
    }
}

/// Puts the newest first. Feeds run that way, unless their times say otherwise. An update whose time cannot be read
/// keeps its place before the next older one.
pub(super) fn sort_newest_first<T>(mut items: Vec<T>, at: impl Fn(&T) -> Option<DateTime<Utc>>) -> Vec<T> {
    let first = items.iter().find_map(&at);
    let last = items.iter().rev().find_map(&at);
    if first.cmp(&last) == Ordering::Less {
        items.reverse();
    }
    let mut older = None;
    let mut keyed: Vec<(Option<DateTime<Utc>>, T)> = Vec::with_capacity(items.len());
    for item in items.into_iter().rev() {
        older = at(&item).or(older);
        keyed.push((older, item));
    }
    keyed.reverse();
    keyed.sort_by_key(|(key, _)| Reverse(*key));
    keyed.into_iter().map(|(_, item)| item).collect()
}

/// Groups entries by key, in the order in which each key is first met. An entry with an empty key is a group by itself.
pub(super) fn group<'e, 'f>(
    members: impl IntoIterator<Item = (String, Member<'e, 'f>)>,
) -> Vec<Group<'e, 'f>> {
    let mut groups: Vec<Group<'e, 'f>> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for (key, member) in members {
        let known = index.get(&key).and_then(|&at| groups.get_mut(at)).filter(|_| !key.is_empty());
        if let Some(group) = known {
            group.members.push(member);
        } else {
            index.insert(key.clone(), groups.len());
            groups.push(Group { key, members: vec![member] });
        }
    }
    for group in &mut groups {
        group.members = sort_newest_first(std::mem::take(&mut group.members), |member| member.at);
    }
    groups
}

/// Splits groups where more than this time is between two updates: a subject that comes back is another incident.
pub(super) fn split_at_gaps<'e, 'f>(groups: Vec<Group<'e, 'f>>, gap: TimeDelta) -> Vec<Group<'e, 'f>> {
    let mut all = Vec::with_capacity(groups.len());
    for Group { key, members } in groups {
        let mut newer: Option<DateTime<Utc>> = None;
        let mut current = Vec::new();
        for member in members {
            let is_apart = matches!((newer, member.at), (Some(newer), Some(at))
                if newer.signed_duration_since(at) > gap);
            if is_apart {
                all.push(Group { key: key.clone(), members: std::mem::take(&mut current) });
            }
            newer = member.at.or(newer);
            current.push(member);
        }
        all.push(Group { key, members: current });
    }
    // In the order in which each was first met.
    all.sort_by_key(|group| group.members.iter().map(|member| member.entry.index).min());
    all
}
