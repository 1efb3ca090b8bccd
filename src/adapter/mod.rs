//! One adapter for each source: how it is recognised, and how it is read.
//!
//! Most users never come here: [`parse`](crate::parse) asks every adapter and takes the surest. Come here to see what an
//! adapter's documents say and leave out (each has a module), to learn why a document is read by which
//! ([`Registry::detect`]), or to read a format of your own ([`Adapter`]).
//!
//! An [`Adapter`] reads one dialect in two steps: what it says, in its own spelling (its *wire* types), and what that
//! means (*translate*). No adapter knows another; what they share lives in the rooms below.

mod context;
mod evidence;
#[cfg(feature = "feed")]
pub mod feed;
#[cfg(any(feature = "html", feature = "json"))]
pub mod incident_io;
#[cfg(any(feature = "html", feature = "json"))]
pub mod instatus;
mod json;
#[cfg(feature = "html")]
pub mod outlogger;
mod page;
pub(crate) mod page_text;
#[cfg(any(feature = "html", feature = "json"))]
pub mod pagerduty;
#[cfg(feature = "html")]
pub mod pingoru;
#[cfg(feature = "html")]
pub mod recipe;
mod registry;
#[cfg(any(feature = "statuspage", feature = "html"))]
pub mod statuspage;
pub(crate) mod translate;
#[cfg(any(feature = "html", feature = "json"))]
pub mod uptime_kuma;
mod verdict;

pub use context::{Context, Options};
pub use evidence::Part;
pub(crate) use evidence::conclude;
pub use json::JsonAdapter;
pub use page::PageAdapter;
pub use registry::{Detection, Registry};
pub use translate::provider;
pub use verdict::{Confidence, Verdict};

use std::fmt::Debug;

use crate::document::Document;
use crate::error::Error;
use crate::model::{Format, Snapshot};

/// A reader of one source's dialect.
///
/// Implement it for your own format and register it beside the built-in ones with
/// [`Registry::with`]; `examples/custom_adapter.rs` does so.
pub trait Adapter: Debug + Send + Sync {
    /// A stable id, `kebab-case`: it becomes [`Source::adapter`](crate::Source::adapter).
    fn id(&self) -> &str;

    /// A name for people.
    fn name(&self) -> &str;

    /// The notations it reads.
    fn formats(&self) -> &[Format];

    /// Says whether it knows this document, how surely, and why (or why not).
    ///
    /// Pure and cheap: look at [`Document::head`], not at the whole text. It cannot fail.
    fn probe(&self, document: &Document<'_>) -> Verdict;

    /// Reads the document. Called only where [`Adapter::probe`] said yes.
    ///
    /// What can be kept is kept, and what cannot is reported to `context`. The parser fills in the adapter's id, the
    /// caller's hints and the diagnostics afterwards.
    ///
    /// # Errors
    ///
    /// If nothing can be recovered, or the document is one that must be refused.
    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error>;
}
