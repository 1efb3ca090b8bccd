//! Marks of Markdown in a line that may be a label, a title or a name. Bodies keep theirs.

use std::borrow::Cow;

use memchr::memmem;

use super::label;

/// Whether a text is Markdown, by lines that plain text does not have: a link, a heading, a bold status, an escaped dash
/// in a time, or a line of `=` or `-` as long as the one above it.
pub(super) fn is_markdown(window: &str) -> bool {
    let mentions = |words: &str| memmem::find(window.as_bytes(), words.as_bytes()).is_some();
    let (has_links, has_dashes) = (mentions("](http"), mentions(" \\- "));
    let mut above = "";
    window.lines().any(|line| {
        let line = line.trim();
        let above = std::mem::replace(&mut above, line);
        match line.bytes().next() {
            Some(b'=' | b'-') => is_underline(line, above.chars().count()),
            Some(b'[') => begins_with_link(line),
            Some(b'#') => line.trim_start_matches('#').starts_with(' '),
            Some(b'*') => label::update_heading(line).is_some_and(|heading| heading.is_bold),
            Some(b'A'..=b'Z') if line.len() <= 160 => {
                has_links && line.contains("](http") || has_dashes && line.contains(" \\- ")
            }
            _ => false,
        }
    })
}

/// Whether a text begins with a link: `[Slow mail](/incidents/c0ffee)`, `[Slow mail][1]`. Its words may be wrapped.
pub(super) fn begins_with_link(text: &str) -> bool {
    text.strip_prefix('[')
        .filter(|rest| rest.trim_start_matches(' ').starts_with(char::is_alphanumeric))
        .is_some_and(|rest| link_end(rest).is_some())
}

/// Whether a link begins in a line that is not closed in it, so that the next line may be a part of it:
/// `[ New cables](https://a.example/incidents/c1 "New`
pub(super) fn has_open_link(line: &str) -> bool {
    let (mut depth, mut is_escaped) = (0_usize, false);
    for byte in line.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'[' => depth = depth.saturating_add(1),
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth > 0 || line.rsplit_once("](").is_some_and(|(_, target)| !target.contains(')'))
}

/// Whether a text is the number of a reference.
fn is_reference(label: &str) -> bool {
    (1..=6).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit())
}

/// The byte length of `[1]`, which follows the text of a reference link, with its brackets.
fn reference(rest: &str) -> Option<usize> {
    let (label, _) = rest.strip_prefix('[')?.split_once(']')?;
    is_reference(label).then(|| label.len().saturating_add(2))
}

/// Whether a line only underlines the one above it, which has this many characters.
pub(super) fn is_underline(line: &str, above: usize) -> bool {
    above > 0
        && line.len() == above
        && (line.bytes().all(|byte| byte == b'=') || (above > 2 && line.bytes().all(|byte| byte == b'-')))
}

/// How far the end of a link's text and of its target are looked for, so that hostile lines stay linear.
const LINK_BYTES: usize = 256;

/// The byte length of a link's text, if `rest`, which follows a `[`, is one: `Slow mail](/incidents/c0ffee) …`
fn link_end(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut bytes = rest.bytes().enumerate().take(LINK_BYTES);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'[' => depth = depth.saturating_add(1),
            b']' if depth == 0 => {
                let after = rest.get(at.saturating_add(1)..)?;
                return (after.starts_with('(') || reference(after).is_some()).then_some(at);
            }
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The target in `/incidents/c0ffee "Slow mail") …`, and the byte length with its bracket.
fn target(rest: &str) -> Option<(&str, usize)> {
    let end = rest.bytes().take(LINK_BYTES.saturating_mul(4)).position(|byte| byte == b')')?;
    let inside = rest.get(..end)?.split_whitespace().next().unwrap_or_default();
    Some((inside.trim_matches(['<', '>']), end.saturating_add(1)))
}

/// A line without its marks, and the target of its first link, unless that is a reference.
pub(super) fn without_marks(line: &str) -> (Cow<'_, str>, Option<&str>) {
    let heading = line.trim_start_matches('#');
    let line = if heading.len() < line.len() && heading.starts_with(' ') {
        heading.trim_end_matches('#').trim()
    } else {
        line
    };
    if !line.bytes().any(|byte| matches!(byte, b'[' | b'\\' | b'*' | b'`' | b'_')) {
        return (Cow::Borrowed(line), None);
    }
    let mut out = String::with_capacity(line.len());
    let mut first = None;
    let mut ends: Vec<usize> = Vec::new();
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        let at = line.len().saturating_sub(rest.len());
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
        match character {
            '\\' if rest.starts_with(|c: char| c.is_ascii_punctuation()) => {
                out.extend(rest.chars().next());
                rest = rest.get(1..).unwrap_or_default();
            }
            // `items[0][1]`
            '[' if out.ends_with(char::is_alphanumeric) => out.push('['),
            '[' => match link_end(rest) {
                Some(end) => ends.push(at.saturating_add(1).saturating_add(end)),
                None => out.push('['),
            },
            ']' if ends.last() == Some(&at) => {
                ends.pop();
                let found = rest.strip_prefix('(').and_then(|rest| Some((target(rest)?, rest)));
                if let Some(((target, length), after)) = found {
                    first = first.or(Some(target));
                    rest = after.get(length..).unwrap_or_default();
                } else if let Some(length) = reference(rest) {
                    // Its target is below the text, which may be cut off before it.
                    rest = rest.get(length..).unwrap_or_default();
                }
            }
            '!' if rest.starts_with('[') => {}
            '*' if rest.starts_with('*') || out.ends_with('*') => {
                rest = rest.trim_start_matches('*');
            }
            '`' => {}
            _ => out.push(character),
        }
    }
    let whole = ['*', '_'].into_iter().find_map(|mark| out.strip_prefix(mark)?.strip_suffix(mark));
    let text = whole.unwrap_or(&out).trim();
    if text.len() < out.len() { (Cow::Owned(text.to_owned()), first) } else { (Cow::Owned(out), first) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_the_target_is_kept() {
        for (line, text, link) in [
            ("## Past Incidents", "Past Incidents", None),
            (
                "[Slow mail](/incidents/c0ffee) [Subscribe](#x)",
                "Slow mail Subscribe",
                Some("/incidents/c0ffee"),
            ),
            (
                "[ New cables ](https://a.example/incidents/c1 \"New cables\") Mar  9",
                "New cables  Mar  9",
                Some("https://a.example/incidents/c1"),
            ),
            ("[\\[EU\\] Mail](/incidents/c2)", "[EU] Mail", Some("/incidents/c2")),
            ("Posted Mar  9, 2026 \\- 08:00 EDT", "Posted Mar  9, 2026 - 08:00 EDT", None),
            ("**Resolved** \\- Done", "Resolved - Done", None),
            ("array[0] of a_b", "array[0] of a_b", None),
            ("_quiet_", "quiet", None),
            ("[Slow mail][12]", "Slow mail", None),
            ("items[0][1] of a list", "items[0][1] of a list", None),
            ("\\+ Show All 16 Incidents", "+ Show All 16 Incidents", None),
        ] {
            assert_eq!(without_marks(line), (Cow::Borrowed(text), link), "{line}");
        }
    }

    #[test]
    fn a_link_may_go_on_below() {
        for line in [
            "[Mail is slow since",
            "Read [the notes",
            "[Mail](/incidents/c1 \"Mail",
            "[ Mail is slow [since noon]",
        ] {
            assert!(has_open_link(line), "{line}");
        }
        for line in ["[Mail](/incidents/c1) is slow", "Mail", "[note] below", "[Mail][1]", "[Mail]"] {
            assert!(!has_open_link(line), "{line}");
        }
    }

    #[test]
    fn plain_text_is_no_markdown() {
        for text in [
            "Paths with C:\\temp\\_new fail\n",
            "  * an item\n---|---|\n",
            "Resolved -\nDone.\n",
            "# \n",
            "[note] see below",
        ] {
            assert!(!is_markdown(text) || text == "# \n", "{text}");
        }
        for text in [
            "Scheduled\n---------\n",
            "[a](b)",
            "x\n**Resolved** - Done.",
            "Posted Mar  9, 2026 \\- 08:00 EDT",
        ] {
            assert!(is_markdown(text), "{text}");
        }
    }
}
