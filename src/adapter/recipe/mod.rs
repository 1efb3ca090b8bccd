//! HTML pages by recipes: data that says which elements hold what.
//!
//! A [`Recipe`] becomes an adapter ([`Recipe::adapter`]), which is used like any other: through
//! [`Parser::parse_as`](crate::Parser::parse_as), or in a [`Registry`](crate::Registry), where the recipe's marks decide
//! which pages are its own. Some built-in adapters are recipes too: [`better_stack`], [`cachet`], [`cachet_3`],
//! [`cstate`], [`hund`], [`status_io`].
//!
//! # Guarantees
//!
//! * If a list of components or a required selector matches nothing, the result is an error of the kind
//!   [`ErrorKind::Recipe`] that names the selector. The same holds for a page on which nothing
//!   at all is found.
//! * The health of a page is `none` only if the page states it, or if a list that the recipe calls complete has only
//!   operational components and nothing else speaks against it.
//! * A page that is cut off is read up to the cut, and is not healthy unless it states so before its list of components
//!   ends.
//! * Words that neither the recipe's tables nor the vocabularies know are kept and reported.
//!
//! From the page to the snapshot: `compile` turns the recipe into selectors, `value` reads one value of an item, and
//! `translate` and `incident` put the values into the model.

mod builder;
mod builtin;
mod compile;
mod definition;
mod incident;
mod reader;
mod translate;
mod value;

use std::fmt;
use std::sync::{Arc, OnceLock};

pub use self::builtin::{better_stack, cachet, cachet_3, cstate, hund, status_io};
use self::compile::{CompiledRecipe, SelectorPlace};
pub use self::definition::{Components, Incidents, Recipe, Updates, Value};
use super::page::mentions;
use super::{Adapter, Context, Verdict};
use crate::document::{Document, Input};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;
use crate::model::{Format, Snapshot};

/// Reads pages by a recipe.
#[derive(Debug, Clone)]
pub struct RecipeAdapter {
    recipe: Recipe,
    /// Compiled when a first page is read, and kept.
    compiled: Arc<OnceLock<Result<CompiledRecipe, Error>>>,
    /// Whether the recipe is one of ours: then a page on which it finds nothing is another program's, not a sign of a
    /// recipe that needs repair.
    is_builtin: bool,
}

impl Recipe {
    /// The adapter that reads pages by this recipe.
    ///
    /// ```
    /// use statusfeed::{ErrorKind, recipe::{Components, Recipe, Value}};
    ///
    /// let wrong = Recipe::new("acme-page").with_components(Components::new("tr[", Value::text("td")));
    /// assert_eq!(wrong.adapter().unwrap_err().kind(), ErrorKind::Recipe);
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Recipe`](crate::ErrorKind::Recipe) for an empty id, a selector that cannot be parsed, or too many
    /// selectors.
    pub fn adapter(self) -> Result<RecipeAdapter, Error> {
        let compiled = CompiledRecipe::new(&self)?;
        Ok(RecipeAdapter {
            recipe: self,
            compiled: Arc::new(OnceLock::from(Ok(compiled))),
            is_builtin: false,
        })
    }
}

impl RecipeAdapter {
    /// A built-in recipe. Its selectors are compiled only when a page needs them.
    fn builtin(recipe: Recipe) -> Self {
        Self { recipe, compiled: Arc::default(), is_builtin: true }
    }

    /// Its recipe.
    ///
    /// ```
    /// use statusfeed::recipe::hund;
    ///
    /// // A built-in recipe as a file, to start from.
    /// println!("{}", serde_json::to_string_pretty(hund::adapter().recipe())?);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn recipe(&self) -> &Recipe {
        &self.recipe
    }

    /// What each selector of the recipe matches on a page, in the recipe's order: shows why a recipe reads less than it
    /// should.
    ///
    /// ```
    /// use statusfeed::recipe::{Components, Recipe, Value};
    ///
    /// let rows = Components::new(".row", Value::text("b")).with_status(Value::text(".light"));
    /// let adapter = Recipe::new("acme-page").with_components(rows).adapter()?;
    /// let page = "<p class=row><b>API</b> <i>fine</i></p>";
    /// let lines: Vec<_> = adapter.explain(page)?.iter().map(ToString::to_string).collect();
    /// assert_eq!(lines, [
    ///     "components[0]  \".row\"  1 match: \"API fine\"",
    ///     "components[0].name  \"b\"  1 match: \"API\"",
    ///     "components[0].status  \".light\"  no match",
    /// ]);
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Document::decode`].
    pub fn explain<'a>(&self, input: impl Into<Input<'a>>) -> Result<Vec<SelectorMatches>, Error> {
        let limits = Limits::default();
        let document = Document::decode(input, &limits)?;
        let compiled = self.compiled.get_or_init(|| CompiledRecipe::new(&self.recipe));
        let compiled = compiled.as_ref().map_err(Error::clone)?;
        let page = compiled.selectors.match_page(document.text(), &limits);
        let places = compiled.places.iter();
        Ok(places
            .map(|SelectorPlace { place, selector, id }| SelectorMatches {
                place: place.clone(),
                selector: selector.clone(),
                count: page.count(*id),
                first_text: page.first_anywhere(*id).map(|element| element.line()),
            })
            .collect())
    }
}

/// What one selector of a recipe matches on a page. Displayed, it is one line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SelectorMatches {
    /// Where the selector is in the recipe: `components[0].status`.
    pub place: String,
    /// The selector.
    pub selector: String,
    /// How many elements it matches.
    pub count: usize,
    /// The text of the first of them, on one line.
    pub first_text: Option<String>,
}

/// The longest text that is shown of an element, in characters.
const SHOWN_CHARS: usize = 60;

impl fmt::Display for SelectorMatches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {:?}  ", self.place, self.selector)?;
        match self.count {
            0 => return f.write_str("no match"),
            1 => f.write_str("1 match")?,
            count => write!(f, "{count} matches")?,
        }
        let text = self.first_text.as_deref().unwrap_or_default();
        let mut shown: String = text.chars().take(SHOWN_CHARS).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        write!(f, ": {shown:?}")
    }
}

impl Adapter for RecipeAdapter {
    fn id(&self) -> &str {
        &self.recipe.id
    }

    fn name(&self) -> &str {
        self.recipe.name.as_deref().unwrap_or(&self.recipe.id)
    }

    fn formats(&self) -> &[Format] {
        &[Format::Html]
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        if !document.may_be_page() {
            return Verdict::no("is JSON or a feed");
        }
        if !document.begins_page() {
            return Verdict::no("no HTML page begins in it");
        }
        // Style sheets may push the marks far beyond the head.
        match self.recipe.marks.iter().find(|mark| mentions(document.text(), mark)) {
            Some(mark) => Verdict::certain(format!("has the recipe's mark {mark:?}")),
            None => Verdict::no("has none of the recipe's marks"),
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        let nothing_found = if self.is_builtin { ErrorKind::NotStatus } else { ErrorKind::Recipe };
        match self.compiled.get_or_init(|| CompiledRecipe::new(&self.recipe)) {
            Ok(compiled) => translate::read_page(&self.recipe, compiled, nothing_found, document, context),
            Err(error) => Err(error.clone()),
        }
    }
}
