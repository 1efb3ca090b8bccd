//! Instatus: its pages. Its feeds are read by [`feed`](super::feed).

#[cfg(feature = "html")]
pub mod page;
