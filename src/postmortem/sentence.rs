//! Sentences: where a line of prose can be cut.

/// Abbreviations whose full stop ends no sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "e.g.", "i.e.", "eg.", "ie.", "a.m.", "p.m.", "approx.", "ca.", "vs.", "etc.", "mr.", "mrs.", "ms.",
    "dr.", "no.", "inc.", "ltd.", "co.", "u.s.", "u.k.", "jan.", "feb.", "mar.", "apr.", "aug.", "sep.",
    "sept.", "oct.", "nov.", "dec.", "st.",
];

/// The sentences of a text, trimmed, in order. Line breaks end a sentence too.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    spans(text).map(|(_, sentence)| sentence)
}

/// The sentences of a text, each with its first byte.
pub(crate) fn spans(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0_usize;
    text.split_inclusive('\n').flat_map(move |row| {
        let from = at;
        at = at.saturating_add(row.len());
        Cut { rest: row, at: from }
    })
}

struct Cut<'t> {
    rest: &'t str,
    at: usize,
}

impl<'t> Iterator for Cut<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<(usize, &'t str)> {
        let text = self.rest.trim_start();
        if text.is_empty() {
            return None;
        }
        let from = self.at.saturating_add(self.rest.len().saturating_sub(text.len()));
        let end = memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes())
            .map(|at| at.saturating_add(1))
            .find(|&end| ends(text, end));
        let (sentence, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
        self.rest = rest;
        self.at = from.saturating_add(sentence.len());
        Some((from, sentence.trim_end()))
    }
}

/// Whether a sentence ends after the mark before this byte.
fn ends(text: &str, end: usize) -> bool {
    let (Some(head), Some(tail)) = (text.get(..end), text.get(end..)) else { return false };
    let next = tail.trim_start_matches(['"', '”', '\'', ')', '*']);
    let Some(following) = next.strip_prefix(|c: char| c.is_whitespace()) else { return next.is_empty() };
    let begins = following.trim_start().starts_with(|c: char| !c.is_lowercase());
    let last = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    begins && !(last.len() <= 7 && ABBREVIATIONS.iter().any(|word| word.eq_ignore_ascii_case(last)))
}

/// Where a letter or digit of ASCII begins something: it follows no character that joins it to what is before.
pub(crate) fn beginnings(text: &str, joins: impl Fn(char) -> bool) -> impl Iterator<Item = usize> {
    let mut before = b' ';
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let last = || match before {
            0x80.. => text.get(..at)?.chars().next_back(),
            ascii => Some(char::from(ascii)),
        };
        let begins = byte.is_ascii_alphanumeric() && !last().is_some_and(&joins);
        before = byte;
        begins.then_some(at)
    })
}

/// Where a text has a colon before a space, as after a label.
pub(crate) fn colons(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    let is_before_space =
        |at: &usize| at.checked_add(1).and_then(|next| text.as_bytes().get(next)) == Some(&b' ');
    memchr::memchr_iter(b':', text.as_bytes()).filter(is_before_space)
}

/// The label that a text may begin with, and what follows it: `Root cause: A lock …`.
pub(crate) fn split_label(text: &str) -> Option<(&str, &str)> {
    let colon = colons(text).next()?;
    Some((text.get(..colon)?, text.get(colon.checked_add(2)?..)?))
}

/// A text in lower case, byte for byte, for comparing with cues.
pub(crate) fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// The last bytes of a text, as many as these or a few less.
pub(crate) fn ending(text: &str, bytes: usize) -> &str {
    let from = text.len().saturating_sub(bytes);
    (from..=text.len()).find_map(|from| text.get(from..)).unwrap_or_default()
}

/// The first bytes of a text, as many as these or a few less.
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    (0..=bytes.min(text.len())).rev().find_map(|to| text.get(..to)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_stops_that_end_no_sentence() {
        let text = "At 10 a.m. UTC version 2.3 broke, e.g. The node. \"It failed.\" Then\nmore? Yes!";
        let found: Vec<&str> = sentences(text).collect();
        assert_eq!(
            found,
            ["At 10 a.m. UTC version 2.3 broke, e.g. The node.", "\"It failed.", "\" Then", "more?", "Yes!"]
        );
    }
}
