//! Instatus: its JSON ([`json`]) and its pages ([`page`]). Its feeds are read by [`feed`](super::feed).

#[cfg(feature = "json")]
pub mod json;
mod notice;
#[cfg(feature = "html")]
pub mod page;
