//! The index: its components, and its lists of incidents.

use chrono::{DateTime, Days, TimeDelta, Utc};

use super::head;
use super::incident::ListReader;
use super::selectors::{ComponentSelectors, PageSelectors};
use crate::adapter::page::{ShownWords, cut_coverage, note_missing, report_page_end, worse_of};
use crate::adapter::translate::{ids, provider};
use crate::adapter::{Context, Part};
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::model::{Component, ComponentStatus, Coverage, Extent, Format, Snapshot, Source};
use crate::syntax::html::select::{Element, MatchedPage};
use crate::text::one_line;

/// How many days an index shows: an incident below the heading of a day was not written about later than this after it.
const DAYS_SHOWN: u64 = 16;

/// Reads the index.
pub(super) fn read(
    page: &MatchedPage<'_>,
    selectors: &PageSelectors,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Snapshot {
    report_page_end(page, context);
    let is_listed = page.count(selectors.components) > 0 || page.count(selectors.container) > 0;
    let components = if is_listed { Extent::Complete } else { Extent::None };
    let coverage = Coverage::new(components, Extent::Recent, Extent::Recent);
    let coverage = if page.is_cut { cut_coverage(coverage) } else { coverage };
    if page.is_cut && page.count(selectors.day) == 0 {
        // Past days come after the banner and the components.
        let list = page.all(selectors.components).last();
        if list.is_none_or(|list| list.is_cut()) {
            context.mark_present_state_cut();
        }
    }
    let mut snapshot = Snapshot::new(Source::new(Format::Html, coverage).with_provider(provider::STATUSPAGE));
    snapshot.health = head::stated_health(page, selectors, context);
    snapshot.source.as_of = head::issued_at(page, selectors);
    snapshot.vendor = head::vendor(page, selectors);
    let vendor = snapshot.vendor.name.clone().unwrap_or_default();
    snapshot.components = read_components(page, selectors, &vendor, context);
    let days: Vec<_> = page.all(selectors.day).collect();
    let newest = days.first().and_then(|day| end_of_day(day, selectors, context));
    let page_time = snapshot.source.as_of.or(newest).or(document.fetched_at());

    let mut reader = ListReader::new(document, &vendor, context);
    for item in page.all(selectors.unresolved.item) {
        reader.read_unresolved(&item, &selectors.unresolved, page_time);
    }
    for item in page.all(selectors.scheduled.item) {
        reader.read_maintenance(&item, &selectors.scheduled, page_time);
    }
    for day in &days {
        // A postmortem may be younger than the day it is listed under, though not than the page.
        let shown = end_of_day(day, selectors, reader.context)
            .and_then(|end| end.checked_add_days(Days::new(DAYS_SHOWN)));
        let not_after = [shown, page_time].into_iter().flatten().min();
        for item in day.all(selectors.past.item) {
            reader.read_incident(&item, &selectors.past, not_after);
        }
    }
    let mut incidents = reader.incidents;
    if incidents.len() < page.count(selectors.incident_heading) {
        let message = "expected each title below its list, found others; they are left out";
        context.report(Diagnostic::warning(Code::Missing, "/incidents", message));
        context.mark_incomplete(Part::Incidents);
        context.mark_incomplete(Part::Maintenances);
    }
    let limit = context.limits().incidents;
    context.bound(&mut incidents, limit, "incidents", "/incidents");
    snapshot.incidents = incidents;
    snapshot
}

/// The end of a day's heading, anywhere on earth.
fn end_of_day(
    day: &Element<'_, '_>,
    selectors: &PageSelectors,
    context: &mut Context<'_>,
) -> Option<DateTime<Utc>> {
    let line = day.first(selectors.date)?.line();
    let day = datetime::parse(&line, &DateContext::new(context.limits())).ok()?;
    day.at.checked_add_signed(TimeDelta::try_hours(36)?)
}

/// The rows in the page's order, each group before its members.
fn read_components(
    page: &MatchedPage<'_>,
    selectors: &PageSelectors,
    vendor: &str,
    context: &mut Context<'_>,
) -> Vec<Component> {
    let mut list = Vec::new();
    let mut shown = ShownWords::default();
    for container in page.all(selectors.container) {
        let Some(row) = container.first(selectors.component.item) else {
            let message = "expected a component in its container, found none";
            context.report(Diagnostic::warning(
                Code::Missing,
                format!("/components/{}", list.len()),
                message,
            ));
            context.mark_incomplete(Part::Components);
            continue;
        };
        let mut head = read_component(&row, &selectors.component, list.len(), &mut shown, context);
        head.is_group = container.has_class("is-group");
        if head.is_group && head.id.is_none() {
            // Pages of 2016 give no ids, and members must name their group.
            let ordinal = list.len().to_string();
            head.id = Some(ids::anonymous_id(&[vendor, head.name.as_deref().unwrap_or_default(), &ordinal]));
        }
        let group = head.id.clone();
        list.push(head);
        for member in container.all(selectors.member.item) {
            let member = read_component(&member, &selectors.member, list.len(), &mut shown, context);
            list.push(Component { parent_id: group.clone(), ..member });
        }
    }
    if list.len() < page.count(selectors.row) {
        let message = "expected each component in its container, found others; they are left out";
        context.report(Diagnostic::warning(Code::Missing, "/components", message));
        context.mark_incomplete(Part::Components);
    }
    let limit = context.limits().components;
    context.bound(&mut list, limit, "components", "/components");
    list
}

fn read_component(
    row: &Element<'_, '_>,
    selectors: &ComponentSelectors,
    index: usize,
    shown: &mut ShownWords,
    context: &mut Context<'_>,
) -> Component {
    let name = row.first(selectors.name).map(|name| name.line_without(&[selectors.not_name]));
    let name = name.filter(|name| !name.is_empty());
    if name.is_none() {
        note_missing("a component's name", format_args!("/components/{index}/name"), context);
    }
    let tooltip = row.first(selectors.tooltip).and_then(|tooltip| {
        // The page's script moves the text from one attribute to the other.
        let text = tooltip.attribute("title").filter(|text| !text.trim().is_empty());
        text.or_else(|| tooltip.attribute("data-original-title"))
    });
    let description = tooltip.map(|text| one_line(&unescape_again(&text)));
    Component {
        id: row.attribute("data-component-id").map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()),
        name,
        status: read_status(row, selectors, &format!("/components/{index}/status"), shown, context),
        description: description.filter(|text| !text.is_empty()),
        ..Component::default()
    }
}

/// Statuspage escapes tooltips twice (`title="Filtering &amp;amp; telemetry"`), the first time with these references only:
/// another one (`&apos;`) was written by the vendor.
fn unescape_again(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// By the row's attribute, else by its words, else by its colour. Where they contradict each other, the worst counts.
///
/// ```html
/// <div class="component-inner-container status-red" data-component-status="major_outage">
///   <span class="name">Files</span> <span class="component-status">Major Outage</span></div>
/// ```
fn read_status(
    row: &Element<'_, '_>,
    selectors: &ComponentSelectors,
    path: &str,
    shown: &mut ShownWords,
    context: &mut Context<'_>,
) -> Option<ComponentStatus> {
    let attribute = row.attribute("data-component-status").filter(|word| !word.trim().is_empty());
    let words = row.first(selectors.status).map(|status| status.line()).filter(|words| !words.is_empty());
    let colour = head::class_word(row, "status-");
    let stated = match (&attribute, &words) {
        (Some(word), _) => context.component_status(&**word, path),
        (None, Some(words)) => context.component_status(words.as_str(), path),
        (None, None) => None,
    };
    // Where the words are the statement, they have been looked up.
    let words = words.filter(|_| attribute.is_some());
    let shown = words.as_deref().and_then(|words| shown.find_status(words, path, context));
    let by_colour = colour.as_deref().and_then(status_of_colour);
    if stated.is_none() && by_colour.is_none() {
        match &colour {
            Some(colour) => context.report_unknown(colour, "a component's status", path),
            None => note_missing("a component's status", path, context),
        }
    }
    // "Operational" does not replace a statement that is not known.
    let is_unknown = stated.as_ref().is_some_and(|status| !status.is_known());
    let may_count = |status: &ComponentStatus| !(is_unknown && status.is_operational());
    let status = worse_of(stated, shown.filter(may_count), path, context);
    worse_of(status, by_colour.filter(may_count), path, context)
}

fn status_of_colour(colour: &str) -> Option<ComponentStatus> {
    Some(match colour {
        "green" => ComponentStatus::Operational,
        "yellow" => ComponentStatus::DegradedPerformance,
        "orange" => ComponentStatus::PartialOutage,
        "red" => ComponentStatus::MajorOutage,
        "blue" => ComponentStatus::UnderMaintenance,
        _ => return None,
    })
}
