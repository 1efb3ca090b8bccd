//! The selectors that one pass over a page looks for.

use super::selector::{Combinator, Compound, Selector};

/// A set of selector steps, one bit each.
pub(super) type StateSet = u128;

/// Maximum number of compound selectors in a set: one bit each in a [`StateSet`].
const MOST_STEPS: usize = 128;

/// Identifies a selector of a set, to ask a matched page for its elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SelectorId(pub(super) usize);

/// A step of a selector, as the matcher takes it.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) compound: Compound,
    pub(super) then: Transition,
}

/// What follows where a step is taken.
#[derive(Debug, Clone, Copy)]
pub(super) enum Transition {
    /// The selector's next step, for the elements that the combinator leads to.
    Step(StateSet, Combinator),
    /// The selector is at its end.
    Match(SelectorId),
}

/// Which steps may be taken below an element.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ActiveStates {
    pub(super) children: StateSet,
    pub(super) descendants: StateSet,
}

/// Selectors that are matched together, in one pass.
#[derive(Debug, Clone, Default)]
pub(crate) struct SelectorSet {
    pub(super) states: Vec<State>,
    /// What each selector looks inside of.
    pub(super) scopes: Vec<Option<SelectorId>>,
    /// Which steps begin below the page, and below what each selector matched.
    pub(super) page: ActiveStates,
    pub(super) starts: Vec<ActiveStates>,
    /// Steps by a class that they ask for; else by their name; else the rest.
    classes: Vec<(String, StateSet)>,
    names: Vec<(String, StateSet)>,
    /// One bit for each shape of a class that is asked for: most words of a page have another shape.
    shapes: u128,
    others: StateSet,
    is_invalid: bool,
}

impl SelectorSet {
    /// Looks for elements that match, inside what `scope` found or in the whole page.
    pub(crate) fn add_selector(&mut self, scope: Option<SelectorId>, selector: &Selector) -> SelectorId {
        let id = SelectorId(self.scopes.len());
        self.scopes.push(scope);
        self.starts.push(ActiveStates::default());
        for steps in &selector.alternatives {
            let mut then = Transition::Match(id);
            let mut first = None;
            for step in steps.iter().rev() {
                let bit = self.state(&step.compound, then);
                then = Transition::Step(bit, step.combinator);
                first = Some((bit, step.combinator == Combinator::Child));
            }
            let below = match scope {
                Some(SelectorId(scope)) => self.starts.get_mut(scope),
                None => Some(&mut self.page),
            };
            if let (Some(below), Some((bit, child))) = (below, first) {
                *(if child { &mut below.children } else { &mut below.descendants }) |= bit;
            }
        }
        id
    }

    fn state(&mut self, compound: &Compound, then: Transition) -> StateSet {
        if self.states.len() >= MOST_STEPS {
            self.is_invalid = true;
            return 0;
        }
        let bit = 1 << self.states.len();
        self.states.push(State { compound: compound.clone(), then });
        match (compound.classes.first(), &compound.name) {
            (Some(class), _) => {
                self.shapes |= shape(class);
                index(&mut self.classes, class, bit);
            }
            (None, Some(name)) => index(&mut self.names, name, bit),
            (None, None) => self.others |= bit,
        }
        bit
    }

    /// As [`SelectorSet::add`], with a selector of our own. One that cannot be parsed matches nothing, and makes [`SelectorSet::is_valid`] false.
    pub(crate) fn add(&mut self, scope: Option<SelectorId>, selector: &str) -> SelectorId {
        let parsed = selector.parse();
        self.is_invalid |= parsed.is_err();
        self.add_selector(scope, &parsed.unwrap_or(Selector { alternatives: Vec::new() }))
    }

    /// Whether every selector can be read, and they have no more steps together than are allowed.
    pub(crate) fn is_valid(&self) -> bool {
        !self.is_invalid
    }

    /// The steps that an element of this name and these classes may take, as far as the indexes narrow them down.
    #[inline]
    pub(super) fn candidates(&self, name: &str, classes: &str, active: StateSet) -> StateSet {
        let mut found = self.others;
        for word in classes.split_ascii_whitespace() {
            if self.shapes & shape(word) == 0 {
                continue;
            }
            if let Ok(at) = self.classes.binary_search_by(|(class, _)| class.as_str().cmp(word)) {
                found |= self.classes.get(at).map_or(0, |(_, set)| *set);
            }
        }
        for (known, set) in &self.names {
            if set & active != 0 && name.eq_ignore_ascii_case(known) {
                found |= set;
            }
        }
        found & active
    }
}

/// One of 128 bits, computed from a word's length and ends: a cheap test that excludes most words.
#[inline]
fn shape(word: &str) -> u128 {
    let bytes = word.as_bytes();
    let end = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or_default());
    let mixed = bytes.len().wrapping_mul(7) ^ end(bytes.first()) ^ end(bytes.last()).wrapping_mul(11);
    1 << (mixed & 127)
}

fn index(list: &mut Vec<(String, StateSet)>, key: &str, bit: StateSet) {
    match list.binary_search_by(|(known, _)| known.as_str().cmp(key)) {
        Ok(at) => {
            if let Some((_, set)) = list.get_mut(at) {
                *set |= bit;
            }
        }
        Err(at) => list.insert(at, (key.to_owned(), bit)),
    }
}
