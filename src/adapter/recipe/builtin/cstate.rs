//! cState's pages: the home page, lists of issues, and the page of one issue.
//!
//! | on the page | in the snapshot |
//! |---|---|
//! | the title that the page's feeds share, "X Status" | vendor |
//! | the class of `<body>` and the line in `.summary` | health, stated |
//! | `.category` with a heading | a group; without one, its components stand alone |
//! | `.component` | a component |
//! | `a.issue` | an incident; its id is the end of its address |
//! | `.article` of an issue's page | an incident with its text |
//!
//! | word | health | component |
//! |---|---|---|
//! | `ok` | `none` | `operational` |
//! | `disrupted` | `minor` | `partial_outage` |
//! | `down` | `major` | `major_outage` |
//! | `notice` | kept as it is | kept as it is |
//!
//! "Resolved after …" is `resolved`, "This issue is not resolved yet" is `open`. Times on an issue's page name no zone:
//! they are the same as those in UTC that lists print.

use super::super::RecipeAdapter;
use super::super::definition::{Components, Incidents, Recipe, Value};
use crate::datetime::zone::Zone;
use crate::model::Extent;

/// The adapter.
#[must_use]
pub fn adapter() -> RecipeAdapter {
    let members = Components::new(".component", Value::text("> a"))
        .with_id(Value::own_attribute("id").after("system-"))
        .with_status(
            Value::own_attribute("data-status")
                .word("ok", "operational")
                .word("disrupted", "partial_outage")
                .word("down", "major_outage"),
        )
        .with_description(Value::text(".tooltip__text"));
    let categories = Components::new(".category", Value::text(".category__head b"))
        .with_id(Value::own_attribute("id"))
        .with_description(Value::text(".category__head .tooltip__text"))
        .with_members(members)
        .groups_only()
        .complete()
        .optional();
    let state = |selector: &str| {
        Value::text(selector)
            .word("*resolved after*", "resolved")
            .word("*resolved in*", "resolved")
            .word("*not resolved yet*", "open")
    };
    let listed = Incidents::new("a.issue")
        .with_url(Value::own_attribute("href"))
        // The sign is the page's mark for a notice.
        .with_title(Value::text("h3").before("ℹ"))
        .with_started_at(Value::attribute(".date", "data-date"))
        .with_status(state("> .warning, > .ok, > .faded"))
        .with_extent(Extent::Recent);
    let told = Incidents::new(".article")
        .with_url(Value::attribute("link[rel=canonical]", "href").anywhere())
        .with_title(Value::text("h1"))
        .with_started_at(Value::text(".date"))
        .with_resolved_at(Value::text(".tooltip__text"))
        .with_status(state("strong"))
        .with_components(Value::text("a.tag"))
        .with_body(Value::text(".markdown"));
    RecipeAdapter::lazy(
        Recipe::new("cstate-html")
            .with_name("cState page")
            .with_provider("cstate")
            .with_mark("github.com/cstate/cstate")
            .with_vendor(Value::attribute("link[rel=alternate][title]", "title").before(" Status"))
            .with_health(
                Value::attribute("body", "class")
                    .word("status-ok", "none")
                    .word("status-notice", "notice")
                    .word("status-disrupted", "minor")
                    .word("status-down", "major"),
            )
            .with_health_description(Value::text(".summary .status-text strong"))
            .with_components(categories)
            .with_incidents(listed)
            .with_incidents(told)
            .with_zone(Zone::utc()),
    )
}
