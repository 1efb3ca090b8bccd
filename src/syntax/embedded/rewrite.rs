//! Rewrites one value of JSON or JavaScript (`{a: 'b', c: !0}`) as JSON (`{"a":"b","c":true}`).

use super::lexer::{JsToken, Lexer, StringLiteral};
use super::references::{References, Target};
use crate::limits::Limits;

/// A value as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EmbeddedJson {
    /// Well-formed JSON, whatever the source was.
    pub(crate) text: String,
    /// Whether the value was read to its end. If not, what was open is closed, and a word that is cut off is left out.
    pub(crate) is_complete: bool,
    /// Whether values were left out (and replaced by null) because they nest too deep or repeat too much.
    pub(crate) is_limited: bool,
}

/// Reads the value that begins at or after `at`, and writes it as JSON; `None` if no value begins there.
///
/// Keys without quotes, single quotes, `undefined`, comments, trailing commas and the escapes of JavaScript are
/// understood. What is neither (a call, a name) becomes null.
pub(crate) fn extract_json(text: &str, at: usize, limits: &Limits) -> Option<EmbeddedJson> {
    rewrite(text, at, None, limits).map(|(json, _)| json)
}

/// As [`extract_json`], with strings that refer to other values resolved; and where the value ends in the text.
pub(super) fn rewrite<'a>(
    text: &'a str,
    at: usize,
    references: Option<&References<'a>>,
    limits: &Limits,
) -> Option<(EmbeddedJson, usize)> {
    // What references bring in is bounded by what there is.
    let room = references.map_or(0, References::len);
    let mut writer = Writer {
        out: String::new(),
        open: Vec::new(),
        sources: vec![Source { lexer: Lexer::new(text, at), base: 0, is_reference: false }],
        references,
        room,
        depth: limits.depth,
        is_complete: true,
        is_limited: false,
        end: text.len(),
    };
    writer.run();
    let Writer { mut out, is_complete, is_limited, end, .. } = writer;
    out.shrink_to_fit();
    (!out.is_empty()).then_some((EmbeddedJson { text: out, is_complete, is_limited }, end))
}

/// An open list or object.
#[derive(Debug)]
struct Open {
    is_object: bool,
    is_empty: bool,
    expects: Expects,
}

/// What comes next in a list or object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expects {
    Key,
    Value,
    /// An item has ended: all up to the comma means nothing.
    Comma,
}

impl Open {
    fn new(is_object: bool) -> Self {
        Self { is_object, is_empty: true, expects: if is_object { Expects::Key } else { Expects::Value } }
    }

    /// Whether a key is written whose value is not.
    fn has_key(&self) -> bool {
        self.is_object && self.expects == Expects::Value
    }
}

/// A text that is being read: the value itself, or one that it refers to.
#[derive(Debug)]
struct Source<'a> {
    lexer: Lexer<'a>,
    /// How much was open where the value began.
    base: usize,
    /// Whether it is a value that another one refers to.
    is_reference: bool,
}

#[derive(Debug)]
struct Writer<'a, 'r> {
    out: String,
    open: Vec<Open>,
    sources: Vec<Source<'a>>,
    references: Option<&'r References<'a>>,
    room: usize,
    depth: usize,
    is_complete: bool,
    is_limited: bool,
    /// Where the value ends in its text, once it is read.
    end: usize,
}

impl<'a> Writer<'a, '_> {
    fn run(&mut self) {
        while let Some(source) = self.sources.last_mut() {
            // Without room, what is referred to is not even read.
            if self.room == 0 && source.is_reference {
                self.is_limited = true;
                self.close_source();
                continue;
            }
            let before = source.lexer.position();
            let Some(word) = source.lexer.next() else {
                self.is_complete = false;
                self.close_source();
                continue;
            };
            // What is brought in costs room, so that references to references end.
            let read = source.lexer.position().saturating_sub(before);
            if self.sources.len() > 1 {
                let Some(left) = self.room.checked_sub(read) else {
                    self.room = 0;
                    self.is_limited = true;
                    self.close_source();
                    continue;
                };
                self.room = left;
            }
            let expects = self.open.last().map(|open| open.expects);
            match word {
                JsToken::Colon => {}
                JsToken::Comma => self.comma(),
                JsToken::Close => self.close(),
                // A container in place of a key or a comma is skipped.
                JsToken::Open(_) if matches!(expects, Some(Expects::Key | Expects::Comma)) => self.skip(),
                _ if expects == Some(Expects::Comma) => {}
                JsToken::Open(_) if self.open.len() >= self.depth => {
                    self.is_limited = true;
                    self.skip();
                    self.scalar("null");
                }
                JsToken::Open(byte) => {
                    self.begin_item();
                    self.out.push(char::from(byte));
                    self.open.push(Open::new(byte == b'{'));
                }
                JsToken::String(literal) if expects == Some(Expects::Key) => {
                    self.key(|out| write_string(out, literal));
                }
                JsToken::Bare(name) if expects == Some(Expects::Key) => self.key(|out| quote(out, name)),
                JsToken::String(literal) => self.text(literal),
                JsToken::Bare(word) => self.bare(word),
            }
        }
    }

    /// Writes the comma before an item, where one belongs.
    fn begin_item(&mut self) {
        if let Some(open) = self.open.last_mut() {
            if !open.is_empty && !open.has_key() {
                self.out.push(',');
            }
            open.is_empty = false;
        }
    }

    fn key(&mut self, write: impl FnOnce(&mut String)) {
        self.begin_item();
        write(&mut self.out);
        self.out.push(':');
        if let Some(open) = self.open.last_mut() {
            open.expects = Expects::Value;
        }
    }

    fn comma(&mut self) {
        if self.open.last().is_some_and(Open::has_key) {
            self.scalar("null");
        }
        if let Some(open) = self.open.last_mut() {
            open.expects = if open.is_object { Expects::Key } else { Expects::Value };
        }
    }

    fn scalar(&mut self, json: &str) {
        self.begin_item();
        self.out.push_str(json);
        self.end_value();
    }

    /// A value has ended: its key is used up, and with it perhaps its source.
    fn end_value(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.expects = Expects::Comma;
        }
        while let Some(source) = self.sources.pop_if(|source| source.base == self.open.len()) {
            self.end = source.lexer.position();
        }
    }

    fn close(&mut self) {
        let base = self.sources.last().map_or(0, |source| source.base);
        if self.open.len() <= base {
            // A bracket that closes nothing: no value begins here.
            self.is_complete = false;
            self.close_source();
            return;
        }
        if let Some(open) = self.open.pop() {
            if open.has_key() {
                self.out.push_str("null");
            }
            self.out.push(if open.is_object { '}' } else { ']' });
        }
        self.end_value();
    }

    /// Closes all that a source left open where it ends too early.
    fn close_source(&mut self) {
        let Some(source) = self.sources.last() else { return };
        let base = source.base;
        let count = self.sources.len();
        if self.open.len() > base {
            while self.open.len() > base && self.sources.len() == count {
                self.close();
            }
        } else if self.open.is_empty() {
            self.sources.pop();
        } else {
            // Nothing of a value that was referred to could be read.
            self.scalar("null");
        }
    }

    /// Passes over what the open bracket just read holds. In a text that was brought in, that costs room too.
    fn skip(&mut self) {
        let is_brought_in = self.sources.len() > 1;
        let Some(source) = self.sources.last_mut() else { return };
        let before = source.lexer.position();
        let mut depth = 1_usize;
        while depth > 0 {
            match source.lexer.next() {
                Some(JsToken::Open(_)) => depth = depth.saturating_add(1),
                Some(JsToken::Close) => depth = depth.saturating_sub(1),
                Some(_) => {}
                None => break,
            }
        }
        if is_brought_in {
            self.room = self.room.saturating_sub(source.lexer.position().saturating_sub(before));
        }
    }

    fn text(&mut self, literal: StringLiteral<'a>) {
        let target = match self.references {
            Some(references) if literal.raw.starts_with('$') => {
                references.target(literal.raw, &mut self.room)
            }
            _ => Target::Itself,
        };
        match target {
            Target::Itself => {
                self.begin_item();
                write_string(&mut self.out, literal);
                self.end_value();
            }
            Target::Text(text) => {
                self.begin_item();
                quote(&mut self.out, text);
                self.end_value();
            }
            Target::Nothing => self.scalar("null"),
            Target::TooMuch => {
                self.is_limited = true;
                self.scalar("null");
            }
            Target::Value { text, at } => {
                if self.sources.len() < self.depth {
                    self.sources.push(Source {
                        lexer: Lexer::new(text, at),
                        base: self.open.len(),
                        is_reference: true,
                    });
                } else {
                    self.is_limited = true;
                    self.scalar("null");
                }
            }
        }
    }

    fn bare(&mut self, word: &str) {
        match word.strip_prefix('+').unwrap_or(word) {
            "true" | "!0" => self.scalar("true"),
            "false" | "!1" => self.scalar("false"),
            word if serde_json::from_str::<serde_json::Number>(word).is_ok() => self.scalar(word),
            // What is neither a number nor a truth value is a name or a call.
            word => match parse_number(word) {
                Some(number) => self.scalar(&number.to_string()),
                None => self.scalar("null"),
            },
        }
    }
}

/// A number as JavaScript writes it and JSON does not: `.5`, `0x1F`.
fn parse_number(word: &str) -> Option<serde_json::Number> {
    let radix = match word.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => return word.parse().ok().and_then(serde_json::Number::from_f64),
    };
    let digits = word.get(2..).filter(|digits| !digits.starts_with('+'))?;
    u64::from_str_radix(digits, radix).ok().map(serde_json::Number::from)
}

fn write_string(out: &mut String, literal: StringLiteral<'_>) {
    if literal.is_json {
        out.push('"');
        out.push_str(literal.raw);
        out.push('"');
    } else {
        let mut decoded = String::with_capacity(literal.raw.len());
        literal.decode_into(&mut decoded);
        quote(out, &decoded);
    }
}

/// Writes a text as a JSON string.
fn quote(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(text.get(from..at).unwrap_or_default());
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                out.push_str("\\u00");
                for digit in [byte >> 4, byte & 15] {
                    out.extend(char::from_digit(u32::from(digit), 16));
                }
            }
        }
        from = at.saturating_add(1);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> (String, bool) {
        let json = extract_json(text, 0, &Limits::default()).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&json.text).is_ok(), "{text} -> {}", json.text);
        (json.text, json.is_complete)
    }

    #[test]
    fn json_stays_as_it_is() {
        let text = r#"{"a":[1,-2.5e3,"x\"\u00e9",{}],"b":null,"c":true}"#;
        assert_eq!(json(text), (text.to_owned(), true));
        assert_eq!(json(&format!("  {text}; more();")), (text.to_owned(), true));
    }

    #[test]
    fn javascript_becomes_json() {
        let text = r"{'a':'it\'s \x3Cb>', b: [1, , 2,], /* why */ $c: undefined, 'd': !0, e: void 0, // end
            f: .5, 1: new Date('x', [1]), h: 0x1F, g: }";
        let wanted =
            r#"{"a":"it's <b>","b":[1,2],"$c":null,"d":true,"e":null,"f":0.5,"1":null,"h":31,"g":null}"#;
        assert_eq!(json(text), (wanted.to_owned(), true));
    }

    #[test]
    fn what_is_cut_off_is_closed() {
        let text = r#"{"a":[{"b":"c"},{"d":"e"}],"f":12}"#;
        for end in 1..text.len() {
            let (found, is_complete) = json(text.get(..end).unwrap());
            assert!(!is_complete, "{found}");
        }
        assert_eq!(json(r#"{"a":[{"b":"c"},{"d":"e"#).0, r#"{"a":[{"b":"c"},{"d":null}]}"#);
        assert_eq!(json(r#"{"a":12"#).0, r#"{"a":null}"#);
        assert_eq!(extract_json("", 0, &Limits::default()), None);
        assert_eq!(extract_json("]", 0, &Limits::default()), None);
    }

    #[test]
    fn brackets_that_do_not_match_end_something() {
        assert_eq!(json(r#"{"a":[1}"#), (r#"{"a":[1]}"#.to_owned(), false));
        assert_eq!(json(r#"{{"x":1}"a":2}"#), (r#"{"a":2}"#.to_owned(), true));
    }

    #[test]
    fn what_nests_too_deep_is_left_out() {
        let text = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        let json = extract_json(&text, 0, &Limits::default()).unwrap();
        assert!(json.is_limited && json.is_complete);
        assert_eq!(json.text.len(), 64 + 4 + 64);
    }
}
