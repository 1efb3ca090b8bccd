//! A page without an adapter, read by a recipe: a JSON file with the selectors of its components and incidents.
//!
//! `cargo run --example recipe` reads a built-in page; `cargo run --example recipe RECIPE.json PAGE.html` reads yours.
#![expect(clippy::print_stdout, reason = "an example prints its result")]
#![expect(clippy::disallowed_methods, reason = "an example may read files")]

use std::error::Error;
use std::{env, fs};

use statusfeed::recipe::Recipe;
use statusfeed::{Input, Parser, Snapshot};

const RECIPE: &str = include_str!("../fixtures/recipe/quarry.html.recipe.json");
const PAGE: &str = include_str!("../fixtures/recipe/quarry.html");

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (recipe, page) = match arguments.as_slice() {
        [recipe, page] => (fs::read_to_string(recipe)?, fs::read(page)?),
        _ => (RECIPE.to_owned(), PAGE.into()),
    };
    let recipe: Recipe = serde_json::from_str(&recipe)?;
    let adapter = recipe.clone().adapter()?;
    print(&Parser::new().parse_as(&adapter, Input::new(&page).with_url("https://quarry.example/health"))?);

    // If the page is redesigned, the result is an error that names the selector, not an empty snapshot.
    let redesigned = String::from_utf8_lossy(&page).replace("class=\"part\"", "class=\"row\"");
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
