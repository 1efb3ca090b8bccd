//! From the lines of a document to its statements: which list and part each sentence is in, and what is announced before it.

use super::Statement;
use super::feature::{Feature, Features};
use super::words::{self, BASE_VERBS};
use crate::model::SectionRole;
use crate::postmortem::keywords::Keywords;
use crate::postmortem::outline::{Outline, Part};
use crate::postmortem::source::{Kind, Line};
use crate::postmortem::timeline::Timeline;
use crate::postmortem::timestamp::{self, Timestamp};
use crate::postmortem::{duration, role, sentence};

/// The most sentences that are looked at; more is no postmortem.
const MOST_STATEMENTS: usize = 20_000;

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
            let stamp = timed.then(|| timestamp::leading(outline.source.text(line))).flatten();
            let entry = stamp.filter(Timestamp::has_clock);
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
            if self.statements.len() >= MOST_STATEMENTS {
                return;
            }
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
                // "- Short-term", with what will be done in nested items.
                let label = is_item && text.split_whitespace().nth(3).is_none();
                if label && role::of(text) == Some(SectionRole::Actions) {
                    (self.announced, self.since) = (Announced::Actions, 0);
                } else if lower.ends_with(':') {
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
        words::add_words(text, features);
        let has_clock = source.times(sentence).any(|time| time.value.time.is_some());
        features.add_if(F::Time, has_clock);
        features.add_if(F::Duration, duration::durations(source.lower(sentence)).next().is_some());
        add_signs_of_cause(features);
        add_signs_of_action(features, features.has(F::OpensLine) && !source.text(unit).is_empty());
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

/// What a sentence about a cause often has more than one of.
const SIGNS_OF_CAUSE: [Feature; 12] = [
    Feature::Because,
    Feature::CausedBy,
    Feature::Defect,
    Feature::DueTo,
    Feature::Effect,
    Feature::Exhaustion,
    Feature::Finding,
    Feature::Mistake,
    Feature::NamesCause,
    Feature::Negated,
    Feature::ThereWas,
    Feature::Unexpected,
];

/// Adds the features that combine signs of a cause, or such a sign with its place.
fn add_signs_of_cause(features: &mut Features) {
    use Feature as F;
    // "The reason for this outage was" names the outage, and does not look back at it.
    if features.has(F::StatesCause) {
        features.remove(&[F::Retrospect]);
    }
    let f = *features;
    let causal =
        f.has_any(&[F::Because, F::DueTo, F::CausedBy, F::Effect, F::NamesCause, F::Mistake, F::Defect]);
    let is_sign = |sign: &&Feature| f.has(**sign);
    features.add_if(F::SeveralSigns, SIGNS_OF_CAUSE.iter().filter(is_sign).nth(2).is_some());
    features.add_if(F::EffectOfChange, f.has(F::Change) && f.has_any(&[F::Effect, F::Failure]));
    features.add_if(F::RecoveryByAgent, f.has(F::Recovery) && f.has(F::Agent));
    features.add_if(F::CausalInPart, causal && f.has(F::InCause));
    features.add_if(F::CausalInText, causal && f.has(F::NoCausePart));
    features.add_if(F::CausalInTimeline, causal && f.has(F::InTimeline));
    let in_summary = f.has_any(&[F::InLead, F::InSummary]);
    features.add_if(F::CausalInSummary, causal && in_summary);
    let negated = f.has_any(&[F::Negated, F::Exhaustion, F::Defect, F::Mistake]);
    features.add_if(F::NegatedInSummary, negated && in_summary);
    features.add_if(F::NegatedInPart, f.has_any(&[F::Negated, F::Exhaustion]) && f.has(F::InCause));
    features.add_if(F::InCauseItem, f.has(F::InCause) && f.has(F::Item));
    features.add_if(F::InCauseOpens, f.has(F::InCause) && f.has(F::OpensPart));
}

/// Adds the features that combine signs of an action, or such a sign with its place. `opens_unit`: whether the sentence opens
/// what would be taken.
fn add_signs_of_action(features: &mut Features, opens_unit: bool) {
    use Feature as F;
    let f = *features;
    let acts = [F::Will, F::Progressive, F::Perfect, F::WillBe];
    let verb_first = f.has_any(&[F::ImperativeFirst, F::GerundFirst, F::ParticipleFirst]);
    let purpose = f.has_any(&[F::Prevention, F::Improvement, F::Quality]);
    let listed = f.has(F::InActions) && f.has_any(&[F::Item, F::Row]);
    let prose = f.has(F::InActions) && !listed;
    features.add_if(F::InActionsItem, listed && opens_unit);
    features.add_if(F::InActionsOpensLine, prose && opens_unit);
    features.add_if(F::InLessonsNeed, f.has(F::InLessons) && f.has(F::Need));
    features.add_if(F::CommitInActions, f.has(F::InActionsNoList) && f.has_any(&acts));
    features.add_if(F::InActionsNeed, prose && f.has(F::Need));
    features.add_if(F::InActionsVerbFirst, prose && verb_first);
    features.add_if(F::CommitWithPurpose, purpose && f.has_any(&acts));
    features.add_if(F::WatchingAct, f.has(F::Watching) && (f.has_any(&acts) || f.has(F::PastCommit)));
    if f.has(F::NoActionPart) && !f.has(F::InTimeline) {
        features.add_if(F::TextNeed, f.has(F::Need));
        features.add_if(F::TextPast, f.has(F::PastCommit));
        features.add_if(F::TextPerfect, f.has(F::Perfect));
        features.add_if(F::TextProgressive, f.has(F::Progressive));
        features
            .add_if(F::TextPurpose, purpose && (f.has_any(&acts) || f.has_any(&[F::PastCommit, F::Passive])));
        let done = f.has_any(&[F::PastCommit, F::Perfect, F::Passive]);
        features.add_if(F::TextRecovery, f.has(F::Recovery) && done && !purpose);
        features.add_if(F::TextVerbFirst, verb_first);
        features.add_if(F::TextWill, f.has(F::Will));
        features.add_if(F::TextWillBe, f.has(F::WillBe) && !f.has(F::Will));
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
    let Some(colon) = sentence::colons(sentence).next() else { return whole() };
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
        && (BASE_VERBS.contains(&lower.as_str()) || (lower.len() > 5 && lower.ends_with("ing")))
}
