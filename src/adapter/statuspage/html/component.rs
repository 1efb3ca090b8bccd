//! The list of components.

use super::health::class_word;
use super::plan::{ComponentRules, Rules};
use crate::adapter::Context;
use crate::adapter::translate::ids;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Component, ComponentStatus};
use crate::syntax::html::select::{Element, MatchedPage};
use crate::text::one_line;

/// The rows in the page's order, members behind their group.
pub(super) fn components(
    page: &MatchedPage<'_>,
    rules: &Rules,
    vendor: &str,
    context: &mut Context<'_>,
) -> Vec<Component> {
    let mut list = Vec::new();
    for container in page.all(rules.container) {
        let Some(head) = container.first(rules.component.item) else { continue };
        let mut head = component(&head, &rules.component, list.len(), context);
        head.is_group = container.has_class("is-group");
        if head.is_group && head.id.is_none() {
            // Pages of 2016 give no ids, and members must name their group.
            let ordinal = list.len().to_string();
            head.id = Some(ids::anonymous_id(&[vendor, head.name.as_deref().unwrap_or_default(), &ordinal]));
        }
        let group = head.id.clone();
        list.push(head);
        for member in container.all(rules.member.item) {
            let member = component(&member, &rules.member, list.len(), context);
            list.push(Component { parent_id: group.clone(), ..member });
        }
    }
    let limit = context.limits().components;
    context.bound(&mut list, limit, "components", "/components");
    list
}

fn component(
    row: &Element<'_, '_>,
    rules: &ComponentRules,
    index: usize,
    context: &mut Context<'_>,
) -> Component {
    let name = row.first(rules.name).map(|name| name.line_without(&[rules.not_name]));
    let tip = row.first(rules.tip).and_then(|tip| {
        // The page's script moves the one to the other.
        let text = tip.attribute("title").filter(|text| !text.trim().is_empty());
        text.or_else(|| tip.attribute("data-original-title"))
    });
    Component {
        id: row.attribute("data-component-id").map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()),
        name: name.filter(|name| !name.is_empty()),
        status: status(row, rules, index, context),
        description: tip.map(|text| one_line(&text)).filter(|text| !text.is_empty()),
        ..Component::default()
    }
}

/// By its attribute, else by its word, else by its colour.
fn status(
    row: &Element<'_, '_>,
    rules: &ComponentRules,
    index: usize,
    context: &mut Context<'_>,
) -> Option<ComponentStatus> {
    let attribute = row.attribute("data-component-status").map(|word| word.trim().to_owned());
    let word = || {
        let line = row.first(rules.status)?.line().to_ascii_lowercase().replace(' ', "_");
        Some(if line == "maintenance" { "under_maintenance".to_owned() } else { line })
    };
    let word = attribute.or_else(word).filter(|word| !word.is_empty());
    let Some(word) = word else { return by_colour(&class_word(row, "status-")?) };
    let status = ComponentStatus::from(word);
    if !status.is_known() {
        let message = "expected a component's status, found a word that is not known; it is kept";
        let path = format!("/components/{index}/status");
        context.report(Diagnostic::warning(Code::UnknownValue, path, message).with_found(status.as_str()));
    }
    Some(status)
}

fn by_colour(colour: &str) -> Option<ComponentStatus> {
    Some(match colour {
        "green" => ComponentStatus::Operational,
        "yellow" => ComponentStatus::DegradedPerformance,
        "orange" => ComponentStatus::PartialOutage,
        "red" => ComponentStatus::MajorOutage,
        "blue" => ComponentStatus::UnderMaintenance,
        _ => return None,
    })
}
