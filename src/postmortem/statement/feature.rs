//! The features of a statement: what its place and its words say about it.
//!
//! Features are form, morphology (subject, adverb, auxiliary, participle) and open classes of words; none is a vendor's
//! wording. A test asserts that none of them occurs in one text only.

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
    /// A connective in the lead or a summary.
    CausalInSummary => "causal in summary",
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
    /// A difference: differs, discrepancy.
    Difference => "difference",
    /// "due to", "as a result of".
    DueTo => "due to",
    /// A length of time.
    Duration => "duration",
    /// Effect verbs: causing, resulting in, led to.
    Effect => "effect",
    /// A change that had an effect or failed.
    EffectOfChange => "effect of a change",
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
    /// Is in a part about actions that has no list.
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
    /// The same, or exhaustion, in a part about the cause.
    NegatedInPart => "negated in cause part",
    /// The same, exhaustion or a defect in the lead or a summary.
    NegatedInSummary => "negated in summary",
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
    /// The same, by us.
    RecoveryByAgent => "recovery by us",
    /// Looks back on the incident as a whole.
    Retrospect => "retrospect",
    /// Is a row of a table.
    Row => "row",
    /// Three signs of a cause or more.
    SeveralSigns => "several signs of a cause",
    /// Says what the cause was: "The reason for this outage was the loss of …".
    StatesCause => "states the cause",
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
    /// Someone keeps watch: "We continue to monitor the queue".
    WatchingAct => "watching act",
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

    /// The features, in the order of [`Feature::ALL`].
    pub(crate) fn iter(self) -> impl Iterator<Item = Feature> {
        let mut bits = self.0;
        std::iter::from_fn(move || {
            let feature = Feature::ALL.get(bits.trailing_zeros() as usize).copied();
            // Removes the lowest bit.
            bits &= bits.wrapping_sub(1);
            feature
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_fit_into_the_set() {
        assert!(Feature::ALL.len() <= 128);
        let mut names: Vec<&str> = Feature::ALL.iter().map(|feature| feature.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Feature::ALL.len());
    }
}
