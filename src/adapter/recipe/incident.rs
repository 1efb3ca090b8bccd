//! The incidents of a page by a recipe.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

use super::compile::{Blocks, Field, Stories};
use super::item::Item;
use super::reader::Reader;
use super::word::meaning;
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::model::{AffectedComponent, Impact, Incident, IncidentStatus, Link, Schedule};
use crate::syntax::html::select::MatchedPage;

/// Reads the items of a list.
pub(super) fn read(
    items: &[Item<'_, '_>],
    stories: &Stories,
    page: &MatchedPage<'_>,
    list: &mut Vec<Incident>,
    reader: &mut Reader<'_, '_, '_>,
) {
    let page_time = reader.not_after;
    for item in items {
        let path = format!("/incidents/{}", list.len());
        if let Some(day) = stories.day.as_ref().and_then(|field| heading(*item, field, page, reader)) {
            reader.not_after = Some(page_time.map_or(day, |page_time| page_time.min(day)));
        }
        let incident = incident(*item, stories, &path, reader);
        list.push(incident);
        reader.not_after = page_time;
    }
}

/// The end, wherever on earth, of the day whose heading is the last before the item.
fn heading(
    item: Item<'_, '_>,
    field: &Field,
    page: &MatchedPage<'_>,
    reader: &mut Reader<'_, '_, '_>,
) -> Option<DateTime<Utc>> {
    let start = item.start()?;
    let above = page.all(field.rule?).take_while(|hit| hit.start() < start).last()?;
    let day = reader.instant(Item::Element(page, above), &field.own(), "/incidents")?;
    day.checked_add_signed(TimeDelta::try_hours(36)?)
}

fn incident(item: Item<'_, '_>, stories: &Stories, path: &str, reader: &mut Reader<'_, '_, '_>) -> Incident {
    let line = |field: &Option<Field>| field.as_ref().and_then(|field| item.line(field));
    let word = |field: &Option<Field>| field.as_ref().and_then(|field| meaning(&item.line(field)?, field));
    let mut incident = Incident {
        id: line(&stories.id).unwrap_or_default(),
        kind: stories.list.kind,
        title: line(&stories.title),
        url: line(&stories.url).and_then(|href| link(&href, reader)),
        status: word(&stories.status).map(|word| timeline::parse_status(&word)),
        impact: word(&stories.impact).map(Impact::from),
        ..Incident::default()
    };
    if let Some(IncidentStatus::Other(word)) = &incident.status {
        reader.unknown(word, "an incident's status", format!("{path}/status"));
    }
    if let Some(Impact::Other(word)) = &incident.impact {
        reader.unknown(word, "an impact", format!("{path}/impact"));
    }
    let mut time = |field: &Option<Field>, name: &str| {
        field.as_ref().and_then(|field| reader.instant(item, field, &format!("{path}/{name}")))
    };
    incident.started_at = time(&stories.started_at, "started_at");
    incident.resolved_at = time(&stories.resolved_at, "resolved_at");
    let planned = (time(&stories.scheduled_start, "scheduled"), time(&stories.scheduled_end, "scheduled"));
    if planned != (None, None) {
        incident.scheduled = Some(Schedule::new(planned.0, planned.1));
    }
    let names = stories.components.as_ref().map(|field| item.lines(field)).unwrap_or_default();
    incident.components = names.into_iter().map(AffectedComponent::new).collect();

    let mut steps =
        stories.updates.as_ref().map(|blocks| told(item, blocks, path, reader)).unwrap_or_default();
    if let Some(body) = stories.body.as_ref().and_then(|field| reader.body(item, field, path)) {
        let mut step = UpdateEntry::with_word(None);
        step.update.at = incident.started_at;
        // A text that stands alone is the state's own.
        step.update.status = incident.status.clone().filter(|_| steps.is_empty());
        step.update.at = step.update.at.filter(|_| !steps.is_empty());
        step.update.body = Some(body);
        steps.push(step);
    }
    let limit = reader.context.limits().updates;
    reader.context.bound(&mut steps, limit, "updates", path);
    timeline::apply_updates(&mut incident, steps);
    reader.context.check_interval(&incident, format_args!("{path}/resolved_at"));
    incident
}

/// The blocks of a story, newest first.
fn told(
    item: Item<'_, '_>,
    blocks: &Blocks,
    path: &str,
    reader: &mut Reader<'_, '_, '_>,
) -> Vec<UpdateEntry> {
    let items = match (&blocks.list.pointer, blocks.item) {
        (Some(pointer), _) => item.pointed(pointer),
        (None, Some(rule)) => item.inside(rule),
        (None, None) => Vec::new(),
    };
    let mut steps = Vec::with_capacity(items.len());
    for (index, block) in items.into_iter().enumerate() {
        let path = format!("{path}/updates/{index}");
        let word = blocks.status.as_ref().and_then(|field| meaning(&block.line(field)?, field));
        let mut step = UpdateEntry::with_word(word.as_deref());
        if let Some(IncidentStatus::Other(word)) = &step.update.status {
            reader.unknown(word, "an incident's status", format!("{path}/status"));
        }
        step.update.at =
            blocks.at.as_ref().and_then(|field| reader.instant(block, field, &format!("{path}/at")));
        step.update.body = blocks.body.as_ref().and_then(|field| reader.body(block, field, &path));
        steps.push(step);
    }
    if blocks.list.oldest_first {
        steps.reverse();
    }
    steps
}

/// A link, whole; a relative one needs the page's address, which the caller may know.
fn link(href: &str, reader: &Reader<'_, '_, '_>) -> Option<Link> {
    if Url::parse(href).is_ok() {
        return Some(Link::from(href));
    }
    let base = Url::parse(reader.document.url()?).ok()?;
    base.join(href).ok().map(|url| Link::from(String::from(url)))
}

/// Gives ids to those that have none: the last segment of the link, where no other has it, else a hash.
pub(super) fn identify(list: &mut [Incident], reader: &Reader<'_, '_, '_>) {
    let segments: Vec<String> = list.iter().map(|incident| segment(incident).unwrap_or_default()).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for segment in &segments {
        let count = counts.entry(segment).or_default();
        *count = count.saturating_add(1);
    }
    let mut starts = AnonymousIds::default();
    for (incident, segment) in list.iter_mut().zip(&segments).filter(|(incident, _)| incident.id.is_empty()) {
        if !segment.is_empty() && counts.get(segment.as_str()) == Some(&1) {
            incident.id.clone_from(segment);
            continue;
        }
        incident.id = starts.id(&reader.vendor, incident.started_at);
    }
}

fn segment(incident: &Incident) -> Option<String> {
    let url = incident.url.as_ref()?.url()?;
    let last = url.path_segments()?.rfind(|segment| !segment.is_empty())?;
    Some(last.to_owned())
}
