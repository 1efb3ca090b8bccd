//! YAML or TOML in front of a document.
//!
//! ```text
//! ---
//! title: API down
//! date: 2026-03-04 10:12:00
//! ---
//! ```

/// Bytes of front matter that are looked at for its end.
const LONGEST: usize = 64 << 10;

/// The keys and values of the front matter, and the document after it.
pub(super) fn split(text: &str) -> (Vec<(String, String)>, &str) {
    let Some((head, sign, body)) = parts(text) else { return (Vec::new(), text) };
    let pairs = head
        .lines()
        .filter(|row| !row.starts_with([' ', '-', '#']))
        .filter_map(|row| row.split_once(sign))
        .map(|(key, value)| (key.trim().to_owned(), unquoted(value).to_owned()))
        .collect();
    (pairs, body)
}

/// The front matter, the sign between its keys and values, and the document after it.
fn parts(text: &str) -> Option<(&str, char, &str)> {
    let text = text.trim_start();
    [("---", ':'), ("+++", '=')].into_iter().find_map(|(fence, sign)| {
        let (_, inside) = text.split_once('\n').filter(|(first, _)| first.trim_end() == fence)?;
        let near = super::beginning(inside, LONGEST);
        let mut at = 0_usize;
        let head = near.split_inclusive('\n').find_map(|row| {
            let start = at;
            at = at.saturating_add(row.len());
            (row.trim_end() == fence).then_some(start)
        })?;
        Some((inside.get(..head)?, sign, inside.get(at..)?))
    })
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}

/// Texts that are values of the front matter's lists, as Markdown: for pages that have nothing else.
///
/// ```text
/// incident_states:
/// - status: update
///   content: "The cause was found."
///   date: 2026-03-04 12:00 UTC
/// ```
pub(super) fn updates(text: &str) -> String {
    let mut out = String::new();
    let Some((head, sign, _)) = parts(text) else { return out };
    let (mut date, mut words) = (None, None);
    let mut write = |date: Option<&str>, words: Option<&str>| {
        if let Some(words) = words {
            if let Some(date) = date {
                out.push_str(date);
                out.push_str(" - ");
            }
            out.push_str(words);
            out.push_str("\n\n");
        }
    };
    for row in head.lines().filter(|row| row.starts_with([' ', '-'])) {
        let item = row.trim_start().strip_prefix("- ");
        if item.is_some() {
            write(date.take(), words.take());
        }
        let Some((key, value)) = item.unwrap_or(row).split_once(sign) else { continue };
        let value = unquoted(value);
        if key.trim() == "date" {
            date = Some(value);
        } else if value.split_whitespace().nth(4).is_some() {
            words = Some(value);
        }
    }
    write(date, words);
    out
}
