//! Hund: the data of its live events, `/live/v2/status_page` of a page. Its pages are read by a [recipe](super::recipe).
//!
//! ```json
//! {"state": "degraded", "issues": [{"id": "5763…", "title": "Heavy load", "body": "<p>We look.</p>", "label": "investigating",
//!   "components": ["Website"], "standing": true, "scheduled": false, "created_at": 1773140400, "updates": []}]}
//! ```
//!
//! This is what follows `data:` in an event of the stream. Coverage: components none, incidents and maintenances open.
//!
//! | in the document | in the snapshot |
//! |---|---|
//! | `state`: `operational`, `degraded`, `outage`, `maintenance` | health `none`, `minor`, `major`, `maintenance`, stated |
//! | `label` | status; without one, `standing` is `open` and else `resolved` |
//! | `scheduled` | a maintenance |
//! | `body` | the first update |
//! | `components` | names; there are no ids |
//!
//! Times are counts of seconds.

use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, extent_of};
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vocabulary::find_impact;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Coverage, Extent, Format, Incident, IncidentKind, IncidentStatus, RichText, Schedule,
    Snapshot, Source, Update,
};
use crate::syntax::json::{Flag, Nullable, Scalar, Text, wire};

/// The adapter for Hund's live events.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::hund};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(hund::adapter()));
/// let event = r#"{"state": "operational", "issues": []}"#;
/// let snapshot = parser.parse(event)?;
/// assert!(snapshot.is_operational());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("hund-json", "Hund live event").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 1] =
    [Endpoint::new("live/v2/status_page", Extent::None, Extent::Open, Extent::Open).stating_health()];

wire! {
    struct Root<'a> {
        "state" => state: Text<'a>,
        "issues" => issues: Nullable<Vec<Issue<'a>>>,
        leaves out []
    }

    struct Issue<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "body" => body: Text<'a>,
        "label" => label: Text<'a>,
        "components" => components: Option<Vec<Text<'a>>>,
        "standing" => standing: Flag,
        "scheduled" => scheduled: Flag,
        "created_at" => created_at: Scalar<'a>,
        "began_at" => began_at: Scalar<'a>,
        "ended_at" => ended_at: Scalar<'a>,
        "updates" => updates: Option<Vec<IssueUpdate<'a>>>,
        leaves out []
    }

    struct IssueUpdate<'a> {
        "id" => id: Scalar<'a>,
        "body" => body: Text<'a>,
        "label" => label: Text<'a>,
        "created_at" => created_at: Scalar<'a>,
        leaves out []
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let has_both = head.keys.has_list("issues") && head.keys.has_string("state");
    let is_known = || head.string_at(&["state"]).is_some_and(|word| find_impact(word).is_some());
    let is_own = has_both && (head.keys_of("issues").has("standing", b"tf") || is_known());
    is_own.then_some("has a state of a page and issues")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("/state", Part::Health), ("/issues", Part::Incidents)]);
    let root: Root<'_> = decode_document(document, context)?;
    let extent = extent_of(&root.issues, Extent::Open);
    let coverage = Coverage::new(Extent::None, extent, extent);
    let mut snapshot = Snapshot::new(Source::new(Format::Json, coverage).with_provider(provider::HUND));
    snapshot.health = context.stated_health(root.state.as_str(), "/state");
    for (index, issue) in root.issues.into_value().into_iter().flatten().enumerate() {
        snapshot.incidents.push(translate_issue(issue, &format!("/issues/{index}"), context));
    }
    snapshot.incidents.sort_by_key(Incident::is_maintenance);
    Ok(snapshot)
}

fn translate_issue(issue: Issue<'_>, path: &str, context: &mut Context<'_>) -> Incident {
    let at = |key: &str| format!("{path}/{key}");
    let is_planned = issue.scheduled.0 == Some(true);
    let created_at = context.instant(issue.created_at.as_str(), at("created_at"));
    let began_at = context.instant(issue.began_at.as_str(), at("began_at"));
    let ended_at = context.instant(issue.ended_at.as_str(), at("ended_at"));
    let label = context.incident_status(issue.label.as_str(), at("label"));
    let rows = issue.updates.unwrap_or_default();
    let mut updates = Vec::with_capacity(rows.len().saturating_add(1));
    let body = html_body(&issue.body, &at("body"), context);
    if body.is_some() {
        // The label is the present one: that of the first text only if there are no others.
        let status = label.clone().filter(|_| rows.is_empty());
        updates.push(UpdateEntry::new(Update { status, at: created_at, body, ..Update::default() }));
    }
    for (index, row) in rows.into_iter().enumerate() {
        let at = |key: &str| format!("{path}/updates/{index}/{key}");
        updates.push(UpdateEntry::new(Update {
            status: context.incident_status(row.label.as_str(), at("label")),
            at: context.instant(row.created_at.as_str(), at("created_at")),
            body: html_body(&row.body, &at("body"), context),
            id: row.id.into_string(),
            ..Update::default()
        }));
    }
    let is_over = issue
        .standing
        .0
        .map(|is_standing| if is_standing { IncidentStatus::Open } else { IncidentStatus::Resolved });
    let mut incident = Incident {
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        status: label.or(is_over.filter(|_| !is_planned)),
        created_at,
        started_at: began_at.or(created_at),
        resolved_at: ended_at.filter(|_| !is_planned),
        scheduled: (is_planned && (began_at, ended_at) != (None, None))
            .then(|| Schedule::new(began_at, ended_at)),
        components: issue
            .components
            .into_iter()
            .flatten()
            .filter_map(Text::into_string)
            .map(AffectedComponent::new)
            .collect(),
        title: issue.title.into_string(),
        raw: issue.source.map(Into::into),
        ..Incident::default()
    };
    let start = created_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let parts = [incident.title.as_deref().unwrap_or_default(), &start];
    incident.id = context.id_or_anonymous(issue.id.into_string(), &parts, at("id"));
    context.apply_updates(&mut incident, updates, true, path);
    incident
}

fn html_body(text: &Text<'_>, path: &str, context: &mut Context<'_>) -> Option<RichText> {
    let text = text.as_str().filter(|text| !text.trim().is_empty())?;
    Some(RichText::html(context.bounded_text(text, path)))
}
