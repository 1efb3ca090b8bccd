//! Instatus' pages, by the data that they embed.
//!
//! The page is drawn from Next.js data, here without its quoting:
//!
//! ```text
//! {"site": {"status": "HASISSUES", "mainStatus": "SOMEMAJOROUTAGE", "name": {"default": "Acme"}, …},
//!  "components": [{"id": "cm1…", "name": {"default": "API"}, "status": "OPERATIONAL", "isParent": false, "children": []}],
//!  "activeIncidents": [{"id": "cm2…", "name": {"default": "Slow"}, "status": "INVESTIGATING", "impact": "MINOROUTAGE",
//!                       "started": "2026-03-08T10:00:00.000Z", "updates": [{"status": "INVESTIGATING", …}]}],
//!  "activeMaintenances": [{"status": "NOTSTARTEDYET", "start": "…", "duration": 120, …}]}
//! ```
//!
//! Past incidents (`notices`) are in it without their updates, and are left out. Texts are objects by language; the
//! `default` is read.
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
//! `mainStatus` has `SOME` or `ALL` before a word that says what is wrong. `HASISSUES` of `site.status` has no degree: with
//! it, a `mainStatus` of `UP` states nothing. Statuses of incidents are the vocabulary's in capitals; `NOTSTARTEDYET` is
//! `scheduled`. An active incident without one is `open`.
//!
//! An incident's impact can be `OPERATIONAL` while its components are down: it is then null, with a `contradiction`.

mod translate;
mod wire;

use super::super::json::AdapterInfo;
use super::super::page::{self, PageAdapter, mentions};
use super::super::{Context, Verdict};
use crate::document::Document;
use crate::model::Snapshot;
use crate::syntax::embedded::{EmbeddedJson, NextData};
use crate::syntax::json::TopKeys;

/// The adapter.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::instatus};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(instatus::page::adapter()));
/// # let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/instatus/pages-router.html"));
/// let snapshot = parser.parse(page)?; // a saved page
/// assert!(snapshot.is_operational());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> PageAdapter {
    PageAdapter { info: AdapterInfo::page("instatus-page", "Instatus page"), recognize, read }
}

fn recognize(document: &Document<'_>) -> Verdict {
    if !document.has_next_data() {
        Verdict::no("has no Next.js data inside")
    } else if mentions(document.text(), "mainStatus") {
        Verdict::certain("has Next.js data with a site's mainStatus")
    } else {
        Verdict::no("has Next.js data, but none of Instatus' keys in it")
    }
}

fn read(document: &Document<'_>, context: &mut Context<'_>) -> Option<Snapshot> {
    let limits = *context.limits();
    let next = NextData::read(document.text(), &limits)?;
    let rows = next.rows();
    // A list of active incidents in another shape is found too, and reported.
    let list = |key: &str| {
        rows.find(key, |keys| keys.is_list, &limits).or_else(|| rows.find(key, |_| true, &limits))
    };
    // The list is known by its first item, whose keys may not be all there.
    let has_keys = |keys: &TopKeys<'_>, least: usize| {
        keys.is_list
            && ["status", "isParent", "children"].iter().filter(|key| keys.has_key(key)).count() >= least
    };
    let data = PageData {
        site: page::single(
            rows.find_all("site", |keys| keys.has_key("mainStatus"), &limits),
            "/site",
            context,
        )?,
        components: rows
            .find("components", |keys| has_keys(keys, 2), &limits)
            .or_else(|| rows.find("components", |keys| has_keys(keys, 1), &limits)),
        incidents: list("activeIncidents"),
        maintenances: list("activeMaintenances"),
    };
    let is_cut = next.is_cut();
    // The values are copies.
    drop(next);
    translate::page(&data, is_cut, context)
}

/// The values of the data that are read.
#[derive(Debug)]
struct PageData {
    site: EmbeddedJson,
    components: Option<EmbeddedJson>,
    incidents: Option<EmbeddedJson>,
    maintenances: Option<EmbeddedJson>,
}

impl PageData {
    fn values(&self) -> impl Iterator<Item = &EmbeddedJson> {
        [Some(&self.site), self.components.as_ref(), self.incidents.as_ref(), self.maintenances.as_ref()]
            .into_iter()
            .flatten()
    }
}
