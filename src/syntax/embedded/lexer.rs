//! The words of JSON and of JavaScript's literals.

use super::literal::StringLiteral;

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
    /// A number, a name, or a sign of the language that stands for a value (`!0`).
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
                _ if is_bare(byte) => return self.bare(),
                _ => self.at = self.at.saturating_add(1),
            }
        }
    }

    fn single(&mut self, word: JsToken<'a>) -> JsToken<'a> {
        self.at = self.at.saturating_add(1);
        word
    }

    /// A bare word, which the end of the text may have cut.
    fn bare(&mut self) -> Option<JsToken<'a>> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let len = rest.iter().position(|&byte| !is_bare(byte))?;
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

fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b'+' | b'-' | b'!' | 0x80..)
}
