//! The XML namespaces whose elements a feed is read from.

use crate::syntax::xml::Tag;

/// The namespace of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Namespace {
    /// The feed's own: no prefix, or a namespace of RSS.
    Own,
    /// Atom's, which RSS feeds use too: `<atom:link>`.
    Atom,
    /// `<content:encoded>`
    Content,
    /// `<dc:date>`
    DublinCore,
    /// `<dcterms:modified>`
    DublinCoreTerms,
    /// `<rdf:RDF>`
    Rdf,
    /// Any other; its elements are passed over.
    Foreign,
}

impl Namespace {
    /// Those that are looked up by number, since [`Tag::namespace`] is one.
    const NUMBERED: [Self; 6] =
        [Self::Own, Self::Atom, Self::Content, Self::DublinCore, Self::DublinCoreTerms, Self::Rdf];

    /// The namespace of an element. Where its prefix is not declared, the usual meaning of the prefix counts.
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
            Some(&namespace) => namespace,
            // Plain RSS under an unknown default namespace: the names mean what they say.
            None if tag.prefix().is_empty() => Self::Own,
            None => Self::Foreign,
        }
    }

    /// The number of a declared namespace; `u8::MAX` for one that is not read.
    pub(super) fn number(uri: &str) -> u8 {
        let namespace = match uri.trim_end_matches(['/', '#']) {
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
        let number = Self::NUMBERED.iter().position(|&known| known == namespace);
        number.and_then(|number| u8::try_from(number).ok()).unwrap_or(u8::MAX)
    }

    /// Whether an element counts as Atom's in an Atom feed.
    pub(super) fn is_atom(self) -> bool {
        matches!(self, Self::Own | Self::Atom)
    }
}
