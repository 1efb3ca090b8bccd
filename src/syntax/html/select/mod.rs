//! Matching selectors against a page in one pass, without building a tree.
//!
//! A [`SelectorSet`] holds rules: a selector each, which looks from the page down or from the elements that another rule found.
//! Reading a text by a plan gives a [`MatchedPage`] of [`Element`]s: which elements matched, inside which, and which bytes are
//! theirs. Their text is decoded only on demand.
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
