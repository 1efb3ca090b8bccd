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
    }

    pub(super) struct Config<'a> {
        "title" => title: Text<'a>,
        "slug" => slug: Text<'a>,
    }

    pub(super) struct Group<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "weight" => weight: Integer,
        "monitorList" => monitor_list: Option<Vec<Monitor<'a>>>,
    }

    pub(super) struct Monitor<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
    }

    pub(super) struct Incident<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "content" => content: Text<'a>,
        "createdDate" => created_date: Text<'a>,
        "lastUpdatedDate" => last_updated_date: Text<'a>,
    }

    pub(super) struct Maintenance<'a> {
        "id" => id: Scalar<'a>,
        "title" => title: Text<'a>,
        "description" => description: Text<'a>,
        "status" => status: Text<'a>,
        "timezone" => timezone: Text<'a>,
        "timezoneOffset" => timezone_offset: Text<'a>,
        "timeslotList" => timeslot_list: Option<Vec<Timeslot<'a>>>,
    }

    pub(super) struct Timeslot<'a> {
        "startDate" => start_date: Text<'a>,
        "endDate" => end_date: Text<'a>,
    }

    pub(super) struct Heartbeats<'a> {
        "heartbeatList" => heartbeat_list: Entries<'a, Option<Vec<Heartbeat<'a>>>>,
    }

    pub(super) struct Heartbeat<'a> {
        "status" => status: Scalar<'a>,
        "time" => time: Text<'a>,
    }
}
