//! From a matched page to a snapshot: the page as a whole, and its components.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value as Json;

use super::compile::{CompiledComponents, CompiledIncidents, CompiledRecipe, CompiledValue};
use super::definition::Recipe;
use super::incident;
use super::value::{Item, Meaning};
use crate::adapter::Context;
use crate::adapter::page::{cut_coverage, report_missing, report_page_end, worse_of};
use crate::adapter::translate::banner;
use crate::adapter::translate::{ids, vocabulary};
use crate::datetime::{self, DateContext, DateOrder};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    Component, ComponentStatus, Coverage, Extent, Format, Health, Impact, IncidentKind, RichText, Snapshot,
    Source, Vendor,
};
use crate::syntax::html::select::{MatchedPage, SelectorId};

/// Reads a page. `nothing_found` is the kind of the error for a page on which the recipe finds nothing.
pub(super) fn read_page(
    recipe: &Recipe,
    compiled: &CompiledRecipe,
    nothing_found: ErrorKind,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Result<Snapshot, Error> {
    let missing = |selector: &str| {
        let message = format!("expected something at the selector {selector:?}, found nothing");
        Error::new(nothing_found, message)
    };
    let page = compiled.selectors.match_page(document.text(), context.limits());
    if let Some((selector, _)) = compiled.requires.iter().find(|(_, id)| page.count(*id) == 0) {
        return Err(missing(selector));
    }
    report_page_end(&page, context);
    let whole = Item::Page(&page);
    let mut reader = ItemReader::new(recipe, document, context);
    let mut snapshot = Snapshot::new(Source::new(Format::Html, Coverage::default()));
    snapshot.source.provider.clone_from(&recipe.provider);
    snapshot.source.as_of =
        compiled.as_of.as_ref().and_then(|value| reader.instant(whole, value, "/source/as_of"));
    reader.not_after = snapshot.source.as_of.or(document.fetched_at());
    let vendor = compiled.vendor.as_ref().and_then(|value| whole.line(value));
    reader.vendor = vendor.clone().unwrap_or_default();
    snapshot.vendor = vendor.map(Vendor::new).unwrap_or_default();

    let mut listed = Extent::None;
    let mut end_of_components = 0;
    for list in &compiled.components {
        let before = snapshot.components.len();
        let definition = &list.definition;
        let source = JsonSource::new(definition.pointer.as_deref(), definition.attribute.as_deref());
        for_each_list(&page, list.item, source, nothing_found, |items| {
            let ends = items.iter().filter_map(|item| item.element()).map(|element| element.end());
            end_of_components = ends.max().unwrap_or_default().max(end_of_components);
            read_components(&items, list, &mut snapshot.components, &mut reader);
        })?;
        if snapshot.components.len() == before {
            if !definition.optional {
                return Err(missing(&definition.select));
            }
        } else if !definition.complete || listed == Extent::Partial {
            listed = Extent::Partial;
        } else {
            listed = Extent::Complete;
        }
    }
    let mut lists = Vec::new();
    for list in &compiled.incidents {
        let before = snapshot.incidents.len();
        let definition = &list.definition;
        let source = JsonSource::new(definition.pointer.as_deref(), definition.attribute.as_deref());
        for_each_list(&page, list.item, source, nothing_found, |items| {
            incident::read_incidents(&items, list, &page, &mut snapshot.incidents, &mut reader);
        })?;
        let found = snapshot.incidents.len().saturating_sub(before);
        if found == 0 && definition.required {
            return Err(missing(&definition.select));
        }
        lists.push((definition.kind, definition.extent, found));
    }
    incident::identify(&mut snapshot.incidents, &reader);
    snapshot.source.coverage = Coverage::new(
        listed,
        extent_of(&lists, IncidentKind::Incident),
        extent_of(&lists, IncidentKind::Maintenance),
    );
    let words = compiled.health_description.as_ref().and_then(|value| whole.line(value));
    let health = compiled.health.as_ref().and_then(|value| reader.health(whole, value));
    let is_stated = health.is_some();
    let health = health.map(|health| banner::reject_denied(health, words.as_deref(), reader.context));
    let has_statement = |value: &CompiledValue| whole.all_meanings(value).next().is_some();
    if listed != Extent::None
        && !page.is_cut
        && compiled.health.as_ref().is_some_and(|value| !has_statement(value))
    {
        report_missing("a statement of the page's health that readers see", "/health/impact", reader.context);
    }
    let context = reader.context;
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/components");
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/incidents");
    if page.is_cut {
        snapshot.source.coverage = cut_coverage(snapshot.source.coverage);
        // What follows the components shows that their list is whole.
        let follows = |list: &CompiledIncidents| {
            page.all(list.item).last().is_some_and(|item| item.start() >= end_of_components)
        };
        if end_of_components == 0 || !compiled.incidents.iter().any(follows) {
            context.mark_present_state_cut();
        }
    }
    if snapshot.components.is_empty() && snapshot.incidents.is_empty() && !is_stated {
        let first = compiled.components.first().map(|list| &list.definition.select);
        let first = first.or(compiled.incidents.first().map(|list| &list.definition.select));
        return Err(missing(first.map_or("", String::as_str)));
    }
    snapshot.health = health.unwrap_or_default();
    snapshot.health.description = words;
    Ok(snapshot)
}

/// Where an element holds a list as JSON.
#[derive(Debug, Clone, Copy)]
struct JsonSource<'r> {
    pointer: &'r str,
    /// `None`: the element's text.
    attribute: Option<&'r str>,
}

impl<'r> JsonSource<'r> {
    fn new(pointer: Option<&'r str>, attribute: Option<&'r str>) -> Option<Self> {
        pointer.map(|pointer| Self { pointer, attribute })
    }
}

/// Reads the items of a list: the elements that match, or the items of the JSON lists in them.
fn for_each_list<'a>(
    page: &MatchedPage<'a>,
    selector: SelectorId,
    source: Option<JsonSource<'_>>,
    error: ErrorKind,
    mut read: impl FnMut(Vec<Item<'_, 'a>>),
) -> Result<(), Error> {
    let Some(JsonSource { pointer, attribute }) = source else {
        read(Item::Page(page).select(selector));
        return Ok(());
    };
    for element in page.all(selector) {
        let text = match attribute {
            Some(attribute) => element.attribute(attribute).unwrap_or_default(),
            None => element.html().into(),
        };
        let json: Json = serde_json::from_str(&text).map_err(|cause| {
            Error::new(error, format!("expected JSON with a list at {pointer:?}, found {cause}"))
        })?;
        if json.pointer(pointer).and_then(Json::as_array).is_none() {
            return Err(Error::new(error, format!("expected a list at the pointer {pointer:?}, found none")));
        }
        read(Item::Json(page, &json).point(pointer));
    }
    Ok(())
}

/// What the lists of a kind say about silence: those that found something, else the first that states an extent.
fn extent_of(lists: &[(IncidentKind, Option<Extent>, usize)], kind: IncidentKind) -> Extent {
    let of_kind = || lists.iter().filter(|(of, ..)| *of == kind);
    match of_kind().find(|(.., found)| *found > 0) {
        Some((_, extent, _)) => extent.unwrap_or(Extent::Partial),
        None => of_kind().find_map(|(_, extent, _)| *extent).unwrap_or(Extent::None),
    }
}

/// Reads the rows of a list, each group before its members.
fn read_components(
    items: &[Item<'_, '_>],
    list: &CompiledComponents,
    components: &mut Vec<Component>,
    reader: &mut ItemReader<'_, '_, '_>,
) {
    for item in items {
        let members = list.members.as_deref().map(|members| (members, select_members(*item, members)));
        let has_members = members.as_ref().is_some_and(|(_, items)| !items.is_empty());
        if list.definition.groups_only && !has_members {
            continue;
        }
        if list.definition.named_only && item.line(&list.name).is_none() {
            continue;
        }
        let mut head = read_component(*item, list, components.len(), reader);
        // Rows below a heading without a name have no group.
        let is_group = has_members && head.name.is_some();
        let group = is_group.then(|| {
            head.is_group = true;
            let ordinal = components.len().to_string();
            let name = head.name.as_deref().unwrap_or_default();
            head.id.get_or_insert_with(|| ids::anonymous_id(&[&reader.vendor, name, &ordinal])).clone()
        });
        if is_group || !has_members {
            components.push(head);
        }
        let Some((members, items)) = members else { continue };
        for item in items {
            let member = read_component(item, members, components.len(), reader);
            components.push(Component { parent_id: group.clone(), ..member });
        }
    }
}

fn select_members<'i, 'a>(item: Item<'i, 'a>, members: &CompiledComponents) -> Vec<Item<'i, 'a>> {
    match &members.definition.pointer {
        Some(pointer) => item.point(pointer),
        None => item.select(members.item),
    }
}

fn read_component(
    item: Item<'_, '_>,
    list: &CompiledComponents,
    index: usize,
    reader: &mut ItemReader<'_, '_, '_>,
) -> Component {
    let path = |key: &str| format!("/components/{index}/{key}");
    Component {
        id: list.id.as_ref().and_then(|value| reader.line(item, value)),
        name: reader.line(item, &list.name),
        status: reader.component_status(item, list, &path("status")),
        description: list.description.as_ref().and_then(|value| reader.line(item, value)),
        updated_at: list
            .updated_at
            .as_ref()
            .and_then(|value| reader.minor_instant(item, value, &path("updated_at"))),
        ..Component::default()
    }
}

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
    /// How many bytes of such values may still be copied into items: as many as the document has, so that n items
    /// times one long value stays linear.
    copies_left: usize,
}

impl<'r, 'c, 'p> ItemReader<'r, 'c, 'p> {
    fn new(recipe: &'r Recipe, document: &'r Document<'r>, context: &'c mut Context<'p>) -> Self {
        Self {
            recipe,
            document,
            context,
            vendor: String::new(),
            not_after: None,
            day: None,
            page_lines: HashMap::new(),
            page_bodies: HashMap::new(),
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
    fn minor_instant(
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
    fn component_status(
        &mut self,
        item: Item<'_, '_>,
        list: &CompiledComponents,
        path: &str,
    ) -> Option<ComponentStatus> {
        let meanings =
            list.status.as_ref().map(|value| item.scope_of(value).meanings(value)).unwrap_or_default();
        let mut status: Option<ComponentStatus> = None;
        let says_something = !meanings.is_empty();
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
        // Words that are shown beside it are for people, in their language: an unknown one says nothing.
        let shown =
            list.shown_status.as_ref().map(|value| item.scope_of(value).meanings(value)).unwrap_or_default();
        let shown = shown.into_iter().find_map(|meaning| match meaning {
            Meaning::Listed(word) | Meaning::Unlisted(word) => vocabulary::find_component_status(&word),
            Meaning::UnlistedClasses(_) => None,
        });
        // Nor does "Operational" replace a statement that is not known.
        let is_unknown = says_something && status.as_ref().is_none_or(|status| !status.is_known());
        let shown = shown.filter(|shown| !(is_unknown && shown.is_operational()));
        worse_of(status, shown, path, self.context)
    }

    /// The health that the page states: by the worst of its statements, if it makes several. A statement that cannot be
    /// read is reported.
    fn health(&mut self, page: Item<'_, '_>, value: &CompiledValue) -> Option<Health> {
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

/// How many elements of a page may state its health.
const MAX_STATEMENTS: usize = 64;
