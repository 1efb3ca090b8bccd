//! Status.io's pages: the present state, the history, and one incident.
//!
//! ```html
//! <div id="statusio_status_bar"><strong id="statusbar_text">Partial Service Disruption</strong></div>
//! <div id="statusio_components"><div class="component"><p class="component_name">Pumps</p>
//!   <p class="component-status">Operational</p></div></div>
//! <div class="row incident" id="statusio_incident_5f0c65…">
//!   <div class="panel-title"><h5><a href="/pages/incident/5b36…/5f0c65…">Pumps are slow</a>
//!     <span class="status_description">Partial Service Disruption</span></h5></div>
//!   <div class="panel-body"><div class="row"><strong class="incident_time">March 4, 2026 04:00 PST<br>March 4, 2026 12:00 UTC</strong>
//!     <strong class="incident_update_status"><span>•</span> Investigating</strong>
//!     <span class="incident_message_details">We look for the cause.</span></div></div></div>
//! ```
//!
//! | on the page | in the snapshot |
//! |---|---|
//! | title "X Status" | vendor |
//! | the words of the status bar | health, stated |
//! | `.component` | a component |
//! | `.incident`, `.maintenance` | an incident, a maintenance; the ids are the same as in the [JSON](crate::adapter::status_io) |
//! | the words beside the title | impact |
//! | a row with an `.incident_time` | an update; the time is printed in the page's zone, and may follow in UTC |
//!
//! The words are those of Status.io; a page may have its own, which stay as they are. What an incident affects, and the
//! window of a maintenance, are told apart from other rows by their printed label only, and are left out.

use super::super::RecipeAdapter;
use super::super::definition::{Components, Incidents, Recipe, Updates, Value};
use crate::adapter::translate::provider;
use crate::model::Extent;

/// The words for the codes of a component, and what they mean for a component and for an incident.
const LEVELS: [(&str, &str, &str); 6] = [
    ("operational", "operational", "none"),
    ("planned maintenance", "under_maintenance", "maintenance"),
    ("degraded performance", "degraded_performance", "minor"),
    ("partial service disruption", "partial_outage", "minor"),
    ("service disruption", "major_outage", "major"),
    ("full service disruption", "major_outage", "major"),
];

/// The adapter.
///
/// ```
/// use statusfeed::{Parser, recipe::status_io};
///
/// let page = "<strong id=statusbar_text>Service Disruption</strong>";
/// let snapshot = Parser::new().parse_as(&status_io::adapter(), page)?;
/// assert_eq!(snapshot.health.impact, Some(statusfeed::Impact::Major));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> RecipeAdapter {
    let health =
        impact("#statusbar_text, #statusio_status_bar .col-md-8").word("all systems operational", "none");
    let components = LEVELS
        .iter()
        .fold(Value::text(".component-status"), |value, (words, status, _)| value.word(words, status));
    let components = Components::new("#statusio_components .component", Value::text(".component_name"))
        .with_status(components);
    RecipeAdapter::builtin(
        Recipe::new("status-io-html")
            .with_name("Status.io page")
            .with_provider(provider::STATUS_IO)
            .with_mark("statusio_status_bar")
            .with_mark("statusio_components")
            .with_mark("statusio_incident")
            .with_mark("statusio_history_timeline")
            .with_vendor(Value::text("title").before(" Status"))
            .with_health(health)
            .with_health_description(Value::text("#statusbar_text, #statusio_status_bar .col-md-8"))
            .with_components(components.named_only().complete().optional())
            .with_incidents(incidents(".incident[id]").with_extent(Extent::Recent))
            .with_incidents(
                incidents(".maintenance[id], [id^=statusio_maintenance_scheduled_]").maintenances(),
            ),
    )
}

fn incidents(selector: &str) -> Incidents {
    let title = Value::text(".panel-title h5, .panel-title a");
    let status = Value::text(".incident_update_status").without("span");
    // Older pages put the word in brackets.
    let status = ["investigating", "identified", "monitoring", "resolved", "scheduled", "completed"]
        .iter()
        .fold(status, |value, word| value.word(&format!("[{word}]"), word))
        .word("[active]", "in_progress")
        .word("active", "in_progress");
    let updates = Updates::new(".panel-body > .row")
        .with_status(status)
        .with_at(Value::text(".incident_time").first_line())
        .with_body(Value::text(".incident_message_details"));
    Incidents::new(selector)
        .with_id(Value::attribute(".panel-title a", "href").last_segment())
        .with_title(title.without(".incident_status_description").without(".status_description"))
        .with_url(Value::attribute(".panel-title a", "href"))
        .with_impact(impact(".incident_status_description, .status_description"))
        .with_updates(updates)
}

/// Words for an impact.
fn impact(selector: &str) -> Value {
    LEVELS.iter().fold(Value::text(selector), |value, (words, _, impact)| value.word(words, impact))
}
