//! What a probe answers.

use std::borrow::Cow;

/// How surely an adapter knows a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Confidence {
    /// Not mine.
    No,
    /// It can be read, if nobody knows it better: a generic reader's yes.
    Possible,
    /// The shape is right, with little that is peculiar to the source.
    Likely,
    /// The source's own marks are there.
    Certain,
}

words!(Confidence { No = "no", Possible = "possible", Likely = "likely", Certain = "certain" });

/// A probe's answer, with the reason for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// How surely.
    pub confidence: Confidence,
    /// Why, or why not: lower case, no full stop.
    pub reason: Cow<'static, str>,
    /// Whether the caller's hints speak for it. It tips a tie, no more.
    pub hinted: bool,
    /// Whether it is certain by keys of one provider's JSON: two such verdicts exclude each other.
    #[serde(skip)]
    pub(crate) excludes_others: bool,
}

impl Verdict {
    /// An answer with this reason.
    ///
    /// ```
    /// use statusfeed::{Confidence, Verdict};
    ///
    /// let verdict = Verdict::new(Confidence::Likely, "has a list of checks");
    /// assert_eq!(verdict, Verdict::likely("has a list of checks"));
    /// ```
    #[must_use]
    pub fn new(confidence: Confidence, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { confidence, reason: reason.into(), hinted: false, excludes_others: false }
    }

    /// Not mine, because…
    ///
    /// ```
    /// use statusfeed::Verdict;
    ///
    /// let verdict = Verdict::no("does not begin like JSON");
    /// assert!(!verdict.is_yes());
    /// ```
    #[must_use]
    pub fn no(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Confidence::No, reason)
    }

    /// It can be read, if nobody knows it better.
    ///
    /// ```
    /// use statusfeed::Verdict;
    ///
    /// assert!(Verdict::possible("is a feed").confidence < Verdict::likely("names its provider").confidence);
    /// ```
    #[must_use]
    pub fn possible(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Confidence::Possible, reason)
    }

    /// The shape is right.
    ///
    /// ```
    /// use statusfeed::Verdict;
    ///
    /// assert!(Verdict::likely("has an incident's keys at the top").is_yes());
    /// ```
    #[must_use]
    pub fn likely(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Confidence::Likely, reason)
    }

    /// The source's own marks are there.
    ///
    /// ```
    /// use statusfeed::{Confidence, Verdict};
    ///
    /// assert_eq!(Verdict::certain("names its generator").confidence, Confidence::Certain);
    /// ```
    #[must_use]
    pub fn certain(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Confidence::Certain, reason)
    }

    /// Certain by keys that only one provider's JSON has. Where two adapters say so, the document is neither's.
    #[must_use]
    pub(crate) fn certain_by_keys(reason: impl Into<Cow<'static, str>>) -> Self {
        Self { excludes_others: true, ..Self::certain(reason) }
    }

    /// Says whether the caller's hints speak for it.
    ///
    /// ```
    /// use statusfeed::Verdict;
    ///
    /// // In Adapter::probe: document.url_ends_with("/health.json")
    /// assert!(Verdict::likely("has a list of checks").with_hint(true).hinted);
    /// ```
    #[must_use]
    pub fn with_hint(mut self, hinted: bool) -> Self {
        self.hinted = hinted;
        self
    }

    /// Whether the adapter would read the document.
    ///
    /// ```
    /// use statusfeed::Verdict;
    ///
    /// assert!(Verdict::possible("is a feed").is_yes());
    /// assert!(!Verdict::no("is a page").is_yes());
    /// ```
    #[must_use]
    pub fn is_yes(&self) -> bool {
        self.confidence > Confidence::No
    }
}
