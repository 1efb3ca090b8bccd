//! What PagerDuty's data says, in its own spelling. Keys that carry nothing for the model are skipped.

use crate::syntax::json::{Text, wire};

wire! {
    pub(super) struct Data<'a> {
        "summary" => summary: Option<Summary<'a>>,
        "layout" => layout: Option<Layout<'a>>,
    }

    pub(super) struct Layout<'a> {
        "layout_settings" => settings: Option<LayoutSettings<'a>>,
    }

    pub(super) struct LayoutSettings<'a> {
        "name" => name: Text<'a>,
    }

    pub(super) struct Summary<'a> {
        "open_incidents" => open_incidents: Option<Vec<Incident<'a>>>,
        "resolved_incidents" => resolved_incidents: Option<Vec<Incident<'a>>>,
        "posts" => posts: Option<Vec<Incident<'a>>>,
        "post_status_page_services" => post_status_page_services: Option<Vec<Service<'a>>>,
    }

    pub(super) struct Service<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        // In an update only.
        "severity" => severity: Text<'a>,
    }

    pub(super) struct Incident<'a> {
        "id" => id: Text<'a>,
        "title" => title: Text<'a>,
        "updates" => updates: Option<Vec<Update<'a>>>,
        "postmortem" => postmortem: Option<Postmortem<'a>>,
    }

    pub(super) struct Update<'a> {
        "id" => id: Text<'a>,
        "reported_at" => reported_at: Text<'a>,
        "status" => status: Text<'a>,
        "severity" => severity: Text<'a>,
        "message" => message: Text<'a>,
        "impacted_business_services" => impacted_business_services: Option<Vec<Service<'a>>>,
    }

    pub(super) struct Postmortem<'a> {
        "created_at" => created_at: Text<'a>,
        "message" => message: Text<'a>,
    }
}
