//! Events and snapshots as text for people and programs.

mod calendar;
mod metrics;
mod text;
mod webhook;

pub use calendar::icalendar;
pub use metrics::open_metrics;
pub use text::{markdown, text_line};
pub use webhook::{
    Webhook, WebhookComponent, WebhookComponentUpdate, WebhookIncident, WebhookMeta, WebhookPage,
    WebhookUpdate,
};
