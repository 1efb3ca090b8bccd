//! Sentences: where a line of prose can be cut.

/// Abbreviations whose full stop ends no sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "e.g.", "i.e.", "eg.", "ie.", "a.m.", "p.m.", "approx.", "ca.", "vs.", "etc.", "mr.", "mrs.", "ms.",
    "dr.", "no.", "inc.", "ltd.", "co.", "u.s.", "u.k.", "jan.", "feb.", "mar.", "apr.", "aug.", "sep.",
    "sept.", "oct.", "nov.", "dec.", "st.",
];

/// The sentences of a text, trimmed, in order. Line breaks end a sentence too.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(Cut::new)
}

struct Cut<'t> {
    rest: &'t str,
}

impl<'t> Cut<'t> {
    fn new(text: &'t str) -> Self {
        Self { rest: text }
    }
}

impl<'t> Iterator for Cut<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let text = self.rest.trim_start();
        if text.is_empty() {
            return None;
        }
        let end = text
            .match_indices(['.', '!', '?'])
            .map(|(at, _)| at.saturating_add(1))
            .find(|&end| ends(text, end));
        let (sentence, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
        self.rest = rest;
        Some(sentence.trim())
    }
}

/// Whether a sentence ends behind the mark that stands before this byte.
fn ends(text: &str, end: usize) -> bool {
    let (Some(head), Some(tail)) = (text.get(..end), text.get(end..)) else { return false };
    let next = tail.trim_start_matches(['"', '”', '\'', ')', '*']);
    let Some(following) = next.strip_prefix(|c: char| c.is_whitespace()) else { return next.is_empty() };
    let begins = following.trim_start().starts_with(|c: char| !c.is_lowercase());
    let last = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    begins && !(last.len() <= 7 && ABBREVIATIONS.iter().any(|word| word.eq_ignore_ascii_case(last)))
}

/// The first words of a text in lower case, for comparing with cues: at most this many bytes.
pub(crate) fn lower(text: &str) -> String {
    text.chars().map(|c| if c == '’' { '\'' } else { c.to_ascii_lowercase() }).collect()
}

/// Whether a text in lower case has one of these cues, at the beginning of a word.
pub(crate) fn has_any(lower: &str, cues: &[&str]) -> bool {
    cues.iter().any(|cue| has(lower, cue))
}

/// Whether a text in lower case has this cue, at the beginning of a word.
pub(crate) fn has(lower: &str, cue: &str) -> bool {
    lower.match_indices(cue).any(|(at, _)| {
        let before = lower.get(..at).and_then(|head| head.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric())
    })
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
