//! The incidents of an index.

use chrono::{DateTime, Utc};

use super::health::impact;
use super::link;
use super::plan::IncidentRules;
use super::update::{Manner, step};
use crate::adapter::Context;
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::translate::timeline;
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::model::{Incident, IncidentKind, IncidentStatus, Postmortem, Schedule};
use crate::syntax::html::select::Element;

/// What the reader of a list of incidents knows beside it.
pub(super) struct Reader<'c, 'p, 'd> {
    pub(super) document: &'d Document<'d>,
    pub(super) vendor: &'d str,
    pub(super) list: Vec<Incident>,
    pub(super) starts: AnonymousIds,
    pub(super) context: &'c mut Context<'p>,
}

impl Reader<'_, '_, '_> {
    /// Reads an incident whose times are not after this one.
    pub(super) fn incident(
        &mut self,
        item: &Element<'_, '_>,
        rules: &IncidentRules,
        not_after: Option<DateTime<Utc>>,
    ) {
        let path = format!("/incidents/{}", self.list.len());
        let mut incident = self.head(item, rules, &path);
        // The class is the item's in one list, and its heading's in the other.
        incident.impact = impact(item, &format!("{path}/impact"), self.context).or_else(|| {
            let heading = item.first(rules.heading)?;
            impact(&heading, &format!("{path}/impact"), self.context)
        });
        self.tell(incident, item, rules, Manner { not_after, may_lack_word: false }, &path);
    }

    /// Reads a planned maintenance, whose announcement is neither after the page nor after its planned start.
    pub(super) fn maintenance(
        &mut self,
        item: &Element<'_, '_>,
        rules: &IncidentRules,
        not_after: Option<DateTime<Utc>>,
    ) {
        let path = format!("/incidents/{}", self.list.len());
        let mut incident = self.head(item, rules, &path);
        incident.kind = IncidentKind::Maintenance;
        incident.scheduled =
            item.first(rules.window).and_then(|window| self.window(&window, not_after, &path));
        let start = incident.scheduled.and_then(|window| window.start);
        let not_after = [not_after, start].into_iter().flatten().min();
        self.tell(incident, item, rules, Manner { not_after, may_lack_word: true }, &path);
    }

    fn head(&mut self, item: &Element<'_, '_>, rules: &IncidentRules, path: &str) -> Incident {
        let anchor = item.first(rules.link);
        let href = anchor.and_then(|anchor| anchor.attribute("href"));
        let title = anchor.or_else(|| item.first(rules.heading)).map(|title| title.line());
        if title.as_ref().is_none_or(String::is_empty) {
            let message = "expected a title, found none";
            self.context.report(Diagnostic::warning(Code::Missing, format!("{path}/title"), message));
        }
        Incident {
            id: href.as_deref().and_then(link::code).map(str::to_owned).unwrap_or_default(),
            title: title.filter(|title| !title.is_empty()),
            url: href.and_then(|href| link::whole(&href, self.document)),
            ..Incident::default()
        }
    }

    fn tell(
        &mut self,
        mut incident: Incident,
        item: &Element<'_, '_>,
        rules: &IncidentRules,
        manner: Manner,
        path: &str,
    ) {
        let mut steps = Vec::new();
        for block in item.all(rules.update.item) {
            let path = format!("{path}/updates/{}", steps.len());
            let mut step = step(&block, &rules.update, manner, &path, self.context);
            if step.update.status == Some(IncidentStatus::Postmortem) {
                // The index shows a link to the text, and the machine's "Read details".
                let href = block.first(rules.update.link).and_then(|anchor| anchor.attribute("href"));
                let url = href.and_then(|href| link::whole(&href, self.document));
                let postmortem = Postmortem { url, published_at: step.update.at, ..Postmortem::default() };
                incident.postmortem.get_or_insert(Box::new(postmortem));
                step.update.body = None;
            }
            steps.push(step);
        }
        let limit = self.context.limits().updates;
        self.context.bound(&mut steps, limit, "updates", path);
        if manner.may_lack_word
            && let [only] = steps.as_mut_slice()
            && only.update.status.is_none()
        {
            only.update.status = Some(IncidentStatus::Scheduled);
        }
        if incident.kind == IncidentKind::Maintenance && steps.iter().all(|step| step.update.status.is_none())
        {
            incident.status = Some(IncidentStatus::Scheduled);
        }
        timeline::apply_updates(&mut incident, steps);
        if item.is_cut() && incident.kind == IncidentKind::Incident {
            // Its oldest updates stand behind the cut.
            incident.started_at = None;
        }
        if incident.id.is_empty() {
            let start = incident.updates.first().and_then(|update| update.at);
            incident.id = self.starts.id(self.vendor, start);
        }
        self.context.check_interval(&incident, format_args!("{path}/resolved_at"));
        self.list.push(incident);
    }

    /// The planned window: its start to the second from an attribute, its end as printed.
    fn window(
        &mut self,
        window: &Element<'_, '_>,
        not_after: Option<DateTime<Utc>>,
        path: &str,
    ) -> Option<Schedule> {
        let start = window.attribute("data-unix-time").and_then(|seconds| datetime::parse_instant(&seconds));
        let line = window.line();
        let known =
            DateContext::new(self.context.limits()).with_assumed_zone(self.context.options().assumed_zone);
        let anchor = start.or(not_after);
        let known = anchor.map_or(known, |anchor| known.with_year_near(anchor));
        let path = format!("{path}/scheduled");
        match datetime::range::parse(&line, &known) {
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
