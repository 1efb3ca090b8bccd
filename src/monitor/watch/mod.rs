//! What matters to you on a page: chosen components, regions, impacts.

mod answer;
mod event_filter;
mod filter;
mod health;
mod matching;

pub use self::answer::{ComponentChoice, HealthReason, Relation, WatchError, WatchNotice, WatchedHealth};
pub use self::filter::Watch;
