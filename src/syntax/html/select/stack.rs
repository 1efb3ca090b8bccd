//! The elements that are open, as far as it takes to know where one ends.

use super::plan::ActiveStates;
use crate::syntax::html::StartTag;

/// An open element.
#[derive(Debug)]
pub(super) struct Open<'a> {
    pub(super) name: &'a str,
    pub(super) below: ActiveStates,
    /// What it was found as: places in the page's list.
    pub(super) first_hit: usize,
    pub(super) hits: usize,
}

/// The open elements, outermost first. Those deeper than the limit are only counted.
#[derive(Debug)]
pub(super) struct Stack<'a> {
    open: Vec<Open<'a>>,
    deepest: usize,
    deeper: usize,
}

/// Elements that a like one behind them ends, where their end tag was left out.
const SELF_ENDING: [&str; 8] = ["li", "p", "option", "tr", "td", "th", "dt", "dd"];

/// Elements of lines. Their end tags do not reach past a block: `<b><div></b>` leaves the `div` open.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "label", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "u", "var",
];

fn is_among(list: &[&str], name: &str) -> bool {
    list.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether nothing can stand in this element.
pub(super) fn is_void(tag: &StartTag<'_>) -> bool {
    let among = |names: &[&str]| is_among(names, tag.raw_name());
    // Every tag is asked: most have another length.
    tag.is_empty_foreign
        || match tag.raw_name().len() {
            2 => among(&["br", "hr"]),
            3 => among(&["img", "wbr", "col"]),
            4 => among(&["link", "meta", "area", "base"]),
            5 => among(&["input", "embed", "param", "track"]),
            6 => among(&["source"]),
            _ => false,
        }
}

impl<'a> Stack<'a> {
    pub(super) fn new(deepest: usize) -> Self {
        Self { open: Vec::new(), deepest, deeper: 0 }
    }

    /// Whether elements are still looked at, not only counted.
    pub(super) fn has_room(&self) -> bool {
        self.deeper == 0 && self.open.len() < self.deepest
    }

    pub(super) fn count(&mut self) {
        self.deeper = self.deeper.saturating_add(1);
    }

    pub(super) fn push(&mut self, element: Open<'a>) {
        self.open.push(element);
    }

    pub(super) fn top(&self) -> Option<&Open<'a>> {
        self.open.last()
    }

    /// The element that this start tag ends, because its own end tag was left out.
    pub(super) fn ended_by(&mut self, tag: &StartTag<'_>) -> Option<Open<'a>> {
        let name = tag.raw_name();
        let is_like = self.deeper == 0
            && name.len() <= 6
            && self.top().is_some_and(|top| top.name.eq_ignore_ascii_case(name))
            && is_among(&SELF_ENDING, name);
        if is_like { self.open.pop() } else { None }
    }

    /// How many elements this end tag ends: those inside of the one that it belongs to, and that one.
    pub(super) fn ending(&mut self, name: &str) -> usize {
        if self.deeper > 0 {
            self.deeper = self.deeper.saturating_sub(1);
            return 0;
        }
        // The usual case first.
        if self.top().is_some_and(|top| top.name.eq_ignore_ascii_case(name)) {
            return 1;
        }
        let inline = is_among(&INLINE, name);
        let mut reached = self.open.iter().rev().enumerate();
        let found = reached.find(|(_, open)| {
            open.name.eq_ignore_ascii_case(name) || (inline && !is_among(&INLINE, open.name))
        });
        match found {
            Some((inside, open)) if open.name.eq_ignore_ascii_case(name) => inside.saturating_add(1),
            _ => 0,
        }
    }

    pub(super) fn pop(&mut self) -> Option<Open<'a>> {
        self.open.pop()
    }
}
