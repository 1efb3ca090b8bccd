//! What a user would write without this crate: owned structs with every field of the format, read by `serde_json`, with
//! times by chrono. It handles no variants of the format, no damaged items and no order of updates.

#![expect(dead_code, reason = "every field is decoded, none is used")]

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(crate) struct Document {
    pub(crate) page: Page,
    #[serde(default)]
    pub(crate) components: Vec<Component>,
    #[serde(default)]
    pub(crate) incidents: Vec<Incident>,
    #[serde(default)]
    pub(crate) scheduled_maintenances: Vec<Incident>,
    pub(crate) status: Option<Status>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) time_zone: String,
    pub(crate) updated_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Status {
    pub(crate) indicator: String,
    pub(crate) description: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Component {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) position: i64,
    pub(crate) description: Option<String>,
    pub(crate) showcase: bool,
    pub(crate) start_date: Option<NaiveDate>,
    pub(crate) group_id: Option<String>,
    pub(crate) page_id: String,
    pub(crate) group: bool,
    pub(crate) only_show_if_degraded: bool,
    #[serde(default)]
    pub(crate) components: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Incident {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) monitoring_at: Option<DateTime<Utc>>,
    pub(crate) resolved_at: Option<DateTime<Utc>>,
    pub(crate) impact: String,
    pub(crate) shortlink: String,
    pub(crate) started_at: DateTime<Utc>,
    pub(crate) page_id: String,
    #[serde(rename = "incident_updates")]
    pub(crate) updates: Vec<Update>,
    pub(crate) components: Vec<Component>,
    pub(crate) reminder_intervals: Option<String>,
    pub(crate) scheduled_for: Option<DateTime<Utc>>,
    pub(crate) scheduled_until: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Update {
    pub(crate) id: String,
    pub(crate) status: String,
    pub(crate) body: String,
    pub(crate) incident_id: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) display_at: DateTime<Utc>,
    pub(crate) affected_components: Option<Vec<Affected>>,
    pub(crate) deliver_notifications: bool,
    pub(crate) custom_tweet: Option<String>,
    pub(crate) tweet_id: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Affected {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) old_status: String,
    pub(crate) new_status: String,
}
