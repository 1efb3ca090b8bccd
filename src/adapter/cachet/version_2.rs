//! Versions 1 and 2: the keys of an item are in the item.

use super::{Items, Kind, complete, component_status, existing, group_id, incident_status};
use crate::adapter::Context;
use crate::adapter::item::ItemContext;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::model::{AffectedComponent, Component, Incident, IncidentKind, IncidentStatus, Link, Update};
use crate::syntax::json::{Flag, Integer, Raw, Scalar, Text, wire};

wire! {
    /// A component, a group, an incident, a schedule, or an update. Keys mean the same in all of them.
    struct Row<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "message" => message: Text<'a>,
        "status" => status: Scalar<'a>,
        "latest_status" => latest_status: Scalar<'a>,
        "is_resolved" => is_resolved: Flag,
        "group_id" => group_id: Scalar<'a>,
        "component_id" => component_id: Scalar<'a>,
        "order" => order: Integer,
        "visible" => visible: Raw<'a>,
        "permalink" => permalink: Text<'a>,
        "occurred_at" => occurred_at: Text<'a>,
        "scheduled_at" => scheduled_at: Text<'a>,
        "completed_at" => completed_at: Text<'a>,
        "created_at" => created_at: Text<'a>,
        "updated_at" => updated_at: Text<'a>,
        // Lists of rows.
        "enabled_components" => enabled_components: Raw<'a>,
        "components" => components: Raw<'a>,
        "updates" => updates: Raw<'a>,
        leaves out [
            // Names of the codes in the language of the page, settings, links, ids of other tables.
            "collapsed", "component_status", "duration", "enabled", "enabled_components_lowest",
            "human_status", "incident_id", "latest_human_status", "latest_icon", "latest_update_id", "link",
            "lowest_human_status", "meta", "notifications", "schedule_id", "status_name", "stickied", "tags",
            "user_id",
        ]
    }
}

impl Row<'_> {
    fn kind(&self) -> Option<Kind> {
        Some(match () {
            () if self.enabled_components.0.is_some() => Kind::Groups,
            () if self.status.as_str().is_none() => return None,
            () if self.message.as_str().is_none() => Kind::Components,
            () if self.visible.0.is_some() || self.latest_status.as_str().is_some() => Kind::Incidents,
            () => Kind::Schedules,
        })
    }
}

pub(super) fn translate(data: Raw<'_>, is_list: bool, context: &mut Context<'_>) -> Option<Items> {
    let at = &mut context.at("");
    let rows: Vec<Row<'_>> = if is_list {
        at.decode("data", data)
    } else {
        at.decode::<Option<_>>("data", data).into_iter().collect()
    };
    let kind = rows.iter().find_map(Row::kind)?;
    let (mut components, mut incidents) = (Vec::new(), Vec::new());
    at.each_or_only("data", rows, is_list, |row, at| match kind {
        Kind::Components => components.push(translate_component(row, at)),
        Kind::Groups => components.extend(translate_group(row, at)),
        Kind::Incidents | Kind::Schedules => incidents.push(translate_incident(row, kind, at)),
    });
    Some((kind, components, incidents))
}

fn translate_component(row: Row<'_>, at: &mut ItemContext<'_, '_>) -> Component {
    Component {
        status: component_status(row.status.as_str(), at),
        parent_id: group_id(row.group_id.as_str()),
        updated_at: at.instant("updated_at", row.updated_at.as_str()),
        id: row.id.into_string(),
        position: row.order.0,
        name: row.name.into_string(),
        description: row.description.into_string().filter(|text| !text.is_empty()),
        raw: row.source.map(Into::into),
        ..Component::default()
    }
}

/// Translates a group and its members.
fn translate_group(row: Row<'_>, at: &mut ItemContext<'_, '_>) -> Vec<Component> {
    let id = group_id(row.id.as_str());
    let members: Vec<Row<'_>> = at.decode("enabled_components", row.enabled_components);
    let members = at.each("enabled_components", members, |member, at| Component {
        parent_id: id.clone(),
        ..translate_component(member, at)
    });
    let group = Component {
        id,
        name: row.name.into_string(),
        is_group: true,
        position: row.order.0,
        ..Component::default()
    };
    [vec![group], members].concat()
}

/// Translates an incident or a schedule.
fn translate_incident(row: Row<'_>, kind: Kind, at: &mut ItemContext<'_, '_>) -> Incident {
    let scheduled_at = at.instant("scheduled_at", row.scheduled_at.as_str());
    let created_at = at.instant("created_at", row.created_at.as_str());
    // Before version 2.3, planned work was an incident of status 0 with a time.
    let is_planned = kind == Kind::Schedules || scheduled_at.is_some() && row.status.as_str() == Some("0");
    let kind = if is_planned { IncidentKind::Maintenance } else { IncidentKind::Incident };
    let first_status = incident_status("status", row.status.as_str(), kind, at);
    let has_latest = row.latest_status.as_str().is_some();
    let latest_status = if has_latest {
        incident_status("latest_status", row.latest_status.as_str(), kind, at)
    } else {
        first_status.clone()
    };
    let mut incident = Incident {
        kind,
        status: match row.is_resolved.0 {
            Some(true) => Some(IncidentStatus::Resolved),
            Some(false) if latest_status.as_ref().is_none_or(IncidentStatus::is_over) => {
                Some(IncidentStatus::Open)
            }
            _ => latest_status,
        },
        url: row.permalink.as_str().map(Link::from),
        created_at,
        started_at: at.instant("occurred_at", row.occurred_at.as_str()).or(created_at),
        resolved_at: at.instant("completed_at", row.completed_at.as_str()),
        updated_at: at.instant("updated_at", row.updated_at.as_str()),
        title: row.name.as_str().map(str::to_owned),
        components: translate_affected(&row, at),
        raw: row.source.map(Into::into),
        ..Incident::default()
    };
    at.identify(&mut incident, "id", row.id.into_string());
    let updates: Vec<Row<'_>> = at.decode("updates", row.updates);
    let updates = at.each("updates", updates, |row, at| {
        UpdateEntry::new(Update {
            status: incident_status("status", row.status.as_str(), kind, at),
            at: at.instant("created_at", row.created_at.as_str()),
            body: at.body("message", row.message.as_str()),
            id: row.id.into_string(),
            ..Update::default()
        })
    });
    // Without `latest_status`, the status is the present one: not that of the first text.
    let first_status = first_status.filter(|status| !is_planned && (has_latest || !status.is_over()));
    let text = at.body("message", row.message.as_str()).map(|body| (first_status, body));
    complete(incident, scheduled_at, text, updates, at)
}

/// The components that an incident or a schedule names.
fn translate_affected(row: &Row<'_>, at: &mut ItemContext<'_, '_>) -> Vec<AffectedComponent> {
    let affected = |id: Option<&str>, name: Text<'_>| AffectedComponent {
        id: id.map(str::to_owned),
        name: name.into_string(),
        status: None,
    };
    let own = existing(row.component_id.as_str()).map(|id| affected(Some(id), Text::default()));
    let rows: Vec<Row<'_>> = at.decode("components", row.components);
    let rows = rows
        .into_iter()
        .map(|row| affected(existing(row.component_id.as_str()).or(row.id.as_str()), row.name));
    own.into_iter().chain(rows).collect()
}
