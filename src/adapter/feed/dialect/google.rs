//! Google Cloud: one entry for each update, brought together by the incident in the link.
//!
//! Titles begin with `RESOLVED: ` or `UPDATE: `. A resolved incident states its start, its end and their zone in a
//! sentence, and its products in a line of their own.
//!
//! ```xml
//! <entry>
//!   <title>RESOLVED: Metrics are missing</title>
//!   <id>tag:status.cloud.example,2026:feed:B1hD4KAtcxiyAWkcANfW.T3VTiKN96GAYJ2R68X6b</id>
//!   <link href="https://status.cloud.example/incidents/B1hD4KAtcxiyAWkcANfW"/>
//!   <summary type="html">&lt;p> Incident began at &lt;strong>2026-03-09 08:30&lt;/strong> and ended at …</summary>
//! </entry>
//! ```

use super::grouping::{Group, Member, group};
use super::{Dialect, Entries, updates};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed};
use crate::adapter::feed::labels::components;
use crate::adapter::translate::vocabulary::UpdateWord;
use crate::adapter::translate::{provider, timeline};
use crate::model::{Incident, IncidentStatus, RichText, Snapshot};

pub(super) static DIALECT: Dialect =
    Dialect { provider: Some(provider::GOOGLE), vendor: None, matches, entries: Entries::Other(translate) };

fn matches(feed: &Feed<'_>) -> bool {
    feed.title() == "Google Cloud Service Health Updates"
        || feed.sample().any(|entry| incident_in_id(entry.id()).is_some())
}

/// The incident in `tag:HOST,YEAR:feed:<incident>.<update>`.
fn incident_in_id(id: &str) -> Option<&str> {
    let (_, ids) = id.strip_prefix("tag:")?.split_once(":feed:")?;
    ids.split_once('.').map(|(incident, _)| incident).filter(|incident| !incident.is_empty())
}

fn translate(context: &mut FeedContext<'_, '_>, feed: &Feed<'_>, snapshot: &mut Snapshot) {
    snapshot.vendor.name = feed.author.as_deref().map(str::to_owned).or(Some("Google Cloud".to_owned()));
    let members = feed.entries.iter().map(|entry| {
        let key = entry.link_id(|_| true).or(incident_in_id(entry.id())).unwrap_or(entry.id());
        (key.to_owned(), Member { entry, at: context.entry_dates(entry).latest() })
    });
    for group in group(members.collect::<Vec<_>>()) {
        let incident = translate_group(context, &group);
        snapshot.incidents.extend(incident);
    }
}

/// The word in capitals in front of a title, and the rest.
fn split_label(title: &str) -> Option<(&str, &str)> {
    let (word, rest) = title.split_once(": ")?;
    (!word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase())).then_some((word, rest))
}

fn translate_group(context: &mut FeedContext<'_, '_>, group: &Group<'_, '_>) -> Option<Incident> {
    let newest = group.newest()?;
    let mut incident = context.new_incident(group.key.as_str(), newest);
    if let Some((_, title)) = split_label(newest.title()) {
        incident.title = Some(title.to_owned());
    }
    let mut all = Vec::with_capacity(group.members.len());
    let mut was_resolved = false;
    // From the oldest on.
    for Member { entry, at } in group.members.iter().rev() {
        let html = context.body(entry);
        let mut word = split_label(entry.title()).map(|(word, _)| context.update_word(entry, "title", word));
        match &word {
            Some(UpdateWord::Status(status)) => was_resolved = status.is_over(),
            // A resolved incident has no updates any more: it is open again.
            _ if was_resolved => word = Some(UpdateWord::Status(IncidentStatus::Open)),
            _ => {}
        }
        all.push(updates::new_update(word, *at, RichText::html(message(&html))));
    }
    all.reverse();
    incident.updated_at = group.members.iter().find_map(|member| member.at);
    timeline::apply_updates(&mut incident, all);
    // The start is stated, or not known.
    incident.started_at = None;
    let text = RichText::html(&*context.body(newest)).plain();
    apply_stated_times(context, newest, &text, &mut incident);
    if let Some((_, products)) = text.split_once("Affected products:") {
        incident.components = components(products.lines().next().unwrap_or_default());
    }
    context.settle_group(&mut incident);
    Some(incident)
}

/// The words of people, without the sentences and lists that the page puts around them.
fn message(html: &str) -> &str {
    let html = html.trim();
    let Some((_, inner)) = html.split_once("status-update-text\">") else { return html };
    inner
        .split_once("</div><hr>")
        .or_else(|| inner.rsplit_once("</div>"))
        .map_or(inner, |(text, _)| text)
        .trim()
}

/// `Incident began at 2022-03-31 08:30 and ended at 2022-03-31 15:54 (all times are US/Pacific).`
fn apply_stated_times(
    context: &mut FeedContext<'_, '_>,
    entry: &Entry<'_>,
    text: &str,
    incident: &mut Incident,
) {
    let Some((_, rest)) = text.split_once("Incident began at ") else { return };
    let Some((times, rest)) = rest.split_once("(all times are ") else { return };
    let Some((zone, _)) = rest.split_once(')') else { return };
    let (start, end) = match times.split_once(" and ended at ") {
        Some((start, end)) => (start, Some(end)),
        None => (times, None),
    };
    let date_context = context.date_context();
    let mut time =
        |text: &str| context.parse_time(entry, &format!("{} {}", text.trim(), zone.trim()), &date_context);
    let (start, end) = (time(start), end.and_then(&mut time));
    incident.started_at = start;
    // The stated end counts more than the time of a later post.
    if incident.status == Some(IncidentStatus::Resolved) && end.is_some() {
        incident.resolved_at = end;
    }
}
