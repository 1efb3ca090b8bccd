//! From the source's notation to lines: headings, items, rows of tables and text, as plain words.
//!
//! Three notations come in: Markdown, HTML (which is first written as Markdown, so that there is one way on), and text
//! into whose one line an extractor folded a Markdown document.

mod fold;
mod html;
mod inline;
mod line;
mod marker;

pub(super) use inline::Plain;
pub(super) use line::{Kind, Line, Source};

use crate::model::{RichText, TextFormat};

/// Reads a body into lines.
pub(super) fn read(body: &RichText) -> Source {
    match body.format {
        TextFormat::Html => line::read(&html::as_markdown(&body.raw, html::Text::Html)),
        _ => line::read(&html::as_markdown(&body.raw, html::Text::Markdown)),
    }
}
