//! When to ask a page for what, without I/O: requests come out, responses go in.

mod candidate;
mod fingerprint;
#[cfg(feature = "http")]
mod http;
mod links;

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use self::candidate::candidates;
use self::fingerprint::{content_fingerprint, spread};
pub use self::links::feed_links;
use crate::model::{Endpoint, Format, Snapshot};

/// A page's schedule: what to ask next, when, and with which conditional headers.
///
/// You own the client and the clock: ask for [`Poll::request`], sleep until its `at`, send it, and hand the response to
/// [`Poll::receive`]. What it returns says whether there is something to parse; then say by [`Poll::accept`] or
/// [`Poll::reject`] how that went. `ETag` and `Last-Modified` are kept only after a document was accepted, so that a half or
/// broken body is asked for again. The state is serde.
///
/// * From the address of a page and the endpoints of your adapters it knows what to try: the summary, then the feeds, then the page itself and the feeds that
///   the page links. The first that is accepted is kept; after three failures in a row the next one is tried.
/// * It asks every five minutes, and every minute while something is open; both can be set. Many pages are spread over the
///   interval by their addresses.
/// * After a failure it waits twice as long each time, up to an hour, with a jitter that depends only on the address and the
///   number of failures; at least as long as `Retry-After` says.
///
/// ```
/// use statusfeed::Registry;
/// use statusfeed::monitor::{Poll, Received, Response};
///
/// let now = "2026-03-08T09:00:00Z".parse::<chrono::DateTime<chrono::Utc>>()?;
/// let mut poll = Poll::new("https://status.acme.example", Registry::standard().endpoints())?;
/// let request = poll.request(now);
/// assert_eq!(request.url.as_str(), "https://status.acme.example/api/v2/summary.json");
///
/// let response = Response::new(200, b"{...}").with_header("ETag", "\"v1\"");
/// assert_eq!(poll.receive(now, &response), Received::Document);
/// # let snapshot = statusfeed::Snapshot::default();
/// poll.accept(now, &snapshot); // what your parser made of the body
///
/// let request = poll.request(now);
/// assert_eq!(request.headers, [("if-none-match", "\"v1\"".to_owned())]);
/// assert!(request.at > now);
/// assert_eq!(poll.receive(request.at, &Response::new(304, b"")), Received::Unchanged);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Poll {
    page: Url,
    candidates: Vec<Url>,
    current: usize,
    idle_s: i64,
    active_s: i64,
    /// When the next request is due; `None` before the first.
    next_at: Option<DateTime<Utc>>,
    failures: u32,
    is_active: bool,
    /// Of the last accepted document of the current address.
    accepted: Option<Accepted>,
    /// Of the document that is being parsed.
    pending: Option<Accepted>,
    /// The host that answers after redirects, if it is not the one that was asked.
    other_host: Option<String>,
    notices: Vec<PollNotice>,
}

/// What is kept of a document to know it again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Accepted {
    etag: Option<String>,
    last_modified: Option<String>,
    fingerprint: u64,
    /// Adapter and format, known once it was parsed.
    read_by: Option<(String, Format)>,
}

/// Ask so often while nothing is open, unless set otherwise.
const IDLE_S: i64 = 5 * 60;
/// Ask so often while something is open, unless set otherwise.
const ACTIVE_S: i64 = 60;
/// The longest wait after failures.
const MAX_BACKOFF_S: i64 = 60 * 60;
/// The longest `Retry-After` that is obeyed: a page that asks for a year has made a mistake.
const MAX_RETRY_AFTER_S: i64 = 24 * 60 * 60;
/// After so many failures in a row, another address of the page is tried.
const FAILURES_PER_CANDIDATE: u32 = 3;

impl Poll {
    /// A schedule for the page at this address: the page itself (`https://status.acme.example`), or one of its documents,
    /// which is then the only one. `endpoints` are the documents that providers publish beside their pages:
    /// [`Registry::endpoints`](crate::Registry::endpoints) of the adapters that will read them, your own among them.
    ///
    /// ```
    /// use statusfeed::{Registry, monitor::Poll};
    ///
    /// let registry = Registry::standard();
    /// assert!(Poll::new("https://status.acme.example", registry.endpoints()).is_ok());
    /// assert!(Poll::new("status.acme.example", registry.endpoints()).is_err()); // https:// is missing
    /// assert!(Poll::new("https://status.acme.example", []).is_ok()); // nothing but the page and the feeds that it links
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidPageUrl`] if it is no absolute `http` or `https` address.
    pub fn new(page: &str, endpoints: impl IntoIterator<Item = Endpoint>) -> Result<Self, InvalidPageUrl> {
        let url = Url::parse(page.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let page = url.ok_or_else(|| InvalidPageUrl(crate::diagnostic::quotable(page)))?;
        Ok(Self {
            candidates: candidates(&page, endpoints),
            page,
            current: 0,
            idle_s: IDLE_S,
            active_s: ACTIVE_S,
            next_at: None,
            failures: 0,
            is_active: false,
            accepted: None,
            pending: None,
            other_host: None,
            notices: Vec::new(),
        })
    }

    /// Sets how often to ask while nothing is open, and while something is; at least a second.
    ///
    /// ```
    /// use statusfeed::{chrono::TimeDelta, monitor::Poll};
    ///
    /// let poll = Poll::new("https://status.acme.example", [])?.with_intervals(TimeDelta::minutes(10), TimeDelta::minutes(2));
    /// # Ok::<(), statusfeed::monitor::InvalidPageUrl>(())
    /// ```
    #[must_use]
    pub fn with_intervals(mut self, idle: TimeDelta, active: TimeDelta) -> Self {
        self.idle_s = idle.num_seconds().max(1);
        self.active_s = active.num_seconds().max(1);
        self
    }

    /// Adds another address of the page, to be tried last. One that is already known is ignored.
    ///
    /// ```
    /// use statusfeed::monitor::{Poll, feed_links};
    ///
    /// let mut poll = Poll::new("https://status.acme.example", [])?;
    /// // The page itself was received: it may link its feeds.
    /// let page = "<link rel=alternate type='application/rss+xml' href='https://status.acme.example/feed'>";
    /// for url in feed_links(page, &"https://status.acme.example".parse()?) {
    ///     poll.add_candidate(url);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add_candidate(&mut self, url: Url) {
        if !self.candidates.contains(&url) {
            self.candidates.push(url);
        }
    }

    /// What to ask next. The first request is due within one interval of `now`, by the page's address.
    ///
    /// ```
    /// use statusfeed::chrono::{DateTime, Utc};
    /// use statusfeed::{Registry, monitor::Poll};
    ///
    /// let now = "2026-03-08T09:00:00Z".parse::<DateTime<Utc>>()?;
    /// let request = Poll::new("https://status.acme.example", Registry::standard().endpoints())?.request(now);
    /// assert_eq!(request.url.as_str(), "https://status.acme.example/api/v2/summary.json");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn request(&mut self, now: DateTime<Utc>) -> Request {
        let idle_s = self.idle_s;
        let page = self.page.as_str();
        let first = || if self.failures == 0 { plus(now, spread(page, 0, idle_s)) } else { now };
        let at = *self.next_at.get_or_insert_with(first);
        let mut headers = Vec::new();
        if let Some(accepted) = &self.accepted {
            headers.extend(accepted.etag.clone().map(|etag| ("if-none-match", etag)));
            headers.extend(accepted.last_modified.clone().map(|time| ("if-modified-since", time)));
        }
        Request { url: self.current_url().clone(), headers, at }
    }

    /// When the next request is due, as far as is known.
    ///
    /// ```
    /// use statusfeed::monitor::Poll;
    ///
    /// assert_eq!(Poll::new("https://status.acme.example", [])?.next_at(), None); // before the first request
    /// # Ok::<(), statusfeed::monitor::InvalidPageUrl>(())
    /// ```
    #[must_use]
    pub fn next_at(&self) -> Option<DateTime<Utc>> {
        self.next_at
    }

    /// Takes a response. Only after [`Received::Document`] is there something to parse.
    ///
    /// ```
    /// use statusfeed::chrono::{DateTime, Utc};
    /// use statusfeed::monitor::{Poll, Received, Response};
    ///
    /// let now = "2026-03-08T09:00:00Z".parse::<DateTime<Utc>>()?;
    /// let mut poll = Poll::new("https://status.acme.example", [])?;
    /// assert_eq!(poll.receive(now, &Response::new(200, b"{...}")), Received::Document);
    /// assert_eq!(poll.receive(now, &Response::new(503, b"")), Received::Failed);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn receive(&mut self, now: DateTime<Utc>, response: &Response<'_>) -> Received {
        self.pending = None;
        match response.status {
            304 if self.accepted.is_some() => {
                self.succeed(now);
                Received::Unchanged
            }
            200..=299 => self.receive_document(now, response),
            status => {
                let retry_after = retry_after(response.header("retry-after"), now);
                // An address that never worked and is gone or forbidden does not come back by waiting.
                let is_final = self.accepted.is_none() && matches!(status, 401 | 403 | 404 | 410);
                self.fail(now, retry_after, is_final);
                Received::Failed
            }
        }
    }

    fn receive_document(&mut self, now: DateTime<Utc>, response: &Response<'_>) -> Received {
        if let Some(url) = &response.url {
            self.check_host(url);
        }
        let fingerprint = content_fingerprint(&response.body);
        if let Some(accepted) = self.accepted.as_mut().filter(|accepted| accepted.fingerprint == fingerprint)
        {
            accepted.etag = response.header("etag").map(str::to_owned);
            accepted.last_modified = response.header("last-modified").map(str::to_owned);
            self.succeed(now);
            return Received::Unchanged;
        }
        self.pending = Some(Accepted {
            etag: response.header("etag").map(str::to_owned),
            last_modified: response.header("last-modified").map(str::to_owned),
            fingerprint,
            read_by: None,
        });
        Received::Document
    }

    /// Reports once that another host answers.
    fn check_host(&mut self, url: &Url) {
        let host = url.host_str().filter(|host| Some(*host) != self.current_url().host_str());
        if self.other_host.as_deref() == host {
            return;
        }
        self.other_host = host.map(str::to_owned);
        if self.other_host.is_some() {
            self.notice(PollNotice::Moved { from: self.current_url().to_string(), to: url.to_string() });
        }
    }

    /// Says that no response came: no connection, a timeout.
    ///
    /// ```
    /// use statusfeed::chrono::{DateTime, Utc};
    /// use statusfeed::monitor::Poll;
    ///
    /// let now = "2026-03-08T09:00:00Z".parse::<DateTime<Utc>>()?;
    /// let mut poll = Poll::new("https://status.acme.example", [])?;
    /// poll.receive_nothing(now);
    /// assert!(poll.next_at() > Some(now)); // it waits before it asks again
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn receive_nothing(&mut self, now: DateTime<Utc>) {
        self.pending = None;
        self.fail(now, None, false);
    }

    /// Says what the parser made of the document that was received last. Its validators are kept, and the next request is
    /// sooner if it shows something open.
    ///
    /// ```
    /// use statusfeed::chrono::{DateTime, Utc};
    /// use statusfeed::monitor::{Poll, Received, Response};
    /// use statusfeed::Snapshot;
    ///
    /// let now = "2026-03-08T09:00:00Z".parse::<DateTime<Utc>>()?;
    /// let mut poll = Poll::new("https://status.acme.example", [])?;
    /// poll.receive(now, &Response::new(200, b"{...}"));
    /// poll.accept(now, &Snapshot::default());
    /// // The same body again is no news.
    /// assert_eq!(poll.receive(now, &Response::new(200, b"{...}")), Received::Unchanged);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn accept(&mut self, now: DateTime<Utc>, snapshot: &Snapshot) {
        let Some(mut accepted) = self.pending.take() else { return };
        let read_by = (snapshot.source.adapter.clone(), snapshot.source.format);
        let before = self.accepted.as_ref().and_then(|accepted| accepted.read_by.clone());
        if let Some(before) = before.filter(|before| *before != read_by) {
            self.notice(PollNotice::FormatChanged {
                from: format!("{} ({})", before.0, before.1),
                to: format!("{} ({})", read_by.0, read_by.1),
            });
        }
        accepted.read_by = Some(read_by);
        self.accepted = Some(accepted);
        self.is_active =
            snapshot.open_incidents().next().is_some() || snapshot.running_maintenances().next().is_some();
        self.succeed(now);
    }

    /// Says that the parser refused the document that was received last. Nothing of it is kept.
    ///
    /// ```
    /// use statusfeed::chrono::{DateTime, Utc};
    /// use statusfeed::monitor::{Poll, Response};
    ///
    /// let now = "2026-03-08T09:00:00Z".parse::<DateTime<Utc>>()?;
    /// let mut poll = Poll::new("https://status.acme.example", [])?;
    /// poll.receive(now, &Response::new(200, b"<html>"));
    /// poll.reject(now);
    /// assert_ne!(poll.request(now).url.path(), "/api/v2/summary.json"); // the next address of the page
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn reject(&mut self, now: DateTime<Utc>) {
        self.pending = None;
        // What was accepted before may be damaged for a moment; what never was, is not what we look for.
        self.fail(now, None, self.accepted.is_none());
    }

    /// What happened to the source since the last call.
    ///
    /// ```
    /// use statusfeed::monitor::Poll;
    ///
    /// for notice in Poll::new("https://status.acme.example", [])?.take_notices() {
    ///     eprintln!("{notice:?}");
    /// }
    /// # Ok::<(), statusfeed::monitor::InvalidPageUrl>(())
    /// ```
    pub fn take_notices(&mut self) -> Vec<PollNotice> {
        std::mem::take(&mut self.notices)
    }

    fn current_url(&self) -> &Url {
        self.candidates.get(self.current).unwrap_or(&self.page)
    }

    fn succeed(&mut self, now: DateTime<Utc>) {
        self.failures = 0;
        self.next_at = Some(plus(now, if self.is_active { self.active_s } else { self.idle_s }));
    }

    /// Waits twice as long as the last time, and tries another address after some failures, at once if this one is
    /// hopeless.
    fn fail(&mut self, now: DateTime<Utc>, retry_after: Option<i64>, is_final: bool) {
        self.failures = self.failures.saturating_add(1);
        let doubled =
            self.active_s.saturating_mul(1_i64.checked_shl(self.failures.min(12)).unwrap_or(i64::MAX));
        let wait = doubled.min(MAX_BACKOFF_S);
        let jitter = spread(self.page.as_str(), self.failures, wait.div_euclid(4).max(1));
        let wait = wait.saturating_add(jitter).max(retry_after.unwrap_or(0).min(MAX_RETRY_AFTER_S));
        self.next_at = Some(plus(now, wait));
        let is_exhausted = self.failures.checked_rem(FAILURES_PER_CANDIDATE) == Some(0);
        if (is_final || is_exhausted) && self.candidates.len() > 1 {
            let from = self.current_url().to_string();
            self.current = self.current.saturating_add(1);
            let was_last = self.current >= self.candidates.len();
            if was_last {
                self.current = 0;
            }
            if self.accepted.take().is_some() {
                self.notice(PollNotice::FellBack { from, to: self.current_url().to_string() });
            } else if is_final && !was_last && retry_after.is_none() {
                // Still looking for an address that works: the next one need not wait.
                self.next_at = Some(plus(now, 1));
            }
        }
    }

    fn notice(&mut self, notice: PollNotice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }
}

/// The address of a page cannot be polled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an absolute http or https address of a status page, found {0:?}")]
pub struct InvalidPageUrl(String);

/// What to ask, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The address, for a `GET`.
    pub url: Url,
    /// Header names in lower case, and their values.
    pub headers: Vec<(&'static str, String)>,
    /// Not before this instant, UTC.
    pub at: DateTime<Utc>,
}

/// What came back.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<'a> {
    /// The status code.
    pub status: u16,
    /// Header names in lower case, and their values.
    pub headers: Vec<(String, String)>,
    /// The address after redirects, if the client followed any.
    pub url: Option<Url>,
    /// The body, decompressed.
    pub body: Cow<'a, [u8]>,
}

impl<'a> Response<'a> {
    /// A response without headers.
    ///
    /// ```
    /// use statusfeed::monitor::Response;
    ///
    /// let response = Response::new(200, b"{...}").with_header("ETag", "\"v1\"");
    /// assert_eq!(response.status, 200);
    /// ```
    #[must_use]
    pub fn new(status: u16, body: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { status, headers: Vec::new(), url: None, body: body.into() }
    }

    /// Adds a header.
    ///
    /// ```
    /// use statusfeed::monitor::Response;
    ///
    /// let response = Response::new(429, b"").with_header("Retry-After", "120");
    /// assert_eq!(response.headers[0].0, "retry-after");
    /// ```
    #[must_use]
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_ascii_lowercase(), value.into()));
        self
    }

    /// Sets the address after redirects.
    ///
    /// ```
    /// use statusfeed::monitor::Response;
    ///
    /// let response = Response::new(200, b"{...}").with_url("https://acme.statuspage.example/api/v2/summary.json".parse()?);
    /// assert!(response.url.is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_url(mut self, url: Url) -> Self {
        self.url = Some(url);
        self
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// What a response means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Received {
    /// Parse the body, and call [`Poll::accept`] or [`Poll::reject`].
    Document,
    /// The page is as it was: nothing to do.
    Unchanged,
    /// An error status: the next request says when to try again.
    Failed,
}

/// What happened to a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[non_exhaustive]
pub enum PollNotice {
    /// A redirect led to another host.
    Moved {
        /// The address that was asked.
        from: String,
        /// The address that answered.
        to: String,
    },
    /// The same address gives another format.
    FormatChanged {
        /// Adapter and format before.
        from: String,
        /// Adapter and format now.
        to: String,
    },
    /// An address that worked fails, and another one is tried.
    FellBack {
        /// The address that fails.
        from: String,
        /// The address that is tried.
        to: String,
    },
}

impl fmt::Display for PollNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moved { from, to } => write!(f, "the source moved from {from} to {to}"),
            Self::FormatChanged { from, to } => write!(f, "the format changed from {from} to {to}"),
            Self::FellBack { from, to } => write!(f, "{from} fails; trying {to}"),
        }
    }
}

fn plus(at: DateTime<Utc>, seconds: i64) -> DateTime<Utc> {
    TimeDelta::try_seconds(seconds).and_then(|wait| at.checked_add_signed(wait)).unwrap_or(at)
}

/// Seconds to wait: `Retry-After: 120`, or `Retry-After: Sun, 08 Mar 2026 09:30:00 GMT`.
fn retry_after(value: Option<&str>, now: DateTime<Utc>) -> Option<i64> {
    let value = value?.trim();
    value.parse::<i64>().ok().filter(|seconds| *seconds >= 0).or_else(|| {
        let at = DateTime::parse_from_rfc2822(value).ok()?;
        Some(at.signed_duration_since(now).num_seconds().max(0))
    })
}
