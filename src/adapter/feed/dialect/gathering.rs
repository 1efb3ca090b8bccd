//! Entries that are single updates of one incident, brought together.

use std::collections::HashMap;

/// Groups in the order in which each is first met.
#[derive(Debug)]
pub(super) struct Groups<T> {
    index: HashMap<String, usize>,
    groups: Vec<Group<T>>,
}

/// The entries of one incident, in the document's order.
#[derive(Debug)]
pub(super) struct Group<T> {
    /// What they have in common.
    pub(super) key: String,
    /// The entries.
    pub(super) members: Vec<T>,
}

impl<T> Groups<T> {
    pub(super) fn new() -> Self {
        Self { index: HashMap::new(), groups: Vec::new() }
    }

    /// Puts an entry to the others with this key; `belongs` says whether it may join those that are there. If not, it
    /// begins a group of its own, which later ones with the same key join.
    pub(super) fn put(&mut self, key: &str, member: T, belongs: impl FnOnce(&[T]) -> bool) {
        if key.is_empty() {
            // Nothing to know them by: each stands alone.
            self.groups.push(Group { key: String::new(), members: vec![member] });
            return;
        }
        let known = self.index.get(key).and_then(|&at| self.groups.get_mut(at));
        if let Some(group) = known.filter(|group| belongs(&group.members)) {
            group.members.push(member);
        } else {
            self.index.insert(key.to_owned(), self.groups.len());
            self.groups.push(Group { key: key.to_owned(), members: vec![member] });
        }
    }

    /// The groups, in the order in which each was first met.
    pub(super) fn into_groups(self) -> Vec<Group<T>> {
        self.groups
    }
}
