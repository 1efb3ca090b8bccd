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
    ///
    /// ```
    /// use statusfeed::{Limits, Parser};
    ///
    /// let trusting = Parser::new().with_limits(Limits::none());
    /// ```
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
    ///
    /// ```
    /// use statusfeed::{ErrorKind, Limits, Parser};
    ///
    /// let parser = Parser::new().with_limits(Limits::default().with_input_bytes(4));
    /// assert_eq!(parser.parse("<rss/>").unwrap_err().kind(), ErrorKind::Limit);
    /// ```
    #[must_use]
    pub fn with_input_bytes(mut self, most: usize) -> Self {
        self.input_bytes = most;
        self
    }

    /// Sets [`Limits::depth`]: nesting of JSON values and of elements.
    ///
    /// ```
    /// use statusfeed::{ErrorKind, Limits, Parser};
    ///
    /// let parser = Parser::new().with_limits(Limits::default().with_depth(4));
    /// let deep = r#"{"page": {"id": "q7w2"}, "components": [{"x": [[[[1]]]]}]}"#;
    /// assert_eq!(parser.parse(deep).unwrap_err().kind(), ErrorKind::Limit);
    /// ```
    #[must_use]
    pub fn with_depth(mut self, most: usize) -> Self {
        self.depth = most;
        self
    }

    /// Sets [`Limits::components`]: components.
    ///
    /// ```
    /// use statusfeed::{Code, Limits, Parser};
    ///
    /// let parser = Parser::new().with_limits(Limits::default().with_components(1));
    /// let page = r#"{"page": {"id": "q7w2"}, "components": [{"name": "A", "status": "operational"}, {"name": "B", "status": "operational"}]}"#;
    /// let snapshot = parser.parse(page)?;
    /// assert_eq!(snapshot.components.len(), 1);
    /// assert!(snapshot.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::Limit));
    /// assert!(!snapshot.is_operational()); // nobody knows about B
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn with_components(mut self, most: usize) -> Self {
        self.components = most;
        self
    }

    /// Sets [`Limits::incidents`]: incidents and maintenances.
    ///
    /// ```
    /// use statusfeed::Limits;
    ///
    /// assert_eq!(Limits::default().with_incidents(50).incidents, 50);
    /// ```
    #[must_use]
    pub fn with_incidents(mut self, most: usize) -> Self {
        self.incidents = most;
        self
    }

    /// Sets [`Limits::updates`]: updates of one incident.
    ///
    /// ```
    /// use statusfeed::Limits;
    ///
    /// assert_eq!(Limits::default().with_updates(20).updates, 20); // the newest ones are kept
    /// ```
    #[must_use]
    pub fn with_updates(mut self, most: usize) -> Self {
        self.updates = most;
        self
    }

    /// Sets [`Limits::attributes`]: attributes of one tag.
    ///
    /// ```
    /// use statusfeed::Limits;
    ///
    /// assert_eq!(Limits::default().with_attributes(16).attributes, 16);
    /// ```
    #[must_use]
    pub fn with_attributes(mut self, most: usize) -> Self {
        self.attributes = most;
        self
    }

    /// Sets [`Limits::text_bytes`]: bytes of one text.
    ///
    /// ```
    /// use statusfeed::{Context, Limits, Options};
    ///
    /// let mut options = Options::default();
    /// options.limits = Limits::default().with_text_bytes(4);
    /// assert_eq!(Context::new(&options).bounded_text("too long", "/body"), "too ");
    /// ```
    #[must_use]
    pub fn with_text_bytes(mut self, most: usize) -> Self {
        self.text_bytes = most;
        self
    }

    /// Sets [`Limits::date_bytes`]: bytes of a text that is looked at as a time.
    ///
    /// ```
    /// use statusfeed::Limits;
    ///
    /// assert_eq!(Limits::default().with_date_bytes(64).date_bytes, 64);
    /// ```
    #[must_use]
    pub fn with_date_bytes(mut self, most: usize) -> Self {
        self.date_bytes = most;
        self
    }

    /// Sets [`Limits::diagnostics`]: diagnostics listed.
    ///
    /// ```
    /// use statusfeed::{Limits, Parser};
    ///
    /// let quiet = Parser::new().with_limits(Limits::default().with_diagnostics(10));
    /// let page = r#"{"page": {"id": "q7w2", "name": "Acme"}, "status": {"indicator": "none"}}"#;
    /// assert!(quiet.parse(page)?.diagnostics.len() <= 11); // the last one counts the rest
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn with_diagnostics(mut self, most: usize) -> Self {
        self.diagnostics = most;
        self
    }
}
