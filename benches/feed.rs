//! How fast feeds are read the whole way (detection, decoding, dates, split into updates), as a ratio to `feed-rs`, which
//! does not split.
//!
//! Paired rounds in one process, each round in the other order than the one before; the ratio is the median of the
//! rounds' ratios. `cargo bench --bench feed`; the captured feeds are taken in where `../shared` is there.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the captured feeds from disk")]
#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "counts of rounds and bytes of a bench"
)]
#![expect(clippy::cast_precision_loss, reason = "sizes far below 2^52")]

#[path = "feed/generated.rs"]
mod generated;
mod paired;

use std::hint::black_box;
use std::path::Path;

use self::paired::{median, paired, passes, time};

/// Odd, so that there is a median.
const ROUNDS: usize = 11;

fn main() {
    let parser = statusfeed::Parser::new();
    for (name, documents) in cases() {
        let bytes: usize = documents.iter().map(Vec::len).sum();
        let updates: usize = documents
            .iter()
            .filter_map(|document| parser.parse(document).ok())
            .flat_map(|snapshot| snapshot.incidents)
            .map(|incident| incident.updates.len())
            .sum();
        let ours = || {
            for document in &documents {
                black_box(parser.parse(document).is_ok());
            }
        };
        let theirs = || {
            for document in &documents {
                black_box(feed_rs::parser::parse(&document[..]).is_ok());
            }
        };
        let (ratio, nanoseconds) = paired(ROUNDS, bytes, &ours, &theirs);
        println!(
            "{name}: {bytes} bytes, {updates} updates: ratio to feed-rs {ratio:.3} ({:.0} MB/s)",
            bytes as f64 * 1e3 / nanoseconds
        );
    }
    growth(&parser);
}

fn cases() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let mut cases = vec![
        ("statuspage atom", vec![generated::atom(50).into_bytes()]),
        ("statuspage rss", vec![generated::rss(50).into_bytes()]),
    ];
    let mut captured = Vec::new();
    collect(Path::new("../shared/corpus/feeds"), &mut captured);
    if captured.is_empty() {
        println!("captured feeds: skipped, ../shared is not there");
    } else {
        cases.push(("captured feeds", captured));
    }
    cases
}

fn collect(folder: &Path, found: &mut Vec<Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|end| end == "xml") {
            found.extend(std::fs::read(&path));
        }
    }
}

/// Time for each byte at 16 times the size, as a ratio to that at the size of a real feed.
fn growth(parser: &statusfeed::Parser) {
    let small = generated::atom(50).into_bytes();
    let large = generated::atom(800).into_bytes();
    let per_byte = |document: &[u8]| {
        let job = || _ = black_box(parser.parse(document).is_ok());
        let times = (0..ROUNDS).map(|_| time(passes(document.len()), &job) / document.len() as f64);
        median(times.collect())
    };
    let ratio = per_byte(&large) / per_byte(&small);
    println!(
        "growth: {:.1} times the bytes, {ratio:.2} times the time for each",
        large.len() as f64 / small.len() as f64
    );
}
