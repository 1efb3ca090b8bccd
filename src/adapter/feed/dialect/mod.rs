//! One file for each provider: how its feeds are recognised by their content, and what they mean.
//!
//! The host never decides, since vendors give their pages names of their own.

mod apple;
mod aws;
mod azure;
mod bandwagonhost;
mod better_stack;
mod cachet;
mod closing;
mod cstate;
mod datocms;
mod generic;
mod google;
mod grouping;
mod heroku;
mod ibm;
mod incident_io;
mod instatus;
mod kener;
mod lambstatus;
mod okta;
mod oneuptime;
mod onlineornot;
mod openstatus;
mod oracle;
mod orvay;
mod pagerduty;
mod slack;
mod status_io;
mod statuspage;
mod updates;
mod uptime_kuma;

use super::context::{EntryDates, FeedContext};
use super::format::{Entry, Feed};
use super::identity::EntryIds;
use crate::model::{Incident, IncidentStatus, Schedule, Snapshot};

/// The feed format of one provider.
pub(super) struct Dialect {
    /// The word for [`Source::provider`](crate::Source::provider).
    provider: Option<&'static str>,
    /// The vendor, where the format is a single vendor's own.
    vendor: Option<&'static str>,
    /// Whether a feed is in this dialect.
    matches: fn(&Feed<'_>) -> bool,
    entries: Entries,
}

/// What the entries of a feed are, and how they are translated.
enum Entries {
    /// Each is an incident. `id` is the provider's rule for its id, where it holds; `translate` fills in the rest.
    Incidents {
        id: for<'e> fn(&'e Entry<'_>) -> Option<&'e str>,
        translate: fn(&mut FeedContext<'_, '_>, &Entry<'_>, &mut Incident),
    },
    /// Anything else: single updates, components.
    Other(fn(&mut FeedContext<'_, '_>, &Feed<'_>, &mut Snapshot)),
}

/// The dialects. Those that are recognised by the envelope or by a link come before those that are recognised by their
/// texts, which must be decoded for it.
const DIALECTS: [&Dialect; 27] = [
    &incident_io::DIALECT,
    &instatus::DIALECT,
    &aws::DIALECT,
    &better_stack::DIALECT,
    &status_io::DIALECT,
    &lambstatus::DIALECT,
    &onlineornot::DIALECT,
    &statuspage::DIALECT,
    &cstate::DIALECT,
    &google::DIALECT,
    &slack::DIALECT,
    &okta::DIALECT,
    &pagerduty::DIALECT,
    &bandwagonhost::DIALECT,
    &oracle::DIALECT,
    &openstatus::DIALECT,
    &cachet::DIALECT,
    &kener::DIALECT,
    &oneuptime::DIALECT,
    &uptime_kuma::DIALECT,
    &apple::DIALECT,
    &azure::DIALECT,
    &orvay::DIALECT,
    &datocms::DIALECT,
    &ibm::DIALECT,
    &heroku::DIALECT,
    &statuspage::BLOCKS,
];

/// Translates a feed in the first dialect that it matches; the generic one matches every feed.
pub(super) fn translate(context: &mut FeedContext<'_, '_>, feed: &Feed<'_>) -> Snapshot {
    let dialect = DIALECTS.into_iter().find(|dialect| (dialect.matches)(feed)).unwrap_or(&generic::DIALECT);
    let mut snapshot = context.new_snapshot(feed);
    snapshot.source.provider = dialect.provider.map(str::to_owned);
    if let Some(vendor) = dialect.vendor {
        snapshot.vendor.name = Some(vendor.to_owned());
    }
    match dialect.entries {
        Entries::Incidents { id, translate } => {
            snapshot.incidents.reserve(feed.entries.len());
            let ids = std::cell::LazyCell::new(|| EntryIds::of(feed));
            for entry in &feed.entries {
                let id = id(entry).map_or_else(|| ids.id(entry), str::to_owned);
                let mut incident = context.new_incident(id, entry);
                translate(context, entry, &mut incident);
                snapshot.incidents.push(incident);
            }
        }
        Entries::Other(translate) => translate(context, feed, &mut snapshot),
    }
    snapshot
}

/// Takes the publication of the entry of a scheduled maintenance as the planned start.
fn schedule_at_publication(incident: &mut Incident, dates: &EntryDates) {
    if incident.is_maintenance() && incident.status == Some(IncidentStatus::Scheduled) {
        incident.scheduled = dates.published_at().map(|start| Schedule::new(Some(start), None));
    }
}
