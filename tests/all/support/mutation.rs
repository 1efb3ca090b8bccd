//! Random damage to documents, the same on every run.

use super::random::Random;

/// What is inserted: quotes, brackets, parts of characters, control characters, values at the edge of a range.
const INSERTIONS: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b"<",
    b">",
    b"&",
    b",",
    b":",
    b"\0",
    b"\x1b[2J",
    b"\r\n",
    b"null",
    b"1e999",
    b"-1",
    b"\xff",
    b"\xe2\x80",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"\\ud800",
    b"]]>",
    b"-->",
    b"<!--",
    b"&#0;",
    b"&#x110000;",
    b"9999-12-31T23:59:60Z",
    b"Feb 30, 2026",
    b"operational",
];

/// The document after one to three changes: truncated, a bit changed, a range removed, repeated or replaced by a range of
/// another document, or something inserted.
pub(crate) fn damage(document: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut damaged = document.to_vec();
    for _ in 0..=random.below(3) {
        let (from, to) = random_range(damaged.len(), random);
        match random.below(6) {
            0 => damaged.truncate(from),
            1 => {
                if let Some(byte) = damaged.get_mut(from) {
                    *byte ^= 1 << random.below(8);
                }
            }
            2 => drop(damaged.drain(from..to)),
            3 => {
                let again = damaged.get(from..to).unwrap_or_default().to_vec();
                damaged.splice(to..to, again);
            }
            4 => {
                let inserted = random.pick(INSERTIONS).copied().unwrap_or_default();
                damaged.splice(from..from, inserted.iter().copied());
            }
            _ => {
                let (first, last) = random_range(other.len(), random);
                damaged.splice(from..to, other.get(first..last).unwrap_or_default().iter().copied());
            }
        }
    }
    damaged
}

/// A range of a list of this length, more often short than long.
fn random_range(length: usize, random: &mut Random) -> (usize, usize) {
    let from = random.below(length.saturating_add(1));
    let longest = if random.below(4) == 0 { length } else { 40 };
    (from, from.saturating_add(random.below(longest)).min(length))
}
