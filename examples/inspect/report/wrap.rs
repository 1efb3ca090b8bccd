//! Line wrapping of bodies.

use statusfeed::RichText;

use crate::escape::{escaped, width};

/// Columns of a line.
const COLUMNS: usize = 80;

/// A body as plain text in lines that fit; longer words stay whole.
pub(super) fn lines(body: &RichText) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in body.plain().lines() {
        let mut line = String::new();
        for word in escaped(paragraph).split_whitespace() {
            if !line.is_empty() && width(&line).saturating_add(width(word)) >= COLUMNS {
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
