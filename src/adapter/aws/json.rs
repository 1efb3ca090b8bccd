//! AWS Health's open events: `health.aws.amazon.com/public/currentevents`, in UTF-16 with a byte order mark.
//!
//! ```text
//! [{"arn": "arn:aws:health:eu-west-9::event/WIDGETS/…", "date": "1772369485", "status": "3", "summary": "Slow widgets",
//!   "event_log": [{"message": "We are looking.", "status": 1, "timestamp": 1772369485}],
//!   "impacted_services": {"widgets-eu-west-9": {"service_name": "Widgets", "current": "3", "max": "3"}}}]
//! ```
//!
//! | part | coverage |
//! |---|---|
//! | components, maintenances | none |
//! | incidents | open: an event that is over is no longer listed |
//!
//! # Words
//!
//! `status` and `current` are levels, numbers or strings, and not documented:
//!
//! | level | impact | status of a service |
//! |---|---|---|
//! | 0 | `none` | `operational` |
//! | 1 (informational), 2 (degradation) | `minor` | `degraded_performance` |
//! | 3 (disruption) | `major` | `major_outage` |
//!
//! A level is no status: a listed event is `open`, and its updates have no status; at level 0 both are `resolved`. The
//! id is the whole `arn`, that of a service its slug. Times are counts of seconds. The document gives no link.

use super::{NORMAL, VENDOR, impact_word};
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::{provider, vocabulary};
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{AffectedComponent, Coverage, Extent, Incident, IncidentStatus, Snapshot, Update, Vendor};
use crate::syntax::json::{Entries, Scalar, Text, wire};

/// The adapter for the open events of AWS Health.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::aws};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(aws::json::adapter()));
/// let events = r#"[{"date": "1772369485", "region_name": "Atlantis", "status": "3", "service_name": "Widgets",
///     "arn": "arn:aws:health:eu-west-9::event/WIDGETS/AWS_WIDGETS_OPERATIONAL_ISSUE/AWS_WIDGETS_1a2b3",
///     "service": "widgets-eu-west-9", "summary": "Slow widgets", "event_log": [{"summary": "Slow widgets",
///     "message": "We are looking.", "status": 1, "timestamp": 1772369485}], "impacted_services": {}}]"#;
/// let snapshot = parser.parse(events)?;
/// assert_eq!(snapshot.open_incidents().count(), 1);
/// assert_eq!(snapshot.incidents[0].headline(), "Slow widgets");
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("aws-json", "AWS Health JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const SERVICE_LEVELS: [(&str, &str); 4] = [
    ("0", "operational"),
    ("1", "degraded_performance"),
    ("2", "degraded_performance"),
    ("3", "major_outage"),
];

const ENDPOINTS: [Endpoint; 1] = [Endpoint::new(
    "https://health.aws.amazon.com/public/currentevents",
    Extent::None,
    Extent::Open,
    Extent::None,
)
.of_page("health.aws.amazon.com/health/status")
.as_main()];

wire! {
    struct Event<'a> {
        "arn" => arn: Text<'a>,
        "date" => date: Scalar<'a>,
        "status" => level: Scalar<'a>,
        "summary" => summary: Text<'a>,
        "event_log" => log: Option<Vec<Post<'a>>>,
        "impacted_services" => services: Entries<'a, Service<'a>>,
        leaves out [
            // Names for what the ARN and the list of services say, and their changes one by one.
            "impacted_service_status_changes", "region_name", "service", "service_name",
        ]
    }

    struct Post<'a> {
        "message" => message: Text<'a>,
        "status" => level: Scalar<'a>,
        "timestamp" => at: Scalar<'a>,
        leaves out [
            // The title again.
            "summary",
        ]
    }

    struct Service<'a> {
        "service_name" => name: Text<'a>,
        "current" => level: Scalar<'a>,
        leaves out [
            // The worst level so far.
            "max",
        ]
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    (head.keys.is_list && head.keys.has_key("arn") && head.keys.has_list("event_log"))
        .then_some("is a list of events with an arn and an event_log")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("", Part::Incidents)]);
    let events: Vec<Event<'_>> = decode_document(document, context)?;
    let coverage = Coverage::new(Extent::None, Extent::Open, Extent::None);
    let mut snapshot = new_snapshot(provider::AWS, coverage);
    snapshot.vendor = Vendor { name: Some(VENDOR.to_owned()), ..Vendor::default() };
    for (index, event) in events.into_iter().enumerate() {
        snapshot.incidents.push(translate_event(event, &format!("/{index}"), context));
    }
    Ok(snapshot)
}

fn translate_event(event: Event<'_>, path: &str, context: &mut Context<'_>) -> Incident {
    let is_over = event.level.as_str() == Some(NORMAL);
    let mut incident = Incident {
        title: event.summary.into_string(),
        status: Some(if is_over { IncidentStatus::Resolved } else { IncidentStatus::Open }),
        impact: context.impact(impact_word(event.level.as_str()), format_args!("{path}/status")),
        started_at: context.instant(event.date.as_str(), format_args!("{path}/date")),
        raw: event.source.map(Into::into),
        ..Incident::default()
    };
    for (slug, service) in event.services.0 {
        let word = vocabulary::find_private(&SERVICE_LEVELS, service.level.as_str());
        let path = format_args!("{path}/impacted_services/{slug}/current");
        incident.components.push(AffectedComponent {
            status: context.component_status(word, path),
            id: Some(slug.into_owned()),
            name: service.name.into_string(),
        });
    }
    context.identify(&mut incident, event.arn.into_string(), format_args!("{path}/arn"));
    let posts = event.log.into_iter().flatten().enumerate();
    let updates =
        posts.map(|(index, post)| translate_post(&post, &format!("{path}/event_log/{index}"), context));
    let updates = updates.collect();
    context.apply_updates(&mut incident, updates, true, path);
    incident
}

fn translate_post(post: &Post<'_>, path: &str, context: &mut Context<'_>) -> UpdateEntry {
    UpdateEntry::new(Update {
        status: (post.level.as_str() == Some(NORMAL)).then_some(IncidentStatus::Resolved),
        at: context.instant(post.at.as_str(), format_args!("{path}/timestamp")),
        body: context.body(post.message.as_str(), format_args!("{path}/message")),
        ..Update::default()
    })
}
