//! Components and texts of the wire as the model's values.

use super::wire;
use crate::adapter::Context;
use crate::model::Component;
use crate::syntax::json::Text;

/// A row of the page's list, at `path`.
pub(super) fn component(row: wire::Component<'_>, path: &str, context: &mut Context<'_>) -> Component {
    Component {
        updated_at: context.instant(row.updated_at.as_str(), format_args!("{path}/updated_at")),
        status: context.component_status(row.status.as_str(), format_args!("{path}/status")),
        id: row.id.into_string(),
        name: row.name.into_string(),
        parent_id: row.group_id.into_string(),
        is_group: row.group.0 == Some(true),
        description: row.description.into_string(),
        position: row.position.0,
        raw: row.source.map(Into::into),
    }
}

/// A text, cut at the limit of one text, which is reported.
pub(super) fn bounded_text(
    text: Text<'_>,
    path: impl std::fmt::Display,
    context: &mut Context<'_>,
) -> Option<String> {
    let text = text.0?;
    if text.len() > context.limits().text_bytes {
        return Some(context.bounded_text(&text, path).to_owned());
    }
    Some(text.into_owned())
}
