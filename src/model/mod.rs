//! The nouns of the field, as plain data: what every document becomes.
//!
//! All types are plain values with public fields, constructors and `with_…` methods, so that a test can build any of
//! them. `serde` reads and writes them in one fixed JSON form, in which every key is always written.

#[macro_use]
mod setters;

mod component;
mod endpoint;
mod impact;
mod incident;
mod link;
mod postmortem;
mod snapshot;
mod source;
mod summary;
mod text;
mod vendor;

pub use component::{AffectedComponent, Component, ComponentChange, ComponentStatus};
pub use endpoint::Endpoint;
pub use impact::{Basis, Health, Impact};
pub use incident::{Incident, IncidentKind, IncidentStatus, Schedule, Update, UpdateKey};
pub use link::Link;
pub use postmortem::{Confidence, OutageWindow, Postmortem, Section, SectionRole, TimelineEntry};
pub use setters::IntoField;
pub use snapshot::Snapshot;
#[cfg(feature = "monitor")]
pub(crate) use snapshot::{equal_names, full_name};
pub use source::{Coverage, Extent, Format, Source};
pub use text::{RichText, TextFormat};
pub use vendor::Vendor;
