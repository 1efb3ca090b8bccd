//! The features that the words of a sentence show: tables of open classes of words, and who does what.

use super::feature::{Feature, Features};
use crate::postmortem::keywords::{self, Index};
use crate::postmortem::sentence;

/// The features that words show, anywhere in the sentence. A word is found where it begins one of the sentence's; one that
/// ends in a space is found whole.
#[rustfmt::skip]
pub(super) static BY_WORDS: &[(Feature, &[&str])] = &[
    (Feature::Apology, &[
        "apolog", "inconvenience", "sorry",
    ]),
    (Feature::Because, &[
        "as the ", "because", "since ",
    ]),
    (Feature::CausedBy, &[
        "caused by", "was caused", "was triggered",
    ]),
    (Feature::Change, &[
        "added", "change", "configur", "deploy", "introduced", "maintenance", "merged", "migrat", "moved",
        "new ", "release", "removed", "roll out", "rolled out", "rollout", "switched", "update", "upgrad",
        "version",
    ]),
    (Feature::Courtesy, &[
        "appreciate", "committed", "contact", "continuous", "expect", "feel free", "hesitate", "know that",
        "keep you", "more information", "patience", "please", "questions", "reach out", "thank", "trust",
        "understanding",
    ]),
    (Feature::Defect, &[
        "bug", "corrupt", "expired", "fault", "flaw", "incompatib", "inconsisten", "invalid", "loop",
        "mis", "mistake", "outdated", "out of sync", "regression", "wrong",
    ]),
    (Feature::Difference, &[
        "differ", "discrepan",
    ]),
    (Feature::DueTo, &[
        "as a result of", "due ", "led by", "originat", "owing to", "related to", "result of",
        "turned out",
    ]),
    (Feature::Effect, &[
        "because of this", "broke", "caused", "causes", "causing", "lead to", "leading to", "led to",
        "made it", "meant", "prevented", "preventing", "resulted in", "resulting in", "so that the",
        "triggered", "triggering",
    ]),
    (Feature::Exhaustion, &[
        "capacity", "cpu", "deadlock", "exceed", "exhaust", "full", "hang", "high", "increase in",
        "insufficient", "large", "limit", "load", "memory", "out of", "overload", "overwhelm", "peak",
        "saturat", "spike", "starv", "traffic",
    ]),
    (Feature::Failure, &[
        "crash", "down", "error", "fail", "outage", "timeout", "unable", "unavailab", "unresponsive",
    ]),
    (Feature::Finding, &[
        "confirmed", "determined", "discovered", "found", "identified", "investigation", "learned",
        "notic", "realiz", "reveal", "showed", "suggest",
    ]),
    (Feature::Hedge, &[
        "appear", "believe", "likely", "may have", "might", "possibl", "probably", "seem", "suspect",
    ]),
    (Feature::HadBeen, &[
        "had ",
    ]),
    (Feature::Improvement, &[
        "better", "faster", "improv", "increas", "more ", "optimi", "reduc", "robust",
    ]),
    (Feature::Mistake, &[
        "accident", "forgot", "inadvertent", "incorrect", "missed", "mistak", "overlook", "without ",
    ]),
    (Feature::NamesCause, &[
        "cause of", "cause was", "contributing", "culprit", "factor", "reason", "root cause", "the cause",
        "underlying",
    ]),
    (Feature::Need, &[
        "could have", "must", "need", "should", "want to", "would be", "would have",
    ]),
    (Feature::Negated, &[
        "cannot", "could not", "did not", "does not", "failed to", "had no", "had not", "lack", "missing",
        "never", "no ", "not ", "only ", "unaware", "was not", "were not",
    ]),
    (Feature::Occurred, &[
        "began", "happened", "occurred", "originat", "started when", "took place", "when the",
        "when we",
    ]),
    (Feature::Prevention, &[
        "again", "avoid", "ensur", "future", "going forward", "guard", "in place", "longer term",
        "long term", "mitigat", "make sure", "prevent", "protect", "recurrence", "similar",
    ]),
    (Feature::Quality, &[
        "alarm", "alert", "audit", "automat", "backup", "check", "documentation", "limits", "monitor",
        "plan", "policy", "practice", "procedure", "process", "redundan", "review", "runbook", "safeguard",
        "test", "tool", "validat", "visib",
    ]),
    (Feature::Recovery, &[
        "back online", "back to", "fix", "mitigated", "normal", "recover", "resolv", "restart", "restor",
        "revert", "rolled back", "rollback", "stabil",
    ]),
    (Feature::Retrospect, &[
        "during the ", "during this", "of the incident", "of this incident", "of this outage",
        "the impact", "this event", "this incident", "this outage",
    ]),
    (Feature::ThereWas, &[
        "there was", "there were",
    ]),
    (Feature::Unexpected, &[
        "but ", "despite", "however", "instead", "unexpected", "unfortunate", "unfortunately",
    ]),
    (Feature::Watching, &[
        "closely", "continue to", "keep ", "monitor the", "update you", "updates",
    ]),
];

/// The features that the first words of the sentence show.
#[rustfmt::skip]
pub(super) static BY_FIRST_WORDS: &[(Feature, &[&str])] = &[
    (Feature::Consequence, &[
        "as a consequence", "as a result", "because of this", "consequently", "hence", "so ", "this led",
        "this meant", "this result", "thus",
    ]),
    (Feature::CustomerSubject, &[
        "all customers", "all users", "customer", "no data", "some customer", "some user", "the impact",
        "user", "you ", "your",
    ]),
    (Feature::IncidentSubject, &[
        "our service", "the cause", "the error", "the failure", "the incident", "the issue", "the outage",
        "the problem", "the root", "the service", "this failure", "this incident", "this issue",
        "this outage", "this problem", "this was",
    ]),
    (Feature::StatusLabel, &[
        "completed", "done", "fixed", "implemented", "in progress", "ongoing", "planned", "suggested",
    ]),
    (Feature::WhenFirst, &[
        "after", "at ", "during", "in the", "on ", "once", "when", "while",
    ]),
];

/// Words between an auxiliary and its verb that are not adverbs in "-ly".
#[rustfmt::skip]
const ADVERBS: &[&str] = &[
    "all", "also", "already", "always", "both", "further", "just", "next", "not", "now", "soon", "still",
    "then",
];

/// Past forms that do not end in "-ed".
#[rustfmt::skip]
const IRREGULAR: &[&str] = &[
    "began", "begun", "brought", "built", "chosen", "cut", "done", "found", "given", "kept", "learnt",
    "made", "put", "ran", "run", "sent", "set", "shut", "split", "taken", "took", "written",
];

/// Verbs that begin an action in their base form.
#[rustfmt::skip]
pub(super) const BASE_VERBS: &[&str] = &[
    "add", "adjust", "allow", "alert", "audit", "automate", "avoid", "build", "change", "check", "clean",
    "configure", "consider", "create", "deploy", "develop", "disable", "document", "enable", "ensure",
    "establish", "evaluate", "explore", "find", "fix", "handle", "identify", "implement", "improve",
    "increase", "introduce", "investigate", "limit", "look", "make", "migrate", "monitor", "move",
    "perform", "prevent", "provide", "reduce", "refactor", "remove", "replace", "require", "review", "run",
    "set", "setup", "split", "stop", "switch", "test", "try", "tune", "update", "upgrade", "use",
    "validate", "verify", "work", "write",
];

/// Words that begin the object of a verb.
#[rustfmt::skip]
const DETERMINERS: &[&str] = &[
    "a", "additional", "all", "an", "another", "any", "better", "each", "every", "how", "if", "its", "more",
    "new", "our", "some", "that", "the", "their", "these", "this", "those", "whether",
];

/// Words beside [`NOT_NAMES`] that begin a sentence and are no verb in its base form.
#[rustfmt::skip]
const GRAMMAR_WORDS: &[&str] = &[
    "am", "are", "be", "been", "before", "being", "between", "both", "by", "can", "could", "despite",
    "did", "do", "does", "had", "has", "have", "how", "i", "into", "is", "may", "might", "not", "of",
    "only", "or", "over", "per", "should", "such", "than", "then", "through", "under", "until", "via",
    "was", "we", "were", "what", "where", "who", "why", "will", "within", "without", "would",
];

/// Words in "-ing" that are not gerunds.
#[rustfmt::skip]
const NOT_GERUNDS: &[&str] = &[
    "according", "anything", "during", "everything", "evening", "following", "including", "king",
    "morning", "nothing", "ping", "something", "spring", "string", "thing",
];

/// Words that begin a sentence and are not the name of who acts.
#[rustfmt::skip]
const NOT_NAMES: &[&str] = &[
    "a", "additionally", "after", "all", "an", "and", "as", "at", "because", "but", "during", "each",
    "every", "finally", "for", "from", "he", "however", "if", "in", "it", "its", "longer", "many", "most",
    "no", "on", "once", "our", "she", "since", "so", "some", "that", "the", "their", "there", "these",
    "they", "this", "those", "to", "users", "when", "which", "while", "with", "you",
];

/// Adds the features that the words of a sentence show.
pub(super) fn add_words(text: &str, features: &mut Features) {
    let words = Words::new(text);
    for (_, &feature) in INDEX.search(&words.text) {
        features.add(feature);
    }
    let list = words.list();
    features.add_if(Feature::Long, list.len() > 30);
    features.add_if(Feature::Announces, text.trim_end().ends_with(':'));
    features.add_if(Feature::StatesCause, states_cause(&list));
    add_acts(&list, features);
    add_beginning(text, &words, &list, features);
    if let Some(rest) = after_label(text) {
        let words = Words::new(rest);
        add_beginning(rest, &words, &words.list(), features);
    }
}

/// The words after a label, which say what is done: "Immediate fix: We have corrected the rule".
fn after_label(text: &str) -> Option<&str> {
    let (label, rest) = sentence::split_label(text)?;
    let is_label = label.split_whitespace().nth(4).is_none() && rest.split_whitespace().nth(2).is_some();
    is_label.then_some(rest)
}

/// Adds the features that the beginning of a sentence shows.
fn add_beginning(text: &str, words: &Words, list: &[&str], features: &mut Features) {
    for (_, &feature) in FIRST_WORDS.at_start(words.text.as_bytes()) {
        features.add(feature);
    }
    features.add_if(Feature::Short, list.len() < 5);
    add_first_verb(list, features);
    if let Some((first, rest)) = list.split_first() {
        let is_name = text.starts_with(char::is_uppercase) && !NOT_NAMES.contains(first) && *first != "what";
        if is_name && !is_agent(first) {
            add_act(rest, false, features);
        }
    }
}

/// All keywords, so that a sentence is gone through once.
static INDEX: Index<Feature, { keywords::count(BY_WORDS) }> = Index::new(BY_WORDS);
static FIRST_WORDS: Index<Feature, { keywords::count(BY_FIRST_WORDS) }> = Index::new(BY_FIRST_WORDS);

/// The words of a sentence in lower case, contractions written out ("we'll" is "we will"), one space between them.
struct Words {
    text: String,
}

impl Words {
    fn new(sentence: &str) -> Self {
        let mut text = String::with_capacity(sentence.len().saturating_add(8));
        for word in sentence.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))) {
            let word = word.trim_matches(['\'', '’', '-']);
            if word.is_empty() {
                continue;
            }
            if word.bytes().all(|byte| byte.is_ascii() && byte != b'\'') {
                let from = text.len();
                text.push_str(word);
                text.get_mut(from..).unwrap_or_default().make_ascii_lowercase();
                text.push(' ');
                continue;
            }
            let lower = word.to_lowercase().replace('’', "'");
            let (stem, suffix) = match lower.split_once('\'') {
                Some((stem, "ll")) => (stem, " will"),
                Some((stem, "ve")) => (stem, " have"),
                Some((stem, "re")) => (stem, " are"),
                Some((stem, "m")) => (stem, " am"),
                Some(("can", "t")) => ("can", " not"),
                Some(("won", "t")) => ("will", " not"),
                Some((stem, "t")) => (stem.strip_suffix('n').unwrap_or(stem), " not"),
                _ => (lower.as_str(), ""),
            };
            text.push_str(stem);
            text.push_str(suffix);
            text.push(' ');
        }
        Self { text }
    }

    fn list(&self) -> Vec<&str> {
        let mut list = Vec::with_capacity(self.text.len() / 4);
        // A sentence of more words does not count.
        list.extend(self.text.split_ascii_whitespace().take(200));
        list
    }
}

/// The keywords of a sentence, each with the feature that it shows.
pub(super) fn keywords_of(text: &str) -> Vec<(&'static str, Feature)> {
    let words = Words::new(text);
    let rest = Words::new(after_label(text).unwrap_or_default());
    let first_words = |words: &Words| FIRST_WORDS.at_start(words.text.as_bytes()).collect::<Vec<_>>();
    let found = INDEX.search(&words.text).chain(first_words(&words)).chain(first_words(&rest));
    found.map(|(keyword, &feature)| (keyword, feature)).collect()
}

/// The words of a sentence as keywords are compared with them.
#[cfg(test)]
pub(super) fn plain_words(sentence: &str) -> String {
    format!(" {}", Words::new(sentence).text)
}

fn is_adverb(word: &str) -> bool {
    (word.len() > 4 && word.ends_with("ly")) || ADVERBS.contains(&word)
}

fn is_gerund(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ing") && !NOT_GERUNDS.contains(&word)
}

fn is_participle(word: &str) -> bool {
    (word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed")) || IRREGULAR.contains(&word)
}

/// Whether a word for the cause has a verb: "the reason for this outage was", "the culprit is".
fn states_cause(words: &[&str]) -> bool {
    let is_cause = |word: &str| matches!(word, "cause" | "culprit" | "factor" | "issue" | "reason");
    let mut places = words.iter().enumerate().filter(|(_, word)| is_cause(word));
    places.any(|(at, _)| {
        let next = words.iter().skip(at.saturating_add(1)).take(11);
        next.into_iter().any(|word| matches!(*word, "was" | "were" | "is"))
    })
}

/// Whether a sentence begins with a verb.
fn add_first_verb(words: &[&str], features: &mut Features) {
    let mut rest = words.iter().filter(|word| !is_adverb(word));
    let Some(first) = rest.next() else { return };
    let second = rest.next().copied().unwrap_or_default();
    // "Monitoring was slow" and "Test results are" begin with a noun.
    let noun = matches!(second, "is" | "was" | "are" | "were" | "has" | "had" | "will" | "of");
    // "Secure the role": what has an object, and is no word of grammar, is a verb.
    let has_object =
        DETERMINERS.contains(&second) && !GRAMMAR_WORDS.contains(first) && !NOT_NAMES.contains(first);
    let base = BASE_VERBS.contains(first) || (has_object && !is_gerund(first) && !is_participle(first));
    features.add_if(Feature::ImperativeFirst, base && !noun);
    features.add_if(Feature::GerundFirst, is_gerund(first) && !noun);
    features.add_if(Feature::ParticipleFirst, is_participle(first) && !noun);
}

/// Who does what: subject, adverbs, auxiliary, verb.
fn add_acts(words: &[&str], features: &mut Features) {
    let mut rest = words;
    while let Some((&word, after)) = rest.split_first() {
        rest = after;
        match word {
            "will" | "shall" => features.add(Feature::WillBe),
            "was" | "were" | "been" | "being" => {
                let verb = after.iter().copied().find(|word| !is_adverb(word));
                features.add_if(Feature::Passive, verb.is_some_and(is_participle));
            }
            _ if is_agent(word) => {
                features.add(Feature::Agent);
                add_act(after, true, features);
            }
            _ => {}
        }
    }
}

/// Whether a word is one for those who run the service.
fn is_agent(word: &str) -> bool {
    matches!(word, "we" | "i" | "team" | "teams" | "engineers" | "engineer" | "developers" | "administrators")
}

fn add_act(after: &[&str], agent: bool, features: &mut Features) {
    let mut rest = after.iter().copied().filter(|word| !is_adverb(word));
    let verb = rest.next().unwrap_or_default();
    let second = rest.next().unwrap_or_default();
    match verb {
        "will" | "shall" | "plan" | "plans" | "intend" | "intends" | "aim" => features.add(Feature::Will),
        "are" | "is" | "am" if is_gerund(second) || second == "going" => features.add(Feature::Progressive),
        "are" | "is" if second == "in" && rest.next() == Some("the") && rest.next() == Some("process") => {
            features.add(Feature::Progressive);
        }
        "have" | "has" if is_participle(second) => features.add(Feature::Perfect),
        _ if agent && is_participle(verb) => features.add(Feature::PastCommit),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(text: &str, feature: Feature) -> bool {
        let mut features = Features::default();
        add_words(text, &mut features);
        features.has(feature)
    }

    #[test]
    fn acts_are_known_by_subject_and_verb() {
        for (text, feature) in [
            ("We’ll add alerts.", Feature::Will),
            ("Our team will also review it.", Feature::Will),
            ("We are currently rebuilding the pool.", Feature::Progressive),
            ("Acme is adding disks.", Feature::Progressive),
            ("Our engineers have already doubled the limit.", Feature::Perfect),
            ("We've put a limit in place.", Feature::Perfect),
            ("We restarted the queue.", Feature::PastCommit),
            ("Add alerts on disk size", Feature::ImperativeFirst),
            ("harden the pool", Feature::ImperativeFirst),
            ("The underlying reason for this outage was a full disk.", Feature::StatesCause),
            ("Adding alerts on disk size", Feature::GerundFirst),
            ("The pool was quickly restarted.", Feature::Passive),
        ] {
            assert!(shows(text, feature), "{text}: {}", feature.name());
        }
        for (text, feature) in [
            ("The pool will grow.", Feature::Will),
            ("Monitoring was slow.", Feature::GerundFirst),
            ("After the fix it ran.", Feature::ImperativeFirst),
            ("We found the cause.", Feature::StatesCause),
            ("During the night it failed.", Feature::GerundFirst),
            ("We saw it.", Feature::PastCommit),
        ] {
            assert!(!shows(text, feature), "{text}: {}", feature.name());
        }
    }
}
