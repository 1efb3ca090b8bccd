//! Cachet's pages, version 3.
//!
//! ```html
//! <div class="status-summary"><div role="status"><h1>Some systems are experiencing issues.</h1></div></div>
//! <ul><li x-data x-disclosure><button><h2>Web</h2></button>
//!   <div x-disclosure:panel><ul><li><h3>Shop</h3><div x-ref="badgeAnchor"><span>Partial Outage</span></div></li></ul></div>
//! </li></ul>
//! <div x-data="{ timestamp: … }" class="group relative"><h3><a href="…/incidents/41">Shop is slow</a></h3>
//!   <time datetime="2026-03-10T09:00:00+00:00"></time> <div class="justify-start">Investigating</div>
//!   <div class="relative py-5"><h3>Investigating</h3><time datetime="…"></time><div class="prose-sm">…</div></div></div>
//! ```
//!
//! | on the page | in the snapshot |
//! |---|---|
//! | title "X Status" | vendor |
//! | the sentence in `.status-summary` | health, stated |
//! | `li[x-disclosure]` | a group and its components |
//! | another `li` with an `h2` | a component without a group |
//! | `div.group` with a timestamp | an incident, or a maintenance if its status says so |
//!
//! The classes are those of a style kit, which say nothing; the structure and the attributes of the page's script are what
//! stays the same from page to page.

use super::super::RecipeAdapter;
use super::super::definition::{Components, Incidents, Recipe, Updates, Value};
use crate::adapter::translate::provider;
use crate::model::Extent;

/// The adapter.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::recipe::cachet_3};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(cachet_3::adapter()));
/// # let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/page/cachet-3.html"));
/// let snapshot = parser.parse(page)?; // a saved page
/// assert_eq!(snapshot.health.impact, Some(Impact::Minor)); // "Some systems are experiencing issues."
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> RecipeAdapter {
    let row = |selector: &str, name: &str| {
        Components::new(selector, Value::text(name)).with_status(Value::text("[x-ref=badgeAnchor] > *"))
    };
    let groups = Components::new("li[x-disclosure]", Value::text("button h2"))
        .with_members(row("ul > li", "h3"))
        .groups_only()
        .complete()
        .optional();
    let single = row("li:not([x-disclosure])", "h2").named_only().complete().optional();
    let updates = Updates::new("div.relative.py-5")
        // The incident's own text, below all updates.
        .with_status(Value::text("h3").word("reported", ""))
        .with_at(Value::attribute("time", "datetime"))
        .with_body(Value::text(".prose-sm"));
    let past = Incidents::new("div.group[x-data*=timestamp]")
        .with_title(Value::text("h3"))
        .with_url(Value::attribute("h3 a", "href"))
        .with_started_at(Value::attribute("time", "datetime"))
        .with_status(Value::text(".justify-start"))
        .with_updates(updates)
        .with_extent(Extent::Recent);
    let planned = Incidents::new("li[x-data*=timestamp]")
        .maintenances()
        .with_title(Value::text("h3"))
        .with_url(Value::attribute("h3 a", "href"))
        .with_scheduled_start(Value::attribute("time", "datetime"))
        .with_status(Value::text(".justify-start"))
        .with_body(Value::text(".prose-sm"))
        .with_extent(Extent::Open);
    RecipeAdapter::builtin(
        Recipe::new("cachet-3-html")
            .with_name("Cachet 3 page")
            .with_provider(provider::CACHET)
            .with_mark("https://cachethq.io")
            .with_required(".status-summary")
            .with_required("[x-ref=badgeAnchor], div.group[x-data*=timestamp]")
            .with_vendor(Value::text("title").before(" Status"))
            .with_health(
                Value::text(".status-summary h1, .status-summary p")
                    .word("all systems are operational", "none")
                    .word("all systems are operational.", "none")
                    .word("all systems operational", "none")
                    .word("some systems are experiencing issues", "minor")
                    .word("some systems are experiencing issues.", "minor")
                    .word("*major outage", "major")
                    .word("*major outage.", "major")
                    .word("*under maintenance", "maintenance")
                    .word("*under maintenance.", "maintenance"),
            )
            .with_health_description(Value::text(".status-summary h1, .status-summary p"))
            .with_components(groups)
            .with_components(single)
            .with_incidents(past)
            .with_incidents(planned),
    )
}
