//! Instatus' pages, by the data that they carry inside.
//!
//! The page is drawn from Next.js data: a `site` with the vendor and the state of the whole, `components` with their
//! `children`, `activeIncidents` and `activeMaintenances`. Past incidents (`notices`) are in it without their story, and are
//! left out. Texts are objects by language; the `default` is read.
//!
//! # Words
//!
//! | word | component | impact | health, stated by `site.mainStatus` |
//! |---|---|---|---|
//! | `OPERATIONAL`, `UP` | `operational` | `none` | `none` |
//! | `UNDERMAINTENANCE` | `under_maintenance` | `maintenance` | `maintenance` |
//! | `DEGRADEDPERFORMANCE`, `DEGRADED` | `degraded_performance` | `minor` | `minor` |
//! | `MINOROUTAGE`, `PARTIALOUTAGE` | `partial_outage` | `minor` | `minor` |
//! | `MAJOROUTAGE` | `major_outage` | `major` | `major` |
//!
//! `mainStatus` has `SOME` or `ALL` before a word. `HASISSUES` of `site.status` has no degree: with it, the page is never
//! green. States are the vocabulary's in capitals; `NOTSTARTEDYET` is `scheduled`, `INPROGRESS` is `in_progress`.
//!
//! An incident's impact can be `OPERATIONAL` while its components are down: it is then null, with a `contradiction`.

mod translate;
mod wire;

use memchr::memmem;

use crate::adapter::{Adapter, Context, Verdict};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{Format, Snapshot};
use crate::syntax::embedded::{EmbeddedJson, NextData};

/// Reads Instatus' pages.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Instatus;

impl Instatus {
    /// The adapter.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl Adapter for Instatus {
    fn id(&self) -> &'static str {
        "instatus-page"
    }

    fn name(&self) -> &'static str {
        "Instatus page"
    }

    fn formats(&self) -> &[Format] {
        &[Format::Html]
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        // The data stands at the end of the page, far behind the head; two searches for plain words cost little.
        let text = document.text();
        if !document.may_be_page() || !NextData::is_present_in(text) {
            Verdict::no("has no Next.js data inside")
        } else if memmem::find(text.as_bytes(), b"mainStatus").is_some() {
            Verdict::certain("has Next.js data with a site's mainStatus")
        } else {
            Verdict::no("has Next.js data, but none of Instatus' keys in it")
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        let limits = *context.limits();
        let missing = || {
            Error::new(
                ErrorKind::NotStatus,
                "expected the data of an Instatus page, found none that can be read",
            )
        };
        let data = NextData::read(document.text(), &limits).ok_or_else(missing)?;
        let rows = data.rows();
        let found = Found {
            site: rows
                .find("site", |outline| outline.has_string("mainStatus"), &limits)
                .ok_or_else(missing)?,
            components: rows.find(
                "components",
                |outline| outline.is_list && outline.has("isParent", b"tf") && outline.has_string("status"),
                &limits,
            ),
            incidents: rows.find("activeIncidents", |outline| outline.is_list, &limits),
            maintenances: rows.find("activeMaintenances", |outline| outline.is_list, &limits),
        };
        let is_cut = data.is_cut();
        // What is found has been written anew.
        drop(data);
        translate::page(&found, is_cut, context).ok_or_else(missing)
    }
}

/// The values of the data that are read.
#[derive(Debug)]
struct Found {
    site: EmbeddedJson,
    components: Option<EmbeddedJson>,
    incidents: Option<EmbeddedJson>,
    maintenances: Option<EmbeddedJson>,
}

impl Found {
    fn parts(&self) -> impl Iterator<Item = &EmbeddedJson> {
        [Some(&self.site), self.components.as_ref(), self.incidents.as_ref(), self.maintenances.as_ref()]
            .into_iter()
            .flatten()
    }
}
