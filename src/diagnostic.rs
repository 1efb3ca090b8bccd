//! What could not be read, or was read with a doubt: a code, a place, a sentence.

use std::fmt;

use serde::{Deserialize, Serialize};

open_enum! {
    /// What kind of doubt it is. Codes are stable; messages are not.
    pub enum Code (unknown => 0) {
        /// A word that is not in the vocabulary; it is kept as it was written.
        UnknownValue = "unknown_value" => 0,
        /// A value of another type than the format has there; it is left out or read as text.
        WrongType = "wrong_type" => 0,
        /// A key or element without which the item says less than it should.
        Missing = "missing" => 0,
        /// An item could not be read at all; its neighbours were.
        UnreadableItem = "unreadable_item" => 0,
        /// A time that no notation fits; it is left out.
        UnreadableTime = "unreadable_time" => 0,
        /// The same key or id twice; which one was taken is said.
        Duplicate = "duplicate" => 0,
        /// Two statements of the document that cannot both be true; both are kept.
        Contradiction = "contradiction" => 0,
        /// A time whose zone is nowhere stated.
        AssumedZone = "assumed_zone" => 0,
        /// A zone abbreviation with several meanings.
        AmbiguousZone = "ambiguous_zone" => 0,
        /// The document ends before it should.
        Truncated = "truncated" => 0,
        /// The markup or syntax is broken in a place that could be got around.
        Malformed = "malformed" => 0,
        /// Bytes that are no text in the document's encoding, or a declaration that is wrong.
        Encoding = "encoding" => 0,
        /// Something was left out because a limit was reached.
        Limit = "limit" => 0,
        /// A document type declaration was skipped.
        SkippedDtd = "skipped_dtd" => 0,
        /// More diagnostics were found than are listed.
        NotListed = "not_listed" => 0,
    }
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing; all was read as it was meant, as far as can be told.
    Info,
    /// Something is doubtful or was left out. A strict [`Parser`](crate::Parser) refuses the document.
    Warning,
    /// A whole item was lost. A strict [`Parser`](crate::Parser) refuses the document.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A stretch of bytes in the decoded document: `start` inclusive, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// What could not be read, or was read with a doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What kind of doubt it is.
    pub code: Code,
    /// Where in the document's structure: a JSON pointer for JSON (`/incidents/3/impact`), the same idea for others
    /// (`/entry/2/updated`); empty for the document as a whole.
    pub path: String,
    /// Where in the decoded document's bytes, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
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
    #[must_use]
    pub fn new(severity: Severity, code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity, code, path: path.into(), span: None, found: None, message: message.into() }
    }

    /// Something doubtful.
    #[must_use]
    pub fn warning(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, path, message)
    }

    /// Something worth knowing.
    #[must_use]
    pub fn info(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, path, message)
    }

    /// A lost item.
    #[must_use]
    pub fn error(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, path, message)
    }

    /// Adds the bytes it is about.
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Adds what was found, cut to 80 characters, control and direction characters escaped.
    #[must_use]
    pub fn with_found(mut self, found: &str) -> Self {
        self.found = Some(quotable(found));
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity, self.message)?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        if let Some(span) = self.span {
            write!(f, " (bytes {}..{})", span.start, span.end)?;
        }
        Ok(())
    }
}

/// A stranger's words made fit to stand in a message: cut to 80 characters, control and direction characters escaped
/// (a message goes to terminals and logs).
#[must_use]
pub fn quotable(text: &str) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == FOUND_CHARS {
            out.push('…');
            break;
        }
        let hidden = c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if hidden {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// A bounded list of diagnostics: past the limit they are counted, not kept.
#[derive(Debug, Clone)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    most: usize,
    not_listed: usize,
    worst: Option<Severity>,
    concerns: Vec<Concern>,
}

/// What warnings and errors are about, also of those that are only counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Concern {
    /// At most two keys of the path, without numbers: `incidents` of `/incidents/3/impact`, `page/name` of `/page/name`.
    pub(crate) path: String,
    /// Whether an item is missing: unreadable, cut off or over a limit.
    pub(crate) is_loss: bool,
}

/// The most places that are told apart; with more of them, the document as a whole is concerned.
const MAX_CONCERNS: usize = 32;

impl Concern {
    fn of(diagnostic: &Diagnostic) -> Self {
        let keys = diagnostic.path.split('/').skip(1).take(2);
        let keys = keys.take_while(|key| !key.is_empty() && !key.bytes().all(|byte| byte.is_ascii_digit()));
        Self {
            path: keys.collect::<Vec<_>>().join("/"),
            is_loss: matches!(diagnostic.code, Code::UnreadableItem | Code::Truncated | Code::Limit),
        }
    }
}

/// A state of a list of diagnostics.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checkpoint {
    len: usize,
    not_listed: usize,
    worst: Option<Severity>,
    concerns: usize,
}

impl Diagnostics {
    /// An empty list that keeps `most` entries.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { list: Vec::new(), most, not_listed: 0, worst: None, concerns: Vec::new() }
    }

    /// Adds one, or counts it where the list is full.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.worst = self.worst.max(Some(diagnostic.severity));
        // A byte that is no character garbles a word, which is then unknown; in itself it is no loss.
        if diagnostic.severity >= Severity::Warning && diagnostic.code != Code::Encoding {
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
            *last = Concern { path: String::new(), is_loss: true };
        }
    }

    /// What the warnings and errors so far are about.
    pub(crate) fn concerns(&self) -> &[Concern] {
        &self.concerns
    }

    /// Where the list stands, to go back to.
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            len: self.list.len(),
            not_listed: self.not_listed,
            worst: self.worst,
            concerns: self.concerns.len(),
        }
    }

    /// Forgets what was added since the checkpoint.
    pub(crate) fn roll_back(&mut self, checkpoint: Checkpoint) {
        self.list.truncate(checkpoint.len);
        self.not_listed = checkpoint.not_listed;
        self.worst = checkpoint.worst;
        self.concerns.truncate(checkpoint.concerns);
    }

    /// The worst severity met, counted ones included.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.worst
    }

    /// What was kept so far.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.list
    }

    /// What was kept so far, to add spans to.
    pub fn as_mut_slice(&mut self) -> &mut [Diagnostic] {
        &mut self.list
    }

    /// The list, with one more entry where some were only counted.
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
