//! Peak memory while parsing a feed, as a ratio to the size of the feed. Separate from the time benchmark because counting
//! slows every allocation down.

#[allow(dead_code, reason = "documents whose speed alone is measured")]
mod generated;

use std::hint::black_box;

fn main() {
    let parser = statusfeed::Parser::new();
    let mut documents = vec![
        ("statuspage atom", generated::atom(50)),
        ("statuspage rss", generated::rss(50)),
        ("statuspage atom, 16 times", generated::atom(800)),
    ];
    documents.extend(generated::HOSTILE.map(|(name, document)| (name, document(4_000))));
    for (name, document) in documents {
        black_box(parser.parse(&document).is_ok());
        let counted = allocation_counter::measure(|| {
            black_box(parser.parse(&document).is_ok());
        });
        println!(
            "{name}: {} bytes, peak {:.2} times that, {} allocations",
            document.len(),
            counted.bytes_max as f64 / document.len() as f64,
            counted.count_total
        );
    }
}
