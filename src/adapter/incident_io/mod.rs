//! incident.io: its widget ([`json`]), the data of its pages as JSON ([`proxy`]), and its pages ([`page`]). Its
//! imitation of Statuspage's JSON is read by [`statuspage`](super::statuspage), its feeds by [`feed`](super::feed).

#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "html")]
pub mod page;
mod prose_mirror;
#[cfg(feature = "json")]
pub mod proxy;
mod translate;
mod wire;
