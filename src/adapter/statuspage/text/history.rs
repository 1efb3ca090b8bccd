//! The text of the page of past incidents: months, and of each incident its title, its last words and its span.
//!
//! ```text
//! Incident History
//! March 2026
//! Slow imports
//! Imports run at their usual pace.
//! Mar 4, 10:01 - 10:41 UTC
//! ```

use chrono::NaiveDate;

use super::link_code;
use crate::adapter::page_text::entry::{BlockText, TimeText};
use crate::adapter::page_text::{self, Line, Lines, Time, label};
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::{Context, provider};
use crate::datetime::DateContext;
use crate::document::Document;
use crate::model::{Coverage, Extent, Format, Incident, Link, Snapshot, Source, Update};

/// How many lines may come before the heading.
const LINES_ABOVE: usize = 24;

/// Whether the text is such a page: its heading or a month first, and below a month at least one span with its zone.
pub(super) fn is_history(window: &str) -> bool {
    let is_beginning = |line: &Line<'_>| line.text == "Incident History" || month(&line.text).is_some();
    Lines::new(window).take(LINES_ABOVE).any(|line| is_beginning(&line))
        && Lines::new(window)
            .skip_while(|line| month(&line.text).is_none())
            .any(|line| matches!(line.time, Some(Time::Window(_))))
}

/// The middle of the month in `March 2026`, which gives the year of what is listed below it.
fn month(line: &str) -> Option<NaiveDate> {
    const MOST_BYTES: usize = 16;
    let (name, year) = Some(line).filter(|line| line.len() <= MOST_BYTES)?.split_once(' ')?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    (is_year && label::is_month(name)).then(|| label::day(&format!("{name} 15, {year}")))?
}

/// Reads the text.
pub(super) fn read(document: &Document<'_>, context: &mut Context<'_>) -> Snapshot {
    let coverage = Coverage::new(Extent::None, Extent::Recent, Extent::Recent);
    let mut snapshot = Snapshot::new(Source::new(Format::Text, coverage).with_provider(provider::STATUSPAGE));
    let mut lines = Lines::new(document.text());
    let is_markdown = lines.is_markdown();
    let mut ids = AnonymousIds::default();
    let mut middle = None;
    let mut title: Option<Line<'_>> = None;
    let mut body: Option<(usize, usize)> = None;
    while let Some(line) = lines.next() {
        if let Some(date) = month(&line.text) {
            middle = Some(date);
            (title, body) = (None, None);
        } else if middle.is_none() || line.text.starts_with('+') || super::report::is_footer(&line.text) {
            // Above the first month, or a control of the page.
        } else if let Some(time @ (Time::Window(_) | Time::Stamp(Some(_)))) = line.time {
            let path = format!("/incidents/{}", snapshot.incidents.len());
            let (start, end) = body.take().unwrap_or_default();
            let text = lines.slice(start, end);
            let entry = title.take();
            let mut incident = incident(entry.as_ref(), text, is_markdown, &path, context);
            let known = DateContext::new(context.limits()).with_assumed_zone(context.options().assumed_zone);
            let noon = middle.and_then(|date| date.and_hms_opt(12, 0, 0)).map(|noon| noon.and_utc());
            let known = noon.map_or(known, |noon| known.with_year_near(noon));
            match time {
                Time::Window(range) => {
                    if let Some(window) = super::schedule(
                        range.resolve(&known),
                        &line.text,
                        &format!("{path}/started_at"),
                        context,
                    ) {
                        (incident.started_at, incident.resolved_at) = (window.start, window.end);
                    }
                }
                Time::Stamp(Some(moment)) => {
                    incident.started_at = context.written_instant(
                        moment.resolve(&known),
                        &line.text,
                        &format!("{path}/started_at"),
                    );
                }
                _ => {}
            }
            incident.id = match entry.as_ref().and_then(|entry| entry.target).and_then(link_code) {
                Some(code) => code.to_owned(),
                None if incident.started_at.is_some() => ids.id("", incident.started_at),
                None => {
                    let block =
                        BlockText { body: text, time: Some(TimeText::new(&line)), ..BlockText::default() };
                    page_text::entry::id_without_start(&mut ids, "", incident.title.as_deref(), &[block])
                }
            };
            context.check_interval(&incident, format_args!("{path}/resolved_at"));
            snapshot.incidents.push(incident);
        } else if title.is_none() {
            title = Some(line);
        } else {
            body = Some((body.map_or(line.start, |(start, _)| start), line.end));
        }
    }
    // A line that is cut off may be a month.
    let is_whole = |entry: &Line<'_>| lines.slice(entry.end, document.text().len()).contains('\n');
    if let Some(entry) = title.filter(|entry| body.is_some() || is_whole(entry)) {
        let path = format!("/incidents/{}", snapshot.incidents.len());
        context.report_cut_off(&path);
        let (start, end) = body.unwrap_or_default();
        let text = lines.slice(start, end);
        let mut incident = incident(Some(&entry), text, is_markdown, &path, context);
        incident.id = match entry.target.and_then(link_code) {
            Some(code) => code.to_owned(),
            None => page_text::entry::id_without_start(
                &mut ids,
                "",
                incident.title.as_deref(),
                &[BlockText { body: text, ..BlockText::default() }],
            ),
        };
        snapshot.incidents.push(incident);
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/incidents");
    snapshot
}

/// An entry without its times. Neither its state nor the time of its text is printed.
fn incident(
    entry: Option<&Line<'_>>,
    text: &str,
    is_markdown: bool,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let body = page_text::body(text, is_markdown, path, context);
    let target = entry.and_then(|entry| entry.target).filter(|target| target.starts_with("http"));
    Incident {
        title: entry.map(|entry| entry.name().to_owned()),
        url: target.map(Link::from),
        updates: body.map(|body| Update { body: Some(body), ..Update::default() }).into_iter().collect(),
        ..Incident::default()
    }
}
