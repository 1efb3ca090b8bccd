//! A page without an adapter, read by a recipe: a JSON file with the selectors of its components and incidents. Then JSON
//! without an adapter, by a recipe with JSON pointers in their place.
//!
//! `cargo run --example recipe` reads built-in documents; `cargo run --example recipe RECIPE.json DOCUMENT` reads yours.
#![expect(clippy::print_stdout, reason = "an example prints its result")]
#![expect(clippy::disallowed_methods, reason = "an example may read files")]

use std::error::Error;
use std::{env, fs};

use statusfeed::json_recipe::JsonRecipe;
use statusfeed::recipe::Recipe;
use statusfeed::{Input, Parser, Snapshot};

const RECIPE: &str = include_str!("../fixtures/recipe/quarry.html.recipe.json");
const PAGE: &str = include_str!("../fixtures/recipe/quarry.html");
const JSON_RECIPE: &str = include_str!("../fixtures/recipe/quarry.json.recipe.json");
const JSON: &str = include_str!("../fixtures/recipe/quarry.json");

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [recipe, document] = arguments.as_slice() {
        return read(&fs::read_to_string(recipe)?, &fs::read(document)?);
    }
    read(RECIPE, PAGE.as_bytes())?;
    read(JSON_RECIPE, JSON.as_bytes())
}

/// Reads a document by the recipe in a file: a JSON recipe has `keys`.
fn read(recipe: &str, document: &[u8]) -> Result<(), Box<dyn Error>> {
    let input = Input::new(document).with_url("https://quarry.example/health");
    if serde_json::from_str::<serde_json::Value>(recipe)?.get("keys").is_some() {
        let adapter = serde_json::from_str::<JsonRecipe>(recipe)?.adapter()?;
        print(&Parser::new().parse_as(&adapter, input)?);
        return Ok(());
    }
    let adapter = serde_json::from_str::<Recipe>(recipe)?.adapter()?;
    print(&Parser::new().parse_as(&adapter, input)?);

    // If the page is redesigned, the result is an error that names the selector, not an empty snapshot.
    let redesigned = String::from_utf8_lossy(document).replace("class=\"part\"", "class=\"row\"");
    match Parser::new().parse_as(&adapter, &redesigned) {
        Ok(_) => println!("redesigned: still read"),
        Err(error) => println!("redesigned: {error}"),
    }
    Ok(())
}

fn print(snapshot: &Snapshot) {
    let name = snapshot.vendor.name.as_deref().unwrap_or("(no name)");
    println!("{name}: {:?}, {:?}", snapshot.health.impact, snapshot.health.description);
    for component in &snapshot.components {
        println!("  {}: {:?}", component.name.as_deref().unwrap_or("?"), component.status);
    }
    for incident in &snapshot.incidents {
        println!("  {} {:?}: {:?}", incident.id, incident.title, incident.status);
        for update in &incident.updates {
            let at = update.at.map(|at| at.to_rfc3339()).unwrap_or_default();
            let text = update.body.as_ref().map(statusfeed::RichText::plain).unwrap_or_default();
            println!("    {at} {text}");
        }
    }
}
