//! The fast path: a pull reader that takes exactly what the wire types ask for.
//!
//! It says yes only to JSON, and no (`None`) to all that is odd: broken syntax, half a surrogate pair, nesting past 64
//! in what is skipped, a value of another type. Whoever gets a no reads the document again with `serde_json` and
//! [`Salvage`](super::Salvage), which judge it; so nothing here needs to explain itself. Measured beside `serde_json`'s
//! typed decode of the same wire types it takes about half the time, most of it won on short strings and keys.

mod string;

/// How deep the wire types themselves go; what is skipped within them comes on top.
const DEEPEST_WIRE: usize = 8;

/// A position in a document.
#[derive(Debug, Clone)]
pub(crate) struct PullParser<'a> {
    text: &'a str,
    at: usize,
    /// How deep what is skipped may be nested.
    most_skipped: u32,
}

/// What comes next in an object.
pub(crate) enum Member<'a> {
    Key(&'a str),
    End,
}

/// A value that the fast path can read.
pub(crate) trait FastDecode<'a>: Sized {
    /// Reads the value at the reader's position; `None` if anything else stands there.
    fn read(reader: &mut PullParser<'a>) -> Option<Self>;
}

/// Reads a whole document; `None` if it is not this type's JSON to the last brace.
pub(crate) fn read<'a, T: FastDecode<'a>>(text: &'a str) -> Option<T> {
    whole(PullParser::new(text))
}

/// The same for a document whose values may stand no deeper than this in one another; `None` too where it cannot tell.
pub(crate) fn decode_fast_within<'a, T: FastDecode<'a>>(text: &'a str, depth: usize) -> Option<T> {
    whole(PullParser::within(text, depth)?)
}

fn whole<'a, T: FastDecode<'a>>(mut reader: PullParser<'a>) -> Option<T> {
    let value = T::read(&mut reader)?;
    reader.peek().is_none().then_some(value)
}

impl<'a> PullParser<'a> {
    /// At the start of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, most_skipped: 64 }
    }

    /// At the start of a text whose values may stand no deeper than this in one another; `None` where that is less than
    /// the wire types themselves need.
    pub(crate) fn within(text: &'a str, depth: usize) -> Option<Self> {
        let left = depth.checked_sub(DEEPEST_WIRE)?.min(64);
        Some(Self { most_skipped: u32::try_from(left).ok()?, ..Self::new(text) })
    }

    /// How many bytes were read.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// The next byte that is not white space; the reader stands on it.
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

    /// Takes a `null`, if one stands here.
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
