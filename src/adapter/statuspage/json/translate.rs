//! From the members of a document to a snapshot: the page, its health, what its lists cover.

use std::borrow::Cow;

use super::envelope::{PageIds, Parts, translate_component};
use super::incident::{ListKind, make_ids_unique, translate_incident};
use super::wire;
use crate::adapter::translate::ids::is_ulid;
use crate::adapter::translate::{provider, vocabulary};
use crate::adapter::{Context, Part};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{
    Component, ComponentStatus, Coverage, Extent, Format, Health, Incident, IncidentStatus, Link, Snapshot,
    Source, Vendor,
};
use crate::syntax::json::Text;

/// A document with an object at its top.
pub(super) fn translate_envelope(
    mut parts: Parts<'_>,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Result<Snapshot, Error> {
    let page = std::mem::take(&mut parts.page);
    let page_ids = std::mem::take(&mut parts.page_ids);
    let is_webhook = parts.meta.is_some() || page.status_indicator.0.is_some();
    let imitation = find_imitation(&page, &parts);
    // OpenStatus writes an empty one.
    let page_id = page.id.into_string().filter(|id| !id.is_empty()).or_else(|| page_ids.shared());
    let provider = parts
        .meta
        .as_ref()
        .and_then(imitating_provider)
        .or_else(|| page_id.as_deref().map_or(imitation, find_provider));
    let (indicator, description, health_path) = match parts.status.take() {
        Some(status) => {
            if status.indicator.0.is_none() {
                let message = "expected an indicator, found none; the page states no health";
                context.report(Diagnostic::warning(Code::Missing, "/status/indicator", message));
            }
            (status.indicator, status.description, "/status/indicator")
        }
        None => (page.status_indicator, page.status_description, "/page/status_indicator"),
    };
    let description = description.into_string();
    if let Some(key) = &parts.foreign_statement {
        let message = "expected the health of the page under \"status\", found another key; it is left out";
        context.report(Diagnostic::warning(Code::UnknownValue, format!("/{key}"), message).with_found(key));
    }
    let listed = [parts.components.as_ref().map(Vec::len), parts.incidents.as_ref().map(Vec::len)];
    let listed = listed.into_iter().flatten().max().unwrap_or_default();
    parts.has_next_page |= parts.total.is_some_and(|total| i64::try_from(listed).is_ok_and(|n| n < total));
    if parts.has_next_page {
        for part in [Part::Components, Part::Incidents, Part::Maintenances] {
            context.mark_incomplete(part);
        }
    }
    let stated = stated_health(&indicator, description.clone(), health_path, context);
    let names_page = page_id.is_some() || page.name.0.is_some();
    check_status(&parts, stated.is_some(), description.is_some(), names_page)?;

    let coverage = coverage_of(&parts, stated.is_some(), provider, document);
    let Parts { meta, components, incidents, maintenances, incident, component, .. } = parts;
    let mut snapshot = Snapshot::new(Source::new(Format::Json, coverage));
    let limits = context.limits();
    // One beside a full list is one too many.
    snapshot.components = components.unwrap_or_default();
    snapshot.components.extend(component);
    context.bound(&mut snapshot.components, limits.components, "components", "/component");
    snapshot.incidents = incidents.unwrap_or_default();
    snapshot.incidents.extend(maintenances.into_iter().flatten());
    snapshot.incidents.extend(incident);
    context.bound(&mut snapshot.incidents, limits.incidents, "incidents", "/incident");
    // A list that mixes them (the legacy index, the manage API) is put in the same order: incidents first.
    snapshot.incidents.sort_by_key(Incident::is_maintenance);
    make_ids_unique(&mut snapshot.incidents);
    let (as_of, as_of_path) = if is_webhook {
        (meta.unwrap_or_default().generated_at, "/meta/generated_at")
    } else {
        (page.updated_at, "/page/updated_at")
    };
    snapshot.source.as_of = context.instant(as_of.as_str(), as_of_path);
    snapshot.source.provider = provider.map(str::to_owned);
    snapshot.vendor.id = page_id;
    snapshot.vendor.name = page.name.into_string();
    snapshot.vendor.url = page.url.0.map(|url| Link::new(Cow::into_owned(url)));
    snapshot.vendor.time_zone = page.time_zone.into_string();
    // A description without an indicator is kept, and says nothing about the impact.
    snapshot.health = stated.unwrap_or_else(|| Health { description, ..Health::default() });
    report_repeated_ids(&snapshot.incidents, context);
    Ok(snapshot)
}

/// Refuses a document that says nothing about status, and one that says it in another format's words.
fn check_status(
    parts: &Parts<'_>,
    has_indicator: bool,
    has_description: bool,
    names_page: bool,
) -> Result<(), Error> {
    let Parts { components, incidents, maintenances, incident, component, .. } = parts;
    let is_single = incident.is_some() || component.is_some();
    let is_list = components.is_some() || incidents.is_some() || maintenances.is_some();
    let expected = if !has_indicator && !has_description && !is_list && !is_single {
        "expected a status, components or incidents, found none of them that can be read"
    } else if !has_indicator
        && !names_page
        && !has_known_state(
            components.iter().flatten().chain(component),
            incidents.iter().chain(maintenances).flatten().chain(incident),
        )
    {
        "expected a page, or an item with one of Statuspage's states, found neither"
    } else {
        return Ok(());
    };
    Err(Error::new(ErrorKind::NotStatus, expected))
}

/// Whether any item that is listed has one of Statuspage's states. Others list `components` and `incidents` too
/// (`FireHydrant`, Freshstatus, Instatus, Sorry, Statuspal, Uptime Kuma), with states under other keys or in other words;
/// and an empty list may be anybody's.
fn has_known_state<'i>(
    mut components: impl Iterator<Item = &'i Component>,
    mut incidents: impl Iterator<Item = &'i Incident>,
) -> bool {
    components.any(|component| component.status.as_ref().is_some_and(ComponentStatus::is_known))
        || incidents.any(|incident| incident.status.is_some() || !incident.updates.is_empty())
}

/// One incident without an envelope.
pub(super) fn translate_single(wire: wire::Incident<'_>, context: &mut Context<'_>) -> Snapshot {
    let page_id = wire.page_id.as_str().map(str::to_owned);
    let incident = translate_incident(wire, ListKind::Any, format_args!(""), context);
    without_page(page_id, single_coverage(&incident), vec![incident])
}

/// A bare list of incidents: the manage API.
pub(super) fn translate_list(
    mut wire: Vec<wire::Incident<'_>>,
    document: &Document<'_>,
    context: &mut Context<'_>,
) -> Result<Snapshot, Error> {
    let mut page_ids = PageIds::default();
    let limit = context.limits().incidents;
    context.bound(&mut wire, limit, "incidents", "");
    let rows = wire.into_iter().enumerate();
    let mut incidents: Vec<Incident> = rows
        .map(|(index, row)| {
            page_ids.add(row.page_id.as_str());
            translate_incident(row, ListKind::Any, format_args!("/{index}"), context)
        })
        .collect();
    make_ids_unique(&mut incidents);
    if incidents.is_empty() {
        return Err(Error::new(ErrorKind::NotStatus, "expected incidents, found none that can be read"));
    }
    let extent = list_extent(&incidents, document, false);
    incidents.sort_by_key(Incident::is_maintenance);
    Ok(without_page(page_ids.shared(), Coverage::new(Extent::None, extent, extent), incidents))
}

fn without_page(page_id: Option<String>, coverage: Coverage, incidents: Vec<Incident>) -> Snapshot {
    let mut snapshot = Snapshot::new(Source::new(Format::Json, coverage));
    snapshot.source.provider = page_id.as_deref().and_then(find_provider).map(str::to_owned);
    snapshot.vendor = Vendor { id: page_id, ..Vendor::default() };
    snapshot.incidents = incidents;
    snapshot
}

/// Whose software it is, by the form of the page's id: Statuspage's are short codes of small letters and digits,
/// incident.io's are ULIDs.
fn find_provider(page_id: &str) -> Option<&'static str> {
    if is_ulid(page_id) {
        return Some(provider::INCIDENT_IO);
    }
    let is_code = (4..=16).contains(&page_id.len())
        && page_id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'z'))
        && page_id.bytes().any(|b| b.is_ascii_lowercase());
    is_code.then_some(provider::STATUSPAGE)
}

/// The provider that imitates a page without an id: Rootly states the page's time zone and lists incidents and no
/// components, `OpenStatus` lists components without ids.
fn find_imitation(page: &wire::Page<'_>, parts: &Parts<'_>) -> Option<&'static str> {
    let has_time_zone = page.time_zone.0.is_some();
    match (&parts.status, &parts.components) {
        (Some(_), None) if has_time_zone && parts.incidents.is_some() => Some(provider::ROOTLY),
        (Some(_), Some(rows)) if !rows.is_empty() && !has_time_zone => {
            rows.iter().all(|row| row.id.is_none()).then_some(provider::OPENSTATUS)
        }
        _ => None,
    }
}

/// The provider that sends Statuspage's webhooks as an imitation, by the links in their `meta`.
fn imitating_provider(meta: &wire::Meta<'_>) -> Option<&'static str> {
    let links = || [&meta.documentation, &meta.unsubscribe].into_iter().filter_map(|link| link.as_str());
    if links().any(|link| link.contains("betterstack.com/") || link.contains("betteruptime.com/")) {
        Some(provider::BETTER_STACK)
    } else if links().any(|link| link.contains("instatus.com/")) {
        Some(provider::INSTATUS)
    } else {
        None
    }
}

/// The health that the page states, if its indicator can be read.
fn stated_health(
    indicator: &Text<'_>,
    description: Option<String>,
    path: &str,
    context: &mut Context<'_>,
) -> Option<Health> {
    if indicator.as_str().is_some_and(vocabulary::means_wrong_without_degree) {
        context.spoil(Part::Health);
        return None;
    }
    let impact = context.impact(indicator.as_str(), path)?;
    Some(Health { description, ..Health::stated(impact) })
}

/// Reports two incidents with one id: a user who keys by it would lose one of them.
fn report_repeated_ids(incidents: &[Incident], context: &mut Context<'_>) {
    let mut ids: Vec<&str> = incidents.iter().map(|incident| incident.id.as_str()).collect();
    ids.sort_unstable();
    for id in ids.windows(2).filter(|pair| pair.first() == pair.last()).filter_map(|pair| pair.first()) {
        let message = "expected every incident to have an id of its own, found one twice; both are kept";
        context.report(Diagnostic::warning(Code::Duplicate, "", message).with_found(id));
    }
}

/// What the lists of an envelope cover.
fn coverage_of(
    parts: &Parts<'_>,
    has_indicator: bool,
    provider: Option<&str>,
    document: &Document<'_>,
) -> Coverage {
    if let Some(incident) = &parts.incident {
        return single_coverage(incident);
    }
    let has_components = parts.components.is_some();
    if !has_components && parts.component.is_some() {
        // A webhook about one component.
        return Coverage::new(Extent::Partial, Extent::None, Extent::None);
    }
    let incidents = parts.incidents.as_deref().unwrap_or_default();
    let mixed = incidents.iter().any(Incident::is_maintenance);
    let is_summary = has_indicator && has_components;
    // The legacy index mixes finished incidents and maintenances. incident.io mixes as well, but lists what is open.
    let legacy = is_summary
        && parts.maintenances.is_none()
        && (incidents.iter().any(Incident::is_over) || mixed && provider != Some(provider::INCIDENT_IO));
    let listed = match is_summary {
        true if legacy => Extent::Recent,
        true => Extent::Open,
        false => list_extent(incidents, document, false),
    };
    let if_listed = |is_listed: bool, extent: Extent| if is_listed { extent } else { Extent::None };
    let planned = match &parts.maintenances {
        Some(_) if is_summary => Extent::Open,
        Some(maintenances) => list_extent(maintenances, document, true),
        None => if_listed(legacy || mixed, listed),
    };
    let components = if parts.has_next_page { Extent::Partial } else { Extent::Complete };
    Coverage::new(
        if_listed(has_components, components),
        if_listed(parts.incidents.is_some(), listed),
        planned,
    )
}

/// What one incident by itself covers.
fn single_coverage(incident: &Incident) -> Coverage {
    if incident.is_maintenance() {
        Coverage::new(Extent::None, Extent::None, Extent::Partial)
    } else {
        Coverage::new(Extent::None, Extent::Partial, Extent::None)
    }
}

/// The extent of a list of incidents, or of maintenances.
///
/// A list with anything finished in it is the recent one. Else the caller's URL decides; without one, it is the list of
/// those that are open (a short list of maintenances may be any part of them).
fn list_extent(incidents: &[Incident], document: &Document<'_>, maintenances: bool) -> Extent {
    let any_over = incidents.iter().any(|i| i.status.as_ref().is_some_and(IncidentStatus::is_over));
    if any_over {
        return Extent::Recent;
    }
    if maintenances {
        if document.url_ends_with("/scheduled-maintenances.json")
            || document.url_ends_with("/scheduled-maintenances")
        {
            return Extent::Recent;
        }
        // `active.json` lacks the upcoming ones and `upcoming.json` the running ones.
        return Extent::Partial;
    }
    if document.url_ends_with("/incidents.json") || document.url_ends_with("/incidents") {
        Extent::Recent
    } else {
        Extent::Open
    }
}

/// The most components that the manage API lists in one answer.
const MANAGE_API_PAGE: usize = 100;

/// A bare list of components: the manage API.
pub(super) fn translate_components(
    rows: Vec<wire::Component<'_>>,
    context: &mut Context<'_>,
) -> Result<Snapshot, Error> {
    let mut page_ids = PageIds::default();
    let count = rows.len();
    let components: Vec<Component> = rows
        .into_iter()
        .enumerate()
        .map(|(index, row)| {
            page_ids.add(row.page_id.as_str());
            translate_component(row, format_args!("/{index}"), context)
        })
        .collect();
    if components.is_empty() {
        return Err(Error::new(ErrorKind::NotStatus, "expected components, found none that can be read"));
    }
    let extent = if count < MANAGE_API_PAGE { Extent::Complete } else { Extent::Partial };
    let mut snapshot =
        without_page(page_ids.shared(), Coverage::new(extent, Extent::None, Extent::None), Vec::new());
    snapshot.components = components;
    Ok(snapshot)
}
