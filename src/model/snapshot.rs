//! What one document says, whole.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Component, ComponentStatus, Extent, Health, Impact, Incident, IncidentStatus, Source, Vendor};
use crate::diagnostic::Diagnostic;

/// What one status document says: who, how they are, what is wrong, and what could not be read.
///
/// Its fields are plain data; its methods answer what is asked of a page most often.
///
/// ```
/// use statusfeed::{Component, ComponentStatus, Coverage, Extent, Format, Impact, Incident, Snapshot, Source};
///
/// let all = Coverage::new(Extent::Complete, Extent::Open, Extent::Open);
/// let mut page = Snapshot::new(Source::new(Format::Json, all))
///     .with_component(Component::new("Storage").with_id("g").with_is_group(true).with_status("partial_outage"))
///     .with_component(Component::new("Uploads").with_id("u").with_parent_id("g").with_status("partial_outage"))
///     .with_component(Component::new("Downloads").with_id("d").with_parent_id("g").with_status("operational"))
///     .with_incident(Incident::new("k3x9", "Uploads fail").with_status("investigating").with_impact("minor"))
///     .with_incident(Incident::maintenance("m4y8", "Disk swap").with_status("scheduled"));
/// assert!(!page.is_operational()); // nothing is known yet
/// page.health = page.derived_health();
///
/// assert_eq!(page.health.impact, Some(Impact::Minor));
/// assert_eq!(page.open_incidents().count(), 1);
/// assert_eq!(page.maintenances().count(), 1);
/// assert_eq!(page.running_maintenances().count(), 0);
/// assert_eq!(page.components_in("g").count(), 2);
///
/// // What matters to you may be less than the whole page.
/// assert_eq!(page.worst_status(["d"]), Some(&ComponentStatus::Operational));
/// assert_eq!(page.worst_status(["d", "u"]), Some(&ComponentStatus::PartialOutage));
/// assert_eq!(page.worst_status(["d", "not listed"]), None); // not known is not well
/// ```
#[doc(alias = "page")]
#[doc(alias = "summary.json")]
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Snapshot {
    /// Where it comes from, and what its silence means.
    pub source: Source,
    /// Who publishes it.
    pub vendor: Vendor,
    /// How the page as a whole is.
    pub health: Health,
    /// The page's list of components, in its order.
    pub components: Vec<Component>,
    /// Incidents and maintenances, in the document's order, list by list: incidents first.
    pub incidents: Vec<Incident>,
    /// What could not be read, or was read with a warning.
    pub diagnostics: Vec<Diagnostic>,
}

impl Snapshot {
    /// An empty snapshot of this source, its health unknown.
    ///
    /// ```
    /// use statusfeed::{Component, Coverage, Extent, Format, Snapshot, Source};
    ///
    /// let coverage = Coverage::new(Extent::Complete, Extent::Open, Extent::Open);
    /// let page = Snapshot::new(Source::new(Format::Json, coverage)).with_component(Component::new("Uploads"));
    /// assert_eq!(page.health.impact, None); // nothing is known
    /// ```
    #[must_use]
    pub fn new(source: Source) -> Self {
        Self { source, ..Self::default() }
    }

    setters! { Snapshot;
        set with_vendor -> vendor: Vendor = statusfeed::Vendor::new("Acme"),
        set with_health -> health: Health = statusfeed::Health::stated("minor"),
        push with_component -> components: Component = statusfeed::Component::new("Uploads"),
        push with_incident -> incidents: Incident = statusfeed::Incident::new("k3x9", "Uploads fail"),
        push with_diagnostic -> diagnostics: Diagnostic = statusfeed::Diagnostic::info(statusfeed::Code::Missing, "/name", "expected a name, found none"),
    }

    /// Whether the page is known to be well. Never true for an unknown health or an unknown word.
    ///
    /// ```
    /// use statusfeed::{Health, Snapshot};
    ///
    /// assert!(Snapshot::default().with_health(Health::stated("none")).is_operational());
    /// assert!(!Snapshot::default().with_health(Health::stated("all fine")).is_operational());
    /// assert!(!Snapshot::default().is_operational());
    /// ```
    #[must_use]
    pub fn is_operational(&self) -> bool {
        self.health.impact == Some(Impact::None)
    }

    /// Incidents (not maintenances) that are not over. One without any status counts as open only where the document
    /// lists open incidents alone: being listed is then the evidence.
    ///
    /// ```
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let page = Snapshot::default()
    ///     .with_incident(Incident::new("k3x9", "Uploads fail").with_status("monitoring"))
    ///     .with_incident(Incident::new("p2q4", "Search is slow").with_status("resolved"))
    ///     .with_incident(Incident::maintenance("m4y8", "Disk swap").with_status("in_progress"));
    /// let open: Vec<_> = page.open_incidents().map(|incident| incident.headline()).collect();
    /// assert_eq!(open, ["Uploads fail"]);
    /// ```
    pub fn open_incidents(&self) -> impl Iterator<Item = &Incident> {
        self.incidents.iter().filter(move |i| !i.is_maintenance() && self.is_open(i))
    }

    /// All maintenances, whatever their state.
    ///
    /// ```
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let page = Snapshot::default()
    ///     .with_incident(Incident::new("k3x9", "Uploads fail"))
    ///     .with_incident(Incident::maintenance("m4y8", "Disk swap").with_status("completed"));
    /// assert_eq!(page.maintenances().count(), 1);
    /// ```
    pub fn maintenances(&self) -> impl Iterator<Item = &Incident> {
        self.incidents.iter().filter(|i| i.is_maintenance())
    }

    /// Maintenances that are being carried out.
    ///
    /// ```
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let page = Snapshot::default()
    ///     .with_incident(Incident::maintenance("m1", "Disk swap").with_status("scheduled"))
    ///     .with_incident(Incident::maintenance("m2", "Upgrade").with_status("verifying"));
    /// assert_eq!(page.running_maintenances().map(|m| m.id.as_str()).collect::<Vec<_>>(), ["m2"]);
    /// ```
    pub fn running_maintenances(&self) -> impl Iterator<Item = &Incident> {
        self.maintenances()
            .filter(|i| matches!(i.status, Some(IncidentStatus::InProgress | IncidentStatus::Verifying)))
    }

    /// Maintenances that are announced and have not begun.
    ///
    /// ```
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let page = Snapshot::default()
    ///     .with_incident(Incident::maintenance("m1", "Disk swap").with_status("scheduled"))
    ///     .with_incident(Incident::maintenance("m2", "Upgrade").with_status("in_progress"));
    /// assert_eq!(page.upcoming_maintenances().map(|m| m.id.as_str()).collect::<Vec<_>>(), ["m1"]);
    /// ```
    pub fn upcoming_maintenances(&self) -> impl Iterator<Item = &Incident> {
        self.open_maintenances().filter(|i| matches!(i.status, None | Some(IncidentStatus::Scheduled)))
    }

    /// Maintenances that are not over: planned ones and running ones.
    ///
    /// ```
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let page = Snapshot::default()
    ///     .with_incident(Incident::maintenance("m1", "Disk swap").with_status("scheduled"))
    ///     .with_incident(Incident::maintenance("m2", "Upgrade").with_status("in_progress"))
    ///     .with_incident(Incident::maintenance("m3", "Move").with_status("completed"));
    /// let open: Vec<_> = page.open_maintenances().map(|m| m.id.as_str()).collect();
    /// assert_eq!(open, ["m1", "m2"]);
    /// ```
    pub fn open_maintenances(&self) -> impl Iterator<Item = &Incident> {
        self.maintenances().filter(move |i| self.is_open(i))
    }

    /// Whether this incident or maintenance of this snapshot is not over.
    ///
    /// One without any status counts as open only where the document lists open ones alone
    /// ([`Extent::Open`]): being listed is then the evidence.
    ///
    /// ```
    /// use statusfeed::{Coverage, Extent, Format, Incident, Snapshot, Source};
    ///
    /// let listed = Incident::new("k3x9", "Uploads fail");
    /// let read_from = |extent| Snapshot::new(Source::new(Format::Json, Coverage::new(Extent::None, extent, extent)));
    /// assert!(read_from(Extent::Open).is_open(&listed));
    /// assert!(!read_from(Extent::Recent).is_open(&listed));
    /// ```
    #[must_use]
    pub fn is_open(&self, incident: &Incident) -> bool {
        if incident.status.is_none() {
            return incident.resolved_at.is_none() && self.source.coverage.of(incident.kind) == Extent::Open;
        }
        !incident.is_over()
    }

    /// The incident or maintenance with this id.
    ///
    /// ```
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let page = Snapshot::default().with_incident(Incident::new("k3x9", "Uploads fail"));
    /// assert_eq!(page.incident("k3x9").unwrap().headline(), "Uploads fail");
    /// assert!(page.incident("p2q4").is_none());
    /// ```
    #[must_use]
    pub fn incident(&self, id: &str) -> Option<&Incident> {
        self.incidents.iter().find(|i| i.id == id)
    }

    /// The component with this id.
    ///
    /// ```
    /// use statusfeed::{Component, Snapshot};
    ///
    /// let page = Snapshot::default().with_component(Component::new("Uploads").with_id("u1").with_status("operational"));
    /// assert!(page.component("u1").is_some_and(Component::is_operational));
    /// ```
    #[must_use]
    pub fn component(&self, id: &str) -> Option<&Component> {
        self.components.iter().find(|c| c.id.as_deref() == Some(id))
    }

    /// The components with this name: `Uploads`, or with its group `Storage - Uploads`. Names are compared without
    /// regard to case and surrounding space; they repeat on real pages, so there may be several.
    ///
    /// ```
    /// use statusfeed::{Component, Snapshot};
    ///
    /// let page = Snapshot::default()
    ///     .with_component(Component::new("Storage").with_id("g").with_is_group(true))
    ///     .with_component(Component::new("Uploads").with_id("u").with_parent_id("g"));
    /// assert_eq!(page.components_named("uploads").count(), 1);
    /// assert_eq!(page.components_named("Storage - Uploads").count(), 1);
    /// assert_eq!(page.components_named("Network - Uploads").count(), 0);
    /// ```
    pub fn components_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Component> {
        let groups = if name.contains(" - ") { self.group_names() } else { HashMap::new() };
        self.components.iter().filter(move |component| {
            let Some(own) = component.name.as_deref() else { return false };
            let group = component.parent_id.as_deref().and_then(|id| groups.get(id));
            equal_names(own, name) || group.is_some_and(|group| is_full_name(name, group, own))
        })
    }

    /// The name of a component with that of its group in front: `Storage - Uploads`. Only the name where it has no
    /// group, and `None` where it has no name.
    ///
    /// ```
    /// use statusfeed::{Component, Snapshot};
    ///
    /// let uploads = Component::new("Uploads").with_id("u").with_parent_id("g");
    /// let page = Snapshot::default().with_component(Component::new("Storage").with_id("g").with_is_group(true)).with_component(uploads.clone());
    /// assert_eq!(page.full_name(&uploads).as_deref(), Some("Storage - Uploads"));
    /// ```
    #[must_use]
    pub fn full_name(&self, component: &Component) -> Option<String> {
        let group = component.parent_id.as_deref().and_then(|id| self.component(id));
        full_name(component, group.and_then(|group| group.name.as_deref()))
    }

    /// The names of the groups by id, for a walk over all components.
    pub(crate) fn group_names(&self) -> HashMap<&str, &str> {
        let groups: HashSet<_> = self.components.iter().filter_map(|c| c.parent_id.as_deref()).collect();
        let named = self.components.iter().filter_map(|c| Some((c.id.as_deref()?, c.name.as_deref()?)));
        named.filter(|(id, _)| groups.contains(id)).collect()
    }

    /// The members of the group with this id, in the page's order.
    ///
    /// ```
    /// use statusfeed::{Component, Snapshot};
    ///
    /// let page = Snapshot::default()
    ///     .with_component(Component::new("Storage").with_id("g").with_is_group(true))
    ///     .with_component(Component::new("Uploads").with_id("u").with_parent_id("g"));
    /// assert_eq!(page.components_in("g").count(), 1);
    /// ```
    pub fn components_in<'a>(&'a self, group: &'a str) -> impl Iterator<Item = &'a Component> {
        self.components.iter().filter(move |c| c.parent_id.as_deref() == Some(group))
    }

    /// The worst status among the components with these ids, by the order of [`ComponentStatus`].
    ///
    /// `None` where one of them is missing or has no status and none of the others is worse than operational: what is
    /// not known is not well.
    ///
    /// ```
    /// use statusfeed::{Component, ComponentStatus, Snapshot};
    ///
    /// let page = Snapshot::default()
    ///     .with_component(Component::new("Uploads").with_id("u").with_status("partial_outage"))
    ///     .with_component(Component::new("Search").with_id("s").with_status("operational"));
    /// assert_eq!(page.worst_status(["u", "s"]), Some(&ComponentStatus::PartialOutage));
    /// assert_eq!(page.worst_status(["s", "not listed"]), None);
    /// ```
    #[must_use]
    pub fn worst_status<'a>(&'a self, ids: impl IntoIterator<Item = &'a str>) -> Option<&'a ComponentStatus> {
        let mut worst: Option<&ComponentStatus> = None;
        let mut unknown = false;
        for id in ids {
            match self.component(id).and_then(|c| c.status.as_ref()) {
                Some(status) => worst = worst.max(Some(status)),
                None => unknown = true,
            }
        }
        worst.filter(|status| !(unknown && status.is_operational()))
    }

    /// The health that the components and open incidents show, for a document that states none.
    ///
    /// It is [`Impact::None`] only where the list of components is complete, every row is operational, nothing is open and
    /// no end is unknown. Where nothing shows it, the health is unknown.
    ///
    /// ```
    /// use statusfeed::{Component, Coverage, Extent, Format, Impact, Snapshot, Source};
    ///
    /// let uploads = || Component::new("Uploads").with_status("operational");
    /// let page = |extent| Snapshot::new(Source::new(Format::Json, Coverage::new(extent, Extent::Open, Extent::Open)));
    /// assert_eq!(page(Extent::Complete).with_component(uploads()).derived_health().impact, Some(Impact::None));
    /// assert_eq!(page(Extent::Partial).with_component(uploads()).derived_health().impact, None);
    /// ```
    #[must_use]
    pub fn derived_health(&self) -> Health {
        let components =
            self.components.iter().filter_map(|c| c.status.as_ref()).filter_map(ComponentStatus::impact);
        let incidents = self.open_incidents().filter_map(|i| i.impact.clone()).filter(Impact::is_known);
        let maintenance = self.running_maintenances().map(|_| Impact::Maintenance);
        let worst = components.chain(incidents).chain(maintenance).max();
        match worst {
            Some(impact) if impact != Impact::None => Health::derived(impact),
            _ => {
                let green = self.source.coverage.components == Extent::Complete
                    && self.components.iter().any(Component::is_operational)
                    // A group without a status of its own is as its members are.
                    && self.components.iter().all(|c| c.is_operational() || (c.is_group && c.status.is_none()))
                    && self.open_incidents().next().is_none()
                    // An incident or maintenance in a state that is not known may be under way.
                    && self.incidents.iter().all(|i| {
                        i.is_over() || i.status.as_ref().is_some_and(IncidentStatus::is_known)
                    });
                if green { Health::derived(Impact::None) } else { Health::default() }
            }
        }
    }
}

/// "Group - Name".
pub(crate) fn full_name(component: &Component, group: Option<&str>) -> Option<String> {
    let name = component.name.as_deref()?;
    Some(group.map_or_else(|| name.to_owned(), |group| format!("{group} - {name}")))
}

/// Whether two names are the same but for case and surrounding space.
pub(crate) fn equal_names(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    one == other || one.to_lowercase() == other.to_lowercase()
}

/// Whether `full` is "Group - Name" of this group and name.
fn is_full_name(full: &str, group: &str, name: &str) -> bool {
    full.match_indices(" - ").any(|(at, dash)| {
        let before = full.get(..at).unwrap_or_default();
        let after = full.get(at.saturating_add(dash.len())..).unwrap_or_default();
        equal_names(before, group) && equal_names(after, name)
    })
}
