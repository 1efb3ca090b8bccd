//! The text that extractors make of Statuspage's pages: one incident, or the index.
//!
//! # One incident
//!
//! The title, "Incident Report for X", then blocks, newest first: a state on a line of its own, the body, and
//! "Posted Feb 29, 2024 - 19:30 UTC"; at the end, "This incident affected: Products (Studio) and Mail." Some extractors
//! lose the states: an update then has none, and so has the incident. The topmost block decides the present state.
//!
//! # The index
//!
//! "All Systems Operational", rows such as "API Operational" (a "?" before the word is what is left of a tooltip), the
//! legend, which is no data, "Past Incidents", then days with their updates: "Resolved - body" or "Resolved -" above its
//! body, and "Apr 19, 19:11 BST" below. Titles and links are lost, and so is what groups components. An incident ends
//! where a title, a day or a closing word begins another.
//!
//! | line | health, stated |
//! |---|---|
//! | All Systems Operational | `none` |
//! | Minor Service Outage, Partially Degraded Service | `minor` |
//! | Partial System Outage | `major` |
//! | Major Service Outage | `critical` |
//! | Service Under Maintenance | `maintenance` |
//!
//! Components: the page's words are the vocabulary's; `Maintenance` is `under_maintenance`.
//!
//! # Identity and times
//!
//! The code in the caller's address (`…/incidents/<code>`) is an incident's id; without it, the id is a hash of vendor,
//! start, and the ordinal among equals. The index prints no years: a time is read in the one nearest to its day's heading,
//! else as the last one before the caller's `fetched_at`, else left out with a diagnostic.

mod incident;
mod index;

use crate::adapter::{Adapter, Context, Verdict};
use crate::document::{Document, Syntax};
use crate::error::Error;
use crate::model::{Format, Snapshot};

/// The states that head a block.
const STATES: [&str; 13] = [
    "Investigating",
    "Identified",
    "Monitoring",
    "Resolved",
    "Update",
    "Postmortem",
    "Scheduled",
    "In progress",
    "Verifying",
    "Completed",
    "Canceled",
    "Cancelled",
    "In Progress",
];

/// Reads the text that extractors make of Statuspage's pages.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct StatuspageText;

impl StatuspageText {
    /// The adapter.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl Adapter for StatuspageText {
    fn id(&self) -> &'static str {
        "statuspage-text"
    }

    fn name(&self) -> &'static str {
        "Statuspage page as text"
    }

    fn formats(&self) -> &[Format] {
        &[Format::Text]
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        if document.syntax() != Syntax::Text {
            return Verdict::no("is not text");
        }
        let head = document.head();
        if incident::is_report(head) {
            Verdict::likely("has the heading of an incident's page, and blocks with a state or a time")
        } else if index::is_index(head) {
            Verdict::likely("has a line for all systems and rows below it, or blocks with a state and a time")
        } else {
            Verdict::no("neither an incident report's heading nor an index's lines")
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        if incident::is_report(document.head()) {
            Ok(incident::read(document, context))
        } else {
            index::read(document, context)
        }
    }
}
