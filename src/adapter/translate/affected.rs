//! What an incident affected: the sentence that names it, "Products (New Studio) and Platforms (US, EU)", and names that a
//! document gives once for all incidents.

use std::collections::HashMap;

use crate::model::{AffectedComponent, Component, ComponentStatus};

/// The longest name that is copied into each incident that refers to it, in bytes.
const MAX_COPIED_NAME: usize = 512;

/// The name of a component that is listed once and that incidents refer to by its id. A longer one than any real name is
/// not copied, so that many references to it stay linear in the document's size.
pub(crate) fn copied_name(name: &str) -> Option<String> {
    (name.len() <= MAX_COPIED_NAME).then(|| name.to_owned())
}

/// The names of the components that a document lists, for incidents that refer to them by id.
#[derive(Debug, Default)]
pub(crate) struct ComponentNames(HashMap<String, String>);

impl ComponentNames {
    /// Those of these components.
    pub(crate) fn of(components: &[Component]) -> Self {
        let names = components.iter().filter_map(|component| {
            Some((component.id.clone()?, component.name.as_deref().and_then(copied_name)?))
        });
        Self(names.collect())
    }

    /// The component with this id in an incident, with its name where that is known.
    pub(crate) fn affected(&self, id: Option<String>, status: Option<ComponentStatus>) -> AffectedComponent {
        let name = id.as_ref().and_then(|id| self.0.get(id)).cloned();
        AffectedComponent { id, name, status }
    }
}

/// The names after "This incident affected:", without the full stop.
pub(crate) fn find_names(line: &str) -> Option<&str> {
    let rest =
        line.strip_prefix("This incident ").or_else(|| line.strip_prefix("This scheduled maintenance "))?;
    let names = rest.strip_prefix("affected:").or_else(|| rest.strip_prefix("affects:"))?.trim();
    Some(names.strip_suffix('.').unwrap_or(names))
}

/// The components that the names list, in their order, without the groups before the brackets: `New Studio`, `US`, `EU`.
///
/// From three items on, only commas separate, since the last item has one before its "and". With fewer items, every
/// "and" outside brackets separates: the sentence does not show whether "Chat and Mail" is one name.
pub(crate) fn split_names(names: &str) -> Vec<&str> {
    let separators: &[&str] = match split_outside_brackets(names, &[", and "]).as_slice() {
        [_] => &[", ", " and "],
        _ => &[", and ", ", "],
    };
    let mut components = Vec::new();
    for item in split_outside_brackets(names, separators) {
        match item.strip_suffix(')').and_then(|rest| rest.split_once(" (")) {
            Some((_, members)) => components.extend(split_outside_brackets(members, &[", ", ","])),
            None => components.push(item),
        }
    }
    components
}

/// Splits a text at separators that are outside brackets.
fn split_outside_brackets<'a>(text: &'a str, separators: &[&str]) -> Vec<&'a str> {
    let mut list = Vec::new();
    let (mut depth, mut start, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(rest) = text.get(at..) {
        let Some(c) = rest.chars().next() else { break };
        let separator = separators.iter().find(|separator| depth == 0 && rest.starts_with(**separator));
        if let Some(separator) = separator {
            list.extend(text.get(start..at));
            at = at.saturating_add(separator.len());
            start = at;
            continue;
        }
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at = at.saturating_add(c.len_utf8());
    }
    list.extend(text.get(start..));
    list.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_split_names() {
        for (sentence, names) in [
            ("API", vec!["API"]),
            ("USA - Sign-in Service", vec!["USA - Sign-in Service"]),
            ("Chat and Mail", vec!["Chat", "Mail"]),
            ("Products (Studio) and Platforms (US, EU)", vec!["Studio", "US", "EU"]),
            (
                "Voice (IVR, Relay), Portal (Web), and Video (Rooms (EU))",
                vec!["IVR", "Relay", "Web", "Rooms (EU)"],
            ),
            (
                "Chat, Voice and Video, Admin, and Billing",
                vec!["Chat", "Voice and Video", "Admin", "Billing"],
            ),
            ("Logs (Ingestion (Syslog))", vec!["Ingestion (Syslog)"]),
            ("Broken (API", vec!["Broken (API"]),
            ("", vec![]),
        ] {
            assert_eq!(split_names(sentence), names, "{sentence}");
        }
    }
}
