//! Documents spoiled at random, the same way on every run.

use super::random::Random;

/// What gets into documents on their way: quotes, brackets, halves of characters, steering characters.
const DIRT: &[&[u8]] = &[
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

/// The document with one to three things done to it: cut, overwritten, left out, told twice, dirtied, or crossed with
/// another.
pub(crate) fn spoil(document: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut spoiled = document.to_vec();
    for _ in 0..=random.below(3) {
        let (from, to) = stretch(spoiled.len(), random);
        match random.below(6) {
            0 => spoiled.truncate(from),
            1 => {
                if let Some(byte) = spoiled.get_mut(from) {
                    *byte ^= 1 << random.below(8);
                }
            }
            2 => drop(spoiled.drain(from..to)),
            3 => {
                let again = spoiled.get(from..to).unwrap_or_default().to_vec();
                spoiled.splice(to..to, again);
            }
            4 => {
                let dirt = random.pick(DIRT).copied().unwrap_or_default();
                spoiled.splice(from..from, dirt.iter().copied());
            }
            _ => {
                let (first, last) = stretch(other.len(), random);
                spoiled.splice(from..to, other.get(first..last).unwrap_or_default().iter().copied());
            }
        }
    }
    spoiled
}

/// A stretch of a list of this length, more often short than long.
fn stretch(length: usize, random: &mut Random) -> (usize, usize) {
    let from = random.below(length.saturating_add(1));
    let longest = if random.below(4) == 0 { length } else { 40 };
    (from, from.saturating_add(random.below(longest)).min(length))
}
