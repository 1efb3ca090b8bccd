//! Documents spoiled at random, the same way on every run.

/// A small generator (SplitMix64): tests repeat what they did, and a failure names the seed it began with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Where it stands: what a failure should name.
    pub(crate) fn seed(self) -> u64 {
        self.0
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        self.next().checked_rem(end).and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
    }

    /// One of them, where there are any.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

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
