//! The fast path: a pull parser that reads exactly the fields that a wire type declares.
//!
//! It accepts plain JSON only. For anything else (broken syntax, half a surrogate pair, a value of another type, a key
//! with escapes, skipped values nested deeper than 64) it returns `None`, and the caller reads the document again with
//! `serde_json` and [`Salvage`](super::Salvage), which report what is wrong. Measured against `serde_json`'s typed decode
//! of the same wire types it takes about half the time; most of that is won on short strings and keys.

use std::borrow::Cow;

use super::locate::Pointers;
use crate::diagnostic::{Diagnostics, MAX_UNREAD};

/// How deep the wire types themselves go; what is skipped within them comes on top.
const DEEPEST_WIRE: usize = 8;

/// Whether a value is neither null nor an empty text, list or object.
pub(crate) fn says_something(value: &str) -> bool {
    let inside = value.strip_prefix(['"', '[', '{']).and_then(|rest| rest.strip_suffix(['"', ']', '}']));
    value != "null" && !inside.is_some_and(|inside| inside.trim().is_empty())
}

/// A position in a document.
#[derive(Debug, Clone)]
pub(crate) struct PullParser<'a> {
    text: &'a str,
    at: usize,
    /// How deep what is skipped may be nested.
    most_skipped: u32,
    /// Keys that no wire type knows, each once, for a report, and where their values begin.
    unread: Vec<(&'a str, usize)>,
}

/// What comes next in an object.
pub(crate) enum Member<'a> {
    Key(&'a str),
    End,
}

/// A value that the fast path can read.
pub(crate) trait FastDecode<'a>: Sized {
    /// Reads the value at the current position; `None` if it is of another type.
    fn read(reader: &mut PullParser<'a>) -> Option<Self>;
}

/// Reads a value that has no keys; `None` if it is not this type's JSON to the last brace.
pub(crate) fn read<'a, T: FastDecode<'a>>(text: &'a str) -> Option<T> {
    whole(&mut PullParser::new(text))
}

/// Reads a value that is at this path of a document. Keys that are not known are noted in `diagnostics`.
pub(crate) fn decode_fast<'a, T: FastDecode<'a>>(
    text: &'a str,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let mut reader = PullParser::new(text);
    let value = whole(&mut reader)?;
    reader.note_unread(path, diagnostics);
    Some(value)
}

/// The same for a document whose values may be nested no deeper than this; `None` also if the fast path cannot check that.
pub(crate) fn decode_fast_within<'a, T: FastDecode<'a>>(
    text: &'a str,
    depth: usize,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let mut reader = PullParser::within(text, depth)?;
    let value = whole(&mut reader)?;
    reader.note_unread("", diagnostics);
    Some(value)
}

fn whole<'a, T: FastDecode<'a>>(reader: &mut PullParser<'a>) -> Option<T> {
    let value = T::read(reader)?;
    reader.peek().is_none().then_some(value)
}

impl<'a> PullParser<'a> {
    /// At the start of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, most_skipped: 64, unread: Vec::new() }
    }

    /// At the start of a text whose values may be nested no deeper than this; `None` if that is less than
    /// the wire types themselves need.
    pub(crate) fn within(text: &'a str, depth: usize) -> Option<Self> {
        let left = depth.checked_sub(DEEPEST_WIRE)?.min(64);
        Some(Self { most_skipped: u32::try_from(left).ok()?, ..Self::new(text) })
    }

    /// Skips the value of a key that is not known. One that says something is remembered.
    #[cold]
    pub(crate) fn skip_unread(&mut self, key: &'a str) -> Option<()> {
        self.peek()?;
        let start = self.at;
        self.skip()?;
        let is_new = says_something(self.text.get(start..self.at)?)
            && self.unread.len() <= MAX_UNREAD
            && !self.unread.iter().any(|(noted, _)| *noted == key);
        if is_new {
            self.unread.push((key, start));
        }
        Some(())
    }

    /// Notes the keys that were not known, the text being the value at this path of a document.
    pub(crate) fn note_unread(&self, path: &str, diagnostics: &mut Diagnostics) {
        let mut pointers = Pointers::new(self.text);
        for &(key, start) in &self.unread {
            diagnostics.note_unread(key, format!("{path}{}", pointers.find(start)));
        }
    }

    /// How many bytes were read.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// The next byte that is not white space; it is not taken.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = self.byte()?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.step();
        }
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn step(&mut self) {
        self.at = self.at.wrapping_add(1);
    }

    /// Takes this byte, white space before it skipped.
    #[inline]
    pub(crate) fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.step())
    }

    /// Takes a `null`, if it comes next.
    #[inline]
    pub(crate) fn null(&mut self) -> bool {
        self.peek() == Some(b'n') && self.literal("null").is_some()
    }

    pub(crate) fn literal(&mut self, word: &str) -> Option<()> {
        self.text.get(self.at..)?.starts_with(word).then(|| self.at = self.at.wrapping_add(word.len()))
    }

    /// The next key of an object whose brace was taken, its colon taken too; or the closing brace. A key that is written
    /// with escapes is odd.
    #[inline]
    pub(crate) fn key(&mut self, is_first: bool) -> Option<Member<'a>> {
        if !self.has_member(is_first)? {
            return Some(Member::End);
        }
        let key = self.plain_string()?;
        self.take(b':')?;
        Some(Member::Key(key))
    }

    /// Whether a key follows in an object whose brace was taken; a comma before it, or the closing brace, is taken.
    #[inline]
    pub(crate) fn has_member(&mut self, is_first: bool) -> Option<bool> {
        match self.peek()? {
            b'}' => {
                self.step();
                return Some(false);
            }
            b',' if !is_first => self.step(),
            _ if is_first => {}
            _ => return None,
        }
        Some(true)
    }

    /// A number, as it is written.
    pub(crate) fn number(&mut self) -> Option<&'a str> {
        self.peek()?;
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.step();
        }
        match self.byte()? {
            b'0' => self.step(),
            b'1'..=b'9' => self.digits()?,
            _ => return None,
        }
        if self.byte() == Some(b'.') {
            self.step();
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.step();
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.step();
            }
            self.digits()?;
        }
        self.text.get(start..self.at)
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.byte().is_some_and(|b| b.is_ascii_digit()) {
            self.step();
        }
        (self.at > start).then_some(())
    }

    /// Reads a list, item by item.
    pub(crate) fn list(&mut self, mut item: impl FnMut(&mut Self, usize) -> Option<()>) -> Option<()> {
        self.take(b'[')?;
        if self.peek()? == b']' {
            self.step();
            return Some(());
        }
        for index in 0.. {
            item(self, index)?;
            match self.peek()? {
                b',' => self.step(),
                b']' => break,
                _ => return None,
            }
        }
        self.step();
        Some(())
    }

    /// The next value as it is written, whatever it is.
    pub(crate) fn raw(&mut self) -> Option<&'a str> {
        self.peek()?;
        let start = self.at;
        self.skip()?;
        self.text.get(start..self.at)
    }

    /// Skips a value that nobody wants, whatever it is, without recursion.
    pub(crate) fn skip(&mut self) -> Option<()> {
        // One bit for each open container, the innermost lowest: whether it is an object.
        let (mut open, mut depth) = (0_u64, 0_u32);
        loop {
            let byte = self.peek()?;
            match byte {
                b'"' => self.skip_string()?,
                b'{' | b'[' => {
                    self.step();
                    let closing = if byte == b'{' { b'}' } else { b']' };
                    if self.peek()? == closing {
                        self.step();
                    } else {
                        depth = depth.checked_add(1).filter(|depth| *depth <= self.most_skipped)?;
                        open = open << 1 | u64::from(byte == b'{');
                        if byte == b'{' {
                            self.skip_key()?;
                        }
                        continue;
                    }
                }
                b't' => self.literal("true")?,
                b'f' => self.literal("false")?,
                b'n' => self.literal("null")?,
                _ => self.number().map(|_| ())?,
            }
            loop {
                if depth == 0 {
                    return Some(());
                }
                let in_object = open & 1 == 1;
                match self.peek()? {
                    b',' => {
                        self.step();
                        if in_object {
                            self.skip_key()?;
                        }
                        break;
                    }
                    b'}' if in_object => {}
                    b']' if !in_object => {}
                    _ => return None,
                }
                self.step();
                open >>= 1;
                depth = depth.wrapping_sub(1);
            }
        }
    }

    fn skip_key(&mut self) -> Option<()> {
        self.skip_string()?;
        self.take(b':')
    }
}

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
    pub(crate) fn plain_string(&mut self) -> Option<&'a str> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A value that is skipped: the fast path's whole grammar.
    struct Any;
    impl FastDecode<'_> for Any {
        fn read(reader: &mut PullParser<'_>) -> Option<Self> {
            reader.skip().map(|()| Self)
        }
    }

    struct Str(String);
    impl FastDecode<'_> for Str {
        fn read(reader: &mut PullParser<'_>) -> Option<Self> {
            reader.string().map(|text| Self(text.into_owned()))
        }
    }

    #[test]
    fn accepts_what_serde_json_accepts() {
        let texts = [
            "{}",
            " [ ] ",
            "[1,2]",
            "[1,]",
            "[,1]",
            "{\"a\":1}",
            "{\"a\":1,}",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "nul",
            "null",
            "true",
            "tru",
            "falsey",
            "-0",
            "-",
            "01",
            "1.",
            ".5",
            "1.5e+3",
            "1e",
            "1e5",
            "+1",
            "\"a\"",
            "\"a",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u+123\"",
            "\"\\u0041\"",
            "\"\t\"",
            "[[[]]]",
            "[[[]]",
            "{\"a\":[{}]}",
            "[1}",
            "{\"a\":1]",
            "1 2",
            "\"ä\\n€\"",
            "[\"aaaaaaaaaaaaaaaaaaaaaa\\\"b\",\"\"]",
            "",
            " ",
            "[1 2]",
            "{\"a\" 1}",
            "{\"a\":1 \"b\":2}",
        ];
        for text in texts {
            let judged = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
            assert_eq!(read::<Any>(text).is_some(), judged, "{text}");
        }
    }

    #[test]
    fn strings_read_as_serde_json_reads_them() {
        for text in [
            r#""""#,
            r#""plain words longer than eight bytes""#,
            r#""q\" b\\ s\/ n\n t\t r\r b\b f\f e\u00e9 \ud83d\ude00 \ud840\udc00 \udbff\udfff end of it all""#,
            r#""\ud800""#,
            r#""\ud800\u0041""#,
            r#""\udc00""#,
            "\"control \u{1} inside\"",
            "\"ünïcödé ✓ and \u{7f}\"",
        ] {
            let judged = serde_json::from_str::<String>(text).ok();
            assert_eq!(read::<Str>(text).map(|s| s.0), judged, "{text}");
        }
    }

    #[test]
    fn what_nests_too_deep_is_left_to_the_judge() {
        assert!(read::<Any>(&("[".repeat(65) + &"]".repeat(65))).is_some());
        assert!(read::<Any>(&("[".repeat(66) + &"]".repeat(66))).is_none());
    }
}
