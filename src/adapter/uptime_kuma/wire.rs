//! What Uptime Kuma's data says, in its own spelling. Keys that carry nothing for the model are skipped.

use crate::syntax::json::{Entries, Integer, Scalar, Text, wire};

wire! {
    pub(super) struct Data<'a> {
        "config" => config: Option<Config<'a>>,
        // Before version 2, one or null.
        "incident" => incident: Option<Incident<'a>>,
        "incidents" => incidents: Option<Vec<Incident<'a>>>,
        "publicGroupList" => public_group_list: Option<Vec<Group<'a>>>,
        "maintenanceList" => maintenance_list: Option<Vec<Maintenance<'a>>>,
        leaves out []
    }

    pub(super) struct Config<'a> {
        "title" => title: Text<'a>,
        "slug" => slug: Text<'a>,
        leaves out [
            // How the page is shown.
            "customCSS", "description", "icon", "published", "showCertificateExpiry", "showPoweredBy", "showTags",
            "theme",
        ]
    }

    pub(super) struct Group<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "weight" => weight: Integer,
        "monitorList" => monitor_list: Option<Vec<Monitor<'a>>>,
        leaves out []
    }

    pub(super) struct Monitor<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        leaves out [
            // What is checked, and how it is shown.
            "sendUrl", "type",
        ]
    }

    pub(super) struct Incident<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "content" => content: Text<'a>,
        "createdDate" => created_date: Text<'a>,
        "lastUpdatedDate" => last_updated_date: Text<'a>,
        leaves out [
            // Only pinned and active ones are listed. The style is a colour.
            "active", "pin", "status_page_id", "style",
        ]
    }

    pub(super) struct Maintenance<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "description" => description: Text<'a>,
        "status" => status: Text<'a>,
        "timezone" => timezone: Text<'a>,
        "timezoneOffset" => timezone_offset: Text<'a>,
        "timeslotList" => timeslot_list: Option<Vec<Timeslot<'a>>>,
        leaves out [
            // The plan of which the slots are made. Only running ones are listed.
            "active", "dateRange", "durationMinutes", "intervalDay", "strategy", "timeRange", "timezoneOption",
        ]
    }

    pub(super) struct Timeslot<'a> {
        "startDate" => start_date: Text<'a>,
        "endDate" => end_date: Text<'a>,
        leaves out []
    }

    pub(super) struct Heartbeats<'a> {
        "heartbeatList" => heartbeat_list: Entries<'a, Option<Vec<Heartbeat<'a>>>>,
        leaves out [
            // Figures of the past.
            "uptimeList",
        ]
    }

    pub(super) struct Heartbeat<'a> {
        "status" => status: Scalar<'a>,
        "time" => time: Text<'a>,
        leaves out [
            // How long the answer took.
            "ping",
        ]
    }
}
