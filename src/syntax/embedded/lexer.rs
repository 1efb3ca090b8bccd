//! Tokens of JSON and of JavaScript literals, and the escapes of their strings.

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JsToken<'a> {
    /// `{` or `[`
    Open(u8),
    /// `}` or `]`
    Close,
    /// `:`
    Colon,
    /// `,`
    Comma,
    /// A string.
    String(StringLiteral<'a>),
    /// A number, a name, or an expression for a value (`!0`).
    Bare(&'a str),
}

/// Cuts a text into words. Comments and other signs are passed over.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// How far the text has been read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The next word; `None` where the text ends, or is cut off in a word.
    pub(super) fn next(&mut self) -> Option<JsToken<'a>> {
        let bytes = self.text.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            match byte {
                b'{' | b'[' => return Some(self.single(JsToken::Open(byte))),
                b'}' | b']' => return Some(self.single(JsToken::Close)),
                b':' => return Some(self.single(JsToken::Colon)),
                b',' => return Some(self.single(JsToken::Comma)),
                b'"' | b'\'' | b'`' => {
                    let (literal, end) = StringLiteral::read(self.text, self.at)?;
                    self.at = end;
                    return Some(JsToken::String(literal));
                }
                b'/' => self.comment()?,
                _ => {
                    let character = self.text.get(self.at..)?.chars().next()?;
                    if is_bare(character) {
                        return self.bare();
                    }
                    self.at = self.at.saturating_add(character.len_utf8());
                }
            }
        }
    }

    fn single(&mut self, word: JsToken<'a>) -> JsToken<'a> {
        self.at = self.at.saturating_add(1);
        word
    }

    /// A bare word, which the end of the text may have cut.
    fn bare(&mut self) -> Option<JsToken<'a>> {
        let len = self.text.get(self.at..)?.find(|character| !is_bare(character))?;
        let end = self.at.saturating_add(len);
        let word = self.text.get(self.at..end)?;
        self.at = end;
        Some(JsToken::Bare(word))
    }

    fn comment(&mut self) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let len = if rest.starts_with(b"/*") {
            memchr::memmem::find(rest.get(2..)?, b"*/")?.saturating_add(4)
        } else if rest.starts_with(b"//") {
            memchr::memchr(b'\n', rest)?
        } else {
            1
        };
        self.at = self.at.saturating_add(len);
        Some(())
    }
}

/// Whether a character is part of a name or number. No-break spaces and the like are white space in JavaScript.
fn is_bare(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '_' | '$' | '.' | '+' | '-' | '!')
        || !(character.is_ascii() || character.is_whitespace() || character == '\u{feff}')
}

/// A string literal as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StringLiteral<'a> {
    /// The text between the quotes, as written.
    pub(crate) raw: &'a str,
    /// Whether it is valid between JSON's quotes as it is.
    pub(crate) is_json: bool,
}

impl<'a> StringLiteral<'a> {
    /// Reads the literal whose opening quote is at `at`, and returns it with the offset after it; `None` if it is not closed.
    ///
    /// Byte by byte: in data that is written as a string every quote is escaped, and a search that restarts after
    /// each of them takes twice the time.
    pub(crate) fn read(text: &'a str, at: usize) -> Option<(Self, usize)> {
        let quote = *text.as_bytes().get(at)?;
        let start = at.saturating_add(1);
        let mut is_json = quote == b'"';
        let mut rest = text.as_bytes().get(start..)?;
        while let Some((&byte, behind)) = rest.split_first() {
            rest = behind;
            if byte == quote {
                let end = text.len().saturating_sub(rest.len());
                let raw = text.get(start..end.saturating_sub(1))?;
                return Some((Self { raw, is_json }, end));
            }
            is_json &= byte >= 0x20;
            if byte == b'\\' {
                let (&escaped, behind) = rest.split_first()?;
                is_json &= match escaped {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => true,
                    b'u' => behind.get(..4).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
                    _ => false,
                };
                rest = behind;
            }
        }
        None
    }

    /// Adds the characters that are meant.
    pub(crate) fn decode_into(&self, out: &mut String) {
        decode(self.raw, out);
    }
}

/// Undoes the escapes, up to one that is cut off; half a surrogate pair becomes U+FFFD.
pub(crate) fn decode(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.bytes().position(|byte| byte == b'\\') {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let mut chars = behind.chars();
        chars.next();
        let Some(letter) = chars.next() else { return };
        rest = chars.as_str();
        match letter {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'v' => out.push('\u{b}'),
            '0' => out.push('\0'),
            // A backslash before a line break continues the string on the next line.
            '\n' | '\u{2028}' | '\u{2029}' => {}
            '\r' => rest = rest.strip_prefix('\n').unwrap_or(rest),
            'x' | 'u' => {
                let Some(behind) = code(letter, rest, out) else { return };
                rest = behind;
            }
            other => out.push(other),
        }
    }
    out.push_str(rest);
}

/// Reads the digits of `\xHH`, `\uHHHH` or `\u{H…}`, and the other half of a pair; gives what follows.
fn code<'a>(letter: char, text: &'a str, out: &mut String) -> Option<&'a str> {
    if letter == 'x' {
        let (value, rest) = hex(text, 2)?;
        out.push(char::from_u32(value).unwrap_or('\u{FFFD}'));
        return Some(rest);
    }
    if let Some(inside) = text.strip_prefix('{') {
        let (digits, rest) = inside.split_once('}')?;
        let value = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        out.push(value.unwrap_or('\u{FFFD}'));
        return Some(rest);
    }
    let (first, rest) = hex(text, 4)?;
    if !(0xD800..0xDC00).contains(&first) {
        out.push(char::from_u32(first).unwrap_or('\u{FFFD}'));
        return Some(rest);
    }
    let second = rest.strip_prefix("\\u").and_then(|rest| hex(rest, 4));
    let Some((second, rest)) = second.filter(|(second, _)| (0xDC00..0xE000).contains(second)) else {
        out.push('\u{FFFD}');
        return Some(rest);
    };
    let high = first.wrapping_sub(0xD800) << 10;
    let value = 0x1_0000_u32.saturating_add(high).saturating_add(second.wrapping_sub(0xDC00));
    out.push(char::from_u32(value).unwrap_or('\u{FFFD}'));
    Some(rest)
}

fn hex(text: &str, digits: usize) -> Option<(u32, &str)> {
    let (number, rest) = text.split_at_checked(digits)?;
    let is_hex = number.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(number, 16).ok().filter(|_| is_hex).map(|value| (value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(raw: &str) -> String {
        let mut out = String::new();
        decode(raw, &mut out);
        out
    }

    #[test]
    fn escapes_of_both_languages() {
        assert_eq!(decoded(r#"a\"b\\c\/d\n\u00e9\ud83d\ude00"#), "a\"b\\c/d\né😀");
        assert_eq!(decoded(r"\x3C\'\u{1F600}\q\0"), "<'😀q\0");
        assert_eq!(decoded(r"\ud83dx\udc00"), "\u{FFFD}x\u{FFFD}");
        assert_eq!(decoded("a\\\nb\\\r\nc\\\rd"), "abcd");
    }

    #[test]
    fn an_escape_that_is_cut_off_is_left_out() {
        for cut in [r"ab\", r"ab\u00", r"ab\x", r"ab\u{12", r"ab\u00zz"] {
            assert_eq!(decoded(cut), "ab", "{cut}");
        }
    }

    #[test]
    fn finds_the_closing_quote() {
        let (literal, end) = StringLiteral::read(r#"x"a\\\"b"c"#, 1).unwrap();
        assert_eq!((literal.raw, literal.is_json, end), (r#"a\\\"b"#, true, 9));
        assert!(!StringLiteral::read(r#""\x41""#, 0).unwrap().0.is_json);
        assert!(!StringLiteral::read("\"a\nb\"", 0).unwrap().0.is_json);
        assert_eq!(StringLiteral::read(r#""abc\"#, 0), None);
        assert_eq!(StringLiteral::read(r#""abc\""#, 0), None);
    }
}
