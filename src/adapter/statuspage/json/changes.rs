//! What an update of Statuspage's JSON says about components.

use std::collections::HashSet;
use std::fmt;

use super::wire;
use crate::adapter::Context;
use crate::model::ComponentChange;

/// The rows of an update. One that names none ("No components were affected by this update.") is
/// dropped; repeated rows are one.
pub(super) fn changes(
    rows: Vec<wire::AffectedComponent<'_>>,
    path: impl fmt::Display + Copy,
    context: &mut Context<'_>,
) -> Vec<ComponentChange> {
    let mut list: Vec<ComponentChange> = Vec::with_capacity(rows.len());
    let mut seen = has_repeats(&rows).then(HashSet::new);
    for (index, row) in rows.into_iter().enumerate() {
        if row.code.0.is_none() && row.name.as_str().is_none_or(names_none) {
            continue;
        }
        let change = ComponentChange {
            from: context.component_status(
                row.old_status.as_str(),
                format_args!("{path}/affected_components/{index}/old_status"),
            ),
            to: context.component_status(
                row.new_status.as_str(),
                format_args!("{path}/affected_components/{index}/new_status"),
            ),
            id: row.code.into_string(),
            name: row.name.into_string(),
        };
        if seen.as_mut().is_none_or(|seen| seen.insert(change.clone())) {
            list.push(change);
        }
    }
    list
}

/// Whether two rows are about the same component. Sorting what is borrowed costs a tenth of hashing whole rows, and
/// updates of a hundred rows, all different, are common.
fn has_repeats(rows: &[wire::AffectedComponent<'_>]) -> bool {
    let mut codes: Vec<Option<&str>> = rows.iter().map(|row| row.code.as_str()).collect();
    codes.sort_unstable();
    codes.windows(2).any(|pair| pair.first() == pair.last())
}

fn names_none(name: &str) -> bool {
    const SENTENCE: &str = "no components were affected";
    let name = name.trim();
    name.is_empty() || name.get(..SENTENCE.len()).is_some_and(|start| start.eq_ignore_ascii_case(SENTENCE))
}
