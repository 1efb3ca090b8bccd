//! The scalars of the wire as the model's values: words, instants, texts. What does not fit is reported.

use chrono::{DateTime, Utc};

use super::wire;
use crate::adapter::Context;
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Component, ComponentStatus, IncidentStatus};
use crate::syntax::json::Text;

/// A row of the page's list, which stands at `path`.
pub(super) fn component(row: wire::Component<'_>, path: &str, context: &mut Context<'_>) -> Component {
    Component {
        updated_at: instant(&row.updated_at, || format!("{path}/updated_at"), context),
        status: component_status(&row.status, || format!("{path}/status"), context),
        id: row.id.into_string(),
        name: row.name.into_string(),
        parent_id: row.group_id.into_string(),
        is_group: row.group.0 == Some(true),
        description: row.description.into_string(),
        position: row.position.0,
        raw: row.source.map(Into::into),
    }
}

/// The status of a component; a word that is not in the vocabulary is kept and reported.
pub(super) fn component_status(
    word: &Text<'_>,
    path: impl Fn() -> String,
    context: &mut Context<'_>,
) -> Option<ComponentStatus> {
    let word = word.as_str()?;
    let status = match word {
        // incident.io's word for it.
        "full_outage" => ComponentStatus::MajorOutage,
        _ => ComponentStatus::from(word),
    };
    if !status.is_known() {
        report_unknown(word, "a component's status", path(), context);
    }
    Some(status)
}

/// The state of an incident; incident.io's words are mapped, and an unknown one is kept and reported.
pub(super) fn incident_status(
    word: &Text<'_>,
    path: impl Fn() -> String,
    context: &mut Context<'_>,
) -> Option<IncidentStatus> {
    let word = word.as_str()?;
    let status = match word {
        "maintenance_scheduled" => IncidentStatus::Scheduled,
        "maintenance_in_progress" => IncidentStatus::InProgress,
        "maintenance_complete" => IncidentStatus::Completed,
        "cancelled" => IncidentStatus::Canceled,
        _ => IncidentStatus::from(word),
    };
    if !status.is_known() {
        report_unknown(word, "an incident's status", path(), context);
    }
    Some(status)
}

/// An instant; one without a zone is in the caller's, else in UTC, and what no notation fits is reported and left out.
#[inline]
pub(super) fn instant(
    text: &Text<'_>,
    path: impl FnOnce() -> String,
    context: &mut Context<'_>,
) -> Option<DateTime<Utc>> {
    let text = text.as_str()?;
    let is_short = text.len() <= context.limits().date_bytes;
    let instant = if is_short { datetime::instant(text) } else { None };
    instant.or_else(|| doubtful_instant(text, &path(), context))
}

#[cold]
fn doubtful_instant(text: &str, path: &str, context: &mut Context<'_>) -> Option<DateTime<Utc>> {
    let known = DateContext::new(context.limits()).assume(context.options().assumed_zone);
    match datetime::parse(text, &known) {
        Ok(reading) => {
            reading.diagnostics(path, text).for_each(|diagnostic| context.report(diagnostic));
            Some(reading.at)
        }
        Err(unreadable) => {
            context.report(unreadable.diagnostic(path, text));
            None
        }
    }
}

/// Reports a word that is not in the vocabulary.
pub(super) fn report_unknown(word: &str, what: &str, path: String, context: &mut Context<'_>) {
    let message = format!("expected {what}, found a word that is not known; it is kept");
    context.report(Diagnostic::warning(Code::UnknownValue, path, message).with_found(word));
}

/// A text, cut at the limit of one text, which is said.
pub(super) fn bounded_text(
    text: Text<'_>,
    path: impl FnOnce() -> String,
    context: &mut Context<'_>,
) -> Option<String> {
    let text = text.0?;
    if text.len() > context.limits().text_bytes {
        return Some(context.bounded_text(&text, &path()).to_owned());
    }
    Some(text.into_owned())
}
