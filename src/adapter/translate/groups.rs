//! Groups of components where the rows do not say that they are groups.

use std::collections::{HashMap, HashSet};

use crate::model::Component;

/// Puts each group before the rows that name it as their parent. A group that is not one (`is_group` is false: its title
/// is hidden) is left out, and its rows have no parent. Second are the rows of no group, or of one that is not listed: they have none either.
pub(crate) fn join_groups(groups: Vec<Component>, rows: Vec<Component>) -> (Vec<Component>, Vec<Component>) {
    let count = groups.len().saturating_add(rows.len());
    let known: HashSet<&String> = groups.iter().filter_map(|group| group.id.as_ref()).collect();
    let is_member = |row: &Component| row.parent_id.as_ref().is_some_and(|id| known.contains(id));
    let (members, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(is_member);
    let mut by_group: HashMap<Option<String>, Vec<Component>> = HashMap::new();
    for row in members {
        by_group.entry(row.parent_id.clone()).or_default().push(row);
    }
    let mut joined = Vec::with_capacity(count);
    for group in groups {
        let members = by_group.remove(&group.id).unwrap_or_default().into_iter();
        if group.is_group {
            joined.push(group);
            joined.extend(members);
        } else {
            joined.extend(members.map(|row| Component { parent_id: None, ..row }));
        }
    }
    let rest = rest.into_iter().map(|row| Component { parent_id: None, ..row });
    (joined, rest.collect())
}

/// Marks as groups the components that others name as their parent, among those whose index `may_be_group`.
pub(crate) fn mark_groups(components: &mut [Component], may_be_group: impl Fn(usize) -> bool) {
    let parents: HashSet<String> =
        components.iter().filter_map(|component| component.parent_id.clone()).collect();
    for (index, component) in components.iter_mut().enumerate() {
        let is_parent = component.id.as_ref().is_some_and(|id| parents.contains(id));
        component.is_group |= is_parent && may_be_group(index);
    }
}
