//! Time to parse feeds (detection, decoding, dates, splitting texts into updates), as a ratio to `feed-rs`, which does not
//! split. The captured feeds are included if `../shared` exists.

mod generated;

use std::hint::black_box;
use std::path::Path;

use statusfeed_benches::{compare, median, passes, repository_path, time};

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
        let (ratio, nanoseconds) = compare(ROUNDS, bytes, &ours, &theirs);
        println!(
            "{name}: {bytes} bytes, {updates} updates: ratio to feed-rs {ratio:.3} ({:.0} MB/s)",
            bytes as f64 * 1e3 / nanoseconds
        );
    }
    growth(&parser);
    for (name, document) in generated::HOSTILE {
        println!("growth of {name}: {:.2} times the time for twice the input", doubling(&parser, document));
    }
}

fn cases() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let mut cases = vec![
        ("statuspage atom", vec![generated::atom(50).into_bytes()]),
        ("statuspage rss", vec![generated::rss(50).into_bytes()]),
    ];
    let mut captured = Vec::new();
    collect(&repository_path("../shared/corpus/feeds"), &mut captured);
    if captured.is_empty() {
        println!("captured feeds: skipped, ../shared does not exist");
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

/// Time per byte at 16 times the size of a real feed, relative to the size of a real feed: 1 is linear.
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
        "growth: {:.1} times the bytes, {ratio:.2} times the time per byte",
        large.len() as f64 / small.len() as f64
    );
}

/// How much more time a document takes that is twice as long: about 2 is linear.
fn doubling(parser: &statusfeed::Parser, document: fn(usize) -> String) -> f64 {
    let total = |count: usize| {
        let document = document(count).into_bytes();
        let job = || _ = black_box(parser.parse(&document).is_ok());
        median((0..5).map(|_| time(passes(document.len()), &job)).collect())
    };
    total(8_000) / total(4_000)
}
