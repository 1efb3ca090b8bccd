//! Statuspage, in each of its forms: [`json`] (the API, and imitations of it by other providers), [`html`] (pages) and
//! [`text`] (pages as extracted text). Its feeds are read by [`feed`](super::feed).

#[cfg(feature = "html")]
pub mod html;
#[cfg(feature = "statuspage")]
pub mod json;
#[cfg(feature = "html")]
pub mod text;
