//! What silence means in a Statuspage document.

use crate::document::Document;
use crate::model::{Extent, Incident, IncidentStatus};

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
