//! incident.io: its widget JSON ([`json`]) and its pages ([`page`]). Its imitation of Statuspage's JSON is read by
//! [`statuspage`](super::statuspage), its feeds by [`feed`](super::feed).

#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "html")]
pub mod page;
