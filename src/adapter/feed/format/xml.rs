//! The way into RSS and Atom: which root element it is, and who reads it.

use memchr::memmem;

use super::walk::Walk;
use super::{Feed, atom, rss};
use crate::limits::Limits;
use crate::model::Format;
use crate::syntax::xml::Decoder;

/// The root elements of feeds.
fn format_of(local: &str) -> Option<Format> {
    match local {
        "rss" | "RDF" | "channel" => Some(Format::Rss),
        "feed" => Some(Format::Atom),
        _ => None,
    }
}

/// How many comments, declarations and stray tags a probe passes over before it gives up.
const MOST_BEFORE_ROOT: usize = 64;

/// The root element's name, and which format it is, by a look at what stands before it.
pub(in crate::adapter::feed) fn root(text: &str) -> Option<(&str, Option<Format>)> {
    let mut rest = text;
    let mut first = None;
    for _ in 0..MOST_BEFORE_ROOT {
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
            if let Some(format) = format_of(local) {
                return Some((name, Some(format)));
            }
            // Something else may stand before the feed: a server's warning in HTML.
            first = first.or((!name.is_empty()).then_some(name));
            1
        };
        rest = rest.get(skip..)?;
    }
    first.map(|name| (name, None))
}

/// Behind a document type declaration, its internal subset included.
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

/// Reads a feed; `None` if there is no feed in the document. What was damaged is in the decoder.
pub(in crate::adapter::feed) fn read<'a>(
    text: &'a str,
    url: Option<&str>,
    limits: &Limits,
) -> (Option<Feed<'a>>, Decoder) {
    let mut walk = Walk::new(text, url, limits);
    while let Some(tag) = walk.reader.child(0) {
        let feed = match format_of(tag.local) {
            Some(Format::Atom) => atom::read(&mut walk, &tag),
            Some(_) => rss::read(&mut walk, &tag),
            None => continue,
        };
        return (Some(feed), walk.reader.into_decoder());
    }
    (None, walk.reader.into_decoder())
}
