//! The vendor's name, from the title of a feed.

/// Words that programs put after the name and that say which notation the feed is in.
const FEED_ENDINGS: [&str; 6] = [" rss feed", " atom feed", " json feed", " status feed", " rss", " atom"];

/// Words that programs put after the name, the longer ones first.
const ENDINGS: [&str; 20] = [
    " status - incident history",
    " - incident history",
    " incident history",
    " status page updates",
    " status updates",
    " system status",
    " systems status",
    " service status",
    " services status",
    " service health",
    " status page",
    " statuspage",
    " status feed",
    " status history",
    " status incidents",
    " incident feed",
    " incidents",
    " incident updates",
    " status",
    " - status",
];

/// Words that programs put before the name.
const BEGINNINGS: [&str; 8] = [
    "incidents | ",
    "status | ",
    "status of ",
    "status updates for ",
    "incident history for ",
    "incident history of ",
    "incidents of ",
    "incidents for ",
];

/// The vendor's name: the title without the words that programs put around it, else the author, else the whole title.
pub(super) fn name(title: Option<&str>, author: Option<&str>) -> Option<String> {
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    let author = author.map(str::trim).filter(|author| !author.is_empty());
    title
        .and_then(strip)
        .or_else(|| author.map(|author| strip(author).unwrap_or(author)))
        .or(title)
        .map(str::to_owned)
}

/// The name without the words around it; `None` if it has no such words.
fn strip(title: &str) -> Option<&str> {
    let without_format = strip_ending(title, &FEED_ENDINGS);
    let name = without_format.unwrap_or(title);
    let without_status = strip_ending(name, &ENDINGS).or_else(|| strip_beginning(name));
    without_status.or(without_format)
}

fn strip_ending<'t>(title: &'t str, endings: &[&str]) -> Option<&'t str> {
    endings.iter().find_map(|ending| {
        let at = title.len().checked_sub(ending.len())?;
        let (name, end) = title.split_at_checked(at)?;
        let name = name.trim_end_matches([' ', '-', '–', '—', '|', ':', '·']);
        (end.eq_ignore_ascii_case(ending) && !name.is_empty()).then_some(name)
    })
}

fn strip_beginning(title: &str) -> Option<&str> {
    BEGINNINGS.iter().find_map(|beginning| {
        let (start, name) = title.split_at_checked(beginning.len())?;
        (start.eq_ignore_ascii_case(beginning) && !name.trim().is_empty()).then(|| name.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn words_of_programs_leave_the_name() {
        for (title, expected) in [
            ("Acme Status - Incident History", "Acme"),
            ("Acme Status - Incident history", "Acme"),
            ("Acme status", "Acme"),
            ("Acme status page updates", "Acme"),
            ("Acme Status Updates", "Acme"),
            ("Acme RSS Feed", "Acme"),
            ("Acme Status RSS Feed", "Acme"),
            ("Acme Status - RSS", "Acme"),
            ("Acme Cloud Products Status", "Acme Cloud Products"),
            ("Acme Incident History", "Acme"),
            ("Incidents | Acme", "Acme"),
            ("Status of Acme", "Acme"),
            ("Morning Feed Status", "Morning Feed"),
            ("Morning Feed", "Morning Feed"),
            ("Status", "Status"),
            ("RSS Feed", "RSS Feed"),
            ("Acme Statusmeldungen", "Acme Statusmeldungen"),
        ] {
            assert_eq!(name(Some(title), None).as_deref(), Some(expected), "{title}");
        }
    }

    #[test]
    fn the_author_replaces_a_title_without_a_name() {
        assert_eq!(name(Some("What happened lately"), Some("Acme")).as_deref(), Some("Acme"));
        assert_eq!(name(None, Some("Acme Status")).as_deref(), Some("Acme"));
        assert_eq!(name(None, None), None);
    }
}
