//! XML as strangers write it: `quick-xml` finds the structure, damage is got around and noted.
//!
//! Feeds carry whole pages of escaped markup in one element, and `quick-xml` makes an event of every `&lt;`. Structure
//! is therefore read by `quick-xml` tag by tag, while the text of a leaf is found in the slice and decoded in one pass
//! when it is asked for ([`Leaf::decode`]). Nothing is ever expanded but the five names of XML, numeric references and
//! HTML's fixed table: a document type declaration is skipped unread.

mod issues;
mod leaf;
mod reader;
mod tag;
#[cfg(test)]
mod test;
mod unescape;

pub(crate) use leaf::{Decoder, EscapedText, Leaf};
pub(crate) use reader::{ElementNames, ElementReader};
pub(crate) use tag::Tag;
pub(crate) use unescape::unescape;
