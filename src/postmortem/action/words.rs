//! The words by which a promise is known from a phrase, and an action from a sentence.

use crate::postmortem::cue::Cues;
use crate::postmortem::sentence;

/// Words that promise something, in lower case.
const PROMISE: Cues = Cues::new(&[
    "going forward",
    "i will",
    "i'll",
    "we are accelerating",
    "we are adding",
    "we are adjusting",
    "we are also",
    "we are auditing",
    "we are building",
    "we are changing",
    "we are evaluating",
    "we are expanding",
    "we are fixing",
    "we are going to",
    "we are implementing",
    "we are improving",
    "we are in the process",
    "we are increasing",
    "we are introducing",
    "we are investigating",
    "we are investing",
    "we are moving",
    "we are replacing",
    "we are reviewing",
    "we are updating",
    "we are working",
    "we froze",
    "we have added",
    "we have adjusted",
    "we have already",
    "we have also",
    "we have changed",
    "we have fixed",
    "we have implemented",
    "we have improved",
    "we have increased",
    "we have plans",
    "we have put",
    "we have updated",
    "we immediately",
    "we intend",
    "we plan",
    "we will",
    "we'll",
    "we're adding",
    "we're going to",
    "we're implementing",
    "we're improving",
    "we're working",
    "we've added",
    "we've already",
    "we've implemented",
    "will be implement",
]);

/// Words that tell of what was done or is being done, in lower case; enough in a part about actions.
const DOES: Cues = Cues::new(&[
    "are adding",
    "are working",
    "has been deployed",
    "has been fixed",
    "have been added",
    "is being",
    "is working",
    "our engineer",
    "our engineering",
    "our engineers",
    "team continues",
    "team is",
    "we also",
    "we are",
    "we have",
    "we're",
    "we've",
    "will ",
]);

/// Promises of nothing, in lower case: what every text says.
const PHRASE: Cues = Cues::new(&[
    "aims to explain",
    "any questions",
    "apologise",
    "apologize",
    "are tracking",
    "committed to",
    "continue to monitor",
    "continuously taking steps",
    "do better",
    "expect most",
    "following this incident",
    "including:",
    "inconvenience",
    "keep everyone",
    "keep you",
    "learn from",
    "more information",
    "please contact",
    "please reach",
    "provide an update",
    "provide updates",
    "seriously",
    "several action items",
    "several remediations",
    "share more",
    "sorry",
    "stand by",
    "steps to improve",
    "take this",
    "the following",
    "thorough",
    "understand how",
    "we know that",
    "we will not ",
    "will update",
    "work hard",
    "your patience",
]);

/// Words that announce a list of actions, in lower case.
const ANNOUNCES: Cues = Cues::new(&[
    "action items",
    "actions include",
    "are committed to:",
    "follow-up actions",
    "following action",
    "following change",
    "following improvement",
    "following measure",
    "following step",
    "immediate steps",
    "improvements:",
    "include but are not limited to",
    "limited to",
    "measures:",
    "next steps",
    "remediation",
    "steps to prevent",
    "to prevent",
    "we are taking",
    "we will:",
    "we're taking",
]);

/// Verbs that an item of a list of actions begins with, in lower case. Their `-ing` forms are known by their ending.
const VERBS: &[&str] = &[
    "add",
    "adjust",
    "audit",
    "automate",
    "avoid",
    "build",
    "change",
    "check",
    "complete",
    "conduct",
    "configure",
    "consider",
    "create",
    "define",
    "deploy",
    "develop",
    "document",
    "enable",
    "enforce",
    "enhance",
    "ensure",
    "establish",
    "evaluate",
    "examine",
    "expand",
    "explore",
    "extend",
    "finish",
    "fix",
    "follow",
    "harden",
    "identify",
    "implement",
    "improve",
    "increase",
    "introduce",
    "investigate",
    "limit",
    "make",
    "mechanisms",
    "migrate",
    "mitigate",
    "modify",
    "monitor",
    "move",
    "optimize",
    "perform",
    "prevent",
    "provide",
    "reduce",
    "refactor",
    "refine",
    "remove",
    "replace",
    "require",
    "review",
    "schedule",
    "separate",
    "set",
    "setup",
    "shard",
    "split",
    "strengthen",
    "test",
    "train",
    "tune",
    "update",
    "upgrade",
    "use",
    "validate",
    "verify",
    "write",
    "added",
    "adjusted",
    "implemented",
    "removed",
    "updated",
    "increased",
    "deployed",
    "improved",
    "fixed",
    "reduced",
    "moved",
    "detect",
];

/// Whether words in lower case announce a list of actions.
pub(super) fn announces(lower: &str) -> bool {
    ANNOUNCES.any_in(lower)
}

/// Whether words in lower case promise nothing.
pub(super) fn is_phrase(lower: &str) -> bool {
    PHRASE.any_in(lower)
}

/// Whether an item of a list of actions begins with this word.
pub(super) fn is_action_verb(word: &str) -> bool {
    let lower = sentence::lower(word);
    (lower.len() > 5
        && lower.ends_with("ing")
        && !matches!(
            lower.as_str(),
            "during" | "including" | "following" | "nothing" | "something" | "everything" | "according"
        ))
        || VERBS.contains(&lower.as_str())
}

/// Whether a sentence promises something, and not what every text does.
pub(super) fn promises(text: &str) -> bool {
    let lower = sentence::lower(text);
    !text.starts_with(['"', '“']) && PROMISE.any_in(&lower) && !is_phrase(&lower) && !lower.ends_with(':')
}

/// Whether a sentence in a part about actions tells of one.
pub(super) fn does(text: &str) -> bool {
    let lower = sentence::lower(text);
    DOES.any_in(&lower) && !is_phrase(&lower) && !lower.ends_with(':')
}

/// Whether a lesson says what must be done.
pub(super) fn must(text: &str) -> bool {
    const MUST: Cues = Cues::new(&["must", "need to", "needs to", "should", "we will", "we'll"]);
    MUST.any_in(&sentence::lower(text))
}
