//! What the reading of a page by a recipe knows beside the page.

use chrono::{DateTime, Utc};

use super::compile::Field;
use super::definition::Recipe;
use super::item::Item;
use crate::adapter::Context;
use crate::datetime::{self, DateContext, Order};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::model::RichText;

/// What the reading of a page by a recipe knows beside the page.
pub(super) struct Reader<'r, 'c, 'p> {
    recipe: &'r Recipe,
    pub(super) document: &'r Document<'r>,
    pub(super) context: &'c mut Context<'p>,
    pub(super) vendor: String,
    /// A year that is not printed is the last one that does not lead past this.
    pub(super) not_after: Option<DateTime<Utc>>,
}

impl<'r, 'c, 'p> Reader<'r, 'c, 'p> {
    pub(super) fn new(recipe: &'r Recipe, document: &'r Document<'r>, context: &'c mut Context<'p>) -> Self {
        Self { recipe, document, context, vendor: String::new(), not_after: None }
    }

    /// A time; what no notation fits is reported and left out.
    pub(super) fn instant(&mut self, item: Item<'_, '_>, field: &Field, path: &str) -> Option<DateTime<Utc>> {
        let text = item.line(field)?;
        match datetime::parse(&text, &self.dates()) {
            Ok(reading) => {
                reading.diagnostics(path, &text).for_each(|doubt| self.context.report(doubt));
                Some(reading.at)
            }
            Err(error) => {
                self.context.report(error.diagnostic(path, &text));
                None
            }
        }
    }

    /// A text with its markup, cut at the limit of one text.
    pub(super) fn body(&mut self, item: Item<'_, '_>, field: &Field, path: &str) -> Option<RichText> {
        let body = item.body(field)?;
        let bounded = self.context.bounded_text(&body.raw, path);
        if bounded.len() == body.raw.len() { Some(body) } else { Some(RichText::new(body.format, bounded)) }
    }

    fn dates(&self) -> DateContext {
        let zone = self.recipe.zone.or(self.context.options().assumed_zone);
        let known = DateContext::new(self.context.limits()).assume(zone);
        let known =
            self.not_after.or(self.document.fetched_at()).map_or(known, |bound| known.not_after(bound));
        match self.recipe.day_first {
            Some(true) => known.order(Order::DayFirst),
            Some(false) => known.order(Order::MonthFirst),
            None => known,
        }
    }

    /// Reports a word that is in no vocabulary.
    pub(super) fn unknown(&mut self, word: &str, what: &str, path: String) {
        let message = format!("expected {what}, found a word that is not known; it is kept");
        self.context.report(Diagnostic::warning(Code::UnknownValue, path, message).with_found(word));
    }
}
