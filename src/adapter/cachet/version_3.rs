//! Version 3: JSON:API. The keys of an item are in its attributes, and what belongs to it is included.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::{Items, Kind, Root, complete, component_status, existing, group_id, incident_status};
use crate::adapter::Context;
use crate::adapter::item::ItemContext;
use crate::adapter::json_api::{Included, Relationship, Resource, related};
use crate::adapter::translate::affected::copied_name;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::model::{AffectedComponent, Component, Incident, IncidentKind, Link, Update};
use crate::syntax::json::{Integer, OneOrMany, Scalar, Text, wire};

wire! {
    /// Of a component, a group, an incident, a schedule, or an update. Keys mean the same in all of them.
    struct Attributes<'a> {
        // What identifies an incident in the links of pages and feeds.
        "guid" => guid: Text<'a>,
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "message" => message: Text<'a>,
        "status" => status: Option<Code<'a>>,
        "component_id" => component_id: Scalar<'a>,
        "order" => order: Integer,
        "permalink" => permalink: Text<'a>,
        "occurred" => occurred: Option<Time<'a>>,
        "scheduled" => scheduled: Option<Time<'a>>,
        "completed" => completed: Option<Time<'a>>,
        "created" => created: Option<Time<'a>>,
        "updated" => updated: Option<Time<'a>>,
        leaves out [
            // The id, a second time; a component's status with its incidents; settings, links, ids of other tables.
            "collapsed", "enabled", "id", "incident_id", "latest_status", "link", "meta", "notifications", "published",
            "stickied", "tags", "updateable_id", "updateable_type", "user_id", "visible",
        ]
    }

    struct Relations<'a> {
        "group" => group: Option<Relationship<'a>>,
        "components" => components: Option<Relationship<'a>>,
        "updates" => updates: Option<Relationship<'a>>,
        leaves out [
            // Who wrote it, and labels of settings.
            "tags", "user",
        ]
    }

    struct Code<'a> {
        "value" => value: Scalar<'a>,
        leaves out [
            // The word of the code, in the language of the page.
            "human",
        ]
    }

    struct Time<'a> {
        "string" => string: Text<'a>,
        leaves out [
            // The same for readers: "1 hour ago".
            "human",
        ]
    }
}

fn code_of<'c>(code: Option<&'c Code<'_>>) -> Option<&'c str> {
    code?.value.as_str()
}

fn instant(key: &str, time: Option<&Time<'_>>, at: &mut ItemContext<'_, '_>) -> Option<DateTime<Utc>> {
    at.at(key).instant("string", time.and_then(|time| time.string.as_str()))
}

/// The components that are included, by their ids.
type Components = HashMap<String, Component>;

pub(super) fn translate(root: Root<'_>, is_list: bool, context: &mut Context<'_>) -> Option<Items> {
    let at = &mut context.at("");
    let OneOrMany(items) = at.decode("data", root.data);
    let kind = items.iter().find_map(|item: &Resource<'_>| kind_of(item))?;
    let mut included = Included::new(root.included);
    let listed = included.take_all("components");
    let listed = at.at("included").each_indexed(listed, translate_component);
    let mut listed: Components =
        listed.into_iter().filter_map(|component| Some((component.id.clone()?, component))).collect();
    let (mut components, mut incidents) = (Vec::new(), Vec::new());
    at.each_or_only("data", items, is_list, |item, at| match kind {
        Kind::Components => components.push(translate_component(item, at)),
        Kind::Groups => components.extend(translate_group(&item, &mut listed, at)),
        Kind::Incidents | Kind::Schedules => {
            incidents.push(translate_incident(item, kind, &listed, &mut included, at));
        }
    });
    Some((kind, components, incidents))
}

fn kind_of(item: &Resource<'_>) -> Option<Kind> {
    match item.kind.as_str()? {
        "components" => Some(Kind::Components),
        "componentGroups" => Some(Kind::Groups),
        "incidents" => Some(Kind::Incidents),
        "schedules" => Some(Kind::Schedules),
        _ => None,
    }
}

fn translate_component(item: Resource<'_>, at: &mut ItemContext<'_, '_>) -> Component {
    let attributes: Attributes<'_> = at.decode("attributes", item.attributes);
    let relations: Relations<'_> = at.decode("relationships", item.relationships);
    let groups = related(relations.group);
    let at = &mut at.at("attributes");
    Component {
        status: component_status(code_of(attributes.status.as_ref()), at),
        parent_id: group_id(groups.first().and_then(|group| group.id.as_str())),
        updated_at: instant("updated", attributes.updated.as_ref(), at),
        id: item.id.into_string(),
        position: attributes.order.0,
        name: attributes.name.into_string(),
        description: attributes.description.into_string().filter(|text| !text.is_empty()),
        raw: item.source.map(Into::into),
        ..Component::default()
    }
}

/// Translates a group and its members. Each belongs to one group, so that none is copied.
fn translate_group(
    item: &Resource<'_>,
    listed: &mut Components,
    at: &mut ItemContext<'_, '_>,
) -> Vec<Component> {
    let attributes: Attributes<'_> = at.decode("attributes", item.attributes);
    let id = group_id(item.id.as_str());
    let mut components = vec![Component {
        id: id.clone(),
        name: attributes.name.into_string(),
        is_group: true,
        position: attributes.order.0,
        ..Component::default()
    }];
    let relations: Relations<'_> = at.decode("relationships", item.relationships);
    for member in related(relations.components) {
        let member_id = member.id.into_string();
        let component = member_id.as_ref().and_then(|id| listed.remove(id)).unwrap_or_default();
        components.push(Component { id: member_id, parent_id: id.clone(), ..component });
    }
    components
}

/// Translates an incident or a schedule.
fn translate_incident<'a>(
    item: Resource<'a>,
    kind: Kind,
    components: &Components,
    included: &mut Included<'a>,
    at: &mut ItemContext<'_, '_>,
) -> Incident {
    let attributes: Attributes<'_> = at.decode("attributes", item.attributes);
    let kind = if kind == Kind::Schedules { IncidentKind::Maintenance } else { IncidentKind::Incident };
    let mut updates = Vec::new();
    let relations: Relations<'_> = at.decode("relationships", item.relationships);
    for reference in related(relations.updates) {
        if let Some((index, update)) = included.take(&reference) {
            let context = at.document();
            updates.push(translate_update(update, kind, &mut context.at("included").item(index)));
        }
    }
    let own = existing(attributes.component_id.as_str()).map(str::to_owned);
    let others = related(relations.components).into_iter().filter_map(|other| other.id.into_string());
    let affected = own.into_iter().chain(others).map(|id| {
        let component = components.get(&id);
        AffectedComponent {
            name: component.and_then(|component| copied_name(component.name.as_deref()?)),
            status: component.and_then(|component| component.status.clone()),
            id: Some(id),
        }
    });
    let affected = affected.collect();
    let at = &mut at.at("attributes");
    let status = incident_status("status", code_of(attributes.status.as_ref()), kind, at);
    let created_at = instant("created", attributes.created.as_ref(), at);
    let mut incident = Incident {
        kind,
        status: status.clone(),
        url: attributes.permalink.as_str().map(Link::from),
        created_at,
        started_at: instant("occurred", attributes.occurred.as_ref(), at).or(created_at),
        resolved_at: instant("completed", attributes.completed.as_ref(), at),
        updated_at: instant("updated", attributes.updated.as_ref(), at),
        title: attributes.name.into_string(),
        components: affected,
        raw: item.source.map(Into::into),
        ..Incident::default()
    };
    let id = attributes.guid.into_string().or(item.id.into_string());
    at.identify(&mut incident, "guid", id);
    // The status is the present one: that of the first text only if nothing follows it, as on the page.
    let first_status =
        status.filter(|status| kind == IncidentKind::Incident && updates.is_empty() && !status.is_over());
    let text = at.body("message", attributes.message.as_str()).map(|body| (first_status, body));
    let scheduled_at = instant("scheduled", attributes.scheduled.as_ref(), at);
    complete(incident, scheduled_at, text, updates, at)
}

fn translate_update(update: Resource<'_>, kind: IncidentKind, at: &mut ItemContext<'_, '_>) -> UpdateEntry {
    let attributes: Attributes<'_> = at.decode("attributes", update.attributes);
    let at = &mut at.at("attributes");
    UpdateEntry::new(Update {
        status: incident_status("status", code_of(attributes.status.as_ref()), kind, at),
        at: instant("created", attributes.created.as_ref(), at),
        body: at.body("message", attributes.message.as_str()),
        id: update.id.into_string(),
        ..Update::default()
    })
}
