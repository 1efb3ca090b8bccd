//! Okta: one entry for each incident, with its last message. The title is a category, which gives impact and status.
//!
//! ```xml
//! <entry>
//!   <title>Resolved Feature Disruption</title>
//!   <id>https://www.salesforce.example/a9C4z0000000AbCEAU</id>
//!   <link href="https://status.okta.example/#incident/a9C4z0000000AbCEAU"/>
//! </entry>
//! ```

use super::{Dialect, Entries};
use crate::adapter::feed::context::FeedContext;
use crate::adapter::feed::format::{Entry, Feed, last_segment};
use crate::adapter::translate::provider;
use crate::model::{Impact, Incident, IncidentStatus, RichText, Update};

pub(super) static DIALECT: Dialect = Dialect {
    provider: Some(provider::OKTA),
    vendor: None,
    matches,
    entries: Entries::Incidents { id: record, translate },
};

fn matches(feed: &Feed<'_>) -> bool {
    let is_record = |text: &str| text.len() == 18 && text.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_linked =
        |entry: &Entry<'_>| record(entry).is_some_and(is_record) && entry.link().contains("#incident/");
    feed.title() == "Okta Status" || feed.sample().any(is_linked)
}

/// The Salesforce record at the end of the id.
fn record<'e>(entry: &'e Entry<'_>) -> Option<&'e str> {
    Some(last_segment(entry.id())).filter(|record| !record.is_empty())
}

fn translate(context: &mut FeedContext<'_, '_>, entry: &Entry<'_>, incident: &mut Incident) {
    let at = context.entry_dates(entry).latest();
    let resolved = entry.title().strip_prefix("Resolved ");
    let category = resolved.unwrap_or(entry.title());
    let status = if resolved.is_some() { IncidentStatus::Resolved } else { IncidentStatus::Open };
    incident.title = (!category.is_empty()).then(|| category.to_owned());
    incident.impact = impact(category);
    let text = context.body(entry);
    let is_html = entry.body().is_some_and(|body| body.is_html);
    let body = if is_html { RichText::html(text.trim()) } else { RichText::text(text.trim()) };
    let mut update = Update { at, ..Update::default().with_body(body) };
    if status.is_over() {
        update.status = Some(status.clone());
        incident.resolved_at = at;
    }
    incident.status = Some(status);
    incident.updated_at = at;
    incident.updates.push(update);
}

fn impact(category: &str) -> Option<Impact> {
    match category {
        "Service Disruption" => Some(Impact::Major),
        "Feature Disruption" | "Service Degradation" | "Feature Degradation" => Some(Impact::Minor),
        _ => None,
    }
}
