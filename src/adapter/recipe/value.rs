//! Reading one value of an item: an element of the page, or a piece of JSON in it.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::compile::CompiledValue;
use super::definition::Value;
use crate::adapter::translate::words;
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

    /// The whole page where the value is looked for anywhere in it, else the item.
    pub(super) fn scope_of(self, value: &CompiledValue) -> Self {
        if value.definition.anywhere { Self::Page(self.page()) } else { self }
    }

    /// The elements of a value, in the page's order.
    fn elements(self, value: &CompiledValue) -> Box<dyn Iterator<Item = Element<'i, 'a>> + 'i> {
        match (self, value.selector) {
            (Self::Page(page), Some(selector)) => Box::new(page.all(selector)),
            (Self::Element(_, element), Some(selector)) => Box::new(element.all(selector)),
            (Self::Element(_, element), None) => Box::new(std::iter::once(element)),
            (Self::Json(..), _) | (Self::Page(_), None) => Box::new(std::iter::empty()),
        }
    }

    /// The first value that is not empty, on one line.
    pub(super) fn line(self, value: &CompiledValue) -> Option<String> {
        if let Self::Json(_, json) = self {
            let text = scalar_at(json, value.definition.pointer.as_deref()?)?;
            return trimmed(&text, &value.definition);
        }
        self.elements(value).find_map(|element| trimmed(&raw_value(&element, value)?, &value.definition))
    }

    /// The value of this element itself, whatever the value's selector.
    pub(super) fn own_line(self, value: &CompiledValue) -> Option<String> {
        trimmed(&raw_value(&self.element()?, value)?, &value.definition)
    }

    /// The value of every matching element, each on one line.
    pub(super) fn lines(self, value: &CompiledValue) -> Vec<String> {
        let definition = &value.definition;
        if let Self::Json(_, json) = self {
            let list = definition.pointer.as_deref().and_then(|pointer| json.pointer(pointer));
            let list = list.and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
            return list.iter().filter_map(|json| trimmed(json.as_str()?, definition)).collect();
        }
        let lines = self.elements(value);
        lines.filter_map(|element| trimmed(&raw_value(&element, value)?, definition)).collect()
    }

    /// The value with its markup, without what `excluded` selects in it.
    pub(super) fn body(self, value: &CompiledValue, excluded: Option<SelectorId>) -> Option<RichText> {
        let definition = &value.definition;
        if definition.attribute.is_some() || definition.pointer.is_some() {
            let raw = match self {
                Self::Json(_, json) => scalar_at(json, definition.pointer.as_deref()?)?.into_owned(),
                _ => self
                    .elements(value)
                    .find_map(|element| raw_value(&element, value).map(Cow::into_owned))?,
            };
            let raw = raw.trim();
            let text = if definition.html { RichText::html(raw) } else { RichText::text(raw) };
            return (!raw.is_empty()).then_some(text);
        }
        let excluded: Vec<SelectorId> = value.without.iter().copied().chain(excluded).collect();
        let html = self.elements(value).next()?.html_without(&excluded).trim().to_owned();
        (!html_line(&html).is_empty()).then(|| RichText::html(html))
    }

    /// The items of a list of elements inside this one.
    pub(super) fn select(self, selector: SelectorId) -> Vec<Item<'i, 'a>> {
        match self {
            Self::Page(page) => page.all(selector).map(|element| Self::Element(page, element)).collect(),
            Self::Element(page, element) => {
                element.all(selector).map(|element| Self::Element(page, element)).collect()
            }
            Self::Json(..) => Vec::new(),
        }
    }

    /// The items of a list inside this one, which is JSON.
    pub(super) fn point(self, pointer: &str) -> Vec<Item<'i, 'a>> {
        let Self::Json(page, json) = self else { return Vec::new() };
        let list = json.pointer(pointer).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        list.iter().map(|json| Self::Json(page, json)).collect()
    }

    /// The element, unless the item is the page or JSON.
    pub(super) fn element(self) -> Option<Element<'i, 'a>> {
        if let Self::Element(_, element) = self { Some(element) } else { None }
    }

    /// What the value says in words: that of the first element that says anything.
    pub(super) fn meanings(self, value: &CompiledValue) -> Vec<Meaning> {
        self.all_meanings(value).next().unwrap_or_default()
    }

    /// Whether there is an element that says something, even if its words mean nothing.
    pub(super) fn has_statement(self, value: &CompiledValue) -> bool {
        self.all_meanings(value).next().is_some()
    }

    /// What each element says in words.
    pub(super) fn all_meanings(self, value: &CompiledValue) -> impl Iterator<Item = Vec<Meaning>> {
        let definition = &value.definition;
        let of_json = if let Self::Json(..) = self { self.line(value) } else { None };
        let lines =
            self.elements(value).filter_map(|element| trimmed(&raw_value(&element, value)?, definition));
        let meanings = of_json.into_iter().chain(lines).map(|line| find_meanings(&line, definition));
        meanings.filter(|meanings| !meanings.is_empty())
    }
}

/// What an element holds of a value, before it is trimmed.
fn raw_value<'a>(element: &Element<'_, 'a>, value: &CompiledValue) -> Option<Cow<'a, str>> {
    let definition = &value.definition;
    let text = match &definition.attribute {
        Some(attribute) => element.attribute(attribute)?,
        None if definition.pointer.is_some() => Cow::Borrowed(element.html()),
        None if definition.first_line => Cow::Owned(first_line(&element.html_without(&value.without))),
        None => Cow::Owned(element.line_without(&value.without)),
    };
    let Some(pointer) = &definition.pointer else { return Some(text) };
    let json: Json = serde_json::from_str(&text).ok()?;
    scalar_at(&json, pointer).map(|text| Cow::Owned(text.into_owned()))
}

/// The first line of an element that says anything: `04:00 PST` of `<b>04:00 PST<br>12:00 UTC</b>`.
fn first_line(html: &str) -> String {
    let mut rest = html;
    loop {
        // A line begins with the tag that ends the one before it.
        let mut tags = memchr::memchr_iter(b'<', rest.as_bytes()).filter(|at| *at > 0);
        let end = tags.find(|at| is_line_break(rest.as_bytes().get(*at..).unwrap_or_default()));
        let (line, next) = end.and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
        let line = html_line(line);
        if !line.is_empty() || next.is_empty() {
            return line;
        }
        rest = next;
    }
}

/// Whether a tag is a `<br>`.
fn is_line_break(tag: &[u8]) -> bool {
    let is_name = tag.get(1..3).is_some_and(|name| name.eq_ignore_ascii_case(b"br"));
    is_name && !tag.get(3).is_some_and(u8::is_ascii_alphanumeric)
}

fn scalar_at<'j>(json: &'j Json, pointer: &str) -> Option<Cow<'j, str>> {
    match json.pointer(pointer)? {
        Json::String(text) => Some(Cow::Borrowed(text)),
        Json::Number(number) => Some(Cow::Owned(number.to_string())),
        Json::Bool(flag) => Some(Cow::Owned(flag.to_string())),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// The value on one line, without what the recipe drops; `None` if nothing is left.
fn trimmed(text: &str, definition: &Value) -> Option<String> {
    let line = if definition.html { html_line(text) } else { one_line(text) };
    let (after, before) = (definition.after.as_deref(), definition.before.as_deref());
    let line = words::cut(&line, after, before, definition.last_segment);
    (!line.is_empty()).then(|| line.to_owned())
}

/// What the words of a value mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The recipe's table says so.
    Listed(String),
    /// A text that is not in the table; a vocabulary may know it.
    Unlisted(String),
    /// Classes, none of which is in the table.
    UnlistedClasses(String),
}

/// Looks up the words of a value in its table. An empty list: they mean nothing.
///
/// A text is one word: `Not fixed` is not `fixed`. A `class` attribute is a list of words, most of which are not about
/// the status (`class="state icon operational"`).
fn find_meanings(line: &str, definition: &Value) -> Vec<Meaning> {
    let look_up = |word: &str| words::look_up(&definition.words, word);
    let is_list = definition.attribute.as_deref() == Some("class") || definition.word_prefix.is_some();
    if !is_list {
        return match look_up(&line.to_lowercase()) {
            Some(meaning) if meaning.is_empty() => Vec::new(),
            Some(meaning) => vec![Meaning::Listed(meaning.clone())],
            None => vec![Meaning::Unlisted(line.to_owned())],
        };
    }
    let (mut listed, mut unlisted) = (Vec::new(), Vec::new());
    let prefix = definition.word_prefix.as_deref().unwrap_or_default();
    for class in line.split_ascii_whitespace() {
        let Some(word) = class.strip_prefix(prefix) else { continue };
        match look_up(&word.to_lowercase()) {
            Some(meaning) if meaning.is_empty() => {}
            Some(meaning) => listed.push(Meaning::Listed(meaning.clone())),
            None => unlisted.push(class),
        }
    }
    if listed.is_empty() && !unlisted.is_empty() {
        listed.push(Meaning::UnlistedClasses(unlisted.join(" ")));
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_ends_at_a_line_break() {
        assert_eq!(first_line("04:00 PST<BR/>12:00 UTC"), "04:00 PST");
        assert_eq!(first_line(" <br><br class=x><i>12:00</i> UTC<br>"), "12:00 UTC");
        assert_eq!(first_line("<brand>04:00</brand> PST"), "04:00 PST");
        assert_eq!(first_line("<br>"), "");
    }

    #[test]
    fn a_text_is_one_word_and_a_class_attribute_is_a_list_of_them() {
        let text = Value::text("b").word("fixed", "resolved").word("over*", "resolved");
        let listed = |meaning: &str| vec![Meaning::Listed(meaning.to_owned())];
        assert_eq!(find_meanings("Fixed", &text), listed("resolved"));
        assert_eq!(find_meanings("Over since noon", &text), listed("resolved"));
        for word in ["Not fixed", "Not over", "fixed?"] {
            assert_eq!(find_meanings(word, &text), [Meaning::Unlisted(word.to_owned())]);
        }
        let class = Value::attribute("b", "class").word("green", "operational").word("icon", "");
        assert_eq!(find_meanings("icon green big", &class), listed("operational"));
        assert_eq!(find_meanings("icon", &class), []);
        assert_eq!(find_meanings("icon mauve", &class), [Meaning::UnlistedClasses("mauve".to_owned())]);
        let class = class.word_prefix("is-");
        assert_eq!(find_meanings("icon big is-green", &class), listed("operational"));
        assert_eq!(find_meanings("icon green", &class), []);
    }
}
