//! Cachet's pages, version 2.
//!
//! ```html
//! <div class="section-status"><div class="alert alert-info">Some systems are experiencing issues</div></div>
//! <ul class="list-group components"><li class="list-group-item group-name"><strong>Web</strong>…</li>
//!   <li class="list-group-item sub-component">Shop <div class="pull-right">
//!     <small class="text-component-3" title="Last updated Tuesday 5th January 2021 08:26:22">Partial Outage</small>
//!   </div></li></ul>
//! ```
//!
//! | on the page | in the snapshot |
//! |---|---|
//! | title | vendor |
//! | `.section-status .alert`: its class and its words | health, stated |
//! | `ul.components` with `.sub-component`s | a group and its components |
//! | `.component` | a component without a group |
//! | "Last updated …" of a component | `updated_at`, in UTC as no zone is printed |
//! | `.incident` below a day | an incident: its status is the title of the icon beside it, its times are in `data-timeago` |
//! | `.incident-update-item` | an update of it, newest first; the incident's own text is older than all of them |
//! | `.schedule .list-group-item` | a maintenance |
//!
//! | page | meaning |
//! |---|---|
//! | `alert-success` · `alert-info` · `alert-danger` | `none` · `minor` · `major` |
//! | `text-component-1` · `-2` · `-3` · `-4` | `operational` · `degraded_performance` · `partial_outage` · `major_outage` |
//! | `text-component-0` (Unknown) | kept as it is |
//!
//! The words of an incident (Investigating, Watching, Fixed, …) are the crate's vocabulary.

use super::super::RecipeAdapter;
use super::super::definition::{Components, Incidents, Recipe, Updates, Value};
use crate::adapter::translate::provider;
use crate::model::Extent;

/// The adapter.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::recipe::cachet};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(cachet::adapter()));
/// # let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/page/cachet.html"));
/// let snapshot = parser.parse(page)?; // a saved page
/// assert_eq!(snapshot.health.impact, Some(Impact::Minor)); // "Some systems are experiencing issues"
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> RecipeAdapter {
    let status = |selector: &str| Value::attribute(selector, "title");
    let time = |selector: &str| Value::attribute(selector, "data-timeago");
    let past = Incidents::new(".moment")
        .with_id(Value::attribute(".date a", "href").last_segment())
        .with_url(Value::attribute(".date a", "href"))
        .with_title(Value::text(".panel-heading strong"))
        .with_status(status(".status-icon"))
        .with_started_at(time(".panel-heading abbr"))
        .with_components(Value::text(".panel-heading .label"))
        .with_body(Value::text(".panel-body"))
        .with_updates(
            Updates::new(".incident-update-item")
                .with_status(status("> i"))
                .with_at(time("abbr"))
                .with_body(Value::own_text().without("i").without("small").without("a.pull-right")),
        )
        .with_extent(Extent::Recent);
    let planned = Incidents::new(".schedule .list-group-item")
        .maintenances()
        .with_id(Value::own_attribute("id"))
        .with_title(Value::text("strong"))
        .with_scheduled_start(time("abbr"))
        .with_components(Value::text(".label"))
        .with_body(Value::text(".markdown-body"))
        .with_extent(Extent::Open);
    RecipeAdapter::builtin(
        Recipe::new("cachet-html")
            .with_name("Cachet page")
            .with_provider(provider::CACHET)
            .with_mark("class=\"list-group components\"")
            .with_mark("https://cachethq.io")
            .with_vendor(Value::text("title").before(" Status"))
            .with_health(
                Value::attribute(".section-status .alert", "class")
                    .word_prefix("alert-")
                    .word("success", "none")
                    .word("info", "minor")
                    .word("danger", "major")
                    .word("dismissible", ""),
            )
            .with_health_description(Value::text(".section-status .alert"))
            .with_components(
                Components::new("ul.components", Value::text(".group-name strong"))
                    .with_status(number(".group-name .pull-right i"))
                    .with_members(row(".sub-component"))
                    .groups_only()
                    .complete()
                    .optional(),
            )
            .with_components(row("ul.components .component").complete().optional())
            .with_incidents(past)
            .with_incidents(planned),
    )
}

fn row(selector: &str) -> Components {
    Components::new(selector, Value::own_text().without("i").without(".pull-right"))
        .with_status(number("small"))
        .with_shown_status(Value::text("small").word("unknown", ""))
        .with_updated_at(Value::attribute("small", "title").after("Last updated "))
        .with_description(Value::attribute(".help-icon", "data-title"))
}

fn number(selector: &str) -> Value {
    Value::attribute(selector, "class")
        .word_prefix("text-component-")
        .word("0", "unknown")
        .word("1", "operational")
        .word("2", "degraded_performance")
        .word("3", "partial_outage")
        .word("4", "major_outage")
}
