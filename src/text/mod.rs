//! Clean text from marked-up text: what a person would read, line by line, and nothing that plays tricks.

pub(crate) mod detect;
mod element;
mod html;
mod inline;
mod lines;
mod list;
mod markdown;
mod plain;

#[cfg(test)]
mod test;

pub(crate) use html::{html_line, html_to_text};
pub(crate) use inline::{Inline, Marks, parse_inline};
pub(crate) use lines::{Lines, one_line};
pub(crate) use markdown::markdown_to_text;

/// Plain text, cleaned: white space folded within lines, no empty lines, no hidden characters.
pub(crate) fn clean_text(text: &str) -> String {
    let mut lines = Lines::with_capacity(text.len());
    for line in text.lines() {
        lines.push(line);
        lines.end_line();
    }
    lines.finish()
}
