//! Time to parse Statuspage's JSON (detection, decoding, dates, translation), as a ratio to `serde_json` into hand-written
//! structs with every field.
//!
//! Prints medians and their ratio; with `-- --divan` it runs each side alone under `divan`.

mod generated;
mod peer;

use std::hint::black_box;
use std::time::Instant;

use generated::documents;
use statusfeed::{Document, Limits, Parser};
use statusfeed_benches::median;

fn main() {
    if std::env::args().any(|argument| argument == "--divan") {
        return divan::Divan::default().main();
    }
    for (name, text) in documents() {
        compare(name, text.as_bytes());
    }
    growth();
}

fn compare(name: &str, bytes: &[u8]) {
    let parser = Parser::new();
    let limits = Limits::default();
    let ours = || parser.parse(bytes).unwrap();
    let theirs = || serde_json::from_slice::<peer::Document>(bytes).unwrap();
    let snapshot = ours();
    assert!(snapshot.diagnostics.is_empty(), "{:?}", snapshot.diagnostics.first());
    assert_eq!(snapshot.incidents.len(), theirs().incidents.len() + theirs().scheduled_maintenances.len());

    // Odd, so that there is a median; about a second in total for the largest document.
    let rounds = (40_000_000 / bytes.len()).clamp(11, 401) | 1;
    let (mut parse, mut peer, mut detect, mut decode) = (vec![], vec![], vec![], vec![]);
    for round in 0..rounds {
        if round % 2 == 0 {
            parse.push(time(ours));
            peer.push(time(theirs));
        } else {
            peer.push(time(theirs));
            parse.push(time(ours));
        }
        detect.push(time(|| parser.detect(bytes).unwrap()));
        decode.push(time(|| Document::decode(bytes, &limits).unwrap()));
    }
    let ratio = median(parse.iter().zip(&peer).map(|(ours, theirs)| ours / theirs).collect());
    let (parse, peer) = (median(parse), median(peer));
    let (detect, decode) = (median(detect), median(decode));
    println!(
        "{name}: {} KB, ours {:.0} us ({:.0} MB/s), peer {:.0} us, ratio {ratio:.3}; of ours: decoding {:.2} %, detection with the reasons of all adapters {:.2} %",
        bytes.len() / 1000,
        parse * 1e6,
        bytes.len() as f64 / parse / 1e6,
        peer * 1e6,
        decode / parse * 100.0,
        (detect - decode) / parse * 100.0,
    );
}

/// Time for 16 times the input: about 16 times the time is linear. Compares the shortest times, because a long run is
/// interrupted more often than a short one.
fn growth() {
    let (small, large) = (generated::incidents(64), generated::incidents(1024));
    let parser = Parser::new();
    let (mut few, mut many) = (f64::MAX, f64::MAX);
    for _ in 0..101 {
        few = few.min(time(|| parser.parse(&small).unwrap()));
        many = many.min(time(|| parser.parse(&large).unwrap()));
    }
    println!(
        "growth: {:.1} times the bytes take {:.1} times the time",
        large.len() as f64 / small.len() as f64,
        many / few
    );
}

/// The seconds that `make` takes, without dropping its result.
fn time<T>(make: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    let value = black_box(make());
    let seconds = start.elapsed().as_secs_f64();
    drop(value);
    seconds
}

#[divan::bench(args = [0, 1, 2])]
fn statusfeed_parse(bencher: divan::Bencher<'_, '_>, document: usize) {
    let (_, text) = &documents()[document];
    let parser = Parser::new();
    bencher.counter(divan::counter::BytesCount::of_str(text)).bench_local(|| parser.parse(text).unwrap());
}

#[divan::bench(args = [0, 1, 2])]
fn serde_json_into_structs(bencher: divan::Bencher<'_, '_>, document: usize) {
    let (_, text) = &documents()[document];
    bencher
        .counter(divan::counter::BytesCount::of_str(text))
        .bench_local(|| serde_json::from_str::<peer::Document>(text).unwrap());
}
