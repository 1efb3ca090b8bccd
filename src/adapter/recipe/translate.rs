//! From a matched page to a snapshot: the page as a whole, and its components.

use serde_json::Value as Json;

use super::compile::{CompiledComponents, CompiledIncidents, CompiledRecipe};
use super::definition::Recipe;
use super::incident;
use super::reader::ItemReader;
use super::value::Item;
use crate::adapter::Context;
use crate::adapter::page::{cut_coverage, report_missing, report_page_end};
use crate::adapter::translate::banner;
use crate::adapter::translate::ids;
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{Component, Coverage, Extent, Format, IncidentKind, Snapshot, Source, Vendor};
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
    if listed != Extent::None
        && !page.is_cut
        && compiled.health.as_ref().is_some_and(|value| !whole.has_statement(value))
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
