//! Sorry: the public API of its pages.
//!
//! ```json
//! {"page": {"name": "Acme Status", "state": "degraded", "state_text": "Some services are slow", "url": "https://status.acme.example"}}
//! {"components": [{"id": 1, "state": "operational", "name": "Shop", "parent_id": null}], "meta": {"total_count": 1, "next_page": null}}
//! {"notice": {"id": 7, "type": "unplanned", "state": "investigating", "timeline_state": "present", "subject": "The till is stuck",
//!   "began_at": "2026-03-10T09:00:00.000Z", "ended_at": null, "components": [],
//!   "updates": [{"state": "investigating", "content": "We look.", "created_at": "2026-03-10T09:00:00.000Z"}]}}
//! ```
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/api/v1/status` | none, none, none |
//! | `/api/v1/components`, also as a bare list | complete, or partial if it is one of several pages; none; none |
//! | `/api/v1/notices` | none, recent, recent; partial if it is one of several pages |
//! | `/api/v1/notices/<id>` | none, partial, partial |
//!
//! Words: `partially-degraded` is `degraded`. `recovering` is `monitoring`, `false_alarm` is `resolved`, `underway` and `complete`
//! are `in_progress` and `completed`. A `planned` notice is a maintenance; `unplanned` and `general` ones are incidents. `state_text`
//! describes the stated health. An empty list could be anybody's, and is refused.

use crate::adapter::item::ItemContext;
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot};
use crate::adapter::translate::groups::mark_groups;
use crate::adapter::translate::provider;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vendor::strip_status;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    AffectedComponent, Component, Coverage, Extent, Health, Incident, IncidentKind, Link, Schedule, Snapshot,
    Update, Vendor,
};
use crate::syntax::json::{Integer, Scalar, Text, wire};

/// The adapter for the API of Sorry's pages.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::sorry};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(sorry::adapter()));
/// let components = r#"[{"id": 1, "state": "operational", "name": "Uploads", "description": "", "parent_id": null,
///     "updated_at": "2026-03-01T00:00:00.000Z"}]"#;
/// let snapshot = parser.parse(components)?;
/// assert!(snapshot.is_operational());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("sorry-json", "Sorry API").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 3] = [
    Endpoint::new("api/v1/status", Extent::None, Extent::None, Extent::None).stating_health().as_main(),
    Endpoint::new("api/v1/components", Extent::Complete, Extent::None, Extent::None),
    Endpoint::new("api/v1/notices", Extent::None, Extent::Recent, Extent::Recent),
];

wire! {
    struct Root<'a> {
        "page" => page: Option<Page<'a>>,
        "components" => components: Option<Vec<Row<'a>>>,
        "notices" => notices: Option<Vec<Notice<'a>>>,
        "notice" => notice: Option<Notice<'a>>,
        "meta" => meta: Option<Meta<'a>>,
        leaves out []
    }

    struct Page<'a> {
        "name" => name: Text<'a>,
        "state" => state: Text<'a>,
        "state_text" => state_text: Text<'a>,
        "url" => url: Text<'a>,
        leaves out [
            // When it was made, and links.
            "created_at", "links", "updated_at",
        ]
    }

    struct Meta<'a> {
        "total_count" => total_count: Integer,
        "next_page" => next_page: Text<'a>,
        leaves out [
            // How many there are in this part.
            "count",
        ]
    }

    struct Row<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "state" => state: Text<'a>,
        "parent_id" => parent_id: Scalar<'a>,
        "updated_at" => updated_at: Text<'a>,
        leaves out [
            // When it was made, links and figures.
            "created_at", "links", "metrics_summary",
        ]
    }

    struct Notice<'a> {
        "id" => id: Scalar<'a>,
        "type" => kind: Text<'a>,
        "state" => state: Text<'a>,
        "subject" => subject: Text<'a>,
        "url" => url: Text<'a>,
        "link" => link: Text<'a>,
        "began_at" => began_at: Text<'a>,
        "ended_at" => ended_at: Text<'a>,
        "begins_at" => begins_at: Text<'a>,
        "ends_at" => ends_at: Text<'a>,
        "created_at" => created_at: Text<'a>,
        "updated_at" => updated_at: Text<'a>,
        "components" => components: Option<Vec<Row<'a>>>,
        "updates" => updates: Option<Vec<NoticeUpdate<'a>>>,
        leaves out [
            // What the times say.
            "timeline_state",
        ]
    }

    struct NoticeUpdate<'a> {
        "id" => id: Scalar<'a>,
        "state" => state: Text<'a>,
        "content" => content: Text<'a>,
        "created_at" => created_at: Text<'a>,
        leaves out [
            // When it was corrected.
            "updated_at",
        ]
    }
}

/// The vocabulary has the others.
const NOTICE_WORDS: [(&str, &str); 2] = [("recovering", "monitoring"), ("false_alarm", "resolved")];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let keys = &head.keys;
    let row = if keys.is_list { None } else { Some(head.keys_of("components")) };
    let row = row.as_ref().unwrap_or(keys);
    let is_page = !keys.is_list && !keys.has_key("status") && head.keys_of("page").has_string("state");
    let is_row = row.has_string("state") && row.has_key("parent_id") && row.has_string("name");
    let is_notice = |key: &str| !keys.is_list && head.keys_of(key).has_string("timeline_state");
    (is_page || is_row && !row.has_key("status") || is_notice("notice") || is_notice("notices"))
        .then_some("has a page with a state, components with a state and a parent_id, or notices")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/page/state", Part::Health),
        ("/notice", Part::Incidents),
        ("/notices", Part::Incidents),
        ("/components", Part::Components),
        ("/page", Part::Health),
        ("", Part::Components),
    ]);
    let is_list = document.top_keys().is_list;
    let root: Root<'_> = if is_list {
        Root { components: Some(decode_document(document, context)?), ..Root::default() }
    } else {
        decode_document(document, context)?
    };
    let listed =
        root.components.as_ref().map(Vec::len).or(root.notices.as_ref().map(Vec::len)).unwrap_or_default();
    let is_whole = root.meta.as_ref().is_none_or(|meta| {
        let has_next = meta.next_page.as_str().is_some_and(|next| !next.is_empty());
        !has_next
            && meta
                .total_count
                .0
                .is_none_or(|total| i64::try_from(listed).is_ok_and(|listed| listed >= total))
    });
    let or_partial = |extent: Extent| if is_whole { extent } else { Extent::Partial };
    // The counts are always there, but for a bare list.
    let is_counted = is_list || root.meta.as_ref().is_some_and(|meta| meta.total_count.0.is_some());
    let coverage = if root.components.is_some() {
        let components = if is_counted { or_partial(Extent::Complete) } else { Extent::Partial };
        Coverage::new(components, Extent::None, Extent::None)
    } else if root.notices.is_some() {
        Coverage::new(Extent::None, or_partial(Extent::Recent), or_partial(Extent::Recent))
    } else if root.notice.is_some() {
        Coverage::new(Extent::None, Extent::Partial, Extent::Partial)
    } else if root.page.is_some() {
        Coverage::default()
    } else {
        return Err(Error::new(
            ErrorKind::NotStatus,
            "expected a page, components or notices, found none of them",
        ));
    };
    let mut snapshot = new_snapshot(provider::SORRY, coverage);
    let at = &mut context.at("");
    if let Some(page) = root.page {
        let stated = at.stated_health("page/state", page.state.as_str());
        snapshot.health = Health { description: page.state_text.into_string(), ..stated };
        snapshot.vendor = Vendor {
            name: page.name.as_str().map(|name| strip_status(name).to_owned()),
            url: page.url.into_string().map(Link::from),
            ..Vendor::default()
        };
    }
    snapshot.components = at.each("components", root.components, |row, at| Component {
        status: at.component_status("state", row.state.as_str()),
        updated_at: at.instant("updated_at", row.updated_at.as_str()),
        id: row.id.into_string(),
        name: row.name.into_string(),
        description: row.description.into_string().filter(|text| !text.is_empty()),
        parent_id: row.parent_id.into_string(),
        raw: row.source.map(Into::into),
        ..Component::default()
    });
    mark_groups(&mut snapshot.components, |_| true);
    snapshot.incidents = at.each("notices", root.notices, translate_notice);
    snapshot.incidents.extend(root.notice.map(|notice| translate_notice(notice, &mut at.at("notice"))));
    snapshot.incidents.sort_by_key(Incident::is_maintenance);
    Ok(snapshot)
}

fn translate_notice(notice: Notice<'_>, at: &mut ItemContext<'_, '_>) -> Incident {
    let is_planned = notice.kind.as_str() == Some("planned");
    let began_at = at.instant("began_at", notice.began_at.as_str());
    let ended_at = at.instant("ended_at", notice.ended_at.as_str());
    // Planned times are stated apart, in newer documents.
    let begins_at = at.instant("begins_at", notice.begins_at.as_str()).or(began_at);
    let ends_at = at.instant("ends_at", notice.ends_at.as_str()).or(ended_at);
    let mut incident = Incident {
        kind: if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident },
        title: notice.subject.into_string(),
        status: at.incident_status("state", find_private(&NOTICE_WORDS, notice.state.as_str())),
        url: notice.url.as_str().or(notice.link.as_str()).map(Link::from),
        created_at: at.instant("created_at", notice.created_at.as_str()),
        started_at: began_at,
        resolved_at: ended_at,
        updated_at: at.instant("updated_at", notice.updated_at.as_str()),
        scheduled: is_planned.then(|| Schedule::new(begins_at, ends_at)),
        components: at.each("components", notice.components, |row, at| AffectedComponent {
            status: at.component_status("state", row.state.as_str()),
            id: row.id.into_string(),
            name: row.name.into_string(),
        }),
        raw: notice.source.map(Into::into),
        ..Incident::default()
    };
    at.identify(&mut incident, "id", notice.id.into_string());
    let updates = at.each("updates", notice.updates, |row, at| {
        UpdateEntry::new(Update {
            status: at.incident_status("state", find_private(&NOTICE_WORDS, row.state.as_str())),
            at: at.instant("created_at", row.created_at.as_str()),
            body: at.body("content", row.content.as_str()),
            id: row.id.into_string(),
            ..Update::default()
        })
    });
    at.apply_updates(&mut incident, updates, false);
    incident
}
