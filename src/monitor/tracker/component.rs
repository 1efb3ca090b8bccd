//! What is known of the page's components, and what a new document changes in it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::observation::{Change, Observation, Subject, change_key};
use super::source::SourceId;
use crate::model::{Component, ComponentStatus, Extent, Snapshot, full_name};
use crate::monitor::EventKind;

/// Components that no complete list has are remembered (webhooks name one at a time), but not more than this.
const MAX_UNLISTED: usize = 1000;

/// What is known of one component.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct KnownComponent {
    pub name: Option<Box<str>>,
    group: Option<Box<str>>,
    pub status: Option<ComponentStatus>,
    updated_at: Option<DateTime<Utc>>,
    /// The source that last gave the name: another format may word it differently.
    name_source: SourceId,
    /// The source that last gave the status, and the time of its document.
    status_source: SourceId,
    status_as_of: Option<DateTime<Utc>>,
    /// The sources whose last complete list has it, one bit each.
    listed: u32,
    /// Removed, and still in the list of another source that has not followed yet.
    is_removed: bool,
    /// Whether the document that is being taken in has it.
    #[serde(skip)]
    is_seen: bool,
}

/// The components of a page by id; those without one, by "Group - Name".
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct KnownComponents {
    pub by_id: BTreeMap<Box<str>, KnownComponent>,
    /// The sources that gave a complete list, one bit each.
    complete: u32,
}

impl KnownComponents {
    /// Takes in the components of a document.
    pub(super) fn compare(&mut self, observation: &mut Observation<'_>) {
        let snapshot = observation.snapshot;
        let bit = 1_u32.checked_shl(u32::from(observation.source)).unwrap_or_default();
        let is_complete = snapshot.source.coverage.components == Extent::Complete;
        // What is listed for the first time is news only where the last list of this source was complete as well.
        let reports_list = is_complete && self.complete & bit != 0;
        let groups = snapshot.group_names();
        let rows = self.identify(snapshot, &groups);
        let mut seen = 0_usize;
        for (id, component) in &rows {
            let id: &str = id;
            let Some(known) = self.by_id.get_mut(id) else {
                let known = KnownComponent::new(component, &groups, observation);
                seen = seen.saturating_add(1);
                let known = known.listed_by(if is_complete { bit } else { 0 });
                if reports_list {
                    report_added(id, &known, observation);
                }
                self.by_id.insert(id.into(), known);
                continue;
            };
            // The first of several with one id counts.
            if std::mem::replace(&mut known.is_seen, true) {
                continue;
            }
            seen = seen.saturating_add(1);
            let was_listed = known.listed & bit != 0;
            if is_complete {
                known.listed |= bit;
            }
            if !known.is_removed {
                known.compare(id, component, observation);
            } else if !was_listed {
                // It returns. Where it was listed, it was removed by another source that this one has not followed yet.
                *known = KnownComponent::new(component, &groups, observation).listed_by(known.listed);
                if reports_list {
                    report_added(id, known, observation);
                }
            }
        }
        if is_complete {
            for (id, known) in self.by_id.iter_mut().filter(|(_, known)| !known.is_seen) {
                if known.listed & bit != 0 {
                    known.leave_list(id, bit, observation);
                }
            }
            self.by_id.retain(|_, known| !(known.is_removed && known.listed == 0));
            self.complete |= bit;
        }
        if self.by_id.len() > seen.saturating_add(MAX_UNLISTED) {
            self.by_id.retain(|_, known| known.listed != 0 || known.is_seen);
        }
        for known in self.by_id.values_mut() {
            known.is_seen = false;
        }
    }

    /// The id of each row: its own, else that of the known component with its "Group - Name", else that name itself.
    /// The second of equal names is `Group - Name#2`.
    fn identify<'a>(
        &self,
        snapshot: &'a Snapshot,
        groups: &HashMap<&str, &str>,
    ) -> Vec<(Cow<'a, str>, &'a Component)> {
        let has_unnamed = snapshot.components.iter().any(|component| component.id.is_none());
        let mut by_path: HashMap<String, Vec<&str>> = HashMap::new();
        if has_unnamed {
            for (id, known) in self.by_id.iter().rev() {
                by_path.entry(known.path()).or_default().push(id);
            }
        }
        let mut counts: HashMap<String, u32> = HashMap::new();
        let mut rows = Vec::with_capacity(snapshot.components.len());
        for component in &snapshot.components {
            if let Some(id) = &component.id {
                rows.push((Cow::Borrowed(id.as_str()), component));
                continue;
            }
            let Some(path) = full_name(component, group_of(component, groups)) else { continue };
            if let Some(id) = by_path.get_mut(&path).and_then(Vec::pop) {
                rows.push((Cow::Owned(id.to_owned()), component));
                continue;
            }
            let count = counts.entry(path.clone()).or_insert(0);
            *count = count.saturating_add(1);
            let id = if *count == 1 { path } else { format!("{path}#{count}") };
            rows.push((Cow::Owned(id), component));
        }
        rows
    }
}

impl KnownComponent {
    fn new(component: &Component, groups: &HashMap<&str, &str>, observation: &Observation<'_>) -> Self {
        Self {
            name: component.name.as_deref().map(Into::into),
            group: group_of(component, groups).map(Into::into),
            status: component.status.clone(),
            updated_at: component.updated_at,
            name_source: observation.source,
            status_source: observation.source,
            status_as_of: observation.snapshot.source.as_of,
            listed: 0,
            is_removed: false,
            is_seen: true,
        }
    }

    fn listed_by(self, sources: u32) -> Self {
        Self { listed: sources, ..self }
    }

    fn path(&self) -> String {
        let name = self.name.as_deref().unwrap_or_default();
        self.group.as_deref().map_or_else(|| name.to_owned(), |group| format!("{group} - {name}"))
    }

    fn compare(&mut self, id: &str, component: &Component, observation: &mut Observation<'_>) {
        self.compare_name(id, component, observation);
        self.compare_status(id, component, observation);
    }

    fn compare_name(&mut self, id: &str, component: &Component, observation: &mut Observation<'_>) {
        let Some(name) = component.name.as_deref() else { return };
        let is_renamed = self.name.as_deref() != Some(name) && self.name_source == observation.source;
        if is_renamed || self.name.is_none() {
            let before = self.name.replace(name.into());
            self.name_source = observation.source;
            if before.is_some() && observation.snapshot.source.coverage.components == Extent::Complete {
                let at = observation.time();
                let change =
                    Change { at, from: before.as_deref(), to: Some(name), key: change_key(at, Some(name)) };
                let subject = Subject::Component { id, name: Some(name) };
                observation.log.push(EventKind::ComponentRenamed, subject, &change);
            }
        }
    }

    fn compare_status(&mut self, id: &str, component: &Component, observation: &mut Observation<'_>) {
        let Some(status) = &component.status else { return };
        let as_of = observation.snapshot.source.as_of;
        let is_outdated =
            self.status_source != observation.source && as_of.is_some() && as_of < self.status_as_of;
        if is_outdated {
            return;
        }
        self.status_source = observation.source;
        self.status_as_of = as_of;
        // A group's row keeps its time when a member changes.
        let moved = component.updated_at.filter(|at| self.updated_at.is_some_and(|before| *at > before));
        if component.updated_at.is_some() {
            self.updated_at = component.updated_at;
        }
        if self.status.as_ref() == Some(status) {
            return;
        }
        let before = self.status.replace(status.clone());
        if let Some(before) = before {
            let at = moved.or(observation.time());
            let change = Change {
                at,
                from: Some(before.as_str()),
                to: Some(status.as_str()),
                key: change_key(at, Some(status)),
            };
            let subject = Subject::Component { id, name: self.name.as_deref() };
            observation.log.push(EventKind::ComponentChanged, subject, &change);
        }
    }

    /// It is gone from a source's list.
    fn leave_list(&mut self, id: &str, bit: u32, observation: &mut Observation<'_>) {
        self.listed &= !bit;
        if self.is_removed {
            return;
        }
        self.is_removed = true;
        let at = observation.time();
        let change = Change {
            at,
            from: self.status.as_ref().map(ComponentStatus::as_str),
            to: None,
            key: change_key(at, None::<&str>),
        };
        let subject = Subject::Component { id, name: self.name.as_deref() };
        observation.log.push(EventKind::ComponentRemoved, subject, &change);
    }
}

fn group_of<'a>(component: &Component, groups: &HashMap<&str, &'a str>) -> Option<&'a str> {
    groups.get(component.parent_id.as_deref()?).copied()
}

fn report_added(id: &str, known: &KnownComponent, observation: &mut Observation<'_>) {
    let at = observation.time();
    let change = Change {
        at,
        from: None,
        to: known.status.as_ref().map(ComponentStatus::as_str),
        key: change_key(at, None::<&str>),
    };
    let subject = Subject::Component { id, name: known.name.as_deref() };
    observation.log.push(EventKind::ComponentAdded, subject, &change);
}
