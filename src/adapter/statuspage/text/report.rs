//! The text of one incident's page, or of one maintenance's.

use chrono::{DateTime, Utc};

use super::{instant, link_code};
use crate::adapter::page_text::entry::{BlockText, TimeText};
use crate::adapter::page_text::{self, Line, Lines, Time, label};
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::translate::vocabulary::qualifies_status;
use crate::adapter::translate::{affected, timeline};
use crate::adapter::{Context, provider};
use crate::datetime::DateContext;
use crate::datetime::range::Range;
use crate::document::Document;
use crate::model::{
    AffectedComponent, Coverage, Extent, Format, Incident, IncidentKind, Snapshot, Source, Vendor,
};

/// How many lines may come before the heading: the page's title, its name, the incident's title over several lines.
const LINES_ABOVE: usize = 8;

/// `Incident Report for Millrace`, `Scheduled Maintenance Report for Millrace`, `Incident Report`
struct ReportHeading {
    is_maintenance: bool,
    /// Empty where the heading names none, `None` where the name follows on the next line.
    vendor: Option<String>,
}

impl ReportHeading {
    fn parse(line: &str) -> Option<Self> {
        let (rest, is_maintenance) = match line.strip_prefix("Scheduled Maintenance Report") {
            Some(rest) => (rest, true),
            None => (line.strip_prefix("Incident Report")?, false),
        };
        let vendor = match rest {
            "" => Some(String::new()),
            " for" => None,
            _ => Some(rest.strip_prefix(" for ")?.trim().to_owned()),
        };
        Some(Self { is_maintenance, vendor })
    }
}

/// Whether the text begins as such a page does: a title, the heading, and updates; or prose that breaks off before the
/// first time.
pub(super) fn is_report(window: &str) -> bool {
    let mut lines = Lines::new(window);
    let found = lines.by_ref().take(LINES_ABOVE).position(|line| ReportHeading::parse(&line.text).is_some());
    let Some(above) = found else { return false };
    let breaks_off = !window.ends_with(|c: char| c == '\n' || c.is_ascii_punctuation());
    above > 0 && breaks_off
        || lines.take_while(|line| affected::find_names(&line.text).is_none()).any(|line| {
            let is_word = label::is_update_word(&line.text)
                || qualifies_status(&line.text) && label::is_phrase(&line.text);
            is_word || line.is_posted && line.is_stamp()
        })
}

/// The blocks of the page while its lines are read.
#[derive(Debug, Default)]
struct Report<'a> {
    title: Vec<String>,
    vendor: String,
    is_maintenance: bool,
    window: Option<(Range, String)>,
    blocks: Vec<BlockText<'a>>,
    affected: Option<String>,
    is_cut: bool,
}

impl<'a> Report<'a> {
    fn read(lines: &mut Lines<'a>) -> Self {
        let mut report = Self::default();
        for line in lines.by_ref() {
            if let Some(heading) = ReportHeading::parse(&line.text) {
                report.is_maintenance = heading.is_maintenance;
                let next = || lines.next().map(|line| line.text.into_owned());
                report.vendor = heading.vendor.or_else(next).unwrap_or_default();
                break;
            }
            report.title.push(line.text.into_owned());
        }
        let style = Style::of(lines);
        let mut block = BlockText::default();
        let mut body: Option<(usize, usize)> = None;
        while let Some(line) = lines.next() {
            if let Some(sentence) = affected::find_names(&line.text) {
                // The page's foot follows.
                report.affected = Some(sentence.to_owned());
                break;
            }
            if line.is_posted && line.is_stamp() {
                block.time = Some(TimeText::new(&line));
                report.close(&mut block, &mut body, lines);
            } else if label::is_update_word(&line.text) && (body.is_none() || !style.has_times) {
                if block.word.is_some() {
                    report.close(&mut block, &mut body, lines);
                }
                block.word = Some(lines.bare(&line));
            } else if block.word.is_none() && body.is_none() && style.may_be_word(&line, lines.peek(0)) {
                block.word = Some(lines.bare(&line));
            } else if report.blocks.is_empty()
                && block.word.is_none()
                && body.is_none()
                && line.text.starts_with("Scheduled for ")
            {
                report.window = window(&line.text);
            } else if is_footer(&line.text) {
                if body.is_none() && block.word.is_none() {
                    break;
                }
            } else {
                body = Some((body.map_or(line.start, |(start, _)| start), line.end));
            }
        }
        if block.word.is_some() || body.is_some() {
            report.is_cut = style.has_times || report.affected.is_none();
            report.close(&mut block, &mut body, lines);
        }
        // A report has at least one update.
        report.is_cut |= report.blocks.is_empty();
        report
    }

    fn close(&mut self, block: &mut BlockText<'a>, body: &mut Option<(usize, usize)>, lines: &Lines<'a>) {
        let (start, end) = body.take().unwrap_or_default();
        block.body = lines.slice(start, end);
        self.blocks.push(std::mem::take(block));
    }

    /// The incident's title. Above it may be the page's, which ends in it: `Millrace Status - Exports time out`.
    fn title(&self) -> Option<String> {
        let lines = match self.title.as_slice() {
            [page, rest @ ..] if rest.first().is_some_and(|title| page.ends_with(title.as_str())) => rest,
            lines => lines,
        };
        let words: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

/// What an extractor keeps of the updates.
struct Style {
    /// Some lose the times.
    has_times: bool,
    /// Some lose the words.
    has_words: bool,
}

impl Style {
    fn of(lines: &Lines<'_>) -> Self {
        let rest = lines.slice(lines.position(), lines.text().len());
        let (mut has_times, mut has_known_word, mut has_only_phrases) = (false, false, true);
        let mut is_first = true;
        for line in Lines::new(rest).take_while(|line| affected::find_names(&line.text).is_none()) {
            let is_known = label::is_update_word(&line.text);
            has_known_word |= is_known;
            if is_first && !matches!(line.time, Some(Time::Window(_))) && window(&line.text).is_none() {
                has_only_phrases &= is_known || label::is_phrase(&line.text) || is_footer(&line.text);
                is_first = false;
            }
            is_first |= line.is_posted && line.is_stamp();
            has_times |= line.is_posted && line.is_stamp();
        }
        Self { has_times, has_words: has_known_word || has_only_phrases }
    }

    /// Whether the first line of an update is its word, if that is not known: `Fizzled`.
    fn may_be_word(&self, line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
        let has_body =
            next.is_some_and(|next| !next.is_stamp() && affected::find_names(&next.text).is_none());
        has_body
            && label::is_phrase(&line.text)
            && !is_footer(&line.text)
            && (self.has_words || qualifies_status(&line.text))
    }
}

/// `Scheduled for Mar 11, 22:00 - Mar 12, 02:00 UTC`
fn window(line: &str) -> Option<(Range, String)> {
    match label::title_and_window(line)? {
        ("Scheduled for", range) => Some((range, line.to_owned())),
        _ => None,
    }
}

/// `← Current Status Powered by Statuspage`, on one line or on several.
pub(super) fn is_footer(line: &str) -> bool {
    line.starts_with('←')
        || line.starts_with("Powered by ")
        || line == "Current Status"
        || line == "Incident History"
}

/// Reads the text.
pub(super) fn read(document: &Document<'_>, context: &mut Context<'_>) -> Snapshot {
    let mut lines = Lines::new(document.text());
    let report = Report::read(&mut lines);
    if report.is_cut {
        context
            .report_cut_off(format_args!("/incidents/0/updates/{}", report.blocks.len().saturating_sub(1)));
    }
    let title = report.title();
    let leaves = report.affected.as_deref().map(affected::split_names).unwrap_or_default();
    let mut incident = Incident {
        title: title.clone(),
        kind: if report.is_maintenance { IncidentKind::Maintenance } else { IncidentKind::Incident },
        components: leaves.into_iter().map(AffectedComponent::new).collect(),
        ..Incident::default()
    };
    let known = DateContext::new(context.limits()).with_assumed_zone(context.options().assumed_zone);
    let mut entries = page_text::update_entries(
        &report.blocks,
        lines.is_markdown(),
        "/incidents/0",
        context,
        |time, path, context| instant(time, &known, path, context),
    );
    let limit = context.limits().updates;
    context.bound(&mut entries, limit, "updates", "/incidents/0/updates");
    timeline::apply_updates(&mut incident, entries);
    let start = oldest_time(&report.blocks, &incident);
    if start.is_none() {
        incident.started_at = None;
    }
    incident.scheduled = report.window.as_ref().and_then(|(range, written)| {
        let known = incident
            .updates
            .first()
            .and_then(|update| update.at)
            .map_or(known, |announced| known.with_year_near(announced));
        super::schedule(range.resolve(&known), written, "/incidents/0/scheduled", context)
    });
    incident.id = match document.url().and_then(link_code) {
        Some(code) => code.to_owned(),
        None => match start {
            Some(start) => AnonymousIds::default().id(&report.vendor, Some(start)),
            None => page_text::entry::id_without_start(
                &mut AnonymousIds::default(),
                &report.vendor,
                title.as_deref(),
                &report.blocks,
            ),
        },
    };
    context.check_interval(&incident, "/incidents/0/resolved_at");
    let coverage = if incident.is_maintenance() {
        Coverage::new(Extent::None, Extent::None, Extent::Partial)
    } else {
        Coverage::new(Extent::None, Extent::Partial, Extent::None)
    };
    let mut snapshot = Snapshot::new(Source::new(Format::Text, coverage).with_provider(provider::STATUSPAGE));
    if !report.vendor.is_empty() {
        snapshot.vendor = Vendor::new(&report.vendor);
    }
    snapshot.incidents.push(incident);
    snapshot
}

/// The time of the oldest update, `None` where the text is cut off before it.
fn oldest_time(blocks: &[BlockText<'_>], incident: &Incident) -> Option<DateTime<Utc>> {
    blocks.last()?.time.as_ref()?;
    incident.updates.first()?.at
}
