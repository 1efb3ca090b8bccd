//! One file for each provider: how its feeds are recognised by what stands in them, and what they mean.
//!
//! The host name never decides: vendors put their pages under names of their own.

mod apple;
mod aws;
mod azure;
mod bandwagonhost;
mod better_stack;
mod cstate;
mod datocms;
mod gathering;
mod generic;
mod google;
mod heroku;
mod ibm;
mod incident_io;
mod instatus;
mod lambstatus;
mod okta;
mod onlineornot;
mod openstatus;
mod oracle;
mod orvay;
mod pagerduty;
mod slack;
mod status_io;
mod statuspage;
mod steps;

use super::format::{Entry, Feed};
use super::identity::Identities;
use super::scribe::Scribe;
use crate::model::{AffectedComponent, Incident, Snapshot};

/// One provider's way of writing a feed.
pub(super) struct Dialect {
    /// The word for [`Source::provider`](crate::Source::provider).
    pub(super) provider: Option<&'static str>,
    /// Whether a feed is written so.
    pub(super) knows: fn(&Feed<'_>) -> bool,
    /// What it says.
    pub(super) read: fn(&Feed<'_>, &mut Scribe<'_, '_>) -> Snapshot,
}

/// The dialects. Those that are known by a mark in the envelope or in a link come first, then those that are known by
/// what their texts look like, which costs a look into each.
const DIALECTS: [&Dialect; 23] = [
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
    &apple::DIALECT,
    &azure::DIALECT,
    &orvay::DIALECT,
    &datocms::DIALECT,
    &ibm::DIALECT,
    &heroku::DIALECT,
    &statuspage::BLOCKS,
];

/// The dialect a feed is written in; the generic one knows them all.
pub(super) fn of(feed: &Feed<'_>) -> &'static Dialect {
    DIALECTS.into_iter().find(|dialect| (dialect.knows)(feed)).unwrap_or(&generic::DIALECT)
}

/// Reads a feed in which each entry is an incident: `own_id` knows the provider's rule for its id, where it holds, and
/// `fill` what its text and its dates mean.
fn each_entry(
    feed: &Feed<'_>,
    scribe: &mut Scribe<'_, '_>,
    own_id: for<'e> fn(&'e Entry<'_>) -> Option<&'e str>,
    fill: fn(&mut Scribe<'_, '_>, usize, &Entry<'_>, &mut Incident),
) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    let identities = Identities::of(feed);
    for (n, entry) in feed.entries.iter().enumerate() {
        let id = own_id(entry).map_or_else(|| identities.id(entry), str::to_owned);
        let mut incident = scribe.incident(id, entry);
        fill(scribe, n, entry, &mut incident);
        snapshot.incidents.push(incident);
    }
    snapshot
}

/// Names in a list such as `A, B, C`; a name that repeats is one.
fn names(list: &str) -> Vec<AffectedComponent> {
    let mut names: Vec<&str> = Vec::new();
    for name in list.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(AffectedComponent::new).collect()
}
