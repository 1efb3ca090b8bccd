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
    /// Whether it must be a child, not any descendant.
    pub(super) child: bool,
    pub(super) compound: Compound,
}

/// What one element must be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Compound {
    /// In lower case.
    pub(super) name: Option<String>,
    pub(super) classes: Vec<String>,
    pub(super) tests: Vec<AttributeSelector>,
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
    pub(super) fn matches(&self, tag: &StartTag<'_>) -> bool {
        self.name.as_ref().is_none_or(|name| tag.is(name))
            && self.classes.iter().all(|class| tag.has_class(class))
            && self.tests.iter().all(|test| test.passes(tag))
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
            let child = self.eat('>');
            self.spaces();
            let ended = matches!(self.rest.chars().next(), None | Some(','));
            if ended && !child && !steps.is_empty() {
                return Ok(steps);
            }
            steps.push(ComplexStep { child, compound: self.compound()? });
        }
    }

    fn compound(&mut self) -> Result<Compound, SelectorError> {
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
            } else if named || !compound.classes.is_empty() || !compound.tests.is_empty() {
                return Ok(compound);
            } else {
                return Err(self.bad("a name, \".\", \"#\" or \"[\""));
            }
        }
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
