//! How bad it is: the impact of an incident, and the health of a whole page.

open_enum! {
    /// How much an incident hurts, or how healthy a page says it is.
    ///
    /// [`Impact::None`] is a statement: nothing is affected. A document that states no impact gives `Option::None`:
    ///
    /// ```
    /// use statusfeed::{Impact, Snapshot};
    ///
    /// let silent = Snapshot::default();
    /// assert_eq!(silent.health.impact, Option::None); // nothing is known
    /// assert_ne!(silent.health.impact, Some(Impact::None)); // everything works, by evidence
    /// ```
    ///
    /// Values compare by harm. A word that is not in the vocabulary ranks above [`Impact::Maintenance`] and below
    /// [`Impact::Minor`]: it is never taken for harmless.
    ///
    /// Fed by `impact` and `status.indicator` of Statuspage JSON, the words that other providers map to them, and the
    /// class of `<body>` on a Statuspage page.
    #[doc(alias = "severity")]
    #[doc(alias = "indicator")]
    pub enum Impact (unknown => 2) {
        /// Nothing is affected. As the health of a page: everything works, by evidence.
        None = "none" => 0,
        /// Planned work is under way.
        Maintenance = "maintenance" => 1,
        /// A part works badly or not at all.
        Minor = "minor" => 3,
        /// An important part does not work.
        Major = "major" => 4,
        /// Most or all does not work.
        Critical = "critical" => 5,
    }
}

open_enum! {
    /// Where a page's health was taken from.
    pub enum Basis {
        /// Nothing in the document shows it.
        Unknown = "unknown",
        /// Computed from the document's components and open incidents.
        Derived = "derived",
        /// The document says so itself.
        Stated = "stated",
    }
}

/// The health of a page as one word, with the reason to believe it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Health {
    /// The worst that is known; `None` where nothing is. It is [`Impact::None`] only with evidence.
    pub impact: Option<Impact>,
    /// The sentence beside it (`All Systems Operational`), as the document writes it.
    pub description: Option<String>,
    /// Whether the document says so or the crate computed it.
    pub basis: Basis,
}

impl Default for Health {
    /// Unknown: no impact, no description.
    fn default() -> Self {
        Self { impact: None, description: None, basis: Basis::Unknown }
    }
}

impl Health {
    /// A health that the document itself states.
    ///
    /// ```
    /// use statusfeed::{Health, Snapshot};
    ///
    /// assert!(Snapshot::default().with_health(Health::stated("none")).is_operational());
    /// ```
    #[must_use]
    pub fn stated(impact: impl Into<Impact>) -> Self {
        Self { impact: Some(impact.into()), description: None, basis: Basis::Stated }
    }

    /// A health computed from components and open incidents.
    ///
    /// ```
    /// use statusfeed::{Basis, Health};
    ///
    /// let health = Health::derived("minor");
    /// assert_eq!(health.basis, Basis::Derived);
    /// ```
    #[must_use]
    pub fn derived(impact: impl Into<Impact>) -> Self {
        Self { impact: Some(impact.into()), description: None, basis: Basis::Derived }
    }

    /// Adds the sentence beside the word.
    ///
    /// ```
    /// use statusfeed::Health;
    ///
    /// let health = Health::stated("minor").with_description("Uploads are slow");
    /// assert_eq!(health.description.as_deref(), Some("Uploads are slow"));
    /// ```
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}
