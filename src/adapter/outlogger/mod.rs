//! OutLogger's page about a vendor, as extracted text and as HTML.
//!
//! OutLogger watches other companies' status pages. Its page about one of them is known as text in two flavours: *lean*
//! (a table of components, and of each incident its newest update, status, impact and start) and *rich* (an overall
//! status, and of each incident a list of updates with their times). The page's HTML is read as the same lines.
//!
//! # What is read
//!
//! | on the page | in the snapshot |
//! |---|---|
//! | "… incidents for X and 1800+ other cloud vendors", "… over the last 30 days for X.", "View the latest incidents for X" | vendor |
//! | "tracks the status of these components for Xero:" | nothing: every page says Xero |
//! | "Last checked: 3 minutes ago" | `as_of`, that long before the caller's `fetched_at`; without it, null |
//! | "X status: Systems Active" | health, stated |
//! | "There have been 0 outages … in the last 30 days" | nothing, but a `contradiction` where the listed incidents show otherwise |
//! | the table: "Kilns \| Active \|", "Kilns Active" | components, flat: groups are rows like any other, and a name may occur twice. What the rich flavour lists twice, first without its groups, is one list. Another line there is reported |
//! | "Description:", "Status:", "Impact: … \| Started At: …" | an incident with one update that has no time |
//! | "Updates:", "Time:", "Status:", "Update:" | an incident with its updates |
//!
//! # Words
//!
//! | word | meaning |
//! |---|---|
//! | `Systems Active`, component `Active` | health `none`, `operational` |
//! | `Resolved`, `Monitoring`, … | the state of that name |
//! | `Postmortem` | state `postmortem`; the text is the postmortem's, and that of the update which carries it |
//! | impact `None`, `Minor`, `Major`, `Critical`, `Maintenance` | the impact of that name |
//!
//! Descriptions hold words of this grammar ("Impact:", "Status:"): a line is a label only where the grammar has one. Where a
//! block seems to end twice, the last end is its own, and the first is part of its text.
//!
//! # Identity and times
//!
//! The page gives incidents neither id nor title nor link. An id is a hash (64-bit FNV-1a) of vendor, start, and the
//! ordinal among those of the same start, for two of them can be alike in every word. Times are written without a zone
//! ("Sept. 11, 2024, 8:40 p.m.", "1 a.m.", "noon"): they are read as UTC, in which other pages print the same incidents, and
//! an `assumed_zone` diagnostic says so.
//!
//! # Health
//!
//! As stated, unless the page is cut off before the end of its table; else derived. A page that is cut off is never green
//! by its table.

mod ago;
mod page;
mod translate;
mod wire;

use super::page::mentions;
use super::page_text::probe_window;
use super::{Adapter, Context, Verdict};
use crate::document::{Document, Syntax};
use crate::error::Error;
use crate::model::{Format, Snapshot};

/// The adapter for OutLogger's pages.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::outlogger};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(outlogger::adapter()));
/// # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/outlogger/lean.txt"));
/// let snapshot = parser.parse(text)?; // a page's text
/// assert_eq!(snapshot.source.adapter, "outlogger");
/// assert_eq!(snapshot.components[0].name.as_deref(), Some("Kilns"));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> OutLogger {
    OutLogger
}

/// Reads OutLogger's page about a vendor.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct OutLogger;

impl Adapter for OutLogger {
    fn id(&self) -> &'static str {
        "outlogger"
    }

    fn name(&self) -> &'static str {
        "OutLogger vendor page"
    }

    fn formats(&self) -> &[Format] {
        &[Format::Text, Format::Html]
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        let hinted = document.url().is_some_and(|url| url.contains("outlogger.com/"));
        // On a page, icons, styles and menus come first; two searches for plain sentences cost little.
        let place = match document.syntax() {
            Syntax::Markup if document.may_be_page() => document.text(),
            Syntax::Markup => return Verdict::no("is a feed"),
            Syntax::Text | Syntax::Json => match probe_window(document) {
                Some(window) => window,
                None => return Verdict::no("is JSON"),
            },
        };
        if mentions(place, wire::NOTIFIED) {
            Verdict::certain("offers notices about a vendor, in OutLogger's words").with_hint(hinted)
        } else if mentions(place, wire::TRACKS) {
            Verdict::certain("says which components Outlogger tracks").with_hint(hinted)
        } else {
            Verdict::no("none of OutLogger's sentences")
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        if document.syntax() == Syntax::Markup {
            let lines = page::lines(document.text(), context.limits());
            translate::page(&wire::Page::read(&lines), Format::Html, document, context)
        } else {
            translate::page(&wire::Page::read(document.text()), Format::Text, document, context)
        }
    }
}
