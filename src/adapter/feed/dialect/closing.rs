//! Sentences that say that an incident is over, for feeds that have no word for it.

/// The subjects of closing sentences.
const SUBJECTS: [&str; 27] = [
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
    "error rates",
    "latencies",
    "connectivity",
    "performance",
    "operations",
    "normal operations",
    "full functionality",
    "the situation",
    "we",
];

/// The verbs of closing sentences, each with words such as "now" and "fully" left out.
const VERBS: [&str; 6] = ["has been", "have been", "is", "are", "was", "were"];

/// What the verbs lead to.
const RESULTS: [&str; 7] = [
    "resolved",
    "fixed",
    "restored",
    "operating normally",
    "operational again",
    "working normally",
    "back to normal",
];

/// Predicates that are verb and result in one.
const PREDICATES: [&str; 8] = [
    "has recovered",
    "have recovered",
    "has returned to normal",
    "have returned to normal",
    "returned to normal",
    "have resolved the",
    "have resolved this",
    "have fixed the",
];

/// Words that turn such a sentence into a hope, a part or a condition.
const DOUBTS: [&str; 26] = [
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
    "other",
    "others",
    "one",
    "continue",
    "continuing",
    "intermittently",
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
    // A clause before it may say when: "At 9:33 AM PST, the issue has been resolved".
    sentence.split(", ").take(3).any(|clause| {
        SUBJECTS.iter().any(|subject| {
            let predicate = clause.strip_prefix(subject).and_then(|rest| rest.strip_prefix(' '));
            predicate.is_some_and(is_closing_predicate)
        })
    })
}

/// Whether a clause goes on with "has now been fully resolved".
fn is_closing_predicate(predicate: &str) -> bool {
    let mut plain = String::with_capacity(predicate.len());
    for word in
        predicate.split_whitespace().filter(|word| !["now", "fully", "completely", "all"].contains(word))
    {
        plain.push_str(word);
        plain.push(' ');
    }
    let has_result = |rest: &str| RESULTS.iter().any(|result| rest.trim_start().starts_with(result));
    PREDICATES.iter().any(|known| plain.starts_with(known))
        || VERBS.iter().any(|verb| plain.strip_prefix(verb).is_some_and(has_result))
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
            "We have now fully resolved the issue.",
            "Error rates have returned to normal levels.",
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
