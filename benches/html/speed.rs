//! Time to parse pages (detection, decoding, matching, dates), as a ratio to `scraper`, which builds a tree and selects the
//! same facts as texts; and how the time grows on hostile pages. Captured pages are included if `../shared` exists.

mod generated;
mod peer;

use std::hint::black_box;

use statusfeed::recipe::{Incidents, Recipe, Value};
use statusfeed_benches::{compare, repository_path, time};

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
        let (ratio, nanoseconds) = compare(ROUNDS, bytes, &ours, &theirs);
        println!(
            "{name}: {} pages, {bytes} bytes, {rows} components, {updates} updates: ratio to scraper {ratio:.3} ({:.0} MB/s)",
            pages.len(),
            bytes as f64 * 1e3 / nanoseconds
        );
    }
    texts(&parser);
    growth(&parser);
}

/// Pages as extracted text, which no other library reads: bytes for each second.
fn texts(parser: &statusfeed::Parser) {
    for (name, is_broken) in [("text of an index", false), ("text of an index, times in pieces", true)] {
        let text = generated::text_index(60, 60, is_broken);
        let updates: usize = parser
            .parse(&text)
            .map(|s| s.incidents.iter().map(|i| i.updates.len()).sum())
            .unwrap_or_default();
        let job = || _ = black_box(parser.parse(&text).is_ok());
        let nanoseconds = (0..ROUNDS).map(|_| time(64, &job)).min_by(f64::total_cmp).expect("some rounds");
        println!(
            "{name}: {} bytes, {updates} updates ({:.0} MB/s)",
            text.len(),
            text.len() as f64 * 1e3 / nanoseconds
        );
    }
}

struct Case {
    name: &'static str,
    pages: Vec<String>,
    /// Whether the facts are JSON inside scripts.
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
            println!("{name}: skipped, ../shared does not exist");
        } else {
            cases.push(Case { name, pages, has_data });
        }
    }
    cases
}

fn captured(folder: &str) -> Vec<String> {
    let entries =
        std::fs::read_dir(repository_path("../shared/corpus/html").join(folder)).into_iter().flatten();
    let paths = entries.flatten().map(|entry| entry.path());
    let pages = paths.filter(|path| path.extension().is_some_and(|end| end == "html"));
    pages.filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

/// Time for twice the bytes, relative to the time for the bytes: 2 is linear.
fn growth(parser: &statusfeed::Parser) {
    let pages = |bytes: usize| {
        let mut pages = generated::hostile(bytes);
        pages.push(("a normal page", generated::index(bytes / 4_000, bytes / 4_000)));
        pages.push(("a normal text", generated::text_index(bytes / 500, bytes / 500, true)));
        pages.extend(generated::hostile_texts(bytes));
        pages.extend(generated::hostile_pages(bytes));
        pages
    };
    for ((name, once), (_, twice)) in pages(512 << 10).into_iter().zip(pages(1 << 20)) {
        let parse = |page: &str| _ = black_box(parser.parse(page).is_ok());
        println!("twice as much of {name}: {:.2} times the time", doubling(&once, &twice, &parse));
    }
    let adapter = dated_recipe().adapter().expect("selectors that compile");
    let (once, twice) = (generated::dated_page(512 << 10), generated::dated_page(1 << 20));
    let parse = |page: &str| _ = black_box(parser.parse_as(&adapter, page).is_ok());
    println!(
        "twice as much of headings of days (recipe): {:.2} times the time",
        doubling(&once, &twice, &parse)
    );
}

/// A recipe that reads days and values from anywhere in the page.
fn dated_recipe() -> Recipe {
    Recipe::new("dated").with_incidents(
        Incidents::new(".event")
            .with_title(Value::text("b"))
            .with_status(Value::text("i"))
            .with_started_at(Value::text("u"))
            .with_day(Value::text("h2")),
    )
}

/// The time for the second page relative to that for the first.
fn doubling(once: &str, twice: &str, parse: &dyn Fn(&str)) -> f64 {
    let shortest = |page: &str| {
        let job = || parse(page);
        // Linux updates CPU time in steps of milliseconds; repeat for at least 0.1 s.
        let passes =
            (0..16).map(|power| 1 << power).find(|passes| time(*passes, &job) * *passes as f64 > 1e8);
        let times = (0..5).map(|_| time(passes.unwrap_or(1), &job));
        times.min_by(f64::total_cmp).expect("some rounds")
    };
    shortest(twice) / shortest(once)
}
