//! Kener: `[Incident]` or `[Maintenance]` before the title, and labelled lines before the text.
//!
//! ```xml
//! <item>
//!   <title>[Incident] Mail is late</title>
//!   <guid isPermaLink="false">incident-12</guid>
//!   <description><![CDATA[Status: IDENTIFIED
//! Affected: Mail
//! A disk is full.]]></description>
//! </item>
//! ```

use super::generic::{self, LabelRules};
use super::{Dialect, Entries};
use crate::adapter::feed::format::Feed;
use crate::adapter::translate::provider;

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::KENER),
    vendor: None,
    matches,
    entries: Entries::Other(|context, feed, snapshot| {
        generic::translate_feed(context, feed, snapshot, |context, entry| {
            generic::read_entry(context, entry, LabelRules::STATUS_AND_KIND)
        });
    }),
};

fn matches(feed: &Feed<'_>) -> bool {
    feed.sample().any(|entry| {
        let number = entry.id().strip_prefix("incident-").or(entry.id().strip_prefix("maintenance-"));
        number == Some(entry.link_segment()) && entry.title().starts_with(['['])
    })
}
