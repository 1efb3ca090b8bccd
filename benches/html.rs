//! How fast pages are read the whole way (detection, decoding, matching, dates), as a ratio to `scraper`, which builds a
//! tree and selects the same facts from it as texts; and how the time grows on hostile pages.
//!
//! Paired rounds in one process, each round in the other order than the one before; the ratio is the median of the
//! rounds' ratios. `cargo bench --bench html`; captured pages are taken in where `../shared` is there.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "a bench reads captured pages from disk")]
#![expect(clippy::expect_used, reason = "a bench stops at what is wrong")]
#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "counts of rounds and bytes of a bench"
)]
#![expect(clippy::cast_precision_loss, reason = "sizes far below 2^52")]

#[path = "html/generated.rs"]
mod generated;
mod paired;
#[path = "html/peer.rs"]
mod peer;

use std::hint::black_box;
use std::path::Path;

use self::paired::{paired, time};

/// Odd, so that there is a median.
const ROUNDS: usize = 21;

fn main() {
    let parser = statusfeed::Parser::new();
    let peer = peer::Peer::new();
    for Case { name, pages, has_data } in cases() {
        let bytes: usize = pages.iter().map(String::len).sum();
        let snapshots: Vec<_> = pages.iter().filter_map(|page| parser.parse(page).ok()).collect();
        let rows: usize = snapshots.iter().map(|snapshot| snapshot.components.len()).sum();
        let updates: usize =
            snapshots.iter().flat_map(|s| &s.incidents).map(|incident| incident.updates.len()).sum();
        let ours = || pages.iter().for_each(|page| _ = black_box(parser.parse(page).is_ok()));
        let theirs = || {
            for page in &pages {
                black_box(if has_data { peer.read_data(page) } else { peer.read(page) });
            }
        };
        let (ratio, nanoseconds) = paired(ROUNDS, bytes, &ours, &theirs);
        println!(
            "{name}: {} pages, {bytes} bytes, {rows} components, {updates} updates: ratio to scraper {ratio:.3} ({:.0} MB/s)",
            pages.len(),
            bytes as f64 * 1e3 / nanoseconds
        );
    }
    growth(&parser);
}

struct Case {
    name: &'static str,
    pages: Vec<String>,
    /// Whether the facts are data in scripts.
    has_data: bool,
}

fn cases() -> Vec<Case> {
    let mut cases =
        vec![Case { name: "generated index", pages: vec![generated::index(60, 60)], has_data: false }];
    for (name, folders, has_data) in [
        ("captured Statuspage pages", &["statuspage"][..], false),
        ("captured pages with data inside", &["incidentio", "instatus"], true),
    ] {
        let pages: Vec<String> = folders.iter().flat_map(|folder| captured(folder)).collect();
        if pages.is_empty() {
            println!("{name}: skipped, ../shared is not there");
        } else {
            cases.push(Case { name, pages, has_data });
        }
    }
    cases
}

fn captured(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(Path::new("../shared/corpus/html").join(folder)).into_iter().flatten();
    let paths = entries.flatten().map(|entry| entry.path());
    let pages = paths.filter(|path| path.extension().is_some_and(|end| end == "html"));
    pages.filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

/// The time for twice the bytes, as a ratio to that for once: 2 is linear.
fn growth(parser: &statusfeed::Parser) {
    let pages = |bytes: usize| {
        let mut pages = generated::hostile(bytes);
        pages.push(("an honest page", generated::index(bytes / 4_000, bytes / 4_000)));
        pages
    };
    for ((name, once), (_, twice)) in pages(512 << 10).into_iter().zip(pages(1 << 20)) {
        let shortest = |page: &str| {
            let job = || _ = black_box(parser.parse(page).is_ok());
            // The system tells processor time in steps of milliseconds.
            let passes =
                (0..16).map(|power| 1 << power).find(|passes| time(*passes, &job) * *passes as f64 > 1e8);
            let times = (0..5).map(|_| time(passes.unwrap_or(1), &job));
            times.min_by(f64::total_cmp).expect("some rounds")
        };
        println!("twice as much of {name}: {:.2} times the time", shortest(&twice) / shortest(&once));
    }
}
