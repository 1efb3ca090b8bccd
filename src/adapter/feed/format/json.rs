//! JSON Feed 1.0 and 1.1.

use std::borrow::Cow;

use super::{Entry, Feed, LongText};
use crate::adapter::Context;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::error::{Error, ErrorKind};
use crate::model::Format;
use crate::syntax::json::{
    self, Raw, Salvage, SalvageContext, Text, check_nesting, decode_fast_within, syntax_error, wire,
};

wire! {
    /// The object at the top.
    pub(super) struct JsonFeed<'a> {
        "title" => title: Text<'a>,
        "description" => description: Text<'a>,
        "home_page_url" => home_page_url: Text<'a>,
        "feed_url" => feed_url: Text<'a>,
        // 1.0 has one author, 1.1 a list.
        "author" => author: Option<Author<'a>>,
        "authors" => authors: Option<Vec<Author<'a>>>,
        "items" => items: Option<Vec<Item<'a>>>,
        leaves out [
            // About the feed, not about what it says.
            "expired", "favicon", "hubs", "icon", "language", "next_url", "user_comment", "version",
        ]
    }

    pub(super) struct Author<'a> {
        "name" => name: Text<'a>,
        leaves out [
            // Of the name, only the name is used.
            "avatar", "url",
        ]
    }

    pub(super) struct Item<'a> {
        // A string, but real feeds have numbers, which the standard allows to readers.
        "id" => id: Raw<'a>,
        "url" => url: Text<'a>,
        "external_url" => external_url: Text<'a>,
        "title" => title: Text<'a>,
        "content_html" => content_html: Text<'a>,
        "content_text" => content_text: Text<'a>,
        "summary" => summary: Text<'a>,
        "date_published" => date_published: Text<'a>,
        "date_modified" => date_modified: Text<'a>,
        "tags" => tags: Option<Vec<Text<'a>>>,
        leaves out [
            // Pictures, files and authors.
            "attachments", "author", "authors", "banner_image", "image", "language",
        ]
    }
}

/// Reads a JSON Feed: at once where it is as the standard has it, else item by item.
///
/// # Errors
///
/// If it is not JSON, or not an object, or nested deeper than [`Limits::depth`](crate::Limits::depth).
pub(in crate::adapter::feed) fn read<'a>(
    text: &'a str,
    context: &mut Context<'_>,
) -> Result<Feed<'a>, Error> {
    let wire = decode(text, context)?;
    let mut authors = wire.author.into_iter().chain(wire.authors.into_iter().flatten());
    let mut feed = Feed {
        title: non_blank(wire.title),
        description: non_blank(wire.description),
        link: non_blank(wire.home_page_url),
        id: non_blank(wire.feed_url),
        author: authors.find_map(|author| non_blank(author.name)),
        ..Feed::new(Format::JsonFeed)
    };
    let Some(items) = wire.items else {
        let message = "expected a list of items, found none";
        context.report(Diagnostic::warning(Code::Missing, "/items", message));
        return Ok(feed);
    };
    let max_entries = context.limits().incidents;
    feed.has_more_entries = items.len() > max_entries;
    let items = items.into_iter().take(max_entries).enumerate();
    feed.entries.extend(items.map(|(index, item)| entry(index, item, text)));
    Ok(feed)
}

fn decode<'a>(text: &'a str, context: &mut Context<'_>) -> Result<JsonFeed<'a>, Error> {
    let depth = context.limits().depth;
    let keeps_raw = context.options().keep_raw;
    // Only the slow path knows the text that an item was read from.
    if !keeps_raw && let Some(wire) = decode_fast_within(text, depth, context.diagnostics()) {
        return Ok(wire);
    }
    check_nesting(text, depth)?;
    let raw = serde_json::from_str(text).map_err(|error| syntax_error(text, &error))?;
    let mut salvage = SalvageContext::new(String::new(), context.diagnostics(), keeps_raw);
    JsonFeed::salvage(raw, &mut salvage)
        .ok_or_else(|| Error::new(ErrorKind::NotStatus, "expected an object, found another JSON value"))
}

fn entry<'a>(index: usize, item: Item<'a>, document: &str) -> Entry<'a> {
    let long = |text: Text<'a>, is_html, field| LongText::from_decoded(text.0?, is_html, field);
    let html = long(item.content_html, true, "content_html");
    let text = long(item.content_text, false, "content_text");
    Entry {
        index,
        title: non_blank(item.title),
        id: item.id.0.and_then(id_text),
        link: non_blank(item.url).or(non_blank(item.external_url)),
        published: non_blank(item.date_published),
        updated: non_blank(item.date_modified),
        content: html.or(text),
        summary: long(item.summary, false, "summary"),
        categories: item.tags.into_iter().flatten().filter_map(non_blank).collect(),
        maintenance_end: None,
        span: item.source.map(|source| {
            let start = source.as_ptr().addr().saturating_sub(document.as_ptr().addr());
            Span::new(start, start.saturating_add(source.len()))
        }),
    }
}

fn non_blank(text: Text<'_>) -> Option<Cow<'_, str>> {
    text.0.filter(|text| !text.trim().is_empty())
}

/// The id in `"41"` or `42`; another kind of value is not an id.
fn id_text(raw: &str) -> Option<Cow<'_, str>> {
    match raw.as_bytes().first()? {
        b'"' => json::read::<Text<'_>>(raw).and_then(non_blank),
        b'-' | b'0'..=b'9' => Some(Cow::Borrowed(raw)),
        _ => None,
    }
}
