//! Time to parse postmortems, and how it grows with the text. There is no other library to compare with. Reads the captured
//! texts if `../shared` exists, otherwise the fixtures.

mod hostile;

use std::hint::black_box;
use std::path::Path;

use statusfeed::RichText;
use statusfeed::postmortem::{self, Context};
use statusfeed_benches::{repository_path, time};

const ROUNDS: usize = 3;

/// A text is read again and again until so many bytes are read: about a tenth of a second.
const BYTES_PER_ROUND: usize = 2_000_000;

fn main() {
    let folders = ["../shared/corpus/postmortems", "fixtures/postmortem"];
    let texts =
        folders.into_iter().map(|folder| texts(&repository_path(folder))).find(|texts| !texts.is_empty());
    let texts = texts.unwrap_or_default();
    let mut speeds: Vec<f64> =
        texts.iter().map(|body| body.raw.len() as f64 / shortest(body) / 1e6).collect();
    speeds.sort_by(f64::total_cmp);
    if let (Some(slowest), Some(fastest)) = (speeds.first(), speeds.last()) {
        println!(
            "{} texts: median {:.1} MB/s, slowest {slowest:.1}, fastest {fastest:.1}",
            speeds.len(),
            speeds[speeds.len() / 2]
        );
    }
    for shape in &hostile::SHAPES {
        let (few, many) = (shape.text(32 << 10), shape.text(512 << 10));
        let time = shortest(&many);
        let growth = time / shortest(&few) / (many.raw.len() as f64 / few.raw.len() as f64);
        let speed = many.raw.len() as f64 / time / 1e6;
        println!(
            "{}: {speed:.1} MB/s; 16 times the text takes {growth:.2} times the time per byte",
            shape.name
        );
    }
}

/// The shortest CPU time of several rounds for reading a text, in seconds.
fn shortest(body: &RichText) -> f64 {
    let context = Context::new();
    let passes = (BYTES_PER_ROUND / body.raw.len().max(1)).max(1);
    let job = || {
        black_box(postmortem::read(body.clone(), &context));
    };
    (0..ROUNDS).map(|_| time(passes, &job) / 1e9).fold(f64::MAX, f64::min)
}

fn texts(folder: &Path) -> Vec<RichText> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let is = |end: &str| path.extension().is_some_and(|found| found == end);
        if let Some(text) =
            std::fs::read_to_string(&path).ok().filter(|_| is("md") || is("txt") || is("html"))
        {
            texts.push(if text.trim_start().starts_with('<') {
                RichText::html(text)
            } else {
                RichText::markdown(text)
            });
        }
    }
    texts
}
