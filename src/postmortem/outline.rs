//! The parts of a document: its headings, in whatever form they are written, and the lines under each.
//!
//! Marked headings come first: `##`, `===`, `<h2>`. Only where none of them names a part that is known from the genre are other
//! forms headings: a bold line, bold words at the start of a paragraph, a short line without a full stop, a label in front of
//! its paragraph or within a folded line (`Summary of impact: … Root cause: …`). A heading that is a date or a
//! time is the first line of an entry of the timeline, and stays where it is.

use std::ops::Range;

use super::heading;
use super::keywords::Keywords;
use super::role;
use super::sentence;
use super::source::{Kind, Line, Source};
use super::timestamp;
use crate::model::SectionRole;

/// A heading and the lines under it; the lead has no heading.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// The heading's words and level.
    pub(crate) heading: Option<(String, u8)>,
    /// What it is about.
    pub(crate) role: SectionRole,
    /// The lines under it, as indices of the outline's lines.
    lines: Range<usize>,
}

/// A document as parts.
#[derive(Debug)]
pub(crate) struct Outline<'s> {
    /// The words.
    pub(crate) source: &'s Source,
    /// The parts; the first is the lead.
    pub(crate) parts: Vec<Part>,
    /// The lines of all parts.
    lines: Vec<Line>,
    /// How many headings were left out because there are too many.
    pub(crate) dropped: usize,
}

/// The most headings that are kept; the text under others belongs to the heading before.
const MOST_PARTS: usize = 2_000;

/// The level of a heading that has none of its own, unless marked ones follow under it.
const UNMARKED_LEVEL: u8 = 2;

impl<'s> Outline<'s> {
    /// Cuts a document into its parts.
    pub(crate) fn new(source: &'s Source) -> Self {
        let marked = source.lines.iter().any(|&line| {
            matches!(line.kind, Kind::Heading(_))
                && role::of(source.text(line)).is_some_and(|role| role != SectionRole::Unclassified)
                && !role::is_title(source.text(line))
        });
        let lines = if marked { source.lines.clone() } else { Unmarked::new(source).headings() };
        let outermost = lines.iter().filter(|line| line.kind == Kind::Heading(1)).count();
        let mut outline = Self { source, parts: vec![lead()], lines, dropped: 0 };
        let mut open: Vec<(u8, SectionRole)> = Vec::new();
        for at in 0..outline.lines.len() {
            let Some(&line) = outline.lines.get(at) else { break };
            if let Kind::Heading(level) = line.kind
                && !is_time(source.text(line))
            {
                if outline.parts.len() < MOST_PARTS {
                    let part = part_under(
                        source.text(line),
                        level,
                        &mut open,
                        outline.parts.len() == 1,
                        outermost <= 1,
                    );
                    outline.parts.push(Part { lines: at.saturating_add(1)..at.saturating_add(1), ..part });
                    continue;
                }
                outline.dropped = outline.dropped.saturating_add(1);
            }
            if let Some(part) = outline.parts.last_mut() {
                part.lines.end = at.saturating_add(1);
            }
        }
        for at in 0..outline.parts.len() {
            outline.refine_role(at);
        }
        outline
    }

    /// The lines under a heading.
    pub(crate) fn lines(&self, part: &Part) -> &[Line] {
        self.lines.get(part.lines.clone()).unwrap_or_default()
    }

    /// The lines under a heading that have words.
    pub(crate) fn worded<'o>(&'o self, part: &Part) -> impl Iterator<Item = Line> + use<'o, 's> {
        self.lines
            .get(part.lines.clone())
            .unwrap_or_default()
            .iter()
            .copied()
            .filter(|line| line.kind != Kind::Blank)
    }

    /// What is under a heading, as plain text.
    pub(crate) fn text(&self, part: &Part) -> String {
        let mut text = String::new();
        for line in self.worded(part) {
            if !text.is_empty() {
                text.push('\n');
            }
            if matches!(line.kind, Kind::Item(_)) {
                text.push_str("- ");
            }
            text.push_str(self.source.text(line));
        }
        text
    }

    /// Lets the content decide where the heading does not: a "Summary" at the end is often the apology, and a
    /// neutral heading over a list of times is a timeline.
    fn refine_role(&mut self, at: usize) {
        const REGRET: Keywords = Keywords::new(&["apologies", "apologise", "apologize", "regret", "sorry"]);
        let is_last = self.parts.len().checked_sub(at) == Some(1);
        let Some(part) = self.parts.get(at).filter(|part| part.heading.is_some()) else { return };
        let role = match part.role {
            SectionRole::Summary if at > 1 && is_last => {
                let mut early =
                    self.worded(part).flat_map(|line| sentence::sentences(self.source.lower(line))).take(3);
                early.any(|sentence| REGRET.any_in(sentence)).then_some(SectionRole::Apology)
            }
            SectionRole::Resolution if self.lists_states(part) => Some(SectionRole::Actions),
            SectionRole::Unclassified => {
                let (mut stamped, mut others) = (0_usize, 0_usize);
                for line in self.worded(part) {
                    let entry =
                        timestamp::leading(self.source.text(line)).is_some_and(|stamp| stamp.has_clock());
                    let count = if entry && line.kind != Kind::Text { &mut stamped } else { &mut others };
                    *count = count.saturating_add(1);
                }
                (stamped >= 3 && stamped > others).then_some(SectionRole::Timeline)
            }
            _ => None,
        };
        if let (Some(role), Some(part)) = (role, self.parts.get_mut(at)) {
            part.role = role;
        }
    }
}

impl Outline<'_> {
    /// Whether most items of a part begin with a state of work: `Done: …`, `Planned: …`.
    fn lists_states(&self, part: &Part) -> bool {
        const STATES: Keywords = Keywords::new(&[
            "completed",
            "done",
            "implemented",
            "in progress",
            "ongoing",
            "planned",
            "suggested",
            "todo",
        ]);
        let (mut stated, mut items) = (0_usize, 0_usize);
        for line in self.worded(part).filter(|line| matches!(line.kind, Kind::Item(_))) {
            let label = self.source.lower(line).split_once(':').map_or("", |(label, _)| label);
            items = items.saturating_add(1);
            stated = stated.saturating_add(usize::from(label.len() <= 16 && STATES.begin(label)));
        }
        stated >= 2 && stated.saturating_mul(2) > items
    }
}

fn lead() -> Part {
    Part { heading: None, role: SectionRole::Unclassified, lines: 0..0 }
}

/// Whether a heading is a time and nothing else.
fn is_time(heading: &str) -> bool {
    timestamp::leading(heading).is_some_and(|stamp| stamp.text.is_empty() || is_bracketed(stamp.text))
}

/// Whether a text is one remark in brackets: "(maybe earlier?)".
pub(crate) fn is_bracketed(text: &str) -> bool {
    text.starts_with('(') && text.find(')').is_some_and(|at| at.saturating_add(1) == text.len())
}

/// A part under a heading; `open` are the headings that contain it, outermost first.
fn part_under(words: &str, level: u8, open: &mut Vec<(u8, SectionRole)>, first: bool, lone: bool) -> Part {
    let heading = words.trim().trim_end_matches([':', ' ']).to_owned();
    while open.last().is_some_and(|&(above, _)| above >= level) {
        open.pop();
    }
    let top = level == 1 && (lone || role::of(&heading).is_none());
    let above = open.last().map(|(_, role)| role);
    let role = role_of(&heading, first, top, above);
    open.push((level, role.clone()));
    Part { heading: Some((heading, level)), role, lines: 0..0 }
}

fn role_of(heading: &str, first: bool, top: bool, above: Option<&SectionRole>) -> SectionRole {
    if first && (role::is_title(heading) || (top && !role::is_label(heading))) {
        return SectionRole::Title;
    }
    let own = role::of(heading);
    let strong = |role: &SectionRole| {
        matches!(
            role,
            SectionRole::Actions | SectionRole::Lessons | SectionRole::Timeline | SectionRole::RootCause
        )
    };
    match (own, above) {
        // "Monitoring" under "Action items" contains actions.
        (Some(own), Some(SectionRole::Actions | SectionRole::Lessons)) if strong(&own) => own,
        (_, Some(above @ (SectionRole::Actions | SectionRole::Lessons))) => above.clone(),
        (Some(own), _) => own,
        // A write-up under that name after other parts looks back.
        (None, _) if role::is_title(heading) => SectionRole::Lessons,
        (None, Some(above)) if !matches!(above, SectionRole::Title | SectionRole::Summary) => above.clone(),
        (None, _) => SectionRole::Unclassified,
    }
}

/// Finds headings that have no mark.
#[expect(clippy::struct_excessive_bools, reason = "each is a form of headings")]
struct Unmarked<'s> {
    source: &'s Source,
    /// The lines with words.
    lines: &'s [Line],
    /// Whether bold lines are headings: one of them names a role.
    bold: bool,
    /// Whether bold labels of items are headings: `- **Impact**: None`.
    items: bool,
    /// Whether labels in front of paragraphs are headings: `Impact: Pages were slow.`
    labels: bool,
    /// Whether headings run into their paragraphs: `Impact Pages were slow.`
    run_in: bool,
    /// Bare lines that may be headings, as indices of `lines`.
    bare: Vec<usize>,
}

impl<'s> Unmarked<'s> {
    fn new(source: &'s Source) -> Self {
        let lines = &source.lines;
        let text = |line: &&Line| source.text(**line);
        let paragraphs = || lines.iter().filter(|line| line.kind == Kind::Text);
        let mut found = Self {
            source,
            lines,
            bold: false,
            items: false,
            labels: paragraphs().filter(|line| is_telling_label(text(line))).nth(1).is_some(),
            run_in: paragraphs().filter(|line| heading::leading(text(line)).is_some()).nth(1).is_some(),
            bare: Vec::new(),
        };
        found.bold =
            lines.iter().any(|&line| found.is_bold_heading(line) && role::of(source.text(line)).is_some());
        found.items = lines.iter().filter(|&&line| found.item_label(line).is_some()).nth(1).is_some();
        let mut bare: Vec<usize> =
            (0..lines.len()).filter(|&at| found.is_bare(at, heading::may_be_bare)).collect();
        // Headings without a keyword are known by those that have one.
        if bare.len() >= 3 {
            let other = |text: &str| heading::has_form(text) && heading::is_title_case(text);
            bare = (0..lines.len())
                .filter(|at| bare.binary_search(at).is_ok() || found.is_bare(*at, other))
                .collect();
        }
        found.bare = bare;
        found
    }

    /// The lines of the document; those, or the beginnings of those, that are headings are cut off as such.
    fn headings(&self) -> Vec<Line> {
        // Bold labels are above the marked headings of such a text ("## Product A" under "**Impact**").
        let marked = self.lines.iter().filter_map(|line| match line.kind {
            Kind::Heading(level) if level > 1 => Some(level),
            _ => None,
        });
        let level =
            marked.min().map_or(UNMARKED_LEVEL, |level| level.saturating_sub(1)).clamp(1, UNMARKED_LEVEL);
        let mut out = Vec::with_capacity(self.lines.len());
        for (at, &line) in self.lines.iter().enumerate() {
            let text = self.source.text(line);
            let whole = (self.bold && self.is_bold_heading(line)) || self.bare.binary_search(&at).is_ok();
            let title = at == 0 && line.kind == Kind::Text && text.len() <= 100 && is_document_title(text);
            let cuts = match line.kind {
                Kind::Text if whole || title => vec![(0, text.len())],
                Kind::Text => self.bold_lead(line).map_or_else(|| self.labels(text), |end| vec![(0, end)]),
                Kind::Item(0) if self.items => {
                    self.item_label(line).map_or_else(Vec::new, |end| vec![(0, end)])
                }
                _ => Vec::new(),
            };
            self.cut(line, &cuts, if title { 1 } else { level }, &mut out);
        }
        out
    }

    /// Whether a line alone is a heading by its place: it opens a block, text follows, and it is not one of a list of
    /// fragments.
    fn is_bare(&self, at: usize, has_form: impl Fn(&str) -> bool) -> bool {
        let Some(&line) = self.lines.get(at).filter(|line| line.kind == Kind::Text) else { return false };
        if !has_form(self.source.text(line)) {
            return false;
        }
        let is_fragment = |line: &Line| {
            let text = self.source.text(*line);
            line.kind == Kind::Text && text.len() <= 120 && !text.ends_with(['.', '!', '?', ':'])
        };
        let before = at.checked_sub(1).and_then(|at| self.lines.get(at));
        let after_list = |line: &Line| is_fragment(line) && !heading::has_form(self.source.text(*line));
        let opens = at <= 1
            || before.is_none_or(|line| match line.kind {
                Kind::Text => !after_list(line) && !self.source.text(*line).ends_with(':'),
                _ => true,
            });
        let mut next = self.lines.get(at.saturating_add(1)..).unwrap_or_default().iter();
        let follows = next.find(|line| line.kind != Kind::Blank).is_some_and(|line| {
            let text = self.source.text(*line);
            line.kind != Kind::Text
                || !heading::has_form(text)
                || label_end(text).is_some()
                || text.ends_with(':')
        });
        let next_fragment = self
            .lines
            .get(at.saturating_add(1))
            .is_some_and(|line| is_fragment(line) && heading::has_form(self.source.text(*line)));
        opens && follows && !next_fragment
    }

    /// The end of bold words that label an item, and what is under it: `- **Impact**: None`, `- **Key events**`.
    fn item_label(&self, line: Line) -> Option<usize> {
        let end = Some(self.source.bold_lead(line)).filter(|&end| end > 0 && line.kind == Kind::Item(0))?;
        let (head, rest) = self.source.text(line).split_at_checked(end)?;
        let closed = head.ends_with(':') || rest.is_empty() || rest.starts_with(':');
        (closed && head.split_whitespace().count() <= 5 && role::of(head).is_some()).then_some(end)
    }

    /// A line that is bold from end to end, no sentence, and no time.
    fn is_bold_heading(&self, line: Line) -> bool {
        let text = self.source.text(line).trim_end_matches([':', ' ']);
        line.kind == Kind::Text
            && self.source.bold_lead(line) >= text.len()
            && (2..=80).contains(&text.len())
            && !text.ends_with(['.', ',', ';'])
            && self.source.times(line).all(|time| time.value.time.is_none())
    }

    /// The end of bold words at the start of a paragraph that are a heading: `**ISSUE:** Pages are slow`.
    fn bold_lead(&self, line: Line) -> Option<usize> {
        let end = Some(self.source.bold_lead(line)).filter(|&end| end > 0)?;
        let (head, rest) = self.source.text(line).split_at_checked(end)?;
        let closed = head.ends_with(':') || rest.trim_start().starts_with([':', '-', '–', '—']);
        let label = head.trim_end_matches([':', ' ']);
        let heading =
            label.split_whitespace().count() <= 5 && role::of(label).is_some() && !label.contains(['.', ',']);
        let clockless = super::times::times(label).next().is_none();
        (closed && heading && clockless && !rest.trim().is_empty()).then_some(end)
    }

    /// The labels and headings within a line: each from its first byte to the one after its colon.
    fn labels(&self, text: &str) -> Vec<(usize, usize)> {
        if self.labels
            && let Some(end) = label_end(text)
        {
            return vec![(0, end)];
        }
        let found = folded_labels(text);
        if found.is_empty() && self.run_in {
            return heading::leading(text).map_or_else(Vec::new, |end| vec![(0, end)]);
        }
        found
    }

    /// Cuts a line at its labels: each becomes a heading, and what follows it a line.
    fn cut(&self, line: Line, labels: &[(usize, usize)], level: u8, out: &mut Vec<Line>) {
        let text = self.source.text(line);
        let mut push = |kind, from: usize, to: usize| {
            const MARKS: [char; 5] = [' ', ':', '-', '–', '—'];
            let part = text.get(from..to).unwrap_or_default();
            let words = part.trim_start_matches(MARKS);
            let from = to.saturating_sub(words.len());
            let to = from.saturating_add(words.trim_end_matches(MARKS).len());
            if from < to {
                // The last mark of a text is part of it, that of a heading is not.
                let end = if matches!(kind, Kind::Heading(_)) {
                    to
                } else {
                    from.saturating_add(words.trim_end().len())
                };
                out.push(line.part(self.source, kind, from, end));
            }
        };
        let Some(&(first, _)) = labels.first() else {
            out.push(line);
            return;
        };
        push(Kind::Text, 0, first);
        for (at, &(start, end)) in labels.iter().enumerate() {
            let next =
                at.checked_add(1).and_then(|next| labels.get(next)).map_or(text.len(), |&(start, _)| start);
            push(Kind::Heading(level), start, end);
            push(Kind::Text, end, next);
        }
    }
}

/// Whether the first line of a document is its title: "Downtime Postmortem", "[Final] Fault report of 3 May".
fn is_document_title(text: &str) -> bool {
    !text.ends_with('.') && !text.contains(". ") && !text.contains("://") && role::contains_title(text)
}

/// Whether a paragraph begins with the label of a part: metadata such as `Severity: 2` does not.
fn is_telling_label(text: &str) -> bool {
    let head = label_end(text).and_then(|end| text.get(..end));
    head.and_then(role::of).is_some_and(|role| role != SectionRole::Unclassified)
}

/// The end of a label that a paragraph begins with: `Root cause: A lock …`, `Next steps / prevention: …`.
fn label_end(text: &str) -> Option<usize> {
    let (head, _) = sentence::split_label(text).filter(|(head, _)| head.len() <= 48)?;
    let words = head.split_whitespace().count();
    let is_label = role::is_label(head) || (words <= 4 && heading::may_be_bare(head));
    is_label.then(|| head.len().saturating_add(1))
}

/// Where labels are within a line that was folded: each from its first byte to the one after its colon.
fn folded_labels(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut firm = 0_usize;
    for colon in sentence::colons(text) {
        let head = text.get(..colon).unwrap_or_default();
        let Some(start) = label_start(head) else { continue };
        let sentence_start = start == 0
            || text
                .get(..start)
                .is_some_and(|before| before.trim_end().ends_with(['.', '!', '?', ')', ']', ':']));
        // A label may follow the last word of a list without any mark.
        let loose = head.get(start..).is_some_and(|label| label.contains(' '));
        if (sentence_start || loose) && found.last().is_none_or(|&(_, end)| end <= start) {
            firm = firm.saturating_add(usize::from(sentence_start));
            found.push((start, colon.saturating_add(1)));
        }
    }
    // One label in the middle of prose is a figure of speech.
    if firm == 0 || (found.len() == 1 && found.first().is_some_and(|&(start, _)| start > 0)) {
        found.clear();
    }
    found
}

/// The first byte of the longest label that a text ends with: up to six words.
fn label_start(head: &str) -> Option<usize> {
    let mut start = None;
    let mut end = head.len();
    for _ in 0..6 {
        let before = head.get(..end)?.trim_end();
        let at = before.rfind(char::is_whitespace).map_or(0, |space| space.saturating_add(1));
        // A sentence that ended here.
        if before.ends_with(['.', '!', '?', ')', ']', ':']) && end < head.len() {
            break;
        }
        if head.get(at..).is_some_and(role::is_label) {
            start = Some(at);
        }
        if at == 0 {
            break;
        }
        end = at;
    }
    start
}
