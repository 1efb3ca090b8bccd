//! The events that concern what is watched, and components that are renamed or vanish.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{WatchError, WatchNotice};
use super::filter::Watch;
use super::matching::Watched;
use crate::model::{Extent, Snapshot, equal_names};
use crate::monitor::{Event, EventKind};

impl Watch {
    /// Takes note of the page's components: one that was chosen by name and is renamed is still watched, by its id. Call it
    /// for each snapshot; returns what changed under your choices since the last time.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    /// use statusfeed::{Component, Coverage, Extent, Format, Snapshot, Source};
    ///
    /// let page = |name: &str| {
    ///     let source = Source::new(Format::Json, Coverage::new(Extent::Complete, Extent::Open, Extent::Open));
    ///     Snapshot::new(source).with_component(Component::new(name).with_id("u"))
    /// };
    /// let mut watch = Watch::new().with_component("Uploads");
    /// watch.follow_components(&page("Uploads"))?;
    /// assert_eq!(watch.follow_components(&page("File uploads"))?.len(), 1); // renamed, and still watched
    /// # Ok::<(), statusfeed::monitor::WatchError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Watch::health`].
    pub fn follow_components(&mut self, snapshot: &Snapshot) -> Result<Vec<WatchNotice>, WatchError> {
        self.check_vendor(snapshot)?;
        let mut notices = Vec::new();
        if snapshot.source.coverage.components != Extent::Complete {
            return Ok(notices);
        }
        for choice in &self.components {
            let found = self.rows_of(choice, snapshot);
            let known = self.known.get(choice).cloned().unwrap_or_default();
            let mut now = BTreeMap::new();
            for component in found {
                let (Some(id), Some(name)) = (&component.id, &component.name) else { continue };
                now.insert(id.clone(), name.clone());
                if let Some(before) = known.get(id).filter(|before| *before != name) {
                    notices.push(WatchNotice::Renamed { from: before.clone(), to: name.clone() });
                }
            }
            for (id, name) in known.iter().filter(|(id, _)| !now.contains_key(*id)) {
                notices.push(WatchNotice::Vanished { id: id.clone(), name: name.clone() });
            }
            if now.is_empty() && known.is_empty() && self.rows_of(choice, snapshot).is_empty() {
                return Err(WatchError::NoComponent(choice.clone()));
            }
            self.known.insert(choice.clone(), now);
        }
        Ok(notices)
    }

    /// Those of a tracker's events that concern what is watched. `snapshot` is the one that brought them.
    ///
    /// Once an event of an incident was let through, all further ones of that incident are, to the end: also its
    /// disappearance, when no document names its components any more.
    ///
    /// ```
    /// use statusfeed::monitor::{Tracker, Watch};
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let page = Snapshot::default().with_incident(Incident::new("k3x9", "Errors in us-east-1").with_status("identified"));
    /// let events = Tracker::new().observe(&page);
    /// assert_eq!(Watch::new().with_region("eu-west-1").select(&page, events)?, []);
    /// # Ok::<(), statusfeed::monitor::WatchError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Watch::health`].
    pub fn select(&mut self, snapshot: &Snapshot, events: Vec<Event>) -> Result<Vec<Event>, WatchError> {
        self.follow_components(snapshot)?;
        let watched = match self.watched(snapshot) {
            // What vanished was reported; its last events still count.
            Err(WatchError::NoComponent(_)) => Watched::default(),
            watched => watched?,
        };
        let mut followed = self.followed.clone();
        let mut selected = Vec::new();
        for event in events {
            if followed.contains(&event.thread) || self.concerns(snapshot, &watched, &event) {
                follow(&mut followed, &event);
                selected.push(event);
            }
        }
        self.followed = followed;
        Ok(selected)
    }

    fn concerns(&self, snapshot: &Snapshot, watched: &Watched<'_>, event: &Event) -> bool {
        if event.kind == EventKind::SourceChanged {
            return true;
        }
        if let Some(incident) = event.find_incident(snapshot) {
            return self.relation_to(watched, incident).is_some();
        }
        let Some(component) = event.component.as_deref() else {
            return self.components.is_empty();
        };
        self.components.is_empty()
            || watched.ids.contains(component)
            || self.known.values().any(|known| known.contains_key(component))
            || self.components.iter().any(|choice| equal_names(choice, component))
    }
}

/// Remembers the thread of an incident that was let through, to its end.
fn follow(followed: &mut BTreeSet<String>, event: &Event) {
    if event.incident.is_none() {
        return;
    }
    if event.kind.is_closing() || event.kind == EventKind::IncidentBackfilled {
        followed.remove(&event.thread);
    } else if !matches!(event.kind, EventKind::PostmortemPublished | EventKind::IncidentEdited) {
        followed.insert(event.thread.clone());
    }
}
