//! Bytes and notations: encodings, JSON, XML, HTML, times. Nothing here knows what an incident is.

#[cfg_attr(
    not(all(feature = "statuspage", feature = "feed", feature = "html")),
    allow(dead_code, unused_imports, reason = "not every format has every kind of date")
)]
pub(crate) mod date;
#[cfg(feature = "html")]
pub(crate) mod embedded;
pub(crate) mod encoding;
#[cfg_attr(not(feature = "html"), allow(dead_code, unused_imports, reason = "only pages need all of it"))]
pub(crate) mod html;
#[cfg(any(feature = "statuspage", feature = "html"))]
pub(crate) mod json;
#[cfg(any(feature = "statuspage", feature = "feed", feature = "html"))]
#[cfg_attr(
    not(any(feature = "statuspage", feature = "html")),
    allow(dead_code, reason = "the end of a string is for those who point into JSON")
)]
pub(crate) mod nesting;
#[cfg_attr(not(feature = "html"), allow(dead_code, unused_imports, reason = "only pages need all of it"))]
pub(crate) mod text;
#[cfg(feature = "feed")]
pub(crate) mod xml;
pub(crate) mod zone;
