//! From the source's notation to lines of plain words: headings, items, rows of tables, paragraphs.
//!
//! Three notations come in: Markdown, HTML (first written as Markdown, so that there is one way on), and Markdown whose
//! line breaks an extractor removed. All words are kept in one buffer; lines, bold runs and times are ranges of it, so that a
//! text of very many short lines stays small in memory.

mod block;
mod front_matter;
mod marker;
mod markup;
mod reflow;

use super::sentence::beginning;
use super::times::{self, Time};
use crate::datetime::PartialDateTime;
use crate::model::{RichText, TextFormat};
use crate::text::Inline;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A heading of this level.
    Heading(u8),
    /// An item of a list, indented by this many columns.
    Item(u8),
    /// A row of a table; its cells are joined by ` | `.
    Row,
    /// A paragraph, or a line of one that ends with a line break.
    Text,
    /// The end of a paragraph, or of a list.
    Blank,
}

/// A line of the document: a range of [`Source`]'s words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// What it is.
    pub(crate) kind: Kind,
    from: u32,
    to: u32,
}

impl Line {
    /// The part of this line between two bytes of its text, without white space around it, as a line of another kind.
    pub(crate) fn part(self, source: &Source, kind: Kind, from: usize, to: usize) -> Self {
        let text = source.text(self);
        let words = text.get(from..to).unwrap_or_default();
        let trimmed = words.trim_start();
        let start = from.saturating_add(words.len().saturating_sub(trimmed.len()));
        let from = self.from.saturating_add(u32::try_from(start).unwrap_or(u32::MAX));
        let len = u32::try_from(trimmed.trim_end().len()).unwrap_or(0);
        Self { kind, from, to: from.saturating_add(len) }
    }
}

/// A document as lines.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// The front matter's keys and values, where there is one.
    pub(crate) front: Vec<(String, String)>,
    /// The lines.
    pub(crate) lines: Vec<Line>,
    /// The words of all lines, each ended by a line break.
    words: String,
    /// The same in lower case (ASCII), byte for byte.
    lower: String,
    /// The bold runs, as ranges of `words`, in order.
    bold: Vec<(u32, u32)>,
    /// Where times begin and end in `words`, in order.
    times: Vec<(u32, u32)>,
    /// What the first of them say, one for so many bytes of text as [`BYTES_PER_VALUE`]. A text has fewer times; the others of a
    /// hostile one are read again on demand, because what they say is ten times their size.
    values: Vec<PartialDateTime>,
    /// How many values are kept.
    most_values: usize,
}

const BYTES_PER_VALUE: usize = 32;

impl Source {
    /// Reads a body into lines.
    pub(crate) fn read(body: &RichText, most_bytes: usize) -> Self {
        let text = beginning(&body.raw, most_bytes.min(u32::MAX as usize / 4));
        let (front, text) = front_matter::split(text);
        let notation = match body.format {
            TextFormat::Html => markup::Notation::Html,
            _ if markup::begins_with_element(text) => markup::Notation::Html,
            _ => markup::Notation::Markdown,
        };
        let most_values = text.len().div_ceil(BYTES_PER_VALUE);
        let mut source = Self { front, most_values, ..Self::default() };
        block::read(&markup::as_markdown(text, notation), &mut source);
        if source.lines.is_empty() {
            // A page whose words are all in its front matter.
            let updates = front_matter::updates(&body.raw);
            block::read(&updates, &mut source);
        }
        source.lower = source.words.to_ascii_lowercase();
        source
    }

    /// The words of a line.
    pub(crate) fn text(&self, line: Line) -> &str {
        self.words.get(line.from as usize..line.to as usize).unwrap_or_default()
    }

    /// The words of a line in lower case (ASCII), byte for byte.
    pub(crate) fn lower(&self, line: Line) -> &str {
        self.lower.get(line.from as usize..line.to as usize).unwrap_or_default()
    }

    /// The times of a line, placed in its text.
    pub(crate) fn times(&self, line: Line) -> impl DoubleEndedIterator<Item = Time> {
        self.first_times(line, usize::MAX)
    }

    /// Whether a line has a time.
    pub(crate) fn has_times(&self, line: Line) -> bool {
        let start = self.times.partition_point(|&(from, _)| from < line.from);
        self.times.get(start).is_some_and(|&(_, to)| to <= line.to)
    }

    /// The first times of a line, at most so many.
    pub(crate) fn first_times(&self, line: Line, most: usize) -> impl DoubleEndedIterator<Item = Time> {
        let start = self.times.partition_point(|&(from, _)| from < line.from);
        let rest = self.times.get(start..).unwrap_or_default();
        let end = rest.partition_point(|&(_, to)| to <= line.to);
        let place = move |at: u32| at.saturating_sub(line.from) as usize;
        let found = rest.get(..end.min(most)).unwrap_or_default().iter().enumerate();
        found.filter_map(move |(at, &(from, to))| {
            let known = self.values.get(start.saturating_add(at)).copied();
            let value = known.or_else(|| Some(times::time_at(&self.words, from as usize)?.value))?;
            Some(Time { from: place(from), to: place(to), value })
        })
    }

    /// The length of the bold run at the very start of a line.
    pub(crate) fn bold_lead(&self, line: Line) -> usize {
        let at = self.bold.partition_point(|run| run.0 < line.from);
        let run = self.bold.get(at).filter(|run| run.0 == line.from);
        run.map_or(0, |run| run.1.min(line.to).saturating_sub(line.from) as usize)
    }

    /// Adds a line; one without words is left out.
    fn push(&mut self, kind: Kind, inline: &Inline<'_>) {
        let skipped = inline.text.len().saturating_sub(inline.text.trim_start().len());
        let words = inline.text.trim();
        let start = self.words.len();
        let place = |at: usize| u32::try_from(at.saturating_add(start)).unwrap_or(u32::MAX);
        if words.is_empty() && kind != Kind::Blank {
            return;
        }
        self.words.push_str(words);
        for run in &inline.bold {
            let (from, to) =
                (run.start.saturating_sub(skipped), run.end.saturating_sub(skipped).min(words.len()));
            let to = words.get(from..to).map_or(from, |bold| from.saturating_add(bold.trim_end().len()));
            if from < to {
                self.bold.push((place(from), place(to)));
            }
        }
        for time in times::times(words) {
            self.times.push((place(time.from), place(time.to)));
            if self.values.len() < self.most_values {
                self.values.push(time.value);
            }
        }
        self.lines.push(Line { kind, from: place(0), to: place(words.len()) });
        self.words.push('\n');
    }

    /// Ends a paragraph or list; several ends are one.
    fn push_blank(&mut self) {
        if self.lines.last().is_some_and(|line| line.kind != Kind::Blank) {
            let at = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            self.lines.push(Line { kind: Kind::Blank, from: at, to: at });
        }
    }
}
