//! The feeds that a page links in its head.

use url::Url;

/// How much of a page is looked at: the head comes first.
const HEAD_BYTES: usize = 64 * 1024;

/// The feeds that a page links: the addresses of `<link rel="alternate" type="application/atom+xml" href="…">`, resolved
/// against the page's own, in its order. Only `http` and `https`, and at most ten.
///
/// ```
/// use statusfeed::monitor::feed_links;
///
/// let page = url::Url::parse("https://status.acme.example/")?;
/// let html = r#"<head><link rel="stylesheet" href="a.css">
///     <link href='/history.atom' type="application/atom+xml" rel="alternate"></head>"#;
/// let links: Vec<_> = feed_links(html, &page).iter().map(|url| url.to_string()).collect();
/// assert_eq!(links, ["https://status.acme.example/history.atom"]);
/// # Ok::<(), url::ParseError>(())
/// ```
#[must_use]
pub fn feed_links(html: &str, page: &Url) -> Vec<Url> {
    let mut end = html.len().min(HEAD_BYTES);
    while !html.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let head = html.get(..end).unwrap_or_default();
    let tags = head.split('<').filter(|tag| {
        tag.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("link"))
            && tag.as_bytes().get(4).is_some_and(|next| next.is_ascii_whitespace() || *next == b'/')
    });
    let links = tags.filter_map(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        let is_alternate =
            attribute(tag, "rel")?.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("alternate"));
        let kind = attribute(tag, "type")?.to_ascii_lowercase();
        let is_feed = ["atom+xml", "rss+xml", "feed+json"].iter().any(|feed| kind.contains(feed));
        let href = attribute(tag, "href").filter(|_| is_alternate && is_feed)?;
        page.join(&href.replace("&amp;", "&")).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
    });
    let mut urls: Vec<Url> = Vec::new();
    for url in links {
        if urls.len() < 10 && !urls.contains(&url) {
            urls.push(url);
        }
    }
    urls
}

/// The value of an attribute: `href="…"`, `href='…'` or `href=…`.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let found = before
            .split(|c: char| c.is_whitespace() || matches!(c, '"' | '\''))
            .rfind(|word| !word.is_empty());
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after.get(1..)?.split_once(quote)?,
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return Some(value);
        }
        rest = next;
    }
}
