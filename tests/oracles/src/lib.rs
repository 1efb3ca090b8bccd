//! `statusfeed` compared with other libraries that do one part of its work: selectors, dates, zone abbreviations, JavaScript
//! literals and Markdown; and the forms of a snapshot: JSON by its JSON Schema, MessagePack, YAML.
//!
//! Each module generates documents, reads them through the public interface of `statusfeed` and through the other library,
//! and expects the same result. Differences that are meant are listed in a table with their reason; the table is checked
//! too, so that it cannot become outdated.

#![cfg(test)]

mod dates;
mod forms;
mod javascript;
mod markdown;
#[allow(dead_code, reason = "shared with the other tests")]
#[path = "../../all/support/random.rs"]
mod random;
mod schema;
mod selectors;
mod zone_abbreviations;
