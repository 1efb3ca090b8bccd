//! incident.io: its pages. Its imitation of Statuspage's JSON is read by [`statuspage`](super::statuspage), its feeds by [`feed`](super::feed).

#[cfg(feature = "html")]
pub mod page;
