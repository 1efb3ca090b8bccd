//! Diagnostics: what could not be read, or only under an assumption. Each has a code, a place and a sentence.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

open_enum! {
    /// The kind of a diagnostic. Codes are stable; messages are not.
    pub enum Code {
        /// A word that is not in the vocabulary; it is kept as it was written.
        UnknownValue = "unknown_value",
        /// A value of another type than the format has there; it is left out or read as text.
        WrongType = "wrong_type",
        /// A key or element without which the item says less than it should.
        Missing = "missing",
        /// An item could not be read at all; its neighbours were.
        UnreadableItem = "unreadable_item",
        /// A time that no notation fits; it is left out.
        UnreadableTime = "unreadable_time",
        /// The same key or id twice; which one was taken is said.
        Duplicate = "duplicate",
        /// Two statements of the document that cannot both be true; both are kept.
        Contradiction = "contradiction",
        /// A time whose zone is nowhere stated.
        AssumedZone = "assumed_zone",
        /// A zone abbreviation with several meanings.
        AmbiguousZone = "ambiguous_zone",
        /// The document ends before it should.
        Truncated = "truncated",
        /// The markup or syntax is broken in a place that could be got around.
        Malformed = "malformed",
        /// Bytes that are no text in the document's encoding, or a declaration that is wrong.
        Encoding = "encoding",
        /// Something was left out because a limit was reached.
        Limit = "limit",
        /// A document type declaration was skipped.
        SkippedDtd = "skipped_dtd",
        /// A key that the format is not known to have; its value is left out.
        UnreadKey = "unread_key",
        /// More diagnostics were found than are listed.
        NotListed = "not_listed",
    }
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing; as far as the document shows, everything was read as it was meant.
    Info,
    /// Something is uncertain or was left out. A strict [`Parser`](crate::Parser) refuses the document.
    Warning,
    /// A whole item was lost. A strict [`Parser`](crate::Parser) refuses the document.
    Error,
}

words!(Severity {
    Info = "info",
    Warning = "warning",
    Error = "error",
});

/// A stretch of bytes in the decoded document: `start` inclusive, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    ///
    /// ```
    /// use statusfeed::Span;
    ///
    /// let span = Span::new(4, 9);
    /// assert_eq!(&"the wrong word"[span.start..span.end], "wrong");
    /// ```
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// A place in the decoded document as people count it: line and column, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Position {
    /// The line, from 1. Lines end with a line feed.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl Position {
    /// This line and column, both from 1.
    ///
    /// ```
    /// use statusfeed::Position;
    ///
    /// assert_eq!(Position::new(12, 8).to_string(), "12:8");
    /// ```
    #[must_use]
    pub fn new(line: usize, column: usize) -> Self {
        Self { line, column }
    }
}

/// `12:8`
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Computes the positions of byte offsets in one pass over the text, in whatever order they are given.
pub(crate) fn positions(text: &str, offsets: &[usize]) -> Vec<Position> {
    let mut order: Vec<usize> = (0..offsets.len()).collect();
    order.sort_unstable_by_key(|index| offsets.get(*index));
    let mut found = vec![Position::new(1, 1); offsets.len()];
    let (mut at, mut position) = (0, Position::new(1, 1));
    for index in order {
        let Some(offset) = offsets.get(index) else { continue };
        let offset = text.floor_char_boundary(*offset).max(at);
        let passed = text.get(at..offset).unwrap_or_default();
        let lines = memchr::memchr_iter(b'\n', passed.as_bytes()).count();
        position.line = position.line.saturating_add(lines);
        position.column = match passed.rsplit_once('\n') {
            Some((_, last)) => last.chars().count().saturating_add(1),
            None => position.column.saturating_add(passed.chars().count()),
        };
        at = offset;
        if let Some(slot) = found.get_mut(index) {
            *slot = position;
        }
    }
    found
}

/// Writes where something is, in parentheses: path, then line and column, or bytes if those are not known.
pub(crate) fn write_place(
    f: &mut fmt::Formatter<'_>,
    path: &str,
    position: Option<Position>,
    span: Option<Span>,
) -> fmt::Result {
    let place = match (position, span) {
        (Some(position), _) => format!("line {position}"),
        (None, Some(span)) => format!("bytes {}..{}", span.start, span.end),
        (None, None) => String::new(),
    };
    match (path.is_empty(), place.is_empty()) {
        (true, true) => Ok(()),
        (false, true) => write!(f, " ({})", quotable(path)),
        (true, false) => write!(f, " ({place})"),
        (false, false) => write!(f, " ({}, {place})", quotable(path)),
    }
}

/// What could not be read, or only under an assumption.
///
/// `Display` says everything on one line: severity, code, message, the words that were found, path, line and column.
///
/// ```
/// use statusfeed::Diagnostic;
/// use statusfeed::diagnostic::Code;
///
/// let diagnostic = Diagnostic::warning(Code::UnknownValue, "/status/indicator", "expected an indicator, found another word")
///     .with_found("mauve");
/// assert_eq!(
///     diagnostic.to_string(),
///     "warning unknown_value: expected an indicator, found another word: \"mauve\" (/status/indicator)"
/// );
/// ```
#[derive(Debug, Clone, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The kind.
    pub code: Code,
    /// Where in the document's structure: a JSON pointer for JSON (`/incidents/3/impact`), the same idea for others
    /// (`/entry/2/updated`); empty for the document as a whole.
    pub path: String,
    /// Where in the decoded document's bytes, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Line and column of the span's start. [`Parser`](crate::Parser) fills it in.
    #[serde(skip)]
    pub position: Option<Position>,
    /// What was found there, cut to 80 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// A sentence: what was expected and what was found.
    pub message: String,
}

/// The most characters of a document's words that a diagnostic repeats.
const FOUND_CHARS: usize = 80;

impl Diagnostic {
    /// A diagnostic of this severity about this place.
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic, Severity};
    ///
    /// let found = Diagnostic::new(Severity::Info, Code::AssumedZone, "/items/0/at", "expected a zone, found none; UTC is assumed");
    /// assert!(found.severity < Severity::Warning);
    /// ```
    #[must_use]
    pub fn new(severity: Severity, code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        let (path, message) = (path.into(), message.into());
        Self { severity, code, path, span: None, position: None, found: None, message }
    }

    /// Something uncertain or left out.
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic};
    ///
    /// let found = Diagnostic::warning(Code::Missing, "/items/0", "expected a name, found none");
    /// assert_eq!(found.to_string(), "warning missing: expected a name, found none (/items/0)");
    /// ```
    #[must_use]
    pub fn warning(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, path, message)
    }

    /// Something worth knowing.
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic, Severity};
    ///
    /// let found = Diagnostic::info(Code::Duplicate, "/items/1", "expected distinct rows, found one twice; it is kept once");
    /// assert_eq!(found.severity, Severity::Info);
    /// ```
    #[must_use]
    pub fn info(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, path, message)
    }

    /// A lost item.
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic, Severity};
    ///
    /// let found = Diagnostic::error(Code::UnreadableItem, "/items/2", "expected an object, found a number; it is left out");
    /// assert_eq!(found.severity, Severity::Error);
    /// ```
    #[must_use]
    pub fn error(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, path, message)
    }

    /// Adds the bytes it is about.
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic, Span};
    ///
    /// let found = Diagnostic::warning(Code::Malformed, "", "expected one page, found two").with_span(Span::new(10, 20));
    /// assert!(found.to_string().ends_with("(bytes 10..20)"));
    /// ```
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Adds what was found, cut to 80 characters, invisible characters escaped.
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic};
    ///
    /// let found = Diagnostic::warning(Code::UnknownValue, "/state", "expected a status, found another word").with_found("pu\u{202e}ce");
    /// assert_eq!(found.found.as_deref(), Some("pu\\u{202e}ce")); // safe for a terminal
    /// ```
    #[must_use]
    pub fn with_found(mut self, found: &str) -> Self {
        self.found = Some(quotable(found));
        self
    }
}

/// The position follows from the span, and is not compared.
impl PartialEq for Diagnostic {
    fn eq(&self, other: &Self) -> bool {
        let key = |d: &Self| (d.severity, d.span);
        key(self) == key(other)
            && self.code == other.code
            && self.path == other.path
            && self.found == other.found
            && self.message == other.message
    }
}

impl Hash for Diagnostic {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.severity, self.span, &self.code, &self.path, &self.found, &self.message).hash(state);
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.severity, self.code, self.message)?;
        if let Some(found) = &self.found {
            write!(f, ": \"{found}\"")?;
        }
        write_place(f, &self.path, self.position, self.span)
    }
}

/// Makes words of a document fit for a message, which goes to terminals and logs: cut to 80 characters, and each
/// [invisible](is_invisible) character escaped (`\u{202e}`).
///
/// ```
/// use statusfeed::diagnostic::quotable;
///
/// assert_eq!(quotable("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
/// assert_eq!(quotable(&"x".repeat(200)).chars().count(), 81); // 80 and "…"
/// ```
#[must_use]
pub fn quotable(text: &str) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == FOUND_CHARS {
            out.push('…');
            break;
        }
        if is_invisible(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a character shows nothing of its own, or changes how its neighbours are shown: Unicode's controls (`Cc`), format
/// characters (`Cf`), line and paragraph separators, all that has the property `Default_Ignorable_Code_Point`, and the
/// blank Braille pattern.
///
/// Messages, terminals and rendered Markdown escape these: with them, words can be hidden, or shown in another order than
/// they have.
///
/// ```
/// use statusfeed::diagnostic::is_invisible;
///
/// assert!(is_invisible('\u{202e}')); // right-to-left override
/// assert!(is_invisible('\u{3164}')); // Hangul filler
/// assert!(!is_invisible('é') && !is_invisible(' '));
/// ```
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}'
            | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// A bounded list of diagnostics: past the limit they are counted, not kept.
#[derive(Debug, Clone)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    most: usize,
    not_listed: usize,
    worst: Option<Severity>,
    concerns: Vec<Concern>,
    /// Keys that are not known, with a path of each, for one report each.
    unread: Vec<(String, String)>,
}

/// What warnings and errors are about, also of those that are only counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Concern {
    /// At most two keys of the path, without numbers: `incidents` of `/incidents/3/impact`, `page/name` of `/page/name`.
    pub(crate) path: String,
    /// Whether an item is missing: unreadable, cut off or over a limit.
    pub(crate) is_loss: bool,
    /// Whether there are two statements, of which one was taken.
    pub(crate) is_duplicate: bool,
}

/// Maximum number of distinct places; with more of them, the document as a whole is concerned.
const MAX_CONCERNS: usize = 32;

impl Concern {
    fn of(diagnostic: &Diagnostic) -> Self {
        let keys = diagnostic.path.split('/').skip(1).take(2);
        let keys = keys.take_while(|key| !key.is_empty() && !key.bytes().all(|byte| byte.is_ascii_digit()));
        Self {
            path: keys.collect::<Vec<_>>().join("/"),
            is_loss: matches!(diagnostic.code, Code::UnreadableItem | Code::Truncated | Code::Limit),
            is_duplicate: diagnostic.code == Code::Duplicate,
        }
    }
}

/// The most keys of one document that are reported as not known.
pub(crate) const MAX_UNREAD: usize = 16;

/// A length of a list of diagnostics, to return to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checkpoint {
    len: usize,
    not_listed: usize,
    worst: Option<Severity>,
    concerns: usize,
}

impl Diagnostics {
    /// An empty list that keeps `most` entries.
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic, diagnostic::Diagnostics};
    ///
    /// let mut list = Diagnostics::new(1);
    /// list.push(Diagnostic::info(Code::Duplicate, "/a", "expected one, found two"));
    /// list.push(Diagnostic::info(Code::Duplicate, "/b", "expected one, found two"));
    /// assert_eq!(list.into_vec()[1].code, Code::NotListed);
    /// ```
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { list: Vec::new(), most, not_listed: 0, worst: None, concerns: Vec::new(), unread: Vec::new() }
    }

    /// Adds one, or counts it where the list is full.
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic, diagnostic::Diagnostics};
    ///
    /// let mut list = Diagnostics::new(100);
    /// list.push(Diagnostic::warning(Code::Missing, "/name", "expected a name, found none"));
    /// assert_eq!(list.as_slice().len(), 1);
    /// ```
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.worst = self.worst.max(Some(diagnostic.severity));
        // A byte that is no character garbles a word, which is then unknown, and an assumed zone moves a time by hours: in
        // themselves they are no loss.
        let is_loss = !matches!(diagnostic.code, Code::Encoding | Code::AssumedZone | Code::AmbiguousZone);
        if diagnostic.severity >= Severity::Warning && is_loss {
            self.note(Concern::of(&diagnostic));
        }
        if self.list.len() < self.most {
            self.list.push(diagnostic);
        } else {
            self.not_listed = self.not_listed.saturating_add(1);
        }
    }

    fn note(&mut self, concern: Concern) {
        if self.concerns.contains(&concern) {
            return;
        }
        if self.concerns.len() < MAX_CONCERNS {
            self.concerns.push(concern);
        } else if let Some(last) = self.concerns.last_mut() {
            *last = Concern { path: String::new(), is_loss: true, is_duplicate: true };
        }
    }

    /// Notes a key that is not known, for one report at the end: the same key may be in every item.
    pub(crate) fn note_unread(&mut self, key: &str, path: String) {
        if self.unread.len() <= MAX_UNREAD && !self.unread.iter().any(|(noted, _)| noted == key) {
            self.unread.push((key.to_owned(), path));
        }
    }

    /// Reports the keys that are not known.
    pub(crate) fn report_unread(&mut self) {
        for (index, (key, path)) in std::mem::take(&mut self.unread).into_iter().enumerate() {
            let message = "expected the keys of the format, found another one; its value is left out";
            let diagnostic = Diagnostic::info(Code::UnreadKey, path, message).with_found(&key);
            self.push(if index == MAX_UNREAD {
                let message = format!("expected at most {MAX_UNREAD} keys that are not known, found more");
                Diagnostic::info(Code::NotListed, "", message)
            } else {
                diagnostic
            });
        }
    }

    /// What the warnings and errors so far are about.
    pub(crate) fn concerns(&self) -> &[Concern] {
        &self.concerns
    }

    /// The list as it is now, to return to.
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            len: self.list.len(),
            not_listed: self.not_listed,
            worst: self.worst,
            concerns: self.concerns.len(),
        }
    }

    /// Removes what was added since the checkpoint.
    pub(crate) fn roll_back(&mut self, checkpoint: Checkpoint) {
        self.list.truncate(checkpoint.len);
        self.not_listed = checkpoint.not_listed;
        self.worst = checkpoint.worst;
        self.concerns.truncate(checkpoint.concerns);
    }

    /// The worst severity met, counted ones included.
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic, Severity, diagnostic::Diagnostics};
    ///
    /// let mut list = Diagnostics::new(0); // keeps none, and still knows the worst
    /// list.push(Diagnostic::warning(Code::Missing, "/name", "expected a name, found none"));
    /// assert_eq!(list.worst(), Some(Severity::Warning));
    /// ```
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.worst
    }

    /// What was kept so far.
    ///
    /// ```
    /// use statusfeed::diagnostic::Diagnostics;
    ///
    /// assert_eq!(Diagnostics::new(100).as_slice(), []);
    /// ```
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.list
    }

    /// What was kept so far, to add spans to.
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic, Span, diagnostic::Diagnostics};
    ///
    /// let mut list = Diagnostics::new(100);
    /// list.push(Diagnostic::warning(Code::Missing, "/name", "expected a name, found none"));
    /// for diagnostic in list.as_mut_slice() {
    ///     diagnostic.span = Some(Span::new(0, 4));
    /// }
    /// ```
    pub fn as_mut_slice(&mut self) -> &mut [Diagnostic] {
        &mut self.list
    }

    /// The list, with one more entry where some were only counted.
    ///
    /// ```
    /// use statusfeed::diagnostic::Diagnostics;
    ///
    /// assert_eq!(Diagnostics::new(100).into_vec(), []);
    /// ```
    #[must_use]
    pub fn into_vec(mut self) -> Vec<Diagnostic> {
        if self.not_listed > 0 {
            let message =
                format!("expected at most {} diagnostics, found {} more", self.most, self.not_listed);
            self.list.push(Diagnostic::info(Code::NotListed, "", message));
        }
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters() {
        let text = "é\nab\n\nc";
        let at = |needle: &str| text.find(needle).unwrap();
        let found = positions(text, &[at("c"), 0, at("b"), at("\n"), 99]);
        let expected =
            [(4, 1), (1, 1), (2, 2), (1, 2), (4, 2)].map(|(line, column)| Position::new(line, column));
        assert_eq!(found, expected);
    }

    #[test]
    fn quotable_escapes_what_cannot_be_seen() {
        for c in [
            '\u{180e}', '\u{fff9}', '\u{3164}', '\u{115f}', '\u{1160}', '\u{34f}', '\u{2800}', '\u{202e}',
            '\u{1b}',
        ] {
            assert_eq!(quotable(&format!("a{c}b")), format!("a{}b", c.escape_default()));
        }
        assert_eq!(quotable("naïve 日本 😀"), "naïve 日本 😀");
    }
}
