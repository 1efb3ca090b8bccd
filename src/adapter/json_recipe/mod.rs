//! JSON by recipes: data that says which JSON pointers hold what.
//!
//! A [`JsonRecipe`] becomes an adapter ([`JsonRecipe::adapter`]), which is used like any other: through
//! [`Parser::parse_as`](crate::Parser::parse_as), or in a [`Registry`](crate::Registry), where the recipe's keys decide which
//! documents are its own. It is the sibling of the recipes for HTML pages, with the same tables of words, dates and refusals; a
//! file with `keys` is a JSON recipe. Some built-in adapters are JSON recipes too: [`algolia`], [`hyperping`],
//! [`lambstatus`], [`microsoft`].
//!
//! # Guarantees
//!
//! * If a list is missing, or the document says nothing at all, the result is an error of the kind
//!   [`ErrorKind::Recipe`] that names the pointer.
//! * The health of a page is `none` only if the document states it, or if a list that the recipe calls complete has only
//!   operational components and nothing else speaks against it.
//! * Words that neither the recipe's tables nor the vocabularies know are kept and reported; so is a value of another type than a
//!   text, a number or a truth value.

mod builtin;
mod definition;
mod translate;

pub use self::builtin::{algolia, hyperping, lambstatus, microsoft};
pub use self::definition::{Components, Incidents, JsonRecipe, Updates, Value};
use super::json::JsonHead;
use super::{Adapter, Context, Endpoint, Verdict};
use crate::document::{Document, Syntax};
use crate::error::{Error, ErrorKind};
use crate::model::{Format, Snapshot};
use crate::syntax::json::{self, TopKeys};

/// Reads JSON by a recipe.
#[derive(Debug, Clone)]
pub struct JsonRecipeAdapter {
    recipe: JsonRecipe,
    /// For a recipe of ours, what else such a document must have: it may say nothing about another's document.
    builtin: Option<fn(&JsonHead<'_>) -> bool>,
    endpoints: &'static [Endpoint],
}

impl JsonRecipe {
    /// The adapter that reads documents by this recipe.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Recipe`] for an empty id, no keys, or a pointer that does not begin with `/`.
    ///
    /// ```
    /// use statusfeed::{Adapter, ErrorKind, json_recipe::JsonRecipe};
    ///
    /// let adapter = JsonRecipe::new("acme-lamp", &["/lamp"]).adapter()?;
    /// assert_eq!(adapter.id(), "acme-lamp");
    ///
    /// let error = JsonRecipe::new("acme-lamp", &["lamp"]).adapter().unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Recipe);
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    pub fn adapter(self) -> Result<JsonRecipeAdapter, Error> {
        let refuse = |message: String| Err(Error::new(ErrorKind::Recipe, message));
        if self.id.is_empty() {
            return refuse("expected an id of the recipe, found none".to_owned());
        }
        if self.keys.is_empty() {
            return refuse("expected keys of the documents that the recipe reads, found none".to_owned());
        }
        let lists = self.components.iter().map(|list| &list.pointer);
        let pointers = lists
            .chain(self.incidents.iter().map(|list| &list.pointer))
            .filter(|pointer| !pointer.is_empty());
        if let Some(pointer) = self.keys.iter().chain(pointers).find(|pointer| !pointer.starts_with('/')) {
            return refuse(format!("expected a JSON pointer that begins with \"/\", found {pointer:?}"));
        }
        Ok(JsonRecipeAdapter { recipe: self, builtin: None, endpoints: &[] })
    }
}

impl JsonRecipe {
    /// Whether the recipe names every one of these keys at the top of a document.
    fn has_no_other(&self, keys: &TopKeys<'_>) -> bool {
        keys.names().all(|name| self.keys.iter().any(|key| key.split('/').nth(1) == Some(name)))
    }
}

impl JsonRecipeAdapter {
    /// Its recipe.
    ///
    /// ```
    /// use statusfeed::json_recipe::algolia;
    ///
    /// assert_eq!(algolia::adapter().recipe().keys, ["/status"]); // as JSON, a sample for a recipe of yours
    /// ```
    #[must_use]
    pub fn recipe(&self) -> &JsonRecipe {
        &self.recipe
    }

    fn has_keys(&self, head: &JsonHead<'_>) -> bool {
        let JsonRecipe { keys, exact, .. } = &self.recipe;
        let has_key = |pointer: &String| {
            let steps: Vec<&str> = pointer.split('/').skip(1).collect();
            match steps.split_last() {
                Some((key, [])) => head.keys.has_key(key),
                Some((key, path)) => head.keys_at(path).has_key(key),
                None => false,
            }
        };
        keys.iter().all(has_key) && (!exact || !head.keys.is_list && self.recipe.has_no_other(head.keys))
    }
}

impl Adapter for JsonRecipeAdapter {
    fn id(&self) -> &str {
        &self.recipe.id
    }

    fn name(&self) -> &str {
        self.recipe.name.as_deref().unwrap_or(&self.recipe.id)
    }

    fn formats(&self) -> &[Format] {
        &[Format::Json]
    }

    fn endpoints(&self) -> &[Endpoint] {
        self.endpoints
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        if document.syntax() != Syntax::Json {
            return Verdict::no("does not begin like JSON");
        }
        let head = JsonHead::of(document);
        if self.has_keys(&head) && self.builtin.is_none_or(|is_own| is_own(&head)) {
            Verdict::certain("has the recipe's keys")
        } else {
            Verdict::no("has other keys than the recipe's")
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        let nothing_found = if self.builtin.is_some() { ErrorKind::NotStatus } else { ErrorKind::Recipe };
        // Where the head ends before the document, more keys may follow.
        if self.recipe.exact
            && document.top_keys().is_cut
            && !self.recipe.has_no_other(&TopKeys::read(document.text()))
        {
            return Err(Error::new(
                nothing_found,
                "expected no other keys than the recipe's at the top, found more",
            ));
        }
        let snapshot = translate::read_document(&self.recipe, nothing_found, document, context)?;
        json::locate(document.text(), &[], context.diagnostics());
        Ok(snapshot)
    }
}
