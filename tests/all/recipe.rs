//! Recipes: what they read, and that a selector without a match is reported.

use crate::examples;
use statusfeed::json_recipe::JsonRecipe;
use statusfeed::recipe::{Components, Incidents, Recipe, Updates, Value};
use statusfeed::{ComponentStatus, Error, ErrorKind, Extent, IncidentStatus, Parser, Registry, Snapshot};

const RECIPE: &str = include_str!("../../fixtures/recipe/quarry.html.recipe.json");
const PAGE: &str = include_str!("../../fixtures/recipe/quarry.html");

fn read(recipe: Recipe, page: &str) -> Result<Snapshot, Error> {
    Parser::new().parse_as(&recipe.adapter()?, page)
}

fn quarry() -> Recipe {
    serde_json::from_str(RECIPE).unwrap()
}

fn parts() -> Components {
    let lamp = Value::attribute(".lamp", "class").word("lamp-green", "operational");
    Components::new("tr.part", Value::text("> td")).with_status(lamp)
}

#[test]
fn the_example_prints_a_snapshot_and_the_error_of_a_changed_page() {
    let output = examples::command("recipe").unwrap().output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "Quarry: Some(Minor), Some(\"Mostly well\")\n\
        \x20 Drills: Some(Operational)\n\
        \x20 Carts & rails: Some(DegradedPerformance)\n\
        \x20 carts-2026-03 Some(\"Carts jump the rails\"): Some(Identified)\n\
        \x20   2026-03-09T08:40:00+00:00 Two carts jumped.\n\
        \x20   2026-03-09T09:05:00+00:00 A rail is bent.\n\
        \x20 drills-2025-12 Some(\"Drills were loud\"): Some(Resolved)\n\
        \x20   2025-12-30T07:00:00+00:00 Oiled.\n\
        redesigned: recipe: expected something at the selector \"tr.part\", found nothing\n\
        Quarry: Some(Minor), Some(\"Mostly well\")\n\
        \x20 Carts & rails: Some(DegradedPerformance)\n\
        \x20 Left wheel: Some(Operational)\n\
        \x20 Right wheel: Some(Other(\"mauve\"))\n\
        \x20 Drills: Some(Operational)\n\
        \x20 7 Some(\"Carts jump the rails\"): Some(Identified)\n\
        \x20   2026-03-09T07:40:00+00:00 Two carts jumped.\n\
        \x20   2026-03-09T08:05:00+00:00 A rail is bent.\n\
        \x20 6 Some(\"Drills were loud\"): Some(Resolved)\n\
        \x20   2025-12-30T06:00:00+00:00 Oiled.\n"
    );
}

#[test]
fn a_recipe_survives_a_round_trip_through_its_file() {
    let recipe = quarry();
    let file = serde_json::to_string(&recipe).unwrap();
    assert_eq!(serde_json::from_str::<Recipe>(&file).unwrap(), recipe);
    let mistyped = RECIPE.replace("\"requires\"", "\"require\"");
    assert!(serde_json::from_str::<Recipe>(&mistyped).unwrap_err().to_string().contains("require"));
}

#[test]
fn a_registry_chooses_a_recipe_by_its_marks() {
    let registry = Registry::standard().with(quarry().adapter().unwrap());
    let snapshot = Parser::new().with_registry(registry).parse(PAGE).unwrap();
    assert_eq!(snapshot.source.adapter, "quarry-page");
    assert_eq!(snapshot.source.as_of.unwrap().timestamp(), 1_773_140_400);
    assert_eq!(snapshot.source.coverage.components, Extent::Complete);
    assert_eq!(snapshot.components[1].id.as_deref(), Some("8"));
}

#[test]
fn a_selector_without_a_match_is_named_in_the_error() {
    for (recipe, selector) in [
        (Recipe::new("a").with_components(Components::new(".row", Value::own_text())), ".row"),
        (Recipe::new("a").with_required("#lights").with_components(parts()), "#lights"),
        (Recipe::new("a").with_incidents(Incidents::new(".event").required()), ".event"),
        // Nothing is required, but nothing at all is found.
        (Recipe::new("a").with_incidents(Incidents::new(".event")), ".event"),
        (Recipe::new("a").with_components(Components::new(".row", Value::own_text()).optional()), ".row"),
    ] {
        let error = read(recipe, PAGE).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Recipe);
        assert!(error.to_string().contains(&format!("{selector:?}")), "{error}");
    }
}

#[test]
fn an_invalid_recipe_is_refused_with_a_reason() {
    for (recipe, message) in [
        (Recipe::default(), "expected an id of the recipe, found none"),
        (
            Recipe::new("a").with_vendor(Value::own_text()),
            "expected a selector for a value of the whole page",
        ),
        (Recipe::new("a").with_required("p:hover"), "in the selector \"p:hover\", found \"h\""),
        (Recipe::new("a").with_required(&"a ".repeat(200)), "at most 128 steps in the selectors of a recipe"),
    ] {
        let error = recipe.adapter().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Recipe);
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn health_is_derived_only_from_a_list_declared_complete() {
    let page = PAGE.replace("lamp-amber", "lamp-green");
    let is_operational = |recipe: Recipe, page: &str| read(recipe, page).unwrap().is_operational();
    assert!(!is_operational(Recipe::new("a").with_components(parts()), &page));
    assert!(is_operational(Recipe::new("a").with_components(parts().complete()), &page));
    let cut = page.split_once("</table>").unwrap().0;
    assert!(!is_operational(Recipe::new("a").with_components(parts().complete()), cut));
    // A class without a meaning in the recipe is no status.
    assert!(!is_operational(Recipe::new("a").with_components(parts().complete()), PAGE));
}

#[test]
fn lists_in_embedded_json_are_read_by_pointers() {
    let page = r#"<script id="data" type="application/json">{"parts": [{"n": "A<b", "s": "up", "k": [{"n": "B", "s": "odd"}]}],
        "events": [{"key": 7, "what": "Rain", "log": [{"s": "Resolved", "t": "2026-03-09T10:00:00Z", "m": "<p>dry</p>"},
        {"s": "Update", "t": 1773046800, "m": "wet"}], "hit": ["A", "B"]}]}</script>"#;
    let status = || Value::at("/s").word("up", "operational");
    let recipe = Recipe::new("embedded")
        .with_components(
            Components::new("#data", Value::at("/n"))
                .with_pointer("/parts")
                .with_status(status())
                .with_members(Components::new("", Value::at("/n")).with_pointer("/k").with_status(status())),
        )
        .with_incidents(
            Incidents::new("#data")
                .with_pointer("/events")
                .with_id(Value::at("/key"))
                .with_title(Value::at("/what"))
                .with_components(Value::at("/hit"))
                .with_updates(
                    Updates::new("")
                        .with_pointer("/log")
                        .with_status(Value::at("/s"))
                        .with_at(Value::at("/t"))
                        .with_body(Value::at("/m").html()),
                ),
        );
    let snapshot = read(recipe.clone(), page).unwrap();
    let rows: Vec<_> =
        snapshot.components.iter().map(|row| (row.name.as_deref(), row.status.clone())).collect();
    let odd = ComponentStatus::from("odd");
    assert_eq!(rows, [(Some("A<b"), Some(ComponentStatus::Operational)), (Some("B"), Some(odd))]);
    assert_eq!(snapshot.components[1].parent_id, snapshot.components[0].id);
    let incident = &snapshot.incidents[0];
    assert_eq!((incident.id.as_str(), incident.components.len()), ("7", 2));
    assert_eq!(incident.status, Some(IncidentStatus::Resolved));
    assert_eq!(incident.started_at.unwrap().timestamp(), 1_773_046_800);
    assert_eq!(incident.updates[1].body.as_ref().unwrap().plain(), "dry");
    assert!(snapshot.diagnostics.iter().any(|diagnostic| diagnostic.found.as_deref() == Some("odd")));

    let error = read(recipe, &page.replace("\"parts\"", "\"pieces\"")).unwrap_err();
    assert_eq!(error.message(), "expected a list at the pointer \"/parts\", found none");
}

#[test]
fn no_prefix_of_a_page_is_operational() {
    for prefix in (0..PAGE.len()).filter_map(|end| PAGE.get(..end)) {
        match read(quarry(), prefix) {
            Ok(snapshot) => assert!(!snapshot.is_operational()),
            Err(error) => assert!(matches!(error.kind(), ErrorKind::Recipe | ErrorKind::Empty), "{error}"),
        }
    }
}

const JSON_RECIPE: &str = include_str!("../../fixtures/recipe/quarry.json.recipe.json");
const JSON: &str = include_str!("../../fixtures/recipe/quarry.json");

fn quarry_data() -> JsonRecipe {
    serde_json::from_str(JSON_RECIPE).unwrap()
}

#[test]
fn a_registry_chooses_a_json_recipe_by_its_keys() {
    let registry = Registry::standard().with(quarry_data().adapter().unwrap());
    let parser = Parser::new().with_registry(registry);
    let snapshot = parser.parse(JSON).unwrap();
    assert_eq!(snapshot.source.adapter, "quarry-json");
    assert_eq!(snapshot.source.as_of.unwrap().to_rfc3339(), "2026-03-10T11:00:00+00:00");
    let coverage = snapshot.source.coverage;
    assert_eq!((coverage.components, coverage.incidents), (Extent::Complete, Extent::Recent));
    let wheel = &snapshot.components[1];
    assert_eq!((wheel.name.as_deref(), wheel.parent_id.as_deref()), (Some("Left wheel"), Some("carts")));
    assert!(snapshot.diagnostics.iter().any(|found| found.path == "/parts/carts/wheels/1/lamp"));
    assert!(parser.parse(&JSON.replace("\"owner\"", "\"tenant\"")).is_err());
}

#[test]
fn a_json_recipe_survives_a_round_trip_and_refuses_unknown_fields() {
    let recipe = quarry_data();
    let file = serde_json::to_string(&recipe).unwrap();
    assert_eq!(serde_json::from_str::<JsonRecipe>(&file).unwrap(), recipe);
    let mistyped = JSON_RECIPE.replace("\"complete\"", "\"completed\"");
    assert!(serde_json::from_str::<JsonRecipe>(&mistyped).unwrap_err().to_string().contains("completed"));
    for (recipe, message) in [
        (JsonRecipe::default(), "expected an id of the recipe, found none"),
        (JsonRecipe::new("a", &[]), "expected keys of the documents that the recipe reads, found none"),
        (JsonRecipe::new("a", &["parts"]), "expected a JSON pointer that begins with \"/\", found \"parts\""),
    ] {
        let error = recipe.adapter().unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Recipe, message));
    }
}

#[test]
fn a_pointer_without_a_value_is_named_in_the_error_and_never_green() {
    let parser = Parser::new();
    let adapter = quarry_data().adapter().unwrap();
    let error = parser.parse_as(&adapter, &JSON.replace("\"parts\"", "\"pieces\"")).unwrap_err();
    assert_eq!(error.message(), "expected something at the pointer \"/parts\", found nothing");
    assert_eq!(error.kind(), ErrorKind::Recipe);
    let well = JSON.replace("amber", "green").replace("mauve", "green").replace("mostly well", "all well");
    assert!(parser.parse_as(&adapter, &well).unwrap().is_operational());
    // A list in place of a word, and a mood that is not stated.
    for (word, other) in
        [("\"all well\"", "[\"all well\"]"), ("\"mood\"", "\"mode\""), ("\"all well\"", "\"go away\"")]
    {
        assert!(!parser.parse_as(&adapter, &well.replace(word, other)).unwrap().is_operational(), "{other}");
    }
}

/// A table as people write it by hand, with times below the heading of a day.
const LIGHTHOUSES: &str = "<h1>Lighthouses</h1>
<table><thead><tr><th>Tower<th>Light<tbody>
<tr><td>North<td>on<tr><td>South<td>off</table>
<h2>9 March 2026</h2><dl><dt>14:05 UTC<dd>The south light is out.<dt>13:40 UTC<dd>It flickers.</dl>
<h2>8 March 2026</h2><dl><dt>23:10 UTC<dd>Fog.</dl>";

#[test]
fn tables_without_end_tags_and_times_below_a_day_are_read() {
    let towers = Components::new("tbody > tr", Value::text("td:first-child"))
        .with_status(Value::text("td:nth-child(2)").word("on", "operational").word("off", "major_outage"));
    let entries = Incidents::new("dl")
        .with_started_at(Value::text("dt"))
        .with_body(Value::text("dt + dd"))
        .with_day(Value::text("h2"));
    let recipe = Recipe::new("lighthouses").with_components(towers.complete()).with_incidents(entries);
    let snapshot = read(recipe, LIGHTHOUSES).unwrap();
    let towers: Vec<_> = snapshot
        .components
        .iter()
        .map(|tower| (tower.name.as_deref().unwrap(), tower.status.clone()))
        .collect();
    assert_eq!(
        towers,
        [("North", Some(ComponentStatus::Operational)), ("South", Some(ComponentStatus::MajorOutage))]
    );
    let starts: Vec<_> =
        snapshot.incidents.iter().map(|incident| incident.started_at.unwrap().to_rfc3339()).collect();
    assert_eq!(starts, ["2026-03-09T14:05:00+00:00", "2026-03-08T23:10:00+00:00"]);
    assert_eq!(snapshot.incidents[0].updates[0].body.as_ref().unwrap().plain(), "The south light is out.");
}

#[test]
fn classes_that_mean_nothing_known_are_reported_and_never_green() {
    let rows = |page: &str| {
        let light = Value::attribute("i", "class").word("on", "operational").word("big", "");
        let rows = Components::new("p", Value::text("b")).with_status(light).complete();
        read(Recipe::new("a").with_components(rows), page).unwrap()
    };
    assert!(rows("<p><b>North</b><i class='big on'></i></p>").is_operational());
    let unknown = rows("<p><b>North</b><i class='big on'></i><p><b>South</b><i class='big dim'></i></p>");
    assert!(!unknown.is_operational());
    assert_eq!(unknown.components[1].status, None);
    assert_eq!(unknown.diagnostics[0].found.as_deref(), Some("dim"));
}

#[test]
fn a_headline_is_no_statement_by_chance() {
    let recipe = || Recipe::new("a").with_components(parts()).with_health(Value::text("h1"));
    let page = |headline: &str| {
        format!(
            "<h1>{headline}</h1><table><tr class=part><td>North<td><i class='lamp lamp-green'></i></table>"
        )
    };
    for headline in ["None", "OK", "Operational", "Up"] {
        assert!(!read(recipe(), &page(headline)).unwrap().is_operational(), "{headline}");
    }
    let major = read(recipe(), &page("Major outage")).unwrap();
    assert_eq!(major.health.impact, Some(statusfeed::Impact::Major));
}

#[test]
fn values_of_the_whole_page_are_not_copied_without_end() {
    let title = "Title ".repeat(500);
    let page = format!("<h1>{title}</h1>{}", "<p class=event>".repeat(1000));
    let events = Incidents::new(".event").with_title(Value::text("h1").anywhere());
    let snapshot = read(Recipe::new("a").with_incidents(events), &page).unwrap();
    let copied: usize =
        snapshot.incidents.iter().filter_map(|event| event.title.as_ref()).map(String::len).sum();
    assert!(copied <= 2 * page.len(), "{copied}");
    assert!(snapshot.diagnostics.iter().any(|diagnostic| diagnostic.code == statusfeed::Code::Limit));
}
