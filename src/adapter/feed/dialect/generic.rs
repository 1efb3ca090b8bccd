//! Any other feed: what its entries say for certain, and nothing invented.
//!
//! A status word counts only as a label: before or after the title, after `Status:` in the body, or in bold type with a
//! dash or colon before a text (`<strong>Resolved:</strong> It is over.`). The date of an entry is the time of its one
//! update, never a start. Entries that are updates of one incident by their links are brought together.
//!
//! A feed that is not about the status of something, such as a blog, is read without any status: its titles may begin
//! with the same words (`Update: our new office`).

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::grouping::{self, Group, Member};
use super::{Dialect, Entries, updates};
use crate::adapter::feed::blocks;
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed, last_segment};
use crate::adapter::feed::identity::{EntryIds, incident_link};
use crate::adapter::feed::labels::{self, BodyParts, TitleParts};
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::translate::vocabulary::UpdateWord;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    AffectedComponent, Incident, IncidentKind, IncidentStatus, Link, RichText, Schedule, Snapshot,
};
use crate::text::detect::detect_format;
use crate::text::html_line;

pub(super) static DIALECT: Dialect = Dialect {
    provider: None,
    vendor: None,
    matches: |_| true,
    entries: Entries::Other(|context, feed, snapshot| {
        let labels = LabelRules::of(feed);
        if !labels.statuses && !feed.entries.is_empty() {
            let message = "expected a feed about the status of something, found none of its words; no entry has a status";
            context.context.report(Diagnostic::warning(Code::Missing, "", message));
        }
        translate_feed(context, feed, snapshot, |context, entry| read_entry(context, entry, labels));
    }),
};

/// Which labels count in a feed.
#[derive(Debug, Clone, Copy)]
pub(super) struct LabelRules {
    /// Status words. They do not count in a feed that is not about the status of something.
    pub(super) statuses: bool,
    /// Kinds: `Incident: X`, `[Maintenance] X`. They are a program's if every entry has one.
    pub(super) kinds: bool,
}

impl LabelRules {
    /// What a status page's feed has.
    pub(super) const STATUS: Self = Self { statuses: true, kinds: false };
    /// What a feed has whose titles begin with the kind.
    pub(super) const STATUS_AND_KIND: Self = Self { statuses: true, kinds: true };

    fn of(feed: &Feed<'_>) -> Self {
        let statuses = is_about_status(feed);
        let has_kind = |entry: &Entry<'_>| labels::kind_of_title(entry.title()).is_some();
        Self { statuses, kinds: statuses && !feed.entries.is_empty() && feed.entries.iter().all(has_kind) }
    }
}

/// Words in the titles and links of feeds about the status of something.
const STATUS_WORDS: [&str; 14] = [
    "status",
    "incident",
    "maintenance",
    "outage",
    "uptime",
    "downtime",
    "disruption",
    "service health",
    "system health",
    "availability",
    "störung",
    "wartung",
    "estado",
    "panne",
];

/// Words in the titles and links of feeds about something else.
const OTHER_WORDS: [&str; 7] =
    ["blog", "news", "changelog", "release notes", "podcast", "press", "product updates"];

/// Whether a feed is about the status of something, by its title, its description and its links.
fn is_about_status(feed: &Feed<'_>) -> bool {
    let has_any = |text: &str, words: &[&str]| {
        let text = text.to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    let title = feed.title();
    if has_any(title, &["status"]) {
        return true;
    }
    let link = feed.link.as_deref().unwrap_or_default();
    if has_any(title, &OTHER_WORDS) || has_any(link, &["/blog", "blog.", "/news", "/changelog"]) {
        return false;
    }
    let id = feed.id.as_deref().unwrap_or_default();
    let description = feed.description.as_deref().unwrap_or_default();
    // The last segment of an entry's link is made of its title.
    let parent =
        |entry: &Entry<'_>| entry.link().rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
    [title, link, id].iter().any(|text| has_any(text, &STATUS_WORDS))
        || has_any(description, &["status", "incidents and maintenance", "incident history"])
        || feed.sample().any(|entry| has_any(&parent(entry), &STATUS_WORDS))
        || has_two_statuses(feed)
}

/// Whether titles are labelled with two different statuses of an incident, which those of a blog are not.
fn has_two_statuses(feed: &Feed<'_>) -> bool {
    let mut statuses = feed.sample().filter_map(|entry| {
        let status = labels::split_title(entry.title(), false).word?.into_status()?;
        let is_of_incident = matches!(
            status,
            IncidentStatus::Investigating
                | IncidentStatus::Identified
                | IncidentStatus::Monitoring
                | IncidentStatus::Resolved
        );
        is_of_incident.then_some(status)
    });
    statuses.next().is_some_and(|first| statuses.any(|status| status != first))
}

/// What an entry says.
#[derive(Debug, Default)]
pub(super) struct EntryParts {
    pub(super) title: Option<String>,
    pub(super) kind: Option<IncidentKind>,
    pub(super) components: Vec<AffectedComponent>,
    /// The newest first.
    pub(super) updates: Vec<UpdateEntry>,
    /// When it was last changed.
    pub(super) updated_at: Option<DateTime<Utc>>,
    /// The planned start of a scheduled maintenance: a publication that is still to come.
    pub(super) planned_start: Option<DateTime<Utc>>,
}

/// Translates a feed whose entries are incidents, or updates of incidents by their links.
pub(super) fn translate_feed(
    context: &mut FeedContext<'_, '_>,
    feed: &Feed<'_>,
    snapshot: &mut Snapshot,
    mut read: impl FnMut(&mut FeedContext<'_, '_>, &Entry<'_>) -> EntryParts,
) {
    let ids = EntryIds::of(feed);
    let repeated = repeated_ids(feed);
    let members = feed.entries.iter().map(|entry| {
        let link = incident_link(entry, feed.link.as_deref());
        let key = link.or_else(|| repeated.contains(entry.id()).then(|| entry.id()));
        (key.unwrap_or_default().to_owned(), Member { entry, at: None })
    });
    for group in grouping::group(members.collect::<Vec<_>>()) {
        match group.members.as_slice() {
            [member] if group.key.is_empty() => {
                let mut incident = context.new_incident(ids.id(member.entry), member.entry);
                let parts = read(context, member.entry);
                apply_parts(&mut incident, parts);
                snapshot.incidents.push(incident);
            }
            _ => {
                let incident = translate_group(context, group, &mut read);
                snapshot.incidents.extend(incident);
            }
        }
    }
}

/// The ids that several entries have under one title: the same item, published again.
fn repeated_ids<'f>(feed: &'f Feed<'_>) -> HashSet<&'f str> {
    // The title of the first entry with an id, and whether all that follow have it too.
    let mut titles: HashMap<&str, (&str, Option<bool>)> = HashMap::new();
    for entry in feed.entries.iter().filter(|entry| !entry.id().is_empty()) {
        let title = labels::split_title(entry.title(), false).title;
        titles
            .entry(entry.id())
            .and_modify(|(first, is_same)| *is_same = Some(is_same.unwrap_or(true) && *first == title))
            .or_insert((title, None));
    }
    titles.into_iter().filter(|(_, (_, is_same))| *is_same == Some(true)).map(|(id, _)| id).collect()
}

/// One incident from the entries that are its updates.
fn translate_group(
    context: &mut FeedContext<'_, '_>,
    group: Group<'_, '_>,
    read: &mut impl FnMut(&mut FeedContext<'_, '_>, &Entry<'_>) -> EntryParts,
) -> Option<Incident> {
    let Group { key, members } = group;
    let read = members.into_iter().map(|member| (member.entry, read(context, member.entry)));
    let entries: Vec<(&Entry<'_>, EntryParts)> = read.collect();
    let entries = grouping::sort_newest_first(entries, |(_, parts)| parts.updated_at);
    let newest = entries.first()?.0;
    let id = match last_segment(&key) {
        "" => key.as_str(),
        segment => segment,
    };
    let mut incident = context.new_incident(id, newest);
    if key.contains("://") {
        incident.url = Some(Link::from(key.as_str()));
    }
    let mut all = EntryParts::default();
    for (_, parts) in entries {
        all.title = all.title.or(parts.title);
        all.kind = all.kind.or(parts.kind);
        all.updated_at = all.updated_at.max(parts.updated_at);
        all.planned_start = all.planned_start.or(parts.planned_start);
        all.components.extend(parts.components);
        all.updates.extend(parts.updates);
    }
    incident.updated_at = all.updated_at;
    fill_in(&mut incident, &mut all);
    timeline::apply_updates(&mut incident, all.updates);
    context.settle_group(&mut incident);
    Some(incident)
}

/// Fills in what an entry says for certain, in the dialects of single providers too.
pub(super) fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let parts = read_entry(context, entry, LabelRules::STATUS);
    apply_parts(incident, parts);
}

fn apply_parts(incident: &mut Incident, mut parts: EntryParts) {
    incident.updated_at = parts.updated_at;
    fill_in(incident, &mut parts);
    timeline::apply_updates(incident, parts.updates);
    // A label alone is the present status, and not an update.
    incident.updates.retain(|update| update.body.is_some());
    // What the entry's date means is not known: it is neither a start nor an end.
    (incident.started_at, incident.resolved_at) = (None, None);
}

fn fill_in(incident: &mut Incident, parts: &mut EntryParts) {
    if let Some(title) = parts.title.take() {
        incident.title = Some(title);
    }
    if let Some(kind) = parts.kind {
        incident.kind = kind;
    }
    incident.components = labels::distinct(parts.components.drain(..));
    incident.scheduled = parts.planned_start.map(|start| Schedule::new(Some(start), None));
}

/// What an entry says for certain.
pub(super) fn read_entry(
    context: &mut FeedContext<'_, '_>,
    entry: &Entry<'_>,
    labels: LabelRules,
) -> EntryParts {
    let text = context.visible_body(entry);
    read_text(context, entry, &text, labels)
}

/// What an entry with this body says for certain.
pub(super) fn read_text(
    context: &mut FeedContext<'_, '_>,
    entry: &Entry<'_>,
    body: &str,
    rules: LabelRules,
) -> EntryParts {
    let dates = context.entry_dates(entry);
    let mut at = dates.latest();
    let mut parts = EntryParts { updated_at: at, ..EntryParts::default() };
    if !rules.statuses {
        let body = body.trim();
        parts
            .updates
            .extend((!body.is_empty()).then(|| updates::new_update(None, at, rich_text(entry, body))));
        return parts;
    }
    let title = labels::split_title(entry.title(), rules.kinds);
    let BodyParts { body, status, components, kind } = labels::split_body(body);
    if title.word.is_some() || title.kind.is_some() {
        parts.title = Some(title.title.to_owned());
    }
    parts.kind = title.kind.or(kind);
    parts.components = components.iter().map(|text| context.component_with_status(entry, text)).collect();
    let TitleParts { word, .. } = title;
    let word = word.or_else(|| status.map(|status| context.update_word(entry, entry.body_field(), &status)));
    // A publication that is still to come is the planned start, and not the time of an update.
    let is_scheduled = word == Some(UpdateWord::Status(IncidentStatus::Scheduled));
    if is_scheduled && context.as_of.is_some_and(|as_of| at.is_some_and(|at| at > as_of)) {
        parts.planned_start = at;
        (at, parts.updated_at) = (None, None);
    }
    let list = blocks::split_untimed(body);
    if !list.blocks.is_empty() && html_line(list.head).trim().is_empty() {
        let date_context = context.entry_date_context(&dates);
        parts.updates = updates::from_blocks(context, entry, &list, &date_context);
        if updates::runs_forward(&parts.updates) {
            parts.updates.reverse();
        }
        for update in &mut parts.updates {
            if let Some(body) = &mut update.update.body {
                body.raw = blocks::trim_block_end(&body.raw).to_owned();
            }
        }
        if let [only] = parts.updates.as_mut_slice() {
            only.update.at = at;
        }
        // The label says where the incident is now.
        if let (Some(UpdateWord::Status(status)), Some(newest)) = (word, parts.updates.first_mut()) {
            newest.update.status = Some(status);
        }
        return parts;
    }
    if !body.is_empty() {
        parts.updates.push(updates::new_update(word, at, rich_text(entry, body)));
    } else if word.is_some() {
        // The word is all that is said.
        let mut update = updates::new_update(word, at, RichText::text(""));
        update.update.body = None;
        parts.updates.push(update);
    }
    parts
}

/// The body of an update. RSS does not say in which notation a text is: by habit HTML, but often plain text.
pub(super) fn rich_text(entry: &Entry<'_>, text: &str) -> RichText {
    if !entry.body().is_some_and(|body| body.is_html) {
        return RichText::text(text);
    }
    if text.contains('&') { RichText::html(text) } else { RichText::new(detect_format(text), text) }
}
