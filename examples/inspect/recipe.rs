//! What each selector of a recipe matches on a page, and what the recipe reads of it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use statusfeed::recipe::{Recipe, RecipeAdapter};
use statusfeed::{Error, Parser};

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

fn compile(path: &Path) -> io::Result<RecipeAdapter> {
    let at = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let file = fs::File::open(path).map_err(at)?;
    let recipe: Recipe =
        serde_json::from_reader(io::BufReader::new(file)).map_err(|error| at(error.into()))?;
    recipe.adapter().map_err(|error| at(io::Error::new(io::ErrorKind::InvalidData, error)))
}

/// Writes what matches, and what was read; the inner error is the reason why nothing was.
fn show(
    adapter: &RecipeAdapter,
    arguments: &Arguments,
    parser: &Parser,
    bytes: &[u8],
    out: &mut impl Write,
) -> io::Result<Result<(), Error>> {
    match adapter.explain(arguments.with_hints(bytes)) {
        Ok(matches) => {
            for matched in matches {
                writeln!(out, "  {}", escaped(&matched.to_string()))?;
            }
        }
        Err(error) => return Ok(Err(error)),
    }
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
