//! Links: the address of an incident, whole or relative.

use url::Url;

use crate::document::Document;
use crate::model::Link;

/// The code of an incident in its address: `h4zel0000001` of `/incidents/h4zel0000001`.
pub(crate) fn incident_code(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("/incidents/")?;
    let code = rest.split(['/', '?', '#', '.']).next()?;
    (!code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(code)
}

/// A link as the page gives it. A relative one is resolved by the page's own address, which the caller may know.
pub(crate) fn resolve_link(href: &str, document: &Document<'_>) -> Option<Link> {
    let href = href.trim();
    if Url::parse(href).is_ok() {
        return Some(Link::from(href));
    }
    let base = Url::parse(document.url()?).ok()?;
    base.join(href).ok().map(|url| Link::from(String::from(url)))
}
