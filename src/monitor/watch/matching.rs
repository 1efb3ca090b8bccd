//! The components and incidents of a page that a filter means.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::answer::{Relation, WatchError};
use super::filter::Watch;
use crate::model::{Component, Extent, Incident, IncidentKind, Snapshot, equal_names, full_name};

impl Watch {
    pub(super) fn check_vendor(&self, snapshot: &Snapshot) -> Result<(), WatchError> {
        let vendor = &snapshot.vendor;
        let is_named = |wanted: &String| {
            vendor.id.as_ref() == Some(wanted)
                || vendor.name.as_deref().is_some_and(|name| equal_names(name, wanted))
        };
        if self.vendors.is_empty() || self.vendors.iter().any(is_named) {
            return Ok(());
        }
        let found = vendor.name.clone().or_else(|| vendor.id.clone()).unwrap_or_else(|| "unknown".to_owned());
        Err(WatchError::OtherVendor(found))
    }

    /// The rows that the choices mean on this page.
    pub(super) fn watched<'a>(&'a self, snapshot: &'a Snapshot) -> Result<Watched<'a>, WatchError> {
        self.check_vendor(snapshot)?;
        let extent = snapshot.source.coverage.components;
        if self.components.is_empty() {
            return Ok(Watched {
                rows: snapshot.components.iter().collect(),
                is_complete: true,
                ..Watched::default()
            });
        }
        let mut watched = Watched { is_complete: true, ..Watched::default() };
        let mut seen = HashSet::new();
        for choice in &self.components {
            let rows = self.rows_of(choice, snapshot);
            if rows.is_empty() && extent == Extent::Complete {
                return Err(WatchError::NoComponent(choice.clone()));
            }
            watched.is_complete &= !rows.is_empty();
            watched.names.push(choice);
            for row in rows {
                if seen.insert(std::ptr::from_ref(row)) {
                    watched.rows.push(row);
                }
            }
        }
        watched.groups = groups_of(&watched.rows, snapshot);
        watched.ids = watched.rows.iter().filter_map(|row| row.id.as_deref()).collect();
        watched.ids.extend(self.known.values().flat_map(BTreeMap::keys).map(String::as_str));
        Ok(watched)
    }

    /// The rows that one choice means: by id, by name, what it meant before, and the members of each group among them.
    pub(super) fn rows_of<'a>(&self, choice: &str, snapshot: &'a Snapshot) -> Vec<&'a Component> {
        let known = self.known.get(choice);
        let groups = snapshot.group_names();
        let group_of =
            |component: &Component| component.parent_id.as_deref().and_then(|id| groups.get(id)).copied();
        let is_chosen = |component: &&Component| {
            let id = component.id.as_deref();
            id == Some(choice)
                || id.is_some_and(|id| known.is_some_and(|known| known.contains_key(id)))
                || component.name.as_deref().is_some_and(|name| equal_names(name, choice))
                || full_name(component, group_of(component)).is_some_and(|name| equal_names(&name, choice))
        };
        let mut rows: Vec<_> = snapshot.components.iter().filter(is_chosen).collect();
        let chosen: HashSet<_> = rows.iter().filter_map(|row| row.id.as_deref()).collect();
        let members = snapshot.components.iter().filter(|component| {
            component.parent_id.as_deref().is_some_and(|id| chosen.contains(id))
                && !component.id.as_deref().is_some_and(|id| chosen.contains(id))
        });
        rows.extend(members);
        rows
    }

    pub(super) fn relation_to(&self, watched: &Watched<'_>, incident: &Incident) -> Option<Relation> {
        let counts = match incident.kind {
            IncidentKind::Incident => self.incidents,
            IncidentKind::Maintenance => self.maintenances,
        };
        let is_minor = match (&self.minimum_impact, &incident.impact) {
            (Some(least), Some(impact)) => !incident.is_maintenance() && impact < least,
            _ => false,
        };
        if !counts || is_minor || !self.is_in_region(incident) {
            return None;
        }
        if self.components.is_empty() {
            return Some(Relation::PageWide);
        }
        let named: Vec<_> = named_components(incident).collect();
        if named.is_empty() {
            return self.unattributed.then_some(Relation::Unattributed);
        }
        let by_id = named.iter().find(|(id, _)| id.is_some_and(|id| watched.ids.contains(id)));
        if let Some((id, name)) = by_id {
            return Some(Relation::NamedById(name.or(*id).unwrap_or_default().to_owned()));
        }
        let group = watched.groups.iter().find(|group| {
            let is_group = |(id, name): &(Option<&str>, Option<&str>)| {
                id.map_or_else(|| name.is_some_and(|name| equal_names(name, group.name)), |id| id == group.id)
            };
            let is_member =
                |(id, _): &(Option<&str>, Option<&str>)| id.is_some_and(|id| group.members.contains(id));
            named.iter().any(is_group) && !named.iter().any(is_member)
        });
        if let Some(group) = group {
            return Some(Relation::NamedByGroup(group.name.to_owned()));
        }
        let matches = |name: &str| {
            let leaf = name.split_once(" - ").map(|(_, leaf)| leaf);
            let is_named =
                |own: &str| equal_names(own, name) || leaf.is_some_and(|leaf| equal_names(own, leaf));
            watched.rows.iter().filter_map(|row| row.name.as_deref()).any(is_named)
                || watched.names.iter().any(|choice| is_named(choice))
                || watched
                    .names
                    .iter()
                    .any(|choice| name.split_once(" - ").is_some_and(|(group, _)| equal_names(group, choice)))
        };
        // Ids decide where both have them; a name counts only of what has no id.
        let mut unidentified = named.iter().filter(|(id, _)| id.is_none() || watched.ids.is_empty());
        let name = unidentified.find_map(|(_, name)| name.filter(|name| matches(name)))?;
        Some(Relation::NamedByName(name.to_owned()))
    }

    pub(super) fn is_in_region(&self, incident: &Incident) -> bool {
        if self.regions.is_empty() {
            return true;
        }
        let contains = |text: &str| {
            let text = text.to_lowercase();
            self.regions.iter().any(|word| contains_word(&text, word))
        };
        incident.title.as_deref().is_some_and(contains)
            || named_components(incident).filter_map(|(_, name)| name).any(contains)
            || incident
                .updates
                .iter()
                .filter_map(|update| update.body.as_ref())
                .any(|body| contains(&body.raw))
    }
}

/// What the choices mean on one page.
#[derive(Debug, Default)]
pub(super) struct Watched<'a> {
    pub(super) rows: Vec<&'a Component>,
    pub(super) ids: HashSet<&'a str>,
    /// The choices as they were given.
    names: Vec<&'a str>,
    /// The groups that watched rows are members of and that are not watched themselves.
    groups: Vec<WatchedGroup<'a>>,
    /// Whether each choice has a row.
    pub(super) is_complete: bool,
}

/// A group with the ids of all its members: an incident that names the group and none of them affects each of them.
#[derive(Debug)]
struct WatchedGroup<'a> {
    id: &'a str,
    name: &'a str,
    members: HashSet<&'a str>,
}

/// The groups of the rows, without those that are among the rows.
fn groups_of<'a>(rows: &[&'a Component], snapshot: &'a Snapshot) -> Vec<WatchedGroup<'a>> {
    let parents: BTreeSet<_> = rows.iter().filter_map(|row| row.parent_id.as_deref()).collect();
    let watched: HashSet<_> = rows.iter().filter_map(|row| row.id.as_deref()).collect();
    let mut members: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for component in &snapshot.components {
        if let (Some(parent), Some(id)) = (component.parent_id.as_deref(), component.id.as_deref()) {
            members.entry(parent).or_default().insert(id);
        }
    }
    let names = snapshot.group_names();
    let unwatched = parents.into_iter().filter(|id| !watched.contains(id));
    let group = |id| {
        Some(WatchedGroup {
            id,
            name: names.get(id).copied()?,
            members: members.remove(id).unwrap_or_default(),
        })
    };
    unwatched.filter_map(group).collect()
}

/// The components that an incident names, in its list and in its updates.
fn named_components(incident: &Incident) -> impl Iterator<Item = (Option<&str>, Option<&str>)> {
    let listed = incident.components.iter().map(|c| (c.id.as_deref(), c.name.as_deref()));
    let changed = incident.updates.iter().flat_map(|update| &update.components);
    listed.chain(changed.map(|c| (c.id.as_deref(), c.name.as_deref())))
}

/// Whether the word occurs with no letter or digit beside it.
fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, found)| {
        let end = at.saturating_add(found.len());
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(end..).and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
