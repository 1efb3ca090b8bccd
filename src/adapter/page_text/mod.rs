//! Pages as extracted text: one reader for what browsers, crawlers and language models make of a page.
//!
//! Extractors differ in their lines, not in their words. inscriptis indents, trafilatura pads, html2text and markdownify
//! write Markdown, `get_text` of Beautiful Soup breaks a line at each tag (`Mar`, `4`, `,`, `10:41`, `UTC`). So the text is
//! first brought into one form, [`line`]: marks and escapes of Markdown removed, links split into text and target, times
//! and labels put together again. What a line can be (a time, the heading of an update) is decided there, once, by
//! [`label`]. Sources then need a small grammar each, over whole lines: which labels, times, names and bodies follow each
//! other. They state what they found as [`entry`] types, whose bodies are slices of the text as the author wrote it.
//!
//! This module is a helper of the adapters that read text (`statuspage::text`, `outlogger`, `pingoru`), and is no adapter:
//! it knows no vendor's page.

pub(crate) mod entry;
pub(crate) mod label;
pub(crate) mod line;
mod markdown;

pub(crate) use entry::{body, update_entries};
pub(crate) use label::Time;
pub(crate) use line::{Line, Lines};

use crate::document::{Document, Syntax};

/// How much of a text is looked at to recognize it. A page's subscription form, with its list of countries, may come
/// before anything else and takes five kilobytes for each form.
const PROBE_BYTES: usize = 32_768;

/// The beginning of a document that is text, and whether that is all of it. Markdown may begin with a link, whose `[`
/// looks like JSON.
pub(crate) fn probe_window<'d>(document: &'d Document<'_>) -> Option<&'d str> {
    let text = document.text();
    let window = text.get(..text.floor_char_boundary(PROBE_BYTES)).unwrap_or(text);
    let is_text = match document.syntax() {
        Syntax::Text => true,
        Syntax::Json => markdown::begins_with_link(window.trim_start()),
        Syntax::Markup => false,
    };
    is_text.then_some(window)
}
