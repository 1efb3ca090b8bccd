//! A page that no adapter knows, read by a recipe: data, not code, that says which elements hold what.
//!
//! `cargo run --example recipe` reads a page that is built in; `cargo run --example recipe RECIPE.json PAGE.html` reads
//! yours.
#![expect(clippy::print_stdout, reason = "an example shows what it has read")]
#![expect(clippy::disallowed_methods, reason = "the ban on I/O is the library's")]

use std::error::Error;
use std::{env, fs};

use statusfeed::recipe::Recipe;
use statusfeed::{Input, Parser, Snapshot};

const RECIPE: &str = include_str!("../fixtures/recipe/quarry.html.recipe.json");
const PAGE: &str = include_str!("../fixtures/recipe/quarry.html");

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = env::args().skip(1).collect();
    let (recipe, page) = match given.as_slice() {
        [recipe, page] => (fs::read_to_string(recipe)?, fs::read(page)?),
        _ => (RECIPE.to_owned(), PAGE.into()),
    };
    let recipe: Recipe = serde_json::from_str(&recipe)?;
    let adapter = recipe.clone().adapter()?;
    show(&Parser::new().parse_as(&adapter, Input::new(&page).with_url("https://quarry.example/health"))?);

    // A page that was built anew is not read as "nothing wrong": the recipe says what it no longer finds.
    let rebuilt = String::from_utf8_lossy(&page).replace("class=\"part\"", "class=\"row\"");
    match Parser::new().parse_as(&adapter, &rebuilt) {
        Ok(_) => println!("rebuilt: read all the same"),
        Err(error) => println!("rebuilt: {error}"),
    }
    Ok(())
}

fn show(snapshot: &Snapshot) {
    let name = snapshot.vendor.name.as_deref().unwrap_or("somebody");
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
