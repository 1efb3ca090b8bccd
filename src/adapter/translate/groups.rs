//! Groups of components where the rows do not say that they are groups.

use std::collections::HashSet;

use crate::model::Component;

/// Marks as groups the components that others name as their parent, among those whose index `may_be_group`.
pub(crate) fn mark_groups(components: &mut [Component], may_be_group: impl Fn(usize) -> bool) {
    let parents: HashSet<String> =
        components.iter().filter_map(|component| component.parent_id.clone()).collect();
    for (index, component) in components.iter_mut().enumerate() {
        let is_parent = component.id.as_ref().is_some_and(|id| parents.contains(id));
        component.is_group |= is_parent && may_be_group(index);
    }
}
