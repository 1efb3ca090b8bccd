//! The frame of adapters for one provider's JSON: recognition by keys, decoding, places of diagnostics.
//!
//! A provider is a [`JsonAdapter`] with two functions: one recognises its documents by their keys, the other decodes them
//! ([`decode_document`]) and translates them. Its wire types are declared with `wire!`.

use std::fmt;

use serde_json::value::RawValue;

use super::translate::ids::anonymous_id;
use super::{Adapter, Context, Endpoint, Verdict};
use crate::document::{Document, Syntax};
use crate::error::{Error, ErrorKind};
use crate::model::{Component, Coverage, Extent, Format, Snapshot, Source};
use crate::syntax::json::{
    self, FastDecode, Nullable, PullParser, Raw, Salvage, SalvageContext, TopKeys, check_nesting,
};

/// Who an adapter is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AdapterInfo {
    /// Its id, `kebab-case`: `instatus-json`.
    pub(crate) id: &'static str,
    /// Its name for people: `Instatus JSON`.
    pub(crate) name: &'static str,
    /// The formats it reads.
    pub(crate) formats: &'static [Format],
    /// The documents it reads, the best one first.
    pub(crate) endpoints: &'static [Endpoint],
}

impl AdapterInfo {
    /// An adapter for JSON.
    pub(crate) const fn json(id: &'static str, name: &'static str) -> Self {
        Self { id, name, formats: &[Format::Json], endpoints: &[] }
    }

    /// An adapter for HTML pages.
    pub(crate) const fn page(id: &'static str, name: &'static str) -> Self {
        Self { id, name, formats: &[Format::Html], endpoints: &[] }
    }

    /// Says which documents it reads.
    pub(crate) const fn with_endpoints(mut self, endpoints: &'static [Endpoint]) -> Self {
        self.endpoints = endpoints;
        self
    }
}

/// Reads the JSON of one provider.
#[derive(Debug, Clone, Copy)]
pub struct JsonAdapter {
    pub(crate) info: AdapterInfo,
    /// What of the provider's keys the head of a document has; `None` where it is not the provider's.
    pub(crate) recognize: fn(&JsonHead<'_>) -> Option<&'static str>,
    /// Decodes and translates a document.
    pub(crate) translate: fn(&Document<'_>, &mut Context<'_>) -> Result<Snapshot, Error>,
}

impl Adapter for JsonAdapter {
    fn id(&self) -> &str {
        self.info.id
    }

    fn name(&self) -> &str {
        self.info.name
    }

    fn formats(&self) -> &[Format] {
        self.info.formats
    }

    fn endpoints(&self) -> &[Endpoint] {
        self.info.endpoints
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        if document.syntax() != Syntax::Json {
            return Verdict::no("does not begin like JSON");
        }
        match (self.recognize)(&JsonHead::of(document)) {
            Some(what) => Verdict::certain_by_keys(what),
            None => Verdict::no("has other keys at its top"),
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        let snapshot = (self.translate)(document, context)?;
        json::locate(document.text(), &[], context.diagnostics());
        Ok(snapshot)
    }
}

/// The head of a JSON document, as probes look at it.
#[derive(Debug)]
pub(crate) struct JsonHead<'d> {
    /// The keys at the top; of a list, those of its first item.
    pub(crate) keys: &'d TopKeys<'static>,
    text: &'d str,
}

impl<'d> JsonHead<'d> {
    /// The head of this document.
    pub(crate) fn of(document: &'d Document<'_>) -> Self {
        Self { keys: document.top_keys(), text: document.head() }
    }

    /// The keys of the object at this key, or of the first item of the list at this key, as far as the head shows them.
    pub(crate) fn keys_of(&self, key: &str) -> &'d TopKeys<'static> {
        self.keys.keys_of(key, self.text)
    }

    /// The keys of an object further down: `["result", "status_overall"]`.
    pub(crate) fn keys_at(&self, path: &[&str]) -> TopKeys<'d> {
        TopKeys::read(self.value_at(path))
    }

    /// The string further down, if it is written without escapes: that of `["data", "type"]`.
    pub(crate) fn string_at(&self, path: &[&str]) -> Option<&'d str> {
        PullParser::new(self.value_at(path)).plain_string()
    }

    /// The text from the value of a key at the top on; empty if the key is not there.
    fn value_of(&self, key: &str) -> &'d str {
        self.keys.value_position(key).and_then(|at| self.text.get(at..)).unwrap_or_default()
    }

    /// The text from the value at the end of this path on; of a list, the path goes on in its first object.
    fn value_at(&self, path: &[&str]) -> &'d str {
        let Some((first, rest)) = path.split_first() else { return self.text };
        rest.iter().fold(self.value_of(first), |value, key| {
            let at = TopKeys::read_to(value, key).value_position(key);
            at.and_then(|at| value.get(at..)).unwrap_or_default()
        })
    }
}

/// Decodes a document: fast where it is as the format promises, else item by item, with a report of what is not.
///
/// # Errors
///
/// If the text is not JSON to the last brace, its values are nested deeper than [`Limits::depth`](crate::Limits::depth),
/// or another kind of value is at its top.
pub(crate) fn decode_document<'a, T: FastDecode<'a> + Salvage<'a>>(
    document: &'a Document<'_>,
    context: &mut Context<'_>,
) -> Result<T, Error> {
    let text = document.text();
    let depth = context.limits().depth;
    let keep_raw = context.options().keep_raw;
    // Only the slow path knows which text an item was read from.
    if !keep_raw && let Some(wire) = json::decode_fast_within(text, depth, context.diagnostics()) {
        return Ok(wire);
    }
    check_nesting(text, depth)?;
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| json::syntax_error(text, &error))?;
    let mut salvage = SalvageContext::new(String::new(), context.diagnostics(), keep_raw);
    T::salvage(raw, &mut salvage).ok_or_else(|| {
        Error::new(ErrorKind::NotStatus, format!("expected {}, found another kind of value", T::EXPECTED))
    })
}

/// The text from the value of a key at the top of a document on, wherever it is; of a list, in its first object.
pub(crate) fn top_value<'d>(document: &'d Document<'_>, key: &str) -> Option<&'d str> {
    let text = document.text();
    text.get(TopKeys::read_to(text, key).value_position(key)?..)
}

/// Decodes a value that a wire type keeps as it is written ([`Raw`]), at this path. Null and absent are nothing; another
/// kind of value is reported and left out.
pub(crate) fn decode_value<'a, T: FastDecode<'a> + Salvage<'a> + Default>(
    value: Raw<'a>,
    path: impl fmt::Display,
    context: &mut Context<'_>,
) -> T {
    let Some(text) = value.0 else { return T::default() };
    let keep_raw = context.options().keep_raw;
    let path = path.to_string();
    if !keep_raw && let Some(wire) = json::decode_fast(text, &path, context.diagnostics()) {
        return wire;
    }
    // The document is JSON, and so is each value in it.
    let Ok(raw) = serde_json::from_str::<&RawValue>(text) else { return T::default() };
    SalvageContext::new(path, context.diagnostics(), keep_raw).value(raw)
}

/// The snapshot of a provider's JSON, which covers this.
pub(crate) fn new_snapshot(provider: &str, coverage: Coverage) -> Snapshot {
    Snapshot::new(Source::new(Format::Json, coverage).with_provider(provider))
}

/// What a list covers: nothing, where the document does not have its key. Null is an empty list.
pub(crate) fn extent_of<T>(list: &Nullable<T>, extent: Extent) -> Extent {
    if list.is_present() { extent } else { Extent::None }
}

/// A row that may have rows of its own.
pub(crate) trait TreeRow<'a>: FastDecode<'a> + Salvage<'a> {
    /// The key of its rows: `children`.
    const CHILDREN: &'static str;

    /// Its rows, as the document writes them.
    fn children(&self) -> Raw<'a>;
}

/// Translates rows that may have rows of their own, such as `"services": [{"name": …, "children": [{…}]}]`: each row
/// before those in it, of which it is the group. Rows may be nested as deep as documents may; there is no recursion.
pub(crate) fn translate_tree<'a, T: TreeRow<'a>>(
    rows: Vec<T>,
    path: &str,
    context: &mut Context<'_>,
    mut translate: impl FnMut(T, fmt::Arguments<'_>, &mut Context<'_>) -> Component,
) -> Vec<Component> {
    let mut components = Vec::with_capacity(rows.len());
    let mut levels = vec![(rows.into_iter().enumerate(), path.to_owned(), None::<String>)];
    while let Some((rows, path, parent_id)) = levels.last_mut() {
        let Some((index, row)) = rows.next() else {
            levels.pop();
            continue;
        };
        let children = row.children();
        let mut component = translate(row, format_args!("{path}/{index}"), context);
        component.parent_id.clone_from(parent_id);
        if children.0.is_some() {
            let path = format!("{path}/{index}/{}", T::CHILDREN);
            let children: Vec<T> = decode_value(children, &path, context);
            component.is_group |= !children.is_empty();
            if component.id.is_none() && !children.is_empty() {
                // Its rows need it.
                component.id =
                    Some(anonymous_id(&["group", component.name.as_deref().unwrap_or_default(), &path]));
            }
            levels.push((children.into_iter().enumerate(), path, component.id.clone()));
        }
        components.push(component);
    }
    components
}

/// Whether a member at the top of a document says that its lists go on in another document: `"next": "https://…"`,
/// `"has_more": true`, or an object such as `"pagination": {"next": "https://…", "total": 90}`.
pub(crate) fn names_next_page(key: &str, raw: &str) -> bool {
    let is_set = |value: &str| !matches!(value.trim(), "" | "null" | "false" | "\"\"" | "0");
    if !raw.starts_with('{') {
        return !raw.starts_with('[') && is_set(raw);
    }
    let keys = TopKeys::read(raw);
    key != "next" && {
        let value = |key: &str| {
            let value = keys.value_position(key).and_then(|at| raw.get(at..))?;
            value.split([',', '}']).next().map(str::trim)
        };
        let number = |key: &str| value(key).and_then(|value| value.parse::<u64>().ok());
        let last = number("total_pages").or_else(|| number("pages")).or_else(|| number("page_count"));
        ["next", "next_page", "next_page_url", "has_more"].iter().any(|key| value(key).is_some_and(is_set))
            || last.is_some_and(|last| last > 1)
    }
}
