//! Peak memory while reading a postmortem, as a ratio to its size. Separate from the time benchmark because counting slows
//! every allocation down. The text itself, which the postmortem keeps, is not counted.

mod hostile;

use std::hint::black_box;

use statusfeed::postmortem::{self, Context};

fn main() {
    let context = Context::new();
    let mut worst = (0.0, "");
    for shape in &hostile::SHAPES {
        let body = shape.text(512 << 10);
        let size = body.raw.len() as f64;
        let mut kept = None;
        let counted = allocation_counter::measure(|| kept = Some(postmortem::read(body, &context)));
        drop(black_box(kept));
        let ratio = counted.bytes_max as f64 / size;
        println!("{}: peak {ratio:.2} times the text, {} allocations", shape.name, counted.count_total);
        if ratio > worst.0 {
            worst = (ratio, shape.name);
        }
    }
    println!("worst: {} with {:.2} times the text", worst.1, worst.0);
}
