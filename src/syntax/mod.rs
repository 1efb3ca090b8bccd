//! Bytes and notations: encodings, JSON, XML, HTML, times. Nothing here knows what an incident is.

pub(crate) mod encoding;
#[cfg(feature = "statuspage")]
pub(crate) mod json;
pub(crate) mod zone;
