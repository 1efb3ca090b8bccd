//! References between the rows of a Next.js page: `"$5"` is the value of row 5, `"$5:props:title"` a part of it.

use std::collections::HashMap;

use super::lexer::{JsToken, Lexer, StringLiteral};

/// A piece that others can refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FlightRow<'a> {
    /// A text, as it is.
    Text(&'a str),
    /// JSON.
    Value(&'a str),
}

/// What a string means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// A string like any other.
    Itself,
    /// This text.
    Text(&'a str),
    /// The value that begins here.
    Value { text: &'a str, at: usize },
    /// `undefined`, or what is no data: a component, a promise, a symbol.
    Nothing,
    /// Something that would go beyond what may be brought in.
    TooMuch,
}

/// How many references may lead to a reference.
const HOPS: usize = 16;

/// The pieces of a page, by their numbers.
#[derive(Debug, Default)]
pub(super) struct References<'a> {
    pub(super) rows: HashMap<u32, FlightRow<'a>>,
    /// Bytes of all pieces: the room for what is brought in.
    pub(super) bytes: usize,
}

impl<'a> References<'a> {
    pub(super) fn len(&self) -> usize {
        self.bytes
    }

    /// What a string that begins with `$` means. What is looked at or brought in is taken from `room`.
    pub(super) fn target(&self, raw: &'a str, room: &mut usize) -> Target<'a> {
        let mut raw = raw;
        for _ in 0..HOPS {
            let Some(name) = raw.strip_prefix('$') else { return Target::Itself };
            match name.bytes().next() {
                // The marker of an element.
                None => return Target::Itself,
                // A dollar that is one.
                Some(b'$') => return Target::Text(name),
                // A date.
                Some(b'D') => return Target::Text(name.get(1..).unwrap_or_default()),
                Some(byte) if byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase() => {}
                Some(_) => return Target::Nothing,
            }
            if *room == 0 {
                return Target::TooMuch;
            }
            let mut path = name.split(':');
            let row = path.next().and_then(|number| u32::from_str_radix(number, 16).ok());
            let Some(row) = row.and_then(|number| self.rows.get(&number)) else { return Target::Nothing };
            let text = match row {
                FlightRow::Text(text) => {
                    return if take(room, text.len()) { Target::Text(text) } else { Target::TooMuch };
                }
                FlightRow::Value(text) => *text,
            };
            let mut at = 0_usize;
            for key in path {
                match step(text, at, key, room) {
                    Ok(Some(found)) => at = found,
                    Ok(None) => return Target::Nothing,
                    Err(TooMuch) => return Target::TooMuch,
                }
            }
            // The value may itself be a string that refers to another: `"$5:props"`. Only then is it read here.
            let value = text.get(at..).unwrap_or_default().trim_start_matches([':', ',', ' ']);
            // `["$","div",null,{…}]` is an element, which draws a part of the page: no list of data.
            if value.starts_with("[\"$\",") {
                return Target::Nothing;
            }
            if !value.starts_with("\"$") {
                return Target::Value { text, at };
            }
            let mut lexer = Lexer::new(text, at);
            match lexer.next() {
                Some(JsToken::String(literal)) if take(room, literal.raw.len()) => raw = literal.raw,
                Some(JsToken::String(_)) => return Target::TooMuch,
                _ => return Target::Value { text, at },
            }
        }
        Target::TooMuch
    }
}

struct TooMuch;

/// Takes bytes from the room. What does not fit leaves no room at all: else each of many references could be read in vain.
fn take(room: &mut usize, bytes: usize) -> bool {
    let left = room.checked_sub(bytes);
    *room = left.unwrap_or(0);
    left.is_some()
}

/// Where the value of this key begins, in the value that begins at `at`. An element is a list of its marker, type, key
/// and `props`.
fn step(text: &str, at: usize, key: &str, room: &mut usize) -> Result<Option<usize>, TooMuch> {
    let mut lexer = Lexer::new(text, at);
    let Some(JsToken::Open(bracket)) = lexer.next() else { return Ok(None) };
    let mut wanted = match (bracket, key) {
        (b'[', "type") => Some(1),
        (b'[', "key") => Some(2),
        (b'[', "props") => Some(3),
        (b'[', index) => index.parse::<usize>().ok(),
        _ => None,
    };
    let mut depth = 1_usize;
    let mut last_key: Option<StringLiteral<'_>> = None;
    let mut expects_value = bracket == b'[';
    loop {
        let before = lexer.position();
        let Some(word) = lexer.next() else { return Ok(None) };
        if !take(room, lexer.position().saturating_sub(before)) {
            return Err(TooMuch);
        }
        if depth == 1 && expects_value && !matches!(word, JsToken::Close | JsToken::Colon | JsToken::Comma) {
            let is_it = match bracket {
                b'[' => wanted == Some(0),
                _ => last_key.is_some_and(|literal| literal.raw == key),
            };
            if is_it {
                return Ok(Some(before));
            }
            wanted = wanted.and_then(|index| index.checked_sub(1));
            expects_value = bracket == b'[';
        } else if depth == 1 {
            match word {
                JsToken::String(literal) => last_key = Some(literal),
                JsToken::Colon => expects_value = true,
                _ => {}
            }
        }
        match word {
            JsToken::Open(_) => depth = depth.saturating_add(1),
            JsToken::Close => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Ok(None);
                }
            }
            _ => {}
        }
    }
}
