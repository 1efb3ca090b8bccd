//! Several snapshots: what happened between them.

mod event;
mod history;
mod merge;
mod poll;
pub mod render;
mod tracker;
mod watch;

pub use event::{Event, EventKind, UnknownEventKind};
pub use history::{DayCell, DurationSummary, History, ImpactWeights, Outage, PastIncident, Uptime, Window};
pub use merge::Merged;
pub use poll::{InvalidPageUrl, Poll, PollNotice, Received, Request, Response, feed_links};
pub use tracker::{TrackedIncident, Tracker};
pub use watch::{ComponentChoice, HealthReason, Relation, Watch, WatchError, WatchNotice, WatchedHealth};
