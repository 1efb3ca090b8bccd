//! The state of what is watched, and why each incident counts.

use super::answer::{ComponentChoice, HealthReason, Relation, WatchError, WatchedHealth};
use super::filter::Watch;
use crate::model::{Component, ComponentStatus, Impact, Incident, IncidentKind, Snapshot, full_name};

impl Watch {
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
}

/// An open incident, or a maintenance that is being carried out: a planned one affects nothing yet.
fn is_active(snapshot: &Snapshot, incident: &Incident) -> bool {
    let is_planned = incident.is_maintenance()
        && incident.status.as_ref().is_none_or(|status| status.as_str() == "scheduled");
    snapshot.is_open(incident) && !is_planned
}
