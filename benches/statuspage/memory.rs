//! Peak memory while parsing Statuspage's JSON, as a ratio to the size of the input, and the number of allocations, compared
//! with `serde_json` into hand-written structs. Separate from the time benchmark because counting slows every allocation
//! down.

mod generated;
mod peer;

use std::hint::black_box;

use allocation_counter::{AllocationInfo, measure};
use statusfeed::Parser;

fn main() {
    let parser = Parser::new();
    for (name, text) in generated::documents() {
        let ours = measure(|| {
            black_box(parser.parse(&text).unwrap());
        });
        let theirs = measure(|| {
            black_box(serde_json::from_str::<peer::Document>(&text).unwrap());
        });
        let of_input = |info: &AllocationInfo| info.bytes_max as f64 / text.len() as f64;
        println!(
            "{name}: {} KB, peak {:.3} x input (peer {:.3}), {} allocations (peer {}, ratio {:.3})",
            text.len() / 1000,
            of_input(&ours),
            of_input(&theirs),
            ours.count_total,
            theirs.count_total,
            ours.count_total as f64 / theirs.count_total as f64,
        );
    }
}
