//! Heroku: plain entries with a number in the link, and perhaps a status word in the title.
//!
//! ```xml
//! <entry><title>Resolved: Builds are late</title><link href="https://status.heroku.example/incidents/2651"/></entry>
//! ```

use super::{Dialect, Entries, generic};
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::provider;

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::HEROKU),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: number, translate: generic::translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    let is_numbered = |entry: &Entry<'_>| entry.link().contains("/incidents/") && number(entry).is_some();
    feed.title().starts_with("Heroku") && feed.entries.iter().any(is_numbered)
}

/// The number is the id in the provider's JSON too.
fn number<'e>(entry: &'e Entry<'_>) -> Option<&'e str> {
    entry.link_id(|segment| segment.bytes().all(|b| b.is_ascii_digit()))
}
