//! The parts of a vendor's service.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Impact;
use super::snapshot::equal_names;

open_enum! {
    /// How a component is doing.
    ///
    /// Values compare by harm. A word that is not in the vocabulary ranks above
    /// [`ComponentStatus::UnderMaintenance`] and below [`ComponentStatus::DegradedPerformance`]: it is never taken for
    /// harmless, and is never [operational](ComponentStatus::is_operational).
    ///
    /// ```
    /// use statusfeed::ComponentStatus;
    ///
    /// let known = ComponentStatus::from("major_outage");
    /// assert_eq!(known, ComponentStatus::MajorOutage);
    /// let unknown = ComponentStatus::from("wobbly");
    /// assert_eq!(unknown.as_str(), "wobbly");
    /// assert!(!unknown.is_operational() && unknown > ComponentStatus::Operational && unknown < known);
    /// ```
    pub enum ComponentStatus (unknown => 2) {
        /// Works as it should.
        Operational = "operational" => 0,
        /// Planned work is under way.
        UnderMaintenance = "under_maintenance" => 1,
        /// Works, but badly.
        DegradedPerformance = "degraded_performance" => 3,
        /// Does not work for some.
        PartialOutage = "partial_outage" => 4,
        /// Does not work.
        MajorOutage = "major_outage" => 5,
    }
}

impl ComponentStatus {
    /// True for the one word that says so; never for a word that is unknown.
    ///
    /// ```
    /// use statusfeed::ComponentStatus;
    ///
    /// assert!(ComponentStatus::Operational.is_operational());
    /// assert!(!ComponentStatus::from("mostly operational").is_operational());
    /// ```
    #[must_use]
    pub fn is_operational(&self) -> bool {
        *self == Self::Operational
    }

    /// The impact that it has on the page as a whole: degraded and partly out is minor. `None` for an unknown word.
    ///
    /// ```
    /// use statusfeed::{ComponentStatus, Impact};
    ///
    /// assert_eq!(ComponentStatus::PartialOutage.impact(), Some(Impact::Minor));
    /// assert_eq!(ComponentStatus::from("wobbly").impact(), None);
    /// ```
    #[must_use]
    pub fn impact(&self) -> Option<Impact> {
        Some(match self {
            Self::Operational => Impact::None,
            Self::UnderMaintenance => Impact::Maintenance,
            Self::DegradedPerformance | Self::PartialOutage => Impact::Minor,
            Self::MajorOutage => Impact::Major,
            Self::Other(_) => return None,
        })
    }
}

/// One row of a page's list of components, a group or a member of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Component {
    /// The source's own id. `None` where a page or a feed names components only.
    pub id: Option<String>,
    /// The name as the page shows it. Names repeat on real pages: they are no keys.
    pub name: Option<String>,
    /// How it is doing; `None` where the document does not say.
    pub status: Option<ComponentStatus>,
    /// The id of its group: `group_id` of Statuspage JSON.
    pub parent_id: Option<String>,
    /// Whether it is a group of others: `group` of Statuspage JSON.
    pub is_group: bool,
    /// What the vendor writes about it.
    pub description: Option<String>,
    /// Its place on the page, as the source counts.
    pub position: Option<i64>,
    /// When the row last changed, UTC.
    pub updated_at: Option<DateTime<Utc>>,
    /// The item as the document wrote it; only with [`Parser::with_raw`](crate::Parser::with_raw).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<Box<str>>,
}

impl Component {
    /// A component of this name, with all else unknown.
    ///
    /// ```
    /// use statusfeed::Component;
    ///
    /// let uploads = Component::new("Uploads").with_id("u1").with_status("partial_outage").with_parent_id("storage");
    /// assert_eq!(uploads.status.unwrap(), "partial_outage");
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }

    setters! { Component;
        opt with_id -> id: String = "k3x9",
        opt with_status -> status: ComponentStatus = "major_outage",
        opt with_parent_id -> parent_id: String = "storage",
        set with_is_group -> is_group: bool = true,
        opt with_description -> description: String = "Where files go",
        opt with_position -> position: i64 = 3,
        opt with_updated_at -> updated_at: DateTime<Utc> = "2026-03-08T10:31:00Z",
    }

    /// True only if the document says that it works; false for an unknown word and for silence.
    ///
    /// ```
    /// use statusfeed::Component;
    ///
    /// assert!(Component::new("Uploads").with_status("operational").is_operational());
    /// assert!(!Component::new("Search").is_operational()); // the document does not say
    /// ```
    #[must_use]
    pub fn is_operational(&self) -> bool {
        self.status.as_ref().is_some_and(ComponentStatus::is_operational)
    }

    /// Whether an id or a name given elsewhere means this component: the ids decide where both have one, else the
    /// names, of which the other may have the group in front ("Storage - Uploads").
    pub(crate) fn is_named_by(&self, id: Option<&str>, name: Option<&str>) -> bool {
        if let (Some(own), Some(other)) = (self.id.as_deref(), id) {
            return own == other;
        }
        let (Some(own), Some(other)) = (self.name.as_deref(), name) else { return false };
        equal_names(own, other) || other.split_once(" - ").is_some_and(|(_, leaf)| equal_names(own, leaf))
    }
}

/// A component as an incident names it, with the status it shows there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct AffectedComponent {
    /// The source's own id, where it gives one.
    pub id: Option<String>,
    /// The name as the incident shows it.
    pub name: Option<String>,
    /// The status the document gives beside it.
    pub status: Option<ComponentStatus>,
}

impl AffectedComponent {
    /// A component of this name, with all else unknown.
    ///
    /// ```
    /// use statusfeed::{AffectedComponent, Incident};
    ///
    /// let uploads = AffectedComponent::new("Uploads").with_status("partial_outage");
    /// let incident = Incident::new("k3x9", "Uploads fail").with_component(uploads);
    /// assert_eq!(incident.components[0].name.as_deref(), Some("Uploads"));
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }

    setters! { AffectedComponent;
        opt with_id -> id: String = "k3x9",
        opt with_status -> status: ComponentStatus = "major_outage",
    }
}

/// What an update says about one component: `affected_components` of Statuspage JSON.
///
/// `from` and `to` are as the source gives them; equal values are no change and are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ComponentChange {
    /// The source's own id (`code`), where it gives one.
    pub id: Option<String>,
    /// The name at that time, often "Group - Component".
    pub name: Option<String>,
    /// The status before the update.
    pub from: Option<ComponentStatus>,
    /// The status with the update.
    pub to: Option<ComponentStatus>,
}

impl ComponentChange {
    /// A component of this name, with all else unknown.
    ///
    /// ```
    /// use statusfeed::{ComponentChange, Update};
    ///
    /// let change = ComponentChange::new("Uploads").with_from("operational").with_to("partial_outage");
    /// let update = Update::new("investigating").with_component(change);
    /// assert_ne!(update.components[0].from, update.components[0].to);
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }

    setters! { ComponentChange;
        opt with_id -> id: String = "k3x9",
        opt with_from -> from: ComponentStatus = "operational",
        opt with_to -> to: ComponentStatus = "partial_outage",
    }
}
