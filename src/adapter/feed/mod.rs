//! RSS, Atom and JSON Feed: a container that says little, and in it, as a blob of escaped HTML, an incident's whole life.
//!
//! Two steps: the *wire* reads the container, whatever its format, into entries that say what the document says; a
//! *dialect* for each provider then knows what that means. Dialects are recognised by what stands in the feed
//! (generator, ids, links, the shape of the blocks), never by a host's name. One that nobody knows is read by the generic
//! dialect, which keeps what is certain and invents nothing.
//!
//! # What a feed can tell, by provider
//!
//! A feed never says how the page as a whole is, not even when it is empty: health is always unknown. Components are
//! listed by two providers only. Impact is nearly never given.
//!
//! | provider | entry | updates | start | end | components | impact | not there |
//! |---|---|---|---|---|---|---|---|
//! | Statuspage | an incident | all, to the minute | oldest update | last `Resolved` or `Completed` | – | – | impact, components; the window of a maintenance once it runs (Atom) |
//! | incident.io | an incident | the last | – | the last update, if it resolves | in their present state | – | start, history |
//! | Instatus | an incident | all, to the second | oldest update | last `Resolved` | names | – | the end of a planned window |
//! | Status.io | an incident | all, to the minute | oldest update | last `Resolved` | – | – | vendor's address, planned windows |
//! | AWS | an update | gathered, to the second | oldest update in the feed | return to normal operation | the service | by the level of the title | an id: the oldest update's stands in |
//! | Better Stack | an update | gathered, to the second | oldest update in the feed | a monitor's recovery | the monitor | – | status of what people report, planned windows |
//! | Google Cloud | an update | gathered, to the second | stated when resolved | stated when resolved | products | – | status of incidents that are open |
//! | Azure | an event | the text at that moment | in prose | – | – | – | status words, history, anything that is over |
//! | Slack | an incident | all, a time of day each (Atom); the closing summary (RSS) | publication (Atom) | – | – | by the kind in the title | status words |
//! | Heroku and other plain feeds | an incident | one | – | – | – | – | whatever is not a label |
//! | LambStatus | an incident | all, to the minute | oldest update | last `Resolved` | – | – | |
//! | cState | an issue | the whole page, in one piece | publication | category | – | – | single updates |
//! | PagerDuty, by vendors' scripts | an incident or an update | all; cut at 300 characters in the later forms | oldest update | last `Resolved` | names | by the title, at times | |
//! | OnlineOrNot | an incident | the last, to the minute | publication | the last update, if it resolves | – | by a category, at times | history |
//! | Okta | an incident | the last | – | the last update, if it resolves | – | by the category | title, start |
//! | Apple, converted by others | an incident under each service, and services that are well | the message | stated | stated | services | by the kind | title |
//! | Oracle Cloud | an incident | the last, to the minute | that update | that update, if it resolves | the service | – | |
//! | IBM Cloud | an event | one | stated, at times | stated, at times | resources | – | status words |
//! | OpenStatus | a report | all, without times | – | – | – | – | every time but the entry's own |
//! | DatoCMS | an incident | all, without times | – | – | – | – | every time but the entry's own |
//! | Orvay | a change of a component | – | – | – | the changed ones, with their state | – | incidents |
//! | BandwagonHost | an issue | one, all that was written | publication | – | – | – | times of updates |
//! | any other | an incident | one | – | – | – | – | whatever is not a label |

mod blocks;
mod dialect;
mod format;
mod identity;
mod scribe;
mod vendor;

mod words;

use super::{Adapter, Context, Verdict};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Syntax};
use crate::error::{Error, ErrorKind};
use crate::model::{Format, Snapshot};

use format::Feed;
use scribe::Scribe;

/// Reads RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and JSON Feed 1.x.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct FeedAdapter;

impl FeedAdapter {
    /// The adapter.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

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

    fn probe(&self, document: &Document<'_>) -> Verdict {
        if document.syntax() == Syntax::Json {
            let head = document.head();
            return if head.contains("jsonfeed.org") && head.contains("\"version\"") {
                Verdict::certain("its version is that of JSON Feed")
            } else {
                Verdict::no("JSON without the version of JSON Feed")
            };
        }
        match format::root(document.text()) {
            Some((name, Some(format))) => Verdict::certain(format!(
                "the root element is {}, which is {format}",
                crate::diagnostic::quotable(name)
            )),
            Some((name, None)) => Verdict::no(format!(
                "the root element is {}, not one of a feed",
                crate::diagnostic::quotable(name)
            )),
            None => Verdict::no("neither XML nor JSON Feed"),
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        let text = document.text();
        if document.syntax() == Syntax::Json {
            let feed = format::read_json(text, context)?;
            let decoder = crate::syntax::xml::Decoder::new(context.limits());
            return Ok(translate(&feed, Scribe::new(context, decoder, text, feed.format)));
        }
        let (feed, decoder) = format::read_xml(text, document.url(), context.limits());
        let Some(feed) = feed else {
            return Err(Error::new(ErrorKind::Syntax, "expected a feed, found no element of one"));
        };
        Ok(translate(&feed, Scribe::new(context, decoder, text, feed.format)))
    }
}

/// Hands the feed to the dialect it is written in.
fn translate(feed: &Feed<'_>, mut scribe: Scribe<'_, '_>) -> Snapshot {
    let dialect = dialect::of(feed);
    let mut snapshot = (dialect.read)(feed, &mut scribe);
    snapshot.source.provider = dialect.provider.map(str::to_owned);
    identity::fill(&mut snapshot.incidents);
    if feed.more_entries {
        let most = scribe.context.limits().incidents;
        let message = format!("expected at most {most} entries (incidents), found more");
        scribe.context.report(Diagnostic::warning(Code::Limit, "", message));
    }
    // Entries that were gathered have no place of their own any more.
    let gathered = snapshot.incidents.len() != feed.entries.len();
    let most = scribe.context.limits().updates;
    for (n, incident) in snapshot.incidents.iter_mut().enumerate() {
        let path = if gathered { String::new() } else { scribe.path(n, "") };
        // Entries that were gathered may bring more than one may have; the oldest are left out.
        if let Some(surplus) = incident.updates.len().checked_sub(most).filter(|surplus| *surplus > 0) {
            let found = incident.updates.len();
            incident.updates.drain(..surplus);
            let message = format!("expected at most {most} updates (updates), found {found}");
            let diagnostic = Diagnostic::warning(Code::Limit, path.trim_end_matches('/'), message);
            scribe.context.report(diagnostic.with_found(&incident.id));
        }
        scribe.context.check_interval(incident, path.trim_end_matches('/'));
    }
    scribe.finish();
    snapshot
}
