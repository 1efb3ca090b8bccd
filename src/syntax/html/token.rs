//! What the tokenizer yields: slices of the text, decoded on demand.

use std::borrow::Cow;

use super::attribute::{Attribute, Attributes};
use super::reference::{TextContext, decode_references};

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `<name …>`
    StartTag(StartTag<'a>),
    /// `</name>`
    EndTag(EndTag<'a>),
    /// Characters between tags.
    Characters(Text<'a>),
    /// A comment's inside, or what the standard treats as a comment: `<?xml …?>`, `</ p>`.
    Comment(Text<'a>),
    /// The text between `<!doctype` and `>`.
    Doctype(Text<'a>),
}

/// A start tag. Its attributes are read only where they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StartTag<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: &'a str,
    pub(super) class: Option<&'a str>,
    /// Whether it has the attribute `hidden`, or a style that does not display it.
    pub(super) is_hidden: bool,
    pub(super) most_attributes: usize,
    /// Whether it ends in `/>`. That means something in drawings only: [`StartTag::is_empty_foreign`].
    pub(crate) self_closing: bool,
    /// Whether it ends in `/>` and is inside an `<svg>` or `<math>`, or is one: such an element has no inside.
    pub(crate) is_empty_foreign: bool,
    /// The byte offset of its `<`.
    pub(crate) at: usize,
}

impl<'a> StartTag<'a> {
    /// The name as written.
    pub(crate) fn raw_name(&self) -> &'a str {
        self.name
    }

    /// Whether the name is this one, which must be given in lower case.
    #[inline]
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it has the same name as another tag.
    pub(crate) fn is_named_like(&self, other: &Self) -> bool {
        self.name.eq_ignore_ascii_case(other.name)
    }

    /// Whether readers are not shown this element: `<template>`, `<noscript>`, a closed `<dialog>`, the attribute `hidden`,
    /// `display: none` or `visibility: hidden` in its `style`. Such a part of a page says nothing. The whole page (`<html>`, `<body>`) counts as shown: a script does that.
    #[inline]
    pub(crate) fn is_hidden(&self) -> bool {
        match self.name.len() {
            8 if self.is("template") || self.is("noscript") => true,
            // A dialog is shown once it is open.
            6 if self.is("dialog") => self.is_hidden || self.raw_attribute("open").is_none(),
            4 => self.is_hidden && !self.is("html") && !self.is("body"),
            _ => self.is_hidden,
        }
    }

    /// The attributes in order, as many as the limit allows.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = Attribute<'a>> + use<'a> {
        Attributes::new(self.attributes).take(self.most_attributes)
    }

    /// The decoded value of the first attribute of this name (in lower case); empty where it has none.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.raw_attribute(name).map(|raw| decode_references(raw, TextContext::Attribute))
    }

    /// The value as [`StartTag::attribute`] finds it, not decoded.
    #[inline]
    pub(crate) fn raw_attribute(&self, name: &str) -> Option<&'a str> {
        if self.attributes.is_empty() {
            return None;
        }
        self.attributes().find(|attribute| attribute.is(name)).map(|attribute| attribute.raw_value)
    }

    /// The value of `class`, not decoded: nearly every tag is asked for it, so it is kept from the cutting of the tag.
    #[inline]
    pub(crate) fn raw_class(&self) -> Option<&'a str> {
        self.class
    }

    /// Whether the value of `class` holds this word.
    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.class.is_some_and(|raw| {
            decode_references(raw, TextContext::Attribute).split_ascii_whitespace().any(|word| word == class)
        })
    }
}

/// An end tag. Anything after its name is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EndTag<'a> {
    pub(super) name: &'a str,
    /// The byte offset of its `<`.
    pub(crate) at: usize,
}

impl<'a> EndTag<'a> {
    /// The name as written.
    pub(crate) fn raw_name(&self) -> &'a str {
        self.name
    }

    /// Whether the name is this one, which must be given in lower case.
    #[inline]
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Characters as written, with their context, which decides how they are decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Text<'a> {
    /// The characters as written.
    pub(crate) raw: &'a str,
    pub(super) place: TextContext,
    /// The byte at which they begin.
    pub(crate) at: usize,
}

impl<'a> Text<'a> {
    /// The characters that are meant: references resolved, line ends as `\n`.
    #[inline]
    pub(crate) fn decoded(&self) -> Cow<'a, str> {
        decode_references(self.raw, self.place)
    }
}
