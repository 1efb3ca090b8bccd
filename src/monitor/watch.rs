//! What matters to you on a page: chosen components, regions, impacts.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Event, EventKind};
use crate::model::{
    Component, ComponentStatus, Extent, Impact, Incident, IncidentKind, Snapshot, equal_names, full_name,
};

/// A filter: the part of one or more pages that matters to you.
///
/// Without any choice it watches everything. Components are chosen by id, name, "Group - Name" or group; a group includes
/// components that are added to it later. A choice that matches nothing on the page is an error, never "all fine".
///
/// ```
/// use statusfeed::monitor::Watch;
/// use statusfeed::{AffectedComponent, Component, Coverage, Extent, Format, Impact, Incident, Snapshot, Source};
///
/// let source = Source::new(Format::Json, Coverage::new(Extent::Complete, Extent::Open, Extent::Open));
/// let page = Snapshot::new(source)
///     .with_component(Component::new("Storage").with_id("g").with_is_group(true).with_status("partial_outage"))
///     .with_component(Component::new("Uploads").with_id("u").with_parent_id("g").with_status("partial_outage"))
///     .with_component(Component::new("Search").with_id("s").with_status("operational"))
///     .with_incident(
///         Incident::new("k3x9", "Uploads fail")
///             .with_status("investigating")
///             .with_impact("major")
///             .with_component(AffectedComponent::new("Uploads").with_id("u")),
///     );
///
/// let search = Watch::new().with_component("Search");
/// assert_eq!(search.health(&page)?.impact, Some(Impact::None));
/// let storage = Watch::new().with_component("Storage");
/// let health = storage.health(&page)?;
/// assert_eq!(health.impact, Some(Impact::Major));
/// assert_eq!(health.reasons[0].to_string(), "Storage is partial_outage");
/// assert_eq!(health.reasons[2].to_string(), "incident k3x9 \"Uploads fail\" is major: it names Uploads by id");
///
/// let error = Watch::new().with_component("Serach").health(&page).unwrap_err();
/// assert_eq!(error.to_string(), "expected a component named \"Serach\", found none on the page");
/// # Ok::<(), statusfeed::monitor::WatchError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    vendors: Vec<String>,
    components: Vec<String>,
    regions: Vec<String>,
    minimum_impact: Option<Impact>,
    incidents: bool,
    maintenances: bool,
    unattributed: bool,
    /// For each choice, the components that it meant so far, with their names: one that is renamed is still watched.
    known: BTreeMap<String, BTreeMap<String, String>>,
    /// The threads whose events were let through and that are not over.
    followed: BTreeSet<String>,
}

impl Default for Watch {
    fn default() -> Self {
        Self {
            vendors: Vec::new(),
            components: Vec::new(),
            regions: Vec::new(),
            minimum_impact: None,
            incidents: true,
            maintenances: true,
            unattributed: true,
            known: BTreeMap::new(),
            followed: BTreeSet::new(),
        }
    }
}

impl Watch {
    /// Watches everything.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    /// use statusfeed::{Health, Impact, Snapshot};
    ///
    /// let page = Snapshot::default().with_health(Health::stated("minor"));
    /// assert_eq!(Watch::new().health(&page)?.impact, Some(Impact::Minor));
    /// # Ok::<(), statusfeed::monitor::WatchError>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Watches the page of this vendor (its id or name); call it again for more. Other pages are an error.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    /// use statusfeed::{Snapshot, Vendor};
    ///
    /// let page = Snapshot::default().with_vendor(Vendor::new("Larkspur"));
    /// assert!(Watch::new().with_vendor("Acme").health(&page).is_err());
    /// ```
    #[must_use]
    pub fn with_vendor(mut self, vendor: impl Into<String>) -> Self {
        self.vendors.push(vendor.into());
        self
    }

    /// Watches the component with this id, name or "Group - Name", or the members of the group; call it again for more.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    ///
    /// let watch = Watch::new().with_component("Uploads").with_component("Storage - Downloads");
    /// # let _ = watch;
    /// ```
    #[must_use]
    pub fn with_component(mut self, component: impl Into<String>) -> Self {
        self.components.push(component.into());
        self
    }

    /// Counts only incidents whose title, components or updates contain this word ("eu-west-1", "Frankfurt"), or
    /// another one given: call it again for more. Case does not matter.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let page = Snapshot::default().with_incident(Incident::new("k3x9", "Errors in us-east-1").with_status("identified"));
    /// let europe = Watch::new().with_region("eu-west-1").with_region("Frankfurt");
    /// assert_eq!(europe.relation(&page, &page.incidents[0])?, None);
    /// # Ok::<(), statusfeed::monitor::WatchError>(())
    /// ```
    #[must_use]
    pub fn with_region(mut self, word: impl Into<String>) -> Self {
        self.regions.push(word.into().to_lowercase());
        self
    }

    /// Counts only incidents of this impact or worse. One whose impact is not known counts.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let page = Snapshot::default().with_incident(Incident::new("k3x9", "Slow").with_status("identified").with_impact("minor"));
    /// let major = Watch::new().with_minimum_impact("major");
    /// assert_eq!(major.relation(&page, &page.incidents[0])?, None);
    /// # Ok::<(), statusfeed::monitor::WatchError>(())
    /// ```
    #[must_use]
    pub fn with_minimum_impact(mut self, impact: impl Into<Impact>) -> Self {
        self.minimum_impact = Some(impact.into());
        self
    }

    /// Whether incidents count; they do unless set.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let page = Snapshot::default().with_incident(Incident::new("k3x9", "Slow").with_status("identified"));
    /// assert_eq!(Watch::new().with_incidents(false).relation(&page, &page.incidents[0])?, None);
    /// # Ok::<(), statusfeed::monitor::WatchError>(())
    /// ```
    #[must_use]
    pub fn with_incidents(mut self, count: bool) -> Self {
        self.incidents = count;
        self
    }

    /// Whether maintenances count; they do unless set.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let page = Snapshot::default().with_incident(Incident::maintenance("m4y8", "Disk swap").with_status("in_progress"));
    /// assert_eq!(Watch::new().with_maintenances(false).relation(&page, &page.incidents[0])?, None);
    /// # Ok::<(), statusfeed::monitor::WatchError>(())
    /// ```
    #[must_use]
    pub fn with_maintenances(mut self, count: bool) -> Self {
        self.maintenances = count;
        self
    }

    /// Whether incidents that name no component count; they do unless set: nobody knows what they affect.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    /// use statusfeed::{Component, Incident, Snapshot};
    ///
    /// let page = Snapshot::default()
    ///     .with_component(Component::new("Uploads").with_id("u1"))
    ///     .with_incident(Incident::new("k3x9", "Errors").with_status("identified"));
    /// let strict = Watch::new().with_component("Uploads").with_unattributed(false);
    /// assert_eq!(strict.relation(&page, &page.incidents[0])?, None);
    /// # Ok::<(), statusfeed::monitor::WatchError>(())
    /// ```
    #[must_use]
    pub fn with_unattributed(mut self, count: bool) -> Self {
        self.unattributed = count;
        self
    }

    /// What can be chosen on a page, in its order.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    /// use statusfeed::{Component, Snapshot};
    ///
    /// let page = Snapshot::default()
    ///     .with_component(Component::new("Storage").with_id("g").with_is_group(true))
    ///     .with_component(Component::new("Uploads").with_id("u").with_parent_id("g"));
    /// let names: Vec<_> = Watch::components(&page).into_iter().map(|choice| choice.full_name).collect();
    /// assert_eq!(names, ["Storage", "Storage - Uploads"]);
    /// ```
    #[must_use]
    pub fn components(snapshot: &Snapshot) -> Vec<ComponentChoice> {
        let groups = snapshot.group_names();
        let choice = |component: &Component| {
            let group = component.parent_id.as_deref().and_then(|id| groups.get(id)).copied();
            Some(ComponentChoice {
                id: component.id.clone(),
                full_name: full_name(component, group)?,
                is_group: component.is_group,
                status: component.status.clone(),
            })
        };
        snapshot.components.iter().filter_map(choice).collect()
    }

    /// Whether an incident of the page counts, and why. `None`: it does not.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    /// use statusfeed::{AffectedComponent, Component, Incident, Snapshot};
    ///
    /// let incident = Incident::new("k3x9", "Slow").with_status("identified").with_component(AffectedComponent::new("Search"));
    /// let page = Snapshot::default().with_component(Component::new("Search").with_id("s")).with_incident(incident);
    /// assert!(Watch::new().with_component("Search").relation(&page, &page.incidents[0])?.is_some());
    /// # Ok::<(), statusfeed::monitor::WatchError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Watch::health`].
    pub fn relation(&self, snapshot: &Snapshot, incident: &Incident) -> Result<Option<Relation>, WatchError> {
        let watched = self.watched(snapshot)?;
        Ok(self.relation_to(&watched, incident))
    }

    /// The state of just what is watched, by evidence.
    ///
    /// It is [`Impact::None`] only if every watched component is listed and operational and no incident that counts is
    /// open; if everything is watched, only if the page's own health is. It is `None`, not known, where that cannot be
    /// said: a row without a status or with an unknown word, a list that was cut off.
    ///
    /// ```
    /// use statusfeed::monitor::Watch;
    /// use statusfeed::{Component, Coverage, Extent, Format, Impact, Snapshot, Source};
    ///
    /// let source = Source::new(Format::Json, Coverage::new(Extent::Complete, Extent::Open, Extent::Open));
    /// let page = Snapshot::new(source)
    ///     .with_component(Component::new("Uploads").with_id("u").with_status("major_outage"))
    ///     .with_component(Component::new("Search").with_id("s").with_status("operational"));
    /// assert_eq!(Watch::new().with_component("Search").health(&page)?.impact, Some(Impact::None));
    /// # Ok::<(), statusfeed::monitor::WatchError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`WatchError`] if the page is another vendor's, or a choice matches no component. Where the document has no list of
    /// components (a feed), choices are kept, and incidents are related by name.
    pub fn health(&self, snapshot: &Snapshot) -> Result<WatchedHealth, WatchError> {
        let watched = self.watched(snapshot)?;
        let mut reasons = Vec::new();
        let mut worst = Impact::None;
        let mut is_known = true;
        let mut count = |impact: Option<Impact>, reason: HealthReason| {
            match impact {
                Some(impact) if impact > worst => worst = impact,
                Some(_) => {}
                None => is_known = false,
            }
            reasons.push(reason);
        };
        if self.components.is_empty() {
            let impact = snapshot.health.impact.clone();
            if impact != Some(Impact::None) {
                count(impact.clone(), HealthReason::Page { impact });
            }
        }
        for component in &watched.rows {
            if component.is_operational() || self.components.is_empty() {
                continue;
            }
            let impact = component.status.as_ref().and_then(ComponentStatus::impact);
            let reason = HealthReason::Component {
                name: component.name.clone().or_else(|| component.id.clone()).unwrap_or_default(),
                status: component.status.clone(),
            };
            count(impact, reason);
        }
        if !self.components.is_empty() && !watched.is_complete {
            count(None, HealthReason::NotListed);
        }
        for incident in snapshot.incidents.iter().filter(|incident| is_active(snapshot, incident)) {
            let Some(relation) = self.relation_to(&watched, incident) else { continue };
            let impact = match incident.kind {
                IncidentKind::Maintenance => Some(Impact::Maintenance),
                IncidentKind::Incident => incident.impact.clone().filter(|impact| *impact != Impact::None),
            };
            let reason = HealthReason::Incident {
                id: incident.id.clone(),
                title: incident.title.clone(),
                impact: impact.clone(),
                relation,
            };
            count(impact, reason);
        }
        // What is not known hides nothing worse, and is not well.
        let impact = (is_known || worst > Impact::None).then_some(worst);
        Ok(WatchedHealth { impact, reasons })
    }

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

    fn check_vendor(&self, snapshot: &Snapshot) -> Result<(), WatchError> {
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
    fn watched<'a>(&'a self, snapshot: &'a Snapshot) -> Result<Watched<'a>, WatchError> {
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
    fn rows_of<'a>(&self, choice: &str, snapshot: &'a Snapshot) -> Vec<&'a Component> {
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

    fn relation_to(&self, watched: &Watched<'_>, incident: &Incident) -> Option<Relation> {
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

    fn is_in_region(&self, incident: &Incident) -> bool {
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
struct Watched<'a> {
    rows: Vec<&'a Component>,
    ids: HashSet<&'a str>,
    /// The choices as they were given.
    names: Vec<&'a str>,
    /// The groups that watched rows are members of and that are not watched themselves.
    groups: Vec<WatchedGroup<'a>>,
    /// Whether each choice has a row.
    is_complete: bool,
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

/// The components that an incident names, in its list and in its updates.
fn named_components(incident: &Incident) -> impl Iterator<Item = (Option<&str>, Option<&str>)> {
    let listed = incident.components.iter().map(|c| (c.id.as_deref(), c.name.as_deref()));
    let changed = incident.updates.iter().flat_map(|update| &update.components);
    listed.chain(changed.map(|c| (c.id.as_deref(), c.name.as_deref())))
}

/// An open incident, or a maintenance that is being carried out: a planned one affects nothing yet.
fn is_active(snapshot: &Snapshot, incident: &Incident) -> bool {
    let is_planned = incident.is_maintenance()
        && incident.status.as_ref().is_none_or(|status| status.as_str() == "scheduled");
    snapshot.is_open(incident) && !is_planned
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

/// A component that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ComponentChoice {
    /// The source's id: the surest choice.
    pub id: Option<String>,
    /// "Group - Name", or the name where it has no group.
    pub full_name: String,
    /// Whether it is a group: choosing it chooses its members, later ones included.
    pub is_group: bool,
    /// How it is doing.
    pub status: Option<ComponentStatus>,
}

/// Why an incident counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "relation", content = "component")]
#[non_exhaustive]
pub enum Relation {
    /// It names this watched component by its id.
    NamedById(String),
    /// It names this watched component by its name only: names repeat on some pages.
    NamedByName(String),
    /// It names this group of a watched component, and none of the group's members.
    NamedByGroup(String),
    /// It names no component: what it affects is not known.
    Unattributed,
    /// No component was chosen: everything on the page counts.
    PageWide,
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NamedById(name) => write!(f, "it names {name} by id"),
            Self::NamedByName(name) => write!(f, "it names {name}"),
            Self::NamedByGroup(name) => write!(f, "it names the group {name}"),
            Self::Unattributed => f.write_str("it names no component"),
            Self::PageWide => f.write_str("the whole page is watched"),
        }
    }
}

/// The health of what is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WatchedHealth {
    /// The worst that is known. [`Impact::None`] only by evidence; `None` where it is not known.
    pub impact: Option<Impact>,
    /// What it follows from; empty if nothing is wrong.
    pub reasons: Vec<HealthReason>,
}

/// One thing that the health of what is watched follows from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[non_exhaustive]
pub enum HealthReason {
    /// A watched component is not operational, or its status is not known.
    Component {
        /// Its name.
        name: String,
        /// Its status.
        status: Option<ComponentStatus>,
    },
    /// An open incident that counts.
    Incident {
        /// Its id.
        id: String,
        /// Its title.
        title: Option<String>,
        /// Its impact.
        impact: Option<Impact>,
        /// Why it counts.
        relation: Relation,
    },
    /// The page's own health, where everything is watched.
    Page {
        /// The impact; `None` where the page does not say.
        impact: Option<Impact>,
    },
    /// The document does not list every chosen component.
    NotListed,
}

impl fmt::Display for HealthReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unknown = "unknown";
        match self {
            Self::Component { name, status } => {
                write!(f, "{name} is {}", status.as_ref().map_or(unknown, ComponentStatus::as_str))
            }
            Self::Incident { id, title, impact, relation } => {
                write!(f, "incident {id}")?;
                if let Some(title) = title {
                    write!(f, " {title:?}")?;
                }
                write!(f, " is {}: {relation}", impact.as_ref().map_or(unknown, Impact::as_str))
            }
            Self::Page { impact } => {
                write!(f, "the page is {}", impact.as_ref().map_or(unknown, Impact::as_str))
            }
            Self::NotListed => f.write_str("the document does not list every chosen component"),
        }
    }
}

/// What changed under the choices of a [`Watch`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[non_exhaustive]
pub enum WatchNotice {
    /// A watched component has another name; it is still watched.
    Renamed {
        /// The name before.
        from: String,
        /// The name now.
        to: String,
    },
    /// A watched component is gone from the page.
    Vanished {
        /// Its id.
        id: String,
        /// Its last name.
        name: String,
    },
}

impl fmt::Display for WatchNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Renamed { from, to } => write!(f, "component {from:?} was renamed to {to:?}"),
            Self::Vanished { id, name } => write!(f, "component {name:?} ({id}) is gone from the page"),
        }
    }
}

/// Why a [`Watch`] cannot be applied to a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WatchError {
    /// A choice matches no component of a complete list.
    #[error("expected a component named {0:?}, found none on the page")]
    NoComponent(String),
    /// The page is another vendor's.
    #[error("expected a page of a watched vendor, found {0:?}")]
    OtherVendor(String),
}
