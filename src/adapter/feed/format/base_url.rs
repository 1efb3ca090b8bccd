//! Relative links, and the address that they are relative to.

use std::borrow::Cow;

use url::Url;

use crate::syntax::xml::Tag;

/// The address that relative links start from: `xml:base`, else the document's own.
#[derive(Debug, Clone, Default)]
pub(super) struct BaseUrl(Option<Url>);

impl BaseUrl {
    /// The address of the document, as the caller gives it.
    pub(super) fn of_document(url: Option<&str>) -> Self {
        Self(url.and_then(|url| Url::parse(url).ok()))
    }

    /// The base inside this element: its own `xml:base`, else the one around it.
    pub(super) fn inside(&self, tag: &Tag<'_>) -> Self {
        let stated = if tag.has_attributes() { tag.attribute("xml:base") } else { None };
        let Some(stated) = stated else { return self.clone() };
        let url = match &self.0 {
            Some(outer) => outer.join(stated.trim()),
            None => Url::parse(stated.trim()),
        };
        url.map_or_else(|_| self.clone(), |url| Self(Some(url)))
    }

    /// An absolute link. A relative one stays as it is where no base is known.
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

/// Whether a link begins with a scheme: `https:`, `tag:`.
fn has_scheme(link: &str) -> bool {
    link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}
