//! Bytes to structure: encodings, JSON, XML, HTML, data embedded in scripts. Nothing here knows what an incident is.

pub(crate) mod embedded;
pub(crate) mod encoding;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod jsonp;
pub(crate) mod packed;
#[cfg(feature = "feed")]
pub(crate) mod xml;
