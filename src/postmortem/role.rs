//! What a section is about, by the words of its heading.
//!
//! A list of whole headings finds a third of them: people write "Why did this happen? What did we learn?" and "What we're
//! doing about it". So a heading is understood by its parts: the earliest keyword decides, and of the keywords that begin at one
//! place the longest; but the head of a compound outweighs the words before it ("Response timeline" is a timeline), and a
//! keyword that is a noun there does not count as a verb ("Plan ahead for traffic").

use super::keywords::{self, Index};
use crate::model::SectionRole;

/// Keywords in lower case, without apostrophes and marks, by the role that each gives.
#[rustfmt::skip]
static KEYWORDS: &[(SectionRole, &[&str])] = &[
    (SectionRole::Timeline, &[
        "chain of events", "chronology", "course of events", "event log", "events", "history",
        "incident log", "incident timeline", "key events", "log of events", "sequence of events",
        "time line", "timeline", "updates", "what happened when",
    ]),
    (SectionRole::RootCause, &[
        "5 whys", "analysis", "cause", "causes", "contributing causes", "contributing factor",
        "contributing factors", "deep dive", "diagnosis", "explanation", "fault", "findings", "five whys",
        "how did it happen", "how did this happen", "how it happened", "how this happened",
        "investigation", "origin", "rca", "reason", "reasons", "root cause", "root causes", "root issue",
        "summary root cause", "technical analysis", "technical details", "technical explanation",
        "the bug", "trigger", "triggers", "what broke", "what caused", "what failed", "what happened to",
        "what led to", "what triggered", "why", "whys",
    ]),
    (SectionRole::Detection, &[
        "alerting", "detected", "detection", "discovery", "how did we detect", "how did we find",
        "how did we know", "how did we notice", "how was it noticed", "how we detected", "how we found",
        "how we noticed", "identified", "noticed",
    ]),
    (SectionRole::Resolution, &[
        "fix", "how did we fix", "how did we mitigate", "how did we recover", "how did we resolve",
        "how it was resolved", "how was it fixed", "how was it resolved", "how we fixed",
        "how we mitigated", "how we recovered", "how we resolved", "how we responded", "incident response",
        "mitigation", "mitigations", "recovery", "repair", "resolution", "resolved", "response",
        "restoration", "restoring", "rollback", "solution", "the fix", "what did we do", "what we did",
        "workaround", "workarounds",
    ]),
    (SectionRole::Lessons, &[
        "could have gone better", "discussion", "insights", "learned", "learning", "learnings", "learnt",
        "lesson", "lessons", "lucky", "reflections", "retrospective", "takeaways", "the bad", "the good",
        "went poorly", "went well", "went wrong", "what could", "what did we learn", "what didnt",
        "what have we learned", "what was bad", "what was good", "what we learned", "what we learnt",
        "what went poorly", "what went right", "what went well", "what went wrong", "what worked",
    ]),
    (SectionRole::Actions, &[
        "action item", "action items", "action plan", "action points", "actions", "are fixing", "are we changing", "are we doing",
        "being done", "changes", "commitments", "corrective", "do about", "doing about",
        "done about", "follow up", "follow ups", "followup", "followups", "from here", "future",
        "going forward", "happen again", "happening again", "hardening", "how are we", "how we will",
        "how will we", "improvement", "improvements", "improving", "long term", "looking ahead",
        "looking forward", "measures", "mitigation plan", "moving forward", "next", "next step", "next steps",
        "now what", "opportunities", "path forward", "plan", "plans", "prevent", "preventative",
        "preventing", "prevention", "preventive", "recommendations", "remediation", "remediations",
        "safeguards", "short term", "steps taken", "steps we are taking", "steps we have taken",
        "steps weve taken", "to do", "todo", "todos", "way forward", "we are changing", "we are doing",
        "we will do", "well do", "were changing", "were doing", "what are we changing", "what changes",
        "what happens now", "what has been done", "what now", "what was done", "what we have done", "what we plan", "what weve done",
        "whats changing", "will change", "will we do",
    ]),
    (SectionRole::Impact, &[
        "affected", "blast radius", "consequences", "customer impact", "customers experienced",
        "customers saw", "customers see", "damage", "data loss", "description of impact",
        "detailed description of impact", "effect", "effects", "experienced", "impact", "impacted",
        "scope", "summary of impact", "symptoms", "user impact", "users saw",
        "what this means", "what was affected", "who was affected",
    ]),
    (SectionRole::Summary, &[
        "abstract", "at a glance", "conclusion", "description", "executive summary", "in short",
        "incident description", "incident details", "incident overview", "incident summary", "intro",
        "introduction", "issue", "overview", "problem", "recap", "summary", "synopsis", "the incident",
        "the problem", "tl dr", "tldr", "what happened", "what was the problem",
    ]),
    (SectionRole::Apology, &[
        "apologies", "apologize", "apology", "closing", "sorry",
    ]),
    (SectionRole::Unclassified, &[
        "appendix", "attendees", "author", "authors", "background", "communicate", "communication",
        "context", "current state", "current status", "glossary", "information", "participants",
        "provide feedback", "references", "severity", "stats", "supporting information", "technical background",
        "time to", "timeframe",
    ]),
];

/// Keywords that are the head of a compound: "Incident response *timeline*", "Resolution *actions*".
const COMPOUND_HEADS: &[&str] = &[
    "actions",
    "cause",
    "causes",
    "chronology",
    "impact",
    "improvements",
    "measures",
    "plan",
    "resolution",
    "timeline",
];

/// Keywords that are verbs unless a preposition or nothing follows: "Plan ahead", "Change how we deploy".
const NOUN_ONLY: &[&str] = &["changes", "plan", "plans", "updates", "fix", "repair"];

/// Words after which a noun is complete.
const PREPOSITIONS: &[&str] =
    &["about", "after", "and", "for", "from", "in", "of", "on", "or", "to", "we", "with"];

/// What an overview may be of, if it is one of the incident.
const INCIDENT_NOUNS: &[&str] =
    &["disruption", "event", "events", "failure", "impact", "incident", "issue", "outage", "problem", "what"];

/// Headings of the whole document.
const TITLES: &[&str] = &[
    "fault report",
    "incident analysis",
    "incident disclosure",
    "incident on",
    "incident report",
    "incident review",
    "outage report",
    "post incident",
    "post mortem",
    "postmortem",
    "service disruption report",
];

/// The role that the words of a heading give.
pub(crate) fn of(heading: &str) -> Option<SectionRole> {
    let words = normalize(heading);
    let (mut at, mut best) = (0_usize, None::<(usize, SectionRole)>);
    for space in memchr::memchr_iter(b' ', words.as_bytes()) {
        if space < at {
            continue;
        }
        let rest = words.get(space.saturating_add(1)..).unwrap_or_default();
        let Some((keyword, role)) = keyword(rest) else { continue };
        let end = space.saturating_add(keyword.len()).saturating_add(1);
        if !counts(keyword, rest) {
            continue;
        }
        best = match best {
            None => Some((end, role)),
            // The keyword before it was a modifier of this one.
            Some((before, _)) if before == space && COMPOUND_HEADS.contains(&keyword) => Some((end, role)),
            Some(found) => Some(found),
        };
        at = end;
    }
    best.map(|(_, role)| role)
}

/// All keywords.
static INDEX: Index<SectionRole, { keywords::count(KEYWORDS) }> = Index::new(KEYWORDS);

/// The longest keyword that a text begins with.
fn keyword(text: &str) -> Option<(&'static str, SectionRole)> {
    let is_whole = |keyword: &str| text.as_bytes().get(keyword.len()) == Some(&b' ');
    let found = INDEX.at_start(text.as_bytes()).filter(|(keyword, _)| is_whole(keyword));
    let longest = found.max_by_key(|(keyword, _)| keyword.len());
    longest.map(|(keyword, role)| (keyword, role.clone()))
}

/// Whether a keyword at the start of these words is used in the sense of the table.
fn counts(keyword: &str, text: &str) -> bool {
    let mut after = text.get(keyword.len()..).unwrap_or_default().split_whitespace();
    let next = after.next();
    match keyword {
        _ if NOUN_ONLY.contains(&keyword) => next.is_none_or(|next| PREPOSITIONS.contains(&next)),
        // "What happens next" ends with it.
        "next" => next.is_none(),
        // "Overview of the network" is about something else.
        "overview" | "summary" | "description" if next == Some("of") => {
            let mut words = text.split_whitespace();
            words.any(|word| INCIDENT_NOUNS.contains(&word))
        }
        // "Why this matters"
        "why" => after.all(|word| word != "matters"),
        _ => true,
    }
}

/// Whether the words name the document and not a part of it.
pub(crate) fn is_title(heading: &str) -> bool {
    let words = normalize(super::sentence::beginning(heading, 60));
    TITLES.iter().any(|title| words.trim_start().starts_with(title))
}

/// Whether the words name the document anywhere: "[Final] Fault report of 3 May", "Downtime postmortem".
pub(crate) fn contains_title(heading: &str) -> bool {
    let words = normalize(super::sentence::beginning(heading, 100));
    TITLES.iter().any(|title| {
        memchr::memmem::find_iter(words.as_bytes(), title.as_bytes()).any(|at| {
            let end = at.saturating_add(title.len());
            words.as_bytes().get(at.wrapping_sub(1)) == Some(&b' ')
                && words.as_bytes().get(end) == Some(&b' ')
        })
    })
}

/// Words of labels beside the keywords, in lower case.
const LABEL_WORDS: &[&str] = &[
    "additional",
    "analysis",
    "and",
    "current",
    "customer",
    "customers",
    "detailed",
    "details",
    "executive",
    "for",
    "incident",
    "issue",
    "key",
    "major",
    "more",
    "of",
    "outage",
    "our",
    "possible",
    "preliminary",
    "report",
    "s",
    "service",
    "services",
    "short",
    "statement",
    "system",
    "technical",
    "the",
    "user",
    "users",
];

/// Whether the text is a label: up to six words, all of which are keywords or words of labels.
pub(crate) fn is_label(text: &str) -> bool {
    // Six of the longest words are shorter than this, and most lines are longer.
    if text.len() > 80 || !text.starts_with(char::is_uppercase) {
        return false;
    }
    let words = normalize(text);
    let mut rest = words.trim();
    let (mut count, mut found) = (0_usize, false);
    while !rest.is_empty() {
        let padded =
            words.get(words.len().saturating_sub(rest.len()).saturating_sub(1)..).unwrap_or_default();
        let len = if let Some((keyword, _)) = keyword(padded) {
            found = true;
            keyword.len()
        } else {
            let word = rest.split(' ').next().unwrap_or_default();
            if !LABEL_WORDS.contains(&word) {
                return is_title(text) && text.split_whitespace().count() <= 6;
            }
            word.len()
        };
        let taken = rest.get(..len).unwrap_or_default();
        count = count.saturating_add(taken.split(' ').count());
        rest = rest.get(len..).unwrap_or_default().trim_start();
    }
    count <= 6 && (found || is_title(text))
}

/// Lower case, marks as spaces, apostrophes removed, a space at both ends.
pub(super) fn normalize(heading: &str) -> String {
    let mut words = String::with_capacity(heading.len().saturating_add(2));
    words.push(' ');
    for c in heading.chars().filter(|c| !matches!(c, '\'' | '’' | ';')) {
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_understood_by_their_parts() {
        for (heading, role) in [
            ("Why did this happen? What did we learn?", SectionRole::RootCause),
            ("What we're doing about it", SectionRole::Actions),
            ("What are we doing to prevent this?", SectionRole::Actions),
            ("Follow-up", SectionRole::Actions),
            ("Corrective and preventive measures", SectionRole::Actions),
            ("5 whys", SectionRole::RootCause),
            ("Timeline (Pacific Time)", SectionRole::Timeline),
            ("Remediation and Prevention", SectionRole::Actions),
            ("Detailed Description of Impact", SectionRole::Impact),
            ("Root cause and mitigation", SectionRole::RootCause),
            ("Where we got lucky", SectionRole::Lessons),
            ("What’s our approach moving forward?", SectionRole::Actions),
            ("How customers experienced the issue", SectionRole::Impact),
            ("How did we communicate?", SectionRole::Unclassified),
            ("TL;DR", SectionRole::Summary),
            ("How we are fixing this", SectionRole::Actions),
            ("Incident response timeline", SectionRole::Timeline),
            ("Resolution and recovery", SectionRole::Resolution),
            ("Overview of the outage", SectionRole::Summary),
            ("What we do next", SectionRole::Actions),
        ] {
            assert_eq!(of(heading), Some(role), "{heading}");
        }
        for heading in [
            "Why this matters",
            "Plan ahead for traffic",
            "The next day",
            "Overview of our network",
            "The database",
            "Google Kubernetes Engine (GKE)",
            "Kausalität",
            "",
        ] {
            assert_eq!(of(heading), None, "{heading}");
        }
    }

    #[test]
    fn labels_are_made_of_label_words() {
        for label in
            ["Summary of impact", "Root Cause", "Next steps", "Provide feedback", "Detailed Root Cause"]
        {
            assert!(is_label(label), "{label}");
        }
        for text in
            ["The following models went offline", "Note", "root cause", "Accounts with no replication", ""]
        {
            assert!(!is_label(text), "{text}");
        }
    }
}
