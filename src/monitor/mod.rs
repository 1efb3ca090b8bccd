//! Several snapshots of one page: what happened between them, what they say together, and when to ask again.
//!
//! * [`Poll`] says what to ask, when, and with which headers.
//! * [`Tracker`] turns a series of snapshots into [`Event`]s.
//! * [`Watch`] keeps those that concern the components, regions and impacts that matter to you.
//! * [`Merged`] makes one snapshot from several documents of one page.
//! * [`History`] gives outages, times to resolve, uptime and daily cells, with the time that is not known.
//! * [`render`] writes events and snapshots as text, Markdown, webhook, calendar and metrics.
//!
//! Nothing here does I/O or has a clock: documents, responses and instants go in. All state is serde.
//!
//! Start with the guides: building a monitor (`guide::building_a_monitor`) and uptime honestly (`guide::uptime_honestly`).

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
