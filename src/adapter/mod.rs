//! Adapters: one for each source, with what its documents say and leave out.
//!
//! Most users need nothing from here: [`parse`](crate::parse) asks every adapter and takes the surest. Use this module to
//! look up what an adapter reads (each has a module), to learn why a document is read by one
//! ([`Registry::detect`]), or to read a format of your own ([`Adapter`]).
//!
//! Each module has a function `adapter()`, which gives its adapter: for a [`Registry`] of your choice, or for
//! [`Parser::parse_as`](crate::Parser::parse_as).
//!
//! An [`Adapter`] reads a document in two steps: *wire* types hold what it says, in its own spelling; *translate* turns them
//! into a [`Snapshot`]. Adapters do not use each other. What they share is in private modules: status words, provider
//! ids, the timeline of an incident, ids, and the one place that derives the health of a page.

#[cfg(feature = "json")]
pub mod apple;
#[cfg(feature = "json")]
pub mod aws;
#[cfg(feature = "json")]
pub mod azure_devops;
#[cfg(feature = "json")]
pub mod better_stack;
#[cfg(feature = "json")]
pub mod cachet;
mod context;
#[cfg(feature = "json")]
pub mod cstate;
mod evidence;
#[cfg(feature = "feed")]
pub mod feed;
#[cfg(feature = "json")]
pub mod firehydrant;
#[cfg(feature = "json")]
pub mod flashduty;
#[cfg(feature = "json")]
pub mod freshstatus;
#[cfg(feature = "json")]
pub mod gatus;
#[cfg(feature = "json")]
pub mod google;
#[cfg(feature = "json")]
pub mod heroku;
#[cfg(feature = "json")]
pub mod hund;
#[cfg(any(feature = "html", feature = "json"))]
pub mod incident_io;
#[cfg(any(feature = "html", feature = "json"))]
pub mod instatus;
mod item;
mod json;
mod json_api;
#[cfg(feature = "json")]
pub mod json_recipe;
#[cfg(feature = "json")]
pub mod onlineornot;
#[cfg(feature = "json")]
pub mod openstatus;
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
#[cfg(feature = "json")]
pub mod salesforce;
#[cfg(feature = "json")]
pub mod slack;
#[cfg(feature = "json")]
pub mod sorry;
#[cfg(feature = "json")]
pub mod status_io;
#[cfg(feature = "json")]
pub mod statuscast;
#[cfg(feature = "json")]
pub mod statusiq;
#[cfg(any(feature = "statuspage", feature = "html"))]
pub mod statuspage;
#[cfg(feature = "json")]
pub mod statuspal;
pub(crate) mod translate;
#[cfg(feature = "json")]
pub mod upptime;
#[cfg(feature = "json")]
pub mod uptime_com;
#[cfg(any(feature = "html", feature = "json"))]
pub mod uptime_kuma;
#[cfg(feature = "json")]
pub mod uptimerobot;
mod verdict;
#[cfg(feature = "json")]
pub mod zendesk;

pub use crate::model::Endpoint;
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

/// Reads the documents of one source.
///
/// Implement it for a format of your own and register it beside the built-in adapters with [`Registry::with`], as
/// `examples/custom_adapter.rs` does.
pub trait Adapter: Debug + Send + Sync {
    /// A stable id, `kebab-case`: it becomes [`Source::adapter`](crate::Source::adapter).
    fn id(&self) -> &str;

    /// A name for people.
    fn name(&self) -> &str;

    /// The formats it reads.
    fn formats(&self) -> &[Format];

    /// The documents it reads that providers publish beside a page, the best one first.
    fn endpoints(&self) -> &[Endpoint] {
        &[]
    }

    /// Says whether it knows this document, how surely, and why (or why not).
    ///
    /// Pure and cheap: look at [`Document::head`], not at the whole text. It cannot fail.
    fn probe(&self, document: &Document<'_>) -> Verdict;

    /// Reads the document. It is called only if [`Adapter::probe`] said yes.
    ///
    /// Keep what can be kept, and report what cannot be read to `context`. State facts only: set
    /// [`Snapshot::health`] to what the document itself states, and leave it alone otherwise. The parser then derives the
    /// health, and fills in the adapter's id, the caller's hints and the diagnostics.
    ///
    /// # Errors
    ///
    /// If nothing can be recovered, or the document must be refused. After an error of the kind
    /// [`ErrorKind::NotStatus`](crate::ErrorKind::NotStatus) the next adapter that knows the document is tried.
    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error>;
}
