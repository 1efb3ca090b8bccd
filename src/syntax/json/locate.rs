//! From a path to bytes: where in the text the value at a JSON pointer stands.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Span};

/// Adds spans to the diagnostics that have a path and no span, in one pass over the text.
///
/// Values are read without their places, which costs nothing where all is well; only a document that has something to
/// report pays for this pass. The text must be JSON. Keys are compared as written: one that is written with escapes is
/// not found, and its diagnostic stays without a span.
pub(crate) fn locate(text: &str, diagnostics: &mut [Diagnostic]) {
    let mut wanted: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        if diagnostic.span.is_none() && !diagnostic.path.is_empty() {
            wanted.entry(diagnostic.path.clone()).or_default().push(index);
        }
    }
    if wanted.is_empty() {
        return;
    }
    // Longer paths are not even hashed: 10⁵ nested lists would make that quadratic.
    let longest = wanted.keys().map(String::len).max().unwrap_or(0);
    let mut walk = Walk { text, at: 0, path: String::new(), open: Vec::new() };
    while let Some(span) = walk.next_value() {
        if walk.path.len() <= longest {
            for index in wanted.get(&walk.path).into_iter().flatten() {
                if let Some(diagnostic) = diagnostics.get_mut(*index) {
                    diagnostic.span = Some(span);
                }
            }
        }
        walk.leave();
    }
}

/// A container that has begun.
struct Open {
    start: usize,
    /// How long the path is without the steps inside this container.
    path_len: usize,
    /// The next index of a list; `None` for an object.
    index: Option<usize>,
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
    path: String,
    open: Vec<Open>,
}

impl Walk<'_> {
    /// The next value that ends, its path being `self.path`; `None` at the end of the text.
    fn next_value(&mut self) -> Option<Span> {
        loop {
            let byte = self.peek()?;
            let start = self.at;
            match byte {
                b'{' | b'[' => {
                    self.step();
                    let index = (byte == b'[').then_some(0);
                    self.open.push(Open { start, path_len: self.path.len(), index });
                    self.at = self.at.saturating_add(1);
                }
                b'}' | b']' => {
                    self.at = self.at.saturating_add(1);
                    let open = self.open.pop()?;
                    self.path.truncate(open.path_len);
                    return Some(Span::new(open.start, self.at));
                }
                b'"' => {
                    self.skip_string();
                    let end = self.at;
                    let in_object = self.open.last().is_some_and(|open| open.index.is_none());
                    if in_object && self.peek() == Some(b':') {
                        let key =
                            self.text.get(start.saturating_add(1)..end.saturating_sub(1)).unwrap_or_default();
                        self.path.push('/');
                        self.path.push_str(key);
                        self.at = self.at.saturating_add(1);
                        continue;
                    }
                    self.step();
                    return Some(Span::new(start, end));
                }
                b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' => self.at = self.at.saturating_add(1),
                _ => {
                    let rest = self.text.as_bytes().get(start..)?;
                    let len = rest.iter().position(|b| b",]} \n\r\t".contains(b)).unwrap_or(rest.len());
                    self.at = start.saturating_add(len.max(1));
                    self.step();
                    return Some(Span::new(start, self.at));
                }
            }
        }
    }

    /// Goes into the next item, where the reader stands in a list.
    fn step(&mut self) {
        if let Some(Open { path_len, index: Some(index), .. }) = self.open.last_mut() {
            self.path.truncate(*path_len);
            self.path.push('/');
            self.path.push_str(&index.to_string());
            *index = index.saturating_add(1);
        }
    }

    /// Goes back to the container's own path behind a value.
    fn leave(&mut self) {
        if let Some(open) = self.open.last() {
            self.path.truncate(open.path_len);
        }
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let skip = rest.iter().position(|b| !b.is_ascii_whitespace())?;
        self.at = self.at.saturating_add(skip);
        rest.get(skip).copied()
    }

    fn skip_string(&mut self) {
        let rest = self.text.as_bytes().get(self.at.saturating_add(1)..).unwrap_or_default();
        let mut escaped = false;
        let inside = rest.iter().position(|&b| {
            let closes = b == b'"' && !escaped;
            escaped = b == b'\\' && !escaped;
            closes
        });
        self.at = self.at.saturating_add(inside.unwrap_or(rest.len())).saturating_add(2).min(self.text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn finds_values_by_their_path() {
        let text = r#"{ "a" : [ 1, {"b": "x\"}y", "c": [[], 7]} ], "d": {"a": null} }"#;
        let paths = ["/a/0", "/a/1/b", "/a/1/c/1", "/a/1/c/0", "/d/a", "/a", "/nowhere"];
        let mut diagnostics: Vec<_> = paths.map(|p| Diagnostic::info(Code::Malformed, p, "")).into();
        locate(text, &mut diagnostics);
        let found: Vec<_> =
            diagnostics.iter().map(|d| d.span.and_then(|s| text.get(s.start..s.end))).collect();
        let list = r#"[ 1, {"b": "x\"}y", "c": [[], 7]} ]"#;
        assert_eq!(
            found,
            [Some("1"), Some(r#""x\"}y""#), Some("7"), Some("[]"), Some("null"), Some(list), None]
        );
    }
}
