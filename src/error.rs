//! Why a document was refused.

use std::fmt;

use crate::diagnostic::{Diagnostic, Span};

/// Why a document was refused, as one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is nothing in it: no bytes, or white space.
    Empty,
    /// No adapter knows it; [`Error::probes`] tells what each one said.
    Unrecognized,
    /// The caller's hints promise one format and the document is another: HTML where JSON was asked for.
    WrongFormat,
    /// The body of a failed request (`{"status": 500, "error": "Internal Server Error"}`).
    ErrorBody,
    /// A document of another trade, or one whose shape an adapter knows and which says nothing about health.
    NotStatus,
    /// A page that asks for a login.
    LoginForm,
    /// A page that is not in use, or that nobody has claimed.
    InactivePage,
    /// A page that sells something.
    MarketingPage,
    /// The shell of a single-page application, without its content.
    EmptyShell,
    /// A challenge or error page of a content delivery network.
    Challenge,
    /// A page that says that it has moved to another provider.
    MovedPage,
    /// It is not what its first characters promise: broken syntax.
    Syntax,
    /// It breaks one of the [`Limits`](crate::Limits).
    Limit,
    /// The parser is strict, and lenient reading would have brought a warning.
    Strict,
    /// A recipe matched nothing, or is no good recipe.
    Recipe,
    /// A reason of a user's own adapter.
    Adapter,
}

impl ErrorKind {
    /// The kind as one lower-case word, for logs and programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unrecognized => "unrecognized",
            Self::WrongFormat => "wrong_format",
            Self::ErrorBody => "error_body",
            Self::NotStatus => "not_status",
            Self::LoginForm => "login_form",
            Self::InactivePage => "inactive_page",
            Self::MarketingPage => "marketing_page",
            Self::EmptyShell => "empty_shell",
            Self::Challenge => "challenge",
            Self::MovedPage => "moved_page",
            Self::Syntax => "syntax",
            Self::Limit => "limit",
            Self::Strict => "strict",
            Self::Recipe => "recipe",
            Self::Adapter => "adapter",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What one adapter said when it was asked whether it knows the document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProbeResult {
    /// The adapter's id.
    pub adapter: String,
    /// Why it does not know the document.
    pub reason: String,
}

impl ProbeResult {
    /// What the adapter of this id said.
    #[must_use]
    pub fn new(adapter: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { adapter: adapter.into(), reason: reason.into() }
    }
}

/// A document was refused. One word says why ([`Error::kind`]), `Display` says it in a sentence.
///
/// ```
/// use statusfeed::ErrorKind;
///
/// let error = statusfeed::parse("Dear customer,").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Unrecognized);
/// for refusal in error.probes() {
///     println!("{}: {}", refusal.adapter, refusal.reason);
/// }
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.message)]
pub struct Error(Box<Repr>);

// Boxed, so that a `Result<Snapshot, Error>` costs no more than the snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Repr {
    kind: ErrorKind,
    message: String,
    path: Option<String>,
    span: Option<Span>,
    probes: Vec<ProbeResult>,
    diagnostic: Option<Diagnostic>,
}

// What `fn main() -> Result<(), Error>` prints: the parts that there are.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repr { kind, message, path, span, probes, diagnostic } = self.0.as_ref();
        let mut parts = f.debug_struct("Error");
        parts.field("kind", kind).field("message", message);
        if let Some(path) = path {
            parts.field("path", path);
        }
        if let Some(span) = span {
            parts.field("span", span);
        }
        if !probes.is_empty() {
            parts.field("probes", probes);
        }
        if let Some(diagnostic) = diagnostic {
            parts.field("diagnostic", diagnostic);
        }
        parts.finish()
    }
}

impl Error {
    /// An error of this kind. The message is lower case, without a full stop: what was expected, what was found.
    #[cold]
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self(Box::new(Repr { kind, message, path: None, span: None, probes: Vec::new(), diagnostic: None }))
    }

    /// Adds the place, in bytes of the decoded document.
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.0.span = Some(span);
        self
    }

    /// Adds the place, in the document's structure.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<String>) -> Self {
        self.0.path = Some(path.into());
        self
    }

    /// Adds what each adapter said.
    #[must_use]
    pub fn with_probes(mut self, probes: Vec<ProbeResult>) -> Self {
        self.0.probes = probes;
        self
    }

    /// Adds the diagnostic that made a strict parser refuse.
    #[must_use]
    pub fn with_diagnostic(mut self, diagnostic: Diagnostic) -> Self {
        self.0.diagnostic = Some(diagnostic);
        self
    }

    /// Why, as one word.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where in the decoded document's bytes, if known.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }

    /// Where in the document's structure, if known.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// What each adapter said, where none knew the document.
    #[must_use]
    pub fn probes(&self) -> &[ProbeResult] {
        &self.0.probes
    }

    /// The diagnostic that made a strict parser refuse.
    #[must_use]
    pub fn diagnostic(&self) -> Option<&Diagnostic> {
        self.0.diagnostic.as_ref()
    }
}
