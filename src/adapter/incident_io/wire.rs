//! What incident.io's data says, in its own spelling. Keys that carry nothing for the model are skipped.

use crate::syntax::json::{Flag, Raw, Text, wire};

wire! {
    pub(super) struct Summary<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "public_url" => public_url: Text<'a>,
        "page_type" => page_type: Text<'a>,
        "affected_components" => affected_components: Option<Vec<Affected<'a>>>,
        "components" => components: Option<Vec<Component<'a>>>,
        "structure" => structure: Option<Structure<'a>>,
        "ongoing_incidents" => ongoing_incidents: Option<Vec<Incident<'a>>>,
        "in_progress_maintenances" => in_progress_maintenances: Option<Vec<Incident<'a>>>,
        "scheduled_maintenances" => scheduled_maintenances: Option<Vec<Incident<'a>>>,
        leaves out [
            // Settings of the page.
            "allow_search_engine_indexing", "data_available_since", "date_view", "display_uptime_mode",
            "expose_status_summary_api", "favicon_url", "footer_text", "google_analytics_tag", "intro_text",
            "locale", "localize_config", "logo_url", "page_level_subscriptions_disabled",
            "page_view_tracking_disabled", "parent", "privacy_policy_url", "show_parent_page_banner",
            "sms_subscriptions_enabled", "subpath", "subscribe_button_highlighted", "subscriptions_disabled",
            "support_label", "support_url", "terms_of_service_url", "theme", "unbabel_config",
        ]
    }

    pub(super) struct Structure<'a> {
        "items" => items: Option<Vec<Item<'a>>>,
        leaves out [
            // Whose it is.
            "id", "status_page_id",
        ]
    }

    /// One of the three: a component, a group of them, or the page of a part of the service.
    pub(super) struct Item<'a> {
        "component" => component: Option<Component<'a>>,
        "group" => group: Option<Group<'a>>,
        "sub_page" => sub_page: Raw<'a>,
        leaves out []
    }

    pub(super) struct Group<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "hidden" => hidden: Flag,
        "components" => components: Option<Vec<Component<'a>>>,
        leaves out [
            // A setting of the chart of uptime.
            "display_aggregated_uptime",
        ]
    }

    /// In the structure its id is a `component_id`, in the flat list an `id`.
    pub(super) struct Component<'a> {
        "component_id" => component_id: Text<'a>,
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "hidden" => hidden: Flag,
        leaves out [
            // Settings of the chart of uptime.
            "data_available_since", "display_uptime", "status_page_id",
        ]
    }

    pub(super) struct Affected<'a> {
        "component_id" => component_id: Text<'a>,
        "status" => status: Text<'a>,
        leaves out [
            // The status again.
            "current_status",
        ]
    }

    pub(super) struct Incident<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "type" => kind: Text<'a>,
        "status" => status: Text<'a>,
        "published_at" => published_at: Text<'a>,
        "affected_components" => affected_components: Option<Vec<Affected<'a>>>,
        "component_impacts" => component_impacts: Option<Vec<Impact<'a>>>,
        "updates" => updates: Option<Vec<Update<'a>>>,
        // a tree of `ProseMirror`'s, or a string.
        "write_up_contents" => write_up_contents: Raw<'a>,
        "write_up_url" => write_up_url: Text<'a>,
        leaves out [
            // Whose it is, and intervals of the past.
            "content", "status_page_id", "status_summaries",
        ]
    }

    pub(super) struct Impact<'a> {
        "start_at" => start_at: Text<'a>,
        "end_at" => end_at: Text<'a>,
        leaves out [
            // Intervals of the past; the component says its present status.
            "component_id", "id", "status", "status_page_incident_id",
        ]
    }

    pub(super) struct Update<'a> {
        "id" => id: Text<'a>,
        "published_at" => published_at: Text<'a>,
        "to_status" => to_status: Text<'a>,
        "message_string" => message_string: Text<'a>,
        // The same as a tree of `ProseMirror`'s; read only where the string is missing.
        "message" => message: Raw<'a>,
        "component_statuses" => component_statuses: Option<Vec<Affected<'a>>>,
        leaves out [
            // Who wrote it.
            "automated_update",
        ]
    }
}
