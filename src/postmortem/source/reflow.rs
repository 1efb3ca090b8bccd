//! Line breaks that an extractor removed.
//!
//! An aggregator prints a Markdown document as one line: `## **Timeline** **11:35 -** We begin … 1. We plan to …`. Each
//! mark that occurs only at the beginning of a line shows where one was. A dash is ambiguous: it counts only
//! after the end of a sentence and before a capital.

use super::marker::{is_marker, item};
use crate::postmortem::heading;
use crate::text::Inline;

/// Cuts a row before each mark that begins a line.
pub(super) fn pieces(row: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0_usize;
    if !row.starts_with('|') {
        let may_begin = |space: &usize| {
            let next = space.checked_add(1).and_then(|next| row.as_bytes().get(next));
            next.is_some_and(|byte| matches!(byte, b' ' | b'#' | b'*' | b'-' | b'0'..=b'9' | 0xe2))
        };
        for space in memchr::memchr_iter(b' ', row.as_bytes()).filter(may_begin) {
            let (Some(before), Some(after)) = (row.get(from..space), row.get(space..)) else { continue };
            let next = after.trim_start_matches(' ');
            if begins_line(before, next) && !is_marker(before) {
                pieces.push(before.trim_end());
                from = row.len().saturating_sub(next.len());
            }
        }
    }
    pieces.extend(row.get(from..).filter(|rest| !rest.is_empty()));
    pieces
}

fn begins_line(before: &str, next: &str) -> bool {
    match next.bytes().next() {
        Some(b'#') => begins_heading(next),
        Some(b'*') if next.starts_with("**") => begins_stamp(before, next),
        Some(b'*' | b'-' | b'0'..=b'9') => begins_item(before, next),
        Some(0xe2) => next.starts_with("• "),
        _ => false,
    }
}

fn begins_heading(next: &str) -> bool {
    let words = next.trim_start_matches('#');
    let level = next.len().saturating_sub(words.len());
    let Some(words) = words.strip_prefix(' ') else { return false };
    // A single hash is met in prose ("ticket # 5"); in a folded heading bold follows.
    (level >= 2 && words.starts_with(|c: char| c.is_alphanumeric() || c == '*'))
        || (level == 1 && words.starts_with("**"))
}

/// `**11:35 -** We begin`, `**17:30** - To avoid`: bold that starts with a time and has a dash or a colon at its end.
fn begins_stamp(before: &str, next: &str) -> bool {
    let inside = next.trim_start_matches(['*', '[', '(', '~']);
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    let clock = (1..=2).contains(&digits) && inside.get(digits..).is_some_and(|rest| rest.starts_with(':'));
    let Some((stamp, after)) = inside.split_once("**").filter(|(stamp, _)| clock && stamp.len() <= 60) else {
        return false;
    };
    let is_dash = |text: &str| text.starts_with(['-', '–', '—', ':']);
    let closed = stamp.trim_end().ends_with(['-', '–', '—', ':']) || is_dash(after.trim_start());
    // "We saw it at **11:35** - and so did others."
    let last = before.rsplit(' ').next().unwrap_or_default();
    closed && !matches!(last, "at" | "by" | "from" | "until" | "and" | "to" | "around" | "-" | "–" | "/")
}

/// `… include: - Correcting`, `… deployed. * Adding`, `… happening: 1. We aligned`.
fn begins_item(before: &str, next: &str) -> bool {
    let Some(words) = item(next) else { return false };
    let after_end = before.ends_with(['.', ':', ';', '!', '?', ']', ')', '*', '"', '”']);
    let star = next.starts_with('*');
    let capital = words.starts_with(|c: char| c.is_uppercase() || matches!(c, '*' | '[' | '`' | '@'));
    // "**17:30** - To avoid" is one line, and so is "A (b) - C".
    let dash = next.starts_with('-') && before.ends_with(['*', ')']);
    after_end && capital && !dash || star && capital && next.starts_with("* ")
}

/// Splits a heading whose text is on its line: after its bold runs, or after words that are a heading.
pub(super) fn split_heading(line: Inline<'_>) -> (Inline<'_>, Option<Inline<'_>>) {
    match heading_end(&line) {
        Some(end) => {
            let (head, tail) = split(&line, end);
            (head, Some(tail))
        }
        None => (line, None),
    }
}

/// What is shorter belongs to the heading: "(all times UTC)", a link.
const SHORTEST_TEXT: usize = 20;
/// Longer than any heading in the sources.
const LONGEST_HEADING: usize = 110;

fn heading_end(line: &Inline<'_>) -> Option<usize> {
    let text = line.text.as_str();
    let end = match line.bold_lead() {
        0 if text.len() <= LONGEST_HEADING && !text.contains(". ") => return None,
        0 => heading::leading(text).or_else(|| {
            text.find("? ").filter(|&at| at < LONGEST_HEADING).and_then(|at| at.checked_add(1))
        })?,
        _ => bold_end(line),
    };
    let rest = text.get(end..)?.trim_start();
    (rest.len() >= SHORTEST_TEXT && !rest.starts_with('(')).then_some(end)
}

/// The end of the bold runs that only punctuation joins: "**Post Mortem** - **April 8**".
fn bold_end(line: &Inline<'_>) -> usize {
    let mut end = line.bold_lead();
    for run in line.bold.iter().skip(1) {
        let between = line.text.get(end..run.start).unwrap_or_default();
        let joined = between.len() <= 4 && !between.contains(char::is_alphanumeric);
        let is_time =
            line.text.get(run.clone()).is_some_and(|bold| bold.starts_with(|c: char| c.is_ascii_digit()));
        if !joined || is_time {
            break;
        }
        end = run.end;
    }
    end
}

fn split<'t>(line: &Inline<'t>, at: usize) -> (Inline<'t>, Inline<'t>) {
    let (head, tail) = line.text.split_at_checked(at).unwrap_or((&line.text, ""));
    let tail_text = tail.trim_start();
    let moved = line.text.len().saturating_sub(tail_text.len());
    let bold = line.bold.iter().filter(|run| run.start >= moved);
    let bold = bold.map(|run| run.start.saturating_sub(moved)..run.end.saturating_sub(moved)).collect();
    let head_bold = line.bold.iter().filter(|run| run.end <= at).cloned().collect();
    let part = |text: &str, bold| Inline { text: text.to_owned(), bold, links: Vec::new() };
    (part(head.trim_end(), head_bold), part(tail_text, bold))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Marks, parse_inline};

    fn inline(text: &str) -> Inline<'_> {
        parse_inline(text, Marks::Lenient, |_| false)
    }

    #[test]
    fn a_folded_document_falls_into_its_lines() {
        let row = "# **Review** - **The day** On that day it broke. ## **Timeline \\(PT\\)** **11:35 -** We begin \
                   **12:30 - 17:30 -** We try. **17:30** - To avoid more. ## **What now?** Our actions: 1. We aligned. \
                   2. We plan.";
        assert_eq!(
            pieces(row),
            [
                "# **Review** - **The day** On that day it broke.",
                "## **Timeline \\(PT\\)**",
                "**11:35 -** We begin",
                "**12:30 - 17:30 -** We try.",
                "**17:30** - To avoid more.",
                "## **What now?** Our actions:",
                "1. We aligned.",
                "2. We plan.",
            ]
        );
    }

    #[test]
    fn prose_stays_whole() {
        for row in [
            "A dash - as here - is no item, and neither is version 2. Then more",
            "- **16:58 UTC** - The writer fails",
            "We saw it at **11:35** - and so did you",
            "1. One thing",
            "### 12:43 - 12:49",
            "| 10:00 | It broke. - Then not |",
            "Region A. - an aside in small letters",
        ] {
            assert_eq!(pieces(row), [row]);
        }
    }

    #[test]
    fn a_heading_ends_with_its_bold_runs() {
        let (head, text) = split_heading(inline("**Review** - **The day** On that day it all broke."));
        assert_eq!(head.text, "Review - The day");
        assert_eq!(text.unwrap().text, "On that day it all broke.");
        let (head, text) = split_heading(inline("**Impact** (Europe)"));
        assert_eq!((head.text.as_str(), text), ("Impact (Europe)", None));
    }
}
