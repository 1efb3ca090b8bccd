//! Selectors: the part of CSS that is supported, and its parser.

use std::str::FromStr;

use crate::syntax::html::StartTag;

/// `a.b[c=d] > e, .f`: lists of steps, each of which an element must take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selector {
    pub(super) alternatives: Vec<Vec<ComplexStep>>,
}

/// A compound selector, and the combinator before it: `> .row`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ComplexStep {
    pub(super) combinator: Combinator,
    pub(super) compound: Compound,
}

/// Where the element of a step is, as seen from the element of the step before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Combinator {
    /// `a b`
    Descendant,
    /// `a > b`
    Child,
    /// `a + b`
    NextSibling,
    /// `a ~ b`
    LaterSibling,
}

/// `:nth-child(2n+1)`: the positions `step * n + offset`, for n = 0, 1, 2, …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NthChild {
    step: i32,
    offset: i32,
}

impl NthChild {
    fn matches(self, ordinal: usize) -> bool {
        let Ok(ordinal) = i32::try_from(ordinal) else { return false };
        let beyond = ordinal.saturating_sub(self.offset);
        match self.step {
            0 => beyond == 0,
            step => beyond.checked_rem(step) == Some(0) && beyond.signum() != step.signum().saturating_neg(),
        }
    }
}

/// What one element must be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Compound {
    /// In lower case.
    pub(super) name: Option<String>,
    pub(super) classes: Vec<String>,
    pub(super) tests: Vec<AttributeSelector>,
    positions: Vec<NthChild>,
    /// What it must not be: `:not(…)`.
    exclusions: Vec<Compound>,
}

/// What an attribute must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AttributeSelector {
    /// In lower case.
    pub(super) attribute: String,
    pub(super) relation: AttributeOperator,
    pub(super) value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AttributeOperator {
    /// `[a]`
    Exists,
    /// `[a=v]`
    Equals,
    /// `[a^=v]`
    Prefix,
    /// `[a$=v]`
    Suffix,
    /// `[a*=v]`
    Substring,
    /// `[a~=v]`
    Includes,
}

impl Compound {
    /// Whether an element is as it must be; `ordinal` is its position among the children of its parent, from 1.
    pub(super) fn matches(&self, tag: &StartTag<'_>, ordinal: usize) -> bool {
        self.name.as_ref().is_none_or(|name| tag.is(name))
            && self.classes.iter().all(|class| tag.has_class(class))
            && self.tests.iter().all(|test| test.passes(tag))
            && self.positions.iter().all(|position| position.matches(ordinal))
            // An exclusion has none of its own: the parser does not nest them.
            && self.exclusions.iter().all(|exclusion| !exclusion.matches(tag, ordinal))
    }
}

impl AttributeSelector {
    fn passes(&self, tag: &StartTag<'_>) -> bool {
        let Some(value) = tag.attribute(&self.attribute) else { return false };
        let wanted = self.value.as_str();
        match self.relation {
            AttributeOperator::Exists => true,
            AttributeOperator::Equals => value == wanted,
            // `[a^=""]` matches nothing, by the standard.
            AttributeOperator::Prefix => !wanted.is_empty() && value.starts_with(wanted),
            AttributeOperator::Suffix => !wanted.is_empty() && value.ends_with(wanted),
            AttributeOperator::Substring => !wanted.is_empty() && value.contains(wanted),
            AttributeOperator::Includes => value.split_ascii_whitespace().any(|word| word == wanted),
        }
    }
}

/// Why a text is no selector.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} in the selector {selector:?}, found {found}")]
pub(crate) struct SelectorError {
    pub(super) selector: String,
    pub(super) expected: &'static str,
    pub(super) found: String,
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        let mut parser = Parser { whole: text, rest: text.trim() };
        let mut alternatives = vec![parser.steps()?];
        while parser.eat(',') {
            alternatives.push(parser.steps()?);
        }
        if parser.rest.is_empty() { Ok(Self { alternatives }) } else { Err(parser.bad("\",\" or the end")) }
    }
}

struct Parser<'t> {
    whole: &'t str,
    rest: &'t str,
}

impl<'t> Parser<'t> {
    fn bad(&self, expected: &'static str) -> SelectorError {
        let found = self.rest.chars().next().map_or("its end".to_owned(), |c| format!("{:?}", c.to_string()));
        SelectorError { selector: self.whole.to_owned(), expected, found }
    }

    fn eat(&mut self, character: char) -> bool {
        match self.rest.strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn steps(&mut self) -> Result<Vec<ComplexStep>, SelectorError> {
        let mut steps = Vec::new();
        loop {
            self.spaces();
            let combinators =
                [('>', Combinator::Child), ('+', Combinator::NextSibling), ('~', Combinator::LaterSibling)];
            // Before the first step, a sibling would be outside of what is searched.
            let allowed = if steps.is_empty() { 1 } else { combinators.len() };
            let written = combinators.into_iter().take(allowed).find(|(mark, _)| self.eat(*mark));
            self.spaces();
            let ended = matches!(self.rest.chars().next(), None | Some(','));
            if ended && written.is_none() && !steps.is_empty() {
                return Ok(steps);
            }
            let combinator = written.map_or(Combinator::Descendant, |(_, combinator)| combinator);
            steps.push(ComplexStep { combinator, compound: self.compound(true)? });
        }
    }

    /// Parses what one element must be; `:not()` only where it may be nested.
    fn compound(&mut self, may_exclude: bool) -> Result<Compound, SelectorError> {
        let mut compound = Compound::default();
        let any = self.eat('*');
        if !any && self.rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            compound.name = Some(self.word("a name")?.to_ascii_lowercase());
        }
        let named = any || compound.name.is_some();
        loop {
            if self.eat('.') {
                let class = self.word("a class")?.to_owned();
                compound.classes.push(class);
            } else if self.eat('#') {
                let value = self.word("an id")?.to_owned();
                compound.tests.push(AttributeSelector {
                    attribute: "id".to_owned(),
                    relation: AttributeOperator::Equals,
                    value,
                });
            } else if self.eat('[') {
                compound.tests.push(self.test()?);
            } else if self.eat(':') {
                self.pseudo_class(&mut compound, may_exclude)?;
            } else if named || compound != Compound::default() {
                return Ok(compound);
            } else {
                return Err(self.bad("a name, \".\", \"#\", \"[\" or \":\""));
            }
        }
    }

    /// `first-child`, `nth-child(2n+1)`, `not(.hidden)`: what follows the colon.
    fn pseudo_class(&mut self, compound: &mut Compound, may_exclude: bool) -> Result<(), SelectorError> {
        const EXPECTED: &str = "\"first-child\", \"nth-child(…)\" or \"not(…)\"";
        let whole = self.rest;
        match self.word(EXPECTED)?.to_ascii_lowercase().as_str() {
            "first-child" => compound.positions.push(NthChild { step: 0, offset: 1 }),
            "nth-child" => {
                let inside = self.rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
                let Some((position, rest)) = inside else { return Err(self.bad("a position in brackets")) };
                let Some(position) = parse_nth(position) else {
                    return Err(self.bad("a position such as \"(2)\", \"(odd)\" or \"(2n+1)\""));
                };
                compound.positions.push(position);
                self.rest = rest;
            }
            "not" if may_exclude => {
                if !self.eat('(') {
                    return Err(self.bad("what is excluded, in brackets"));
                }
                loop {
                    self.spaces();
                    compound.exclusions.push(self.compound(false)?);
                    self.spaces();
                    if self.eat(')') {
                        break;
                    }
                    if !self.eat(',') {
                        return Err(self.bad("\",\" or \")\""));
                    }
                }
            }
            _ => {
                self.rest = whole;
                return Err(self.bad(EXPECTED));
            }
        }
        Ok(())
    }

    fn word(&mut self, expected: &'static str) -> Result<&'t str, SelectorError> {
        let in_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let length = self.rest.find(|c| !in_word(c)).unwrap_or(self.rest.len());
        match self.rest.split_at_checked(length) {
            Some((word, rest)) if !word.is_empty() => {
                self.rest = rest;
                Ok(word)
            }
            _ => Err(self.bad(expected)),
        }
    }

    fn test(&mut self) -> Result<AttributeSelector, SelectorError> {
        self.spaces();
        let attribute = self.word("an attribute")?.to_ascii_lowercase();
        self.spaces();
        if self.eat(']') {
            return Ok(AttributeSelector {
                attribute,
                relation: AttributeOperator::Exists,
                value: String::new(),
            });
        }
        let marks = [
            ('^', AttributeOperator::Prefix),
            ('$', AttributeOperator::Suffix),
            ('*', AttributeOperator::Substring),
            ('~', AttributeOperator::Includes),
        ];
        let relation =
            marks.into_iter().find(|(mark, _)| self.eat(*mark)).map_or(AttributeOperator::Equals, |(_, r)| r);
        if !self.eat('=') {
            return Err(self.bad("\"=\" or \"]\""));
        }
        self.spaces();
        let value = match self.rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                self.eat(quote);
                let Some((value, rest)) = self.rest.split_once(quote) else {
                    return Err(self.bad("a closing quote"));
                };
                self.rest = rest;
                value.to_owned()
            }
            _ => self.word("a value")?.to_owned(),
        };
        self.spaces();
        if self.eat(']') {
            Ok(AttributeSelector { attribute, relation, value })
        } else {
            Err(self.bad("\"]\""))
        }
    }
}

/// `3`, `odd`, `even`, `n`, `2n+1`, `-n+3`
fn parse_nth(text: &str) -> Option<NthChild> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    match text.as_str() {
        "odd" => return Some(NthChild { step: 2, offset: 1 }),
        "even" => return Some(NthChild { step: 2, offset: 0 }),
        _ => {}
    }
    let Some((step, offset)) = text.split_once('n') else {
        return Some(NthChild { step: 0, offset: text.parse().ok()? });
    };
    let step = match step {
        "" | "+" => 1,
        "-" => -1,
        step => step.parse().ok()?,
    };
    let offset = if offset.is_empty() { 0 } else { offset.parse().ok()? };
    Some(NthChild { step, offset })
}
