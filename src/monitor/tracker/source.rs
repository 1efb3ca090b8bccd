//! Where the documents of a page come from: which formats were seen, and how new the newest of each was.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::model::{Coverage, Extent, Format, Link, Snapshot, Source};

/// The index of a format in [`Sources`].
pub(super) type SourceId = u8;

/// Maximum number of formats that are distinguished; a page has fewer than ten.
const MAX_SOURCES: usize = 32;

/// One format of the page: what one adapter reads from one notation, for instance the Atom feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct KnownSource {
    adapter: Box<str>,
    format: Format,
    /// The newest list taken in, and the newest document that shows one thing only.
    newest_list: Newest,
    newest_push: Newest,
    /// Every coverage seen: `summary.json` and `incidents.json` are read by one adapter.
    coverages: Vec<Coverage>,
    /// The number of the observation that last took in a document of it.
    last_observation: u64,
}

/// How new the newest document is. A format may state its time in some documents and not in others, and the time of
/// fetching is always later than the stated one: they are not compared with each other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Newest {
    as_of: Option<DateTime<Utc>>,
    fetched_at: Option<DateTime<Utc>>,
}

impl Newest {
    /// Moves on to the document's time, or returns false if it is older.
    fn advance(&mut self, source: &Source) -> bool {
        let (time, newest) = match source.as_of {
            Some(as_of) => (Some(as_of), &mut self.as_of),
            None => (source.fetched_at, &mut self.fetched_at),
        };
        let is_older = time.is_some() && time < *newest;
        *newest = time.max(*newest);
        !is_older
    }
}

/// The formats of a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Sources(Vec<KnownSource>);

/// What a document is among those of its format.
pub(super) struct Admission {
    pub id: SourceId,
    /// The first document of this format with this coverage.
    pub is_first: bool,
}

impl Sources {
    /// Takes note of a document, or returns `None` if it is a stale copy: older than the newest of its format.
    pub(super) fn admit(&mut self, source: &Source, observation: u64) -> Option<Admission> {
        let index = self.index_of(source);
        let known = self.0.get_mut(index)?;
        let newest = if is_push(source.coverage) { &mut known.newest_push } else { &mut known.newest_list };
        if !newest.advance(source) {
            return None;
        }
        known.last_observation = observation;
        let is_first = !known.coverages.contains(&source.coverage);
        if is_first {
            known.coverages.push(source.coverage);
        }
        Some(Admission { id: u8::try_from(index).ok()?, is_first })
    }

    /// The observation that last took in a document of this format.
    pub(super) fn last_observation(&self, id: SourceId) -> Option<u64> {
        self.0.get(usize::from(id)).map(|source| source.last_observation)
    }

    /// How much a format says: JSON has ids, exact times and impacts.
    pub(super) fn is_richer(&self, id: SourceId, than: SourceId) -> bool {
        let rank = |id: SourceId| {
            self.0.get(usize::from(id)).map(|source| match source.format {
                Format::Json => 2,
                Format::Text => 0,
                _ => 1,
            })
        };
        rank(id) > rank(than)
    }

    /// The index of the document's format; a new one takes the place of the longest unused where there are too many.
    fn index_of(&mut self, source: &Source) -> usize {
        let is_same = |known: &KnownSource| *known.adapter == source.adapter && known.format == source.format;
        if let Some(index) = self.0.iter().position(is_same) {
            return index;
        }
        let fresh = KnownSource {
            adapter: source.adapter.as_str().into(),
            format: source.format,
            newest_list: Newest::default(),
            newest_push: Newest::default(),
            coverages: Vec::new(),
            last_observation: 0,
        };
        if self.0.len() < MAX_SOURCES {
            self.0.push(fresh);
            return self.0.len().saturating_sub(1);
        }
        let oldest = self.0.iter().enumerate().min_by_key(|(_, known)| known.last_observation);
        let index = oldest.map_or(0, |(index, _)| index);
        if let Some(known) = self.0.get_mut(index) {
            *known = fresh;
        }
        index
    }
}

/// When the document was true: as it says, else when it was fetched.
pub(super) fn document_time(source: &Source) -> Option<DateTime<Utc>> {
    source.as_of.or(source.fetched_at)
}

/// Whether the document shows single things and no list: a webhook, an incident's own page. Its time is that of sending,
/// which says nothing about how new a list is.
fn is_push(coverage: Coverage) -> bool {
    let is_single = |extent| matches!(extent, Extent::Partial | Extent::None);
    [coverage.components, coverage.incidents, coverage.maintenances].into_iter().all(is_single)
        && [coverage.components, coverage.incidents, coverage.maintenances].contains(&Extent::Partial)
}

/// Which page a document is of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PageIdentity {
    /// The vendor's own id for it.
    id: Option<Box<str>>,
    /// The host that the document names as its own, in lower case and without `www.`.
    host: Option<Box<str>>,
}

impl PageIdentity {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let host = snapshot.vendor.url.as_ref().and_then(|link| {
            if let Some(host) = plain_host(link.as_str()) {
                return Some(without_www(host).into());
            }
            let url = link.url()?;
            Some(without_www(url.host_str()?).into())
        });
        Self { id: snapshot.vendor.id.as_deref().map(Into::into), host }
    }

    /// Whether both may be one page. The ids decide where both are known, else the hosts; what is unknown is no
    /// difference.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        match (&self.id, &other.id, &self.host, &other.host) {
            (Some(one), Some(two), _, _) | (_, _, Some(one), Some(two)) => one == two,
            _ => true,
        }
    }

    /// Takes over what was not known before, and a host that moved.
    pub(super) fn learn(&mut self, other: &Self) {
        self.id = self.id.take().or_else(|| other.id.clone());
        self.host = other.host.clone().or_else(|| self.host.take());
    }

    /// The id, else the host.
    pub(super) fn name(&self) -> Option<String> {
        self.id.as_deref().or(self.host.as_deref()).map(str::to_owned)
    }
}

/// The text that all threads of a page begin with: the host and path of its address, else the vendor's id or name.
pub(super) fn page_key(snapshot: &Snapshot) -> String {
    let vendor = &snapshot.vendor;
    if let Some(url) = vendor.url.as_ref().and_then(crate::model::Link::url)
        && let Some(host) = url.host_str()
    {
        let path = match url.path().trim_end_matches('/') {
            // The link of Statuspage's feeds.
            "/history" => "",
            path => path,
        };
        return format!("{}{path}", without_www(host));
    }
    let name = vendor.id.as_deref().or(vendor.name.as_deref());
    name.or(snapshot.source.url.as_ref().map(Link::as_str)).unwrap_or("page").to_owned()
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// The host of an address that is written as parsers write it, as nearly all are: `https://status.acme.example/history`.
/// Parsing it takes as long as comparing the components of a page.
fn plain_host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split('/').next()?;
    let is_plain = |label: &str| {
        !label.is_empty()
            && !label.starts_with("xn--")
            && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    // `127.1` is an address.
    let is_name = host.rsplit('.').next()?.starts_with(|c: char| c.is_ascii_lowercase());
    (is_name && host.split('.').all(is_plain)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::plain_host;
    use crate::model::Link;

    #[test]
    fn a_host_read_without_parsing_is_the_one_that_a_parser_finds() {
        for address in [
            "https://status.acme.example",
            "http://www.acme-2.example/history?x=1#y",
            "https://acme.example:8443/",
            "https://user@acme.example/",
            "https://Acme.example/",
            "https://127.1/",
            "https://1.2.3.a4/",
            "https://xn--mnchen-3ya.example/",
            "https://münchen.example/",
            "https://acme.example./",
            "https://acme..example/",
            "https://acme.exam\tple/",
            "https:///acme.example",
            "https://acme.example?x",
            "ftp://acme.example/",
        ] {
            let url = Link::new(address).url();
            let parsed = url.as_ref().and_then(|url| url.host_str());
            if let Some(host) = plain_host(address) {
                assert_eq!(Some(host), parsed, "{address:?}");
            }
        }
        assert_eq!(plain_host("https://status.acme.example/history"), Some("status.acme.example"));
    }
}
