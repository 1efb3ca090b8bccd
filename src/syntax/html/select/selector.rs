//! Selectors: a part of CSS.

use crate::syntax::html::StartTag;

/// `a.b[c=d] > e, .f`: lists of steps, each of which an element must take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selector {
    pub(super) alternatives: Vec<Vec<ComplexStep>>,
}

/// One element on the way, and how it stands to the one before it.
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
            AttributeOperator::Prefix => value.starts_with(wanted),
            AttributeOperator::Suffix => value.ends_with(wanted),
            AttributeOperator::Substring => value.contains(wanted),
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
