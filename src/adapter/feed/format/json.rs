//! JSON Feed 1.x.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{Entry, Feed, Text};
use crate::adapter::Context;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::error::{Error, ErrorKind};
use crate::model::Format;
use crate::syntax::json::check_nesting;

/// Reads a JSON Feed.
///
/// # Errors
///
/// If it is no JSON, or no object, or values stand too deep in one another.
pub(in crate::adapter::feed) fn read<'a>(
    text: &'a str,
    context: &mut Context<'_>,
) -> Result<Feed<'a>, Error> {
    check_nesting(text, context.limits().depth)?;
    let value: Value = serde_json::from_str(text).map_err(|error| syntax(text, &error))?;
    let Value::Object(mut top) = value else {
        return Err(Error::new(ErrorKind::NotStatus, "expected an object, found another JSON value"));
    };
    let author = match top.remove("author").or_else(|| first_of(&mut top, "authors")) {
        Some(Value::Object(mut author)) => word(&mut author, "name"),
        _ => None,
    };
    let mut feed = Feed {
        format: Format::JsonFeed,
        title: word(&mut top, "title"),
        description: word(&mut top, "description"),
        generator: None,
        link: word(&mut top, "home_page_url"),
        id: word(&mut top, "feed_url"),
        author,
        updated: None,
        updated_field: "updated",
        entries: Vec::new(),
        more_entries: false,
    };
    match top.remove("items") {
        Some(Value::Array(items)) => {
            feed.more_entries = items.len() > context.limits().incidents;
            for (n, item) in items.into_iter().take(context.limits().incidents).enumerate() {
                match item {
                    Value::Object(item) => feed.entries.push(entry(item)),
                    _ => context.report(Diagnostic::error(
                        Code::UnreadableItem,
                        format!("/items/{n}"),
                        "expected an object, found another JSON value",
                    )),
                }
            }
        }
        _ => {
            context.report(Diagnostic::warning(
                Code::Missing,
                "/items",
                "expected a list of items, found none",
            ));
        }
    }
    Ok(feed)
}

fn entry(mut item: Map<String, Value>) -> Entry<'static> {
    let html = word(&mut item, "content_html").map(|text| Text::decoded(text, true, "content_html"));
    let plain = word(&mut item, "content_text").map(|text| Text::decoded(text, false, "content_text"));
    Entry {
        title: word(&mut item, "title"),
        id: word(&mut item, "id"),
        link: word(&mut item, "url").or_else(|| word(&mut item, "external_url")),
        published: word(&mut item, "date_published"),
        updated: word(&mut item, "date_modified"),
        content: html.or(plain),
        summary: word(&mut item, "summary").map(|text| Text::decoded(text, false, "summary")),
        categories: match item.remove("tags") {
            Some(Value::Array(tags)) => tags.into_iter().filter_map(text_of).collect(),
            _ => Vec::new(),
        },
        maintenance_end: None,
        span: None,
    }
}

/// A field as text: a number is one too (ids are, in real feeds).
fn word(object: &mut Map<String, Value>, key: &str) -> Option<Cow<'static, str>> {
    object.remove(key).and_then(text_of).filter(|text| !text.trim().is_empty())
}

fn text_of(value: Value) -> Option<Cow<'static, str>> {
    match value {
        Value::String(text) => Some(Cow::Owned(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

fn first_of(object: &mut Map<String, Value>, key: &str) -> Option<Value> {
    match object.remove(key) {
        Some(Value::Array(list)) => list.into_iter().next(),
        _ => None,
    }
}

fn syntax(text: &str, error: &serde_json::Error) -> Error {
    let line_start = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .fold(0_usize, usize::saturating_add);
    let at = text.floor_char_boundary(line_start.saturating_add(error.column().saturating_sub(1)));
    Error::new(ErrorKind::Syntax, format!("expected JSON, found a fault: {error}"))
        .with_span(Span::new(at, text.ceil_char_boundary(at.saturating_add(1))))
}
