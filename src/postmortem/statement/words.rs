//! The features that the words of a sentence show: tables of open classes of words, and who does what.

use super::feature::{Feature, Features};
use crate::postmortem::keywords::Keywords;

/// The features that words show, anywhere in the sentence. A word is found where it begins one of the sentence's; one that
/// ends in a space is found whole.
#[rustfmt::skip]
pub(super) const BY_WORDS: &[(Feature, Keywords)] = &[
    (Feature::Apology, Keywords::new(&[
        "apolog", "inconvenience", "sorry",
    ])),
    (Feature::Because, Keywords::new(&[
        "as the ", "because", "since ",
    ])),
    (Feature::CausedBy, Keywords::new(&[
        "caused by", "was caused", "was triggered",
    ])),
    (Feature::Change, Keywords::new(&[
        "added", "change", "configur", "deploy", "introduced", "maintenance", "merged", "migrat", "moved",
        "new ", "release", "removed", "roll out", "rolled out", "rollout", "switched", "update", "upgrad",
        "version",
    ])),
    (Feature::Courtesy, Keywords::new(&[
        "appreciate", "committed", "contact", "continuous", "expect", "feel free", "hesitate", "know that",
        "keep you", "more information", "patience", "please", "questions", "reach out", "thank", "trust",
        "understanding",
    ])),
    (Feature::Defect, Keywords::new(&[
        "bug", "corrupt", "expired", "fault", "flaw", "incompatib", "inconsisten", "invalid", "loop",
        "mis", "mistake", "outdated", "out of sync", "regression", "wrong",
    ])),
    (Feature::Difference, Keywords::new(&[
        "differ", "discrepan",
    ])),
    (Feature::DueTo, Keywords::new(&[
        "as a result of", "due ", "led by", "originat", "owing to", "related to", "result of",
        "turned out",
    ])),
    (Feature::Effect, Keywords::new(&[
        "because of this", "broke", "caused", "causes", "causing", "lead to", "leading to", "led to",
        "made it", "meant", "prevented", "preventing", "resulted in", "resulting in", "so that the",
        "triggered", "triggering",
    ])),
    (Feature::Exhaustion, Keywords::new(&[
        "capacity", "cpu", "deadlock", "exceed", "exhaust", "full", "hang", "high", "increase in",
        "insufficient", "large", "limit", "load", "memory", "out of", "overload", "overwhelm", "peak",
        "saturat", "spike", "starv", "traffic",
    ])),
    (Feature::Failure, Keywords::new(&[
        "crash", "down", "error", "fail", "outage", "timeout", "unable", "unavailab", "unresponsive",
    ])),
    (Feature::Finding, Keywords::new(&[
        "confirmed", "determined", "discovered", "found", "identified", "investigation", "learned",
        "notic", "realiz", "reveal", "showed", "suggest",
    ])),
    (Feature::Hedge, Keywords::new(&[
        "appear", "believe", "likely", "may have", "might", "possibl", "probably", "seem", "suspect",
    ])),
    (Feature::HadBeen, Keywords::new(&[
        "had ",
    ])),
    (Feature::Improvement, Keywords::new(&[
        "better", "faster", "improv", "increas", "more ", "optimi", "reduc", "robust",
    ])),
    (Feature::Mistake, Keywords::new(&[
        "accident", "forgot", "inadvertent", "incorrect", "missed", "mistak", "overlook", "without ",
    ])),
    (Feature::NamesCause, Keywords::new(&[
        "cause of", "cause was", "contributing", "culprit", "factor", "reason", "root cause", "the cause",
        "underlying",
    ])),
    (Feature::Need, Keywords::new(&[
        "could have", "must", "need", "should", "want to", "would be", "would have",
    ])),
    (Feature::Negated, Keywords::new(&[
        "cannot", "could not", "did not", "does not", "failed to", "had no", "had not", "lack", "missing",
        "never", "no ", "not ", "only ", "unaware", "was not", "were not",
    ])),
    (Feature::Occurred, Keywords::new(&[
        "began", "happened", "occurred", "originat", "started when", "took place", "when the",
        "when we",
    ])),
    (Feature::Prevention, Keywords::new(&[
        "again", "avoid", "ensur", "future", "going forward", "guard", "in place", "longer term",
        "long term", "mitigat", "make sure", "prevent", "protect", "recurrence", "similar",
    ])),
    (Feature::Quality, Keywords::new(&[
        "alarm", "alert", "audit", "automat", "backup", "check", "documentation", "limits", "monitor",
        "plan", "policy", "practice", "procedure", "process", "redundan", "review", "runbook", "safeguard",
        "test", "tool", "validat", "visib",
    ])),
    (Feature::Recovery, Keywords::new(&[
        "back online", "back to", "fix", "mitigated", "normal", "recover", "resolv", "restart", "restor",
        "revert", "rolled back", "rollback", "stabil",
    ])),
    (Feature::Retrospect, Keywords::new(&[
        "during the ", "during this", "of the incident", "of this incident", "of this outage",
        "the impact", "this event", "this incident", "this outage",
    ])),
    (Feature::ThereWas, Keywords::new(&[
        "there was", "there were",
    ])),
    (Feature::Unexpected, Keywords::new(&[
        "but ", "despite", "however", "instead", "unexpected", "unfortunate", "unfortunately",
    ])),
    (Feature::Watching, Keywords::new(&[
        "closely", "continue to", "keep ", "monitor the", "update you", "updates",
    ])),
];

/// The features that the first words of the sentence show.
#[rustfmt::skip]
pub(super) static BY_FIRST_WORDS: &[(Feature, Keywords)] = &[
    (Feature::Consequence, Keywords::new(&[
        "as a consequence", "as a result", "because of this", "consequently", "hence", "so ", "this led",
        "this meant", "this result", "thus",
    ])),
    (Feature::CustomerSubject, Keywords::new(&[
        "all customers", "all users", "customer", "no data", "some customer", "some user", "the impact",
        "user", "you ", "your",
    ])),
    (Feature::IncidentSubject, Keywords::new(&[
        "our service", "the cause", "the error", "the failure", "the incident", "the issue", "the outage",
        "the problem", "the root", "the service", "this failure", "this incident", "this issue",
        "this outage", "this problem", "this was",
    ])),
    (Feature::StatusLabel, Keywords::new(&[
        "completed", "done", "fixed", "implemented", "in progress", "ongoing", "planned", "suggested",
    ])),
    (Feature::WhenFirst, Keywords::new(&[
        "after", "at ", "during", "in the", "on ", "once", "when", "while",
    ])),
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
    INDEX.add_features(&words.text, features);
    for (feature, keywords) in BY_FIRST_WORDS {
        features.add_if(*feature, keywords.begin(&words.text));
    }
    let list = words.list();
    features.add_if(Feature::Short, list.len() < 5);
    features.add_if(Feature::Long, list.len() > 30);
    features.add_if(Feature::Announces, text.trim_end().ends_with(':'));
    features.add_if(Feature::StatesCause, states_cause(&list));
    add_first_verb(&list, features);
    add_acts(&list, text.starts_with(char::is_uppercase), features);
}

/// All keywords of [`BY_WORDS`], so that a sentence is gone through once.
static INDEX: Index<{ count_keywords() }> = Index::new();

/// Keywords by their first letter, each with the feature that it shows.
struct Index<const N: usize> {
    keywords: [(&'static str, Feature); N],
    /// Where the keywords of each letter begin, and at the end where the last ones end.
    from: [usize; 27],
}

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated when the crate is built, where a fault is an error of the compiler"
)]
const fn count_keywords() -> usize {
    let (mut table, mut count) = (0, 0);
    while table < BY_WORDS.len() {
        count += BY_WORDS[table].1.words().len();
        table += 1;
    }
    count
}

impl<const N: usize> Index<N> {
    #[expect(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "evaluated when the crate is built, where a fault is an error of the compiler"
    )]
    const fn new() -> Self {
        let mut keywords = [("", Feature::Agent); N];
        let mut from = [0; 27];
        let (mut letter, mut next) = (0, 0);
        while letter < 26 {
            from[letter] = next;
            let mut table = 0;
            while table < BY_WORDS.len() {
                let words = BY_WORDS[table].1.words();
                let mut at = 0;
                while at < words.len() {
                    if (words[at].as_bytes()[0] - b'a') as usize == letter {
                        keywords[next] = (words[at], BY_WORDS[table].0);
                        next += 1;
                    }
                    at += 1;
                }
                table += 1;
            }
            letter += 1;
        }
        from[26] = next;
        Self { keywords, from }
    }

    /// Adds the features whose keywords a text in lower case has, each at the beginning of a word.
    fn add_features(&self, lower: &str, features: &mut Features) {
        let bytes = lower.as_bytes();
        let mut within = false;
        for (at, &byte) in bytes.iter().enumerate() {
            // Letters beyond ASCII are more bytes than one, all of which belong to a word.
            let begins = !within && byte.is_ascii_lowercase();
            within = byte.is_ascii_alphanumeric() || byte >= 0x80;
            if !begins {
                continue;
            }
            let letter = usize::from(byte.wrapping_sub(b'a'));
            let bounds = self.from.get(letter).zip(self.from.get(letter.saturating_add(1)));
            let candidates = bounds.and_then(|(&from, &to)| self.keywords.get(from..to)).unwrap_or_default();
            let rest = bytes.get(at..).unwrap_or_default();
            for &(keyword, feature) in candidates {
                // Most candidates differ in their second letter.
                if rest.get(1) == keyword.as_bytes().get(1) && rest.starts_with(keyword.as_bytes()) {
                    features.add(feature);
                }
            }
        }
    }
}

/// The words of a sentence in lower case, contractions written out ("we'll" is "we will"), one space between them.
pub(super) struct Words {
    text: String,
}

impl Words {
    pub(super) fn new(sentence: &str) -> Self {
        let mut text = String::with_capacity(sentence.len().saturating_add(8));
        for word in sentence.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))) {
            let word = word.trim_matches(['\'', '’', '-']);
            if word.is_empty() {
                continue;
            }
            if word.is_ascii() && !word.contains('\'') {
                text.extend(word.chars().map(|c| c.to_ascii_lowercase()));
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

    /// The keyword that shows a feature, if it is one that keywords show.
    pub(super) fn keyword(&self, feature: Feature) -> Option<&'static str> {
        let tables = BY_WORDS.iter().chain(BY_FIRST_WORDS);
        tables.filter(|(of, _)| *of == feature).find_map(|(_, keywords)| keywords.find_in(&self.text))
    }

    fn list(&self) -> Vec<&str> {
        // A sentence of more words does not count.
        self.text.split_whitespace().take(200).collect()
    }
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
    const CAUSES: [&str; 5] = ["cause", "culprit", "factor", "issue", "reason"];
    let mut places = words.iter().enumerate().filter(|(_, word)| CAUSES.contains(word));
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
fn add_acts(words: &[&str], capital: bool, features: &mut Features) {
    for (at, &word) in words.iter().enumerate() {
        let named = at == 0 && capital && !NOT_NAMES.contains(&word) && word != "what";
        let agent = matches!(
            word,
            "we" | "i" | "team" | "teams" | "engineers" | "engineer" | "developers" | "administrators"
        );
        features.add_if(Feature::Agent, agent);
        if agent || named {
            add_act(words.get(at.saturating_add(1)..).unwrap_or_default(), agent, features);
        }
        let after = || {
            words
                .get(at.saturating_add(1)..)
                .unwrap_or_default()
                .iter()
                .copied()
                .find(|word| !is_adverb(word))
        };
        features.add_if(Feature::WillBe, word == "will" || word == "shall");
        let passive = matches!(word, "was" | "were" | "been" | "being");
        features.add_if(Feature::Passive, passive && after().is_some_and(is_participle));
    }
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
