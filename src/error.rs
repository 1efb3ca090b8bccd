//! Why a document was refused.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Position, Span, write_place};

/// Why a document was refused, as one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is nothing in it: no bytes, or white space.
    Empty,
    /// No adapter knows it; [`Error::probes`] says what each one answered.
    Unrecognized,
    /// It is inside something else: compressed bytes, an archive, a saved web page (MHTML), a raw HTTP response. Unpack it
    /// first.
    Packed,
    /// The caller's hints promise one format and the document is another: HTML where JSON was asked for.
    WrongFormat,
    /// The body of a failed request (`{"status": 500, "error": "Internal Server Error"}`).
    ErrorBody,
    /// Not a status document, or a known document that carries no status.
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
    /// The parser is strict, and a lenient one would have reported a warning.
    Strict,
    /// A recipe matched nothing, or is not a valid recipe.
    Recipe,
    /// Any other reason that a user's own adapter gives.
    Adapter,
}

words!(ErrorKind {
    Empty = "empty",
    Unrecognized = "unrecognized",
    Packed = "packed",
    WrongFormat = "wrong_format",
    ErrorBody = "error_body",
    NotStatus = "not_status",
    LoginForm = "login_form",
    InactivePage = "inactive_page",
    MarketingPage = "marketing_page",
    EmptyShell = "empty_shell",
    Challenge = "challenge",
    MovedPage = "moved_page",
    Syntax = "syntax",
    Limit = "limit",
    Strict = "strict",
    Recipe = "recipe",
    Adapter = "adapter",
});

/// What one adapter answered when it was asked whether it knows the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct ProbeResult {
    /// The adapter's id.
    pub adapter: String,
    /// Why it does not know the document.
    pub reason: String,
}

impl ProbeResult {
    /// The answer of the adapter of this id.
    ///
    /// ```
    /// use statusfeed::ProbeResult;
    ///
    /// let probe = ProbeResult::new("lights", "does not begin with \"lights of\"");
    /// assert_eq!(probe.to_string(), "lights: does not begin with \"lights of\"");
    /// ```
    #[must_use]
    pub fn new(adapter: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { adapter: adapter.into(), reason: reason.into() }
    }
}

/// `statuspage-json: does not begin like JSON`
impl fmt::Display for ProbeResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.adapter, self.reason)
    }
}

/// Why a document was refused.
///
/// `Display` gives kind, message and place on one line; the alternate form `{:#}` adds the answer of each adapter that was
/// asked, one a line.
///
/// ```
/// use statusfeed::ErrorKind;
///
/// let error = statusfeed::parse("Dear customer,").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Unrecognized);
/// assert!(error.to_string().starts_with("unrecognized: expected a status document, found text"));
/// assert_eq!(format!("{error:#}").lines().count(), 1 + error.probes().len());
/// for probe in error.probes() {
///     println!("{}: {}", probe.adapter, probe.reason);
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Repr>);

// Boxed, so that a `Result<Snapshot, Error>` is no larger than the snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Repr {
    kind: ErrorKind,
    message: String,
    path: Option<String>,
    span: Option<Span>,
    position: Option<Position>,
    probes: Vec<ProbeResult>,
    diagnostic: Option<Diagnostic>,
    source: Option<Cause>,
}

/// An error of another library, shared so that [`Error`] can be cloned.
#[derive(Debug, Clone)]
struct Cause(Arc<dyn std::error::Error + Send + Sync>);

/// Causes are compared by what they print.
impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_string() == other.0.to_string()
    }
}

impl Eq for Cause {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repr { kind, message, path, span, position, probes, .. } = self.0.as_ref();
        write!(f, "{kind}: {message}")?;
        write_place(f, path.as_deref().unwrap_or_default(), *position, *span)?;
        if f.alternate() {
            for probe in probes {
                write!(f, "\n  {probe}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|Cause(cause)| cause.as_ref() as _)
    }
}

// What `fn main() -> Result<(), Error>` prints: the parts that are set.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repr { kind, message, path, span, position, probes, diagnostic, source } = self.0.as_ref();
        let mut parts = f.debug_struct("Error");
        parts.field("kind", kind).field("message", message);
        if let Some(path) = path {
            parts.field("path", path);
        }
        if let Some(span) = span {
            parts.field("span", span);
        }
        if let Some(position) = position {
            parts.field("position", position);
        }
        if !probes.is_empty() {
            parts.field("probes", probes);
        }
        if let Some(diagnostic) = diagnostic {
            parts.field("diagnostic", diagnostic);
        }
        if let Some(Cause(source)) = source {
            parts.field("source", source);
        }
        parts.finish()
    }
}

impl Error {
    /// An error of this kind. The message is lower case, without a full stop: what was expected, what was found.
    ///
    /// ```
    /// use statusfeed::{Error, ErrorKind};
    ///
    /// let error = Error::new(ErrorKind::NotStatus, "expected a list of checks, found none");
    /// assert_eq!(error.to_string(), "not_status: expected a list of checks, found none");
    /// ```
    #[cold]
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Repr {
            kind,
            message: message.into(),
            path: None,
            span: None,
            position: None,
            probes: Vec::new(),
            diagnostic: None,
            source: None,
        }))
    }

    /// Adds the place, in bytes of the decoded document.
    ///
    /// ```
    /// use statusfeed::{Error, ErrorKind, Span};
    ///
    /// // The parser adds line and column.
    /// let error = Error::new(ErrorKind::Syntax, "expected a comma, found a brace").with_span(Span::new(40, 41));
    /// assert_eq!(error.span(), Some(Span::new(40, 41)));
    /// ```
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.0.span = Some(span);
        self
    }

    /// Adds line and column. [`Parser`](crate::Parser) does so for every error that has a span.
    ///
    /// ```
    /// use statusfeed::{Error, ErrorKind, Position};
    ///
    /// let error = Error::new(ErrorKind::Syntax, "expected a comma, found a brace").with_position(Position::new(3, 7));
    /// assert!(error.to_string().ends_with("(line 3:7)"));
    /// ```
    #[must_use]
    pub fn with_position(mut self, position: Position) -> Self {
        self.0.position = Some(position);
        self
    }

    /// Adds the place, in the document's structure.
    ///
    /// ```
    /// use statusfeed::{Error, ErrorKind};
    ///
    /// let error = Error::new(ErrorKind::Syntax, "expected a list, found a number").with_path("/checks");
    /// assert!(error.to_string().ends_with("(/checks)"));
    /// ```
    #[must_use]
    pub fn with_path(mut self, path: impl Into<String>) -> Self {
        self.0.path = Some(path.into());
        self
    }

    /// Adds what each adapter answered.
    ///
    /// ```
    /// use statusfeed::{Error, ErrorKind, ProbeResult};
    ///
    /// let error = Error::new(ErrorKind::Unrecognized, "expected a status document, found text")
    ///     .with_probes(vec![ProbeResult::new("lights", "does not begin with \"lights of\"")]);
    /// assert!(format!("{error:#}").ends_with("\n  lights: does not begin with \"lights of\""));
    /// ```
    #[must_use]
    pub fn with_probes(mut self, probes: Vec<ProbeResult>) -> Self {
        self.0.probes = probes;
        self
    }

    /// Adds the diagnostic that made a strict parser refuse, with its place.
    ///
    /// ```
    /// use statusfeed::{Code, Diagnostic, Error, ErrorKind};
    ///
    /// let found = Diagnostic::warning(Code::UnknownValue, "/state", "expected a status, found another word");
    /// let error = Error::new(ErrorKind::Strict, "expected no warning, found one").with_diagnostic(found);
    /// assert_eq!(error.path(), Some("/state"));
    /// ```
    #[must_use]
    pub fn with_diagnostic(mut self, diagnostic: Diagnostic) -> Self {
        self.0.path = Some(diagnostic.path.clone()).filter(|path| !path.is_empty());
        self.0.span = diagnostic.span;
        self.0.position = diagnostic.position;
        self.0.diagnostic = Some(diagnostic);
        self
    }

    /// Adds the error that caused this one: what [`source`](std::error::Error::source) returns.
    ///
    /// ```
    /// use std::error::Error as _;
    /// use statusfeed::{Error, ErrorKind};
    ///
    /// let cause = "x".parse::<u8>().unwrap_err();
    /// let error = Error::new(ErrorKind::Adapter, "expected a count of lights, found another word").with_source(cause);
    /// assert_eq!(error.source().unwrap().to_string(), "invalid digit found in string");
    /// ```
    #[must_use]
    pub fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Cause(Arc::new(source)));
        self
    }

    /// The kind, as one word.
    ///
    /// ```
    /// use statusfeed::ErrorKind;
    ///
    /// let error = statusfeed::parse("").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Empty);
    /// assert_eq!(error.kind().as_str(), "empty");
    /// ```
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The message alone, without kind and place.
    ///
    /// ```
    /// let error = statusfeed::parse("").unwrap_err();
    /// assert_eq!(error.message(), "expected a document, found nothing");
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where in the decoded document's bytes, if known.
    ///
    /// ```
    /// let error = statusfeed::parse(r#"{"page": {"id": "q7w2"}, "status": {"indicator": }"#).unwrap_err();
    /// assert!(error.span().is_some());
    /// ```
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }

    /// Line and column of the span's start, if known.
    ///
    /// ```
    /// let error = statusfeed::parse("{\"page\": {\"id\": \"q7w2\"},\n\"status\": {\"indicator\": }}").unwrap_err();
    /// assert_eq!(error.position().map(|at| at.line), Some(2));
    /// ```
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }

    /// Where in the document's structure, if known.
    ///
    /// ```
    /// use statusfeed::Parser;
    ///
    /// let page = r#"{"page": {"id": "q7w2", "name": "Acme"}, "status": {"indicator": "mauve"}}"#;
    /// let error = Parser::new().with_strict(true).parse(page).unwrap_err();
    /// assert_eq!(error.path(), Some("/status/indicator"));
    /// ```
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// What each adapter answered, if none knew the document.
    ///
    /// ```
    /// let error = statusfeed::parse("Dear customer,").unwrap_err();
    /// assert!(error.probes().iter().any(|probe| probe.adapter == "statuspage-json"));
    /// ```
    #[must_use]
    pub fn probes(&self) -> &[ProbeResult] {
        &self.0.probes
    }

    /// The diagnostic that made a strict parser refuse.
    ///
    /// ```
    /// use statusfeed::{Code, Parser};
    ///
    /// let page = r#"{"page": {"id": "q7w2", "name": "Acme"}, "status": {"indicator": "mauve"}}"#;
    /// let error = Parser::new().with_strict(true).parse(page).unwrap_err();
    /// assert_eq!(error.diagnostic().unwrap().code, Code::UnknownValue);
    /// ```
    #[must_use]
    pub fn diagnostic(&self) -> Option<&Diagnostic> {
        self.0.diagnostic.as_ref()
    }
}
