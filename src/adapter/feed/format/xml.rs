//! RSS and Atom: which of them a document is.

use memchr::memmem;

use super::reader::FeedReader;
use super::{Feed, atom, rss};
use crate::limits::Limits;
use crate::model::Format;
use crate::syntax::xml::Decoder;

/// The format of a feed whose root element has this name.
fn format_of_root(local_name: &str) -> Option<Format> {
    match local_name {
        "rss" | "RDF" | "channel" => Some(Format::Rss),
        "feed" => Some(Format::Atom),
        _ => None,
    }
}

/// How many comments, declarations and unknown tags a probe skips before it gives up.
const MAX_SKIPPED: usize = 64;

/// The name of the root element, and its format. Only the beginning of the document is looked at.
pub(in crate::adapter::feed) fn find_root(text: &str) -> Option<(&str, Option<Format>)> {
    let mut rest = text;
    let mut first = None;
    for _ in 0..MAX_SKIPPED {
        let at = rest.find('<')?;
        rest = rest.get(at..)?;
        let skip = if rest.starts_with("<!--") {
            memmem::find(rest.as_bytes(), b"-->")?.checked_add(3)?
        } else if rest.starts_with("<?") {
            memmem::find(rest.as_bytes(), b"?>")?.checked_add(2)?
        } else if rest.starts_with("<!") {
            declaration_end(rest)?
        } else {
            let inner = rest.get(1..)?;
            let name = inner.split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).next()?;
            let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
            if let Some(format) = format_of_root(local) {
                return Some((name, Some(format)));
            }
            // A server's warning, in HTML, may come before the feed.
            first = first.or((!name.is_empty()).then_some(name));
            1
        };
        rest = rest.get(skip..)?;
    }
    first.map(|name| (name, None))
}

/// Where a document type declaration ends, its internal subset (`[…]`) included.
fn declaration_end(text: &str) -> Option<usize> {
    let close = text.find('>')?;
    match text.find('[').filter(|&open| open < close) {
        None => close.checked_add(1),
        Some(open) => {
            let subset = text.get(open..)?;
            let end = memmem::find(subset.as_bytes(), b"]>").or_else(|| subset.find(']'))?;
            open.checked_add(end)?.checked_add(1)
        }
    }
}

/// Reads a feed; `None` if there is no feed in the document. The decoder holds what was wrong with the markup.
pub(in crate::adapter::feed) fn read<'a>(
    text: &'a str,
    url: Option<&str>,
    limits: &Limits,
) -> (Option<Feed<'a>>, Decoder) {
    let mut reader = FeedReader::new(text, url, limits);
    while let Some(tag) = reader.elements.child(0) {
        let feed = match format_of_root(tag.local) {
            Some(Format::Atom) => atom::read(&mut reader, &tag),
            Some(_) => rss::read(&mut reader, &tag),
            None => continue,
        };
        return (Some(feed), reader.elements.into_decoder());
    }
    (None, reader.elements.into_decoder())
}
