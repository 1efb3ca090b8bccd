//! What Statuspage's JSON says, in its own spelling. Keys that carry nothing for the model are skipped.

use crate::syntax::json::{Flag, Integer, Item, Text, Word, wire};

wire! {
    pub(super) struct Page<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "url" => url: Text<'a>,
        "time_zone" => time_zone: Text<'a>,
        "updated_at" => updated_at: Text<'a>,
        // A webhook states the page's health here.
        "status_indicator" => status_indicator: Text<'a>,
        "status_description" => status_description: Text<'a>,
        leaves out []
    }

    /// The page's health. An HTTP error body has a number under the same key, and fails here.
    pub(super) struct Status<'a> {
        "indicator" => indicator: Text<'a>,
        "description" => description: Text<'a>,
        leaves out []
    }

    /// Beside a webhook's page. The links name the provider of imitations: `https://docs.betterstack.com/webhooks`.
    pub(super) struct Meta<'a> {
        "generated_at" => generated_at: Text<'a>,
        "documentation" => documentation: Text<'a>,
        "unsubscribe" => unsubscribe: Text<'a>,
        leaves out []
    }

    /// A row of the page's list.
    pub(super) struct Component<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "status" => status: Text<'a>,
        "updated_at" => updated_at: Text<'a>,
        "position" => position: Integer,
        "description" => description: Text<'a>,
        "group_id" => group_id: Text<'a>,
        "page_id" => page_id: Text<'a>,
        "group" => group: Flag,
        // The ids of a group's members, which repeat what their `group_id` says.
        "components" => components: Option<Vec<Text<'a>>>,
        leaves out [
            // When the row was made, and since when its uptime is shown.
            "created_at", "start_date",
            // Where monitors write to.
            "automation_email",
            // How it is shown.
            "only_show_if_degraded", "showcase",
        ]
    }

    /// An incident, or a maintenance, which adds `scheduled_for` and `scheduled_until`.
    pub(super) struct Incident<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        // What some imitations call the name.
        "title" => title: Text<'a>,
        "status" => status: Text<'a>,
        "impact" => impact: Text<'a>,
        "shortlink" => shortlink: Text<'a>,
        // What Instatus' webhook calls the short link.
        "url" => url: Text<'a>,
        "page_id" => page_id: Text<'a>,
        "created_at" => created_at: Text<'a>,
        "started_at" => started_at: Text<'a>,
        "resolved_at" => resolved_at: Text<'a>,
        "updated_at" => updated_at: Text<'a>,
        "scheduled_for" => scheduled_for: Text<'a>,
        "scheduled_until" => scheduled_until: Text<'a>,
        // What Better Stack's webhook calls the planned window.
        "starts_at" => starts_at: Text<'a>,
        "ends_at" => ends_at: Text<'a>,
        "components" => components: Option<Vec<IncidentComponent<'a>>>,
        "incident_updates" => incident_updates: Option<Vec<Item<IncidentUpdate<'a>>>>,
        // What some imitations call the updates.
        "updates" => updates: Option<Vec<Item<IncidentUpdate<'a>>>>,
        // What the webhooks of Better Stack and Instatus call the updates of a maintenance.
        "maintenance_updates" => maintenance_updates: Option<Vec<Item<IncidentUpdate<'a>>>>,
        "postmortem_body" => postmortem_body: Text<'a>,
        "postmortem_published_at" => postmortem_published_at: Text<'a>,
        leaves out [
            // When it was first called monitored, which an update says too.
            "monitoring_at",
            // What its team was reminded of, posted elsewhere, or set by hand.
            "reminder_intervals", "twitter_updated_at", "impact_override", "metadata",
            // When a text was last changed, and whose webhook it is. The length is that between start and end.
            "postmortem_body_last_updated_at", "organization_id", "duration",
            // What its team was reminded of or notified about, and what happens by itself.
            "auto_transition_deliver_notifications_at_end", "auto_transition_deliver_notifications_at_start",
            "auto_transition_to_maintenance_state", "auto_transition_to_operational_state",
            "auto_tweet_at_beginning", "auto_tweet_on_completion", "auto_tweet_on_creation", "backfilled",
            "postmortem_ignored", "postmortem_notified_subscribers", "postmortem_notified_twitter",
            "scheduled_auto_completed", "scheduled_auto_in_progress", "scheduled_auto_transition",
            "scheduled_remind_prior", "scheduled_reminded_at",
        ]
    }

    /// A component as an incident holds it: the whole row, of which three keys are the incident's.
    pub(super) struct IncidentComponent<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "status" => status: Text<'a>,
        leaves out [
            // The row is in the list of components too.
            "automation_email", "created_at", "description", "group", "group_id", "only_show_if_degraded", "page_id",
            "position", "showcase", "start_date", "updated_at",
        ]
    }

    pub(super) struct IncidentUpdate<'a> {
        "id" => id: Text<'a>,
        "status" => status: Word<'a>,
        "body" => body: Text<'a>,
        "created_at" => created_at: Text<'a>,
        "display_at" => display_at: Text<'a>,
        "affected_components" => affected_components: Option<Vec<AffectedComponent<'a>>>,
        leaves out [
            // Whose it is, when it was changed, and what was posted elsewhere.
            "incident_id", "maintenance_id", "status_report_id", "updated_at", "custom_tweet", "tweet_id",
            // Who was notified.
            "deliver_notifications", "twitter_updated_at", "wants_twitter_update",
        ]
    }

    /// Before 2018, a single row without a code says that no component is affected.
    pub(super) struct AffectedComponent<'a> {
        "code" => code: Text<'a>,
        "name" => name: Text<'a>,
        "old_status" => old_status: Text<'a>,
        "new_status" => new_status: Text<'a>,
        leaves out []
    }
}
