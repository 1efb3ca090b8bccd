//! The archive of the dashboard that AWS had until 2022: `status.aws.amazon.com/data.json`, in copies.
//!
//! ```text
//! {"archive": [{"service": "widgets-us-west-9", "service_name": "Widgets (Nevada)", "summary": "[RESOLVED] Slow widgets",
//!   "date": "1624564393", "status": "1", "details": "", "description":
//!   "<div><span class=\"yellowfg\">12:53 PM PDT</span>&nbsp;We are looking.</div><div><span …> 1:14 PM PDT</span>&nbsp;…</div>"}],
//!  "current": []}
//! ```
//!
//! | part | coverage |
//! |---|---|
//! | components, maintenances | none |
//! | incidents | recent |
//!
//! `status` is the level of the [open events](super::json), as an impact. `[RESOLVED]` leaves the title: the incident
//! is `resolved`, and its end is not stated. An item of `current` without it is `open`.
//!
//! Updates are divisions of the description, oldest first. Their labels are clocks in Pacific time. The first one is
//! near `date`; one that is before its predecessor is on the next day; `Aug 7, 1:14 PM PDT` names the day. Items have
//! no ids: service, title and date identify them.

use chrono::{DateTime, Days, Utc};

use super::{VENDOR, impact_word};
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::{Context, Part};
use crate::datetime::{self, ResolvedTime};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Coverage, Extent, Incident, IncidentStatus, RichText, Snapshot, Update, Vendor,
};
use crate::syntax::json::{Scalar, Text, wire};

/// The adapter for the archive of AWS' old dashboard.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::aws};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(aws::archive::adapter()));
/// let data = r#"{"archive": [{"service_name": "Widgets (Atlantis)", "summary": "[RESOLVED] Slow widgets",
///     "date": "1624564499", "status": "1", "details": "", "service": "widgets-eu-west-9",
///     "description": "<div><span class=\"yellowfg\"> 12:55 PM PDT</span>&nbsp;Widgets are slow.</div>"}],
///     "current": []}"#;
/// let snapshot = parser.parse(data)?;
/// let incident = &snapshot.incidents[0];
/// assert_eq!((&*incident.headline(), incident.is_over()), ("Slow widgets", true));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter { info: AdapterInfo::json("aws-archive-json", "AWS dashboard archive"), recognize, translate }
}

const RESOLVED_MARK: &str = "[RESOLVED]";
const LABEL_START: &str = "<span class=\"yellowfg\">";

wire! {
    struct Root<'a> {
        "archive" => archive: Option<Vec<Item<'a>>>,
        "current" => current: Option<Vec<Item<'a>>>,
        leaves out []
    }

    struct Item<'a> {
        "service" => slug: Text<'a>,
        "service_name" => service: Text<'a>,
        "summary" => summary: Text<'a>,
        "date" => date: Scalar<'a>,
        "status" => level: Scalar<'a>,
        "description" => description: Text<'a>,
        leaves out []
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let is_archive = head.keys.has_list("archive") && head.keys.has_list("current");
    (is_archive && head.keys.names().count() == 2).then_some("has exactly the lists archive and current")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("/archive", Part::Incidents), ("/current", Part::Incidents)]);
    let root: Root<'_> = decode_document(document, context)?;
    let coverage = Coverage::new(Extent::None, Extent::Recent, Extent::None);
    let mut snapshot = new_snapshot(provider::AWS, coverage);
    snapshot.vendor = Vendor { name: Some(VENDOR.to_owned()), ..Vendor::default() };
    let mut ids = AnonymousIds::default();
    for (list, items, listed_as) in
        [("archive", root.archive, None), ("current", root.current, Some(IncidentStatus::Open))]
    {
        for (index, item) in items.into_iter().flatten().enumerate() {
            let mut incident = translate_item(item, &format!("/{list}/{index}"), &mut ids, context);
            incident.status = incident.status.or_else(|| listed_as.clone());
            snapshot.incidents.push(incident);
        }
    }
    Ok(snapshot)
}

fn translate_item(item: Item<'_>, path: &str, ids: &mut AnonymousIds, context: &mut Context<'_>) -> Incident {
    let summary = item.summary.as_str().unwrap_or_default();
    let (title, is_over) = match summary.strip_prefix(RESOLVED_MARK) {
        Some(title) => (title.trim_start(), true),
        None => (summary, false),
    };
    let date = item.date.as_str().unwrap_or_default();
    let started_at = context.instant(item.date.as_str(), format_args!("{path}/date"));
    let mut incident = Incident {
        id: ids.next(&[item.slug.as_str().unwrap_or_default(), title, date]),
        title: (!title.is_empty()).then(|| title.to_owned()),
        status: is_over.then_some(IncidentStatus::Resolved),
        impact: context.impact(impact_word(item.level.as_str()), format_args!("{path}/status")),
        started_at,
        raw: item.source.map(Into::into),
        ..Incident::default()
    };
    let updates = item
        .description
        .as_str()
        .map(|html| read_updates(html, started_at, &format!("{path}/description"), context));
    if item.slug.as_str().is_some() || item.service.as_str().is_some() {
        incident.components.push(AffectedComponent {
            id: item.slug.into_string(),
            name: item.service.into_string(),
            status: None,
        });
    }
    context.apply_updates(&mut incident, updates.unwrap_or_default(), true, path);
    incident
}

/// The divisions of a description, oldest first; one without labels is a single update of the item's time.
fn read_updates(
    html: &str,
    started_at: Option<DateTime<Utc>>,
    path: &str,
    context: &mut Context<'_>,
) -> Vec<UpdateEntry> {
    let mut blocks = html.split(LABEL_START);
    let before = blocks.next().unwrap_or_default();
    let mut updates: Vec<UpdateEntry> = Vec::new();
    let mut previous = None;
    for block in blocks {
        let (label, body) = block.split_once("</span>").unwrap_or((block, ""));
        let at = started_at.and_then(|start| read_clock(label.trim(), start, previous, path, context));
        previous = at.or(previous);
        updates.push(new_update(at, body, path, context));
    }
    if updates.is_empty() && !before.trim().is_empty() {
        updates.push(new_update(started_at, before, path, context));
    }
    updates
}

fn new_update(at: Option<DateTime<Utc>>, body: &str, path: &str, context: &mut Context<'_>) -> UpdateEntry {
    let body = body.trim_end();
    let body = body.strip_suffix("<div>").unwrap_or(body).trim_end();
    let body = body.strip_suffix("</div>").unwrap_or(body).trim();
    let body = body.strip_prefix("&nbsp;").unwrap_or(body).trim_start();
    let body = (!body.is_empty()).then(|| RichText::html(context.bounded_text(body, path)));
    UpdateEntry::new(Update { at, body, ..Update::default() })
}

/// The time of a label such as `1:14 PM PDT`: the first one not before the previous update, or without one, that nearest to
/// the item's own time.
fn read_clock(
    label: &str,
    start: DateTime<Utc>,
    previous: Option<DateTime<Utc>>,
    path: &str,
    context: &mut Context<'_>,
) -> Option<DateTime<Utc>> {
    let near = previous.unwrap_or(start);
    let today = near.date_naive();
    let days = [today.checked_sub_days(Days::new(1)), Some(today), today.checked_add_days(Days::new(1))];
    let dates = context.date_context().with_year_near(start);
    let candidates =
        days.into_iter().flatten().map(|day| datetime::parse(label, &dates.with_default_date(Some(day))));
    let distance = |time: &ResolvedTime| {
        let seconds = time.at.signed_duration_since(near).num_seconds();
        let is_past = previous.is_some() && seconds < 0;
        (is_past, seconds.saturating_abs())
    };
    let best = candidates.min_by_key(|time| time.as_ref().map_or((true, i64::MAX), distance))?;
    context.written_instant(best, label, path)
}
