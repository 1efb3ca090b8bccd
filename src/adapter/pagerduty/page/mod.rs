//! PagerDuty's status pages, by the script `data` that they carry inside.
//!
//! The script holds JSON: `summary` with `open_incidents`, `resolved_incidents`, `posts` (read where they have the shape of
//! an incident), and the services of the page, which have no state of their own.
//!
//! # Words
//!
//! | `status` | state | `severity` | impact | a service's status |
//! |---|---|---|---|---|
//! | `investigating` | `investigating` | `all good` | `none` | `operational` |
//! | `detected` | `identified` | `minor` | `minor` | `degraded_performance` |
//! | `resolved` | `resolved` | `major`, `outage` | `major` | `major_outage` |
//! | `scheduled`, `in progress`, `completed` | the same | `maintenance` | `maintenance` | `under_maintenance` |
//!
//! An incident's impact is the worst severity of its updates, since the one that resolves it says `all good`; its status is
//! that of the newest. Bodies are HTML, and so is the postmortem, which is an object of its own and no update.
//!
//! # Health
//!
//! Derived from open incidents. The page's headline ("Everything is running smoothly") is a setting that stays while an
//! incident is open: it is no statement.

mod translate;
mod wire;

use memchr::memmem;

use crate::adapter::{Adapter, Context, Verdict};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{Format, Snapshot};
use crate::syntax::embedded::{extract_json, scripts};

/// Reads PagerDuty's status pages.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct PagerDuty;

impl PagerDuty {
    /// The adapter.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl Adapter for PagerDuty {
    fn id(&self) -> &'static str {
        "pagerduty-page"
    }

    fn name(&self) -> &'static str {
        "PagerDuty status page"
    }

    fn formats(&self) -> &[Format] {
        &[Format::Html]
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        // The script may stand anywhere in the page; two searches for plain words cost little.
        let has = |words: &[u8]| memmem::find(document.text().as_bytes(), words).is_some();
        if !document.may_be_page() || !has(b"<script") {
            Verdict::no("is no page with scripts")
        } else if has(b"\"open_incidents\"") && has(b"post_status_page_services") {
            Verdict::certain("has a script with open_incidents and post_status_page_services")
        } else if has(b"\"open_incidents\"") && has(b"\"resolved_incidents\"") {
            Verdict::likely("has a script with open_incidents and resolved_incidents")
        } else {
            Verdict::no("has none of the keys of PagerDuty's data")
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        let limits = *context.limits();
        let data = scripts(document.text(), &limits)
            .filter(|script| {
                script.id.as_deref() == Some("data") || script.text.contains("\"open_incidents\"")
            })
            .find_map(|script| extract_json(script.text, 0, &limits))
            .and_then(|json| translate::page(&json, context));
        data.ok_or_else(|| {
            let message = "expected the data of PagerDuty's page, found none that can be read";
            Error::new(ErrorKind::NotStatus, message)
        })
    }
}
