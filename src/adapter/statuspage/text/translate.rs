//! What the index means.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::index::{Entry, Listing, Page};
use super::{instant, link_code};
use crate::adapter::page::worse_of;
use crate::adapter::page_text::entry::{id_without_start, report_unread_lines};
use crate::adapter::page_text::update_entries;
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::translate::timeline;
use crate::adapter::{Context, Part, provider};
use crate::datetime::{DateContext, PartialDateTime};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    Component, Coverage, Extent, Format, Health, Incident, IncidentKind, IncidentStatus, Link, Postmortem,
    Snapshot, Source, Vendor,
};
/// An announcement under a day is no younger than this many days: an index shows no more.
const DAYS_SHOWN: u64 = 16;

/// Translates the index.
///
/// # Errors
///
/// If nothing of an index can be read.
pub(super) fn index(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    let page = Page::read(document.text());
    let has_rows = !page.rows.is_empty() || !page.unread_rows.is_empty();
    if page.overall.is_none() && !has_rows && page.entries.is_empty() {
        let message = "expected a status, components or updates, found none of them";
        return Err(Error::new(ErrorKind::NotStatus, message));
    }
    let components = match (has_rows, page.rows_end) {
        (false, _) => Extent::None,
        (true, true) => Extent::Complete,
        (true, false) => Extent::Partial,
    };
    if !page.rows_end && (page.overall.is_some() || has_rows) {
        // The text ends before the list of components does, or before there is one.
        context.report_cut_off("");
        context.mark_present_state_cut();
    } else if page.is_cut {
        context.report_cut_off("");
    }
    let listed = if page.is_cut { Extent::Partial } else { Extent::Recent };
    let coverage = Coverage::new(components, listed, listed);
    let mut snapshot = Snapshot::new(Source::new(Format::Text, coverage).with_provider(provider::STATUSPAGE));
    if let Some(vendor) = &page.vendor {
        snapshot.vendor = Vendor::new(vendor);
    }
    for (index, (name, word)) in page.rows.iter().enumerate() {
        let status = context.component_status(word.as_str(), format_args!("/components/{index}/status"));
        snapshot.components.push(Component { status, ..Component::new(name) });
    }
    for line in &page.loose_rows {
        let message =
            "expected a status in Statuspage's words, found another provider's; it is taken in their sense";
        context.report(Diagnostic::info(Code::UnknownValue, "/components", message).with_found(line));
    }
    report_unread_lines(&page.unread_rows, "a name and a status", "/components", context);
    let limits = context.limits();
    context.bound(&mut snapshot.components, limits.components, "components", "/components");
    snapshot.incidents = incidents(&page, document, context);
    context.bound(&mut snapshot.incidents, limits.incidents, "incidents", "/incidents");
    if page.names_unresolved && snapshot.open_incidents().next().is_none() {
        let message = "expected the incident that the page calls unresolved, found none that is open";
        context.report(Diagnostic::warning(Code::Missing, "/incidents", message));
        context.mark_incomplete(Part::Incidents);
    }
    if let Some(overall) = &page.overall {
        let health = overall.impact.clone().map_or_else(Health::default, Health::stated);
        if overall.impact.is_none() {
            let message = "expected the status of all systems, found words that are not known; they are kept as the description";
            context.report(
                Diagnostic::warning(Code::UnknownValue, "/health/impact", message).with_found(&overall.words),
            );
        }
        snapshot.health = health.with_description(&overall.words);
        let second = page.second_overall.as_ref().and_then(|second| second.impact.clone());
        if second.is_some() {
            snapshot.health.impact =
                worse_of(snapshot.health.impact.take(), second, "/health/impact", context);
        }
    }
    Ok(snapshot)
}

fn incidents(page: &Page<'_>, document: &Document<'_>, context: &mut Context<'_>) -> Vec<Incident> {
    let mut ids = AnonymousIds::default();
    let mut list = Vec::with_capacity(page.entries.len());
    let page_time = page.day.and_then(end_of).or_else(|| year_elsewhere(page)).or(document.fetched_at());
    for entry in &page.entries {
        let path = format!("/incidents/{}", list.len());
        let mut incident = incident(entry, page, page_time, document, &path, context);
        let code = entry.target.and_then(link_code);
        let is_started = entry.blocks.last().is_some_and(|block| block.time.is_some());
        let start = incident.updates.first().and_then(|update| update.at).filter(|_| is_started);
        incident.id = match (code, start) {
            (Some(code), _) => code.to_owned(),
            (None, Some(start)) => ids.id("", Some(start)),
            (None, None) => id_without_start(&mut ids, "", entry.title.as_deref(), &entry.blocks),
        };
        context.check_interval(&incident, format_args!("{path}/resolved_at"));
        list.push(incident);
    }
    list
}

fn incident(
    entry: &Entry<'_>,
    page: &Page<'_>,
    page_time: Option<DateTime<Utc>>,
    document: &Document<'_>,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let known = DateContext::new(context.limits()).with_assumed_zone(context.options().assumed_zone);
    let mut incident = Incident {
        title: entry.title.clone(),
        url: entry.target.and_then(|target| whole_link(target, document)),
        ..Incident::default()
    };
    let mut not_after = page_time;
    if let Some((range, written)) = &entry.window {
        incident.kind = IncidentKind::Maintenance;
        let known = page_time.map_or(known, |time| known.with_year_near(time));
        incident.scheduled =
            super::schedule(range.resolve(&known), written, &format!("{path}/scheduled"), context);
        let start = incident.scheduled.and_then(|window| window.start);
        not_after = [not_after, start].into_iter().flatten().min();
    }
    let near = match entry.listing {
        Listing::Past(day) => day.map(|day| day.and_time(NaiveTime::MIN).and_utc()),
        Listing::Unresolved | Listing::Planned => None,
    };
    let mut entries =
        update_entries(&entry.blocks, page.is_markdown, path, context, |time, path, context| {
            let known = match (&time.moment, near, not_after) {
                (Some(moment), Some(near), bound) => nearest(moment, near, bound, known),
                (_, _, Some(bound)) => known.with_year_not_after(bound),
                _ => known,
            };
            instant(time, &known, path, context)
        });
    for update in entries.iter_mut().map(|entry| &mut entry.update) {
        // On the index a postmortem is only a link to its text.
        let is_link = |text: &str| text == "Read details" || text.starts_with("[Read details]");
        if update.status == Some(IncidentStatus::Postmortem)
            && update.body.as_ref().is_some_and(|body| is_link(&body.raw))
        {
            update.body = None;
        }
    }
    let limit = context.limits().updates;
    context.bound(&mut entries, limit, "updates", path);
    if entry.window.is_some() && entries.iter().all(|entry| entry.update.status.is_none()) {
        incident.status = Some(IncidentStatus::Scheduled);
        if let [only] = entries.as_mut_slice() {
            only.update.status = Some(IncidentStatus::Scheduled);
        }
    }
    timeline::apply_updates(&mut incident, entries);
    if entry.blocks.last().is_some_and(|block| block.time.is_none())
        && incident.kind == IncidentKind::Incident
    {
        incident.started_at = None;
    }
    let postmortem =
        incident.updates.iter().rfind(|update| update.status == Some(IncidentStatus::Postmortem));
    if let Some(update) = postmortem
        && incident.postmortem.is_none()
    {
        incident.postmortem = Some(Box::new(Postmortem { published_at: update.at, ..Postmortem::default() }));
    }
    incident
}

/// Reads a year that is not printed as the nearest to the day's heading, unless that is after the page or long after the
/// day.
fn nearest(
    moment: &PartialDateTime,
    near: DateTime<Utc>,
    bound: Option<DateTime<Utc>>,
    known: DateContext,
) -> DateContext {
    let shown = near.checked_add_days(Days::new(DAYS_SHOWN));
    let bound = [shown, bound].into_iter().flatten().min();
    match (moment.resolve(&known.with_year_near(near)), bound) {
        (Ok(reading), Some(bound)) if reading.at > bound => known.with_year_not_after(bound),
        _ => known.with_year_near(near),
    }
}

/// The end of a day's heading, in whatever zone its clocks are.
fn end_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    day.and_time(NaiveTime::MIN).and_utc().checked_add_signed(TimeDelta::try_hours(36)?)
}

/// The first time on the page that names its year: what others mean that name none.
fn year_elsewhere(page: &Page<'_>) -> Option<DateTime<Utc>> {
    let times = page.entries.iter().flat_map(|entry| &entry.blocks).filter_map(|block| block.time.as_ref());
    let moment = times
        .filter_map(|time| time.moment)
        .find(|moment| moment.date.is_some_and(|day| day.year.is_some()))?;
    let day = moment.date?;
    end_of(NaiveDate::from_ymd_opt(day.year?, day.month, day.day)?)
}

/// The link as the page gives it; a relative one needs the page's own address, which the caller may know.
fn whole_link(target: &str, document: &Document<'_>) -> Option<Link> {
    link_code(target)?;
    if target.starts_with("http://") || target.starts_with("https://") {
        return Some(Link::from(target));
    }
    let base = url::Url::parse(document.url()?).ok()?;
    base.join(target).ok().map(|url| Link::from(String::from(url)))
}
