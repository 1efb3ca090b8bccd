//! The components of a page by a recipe.

use super::compile::Rows;
use super::item::Item;
use super::reader::Reader;
use super::word::meaning;
use crate::adapter::translate::ids;
use crate::model::{Component, ComponentStatus};

/// Reads the rows of a list, members behind their group.
pub(super) fn read(
    items: &[Item<'_, '_>],
    rows: &Rows,
    list: &mut Vec<Component>,
    reader: &mut Reader<'_, '_, '_>,
) {
    for item in items {
        let members = rows.members.as_deref().map(|members| (members, members_of(*item, members)));
        let has_members = members.as_ref().is_some_and(|(_, items)| !items.is_empty());
        if rows.list.groups_only && !has_members {
            continue;
        }
        let mut head = component(*item, rows, list.len(), reader);
        // Rows below a heading that is not there are no group.
        let is_group = has_members && head.name.is_some();
        let group = is_group.then(|| {
            head.is_group = true;
            let ordinal = list.len().to_string();
            let name = head.name.as_deref().unwrap_or_default();
            head.id.get_or_insert_with(|| ids::anonymous_id(&[&reader.vendor, name, &ordinal])).clone()
        });
        if is_group || !has_members {
            list.push(head);
        }
        let Some((members, items)) = members else { continue };
        for item in items {
            let member = component(item, members, list.len(), reader);
            list.push(Component { parent_id: group.clone(), ..member });
        }
    }
}

fn members_of<'i, 'a>(item: Item<'i, 'a>, members: &Rows) -> Vec<Item<'i, 'a>> {
    match &members.list.pointer {
        Some(pointer) => item.pointed(pointer),
        None => item.inside(members.item),
    }
}

fn component(item: Item<'_, '_>, rows: &Rows, index: usize, reader: &mut Reader<'_, '_, '_>) -> Component {
    let status = rows.status.as_ref().and_then(|field| meaning(&item.line(field)?, field));
    let status = status.map(ComponentStatus::from);
    if let Some(ComponentStatus::Other(word)) = &status {
        reader.unknown(word, "a component's status", format!("/components/{index}/status"));
    }
    Component {
        id: rows.id.as_ref().and_then(|field| item.line(field)),
        name: item.line(&rows.name),
        status,
        description: rows.description.as_ref().and_then(|field| item.line(field)),
        ..Component::default()
    }
}
