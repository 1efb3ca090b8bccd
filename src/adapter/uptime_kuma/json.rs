//! Uptime Kuma's API: the data of a status page, and the heartbeats of its monitors.
//!
//! ```json
//! {"heartbeatList": {"7": [{"status": 1, "time": "2026-03-08 10:00:00.120", "msg": "", "ping": 77}]}, "uptimeList": {"7_24": 1}}
//! ```
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/api/status-page/<slug>` | complete, open, open |
//! | `/api/status-page/heartbeat/<slug>` | complete, none, none |
//!
//! The first names groups and monitors and has no status of any, so that its health is never `none`; the second has the status
//! of each monitor by its id, and no names. [`monitor::Merged`](crate::monitor::Merged) joins them. The keys and words of the first
//! are those of the [page](super#modules).
//!
//! A monitor's status is that of its last heartbeat: `0` is `major_outage`, `1` is `operational`, `3` is `under_maintenance`; `2`
//! (pending) is kept as it is. A monitor without heartbeats has none. Times are UTC without saying so.

use super::translate::{PATHS, translate_page};
use super::wire;
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document, new_snapshot, top_value};
use crate::adapter::translate::provider;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::datetime::zone::Zone;
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{Component, Coverage, Extent, Format, Snapshot};

/// The adapter for Uptime Kuma's API.
///
/// ```
/// use statusfeed::{ComponentStatus, Parser, Registry, adapter::uptime_kuma};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(uptime_kuma::json::adapter()));
/// let heartbeats = r#"{"heartbeatList": {"7": [{"status": 0, "time": "2026-03-08 04:10:30.000", "msg": "", "ping": null}]},
///     "uptimeList": {"7_24": 0.98}}"#;
/// let snapshot = parser.parse(heartbeats)?;
/// assert_eq!(snapshot.components[0].status, Some(ComponentStatus::MajorOutage));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("uptime-kuma-json", "Uptime Kuma API").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 2] = [
    Endpoint::new("/api/status-page/<name>", Extent::Complete, Extent::Open, Extent::Open)
        .of_page("/status/<name>")
        .as_main(),
    Endpoint::new("/api/status-page/heartbeat/<name>", Extent::Complete, Extent::None, Extent::None)
        .of_page("/status/<name>"),
];

const HEARTBEAT_CODES: [(&str, &str); 3] =
    [("0", "major_outage"), ("1", "operational"), ("3", "under_maintenance")];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let is_page = head.keys.has_object("config") && head.keys.has("publicGroupList", b"[");
    let is_heartbeats = head.keys.has_object("heartbeatList") && head.keys.has_object("uptimeList");
    (is_page || is_heartbeats).then_some("has config and publicGroupList, or heartbeatList and uptimeList")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    if top_value(document, "heartbeatList").is_some() {
        return translate_heartbeats(document, context);
    }
    context.declare_paths(PATHS);
    let data: wire::Data<'_> = decode_document(document, context)?;
    translate_page(data, Format::Json, context)
        .ok_or_else(|| Error::new(ErrorKind::NotStatus, "expected the data of a status page, found none"))
}

fn translate_heartbeats(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[("/heartbeatList", Part::Components)]);
    let data: wire::Heartbeats<'_> = decode_document(document, context)?;
    let coverage = Coverage::new(Extent::Complete, Extent::None, Extent::None);
    let mut snapshot = new_snapshot(provider::UPTIME_KUMA, coverage);
    for (id, beats) in data.heartbeat_list.0 {
        let path = format!("/heartbeatList/{id}");
        let last = beats.as_ref().and_then(|beats| beats.last());
        let code = find_private(&HEARTBEAT_CODES, last.and_then(|beat| beat.status.as_str()));
        snapshot.components.push(Component {
            status: context.component_status(code, &path),
            updated_at: last
                .and_then(|beat| context.instant_in_zone(beat.time.as_str(), Some(Zone::utc()), &path)),
            id: Some(id.into_owned()),
            ..Component::default()
        });
    }
    Ok(snapshot)
}
