//! From a document to a snapshot, by a recipe.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::definition::{Components, Incidents, JsonRecipe, Updates, Value};
use crate::adapter::Context;
use crate::adapter::translate::ids::anonymous_id;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vocabulary::{self, UpdateWord};
use crate::adapter::translate::words;
use crate::diagnostic::{Code, Diagnostic, quotable};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Format, Incident, IncidentKind, IncidentStatus, Link,
    RichText, Schedule, Snapshot, Source, Update, Vendor,
};
use crate::syntax::json::{check_nesting, syntax_error};
use crate::text::{html_line, one_line};

/// Reads a document. `nothing_found` is the kind of the error where the recipe finds nothing.
pub(super) fn read_document(
    recipe: &JsonRecipe,
    nothing_found: ErrorKind,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Result<Snapshot, Error> {
    let text = document.text();
    check_nesting(text, context.limits().depth)?;
    let json: Json = serde_json::from_str(text).map_err(|error| syntax_error(text, &error))?;
    let whole = Item { json: &json, key: None };
    let mut reader = Reader { recipe, context };
    let mut snapshot = Snapshot::new(Source::new(Format::Json, Coverage::default()));
    snapshot.source.provider.clone_from(&recipe.provider);
    snapshot.source.as_of = reader.instant(whole, recipe.as_of.as_ref(), "");
    snapshot.vendor = Vendor {
        name: reader.line(whole, recipe.vendor.as_ref(), ""),
        url: reader.line(whole, recipe.vendor_url.as_ref(), "").map(Link::from),
        ..Vendor::default()
    };
    if let Some(value) = &recipe.health {
        let word = reader.word(whole, Some(value), "");
        snapshot.health = reader.context.stated_health(word.as_deref(), &value.pointer);
    }
    snapshot.health.description = reader.line(whole, recipe.health_description.as_ref(), "");
    let mut coverage = Coverage::default();
    for list in &recipe.components {
        let Some(items) = items_at(whole, &list.pointer, "") else {
            if list.optional {
                continue;
            }
            return Err(missing(nothing_found, &list.pointer));
        };
        let is_complete = list.complete && coverage.components != Extent::Partial;
        coverage.components = if is_complete { Extent::Complete } else { Extent::Partial };
        reader.read_components(items, list, &mut snapshot.components);
    }
    for list in &recipe.incidents {
        let Some(items) = items_at(whole, &list.pointer, "") else {
            if list.optional {
                continue;
            }
            return Err(missing(nothing_found, &list.pointer));
        };
        let extent = list.extent.unwrap_or(Extent::Partial);
        match list.kind {
            IncidentKind::Incident => coverage.incidents = extent,
            IncidentKind::Maintenance => coverage.maintenances = extent,
        }
        for (path, item) in items {
            if reader.is_readable(item, [list.title.as_ref(), list.status.as_ref()], &path) {
                let incident = reader.read_incident(item, list, &path);
                snapshot.incidents.push(incident);
            }
        }
    }
    let says_nothing =
        recipe.components.is_empty() && recipe.incidents.is_empty() && snapshot.health.impact.is_none();
    if coverage == Coverage::default() && snapshot.health.impact.is_none() || says_nothing {
        let first = recipe.health.as_ref().map(|value| &value.pointer).or(recipe.keys.first());
        return Err(missing(nothing_found, first.map_or("", String::as_str)));
    }
    snapshot.source.coverage = coverage;
    Ok(snapshot)
}

fn missing(kind: ErrorKind, pointer: &str) -> Error {
    Error::new(kind, format!("expected something at the pointer {pointer:?}, found nothing"))
}

/// What values are read from.
#[derive(Debug, Clone, Copy)]
struct Item<'j> {
    json: &'j Json,
    /// Its key, if it is a member of an object.
    key: Option<&'j str>,
}

/// The items of a list, or the members of an object, each with its path; `None` if there is neither.
fn items_at<'j>(item: Item<'j>, pointer: &str, path: &str) -> Option<Vec<(String, Item<'j>)>> {
    let at = |step: &dyn std::fmt::Display| format!("{path}{pointer}/{step}");
    match item.json.pointer(pointer)? {
        Json::Array(list) => Some(
            list.iter().enumerate().map(|(index, json)| (at(&index), Item { json, key: None })).collect(),
        ),
        Json::Object(members) => {
            Some(members.iter().map(|(key, json)| (at(key), Item { json, key: Some(key) })).collect())
        }
        _ => None,
    }
}

/// Whether a value is neither null nor empty.
fn says_something(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::String(text) => !text.is_empty(),
        Json::Array(items) => !items.is_empty(),
        Json::Object(members) => !members.is_empty(),
        Json::Bool(_) | Json::Number(_) => true,
    }
}

struct Reader<'r, 'c, 'p> {
    recipe: &'r JsonRecipe,
    context: &'c mut Context<'p>,
}

impl Reader<'_, '_, '_> {
    /// A value as it is written; a list or an object is reported and left out.
    fn raw<'j>(&mut self, item: Item<'j>, value: &Value, path: &str) -> Option<Cow<'j, str>> {
        if value.key {
            return item.key.map(Cow::Borrowed);
        }
        match item.json.pointer(&value.pointer)? {
            Json::String(text) => Some(Cow::Borrowed(text)),
            Json::Number(number) => Some(Cow::Owned(number.to_string())),
            Json::Bool(flag) => Some(Cow::Owned(flag.to_string())),
            Json::Null => value.words.contains_key("null").then_some(Cow::Borrowed("null")),
            Json::Array(_) | Json::Object(_) => {
                let message =
                    "expected a text, a number or a truth value, found a list or an object; it is left out";
                let path = format!("{path}{}", value.pointer);
                self.context.report(Diagnostic::warning(Code::WrongType, path, message));
                None
            }
        }
    }

    /// A value on one line, without what the recipe drops.
    fn line(&mut self, item: Item<'_>, value: Option<&Value>, path: &str) -> Option<String> {
        let value = value?;
        let raw = self.raw(item, value, path)?;
        let line = if value.html { html_line(&raw) } else { one_line(&raw) };
        let line = words::cut(&line, value.after.as_deref(), value.before.as_deref(), value.last_segment);
        let bounded = self.context.bounded_text(line, path);
        (!bounded.is_empty()).then(|| bounded.to_owned())
    }

    /// What a word means by the recipe's table; one that is not in it is for the vocabulary. An empty meaning is nothing.
    fn word(&mut self, item: Item<'_>, value: Option<&Value>, path: &str) -> Option<String> {
        let line = self.line(item, value, path)?;
        let meaning = words::look_up(&value?.words, &line.to_lowercase()).cloned();
        Some(meaning.unwrap_or(line)).filter(|meaning| !meaning.is_empty())
    }

    fn instant(&mut self, item: Item<'_>, value: Option<&Value>, path: &str) -> Option<DateTime<Utc>> {
        let line = self.line(item, value, path)?;
        let path = format!("{path}{}", value?.pointer);
        self.context.instant_in_zone(&*line, self.recipe.zone, path)
    }

    fn body(&mut self, item: Item<'_>, value: Option<&Value>, path: &str) -> Option<RichText> {
        let value = value?;
        let raw = self.raw(item, value, path)?;
        let path = format!("{path}{}", value.pointer);
        let body = self.context.body(&*raw, path)?;
        Some(if value.html { RichText::html(body.raw) } else { body })
    }

    /// Whether an item is what its values are taken from: one that is not, such as a number, is reported and left out.
    fn is_readable(&mut self, item: Item<'_>, values: [Option<&Value>; 2], path: &str) -> bool {
        let is_scalar = !matches!(item.json, Json::Object(_) | Json::Array(_));
        let is_inside = |value: &Value| !value.key && !value.pointer.is_empty();
        let is_unreadable = is_scalar && values.into_iter().flatten().any(is_inside);
        if is_unreadable {
            let message = "expected an object, found another value; it is left out";
            self.context.report(Diagnostic::error(Code::UnreadableItem, path, message));
        }
        !is_unreadable
    }

    /// Reads the rows of a list, each group before its members.
    fn read_components(
        &mut self,
        items: Vec<(String, Item<'_>)>,
        list: &Components,
        components: &mut Vec<Component>,
    ) {
        for (path, item) in items {
            if !self.is_readable(item, [Some(&list.name), list.status.as_ref()], &path) {
                continue;
            }
            let mut row = self.read_component(item, list, &path);
            let members = list.members.as_deref().and_then(|members| {
                let items = items_at(item, &members.pointer, &path).filter(|items| !items.is_empty())?;
                Some((members, items))
            });
            let Some((members, items)) = members else {
                components.push(row);
                continue;
            };
            row.is_group = true;
            let name = row.name.as_deref().unwrap_or_default();
            let id = row.id.get_or_insert_with(|| anonymous_id(&[&self.recipe.id, name])).clone();
            components.push(row);
            for (path, item) in items {
                if !self.is_readable(item, [Some(&members.name), members.status.as_ref()], &path) {
                    continue;
                }
                let member = self.read_component(item, members, &path);
                components.push(Component { parent_id: Some(id.clone()), ..member });
            }
        }
    }

    /// Notes the keys of a row that the list neither reads nor leaves out on purpose.
    fn note_unread(&mut self, item: Item<'_>, list: &Components, path: &str) {
        let (Some(left_out), Json::Object(members)) = (&list.leaves_out, item.json) else { return };
        for (key, value) in members {
            if says_something(value) && !list.reads(key) && !left_out.contains(key) {
                let key = quotable(key);
                self.context.diagnostics.note_unread(&key, format!("{path}/{key}"));
            }
        }
    }

    fn read_component(&mut self, item: Item<'_>, list: &Components, path: &str) -> Component {
        self.note_unread(item, list, path);
        let word = self.word(item, list.status.as_ref(), path);
        let status_path = list.status.as_ref().map_or("", |value| &value.pointer);
        Component {
            status: self.context.component_status(word.as_deref(), format_args!("{path}{status_path}")),
            id: self.line(item, list.id.as_ref(), path),
            name: self.line(item, Some(&list.name), path),
            description: self.line(item, list.description.as_ref(), path),
            updated_at: self.instant(item, list.updated_at.as_ref(), path),
            ..Component::default()
        }
    }

    fn read_incident(&mut self, item: Item<'_>, list: &Incidents, path: &str) -> Incident {
        let status = self.word(item, list.status.as_ref(), path);
        let impact = self.word(item, list.impact.as_ref(), path);
        let at =
            |value: &Option<Value>| format!("{path}{}", value.as_ref().map_or("", |value| &value.pointer));
        let planned = (
            self.instant(item, list.scheduled_start.as_ref(), path),
            self.instant(item, list.scheduled_end.as_ref(), path),
        );
        let mut components = Vec::new();
        if let Some(affected) = &list.components {
            for (path, item) in items_at(item, &affected.pointer, path).into_iter().flatten() {
                let Component { id, name, status, .. } = self.read_component(item, affected, &path);
                components.push(AffectedComponent { id, name, status });
            }
        }
        let mut incident = Incident {
            kind: list.kind,
            title: self.line(item, list.title.as_ref(), path),
            status: self.context.incident_status(status.as_deref(), at(&list.status)),
            impact: self.context.impact(impact.as_deref(), at(&list.impact)),
            url: self.line(item, list.url.as_ref(), path).map(Link::from),
            created_at: self.instant(item, list.created_at.as_ref(), path),
            started_at: self.instant(item, list.started_at.as_ref(), path),
            resolved_at: self.instant(item, list.resolved_at.as_ref(), path),
            updated_at: self.instant(item, list.updated_at.as_ref(), path),
            scheduled: (planned != (None, None)).then(|| Schedule::new(planned.0, planned.1)),
            components,
            ..Incident::default()
        };
        let start = incident.started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
        let parts = [incident.title.as_deref().unwrap_or_default(), &start];
        let id = self.line(item, list.id.as_ref(), path);
        incident.id = self.context.id_or_anonymous(id, &parts, path);
        let mut updates =
            list.updates.as_ref().map(|list| self.read_updates(item, list, path)).unwrap_or_default();
        let runs_forward = list.updates.as_ref().is_some_and(|list| list.oldest_first);
        if let Some(body) = self.body(item, list.body.as_ref(), path) {
            let is_only = updates.is_empty();
            let entry = UpdateEntry::new(Update {
                // The status of the only text is the incident's.
                status: incident.status.clone().filter(|_| is_only),
                at: incident.started_at.filter(|_| !is_only),
                body: Some(body),
                ..Update::default()
            });
            let oldest = if runs_forward { 0 } else { updates.len() };
            updates.insert(oldest, entry);
        }
        self.context.apply_updates(&mut incident, updates, runs_forward, path);
        let is_listed_as_open = list.kind == IncidentKind::Incident && list.extent == Some(Extent::Open);
        if is_listed_as_open && incident.status.is_none() && incident.resolved_at.is_none() {
            incident.status = Some(IncidentStatus::Open);
        }
        incident
    }

    fn read_updates(&mut self, item: Item<'_>, list: &Updates, path: &str) -> Vec<UpdateEntry> {
        let mut updates = Vec::new();
        for (path, item) in items_at(item, &list.pointer, path).into_iter().flatten() {
            if !self.is_readable(item, [list.status.as_ref(), list.body.as_ref()], &path) {
                // What it says is not known: it may be the newest.
                updates.push(UpdateEntry::new(Update::default()));
                continue;
            }
            let word = self.word(item, list.status.as_ref(), &path);
            let update = Update {
                id: self.line(item, list.id.as_ref(), &path),
                at: self.instant(item, list.at.as_ref(), &path),
                body: self.body(item, list.body.as_ref(), &path),
                ..Update::default()
            };
            if word.as_deref().and_then(vocabulary::find_update_word) == Some(UpdateWord::Update) {
                updates.push(UpdateEntry::without_status(update));
                continue;
            }
            let status_path = list.status.as_ref().map_or("", |value| &value.pointer);
            let status = self.context.incident_status(word.as_deref(), format_args!("{path}{status_path}"));
            updates.push(UpdateEntry::new(Update { status, ..update }));
        }
        updates
    }
}
