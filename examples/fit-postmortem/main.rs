//! Fits the weights by which the postmortem reader recognises root causes and actions, and says how true they are.
//!
//! ```text
//! cargo run --release --example fit-postmortem -- ../shared/corpus/postmortems
//! ```
//!
//! The folder holds texts and, in `gold/`, what a person found in each. Every sentence of a text is a statement with features
//! (`statusfeed::postmortem::explain`); a logistic regression with a quadratic penalty is fitted for causes and for actions. The
//! program prints cross-validated scores and rewrites the table in `src/postmortem/statement/weights.rs`; the same texts always
//! give the same table. With `--check` it only prints.
//!
//! Cross-validation: vendors are dealt to five folds, and the texts of a fold are read with weights that were fitted on the other
//! four, so that no vendor's texts are on both sides. Features and thresholds are not fitted, but were chosen with all texts
//! at hand; that the figure for this deal is better than the mean over other deals, which is printed too, shows how much that
//! flatters it. For the score of the whole reader under cross-validation the program answers like
//! `inspect --postmortem --jsonl`, each text read with the weights of its fold:
//!
//! ```text
//! score_postmortem.py --dev --bin 'target/release/examples/fit-postmortem --corpus ../shared/corpus/postmortems' …
//! ```

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program reads files and prints")]
#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::unwrap_used,
    reason = "numbers and files of our own"
)]

mod gold;
mod regression;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use gold::{Outcome, Text};
use statusfeed::postmortem::{self, Context, Weights};

/// The number of folds.
const FOLDS: usize = 5;

/// Where the table of weights is.
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/postmortem/statement/weights.rs");

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--postmortem") {
        answer(&arguments);
        return;
    }
    let folder = arguments.iter().find(|argument| !argument.starts_with("--"));
    let folder = folder.map_or("../shared/corpus/postmortems", String::as_str);
    let texts = gold::read(Path::new(folder));
    report(&texts);
    let table = fit(&texts.iter().collect::<Vec<_>>());
    let weights: Weights = table.parse().unwrap();
    let all: Vec<Outcome> = texts.iter().map(|text| text.outcome(&weights)).collect();
    println!("fitted on all texts: {}", gold::summary(&all));
    if !arguments.iter().any(|argument| argument == "--check") {
        rewrite(&table);
    }
}

/// How many other deals are tried.
const DEALS: u64 = 10;

/// The fold of each text: vendors with many texts are dealt first, each to the fold that has the fewest. Those with equally
/// many are dealt in the order of their names in deal 0, and in another order in each further deal.
fn folds(texts: &[Text], deal: u64) -> Vec<usize> {
    let mut vendors: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        *vendors.entry(&text.vendor).or_default() += 1;
    }
    let mut by_count: Vec<(&str, usize)> = vendors.into_iter().collect();
    by_count.sort_by_key(|&(vendor, count)| (std::cmp::Reverse(count), shuffled(vendor, deal), vendor));
    let mut sizes = [0; FOLDS];
    let mut fold_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (vendor, count) in by_count {
        let fold = (0..FOLDS).min_by_key(|&fold| sizes[fold]).unwrap();
        sizes[fold] += count;
        fold_of.insert(vendor, fold);
    }
    texts.iter().map(|text| fold_of[text.vendor.as_str()]).collect()
}

/// A number that orders names differently in each deal but the first.
fn shuffled(name: &str, deal: u64) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let hash = name.bytes().fold(deal.wrapping_mul(0x9e37_79b9_7f4a_7c15), step);
    if deal == 0 { 0 } else { hash ^ (hash >> 29) }
}

/// The weights of a fold: fitted on the texts of all others.
fn weights_without(texts: &[Text], folds: &[usize], fold: usize) -> Weights {
    let others: Vec<&Text> =
        texts.iter().zip(folds).filter(|(_, of)| **of != fold).map(|(text, _)| text).collect();
    fit(&others).parse().unwrap()
}

/// Prints the cross-validated scores: by fold, by vendor and in all for the first deal, in all for the others.
fn report(texts: &[Text]) {
    let outcomes = cross_validate(texts, 0);
    let mut by_vendor: BTreeMap<&str, Vec<Outcome>> = BTreeMap::new();
    let mut by_fold: BTreeMap<usize, Vec<Outcome>> = BTreeMap::new();
    for ((text, fold), outcome) in texts.iter().zip(folds(texts, 0)).zip(&outcomes) {
        by_vendor.entry(&text.vendor).or_default().push(*outcome);
        by_fold.entry(fold + 1).or_default().push(*outcome);
    }
    for (fold, outcomes) in by_fold {
        println!("fold {fold}: {}", gold::summary(&outcomes));
    }
    for (vendor, outcomes) in by_vendor {
        println!("{vendor}: {}", gold::summary(&outcomes));
    }
    println!("cross-validated over {FOLDS} folds: {}", gold::summary(&outcomes));
    let others: Vec<Outcome> = (1..=DEALS).flat_map(|deal| cross_validate(texts, deal)).collect();
    println!("the same over {DEALS} other deals: {}", gold::summary(&others));
}

/// What is found in each text with the weights of its fold.
fn cross_validate(texts: &[Text], deal: u64) -> Vec<Outcome> {
    let folds = folds(texts, deal);
    let weights: Vec<Weights> = (0..FOLDS).map(|fold| weights_without(texts, &folds, fold)).collect();
    texts.iter().zip(&folds).map(|(text, &fold)| text.outcome(&weights[fold])).collect()
}

/// Fits both sides, and prints the table as `str::parse` reads it.
fn fit(texts: &[&Text]) -> String {
    let names: Vec<&str> = {
        let mut names: Vec<&str> = texts
            .iter()
            .flat_map(|text| &text.statements)
            .flat_map(|statement| statement.features.iter().copied())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let cause = regression::fit(texts, &names, gold::Side::Cause);
    let action = regression::fit(texts, &names, gold::Side::Action);
    let mut table = String::new();
    for (name, cause, action) in [
        ("(bias)", cause.bias, action.bias),
        ("(least confidence)", cause.least, action.least),
        ("(least of the best)", cause.least_of_best, action.least_of_best),
    ] {
        writeln!(table, "{name} | {cause} | {action}").unwrap();
    }
    for (at, name) in names.iter().enumerate() {
        writeln!(table, "{name} | {} | {}", cause.weights[at], action.weights[at]).unwrap();
    }
    table
}

/// Writes the table into the source.
fn rewrite(table: &str) {
    let source = std::fs::read_to_string(TABLE).unwrap();
    let (begin, end) = ("#[rustfmt::skip]\nconst TABLE", "// end of the table");
    let from = source.find(begin).unwrap();
    let to = source.find(end).unwrap();
    let mut rows = String::from("#[rustfmt::skip]\nconst TABLE: &[(&str, i16, i16)] = &[\n");
    for row in table.lines() {
        let cells: Vec<&str> = row.split(" | ").collect();
        writeln!(rows, "    ({:?}, {}, {}),", cells[0], cells[1], cells[2]).unwrap();
    }
    rows.push_str("];\n");
    std::fs::write(TABLE, format!("{}{rows}{}", &source[..from], &source[to..])).unwrap();
    println!("wrote {TABLE}");
}

/// Answers as `inspect --postmortem --jsonl` does, each text of the corpus read with the weights of its fold.
fn answer(arguments: &[String]) {
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)
    };
    let corpus = value("--corpus").map_or("../shared/corpus/postmortems", String::as_str);
    let published = value("--published-at").map(|time| time.parse::<DateTime<Utc>>().unwrap());
    let texts = gold::read(Path::new(corpus));
    let folds = folds(&texts, 0);
    let weights: Vec<Weights> = (0..FOLDS).map(|fold| weights_without(&texts, &folds, fold)).collect();
    let is_option = |at: usize| at > 0 && matches!(arguments[at - 1].as_str(), "--corpus" | "--published-at");
    for (_, file) in
        arguments.iter().enumerate().filter(|(at, file)| !file.starts_with("--") && !is_option(*at))
    {
        let path = PathBuf::from(file);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let fold = texts.iter().position(|text| text.file == name).map(|at| folds[at]);
        let context = Context::new().with_published_at(published);
        let context = fold.map_or(context, |fold| context.with_weights(weights[fold]));
        let reading = postmortem::read(gold::body(&path), &context);
        println!("{}", serde_json::json!({"file": file, "ok": reading.postmortem}));
    }
}
