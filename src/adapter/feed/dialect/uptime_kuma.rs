//! Uptime Kuma 2: the monitors that are down at this moment, and the notices that are pinned to the page.
//!
//! ```xml
//! <channel>
//!   <title>Acme RSS Feed</title>
//!   <description>Current status: Degraded Service</description>
//!   <item>
//!     <title>Mail is down</title>
//!     <guid isPermaLink="false">7-2026-08-12 09:41:12</guid>
//!     <description>Mail has been down since 2026-08-12 09:41:12 UTC</description>
//!   </item>
//! </channel>
//! ```

use super::{Dialect, Entries, generic};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::provider;
use crate::model::{AffectedComponent, Incident, IncidentStatus};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::UPTIME_KUMA),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: |_| None, translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    let description = feed.description.as_deref().unwrap_or_default().to_ascii_lowercase();
    let is_own_page = feed.link.as_deref().is_some_and(|link| link.contains("/status/"));
    description.starts_with("current status:") && (is_own_page || feed.sample().any(is_down))
}

fn is_down(entry: &Entry<'_>) -> bool {
    entry.title().ends_with(" is down")
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    generic::translate(context, entry, incident);
    if let Some(monitor) = entry.title().strip_suffix(" is down") {
        // It is listed as long as it is down, and its date is the time since when.
        incident.status = Some(IncidentStatus::Open);
        incident.started_at = incident.updated_at;
        incident.components.push(AffectedComponent::new(monitor));
    }
}
