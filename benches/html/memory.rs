//! Peak memory while parsing a page, in total and beyond the snapshot, as a ratio to the size of the page. Separate from the
//! time benchmark because counting slows every allocation down.

#[allow(dead_code, reason = "documents whose speed alone is measured")]
mod generated;

use std::hint::black_box;

fn main() {
    let parser = statusfeed::Parser::new();
    let mut pages = vec![("index", generated::index(60, 60)), ("index, 8 times", generated::index(480, 480))];
    pages.extend(generated::hostile(256 << 10));
    pages.extend(generated::hostile_pages(256 << 10));
    pages.push(("text of an index, times in pieces", generated::text_index(500, 500, true)));
    pages.extend(generated::hostile_texts(256 << 10));
    for (name, page) in pages {
        // Selectors that an adapter compiles once are not counted.
        black_box(parser.parse(&page).is_ok());
        let mut kept = None;
        let counted = allocation_counter::measure(|| kept = parser.parse(&page).ok());
        drop(black_box(kept));
        let size = page.len() as f64;
        let beyond =
            counted.bytes_max.saturating_sub(u64::try_from(counted.bytes_current).unwrap_or_default());
        println!(
            "{name}: {} bytes, peak {:.2} times that, {:.2} beyond the snapshot, {} allocations",
            page.len(),
            counted.bytes_max as f64 / size,
            beyond as f64 / size,
            counted.count_total
        );
    }
}
