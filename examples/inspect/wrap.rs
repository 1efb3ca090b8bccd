//! Lines that fit the terminal.

use std::io::{self, Write};

use console::Term;
use statusfeed::RichText;

use crate::escape::{escaped, width};

/// Columns of what is not a terminal, where `COLUMNS` does not say.
const COLUMNS: usize = 100;
/// Columns of a text, however narrow the terminal and however far it is indented.
const LEAST: usize = 20;
/// Columns by which the further lines of a long one are indented below its first.
const HANGING: usize = 2;

/// The columns of the terminal.
#[expect(clippy::disallowed_methods, reason = "a program reads its environment")]
pub(crate) fn columns() -> usize {
    let stated = || std::env::var("COLUMNS").ok()?.parse().ok();
    let terminal = Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
    terminal.or_else(stated).unwrap_or(COLUMNS).max(LEAST)
}

/// A body as plain text in lines that fit beside an indentation; longer words stay whole.
pub(crate) fn lines(body: &RichText, indent: usize) -> Vec<String> {
    let columns = columns().saturating_sub(indent).max(LEAST);
    let mut lines = Vec::new();
    for paragraph in body.plain().lines() {
        let words = escaped(paragraph).split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            lines.extend(fit(&words, 0, columns).lines().map(str::to_owned));
        }
    }
    lines
}

/// Each line of a text, in several where it is longer than the terminal is wide.
fn wrapped(text: &str) -> String {
    let columns = columns();
    text.split_inclusive('\n')
        .map(|line| {
            let indentation = line.chars().take_while(|c| *c == ' ').count();
            let fitting = fit(line.trim_end_matches('\n'), indentation.saturating_add(HANGING), columns);
            if line.ends_with('\n') { fitting + "\n" } else { fitting }
        })
        .collect()
}

/// A line, broken at spaces; `margin` is the indentation of the second and further ones.
fn fit(line: &str, margin: usize, columns: usize) -> String {
    let mut fitting = String::with_capacity(line.len());
    let (mut used, mut gap, mut has_word) = (0_usize, 0_usize, false);
    for (number, word) in line.split(' ').enumerate() {
        gap = gap.saturating_add(usize::from(number > 0));
        if word.is_empty() {
            continue;
        }
        let needed = visible_width(word);
        if has_word && used.saturating_add(gap).saturating_add(needed) > columns {
            fitting.push('\n');
            (used, gap) = (0, margin);
        }
        fitting.extend(std::iter::repeat_n(' ', gap));
        fitting.push_str(word);
        used = used.saturating_add(gap).saturating_add(needed);
        (gap, has_word) = (0, true);
    }
    fitting
}

/// The columns of a text with colours: `ESC [ … m` takes none.
fn visible_width(text: &str) -> usize {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().map_or(0, width);
    parts.fold(first, |sum, part| {
        sum.saturating_add(width(part.split_once('m').map_or("", |(_, shown)| shown)))
    })
}

/// Standard error, with lines that fit the terminal.
pub(crate) fn stderr() -> impl Write {
    Wrapped::new(anstream::stderr())
}

/// Fits each line to the terminal on its way to a writer.
#[derive(Debug)]
pub(crate) struct Wrapped<W: Write> {
    out: W,
    /// The line that has not ended yet.
    line: Vec<u8>,
}

impl<W: Write> Wrapped<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { out, line: Vec::new() }
    }
}

impl<W: Write> Write for Wrapped<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                self.out.write_all(wrapped(&String::from_utf8_lossy(&self.line)).as_bytes())?;
                self.line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&std::mem::take(&mut self.line))?;
        self.out.flush()
    }
}
