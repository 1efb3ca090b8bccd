//! Pages in HTML by recipes: declarative data that says which elements hold what.
//!
//! A [`Recipe`] is made into an adapter ([`Recipe::adapter`]) and used like any
//! other: named to [`Parser::parse_as`](crate::Parser::parse_as), or in a [`Registry`](crate::Registry), where its marks
//! tell which pages are its own. The built-in dialects of this room are recipes too; see each for what it reads:
//! [`better_stack`], [`cachet`], [`cstate`], [`hund`].
//!
//! # What a recipe promises
//!
//! * A list of components, or a required selector, that finds nothing is an error of the kind
//!   [`ErrorKind::Recipe`](crate::ErrorKind::Recipe), which names the selector. So is a page of which nothing is found.
//! * A page is well only where it says so, or where a list that the recipe calls complete shows every component well.
//! * A page that is cut off is read up to the cut, and is never well.
//! * Words that are in no table of the recipe and in no vocabulary are kept and reported.

mod build;
mod builtin;
mod compile;
mod component;
mod definition;
mod incident;
mod item;
mod reader;
mod translate;
mod word;

use std::sync::{Arc, OnceLock};

use memchr::memmem;

pub use self::builtin::{better_stack, cachet, cstate, hund};
use self::compile::Compiled;
pub use self::definition::{Components, Incidents, Recipe, Updates, Value};
use super::{Adapter, Context, Verdict};
use crate::document::Document;
use crate::error::Error;
use crate::model::{Format, Snapshot};

/// Reads pages by a recipe.
#[derive(Debug, Clone)]
pub struct RecipeAdapter {
    recipe: Recipe,
    /// Made where a first page is read, and kept.
    compiled: Arc<OnceLock<Result<Compiled, Error>>>,
}

impl Recipe {
    /// The adapter that reads by this recipe.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Recipe`](crate::ErrorKind::Recipe) for an empty id, a selector that cannot be read, or too many of
    /// them.
    pub fn adapter(self) -> Result<RecipeAdapter, Error> {
        let compiled = Compiled::new(&self)?;
        Ok(RecipeAdapter { recipe: self, compiled: Arc::new(OnceLock::from(Ok(compiled))) })
    }
}

impl RecipeAdapter {
    /// A recipe of our own, whose selectors are read only where a page needs them.
    fn lazy(recipe: Recipe) -> Self {
        Self { recipe, compiled: Arc::default() }
    }

    /// The recipe it reads by.
    #[must_use]
    pub fn recipe(&self) -> &Recipe {
        &self.recipe
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
        let head = document.head().to_ascii_lowercase();
        if !head.contains("<html") && !head.contains("<!doctype html") {
            return Verdict::no("no page in HTML begins");
        }
        // Style sheets may push what is peculiar to a page far behind its head.
        let text = document.text().as_bytes();
        match self.recipe.marks.iter().find(|mark| memmem::find(text, mark.as_bytes()).is_some()) {
            Some(mark) => Verdict::certain(format!("has the recipe's mark {mark:?}")),
            None => Verdict::no("none of the recipe's marks"),
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        match self.compiled.get_or_init(|| Compiled::new(&self.recipe)) {
            Ok(compiled) => translate::read(&self.recipe, compiled, document, context),
            Err(error) => Err(error.clone()),
        }
    }
}
