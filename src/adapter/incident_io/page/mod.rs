//! incident.io's status pages, by the data that they carry inside.
//!
//! The page is drawn from Next.js data (see its pieces in the page's last scripts): a `summary` with the vendor, the
//! structure of components, ongoing incidents and scheduled maintenances; a list of recent `incidents`; and, on the page
//! of one incident, an `incident`.
//!
//! # What is read
//!
//! | in the data | in the snapshot |
//! |---|---|
//! | `summary.id`, `name`, `public_url` | vendor |
//! | `summary.structure` (`hidden` ones left out) | components and groups, in the page's order |
//! | `summary.affected_components` | their status; one that is not among them is `operational`, but not on parent pages, whose services' states are elsewhere |
//! | `ongoing_incidents`, `scheduled_maintenances`, then `incidents`, each once | incidents |
//! | `published_at`, or the first update's time where that is dated before it | `started_at` |
//! | the last move into `resolved` or `maintenance_complete` | `resolved_at` |
//! | `component_impacts` of a maintenance that has not begun | `scheduled` |
//! | `write_up_contents`, `write_up_url` | postmortem, as Markdown |
//!
//! # Words
//!
//! `full_outage` is `major_outage`; `maintenance_scheduled`, `maintenance_in_progress`, `maintenance_complete` are
//! `scheduled`, `in_progress`, `completed`; the others are the vocabulary's. The data has no impact of an incident.
//!
//! # Health
//!
//! Derived. It is not green while an incident is open, even if all components are operational, nor on a parent page, nor
//! where the data is cut off.

mod prose;
mod translate;
mod wire;

use memchr::memmem;

use crate::adapter::{Adapter, Context, Verdict};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{Format, Snapshot};
use crate::syntax::embedded::{EmbeddedJson, NextData};
use crate::syntax::json::TopKeys;

/// Reads incident.io's status pages.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct IncidentIo;

impl IncidentIo {
    /// The adapter.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl Adapter for IncidentIo {
    fn id(&self) -> &'static str {
        "incident-io-page"
    }

    fn name(&self) -> &'static str {
        "incident.io status page"
    }

    fn formats(&self) -> &[Format] {
        &[Format::Html]
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        // The data stands at the end of the page, far behind the head; two searches for plain words cost little.
        let text = document.text();
        if !document.may_be_page() || !NextData::is_present_in(text) {
            Verdict::no("has no Next.js data inside")
        } else if memmem::find(text.as_bytes(), b"ongoing_incidents").is_some() {
            Verdict::certain("has Next.js data with ongoing_incidents")
        } else if memmem::find(text.as_bytes(), b"status_page_incident_id").is_some() {
            Verdict::certain("has Next.js data with an incident of incident.io's")
        } else {
            Verdict::no("has Next.js data, but none of incident.io's keys in it")
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        let limits = *context.limits();
        let missing = || {
            Error::new(
                ErrorKind::NotStatus,
                "expected the data of incident.io's page, found none that can be read",
            )
        };
        let data = NextData::read(document.text(), &limits).ok_or_else(missing)?;
        let rows = data.rows();
        let is_incident =
            |outline: &TopKeys<'_>| outline.has_list("updates") && outline.has_string("published_at");
        let found = Found {
            summary: rows.find("summary", |outline| outline.has_list("ongoing_incidents"), &limits),
            recent: rows.find("incidents", |outline| outline.is_list && is_incident(outline), &limits),
            single: rows.find("incident", |outline| !outline.is_list && is_incident(outline), &limits),
        };
        if found.parts().next().is_none() {
            return Err(missing());
        }
        let is_cut = data.is_cut();
        // What is found has been written anew.
        drop(data);
        Ok(translate::page(&found, is_cut, context))
    }
}

/// The values of the data that are read.
#[derive(Debug)]
struct Found {
    summary: Option<EmbeddedJson>,
    recent: Option<EmbeddedJson>,
    single: Option<EmbeddedJson>,
}

impl Found {
    fn parts(&self) -> impl Iterator<Item = &EmbeddedJson> {
        [&self.summary, &self.recent, &self.single].into_iter().flatten()
    }
}
