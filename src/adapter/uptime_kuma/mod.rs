//! Uptime Kuma: its API ([`json`]) and its pages ([`page`]), which embed the same data.

#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "html")]
pub mod page;
mod translate;
mod wire;
