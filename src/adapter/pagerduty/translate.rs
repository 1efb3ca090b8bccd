//! From the data of a page to a snapshot.

use std::collections::HashSet;

use super::wire;
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::translate::vendor::strip_status;
use crate::adapter::{Context, Part};
use crate::model::{
    AffectedComponent, Component, ComponentChange, ComponentStatus, Coverage, Extent, Format, Impact,
    Incident, IncidentKind, IncidentStatus, Postmortem, RichText, Snapshot, Source, Update, Vendor,
};
use crate::syntax::json::Text;

/// Which parts of the snapshot the keys are about.
pub(super) const PATHS: &[(&str, Part)] = &[
    ("/summary/open_incidents", Part::Incidents),
    ("/summary/resolved_incidents", Part::Incidents),
    ("/summary/posts", Part::Incidents),
    ("/summary/post_status_page_services", Part::Components),
];

/// Translates the data of a page; `None` if it is not that.
pub(super) fn translate_data(
    data: wire::Data<'_>,
    format: Format,
    context: &mut Context<'_>,
) -> Option<Snapshot> {
    let wire::Summary { open_incidents, resolved_incidents, posts, post_status_page_services, .. } =
        data.summary?;
    let services = if post_status_page_services.is_some() { Extent::Complete } else { Extent::None };
    let coverage = Coverage::new(services, Extent::Recent, Extent::Recent);
    let mut snapshot = Snapshot::new(Source::new(format, coverage).with_provider(provider::PAGERDUTY));
    let name =
        data.layout.and_then(|layout| layout.settings).and_then(|settings| settings.name.into_string());
    snapshot.vendor = name.map(|name| Vendor::new(strip_status(&name))).unwrap_or_default();
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
    // A post without updates is no incident.
    let posts = posts.map(|mut list| {
        list.retain(|post| post.updates.as_ref().is_some_and(|updates| !updates.is_empty()));
        list
    });
    let mut seen = HashSet::new();
    for (path, list, is_open) in [
        ("/summary/open_incidents", open_incidents, true),
        ("/summary/resolved_incidents", resolved_incidents, false),
        ("/summary/posts", posts, false),
    ] {
        for (index, wire) in list.into_iter().flatten().enumerate() {
            if wire.id.as_str().is_none_or(|id| seen.insert(id.to_owned())) {
                let mut incident = read_incident(wire, &format!("{path}/{index}"), context);
                if is_open && incident.status.is_none() {
                    incident.status = Some(IncidentStatus::Open);
                }
                snapshot.incidents.push(incident);
            }
        }
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/summary/resolved_incidents");
    Some(snapshot)
}

fn read_incident(wire: wire::Incident<'_>, path: &str, context: &mut Context<'_>) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let mut worst: Option<Impact> = None;
    let mut components: Vec<AffectedComponent> = Vec::new();
    let mut known = HashSet::new();
    let rows = wire.updates.unwrap_or_default();
    let mut updates = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let at = |key: &str| format!("{path}/updates/{index}/{key}");
        worst = worst.max(context.impact(row.severity.as_str(), at("severity")));
        let services = row.impacted_business_services.unwrap_or_default();
        let changes: Vec<ComponentChange> = services
            .into_iter()
            .map(|row| ComponentChange {
                to: service_status(&row.severity, &at("impacted_business_services"), context),
                id: row.id.into_string(),
                name: row.name.into_string(),
                from: None,
            })
            .collect();
        for change in &changes {
            // The newest update comes first, and says how each service is now.
            if known.insert((change.id.clone(), change.name.clone())) {
                let (id, name, status) = (change.id.clone(), change.name.clone(), change.to.clone());
                components.push(AffectedComponent { id, name, status });
            }
        }
        updates.push(UpdateEntry::new(Update {
            id: row.id.into_string(),
            status: context.incident_status(row.status.as_str(), at("status")),
            at: context.instant(row.reported_at.as_str(), at("reported_at")),
            body: html_body(&row.message, &at("message"), context),
            components: changes,
        }));
    }
    let mut updates = timeline::sort_newest_first(updates, false);
    let limit = context.limits().updates;
    context.bound(&mut updates, limit, "updates", at("updates"));
    let postmortem = wire.postmortem.and_then(|wire| {
        let published_at = context.instant(wire.created_at.as_str(), at("postmortem/created_at"));
        let body = html_body(&wire.message, &at("postmortem/message"), context)?;
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
    timeline::apply_updates(&mut incident, updates);
    if incident.kind == IncidentKind::Maintenance && incident.impact == Some(Impact::None) {
        incident.impact = Some(Impact::Maintenance);
    }
    let start = incident.started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let title = incident.title.as_deref().unwrap_or_default();
    incident.id = context.id_or_anonymous(wire.id.into_string(), &[title, &start], at("id"));
    incident
}

fn html_body(text: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<RichText> {
    let text = context.bounded_text(text.as_str()?, path);
    (!text.is_empty()).then(|| RichText::html(text))
}

/// What the severity of an update means for a service that it impacts.
fn service_status(severity: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<ComponentStatus> {
    Some(match context.impact(severity.as_str(), path)? {
        Impact::None => ComponentStatus::Operational,
        Impact::Minor => ComponentStatus::DegradedPerformance,
        Impact::Major | Impact::Critical => ComponentStatus::MajorOutage,
        Impact::Maintenance => ComponentStatus::UnderMaintenance,
        Impact::Other(word) => ComponentStatus::Other(word),
    })
}
