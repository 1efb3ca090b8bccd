//! cState's pages: the home page, lists of issues, and the page of one issue.
//!
//! ```html
//! <body class="status-homepage status-down"><div class="summary"><div class="status-text"><strong>…</strong></div></div>
//! <div class="category"><div class="component" id="system-api" data-status="down"><a href="/affected/api/">API</a>
//!   <span class="component-status">Down</span></div></div>
//! <a class="issue" href="https://status.acme.example/issues/2026-03-10-api/">
//!   <small class="date" data-date="2026-03-10T09:43:40Z">…</small> <h3>API is down</h3>
//!   <div class="warning">Resolved after 3h 0m of downtime</div></a>
//! ```
//!
//! | on the page | in the snapshot |
//! |---|---|
//! | the title that the page's feeds share, "X Status" | vendor |
//! | the class of `<body>` and the line in `.summary` | health, stated |
//! | `.category` with a heading | a group; without one, its components have no group |
//! | `.component` | a component |
//! | `a.issue` | an incident; its id is the end of its address |
//! | `.article` of an issue's page | an incident with its text |
//! | `<p><em>Monitoring</em> - … <span class="faded">(04:40 — May 25)</span></p>` in it | an update |
//!
//! | word | health | component |
//! |---|---|---|
//! | `ok` | `none` | `operational` |
//! | `disrupted` | `minor` | `partial_outage` |
//! | `down` | `major` | `major_outage` |
//! | `notice` | kept as it is | kept as it is |
//!
//! "Resolved after …" is `resolved`, "This issue is not resolved yet" is `open`; so are cState's translations of these
//! sentences (`STATES`). Times on an issue's page name no zone: they are the same as those in UTC that lists print.

use super::super::RecipeAdapter;
use super::super::definition::{Components, Incidents, Recipe, Updates, Value};
use crate::adapter::translate::provider;
use crate::datetime::zone::Zone;
use crate::model::Extent;

/// What cState prints in its languages, in lower case: how the sentences of a resolved issue begin ("Resolved after 3h",
/// "Resolved in under a minute"), and how the sentence of an unresolved one ends.
const STATES: [(&str, [&str; 2], &str); 16] = [
    ("en", ["resolved after", "resolved in under a minute"], "not resolved yet"),
    ("de", ["gelöst nach", "gelöst in unter einer minute"], "ungelöst"),
    ("es", ["resuelto después de", "resuelto en menos de un minuto"], "aún no está resuelto"),
    ("fr", ["résolu après", "résolu en moins d'une minute"], "non résolu"),
    ("id", ["selesai setelah", "selesai di bawah satu menit"], "belum terselesaikan"),
    ("it", ["risolto dopo", "risolto in meno di un minuto"], "non è ancora risolto"),
    ("ja", ["解決までの時間", "解決済み 1分以内"], "まだ解消されていません"),
    ("lt", ["išspręsta problema po", "išspręsta problema minutės"], "dar sprendžiama problema"),
    ("nl", ["opgelost na", "opgelost binnen de minuut"], "nog niet opgelost"),
    ("pl", ["rozwiązano po", "rozwiązano w mniej niż minut"], "nie został jeszcze rozwiązany"),
    ("pt", ["resolvido depois", "resolvido em menos de um minuto"], "ainda não foi resolvido"),
    ("ro", ["rezolvat după", "rezolvat în mai puțin de un minut"], "nu au fost rezolvate"),
    ("ru", ["решено через", "решено менее чем за минуту"], "еще не решена"),
    ("sv", ["löst efter", "löst på under en minut"], "inte löst än"),
    ("tr", ["çözümlendi:", "çözümlendi bir dakikadan kısa bir süre içinde"], "çözümlenmedi!"),
    ("uk", ["вирішено через", "вирішено менш ніж за хвилину"], "ще не вирішена"),
];

/// The adapter.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::recipe::cstate};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(cstate::adapter()));
/// # let page = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/page/cstate-issue.html"));
/// let snapshot = parser.parse(page)?; // a saved page
/// assert_eq!(snapshot.incidents[0].headline(), "Blunt needles");
/// assert!(snapshot.incidents[0].is_over());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> RecipeAdapter {
    let members = Components::new(".component", Value::text("> a"))
        .with_id(Value::own_attribute("id").after("system-"))
        .with_status(
            Value::own_attribute("data-status")
                .word("ok", "operational")
                .word("disrupted", "partial_outage")
                .word("down", "major_outage")
                .word("notice", "notice"),
        )
        // A notice is shown as "Maintenance", whatever it is about.
        .with_shown_status(
            Value::text(".component-status")
                .word("maintenance", "")
                .word("notice", "")
                .word("disrupted", "partial_outage"),
        )
        .with_description(Value::text(".tooltip__text"));
    let categories = Components::new(".category", Value::text(".category__head b"))
        .with_id(Value::own_attribute("id"))
        .with_description(Value::text(".category__head .tooltip__text"))
        .with_members(members)
        .groups_only()
        .complete()
        .optional();
    let listed = Incidents::new("a.issue")
        .with_url(Value::own_attribute("href"))
        // The sign is the page's mark for a notice.
        .with_title(Value::text("h3").before("ℹ"))
        .with_started_at(Value::attribute(".date", "data-date"))
        .with_status(state("> .warning, > .ok, > .faded, > .error"))
        .with_extent(Extent::Recent);
    let updates = Updates::new(".markdown > *")
        .with_marked_by("span.faded")
        .with_status(Value::text("> em"))
        .with_at(Value::text("span.faded").after("(").before(")"))
        .with_body(Value::own_text().without("span.faded"));
    let single = Incidents::new(".article")
        .with_url(Value::attribute("link[rel=canonical]", "href").anywhere())
        .with_title(Value::text("h1"))
        .with_started_at(Value::text(".date"))
        .with_resolved_at(Value::text(".tooltip__text"))
        .with_status(state("> strong, > .warning > strong, > .ok > strong, > .faded > strong"))
        .with_components(Value::text("a.tag"))
        .with_updates(updates)
        .with_body(Value::text(".markdown"));
    RecipeAdapter::builtin(
        Recipe::new("cstate-html")
            .with_name("cState page")
            .with_provider(provider::CSTATE)
            .with_mark("github.com/cstate/cstate")
            // A site's other pages (contacts, documentation) are built by cState too.
            .with_required(".component, a.issue, .article, #incidents")
            .with_vendor(Value::attribute("link[rel=alternate][title]", "title").before(" Status"))
            .with_health(
                Value::attribute("body", "class")
                    .word_prefix("status-")
                    .word("ok", "none")
                    .word("notice", "notice")
                    .word("disrupted", "minor")
                    .word("down", "major")
                    .word("homepage", ""),
            )
            .with_health_description(Value::text(".summary .status-text strong"))
            .with_components(categories)
            .with_incidents(listed)
            .with_incidents(single)
            .with_zone(Zone::utc()),
    )
}

/// The sentence about the state of an issue.
fn state(selector: &str) -> Value {
    let mut value = Value::text(selector);
    for (_, resolved, unresolved) in STATES {
        for beginning in resolved {
            value = value.word(&format!("{beginning}*"), "resolved");
        }
        value = value.word(&format!("*{unresolved}"), "open");
    }
    value
}
