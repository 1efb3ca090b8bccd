//! Clean text from a body.

use crate::model::{RichText, TextFormat};
use crate::text::{clean_text, html_to_text, markdown_to_text};

impl RichText {
    /// The body as plain text, one paragraph, list item or row a line.
    ///
    /// Marks and tags are gone, links are their text followed by the target if it differs, character
    /// references are resolved once. White space is folded; controls, marks of direction and other hidden characters
    /// are left out. A body whose notation is not known is taken as plain text. The time is linear in the length.
    ///
    /// ```
    /// use statusfeed::RichText;
    ///
    /// let body = RichText::html("<p>Errors &amp; delays <0.5%.</p><ul><li>See <a href='https://acme.example/x'>notes</a></ul>");
    /// assert_eq!(body.plain(), "Errors & delays <0.5%.\n- See notes (https://acme.example/x)");
    /// let body = RichText::markdown("**Fixed:** see [notes](https://acme.example/x)");
    /// assert_eq!(body.plain(), "Fixed: see notes (https://acme.example/x)");
    /// ```
    #[must_use]
    pub fn plain(&self) -> String {
        match self.format {
            TextFormat::Html => html_to_text(&self.raw),
            TextFormat::Markdown => markdown_to_text(&self.raw),
            _ => clean_text(&self.raw),
        }
    }
}
