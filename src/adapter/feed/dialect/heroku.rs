//! Heroku and others whose feed is plain: a numbered incident in the link, a text, and perhaps a word in the title.

use super::{Dialect, each_entry, generic};
use crate::adapter::feed::format::Feed;
use crate::adapter::feed::scribe::Scribe;
use crate::model::Snapshot;

pub(super) static DIALECT: Dialect = Dialect { provider: Some("heroku"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    let titled = feed.title.as_deref().is_some_and(|title| title.starts_with("Heroku"));
    titled
        && feed
            .entries
            .iter()
            .any(|entry| entry.link().contains("/incidents/") && is_number(entry.link_tail()))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    // The number is the id that its JSON uses.
    each_entry(feed, scribe, |entry| Some(entry.link_tail()).filter(|tail| is_number(tail)), generic::fill)
}
