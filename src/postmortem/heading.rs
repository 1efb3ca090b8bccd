//! Headings without a mark, known by their form.
//!
//! Extractors lose `##` and bold. What remains is a short line without a full stop that opens a block ("What we are doing
//! about it"), a label in front of its paragraph ("Root cause: A lock …"), or words that run into it ("Root Cause A lock …").

use super::role;
use super::timestamp;

/// Words that begin a sentence or an announcement and no heading, in lower case.
const SENTENCE_STARTS: &[&str] = &[
    "all",
    "additionally",
    "as",
    "at",
    "customers",
    "during",
    "from",
    "here",
    "i",
    "it",
    "on",
    "please",
    "some",
    "thank",
    "thanks",
    "there",
    "these",
    "they",
    "this",
    "users",
    "we",
    "with",
    "you",
    "your",
];

/// Words that open the sentence after a heading that ran into it, in lower case.
const OPENERS: &[&str] = &[
    "a",
    "after",
    "all",
    "an",
    "as",
    "at",
    "because",
    "between",
    "customers",
    "due",
    "during",
    "for",
    "from",
    "if",
    "in",
    "it",
    "on",
    "once",
    "our",
    "some",
    "the",
    "there",
    "these",
    "this",
    "to",
    "users",
    "we",
    "when",
    "while",
    "you",
];

/// Bytes of the longest bare heading.
const LONGEST: usize = 72;

/// Whether a line has the form of a heading, whatever it says: short, capital, no final stop.
pub(crate) fn has_form(text: &str) -> bool {
    let text = text.trim();
    let label = text.trim_end_matches([':', '?', ' ']);
    if !(3..=LONGEST).contains(&label.len()) || !label.starts_with(char::is_uppercase) {
        return false;
    }
    let mut words = label.split_whitespace();
    let first = words.next().unwrap_or_default();
    let few = words.nth(8).is_none();
    let sentence = SENTENCE_STARTS.iter().any(|start| start.eq_ignore_ascii_case(first));
    few && !sentence
        && !label.ends_with(['.', ',', ';', '!', '"'])
        && !label.contains([',', ';', '|', '@'])
        && !label.contains(": ")
        && !label.contains(". ")
        && timestamp::leading(text).is_none()
        && super::times::times(text).all(|time| time.value.time.is_none())
}

/// Whether a line by itself may be a heading: its form, and a keyword of a role.
pub(crate) fn may_be_bare(text: &str) -> bool {
    let text = text.trim();
    if text.len() > LONGEST.saturating_add(2) || !has_form(text) {
        return false;
    }
    // "We are taking the following steps:" announces a list; a question is a heading even if it is long.
    let announces = text.ends_with(':') && !role::is_label(text) && text.split_whitespace().count() > 5;
    !announces && (role::of(text).is_some() || role::is_title(text))
}

/// Whether most words of a line begin with a capital: "Additional Information for Customers".
pub(crate) fn is_title_case(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|word| word.len() > 3);
    words().count() >= 2
        && words().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

/// The length of the heading that a paragraph begins with, where no mark separates the two: "Root Cause During routine
/// work the feed failed".
pub(crate) fn leading(text: &str) -> Option<usize> {
    if !text.trim_start().starts_with(char::is_uppercase) {
        return None;
    }
    let is_opener = |word: &str| OPENERS.iter().any(|opener| opener.eq_ignore_ascii_case(word));
    let mut best = None;
    for at in memchr::memchr_iter(b' ', text.as_bytes()).take(7) {
        let (head, rest) = text.split_at_checked(at)?;
        let next = rest.trim_start().split(' ').next().unwrap_or_default();
        if head.ends_with(['.', ',', ';', ':']) {
            break;
        }
        let complete = || !head.rsplit(' ').next().is_some_and(is_opener);
        let is_heading =
            || role::is_label(head) || (is_opener(next) && is_title_case(head) && may_be_bare(head));
        if next.starts_with(char::is_uppercase) && complete() && is_heading() {
            best = Some(at);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_their_form() {
        for text in
            ["Root cause", "What We're Doing About It", "Facts and timeline", "Next steps:", "What happened?"]
        {
            assert!(may_be_bare(text), "{text}");
        }
        for text in [
            "We are taking the following steps:",
            "The cause was found.",
            "10:05 Root cause found",
            "Thank you,",
            "Customers saw errors",
            "root cause",
            "",
        ] {
            assert!(!may_be_bare(text), "{text}");
        }
    }

    #[test]
    fn a_heading_may_run_into_its_paragraph() {
        assert_eq!(leading("Root Cause During routine work the feed failed"), Some(10));
        assert_eq!(leading("What Went Wrong On 3 May the feed failed"), Some(15));
        for text in ["During routine work", "The Root Cause team met", "Impact was small"] {
            assert_eq!(leading(text), None, "{text}");
        }
    }
}
