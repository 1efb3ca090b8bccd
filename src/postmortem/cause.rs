//! The sentences that say why it happened.
//!
//! Anywhere: sentences that say so in so many words ("the root cause was", "caused by", "due to a"). In a part about the
//! cause: its items, its first sentence, and those that tell of failure.

use std::collections::HashSet;

use super::outline::Part;
use super::sentence::{self, has_any};
use super::source::{Kind, Line};
use super::stamp;
use crate::model::SectionRole;

/// Words that name a cause, in lower case.
const CAUSE: &[&str] = &[
    "the root cause",
    "root cause was",
    "root cause of",
    "root cause is",
    "root cause:",
    "main cause",
    "immediate cause",
    "underlying cause",
    "primary cause",
    "the cause",
    "was caused",
    "were caused",
    "caused by",
    "resulted from",
    "result of",
    "was triggered by",
    "triggered by",
    "the trigger",
    "because of a",
    "stemmed from",
    "the reason",
    "originated",
    "was due to",
    "were due to",
    "due to a",
    "due to an",
    "the issue was",
    "issue with",
    "the problem was",
    "problem occurred",
    "we discovered that",
    "we found that",
    "discovered that",
    "came from a",
    "traced",
    "introduced a",
    "led to the",
    "which led to",
    "which lead to",
    "was a bug",
    "a bug in",
];

/// Words that tell of failure in a part that is about the cause, in lower case.
const FAILURE: &[&str] = &[
    "caus",
    "fail",
    "result",
    "led to",
    "lead to",
    "due to",
    "because",
    "did not",
    "didn't",
    "lack",
    "missing",
    "incorrect",
    "misconfig",
    "bug",
    "error",
    "exhaust",
    "overload",
    "overwhelm",
    "saturat",
    "crash",
    "unexpected",
    "trigger",
    "mismatch",
    "wrong",
    "unable",
    "broke",
    "problem",
    "lost",
    "removed",
    "race condition",
    "unintended",
    "not ",
    "found",
];

/// Words that join a cause to what it did, in lower case; looked for only where nothing says more.
const BECAUSE: &[&str] = &[
    "caus",
    "due to",
    "because",
    "led to",
    "lead to",
    "leading to",
    "as a result",
    "mistake",
    "a bug",
    "the bug",
    "failed to",
    "failure",
    "cascaded",
    "which meant",
];

/// Words of a part that is about something else: what is said of causes there is said about another time.
const ELSEWHERE: &[SectionRole] = &[SectionRole::Actions, SectionRole::Lessons, SectionRole::Apology];

/// The most sentences that are taken.
const MOST: usize = 24;

/// Reads the sentences that say why it happened.
pub(crate) fn read(parts: &[Part], timed: &HashSet<usize>) -> Vec<String> {
    let mut found = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if part.role == SectionRole::Timeline {
            continue;
        }
        let timed = timed.contains(&at);
        let lines = part.lines.iter().filter(|line| line.kind != Kind::Blank);
        let lines = lines.filter(|line| !timed || stamp::leading(line.text()).is_none());
        if part.role == SectionRole::RootCause {
            about_the_cause(lines, &mut found);
        } else {
            for line in lines {
                elsewhere(line, &part.role, &mut found);
            }
        }
    }
    if found.is_empty() {
        let told =
            [SectionRole::Summary, SectionRole::Unclassified, SectionRole::Lessons, SectionRole::Resolution];
        let parts =
            parts.iter().enumerate().filter(|(at, part)| !timed.contains(at) && told.contains(&part.role));
        let texts = parts.flat_map(|(_, part)| &part.lines).flat_map(|line| sentence::sentences(line.text()));
        let causal = texts.filter(|text| is_sentence(text, 5) && has_any(&sentence::lower(text), BECAUSE));
        found.extend(causal.map(str::to_owned));
    }
    let mut seen = HashSet::new();
    found.retain(|text| seen.insert(text.clone()));
    found.truncate(MOST);
    found
}

fn about_the_cause<'l>(lines: impl Iterator<Item = &'l Line>, found: &mut Vec<String>) {
    let mut first = true;
    for line in lines.filter(|line| line.kind != Kind::Row) {
        let item = matches!(line.kind, Kind::Item(_));
        for (at, text) in sentence::sentences(line.text()).enumerate() {
            let lower = sentence::lower(text);
            let opens_item = item && at == 0;
            if is_sentence(text, if opens_item { 2 } else { 3 })
                && (first || opens_item || has_any(&lower, FAILURE) || has_any(&lower, CAUSE))
            {
                found.push(text.to_owned());
            }
            first = false;
        }
    }
}

fn elsewhere(line: &Line, role: &SectionRole, found: &mut Vec<String>) {
    for text in sentence::sentences(line.text()) {
        let lower = sentence::lower(text);
        let cues: &[&str] =
            if ELSEWHERE.contains(role) { &["root cause of", "root cause was"] } else { CAUSE };
        if is_sentence(text, 5) && has_any(&lower, cues) {
            found.push(text.to_owned());
        }
    }
}

/// Whether a text of so many words or more is a statement: no link, question, apology or word about the text itself.
fn is_sentence(text: &str, least: usize) -> bool {
    const NONE: &[&str] = &["apologize", "apologise", "sorry", "aims to", "this post", "this document"];
    let long_enough = text.split_whitespace().count() >= least;
    long_enough && !text.starts_with("http") && !text.ends_with('?') && !has_any(&sentence::lower(text), NONE)
}
