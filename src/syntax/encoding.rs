//! From bytes to text: UTF-8 with and without a mark, UTF-16 both ways, Windows-1252 where it is declared.

use std::borrow::Cow;

/// The encodings that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, which is what Latin-1 means on the web.
    Windows1252,
}

impl Encoding {
    /// The name as it is declared on the web.
    ///
    /// ```
    /// use statusfeed::Encoding;
    ///
    /// assert_eq!(Encoding::Windows1252.as_str(), "windows-1252");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }

    fn named(label: &str) -> Option<Self> {
        const NAMES: [(&str, Encoding); 16] = [
            ("utf-8", Encoding::Utf8),
            ("utf8", Encoding::Utf8),
            ("us-ascii", Encoding::Windows1252),
            ("ascii", Encoding::Windows1252),
            ("iso-8859-1", Encoding::Windows1252),
            ("iso8859-1", Encoding::Windows1252),
            ("iso_8859-1", Encoding::Windows1252),
            ("iso-8859-15", Encoding::Windows1252),
            ("latin1", Encoding::Windows1252),
            ("latin-1", Encoding::Windows1252),
            ("l1", Encoding::Windows1252),
            ("windows-1252", Encoding::Windows1252),
            ("cp1252", Encoding::Windows1252),
            ("x-cp1252", Encoding::Windows1252),
            ("utf-16le", Encoding::Utf16Le),
            ("utf-16be", Encoding::Utf16Be),
        ];
        let label = label.trim();
        NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(label)).map(|&(_, encoding)| encoding)
    }
}

/// Decoded text, and what was odd about the bytes.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: Encoding,
    /// How many invalid sequences became U+FFFD, and the offset in `text` of the first one.
    pub(crate) replaced: usize,
    pub(crate) first_replaced: usize,
    /// An encoding that the document or the caller declares and that the bytes contradict.
    pub(crate) contradicted: Option<String>,
}

impl Decoded<'_> {
    /// The same, borrowed from it.
    pub(crate) fn borrowed(&self) -> Decoded<'_> {
        let Self { encoding, replaced, first_replaced, .. } = *self;
        let contradicted = self.contradicted.clone();
        Decoded { text: Cow::Borrowed(&self.text), encoding, replaced, first_replaced, contradicted }
    }

    /// The same, independent of the bytes.
    pub(crate) fn into_owned(self) -> Decoded<'static> {
        let Self { text, encoding, replaced, first_replaced, contradicted } = self;
        Decoded { text: Cow::Owned(text.into_owned()), encoding, replaced, first_replaced, contradicted }
    }
}

/// Decodes a document.
///
/// A byte order mark decides; else zero bytes among the first four mean UTF-16; else valid UTF-8 is UTF-8, whatever is
/// declared (a wrong declaration over valid UTF-8 is far more common than Latin-1 text that happens to be valid
/// UTF-8); else what the caller's `content_type` or the document declares.
pub(crate) fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(rest, None);
    }
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, Encoding::Utf16Le),
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, Encoding::Utf16Be),
        [0, b, 0, c, ..] if *b != 0 && *c != 0 => return utf16(bytes, Encoding::Utf16Be),
        [b, 0, c, 0, ..] if *b != 0 && *c != 0 => return utf16(bytes, Encoding::Utf16Le),
        _ => {}
    }
    let declared = content_type
        .and_then(|value| after(value.as_bytes(), b"charset="))
        .or_else(|| declared_inside(bytes));
    match (std::str::from_utf8(bytes), declared.as_deref().map(|label| (label, Encoding::named(label)))) {
        (Ok(text), declared) => {
            // Plain ASCII contradicts no declaration; other valid UTF-8 contradicts a declared Latin-1.
            let contradicted = match declared {
                Some((label, found)) if found != Some(Encoding::Utf8) && !text.is_ascii() => {
                    Some(label.to_owned())
                }
                _ => None,
            };
            let text = Cow::Borrowed(text);
            Decoded { text, encoding: Encoding::Utf8, replaced: 0, first_replaced: 0, contradicted }
        }
        (Err(_), Some((_, Some(Encoding::Windows1252)))) => windows_1252(bytes),
        (Err(_), Some((label, found))) => {
            utf8(bytes, (found != Some(Encoding::Utf8)).then(|| label.to_owned()))
        }
        (Err(_), None) => utf8(bytes, None),
    }
}

fn utf8(bytes: &[u8], contradicted: Option<String>) -> Decoded<'_> {
    let text = String::from_utf8_lossy(bytes);
    let (replaced, first_replaced) = match &text {
        Cow::Borrowed(_) => (0, 0),
        Cow::Owned(text) => (text.matches('\u{FFFD}').count(), text.find('\u{FFFD}').unwrap_or(0)),
    };
    Decoded { text, encoding: Encoding::Utf8, replaced, first_replaced, contradicted }
}

fn utf16(bytes: &[u8], encoding: Encoding) -> Decoded<'static> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| match (pair, encoding) {
        (&[a, b], Encoding::Utf16Be) => u16::from_be_bytes([a, b]),
        (&[a, b], _) => u16::from_le_bytes([a, b]),
        _ => 0xFFFD,
    });
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut replaced = 0_usize;
    let mut first_replaced = 0;
    let lone = odd.then_some('\u{FFFD}');
    for unit in char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).chain(lone) {
        if unit == '\u{FFFD}' {
            if replaced == 0 {
                first_replaced = text.len();
            }
            replaced = replaced.saturating_add(1);
        }
        text.push(unit);
    }
    Decoded { text: Cow::Owned(text), encoding, replaced, first_replaced, contradicted: None }
}

fn windows_1252(bytes: &[u8]) -> Decoded<'static> {
    // The 32 places in which Windows-1252 differs from Latin-1; unassigned bytes stay control characters, as on the web.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let text = bytes
        .iter()
        .map(|&b| match b {
            0x80..=0x9F => HIGH.get(usize::from(b & 0x1F)).copied().unwrap_or('\u{FFFD}'),
            _ => char::from(b),
        })
        .collect();
    let encoding = Encoding::Windows1252;
    Decoded { text: Cow::Owned(text), encoding, replaced: 0, first_replaced: 0, contradicted: None }
}

/// The encoding that an XML declaration or an HTML `meta` names in the first 1,024 bytes.
fn declared_inside(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    memchr::memchr_iter(b'<', head).filter_map(|at| head.get(at..)).find_map(|tag| {
        if tag.starts_with(b"<?xml") {
            let end = memchr::memmem::find(tag, b"?>")?;
            after(tag.get(..end)?, b"encoding=")
        } else if tag.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"<meta")) {
            after(tag, b"charset=")
        } else {
            None
        }
    })
}

/// The word after `key`, in lower case, without quotes.
fn after(text: &[u8], key: &[u8]) -> Option<String> {
    let at = text.windows(key.len()).position(|window| window.eq_ignore_ascii_case(key))?;
    let rest = text.get(at.checked_add(key.len())?..)?.iter().map(u8::to_ascii_lowercase);
    let label: String = rest
        .skip_while(|byte| matches!(byte, b' ' | b'"' | b'\''))
        .map(char::from)
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    (!label.is_empty()).then_some(label)
}
