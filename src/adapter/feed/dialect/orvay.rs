//! Orvay: one entry for each change of one component, the newest first. There are no incidents.
//!
//! ```xml
//! <entry>
//!   <id>tag:status,2026-08-22:search:1787400000000</id>
//!   <title>Search is now operational, …</title>
//!   <content type="text">Search changed from a partial outage to operational at 2026-08-22T….</content>
//! </entry>
//! ```

use super::{Dialect, Entries};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::provider;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Component, ComponentStatus, Coverage, Extent, Snapshot};

pub(super) static DIALECT: Dialect =
    Dialect { provider: Some(provider::ORVAY), vendor: None, matches, entries: Entries::Other(translate) };

fn matches(feed: &Feed<'_>) -> bool {
    feed.sample().any(|entry| {
        component_in_id(entry.id()).is_some()
            && entry.content.as_ref().is_some_and(|text| text.contains_raw(" chang"))
    })
}

/// The component in `tag:status,2026-08-18:<component>:<milliseconds>`.
fn component_in_id(id: &str) -> Option<&str> {
    let mut parts = id.strip_prefix("tag:status,")?.split(':');
    let (_, component, milliseconds) = (parts.next()?, parts.next()?, parts.next()?);
    (milliseconds.len() == 13 && milliseconds.bytes().all(|b| b.is_ascii_digit())).then_some(component)
}

fn translate(context: &mut FeedContext<'_, '_>, feed: &Feed<'_>, snapshot: &mut Snapshot) {
    // Components that have not changed recently are missing.
    snapshot.source.coverage = Coverage::new(Extent::Partial, Extent::None, Extent::None);
    let mut seen = std::collections::HashSet::new();
    for entry in &feed.entries {
        let Some(id) = component_in_id(entry.id()) else {
            let path = context.path(entry, "id").to_string();
            let message = "expected the id of a component's change, found another";
            let diagnostic = Diagnostic::error(Code::UnreadableItem, path, message);
            context.report(entry, diagnostic.with_found(entry.id()));
            continue;
        };
        // The first entry of a component has its present state.
        if seen.insert(id) {
            let component = component(context, entry, id);
            snapshot.components.push(component);
        }
    }
}

fn component(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, id: &str) -> Component {
    let title = entry.title();
    let name = title.split_once(" is now ").or_else(|| title.split_once(':')).map_or(title, |(name, _)| name);
    let mut component = Component::new(name).with_id(id);
    component.updated_at = context.entry_dates(entry).latest();
    component.status = status(context, entry);
    component
}

/// The status in `… changed from a partial outage to operational at …`. A report that was corrected afterwards ("We
/// recorded … changing from … to a partial outage …") says nothing, unless it leads back to operational.
fn status(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>) -> Option<ComponentStatus> {
    let text = context.body(entry);
    let Some((word, is_corrected)) = find_change(&text) else {
        let path = context.path(entry, entry.body_field()).to_string();
        let message = "expected the change of a component, found another text; its status is not known";
        context.report(entry, Diagnostic::warning(Code::Missing, path, message).with_found(text.trim()));
        return None;
    };
    let word = word.strip_prefix("a ").unwrap_or(word);
    let status = context.component_status(entry, entry.body_field(), word);
    status.filter(|status| !is_corrected || status.is_operational())
}

/// What a component changed to, and whether the report was corrected afterwards.
fn find_change(text: &str) -> Option<(&str, bool)> {
    let (is_corrected, rest) = match text.split_once(" changed from ") {
        Some((_, rest)) => (false, rest),
        None => (true, text.split_once(" changing from ")?.1),
    };
    let (change, _) = rest.split_once(" at ")?;
    let (_, to) = change.rsplit_once(" to ")?;
    Some((to, is_corrected))
}
