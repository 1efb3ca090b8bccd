//! "Products (New Studio) and Platforms (US, EU)": the sentence that names what was affected.

/// What stands behind "This incident affected:", without its full stop.
pub(crate) fn sentence(line: &str) -> Option<&str> {
    let rest =
        line.strip_prefix("This incident ").or_else(|| line.strip_prefix("This scheduled maintenance "))?;
    let names = rest.strip_prefix("affected:").or_else(|| rest.strip_prefix("affects:"))?.trim();
    Some(names.strip_suffix('.').unwrap_or(names))
}

/// The leaves of the sentence, in its order: a group stands before its members in brackets, which may nest.
///
/// With three items or more only commas part them, since the last has one before its "and". With fewer, every "and"
/// outside brackets parts: whether "Chat and Mail" is one name cannot be told from the sentence.
pub(crate) fn leaves(sentence: &str) -> Vec<&str> {
    let items = parts(sentence, &[", and "]);
    let parted = match items.as_slice() {
        [_] => parts(sentence, &[", ", " and "]),
        _ => parts(sentence, &[", and ", ", "]),
    };
    let mut names = Vec::new();
    for item in parted {
        match item.strip_suffix(')').and_then(|rest| rest.split_once(" (")) {
            Some((_, members)) => names.extend(parts(members, &[", ", ","])),
            None => names.push(item),
        }
    }
    names
}

/// Parts a text where one of the separators stands outside brackets.
fn parts<'a>(text: &'a str, separators: &[&str]) -> Vec<&'a str> {
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
    fn names_the_leaves() {
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
            assert_eq!(leaves(sentence), names, "{sentence}");
        }
    }
}
