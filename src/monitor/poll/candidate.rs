//! From the address of a page to the documents to try.

use url::Url;

/// The documents that providers publish beside a page, the most detailed first.
const DOCUMENTS: [&str; 7] = [
    "api/v2/summary.json", // Statuspage, incident.io and imitations
    "summary.json",        // Instatus
    "history.atom",        // Statuspage, Instatus
    "history.rss",
    "feed.atom", // incident.io
    "feed.rss",
    "feed", // Better Stack
];

/// What a path ends with that is a document and no page.
const EXTENSIONS: [&str; 6] = [".json", ".atom", ".rss", ".xml", ".rdf", "/feed"];

/// The address itself first if it is a document; then what providers publish beside the page; the page last.
pub(super) fn candidates(page: &Url) -> Vec<Url> {
    let mut list = Vec::new();
    let is_document = EXTENSIONS.iter().any(|end| page.path().ends_with(end)) || page.query().is_some();
    if is_document {
        list.push(page.clone());
        return list;
    }
    let mut base = page.clone();
    base.set_fragment(None);
    if !base.path().ends_with('/') {
        base.set_path(&format!("{}/", page.path()));
    }
    list.extend(DOCUMENTS.iter().filter_map(|document| base.join(document).ok()));
    list.push(page.clone());
    list
}
