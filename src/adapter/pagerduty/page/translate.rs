//! What PagerDuty's data means.

use std::collections::HashSet;

use super::wire;
use crate::adapter::Context;
use crate::adapter::translate::ids;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    AffectedComponent, Component, ComponentChange, ComponentStatus, Coverage, Extent, Format, Impact,
    Incident, IncidentKind, IncidentStatus, Postmortem, RichText, Snapshot, Source, Update,
};
use crate::syntax::embedded::EmbeddedJson;
use crate::syntax::json::{Text, decode};

/// Translates the data of a page; `None` if it cannot be read.
pub(super) fn page(json: &EmbeddedJson, context: &mut Context<'_>) -> Option<Snapshot> {
    let keep_raw = context.options().keep_raw;
    let data: wire::Data<'_> = decode(&json.text, "", context.diagnostics(), keep_raw)?;
    let wire::Summary { open_incidents, resolved_incidents, posts, post_status_page_services, .. } =
        data.summary?;
    if !json.is_complete {
        let message =
            "expected data up to its last brace, found its end before; what stands before it is kept";
        context.report(Diagnostic::warning(Code::Truncated, "", message));
    }
    if json.is_limited {
        let message = "expected data within the limits, found values that nest too deep";
        context.report(Diagnostic::warning(Code::Limit, "", message));
    }
    let services = match (&post_status_page_services, json.is_complete) {
        (None, _) => Extent::None,
        (Some(_), true) => Extent::Complete,
        (Some(_), false) => Extent::Partial,
    };
    let listed = if json.is_complete { Extent::Recent } else { Extent::Partial };
    let coverage = Coverage::new(services, listed, listed);
    let mut snapshot = Snapshot::new(Source::new(Format::Html, coverage).with_provider("pagerduty"));
    snapshot.components = post_status_page_services
        .into_iter()
        .flatten()
        .map(|row| Component {
            id: row.id.into_string(),
            name: row.name.into_string(),
            ..Component::default()
        })
        .collect();
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/summary/post_status_page_services");
    let mut seen = HashSet::new();
    for (path, list) in [
        ("/summary/open_incidents", open_incidents),
        ("/summary/resolved_incidents", resolved_incidents),
        // A post that tells no story is no incident.
        (
            "/summary/posts",
            posts.map(|mut list| {
                list.retain(|post| post.updates.as_ref().is_some_and(|updates| !updates.is_empty()));
                list
            }),
        ),
    ] {
        for (index, wire) in list.into_iter().flatten().enumerate() {
            if wire.id.as_str().is_none_or(|id| seen.insert(id.to_owned())) {
                snapshot.incidents.push(incident(wire, &format!("{path}/{index}"), context));
            }
        }
    }
    if let Some(last) = snapshot.incidents.last_mut().filter(|_| !json.is_complete) {
        // Updates run from newest to oldest: the oldest are behind the cut.
        last.started_at = None;
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/summary");
    snapshot.health = snapshot.derived_health();
    Some(snapshot)
}

fn incident(wire: wire::Incident<'_>, path: &str, context: &mut Context<'_>) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let mut rows = wire.updates.unwrap_or_default();
    let limit = context.limits().updates;
    context.bound(&mut rows, limit, "updates", path);
    let mut worst: Option<Impact> = None;
    let mut components: Vec<AffectedComponent> = Vec::new();
    let mut known = HashSet::new();
    let mut steps = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let at = |key: &str| format!("{path}/updates/{index}/{key}");
        worst = worst.max(impact(&row.severity, &at("severity"), context));
        let changes: Vec<ComponentChange> = row
            .impacted_business_services
            .unwrap_or_default()
            .into_iter()
            .map(|row| ComponentChange {
                to: component_status(&row.severity, &at("impacted_business_services"), context),
                id: row.id.into_string(),
                name: row.name.into_string(),
                from: None,
            })
            .collect();
        for change in &changes {
            // The newest update stands first, and says how each service is now.
            if known.insert((change.id.clone(), change.name.clone())) {
                let (id, name, status) = (change.id.clone(), change.name.clone(), change.to.clone());
                components.push(AffectedComponent { id, name, status });
            }
        }
        steps.push(UpdateEntry::new(Update {
            id: row.id.into_string(),
            status: status(&row.status, &at("status"), context),
            at: context.instant(row.reported_at.as_str(), &at("reported_at")),
            body: body(&row.message, &at("message"), context),
            components: changes,
        }));
    }
    let postmortem = wire.postmortem.and_then(|wire| {
        let published_at = context.instant(wire.created_at.as_str(), &at("postmortem/created_at"));
        let body = body(&wire.message, &at("postmortem/message"), context)?;
        Some(Box::new(Postmortem { published_at, ..Postmortem::new(body) }))
    });
    let mut incident = Incident {
        title: wire.title.into_string(),
        impact: worst,
        components,
        postmortem,
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    timeline::apply_updates(&mut incident, timeline::sort_newest_first(steps, false));
    if incident.kind == IncidentKind::Maintenance && incident.impact == Some(Impact::None) {
        incident.impact = Some(Impact::Maintenance);
    }
    incident.id = wire.id.into_string().filter(|id| !id.is_empty()).unwrap_or_else(|| {
        let message = "expected an id, found none; one is made of what does not change";
        context.report(Diagnostic::warning(Code::Missing, at("id"), message));
        let start = incident.started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
        ids::anonymous_id(&[incident.title.as_deref().unwrap_or_default(), &start])
    });
    incident
}

fn body(text: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<RichText> {
    let text = context.bounded_text(text.as_str()?, path);
    (!text.is_empty()).then(|| RichText::html(text))
}

fn status(word: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<IncidentStatus> {
    let word = word.as_str()?;
    let status = if word == "detected" { IncidentStatus::Identified } else { timeline::parse_status(word) };
    if let IncidentStatus::Other(word) = &status {
        context.report_unknown(word, "an incident's status", path);
    }
    Some(status)
}

fn impact(word: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<Impact> {
    let word = word.as_str()?;
    Some(match word {
        "all good" | "all_good" => Impact::None,
        "outage" => Impact::Major,
        _ => Impact::known(word).unwrap_or_else(|| {
            context.report_unknown(word, "a severity", path);
            Impact::from(word)
        }),
    })
}

fn component_status(word: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<ComponentStatus> {
    let word = word.as_str()?;
    Some(match word {
        "all good" | "all_good" => ComponentStatus::Operational,
        "minor" => ComponentStatus::DegradedPerformance,
        "major" | "outage" => ComponentStatus::MajorOutage,
        "maintenance" => ComponentStatus::UnderMaintenance,
        _ => {
            context.report_unknown(word, "a severity", path);
            ComponentStatus::from(word)
        }
    })
}
