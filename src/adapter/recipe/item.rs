//! Values of one item: an element, or a piece of JSON.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::compile::Field;
use crate::model::RichText;
use crate::syntax::html::select::{Element, MatchedPage, SelectorId};
use crate::text::{html_line, one_line};

/// What values are read from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'i, 'a> {
    /// The whole page.
    Page(&'i MatchedPage<'a>),
    /// An element of it.
    Element(&'i MatchedPage<'a>, Element<'i, 'a>),
    /// A piece of JSON in it.
    Json(&'i MatchedPage<'a>, &'i Json),
}

impl<'i, 'a> Item<'i, 'a> {
    fn page(self) -> &'i MatchedPage<'a> {
        match self {
            Self::Page(page) | Self::Element(page, _) | Self::Json(page, _) => page,
        }
    }

    /// The elements of a value, in the page's order.
    fn elements(self, field: &Field) -> Box<dyn Iterator<Item = Element<'i, 'a>> + 'i> {
        match (self, field.rule) {
            (_, Some(rule)) if field.value.anywhere => Box::new(self.page().all(rule)),
            (Self::Page(page), Some(rule)) => Box::new(page.all(rule)),
            (Self::Element(_, hit), Some(rule)) => Box::new(hit.all(rule)),
            (Self::Element(_, hit), None) => Box::new(std::iter::once(hit)),
            (Self::Json(..), _) | (Self::Page(_), None) => Box::new(std::iter::empty()),
        }
    }

    /// The value on one line, if there is one.
    pub(super) fn line(self, field: &Field) -> Option<String> {
        if let Self::Json(_, json) = self
            && !field.value.anywhere
        {
            return pointed(json, field.value.pointer.as_deref()?).map(|text| finished(&text, field))?;
        }
        self.elements(field).find_map(|hit| finished(&raw(&hit, field)?, field))
    }

    /// The value of every element that is found, each on one line.
    pub(super) fn lines(self, field: &Field) -> Vec<String> {
        if let Self::Json(_, json) = self {
            let list = field.value.pointer.as_deref().and_then(|pointer| json.pointer(pointer));
            let list = list.and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
            return list.iter().filter_map(|json| finished(json.as_str()?, field)).collect();
        }
        self.elements(field).filter_map(|hit| finished(&raw(&hit, field)?, field)).collect()
    }

    /// The value with its markup.
    pub(super) fn body(self, field: &Field) -> Option<RichText> {
        let plain = field.value.attribute.is_some() || field.value.pointer.is_some();
        if plain {
            let raw = match self {
                Self::Json(_, json) => pointed(json, field.value.pointer.as_deref()?)?.into_owned(),
                _ => self.elements(field).find_map(|hit| raw(&hit, field).map(Cow::into_owned))?,
            };
            let raw = raw.trim();
            return (!raw.is_empty())
                .then(|| if field.value.html { RichText::html(raw) } else { RichText::text(raw) });
        }
        let html = self.elements(field).next()?.html_without(&field.without).trim().to_owned();
        (!html_line(&html).is_empty()).then(|| RichText::html(html))
    }

    /// The items of a list inside this one.
    pub(super) fn inside(self, rule: SelectorId) -> Vec<Item<'i, 'a>> {
        match self {
            Self::Page(page) => page.all(rule).map(|hit| Self::Element(page, hit)).collect(),
            Self::Element(page, hit) => hit.all(rule).map(|hit| Self::Element(page, hit)).collect(),
            Self::Json(..) => Vec::new(),
        }
    }

    /// The items of a list inside this one, which is JSON.
    pub(super) fn pointed(self, pointer: &str) -> Vec<Item<'i, 'a>> {
        let Self::Json(page, json) = self else { return Vec::new() };
        let list = json.pointer(pointer).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        list.iter().map(|json| Self::Json(page, json)).collect()
    }

    /// Where it stands in the page, in bytes.
    pub(super) fn start(self) -> Option<usize> {
        if let Self::Element(_, hit) = self { Some(hit.start()) } else { None }
    }
}

/// What an element holds of a value, before its marks are taken off.
fn raw<'a>(hit: &Element<'_, 'a>, field: &Field) -> Option<Cow<'a, str>> {
    let text = match &field.value.attribute {
        Some(attribute) => hit.attribute(attribute)?,
        None if field.value.pointer.is_some() => Cow::Borrowed(hit.html()),
        None => Cow::Owned(hit.line_without(&field.without)),
    };
    let Some(pointer) = &field.value.pointer else { return Some(text) };
    let json: Json = serde_json::from_str(&text).ok()?;
    pointed(&json, pointer).map(|text| Cow::Owned(text.into_owned()))
}

fn pointed<'j>(json: &'j Json, pointer: &str) -> Option<Cow<'j, str>> {
    match json.pointer(pointer)? {
        Json::String(text) => Some(Cow::Borrowed(text)),
        Json::Number(number) => Some(Cow::Owned(number.to_string())),
        Json::Bool(flag) => Some(Cow::Owned(flag.to_string())),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// The value on one line, without what stands around it; `None` where nothing is left.
fn finished(text: &str, field: &Field) -> Option<String> {
    let line = if field.value.html { html_line(text) } else { one_line(text) };
    let mut line = line.as_str();
    if let Some(mark) = &field.value.after {
        line = line.split_once(mark.as_str()).map_or(line, |(_, rest)| rest);
    }
    if let Some(mark) = &field.value.before {
        line = line.rsplit_once(mark.as_str()).map_or(line, |(rest, _)| rest);
    }
    if field.value.last_segment {
        line = line.split(['?', '#']).next().unwrap_or(line).trim_end_matches('/');
        line = line.rsplit('/').next().unwrap_or(line);
    }
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}
