//! Several snapshots: what happened between them.

mod event;
mod tracker;

pub use event::{Event, EventKind, UnknownEventKind};
pub use tracker::{TrackedIncident, Tracker};
