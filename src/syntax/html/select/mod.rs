//! Matching selectors against a page in one pass, without building a tree.
//!
//! A [`SelectorSet`] holds selectors, each with the scope in which it looks: the whole page, or the elements that another
//! selector of the set matched. Matching a text gives a [`MatchedPage`] of [`Element`]s: which selector each matched, inside
//! which element, and which bytes are its own. Text is decoded only on demand. Hidden elements, and what is inside them, do
//! not match.
//!
//! The matcher keeps a stack of open elements, no deeper than [`Limits::depth`](crate::Limits::depth), and with each of
//! them the set of selector steps that may match below it. So each tag costs the same, however deep it is nested.

mod implied_end;
mod matched;
mod matcher;
mod selector;
mod set;

#[cfg(test)]
mod test;

pub(crate) use matched::{Element, MatchedPage};
pub(crate) use selector::Selector;
pub(crate) use set::{SelectorId, SelectorSet};
