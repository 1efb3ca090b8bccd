//! The incidents and maintenances of a page.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::compile::{CompiledIncidents, CompiledUpdates, CompiledValue};
use super::reader::ItemReader;
use super::value::{Item, Meaning};
use crate::adapter::page::{note_missing, update_entry};
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::translate::links::resolve_link;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::translate::vocabulary;
use crate::datetime;
use crate::model::{
    AffectedComponent, Extent, Impact, Incident, IncidentKind, IncidentStatus, RichText, Schedule, Update,
};
use crate::syntax::html::select::{Element, MatchedPage, SelectorId};

/// Reads the items of a list.
pub(super) fn read_incidents(
    items: &[Item<'_, '_>],
    list: &CompiledIncidents,
    page: &MatchedPage<'_>,
    incidents: &mut Vec<Incident>,
    reader: &mut ItemReader<'_, '_, '_>,
) {
    let page_time = reader.not_after;
    let mut headings = list.day.as_ref().and_then(|day| DayHeadings::new(day, page));
    for item in items {
        let path = format!("/incidents/{}", incidents.len());
        if let (Some(headings), Some(element)) = (&mut headings, item.element()) {
            headings.advance(element.start(), page_time, reader, &path);
        }
        let incident = read_incident(*item, list, &path, reader);
        incidents.push(incident);
    }
    reader.not_after = page_time;
    reader.day = None;
}

/// The headings of days above the items of a list, in one pass beside them.
struct DayHeadings<'v, 'i, 'a> {
    value: &'v CompiledValue,
    page: &'i MatchedPage<'a>,
    next: std::iter::Peekable<Box<dyn Iterator<Item = Element<'i, 'a>> + 'i>>,
}

impl<'v, 'i, 'a> DayHeadings<'v, 'i, 'a> {
    fn new(value: &'v CompiledValue, page: &'i MatchedPage<'a>) -> Option<Self> {
        let all: Box<dyn Iterator<Item = Element<'i, 'a>> + 'i> = Box::new(page.all(value.selector?));
        Some(Self { value, page, next: all.peekable() })
    }

    /// Goes on to the last heading before an item, and reads its times by it: they are on that day, or by its end
    /// anywhere on earth.
    fn advance(
        &mut self,
        item_start: usize,
        page_time: Option<DateTime<Utc>>,
        reader: &mut ItemReader<'_, '_, '_>,
        path: &str,
    ) {
        let mut heading = None;
        while let Some(next) = self.next.next_if(|next| next.start() < item_start) {
            heading = Some(next);
        }
        let Some(heading) = heading else { return };
        let item = Item::Element(self.page, heading);
        (reader.day, reader.not_after) = (None, page_time);
        let Some(text) = item.own_line(self.value) else { return };
        match datetime::parse(&text, &reader.date_context()) {
            Ok(day) => {
                reader.day = day.local_date();
                let end = TimeDelta::try_hours(36).and_then(|hours| day.at.checked_add_signed(hours));
                reader.not_after = [end, page_time].into_iter().flatten().min();
            }
            Err(error) => reader.context.report(error.diagnostic(&format!("{path}/day"), &text)),
        }
    }
}

fn read_incident(
    item: Item<'_, '_>,
    list: &CompiledIncidents,
    path: &str,
    reader: &mut ItemReader<'_, '_, '_>,
) -> Incident {
    let mut line = |value: &Option<CompiledValue>| value.as_ref().and_then(|value| reader.line(item, value));
    let (id, title, href) = (line(&list.id), line(&list.title), line(&list.url));
    let mut time = |value: &Option<CompiledValue>, key: &str| {
        value.as_ref().and_then(|value| reader.instant(item, value, &format!("{path}/{key}")))
    };
    let started_at = time(&list.started_at, "started_at");
    let resolved_at = time(&list.resolved_at, "resolved_at");
    let planned = (time(&list.scheduled_start, "scheduled"), time(&list.scheduled_end, "scheduled"));
    let status =
        list.status.as_ref().and_then(|value| read_status(item, value, &format!("{path}/status"), reader));
    let impact =
        list.impact.as_ref().and_then(|value| read_impact(item, value, &format!("{path}/impact"), reader));
    let names = list.components.as_ref().map(|value| reader.lines(item, value)).unwrap_or_default();
    let mut incident = Incident {
        id: id.unwrap_or_default(),
        kind: list.definition.kind,
        title,
        url: href.and_then(|href| resolve_link(&href, reader.document)),
        status,
        impact,
        started_at,
        resolved_at,
        components: names.into_iter().map(AffectedComponent::new).collect(),
        ..Incident::default()
    };
    if planned != (None, None) {
        incident.scheduled = Some(Schedule::new(planned.0, planned.1));
    }
    let mut updates = match &list.updates {
        Some(updates) => read_updates(item, updates, started_at, path, reader),
        None => Vec::new(),
    };
    let has_marked_updates =
        !updates.is_empty() && list.updates.as_ref().is_some_and(|updates| updates.mark.is_some());
    if let Some(body) = list.body.as_ref().filter(|_| !has_marked_updates)
        && let Some(body) = reader.body(item, body, None, path)
    {
        let is_only = updates.is_empty();
        updates.push(UpdateEntry::new(Update {
            // The status of the only text is the incident's.
            status: incident.status.clone().filter(|_| is_only),
            at: incident.started_at.filter(|_| !is_only),
            body: Some(body),
            ..Update::default()
        }));
    }
    let limit = reader.context.limits().updates;
    reader.context.bound(&mut updates, limit, "updates", format_args!("{path}/updates"));
    timeline::apply_updates(&mut incident, updates);
    if incident.status.is_none()
        && incident.resolved_at.is_none()
        && incident.kind == IncidentKind::Incident
        && list.definition.extent == Some(Extent::Open)
    {
        incident.status = Some(IncidentStatus::Open);
    }
    let is_unstated = if let Some(value) = &list.status {
        !item.scope_of(value).has_statement(value)
    } else {
        let may_state = list.updates.as_ref().is_some_and(|updates| updates.status.is_some());
        may_state && incident.status.is_none()
    };
    if incident.impact.is_none()
        && list.impact.as_ref().is_some_and(|value| !item.scope_of(value).has_statement(value))
    {
        note_missing("an incident's impact", format_args!("{path}/impact"), reader.context);
    }
    if is_unstated {
        note_missing("an incident's status", format_args!("{path}/status"), reader.context);
    }
    reader.context.check_interval(&incident, format_args!("{path}/resolved_at"));
    incident
}

fn read_status(
    item: Item<'_, '_>,
    value: &CompiledValue,
    path: &str,
    reader: &mut ItemReader<'_, '_, '_>,
) -> Option<IncidentStatus> {
    match item.scope_of(value).meanings(value).into_iter().next()? {
        Meaning::Listed(word) | Meaning::Unlisted(word) => reader.context.incident_status(&*word, path),
        Meaning::UnlistedClasses(classes) => {
            reader.context.report_unknown(&classes, "an incident's status", path);
            None
        }
    }
}

fn read_impact(
    item: Item<'_, '_>,
    value: &CompiledValue,
    path: &str,
    reader: &mut ItemReader<'_, '_, '_>,
) -> Option<Impact> {
    match item.scope_of(value).meanings(value).into_iter().next()? {
        Meaning::Listed(word) | Meaning::Unlisted(word) => reader.context.impact(&*word, path),
        Meaning::UnlistedClasses(classes) => {
            reader.context.report_unknown(&classes, "an impact", path);
            None
        }
    }
}

/// The updates, newest first.
fn read_updates(
    item: Item<'_, '_>,
    list: &CompiledUpdates,
    started_at: Option<DateTime<Utc>>,
    path: &str,
    reader: &mut ItemReader<'_, '_, '_>,
) -> Vec<UpdateEntry> {
    let blocks = match (&list.definition.pointer, list.item) {
        (Some(pointer), _) => item.point(pointer),
        (None, Some(selector)) => item.select(selector),
        (None, None) => Vec::new(),
    };
    if list.mark.is_some() && !blocks.iter().any(|block| is_marked(*block, list)) {
        return Vec::new();
    }
    let mut entries: Vec<UpdateEntry> = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.into_iter().enumerate() {
        let path = format!("{path}/updates/{index}");
        let (mut entry, status_element) = read_entry(block, list, &path, reader);
        let body = list.body.as_ref().and_then(|value| reader.body(block, value, status_element, &path));
        let begins = is_marked(block, list) || status_element.is_some();
        if let Some(above) = entries.last_mut().filter(|_| !begins) {
            append(&mut above.update.body, body);
            continue;
        }
        entry.update.body = body.map(|body| if list.status.is_some() { without_dash(body) } else { body });
        if let Some(value) = &list.at {
            // A year that is not printed is near the incident's start, if the page has no day's heading.
            let dates = match started_at.filter(|_| reader.day.is_none()) {
                Some(start) => reader.date_context().with_year_near(start),
                None => reader.date_context(),
            };
            entry.update.at = reader.instant_in(dates, block, value, &format!("{path}/at"));
        }
        if !entry.is_empty() {
            entries.push(entry);
        }
    }
    if list.definition.oldest_first {
        entries.reverse();
    }
    entries
}

/// An update with the status that its word sets ("Update" keeps the one in force), and the element of that word, if it
/// is not part of the text.
fn read_entry(
    block: Item<'_, '_>,
    list: &CompiledUpdates,
    path: &str,
    reader: &mut ItemReader<'_, '_, '_>,
) -> (UpdateEntry, Option<SelectorId>) {
    let none = || (UpdateEntry::new(Update::default()), None);
    let Some(value) = &list.status else { return none() };
    let word = match block.scope_of(value).meanings(value).into_iter().next() {
        Some(Meaning::Listed(word) | Meaning::Unlisted(word)) => word,
        Some(Meaning::UnlistedClasses(classes)) => {
            reader.context.report_unknown(&classes, "an incident's status", format_args!("{path}/status"));
            return none();
        }
        None => {
            if list.mark.is_none() && !block.scope_of(value).has_statement(value) {
                note_missing("an update's status", format_args!("{path}/status"), reader.context);
            }
            return none();
        }
    };
    let is_known = vocabulary::find_update_word(&word).is_some();
    if list.mark.is_some() && !(is_known && begins_with(block, value)) {
        // In a text that people write freely, `<em>` may hold any words.
        return none();
    }
    let entry = update_entry(Some(&word), path, reader.context);
    (entry, value.selector.filter(|_| list.mark.is_some()))
}

/// Whether an element begins with the element of a value.
fn begins_with(block: Item<'_, '_>, value: &CompiledValue) -> bool {
    let (Some(block), Some(selector)) = (block.element(), value.selector) else { return false };
    block
        .first(selector)
        .is_some_and(|first| block.between(block.inside().0, first.start()).trim().is_empty())
}

fn is_marked(block: Item<'_, '_>, list: &CompiledUpdates) -> bool {
    let Some(mark) = list.mark else { return true };
    block.element().is_some_and(|element| element.first(mark).is_some())
}

fn append(text: &mut Option<RichText>, more: Option<RichText>) {
    let Some(more) = more else { return };
    match text {
        Some(text) => {
            text.raw.push('\n');
            text.raw.push_str(&more.raw);
        }
        None => *text = Some(more),
    }
}

/// `<em>Resolved</em> - It is over.`: without the dash between the status and the text.
fn without_dash(body: RichText) -> RichText {
    match body.raw.strip_prefix(['-', '–', '—']) {
        Some(rest) if rest.starts_with(char::is_whitespace) => RichText::new(body.format, rest.trim_start()),
        _ => body,
    }
}

/// Gives ids to incidents without one: the last path segment of the link if no other has it, else a hash.
pub(super) fn identify(incidents: &mut [Incident], reader: &ItemReader<'_, '_, '_>) {
    let segments: Vec<String> =
        incidents.iter().map(|incident| last_segment(incident).unwrap_or_default()).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for segment in &segments {
        let count = counts.entry(segment).or_default();
        *count = count.saturating_add(1);
    }
    let mut anonymous = AnonymousIds::default();
    for (incident, segment) in
        incidents.iter_mut().zip(&segments).filter(|(incident, _)| incident.id.is_empty())
    {
        if !segment.is_empty() && counts.get(segment.as_str()) == Some(&1) {
            incident.id.clone_from(segment);
            continue;
        }
        incident.id = anonymous.id(&reader.vendor, incident.started_at);
    }
}

fn last_segment(incident: &Incident) -> Option<String> {
    let url = incident.url.as_ref()?.url()?;
    let last = url.path_segments()?.rfind(|segment| !segment.is_empty())?;
    Some(last.to_owned())
}
