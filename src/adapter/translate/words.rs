//! The words of a recipe, for pages and for JSON: what they mean, and what is cut off before they are compared.

use std::collections::BTreeMap;

/// The meaning of a word in lower case: that of the word itself, else of a pattern with a `*` at either end or both.
pub(crate) fn look_up<'w>(words: &'w BTreeMap<String, String>, word: &str) -> Option<&'w String> {
    let listed = words.get(word);
    listed.or_else(|| {
        words.iter().find(|(pattern, _)| matches_pattern(pattern, word)).map(|(_, meaning)| meaning)
    })
}

/// Whether a word matches a pattern with a `*` at either end or both.
fn matches_pattern(pattern: &str, word: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(inner), Some(_)) => word.contains(inner.strip_suffix('*').unwrap_or(inner)),
        (Some(end), None) => word.ends_with(end),
        (None, Some(start)) => word.starts_with(start),
        (None, None) => false,
    }
}

/// A line without the text up to `after` and from the last `before` on; of a link, perhaps its last path segment alone.
pub(crate) fn cut<'t>(
    line: &'t str,
    after: Option<&str>,
    before: Option<&str>,
    last_segment: bool,
) -> &'t str {
    let mut line = line;
    if let Some(mark) = after {
        line = line.split_once(mark).map_or(line, |(_, rest)| rest);
    }
    if let Some(mark) = before {
        line = line.rsplit_once(mark).map_or(line, |(rest, _)| rest);
    }
    if last_segment {
        line = line.split(['?', '#']).next().unwrap_or(line).trim_end_matches('/');
        line = line.rsplit('/').next().unwrap_or(line);
    }
    line.trim()
}
