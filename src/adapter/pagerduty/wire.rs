//! What PagerDuty's data says, in its own spelling. Keys that carry nothing for the model are skipped.

use crate::syntax::json::{Text, wire};

wire! {
    pub(super) struct Data<'a> {
        "summary" => summary: Option<Summary<'a>>,
        "layout" => layout: Option<Layout<'a>>,
        leaves out [
            // For whom the page is.
            "status_page_type",
        ]
    }

    pub(super) struct Layout<'a> {
        "layout_settings" => settings: Option<LayoutSettings<'a>>,
        leaves out [
            // Whose it is.
            "layout_id", "self", "status_page_id",
            // A headline in words of people.
            "globalStatusHeadline",
        ]
    }

    pub(super) struct LayoutSettings<'a> {
        "name" => name: Text<'a>,
        leaves out [
            // How the page is shown, and a headline in words of people.
            "business_services", "customizeInvalid", "globalComponents", "onEditMode", "statusPage", "sub_domain",
        ]
    }

    pub(super) struct Summary<'a> {
        "open_incidents" => open_incidents: Option<Vec<Incident<'a>>>,
        "resolved_incidents" => resolved_incidents: Option<Vec<Incident<'a>>>,
        "posts" => posts: Option<Vec<Incident<'a>>>,
        "post_status_page_services" => post_status_page_services: Option<Vec<Service<'a>>>,
        leaves out [
            // The words that posts may have.
            "post_enums",
        ]
    }

    pub(super) struct Service<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        // In an update only.
        "severity" => severity: Text<'a>,
        leaves out [
            // Ids of other tables, and settings.
            "business_service_id", "external_business_service_id", "is_active", "status_page", "type",
        ]
    }

    pub(super) struct Incident<'a> {
        "id" => id: Text<'a>,
        "title" => title: Text<'a>,
        "updates" => updates: Option<Vec<Update<'a>>>,
        "postmortem" => postmortem: Option<Postmortem<'a>>,
        leaves out []
    }

    pub(super) struct Update<'a> {
        "id" => id: Text<'a>,
        "reported_at" => reported_at: Text<'a>,
        "status" => status: Text<'a>,
        "severity" => severity: Text<'a>,
        "message" => message: Text<'a>,
        "impacted_business_services" => impacted_business_services: Option<Vec<Service<'a>>>,
        leaves out [
            // Who wrote it, when it was entered and changed, and when to look again.
            "created_at", "created_by", "next_update_in_ms", "updated_at", "updated_by",
        ]
    }

    pub(super) struct Postmortem<'a> {
        "created_at" => created_at: Text<'a>,
        "message" => message: Text<'a>,
        leaves out [
            // Who wrote it, and when it was changed.
            "created_by", "id", "reported_at", "updated_at", "updated_by",
        ]
    }
}
