//! The page's words in the model's vocabularies.

use super::compile::Field;

/// What a page's word means: by the recipe's table, else itself, spelled as a vocabulary spells its words.
///
/// Of an attribute that is a list of words (`class`), those that the table does not know mean nothing.
pub(super) fn meaning(line: &str, field: &Field) -> Option<String> {
    let words = &field.value.words;
    let lower = line.to_lowercase();
    let by_table = words.get(&lower).or_else(|| {
        let parts = || lower.split_ascii_whitespace().filter(|_| field.value.attribute.is_some());
        parts().find_map(|part| words.get(part))
    });
    let by_table = by_table
        .or_else(|| words.iter().find(|(pattern, _)| fits(pattern, &lower)).map(|(_, meaning)| meaning));
    match by_table {
        Some(meaning) => Some(meaning.clone()),
        None if field.value.attribute.as_deref() == Some("class") => None,
        None => {
            let spelled = lower.split_whitespace().collect::<Vec<_>>().join("_");
            Some(if is_known(&spelled) { spelled } else { line.to_owned() })
        }
    }
}

/// Whether a pattern with a `*` at an end fits.
fn fits(pattern: &str, text: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(inner), Some(_)) => text.contains(inner.strip_suffix('*').unwrap_or(inner)),
        (Some(end), None) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => false,
    }
}

fn is_known(word: &str) -> bool {
    use crate::model::{ComponentStatus, Impact, IncidentStatus};

    ComponentStatus::known(word).is_some()
        || IncidentStatus::known(word).is_some()
        || Impact::known(word).is_some()
        || word == "update"
}
