//! Root causes and actions: every sentence is a statement that is scored as either by its features.
//!
//! The features ([`feature`]) are what the statement's place and words show; the weights ([`weights`]) are fitted offline. The sum of
//! the weights is the logit of the confidence. Items of one list are scored together: they are rarely of two kinds.

mod feature;
mod weights;

use std::collections::HashSet;

use super::FeatureWeight;
use super::keywords::Keywords;
use super::outline::{Outline, Part};
use super::sentence;
use super::source::{Kind, Line, Source};
use super::timeline::Timeline;
use super::{duration, timestamp};
use crate::model::SectionRole;
use feature::{Feature, Features};
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
        let words = feature::Words::new(self.sentence(source));
        let row = |feature: Feature| FeatureWeight {
            name: feature.name(),
            keyword: words.keyword(feature),
            cause: weights.cause().weight(feature),
            action: weights.action().weight(feature),
        };
        self.features.iter().map(row).collect()
    }

    /// Whether it can be an action: entries of a timeline and later sentences of an item cannot.
    pub(crate) fn may_be_action(&self, source: &Source) -> bool {
        !source.text(self.unit).is_empty()
            && !self.features.has(Feature::InTimeline)
            && !self.is_question(source)
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
/// The most sentences that are looked at; more is no postmortem.
const MOST_STATEMENTS: usize = 20_000;

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

/// Words of a line that announces a list of actions, in lower case.
const ACTIONS_FOLLOW: Keywords = Keywords::new(&[
    "action",
    "change",
    "improve",
    "limited to",
    "measure",
    "next",
    "plan",
    "prevent",
    "remediation",
    "step",
    "we are",
    "we will",
    "will",
]);

/// Words of a line that announces a list of causes, in lower case.
const CAUSES_FOLLOW: Keywords = Keywords::new(&["because", "caused", "due to", "factor", "reason"]);

/// What the lines after an announcement are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Announced {
    Nothing,
    Actions,
    Causes,
}

/// Reads the statements of a document.
pub(crate) fn read(outline: &Outline<'_>, timeline: &Timeline) -> Vec<Statement> {
    let has = |role: &SectionRole| outline.parts.iter().any(|part| part.role == *role);
    let mut reader = Reader {
        outline,
        timeline,
        statements: Vec::new(),
        has_actions: has(&SectionRole::Actions),
        has_cause: has(&SectionRole::RootCause),
        list: 0,
        announced: Announced::Nothing,
        since: 0,
    };
    for at in 0..outline.parts.len() {
        reader.part(at);
    }
    reader.finish()
}

struct Reader<'o> {
    outline: &'o Outline<'o>,
    timeline: &'o Timeline,
    statements: Vec<Statement>,
    has_actions: bool,
    has_cause: bool,
    /// The number of the current list.
    list: u32,
    announced: Announced,
    /// How many lines followed the announcement.
    since: usize,
}

impl Reader<'_> {
    fn part(&mut self, at: usize) {
        let outline = self.outline;
        let Some(part) = outline.parts.get(at) else { return };
        let timed = self.timeline.parts.contains(&at);
        let mut place = Place {
            part: at,
            base: self.base(part),
            outermost: None,
            opens_part: true,
            in_table_head: false,
        };
        self.announced = Announced::Nothing;
        let mut in_list = false;
        for &line in outline.lines(part) {
            if self.statements.len() >= MOST_STATEMENTS {
                return;
            }
            // Paragraphs after an announcement are a list that lost its marks.
            let is_announced = line.kind == Kind::Text && self.announced != Announced::Nothing;
            let is_item = matches!(line.kind, Kind::Item(_) | Kind::Row);
            if line.kind == Kind::Blank {
                // Items may have empty lines between them, paragraphs of a list that lost its marks have none.
                if self.since > 0 && !in_list {
                    self.announced = Announced::Nothing;
                }
                continue;
            }
            if (is_item && !in_list) || (is_announced && self.since == 0) {
                self.list = self.list.saturating_add(1);
                place.outermost = None;
            }
            if !is_item && in_list {
                self.announced = Announced::Nothing;
            }
            place.in_table_head = line.kind == Kind::Row && !in_list;
            in_list = is_item;
            let entry =
                timestamp::leading(outline.source.text(line)).filter(|stamp| timed && stamp.has_clock());
            let words = outline.source.text(line).len();
            let line = entry.map_or(line, |stamp| {
                line.part(outline.source, line.kind, words.saturating_sub(stamp.text.len()), words)
            });
            self.line(line, entry.is_some() || (timed && is_item), &mut place);
        }
    }

    /// The features that all statements of a part share.
    fn base(&self, part: &Part) -> Features {
        let mut base = Features::default();
        base.add(match part.role {
            _ if part.heading.is_none() => Feature::InLead,
            SectionRole::Summary => Feature::InSummary,
            SectionRole::Impact => Feature::InImpact,
            SectionRole::Timeline => Feature::InTimeline,
            SectionRole::RootCause => Feature::InCause,
            SectionRole::Detection => Feature::InDetection,
            SectionRole::Resolution => Feature::InResolution,
            SectionRole::Lessons => Feature::InLessons,
            SectionRole::Actions => Feature::InActions,
            SectionRole::Apology => Feature::InApology,
            _ => Feature::InUnclassified,
        });
        let listed = self.outline.worded(part).any(|line| matches!(line.kind, Kind::Item(_) | Kind::Row));
        base.add_if(Feature::InActionsNoList, part.role == SectionRole::Actions && !listed);
        base.add_if(Feature::NoActionPart, !self.has_actions);
        base.add_if(Feature::NoCausePart, !self.has_cause);
        base
    }

    fn line(&mut self, line: Line, entry: bool, place: &mut Place) {
        let source = self.outline.source;
        let text = source.text(line);
        let depth = if let Kind::Item(depth) = line.kind { Some(depth) } else { None };
        let outermost = place.outermost.map_or(depth, |outer: u8| depth.map(|depth| depth.min(outer)));
        place.outermost = outermost.or(place.outermost);
        let nested = depth.is_some_and(|depth| place.outermost.is_some_and(|outer| depth > outer));
        let is_item = matches!(line.kind, Kind::Item(_) | Kind::Row);
        let mut base = place.base;
        base.add_if(Feature::Item, depth.is_some());
        base.add_if(Feature::Row, line.kind == Kind::Row);
        base.add_if(Feature::Nested, nested);
        base.add_if(Feature::InTimeline, entry);
        base.add_if(Feature::AnnouncedAction, self.announced == Announced::Actions);
        base.add_if(Feature::AnnouncedActionItem, self.announced == Announced::Actions && is_item);
        base.add_if(Feature::AnnouncedCause, self.announced == Announced::Causes);
        self.since = self.since.saturating_add(1);
        let list = if is_item || self.announced != Announced::Nothing { self.list } else { 0 };
        // The first column of a table says what is done.
        let whole = if line.kind == Kind::Row {
            line.part(source, line.kind, 0, text.find(" | ").unwrap_or(text.len()))
        } else {
            line
        };
        let mut opens_line = true;
        for (from, words) in sentence::spans(text) {
            let to = from.saturating_add(words.len());
            for (from, to) in folded_list(words, from, to) {
                let sentence = line.part(source, line.kind, from, to);
                let unit = match (is_item, opens_line) {
                    (true, true) if !place.in_table_head => whole,
                    (true, _) => sentence.part(source, line.kind, 0, 0),
                    (false, _) => sentence,
                };
                let mut features = base;
                features.add_if(Feature::OpensPart, place.opens_part);
                features.add_if(Feature::OpensLine, opens_line);
                self.words(sentence, unit, &mut features);
                self.statements.push(Statement {
                    line: sentence,
                    unit,
                    part: u32::try_from(place.part).unwrap_or(u32::MAX),
                    list,
                    features,
                });
                (place.opens_part, opens_line) = (false, false);
                let lower = source.lower(sentence);
                if lower.ends_with(':') {
                    self.announced = if ACTIONS_FOLLOW.any_in(lower) {
                        Announced::Actions
                    } else if CAUSES_FOLLOW.any_in(lower) {
                        Announced::Causes
                    } else {
                        Announced::Nothing
                    };
                    self.since = 0;
                }
            }
        }
    }

    /// Adds what the words of a sentence show, and what they show in their place.
    fn words(&self, sentence: Line, unit: Line, features: &mut Features) {
        use Feature as F;
        let source = self.outline.source;
        let text = source.text(sentence);
        // "Immediate fix: We have corrected the rule": the words after a label say what is done.
        let label = text.split_once(": ").filter(|(label, rest)| {
            label.split_whitespace().count() <= 4 && rest.split_whitespace().nth(2).is_some()
        });
        feature::add_words(text, features);
        if let Some((_, rest)) = label {
            feature::add_words(rest, features);
        }
        let has_clock = source.times(sentence).any(|time| time.value.time.is_some());
        features.add_if(F::Time, has_clock);
        features.add_if(F::Duration, !duration::durations(source.lower(sentence)).is_empty());
        let f = *features;
        let causal =
            f.has_any(&[F::Because, F::DueTo, F::CausedBy, F::Effect, F::NamesCause, F::Mistake, F::Defect]);
        features.add_if(F::CausalInPart, causal && f.has(F::InCause));
        features.add_if(F::CausalInText, causal && f.has(F::NoCausePart));
        features.add_if(F::CausalInTimeline, causal && f.has(F::InTimeline));
        features.add_if(F::NegatedInPart, f.has_any(&[F::Negated, F::Exhaustion]) && f.has(F::InCause));
        features.add_if(F::InCauseItem, f.has(F::InCause) && f.has(F::Item));
        features.add_if(F::InCauseOpens, f.has(F::InCause) && f.has(F::OpensPart));
        let opens_unit = f.has(F::OpensLine) && !source.text(unit).is_empty();
        features.add_if(F::InActionsItem, f.has(F::InActions) && f.has_any(&[F::Item, F::Row]) && opens_unit);
        features.add_if(
            F::InActionsOpensLine,
            f.has(F::InActions) && !f.has_any(&[F::Item, F::Row]) && opens_unit,
        );
        features.add_if(F::InLessonsNeed, f.has(F::InLessons) && f.has(F::Need));
        let acts = [F::Will, F::Progressive, F::Perfect, F::WillBe];
        let verb_first = f.has_any(&[F::ImperativeFirst, F::GerundFirst, F::ParticipleFirst]);
        let purpose = f.has_any(&[F::Prevention, F::Improvement, F::Quality]);
        let prose = f.has(F::InActions) && !f.has_any(&[F::Item, F::Row]);
        features.add_if(F::InActionsNoList, f.has(F::InActionsNoList) && opens_unit);
        features.add_if(F::CommitInActions, f.has(F::InActionsNoList) && f.has_any(&acts));
        features.add_if(F::InActionsNeed, prose && f.has(F::Need));
        features.add_if(F::InActionsVerbFirst, prose && verb_first);
        features.add_if(F::CommitWithPurpose, purpose && f.has_any(&acts));
        if f.has(F::NoActionPart) && !f.has(F::InTimeline) {
            features.add_if(F::TextNeed, f.has(F::Need));
            features.add_if(F::TextPast, f.has(F::PastCommit));
            features.add_if(F::TextPerfect, f.has(F::Perfect));
            features.add_if(F::TextProgressive, f.has(F::Progressive));
            features.add_if(
                F::TextPurpose,
                purpose && (f.has_any(&acts) || f.has_any(&[F::PastCommit, F::Passive])),
            );
            let done = f.has_any(&[F::PastCommit, F::Perfect, F::Passive]);
            features.add_if(F::TextRecovery, f.has(F::Recovery) && done && !purpose);
            features.add_if(F::TextVerbFirst, verb_first);
            features.add_if(F::TextWill, f.has(F::Will));
            features.add_if(F::TextWillBe, f.has(F::WillBe) && !f.has(F::Will));
        }
        // An act says something only in its place.
        features.remove(&[F::Will, F::Progressive, F::Perfect, F::WillBe, F::PastCommit, F::Need]);
    }

    /// Adds what only the whole text shows.
    fn finish(mut self) -> Vec<Statement> {
        let count = self.statements.len();
        let last_third = count.saturating_sub(count.checked_div(3).unwrap_or(0));
        let last_list = self.list;
        for (at, statement) in self.statements.iter_mut().enumerate() {
            statement.features.add_if(Feature::TextStart, at < 2);
            statement.features.add_if(Feature::TextEnd, at >= last_third);
            let last = last_list > 0 && statement.list == last_list && at >= last_third;
            statement.features.add_if(Feature::LastList, last && !self.has_actions);
        }
        self.statements
    }
}

/// Where a line is.
struct Place {
    part: usize,
    base: Features,
    /// How deep the outermost item of the current list is.
    outermost: Option<u8>,
    opens_part: bool,
    /// Whether the line is the first row of a table, which names its columns.
    in_table_head: bool,
}

/// Cuts a sentence that an extractor folded a list into: "… are not limited to: Review the checks [in progress] Improve …".
/// Gives the byte ranges of the announcement and of the items, or that of the whole.
fn folded_list(sentence: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
    let whole = || vec![(from, to)];
    let Some(colon) = sentence.find(": ") else { return whole() };
    let (head, list) = sentence.split_at_checked(colon.saturating_add(1)).unwrap_or((sentence, ""));
    let first = list.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let announces = ACTIONS_FOLLOW.any_in(&sentence::lower(sentence::ending(head, 200)));
    if !announces || !begins_item(first) || head.split_whitespace().nth(4).is_none() {
        return whole();
    }
    let mut cuts = vec![0_usize, head.len()];
    for (space, _) in list.match_indices(' ') {
        let (Some(before), Some(next)) = (list.get(..space), list.get(space.saturating_add(1)..)) else {
            continue;
        };
        let at = head.len().saturating_add(space);
        let begun = cuts.last().copied().unwrap_or(0);
        let item = sentence.get(begun..at).unwrap_or_default();
        let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if begins_item(word) && !before.ends_with([',', ':']) && item.split_whitespace().nth(2).is_some() {
            cuts.push(at);
        }
    }
    let ends: Vec<usize> = cuts.iter().skip(1).copied().chain([sentence.len()]).collect();
    let place = |at: usize| from.saturating_add(at);
    cuts.into_iter().zip(ends).map(|(start, end)| (place(start), place(end))).collect()
}

/// Whether an item of a list of actions begins with this word.
fn begins_item(word: &str) -> bool {
    let lower = sentence::lower(word);
    word.starts_with(char::is_uppercase)
        && (feature::BASE_VERBS.contains(&lower.as_str()) || (lower.len() > 5 && lower.ends_with("ing")))
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
        let tables = feature::BY_WORDS.iter().chain(feature::BY_FIRST_WORDS);
        let words: Vec<&str> = tables.flat_map(|(_, keywords)| keywords.words()).copied().collect();
        let verbs = feature::BASE_VERBS;
        for sentences in &texts {
            let found: HashSet<&str> = sentences
                .iter()
                .flat_map(|sentence| sentence.features.iter().map(|feature| feature.name))
                .collect();
            for name in found {
                *features.entry(name).or_default() += 1;
            }
            let text: String =
                sentences.iter().map(|sentence| feature::plain_words(&sentence.sentence)).collect();
            let has = |word: &str| text.contains(&format!(" {word}"));
            for word in words.iter().filter(|word| has(word)) {
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
                words.into_iter().chain(verbs.iter().copied()).filter(|word| keywords.get(word) == Some(&1)),
            )
            .collect();
        assert_eq!(rare, Vec::<&str>::new());
    }
}
