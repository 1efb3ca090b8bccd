//! Azure DevOps' JSON: its health by service and region.
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | `/_apis/status/health` | complete, none, none |
//!
//! ```json
//! {"lastUpdated": "2026-03-08T10:31:00Z", "status": {"health": "degraded", "message": "Builds wait"},
//!  "services": [{"id": "Pipelines", "geographies": [{"id": "EU", "name": "Europe", "health": "degraded"}]}]}
//! ```
//!
//! `healthy`, `degraded` and `unhealthy` are `operational`, `degraded_performance` and `major_outage`; as the health of the
//! page, which is stated, `none`, `minor` and `major`. `advisory` is kept. A service is a group without a state of its own.
//! A region has the same id under every service: here it is `Pipelines/EU`.

use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document};
use crate::adapter::translate::provider;
use crate::adapter::translate::vocabulary::find_private;
use crate::adapter::{Context, Endpoint, Part};
use crate::document::Document;
use crate::error::Error;
use crate::model::{Component, Coverage, Extent, Format, Snapshot, Source, Vendor};
use crate::syntax::json::{Text, wire};

/// The adapter for Azure DevOps' JSON.
///
/// ```
/// use statusfeed::{Impact, Parser, Registry, adapter::azure_devops};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(azure_devops::adapter()));
/// let health = r#"{"status": {"health": "degraded", "message": "Builds wait"}, "services": [
///     {"id": "Builds", "geographies": [{"id": "EU", "name": "Europe", "health": "degraded"}]}]}"#;
/// let snapshot = parser.parse(health)?;
/// assert_eq!(snapshot.health.description.as_deref(), Some("Builds wait"));
/// assert_eq!(snapshot.health.impact, Some(Impact::Minor));
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("azure-devops-json", "Azure DevOps JSON").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

const ENDPOINTS: [Endpoint; 1] = [Endpoint::new(
    "https://status.dev.azure.com/_apis/status/health",
    Extent::Complete,
    Extent::None,
    Extent::None,
)
.of_page("status.dev.azure.com")
.stating_health()
.as_main()];

wire! {
    struct Root<'a> {
        "lastUpdated" => last_updated: Text<'a>,
        "status" => status: Option<PageStatus<'a>>,
        "services" => services: Option<Vec<Service<'a>>>,
        leaves out []
    }

    struct PageStatus<'a> {
        "health" => health: Text<'a>,
        "message" => message: Text<'a>,
        leaves out []
    }

    struct Service<'a> {
        "id" => id: Text<'a>,
        "geographies" => geographies: Option<Vec<Geography<'a>>>,
        leaves out []
    }

    struct Geography<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "health" => health: Text<'a>,
        leaves out []
    }
}

const WORDS: [(&str, &str); 1] = [("unhealthy", "major_outage")];

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    head.keys_of("services").has_list("geographies").then_some("has services with their geographies")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    context.declare_paths(&[
        ("/services", Part::Components),
        ("/status", Part::Health),
        ("/lastUpdated", Part::Health),
    ]);
    let root: Root<'_> = decode_document(document, context)?;
    let coverage = Coverage::new(Extent::Complete, Extent::None, Extent::None);
    let mut source = Source::new(Format::Json, coverage).with_provider(provider::AZURE_DEVOPS);
    source.as_of = context.instant(root.last_updated.as_str(), "/lastUpdated");
    let mut snapshot = Snapshot::new(source);
    snapshot.vendor = Vendor { name: Some("Azure DevOps".to_owned()), ..Vendor::default() };
    let status = root.status.unwrap_or_default();
    let word = find_private(&WORDS, status.health.as_str());
    snapshot.health = context.stated_health(word, "/status/health");
    snapshot.health.description = status.message.into_string();
    for (index, service) in root.services.into_iter().flatten().enumerate() {
        let service_id = service.id.into_string();
        let group = Component {
            id: service_id.clone(),
            name: service_id.clone(),
            is_group: true,
            ..Component::default()
        };
        snapshot.components.push(group);
        for (place, geography) in service.geographies.into_iter().flatten().enumerate() {
            let path = format_args!("/services/{index}/geographies/{place}/health");
            let word = find_private(&WORDS, geography.health.as_str());
            let id = geography.id.as_str();
            snapshot.components.push(Component {
                status: context.component_status(word, path),
                id: id.map(|id| format!("{}/{id}", service_id.as_deref().unwrap_or_default())),
                name: geography.name.into_string(),
                parent_id: service_id.clone(),
                ..Component::default()
            });
        }
    }
    Ok(snapshot)
}
