//! A link as a document wrote it.

use serde::{Deserialize, Serialize};
use url::Url;

/// A link, kept letter for letter as the document wrote it.
///
/// The text is hostile until proven otherwise: [`Link::url`] offers a parsed address only for `http`, `https` and
/// `mailto`, tested on the *parsed* scheme (`" \tjava\nscript:…"` parses as `javascript:`).
///
/// ```
/// use statusfeed::Link;
///
/// assert!(Link::new("https://status.acme.example/incidents/k3x9").url().is_some());
/// assert!(Link::new(" \tjava\nscript:alert(1)").url().is_none());
/// assert!(Link::new("/incidents/k3x9").url().is_none()); // relative: only you know to what
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Link(Box<str>);

impl Link {
    /// Keeps the text as it is.
    ///
    /// ```
    /// use statusfeed::Link;
    ///
    /// assert_eq!(Link::new("/incidents/k3x9").as_str(), "/incidents/k3x9");
    /// ```
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text as the document wrote it. Do not follow it; follow [`Link::url`].
    ///
    /// ```
    /// use statusfeed::Link;
    ///
    /// // Untrusted, and letter for letter as it was written.
    /// assert_eq!(Link::new(" javascript:alert(1)").as_str(), " javascript:alert(1)");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parsed address, if it is absolute and its scheme is `http`, `https` or `mailto`.
    ///
    /// Which host it names is for the caller to judge: the crate fetches nothing.
    ///
    /// ```
    /// use statusfeed::Link;
    ///
    /// let url = Link::new("https://status.acme.example/incidents/k3x9").url().unwrap();
    /// assert_eq!(url.host_str(), Some("status.acme.example"));
    /// assert_eq!(Link::new("ftp://acme.example/").url(), None);
    /// ```
    #[must_use]
    pub fn url(&self) -> Option<Url> {
        Url::parse(&self.0).ok().filter(|url| matches!(url.scheme(), "http" | "https" | "mailto"))
    }
}

impl From<&str> for Link {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Link {
    fn from(text: String) -> Self {
        Self(text.into_boxed_str())
    }
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}
