//! The values of items, read into the model's types.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::compile::{CompiledComponents, CompiledValue};
use super::definition::Recipe;
use super::value::{Item, Meaning};
use crate::adapter::Context;
use crate::adapter::page::{ShownWords, note_missing, worse_of};
use crate::adapter::translate::vocabulary;
use crate::datetime::{self, DateContext, DateOrder};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Document;
use crate::model::{ComponentStatus, Health, Impact, RichText};
use crate::syntax::html::select::SelectorId;

/// Reads the values of items into the model's types.
pub(super) struct ItemReader<'r, 'c, 'p> {
    recipe: &'r Recipe,
    pub(super) document: &'r Document<'r>,
    pub(super) context: &'c mut Context<'p>,
    pub(super) vendor: String,
    /// A missing year is the last one in which the date is not after this.
    pub(super) not_after: Option<DateTime<Utc>>,
    /// The date of times without one.
    pub(super) day: Option<NaiveDate>,
    /// Values that are looked for in the whole page, which all items share.
    page_lines: HashMap<SelectorId, Vec<String>>,
    page_bodies: HashMap<SelectorId, Option<RichText>>,
    shown_words: ShownWords,
    /// How many bytes of such values may still be copied into items: as many as the document has, so that n items
    /// times one long value stays linear.
    copies_left: usize,
}

impl<'r, 'c, 'p> ItemReader<'r, 'c, 'p> {
    pub(super) fn new(recipe: &'r Recipe, document: &'r Document<'r>, context: &'c mut Context<'p>) -> Self {
        Self {
            recipe,
            document,
            context,
            vendor: String::new(),
            not_after: None,
            day: None,
            page_lines: HashMap::new(),
            page_bodies: HashMap::new(),
            shown_words: ShownWords::default(),
            copies_left: document.text().len().saturating_mul(2),
        }
    }

    /// The first value that is not empty, on one line.
    pub(super) fn line(&mut self, item: Item<'_, '_>, value: &CompiledValue) -> Option<String> {
        let Some(selector) = value.page_selector() else { return item.line(value) };
        let line = self.page_lines(item, value, selector).first().cloned()?;
        self.may_copy(line.len()).then_some(line)
    }

    /// The value of every matching element, each on one line.
    pub(super) fn lines(&mut self, item: Item<'_, '_>, value: &CompiledValue) -> Vec<String> {
        let Some(selector) = value.page_selector() else { return item.lines(value) };
        let lines = self.page_lines(item, value, selector);
        let bytes = lines.iter().map(String::len).sum();
        if self.may_copy(bytes) { self.page_lines(item, value, selector).to_vec() } else { Vec::new() }
    }

    /// A text with its markup, without what `excluded` selects in it, cut at the limit of one text.
    pub(super) fn body(
        &mut self,
        item: Item<'_, '_>,
        value: &CompiledValue,
        excluded: Option<SelectorId>,
        path: &str,
    ) -> Option<RichText> {
        let body = match value.page_selector() {
            Some(selector) => {
                let body = self
                    .page_bodies
                    .entry(selector)
                    .or_insert_with(|| item.scope_of(value).body(value, excluded));
                let bytes = body.as_ref()?.raw.len();
                if !self.may_copy(bytes) {
                    return None;
                }
                self.page_bodies.get(&selector).cloned().flatten()?
            }
            None => item.body(value, excluded)?,
        };
        let bounded = self.context.bounded_text(&body.raw, path);
        if bounded.len() == body.raw.len() { Some(body) } else { Some(RichText::new(body.format, bounded)) }
    }

    fn page_lines(&mut self, item: Item<'_, '_>, value: &CompiledValue, selector: SelectorId) -> &[String] {
        self.page_lines.entry(selector).or_insert_with(|| item.scope_of(value).lines(value))
    }

    /// Whether a value of the whole page, of so many bytes, may be copied into one more item.
    fn may_copy(&mut self, bytes: usize) -> bool {
        let left = self.copies_left.checked_sub(bytes);
        if left.is_none() {
            let message = "expected values of the whole page to be short or used in few items, found more than twice \
                           the page in copies; the rest are left out";
            self.context.report(Diagnostic::warning(Code::Limit, "", message));
        }
        self.copies_left = left.unwrap_or(0);
        left.is_some()
    }

    /// A time; a text in no known notation is reported and left out.
    pub(super) fn instant(
        &mut self,
        item: Item<'_, '_>,
        value: &CompiledValue,
        path: &str,
    ) -> Option<DateTime<Utc>> {
        let context = self.date_context();
        self.instant_in(context, item, value, path)
    }

    /// A time that is no evidence of anything: one that cannot be read ("3 hours ago") is not worth a warning.
    pub(super) fn minor_instant(
        &mut self,
        item: Item<'_, '_>,
        value: &CompiledValue,
        path: &str,
    ) -> Option<DateTime<Utc>> {
        let text = self.line(item, value)?;
        match datetime::parse(&text, &self.date_context()) {
            Err(error) => {
                let diagnostic = error.diagnostic(path, &text);
                self.context.report(Diagnostic { severity: Severity::Info, ..diagnostic });
                None
            }
            parsed => self.context.written_instant(parsed, &text, path),
        }
    }

    /// A time, read with what is known of times around it.
    pub(super) fn instant_in(
        &mut self,
        dates: DateContext,
        item: Item<'_, '_>,
        value: &CompiledValue,
        path: &str,
    ) -> Option<DateTime<Utc>> {
        let text = self.line(item, value)?;
        self.context.written_instant(datetime::parse(&text, &dates), &text, path)
    }

    /// What is known about dates on this page.
    pub(super) fn date_context(&self) -> DateContext {
        let zone = self.recipe.zone.or(self.context.options().assumed_zone);
        let dates =
            DateContext::new(self.context.limits()).with_assumed_zone(zone).with_default_date(self.day);
        let dates = match self.not_after.or(self.document.fetched_at()) {
            Some(bound) => dates.with_year_not_after(bound),
            None => dates,
        };
        match self.recipe.day_first {
            Some(true) => dates.with_date_order(DateOrder::DayFirst),
            Some(false) => dates.with_date_order(DateOrder::MonthFirst),
            None => dates,
        }
    }

    /// The status of a component: as stated, or the worse where a row makes two statements.
    pub(super) fn component_status(
        &mut self,
        item: Item<'_, '_>,
        list: &CompiledComponents,
        path: &str,
    ) -> Option<ComponentStatus> {
        let meanings = list.status.as_ref().map(|value| all_statements(item, value)).unwrap_or_default();
        let mut status: Option<ComponentStatus> = None;
        let says_something = !meanings.is_empty();
        if !says_something
            && list.status.as_ref().is_some_and(|value| !item.scope_of(value).has_statement(value))
        {
            note_missing("a component's status", path, self.context);
        }
        for meaning in meanings {
            let next = match meaning {
                Meaning::Listed(word) | Meaning::Unlisted(word) => {
                    self.context.component_status(&*word, path)
                }
                Meaning::UnlistedClasses(classes) => {
                    self.context.report_unknown(&classes, "a component's status", path);
                    None
                }
            };
            status = worse_of(status, next, path, self.context);
        }
        let shown =
            list.shown_status.as_ref().map(|value| item.scope_of(value).meanings(value)).unwrap_or_default();
        let shown = shown.into_iter().find_map(|meaning| match meaning {
            Meaning::Listed(word) | Meaning::Unlisted(word) => {
                self.shown_words.find_status(&word, path, self.context)
            }
            Meaning::UnlistedClasses(_) => None,
        });
        // "Operational" does not replace a statement that is not known.
        let is_unknown = says_something && status.as_ref().is_none_or(|status| !status.is_known());
        let shown = shown.filter(|shown| !(is_unknown && shown.is_operational()));
        worse_of(status, shown, path, self.context)
    }

    /// The health that the page states: by the worst of its statements, if it makes several. A statement that cannot be
    /// read is reported.
    pub(super) fn health(&mut self, page: Item<'_, '_>, value: &CompiledValue) -> Option<Health> {
        let path = "/health/impact";
        let is_text = value.definition.attribute.is_none() && value.definition.pointer.is_none();
        let mut health: Option<Impact> = None;
        for (index, meaning) in page.all_meanings(value).take(MAX_STATEMENTS).flatten().enumerate() {
            let next = match meaning {
                Meaning::Listed(word) => self.context.impact(&*word, path),
                // Further elements are statements only if the table knows their words.
                Meaning::Unlisted(_) | Meaning::UnlistedClasses(_) if index > 0 => continue,
                Meaning::Unlisted(word) => match vocabulary::find_impact(&word) {
                    // "None" or "OK" in a headline for people says nothing about health.
                    Some(Impact::None) if is_text => {
                        self.context.report_unknown(&word, "a health", path);
                        None
                    }
                    Some(impact) => Some(impact),
                    None => self.context.impact(&*word, path),
                },
                Meaning::UnlistedClasses(classes) => {
                    self.context.report_unknown(&classes, "a health", path);
                    None
                }
            };
            health = worse_of(health, next, path, self.context);
        }
        health.map(Health::stated)
    }
}

/// How many elements may make the same statement: those of a page about its health, or of a row about its status.
const MAX_STATEMENTS: usize = 64;

/// What the first element of a value says, and what further ones say in words of the table.
fn all_statements(item: Item<'_, '_>, value: &CompiledValue) -> Vec<Meaning> {
    let mut all = item.scope_of(value).all_meanings(value).take(MAX_STATEMENTS);
    let mut statements = all.next().unwrap_or_default();
    for meaning in all.flatten() {
        if matches!(meaning, Meaning::Listed(_)) && !statements.contains(&meaning) {
            statements.push(meaning);
        }
    }
    statements
}
