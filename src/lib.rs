//! Parses what vendors publish about their own status into one typed, truthful [`Snapshot`].
//!
//! | you want | see |
//! |---|---|
//! | to read a document | [`parse()`], [`Parser`], [`Input`] |
//! | what it says | [`Snapshot`]: [`Vendor`], [`Health`], [`Component`], [`Incident`], [`Update`], [`Postmortem`] |
//! | what could not be read | [`Diagnostic`], [`Error`] |
//! | what happened between two documents | [`monitor`](crate::monitor) |
//! | to read a format of yours | [`Adapter`], [`recipe`](crate::recipe), [`testing`] |
//! | what the documents of a provider say and leave out | [`adapter`] and its modules |
//! | how to do one thing from the beginning | [`guide`] |
//!
//! # From what you have
//!
//! | you have | write |
//! |---|---|
//! | `&[u8]`, `Vec<u8>`, `&str`, `String`, by value or reference | `statusfeed::parse(document)` |
//! | a path | `statusfeed::parse(std::fs::read(path)?)` |
//! | a `Read` | `reader.take(64 << 20).read_to_end(&mut bytes)?`, then `statusfeed::parse(&bytes)` |
//! | a [`serde_json::Value`] | `statusfeed::parse(value.to_string())` |
//! | an async program | parsing does not block on anything; a document of 100 KB takes well under a millisecond. For many or large ones: `tokio::task::spawn_blocking(move \|\| statusfeed::parse(bytes))` |
//! | a URL | fetch it, undo the compression, and say the address: [`Input::with_url`] |
//!
// The programs in the README read a feed and watch a page.
#![cfg_attr(all(feature = "feed", feature = "statuspage", feature = "monitor"), doc = include_str!("../README.md"))]
#![cfg_attr(
    not(all(
        feature = "statuspage",
        feature = "feed",
        feature = "html",
        feature = "json",
        feature = "postmortem",
        feature = "tz",
        feature = "monitor"
    )),
    allow(
        dead_code,
        unused_imports,
        unused_macros,
        reason = "features gate whole modules, and helpers are always compiled"
    )
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[macro_use]
mod open_enum;

pub mod adapter;
mod datetime;
pub mod diagnostic;
mod document;
mod error;
#[cfg(all(feature = "statuspage", feature = "feed", feature = "html", feature = "monitor", feature = "tz"))]
pub mod guide;
mod limits;
pub mod model;
#[cfg(feature = "monitor")]
pub mod monitor;
mod parser;
#[cfg(feature = "postmortem")]
pub mod postmortem;
mod syntax;
pub mod testing;
mod text;
mod unrecognized;

#[cfg(feature = "json")]
pub use adapter::json_recipe;
#[cfg(feature = "html")]
pub use adapter::recipe;
#[doc(inline)]
pub use adapter::{Adapter, Confidence, Context, Detection, Options, Registry, Verdict};
/// Times are [`chrono::DateTime<Utc>`](chrono::DateTime): this is the version that the crate uses.
pub use chrono;
pub use datetime::zone::{UnknownZone, Zone};
#[doc(inline)]
pub use diagnostic::{Code, Diagnostic, Position, Severity, Span};
pub use document::{Document, Input, Syntax};
pub use error::{Error, ErrorKind, ProbeResult};
pub use limits::Limits;
#[doc(inline)]
pub use model::{
    AffectedComponent, Basis, Component, ComponentChange, ComponentStatus, Coverage, Extent, Format, Health,
    Impact, Incident, IncidentKind, IncidentStatus, Link, OutageWindow, Postmortem, RichText, Schedule,
    Section, SectionRole, Snapshot, Source, TextFormat, TimelineEntry, Update, UpdateKey, Vendor,
};
pub use parser::Parser;
pub use syntax::encoding::Encoding;

/// Reads a document with the built-in adapters and the default options. [`Parser`] reads it with yours.
///
/// The input is bytes, a string, or an [`Input`] with what you know besides: address, content type, time of fetching.
///
/// ```
/// # #[cfg(feature = "statuspage")] {
/// let document = r#"{"page": {"id": "q7w2", "name": "Acme"}, "status": {"indicator": "none", "description": "Fine"}}"#;
/// let snapshot = statusfeed::parse(document)?;
/// assert_eq!(snapshot.vendor.name.as_deref(), Some("Acme"));
/// assert!(snapshot.is_operational());
/// # }
/// # Ok::<(), statusfeed::Error>(())
/// ```
///
/// # Errors
///
/// As [`Parser::parse`].
#[doc(alias = "read")]
#[doc(alias = "from_str")]
#[doc(alias = "from_slice")]
#[doc(alias = "from_bytes")]
pub fn parse<'a>(input: impl Into<Input<'a>>) -> Result<Snapshot, Error> {
    Parser::new().parse(input)
}

/// Which built-in adapter would read this document, and what each of them said.
///
/// ```
/// # #[cfg(feature = "statuspage")] {
/// let document = r#"{"page": {"id": "q7w2", "name": "Acme"}, "status": {"indicator": "none", "description": "Fine"}}"#;
/// let detection = statusfeed::detect(document)?;
/// assert_eq!(detection.adapter().map(|adapter| adapter.id()), Some("statuspage-json"));
/// # }
/// # Ok::<(), statusfeed::Error>(())
/// ```
///
/// # Errors
///
/// As [`Document::decode`].
pub fn detect<'a>(input: impl Into<Input<'a>>) -> Result<Detection, Error> {
    Parser::new().detect(input)
}
