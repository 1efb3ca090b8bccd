//! What silence means in a Statuspage document.

use super::envelope::Parts;
use crate::document::Document;
use crate::model::{Coverage, Extent, Incident, IncidentStatus};

/// How far an envelope tells of components, incidents and maintenances.
pub(super) fn of_envelope(
    parts: &Parts<'_>,
    has_indicator: bool,
    provider: Option<&str>,
    document: &Document<'_>,
) -> Coverage {
    if let Some(incident) = &parts.incident {
        return of_single(incident);
    }
    let has_components = parts.components.is_some();
    if !has_components && parts.component.is_some() {
        // A webhook tells of one component.
        return Coverage::new(Extent::Partial, Extent::None, Extent::None);
    }
    let has_maintenances = parts.maintenances.is_some() || parts.lost.maintenances;
    let incidents = parts.incidents.as_deref().unwrap_or_default();
    let mixed = incidents.iter().any(Incident::is_maintenance);
    let is_summary = has_indicator && has_components;
    // The legacy index mixes finished incidents and maintenances. incident.io mixes as well, but lists what is open.
    let legacy = is_summary
        && parts.maintenances.is_none()
        && (incidents.iter().any(Incident::is_over) || mixed && provider != Some("incident.io"));
    let listed = match is_summary {
        true if legacy => Extent::Recent,
        true => Extent::Open,
        false => of_list(incidents, document, false),
    };
    let extent = |is_there: bool, is_lost: bool, extent: Extent| match (is_there, is_lost) {
        (_, true) => Extent::Partial,
        (true, false) => extent,
        (false, false) => Extent::None,
    };
    let planned = if has_maintenances {
        let maintenances = parts.maintenances.as_deref().unwrap_or_default();
        let planned = if is_summary { Extent::Open } else { of_list(maintenances, document, true) };
        extent(true, parts.lost.maintenances, planned)
    } else {
        extent(legacy || mixed, parts.lost.incidents, listed)
    };
    Coverage::new(
        extent(has_components, parts.lost.components, Extent::Complete),
        extent(parts.incidents.is_some(), parts.lost.incidents, listed),
        planned,
    )
}

/// What one incident by itself tells.
pub(super) fn of_single(incident: &Incident) -> Coverage {
    if incident.is_maintenance() {
        Coverage::new(Extent::None, Extent::None, Extent::Partial)
    } else {
        Coverage::new(Extent::None, Extent::Partial, Extent::None)
    }
}

/// The extent of a list of incidents, or of maintenances.
///
/// One that holds anything finished is the recent list. Else the caller's URL tells; without it, the list is of open
/// ones (a short list of maintenances may be any part of them).
pub(super) fn of_list(incidents: &[Incident], document: &Document<'_>, maintenances: bool) -> Extent {
    let any_over = incidents.iter().any(|i| i.status.as_ref().is_some_and(IncidentStatus::is_over));
    if any_over {
        return Extent::Recent;
    }
    let url_says = |end: &str| document.url_ends_with(end);
    if maintenances {
        if url_says("/scheduled-maintenances.json") || url_says("/scheduled-maintenances") {
            return Extent::Recent;
        }
        // `active.json` lacks the upcoming ones and `upcoming.json` the running ones.
        return Extent::Partial;
    }
    if url_says("/incidents.json") || url_says("/incidents") { Extent::Recent } else { Extent::Open }
}
