//! Line wrapping of bodies.

use console::Term;
use statusfeed::RichText;

use crate::escape::{escaped, width};

/// Columns of what is not a terminal.
const COLUMNS: usize = 100;
/// Columns of a text, however far it is indented.
const LEAST: usize = 30;

/// A body as plain text in lines that fit beside an indentation; longer words stay whole.
pub(super) fn lines(body: &RichText, indent: usize) -> Vec<String> {
    let screen = Term::stdout().size_checked().map_or(COLUMNS, |(_, columns)| usize::from(columns));
    let columns = screen.saturating_sub(indent).max(LEAST);
    let mut lines = Vec::new();
    for paragraph in body.plain().lines() {
        let mut line = String::new();
        for word in escaped(paragraph).split_whitespace() {
            if !line.is_empty() && width(&line).saturating_add(width(word)) >= columns {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}
