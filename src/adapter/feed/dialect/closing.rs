//! Sentences that say that an incident is over, for feeds that have no word for it.

/// The subjects of closing sentences.
const SUBJECTS: [&str; 19] = [
    "the issue",
    "this issue",
    "the issues",
    "these issues",
    "all issues",
    "the problem",
    "this problem",
    "the incident",
    "this incident",
    "this event",
    "the event",
    "the service",
    "this service",
    "the services",
    "all services",
    "service",
    "services",
    "all systems",
    "we",
];

/// What closing sentences say about their subject, with what may come between.
const PREDICATES: [&str; 22] = [
    "has been resolved",
    "has been fully resolved",
    "has now been resolved",
    "has been fixed",
    "have been resolved",
    "have been fixed",
    "have now been resolved",
    "is resolved",
    "is now resolved",
    "is fully resolved",
    "are resolved",
    "was resolved",
    "was fully resolved",
    "were resolved",
    "is operating normally",
    "is now operating normally",
    "is operating normally again",
    "are operating normally",
    "are now operating normally",
    "have resolved the issue",
    "have fully recovered",
    "has fully recovered",
];

/// Words that turn such a sentence into a hope, a part or a condition.
const DOUBTS: [&str; 20] = [
    "not",
    "yet",
    "expect",
    "expected",
    "until",
    "once",
    "when",
    "if",
    "unless",
    "should",
    "will",
    "may",
    "might",
    "partially",
    "partly",
    "most",
    "some",
    "except",
    "but",
    "however",
];

/// Words of a later sentence that say that it is not over after all.
const RELAPSES: [&str; 7] = ["however", "returned", "recurred", "reoccurred", "reopened", "again", "still"];

/// Whether a text says that the incident is over: "The issue has been resolved and the service is operating normally."
/// A sentence that hopes ("is expected to be resolved"), or that speaks of a part ("all other zones are operating
/// normally"), does not.
pub(super) fn says_resolved(text: &str) -> bool {
    let mut is_resolved = false;
    for sentence in text.split(['.', '!', '?', ';', '\n']) {
        let sentence = sentence.trim().to_lowercase();
        let has_any = |words: &[&str]| {
            sentence
                .split(|c: char| !c.is_alphanumeric() && c != '\'')
                .any(|word| words.contains(&word) || word.ends_with("n't"))
        };
        if is_closing(&sentence) && !has_any(&DOUBTS) {
            is_resolved = true;
        } else if is_resolved && has_any(&RELAPSES) {
            is_resolved = false;
        }
    }
    is_resolved
}

fn is_closing(sentence: &str) -> bool {
    // The clause that a sentence opens with may say when: "At 9:33 AM PST, the issue has been resolved".
    let clauses = sentence.split(", ").take(3);
    clauses.into_iter().any(|clause| {
        SUBJECTS.iter().any(|subject| {
            let predicate = clause.strip_prefix(subject).and_then(|rest| rest.strip_prefix(' '));
            predicate.is_some_and(|predicate| PREDICATES.iter().any(|known| predicate.starts_with(known)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::says_resolved;

    #[test]
    fn closing_sentences() {
        for text in [
            "Some calls failed. The issue has been resolved and the service is operating normally.",
            "Between 9 and 10 AM PST calls failed. The issue was resolved at 10 AM.",
            "At 10:05 UTC, this incident has been fixed!",
            "All services are now operating normally",
        ] {
            assert!(says_resolved(text), "{text}");
        }
    }

    #[test]
    fn hopes_and_parts_close_nothing() {
        for text in [
            "We are working to resolve the issue. All other zones are operating normally.",
            "The issue has not been resolved.",
            "The issue has been resolved for most customers.",
            "We expect that the issue is resolved by noon.",
            "The issue is resolved once the last disk is replaced.",
            "The issue was resolved. However, errors have returned.",
            "The resolved issue left a backlog.",
        ] {
            assert!(!says_resolved(text), "{text}");
        }
    }
}
