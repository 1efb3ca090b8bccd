//! How much memory reading a feed takes at its peak, as a ratio to the size of the feed. A bench of its own, because
//! counting slows every allocation down.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::cast_precision_loss, reason = "sizes far below 2^52")]

#[path = "feed/generated.rs"]
mod generated;

use std::hint::black_box;

fn main() {
    let parser = statusfeed::Parser::new();
    for (name, document) in [
        ("statuspage atom", generated::atom(50)),
        ("statuspage rss", generated::rss(50)),
        ("statuspage atom, 16 times", generated::atom(800)),
    ] {
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
