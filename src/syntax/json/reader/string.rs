//! Strings: finding their end, undoing their escapes.

use std::borrow::Cow;

use super::PullParser;

/// How much of a string is looked at eight bytes at once: keys, ids, names, words and dates end within it.
const SHORT: usize = 40;

impl<'a> PullParser<'a> {
    /// A string, borrowed where it is written without escapes.
    #[inline]
    pub(crate) fn string(&mut self) -> Option<Cow<'a, str>> {
        self.take(b'"')?;
        let start = self.at;
        match self.find_special()? {
            b'"' => {
                let inside = self.text.get(start..self.at)?;
                self.step();
                Some(Cow::Borrowed(inside))
            }
            b'\\' => self.escaped_string(start).map(Cow::Owned),
            _ => None,
        }
    }

    /// A string that is written without escapes.
    #[inline]
    pub(super) fn plain_string(&mut self) -> Option<&'a str> {
        self.take(b'"')?;
        let start = self.at;
        if self.find_special()? != b'"' {
            return None;
        }
        let inside = self.text.get(start..self.at)?;
        self.step();
        Some(inside)
    }

    /// Goes to the next quote, backslash or control character of a string, and returns it.
    #[inline]
    fn find_special(&mut self) -> Option<u8> {
        const ONES: u64 = u64::from_le_bytes([1; 8]);
        const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);
        const QUOTES: u64 = u64::from_le_bytes([b'"'; 8]);
        const BACKSLASHES: u64 = u64::from_le_bytes([b'\\'; 8]);
        const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
        // Eight bytes at once: a byte's high bit is set where it is what is looked for. The lowest such bit is right;
        // higher ones may be false, and are not used.
        let zero_bytes = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
        let mut rest = self.text.as_bytes().get(self.at..)?;
        let start = rest.len();
        while let Some((chunk, behind)) = rest.split_first_chunk::<8>() {
            if start.wrapping_sub(rest.len()) == SHORT {
                return self.find_special_in_long(rest);
            }
            let word = u64::from_le_bytes(*chunk);
            let controls = word.wrapping_sub(SPACES) & !word & HIGHS;
            let found = zero_bytes(word ^ QUOTES) | zero_bytes(word ^ BACKSLASHES) | controls;
            if found != 0 {
                let skipped = (found.trailing_zeros() / 8) as usize;
                self.at = self.text.len().wrapping_sub(rest.len()).wrapping_add(skipped);
                return chunk.get(skipped).copied();
            }
            rest = behind;
        }
        let special = rest.iter().position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\')?;
        self.at = self.text.len().wrapping_sub(rest.len()).wrapping_add(special);
        rest.get(special).copied()
    }

    /// Looks for it with vector instructions, which pays where no quote is near: bodies are hundreds of bytes long.
    fn find_special_in_long(&mut self, rest: &[u8]) -> Option<u8> {
        let special = memchr::memchr2(b'"', b'\\', rest)?;
        let inside = rest.get(..special)?;
        // A fold without an early way out is what the compiler turns into vector instructions.
        if inside.iter().fold(u8::MAX, |least, byte| least.min(*byte)) < 0x20 {
            return None;
        }
        self.at = self.text.len().wrapping_sub(rest.len()).wrapping_add(special);
        rest.get(special).copied()
    }

    /// The rest of a string that began at `start` and has a backslash at the reader's position.
    #[cold]
    fn escaped_string(&mut self, start: usize) -> Option<String> {
        let mut out = String::from(self.text.get(start..self.at)?);
        loop {
            // On a backslash.
            self.step();
            let escape = self.byte()?;
            self.step();
            out.push(match escape {
                b'"' | b'\\' | b'/' => char::from(escape),
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'u' => self.unicode_escape()?,
                _ => return None,
            });
            let plain = self.at;
            let special = self.find_special()?;
            out.push_str(self.text.get(plain..self.at)?);
            match special {
                b'"' => {
                    self.step();
                    return Some(out);
                }
                b'\\' => {}
                _ => return None,
            }
        }
    }

    fn unicode_escape(&mut self) -> Option<char> {
        let first = self.hex4()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first);
        }
        self.literal("\\u")?;
        let second = self.hex4()?;
        let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
        char::from_u32(((first & 0x3FF) << 10 | low).checked_add(0x10000)?)
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at.checked_add(4)?)?;
        // `from_str_radix` would take a sign.
        let value =
            digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?;
        self.at = self.at.wrapping_add(4);
        value
    }

    pub(super) fn skip_string(&mut self) -> Option<()> {
        self.take(b'"')?;
        loop {
            match self.find_special()? {
                b'"' => {
                    self.step();
                    return Some(());
                }
                b'\\' => {
                    self.step();
                    match self.byte()? {
                        b'u' => {
                            self.step();
                            self.hex4()?;
                        }
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.step(),
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
    }
}
