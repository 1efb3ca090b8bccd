//! Start and end tags: their names and attributes, and the namespaces in scope.

use std::borrow::Cow;

use memchr::memchr;
use quick_xml::events::attributes::Attributes;

use super::unescape;

/// A start tag, borrowed from the document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag<'a> {
    /// The text between `<` and `>`, without the slash of an empty element.
    text: &'a str,
    most_attributes: usize,
    /// The offset of its `<`.
    pub(crate) start: usize,
    /// Whether it is an empty element: `<br/>`.
    pub(crate) empty: bool,
    /// The name as it is written, prefix included.
    pub(crate) name: &'a str,
    /// The name without its prefix.
    pub(crate) local: &'a str,
    /// The namespace by the number of the [`ElementNames`](super::ElementNames), where its prefix is declared.
    pub(crate) namespace: Option<u8>,
}

impl<'a> Tag<'a> {
    pub(super) fn new(text: &'a str, start: usize, empty: bool, most_attributes: usize) -> Self {
        let ends_name = |b: u8| b.is_ascii_whitespace() || b == b'/';
        let length = text.bytes().position(ends_name).unwrap_or(text.len());
        let name = text.get(..length).unwrap_or(text);
        let colon = name.bytes().position(|b| b == b':');
        let local = colon.and_then(|at| name.get(at.saturating_add(1)..)).unwrap_or(name);
        Self { text, most_attributes, start, empty, name, local, namespace: None }
    }

    /// The prefix of its name, or nothing.
    pub(crate) fn prefix(&self) -> &'a str {
        self.name
            .get(..self.name.len().saturating_sub(self.local.len().saturating_add(1)))
            .unwrap_or_default()
    }

    /// Whether it has any attributes.
    pub(crate) fn has_attributes(&self) -> bool {
        self.text.len() > self.name.len()
    }

    /// Name and undecoded value of its attributes, those past the limit and those that cannot be read left out.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        // Without checks: looking for duplicates would cost more than all the rest.
        let mut attributes = Attributes::html(self.text, self.name.len());
        attributes.with_checks(false);
        attributes.take(self.most_attributes).filter_map(Result::ok).map(|attribute| {
            let key = attribute.key.into_inner();
            let value = match attribute.value {
                Cow::Borrowed(value) => value,
                Cow::Owned(_) => "",
            };
            (key, value)
        })
    }

    /// Whether it has more attributes than are read.
    pub(super) fn has_more_attributes(&self) -> bool {
        // An attribute takes four bytes at least: ` a=b`.
        if self.text.len() / 4 < self.most_attributes {
            return false;
        }
        let mut attributes = Attributes::html(self.text, self.name.len());
        attributes.with_checks(false);
        attributes.nth(self.most_attributes).is_some()
    }

    /// The decoded value of this attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes().find(|&(key, _)| key == name).map(|(_, value)| unescape::unescape(value))
    }
}

/// The most namespaces in force at once; real feeds declare a dozen.
const MOST_NAMESPACES: usize = 128;

/// The namespaces in force, innermost last.
#[derive(Debug, Default)]
pub(super) struct Namespaces<'a> {
    declared: Vec<(usize, &'a str, u8)>,
}

impl<'a> Namespaces<'a> {
    /// Takes in what an element at this depth declares.
    pub(super) fn enter(&mut self, tag: &Tag<'a>, depth: usize, number: fn(&str) -> u8) {
        if !tag.has_attributes() || memchr::memmem::find(tag.text.as_bytes(), b"xmlns").is_none() {
            return;
        }
        for (key, value) in tag.attributes() {
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => match rest.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            if self.declared.len() < MOST_NAMESPACES {
                self.declared.push((depth, prefix, number(value)));
            }
        }
    }

    /// Forgets what elements deeper than this declared.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|&(declared, ..)| declared > depth) {
            self.declared.pop();
        }
    }

    /// The namespace of a prefix.
    pub(super) fn resolve(&self, prefix: &str) -> Option<u8> {
        // Most names have no prefix; comparing nothing with nothing by bytes took a tenth of the time of a feed.
        let is_same = |known: &str| known.is_empty() && prefix.is_empty() || known == prefix;
        self.declared.iter().rev().find(|&&(_, known, _)| is_same(known)).map(|&(.., number)| number)
    }
}

/// Whether there are control characters that no text has. Without a way out inside a stretch, the compiler takes many bytes
/// at a time.
pub(super) fn has_controls(bytes: &[u8]) -> bool {
    let control = |&b: &u8| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r');
    bytes.chunks(4096).any(|stretch| stretch.iter().fold(false, |found, b| found | control(b)))
}

/// Whether `<` at the start of these bytes opens an element.
pub(super) fn opens_markup(bytes: &[u8]) -> bool {
    let name = match bytes {
        [b'<', b'/', name, ..] | [b'<', name, ..] => *name,
        _ => return false,
    };
    name.is_ascii_alphabetic() || matches!(name, b'_' | b':') || name >= 0x80
}

/// Whether it is an HTML element without an end tag. They get into titles and summaries unescaped.
pub(super) fn is_void(name: &str) -> bool {
    ["br", "hr", "img", "wbr"].iter().any(|void| name.eq_ignore_ascii_case(void))
}

pub(super) fn start_name(inner: &str) -> &str {
    let end = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/');
    inner.split(end).next().unwrap_or(inner)
}

/// The name in an end tag whose text begins here; nothing after the `>` is looked at.
pub(super) fn end_name(inner: &str) -> &str {
    start_name(inner)
}

/// Whether the start tag that begins here is an empty element.
pub(super) fn is_empty(inner: &str) -> bool {
    memchr(b'>', inner.as_bytes()).and_then(|end| inner.get(..end)).is_some_and(|tag| tag.ends_with('/'))
}
