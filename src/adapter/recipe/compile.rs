//! From a recipe to a set of selectors: each value with the ids by which a matched page is asked for it.

use super::definition::{Components, Incidents, Recipe, Updates, Value};
use crate::error::{Error, ErrorKind};
use crate::syntax::html::select::{Selector, SelectorId, SelectorSet};

/// A recipe whose selectors have been parsed.
#[derive(Debug)]
pub(super) struct CompiledRecipe {
    pub(super) selectors: SelectorSet,
    /// Every selector of the recipe, in its order, with its place: `components[0].status`.
    pub(super) places: Vec<SelectorPlace>,
    pub(super) requires: Vec<(String, SelectorId)>,
    pub(super) vendor: Option<CompiledValue>,
    pub(super) as_of: Option<CompiledValue>,
    pub(super) health: Option<CompiledValue>,
    pub(super) health_description: Option<CompiledValue>,
    pub(super) components: Vec<CompiledComponents>,
    pub(super) incidents: Vec<CompiledIncidents>,
}

/// A selector and its place in the recipe.
#[derive(Debug)]
pub(super) struct SelectorPlace {
    pub(super) place: String,
    pub(super) selector: String,
    pub(super) id: SelectorId,
}

/// A value with its selectors.
#[derive(Debug)]
pub(super) struct CompiledValue {
    pub(super) definition: Value,
    /// `None`: the value is the item's own.
    pub(super) selector: Option<SelectorId>,
    pub(super) without: Vec<SelectorId>,
}

/// A list of components with its selectors.
#[derive(Debug)]
pub(super) struct CompiledComponents {
    pub(super) definition: Components,
    pub(super) item: SelectorId,
    pub(super) id: Option<CompiledValue>,
    pub(super) name: CompiledValue,
    pub(super) status: Option<CompiledValue>,
    pub(super) shown_status: Option<CompiledValue>,
    pub(super) updated_at: Option<CompiledValue>,
    pub(super) description: Option<CompiledValue>,
    pub(super) members: Option<Box<CompiledComponents>>,
}

/// A list of incidents with its selectors.
#[derive(Debug)]
pub(super) struct CompiledIncidents {
    pub(super) definition: Incidents,
    pub(super) item: SelectorId,
    pub(super) id: Option<CompiledValue>,
    pub(super) title: Option<CompiledValue>,
    pub(super) url: Option<CompiledValue>,
    pub(super) status: Option<CompiledValue>,
    pub(super) impact: Option<CompiledValue>,
    pub(super) started_at: Option<CompiledValue>,
    pub(super) resolved_at: Option<CompiledValue>,
    pub(super) scheduled_start: Option<CompiledValue>,
    pub(super) scheduled_end: Option<CompiledValue>,
    pub(super) components: Option<CompiledValue>,
    pub(super) body: Option<CompiledValue>,
    pub(super) updates: Option<CompiledUpdates>,
    pub(super) day: Option<CompiledValue>,
}

/// The updates of an incident with their selectors.
#[derive(Debug)]
pub(super) struct CompiledUpdates {
    pub(super) definition: Updates,
    /// `None` in an item that is JSON.
    pub(super) item: Option<SelectorId>,
    pub(super) mark: Option<SelectorId>,
    pub(super) status: Option<CompiledValue>,
    pub(super) at: Option<CompiledValue>,
    pub(super) body: Option<CompiledValue>,
}

impl CompiledRecipe {
    /// Parses the selectors of a recipe.
    pub(super) fn new(recipe: &Recipe) -> Result<Self, Error> {
        if recipe.id.is_empty() {
            return Err(Error::new(ErrorKind::Recipe, "expected an id of the recipe, found none"));
        }
        let mut compiler = Compiler { selectors: SelectorSet::default(), places: Vec::new() };
        let c = &mut compiler;
        let mut requires = Vec::new();
        for selector in &recipe.requires {
            requires.push((selector.clone(), c.selector(None, selector, "requires")?));
        }
        let mut result = Self {
            requires,
            vendor: c.page_value(recipe.vendor.as_ref(), "vendor")?,
            as_of: c.page_value(recipe.as_of.as_ref(), "as_of")?,
            health: c.page_value(recipe.health.as_ref(), "health")?,
            health_description: c.page_value(recipe.health_description.as_ref(), "health_description")?,
            components: Vec::new(),
            incidents: Vec::new(),
            selectors: SelectorSet::default(),
            places: Vec::new(),
        };
        for (index, list) in recipe.components.iter().enumerate() {
            result.components.push(c.components(None, list, &format!("components[{index}]"))?);
        }
        for (index, list) in recipe.incidents.iter().enumerate() {
            result.incidents.push(c.incidents(list, &format!("incidents[{index}]"))?);
        }
        if !compiler.selectors.is_valid() {
            let message = "expected at most 128 steps in the selectors of a recipe, found more";
            return Err(Error::new(ErrorKind::Recipe, message));
        }
        Ok(Self { selectors: compiler.selectors, places: compiler.places, ..result })
    }
}

struct Compiler {
    selectors: SelectorSet,
    places: Vec<SelectorPlace>,
}

impl Compiler {
    fn selector(
        &mut self,
        scope: Option<SelectorId>,
        selector: &str,
        place: &str,
    ) -> Result<SelectorId, Error> {
        let parsed: Selector =
            selector.parse().map_err(|error| Error::new(ErrorKind::Recipe, format!("{error}")))?;
        let id = self.selectors.add_selector(scope, &parsed);
        self.places.push(SelectorPlace { place: place.to_owned(), selector: selector.to_owned(), id });
        Ok(id)
    }

    fn page_value(&mut self, value: Option<&Value>, place: &str) -> Result<Option<CompiledValue>, Error> {
        let Some(value) = value else { return Ok(None) };
        if value.select.is_none() {
            let message = "expected a selector for a value of the whole page, found none";
            return Err(Error::new(ErrorKind::Recipe, message).with_path(place.to_owned()));
        }
        self.value(None, value, place).map(Some)
    }

    fn item_value(
        &mut self,
        item: Option<SelectorId>,
        value: Option<&Value>,
        (list, key): (&str, &str),
    ) -> Result<Option<CompiledValue>, Error> {
        value.map(|value| self.value(item, value, &format!("{list}.{key}"))).transpose()
    }

    /// The selectors of a value; `item` is what selects the elements that it is a value of.
    fn value(
        &mut self,
        item: Option<SelectorId>,
        value: &Value,
        place: &str,
    ) -> Result<CompiledValue, Error> {
        let scope = if value.anywhere { None } else { item };
        let selector = match &value.select {
            Some(selector) => Some(self.selector(scope, selector, place)?),
            None => None,
        };
        let mut without = Vec::new();
        for excluded in &value.without {
            without.push(self.selector(selector.or(item), excluded, &format!("{place}.without"))?);
        }
        Ok(CompiledValue { definition: value.clone(), selector, without })
    }

    fn components(
        &mut self,
        scope: Option<SelectorId>,
        list: &Components,
        place: &str,
    ) -> Result<CompiledComponents, Error> {
        let item = match scope {
            // Members of a row that is JSON are in the same JSON.
            Some(scope) if list.select.is_empty() => scope,
            scope => self.selector(scope, &list.select, place)?,
        };
        let row = Some(item);
        Ok(CompiledComponents {
            item,
            id: self.item_value(row, list.id.as_ref(), (place, "id"))?,
            name: self.value(row, &list.name, &format!("{place}.name"))?,
            status: self.item_value(row, list.status.as_ref(), (place, "status"))?,
            shown_status: self.item_value(row, list.shown_status.as_ref(), (place, "shown_status"))?,
            updated_at: self.item_value(row, list.updated_at.as_ref(), (place, "updated_at"))?,
            description: self.item_value(row, list.description.as_ref(), (place, "description"))?,
            members: match &list.members {
                Some(members) => {
                    Some(Box::new(self.components(row, members, &format!("{place}.members"))?))
                }
                None => None,
            },
            definition: list.clone(),
        })
    }

    fn incidents(&mut self, list: &Incidents, place: &str) -> Result<CompiledIncidents, Error> {
        let item = self.selector(None, &list.select, place)?;
        let mut value =
            |value: &Option<Value>, key: &str| self.item_value(Some(item), value.as_ref(), (place, key));
        Ok(CompiledIncidents {
            item,
            id: value(&list.id, "id")?,
            title: value(&list.title, "title")?,
            url: value(&list.url, "url")?,
            status: value(&list.status, "status")?,
            impact: value(&list.impact, "impact")?,
            started_at: value(&list.started_at, "started_at")?,
            resolved_at: value(&list.resolved_at, "resolved_at")?,
            scheduled_start: value(&list.scheduled_start, "scheduled_start")?,
            scheduled_end: value(&list.scheduled_end, "scheduled_end")?,
            components: value(&list.components, "components")?,
            body: value(&list.body, "body")?,
            updates: match &list.updates {
                Some(updates) => Some(self.updates(item, updates, &format!("{place}.updates"))?),
                None => None,
            },
            day: self.page_value(list.day.as_ref(), &format!("{place}.day"))?,
            definition: list.clone(),
        })
    }

    fn updates(&mut self, scope: SelectorId, list: &Updates, place: &str) -> Result<CompiledUpdates, Error> {
        let item = match list.pointer {
            Some(_) => None,
            None => Some(self.selector(Some(scope), &list.select, place)?),
        };
        let mark = match &list.marked_by {
            Some(mark) => Some(self.selector(item, mark, &format!("{place}.marked_by"))?),
            None => None,
        };
        Ok(CompiledUpdates {
            item,
            mark,
            status: self.item_value(item, list.status.as_ref(), (place, "status"))?,
            at: self.item_value(item, list.at.as_ref(), (place, "at"))?,
            body: self.item_value(item, list.body.as_ref(), (place, "body"))?,
            definition: list.clone(),
        })
    }
}

impl CompiledValue {
    /// The selector, if the value is looked for in the whole page.
    pub(super) fn page_selector(&self) -> Option<SelectorId> {
        self.selector.filter(|_| self.definition.anywhere)
    }
}
