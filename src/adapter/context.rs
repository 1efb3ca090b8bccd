//! What an adapter works with beside the document: the caller's options, words and times, and a place for diagnostics.
//!
//! Each message that several adapters need is made here, once.

use std::cmp::Reverse;
use std::fmt;

use chrono::{DateTime, Utc};

use super::evidence::{Evidence, Part};
use super::translate::timeline::{self, UpdateEntry};
use super::translate::{ids, vocabulary};
use crate::datetime::zone::Zone;
use crate::datetime::{self, DateContext, DateError, ResolvedTime};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::Limits;
use crate::model::{ComponentStatus, Health, Impact, Incident, IncidentStatus, RichText};
use crate::text::detect::detect_format;

/// The caller's wishes, as adapters see them. [`Parser`](crate::Parser) builds them.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// How much is taken in.
    pub limits: Limits,
    /// The zone of times whose zone is nowhere stated, where the caller knows it. `None`: UTC is assumed.
    pub assumed_zone: Option<Zone>,
    /// Whether items keep the text they were read from.
    pub keep_raw: bool,
    /// Whether a warning refuses the document.
    pub strict: bool,
}

/// What an adapter works with beside the document.
///
/// It turns the document's words and times into the model's, and takes in what cannot be read. Paths are anything that
/// can be displayed: `format_args!("/items/{index}/state")` is formatted only where something is reported.
#[derive(Debug)]
pub struct Context<'p> {
    options: &'p Options,
    pub(super) diagnostics: Diagnostics,
    pub(super) evidence: Evidence,
    pub(super) declared_paths: &'static [(&'static str, Part)],
}

impl<'p> Context<'p> {
    /// A context with these options and an empty list of diagnostics: what an adapter's own tests need.
    ///
    /// ```
    /// use statusfeed::{Context, Options};
    ///
    /// let options = Options::default();
    /// let mut context = Context::new(&options);
    /// assert!(context.diagnostics().as_slice().is_empty());
    /// ```
    #[must_use]
    pub fn new(options: &'p Options) -> Self {
        Self {
            options,
            diagnostics: Diagnostics::new(options.limits.diagnostics),
            evidence: Evidence::default(),
            declared_paths: &[],
        }
    }

    /// The caller's options.
    ///
    /// ```
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let context = Context::new(&options);
    /// assert!(!context.options().keep_raw);
    /// ```
    #[must_use]
    pub fn options(&self) -> &'p Options {
        self.options
    }

    /// How much is taken in.
    ///
    /// ```
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let context = Context::new(&options);
    /// assert_eq!(context.limits().updates, 2_000);
    /// ```
    #[must_use]
    pub fn limits(&self) -> &'p Limits {
        &self.options.limits
    }

    /// Reports what could not be read, or was read with a warning.
    ///
    /// A warning or an error also spoils the part of the document that its path is about, so that a page is not derived
    /// to be healthy from it (see [`Context::declare_paths`]).
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic};
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    ///
    /// context.report(Diagnostic::warning(Code::Missing, "/items/0", "expected a name, found none"));
    /// assert_eq!(context.diagnostics().as_slice().len(), 1);
    /// ```
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// What was reported so far.
    ///
    /// ```
    /// use statusfeed::Severity;
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    ///
    /// context.report_cut_off("/items");
    /// assert_eq!(context.diagnostics().worst(), Some(Severity::Warning));
    /// ```
    pub fn diagnostics(&mut self) -> &mut Diagnostics {
        &mut self.diagnostics
    }

    /// Says which part of the document a path is about, where its keys are not the model's: `/monitors` are components.
    ///
    /// A warning under a path that is neither declared nor one of the model's counts for every part. An empty path
    /// means the whole document; list it last.
    ///
    /// ```
    /// use statusfeed::adapter::Part;
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    ///
    /// context.declare_paths(&[("/monitors", Part::Components), ("/outages", Part::Incidents)]);
    /// ```
    pub fn declare_paths(&mut self, paths: &'static [(&'static str, Part)]) {
        self.declared_paths = paths;
    }

    /// Notes that something of this part is unknown, hidden or unreadable, without a diagnostic.
    ///
    /// ```
    /// use statusfeed::adapter::Part;
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    ///
    /// // A list of components that the page folds away: nothing is derived from the rest.
    /// context.spoil(Part::Components);
    /// ```
    pub fn spoil(&mut self, part: Part) {
        self.evidence.spoiled.insert(part);
    }

    /// Notes that items of this list are missing: its coverage becomes [`Extent::Partial`](crate::Extent::Partial).
    ///
    /// ```
    /// use statusfeed::adapter::Part;
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    ///
    /// // `"next": "https://…"`: the list goes on elsewhere.
    /// context.mark_incomplete(Part::Incidents);
    /// ```
    pub fn mark_incomplete(&mut self, part: Part) {
        self.evidence.spoiled.insert(part);
        self.evidence.incomplete.insert(part);
    }

    /// Notes that a list is missing which the source always writes, as an empty one where there is nothing.
    pub(crate) fn mark_missing<T>(&mut self, list: Option<&T>, part: Part) {
        if list.is_none() {
            self.mark_incomplete(part);
        }
    }

    /// Notes that the page leaves the component with this index out of its own health: a region that is being closed.
    /// Call it in ascending order.
    pub(crate) fn leave_out_of_health(&mut self, component: usize) {
        self.evidence.left_out.push(component);
    }

    /// Notes that the document ends within what shows its present state: its banner or its list of components. Then
    /// not even a health that it states is taken to be `none`.
    ///
    /// ```
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    /// context.report_cut_off("");
    /// context.mark_present_state_cut();
    /// ```
    pub fn mark_present_state_cut(&mut self) {
        self.evidence.is_present_state_cut = true;
    }

    /// Cuts a list at a limit, and reports that. A list of updates must be newest first, so that the oldest are left out.
    ///
    /// ```
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    /// let mut rows = vec![1, 2, 3];
    /// context.bound(&mut rows, 2, "components", "/rows");
    /// assert_eq!(rows, [1, 2]);
    /// assert_eq!(context.diagnostics().as_slice()[0].message, "expected at most 2 components, found 3; the rest are left out");
    /// ```
    pub fn bound<T>(&mut self, list: &mut Vec<T>, limit: usize, what: &str, path: impl fmt::Display) {
        let found = list.len();
        list.truncate(limit);
        self.report_over_limit(found, limit, what, path);
    }

    /// Reports that a list has more items than a limit allows, if it has.
    pub(crate) fn report_over_limit(
        &mut self,
        found: usize,
        limit: usize,
        what: &str,
        path: impl fmt::Display,
    ) {
        if found > limit {
            let message = format!("expected at most {limit} {what}, found {found}; the rest are left out");
            self.report(Diagnostic::warning(Code::Limit, path.to_string(), message));
        }
    }

    /// Cuts a text at [`Limits::text_bytes`], and reports that.
    ///
    /// ```
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    /// assert_eq!(context.bounded_text("A disk is full.", "/items/0/text"), "A disk is full."); // up to 1 MiB
    /// ```
    #[must_use]
    pub fn bounded_text<'t>(&mut self, text: &'t str, path: impl fmt::Display) -> &'t str {
        let limit = self.limits().text_bytes;
        if text.len() <= limit {
            return text;
        }
        let message =
            format!("expected at most {limit} bytes in one text (text_bytes), found {}", text.len());
        self.report(Diagnostic::warning(Code::Limit, path.to_string(), message));
        text.get(..text.floor_char_boundary(limit)).unwrap_or(text)
    }

    /// A body, cut at the limit of one text. Whether it is HTML, Markdown or plain text is detected. A blank text has no body.
    ///
    /// ```
    /// use statusfeed::{Context, Options, TextFormat};
    ///
    /// let options = Options::default();
    /// let mut context = Context::new(&options);
    /// let body = context.body("We look <b>closely</b>.", "/items/0/message").unwrap();
    /// assert_eq!((body.format.clone(), body.plain().as_str()), (TextFormat::Html, "We look closely."));
    /// assert_eq!(context.body(" ", "/items/1/message"), None);
    /// ```
    pub fn body<'t>(
        &mut self,
        text: impl Into<Option<&'t str>>,
        path: impl fmt::Display,
    ) -> Option<RichText> {
        let text = text.into().filter(|text| !text.trim().is_empty())?;
        let text = self.bounded_text(text, path);
        Some(RichText::new(detect_format(text), text))
    }

    /// The context for dates that their page or feed does not complete: the caller's zone, and nothing else.
    pub(crate) fn date_context(&self) -> DateContext {
        DateContext::new(self.limits()).with_assumed_zone(self.options().assumed_zone)
    }

    /// The status of a component that a word means, in any provider's spelling (`Operational`, `full_outage`).
    /// Another word is kept as it is, and reported; an empty one is only reported.
    ///
    /// ```
    /// use statusfeed::ComponentStatus;
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    ///
    /// assert_eq!(context.component_status("Degraded Performance", "/rows/0"), Some(ComponentStatus::DegradedPerformance));
    /// assert_eq!(context.component_status(None, "/rows/1"), None); // not stated, and not reported
    /// assert_eq!(context.component_status("puce", "/rows/2"), Some(ComponentStatus::Other("puce".into())));
    /// assert_eq!(context.diagnostics().as_slice()[0].found.as_deref(), Some("puce"));
    /// ```
    pub fn component_status<'t>(
        &mut self,
        word: impl Into<Option<&'t str>>,
        path: impl fmt::Display,
    ) -> Option<ComponentStatus> {
        self.look_up(word.into()?, vocabulary::find_component_status, "a component's status", path)
    }

    /// The status of an incident or a maintenance that a word means (`In Progress`, `maintenance_scheduled`).
    /// Another word is kept as it is, and reported; an empty one is only reported.
    ///
    /// ```
    /// use statusfeed::IncidentStatus;
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    ///
    /// assert_eq!(context.incident_status("In Progress", "/items/0"), Some(IncidentStatus::InProgress));
    /// ```
    pub fn incident_status<'t>(
        &mut self,
        word: impl Into<Option<&'t str>>,
        path: impl fmt::Display,
    ) -> Option<IncidentStatus> {
        self.look_up(word.into()?, vocabulary::find_incident_status, "an incident's status", path)
    }

    /// The impact that a word means: an impact's own (`minor`), or a component's (`MAJOROUTAGE` is major).
    /// Another word is kept as it is, and reported; an empty one is only reported.
    ///
    /// ```
    /// use statusfeed::Impact;
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    ///
    /// assert_eq!(context.impact("major", "/items/0"), Some(Impact::Major));
    /// ```
    pub fn impact<'t>(
        &mut self,
        word: impl Into<Option<&'t str>>,
        path: impl fmt::Display,
    ) -> Option<Impact> {
        self.look_up(word.into()?, vocabulary::find_impact, "an impact", path)
    }

    /// The health that a document states with a word for the whole page. A word that says only that something is wrong
    /// (`HASISSUES`), or none where one is expected, states nothing, and the page is not derived to be healthy.
    ///
    /// ```
    /// use statusfeed::Health;
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    ///
    /// assert_eq!(context.stated_health("minor", "/overall"), Health::stated("minor"));
    /// assert_eq!(context.stated_health(None, "/overall"), Health::default());
    /// ```
    pub fn stated_health<'t>(&mut self, word: impl Into<Option<&'t str>>, path: impl fmt::Display) -> Health {
        let word = word.into();
        if word.is_none_or(vocabulary::means_wrong_without_degree) {
            self.spoil(Part::Health);
            return Health::default();
        }
        self.impact(word, path).map_or_else(Health::default, Health::stated)
    }

    fn look_up<T: for<'w> From<&'w str>>(
        &mut self,
        word: &str,
        find: fn(&str) -> Option<T>,
        what: &str,
        path: impl fmt::Display,
    ) -> Option<T> {
        if let Some(meaning) = find(word) {
            return Some(meaning);
        }
        let word = word.trim();
        if word.is_empty() {
            let message = format!("expected {what}, found an empty word; it is left out");
            self.report(Diagnostic::warning(Code::UnknownValue, path.to_string(), message));
            return None;
        }
        self.report_unknown(word, what, path);
        Some(T::from(word))
    }

    /// Reports a word that is not in the vocabulary; it is kept as it was written.
    ///
    /// ```
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    /// context.report_unknown("puce", "a colour", format_args!("/lights/{}", 3));
    /// assert_eq!(
    ///     context.diagnostics().as_slice()[0].to_string(),
    ///     "warning unknown_value: expected a colour, found an unknown word; it is kept: \"puce\" (/lights/3)"
    /// );
    /// ```
    pub fn report_unknown(&mut self, word: &str, what: &str, path: impl fmt::Display) {
        let message = format!("expected {what}, found an unknown word; it is kept");
        self.report(Diagnostic::warning(Code::UnknownValue, path.to_string(), message).with_found(word));
    }

    /// The id of an item, or one made of `parts`, which must not change during the item's life; that is reported.
    ///
    /// ```
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    /// let parts = ["Acme", "2026-03-08T09:30:00Z"];
    /// assert_eq!(context.id_or_anonymous(Some("e7".to_owned()), &parts, "/events/0"), "e7");
    /// assert!(context.id_or_anonymous(None, &parts, "/events/1").starts_with("anon-"));
    /// ```
    pub fn id_or_anonymous(&mut self, id: Option<String>, parts: &[&str], path: impl fmt::Display) -> String {
        id.filter(|id| !vocabulary::says_nothing(id)).unwrap_or_else(|| {
            let message = "expected an id, found none; one is made of what does not change";
            self.report(Diagnostic::info(Code::Missing, path.to_string(), message));
            ids::anonymous_id(parts)
        })
    }

    /// Sets the id of an incident; one that has none gets an id made of its title and start, and that is reported.
    pub(crate) fn identify(&mut self, incident: &mut Incident, id: Option<String>, path: impl fmt::Display) {
        let start = incident.started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
        let parts = [incident.title.as_deref().unwrap_or_default(), &start];
        incident.id = self.id_or_anonymous(id, &parts, path);
    }

    /// Reports that the document ends before it should; what comes before is kept.
    ///
    /// ```
    /// use statusfeed::Code;
    /// # use statusfeed::{Context, Options};
    /// # let options = Options::default();
    /// # let mut context = Context::new(&options);
    ///
    /// context.report_cut_off("/items");
    /// assert_eq!(context.diagnostics().as_slice()[0].code, Code::Truncated);
    /// ```
    pub fn report_cut_off(&mut self, path: impl fmt::Display) {
        let message = "expected the document to go on, found its end; what comes before is kept";
        self.report(Diagnostic::warning(Code::Truncated, path.to_string(), message));
    }

    /// Reports an incident that ends before it starts, or is planned to. The times are kept as stated.
    pub(crate) fn check_interval(&mut self, incident: &Incident, path: impl fmt::Display) {
        let planned = incident.scheduled.unwrap_or_default();
        let intervals = [(incident.started_at, incident.resolved_at), (planned.start, planned.end)];
        for (start, end) in intervals.into_iter().filter_map(|(start, end)| start.zip(end)) {
            if end < start {
                let message = format!(
                    "expected the end not before the start, found {end} before {start}; both are kept"
                );
                let diagnostic = Diagnostic::info(Code::Contradiction, path.to_string(), message);
                self.report(diagnostic.with_found(&incident.id));
            }
        }
    }

    /// Applies the updates of an incident, which may be in any order: sorts them, cuts them at their limit, fills in what
    /// they say about the incident, and reports an end before the start. `runs_forward` says how the source lists updates
    /// of the same time.
    pub(crate) fn apply_updates(
        &mut self,
        incident: &mut Incident,
        updates: Vec<UpdateEntry>,
        runs_forward: bool,
        path: impl fmt::Display,
    ) {
        let mut updates = timeline::sort_newest_first(updates, runs_forward);
        if updates.iter().all(|entry| entry.update.at.is_some()) {
            updates.sort_by_key(|entry| Reverse(entry.update.at));
        }
        let limit = self.limits().updates;
        self.bound(&mut updates, limit, "updates", format_args!("{path}/updates"));
        timeline::apply_updates(incident, updates);
        self.check_interval(incident, path);
    }

    /// The instant of a time in any notation that the crate knows. One without a zone is in the caller's zone, else in
    /// UTC, which is reported. What no notation fits is reported and left out.
    ///
    /// ```
    /// use statusfeed::{Context, Options};
    ///
    /// let options = Options::default();
    /// let mut context = Context::new(&options);
    /// let at = context.instant("2026-03-08T09:30:00Z", "/items/0/at");
    /// assert_eq!(at.unwrap().timestamp(), 1_772_962_200);
    /// assert_eq!(context.instant("soon", "/items/1/at"), None);
    /// assert_eq!(context.diagnostics().as_slice().len(), 1);
    /// ```
    #[inline]
    pub fn instant<'t>(
        &mut self,
        text: impl Into<Option<&'t str>>,
        path: impl fmt::Display,
    ) -> Option<DateTime<Utc>> {
        let text = text.into()?;
        let is_short = text.len() <= self.limits().date_bytes;
        let instant = if is_short { datetime::parse_instant(text) } else { None };
        instant.or_else(|| self.instant_in_words(text, &path.to_string()))
    }

    /// The instant of a time that the document's own clocks show: one that names no zone is in `zone`, else in the
    /// caller's.
    pub(crate) fn instant_in_zone<'t>(
        &mut self,
        text: impl Into<Option<&'t str>>,
        zone: Option<Zone>,
        path: impl fmt::Display,
    ) -> Option<DateTime<Utc>> {
        let text = text.into().filter(|text| !text.trim().is_empty())?;
        let known = DateContext::new(self.limits()).with_assumed_zone(zone.or(self.options().assumed_zone));
        self.written_instant(datetime::parse(text, &known), text, &path.to_string())
    }

    #[cold]
    fn instant_in_words(&mut self, text: &str, path: &str) -> Option<DateTime<Utc>> {
        if vocabulary::says_nothing(text) {
            return None;
        }
        let known = self.date_context();
        self.written_instant(datetime::parse(text, &known), text, path)
    }

    /// Reports the warnings about a time: an assumed zone, a time that clocks skip.
    pub(crate) fn report_date_warnings(&mut self, resolved: &ResolvedTime, text: &str, path: &str) {
        for warning in resolved.diagnostics(path, text) {
            self.report(warning);
        }
    }

    /// The instant of a time that was parsed with what its page states. Its warnings are reported, and so is a text that
    /// is not a time.
    pub(crate) fn written_instant(
        &mut self,
        parsed: Result<ResolvedTime, DateError>,
        text: &str,
        path: &str,
    ) -> Option<DateTime<Utc>> {
        match parsed {
            Ok(resolved) => {
                self.report_date_warnings(&resolved, text, path);
                Some(resolved.at)
            }
            Err(error) => {
                self.report(error.diagnostic(path, text));
                None
            }
        }
    }

    pub(crate) fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics
    }
}
