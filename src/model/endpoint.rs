//! The documents that providers publish beside a page: where they are, and what each can and cannot say.

use url::Url;

use super::{Coverage, Extent};

/// A document that a provider publishes.
///
/// ```
/// use statusfeed::Registry;
///
/// let registry = Registry::standard();
/// let page = url::Url::parse("https://status.acme.example")?;
/// let endpoints = registry.adapters().flat_map(|adapter| adapter.endpoints());
/// let urls: Vec<_> = endpoints.filter_map(|endpoint| endpoint.url(&page)).collect();
/// assert_eq!(urls[0].as_str(), "https://status.acme.example/api/v2/summary.json");
/// # Ok::<(), url::ParseError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// Its address: a path (`api/v2/summary.json`) on the page's own server, or a whole address. `<name>` and
    /// `<host>` are parts of the page's address; other words in `<…>` are not in it.
    pub address: &'static str,
    /// Of which pages, if not of any: host and path, such as `<name>.statuspal.io` or `/status/<name>`.
    pub page: Option<&'static str>,
    /// What its lists cover.
    pub coverage: Coverage,
    /// Whether it states the health of the page. Otherwise that is derived, if the list of components is complete.
    pub states_health: bool,
    /// Whether it says most of what the provider publishes: the one to ask first.
    pub is_main: bool,
}

impl Endpoint {
    /// A document with these lists of components, incidents and maintenances, on the page's own server.
    ///
    /// ```
    /// use statusfeed::{Extent, model::Endpoint};
    ///
    /// const STATUS: Endpoint = Endpoint::new("api/now.json", Extent::Complete, Extent::Open, Extent::None);
    /// assert!(STATUS.coverage.incidents.silence_means_over());
    /// ```
    #[must_use]
    pub const fn new(
        address: &'static str,
        components: Extent,
        incidents: Extent,
        maintenances: Extent,
    ) -> Self {
        let coverage = Coverage::new(components, incidents, maintenances);
        Self { address, page: None, coverage, states_health: false, is_main: false }
    }

    /// Says of which pages.
    ///
    /// ```
    /// use statusfeed::{Extent, model::Endpoint};
    ///
    /// let summary = Endpoint::new("https://api.acme.example/<name>", Extent::Complete, Extent::Open, Extent::None)
    ///     .of_page("<name>.status.acme.example");
    /// let page = url::Url::parse("https://shop.status.acme.example/")?;
    /// assert_eq!(summary.url(&page).as_ref().map(|url| url.as_str()), Some("https://api.acme.example/shop"));
    /// # Ok::<(), url::ParseError>(())
    /// ```
    #[must_use]
    pub const fn of_page(mut self, page: &'static str) -> Self {
        self.page = Some(page);
        self
    }

    /// Says that it states the health of the page.
    ///
    /// ```
    /// use statusfeed::{Extent, model::Endpoint};
    ///
    /// let status = Endpoint::new("status.json", Extent::None, Extent::None, Extent::None).stating_health();
    /// assert!(status.states_health);
    /// ```
    #[must_use]
    pub const fn stating_health(mut self) -> Self {
        self.states_health = true;
        self
    }

    /// Says that it is the one to ask first.
    ///
    /// ```
    /// use statusfeed::{Extent, model::Endpoint};
    ///
    /// let summary = Endpoint::new("summary.json", Extent::Complete, Extent::Open, Extent::Open).as_main();
    /// assert!(summary.is_main);
    /// ```
    #[must_use]
    pub const fn as_main(mut self) -> Self {
        self.is_main = true;
        self
    }

    /// Its address for this page; `None` if it is not of such pages, or its address does not follow from the page's.
    ///
    /// ```
    /// use statusfeed::{Extent, model::Endpoint};
    ///
    /// let summary = Endpoint::new("api/summary.json", Extent::Complete, Extent::Open, Extent::Open);
    /// let page = url::Url::parse("https://acme.example/status?lang=en")?;
    /// let address = summary.url(&page);
    /// assert_eq!(address.unwrap().as_str(), "https://acme.example/status/api/summary.json");
    /// # Ok::<(), url::ParseError>(())
    /// ```
    #[must_use]
    pub fn url(&self, page: &Url) -> Option<Url> {
        let name = match self.page {
            Some(pattern) => match_page(pattern, page)?,
            None => "",
        };
        let host = page.host_str().unwrap_or_default();
        let address = self.address.replace("<name>", name).replace("<host>", host);
        if address.contains('<') {
            return None;
        }
        if let Ok(url) = Url::parse(&address) {
            return self.page.is_some().then_some(url);
        }
        let mut base = page.clone();
        base.set_fragment(None);
        base.set_query(None);
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", page.path()));
        }
        base.join(&address).ok()
    }
}

/// The part of a page's address at the `<name>` of a pattern, empty where the pattern has none; `None` if they do not match.
fn match_page<'p>(pattern: &str, page: &'p Url) -> Option<&'p str> {
    // `https://acme.statuspal.io/` is compared as `acme.statuspal.io`, or only its path.
    let rest = page.as_str().split_once("://").map_or("", |(_, rest)| rest);
    let address = rest.split(['?', '#']).next().unwrap_or_default();
    let start = if pattern.starts_with('/') { address.find('/')? } else { 0 };
    let address = address.get(start..)?.trim_end_matches('/');
    let Some((before, after)) = pattern.split_once("<name>") else {
        return (address == pattern).then_some("");
    };
    let name = address.strip_prefix(before)?.strip_suffix(after)?;
    let is_name = !name.is_empty() && !name.contains(['/', '.', ':', '@']);
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(endpoint: Endpoint, page: &str) -> Option<String> {
        endpoint.url(&Url::parse(page).unwrap()).map(String::from)
    }

    const SUMMARY: Endpoint =
        Endpoint::new("api/v2/summary.json", Extent::Complete, Extent::Open, Extent::Open);

    #[test]
    fn an_address_follows_from_that_of_the_page() {
        for (endpoint, page, wanted) in [
            (SUMMARY, "https://status.acme.example", "https://status.acme.example/api/v2/summary.json"),
            (SUMMARY, "https://acme.example/status?a=1#b", "https://acme.example/status/api/v2/summary.json"),
            (
                Endpoint {
                    address: "https://statuspal.io/<name>/summary",
                    page: Some("<name>.statuspal.io"),
                    ..SUMMARY
                },
                "https://acme.statuspal.io/",
                "https://statuspal.io/acme/summary",
            ),
            (
                Endpoint { address: "/api/status-page/<name>", page: Some("/status/<name>"), ..SUMMARY },
                "https://up.acme.example/status/web",
                "https://up.acme.example/api/status-page/web",
            ),
            (
                Endpoint {
                    address: "https://api.acme.example/v4",
                    page: Some("acme.example/now"),
                    ..SUMMARY
                },
                "https://acme.example/now/",
                "https://api.acme.example/v4",
            ),
        ] {
            assert_eq!(url(endpoint, page).as_deref(), Some(wanted), "{page}");
        }
    }

    #[test]
    fn an_address_is_not_guessed() {
        let of_pages =
            Endpoint { address: "https://statuspal.io/<name>", page: Some("<name>.statuspal.io"), ..SUMMARY };
        for (endpoint, page) in [
            (of_pages, "https://statuspal.io/"),
            (of_pages, "https://a.b.statuspal.io/"),
            (of_pages, "https://acme.statuspal.io/de"),
            (of_pages, "https://acme.example/"),
            (
                Endpoint { address: "https://api.status.io/1.0/status/<page id>", ..SUMMARY },
                "https://acme.example/",
            ),
            (Endpoint { address: "https://other.example/feed", ..SUMMARY }, "https://acme.example/"),
        ] {
            assert_eq!(url(endpoint, page), None, "{page}");
        }
    }
}
