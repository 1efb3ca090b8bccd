//! The vendor's name, taken out of a feed's title.

/// What machines put behind the name, the longer before the shorter.
const ENDINGS: [&str; 10] = [
    " status - incident history",
    " incident history",
    " status page updates",
    " system status",
    " systems status",
    " service status",
    " status page",
    " status feed",
    " status",
    " - status",
];

/// The name without the machine's words around it; a title without any gives way to the author.
pub(super) fn name(title: Option<&str>, author: Option<&str>) -> Option<String> {
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    let author = author.map(str::trim).filter(|author| !author.is_empty());
    title
        .and_then(stripped)
        .or_else(|| author.map(|author| stripped(author).unwrap_or(author)))
        .or(title)
        .map(str::to_owned)
}

/// The name in front of one of the endings.
fn stripped(title: &str) -> Option<&str> {
    ENDINGS.iter().find_map(|ending| {
        let at = title.len().checked_sub(ending.len())?;
        let (name, end) = title.split_at_checked(at)?;
        let name = name.trim_end_matches([' ', '-', '–', '—', '|', ':']);
        (end.eq_ignore_ascii_case(ending) && !name.is_empty()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn machines_words_leave_the_name() {
        for (title, wanted) in [
            ("Acme Status - Incident History", "Acme"),
            ("Acme Status - Incident history", "Acme"),
            ("Acme status", "Acme"),
            ("Acme status page updates", "Acme"),
            ("Acme Cloud Products Status", "Acme Cloud Products"),
            ("Acme Incident History", "Acme"),
            ("Status", "Status"),
            ("Acme Statusmeldungen", "Acme Statusmeldungen"),
        ] {
            assert_eq!(name(Some(title), None).as_deref(), Some(wanted), "{title}");
        }
    }

    #[test]
    fn the_author_steps_in_for_a_title_that_names_nobody() {
        assert_eq!(name(Some("What happened lately"), Some("Acme")).as_deref(), Some("Acme"));
        assert_eq!(name(None, Some("Acme Status")).as_deref(), Some("Acme"));
        assert_eq!(name(None, None), None);
    }
}
