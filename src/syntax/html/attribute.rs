//! The inside of a tag: names and values, cut as the standard cuts them.

/// One attribute as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attribute<'a> {
    /// The name as written: in HTML, case does not matter.
    pub(crate) raw_name: &'a str,
    /// The value without its quotes, not decoded; empty if it has no value.
    pub(crate) raw_value: &'a str,
}

impl Attribute<'_> {
    /// Whether the name is this one, which must be given in lower case.
    #[inline]
    pub(crate) fn is(&self, name: &str) -> bool {
        self.raw_name.eq_ignore_ascii_case(name)
    }
}

/// The attributes of one tag, repeated ones included.
#[derive(Debug, Clone)]
pub(crate) struct Attributes<'a> {
    text: &'a str,
    at: usize,
}

/// What comes next inside a tag.
pub(super) enum TagPart<'a> {
    Attribute(Attribute<'a>),
    /// The tag's `>`.
    Close {
        self_closing: bool,
    },
    /// The text ends inside the tag.
    Cut,
}

impl<'a> Attributes<'a> {
    /// The attributes in the text that follows a tag's name.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// How far the text has been read, in bytes.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    /// Skips to the first byte that `stops`, and gives what was skipped.
    #[inline]
    fn until(&mut self, stops: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.bytes().position(stops).unwrap_or(rest.len());
        self.skip(length);
        rest.get(..length).unwrap_or_default()
    }

    fn quoted(&mut self, quote: u8) -> Option<&'a str> {
        self.skip(1);
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = memchr::memchr(quote, rest.as_bytes())?;
        self.skip(length.saturating_add(1));
        rest.get(..length)
    }

    #[inline]
    pub(super) fn step(&mut self) -> TagPart<'a> {
        loop {
            self.until(|byte| !is_space(byte));
            match self.peek() {
                None => return TagPart::Cut,
                Some(b'>') => {
                    self.skip(1);
                    return TagPart::Close { self_closing: false };
                }
                Some(b'/') => {
                    self.skip(1);
                    if self.peek() == Some(b'>') {
                        self.skip(1);
                        return TagPart::Close { self_closing: true };
                    }
                }
                Some(_) => return self.attribute(),
            }
        }
    }

    fn attribute(&mut self) -> TagPart<'a> {
        let start = self.at;
        // A `=` at the beginning belongs to the name.
        self.skip(usize::from(self.peek() == Some(b'=')));
        self.until(|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let raw_name = self.text.get(start..self.at).unwrap_or_default();
        self.until(|byte| !is_space(byte));
        if self.peek() != Some(b'=') {
            return TagPart::Attribute(Attribute { raw_name, raw_value: "" });
        }
        self.skip(1);
        self.until(|byte| !is_space(byte));
        let raw_value = match self.peek() {
            Some(quote @ (b'"' | b'\'')) => match self.quoted(quote) {
                Some(value) => value,
                None => return TagPart::Cut,
            },
            _ => self.until(|byte| is_space(byte) || byte == b'>'),
        };
        TagPart::Attribute(Attribute { raw_name, raw_value })
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        match self.step() {
            TagPart::Attribute(attribute) => Some(attribute),
            TagPart::Close { .. } | TagPart::Cut => None,
        }
    }
}

/// The standard's white space inside a tag. (A carriage return becomes a line feed before tags are cut.)
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}
