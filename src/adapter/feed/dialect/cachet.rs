//! Cachet 3, in the feed that it makes for chat programs: one entry for each update, with the title of the incident on
//! the first line of its text. Its plain feed has titles where they belong, and is read as any other.
//!
//! ```xml
//! <item>
//!   <title>🚨 Acme - Incident update</title>
//!   <link>https://status.acme.example/incidents/4f0c2a52-…#update-31</link>
//!   <description>Mail is slow&lt;br/>&lt;br/>Status: Identified&lt;br/>&lt;br/>A disk is full.&lt;br/>Affected components: Mail</description>
//! </item>
//! ```

use super::generic::{self, EntryParts, LabelRules};
use super::{Dialect, Entries};
use crate::adapter::feed::blocks::trim_line_breaks;
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::provider;
use crate::model::RichText;

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::CACHET),
    vendor: None,
    matches: |feed: &Feed<'_>| feed.has_generator("cachet"),
    entries: Entries::Other(|context, feed, snapshot| {
        generic::translate_feed(context, feed, snapshot, read_entry);
    }),
};

fn read_entry(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>) -> EntryParts {
    let text = context.visible_body(entry);
    let Some((title, rest)) = split_title_line(&text) else {
        return generic::read_entry(context, entry, LabelRules::STATUS);
    };
    let parts = generic::read_text(context, entry, rest, LabelRules::STATUS);
    EntryParts { title: Some(title), ..parts }
}

/// The first line, if the line after it begins with `Status:`, and the rest.
fn split_title_line(text: &str) -> Option<(String, &str)> {
    let text = trim_line_breaks(text);
    let (title, rest) = text.split_once("<br").or_else(|| text.split_once('\n'))?;
    let rest = rest.trim_start_matches([' ', '/']);
    let rest = trim_line_breaks(rest.strip_prefix('>').unwrap_or(rest));
    rest.starts_with("Status:").then(|| (RichText::html(title).plain(), rest))
}
