//! Limits: how much of an untrusted document is taken in.

/// How much of a document is taken in. What a limit leaves out is said in a diagnostic, or the document is refused;
/// nothing is dropped without a report.
///
/// ```
/// use statusfeed::{ErrorKind, Limits, Parser};
///
/// let limits = Limits::default().with_input_bytes(1 << 20).with_updates(50);
/// let parser = Parser::new().with_limits(limits);
///
/// let refused = parser.parse(&vec![b' '; (1 << 20) + 1]).unwrap_err();
/// assert_eq!(refused.kind(), ErrorKind::Limit);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the document as given; a larger one is refused. Default 64 MiB.
    pub input_bytes: usize,
    /// Nesting of JSON values and of elements; JSON deeper than this is refused, markup deeper than this is read
    /// flat. Default 64. (Where `serde_json` decodes, it refuses more than 127 itself.)
    pub depth: usize,
    /// Components taken in. Default 20,000.
    pub components: usize,
    /// Incidents and maintenances taken in. Default 20,000.
    pub incidents: usize,
    /// Updates taken in for one incident. Default 2,000.
    pub updates: usize,
    /// Attributes read of one tag. Default 64.
    pub attributes: usize,
    /// Bytes kept of one text. Default 1 MiB.
    pub text_bytes: usize,
    /// Bytes of a text that is looked at as a time. Default 128.
    pub date_bytes: usize,
    /// Diagnostics listed; the rest are counted. Default 1,000.
    pub diagnostics: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 64 << 20,
            depth: 64,
            components: 20_000,
            incidents: 20_000,
            updates: 2_000,
            attributes: 64,
            text_bytes: 1 << 20,
            date_bytes: 128,
            diagnostics: 1_000,
        }
    }
}

impl Limits {
    /// Every limit at its largest: for documents that the caller trusts.
    #[must_use]
    pub fn none() -> Self {
        Self {
            input_bytes: usize::MAX,
            depth: usize::MAX,
            components: usize::MAX,
            incidents: usize::MAX,
            updates: usize::MAX,
            attributes: usize::MAX,
            text_bytes: usize::MAX,
            date_bytes: usize::MAX,
            diagnostics: usize::MAX,
        }
    }

    /// Sets [`Limits::input_bytes`]: bytes of the document as given.
    #[must_use]
    pub fn with_input_bytes(mut self, most: usize) -> Self {
        self.input_bytes = most;
        self
    }

    /// Sets [`Limits::depth`]: nesting of JSON values and of elements.
    #[must_use]
    pub fn with_depth(mut self, most: usize) -> Self {
        self.depth = most;
        self
    }

    /// Sets [`Limits::components`]: components.
    #[must_use]
    pub fn with_components(mut self, most: usize) -> Self {
        self.components = most;
        self
    }

    /// Sets [`Limits::incidents`]: incidents and maintenances.
    #[must_use]
    pub fn with_incidents(mut self, most: usize) -> Self {
        self.incidents = most;
        self
    }

    /// Sets [`Limits::updates`]: updates of one incident.
    #[must_use]
    pub fn with_updates(mut self, most: usize) -> Self {
        self.updates = most;
        self
    }

    /// Sets [`Limits::attributes`]: attributes of one tag.
    #[must_use]
    pub fn with_attributes(mut self, most: usize) -> Self {
        self.attributes = most;
        self
    }

    /// Sets [`Limits::text_bytes`]: bytes of one text.
    #[must_use]
    pub fn with_text_bytes(mut self, most: usize) -> Self {
        self.text_bytes = most;
        self
    }

    /// Sets [`Limits::date_bytes`]: bytes of a text that is looked at as a time.
    #[must_use]
    pub fn with_date_bytes(mut self, most: usize) -> Self {
        self.date_bytes = most;
        self
    }

    /// Sets [`Limits::diagnostics`]: diagnostics listed.
    #[must_use]
    pub fn with_diagnostics(mut self, most: usize) -> Self {
        self.diagnostics = most;
        self
    }
}
