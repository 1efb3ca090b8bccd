//! Links to incidents.

use url::Url;

use crate::document::Document;
use crate::model::Link;

/// The code in an incident's address, whole or relative.
pub(super) fn code(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("/incidents/")?;
    let code = rest.split(['/', '?', '#', '.']).next()?;
    (!code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(code)
}

/// The link as the page gives it; a relative one needs the page's own address, which the caller may know.
pub(super) fn whole(href: &str, document: &Document<'_>) -> Option<Link> {
    let href = href.trim();
    if href.starts_with("http://") || href.starts_with("https://") {
        return Some(Link::from(href));
    }
    let base = Url::parse(document.url()?).ok()?;
    base.join(href).ok().map(|url| Link::from(String::from(url)))
}
