//! Root causes and actions: every sentence is a statement that is scored as either by its features.
//!
//! The features ([`feature`]) are what the statement's place and words show; the weights ([`weights`]) are fitted offline. The sum of
//! the weights is the logit of the confidence. Items of one list are scored together: they are rarely of two kinds.

mod feature;
mod reader;
mod weights;
mod words;

use std::collections::HashSet;

use super::FeatureWeight;
use super::outline::{Outline, Part};
use super::source::{Line, Source};
use feature::{Feature, Features};
pub(crate) use reader::read;
pub use weights::{UnknownFeature, Weights};

/// A sentence that may be a cause or an action.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement {
    /// The sentence.
    line: Line,
    /// What is taken if it is an action: the whole item that it opens, else the sentence.
    unit: Line,
    /// The part that contains it, as an index.
    part: u32,
    /// The list that contains it, numbered in the order of the text; 0 if none does.
    list: u32,
    features: Features,
}

impl Statement {
    /// The sentence.
    pub(crate) fn sentence<'s>(&self, source: &'s Source) -> &'s str {
        source.text(self.line)
    }

    /// What is taken if it is an action.
    pub(crate) fn action<'s>(&self, source: &'s Source) -> &'s str {
        source.text(self.unit)
    }

    /// The part that contains it.
    pub(crate) fn part<'o>(&self, outline: &'o Outline<'_>) -> Option<&'o Part> {
        outline.parts.get(self.part as usize)
    }

    /// Its features, each with the keyword that shows it and its weights.
    pub(crate) fn features(&self, source: &Source, weights: &Weights) -> Vec<FeatureWeight> {
        let keywords = words::keywords_of(self.sentence(source));
        let keyword = |feature: Feature| keywords.iter().find(|(_, shown)| *shown == feature);
        let row = |feature: Feature| FeatureWeight {
            name: feature.name(),
            keyword: keyword(feature).map(|(keyword, _)| *keyword),
            cause: weights.cause().weight(feature),
            action: weights.action().weight(feature),
        };
        self.features.iter().map(row).collect()
    }

    /// Whether it can be an action: entries of a timeline, later sentences of an item, and bare links cannot.
    pub(crate) fn may_be_action(&self, source: &Source) -> bool {
        let unit = source.text(self.unit);
        let is_link = unit.starts_with("http") && unit.contains("://") && !unit.contains(char::is_whitespace);
        !unit.is_empty() && !is_link && !self.features.has(Feature::InTimeline) && !self.is_question(source)
    }

    /// Whether it asks: "Why did the pool run out?"
    fn is_question(&self, source: &Source) -> bool {
        self.sentence(source).ends_with('?')
    }
}

/// A statement with its confidence in percent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored {
    /// The index of the statement.
    pub(crate) at: usize,
    /// The confidence, 0 to 100.
    pub(crate) confidence: u8,
}

/// The most root causes that are taken.
const MOST_CAUSES: usize = 24;
/// The most actions that are taken.
const MOST_ACTIONS: usize = 100;

/// The statements that are root causes, in the order of the text.
pub(crate) fn causes(statements: &[Statement], source: &Source, weights: &Weights) -> Vec<Scored> {
    let side = weights.cause();
    let mut scores: Vec<i32> = statements.iter().map(|statement| side.score(statement.features)).collect();
    share_in_lists(statements, &mut scores, |statement| statement.features.has(Feature::OpensLine));
    let eligible = |statement: &Statement| !statement.is_question(source);
    take(statements, &scores, side, |statement| statement.sentence(source), eligible, MOST_CAUSES)
}

/// The statements that are actions, in the order of the text.
pub(crate) fn actions(statements: &[Statement], source: &Source, weights: &Weights) -> Vec<Scored> {
    let side = weights.action();
    let mut scores: Vec<i32> = statements.iter().map(|statement| side.score(statement.features)).collect();
    let eligible = |statement: &Statement| statement.may_be_action(source);
    share_in_lists(statements, &mut scores, |statement| {
        eligible(statement) && statement.features.has(Feature::OpensLine)
    });
    take(statements, &scores, side, |statement| statement.action(source), eligible, MOST_ACTIONS)
}

/// Moves the score of each item half way to the mean of its list.
fn share_in_lists(statements: &[Statement], scores: &mut [i32], eligible: impl Fn(&Statement) -> bool) {
    let mut from = 0_usize;
    while let Some(first) = statements.get(from) {
        let len = statements.iter().skip(from).take_while(|other| other.list == first.list).count();
        let to = from.saturating_add(len.max(1));
        if first.list > 0 {
            let items = || {
                statements.iter().zip(scores.iter()).take(to).skip(from).filter(|(item, _)| eligible(item))
            };
            let count = i64::try_from(items().count()).unwrap_or(i64::MAX);
            let sum = items().fold(0_i64, |sum, (_, &score)| sum.saturating_add(i64::from(score)));
            if let Some(mean) = sum.checked_div(count) {
                for (item, score) in statements.iter().zip(scores.iter_mut()).take(to).skip(from) {
                    if !eligible(item) {
                        continue;
                    }
                    let shared = i64::from(*score).saturating_add(mean).checked_div(2).unwrap_or(0);
                    *score = i32::try_from(shared).unwrap_or(*score);
                }
            }
        }
        from = to;
    }
}

/// The statements whose confidence is high enough; otherwise the best one if it is nearly so.
fn take<'s>(
    statements: &[Statement],
    scores: &[i32],
    side: &weights::Side,
    text: impl Fn(&Statement) -> &'s str,
    eligible: impl Fn(&Statement) -> bool,
    most: usize,
) -> Vec<Scored> {
    let mut seen = HashSet::new();
    let mut taken: Vec<Scored> = Vec::new();
    let mut best: Option<Scored> = None;
    for (at, (statement, &score)) in statements.iter().zip(scores).enumerate() {
        if !eligible(statement) {
            continue;
        }
        let candidate = Scored { at, confidence: percent(score) };
        if best.is_none_or(|best| best.confidence < candidate.confidence) {
            best = Some(candidate);
        }
        if i16::from(candidate.confidence) >= side.least && taken.len() < most && seen.insert(text(statement))
        {
            taken.push(candidate);
        }
    }
    if taken.is_empty() {
        taken.extend(best.filter(|best| i16::from(best.confidence) >= side.least_of_best));
    }
    taken
}

/// The confidence in percent of a score in hundredths of a logit.
fn percent(score: i32) -> u8 {
    let odds = (-f64::from(score) / 100.0).exp();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    let percent = (100.0 / (1.0 + odds)).round() as u8;
    percent
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the bans on I/O are the library's")]

    use std::collections::BTreeMap;
    use std::path::Path;

    use super::*;
    use crate::model::RichText;
    use crate::postmortem::{Context, explain};

    /// The texts with a gold, each with the sentences that the reader finds in it.
    fn sentences_of_gold() -> Vec<Vec<crate::postmortem::Explanation>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/postmortems");
        let mut texts = Vec::new();
        for entry in std::fs::read_dir(folder.join("gold")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|end| end != "json") {
                continue;
            }
            let gold = std::fs::read_to_string(&path).unwrap();
            let (_, rest) = gold.split_once("\"file\": \"").unwrap();
            let (file, _) = rest.split_once('"').unwrap();
            let text = std::fs::read_to_string(folder.join(file)).unwrap();
            let body = if text.trim_start().starts_with('<') {
                RichText::html(text)
            } else {
                RichText::markdown(text)
            };
            texts.push(explain(&body, &Context::new()));
        }
        assert!(texts.len() >= 64, "expected at least 64 texts, found {}", texts.len());
        texts
    }

    #[test]
    #[ignore = "needs ../shared"]
    fn no_feature_and_no_keyword_occurs_in_one_text_only() {
        let texts = sentences_of_gold();
        let mut features: BTreeMap<&str, usize> = BTreeMap::new();
        let mut keywords: BTreeMap<&str, usize> = BTreeMap::new();
        let tables = words::BY_WORDS.iter().chain(words::BY_FIRST_WORDS);
        let listed: Vec<&str> = tables.flat_map(|(_, keywords)| *keywords).copied().collect();
        let verbs = words::BASE_VERBS;
        for sentences in &texts {
            let found: HashSet<&str> = sentences
                .iter()
                .flat_map(|sentence| sentence.features.iter().map(|feature| feature.name))
                .collect();
            for name in found {
                *features.entry(name).or_default() += 1;
            }
            let text: String =
                sentences.iter().map(|sentence| words::plain_words(&sentence.sentence)).collect();
            let has = |word: &str| text.contains(&format!(" {word}"));
            for word in listed.iter().filter(|word| has(word)) {
                *keywords.entry(word).or_default() += 1;
            }
            let has_verb = |verb: &str| text.contains(&format!(" {verb} "));
            verbs
                .iter()
                .filter(|verb| has_verb(verb))
                .for_each(|verb| *keywords.entry(verb).or_default() += 1);
        }
        let rare: Vec<&str> = Feature::ALL
            .iter()
            .map(|feature| feature.name())
            .filter(|name| features.get(name) == Some(&1))
            .chain(
                listed.into_iter().chain(verbs.iter().copied()).filter(|word| keywords.get(word) == Some(&1)),
            )
            .collect();
        assert_eq!(rare, Vec::<&str>::new());
    }
}
