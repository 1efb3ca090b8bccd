//! Labels that programs put around the words of people: `[Resolved] Disk full`, `Status: Monitoring`,
//! `Affected: Mail, API`.

use std::collections::HashSet;

use memchr::{memchr_iter, memchr2_iter, memrchr_iter};

use super::blocks::trim_line_breaks;
use crate::adapter::translate::vocabulary::{UpdateWord, find_update_word, qualifies_status};
use crate::model::{AffectedComponent, IncidentKind};
use crate::text::html_line;

/// A title without its labels.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TitleParts<'t> {
    /// The words of people.
    pub(super) title: &'t str,
    /// The status word.
    pub(super) word: Option<UpdateWord>,
    /// The kind, where kinds are labels.
    pub(super) kind: Option<IncidentKind>,
}

/// The most labels of one title: `[Resolved] Maintenance: …`.
const MAX_LABELS: usize = 3;

/// Takes the status words off a title where they are labels: `[Resolved] X`, `RESOLVED: X`, `Resolved - X`,
/// `X (resolved)`, `X [Resolved]`. A word that is part of the sentence ("Resolved issues with…") stays. Where
/// `kinds_are_labels`, `Incident: X` and `[Maintenance] X` are labels too.
pub(super) fn split_title(title: &str, kinds_are_labels: bool) -> TitleParts<'_> {
    let mut parts = TitleParts { title: title.trim(), ..TitleParts::default() };
    if !may_have_label(title) {
        return parts;
    }
    for _ in 0..MAX_LABELS {
        let found = [split_before(parts.title), split_after(parts.title)]
            .into_iter()
            .flatten()
            .filter(|(_, rest)| !rest.is_empty())
            .find_map(|(label, rest)| {
                if parts.word.is_none()
                    && let Some(word) = find_update_word(label)
                {
                    return Some((Some(word), None, rest));
                }
                let kind = find_kind(label).filter(|_| kinds_are_labels && parts.kind.is_none())?;
                Some((None, Some(kind), rest))
            });
        let Some((word, kind, rest)) = found else { break };
        parts = TitleParts { title: rest, word: parts.word.or(word), kind: parts.kind.or(kind) };
    }
    parts
}

/// Whether a title has anything that sets a label apart: most have nothing, and need not be searched for each separator.
fn may_have_label(title: &str) -> bool {
    title.bytes().any(|byte| matches!(byte, b'[' | b']' | b'(' | b':' | b'-' | b'|') || !byte.is_ascii())
}

/// The label in front of a title where others have a status: `[Fizzled] X`, `Fizzled: X`.
pub(super) fn find_unknown_label(title: &str) -> Option<&str> {
    let title = title.trim();
    let label = match title.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?.0,
        None => split_at_first(title, ": ")?.0,
    };
    let is_word = (4..=24).contains(&label.len())
        && label.starts_with(char::is_uppercase)
        && label.chars().all(char::is_alphabetic)
        && find_kind(label).is_none();
    (is_word && split_title(title, false).word.is_none()).then_some(label)
}

/// Words that deny or weaken a status.
const QUALIFIERS: [&str; 20] = [
    "not",
    "never",
    "no",
    "hardly",
    "barely",
    "nearly",
    "almost",
    "believed",
    "expected",
    "assumed",
    "likely",
    "probably",
    "partially",
    "partly",
    "mostly",
    "yet",
    "half",
    "reportedly",
    "supposedly",
    "should",
];

/// A label of a title that holds a status and denies or weakens it: `[Not resolved] X`, `X - believed fixed`. It is no status,
/// and stays in the title.
pub(super) fn find_qualified_status(title: &str) -> Option<&str> {
    if !may_have_label(title) {
        return None;
    }
    let bracketed = memchr2_iter(b'[', b'(', title.as_bytes())
        .filter_map(|at| title.get(at..)?.get(1..)?.split(['[', ']', '(', ')']).next());
    let separators = [": ", "]"].into_iter().chain(DASHES);
    let before = separators.clone().filter_map(|separator| split_at_first(title, separator));
    let after = separators.filter_map(|separator| split_at_last(title, separator));
    // A qualifier and a status.
    let most_words = MAX_STATUS_WORDS.saturating_add(1);
    let is_short = |label: &str| label.split_whitespace().nth(most_words).is_none();
    let is_qualified = |label: &str| {
        label.split(' ').any(|word| QUALIFIERS.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    let ends_in_status =
        |label: &str| label.rsplit(' ').next().is_some_and(|word| find_update_word(word).is_some());
    let is_found = |label: &&str| is_short(label) && is_qualified(label) && qualifies_status(label);
    let apart = before.map(|(label, _)| label).chain(after.map(|(_, label)| label));
    bracketed
        .filter(is_found)
        .chain(apart.map(str::trim).filter(is_found).filter(|label| ends_in_status(label)))
        .next()
}

/// The kind in front of a title, if there is one.
pub(super) fn kind_of_title(title: &str) -> Option<IncidentKind> {
    split_title(title, true).kind
}

/// What sets a label apart from the rest of a title.
const DASHES: [&str; 4] = [" - ", " – ", " — ", " | "];

/// Like [`str::split_once`], without the cost of a searcher: titles are short.
fn split_at_first<'t>(title: &'t str, separator: &str) -> Option<(&'t str, &'t str)> {
    let (rare, byte) = find_rare_byte(separator)?;
    memchr_iter(byte, title.as_bytes()).find_map(|at| split_at(title, at.checked_sub(rare)?, separator))
}

/// Like [`str::rsplit_once`].
fn split_at_last<'t>(title: &'t str, separator: &str) -> Option<(&'t str, &'t str)> {
    let (rare, byte) = find_rare_byte(separator)?;
    memrchr_iter(byte, title.as_bytes()).find_map(|at| split_at(title, at.checked_sub(rare)?, separator))
}

/// The first byte of a separator that is not a space, of which a title has many; and where it is.
fn find_rare_byte(separator: &str) -> Option<(usize, u8)> {
    separator.bytes().enumerate().find(|(_, byte)| *byte != b' ')
}

/// What is before and after the separator, if the title has it there.
fn split_at<'t>(title: &'t str, at: usize, separator: &str) -> Option<(&'t str, &'t str)> {
    let (before, rest) = title.split_at_checked(at)?;
    Some((before, rest.strip_prefix(separator)?))
}

/// The label in front of a title, and the rest. A mark in front of the label (`🟢 Resolved: …`) goes with it.
fn split_before(title: &str) -> Option<(&str, &str)> {
    let text = title.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '[' | '('));
    let (label, rest) = match text.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?,
        None => split_at_first(text, ": ")
            .or_else(|| DASHES.into_iter().find_map(|dash| split_at_first(text, dash)))?,
    };
    let rest = rest.trim_start();
    Some((label, rest.strip_prefix([':', '-']).unwrap_or(rest).trim_start()))
}

/// The label after a title, and the rest.
fn split_after(title: &str) -> Option<(&str, &str)> {
    let (rest, label) = match title.strip_suffix(')') {
        Some(inner) => inner.rsplit_once('(')?,
        None => match title.strip_suffix(']') {
            Some(inner) => inner.rsplit_once('[')?,
            None => DASHES.into_iter().find_map(|dash| split_at_last(title, dash))?,
        },
    };
    Some((label, rest.trim_end()))
}

/// The kind that a label names.
pub(super) fn find_kind(label: &str) -> Option<IncidentKind> {
    let label = label.trim();
    let is_any = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(label));
    if is_any(&["maintenance", "scheduled maintenance", "planned maintenance", "scheduled event"]) {
        Some(IncidentKind::Maintenance)
    } else {
        is_any(&["incident", "incident episode", "outage", "announcement"]).then_some(IncidentKind::Incident)
    }
}

/// A body without the labelled lines at its beginning and its end.
#[derive(Debug, Default)]
pub(super) struct BodyParts<'b> {
    /// The words of people.
    pub(super) body: &'b str,
    /// The text after `Status:`.
    pub(super) status: Option<String>,
    /// The names after `Affected:`, as a list or as rows: `Login (Partial outage)`.
    pub(super) components: Vec<String>,
    /// The kind after `Type:`.
    pub(super) kind: Option<IncidentKind>,
}

/// A label at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineLabel {
    Status,
    Components,
    Kind,
}

const LINE_LABELS: [(&str, LineLabel); 17] = [
    ("status", LineLabel::Status),
    ("state", LineLabel::Status),
    ("current status", LineLabel::Status),
    ("incident status", LineLabel::Status),
    ("affected", LineLabel::Components),
    ("affected component", LineLabel::Components),
    ("affected components", LineLabel::Components),
    ("affected service", LineLabel::Components),
    ("affected services", LineLabel::Components),
    ("affected systems", LineLabel::Components),
    ("affected monitors", LineLabel::Components),
    ("affected resources", LineLabel::Components),
    ("components affected", LineLabel::Components),
    ("services affected", LineLabel::Components),
    ("components", LineLabel::Components),
    ("type", LineLabel::Kind),
    ("kind", LineLabel::Kind),
];

/// The most words of a status: a longer text after `Status:` is a sentence.
const MAX_STATUS_WORDS: usize = 4;
/// The most lines at each end of a body that are looked at for labels, rows of a list included.
const MAX_LABELLED_LINES: usize = 256;

/// Takes the labelled lines off the beginning and the end of a body, in text or HTML:
///
/// ```text
/// Status: IDENTIFIED
/// Affected: Mail, API
/// A disk is full.
/// ```
pub(super) fn split_body(body: &str) -> BodyParts<'_> {
    let body = body.trim();
    let lines: Vec<&str> = lines(body).collect();
    let mut parts = BodyParts::default();
    let first = parts.take_first_lines(&lines);
    let rest = lines.get(first..).unwrap_or_default();
    let kept = parts.take_last_lines(rest);
    let length = |lines: &[&str]| lines.iter().map(|line| line.len()).fold(0, usize::saturating_add);
    let start = length(lines.get(..first).unwrap_or_default());
    let end = start.saturating_add(length(rest.get(..kept).unwrap_or_default()));
    parts.body = balanced(trim_line_breaks(body.get(start..end).unwrap_or_default()));
    parts
}

impl BodyParts<'_> {
    /// Takes in the labelled lines at the beginning; how many lines they are.
    fn take_first_lines(&mut self, lines: &[&str]) -> usize {
        let mut taken = 0;
        let mut rows_may_follow = false;
        for (line, number) in lines.iter().zip(1..=MAX_LABELLED_LINES) {
            let text = line_text(line);
            if text.is_empty() {
                continue;
            }
            if rows_may_follow && is_row(line) {
                self.components.push(text);
            } else {
                let Some(label) = self.take_label(&text) else { break };
                rows_may_follow = label == LineLabel::Components && text.ends_with(':');
            }
            taken = number;
        }
        taken
    }

    /// Takes in the labelled lines at the end; how many lines there are before them.
    fn take_last_lines(&mut self, lines: &[&str]) -> usize {
        let mut kept = lines.len();
        let mut rows = Vec::new();
        for (index, line) in lines.iter().enumerate().rev().take(MAX_LABELLED_LINES) {
            let text = line_text(line);
            if text.is_empty() {
                continue;
            }
            if is_row(line) {
                rows.push(text);
            } else {
                if self.take_label(&text).is_none() {
                    break;
                }
                // Rows are met from the last one up.
                self.components.extend(rows.drain(..).rev());
                kept = index;
            }
        }
        kept
    }

    /// Takes in what a line says if it begins with a label.
    fn take_label(&mut self, line: &str) -> Option<LineLabel> {
        let (name, value) = line.split_once(':')?;
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        let (_, label) = LINE_LABELS.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        let value = value.trim();
        match label {
            LineLabel::Status => {
                let is_word = (1..=MAX_STATUS_WORDS).contains(&value.split_whitespace().count());
                if !is_word || self.status.is_some() {
                    return None;
                }
                self.status = Some(value.trim_end_matches('.').to_owned());
            }
            LineLabel::Components => {
                let names = value.split(',').map(|name| name.trim().to_owned());
                self.components.extend(names.filter(|name| !name.is_empty()));
            }
            LineLabel::Kind => self.kind = Some(find_kind(value)?),
        }
        Some(label)
    }
}

/// Whether a line is an item of a list.
fn is_row(line: &str) -> bool {
    line.contains("<li")
}

/// A line as a reader sees it.
fn line_text(line: &str) -> String {
    if line.contains(['<', '&']) { html_line(line).trim().to_owned() } else { line.trim().to_owned() }
}

/// Where lines of HTML end. A line feed ends a line too, since many feeds have plain text where HTML is expected.
const LINE_ENDS: [&str; 8] = ["\n", "<br>", "<br/>", "<br />", "</p>", "</div>", "</li>", "</h3>"];

/// Where lines of HTML begin.
const LINE_STARTS: [&str; 8] = ["<p>", "<p ", "<div", "<ul", "<ol", "<li", "<h", "<table"];

/// The lines of a text, each with what ends it.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr2_iter(b'<', b'\n', rest.as_bytes()).find_map(|at| {
            let here = rest.get(at..)?;
            if at > 0 && LINE_STARTS.iter().any(|start| here.starts_with(start)) {
                return Some(at);
            }
            let end = LINE_ENDS.iter().find(|end| here.starts_with(**end))?;
            at.checked_add(end.len())
        });
        let (line, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

/// Without a `</p>` at the end whose `<p>` went with a label: `<p>Status: Resolved<br>Fixed.</p>`.
fn balanced(body: &str) -> &str {
    match body.strip_suffix("</p>") {
        Some(inside) if !inside.contains("<p") => inside.trim_end(),
        _ => body,
    }
}

/// The text after a label at the beginning of a line, trimmed; `None` if it is empty.
pub(super) fn line_value<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let mut values = text.lines().filter_map(|line| line.trim().strip_prefix(label)).map(str::trim);
    values.find(|value| !value.is_empty())
}

/// The components in a list such as `A, B, C`. A repeated name counts once.
pub(super) fn components(list: &str) -> Vec<AffectedComponent> {
    distinct(list.split(',').map(|name| AffectedComponent::new(name.trim())))
}

/// Components without those that have no name, and each once.
pub(super) fn distinct(components: impl IntoIterator<Item = AffectedComponent>) -> Vec<AffectedComponent> {
    let is_named =
        |component: &AffectedComponent| component.name.as_deref().is_some_and(|name| !name.is_empty());
    let mut named: Vec<_> = components.into_iter().filter(is_named).collect();
    // Looked up by reference: copies of thousands of short names take several times the memory of the text.
    let mut seen = HashSet::new();
    let is_first: Vec<bool> =
        named.iter().map(|component| seen.insert((component.name.as_deref(), &component.status))).collect();
    let mut is_first = is_first.into_iter();
    named.retain(|_| is_first.next() == Some(true));
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::IncidentStatus;

    #[test]
    fn labels_leave_the_title() {
        for title in [
            "[Resolved] Disk full",
            "[RESOLVED] Disk full",
            "RESOLVED: Disk full",
            "Resolved - Disk full",
            "Disk full (resolved)",
            "Disk full [Resolved]",
            "Disk full - Resolved",
            "✅ Resolved: Disk full",
        ] {
            let expected = TitleParts {
                title: "Disk full",
                word: Some(UpdateWord::Status(IncidentStatus::Resolved)),
                kind: None,
            };
            assert_eq!(split_title(title, false), expected, "{title}");
        }
    }

    #[test]
    fn kinds_are_labels_only_where_they_may_be() {
        let parts = split_title("[Resolved] Maintenance: a script hangs", true);
        assert_eq!((parts.title, parts.kind), ("a script hangs", Some(IncidentKind::Maintenance)));
        let parts = split_title("Maintenance: a script hangs", false);
        assert_eq!((parts.title, parts.kind), ("Maintenance: a script hangs", None));
        assert_eq!(kind_of_title("Maintenance mode stuck on two servers"), None);
    }

    #[test]
    fn words_of_the_sentence_stay() {
        for title in [
            "Resolved issues with disks",
            "Disk: full",
            "[EU] Disk full",
            "Disk full - not yet resolved",
            "Expected to be resolved: disk full",
            "Resolved",
            "[Resolved]",
            "",
        ] {
            assert_eq!(split_title(title, false), TitleParts { title, ..TitleParts::default() }, "{title}");
        }
    }

    #[test]
    fn a_label_may_deny_a_status() {
        for (title, label) in [
            ("[Not resolved] Disk full", Some("Not resolved")),
            ("Service disruption: [Believed fixed] Disk full", Some("Believed fixed")),
            ("Disk full - not yet resolved", Some("not yet resolved")),
            ("Expected to be resolved: disk full", Some("Expected to be resolved")),
            ("[Resolved] Disk full", None),
            ("EU: resolved issues with disks", None),
            ("Disks are not yet resolved", None),
        ] {
            assert_eq!(find_qualified_status(title), label, "{title}");
        }
    }

    #[test]
    fn labelled_lines_leave_the_body() {
        for body in [
            "Status: FIXED\nAffected: Mail, API\nA disk\nis full.",
            "<b>Status: FIXED</b><br/><br/>A disk\nis full.<br/><br/>⚠️ Affected components: Mail, API",
            "<p>Status: FIXED</p>A disk\nis full.<p>Affected components:</p><ul><li>Mail</li> <li>API</li></ul>",
            "<p>Status: FIXED<br>A disk\nis full.</p><p>Affected: Mail, API</p>",
        ] {
            let parts = split_body(body);
            assert_eq!(parts.status.as_deref(), Some("FIXED"), "{body}");
            assert_eq!(parts.components, ["Mail", "API"], "{body}");
            assert_eq!(parts.body, "A disk\nis full.", "{body}");
        }
    }

    #[test]
    fn other_lines_stay_in_the_body() {
        for body in [
            "We look into it.\nStatus: unknown so far\nMore tomorrow.",
            "Affected customers see late mail.",
            "<strong>Impact:</strong> Some calls fail.",
            "Status: we do not know yet what is wrong.",
        ] {
            let parts = split_body(body);
            assert_eq!((parts.body, parts.status, parts.components.len()), (body, None, 0), "{body}");
        }
    }
}
