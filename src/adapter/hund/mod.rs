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

use crate::adapter::item::ItemContext;
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, extent_of, new_snapshot};
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vocabulary::find_impact;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{
    AffectedComponent, Coverage, Extent, Incident, IncidentKind, IncidentStatus, RichText, Schedule,
    Snapshot, Update,
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
    let mut snapshot = new_snapshot(provider::HUND, coverage);
    snapshot.health = context.stated_health(root.state.as_str(), "/state");
    snapshot.incidents = context.at("").each("issues", root.issues.into_value(), translate_issue);
    snapshot.incidents.sort_by_key(Incident::is_maintenance);
    Ok(snapshot)
}

fn translate_issue(issue: Issue<'_>, at: &mut ItemContext<'_, '_>) -> Incident {
    let is_planned = issue.scheduled.0 == Some(true);
    let created_at = at.instant("created_at", issue.created_at.as_str());
    let began_at = at.instant("began_at", issue.began_at.as_str());
    let ended_at = at.instant("ended_at", issue.ended_at.as_str());
    let label = at.incident_status("label", issue.label.as_str());
    let is_over = issue
        .standing
        .0
        .map(|is_standing| if is_standing { IncidentStatus::Open } else { IncidentStatus::Resolved });
    let components = issue.components.into_iter().flatten().filter_map(Text::into_string);
    let mut incident = Incident {
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        status: label.clone().or(is_over.filter(|_| !is_planned)),
        created_at,
        started_at: began_at.or(created_at),
        resolved_at: ended_at.filter(|_| !is_planned),
        scheduled: (is_planned && (began_at, ended_at) != (None, None))
            .then(|| Schedule::new(began_at, ended_at)),
        components: components.map(AffectedComponent::new).collect(),
        title: issue.title.into_string(),
        raw: issue.source.map(Into::into),
        ..Incident::default()
    };
    let start = created_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let parts = [incident.title.as_deref().unwrap_or_default(), &start];
    incident.id = at.id_or_anonymous("id", issue.id.into_string(), &parts);
    let mut updates = at.each("updates", issue.updates, |row, at| {
        UpdateEntry::new(Update {
            status: at.incident_status("label", row.label.as_str()),
            at: at.instant("created_at", row.created_at.as_str()),
            body: html_body(&row.body, at),
            id: row.id.into_string(),
            ..Update::default()
        })
    });
    let body = html_body(&issue.body, at);
    if body.is_some() {
        // The label is the present one: that of the first text only if there are no others.
        let status = label.filter(|_| updates.is_empty());
        updates.insert(0, UpdateEntry::new(Update { status, at: created_at, body, ..Update::default() }));
    }
    at.apply_updates(&mut incident, updates, true);
    incident
}

fn html_body(text: &Text<'_>, at: &mut ItemContext<'_, '_>) -> Option<RichText> {
    let text = text.as_str().filter(|text| !text.trim().is_empty())?;
    Some(RichText::html(at.bounded_text("body", text)))
}
