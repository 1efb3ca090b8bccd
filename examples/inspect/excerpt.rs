//! The place of a span in the document, as a line with carets under it.

use std::fmt;

use statusfeed::Span;

use crate::escape::{columns, escaped, is_hidden, width};
use crate::{style, wrap};

/// Columns for the number of the line, the bar and the signs of what is left out.
const MARGIN: usize = 16;

/// A text whose lines can be found by byte.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// Columns shown of a span, and on each side of it: minified JSON is one long line.
    marked: usize,
    around: usize,
}

impl<'t> Lines<'t> {
    /// The lines of this text.
    pub(crate) fn new(text: &'t str) -> Self {
        let line_starts = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        let columns = wrap::columns();
        let marked = columns.div_euclid(3);
        let around = columns.saturating_sub(MARGIN).saturating_sub(marked).div_euclid(2);
        Self { text, starts: std::iter::once(0).chain(line_starts).collect(), marked, around }
    }

    /// The place of this span; `None` where the text has no such bytes.
    pub(crate) fn excerpt(&self, span: Span) -> Option<Excerpt> {
        let at = self.text.floor_char_boundary(span.start);
        let end = self.text.floor_char_boundary(span.end.max(at));
        let number = self.starts.partition_point(|start| *start <= at);
        let start = *self.starts.get(number.checked_sub(1)?)?;
        let line_end = self.text.get(at..)?.find('\n').map_or(self.text.len(), |n| at.saturating_add(n));
        let before = self.text.get(start..at)?;
        let inside = self.text.get(at..end.min(line_end))?;
        let after = self.text.get(end.min(line_end)..line_end)?;

        let shown_before = tail(before, self.around);
        let shown_inside = head(inside, self.marked);
        let whole = shown_inside.len() == inside.len();
        let shown_after = if whole { head(after, self.around) } else { "" };
        let lead = if shown_before.len() < before.len() { "…" } else { "" };
        let rest = if whole && shown_after.len() == after.trim_end().len() { "" } else { "…" };
        let [before_text, inside_text, after_text] =
            [shown_before, shown_inside, shown_after.trim_end()].map(printed);
        Some(Excerpt {
            line: number,
            column: before.chars().count().saturating_add(1),
            indent: width(lead).saturating_add(width(&before_text)),
            // An empty span, or one after the end of the text, has one caret.
            carets: width(&inside_text).max(1),
            text: format!("{lead}{before_text}{inside_text}{after_text}{rest}"),
        })
    }
}

/// A line of the document with carets under a span.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// Counted from 1.
    pub(crate) line: usize,
    /// Counted from 1, in characters.
    pub(crate) column: usize,
    text: String,
    indent: usize,
    carets: usize,
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let bar = style::DIM.paint("│");
        let carets = "^".repeat(self.carets);
        writeln!(f, "  {} {bar} {}", style::DIM.paint(&number), self.text)?;
        let margin = number.len();
        writeln!(
            f,
            "  {:margin$} {bar} {:indent$}{}",
            "",
            "",
            style::ERROR.paint(carets),
            indent = self.indent
        )
    }
}

/// The line and column, the path, and the line itself.
pub(crate) fn place(path: &str, excerpt: Option<&Excerpt>) -> String {
    let at = excerpt.map(|excerpt| format!("line {}:{}", excerpt.line, excerpt.column));
    let words: Vec<_> = at.into_iter().chain((!path.is_empty()).then(|| escaped(path))).collect();
    match (words.is_empty(), excerpt) {
        (true, _) => String::new(),
        (false, None) => format!("  {}\n", style::DIM.paint(words.join("  "))),
        (false, Some(excerpt)) => format!("  {}\n{excerpt}", style::DIM.paint(words.join("  "))),
    }
}

/// The text as it is printed; a tab becomes a space.
fn printed(text: &str) -> String {
    escaped(&text.replace('\t', " "))
}

/// The first columns of a text.
fn head(text: &str, most: usize) -> &str {
    let mut left = most;
    let cut = text.char_indices().find(|(_, c)| {
        let fits = left.checked_sub(cost(*c));
        left = fits.unwrap_or(0);
        fits.is_none()
    });
    cut.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// The last columns of a text.
fn tail(text: &str, most: usize) -> &str {
    let mut left = most;
    let cut = text.char_indices().rev().find(|(_, c)| {
        let fits = left.checked_sub(cost(*c));
        left = fits.unwrap_or(0);
        fits.is_none()
    });
    cut.and_then(|(at, c)| text.get(at.saturating_add(c.len_utf8())..)).unwrap_or(text)
}

fn cost(c: char) -> usize {
    if is_hidden(c) && c != '\t' { c.escape_default().len() } else { columns(c) }
}
