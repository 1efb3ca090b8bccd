//! What was broken in the markup and got around: each kind once, with how often and where first.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// A kind of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IssueKind {
    Before,
    BareAmpersand,
    UndeclaredEntity,
    UnknownEntity,
    Control,
    StrayBracket,
    Unclosed,
    UnclosedTag,
    UnclosedComment,
    UnclosedSection,
    StrayEnd,
    Misplaced,
    Truncated,
    Dtd,
    Depth,
    Attributes,
    TextBytes,
}

/// One kind of issues: how often, where first, and in which item.
#[derive(Debug)]
struct Issue {
    kind: IssueKind,
    times: usize,
    first: Span,
    item: Option<usize>,
    found: String,
}

/// The damage met in one document. It is bounded: each kind is listed once.
#[derive(Debug, Default)]
pub(crate) struct Issues {
    seen: Vec<Issue>,
    /// The item that is being read, for the path of what is found in it.
    pub(crate) item: Option<usize>,
}

/// The most bytes of the document's words that are repeated.
const FOUND_BYTES: usize = 40;

impl Issues {
    /// Notes damage at this place; `found` is the text that begins there.
    #[cold]
    pub(crate) fn note(&mut self, kind: IssueKind, start: usize, found: &str) {
        if let Some(known) = self.seen.iter_mut().find(|s| s.kind == kind) {
            known.times = known.times.saturating_add(1);
            return;
        }
        let found = found.get(..found.floor_char_boundary(FOUND_BYTES)).unwrap_or_default().to_owned();
        let first = Span::new(start, start.saturating_add(found.len()));
        self.seen.push(Issue { kind, times: 1, first, item: self.item, found });
    }

    /// Whether the document ends before it should.
    pub(crate) fn is_truncated(&self) -> bool {
        self.seen.iter().any(|issue| issue.kind == IssueKind::Truncated)
    }

    /// What was met as diagnostics; `item` names the elements that are counted in paths.
    pub(crate) fn into_diagnostics(self, item: &'static str) -> impl Iterator<Item = Diagnostic> {
        self.seen.into_iter().map(move |issue| {
            let (severity, code, expected, met) = issue.kind.wording();
            let times = match issue.times {
                1 => String::new(),
                n => format!(" ({n} times)"),
            };
            let path = issue.item.map_or_else(String::new, |n| format!("/{item}/{n}"));
            let diagnostic =
                Diagnostic::new(severity, code, path, format!("expected {expected}, found {met}{times}"))
                    .with_span(issue.first);
            if issue.found.is_empty() { diagnostic } else { diagnostic.with_found(&issue.found) }
        })
    }
}

impl IssueKind {
    fn wording(self) -> (Severity, Code, &'static str, &'static str) {
        use Severity::{Info, Warning};
        match self {
            Self::Before => {
                (Info, Code::Malformed, "the document to begin with its declaration", "text before it")
            }
            Self::BareAmpersand => {
                (Info, Code::Malformed, "an entity or \"&amp;\"", "a bare \"&\", which is kept")
            }
            Self::UndeclaredEntity => {
                (Info, Code::Malformed, "one of XML's five entities", "one of HTML's, which is decoded")
            }
            Self::UnknownEntity => {
                (Info, Code::Malformed, "a known entity", "another, which is kept as it stands")
            }
            Self::Control => (Info, Code::Malformed, "text", "a control character, which is left out"),
            Self::StrayBracket => (Info, Code::Malformed, "markup", "a bare \"<\", which is kept as text"),
            Self::Unclosed => (Warning, Code::Malformed, "an end tag", "an element that is never closed"),
            Self::UnclosedTag => (Warning, Code::Malformed, "\">\" at the end of a tag", "a tag without it"),
            Self::UnclosedComment => (
                Warning,
                Code::Malformed,
                "\"-->\" at the end of a comment",
                "a comment without it, which is kept as text",
            ),
            Self::UnclosedSection => (
                Warning,
                Code::Malformed,
                "\"]]>\" at the end of a CDATA section",
                "a section without it, which ends with its element",
            ),
            Self::StrayEnd => {
                (Info, Code::Malformed, "a start tag before it", "an end tag that closes nothing")
            }
            Self::Misplaced => {
                (Info, Code::Malformed, "items inside the channel", "one outside it, which is kept")
            }
            Self::Truncated => {
                (Warning, Code::Truncated, "the end of the document", "a document that is cut off")
            }
            Self::Dtd => (
                Info,
                Code::SkippedDtd,
                "no document type declaration",
                "one, which is skipped with all it declares",
            ),
            Self::Depth => (Warning, Code::Limit, "less nesting (depth)", "more, which is read flat"),
            Self::Attributes => {
                (Warning, Code::Limit, "fewer attributes (attributes)", "more, which are left out")
            }
            Self::TextBytes => {
                (Warning, Code::Limit, "a shorter text (text_bytes)", "a longer one, which is cut")
            }
        }
    }
}
