//! The vendor's name in the title of its page.

/// Words that programs put after the name, in lower case.
const ENDINGS: [&str; 2] = [" status page", " status"];

/// The name without the words after it: `Acme` of `Acme Status` and `Acme status page`.
pub(crate) fn strip_status(title: &str) -> &str {
    let title = title.trim();
    let names = ENDINGS.iter().filter_map(|ending| {
        let (name, end) = title.split_at_checked(title.len().checked_sub(ending.len())?)?;
        end.eq_ignore_ascii_case(ending).then(|| name.trim_end())
    });
    names.into_iter().find(|name| !name.is_empty()).unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::strip_status;

    #[test]
    fn words_of_programs_leave_the_name() {
        for (title, name) in [
            ("Acme Status", "Acme"),
            (" Acme status page ", "Acme"),
            ("Statusboard", "Statusboard"),
            ("Status", "Status"),
            ("état", "état"),
        ] {
            assert_eq!(strip_status(title), name);
        }
    }
}
