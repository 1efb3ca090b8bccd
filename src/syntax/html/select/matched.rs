//! The elements that a set of selectors matched in a page.

use std::borrow::Cow;

use super::set::SelectorId;
use crate::limits::Limits;
use crate::syntax::html::{StartTag, Token, Tokenizer};

/// No place in the list.
pub(super) const NONE: usize = usize::MAX;

/// An element that a selector found: places in the text alone, for a page may hold many. Its tag is tokenized again when it is
/// asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) id: SelectorId,
    pub(super) at: usize,
    inner: usize,
    pub(super) inner_end: usize,
    pub(super) outer_end: usize,
    parent: usize,
    first_child: usize,
    last_child: usize,
    next: usize,
}

impl Match {
    pub(super) fn new(id: SelectorId, at: usize, inner: usize, parent: usize) -> Self {
        Self {
            id,
            at,
            inner,
            inner_end: inner,
            outer_end: inner,
            parent,
            first_child: NONE,
            last_child: NONE,
            next: NONE,
        }
    }
}

/// The elements that a set of selectors matched in a text, in document order.
#[derive(Debug)]
pub(crate) struct MatchedPage<'a> {
    text: &'a str,
    limits: Limits,
    pub(super) found: Vec<Match>,
    first: usize,
    last: usize,
    counts: Vec<usize>,
    /// Whether the text ended within something.
    pub(crate) is_cut: bool,
    /// Whether another page begins in the text, after this one.
    pub(crate) is_followed: bool,
    /// Whether there are elements deeper than [`Limits::depth`], which no selector looks at.
    pub(crate) is_too_deep: bool,
}

impl<'a> MatchedPage<'a> {
    pub(super) fn new(text: &'a str, limits: &Limits, ids: usize) -> Self {
        Self {
            text,
            limits: *limits,
            found: Vec::new(),
            first: NONE,
            last: NONE,
            counts: vec![0; ids],
            is_cut: false,
            is_followed: false,
            is_too_deep: false,
        }
    }

    pub(super) fn push(&mut self, found: Match) -> usize {
        let index = self.found.len();
        let (first, last) = match self.found.get_mut(found.parent) {
            Some(parent) => (&mut parent.first_child, &mut parent.last_child),
            None => (&mut self.first, &mut self.last),
        };
        if *first == NONE {
            *first = index;
        }
        let before = std::mem::replace(last, index);
        if let Some(before) = self.found.get_mut(before) {
            before.next = index;
        }
        if let Some(count) = self.counts.get_mut(found.id.0) {
            *count = count.saturating_add(1);
        }
        self.found.push(found);
        index
    }

    /// How many elements a selector found, at any depth.
    pub(crate) fn count(&self, id: SelectorId) -> usize {
        self.counts.get(id.0).copied().unwrap_or_default()
    }

    /// What a selector that looks in the whole page found.
    pub(crate) fn all(&self, id: SelectorId) -> impl Iterator<Item = Element<'_, 'a>> {
        self.chain(self.first).filter(move |hit| hit.found.id == id)
    }

    /// The first of them.
    pub(crate) fn first(&self, id: SelectorId) -> Option<Element<'_, 'a>> {
        self.all(id).next()
    }

    /// The first element that a selector matched, in whatever scope.
    pub(crate) fn first_anywhere(&self, id: SelectorId) -> Option<Element<'_, 'a>> {
        let found = self.found.iter().find(|found| found.id == id)?;
        Some(Element { page: self, found })
    }

    fn chain(&self, first: usize) -> impl Iterator<Item = Element<'_, 'a>> {
        let hit = |index: usize| self.found.get(index).map(|found| Element { page: self, found });
        std::iter::successors(hit(first), move |before| hit(before.found.next))
    }
}

/// An element that a selector found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'p, 'a> {
    page: &'p MatchedPage<'a>,
    found: &'p Match,
}

impl<'p, 'a> Element<'p, 'a> {
    /// Its start tag.
    fn tag(&self) -> Option<StartTag<'a>> {
        let text = self.between(self.found.at, self.found.inner);
        match Tokenizer::new(text, &self.page.limits).next() {
            Some(Token::StartTag(tag)) => Some(tag),
            _ => None,
        }
    }

    /// Whether its `class` holds this word.
    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.tag().is_some_and(|tag| tag.has_class(class))
    }

    /// The decoded value of one of its attributes.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.tag()?.attribute(name)
    }

    /// What was found inside it by selectors that look there, in the text's order.
    pub(crate) fn children(&self) -> impl Iterator<Item = Element<'p, 'a>> + use<'p, 'a> {
        self.page.chain(self.found.first_child)
    }

    /// What this selector matched inside it.
    pub(crate) fn all(&self, id: SelectorId) -> impl Iterator<Item = Element<'p, 'a>> + use<'p, 'a> {
        self.children().filter(move |hit| hit.found.id == id)
    }

    /// The first of them.
    pub(crate) fn first(&self, id: SelectorId) -> Option<Element<'p, 'a>> {
        self.all(id).next()
    }

    /// The last of them.
    pub(crate) fn last(&self, id: SelectorId) -> Option<Element<'p, 'a>> {
        self.all(id).last()
    }

    /// The byte at which its start tag begins.
    pub(crate) fn start(&self) -> usize {
        self.found.at
    }

    /// The byte after its end tag.
    pub(crate) fn end(&self) -> usize {
        self.found.outer_end
    }

    /// Where its inside begins and ends.
    pub(crate) fn inside(&self) -> (usize, usize) {
        (self.found.inner, self.found.inner_end)
    }

    /// Whether the text ends within it.
    pub(crate) fn is_cut(&self) -> bool {
        self.page.is_cut && self.found.outer_end == self.page.text.len()
    }

    /// Its inside as written.
    pub(crate) fn html(&self) -> &'a str {
        self.page.text.get(self.found.inner..self.found.inner_end).unwrap_or_default()
    }

    /// Part of the page as written.
    pub(crate) fn between(&self, from: usize, to: usize) -> &'a str {
        self.page.text.get(from..to).unwrap_or_default()
    }

    /// Its inside as written, without what these selectors matched in it.
    pub(crate) fn html_without(&self, ids: &[SelectorId]) -> Cow<'a, str> {
        let mut at = self.found.inner;
        let mut kept = String::new();
        for hole in self.children().filter(|hit| ids.contains(&hit.found.id)) {
            kept.push_str(self.between(at, hole.start()));
            at = at.max(hole.end());
        }
        if at == self.found.inner {
            return Cow::Borrowed(self.html());
        }
        kept.push_str(self.between(at, self.found.inner_end));
        Cow::Owned(kept)
    }
}
