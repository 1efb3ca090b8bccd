//! incident.io's widget JSON (`/api/v1/summary` of a page), as embedded in other sites.
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `{"page_title", "page_url", "ongoing_incidents", "in_progress_maintenances", "scheduled_maintenances"}` | none, open, open |
//!
//! Each item has its newest update only. The worst impact is a component's word: `full_outage` is major.

use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Coverage, Extent, Incident, IncidentKind, Link, Schedule, Snapshot, Update, Vendor,
};
use crate::syntax::json::{Text, wire};

/// The adapter for incident.io's widget.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::incident_io};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(incident_io::json::adapter()));
/// let widget = r#"{"page_title": "Acme", "page_url": "https://status.acme.example/", "ongoing_incidents": [{"id": "01K2",
///     "name": "Uploads fail", "status": "identified", "url": "https://status.acme.example/incidents/01K2",
///     "last_update_at": "2026-06-02T05:48:11Z", "last_update_message": "-", "affected_components": [],
///     "current_worst_impact": "full_outage"}], "in_progress_maintenances": [], "scheduled_maintenances": []}"#;
/// let snapshot = parser.parse(widget)?;
/// assert_eq!(snapshot.health.impact, Some(Impact::Major));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("incident-io-widget", "incident.io widget").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 1] =
    [Endpoint::new("api/v1/summary", Extent::None, Extent::Open, Extent::Open).as_main()];

wire! {
    struct Widget<'a> {
        "page_title" => page_title: Text<'a>,
        "page_url" => page_url: Text<'a>,
        "ongoing_incidents" => ongoing: Option<Vec<Item<'a>>>,
        "in_progress_maintenances" => in_progress: Option<Vec<Item<'a>>>,
        "scheduled_maintenances" => scheduled: Option<Vec<Item<'a>>>,
        leaves out []
    }

    struct Item<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "status" => status: Text<'a>,
        "url" => url: Text<'a>,
        "last_update_at" => last_update_at: Text<'a>,
        "last_update_message" => last_update_message: Text<'a>,
        "current_worst_impact" => worst_impact: Text<'a>,
        "started_at" => started_at: Text<'a>,
        "scheduled_end_at" => scheduled_end_at: Text<'a>,
        "starts_at" => starts_at: Text<'a>,
        "ends_at" => ends_at: Text<'a>,
        "affected_components" => affected: Option<Vec<Affected<'a>>>,
        leaves out []
    }

    struct Affected<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "current_status" => status: Text<'a>,
        leaves out [
            // The name of its group.
            "group_name",
        ]
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let has_page = head.keys.has_key("page_title") || head.keys.has_key("page_url");
    (has_page && head.keys.has_key("ongoing_incidents"))
        .then_some("has a page_title or page_url, and a list of ongoing incidents")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/ongoing_incidents", Part::Incidents),
        ("/in_progress_maintenances", Part::Maintenances),
        ("/scheduled_maintenances", Part::Maintenances),
    ]);
    let widget: Widget<'_> = decode_document(document, context)?;
    let coverage = Coverage::new(Extent::None, Extent::Open, Extent::Open);
    let mut snapshot = new_snapshot(provider::INCIDENT_IO, coverage);
    snapshot.vendor = Vendor {
        name: widget.page_title.into_string(),
        url: widget.page_url.into_string().map(Link::from),
        ..Vendor::default()
    };
    for (path, kind, items) in [
        ("/ongoing_incidents", IncidentKind::Incident, widget.ongoing),
        ("/in_progress_maintenances", IncidentKind::Maintenance, widget.in_progress),
        ("/scheduled_maintenances", IncidentKind::Maintenance, widget.scheduled),
    ] {
        if items.is_none() {
            // The widget writes empty lists; one that is missing is no evidence of anything.
            context.mark_incomplete(Part::of(kind));
        }
        for (index, item) in items.into_iter().flatten().enumerate() {
            snapshot.incidents.push(translate_item(item, kind, &format!("{path}/{index}"), context));
        }
    }
    Ok(snapshot)
}

fn translate_item(item: Item<'_>, kind: IncidentKind, path: &str, context: &mut Context<'_>) -> Incident {
    let started_at = context.instant(item.started_at.as_str(), format_args!("{path}/started_at"));
    let start = context.instant(item.starts_at.as_str(), format_args!("{path}/starts_at")).or(started_at);
    let end = context
        .instant(item.ends_at.as_str(), format_args!("{path}/ends_at"))
        .or_else(|| context.instant(item.scheduled_end_at.as_str(), format_args!("{path}/scheduled_end_at")));
    let status = context.incident_status(item.status.as_str(), format_args!("{path}/status"));
    let at = context.instant(item.last_update_at.as_str(), format_args!("{path}/last_update_at"));
    let update = Update {
        status: status.clone(),
        at,
        body: context.body(item.last_update_message.as_str(), format_args!("{path}/last_update_message")),
        ..Update::default()
    };
    let affected = item.affected.into_iter().flatten().enumerate();
    let mut incident = Incident {
        kind,
        status,
        impact: context.impact(item.worst_impact.as_str(), format_args!("{path}/current_worst_impact")),
        url: item.url.as_str().map(Link::from),
        started_at,
        updated_at: at,
        scheduled: (kind == IncidentKind::Maintenance).then(|| Schedule::new(start, end)),
        components: affected
            .map(|(index, row)| AffectedComponent {
                status: context.component_status(
                    row.status.as_str(),
                    format_args!("{path}/affected_components/{index}/current_status"),
                ),
                id: row.id.into_string(),
                name: row.name.into_string(),
            })
            .collect(),
        title: item.name.into_string(),
        ..Incident::default()
    };
    let parts = [incident.title.as_deref().unwrap_or_default()];
    incident.id = context.id_or_anonymous(item.id.into_string(), &parts, format_args!("{path}/id"));
    let has_update = update.at.is_some() || update.body.is_some();
    timeline::apply_updates(
        &mut incident,
        has_update.then(|| UpdateEntry::new(update)).into_iter().collect(),
    );
    context.check_interval(&incident, path);
    incident
}
