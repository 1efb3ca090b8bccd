//! The namespaces that mean something in a feed, and links that are written from a base.

use std::borrow::Cow;

use url::Url;

use crate::syntax::xml::Tag;

/// What vocabulary an element belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// The feed's own: no prefix, or a namespace of RSS.
    Own,
    /// Atom's, in RSS.
    Atom,
    /// `content:encoded`.
    Content,
    /// Dublin Core.
    DublinCore,
    /// Dublin Core's later terms.
    DublinCoreTerms,
    /// RDF.
    Rdf,
    /// Any other.
    Foreign,
}

impl Space {
    /// Those that have a namespace of their own, by number.
    const NUMBERED: [Self; 6] =
        [Self::Own, Self::Atom, Self::Content, Self::DublinCore, Self::DublinCoreTerms, Self::Rdf];

    /// By the declared namespace; where the prefix is not declared, by the prefix that everybody uses.
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let Some(number) = tag.namespace else {
            return match tag.prefix() {
                "" | "rss" => Self::Own,
                "atom" | "a10" => Self::Atom,
                "content" => Self::Content,
                "dc" => Self::DublinCore,
                "dcterms" => Self::DublinCoreTerms,
                "rdf" => Self::Rdf,
                _ => Self::Foreign,
            };
        };
        match Self::NUMBERED.get(usize::from(number)) {
            Some(&space) => space,
            // A default namespace of somebody's own over plain RSS: the names mean what they say.
            None if tag.prefix().is_empty() => Self::Own,
            None => Self::Foreign,
        }
    }

    /// The number of a declared namespace.
    pub(super) fn number(uri: &str) -> u8 {
        let space = match uri.trim_end_matches(['/', '#']) {
            "http://www.w3.org/2005/Atom" | "http://purl.org/atom/ns" => Self::Atom,
            "http://purl.org/rss/1.0/modules/content" => Self::Content,
            "http://purl.org/dc/elements/1.1" | "http://purl.org/dc/elements/1.0" => Self::DublinCore,
            "http://purl.org/dc/terms" => Self::DublinCoreTerms,
            "http://www.w3.org/1999/02/22-rdf-syntax-ns" => Self::Rdf,
            uri if uri.starts_with("http://purl.org/rss/1.0/modules") => Self::Foreign,
            uri if uri.starts_with("http://purl.org/rss/")
                || uri.starts_with("http://my.netscape.com/")
                || uri.starts_with("http://channel.netscape.com/")
                || uri.starts_with("http://backend.userland.com/")
                || uri.starts_with("http://blogs.law.harvard.edu/tech/rss")
                || uri.starts_with("http://purl.org/net/rss1.1") =>
            {
                Self::Own
            }
            _ => Self::Foreign,
        };
        let place = Self::NUMBERED.iter().position(|&known| known == space);
        place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
    }
}

/// The address that relative links are written from: `xml:base`, else the document's own.
#[derive(Debug, Clone, Default)]
pub(super) struct Base(Option<Url>);

impl Base {
    /// The address the caller gives.
    pub(super) fn of_document(url: Option<&str>) -> Self {
        Self(url.and_then(|url| Url::parse(url).ok()))
    }

    /// The base inside this element.
    pub(super) fn inside(&self, tag: &Tag<'_>) -> Option<Self> {
        if !tag.has_attributes() {
            return None;
        }
        let stated = tag.attribute("xml:base")?;
        let url = match &self.0 {
            Some(outer) => outer.join(stated.trim()),
            None => Url::parse(stated.trim()),
        };
        Some(url.map_or_else(|_| self.clone(), |url| Self(Some(url))))
    }

    /// A link as it stands if it is absolute, or there is nothing to resolve it with.
    pub(super) fn resolve<'a>(&self, link: Cow<'a, str>) -> Cow<'a, str> {
        if self.0.is_none() || link.is_empty() || has_scheme(&link) {
            return link;
        }
        match self.0.as_ref().and_then(|base| base.join(&link).ok()) {
            Some(url) => Cow::Owned(url.into()),
            None => link,
        }
    }
}

/// Whether it begins with a scheme: `https:`, `tag:`.
fn has_scheme(link: &str) -> bool {
    link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}
