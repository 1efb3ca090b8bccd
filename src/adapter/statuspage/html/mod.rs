//! Statuspage's pages as HTML: the index, the history (and the JSON in it), and the page of one incident.
//!
//! # What is read
//!
//! | page | known by | coverage of components, incidents, maintenances |
//! |---|---|---|
//! | index, of 2016 and of today | `.components-container`, `.unresolved-incidents`, `.incidents-list` | complete, recent, recent (none where the page has no list of components) |
//! | `/history` | the properties of the React component `HistoryIndex` | complete, recent, recent |
//! | `/history.json`: those properties alone, without a stated health | their `page_status` | the same |
//! | an incident or a maintenance | `.incident-name` above `.update-row`s | none, partial for its kind |
//!
//! | on the page | in the snapshot |
//! |---|---|
//! | `<meta name="issued">` | `as_of` |
//! | `<meta name="description">` "Welcome to X's home for …", else the title "X Status" | vendor |
//! | `.page-status` with its class and words; else the class of `<body>` (`status-major`) | health, stated |
//! | `.component-inner-container`; in `.child-components-container` the members of the group above | components |
//! | `.tooltip-base` | a component's description |
//! | `.unresolved-incident`, `.status-day .incident-container` | incidents, in the page's order; a maintenance where a state says so |
//! | `.scheduled-maintenance` | maintenances, their planned window from `data-unix-time` and the words beside it |
//! | `.update` with its word, body and time | updates |
//! | "This incident affected: …" | the incident's components: the leaves |
//!
//! # Words
//!
//! The vocabularies are Statuspage's own. `status-green`, `-yellow`, `-orange`, `-red`, `-blue` and the words of the row
//! ("Degraded Performance") are used where a page of 2016 has no `data-component-status`; where they contradict it, the
//! worst counts. "Update" keeps the status in force. The only update of a planned maintenance has no word on the page: it
//! is `scheduled`. An unresolved incident without a word is `open`.
//!
//! # Times
//!
//! Pages of 2022 and later state the instant (`data-datetime-unix`). Older ones print month, day, time and zone: the year
//! is the last one in which the date is not after the day's heading (or the days after it that the page shows), the
//! page's own time, or, for an announcement, its planned start. A history gives the year of the month it lists.
//!
//! # Identity
//!
//! The code in the link, `/incidents/<code>`. An incident's page has it in a link to itself, or in the caller's address.
//! The postmortem on an index is a link to its text.
//!
//! # Health
//!
//! As stated, or derived. Of a page that is cut off before its list of components ends, not even a stated `none` is kept.

mod head;
mod history;
mod incident;
mod index;
mod report;
mod selectors;

use std::sync::{Arc, OnceLock};

use self::selectors::PageSelectors;
use crate::adapter::page::mentions;
use crate::adapter::{Adapter, Context, Verdict};
use crate::document::{Document, Syntax};
use crate::error::{Error, ErrorKind};
use crate::model::{Format, Snapshot};

/// The adapter for Statuspage's pages.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::statuspage};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(statuspage::html::adapter()));
/// # let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/page/statuspage-rows-that-contradict-themselves.html"));
/// let snapshot = parser.parse(page)?; // a saved page
/// assert_eq!(snapshot.components[0].name.as_deref(), Some("Boats"));
/// assert_eq!(snapshot.health.impact, Some(Impact::Major));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> StatuspagePage {
    StatuspagePage { selectors: Arc::default() }
}

/// Reads Statuspage's pages as HTML.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StatuspagePage {
    /// Compiled when a first page is read, and kept.
    selectors: Arc<OnceLock<PageSelectors>>,
}

/// What only Statuspage's own pages contain. The style sheets of a page may push its body far beyond the head.
const MARKS: [&str; 5] = [
    "home for real-time and historical data on system performance",
    "data-react-class=\"HistoryIndex\"",
    "class=\"components-section font-regular\"",
    "class=\"incidents-list format-expanded\"",
    "incident-updates-container",
];

impl Adapter for StatuspagePage {
    fn id(&self) -> &'static str {
        "statuspage-html"
    }

    fn name(&self) -> &'static str {
        "Statuspage page"
    }

    fn formats(&self) -> &[Format] {
        &[Format::Html, Format::Json]
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        if document.syntax() == Syntax::Json {
            return history::probe(document);
        }
        if !document.may_be_page() {
            return Verdict::no("is a feed");
        }
        if !document.begins_page() {
            return Verdict::no("no HTML page begins in it");
        }
        match MARKS.into_iter().find(|mark| mentions(document.text(), mark)) {
            Some(mark) => Verdict::certain(format!("has Statuspage's {mark:?}"))
                .with_hint(document.url().is_some_and(|url| url.contains("statuspage.io"))),
            None => Verdict::no("has none of the marks of Statuspage's pages"),
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        if document.syntax() == Syntax::Json {
            return history::read_json(document, context);
        }
        let selectors = self.selectors.get_or_init(PageSelectors::new);
        let page = selectors.set.match_page(document.text(), context.limits());
        if let Some(component) = page.first(selectors.history) {
            return history::read_page(&component, &page, selectors, context);
        }
        if page.count(selectors.report.row.item) > 0 {
            return Ok(report::read(&page, selectors, document, context));
        }
        let known =
            [selectors.day, selectors.component.item, selectors.unresolved.item, selectors.page_status];
        if known.iter().all(|selector| page.count(*selector) == 0) {
            let message = "expected components, incidents or a status on Statuspage's page, found none";
            return Err(Error::new(ErrorKind::NotStatus, message));
        }
        Ok(index::read(&page, selectors, document, context))
    }
}
