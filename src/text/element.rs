//! The text of an element that selectors matched. It is defined here, above the selectors, because text is made of markup
//! in this module only.

use super::html_line;
use crate::syntax::html::select::{Element, SelectorId};

impl Element<'_, '_> {
    /// Its text on one line.
    pub(crate) fn line(&self) -> String {
        html_line(self.html())
    }

    /// Its text on one line, without the elements that these selectors matched in it.
    pub(crate) fn line_without(&self, selectors: &[SelectorId]) -> String {
        html_line(&self.html_without(selectors))
    }
}
