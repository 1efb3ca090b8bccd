// The programs in the README read a feed and watch a page.
#![cfg_attr(all(feature = "feed", feature = "monitor"), doc = include_str!("../README.md"))]
#![cfg_attr(
    not(all(feature = "feed", feature = "monitor")),
    doc = "Parses what vendors publish about their own status into one typed, truthful snapshot."
)]
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

#[cfg(feature = "html")]
pub use adapter::recipe;
pub use adapter::{Adapter, Confidence, Context, Detection, Options, Registry, Verdict};
pub use datetime::zone::{UnknownZone, Zone};
pub use diagnostic::{Code, Diagnostic, Position, Severity, Span};
pub use document::{Document, Input, Syntax};
pub use error::{Error, ErrorKind, ProbeResult};
pub use limits::Limits;
pub use model::{
    AffectedComponent, Basis, Component, ComponentChange, ComponentStatus, Coverage, Extent, Format, Health,
    Impact, Incident, IncidentKind, IncidentStatus, Link, OutageWindow, Postmortem, RichText, Schedule,
    Section, SectionRole, Snapshot, Source, TextFormat, TimelineEntry, Update, UpdateKey, Vendor,
};
/// Times are [`chrono::DateTime<Utc>`](chrono::DateTime): this is the version that the crate uses.
pub use chrono;
pub use parser::Parser;
pub use syntax::encoding::Encoding;

/// Reads a document with the built-in adapters and the default options. [`Parser`] reads it with yours.
///
/// The input is bytes, a string, or an [`Input`] with what you know besides: address, content type, time of fetching.
///
/// # Errors
///
/// As [`Parser::parse`].
pub fn parse<'a>(input: impl Into<Input<'a>>) -> Result<Snapshot, Error> {
    Parser::new().parse(input)
}

/// Which built-in adapter would read this document, and what each of them said.
///
/// # Errors
///
/// As [`Document::decode`].
pub fn detect<'a>(input: impl Into<Input<'a>>) -> Result<Detection, Error> {
    Parser::new().detect(input)
}
