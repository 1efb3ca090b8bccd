//! From the address of a page to the documents to try.

use url::Url;

use crate::model::Endpoint;

/// What a path ends with that is a document and no page.
const EXTENSIONS: [&str; 6] = [".json", ".atom", ".rss", ".xml", ".rdf", "/feed"];

/// The address itself if it is a document. Else what providers publish beside such pages, then beside any page, and the
/// page last.
pub(super) fn candidates(page: &Url, endpoints: impl IntoIterator<Item = Endpoint>) -> Vec<Url> {
    let mut list = Vec::new();
    let is_document = EXTENSIONS.iter().any(|end| page.path().ends_with(end)) || page.query().is_some();
    if is_document {
        list.push(page.clone());
        return list;
    }
    let endpoints = endpoints.into_iter().filter(|endpoint| endpoint.is_main);
    let (of_this_page, of_any): (Vec<_>, Vec<_>) = endpoints.partition(|endpoint| endpoint.page.is_some());
    for url in of_this_page.into_iter().chain(of_any).filter_map(|endpoint| endpoint.url(page)) {
        if !list.contains(&url) {
            list.push(url);
        }
    }
    list.push(page.clone());
    list
}
