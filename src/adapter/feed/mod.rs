//! RSS, Atom and JSON Feed: containers with few fields, and in them, as escaped HTML, the updates of incidents.
//!
//! Two steps: `format` reads the container into entries, in the document's own spelling; `dialect` has one file for
//! each provider that knows what they mean. Dialects are recognised by the content of the feed (generator, ids, links,
//! the form of the blocks), never by the host. A feed in an unknown dialect is read by the generic one, which keeps what
//! is certain and invents nothing.
//!
//! # What a feed says, by provider
//!
//! A feed never says how the page as a whole is, not even when it is empty: health is always unknown. Two providers list
//! components. Hardly any states an impact.
//!
//! | provider | entry | updates | start | end | components | impact | missing |
//! |---|---|---|---|---|---|---|---|
//! | Statuspage | an incident | all, to the minute | oldest update | last `Resolved` or `Completed` | – | – | impact, components; the window of a maintenance once it runs (Atom) |
//! | incident.io | an incident | the last | – | the last update, if it resolves | in their present state | – | start, history |
//! | Instatus | an incident | all, to the second | oldest update | last `Resolved` | names | – | the end of a planned window |
//! | Status.io | an incident | all, to the minute | oldest update | last `Resolved` | – | – | vendor's address, planned windows |
//! | AWS | an update | to the second | oldest update in the feed | return to normal operation, or a sentence that says so | the service | by the level of the title | an id: that of the oldest update is used |
//! | Better Stack | an update | to the second | oldest update in the feed | a monitor's recovery | the monitor | – | status of reports, planned windows |
//! | Google Cloud | an update | to the second | stated when resolved | stated when resolved | products | – | status of open incidents |
//! | Azure | an event | the present text | in prose | – | categories | – | history; most status words |
//! | Slack | an incident | all, a time of day each (Atom); the closing summary (RSS) | publication (Atom) | – | – | by the kind in the title | status words |
//! | Heroku | an incident | one | – | – | – | – | all but labels |
//! | Cachet (chat feed) | an update | to the second | oldest update in the feed | last `Fixed` | names | – | – |
//! | Kener | an incident | the last | – | – | names | – | history, times of updates |
//! | `OneUptime` | an incident | one | – | – | – | – | status words, history |
//! | Uptime Kuma | a monitor that is down, or a notice | one | since when it is down | – | the monitor | – | anything that is over |
//! | LambStatus | an incident | all, to the minute | oldest update | last `Resolved` | – | – | – |
//! | cState | an issue | all, where people follow its form; else one | publication | category | – | – | – |
//! | PagerDuty, by vendors' scripts | an incident or an update | all; cut at 300 characters in the later forms | oldest update | last `Resolved` | names | by the title, at times | – |
//! | OnlineOrNot | an incident | the last, to the minute | publication | the last update, if it resolves | – | by a category, at times | history |
//! | Okta | an incident | the last | – | the last update, if it resolves | – | by the category | title, start |
//! | Apple, converted by others | an incident under each service, and services that run well | the message | stated | stated | services | by the kind | title |
//! | Oracle Cloud | an incident | the last, to the minute | that update | that update, if it resolves | the service | – | – |
//! | IBM Cloud | an event | one | stated, at times | stated, at times | resources | – | status words |
//! | OpenStatus | a report | all, without times | – | – | – | – | every time but the entry's own |
//! | DatoCMS | an incident | all, without times | – | – | – | – | every time but the entry's own |
//! | Orvay | a change of a component | – | – | – | the changed ones, with their state | – | incidents |
//! | BandwagonHost | an issue | one, with all that was written | publication | – | – | – | times of updates |
//! | any other | an incident, or an update of one by its link | one, or those under status words in bold | – | – | after `Affected:` | – | all but labels |

mod blocks;
mod context;
mod dialect;
mod format;
mod identity;
mod labels;
mod vendor;

use super::{Adapter, Context, Endpoint, Verdict};
use memchr::memmem;

use crate::diagnostic::{Code, Diagnostic, quotable};
use crate::document::{Document, Syntax};
use crate::error::{Error, ErrorKind};
use crate::model::{Extent, Format, Snapshot};
use crate::syntax::json;
use crate::syntax::xml::Decoder;

use context::FeedContext;
use format::Feed;

/// The adapter for feeds.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::feed};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(feed::adapter()));
/// let rss = r#"<rss version="2.0"><channel><title>Acme Status - Incident History</title><item><title>Uploads fail</title>
///     <link>https://status.acme.example/incidents/k3x9q7w2m1zp</link></item></channel></rss>"#;
/// let snapshot = parser.parse(rss)?;
/// assert_eq!(snapshot.incidents[0].id, "k3x9q7w2m1zp");
/// assert_eq!(snapshot.health.impact, None); // a feed says nothing about health
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> FeedAdapter {
    FeedAdapter
}

/// Reads RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and JSON Feed 1.x.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct FeedAdapter;

const ENDPOINTS: [Endpoint; 5] = [
    // Statuspage and Instatus.
    Endpoint::new("history.atom", Extent::None, Extent::Recent, Extent::Recent).as_main(),
    Endpoint::new("history.rss", Extent::None, Extent::Recent, Extent::Recent).as_main(),
    // incident.io.
    Endpoint::new("feed.atom", Extent::None, Extent::Recent, Extent::Recent).as_main(),
    Endpoint::new("feed.rss", Extent::None, Extent::Recent, Extent::Recent).as_main(),
    // Better Stack.
    Endpoint::new("feed", Extent::None, Extent::Recent, Extent::Recent).as_main(),
];

impl Adapter for FeedAdapter {
    fn id(&self) -> &'static str {
        "feed"
    }

    fn name(&self) -> &'static str {
        "RSS, Atom and JSON Feed"
    }

    fn formats(&self) -> &[Format] {
        &[Format::Rss, Format::Atom, Format::JsonFeed]
    }

    fn endpoints(&self) -> &[Endpoint] {
        &ENDPOINTS
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        if document.syntax() == Syntax::Json {
            let names_it = |head: &str| memmem::find(head.as_bytes(), b"jsonfeed.org").is_some();
            return if document.top_keys().has_string("version") && names_it(document.head()) {
                Verdict::certain_by_keys("its version is that of JSON Feed")
            } else {
                Verdict::no("JSON without the version of JSON Feed")
            };
        }
        match format::find_root(document.text()) {
            Some((name, Some(format))) => {
                Verdict::certain(format!("the root element is {}, which is {format}", quotable(name)))
            }
            Some((name, None)) => {
                Verdict::no(format!("the root element is {}, not one of a feed", quotable(name)))
            }
            None => Verdict::no("neither XML nor JSON Feed"),
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        let text = document.text();
        if document.syntax() == Syntax::Json {
            let feed = format::read_json(text, context)?;
            let decoder = Decoder::new(context.limits());
            let snapshot = translate(&feed, FeedContext::new(context, decoder, text, feed.format));
            json::locate(text, &[], context.diagnostics());
            return Ok(snapshot);
        }
        let (feed, decoder) = format::read_xml(text, document.url(), context.limits());
        let Some(feed) = feed else {
            return Err(Error::new(ErrorKind::Syntax, "expected a feed, found no element of one"));
        };
        Ok(translate(&feed, FeedContext::new(context, decoder, text, feed.format)))
    }
}

/// Translates a feed in its dialect, and checks the result.
fn translate(feed: &Feed<'_>, mut context: FeedContext<'_, '_>) -> Snapshot {
    let mut snapshot = dialect::translate(&mut context, feed);
    let count =
        |is_counted: fn(&str) -> bool| feed.entries.iter().filter(|entry| is_counted(entry.title())).count();
    let known = count(|title| labels::split_title(title, false).word.is_some());
    let unknown = count(|title| labels::find_unknown_label(title).is_some());
    // The dialects of single providers know their labels.
    let is_labelled = snapshot.source.provider.is_none() && known > 0 && known >= unknown;
    for entry in &feed.entries {
        context.report_unknown_label(entry, is_labelled);
    }
    identity::fill_ids(&mut snapshot.incidents);
    if feed.has_more_entries {
        let max = context.context.limits().incidents;
        let message =
            format!("expected at most {max} entries (incidents), found more; the rest are left out");
        context.context.report(Diagnostic::warning(Code::Limit, "", message));
    }
    // An incident that was brought together from several entries has no single path.
    let has_paths = snapshot.incidents.len() == feed.entries.len();
    let max = context.context.limits().updates;
    let entries = feed.entries.iter().filter(|_| has_paths).map(Some).chain(std::iter::repeat(None));
    for (incident, entry) in snapshot.incidents.iter_mut().zip(entries) {
        let path = entry.map(|entry| context.path(entry, "").to_string()).unwrap_or_default();
        let surplus = incident.updates.len().saturating_sub(max);
        context.context.report_over_limit(incident.updates.len(), max, "updates (updates)", &path);
        // The oldest are left out.
        incident.updates.drain(..surplus);
        context.context.check_interval(incident, &path);
    }
    context.finish();
    snapshot
}

#[cfg(test)]
mod tests {
    use crate::model::{IncidentStatus, Snapshot};
    use crate::{Limits, Parser};

    fn parse(feed: &str, limits: Limits) -> Snapshot {
        Parser::new().with_limits(limits).parse(feed.as_bytes()).unwrap()
    }

    /// A feed of Status.io, whose updates run from the oldest to the newest.
    fn oldest_first(words: &[&str]) -> String {
        let blocks = words.iter().zip(10..).map(|(word, minute)| {
            format!(
                "<small>March 8, 2026 00:{minute} UTC</small><br /><b>{word}</b> - Doors stick.<br /><br />"
            )
        });
        format!(
            "<rss><channel><title>Acme Status</title><item><title>Doors</title>\
             <link>https://status.io.example/pages/incident/5f0c6539221ae15e3f000031/69a8216c8614df05b0372d0e</link>\
             <description><![CDATA[{}]]></description></item></channel></rss>",
            blocks.collect::<String>()
        )
    }

    #[test]
    fn a_limit_leaves_out_the_oldest_updates() {
        let limits = Limits { updates: 2, ..Limits::default() };
        let snapshot =
            parse(&oldest_first(&["Investigating", "Resolved", "Monitoring", "Identified"]), limits);
        let incident = snapshot.incidents.first().unwrap();
        let statuses: Vec<_> = incident.updates.iter().map(|update| update.status.clone()).collect();
        assert_eq!(statuses, [Some(IncidentStatus::Monitoring), Some(IncidentStatus::Identified)]);
        assert_eq!((&incident.status, incident.resolved_at), (&Some(IncidentStatus::Identified), None));
        assert!(snapshot.diagnostics.iter().any(|diagnostic| diagnostic.message.contains("updates")));
    }

    #[test]
    fn a_word_means_the_same_in_every_dialect() {
        let item = |word: &str| {
            format!(
                "<rss><channel><title>Acme Status</title><item><title>[{word}] Doors</title></item></channel></rss>"
            )
        };
        for word in ["Fixed", "maintenance_completed", "Cancelled", "Ongoing", "Mitigated"] {
            let labelled = parse(&item(word), Limits::default());
            let blocks = parse(&oldest_first(&[word]), Limits::default());
            assert_eq!(
                labelled.incidents.first().unwrap().status,
                blocks.incidents.first().unwrap().status,
                "{word}"
            );
            assert!(labelled.incidents.first().unwrap().status.is_some(), "{word}");
        }
    }
}
