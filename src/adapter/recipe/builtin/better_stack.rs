//! Better Stack's status pages, in the theme of 2024.
//!
//! ```html
//! <h1>Some services are down</h1> <p>Last updated on Aug 06 at 09:41am CEST</p>
//! <div class="section"><button class="section-toggle"><div class="truncate">Network</div>
//!   <div class="section-status-badge">Downtime</div></button>
//!   <div data-url="https://status.acme.example/r/20aa/tile1"><svg class="text-statuspage-red"></svg>
//!     <div class="truncate">Website</div></div></div>
//! ```
//!
//! | on the page | in the snapshot |
//! |---|---|
//! | title "X status" | vendor |
//! | the heading, and "Last updated on …" below it | health, stated; `as_of`, whose year the caller's `fetched_at` gives |
//! | `.section` with its name and badge | a group |
//! | `[data-url]` in it | a component; its id is the end of the address |
//! | the colour of its drawing | its status; grey means that nothing is known |
//!
//! | words | meaning |
//! |---|---|
//! | All services are online · Some services are degraded · Some services are down · All services are down | `none` · `minor` · `major` · `critical` |
//! | green · yellow · red · blue | `operational` · `degraded_performance` · `major_outage` · `under_maintenance` |
//!
//! The words of badges (Operational, Degraded, Downtime, Maintenance) are the crate's vocabulary. The index lists no
//! incidents: it does not cover them.

use super::super::RecipeAdapter;
use super::super::definition::{Components, Recipe, Value};
use crate::adapter::translate::provider;

/// The adapter.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::recipe::better_stack};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(better_stack::adapter()));
/// # let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/page/better-stack.html"));
/// let snapshot = parser.parse(page)?; // a saved page
/// assert_eq!(snapshot.health.impact, Some(Impact::Major)); // "Some services are down"
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> RecipeAdapter {
    let colour = Value::attribute("svg[class*=text-statuspage]", "class")
        .word_prefix("text-statuspage-")
        .word("green", "operational")
        .word("yellow", "degraded_performance")
        .word("red", "major_outage")
        .word("blue", "under_maintenance")
        .word("neutral*", "");
    let resources = Components::new("[data-url]", Value::text(".truncate"))
        .with_id(Value::own_attribute("data-url").last_segment())
        .with_status(colour);
    let sections = Components::new(".section", Value::text(".section-toggle > .truncate"))
        .with_status(Value::text(".section-status-badge"))
        .with_members(resources)
        .complete();
    RecipeAdapter::builtin(
        Recipe::new("better-stack-html")
            .with_name("Better Stack page")
            .with_provider(provider::BETTER_STACK)
            .with_mark("status-pages-v2--sections")
            .with_vendor(Value::text("title").before(" status"))
            .with_as_of(Value::text("main p").after("Last updated on "))
            .with_health(
                Value::text("h1")
                    .word("all services are online", "none")
                    .word("*degraded", "minor")
                    .word("some services are down", "major")
                    .word("all services are down", "critical")
                    .word("*maintenance", "maintenance"),
            )
            .with_health_description(Value::text("h1"))
            .with_components(sections),
    )
}
