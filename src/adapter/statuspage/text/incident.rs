//! The text of one incident's page.

use chrono::{DateTime, Utc};

use super::STATES;
use crate::adapter::Context;
use crate::adapter::translate::affected;
use crate::adapter::translate::ids;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::model::{
    AffectedComponent, Coverage, Extent, Format, Incident, RichText, Snapshot, Source, Vendor,
};
use crate::text::detect::detect_format;

const REPORT: &str = "Incident Report";
/// How many lines of a title, blank ones included, may stand above the heading.
const TITLE_LINES: usize = 6;

/// Whether the text begins as an incident's page does.
pub(super) fn is_report(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim);
    if !lines.by_ref().take(TITLE_LINES).any(|line| vendor(line).is_some()) {
        return false;
    }
    let mut lines = lines.filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some_and(|line| STATES.contains(line)) || lines.any(|line| posted(line).is_some())
}

/// The vendor behind "Incident Report for", empty behind "Incident Report"; `None` for any other line.
fn vendor(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(REPORT)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(" for ").map(str::trim) }
}

/// The time behind "Posted", if the line is no more than that.
fn posted(line: &str) -> Option<&str> {
    let time = line.strip_prefix("Posted ")?;
    time.starts_with(|c: char| c.is_ascii_uppercase())
        .then_some(time.trim())
        .filter(|time| time.contains(" - "))
}

/// Reads the text.
pub(super) fn read(document: &Document<'_>, context: &mut Context<'_>) -> Snapshot {
    let mut lines = document.text().lines().map(str::trim);
    let mut title = Vec::new();
    let mut name = "";
    for line in lines.by_ref() {
        if let Some(vendor) = vendor(line) {
            name = vendor;
            break;
        }
        title.extend(line.split_whitespace());
    }
    let title = title.join(" ");
    let mut blocks = Blocks::default();
    let mut components = Vec::new();
    for line in lines {
        if let Some(sentence) = affected::sentence(line) {
            components = affected::leaves(sentence);
            // What follows is the page's foot.
            break;
        }
        blocks.line(line, context);
    }
    let steps = blocks.finish(context);

    let mut incident = Incident {
        title: (!title.is_empty()).then_some(title),
        components: components.into_iter().map(AffectedComponent::new).collect(),
        ..Incident::default()
    };
    timeline::apply_updates(&mut incident, steps);
    incident.id = document.url().and_then(code).map_or_else(
        || {
            let start = incident.updates.first().and_then(|u| u.at).map(|at| at.to_rfc3339());
            ids::anonymous_id(&[name, start.as_deref().unwrap_or_default(), "0"])
        },
        str::to_owned,
    );
    context.check_interval(&incident, "/incidents/0/resolved_at");
    let coverage = if incident.is_maintenance() {
        Coverage::new(Extent::None, Extent::None, Extent::Partial)
    } else {
        Coverage::new(Extent::None, Extent::Partial, Extent::None)
    };
    let mut snapshot = Snapshot::new(Source::new(Format::Text, coverage).with_provider("statuspage"));
    if !name.is_empty() {
        snapshot.vendor = Vendor::new(name);
    }
    snapshot.incidents.push(incident);
    snapshot.health = snapshot.derived_health();
    snapshot
}

/// The code in an incident's address.
fn code(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("/incidents/")?;
    let code = rest.split(['/', '?', '#', '.']).next()?;
    (!code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(code)
}

/// The blocks of the page, while its lines are read.
#[derive(Debug, Default)]
struct Blocks<'a> {
    steps: Vec<UpdateEntry>,
    state: Option<&'a str>,
    body: Vec<&'a str>,
}

impl<'a> Blocks<'a> {
    fn line(&mut self, line: &'a str, context: &mut Context<'_>) {
        if let Some(time) = posted(line) {
            let at = self.instant(time, context);
            self.close(at, context);
        } else if self.state.is_none() && self.body.is_empty() && STATES.contains(&line) {
            self.state = Some(line);
        } else if !(self.body.is_empty() && line.is_empty()) {
            self.body.push(line);
        }
    }

    fn path(&self) -> String {
        format!("/incidents/0/updates/{}", self.steps.len())
    }

    fn instant(&self, time: &str, context: &mut Context<'_>) -> Option<DateTime<Utc>> {
        let known = DateContext::new(context.limits()).with_assumed_zone(context.options().assumed_zone);
        let path = format!("{}/at", self.path());
        context.written_instant(datetime::parse(time, &known), time, &path)
    }

    fn close(&mut self, at: Option<DateTime<Utc>>, context: &mut Context<'_>) {
        let path = self.path();
        let mut step = UpdateEntry::with_word(self.state.take());
        let text = self.body.join("\n");
        let text = context.bounded_text(text.trim(), &path);
        step.update.at = at;
        step.update.body = (!text.is_empty()).then(|| RichText::new(detect_format(text), text));
        self.body.clear();
        self.steps.push(step);
    }

    /// The blocks, newest first; the last one without its time where the text is cut off in it.
    fn finish(mut self, context: &mut Context<'_>) -> Vec<UpdateEntry> {
        // Without a state, what follows the last time is the page's foot.
        if self.state.is_some() {
            let message =
                "expected a time below the last update, found the end; what stands before it is kept";
            context.report(Diagnostic::warning(Code::Truncated, self.path(), message));
            self.close(None, context);
        }
        let limit = context.limits().updates;
        context.bound(&mut self.steps, limit, "updates", "/incidents/0/updates");
        self.steps
    }
}
