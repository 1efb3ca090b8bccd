//! The text of the index.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::STATES;
use crate::adapter::Context;
use crate::adapter::translate::ids;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::datetime::{self, DateContext, PartialDateTime, Precision};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    Component, ComponentStatus, Coverage, Extent, Format, Health, Impact, Incident, IncidentStatus,
    Postmortem, RichText, Snapshot, Source,
};
use crate::text::detect::detect_format;

/// The lines that state the health of the whole page.
const OVERALL: [(&str, Impact); 6] = [
    ("All Systems Operational", Impact::None),
    ("Minor Service Outage", Impact::Minor),
    ("Partially Degraded Service", Impact::Minor),
    ("Partial System Outage", Impact::Major),
    ("Major Service Outage", Impact::Critical),
    ("Service Under Maintenance", Impact::Maintenance),
];

const STATUSES: [(&str, ComponentStatus); 6] = [
    ("Operational", ComponentStatus::Operational),
    ("Degraded Performance", ComponentStatus::DegradedPerformance),
    ("Partial Outage", ComponentStatus::PartialOutage),
    ("Major Outage", ComponentStatus::MajorOutage),
    ("Under Maintenance", ComponentStatus::UnderMaintenance),
    ("Maintenance", ComponentStatus::UnderMaintenance),
];

const PAST: &str = "Past Incidents";

/// How many bytes a line may have that is a time or a day.
const STAMP_BYTES: usize = 32;

/// How many bytes a line may have that is a title.
const TITLE_BYTES: usize = 200;

/// Whether the text begins as an index does: with a line for all systems and what goes with it, or with updates.
pub(super) fn is_index(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    if overall(first).is_some() && lines.any(|line| line == PAST || row(line).is_some()) {
        return true;
    }
    let lines = head.lines().map(str::trim);
    let mut updates = lines.skip_while(|line| heading(line).is_none()).skip(1);
    updates.any(|line| stamp(line).is_some())
}

fn overall(line: &str) -> Option<&'static (&'static str, Impact)> {
    OVERALL.iter().find(|(words, _)| *words == line)
}

/// A row of the list of components: "API Operational", "API ? Operational".
fn row(line: &str) -> Option<Component> {
    STATUSES.iter().find_map(|(words, status)| {
        let name = line.strip_suffix(words)?.strip_suffix(' ')?;
        let name = name.strip_suffix(" ?").unwrap_or(name).trim();
        (!name.is_empty()).then(|| Component::new(name).with_status(status.clone()))
    })
}

/// The state and the rest of the line that begins an update: "Resolved - body", "Resolved -".
fn heading(line: &str) -> Option<(&str, &str)> {
    STATES.iter().find_map(|state| {
        let body = line.strip_prefix(state)?.strip_prefix(" -")?;
        (body.is_empty() || body.starts_with(' ')).then_some((*state, body.trim()))
    })
}

fn written(line: &str) -> Option<PartialDateTime> {
    let looks_like_one = line.len() <= STAMP_BYTES
        && line.starts_with(|c: char| c.is_ascii_uppercase())
        && line.contains(|c: char| c.is_ascii_digit());
    datetime::parse_prefix(line)
        .filter(|(_, len)| looks_like_one && *len == line.len())
        .map(|(moment, _)| moment)
}

/// The time below an update: "Apr 19, 19:11 BST".
fn stamp(line: &str) -> Option<PartialDateTime> {
    written(line).filter(|moment| moment.date.is_some() && moment.time.is_some() && moment.zone.is_some())
}

/// The heading of a day: "Apr 19, 2016".
fn day(line: &str) -> Option<NaiveDate> {
    let moment = written(line).filter(|moment| moment.time.is_none())?;
    let day = moment
        .date
        .filter(|day| day.precision == Precision::Day && day.day_of_week.is_none() && !day.is_swappable)?;
    NaiveDate::from_ymd_opt(day.year?, day.month, day.day)
}

/// Reads the text.
///
/// # Errors
///
/// If nothing of an index can be read.
pub(super) fn read(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    let text = document.text();
    let mut components = Vec::new();
    let mut components_end = false;
    let mut health = None;
    let mut list = Reader::new(document.fetched_at());
    for (index, line) in text.lines().map(str::trim).enumerate() {
        if index == 0 {
            health = overall(line);
        }
        // Behind the rows stands the legend, each status alone; behind that are no rows.
        let is_legend = STATUSES.iter().any(|(words, _)| *words == line) && !components.is_empty();
        components_end |= is_legend || line == PAST || list.day.is_some();
        if index > 0
            && !components_end
            && list.state.is_none()
            && let Some(component) = row(line)
        {
            // What is unresolved stands above the components.
            list.close_incident(context);
            list.between.clear();
            components.push(component);
            continue;
        }
        list.line(line, context);
    }
    let is_cut = list.finish(context);
    if is_cut {
        let message = "expected a time below the last update, found the end; what stands before it is kept";
        context.report(Diagnostic::warning(Code::Truncated, "", message));
    }
    let incidents = list.incidents;
    if health.is_none() && components.is_empty() && incidents.is_empty() {
        let message = "expected a status, components or updates, found none of them";
        return Err(Error::new(ErrorKind::NotStatus, message));
    }
    let listed = match (components.is_empty(), components_end) {
        (true, _) => Extent::None,
        (false, true) => Extent::Complete,
        (false, false) => Extent::Partial,
    };
    let coverage = Coverage::new(listed, Extent::Recent, Extent::Recent);
    let mut snapshot = Snapshot::new(Source::new(Format::Text, coverage).with_provider("statuspage"));
    let limits = context.limits();
    context.bound(&mut components, limits.components, "components", "/components");
    snapshot.components = components;
    snapshot.incidents = incidents;
    context.bound(&mut snapshot.incidents, limits.incidents, "incidents", "/incidents");
    snapshot.health = match health {
        Some((words, impact)) => Health::stated(impact.clone()).with_description(*words),
        None => snapshot.derived_health(),
    };
    Ok(snapshot)
}

/// An update as it stands on the page.
#[derive(Debug)]
struct Block<'a> {
    state: &'a str,
    /// Its time as written; empty where the page is cut off before it.
    written: &'a str,
    step: UpdateEntry,
}

/// The incidents of the page, while its lines are read.
#[derive(Debug)]
struct Reader<'a> {
    incidents: Vec<Incident>,
    /// The incident that is being told, newest block first.
    open: Vec<Block<'a>>,
    title: Option<&'a str>,
    /// The lines since the last update or day.
    between: Vec<&'a str>,
    /// The block that is being read.
    state: Option<&'a str>,
    body: Vec<&'a str>,
    day: Option<NaiveDate>,
    /// The newest day's heading, or the caller's time: when the page was true.
    page_time: Option<DateTime<Utc>>,
    fetched_at: Option<DateTime<Utc>>,
    seen: HashMap<Option<DateTime<Utc>>, usize>,
}

impl<'a> Reader<'a> {
    fn new(fetched_at: Option<DateTime<Utc>>) -> Self {
        Self {
            incidents: Vec::new(),
            open: Vec::new(),
            title: None,
            between: Vec::new(),
            state: None,
            body: Vec::new(),
            day: None,
            page_time: fetched_at,
            fetched_at,
            seen: HashMap::new(),
        }
    }

    fn line(&mut self, line: &'a str, context: &mut Context<'_>) {
        if let Some(date) = day(line) {
            self.close_block(None, context);
            self.close_incident(context);
            self.day = Some(date);
            let end_of_day = date.and_time(NaiveTime::MIN).and_utc().checked_add_days(chrono::Days::new(1));
            self.page_time = self.page_time.or(end_of_day);
            self.between.clear();
            return;
        }
        if self.state.is_none() {
            if let Some((state, body)) = heading(line) {
                self.begin(state, context);
                self.body.push(body);
            } else if !line.is_empty() && line != PAST && !line.starts_with("No incidents reported") {
                self.between.push(line);
            }
            return;
        }
        match stamp(line) {
            Some(moment) => self.close_block(Some((moment, line)), context),
            None => self.body.push(line),
        }
    }

    /// Begins a block, and an incident where this one cannot be a part of the one above it: behind a title, and where a
    /// closing word follows anything but a postmortem.
    fn begin(&mut self, state: &'a str, context: &mut Context<'_>) {
        let above = self.open.last().map(|block| block.state);
        let restarts = match state {
            "Postmortem" => true,
            "Resolved" | "Completed" => above != Some("Postmortem"),
            _ => false,
        };
        let title = match self.between.as_slice() {
            // A title stands alone and is no sentence.
            [line] if line.len() <= TITLE_BYTES && !line.ends_with(['.', '!', '?', ':']) => Some(*line),
            _ => None,
        };
        self.between.clear();
        if restarts || title.is_some() {
            self.close_incident(context);
            self.title = title;
        }
        self.state = Some(state);
    }

    fn path(&self) -> String {
        format!("/incidents/{}/updates/{}", self.incidents.len(), self.open.len())
    }

    fn close_block(&mut self, written: Option<(PartialDateTime, &'a str)>, context: &mut Context<'_>) {
        let Some(state) = self.state.take() else { return };
        let path = self.path();
        let mut step = UpdateEntry::with_word(Some(state));
        step.update.at = written.and_then(|(moment, line)| self.instant(moment, line, context));
        let text = self.body.join("\n");
        let text = context.bounded_text(text.trim(), &path);
        // On the index a postmortem is but a link to its text.
        let is_link = step.update.status == Some(IncidentStatus::Postmortem) && text == "Read details";
        step.update.body = (!text.is_empty() && !is_link).then(|| RichText::new(detect_format(text), text));
        self.body.clear();
        let written = written.map_or("", |(_, line)| line);
        self.open.push(Block { state, written, step });
    }

    /// The instant of a time without its year: nearest to the day's heading, but not after the page.
    fn instant(
        &self,
        moment: PartialDateTime,
        line: &str,
        context: &mut Context<'_>,
    ) -> Option<DateTime<Utc>> {
        let known = DateContext::new(context.limits()).with_assumed_zone(context.options().assumed_zone);
        let path = format!("{}/at", self.path());
        let heading = self.day.map(|day| day.and_time(NaiveTime::MIN).and_utc());
        let near = match (heading, self.page_time) {
            (Some(heading), page_time) => moment.resolve(&known.with_year_near(heading)).or_else(|error| {
                page_time.map_or(Err(error), |bound| moment.resolve(&known.with_year_not_after(bound)))
            }),
            (None, Some(bound)) => moment.resolve(&known.with_year_not_after(bound)),
            (None, None) => moment.resolve(&known),
        };
        let bounded = match (near, self.fetched_at) {
            (Ok(reading), Some(bound)) if reading.at > bound => {
                moment.resolve(&known.with_year_not_after(bound))
            }
            (near, _) => near,
        };
        context.written_instant(bounded, line, &path)
    }

    fn close_incident(&mut self, context: &mut Context<'_>) {
        let blocks = std::mem::take(&mut self.open);
        let title = self.title.take();
        if blocks.is_empty() {
            return;
        }
        let path = format!("/incidents/{}", self.incidents.len());
        // What is known of the start without the year.
        let written = blocks.last().map_or("", |block| block.written);
        let mut steps: Vec<UpdateEntry> = blocks.into_iter().map(|block| block.step).collect();
        let limit = context.limits().updates;
        context.bound(&mut steps, limit, "updates", &path);
        let mut incident = Incident { title: title.map(str::to_owned), ..Incident::default() };
        timeline::apply_updates(&mut incident, steps);
        let written_up = incident.updates.iter().rfind(|u| u.status == Some(IncidentStatus::Postmortem));
        if let Some(update) = written_up
            && incident.postmortem.is_none()
        {
            let postmortem = Postmortem { published_at: update.at, ..Postmortem::default() };
            incident.postmortem = Some(Box::new(postmortem));
        }
        let start = incident.updates.first().and_then(|update| update.at);
        let ordinal = self.seen.entry(start).or_default();
        let started = start.map_or_else(|| written.to_owned(), |start| start.to_rfc3339());
        incident.id = ids::anonymous_id(&[title.unwrap_or_default(), &started, &ordinal.to_string()]);
        *ordinal = ordinal.saturating_add(1);
        context.check_interval(&incident, format_args!("{path}/resolved_at"));
        self.incidents.push(incident);
    }

    /// Ends the last block and the last incident; true where the text is cut off in a block.
    fn finish(&mut self, context: &mut Context<'_>) -> bool {
        let is_cut = self.state.is_some();
        self.close_block(None, context);
        self.close_incident(context);
        is_cut
    }
}
