//! What an adapter works with beside the document: the caller's options, and a place for diagnostics.

use chrono::{DateTime, Utc};

use crate::datetime::zone::Zone;
use crate::datetime::{self, Reading, Unreadable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::Limits;
use crate::model::{Basis, Impact, Snapshot};

/// The caller's wishes, as adapters see them. [`Parser`](crate::Parser) builds them.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// How much is taken in.
    pub limits: Limits,
    /// The zone of times whose zone is nowhere stated, where the caller knows it. `None`: UTC is assumed.
    pub assumed_zone: Option<Zone>,
    /// Whether items keep the text they were read from.
    pub keep_raw: bool,
    /// Whether a warning refuses the document.
    pub strict: bool,
}

/// What an adapter works with beside the document.
#[derive(Debug)]
pub struct Context<'p> {
    options: &'p Options,
    diagnostics: Diagnostics,
}

impl<'p> Context<'p> {
    /// A context with these options and an empty list of diagnostics: what an adapter's own tests need.
    #[must_use]
    pub fn new(options: &'p Options) -> Self {
        Self { options, diagnostics: Diagnostics::new(options.limits.diagnostics) }
    }

    /// The caller's options.
    #[must_use]
    pub fn options(&self) -> &'p Options {
        self.options
    }

    /// How much is taken in.
    #[must_use]
    pub fn limits(&self) -> &'p Limits {
        &self.options.limits
    }

    /// Reports what could not be read, or was read with a doubt.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// What was reported so far.
    pub fn diagnostics(&mut self) -> &mut Diagnostics {
        &mut self.diagnostics
    }

    /// Cuts a list at a limit, and says so.
    pub fn bound<T>(&mut self, list: &mut Vec<T>, limit: usize, what: &str, path: &str) {
        if list.len() > limit {
            let message =
                format!("expected at most {limit} {what}, found {}; the rest are left out", list.len());
            self.report(Diagnostic::warning(Code::Limit, path, message));
            list.truncate(limit);
        }
    }

    /// Cuts a text at [`Limits::text_bytes`], and says so.
    #[must_use]
    pub fn bounded_text<'t>(&mut self, text: &'t str, path: &str) -> &'t str {
        let limit = self.limits().text_bytes;
        if text.len() <= limit {
            return text;
        }
        let message =
            format!("expected at most {limit} bytes in one text (text_bytes), found {}", text.len());
        self.report(Diagnostic::warning(Code::Limit, path, message));
        text.get(..text.floor_char_boundary(limit)).unwrap_or(text)
    }

    /// Reports a word that is not in the vocabulary; it is kept as it was written.
    pub(crate) fn report_unknown(&mut self, word: &str, what: &str, path: impl Into<String>) {
        let message = format!("expected {what}, found a word that is not known; it is kept");
        self.report(Diagnostic::warning(Code::UnknownValue, path, message).with_found(word));
    }

    /// The instant of a machine's date, which says everything itself; another text is reported and left out.
    pub(crate) fn instant(&mut self, text: Option<&str>, path: &str) -> Option<DateTime<Utc>> {
        let text = text?;
        if text.len() > self.limits().date_bytes {
            self.report(Unreadable::TooLong.diagnostic(path, text));
            return None;
        }
        let instant = datetime::instant(text);
        if instant.is_none() {
            let message = "expected an instant with its zone, found another text; it is left out";
            self.report(Diagnostic::warning(Code::UnreadableTime, path, message).with_found(text));
        }
        instant
    }

    /// The instant of a date that people write; doubts about it are reported, and so is a text that is none.
    pub(crate) fn written_instant(
        &mut self,
        reading: Result<Reading, Unreadable>,
        text: &str,
        path: &str,
    ) -> Option<DateTime<Utc>> {
        match reading {
            Ok(reading) => {
                for doubt in reading.diagnostics(path, text) {
                    self.report(doubt);
                }
                Some(reading.at)
            }
            Err(error) => {
                self.report(error.diagnostic(path, text));
                None
            }
        }
    }

    /// Says so where a page states that all is well and shows something else; the statement holds.
    pub(crate) fn check_health(&mut self, snapshot: &Snapshot) {
        if snapshot.health.basis != Basis::Stated || snapshot.health.impact != Some(Impact::None) {
            return;
        }
        if let Some(shown) = snapshot.derived_health().impact.filter(|impact| *impact != Impact::None) {
            let message =
                format!("expected the stated health to fit the rest, found none stated and {shown} shown");
            self.report(Diagnostic::info(Code::Contradiction, "/health/impact", message));
        }
    }

    pub(crate) fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics
    }
}
