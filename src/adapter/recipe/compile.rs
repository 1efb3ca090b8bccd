//! From a recipe to a plan.

use super::definition::{Components, Incidents, Recipe, Updates, Value};
use crate::error::{Error, ErrorKind};
use crate::syntax::html::select::{Selector, SelectorId, SelectorSet};

/// A recipe whose selectors were read.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) plan: SelectorSet,
    pub(super) requires: Vec<(String, SelectorId)>,
    pub(super) vendor: Option<Field>,
    pub(super) as_of: Option<Field>,
    pub(super) health: Option<Field>,
    pub(super) health_description: Option<Field>,
    pub(super) components: Vec<Rows>,
    pub(super) incidents: Vec<Stories>,
}

/// A value with its rules.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) value: Value,
    /// Without one, the value is the item's own.
    pub(super) rule: Option<SelectorId>,
    pub(super) without: Vec<SelectorId>,
}

/// A list of components with its rules.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) item: SelectorId,
    pub(super) list: Components,
    pub(super) id: Option<Field>,
    pub(super) name: Field,
    pub(super) status: Option<Field>,
    pub(super) description: Option<Field>,
    pub(super) members: Option<Box<Rows>>,
}

/// A list of incidents with its rules.
#[derive(Debug)]
pub(super) struct Stories {
    pub(super) item: SelectorId,
    pub(super) list: Incidents,
    pub(super) id: Option<Field>,
    pub(super) title: Option<Field>,
    pub(super) url: Option<Field>,
    pub(super) status: Option<Field>,
    pub(super) impact: Option<Field>,
    pub(super) started_at: Option<Field>,
    pub(super) resolved_at: Option<Field>,
    pub(super) scheduled_start: Option<Field>,
    pub(super) scheduled_end: Option<Field>,
    pub(super) components: Option<Field>,
    pub(super) body: Option<Field>,
    pub(super) updates: Option<Blocks>,
    pub(super) day: Option<Field>,
}

/// The story of an incident with its rules.
#[derive(Debug)]
pub(super) struct Blocks {
    pub(super) item: Option<SelectorId>,
    pub(super) list: Updates,
    pub(super) status: Option<Field>,
    pub(super) at: Option<Field>,
    pub(super) body: Option<Field>,
}

impl Compiled {
    /// Reads the selectors of a recipe.
    pub(super) fn new(recipe: &Recipe) -> Result<Self, Error> {
        if recipe.id.is_empty() {
            return Err(Error::new(ErrorKind::Recipe, "expected an id of the recipe, found none"));
        }
        let mut plan = SelectorSet::default();
        let p = &mut plan;
        let mut requires = Vec::new();
        for selector in &recipe.requires {
            requires.push((selector.clone(), rule(p, None, selector)?));
        }
        let page =
            |p: &mut SelectorSet, value: Option<&Value>| value.map(|value| of_page(p, value)).transpose();
        let compiled = Self {
            requires,
            vendor: page(p, recipe.vendor.as_ref())?,
            as_of: page(p, recipe.as_of.as_ref())?,
            health: page(p, recipe.health.as_ref())?,
            health_description: page(p, recipe.health_description.as_ref())?,
            components: recipe.components.iter().map(|list| rows(p, None, list)).collect::<Result<_, _>>()?,
            incidents: recipe.incidents.iter().map(|list| stories(p, list)).collect::<Result<_, _>>()?,
            plan: SelectorSet::default(),
        };
        if !plan.is_valid() {
            let message = "expected fewer selectors, found more steps in them than a recipe may have (128)";
            return Err(Error::new(ErrorKind::Recipe, message));
        }
        Ok(Self { plan, ..compiled })
    }
}

fn rule(plan: &mut SelectorSet, scope: Option<SelectorId>, selector: &str) -> Result<SelectorId, Error> {
    let selector: Selector =
        selector.parse().map_err(|error| Error::new(ErrorKind::Recipe, format!("{error}")))?;
    Ok(plan.add_selector(scope, &selector))
}

fn of_page(plan: &mut SelectorSet, value: &Value) -> Result<Field, Error> {
    if value.select.is_none() {
        let message = "expected a selector for a value of the whole page, found none";
        return Err(Error::new(ErrorKind::Recipe, message));
    }
    field(plan, None, value)
}

/// The rules of a value; `item` is what finds the elements that it is a value of.
fn field(plan: &mut SelectorSet, item: Option<SelectorId>, value: &Value) -> Result<Field, Error> {
    let scope = if value.anywhere { None } else { item };
    let rule = value.select.as_deref().map(|selector| rule(plan, scope, selector)).transpose()?;
    let mut without = Vec::new();
    for selector in &value.without {
        without.push(self::rule(plan, rule.or(item), selector)?);
    }
    Ok(Field { value: value.clone(), rule, without })
}

fn rows(plan: &mut SelectorSet, scope: Option<SelectorId>, list: &Components) -> Result<Rows, Error> {
    // Members of a row that is JSON are in the same JSON.
    let item = if list.select.is_empty() && scope.is_some() { scope } else { None };
    let item = item.map_or_else(|| rule(plan, scope, &list.select), Ok)?;
    let own = |plan: &mut SelectorSet, value: Option<&Value>| {
        value.map(|value| field(plan, Some(item), value)).transpose()
    };
    Ok(Rows {
        item,
        id: own(plan, list.id.as_ref())?,
        name: field(plan, Some(item), &list.name)?,
        status: own(plan, list.status.as_ref())?,
        description: own(plan, list.description.as_ref())?,
        members: list.members.as_deref().map(|list| rows(plan, Some(item), list)).transpose()?.map(Box::new),
        list: list.clone(),
    })
}

fn stories(plan: &mut SelectorSet, list: &Incidents) -> Result<Stories, Error> {
    let item = rule(plan, None, &list.select)?;
    let own = |plan: &mut SelectorSet, value: Option<&Value>| {
        value.map(|value| field(plan, Some(item), value)).transpose()
    };
    Ok(Stories {
        item,
        id: own(plan, list.id.as_ref())?,
        title: own(plan, list.title.as_ref())?,
        url: own(plan, list.url.as_ref())?,
        status: own(plan, list.status.as_ref())?,
        impact: own(plan, list.impact.as_ref())?,
        started_at: own(plan, list.started_at.as_ref())?,
        resolved_at: own(plan, list.resolved_at.as_ref())?,
        scheduled_start: own(plan, list.scheduled_start.as_ref())?,
        scheduled_end: own(plan, list.scheduled_end.as_ref())?,
        components: own(plan, list.components.as_ref())?,
        body: own(plan, list.body.as_ref())?,
        updates: list.updates.as_ref().map(|updates| blocks(plan, item, updates)).transpose()?,
        day: list.day.as_ref().map(|day| of_page(plan, day)).transpose()?,
        list: list.clone(),
    })
}

fn blocks(plan: &mut SelectorSet, scope: SelectorId, list: &Updates) -> Result<Blocks, Error> {
    let item = if list.pointer.is_some() { None } else { Some(rule(plan, Some(scope), &list.select)?) };
    let own = |plan: &mut SelectorSet, value: Option<&Value>| {
        value.map(|value| field(plan, item, value)).transpose()
    };
    Ok(Blocks {
        item,
        status: own(plan, list.status.as_ref())?,
        at: own(plan, list.at.as_ref())?,
        body: own(plan, list.body.as_ref())?,
        list: list.clone(),
    })
}

impl Field {
    /// The same value, of the item's own element.
    pub(super) fn own(&self) -> Self {
        Self {
            value: Value { anywhere: false, ..self.value.clone() },
            rule: None,
            without: self.without.clone(),
        }
    }
}
