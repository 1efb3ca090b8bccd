//! Bytes and notations: encodings, JSON, XML, HTML, times. Nothing here knows what an incident is.

#[allow(dead_code, unused_imports, reason = "the adapters that use all of it are landing")]
pub(crate) mod date;
#[cfg(feature = "html")]
pub(crate) mod embedded;
pub(crate) mod encoding;
#[allow(dead_code, unused_imports, reason = "the adapters that use all of it are landing")]
pub(crate) mod html;
#[cfg(any(feature = "statuspage", feature = "html"))]
pub(crate) mod json;
#[allow(dead_code, unused_imports, reason = "the adapters that use all of it are landing")]
pub(crate) mod text;
#[cfg(feature = "feed")]
pub(crate) mod xml;
#[allow(dead_code, reason = "the adapters that use all of it are landing")]
pub(crate) mod zone;
