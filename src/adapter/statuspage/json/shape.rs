//! Which of Statuspage's documents it is, by the keys at its top.

use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::syntax::json::TopKeys;

/// What kind of document it is, by the keys at its top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Everything that stands in an object: a page with its lists, one incident in its envelope, a webhook.
    Envelope,
    /// One incident without envelope.
    Incident,
    /// A bare list of incidents.
    Incidents,
    /// `{"status": 500, "error": "…"}`: a number where the page's status stands.
    ErrorBody,
    /// A component group of the manage API: ids of components, no status.
    ComponentGroup,
    /// A long list hides the keys that decide: an incident of 2016, its keys sorted, begins with its components.
    Unclear,
}

impl Shape {
    /// The shape that these keys tell; `None` if they are not Statuspage's.
    pub(super) fn of(outline: &TopKeys<'_>) -> Option<Self> {
        let names_one = outline.has_string("id") && outline.has_string("name");
        let marks = outline.has_string("impact")
            || outline.has_string("shortlink")
            || outline.has("resolved_at", b"\"n");
        // `incident_updates` is peculiar to Statuspage; where the head ends before it, other keys of an incident tell.
        let is_incident = outline.has_list("incident_updates")
            || marks && names_one && outline.has_string("status")
            || marks && outline.is_cut && outline.has_string("id") && outline.has_string("created_at");
        // A page's history, which has its own reader.
        if outline.has_object("page_status") || outline.has_list("months") {
            return None;
        }
        if outline.is_list {
            return is_incident.then_some(Self::Incidents);
        }
        if is_incident {
            return Some(Self::Incident);
        }
        let page = outline.has_object("page");
        if outline.has("status", b"0123456789") && !page {
            return Some(Self::ErrorBody);
        }
        let components = outline.has_list("components");
        let decides = ["page", "status", "incidents", "scheduled_maintenances", "incident_updates", "meta"];
        if outline.is_cut && components && !outline.names().any(|key| decides.contains(&key)) {
            return Some(Self::Unclear);
        }
        if names_one && components && outline.has_string("page_id") {
            return Some(Self::ComponentGroup);
        }
        let belongs = components
            || outline.has_list("incidents")
            || outline.has_list("scheduled_maintenances")
            || outline.has_object("incident")
            || outline.has_object("component")
            || outline.has_object("status");
        // Without a page, keys of other trades beside ours tell that it is not Statuspage's.
        let foreign = outline.has_string("id") || outline.has("status", b"\"ntf[");
        (belongs && (page || !foreign)).then_some(Self::Envelope)
    }

    /// The outline of a document's head, as far as it is needed: a page and one key beside it are enough.
    pub(super) fn outline<'d>(document: &'d Document<'_>) -> TopKeys<'d> {
        TopKeys::read_until(document.head(), |outline| {
            outline.has_list("incident_updates") || outline.has_object("page") && Self::of(outline).is_some()
        })
    }

    /// The shape of a document that is to be read: where its head does not tell, all of it is looked at.
    pub(super) fn of_whole(document: &Document<'_>) -> Result<Self, Error> {
        let shape = match Self::of(&Self::outline(document)) {
            Some(Self::Unclear) => Self::of(&TopKeys::read(document.text())),
            shape => shape,
        };
        shape.ok_or_else(|| {
            Error::new(ErrorKind::NotStatus, "expected Statuspage's keys at the top, found none of them")
        })
    }
}
