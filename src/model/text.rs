//! The human's words: a body and the notation it is written in.

open_enum! {
    /// The notation of a body.
    pub enum TextFormat {
        /// Plain text.
        Text = "text",
        /// Markdown.
        Markdown = "markdown",
        /// HTML.
        Html = "html",
    }
}

/// A body as the source wrote it, character for character after decoding, with the notation it is in.
///
/// There is no `Display`: the raw text of a stranger is not to be shown by accident. `plain()` gives clean text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RichText {
    /// The notation that `raw` is written in.
    pub format: TextFormat,
    /// The source's text, untouched. HTML in it has **not** been made safe.
    pub raw: String,
}

impl RichText {
    /// A body in the given notation.
    ///
    /// ```
    /// use statusfeed::{RichText, TextFormat};
    ///
    /// let body = RichText::new(TextFormat::Html, "A disk is <b>full</b>.");
    /// assert_eq!(body.plain(), "A disk is full.");
    /// ```
    #[must_use]
    pub fn new(format: TextFormat, raw: impl Into<String>) -> Self {
        Self { format, raw: raw.into() }
    }

    /// A plain body.
    ///
    /// ```
    /// use statusfeed::RichText;
    ///
    /// assert_eq!(RichText::text("a < b").plain(), "a < b");
    /// assert_eq!(RichText::text("a < b"), "a < b".into());
    /// ```
    #[must_use]
    pub fn text(raw: impl Into<String>) -> Self {
        Self::new(TextFormat::Text, raw)
    }

    /// A Markdown body.
    ///
    /// ```
    /// use statusfeed::RichText;
    ///
    /// assert_eq!(RichText::markdown("A disk is **full**.").plain(), "A disk is full.");
    /// ```
    #[must_use]
    pub fn markdown(raw: impl Into<String>) -> Self {
        Self::new(TextFormat::Markdown, raw)
    }

    /// An HTML body.
    ///
    /// ```
    /// use statusfeed::RichText;
    ///
    /// assert_eq!(RichText::html("a &lt; b<br>c").plain(), "a < b\nc");
    /// ```
    #[must_use]
    pub fn html(raw: impl Into<String>) -> Self {
        Self::new(TextFormat::Html, raw)
    }
}

/// A plain body.
impl From<&str> for RichText {
    fn from(raw: &str) -> Self {
        Self::text(raw)
    }
}

/// A plain body.
impl From<String> for RichText {
    fn from(raw: String) -> Self {
        Self::text(raw)
    }
}
