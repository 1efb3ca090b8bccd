//! Incidents and maintenances as lists of an index show them, and their updates.

use chrono::{DateTime, Utc};

use super::head::class_word;
use super::selectors::{IncidentSelectors, UpdateSelectors};
use crate::adapter::Context;
use crate::adapter::page::{note_missing, update_entry};
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::translate::links::{incident_code, resolve_link};
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::translate::vocabulary;
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::model::{Impact, Incident, IncidentKind, IncidentStatus, Postmortem, RichText, Schedule};
use crate::syntax::html::select::Element;
use crate::text::html_line;

/// Reads the lists of a page into one.
pub(super) struct ListReader<'c, 'p, 'd> {
    document: &'d Document<'d>,
    vendor: &'d str,
    pub(super) incidents: Vec<Incident>,
    ids: AnonymousIds,
    pub(super) context: &'c mut Context<'p>,
}

/// How the updates of a list are written.
#[derive(Debug, Clone, Copy)]
struct UpdateOptions {
    /// A year that is not printed is the last one in which the date is not after this.
    not_after: Option<DateTime<Utc>>,
    /// Whether an update may begin with its body, which may begin with bold words of its own.
    may_lack_word: bool,
}

impl<'c, 'p, 'd> ListReader<'c, 'p, 'd> {
    pub(super) fn new(document: &'d Document<'d>, vendor: &'d str, context: &'c mut Context<'p>) -> Self {
        Self { document, vendor, incidents: Vec::new(), ids: AnonymousIds::default(), context }
    }

    /// Reads an incident of the list of unresolved ones: if it states no status, it is open.
    pub(super) fn read_unresolved(
        &mut self,
        item: &Element<'_, '_>,
        selectors: &IncidentSelectors,
        not_after: Option<DateTime<Utc>>,
    ) {
        self.read_incident(item, selectors, not_after);
        if let Some(incident) = self.incidents.last_mut().filter(|incident| incident.status.is_none()) {
            incident.status = Some(IncidentStatus::Open);
        }
    }

    /// Reads an incident, none of whose times is after `not_after`.
    pub(super) fn read_incident(
        &mut self,
        item: &Element<'_, '_>,
        selectors: &IncidentSelectors,
        not_after: Option<DateTime<Utc>>,
    ) {
        let path = format!("/incidents/{}", self.incidents.len());
        let mut incident = self.read_head(item, selectors, &path);
        // The class is the item's in one list, and its heading's in the other.
        incident.impact = read_impact(item, &format!("{path}/impact"), self.context).or_else(|| {
            let heading = item.first(selectors.heading)?;
            read_impact(&heading, &format!("{path}/impact"), self.context)
        });
        if incident.impact.is_none() {
            note_missing("an incident's impact", format_args!("{path}/impact"), self.context);
        }
        self.finish(incident, item, selectors, UpdateOptions { not_after, may_lack_word: false }, &path);
    }

    /// Reads a planned maintenance, whose announcement is neither after the page nor after its planned start.
    pub(super) fn read_maintenance(
        &mut self,
        item: &Element<'_, '_>,
        selectors: &IncidentSelectors,
        not_after: Option<DateTime<Utc>>,
    ) {
        let path = format!("/incidents/{}", self.incidents.len());
        let mut incident = self.read_head(item, selectors, &path);
        incident.kind = IncidentKind::Maintenance;
        incident.scheduled =
            item.first(selectors.window).and_then(|window| self.read_window(&window, not_after, &path));
        let start = incident.scheduled.and_then(|window| window.start);
        let not_after = [not_after, start].into_iter().flatten().min();
        self.finish(incident, item, selectors, UpdateOptions { not_after, may_lack_word: true }, &path);
    }

    fn read_head(&mut self, item: &Element<'_, '_>, selectors: &IncidentSelectors, path: &str) -> Incident {
        let anchor = item.first(selectors.link);
        let href = anchor.and_then(|anchor| anchor.attribute("href"));
        let title = anchor.or_else(|| item.first(selectors.heading)).map(|title| title.line());
        if title.as_ref().is_none_or(String::is_empty) {
            let message = "expected a title, found none";
            self.context.report(Diagnostic::warning(Code::Missing, format!("{path}/title"), message));
        }
        Incident {
            id: href.as_deref().and_then(incident_code).map(str::to_owned).unwrap_or_default(),
            title: title.filter(|title| !title.is_empty()),
            url: href.and_then(|href| resolve_link(&href, self.document)),
            ..Incident::default()
        }
    }

    /// Reads the updates of an incident, and adds it to the list.
    fn finish(
        &mut self,
        mut incident: Incident,
        item: &Element<'_, '_>,
        selectors: &IncidentSelectors,
        options: UpdateOptions,
        path: &str,
    ) {
        let mut updates = Vec::new();
        for block in item.all(selectors.update.item) {
            let path = format!("{path}/updates/{}", updates.len());
            let mut entry = read_update(&block, &selectors.update, options, &path, self.context);
            if entry.update.status == Some(IncidentStatus::Postmortem) {
                // The index shows a link to the text, "Read details".
                let href = block.first(selectors.update.link).and_then(|anchor| anchor.attribute("href"));
                let url = href.and_then(|href| resolve_link(&href, self.document));
                let postmortem = Postmortem { url, published_at: entry.update.at, ..Postmortem::default() };
                incident.postmortem.get_or_insert(Box::new(postmortem));
                entry.update.body = None;
            }
            updates.push(entry);
        }
        if updates.is_empty() || updates.len() < item.all(selectors.block).count() {
            let message = "expected updates, found none or other elements; they are left out";
            self.context.report(Diagnostic::warning(Code::Missing, format!("{path}/updates"), message));
        }
        let limit = self.context.limits().updates;
        self.context.bound(&mut updates, limit, "updates", path);
        if options.may_lack_word
            && let [only] = updates.as_mut_slice()
            && only.update.status.is_none()
        {
            only.update.status = Some(IncidentStatus::Scheduled);
        }
        if incident.kind == IncidentKind::Maintenance
            && updates.iter().all(|entry| entry.update.status.is_none())
        {
            incident.status = Some(IncidentStatus::Scheduled);
        }
        timeline::apply_updates(&mut incident, updates);
        if item.is_cut() && incident.kind == IncidentKind::Incident {
            // Its oldest updates are cut off.
            incident.started_at = None;
        }
        if incident.id.is_empty() {
            let start = incident.updates.first().and_then(|update| update.at);
            incident.id = self.ids.id(self.vendor, start);
        }
        self.context.check_interval(&incident, format_args!("{path}/resolved_at"));
        self.incidents.push(incident);
    }

    /// The planned window: its start to the second from an attribute, its end as printed.
    ///
    /// ```html
    /// <small data-unix-time="1612040400">Jan <var>30</var>, <var>22:00</var> - Jan <var>31</var>, <var>06:00</var> CET</small>
    /// ```
    fn read_window(
        &mut self,
        window: &Element<'_, '_>,
        not_after: Option<DateTime<Utc>>,
        path: &str,
    ) -> Option<Schedule> {
        let start = window.attribute("data-unix-time").and_then(|seconds| datetime::parse_instant(&seconds));
        let line = window.line();
        let dates =
            DateContext::new(self.context.limits()).with_assumed_zone(self.context.options().assumed_zone);
        let anchor = start.or(not_after);
        let dates = anchor.map_or(dates, |anchor| dates.with_year_near(anchor));
        let path = format!("{path}/scheduled");
        match datetime::range::parse(&line, &dates) {
            Ok((first, last)) => {
                if start.is_none() {
                    self.context.report_date_warnings(&first, &line, &path);
                }
                self.context.report_date_warnings(&last, &line, &path);
                Some(Schedule::new(Some(start.unwrap_or(first.at)), Some(last.at)))
            }
            Err(error) => {
                self.context.report(error.diagnostic(&path, &line));
                start.map(|start| Schedule::new(Some(start), None))
            }
        }
    }
}

/// The impact that an element's class names: `minor` of `impact-minor`.
pub(super) fn read_impact(
    element: &Element<'_, '_>,
    path: &str,
    context: &mut Context<'_>,
) -> Option<Impact> {
    context.impact(class_word(element, "impact-").as_deref(), path)
}

/// Reads an update of a list.
///
/// ```html
/// <div class="update"><strong>Resolved</strong> - <span class="whitespace-pre-wrap">It is over.</span><br>
///   <small>Jan <var data-var='date'>22</var>, <var data-var='time'>19:03</var> UTC</small></div>
/// ```
fn read_update(
    block: &Element<'_, '_>,
    selectors: &UpdateSelectors,
    options: UpdateOptions,
    path: &str,
    context: &mut Context<'_>,
) -> UpdateEntry {
    let word = block.first(selectors.word).filter(|word| is_status_word(block, word, options));
    let line = word.map(|word| word.line());
    if line.is_none() && !options.may_lack_word {
        note_missing("an update's status", format_args!("{path}/status"), context);
    }
    let mut entry = update_entry(line.as_deref(), path, context);
    entry.update.at = read_time(block, selectors, options.not_after, path, context);
    let (inner, inner_end) = block.inside();
    let from = word.map_or(inner, |word| word.end());
    // An unclosed element of the body may swallow the time, which is the last of the block all the same.
    let to = block.last(selectors.time).map_or(inner_end, |time| time.start());
    let raw = match block.first(selectors.text) {
        Some(text) => {
            let (start, end) = text.inside();
            let inside = block.between(start, end.min(to));
            // The end tag became a stray one because a list in the text is not closed.
            if end > to { without_breaks(inside).trim_end_matches("</span>") } else { inside }
        }
        None => block.between(from, to),
    };
    let raw = raw.trim();
    let raw = if word.is_some() { raw.strip_prefix('-').unwrap_or(raw).trim_start() } else { raw };
    entry.update.body = html_body(without_breaks(raw), path, context);
    entry
}

/// Whether the bold words are the update's status: they come first, and a dash follows.
fn is_status_word(block: &Element<'_, '_>, word: &Element<'_, '_>, options: UpdateOptions) -> bool {
    let (inner, inner_end) = block.inside();
    block.between(word.end(), inner_end).trim_start().starts_with('-')
        && html_line(block.between(inner, word.start())).is_empty()
        && (!options.may_lack_word || vocabulary::find_update_word(&word.line()).is_some())
}

/// Without the `<br>`s between the body and its time.
fn without_breaks(raw: &str) -> &str {
    let mut raw = raw.trim_end();
    while let Some(before) = ["<br>", "<br />", "<br/>"].iter().find_map(|mark| raw.strip_suffix(mark)) {
        raw = before.trim_end();
    }
    raw
}

/// A body, unless it is empty.
pub(super) fn html_body(raw: &str, path: &str, context: &mut Context<'_>) -> Option<RichText> {
    (!raw.is_empty()).then(|| RichText::html(context.bounded_text(raw, path)))
}

/// The instant itself if the page states it (`data-datetime-unix='1773138060000'`), else the printed time.
pub(super) fn read_time(
    block: &Element<'_, '_>,
    selectors: &UpdateSelectors,
    not_after: Option<DateTime<Utc>>,
    path: &str,
    context: &mut Context<'_>,
) -> Option<DateTime<Utc>> {
    let stated = block.last(selectors.instant).and_then(|time| time.attribute("data-datetime-unix"));
    if let Some(at) = stated.as_deref().and_then(datetime::parse_instant) {
        return Some(at);
    }
    let line = block.last(selectors.time)?.line();
    let printed = line.strip_prefix("Posted").unwrap_or(&line).trim_start();
    let printed = printed.strip_prefix("on ").unwrap_or(printed);
    let dates = context.date_context();
    let dates = not_after.map_or(dates, |bound| dates.with_year_not_after(bound));
    context.written_instant(datetime::parse(printed, &dates), printed, &format!("{path}/at"))
}
