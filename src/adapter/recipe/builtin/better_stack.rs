//! Better Stack's status pages, theme of 2024.
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
//! | Operational, green · Degraded, yellow · Downtime, red · Maintenance, blue | `operational` · `degraded_performance` · `major_outage` · `under_maintenance` |
//!
//! The index lists no incidents: its coverage of them is none.

use super::super::RecipeAdapter;
use super::super::definition::{Components, Recipe, Value};

/// The adapter.
#[must_use]
pub fn adapter() -> RecipeAdapter {
    let badge = Value::text(".section-status-badge")
        .word("degraded", "degraded_performance")
        .word("downtime", "major_outage")
        .word("maintenance", "under_maintenance");
    let colour = Value::attribute("svg[class*=text-statuspage]", "class")
        .word("text-statuspage-green", "operational")
        .word("text-statuspage-yellow", "degraded_performance")
        .word("text-statuspage-red", "major_outage")
        .word("text-statuspage-blue", "under_maintenance");
    let resources = Components::new("[data-url]", Value::text(".truncate"))
        .with_id(Value::own_attribute("data-url").last_segment())
        .with_status(colour);
    let sections = Components::new(".section", Value::text(".section-toggle > .truncate"))
        .with_status(badge)
        .with_members(resources)
        .complete();
    RecipeAdapter::lazy(
        Recipe::new("better-stack-html")
            .with_name("Better Stack page")
            .with_provider("better_stack")
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
