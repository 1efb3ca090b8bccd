//! Matching in one pass: the stack of open elements, and which selectors may match below each.

use super::implied_end::{count_ended, may_be_ended};
use super::matched::{Match, MatchedPage, NONE};
use super::selector::Combinator;
use super::set::{ActiveStates, SelectorId, SelectorSet, StateSet, Transition};
use crate::limits::Limits;
use crate::syntax::html::{ElementRules, StartTag, Token, Tokenizer};

impl SelectorSet {
    /// Matches the selectors against a text, up to its end or to the start of another page in it.
    pub(crate) fn match_page<'a>(&self, text: &'a str, limits: &Limits) -> MatchedPage<'a> {
        let mut tokens = Tokenizer::new(text, limits);
        let mut matcher = Matcher {
            plan: self,
            page: MatchedPage::new(text, limits, self.scopes.len()),
            stack: Stack::new(limits.depth),
            instances: vec![Vec::new(); self.scopes.len()],
        };
        let (mut began, mut ended) = (false, false);
        let mut at = text.len();
        while let Some(token) = tokens.next() {
            match token {
                Token::StartTag(tag) => {
                    began |= tag.is("html");
                    matcher.start(tag, tokens.position());
                }
                Token::EndTag(tag) => {
                    let name = tag.raw_name();
                    ended |= name.eq_ignore_ascii_case("html") || name.eq_ignore_ascii_case("body");
                    matcher.end(name, tag.at, tokens.position());
                }
                Token::Doctype(doctype) if began => {
                    matcher.page.is_followed = true;
                    at = doctype.at;
                    break;
                }
                Token::Characters(_) | Token::Comment(_) | Token::Doctype(_) => {}
            }
        }
        // The end tags of `html` and `body` may be left out, but no generator of status pages does so: a page that begins
        // with `<html>` and has neither was cut off, be it between two elements.
        matcher.page.is_cut = tokens.is_cut() || began && !ended;
        while let Some(open) = matcher.stack.pop() {
            let optional = open.name.eq_ignore_ascii_case("html") || open.name.eq_ignore_ascii_case("body");
            matcher.page.is_cut |= !optional;
            matcher.close(&open, at, at);
        }
        matcher.page
    }
}

struct Matcher<'p, 'a> {
    plan: &'p SelectorSet,
    page: MatchedPage<'a>,
    stack: Stack<'a>,
    /// For each selector, the elements matched by it that are open.
    instances: Vec<Vec<usize>>,
}

impl<'a> Matcher<'_, 'a> {
    fn start(&mut self, tag: StartTag<'a>, inner: usize) {
        for _ in 0..self.stack.count_ended_by(tag.raw_name()) {
            if let Some(open) = self.stack.pop() {
                self.close(&open, tag.at, tag.at);
            }
        }
        let is_void = tag.is_empty_foreign || ElementRules::of(tag.raw_name()).is_void();
        if !self.stack.has_room() {
            self.page.is_too_deep = true;
            if !is_void {
                self.stack.count();
            }
            return;
        }
        let above = self.stack.top().map_or(self.plan.page, |open| open.below);
        let siblings = self.stack.top_siblings();
        siblings.count = siblings.count.saturating_add(1);
        let before = *siblings;
        siblings.next = 0;
        let first_hit = self.page.found.len();
        // Nothing is looked for in a hidden element, nor in what is inside it.
        let is_hidden = tag.is_hidden();
        let descendants = if is_hidden { 0 } else { above.descendants };
        let mut below = ActiveStates { children: 0, descendants };
        let active = above.children | above.descendants | before.next | before.later;
        let active = if is_hidden { 0 } else { active };
        if active != 0 {
            self.take_steps(&tag, active, before.count, inner, &mut below);
        }
        let hits = self.page.found.len().saturating_sub(first_hit);
        let open = Open { name: tag.raw_name(), below, siblings: Siblings::default(), first_hit, hits };
        if is_void {
            self.close(&open, inner, inner);
        } else {
            self.stack.push(open);
        }
    }

    #[inline]
    fn take_steps(
        &mut self,
        tag: &StartTag<'a>,
        active: StateSet,
        ordinal: usize,
        inner: usize,
        below: &mut ActiveStates,
    ) {
        let classes = tag.raw_class().unwrap_or_default();
        let mut candidates = self.plan.candidates(tag.raw_name(), classes, active);
        while candidates != 0 {
            let at = usize::try_from(candidates.trailing_zeros()).unwrap_or(usize::MAX);
            candidates &= candidates.wrapping_sub(1);
            let Some(state) = self.plan.states.get(at).filter(|state| state.compound.matches(tag, ordinal))
            else {
                continue;
            };
            match state.then {
                Transition::Step(bit, Combinator::Child) => below.children |= bit,
                Transition::Step(bit, Combinator::Descendant) => below.descendants |= bit,
                Transition::Step(bit, Combinator::NextSibling) => self.stack.top_siblings().next |= bit,
                Transition::Step(bit, Combinator::LaterSibling) => self.stack.top_siblings().later |= bit,
                Transition::Match(id) => self.found(id, tag.at, inner, below),
            }
        }
    }

    fn found(&mut self, id: SelectorId, at: usize, inner: usize, below: &mut ActiveStates) {
        let scope = self.plan.scopes.get(id.0).copied().flatten();
        let parent =
            scope.and_then(|SelectorId(scope)| self.instances.get(scope)?.last().copied()).unwrap_or(NONE);
        // Two alternatives of one selector may lead to one element.
        let known = |found: &&Match| found.at == at;
        if self.page.found.iter().rev().take_while(known).any(|found| found.id == id) {
            return;
        }
        let index = self.page.push(Match::new(id, at, inner, parent));
        if let Some(start) = self.plan.starts.get(id.0) {
            below.children |= start.children;
            below.descendants |= start.descendants;
        }
        if let Some(open) = self.instances.get_mut(id.0) {
            open.push(index);
        }
    }

    fn end(&mut self, name: &str, at: usize, behind: usize) {
        let ending = self.stack.ending(name);
        for left in (0..ending).rev() {
            if let Some(open) = self.stack.pop() {
                // The end tag belongs to the outermost of them; the others end without one.
                self.close(&open, at, if left == 0 { behind } else { at });
            }
        }
    }

    fn close(&mut self, open: &Open<'a>, inner_end: usize, outer_end: usize) {
        let hits = open.first_hit..open.first_hit.saturating_add(open.hits);
        for found in self.page.found.get_mut(hits).unwrap_or_default() {
            found.inner_end = inner_end;
            found.outer_end = outer_end;
            if let Some(instances) = self.instances.get_mut(found.id.0) {
                instances.pop();
            }
        }
    }
}

/// An open element.
#[derive(Debug)]
pub(super) struct Open<'a> {
    pub(super) name: &'a str,
    pub(super) below: ActiveStates,
    /// What is known of its children so far.
    pub(super) siblings: Siblings,
    /// What it was found as: places in the page's list.
    pub(super) first_hit: usize,
    pub(super) hits: usize,
}

/// The children of an element so far, as far as selectors with `+`, `~` and `:nth-child()` look at them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Siblings {
    /// How many there are, text aside.
    count: usize,
    /// The steps that only the next one may take, and those that every later one may take.
    next: StateSet,
    later: StateSet,
}

/// The open elements, outermost first. Those deeper than the limit are only counted.
#[derive(Debug)]
pub(super) struct Stack<'a> {
    open: Vec<Open<'a>>,
    deepest: usize,
    deeper: usize,
    /// How many open elements a start tag may end.
    closable: usize,
    /// The elements that are in no other.
    outermost: Siblings,
}

impl<'a> Stack<'a> {
    pub(super) fn new(deepest: usize) -> Self {
        Self { open: Vec::new(), deepest, deeper: 0, closable: 0, outermost: Siblings::default() }
    }

    /// Whether elements are still looked at, not only counted.
    pub(super) fn has_room(&self) -> bool {
        self.deeper == 0 && self.open.len() < self.deepest
    }

    pub(super) fn count(&mut self) {
        self.deeper = self.deeper.saturating_add(1);
    }

    pub(super) fn push(&mut self, element: Open<'a>) {
        self.closable = self.closable.saturating_add(usize::from(may_be_ended(element.name)));
        self.open.push(element);
    }

    /// The children so far of the innermost open element.
    pub(super) fn top_siblings(&mut self) -> &mut Siblings {
        match self.open.last_mut() {
            Some(open) => &mut open.siblings,
            None => &mut self.outermost,
        }
    }

    pub(super) fn top(&self) -> Option<&Open<'a>> {
        self.open.last()
    }

    /// How many elements a start tag ends, because their own end tags were left out.
    pub(super) fn count_ended_by(&self, name: &str) -> usize {
        // A paragraph is open only rarely, and many tags would end one.
        if self.deeper > 0 || self.closable == 0 {
            return 0;
        }
        count_ended(name, self.open.iter().rev().map(|open| open.name))
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
        let inline = ElementRules::of(name).is_inline();
        let mut reached = self.open.iter().rev().enumerate();
        let found = reached.find(|(_, open)| {
            open.name.eq_ignore_ascii_case(name) || (inline && !ElementRules::of(open.name).is_inline())
        });
        match found {
            Some((inside, open)) if open.name.eq_ignore_ascii_case(name) => inside.saturating_add(1),
            _ => 0,
        }
    }

    pub(super) fn pop(&mut self) -> Option<Open<'a>> {
        let open = self.open.pop()?;
        self.closable = self.closable.saturating_sub(usize::from(may_be_ended(open.name)));
        Some(open)
    }
}
