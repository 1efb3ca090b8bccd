//! `OneUptime`: the kind before the title, a Markdown text, and a UUID in the link.
//!
//! ```xml
//! <item>
//!   <title>Scheduled Maintenance: Database move</title>
//!   <link>https://status.acme.example/scheduled-events/66b9c1f0-1111-4222-8333-444455556666</link>
//!   <description>We move the **database**.</description>
//! </item>
//! ```

use super::generic::{self, EntryParts, LabelRules};
use super::{Dialect, Entries};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::labels::kind_of_title;
use crate::adapter::translate::provider;
use crate::model::IncidentKind;

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::ONEUPTIME),
    vendor: None,
    matches,
    entries: Entries::Other(|context, feed, snapshot| {
        generic::translate_feed(context, feed, snapshot, read_entry);
    }),
};

fn matches(feed: &Feed<'_>) -> bool {
    feed.sample().any(|entry| {
        let is_linked = entry.link().contains("/incidents/") || is_scheduled_event(entry);
        is_linked && is_uuid(entry.link_segment()) && kind_of_title(entry.title()).is_some()
    })
}

fn is_scheduled_event(entry: &Entry<'_>) -> bool {
    entry.link().contains("/scheduled-events/")
}

/// `66b9c1f0-1111-4222-8333-444455556666`
fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

fn read_entry(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>) -> EntryParts {
    let mut parts = generic::read_entry(context, entry, LabelRules::STATUS_AND_KIND);
    if is_scheduled_event(entry) {
        parts.kind = Some(IncidentKind::Maintenance);
    }
    parts
}
