//! The features of a statement: what its place and its words say about it.
//!
//! Features are form, morphology (subject, adverb, auxiliary, participle) and open classes of words; none is a vendor's
//! wording. A test asserts that none of them occurs in one text only.

use crate::postmortem::keywords::Keywords;

/// Declares the features with their names, in the order of their bits.
macro_rules! features {
    ($($(#[$doc:meta])* $variant:ident => $name:literal,)*) => {
        /// What is known about a statement.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Feature {
            $($(#[$doc])* $variant,)*
        }

        impl Feature {
            /// All features, in the order of their names.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in the table of weights.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

features! {
    /// "We" or the vendor does something: we, our team, engineers.
    Agent => "agent",
    /// Ends with a colon: a list follows.
    Announces => "announces",
    /// Is under a heading or line that announces actions: "we will take these steps:".
    AnnouncedAction => "announced action",
    /// Is an item of a list that a line announces as actions.
    AnnouncedActionItem => "announced action item",
    /// Is in a list that a line announces as causes: "caused by two factors:".
    AnnouncedCause => "announced cause",
    /// A word of regret.
    Apology => "apology",
    /// "because", "since", "as X did Y".
    Because => "because",
    /// A connective in a text without a part about the cause.
    CausalInText => "causal without cause part",
    /// A connective in a part about the cause.
    CausalInPart => "causal in cause part",
    /// A connective in an entry of the timeline.
    CausalInTimeline => "causal in timeline",
    /// "caused by", "was triggered by".
    CausedBy => "caused by",
    /// A deployment, an update, a migration.
    Change => "change",
    /// Someone commits (future, progressive, perfect) in a paragraph of a part about actions.
    CommitInActions => "in action part without list, commits",
    /// Commits and says what for: to prevent, to improve.
    CommitWithPurpose => "commits with purpose",
    /// Begins with a consequence: "As a result, …".
    Consequence => "consequence first",
    /// Contact, questions, thanks.
    Courtesy => "courtesy",
    /// Customers or users are the subject.
    CustomerSubject => "customer subject",
    /// A bug, a mistake, a misconfiguration.
    Defect => "defect",
    /// "due to", "as a result of".
    DueTo => "due to",
    /// A length of time.
    Duration => "duration",
    /// Effect verbs: causing, resulting in, led to.
    Effect => "effect",
    /// Exhaustion: overload, limit, out of memory.
    Exhaustion => "exhaustion",
    /// Failure: fail, crash, error, outage.
    Failure => "failure",
    /// The result of an investigation: found that, identified, revealed.
    Finding => "finding",
    /// Begins with a gerund: "Adding alerts".
    GerundFirst => "gerund first",
    /// Past perfect: "had been removed".
    HadBeen => "had been",
    /// A hedge: probably, suspect, believe.
    Hedge => "hedge",
    /// Begins with a verb in its base form: "Add alerts".
    ImperativeFirst => "imperative first",
    /// The incident is the subject: "The outage was …".
    IncidentSubject => "incident subject",
    InActions => "in action part",
    InActionsItem => "in action part, item",
    /// Opens a paragraph of a part about actions that has no list.
    InActionsNoList => "in action part without list",
    InActionsNeed => "in action part, need",
    InActionsVerbFirst => "in action part, verb first",
    InActionsOpensLine => "in action part, opens a paragraph",
    InApology => "in apology part",
    InCause => "in cause part",
    InCauseItem => "in cause part, item",
    InCauseOpens => "in cause part, opens it",
    InDetection => "in detection part",
    InImpact => "in impact part",
    InLead => "in lead",
    InLessons => "in lessons part",
    InLessonsNeed => "in lessons part, need",
    InResolution => "in resolution part",
    InSummary => "in summary part",
    InTimeline => "in timeline",
    InUnclassified => "in other part",
    /// Is an item of a list.
    Item => "item",
    /// Is in the last list of a text without a part about actions.
    LastList => "last list",
    /// Long: more than 30 words.
    Long => "long",
    /// Adverbs of mistake: inadvertently, incorrectly.
    Mistake => "mistake",
    /// Names the cause: root cause, reason, culprit.
    NamesCause => "names the cause",
    /// Need: should, need to, must.
    Need => "need",
    /// A negated or deficient state: did not, missing, wrong.
    Negated => "negated",
    /// The same in a part about the cause.
    NegatedInPart => "negated in cause part",
    /// Is nested in another item.
    Nested => "nested item",
    /// The text has no part about actions.
    NoActionPart => "no action part",
    /// The text has no part about the cause.
    NoCausePart => "no cause part",
    /// The incident occurred, happened, began.
    Occurred => "occurred",
    /// Opens a part.
    OpensPart => "opens part",
    /// Opens a paragraph or item.
    OpensLine => "opens line",
    /// An act in a text without a part about actions, by its tense.
    TextNeed => "text, need",
    TextPast => "text, past act",
    TextPerfect => "text, perfect act",
    TextProgressive => "text, progressive act",
    TextPurpose => "text, act with purpose",
    TextRecovery => "text, act of recovery",
    TextVerbFirst => "text, verb first",
    TextWill => "text, will act",
    TextWillBe => "text, will be",
    /// Begins with a participle: "Added alerts".
    ParticipleFirst => "participle first",
    /// Passive past: was rolled back.
    Passive => "passive",
    /// An agent did something: we restarted.
    PastCommit => "past act",
    /// An agent has done something: we have added.
    Perfect => "perfect act",
    /// Prevention: prevent, avoid, in the future.
    Prevention => "prevention",
    /// An agent is doing something: we are adding.
    Progressive => "progressive act",
    /// Tests, monitoring, documentation, processes.
    Quality => "quality noun",
    /// Recovery: restored, resolved, rolled back.
    Recovery => "recovery",
    /// Looks back on the incident as a whole.
    Retrospect => "retrospect",
    /// Is a row of a table.
    Row => "row",
    /// Short: fewer than 5 words.
    Short => "short",
    /// Begins with a status: Done, Implemented, Planned.
    StatusLabel => "status label",
    /// "there was a lack of".
    ThereWas => "there was",
    /// The first two sentences of the text.
    TextStart => "text start",
    /// The last third of the text.
    TextEnd => "text end",
    /// A time of day.
    Time => "time",
    /// Unexpected: unexpectedly, unfortunately, however.
    Unexpected => "unexpected",
    /// Keeping watch: monitor closely.
    Watching => "watching",
    /// Begins with a circumstance: when, during, after.
    WhenFirst => "when first",
    /// An agent will do something: we will add, the team plans to.
    Will => "will act",
    /// Something else will: "staging will contain".
    WillBe => "will be",
    /// Improvement: improve, increase, better.
    Improvement => "improvement",
}

/// A set of features.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Features(u128);

impl Features {
    /// Adds a feature.
    pub(crate) fn add(&mut self, feature: Feature) {
        self.0 |= 1_u128.checked_shl(u32::from(feature as u8)).unwrap_or(0);
    }

    /// Adds a feature if a condition holds.
    pub(crate) fn add_if(&mut self, feature: Feature, holds: bool) {
        if holds {
            self.add(feature);
        }
    }

    /// Removes features.
    pub(crate) fn remove(&mut self, features: &[Feature]) {
        for &feature in features {
            self.0 &= !1_u128.checked_shl(u32::from(feature as u8)).unwrap_or(0);
        }
    }

    /// Whether a feature is among them.
    pub(crate) fn has(self, feature: Feature) -> bool {
        self.0 & 1_u128.checked_shl(u32::from(feature as u8)).unwrap_or(0) != 0
    }

    /// Whether one of these features is among them.
    pub(crate) fn has_any(self, features: &[Feature]) -> bool {
        features.iter().any(|&feature| self.has(feature))
    }

    /// The features.
    pub(crate) fn iter(self) -> impl Iterator<Item = Feature> {
        Feature::ALL.iter().copied().filter(move |&feature| self.has(feature))
    }
}

/// The features that words show, anywhere in the sentence. A word is found where it begins one of the sentence's; one that
/// ends in a space is found whole.
#[rustfmt::skip]
pub(super) static BY_WORDS: &[(Feature, Keywords)] = &[
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
    (Feature::DueTo, Keywords::new(&[
        "as a result of", "came from", "due ", "led by", "originat", "owing to", "related to", "result of",
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
        "saturat", "spike", "starv", "traffic", "unusual",
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
        "began", "came from", "happened", "occurred", "originat", "started when", "took place", "when the",
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
        "but ", "despite", "however", "instead", "unexpected", "unfortunate", "unfortunately", "unusual",
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
    for (feature, keywords) in BY_WORDS {
        features.add_if(*feature, keywords.any_in(&words.text));
    }
    for (feature, keywords) in BY_FIRST_WORDS {
        features.add_if(*feature, keywords.begin(&words.text));
    }
    let list = words.list();
    features.add_if(Feature::Short, list.len() < 5);
    features.add_if(Feature::Long, list.len() > 30);
    features.add_if(Feature::Announces, text.trim_end().ends_with(':'));
    add_first_verb(&list, features);
    add_acts(&list, text.starts_with(char::is_uppercase), features);
}

/// The words of a sentence in lower case, contractions written out ("we'll" is "we will"), one space between them.
pub(super) struct Words {
    text: String,
}

impl Words {
    pub(super) fn new(sentence: &str) -> Self {
        let mut text = String::with_capacity(sentence.len().saturating_add(8));
        for word in sentence.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))) {
            let lower = word.trim_matches(['\'', '’', '-']).to_lowercase().replace('’', "'");
            if lower.is_empty() {
                continue;
            }
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

/// Whether a sentence begins with a verb.
fn add_first_verb(words: &[&str], features: &mut Features) {
    let mut rest = words.iter().filter(|word| !is_adverb(word));
    let Some(first) = rest.next() else { return };
    let second = rest.next().copied().unwrap_or_default();
    // "Monitoring was slow" and "Test results are" begin with a noun.
    let noun = matches!(second, "is" | "was" | "are" | "were" | "has" | "had" | "will" | "of");
    features.add_if(Feature::ImperativeFirst, BASE_VERBS.contains(first) && !noun);
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
            ("Adding alerts on disk size", Feature::GerundFirst),
            ("The pool was quickly restarted.", Feature::Passive),
        ] {
            assert!(shows(text, feature), "{text}: {}", feature.name());
        }
        for (text, feature) in [
            ("The pool will grow.", Feature::Will),
            ("Monitoring was slow.", Feature::GerundFirst),
            ("During the night it failed.", Feature::GerundFirst),
            ("We saw it.", Feature::PastCommit),
        ] {
            assert!(!shows(text, feature), "{text}: {}", feature.name());
        }
    }

    #[test]
    fn names_are_sorted_and_fit_into_the_set() {
        assert!(Feature::ALL.len() <= 128);
        let mut names: Vec<&str> = Feature::ALL.iter().map(|feature| feature.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Feature::ALL.len());
    }
}
