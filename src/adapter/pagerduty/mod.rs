//! `PagerDuty`: its pages ([`page`]), and the JSON that they embed, alone ([`json`]). Its feeds are read by
//! [`feed`](super::feed).

#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "html")]
pub mod page;
mod translate;
mod wire;
