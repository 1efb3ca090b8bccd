//! The filter and its settings.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::Impact;

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
    pub(super) vendors: Vec<String>,
    pub(super) components: Vec<String>,
    pub(super) regions: Vec<String>,
    pub(super) minimum_impact: Option<Impact>,
    pub(super) incidents: bool,
    pub(super) maintenances: bool,
    pub(super) unattributed: bool,
    /// For each choice, the components that it meant so far, with their names: one that is renamed is still watched.
    pub(super) known: BTreeMap<String, BTreeMap<String, String>>,
    /// The threads whose events were let through and that are not over.
    pub(super) followed: BTreeSet<String>,
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
}
