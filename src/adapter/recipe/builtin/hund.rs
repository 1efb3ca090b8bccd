//! Hund's status pages.
//!
//! ```html
//! <aside class="operational state-bar"><span class="status">Operating Normally</span>
//!   <time datetime="2021-01-23T08:50:30Z">…</time></aside>
//! <section class="group"><header><h2>Gardens</h2><span class="operational state"></span></header>
//!   <div class="item"><div class="info"><span class="name"><a href="/components/5c74…">Roses</a></span></div>
//!     <div class="status"><span class="operational state icon" title="Operational"></span></div></div></section>
//! ```
//!
//! | on the page | in the snapshot |
//! |---|---|
//! | title "Status Page - X" | vendor |
//! | `.state-bar`: its class, its words, its time | health, stated; `as_of` |
//! | `section.group` | a group |
//! | `.item` in it | a component; its id is the end of the address |
//!
//! | class | health | component |
//! |---|---|---|
//! | `operational` | `none` | `operational` |
//! | `degraded` | `minor` | `degraded_performance` |
//! | `outage` | `major` | `major_outage` |
//! | `maintenance` | `maintenance` | `under_maintenance` |
//!
//! The history of such a page is not read: it does not cover incidents.

use super::super::RecipeAdapter;
use super::super::definition::{Components, Recipe, Value};
use crate::adapter::translate::provider;

/// The adapter.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::recipe::hund};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(hund::adapter()));
/// # let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/page/hund.html"));
/// let snapshot = parser.parse(page)?; // a saved page
/// assert_eq!(snapshot.health.impact, Some(Impact::Minor)); // "Degraded Performance"
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> RecipeAdapter {
    let state = |selector: &str| {
        Value::attribute(selector, "class")
            .word("operational", "operational")
            .word("degraded", "degraded_performance")
            .word("outage", "major_outage")
            .word("maintenance", "under_maintenance")
            .word("state", "")
            .word("icon", "")
    };
    let description = |selector: &str| Value::attribute(selector, "data-tooltip").html();
    let items = Components::new(".item", Value::text(".info .name"))
        .with_id(Value::attribute(".info .name a", "href").last_segment())
        .with_status(state(".status .state"))
        .with_shown_status(Value::attribute(".status .state", "title"))
        .with_description(description(".info .description"));
    let groups = Components::new("section.group", Value::text("header h2"))
        .with_status(state("header .state"))
        .with_description(description("header .description"))
        .with_members(items)
        .complete();
    RecipeAdapter::builtin(
        Recipe::new("hund-html")
            .with_name("Hund page")
            .with_provider(provider::HUND)
            .with_mark("Powered By Hund.io")
            .with_vendor(Value::text("title").after("Status Page - "))
            .with_as_of(Value::attribute(".state-bar time", "datetime"))
            .with_health(
                Value::attribute(".state-bar", "class")
                    .word("operational", "none")
                    .word("degraded", "minor")
                    .word("outage", "major")
                    .word("maintenance", "maintenance")
                    .word("state-bar", ""),
            )
            .with_health_description(Value::text(".state-bar .status"))
            .with_components(groups),
    )
}
