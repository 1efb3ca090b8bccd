//! Pingoru's pages about other vendors, as extracted text: one incident (lean or rich), or a vendor's outage history.
//!
//! # What is read
//!
//! | on the page | in the snapshot |
//! |---|---|
//! | "X experienced a minor incident on May 30, 2023 affecting A and B, lasting 25m." | vendor, impact, components |
//! | "X Outage History", "X is up right now", "Source: …" | vendor, health (stated), the vendor's address |
//! | "Started", "Resolved", each above its time | `started_at`, `resolved_at`, even where the end comes first |
//! | "The incident has been resolved", "Major Resolved" | status |
//! | "Affected components", the names glued together in the rich flavour | components, parted by the names of the sentence |
//! | "- resolved Feb 20, 2024, 01:51 AM UTC", "1. resolved …" | updates, oldest first |
//! | "Detected by Pingoru", "Duration" | nothing: they are the watcher's, not the vendor's |
//!
//! # Words
//!
//! Impacts `minor`, `major`, `critical` and the states of updates are the vocabulary's. `notice` has no counterpart and
//! stays. A history that is cut off within an incident lacks its newest updates: its status is then what its
//! "Resolved" label says, or null.
//!
//! # Identity
//!
//! The number in the caller's address (`…/incidents/<number>`); without it, a hash of what the sentence states (vendor, day,
//! components, length), which both flavours print; in a history, of vendor, start, and the ordinal among equals.

mod translate;
mod wire;

use super::page::mentions;
use super::page_text::{Lines, probe_window};
use super::{Adapter, Context, Verdict};
use crate::document::Document;
use crate::error::Error;
use crate::model::{Format, Snapshot};

/// The adapter for the text of Pingoru's pages.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::pingoru};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(pingoru::adapter()));
/// # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/pingoru/lean.txt"));
/// let snapshot = parser.parse(text)?; // a page's text
/// assert!(snapshot.incidents[0].is_over());
/// assert_eq!(snapshot.health.impact, None); // the end of one incident says nothing about the present
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> Pingoru {
    Pingoru
}

/// Reads the text of Pingoru's pages.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Pingoru;

impl Adapter for Pingoru {
    fn id(&self) -> &'static str {
        "pingoru"
    }

    fn name(&self) -> &'static str {
        "Pingoru page as text"
    }

    fn formats(&self) -> &[Format] {
        &[Format::Text]
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        let Some(window) = probe_window(document) else { return Verdict::no("is not text") };
        let hinted = document.url().is_some_and(|url| url.contains("pingoru."));
        let mut lines = Lines::new(window);
        let is_history = lines.peek(0).is_some_and(|line| line.text.ends_with(wire::HISTORY));
        if is_history && lines.any(|line| wire::is_health(&line.text)) {
            return Verdict::likely("has the heading of an outage history, and says how the vendor is")
                .with_hint(hinted);
        }
        // Most texts do not have a word of the sentence: no need to look at each of their lines.
        if mentions(window, "experienced")
            && Lines::new(window).any(|line| wire::Sentence::parse(&line.text).is_some())
        {
            return Verdict::likely("has the sentence that sums up an incident").with_hint(hinted);
        }
        Verdict::no("neither an outage history's heading nor the sentence that sums up an incident")
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        Ok(translate::page(&wire::Page::read(document.text()), document, context))
    }
}
