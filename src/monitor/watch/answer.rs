//! What a filter answers about a page.

use std::fmt;

use serde::Serialize;

use crate::model::{ComponentStatus, Impact};

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

/// What changed under the choices of a [`Watch`](super::Watch).
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

/// Why a [`Watch`](super::Watch) cannot be applied to a page.
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
