//! Character references, decoded in one pass.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use super::issues::{IssueKind, Issues};
use crate::syntax::html::{TextContext, decode_references};

/// The longest name of a reference that is looked at: HTML's longest is 31 bytes.
const LONGEST: usize = 40;

/// What follows an `&`.
enum Reference {
    /// A character, and the bytes it took with `&` and `;`.
    Char(char, usize),
    /// One of HTML's names.
    Html(String, usize),
    /// A name or number without a meaning.
    Unknown(usize),
    /// No reference at all.
    Bare,
}

/// Appends `raw` with its references decoded. `at` is its offset in the document.
pub(super) fn unescape_into(out: &mut String, raw: &str, at: usize, issues: &mut Issues) {
    let mut copied = 0_usize;
    for found in memchr_iter(b'&', raw.as_bytes()) {
        out.push_str(raw.get(copied..found).unwrap_or_default());
        let behind = raw.get(found..).unwrap_or_default();
        // The three that make up nearly all of a feed, before the general case.
        let taken = if behind.starts_with("&lt;") {
            out.push('<');
            4
        } else if behind.starts_with("&gt;") {
            out.push('>');
            4
        } else if behind.starts_with("&amp;") {
            out.push('&');
            5
        } else {
            other(out, behind, at.saturating_add(found), issues)
        };
        copied = found.saturating_add(taken);
    }
    out.push_str(raw.get(copied..).unwrap_or_default());
}

/// Decodes any other reference at the start of `text`, and gives how many bytes it took.
fn other(out: &mut String, text: &str, at: usize, issues: &mut Issues) -> usize {
    match reference(text) {
        Reference::Char(c, taken) => {
            out.push(c);
            taken
        }
        Reference::Html(meant, taken) => {
            issues.note(IssueKind::UndeclaredEntity, at, text.get(..taken).unwrap_or_default());
            out.push_str(&meant);
            taken
        }
        Reference::Unknown(taken) => {
            let text = text.get(..taken).unwrap_or(text);
            issues.note(IssueKind::UnknownEntity, at, text);
            out.push_str(text);
            taken
        }
        Reference::Bare => {
            issues.note(IssueKind::BareAmpersand, at, text);
            out.push('&');
            1
        }
    }
}

/// A text outside the document's own structure: an attribute's value, markup escaped once more. Issues in it is got
/// around without a report.
pub(crate) fn unescape(raw: &str) -> Cow<'_, str> {
    if memchr(b'&', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    unescape_into(&mut out, raw, 0, &mut Issues::default());
    Cow::Owned(out)
}

/// Reads the reference at the start of `text`, which begins with `&`.
fn reference(text: &str) -> Reference {
    let window = text.as_bytes().get(1..text.len().min(LONGEST)).unwrap_or_default();
    let Some(length) = memchr(b';', window) else { return Reference::Bare };
    let Some(name) = text.get(1..length.saturating_add(1)) else { return Reference::Bare };
    let taken = length.saturating_add(2);
    if let Some(number) = name.strip_prefix('#') {
        return match numeric(number) {
            Some(c) => Reference::Char(c, taken),
            None => Reference::Unknown(taken),
        };
    }
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Reference::Bare;
    }
    match name {
        "apos" => Reference::Char('\'', taken),
        "quot" => Reference::Char('"', taken),
        "lt" => Reference::Char('<', taken),
        "gt" => Reference::Char('>', taken),
        "amp" => Reference::Char('&', taken),
        _ => match html(text.get(..taken).unwrap_or_default()) {
            Some(text) => Reference::Html(text, taken),
            None => Reference::Unknown(taken),
        },
    }
}

/// The characters of one of HTML's names; `reference` has its `&` and `;`.
fn html(reference: &str) -> Option<String> {
    let decoded = decode_references(reference, TextContext::Data);
    (decoded != reference && !decoded.ends_with(';')).then(|| decoded.into_owned())
}

/// A numeric reference without `&#` and `;`; `None` for what is no character.
fn numeric(number: &str) -> Option<char> {
    let value = match number.strip_prefix(['x', 'X']) {
        Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok()?,
        None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse().ok()?,
        _ => return None,
    };
    let c = char::from_u32(value)?;
    // What XML forbids is not let in by the back door.
    let forbidden = (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    (!forbidden).then_some(c)
}
