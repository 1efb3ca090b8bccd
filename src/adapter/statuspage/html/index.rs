//! The index.

use chrono::{DateTime, Days, Utc};

use super::incident::Reader;
use super::plan::Rules;
use super::{component, health};
use crate::adapter::Context;
use crate::adapter::translate::ids::AnonymousIds;
use crate::datetime::{self, DateContext};
use crate::document::Document;
use crate::model::{Coverage, Extent, Format, Snapshot, Source};
use crate::syntax::html::select::{Element, MatchedPage};

/// How many days an index shows: what stands under one was written no later than this behind it.
const DAYS_SHOWN: u64 = 16;

/// Reads the index.
pub(super) fn read(
    page: &MatchedPage<'_>,
    rules: &Rules,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Snapshot {
    health::ending(page, context);
    let listed = page.count(rules.components) > 0 || page.count(rules.container) > 0;
    let components = match (listed, page.is_cut) {
        (false, _) => Extent::None,
        (true, true) => Extent::Partial,
        (true, false) => Extent::Complete,
    };
    let recent = if page.is_cut { Extent::Partial } else { Extent::Recent };
    let source =
        Source::new(Format::Html, Coverage::new(components, recent, recent)).with_provider("statuspage");
    let mut snapshot = Snapshot::new(source);
    snapshot.source.as_of = health::issued(page, rules);
    snapshot.vendor = health::vendor(page, rules);
    let vendor = snapshot.vendor.name.clone().unwrap_or_default();
    snapshot.components = component::components(page, rules, &vendor, context);
    let days: Vec<_> = page.all(rules.day).collect();
    let newest = days.first().and_then(|day| end_of(day, rules, context));
    let page_time = snapshot.source.as_of.or(newest).or(document.fetched_at());

    let mut reader =
        Reader { document, vendor: &vendor, list: Vec::new(), starts: AnonymousIds::default(), context };
    for item in page.all(rules.unresolved.item) {
        reader.incident(&item, &rules.unresolved, page_time);
    }
    for item in page.all(rules.scheduled.item) {
        reader.maintenance(&item, &rules.scheduled, page_time);
    }
    for day in &days {
        // A postmortem may be younger than the day it stands under, though not than the page.
        let shown =
            end_of(day, rules, reader.context).and_then(|end| end.checked_add_days(Days::new(DAYS_SHOWN)));
        let not_after = [shown, page_time].into_iter().flatten().min();
        for item in day.all(rules.past.item) {
            reader.incident(&item, &rules.past, not_after);
        }
    }
    let mut incidents = reader.list;
    let limit = context.limits().incidents;
    context.bound(&mut incidents, limit, "incidents", "/incidents");
    snapshot.incidents = incidents;
    snapshot.health = health::health(page, rules, &snapshot, context);
    snapshot
}

/// The end of a day's heading, wherever on earth its clocks stand.
fn end_of(day: &Element<'_, '_>, rules: &Rules, context: &mut Context<'_>) -> Option<DateTime<Utc>> {
    let line = day.first(rules.date)?.line();
    let reading = datetime::parse(&line, &DateContext::new(context.limits())).ok()?;
    reading.at.checked_add_signed(chrono::TimeDelta::try_hours(36)?)
}
