//! An event in the form in which Statuspage sends its webhooks.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::model::{Incident, Snapshot, Update};
use crate::monitor::Event;

/// An event in the form of Statuspage's webhooks, for receivers that understand those: `meta`, `page`, and `incident` or
/// `component` with `component_update`. It is `Serialize`.
///
/// ```
/// use statusfeed::monitor::{Tracker, render::Webhook};
/// use statusfeed::{Incident, Snapshot, Vendor};
///
/// let incident = Incident::new("k3x9", "Uploads fail").with_status("investigating");
/// let snapshot = Snapshot::default().with_vendor(Vendor::new("Acme").with_id("q1w2")).with_incident(incident);
/// let events = Tracker::new().observe(&snapshot);
/// let body = serde_json::to_value(Webhook::new(&events[0], &snapshot))?;
/// assert_eq!(body["incident"]["name"], "Uploads fail");
/// assert_eq!(body["page"]["id"], "q1w2");
/// assert_eq!(body["meta"]["event"], "incident_opened");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Webhook<'a> {
    /// What happened, with the event's key and thread: Statuspage has none.
    pub meta: WebhookMeta<'a>,
    /// The page.
    pub page: WebhookPage<'a>,
    /// The incident or maintenance that the event is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<WebhookIncident<'a>>,
    /// The component that the event is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<WebhookComponent<'a>>,
    /// The change of its status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component_update: Option<WebhookComponentUpdate<'a>>,
}

/// `meta` of a webhook.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WebhookMeta<'a> {
    /// When the event was observed, UTC.
    pub generated_at: Option<DateTime<Utc>>,
    /// The kind of the event.
    pub event: &'static str,
    /// The key of the event.
    pub key: &'a str,
    /// The thread of the event.
    pub thread: &'a str,
}

/// `page` of a webhook.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WebhookPage<'a> {
    /// The page's id.
    pub id: Option<&'a str>,
    /// The stated health.
    pub status_indicator: Option<&'a str>,
    /// The sentence beside it.
    pub status_description: Option<&'a str>,
}

/// `incident` of a webhook.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WebhookIncident<'a> {
    /// The id.
    pub id: &'a str,
    /// The title.
    pub name: Option<&'a str>,
    /// The status; `resolved` or `completed` also where it disappeared.
    pub status: Option<&'a str>,
    /// The impact.
    pub impact: Option<&'a str>,
    /// When it was entered, UTC.
    pub created_at: Option<DateTime<Utc>>,
    /// When it began, UTC.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was over, UTC.
    pub resolved_at: Option<DateTime<Utc>>,
    /// When it last changed, UTC.
    pub updated_at: Option<DateTime<Utc>>,
    /// The planned start, UTC.
    pub scheduled_for: Option<DateTime<Utc>>,
    /// The planned end, UTC.
    pub scheduled_until: Option<DateTime<Utc>>,
    /// The link.
    pub shortlink: Option<&'a str>,
    /// The updates, newest first.
    pub incident_updates: Vec<WebhookUpdate<'a>>,
}

/// One of `incident_updates` of a webhook.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WebhookUpdate<'a> {
    /// The id.
    pub id: Option<&'a str>,
    /// The status.
    pub status: Option<&'a str>,
    /// The text, plain.
    pub body: Option<String>,
    /// The time shown to readers, UTC.
    pub display_at: Option<DateTime<Utc>>,
}

/// `component` of a webhook.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WebhookComponent<'a> {
    /// The id.
    pub id: &'a str,
    /// The name.
    pub name: Option<&'a str>,
    /// The status.
    pub status: Option<&'a str>,
}

/// `component_update` of a webhook.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WebhookComponentUpdate<'a> {
    /// The component's id.
    pub component_id: &'a str,
    /// The status before.
    pub old_status: Option<&'a str>,
    /// The status now.
    pub new_status: Option<&'a str>,
    /// When it changed, UTC.
    pub created_at: Option<DateTime<Utc>>,
}

impl<'a> Webhook<'a> {
    /// The webhook of an event. `snapshot` is the one that brought it.
    ///
    /// ```
    /// use statusfeed::monitor::{Tracker, render::Webhook};
    /// use statusfeed::{Health, Snapshot, Vendor};
    ///
    /// let page = |impact: &str| {
    ///     Snapshot::default().with_vendor(Vendor::new("Acme").with_id("q1w2")).with_health(Health::stated(impact))
    /// };
    /// let mut tracker = Tracker::new();
    /// tracker.observe(&page("none"));
    /// let now = page("major");
    /// for event in tracker.observe(&now) {
    ///     let webhook = Webhook::new(&event, &now);
    ///     assert_eq!((webhook.meta.event, webhook.page.status_indicator), ("health_changed", Some("major")));
    /// }
    /// ```
    #[must_use]
    pub fn new(event: &'a Event, snapshot: &'a Snapshot) -> Self {
        let incident = event.incident.as_deref().map(|id| match event.find_incident(snapshot) {
            Some(incident) => whole_incident(incident),
            None => vanished_incident(id, event),
        });
        let component = event.component.as_deref();
        Self {
            meta: WebhookMeta {
                generated_at: event.observed_at,
                event: event.kind.as_str(),
                key: &event.key,
                thread: &event.thread,
            },
            page: WebhookPage {
                id: snapshot.vendor.id.as_deref(),
                status_indicator: snapshot.health.impact.as_ref().map(crate::model::Impact::as_str),
                status_description: snapshot.health.description.as_deref(),
            },
            incident,
            component: component.map(|id| WebhookComponent {
                id,
                name: event.title.as_deref(),
                status: event.to.as_deref(),
            }),
            component_update: component.map(|component_id| WebhookComponentUpdate {
                component_id,
                old_status: event.from.as_deref(),
                new_status: event.to.as_deref(),
                created_at: event.at,
            }),
        }
    }
}

fn whole_incident(incident: &Incident) -> WebhookIncident<'_> {
    let plan = incident.scheduled.unwrap_or_default();
    WebhookIncident {
        id: &incident.id,
        name: incident.title.as_deref(),
        status: incident.status.as_ref().map(crate::model::IncidentStatus::as_str),
        impact: incident.impact.as_ref().map(crate::model::Impact::as_str),
        created_at: incident.created_at,
        started_at: incident.started_at,
        resolved_at: incident.resolved_at,
        updated_at: incident.updated_at,
        scheduled_for: plan.start,
        scheduled_until: plan.end,
        shortlink: incident.url.as_ref().map(crate::model::Link::as_str),
        incident_updates: incident.updates.iter().rev().map(webhook_update).collect(),
    }
}

/// It is no longer listed: what the event says is all there is.
fn vanished_incident<'a>(id: &'a str, event: &'a Event) -> WebhookIncident<'a> {
    let status = match event.kind.as_str() {
        "incident_resolved" => Some("resolved"),
        "maintenance_completed" => Some("completed"),
        "maintenance_canceled" => Some("canceled"),
        _ => event.to.as_deref(),
    };
    WebhookIncident {
        id,
        name: event.title.as_deref(),
        status,
        impact: event.impact.as_ref().map(crate::model::Impact::as_str),
        created_at: None,
        started_at: None,
        resolved_at: event.at.filter(|_| event.kind.is_closing()),
        updated_at: event.at,
        scheduled_for: None,
        scheduled_until: None,
        shortlink: None,
        incident_updates: Vec::new(),
    }
}

fn webhook_update(update: &Update) -> WebhookUpdate<'_> {
    WebhookUpdate {
        id: update.id.as_deref(),
        status: update.status.as_ref().map(crate::model::IncidentStatus::as_str),
        body: update.body.as_ref().map(crate::model::RichText::plain),
        display_at: update.at,
    }
}
