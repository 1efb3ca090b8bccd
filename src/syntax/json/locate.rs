//! From JSON pointers to byte offsets, `/incidents/3/impact` to the span of that value, and back.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Diagnostics, Span, quotable};
use crate::syntax::json::string_end;

/// The paths that are looked for, with the diagnostics that name them.
type Wanted = BTreeMap<String, Vec<usize>>;

/// Reports the keys that are not known, and adds spans to the diagnostics that have a path and no span, in one pass over what
/// their paths lead into.
///
/// Values are decoded without their offsets, which costs nothing for a sound document; only a document that has something to
/// report pays for this pass. The text must be JSON. Keys are compared as written: one that is written with escapes is
/// not found, and its diagnostic stays without a span.
///
/// `tops` are the keys of the object at the top, each once, with the place of their values; where they are not known,
/// an empty list, and the whole text is walked.
pub(crate) fn locate(text: &str, tops: &[(&str, usize)], diagnostics: &mut Diagnostics) {
    diagnostics.report_unread();
    add_spans(text, tops, diagnostics.as_mut_slice());
}

fn add_spans(text: &str, tops: &[(&str, usize)], diagnostics: &mut [Diagnostic]) {
    let mut wanted = Wanted::new();
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        if diagnostic.span.is_none() && !diagnostic.path.is_empty() {
            wanted.entry(diagnostic.path.clone()).or_default().push(index);
        }
    }
    if wanted.is_empty() {
        return;
    }
    if tops.is_empty() {
        Walk::new(text, 0, String::new(), &wanted).run(diagnostics);
    }
    for (key, start) in tops {
        let path = format!("/{key}");
        if wanted.contains_key(&path) || leads_to_any(&wanted, &path) {
            Walk::new(text, *start, path, &wanted).run(diagnostics);
        }
    }
}

/// Whether a path that is looked for goes on from this one.
fn leads_to_any(wanted: &Wanted, path: &str) -> bool {
    let inside = format!("{path}/");
    wanted.range(inside.clone()..).next().is_some_and(|(next, _)| next.starts_with(&inside))
}

/// A container that has begun.
struct Open {
    start: usize,
    /// How long the path is without the steps inside this container.
    path_len: usize,
    /// The next index of a list; `None` for an object.
    index: Option<usize>,
}

/// A walk over one value.
struct Walk<'a> {
    text: &'a str,
    wanted: &'a Wanted,
    at: usize,
    path: String,
    open: Vec<Open>,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, at: usize, path: String, wanted: &'a Wanted) -> Self {
        Self { text, wanted, at, path, open: Vec::new() }
    }

    fn run(mut self, diagnostics: &mut [Diagnostic]) {
        while let Some(span) = self.next_value() {
            for index in self.wanted.get(&self.path).into_iter().flatten() {
                if let Some(diagnostic) = diagnostics.get_mut(*index) {
                    diagnostic.span = Some(span);
                }
            }
            let Some(open) = self.open.last() else { break };
            self.path.truncate(open.path_len);
        }
    }

    /// The next value that ends, its path being `self.path`; `None` at the end of the text.
    fn next_value(&mut self) -> Option<Span> {
        loop {
            let byte = self.peek()?;
            let start = self.at;
            match byte {
                b'{' | b'[' => {
                    self.step();
                    if !leads_to_any(self.wanted, &self.path) {
                        self.skip_container();
                        return Some(Span::new(start, self.at));
                    }
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

    /// Goes to the next item, if the innermost container is a list.
    fn step(&mut self) {
        if let Some(Open { path_len, index: Some(index), .. }) = self.open.last_mut() {
            self.path.truncate(*path_len);
            self.path.push('/');
            // Writing to a String cannot fail.
            let _ = write!(self.path, "{index}");
            *index = index.saturating_add(1);
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
        self.at = string_end(self.text.as_bytes(), self.at).saturating_add(1).min(self.text.len());
    }

    fn skip_container(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'"' => {
                    self.skip_string();
                    continue;
                }
                b'{' | b'[' => depth = depth.saturating_add(1),
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at = self.at.saturating_add(1);
            if depth == 0 {
                break;
            }
        }
    }
}

/// Finds the pointers of values by where they begin, from the first to the last of a text, which must be JSON.
///
/// As with [`locate`], only a document that has something to report pays for this.
pub(super) struct Pointers<'a> {
    text: &'a str,
    at: usize,
    /// For each container that is open, where in it the walk is.
    steps: Vec<Step<'a>>,
}

enum Step<'a> {
    /// The last string of an object. At the start of a value, that is its key.
    Key(&'a str),
    Index(usize),
}

impl<'a> Pointers<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, steps: Vec::new() }
    }

    /// The pointer of the value that begins at this byte, which must not be before the one that was asked for last.
    pub(super) fn find(&mut self, start: usize) -> String {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at).filter(|_| self.at < start) {
            match byte {
                b'{' => self.steps.push(Step::Key("")),
                b'[' => self.steps.push(Step::Index(0)),
                b'}' | b']' => {
                    self.steps.pop();
                }
                b'"' => {
                    let end = string_end(bytes, self.at);
                    if let Some(Step::Key(key)) = self.steps.last_mut() {
                        *key = self.text.get(self.at.saturating_add(1)..end).unwrap_or_default();
                    }
                    self.at = end;
                }
                b',' => {
                    if let Some(Step::Index(index)) = self.steps.last_mut() {
                        *index = index.saturating_add(1);
                    }
                }
                _ => {}
            }
            self.at = self.at.saturating_add(1);
        }
        let mut pointer = String::new();
        for step in &self.steps {
            // Writing to a String cannot fail.
            let _ = match step {
                Step::Key(key) => write!(pointer, "/{}", quotable(key)),
                Step::Index(index) => write!(pointer, "/{index}"),
            };
        }
        pointer
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
        let list = r#"[ 1, {"b": "x\"}y", "c": [[], 7]} ]"#;
        let expected = [Some("1"), Some(r#""x\"}y""#), Some("7"), Some("[]"), Some("null"), Some(list), None];
        let start = |value: &str| text.find(value).unwrap();
        for tops in [&[][..], &[("a", start("[ 1")), ("d", start(r#"{"a": null"#))]] {
            let mut diagnostics: Vec<_> = paths.map(|p| Diagnostic::info(Code::Malformed, p, "")).into();
            add_spans(text, tops, &mut diagnostics);
            let found: Vec<_> =
                diagnostics.iter().map(|d| d.span.and_then(|s| text.get(s.start..s.end))).collect();
            assert_eq!(found, expected, "{tops:?}");
        }
    }

    #[test]
    fn finds_paths_by_where_values_begin() {
        let text = r#"{ "a" : [ 1, {"b": "x\"}y,", "c": [[], 7]} ], "d": {"a": null} }"#;
        let mut pointers = Pointers::new(text);
        for (value, pointer) in [("1", "/a/0"), (r#""x"#, "/a/1/b"), ("7", "/a/1/c/1"), ("null", "/d/a")] {
            assert_eq!(pointers.find(text.find(value).unwrap()), pointer);
        }
    }
}
