//! Times within prose.

use crate::syntax::date::{self, Moment};

/// A time that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its first byte.
    pub(crate) from: usize,
    /// The byte behind its last.
    pub(crate) to: usize,
    /// What it says.
    pub(crate) moment: Moment,
}

/// The times in a text, in order, none within another.
pub(crate) fn moments(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut next = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = at >= next && !joins(before) && (c.is_ascii_digit() || c.is_ascii_alphabetic());
        before = c;
        if !begins {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        if let Some((moment, len)) = may_begin(rest).then(|| date::prefix(rest)).flatten() {
            next = at.saturating_add(len);
            found.push(Found { from: at, to: next, moment });
        }
    }
    found
}

/// Whether a time can not begin behind this character: within a word, a number, a path.
fn joins(before: char) -> bool {
    before.is_alphanumeric() || matches!(before, '.' | ':' | '/' | '_' | '#' | '-' | '$' | '@' | '+')
}

/// Whether a time may begin here: a digit, or the name of a month or a weekday, `noon`, `midnight`.
fn may_begin(text: &str) -> bool {
    const STUMPS: [&[u8; 3]; 21] = [
        b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec",
        b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun", b"noo", b"mid",
    ];
    match text.as_bytes().first_chunk::<3>() {
        Some([b'0'..=b'9', ..]) => true,
        Some(head) => STUMPS.iter().any(|stump| head.eq_ignore_ascii_case(*stump)),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_prose_and_no_other_numbers() {
        let text = "On April 8, 2024, it was down between 12:30PM and 01:00AM for 12 hours; 7–9K RPS, v10:00, 1:1, \
                    id 1549671585603700, 192.168.10.30";
        let found: Vec<&str> =
            moments(text).iter().filter_map(|found| text.get(found.from..found.to)).collect();
        assert_eq!(found, ["April 8, 2024", "12:30PM", "01:00AM"]);
    }
}
