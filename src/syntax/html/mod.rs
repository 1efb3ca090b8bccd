//! HTML as a flat run of tokens, the way the WHATWG standard cuts them.
//!
//! There is no tree: a stranger's page can make a tree builder quadratic (nested `<div>`s, misnested formatting), while
//! a run of tokens is read in one pass, borrowing from the text. Values are decoded only where they are asked for.

mod attribute;
mod element;
mod raw_text;
mod reference;
pub(crate) mod select;
mod token;
mod tokenizer;
mod visible;

#[cfg(test)]
mod test;

pub(crate) use element::ElementRules;
pub(crate) use reference::{TextContext, decode_references};
pub(crate) use token::{StartTag, Text, Token};
pub(crate) use tokenizer::Tokenizer;
pub(crate) use visible::visible_tokens;
