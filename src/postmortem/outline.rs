//! The parts of a document: its headings, in whatever form they are written, and the lines under each.
//!
//! Marks come first: `##`, `===`, `<h2>`. Only where none of them names a part that is known from the genre are other
//! forms headings: a bold line, bold words at the start of a paragraph, a line that is a label (`Root Cause`,
//! `Remediations:`), labels within a line that was folded (`Summary of impact: … Root cause: …`). A heading that is
//! a date or a time is the first line of an entry of the timeline, and stays where it is.

use super::cue::Cues;
use super::role;
use super::sentence;
use super::source::{Kind, Line, Source};
use super::stamp;
use crate::model::SectionRole;

/// A heading and the lines under it; the lead has no heading.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// The heading's words and level.
    pub(crate) heading: Option<(String, u8)>,
    /// What it is about.
    pub(crate) role: SectionRole,
    /// What stands under it.
    pub(crate) lines: Vec<Line>,
}

impl Part {
    /// What stands under it, as plain text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for line in self.lines.iter().filter(|line| line.kind != Kind::Blank) {
            if !text.is_empty() {
                text.push('\n');
            }
            if matches!(line.kind, Kind::Item(_)) {
                text.push_str("- ");
            }
            text.push_str(line.text());
        }
        text
    }
}

/// The level of a heading that has none of its own, unless marked ones stand under it.
const UNMARKED_LEVEL: u8 = 2;

/// Cuts a document into its parts. The first is the lead.
pub(crate) fn parts(source: &Source) -> Vec<Part> {
    let marked = source.lines.iter().any(|line| {
        matches!(line.kind, Kind::Heading(_))
            && role::of(line.text()).is_some_and(|role| role != SectionRole::Unclassified)
            && !role::is_title(line.text())
    });
    let lines = if marked { source.lines.clone() } else { unmarked_headings(&source.lines) };
    let outermost = lines.iter().filter(|line| line.kind == Kind::Heading(1)).count();
    let mut outline = Outline { parts: vec![lead()], open: Vec::new(), lone: outermost <= 1 };
    for line in lines {
        match line.kind {
            Kind::Heading(level) if !is_time(line.text()) => outline.heading(line.text(), level),
            _ => outline.line(line),
        }
    }
    for at in 0..outline.parts.len() {
        follow_content(&mut outline.parts, at);
    }
    outline.parts
}

fn lead() -> Part {
    Part { heading: None, role: SectionRole::Unclassified, lines: Vec::new() }
}

/// Whether a heading is a time and nothing else.
fn is_time(heading: &str) -> bool {
    stamp::leading(heading).is_some_and(|stamp| stamp.text.is_empty() || is_bracketed(stamp.text))
}

/// Whether a text is one remark in brackets: "(maybe earlier?)".
pub(crate) fn is_bracketed(text: &str) -> bool {
    text.starts_with('(') && text.find(')').is_some_and(|at| at.saturating_add(1) == text.len())
}

struct Outline {
    parts: Vec<Part>,
    /// The headings that the next one may stand under, outermost first.
    open: Vec<(u8, SectionRole)>,
    /// Whether there is one heading of the first level at most: then it is the title.
    lone: bool,
}

impl Outline {
    fn line(&mut self, line: Line) {
        if let Some(part) = self.parts.last_mut() {
            part.lines.push(line);
        }
    }

    fn heading(&mut self, words: &str, level: u8) {
        let heading = words.trim().trim_end_matches([':', ' ']).to_owned();
        while self.open.last().is_some_and(|&(above, _)| above >= level) {
            self.open.pop();
        }
        let first = self.parts.len() == 1;
        let above = self.open.last().map(|(_, role)| role);
        let role = role_of(&heading, first, level == 1 && (self.lone || role::of(&heading).is_none()), above);
        self.open.push((level, role.clone()));
        self.parts.push(Part { heading: Some((heading, level)), role, lines: Vec::new() });
    }
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
        // "Monitoring" under "Action items" tells actions.
        (Some(own), Some(SectionRole::Actions | SectionRole::Lessons)) if strong(&own) => own,
        (_, Some(above @ (SectionRole::Actions | SectionRole::Lessons))) => above.clone(),
        (Some(own), _) => own,
        // A write-up under that name behind other parts looks back.
        (None, _) if role::is_title(heading) => SectionRole::Lessons,
        (None, Some(above)) if !matches!(above, SectionRole::Title | SectionRole::Summary) => above.clone(),
        (None, _) => SectionRole::Unclassified,
    }
}

/// Words of regret, in lower case.
const REGRET: Cues = Cues::new(&["apologies", "apologise", "apologize", "regret", "sorry"]);

/// "Summary" at the end of a text is often the apology.
fn follow_content(parts: &mut [Part], at: usize) {
    let last = parts.len().checked_sub(at) == Some(1);
    let Some(part) = parts.get_mut(at).filter(|_| at > 1 && last) else { return };
    if part.role == SectionRole::Summary {
        let text = sentence::lower(&part.text());
        let early = sentence::sentences(&text).take(3).any(|sentence| REGRET.any_in(sentence));
        if early {
            part.role = SectionRole::Apology;
        }
    }
}

/// Makes headings of the lines, or of the beginnings of lines, that are headings without a mark.
fn unmarked_headings(lines: &[Line]) -> Vec<Line> {
    let bold_is_heading = lines.iter().any(|line| is_bold_heading(line) && role::of(line.text()).is_some());
    let items_are_headings = lines.iter().filter(|line| item_label(line).is_some()).count() >= 2;
    // Bold labels stand above the marked headings of such a text ("## Product A" under "**Impact**").
    let marked = lines.iter().filter_map(|line| match line.kind {
        Kind::Heading(level) if level > 1 => Some(level),
        _ => None,
    });
    let level = marked.min().map_or(UNMARKED_LEVEL, |level| level.saturating_sub(1)).clamp(1, UNMARKED_LEVEL);
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let whole = (bold_is_heading && is_bold_heading(line)) || is_label_line(line);
        let cuts = match line.kind {
            Kind::Text if whole => vec![(0, line.text().len())],
            Kind::Text => bold_lead(line).map_or_else(|| labels(line.text()), |end| vec![(0, end)]),
            Kind::Item(0) if items_are_headings => {
                item_label(line).map_or_else(Vec::new, |end| vec![(0, end)])
            }
            _ => Vec::new(),
        };
        cut(line, &cuts, level, &mut out);
    }
    out
}

/// The end of bold words that label an item, and what stands under it: `- **Impact**: None`, `- **Key events**`.
fn item_label(line: &Line) -> Option<usize> {
    let end = Some(line.words.lead()).filter(|&end| end > 0 && line.kind == Kind::Item(0))?;
    let (head, rest) = line.text().split_at_checked(end)?;
    let closed = head.ends_with(':') || rest.is_empty() || rest.starts_with(':');
    (closed && head.split_whitespace().count() <= 5 && role::of(head).is_some()).then_some(end)
}

/// A line that is bold from end to end, no sentence, and no time.
fn is_bold_heading(line: &Line) -> bool {
    let text = line.text().trim_end_matches([':', ' ']);
    line.kind == Kind::Text
        && line.words.lead() >= text.len()
        && (2..=80).contains(&text.len())
        && !text.ends_with(['.', ',', ';'])
        && line.times().iter().all(|found| found.moment.time.is_none())
}

/// Words that a sentence begins with, and no heading, in lower case.
const SENTENCE_STARTS: &[&str] = &[
    "the",
    "we",
    "this",
    "these",
    "there",
    "our",
    "in",
    "as",
    "during",
    "additionally",
    "all",
    "some",
    "it",
    "to",
    "for",
    "on",
    "at",
    "here",
    "you",
    "your",
    "a",
    "an",
    "please",
    "from",
    "after",
    "before",
    "with",
    "they",
    "customers",
    "users",
];

/// A whole line that is a label, or that ends in a colon and has a cue.
fn is_label_line(line: &Line) -> bool {
    let text = line.text().trim();
    if line.kind != Kind::Text {
        return false;
    }
    if role::is_label(text.trim_end_matches(':'))
        || (role::is_title(text) && text.len() <= 60 && !text.ends_with('.'))
    {
        return true;
    }
    let Some(head) = text.strip_suffix(':') else { return false };
    let first = sentence::lower(head.split_whitespace().next().unwrap_or_default());
    head.split_whitespace().count() <= 8
        && head.starts_with(char::is_uppercase)
        && !head.contains([',', '.'])
        && !SENTENCE_STARTS.contains(&first.as_str())
        && role::of(head).is_some()
}

/// The end of bold words at the start of a paragraph that are a heading: `**ISSUE:** Pages are slow`.
fn bold_lead(line: &Line) -> Option<usize> {
    let end = Some(line.words.lead()).filter(|&end| end > 0)?;
    let (head, rest) = line.text().split_at_checked(end)?;
    let closed = head.ends_with(':') || rest.trim_start().starts_with([':', '-', '–', '—']);
    let label = head.trim_end_matches([':', ' ']);
    let heading =
        label.split_whitespace().count() <= 5 && role::of(label).is_some() && !label.contains(['.', ',']);
    let clockless = super::scan::moments(label).is_empty();
    (closed && heading && clockless && !rest.trim().is_empty()).then_some(end)
}

/// Where labels stand within a line that was folded: each from its first byte to behind its colon.
fn labels(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut firm = 0_usize;
    for (colon, _) in text.match_indices(": ") {
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

/// Cuts a line at its labels: each becomes a heading, and what follows it a line.
fn cut(line: &Line, labels: &[(usize, usize)], level: u8, out: &mut Vec<Line>) {
    let text = line.text();
    let mut push = |kind, part: Option<&str>| {
        let part = part.unwrap_or_default().trim_matches([' ', ':', '-', '–', '—']);
        if !part.is_empty() {
            let words = super::source::Plain { text: part.to_owned(), bold: Vec::new() };
            out.push(Line::new(kind, words));
        }
    };
    let Some(&(first, _)) = labels.first() else {
        out.push(line.clone());
        return;
    };
    push(Kind::Text, text.get(..first));
    for (at, &(start, end)) in labels.iter().enumerate() {
        let next =
            at.checked_add(1).and_then(|next| labels.get(next)).map_or(text.len(), |&(start, _)| start);
        push(Kind::Heading(level), text.get(start..end));
        push(Kind::Text, text.get(end..next));
    }
}
