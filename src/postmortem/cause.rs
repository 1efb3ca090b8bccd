//! The sentences that say why it happened.
//!
//! Anywhere: sentences that say so in so many words ("the root cause was", "caused by", "due to a"). In a part about the
//! cause: its items, its first sentence, and those that tell of failure.

use std::collections::HashSet;

use super::cue::Cues;
use super::outline::Part;
use super::sentence;
use super::source::{Kind, Line};
use super::stamp;
use crate::model::SectionRole;

/// Words that name a cause, in lower case.
const CAUSE: Cues = Cues::new(&[
    "a bug in",
    "accidental",
    "because of a",
    "came from a",
    "caused by",
    "discovered that",
    "due to a",
    "due to an",
    "happened because",
    "happened due to",
    "happened when",
    "immediate cause",
    "inadvertently",
    "introduced a",
    "issue with",
    "led to the",
    "main cause",
    "mistakenly",
    "occurred because",
    "occurred due to",
    "occurred when",
    "originated",
    "primary cause",
    "problem occurred",
    "result of",
    "resulted from",
    "root cause is",
    "root cause of",
    "root cause was",
    "root cause:",
    "stemmed from",
    "the cause",
    "the issue was",
    "the problem was",
    "the reason",
    "the root cause",
    "the trigger",
    "traced",
    "triggered by",
    "underlying cause",
    "was a bug",
    "was caused",
    "was due to",
    "was triggered by",
    "we discovered that",
    "we found that",
    "were caused",
    "were due to",
    "which lead to",
    "which led to",
]);

/// Words that name the cause of this incident beyond doubt, in lower case.
const NAMED_CAUSE: Cues = Cues::new(&["root cause of", "root cause was"]);

/// Words that tell of failure in a part that is about the cause, in lower case.
const FAILURE: Cues = Cues::new(&[
    "because",
    "broke",
    "bug",
    "caus",
    "crash",
    "did not",
    "didn't",
    "due to",
    "error",
    "exhaust",
    "fail",
    "found",
    "incorrect",
    "lack",
    "lead to",
    "led to",
    "lost",
    "misconfig",
    "mismatch",
    "missing",
    "not ",
    "overload",
    "overwhelm",
    "problem",
    "race condition",
    "removed",
    "result",
    "saturat",
    "trigger",
    "unable",
    "unexpected",
    "unintended",
    "wrong",
]);

/// Words that join a cause to what it did, in lower case; looked for only where nothing says more.
const BECAUSE: Cues = Cues::new(&[
    "a bug",
    "as a result",
    "because",
    "cascaded",
    "caus",
    "due to",
    "failed to",
    "failure",
    "lead to",
    "leading to",
    "led to",
    "mistake",
    "the bug",
    "which meant",
]);

/// Words of a sentence that only looks back on the trouble, in lower case: it tells what followed, how the cause was
/// sought, or how the trouble ended.
const AFTERWARDS: Cues = Cues::new(&[
    "and identify the",
    "issue was fixed",
    "issue was identified,",
    "issue was mitigated",
    "issue was reported",
    "issue was resolved",
    "issue was solved",
    "problem was fixed",
    "problem was identified,",
    "problem was mitigated",
    "problem was reported",
    "problem was resolved",
    "problem was solved",
    "result of our investigation",
    "result of the disruption",
    "result of the event",
    "result of the impact",
    "result of the incident",
    "result of the outage",
    "result of this",
    "to determine the",
    "to find the",
    "to identify the",
    "to investigate the",
    "to understand the",
    "we are fixing",
]);

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
    if !parts.iter().any(|part| part.role == SectionRole::RootCause) {
        told_as_story(parts, timed, &mut found);
    }
    let mut seen = HashSet::new();
    found.retain(|text| seen.insert(text.clone()));
    found.truncate(MOST);
    found
}

/// A text without a part about the cause tells it as a story: "What happened", a lead, a conclusion.
fn told_as_story(parts: &[Part], timed: &HashSet<usize>, found: &mut Vec<String>) {
    const TOLD: [SectionRole; 4] =
        [SectionRole::Summary, SectionRole::Unclassified, SectionRole::Lessons, SectionRole::Resolution];
    let named = !found.is_empty();
    for (at, part) in parts.iter().enumerate() {
        let heading = part.heading.as_ref().map_or("", |(heading, _)| heading.as_str());
        let happened = sentence::lower(heading).contains("happened");
        // Where a sentence names the cause already, only the story of what happened adds to it.
        if timed.contains(&at) || !TOLD.contains(&part.role) || (named && !happened) {
            continue;
        }
        for text in part.lines.iter().flat_map(|line| sentence::sentences(line.text())) {
            let lower = sentence::lower(text);
            let causal = BECAUSE.any_in(&lower) || (happened && !named && FAILURE.any_in(&lower));
            if causal && is_sentence(text, 5) && !AFTERWARDS.any_in(&lower) {
                found.push(text.to_owned());
            }
        }
    }
}

fn about_the_cause<'l>(lines: impl Iterator<Item = &'l Line>, found: &mut Vec<String>) {
    let mut first = true;
    for line in lines.filter(|line| line.kind != Kind::Row) {
        // Bold words set a paragraph apart, as a mark of a list would.
        let item = matches!(line.kind, Kind::Item(_)) || line.words.lead() > 0;
        for (at, text) in sentence::sentences(line.text()).enumerate() {
            let lower = sentence::lower(text);
            let opens_item = item && at == 0;
            if is_sentence(text, if opens_item || first { 2 } else { 3 })
                && (first || opens_item || FAILURE.any_in(&lower) || CAUSE.any_in(&lower))
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
        let cues = if ELSEWHERE.contains(role) { &NAMED_CAUSE } else { &CAUSE };
        if is_sentence(text, 5) && cues.any_in(&lower) && !AFTERWARDS.any_in(&lower) {
            found.push(text.to_owned());
        }
    }
}

/// Whether a text of so many words or more is a statement: no link, question, apology, entry of a timeline, or word about
/// the text itself.
fn is_sentence(text: &str, least: usize) -> bool {
    const NONE: Cues =
        Cues::new(&["aims to", "apologise", "apologize", "sorry", "this document", "this post"]);
    let long_enough = text.split_whitespace().count() >= least;
    let entry = text.starts_with(|c: char| c.is_ascii_digit()) && stamp::leading(text).is_some();
    long_enough
        && !entry
        && !text.starts_with("http")
        && !text.ends_with('?')
        && !NONE.any_in(&sentence::lower(text))
}
