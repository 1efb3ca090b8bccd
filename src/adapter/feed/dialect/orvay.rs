//! Orvay: one entry for each change of one component, the newest first. These are no incidents.

use super::Dialect;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::scribe::Scribe;
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::model::{Component, ComponentStatus, Coverage, Extent, Snapshot};

pub(super) static DIALECT: Dialect = Dialect { provider: Some("orvay"), knows, read };

fn knows(feed: &Feed<'_>) -> bool {
    feed.sample().any(|entry| {
        component_of_id(entry.id()).is_some()
            && entry.content.as_ref().is_some_and(|text| text.mentions(" chang"))
    })
}

/// The component in `tag:status,2026-08-18:<component>:<milliseconds>`.
fn component_of_id(id: &str) -> Option<&str> {
    let mut parts = id.strip_prefix("tag:status,")?.split(':');
    let (_, component, stamp) = (parts.next()?, parts.next()?, parts.next()?);
    (stamp.len() == 13 && stamp.bytes().all(|b| b.is_ascii_digit())).then_some(component)
}

fn read(feed: &Feed<'_>, scribe: &mut Scribe<'_, '_>) -> Snapshot {
    let mut snapshot = scribe.snapshot(feed);
    // Components that have not changed of late are not there.
    snapshot.source.coverage = Coverage::new(Extent::Partial, Extent::None, Extent::None);
    for (n, entry) in feed.entries.iter().enumerate() {
        let Some(id) = component_of_id(entry.id()) else {
            let path = scribe.path(n, "id");
            let message = "expected the id of a component's change, found another";
            scribe
                .report(entry, Diagnostic::error(Code::UnreadableItem, path, message).with_found(entry.id()));
            continue;
        };
        // The first entry about a component is its present state.
        if snapshot.component(id).is_none() {
            let component = component(scribe, n, entry, id);
            snapshot.components.push(component);
        }
    }
    snapshot
}

fn component(scribe: &mut Scribe<'_, '_>, n: usize, entry: &Entry<'_>, id: &str) -> Component {
    let title = entry.title();
    let name = title.split_once(" is now ").or_else(|| title.split_once(':')).map_or(title, |(name, _)| name);
    let mut component = Component::new(name).with_id(id);
    component.updated_at = scribe.dates(n, entry).latest();
    let text = scribe.story(n, entry);
    component.status = status(&text);
    component
}

/// `… changed from a partial outage to operational at …`. A reading that was corrected afterwards ("We recorded … changing
/// from … to a partial outage …") tells nothing, unless it leads back to operational.
fn status(text: &str) -> Option<ComponentStatus> {
    let (corrected, rest) = match text.split_once(" changed from ") {
        Some((_, rest)) => (false, rest),
        None => (true, text.split_once(" changing from ")?.1),
    };
    let (change, _) = rest.split_once(" at ")?;
    let (_, to) = change.rsplit_once(" to ")?;
    let status = match to {
        "operational" => ComponentStatus::Operational,
        "degraded" => ComponentStatus::DegradedPerformance,
        "a partial outage" => ComponentStatus::PartialOutage,
        "a major outage" => ComponentStatus::MajorOutage,
        _ => return None,
    };
    (!corrected || status.is_operational()).then_some(status)
}
