//! Better Stack: one item for each update.
//!
//! A report has a page of its own, which all its items link to. They say what was written, and no status. What a monitor
//! finds has no page: "X went down" and "X recovered" share one `guid`. `pubDate` is the update's time; that of planned
//! work may be in the future.
//!
//! ```xml
//! <item>
//!   <title>tiles.acme.example went down</title>
//!   <link>https://status.acme.example/</link>
//!   <guid>https://status.acme.example/#4be0c5d1a97f</guid>
//! </item>
//! ```

use super::grouping::{Group, Member, group};
use super::{Dialect, Entries, generic, updates};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::translate::vocabulary::UpdateWord;
use crate::adapter::translate::{provider, timeline};
use crate::model::{AffectedComponent, Incident, IncidentStatus, Snapshot};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::BETTER_STACK),
    vendor: None,
    matches,
    entries: Entries::Other(translate),
};

fn matches(feed: &Feed<'_>) -> bool {
    feed.title().starts_with("Incidents | ")
        || feed.sample().any(|entry| {
            let has_fragment =
                entry.id().strip_prefix(entry.link()).is_some_and(|rest| rest.starts_with('#'));
            has_fragment && (report_token(entry).is_some() || monitor(entry.title()).is_some())
        })
}

/// The token in `/incident/<token>`.
fn report_token<'e>(entry: &'e Entry<'_>) -> Option<&'e str> {
    let (_, token) = entry.link().split_once("/incident/")?;
    Some(token.trim_end_matches('/')).filter(|token| !token.is_empty())
}

/// The monitor in the title of what it found, and what it found.
fn monitor(title: &str) -> Option<(&str, IncidentStatus)> {
    let down = title.strip_suffix(" went down").map(|monitor| (monitor, IncidentStatus::Open));
    down.or_else(|| title.strip_suffix(" recovered").map(|monitor| (monitor, IncidentStatus::Resolved)))
}

fn translate(context: &mut FeedContext<'_, '_>, feed: &Feed<'_>, snapshot: &mut Snapshot) {
    let members = feed.entries.iter().map(|entry| {
        let at = context.entry_dates(entry).published_at();
        (report_token(entry).unwrap_or(entry.id()).to_owned(), Member { entry, at })
    });
    for group in group(members.collect::<Vec<_>>()) {
        let incident = translate_group(context, &group);
        snapshot.incidents.extend(incident);
    }
}

fn translate_group(context: &mut FeedContext<'_, '_>, group: &Group<'_, '_>) -> Option<Incident> {
    let id = group.key.rsplit_once('#').map_or(group.key.as_str(), |(_, fragment)| fragment);
    let mut incident = context.new_incident(id, group.newest()?);
    let oldest = group.oldest()?;
    if let Some((name, _)) = monitor(oldest.title()) {
        incident.title = Some(oldest.title().to_owned());
        incident.components.push(AffectedComponent::new(name));
        // The link is that of the page as a whole.
        incident.url = None;
    }
    let mut all = Vec::with_capacity(group.members.len());
    for Member { entry, at } in &group.members {
        let text = context.body(entry);
        let text = text.trim();
        let word = monitor(entry.title()).map(|(_, status)| UpdateWord::Status(status));
        let mut update = updates::new_update(word, *at, generic::rich_text(entry, text));
        update.update.body = update.update.body.filter(|_| !text.is_empty());
        all.push(update);
    }
    timeline::apply_updates(&mut incident, all);
    context.settle_group(&mut incident);
    Some(incident)
}
