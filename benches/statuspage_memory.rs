//! How much memory reading Statuspage's JSON takes: its peak as a ratio to the input, and the number of allocations
//! beside that of `serde_json` into hand-written structs. A bench of its own, because counting slows each allocation.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "the bench makes its own input"
)]
#![expect(clippy::cast_precision_loss, reason = "figures to three places")]
#![expect(clippy::unwrap_used, reason = "a bench stops at what cannot be read")]
#![expect(dead_code, reason = "the peer keeps every field, and nobody reads them")]

#[path = "statuspage/generated.rs"]
mod generated;
#[path = "statuspage/peer.rs"]
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
