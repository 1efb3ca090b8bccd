//! Character references (`&amp;`, `&#39;`, and the old names that need no `;`), line ends and NUL characters.

use std::borrow::Cow;

/// The names of the standard, sorted: `name`, a `+` where it counts without a `;` too, code points in hexadecimal.
static NAMED: &str = include_str!("named_references.txt");

/// The longest name is `CounterClockwiseContourIntegral`.
const LONGEST_NAME: usize = 31;
/// The longest name that counts without a `;` is `Aacute`, or another of its length.
const LONGEST_BARE_NAME: usize = 6;

/// The context of characters, which decides what is resolved in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextContext {
    /// Between tags.
    Data,
    /// In an element whose text holds references and no tags: `title`, `textarea`.
    Rcdata,
    /// In a text without references: a script, a comment.
    Raw,
    /// In a CDATA section.
    Cdata,
    /// In an attribute's value: `&copy=1` is no reference there.
    Attribute,
}

impl TextContext {
    fn has_references(self) -> bool {
        matches!(self, Self::Data | Self::Rcdata | Self::Attribute)
    }

    fn keeps_nul(self) -> bool {
        matches!(self, Self::Data | Self::Cdata)
    }
}

/// The characters that are meant. Borrows where nothing had to be resolved.
#[inline]
pub(crate) fn decode_references(raw: &str, place: TextContext) -> Cow<'_, str> {
    match memchr::memchr3(b'&', b'\r', 0, raw.as_bytes()) {
        None => Cow::Borrowed(raw),
        Some(first) => decode_from(raw, first, place),
    }
}

fn decode_from(raw: &str, first: usize, place: TextContext) -> Cow<'_, str> {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    let mut found = Some(first);
    while let Some((before, after)) = found.and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let mut characters = after.chars();
        let special = characters.next();
        rest = characters.as_str();
        match special {
            Some('&') if place.has_references() => match reference(rest, place == TextContext::Attribute) {
                Some(Reference { first, second, length }) => {
                    out.push(first);
                    out.extend(second);
                    rest = rest.get(length..).unwrap_or_default();
                }
                None => out.push('&'),
            },
            Some('\r') => {
                out.push('\n');
                rest = rest.strip_prefix('\n').unwrap_or(rest);
            }
            Some('\0') if !place.keeps_nul() => out.push(char::REPLACEMENT_CHARACTER),
            other => out.extend(other),
        }
        found = memchr::memchr3(b'&', b'\r', 0, rest.as_bytes());
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The characters of a reference, and how many bytes it takes after its `&`.
struct Reference {
    first: char,
    second: Option<char>,
    length: usize,
}

fn reference(after: &str, in_attribute: bool) -> Option<Reference> {
    match after.strip_prefix('#') {
        Some(number) => numeric(number),
        None => named(after.as_bytes(), in_attribute),
    }
}

fn numeric(after: &str) -> Option<Reference> {
    let (digits, radix, marks) = match after.strip_prefix(['x', 'X']) {
        Some(rest) => (rest, 16, 2_usize),
        None => (after, 10, 1),
    };
    let count = digits.bytes().position(|byte| !char::from(byte).is_digit(radix)).unwrap_or(digits.len());
    if count == 0 {
        return None;
    }
    let code = digits
        .bytes()
        .take(count)
        .filter_map(|byte| char::from(byte).to_digit(radix))
        .fold(0_u32, |code, digit| code.saturating_mul(radix).saturating_add(digit));
    let closed = usize::from(digits.as_bytes().get(count) == Some(&b';'));
    let length = marks.saturating_add(count).saturating_add(closed);
    Some(Reference { first: character(code), second: None, length })
}

/// Codes 80 to 9F are read as Windows-1252 has them: pages meant those when they wrote them.
fn character(code: u32) -> char {
    const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let meant = match code {
        0 => None,
        0x80..=0x9F => {
            WINDOWS_1252.chars().nth(usize::try_from(code.saturating_sub(0x80)).unwrap_or(usize::MAX))
        }
        _ => char::from_u32(code),
    };
    meant.unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn named(after: &[u8], in_attribute: bool) -> Option<Reference> {
    // One byte more than the longest name, so that a longer run is not taken for it.
    let run =
        after.iter().take(LONGEST_NAME.saturating_add(1)).take_while(|byte| byte.is_ascii_alphanumeric());
    let length = run.count();
    let name = after.get(..length)?;
    if after.get(length) == Some(&b';')
        && let Some((first, second, _)) = lookup(name)
    {
        return Some(Reference { first, second, length: length.saturating_add(1) });
    }
    let bare = (2..=length.min(LONGEST_BARE_NAME)).rev().find_map(|length| {
        let (first, second, bare) = lookup(name.get(..length)?)?;
        bare.then_some(Reference { first, second, length })
    })?;
    let goes_on = after.get(bare.length).is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric());
    (!(in_attribute && goes_on)).then_some(bare)
}

/// The one or two characters of a name, and whether it counts without a `;`.
fn lookup(name: &[u8]) -> Option<(char, Option<char>, bool)> {
    // The few that nearly all references are.
    match name {
        b"amp" => return Some(('&', None, true)),
        b"lt" => return Some(('<', None, true)),
        b"gt" => return Some(('>', None, true)),
        b"quot" => return Some(('"', None, true)),
        b"nbsp" => return Some(('\u{a0}', None, true)),
        b"apos" => return Some(('\'', None, false)),
        _ => {}
    }
    let mut lines = NAMED.as_bytes();
    // A binary search over lines of uneven length: halve by bytes, then go back to the beginning of the line.
    loop {
        let (before, _) = lines.split_at_checked(lines.len() / 2)?;
        let start = memchr::memrchr(b'\n', before).map_or(0, |at| at.saturating_add(1));
        let (lower, from) = lines.split_at_checked(start)?;
        let (line, upper) = from.split_at_checked(memchr::memchr(b'\n', from)?)?;
        let mut fields = line.split(|byte| *byte == b' ');
        let key = fields.next()?;
        let bare = key.strip_suffix(b"+");
        match bare.unwrap_or(key).cmp(name) {
            std::cmp::Ordering::Equal => {
                let mut codes = fields.filter_map(|hex| {
                    char::from_u32(u32::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()?)
                });
                return Some((codes.next()?, codes.next(), bare.is_some()));
            }
            std::cmp::Ordering::Less => lines = upper.get(1..)?,
            std::cmp::Ordering::Greater => lines = lower,
        }
    }
}
