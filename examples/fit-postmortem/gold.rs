//! What people found in each text, and how much of it a reading finds.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;
use statusfeed::RichText;
use statusfeed::postmortem::{self, Context, Weights};

/// What a statement may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Cause,
    Action,
}

/// What a person says of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Is,
    IsNot,
    /// Not asked, or accepted and not demanded.
    Either,
}

/// A sentence of a text.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) features: Vec<&'static str>,
    pub(crate) cause: Label,
    pub(crate) action: Label,
}

/// A text with its gold.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) file: String,
    pub(crate) vendor: String,
    pub(crate) statements: Vec<Statement>,
    body: RichText,
    gold: Gold,
}

#[derive(Debug, Deserialize)]
struct Gold {
    file: String,
    vendor: String,
    #[serde(default)]
    held_out: bool,
    root_cause_sentences: Vec<String>,
    #[serde(default)]
    root_cause_also_acceptable: Vec<String>,
    actions: Vec<String>,
    #[serde(default)]
    actions_also_acceptable: Vec<String>,
}

/// Reads the texts that have a gold, in the order of their names.
pub(crate) fn read(folder: &Path) -> Vec<Text> {
    let mut files: Vec<_> = std::fs::read_dir(folder.join("gold"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    let golds =
        files.iter().map(|path| serde_json::from_slice::<Gold>(&std::fs::read(path).unwrap()).unwrap());
    golds.filter(|gold| !gold.held_out).map(|gold| Text::new(folder, gold)).collect()
}

/// The text of a file; one that begins with a tag is HTML.
pub(crate) fn body(path: &Path) -> RichText {
    let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    if text.trim_start().starts_with('<') { RichText::html(text) } else { RichText::markdown(text) }
}

impl Text {
    fn new(folder: &Path, gold: Gold) -> Self {
        let body = body(&folder.join(&gold.file));
        let explained = postmortem::explain(&body, &Context::new());
        let statements = explained
            .into_iter()
            .map(|statement| Statement {
                features: statement.features.iter().map(|feature| feature.name).collect(),
                cause: label(
                    &statement.sentence,
                    &gold.root_cause_sentences,
                    &gold.root_cause_also_acceptable,
                ),
                action: statement
                    .action
                    .map_or(Label::Either, |unit| label(&unit, &gold.actions, &gold.actions_also_acceptable)),
            })
            .collect();
        Self { file: gold.file.clone(), vendor: gold.vendor.clone(), statements, body, gold }
    }

    /// What a reading with these weights finds.
    pub(crate) fn outcome(&self, weights: &Weights) -> Outcome {
        let context = Context::new().with_weights(*weights);
        let found = postmortem::read(self.body.clone(), &context).postmortem;
        Outcome {
            causes: compare(
                &found.root_causes,
                &self.gold.root_cause_sentences,
                &self.gold.root_cause_also_acceptable,
                0.25,
            ),
            actions: compare(&found.actions, &self.gold.actions, &self.gold.actions_also_acceptable, 1.0),
        }
    }
}

fn label(text: &str, gold: &[String], also: &[String]) -> Label {
    if gold.iter().any(|gold| matches(text, gold)) {
        Label::Is
    } else if also.iter().any(|also| matches(text, also)) {
        Label::Either
    } else {
        Label::IsNot
    }
}

/// Whether a sentence of the text begins with the words of the gold, or they with a shorter text.
fn matches(text: &str, gold: &str) -> bool {
    let gold = words(gold);
    let starts: Vec<Vec<String>> = starts(text);
    let shorter =
        starts.first().is_some_and(|first| (3..gold.len()).contains(&first.len()) && gold.starts_with(first));
    !gold.is_empty() && (shorter || starts.iter().any(|words| words.starts_with(&gold)))
}

/// The words at the start of each sentence, and after each label.
fn starts(text: &str) -> Vec<Vec<String>> {
    let all: Vec<&str> = text.split_whitespace().collect();
    let begins = |at: usize| at == 0 || all[at - 1].ends_with(['.', '!', '?', ':']);
    (0..all.len()).filter(|&at| begins(at)).map(|at| words(&all[at..].join(" "))).collect()
}

/// Words that can be compared: without case, marks and quotes.
fn words(text: &str) -> Vec<String> {
    let plain = text.replace(['*', '`'], "").replace(['’', '‘'], "'").to_lowercase();
    let trim = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '%' | '$' | '@')).to_owned()
    };
    plain.split_whitespace().map(trim).filter(|word| !word.is_empty()).collect()
}

/// How many items of the gold were found, and how many were found besides.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Count {
    found: f64,
    missed: f64,
    extra: f64,
}

impl Count {
    fn f1(self) -> Option<f64> {
        let total = 2.0 * self.found + self.missed + self.extra;
        (total > 0.0).then(|| 2.0 * self.found / total)
    }
}

/// What a reading found of one text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome {
    pub(crate) causes: Count,
    pub(crate) actions: Count,
}

/// Gold sets of causes are not exhaustive, so that an item beside them weighs less.
fn compare(items: &[String], gold: &[String], also: &[String], extra: f64) -> Count {
    let mut hits = BTreeSet::new();
    let mut count = Count::default();
    for wanted in gold {
        let found: Vec<usize> = (0..items.len()).filter(|&at| matches(&items[at], wanted)).collect();
        if found.is_empty() {
            count.missed += 1.0;
        } else {
            count.found += 1.0;
        }
        hits.extend(found);
    }
    let neutral = |item: &String| also.iter().any(|also| matches(item, also));
    let extras = items.iter().enumerate().filter(|(at, item)| !hits.contains(at) && !neutral(item)).count();
    count.extra += extras as f64 * extra;
    count
}

/// The scores over texts: of all items together, and the mean of the texts'.
pub(crate) fn summary(outcomes: &[Outcome]) -> String {
    let side = |of: fn(&Outcome) -> Count| {
        let mut total = Count::default();
        let mut each = Vec::new();
        for count in outcomes.iter().map(of) {
            total.found += count.found;
            total.missed += count.missed;
            total.extra += count.extra;
            each.extend(count.f1());
        }
        let mean = if each.is_empty() { 0.0 } else { each.iter().sum::<f64>() / each.len() as f64 };
        format!("{:.3} (mean of texts {mean:.3})", total.f1().unwrap_or(0.0))
    };
    format!("{} texts, causes {}, actions {}", outcomes.len(), side(|o| o.causes), side(|o| o.actions))
}
