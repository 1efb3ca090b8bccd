//! What a section is about, by the words of its heading.
//!
//! A list of whole headings finds a third of them: people write "Why did this happen? What did we learn?" and "What we're
//! doing about it". So a heading is understood by its parts: the earliest cue decides, of those that begin at one place
//! the longest. Content decides only where a heading is known to be used for two things (`Summary` at the end).

use crate::model::SectionRole;

/// Cues in lower case, without apostrophes and marks, and the role each gives.
#[rustfmt::skip]
static CUES: &[(&str, SectionRole)] = &[
    ("timeline", SectionRole::Timeline), ("time line", SectionRole::Timeline), ("chronology", SectionRole::Timeline),
    ("sequence of events", SectionRole::Timeline), ("key events", SectionRole::Timeline),
    ("log of events", SectionRole::Timeline), ("event log", SectionRole::Timeline), ("events", SectionRole::Timeline),
    ("course of events", SectionRole::Timeline), ("incident log", SectionRole::Timeline),
    ("chain of events", SectionRole::Timeline), ("timeline of events", SectionRole::Timeline),
    ("updates", SectionRole::Timeline), ("history", SectionRole::Timeline), ("incident timeline", SectionRole::Timeline),

    ("root cause", SectionRole::RootCause), ("root causes", SectionRole::RootCause), ("cause", SectionRole::RootCause),
    ("causes", SectionRole::RootCause), ("root cause analysis", SectionRole::RootCause), ("rca", SectionRole::RootCause),
    ("contributing factors", SectionRole::RootCause), ("contributing factor", SectionRole::RootCause),
    ("contributing causes", SectionRole::RootCause), ("why", SectionRole::RootCause),
    ("5 whys", SectionRole::RootCause), ("five whys", SectionRole::RootCause), ("whys", SectionRole::RootCause),
    ("trigger", SectionRole::RootCause), ("triggers", SectionRole::RootCause), ("what caused", SectionRole::RootCause),
    ("what happened to", SectionRole::RootCause), ("origin", SectionRole::RootCause), ("fault", SectionRole::RootCause), ("what broke", SectionRole::RootCause), ("what failed", SectionRole::RootCause), ("technical details", SectionRole::RootCause),
    ("technical analysis", SectionRole::RootCause), ("technical explanation", SectionRole::RootCause),
    ("analysis", SectionRole::RootCause), ("explanation", SectionRole::RootCause), ("reason", SectionRole::RootCause),
    ("reasons", SectionRole::RootCause), ("reason for outage", SectionRole::RootCause),
    ("how did this happen", SectionRole::RootCause), ("how did it happen", SectionRole::RootCause),
    ("how this happened", SectionRole::RootCause), ("the bug", SectionRole::RootCause),
    ("investigation", SectionRole::RootCause), ("findings", SectionRole::RootCause),
    ("deep dive", SectionRole::RootCause), ("diagnosis", SectionRole::RootCause), ("what led to", SectionRole::RootCause),
    ("what triggered", SectionRole::RootCause), ("how it happened", SectionRole::RootCause),

    ("detection", SectionRole::Detection), ("detected", SectionRole::Detection), ("discovery", SectionRole::Detection),
    ("how did we find", SectionRole::Detection), ("how we found", SectionRole::Detection),
    ("how did we notice", SectionRole::Detection), ("how was it noticed", SectionRole::Detection),
    ("noticed", SectionRole::Detection), ("identified", SectionRole::Detection), ("alerting", SectionRole::Detection),
    ("how did we know", SectionRole::Detection), ("how did we detect", SectionRole::Detection),
    ("how we detected", SectionRole::Detection), ("how we noticed", SectionRole::Detection),

    ("resolution", SectionRole::Resolution), ("mitigation", SectionRole::Resolution),
    ("mitigations", SectionRole::Resolution), ("recovery", SectionRole::Resolution),
    ("response", SectionRole::Resolution), ("incident response", SectionRole::Resolution),
    ("fix", SectionRole::Resolution), ("the fix", SectionRole::Resolution), ("solution", SectionRole::Resolution),
    ("how did we fix", SectionRole::Resolution), ("how we fixed", SectionRole::Resolution),
    ("how did we resolve", SectionRole::Resolution), ("how we resolved", SectionRole::Resolution),
    ("how was it fixed", SectionRole::Resolution), ("how was it resolved", SectionRole::Resolution),
    ("how it was resolved", SectionRole::Resolution), ("how we responded", SectionRole::Resolution),
    ("how we recovered", SectionRole::Resolution), ("how did we recover", SectionRole::Resolution),
    ("how we mitigated", SectionRole::Resolution), ("how did we mitigate", SectionRole::Resolution),
    ("what did we do", SectionRole::Resolution), ("what we did", SectionRole::Resolution),
    ("workaround", SectionRole::Resolution), ("workarounds", SectionRole::Resolution),
    ("restoration", SectionRole::Resolution), ("restoring", SectionRole::Resolution),
    ("resolved", SectionRole::Resolution), ("repair", SectionRole::Resolution), ("rollback", SectionRole::Resolution),

    ("lessons", SectionRole::Lessons), ("lesson", SectionRole::Lessons), ("learned", SectionRole::Lessons),
    ("learnt", SectionRole::Lessons), ("learnings", SectionRole::Lessons), ("learning", SectionRole::Lessons),
    ("what did we learn", SectionRole::Lessons), ("what we learned", SectionRole::Lessons),
    ("what have we learned", SectionRole::Lessons), ("takeaways", SectionRole::Lessons),
    ("what went well", SectionRole::Lessons), ("what went right", SectionRole::Lessons),
    ("what went wrong", SectionRole::Lessons), ("what went poorly", SectionRole::Lessons),
    ("went well", SectionRole::Lessons), ("went wrong", SectionRole::Lessons), ("went poorly", SectionRole::Lessons),
    ("what worked", SectionRole::Lessons), ("what didnt", SectionRole::Lessons), ("lucky", SectionRole::Lessons),
    ("could have gone better", SectionRole::Lessons), ("what could", SectionRole::Lessons),
    ("retrospective", SectionRole::Lessons), ("insights", SectionRole::Lessons), ("reflections", SectionRole::Lessons),
    ("the good", SectionRole::Lessons), ("the bad", SectionRole::Lessons), ("what was good", SectionRole::Lessons),
    ("what was bad", SectionRole::Lessons), ("discussion", SectionRole::Lessons),

    ("action items", SectionRole::Actions), ("action item", SectionRole::Actions), ("actions", SectionRole::Actions),
    ("action plan", SectionRole::Actions), ("action points", SectionRole::Actions), ("next steps", SectionRole::Actions),
    ("next step", SectionRole::Actions), ("future steps", SectionRole::Actions), ("follow up", SectionRole::Actions),
    ("follow ups", SectionRole::Actions), ("followup", SectionRole::Actions), ("followups", SectionRole::Actions),
    ("prevention", SectionRole::Actions), ("preventing", SectionRole::Actions), ("prevent", SectionRole::Actions),
    ("preventive", SectionRole::Actions), ("preventative", SectionRole::Actions), ("corrective", SectionRole::Actions),
    ("measures", SectionRole::Actions), ("improvement", SectionRole::Actions), ("improvements", SectionRole::Actions),
    ("improving", SectionRole::Actions), ("remediation", SectionRole::Actions), ("remediations", SectionRole::Actions),
    ("doing about", SectionRole::Actions), ("done about", SectionRole::Actions), ("being done", SectionRole::Actions), ("do about", SectionRole::Actions), ("were doing", SectionRole::Actions),
    ("are we doing", SectionRole::Actions), ("we are doing", SectionRole::Actions), ("will we do", SectionRole::Actions),
    ("we will do", SectionRole::Actions), ("well do", SectionRole::Actions), ("path forward", SectionRole::Actions),
    ("moving forward", SectionRole::Actions), ("going forward", SectionRole::Actions), ("way forward", SectionRole::Actions),
    ("looking ahead", SectionRole::Actions), ("future", SectionRole::Actions), ("todo", SectionRole::Actions),
    ("to do", SectionRole::Actions), ("todos", SectionRole::Actions), ("plan", SectionRole::Actions),
    ("plans", SectionRole::Actions), ("recommendations", SectionRole::Actions), ("commitments", SectionRole::Actions),
    ("changes", SectionRole::Actions), ("whats next", SectionRole::Actions), ("what is next", SectionRole::Actions),
    ("what next", SectionRole::Actions), ("what happens now", SectionRole::Actions), ("now what", SectionRole::Actions),
    ("what happens next", SectionRole::Actions), ("steps we are taking", SectionRole::Actions),
    ("what now", SectionRole::Actions), ("short term", SectionRole::Actions), ("long term", SectionRole::Actions),
    ("how will we", SectionRole::Actions), ("how we will", SectionRole::Actions), ("what changes", SectionRole::Actions),
    ("what are we changing", SectionRole::Actions), ("whats changing", SectionRole::Actions),
    ("how are we", SectionRole::Actions), ("steps taken", SectionRole::Actions), ("comes next", SectionRole::Actions),
    ("looking forward", SectionRole::Actions), ("from here", SectionRole::Actions), ("will change", SectionRole::Actions),
    ("were changing", SectionRole::Actions), ("we are changing", SectionRole::Actions), ("safeguards", SectionRole::Actions),
    ("happen again", SectionRole::Actions), ("happening again", SectionRole::Actions), ("hardening", SectionRole::Actions),
    ("steps weve taken", SectionRole::Actions), ("steps we have taken", SectionRole::Actions),

    ("impact", SectionRole::Impact), ("customer impact", SectionRole::Impact), ("user impact", SectionRole::Impact),
    ("description of impact", SectionRole::Impact), ("detailed description of impact", SectionRole::Impact),
    ("affected", SectionRole::Impact), ("who was affected", SectionRole::Impact), ("what was affected", SectionRole::Impact),
    ("customers experienced", SectionRole::Impact), ("experienced", SectionRole::Impact),
    ("customers saw", SectionRole::Impact), ("customers see", SectionRole::Impact), ("users saw", SectionRole::Impact),
    ("scope", SectionRole::Impact), ("symptoms", SectionRole::Impact), ("damage", SectionRole::Impact),
    ("consequences", SectionRole::Impact), ("effects", SectionRole::Impact), ("effect", SectionRole::Impact),
    ("what this means", SectionRole::Impact), ("data loss", SectionRole::Impact), ("severity", SectionRole::Impact),
    ("impacted", SectionRole::Impact), ("blast radius", SectionRole::Impact),

    ("summary", SectionRole::Summary), ("executive summary", SectionRole::Summary), ("summary root cause", SectionRole::RootCause), ("overview", SectionRole::Summary),
    ("summary of impact", SectionRole::Impact), ("abstract", SectionRole::Summary), ("tldr", SectionRole::Summary),
    ("tl dr", SectionRole::Summary), ("synopsis", SectionRole::Summary), ("introduction", SectionRole::Summary),
    ("intro", SectionRole::Summary), ("what happened", SectionRole::Summary), ("what happened when", SectionRole::Timeline), ("description", SectionRole::Summary),
    ("issue", SectionRole::Summary), ("issue summary", SectionRole::Summary), ("the problem", SectionRole::Summary),
    ("problem", SectionRole::Summary), ("what was the problem", SectionRole::Summary),
    ("problem description", SectionRole::Summary), ("in short", SectionRole::Summary), ("recap", SectionRole::Summary),
    ("conclusion", SectionRole::Summary), ("incident details", SectionRole::Summary), ("the incident", SectionRole::Summary),
    ("incident summary", SectionRole::Summary), ("incident overview", SectionRole::Summary),
    ("incident description", SectionRole::Summary), ("at a glance", SectionRole::Summary),

    ("apology", SectionRole::Apology), ("apologies", SectionRole::Apology), ("apologize", SectionRole::Apology),
    ("sorry", SectionRole::Apology), ("closing", SectionRole::Apology), ("closing remarks", SectionRole::Apology),

    ("communicate", SectionRole::Unclassified), ("communication", SectionRole::Unclassified),
    ("provide feedback", SectionRole::Unclassified), ("background", SectionRole::Unclassified),
    ("attendees", SectionRole::Unclassified), ("stats", SectionRole::Unclassified),
    ("author", SectionRole::Unclassified), ("authors", SectionRole::Unclassified),
    ("references", SectionRole::Unclassified), ("appendix", SectionRole::Unclassified),
    ("glossary", SectionRole::Unclassified), ("participants", SectionRole::Unclassified),
    ("supporting information", SectionRole::Unclassified), ("context", SectionRole::Unclassified),
    ("current status", SectionRole::Unclassified), ("time to", SectionRole::Unclassified),
];

/// Headings of the whole document.
const TITLES: &[&str] = &[
    "post mortem",
    "postmortem",
    "incident report",
    "incident on",
    "outage report",
    "incident review",
    "incident disclosure",
    "post incident",
    "incident postmortem",
    "incident post mortem",
    "incident analysis",
    "service disruption report",
];

/// The role that the words of a heading give: that of the earliest cue, of those that begin at one place the longest.
pub(crate) fn of(heading: &str) -> Option<SectionRole> {
    let words = normal(heading);
    let bytes = words.as_bytes();
    memchr::memchr_iter(b' ', bytes).find_map(|space| {
        let rest = bytes.get(space.checked_add(1)?..)?;
        let stands = |cue: &str| rest.starts_with(cue.as_bytes()) && rest.get(cue.len()) == Some(&b' ');
        let found = CUES.iter().filter(|(cue, _)| stands(cue)).max_by_key(|(cue, _)| cue.len());
        found.map(|(_, role)| role.clone())
    })
}

/// Whether the words name the document and not a part of it.
pub(crate) fn is_title(heading: &str) -> bool {
    let words = normal(super::sentence::beginning(heading, 60));
    TITLES.iter().any(|title| words.trim_start().starts_with(title))
}

/// Words that a heading which is nothing but a label is made of.
const LABEL_WORDS: &[&str] = &[
    "summary",
    "of",
    "impact",
    "root",
    "cause",
    "causes",
    "and",
    "mitigation",
    "next",
    "steps",
    "detailed",
    "preliminary",
    "customer",
    "background",
    "resolution",
    "detection",
    "timeline",
    "provide",
    "feedback",
    "workaround",
    "remediation",
    "remediations",
    "prevention",
    "incident",
    "the",
    "actions",
    "action",
    "items",
    "lessons",
    "learned",
    "response",
    "trigger",
    "contributing",
    "factors",
    "current",
    "status",
    "follow",
    "up",
    "ups",
    "preventive",
    "corrective",
    "measures",
    "analysis",
    "executive",
    "what",
    "happened",
    "went",
    "well",
    "wrong",
    "issue",
    "description",
    "overview",
    "recovery",
    "details",
    "user",
    "conclusion",
    "s",
    "learnings",
    "key",
    "events",
    "update",
    "updates",
    "apology",
    "statement",
    "additional",
    "information",
    "for",
    "customers",
    "introduction",
    "report",
    "service",
    "services",
    "affected",
];

/// Whether the text is a label: up to six words, all of which labels are made of, one of which is a cue.
pub(crate) fn is_label(text: &str) -> bool {
    // Six of the longest words are shorter than this, and most lines are longer.
    if text.len() > 80 || !text.starts_with(char::is_uppercase) {
        return false;
    }
    let words = normal(text);
    let mut count = 0_usize;
    for word in words.split_whitespace() {
        count = count.saturating_add(1);
        if count > 6 || !LABEL_WORDS.contains(&word) {
            return false;
        }
    }
    of(text).is_some() || is_title(text)
}

/// The length of the label that a text begins with, where a capital follows it: a heading whose line break was lost.
pub(crate) fn leading_heading(text: &str) -> Option<usize> {
    let mut best = None;
    for (at, _) in text.match_indices(' ').take(6) {
        let (head, rest) = text.split_at_checked(at)?;
        if rest.trim_start().starts_with(char::is_uppercase) && is_label(head) {
            best = Some(at);
        }
    }
    best
}

/// Lower case, marks as spaces, apostrophes gone, a space at both ends.
fn normal(heading: &str) -> String {
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
        ] {
            assert_eq!(of(heading), Some(role), "{heading}");
        }
        for heading in ["The database", "Google Kubernetes Engine (GKE)", "Kausalität", ""] {
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
        assert_eq!(leading_heading("Root Cause During routine work the feed failed"), Some(10));
        assert_eq!(leading_heading("During routine work"), None);
    }
}
