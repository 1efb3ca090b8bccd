//! Statuspage's pages as extracted text, in any extractor's flavour: see `page_text` for
//! what is done to the lines first.
//!
//! # One incident, one maintenance
//!
//! The title, "Incident Report for X" or "Scheduled Maintenance Report for X" (then "Scheduled for", the planned window),
//! then updates, newest first: a word on a line of its own, the body, and "Posted Feb 29, 2024 - 19:30 UTC"; at the end,
//! "This incident affected: Products (Studio) and Mail." Some extractors lose the words: an update then has no status, and
//! so has the incident. What follows the last time is an update that was cut off, unless it is the page's foot.
//!
//! # The index
//!
//! The banner ("All Systems Operational"), or open incidents instead of it; rows such as "API Operational" (a "?" before
//! the word is what is left of a tooltip), on one line or on two; the legend, which is no data; "Scheduled Maintenance",
//! with titles, windows and announcements; "Past Incidents", then days with their updates: "Resolved - body", and
//! "Apr 19, 19:11 BST" below. Some extractors lose titles. An incident ends where a title, a day or a closing word begins
//! another.
//!
//! | line | health, stated |
//! |---|---|
//! | All Systems Operational | `none` |
//! | Minor Service Outage, Partially Degraded Service | `minor` |
//! | Partial System Outage | `major` |
//! | Major Service Outage | `critical` |
//! | Service Under Maintenance | `maintenance` |
//!
//! Where a text has two banners, the worse one counts, and the contradiction is reported.
//!
//! Components: the page's words are the vocabulary's; `Maintenance` is `under_maintenance`. Between the first row and the
//! legend are rows: a line there that is no row and no control of the page is reported, and nothing is healthy by it. So is a
//! line above the first row that may be one.
//!
//! # Past incidents
//!
//! "Incident History", months, and of each incident its title, its last words and its span. No status is printed.
//!
//! # Identity and times
//!
//! The code in a link or in the caller's address (`…/incidents/<code>`) is an incident's id; without it, the id is a hash
//! of start and ordinal, for a report also of the vendor, as of the HTML of the same page. Where the start is cut off, it is
//! a hash of title, time and words. The index prints no years: a time is read in the one nearest to its day's heading; above
//! the days, as the last one before the end of the topmost day; else before the caller's `fetched_at`; else it is left out
//! with a diagnostic.

mod history;
mod index;
mod report;
mod row;
mod translate;

use chrono::{DateTime, Utc};

use crate::adapter::page_text::entry::TimeText;
use crate::adapter::page_text::probe_window;
use crate::adapter::{Adapter, Context, Verdict};
use crate::datetime::{self, DateContext, DateError, ResolvedTime};
use crate::document::Document;
use crate::error::Error;
use crate::model::{Format, Schedule, Snapshot};

/// The adapter for the text of Statuspage's pages.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::statuspage};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(statuspage::text::adapter()));
/// let text = "Resolved -
/// Sales are up again.
/// Mar 13, 10:16 MDT
/// Investigating -
/// Machines sell nothing.
/// Mar 13, 09:02 MDT";
/// let snapshot = parser.parse(text)?;
/// assert_eq!(snapshot.incidents[0].updates.len(), 2);
/// assert!(snapshot.incidents[0].is_over());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> StatuspageText {
    StatuspageText
}

/// Reads the text that extractors make of Statuspage's pages.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct StatuspageText;

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
        let Some(window) = probe_window(document) else { return Verdict::no("is not text") };
        if report::is_report(window) {
            Verdict::likely("has the heading of an incident's page, and updates with a status or a time")
        } else if history::is_history(window) {
            Verdict::likely("has the heading of past incidents, a month, and spans below it")
        } else if index::is_index(window) {
            Verdict::likely(
                "has a line for all systems and rows below it, or updates with a status and a time",
            )
        } else {
            Verdict::no("neither an incident report's heading nor an index's lines")
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        let window = probe_window(document).unwrap_or_default();
        if report::is_report(window) {
            Ok(report::read(document, context))
        } else if history::is_history(window) {
            Ok(history::read(document, context))
        } else {
            translate::index(document, context)
        }
    }
}

/// The code in an incident's address, whole or relative.
fn link_code(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("/incidents/")?;
    let code = rest.split(['/', '?', '#', '.']).next()?;
    (!code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(code)
}

/// The instant of an update's time; what is unreadable or uncertain about it is reported.
fn instant(
    time: &TimeText,
    known: &DateContext,
    path: &str,
    context: &mut Context<'_>,
) -> Option<DateTime<Utc>> {
    let parsed = match &time.moment {
        Some(moment) => moment.resolve(known),
        None => datetime::parse(&time.written, known),
    };
    context.written_instant(parsed, &time.written, path)
}

/// A window whose ends were resolved; an unreadable one is reported.
fn schedule(
    parsed: Result<(ResolvedTime, ResolvedTime), DateError>,
    written: &str,
    path: &str,
    context: &mut Context<'_>,
) -> Option<Schedule> {
    match parsed {
        Ok((start, end)) => Some(Schedule::new(Some(start.at), Some(end.at))),
        Err(error) => {
            context.report(error.diagnostic(path, written));
            None
        }
    }
}
