//! What each selector of a recipe matches on a page, and what the recipe reads of it; or what a JSON recipe reads.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use statusfeed::json_recipe::{JsonRecipe, JsonRecipeAdapter};
use statusfeed::recipe::{Recipe, RecipeAdapter};
use statusfeed::{Adapter, Error, Parser};

use crate::arguments::Arguments;
use crate::escape::escaped;
use crate::{Outcome, input};

/// Writes the matches of a recipe on each document, one selector per line.
pub(crate) fn write(
    arguments: &Arguments,
    recipe: &Path,
    parser: &Parser,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let adapter = compile(recipe)?;
    let mut outcome = Outcome::Read;
    for document in input::documents(arguments)? {
        let document = document?;
        let bytes = document.read()?;
        writeln!(out, "{}", escaped(&document.name))?;
        match show(&adapter, arguments, parser, &bytes, out)? {
            Ok(()) => {}
            Err(error) => {
                writeln!(out, "  {}", escaped(&error.to_string()))?;
                outcome = Outcome::Refused;
            }
        }
    }
    Ok(outcome)
}

/// A recipe of either kind.
enum AnyRecipe {
    Page(Box<RecipeAdapter>),
    Json(Box<JsonRecipeAdapter>),
}

/// Reads a recipe from its file: one for JSON has `keys`.
fn compile(path: &Path) -> io::Result<AnyRecipe> {
    let at = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let invalid = |error: Error| at(io::Error::new(io::ErrorKind::InvalidData, error));
    let text = io::read_to_string(fs::File::open(path).map_err(at)?).map_err(at)?;
    let file: serde_json::Value = serde_json::from_str(&text).map_err(|error| at(error.into()))?;
    if file.get("keys").is_some() {
        let recipe: JsonRecipe = serde_json::from_str(&text).map_err(|error| at(error.into()))?;
        return recipe.adapter().map(|adapter| AnyRecipe::Json(Box::new(adapter))).map_err(invalid);
    }
    let recipe: Recipe = serde_json::from_str(&text).map_err(|error| at(error.into()))?;
    recipe.adapter().map(|adapter| AnyRecipe::Page(Box::new(adapter))).map_err(invalid)
}

/// Writes what matches, and what was read; the inner error is the reason why nothing was.
fn show(
    recipe: &AnyRecipe,
    arguments: &Arguments,
    parser: &Parser,
    bytes: &[u8],
    out: &mut impl Write,
) -> io::Result<Result<(), Error>> {
    let adapter: &dyn Adapter = match recipe {
        AnyRecipe::Json(adapter) => adapter.as_ref(),
        AnyRecipe::Page(adapter) => {
            match adapter.explain(arguments.with_hints(bytes)) {
                Ok(matches) => {
                    for matched in matches {
                        writeln!(out, "  {}", escaped(&matched.to_string()))?;
                    }
                }
                Err(error) => return Ok(Err(error)),
            }
            adapter.as_ref()
        }
    };
    let snapshot = match parser.parse_as(adapter, arguments.with_hints(bytes)) {
        Ok(snapshot) => snapshot,
        Err(error) => return Ok(Err(error)),
    };
    let (components, incidents) = (snapshot.components.len(), snapshot.incidents.len());
    writeln!(out, "  read {components} components and {incidents} incidents and maintenances")?;
    for diagnostic in &snapshot.diagnostics {
        writeln!(out, "  {}", escaped(&diagnostic.to_string()))?;
    }
    Ok(Ok(()))
}
