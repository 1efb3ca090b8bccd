//! Uptime Kuma: its pages.

#[cfg(feature = "html")]
pub mod page;
