//! Bytes and notations: encodings, JSON, XML, HTML, times. Nothing here knows what an incident is.

pub(crate) mod encoding;
pub(crate) mod zone;
