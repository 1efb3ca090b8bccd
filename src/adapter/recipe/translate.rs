//! What a page means by a recipe.

use serde_json::Value as Json;

use super::compile::{Compiled, Rows};
use super::definition::Recipe;
use super::item::Item;
use super::reader::Reader;
use super::{component, incident};
use crate::adapter::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{Coverage, Extent, Format, Health, Impact, IncidentKind, Snapshot, Source, Vendor};
use crate::syntax::html::select::{MatchedPage, SelectorId};

/// Reads a page by a recipe.
pub(super) fn read(
    recipe: &Recipe,
    compiled: &Compiled,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Result<Snapshot, Error> {
    let page = compiled.plan.match_page(document.text(), context.limits());
    if let Some((selector, _)) = compiled.requires.iter().find(|(_, rule)| page.count(*rule) == 0) {
        return Err(found_nothing(selector));
    }
    if page.is_cut {
        let message =
            "expected the page to be closed, found its end within something; what stands before is kept";
        context.report(Diagnostic::warning(Code::Truncated, "", message));
    }
    let whole = Item::Page(&page);
    let mut reader = Reader::new(recipe, document, context);
    let mut snapshot = Snapshot::new(Source::new(Format::Html, Coverage::default()));
    snapshot.source.provider.clone_from(&recipe.provider);
    snapshot.source.as_of =
        compiled.as_of.as_ref().and_then(|field| reader.instant(whole, field, "/source/as_of"));
    reader.not_after = snapshot.source.as_of.or(document.fetched_at());
    let vendor = compiled.vendor.as_ref().and_then(|field| whole.line(field));
    reader.vendor = vendor.clone().unwrap_or_default();
    snapshot.vendor = vendor.map(Vendor::new).unwrap_or_default();

    let mut components = Extent::Complete;
    for list in &compiled.components {
        let before = snapshot.components.len();
        with_items(
            &page,
            list.item,
            list.list.attribute.as_deref(),
            list.list.pointer.as_deref(),
            |items| {
                component::read(&items, list, &mut snapshot.components, &mut reader);
            },
        )?;
        let nothing = snapshot.components.len() == before;
        if nothing && !list.list.optional {
            return Err(found_nothing(&list.list.select));
        }
        if !list.list.complete && !nothing {
            components = Extent::Partial;
        }
    }
    let mut lists = Vec::new();
    for list in &compiled.incidents {
        let before = snapshot.incidents.len();
        with_items(
            &page,
            list.item,
            list.list.attribute.as_deref(),
            list.list.pointer.as_deref(),
            |items| {
                incident::read(&items, list, &page, &mut snapshot.incidents, &mut reader);
            },
        )?;
        let found = snapshot.incidents.len().saturating_sub(before);
        if found == 0 && list.list.required {
            return Err(found_nothing(&list.list.select));
        }
        lists.push((list.list.kind, list.list.extent, found));
    }
    incident::identify(&mut snapshot.incidents, &reader);
    let context = reader.context;
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/components");
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/incidents");

    let cut = |extent: Extent| if page.is_cut && extent != Extent::None { Extent::Partial } else { extent };
    let listed = if snapshot.components.is_empty() { Extent::None } else { components };
    snapshot.source.coverage = Coverage::new(
        cut(listed),
        cut(extent(&lists, IncidentKind::Incident)),
        cut(extent(&lists, IncidentKind::Maintenance)),
    );
    snapshot.health = health(compiled, &page, &snapshot, context);
    let is_empty = snapshot.components.is_empty() && snapshot.incidents.is_empty();
    if is_empty && snapshot.health == Health::default() {
        let first = compiled.components.first().map(first_selector);
        let first = first.or(compiled.incidents.first().map(|list| list.list.select.as_str()));
        return Err(found_nothing(first.unwrap_or_default()));
    }
    Ok(snapshot)
}

fn first_selector(rows: &Rows) -> &str {
    &rows.list.select
}

fn found_nothing(selector: &str) -> Error {
    Error::new(ErrorKind::Recipe, format!("expected something at the selector {selector:?}, found nothing"))
}

/// Gives the items of a list: the elements of a rule, or what a pointer finds in the JSON that they hold.
fn with_items<'a>(
    page: &MatchedPage<'a>,
    rule: SelectorId,
    attribute: Option<&str>,
    pointer: Option<&str>,
    mut read: impl FnMut(Vec<Item<'_, 'a>>),
) -> Result<(), Error> {
    let Some(pointer) = pointer else {
        read(Item::Page(page).inside(rule));
        return Ok(());
    };
    for hit in page.all(rule) {
        let text = match attribute {
            Some(attribute) => hit.attribute(attribute).unwrap_or_default(),
            None => hit.html().into(),
        };
        let json: Json = serde_json::from_str(&text).map_err(|error| {
            Error::new(ErrorKind::Recipe, format!("expected JSON with a list at {pointer:?}, found {error}"))
        })?;
        if json.pointer(pointer).and_then(Json::as_array).is_none() {
            let message = format!("expected a list at the pointer {pointer:?}, found none");
            return Err(Error::new(ErrorKind::Recipe, message));
        }
        read(Item::Json(page, &json).pointed(pointer));
    }
    Ok(())
}

/// What the lists of a kind say about silence: those that found something, else the first that knows.
fn extent(lists: &[(IncidentKind, Option<Extent>, usize)], kind: IncidentKind) -> Extent {
    let of_kind = || lists.iter().filter(|(of, ..)| *of == kind);
    match of_kind().find(|(.., found)| *found > 0) {
        Some((_, extent, _)) => extent.unwrap_or(Extent::Partial),
        None => of_kind().find_map(|(_, extent, _)| *extent).unwrap_or(Extent::None),
    }
}

/// As the page states it, else derived; but never green where the page is cut off.
fn health(
    compiled: &Compiled,
    page: &MatchedPage<'_>,
    snapshot: &Snapshot,
    context: &mut Context<'_>,
) -> Health {
    let whole = Item::Page(page);
    let stated = compiled.health.as_ref().and_then(|field| super::word::meaning(&whole.line(field)?, field));
    let health = match stated {
        Some(word) => {
            let impact = Impact::from(word);
            if !impact.is_known() {
                let message = "expected the health of the page, found a word that is not known; it is kept";
                let doubt = Diagnostic::warning(Code::UnknownValue, "/health/impact", message);
                context.report(doubt.with_found(impact.as_str()));
            }
            Health::stated(impact)
        }
        None => snapshot.derived_health(),
    };
    if page.is_cut && health.impact == Some(Impact::None) {
        return Health::default();
    }
    match compiled.health_description.as_ref().and_then(|field| whole.line(field)) {
        Some(words) => health.with_description(words),
        None => health,
    }
}
