//! From the data of a page to a snapshot.

use super::{PageData, wire};
use crate::adapter::instatus::notice::{Notice, translate_notice};
use crate::adapter::page::{cut_coverage, decode_data, report_data_end, report_missing};
use crate::adapter::translate::{provider, vocabulary};
use crate::adapter::{Context, Part};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Component, Coverage, Extent, Format, Health, Impact, IncidentKind, Link, Snapshot, Source, Vendor,
};
use crate::syntax::embedded::EmbeddedJson;
use crate::syntax::json::{self, Raw, Text};

/// Translates the data of a page; `None` if its site cannot be read.
pub(super) fn page(data: &PageData, is_cut: bool, context: &mut Context<'_>) -> Option<Snapshot> {
    context.declare_paths(&[
        ("/site/status", Part::Health),
        ("/site/mainStatus", Part::Health),
        ("/activeIncidents", Part::Incidents),
        ("/activeMaintenances", Part::Maintenances),
    ]);
    let is_complete = data.values().all(|json| json.is_complete);
    report_data_end(is_cut || !is_complete, data.values(), context);
    let site: wire::Site<'_> = decode_data(Some(&data.site), Part::Health, "/site", context)?;
    let components: Option<Vec<wire::Component<'_>>> =
        decode_data(data.components.as_ref(), Part::Components, "/components", context);
    let incidents: Option<Vec<Notice<'_>>> =
        decode_data(data.incidents.as_ref(), Part::Incidents, "/activeIncidents", context);
    let maintenances: Option<Vec<Notice<'_>>> =
        decode_data(data.maintenances.as_ref(), Part::Maintenances, "/activeMaintenances", context);

    // A reference to nothing is `null`.
    for (list, expected, path) in [
        (&data.components, "the list of components", "/components"),
        (&data.incidents, "the list of active incidents", "/activeIncidents"),
        (&data.maintenances, "the list of active maintenances", "/activeMaintenances"),
    ] {
        if !is_cut && is_complete && list.as_ref().is_none_or(|json| json.text == "null") {
            report_missing(expected, path, context);
        }
    }

    let extent = |list: &Option<EmbeddedJson>, extent: Extent| {
        let is_listed = list.as_ref().is_some_and(|json| json.text != "null");
        if is_listed { extent } else { Extent::None }
    };
    let coverage = Coverage::new(
        extent(&data.components, Extent::Complete),
        extent(&data.incidents, Extent::Open),
        extent(&data.maintenances, Extent::Open),
    );
    let coverage = if is_cut || !is_complete { cut_coverage(coverage) } else { coverage };
    let is_listed = data.components.as_ref().is_some_and(|json| json.is_complete);
    if (is_cut || !is_complete) && !(data.site.is_complete && is_listed) {
        context.mark_present_state_cut();
    }
    let mut snapshot = Snapshot::new(Source::new(Format::Html, coverage).with_provider(provider::INSTATUS));
    snapshot.health = stated_health(&site, context);
    snapshot.vendor = Vendor {
        id: site.id.into_string(),
        name: site.name.into_string(),
        url: site.custom_domain.into_string().map(|host| Link::from(format!("https://{host}"))),
        time_zone: None,
    };
    snapshot.components = flatten_components(components.unwrap_or_default(), context);
    let limit = context.limits().components;
    context.bound(&mut snapshot.components, limit, "components", "/components");
    let at = &mut context.at("");
    for (key, kind, list) in [
        ("activeIncidents", IncidentKind::Incident, incidents),
        ("activeMaintenances", IncidentKind::Maintenance, maintenances),
    ] {
        snapshot.incidents.extend(at.each(key, list, |notice, at| translate_notice(notice, kind, at)));
    }
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/activeIncidents");
    Some(snapshot)
}

/// `mainStatus`, unless `status` says only that something is wrong (`HASISSUES`).
fn stated_health(site: &wire::Site<'_>, context: &mut Context<'_>) -> Health {
    let Some(main) = site.main_status.as_str() else {
        report_missing("a word that states the health", "/site/mainStatus", context);
        return Health::default();
    };
    let harm = |word: &str| vocabulary::find_impact(word).filter(|impact| *impact != Impact::None);
    let impact = vocabulary::find_impact(main)
        .or_else(|| harm(main.strip_prefix("SOME").or_else(|| main.strip_prefix("ALL"))?))
        .or_else(|| context.impact(main, "/site/mainStatus"));
    let Some(status) = site.status.0 else {
        report_missing("the status beside the mainStatus", "/site/status", context);
        return impact.filter(|impact| *impact != Impact::None).map_or_else(Health::default, Health::stated);
    };
    let is_up = json::read::<Text<'_>>(status).is_some_and(|word| word.as_str() == Some("UP"));
    if impact == Some(Impact::None) && !is_up {
        let message = format!("expected the status UP beside the mainStatus {main:?}, found another one");
        context.report(Diagnostic::warning(Code::Contradiction, "/site/status", message).with_found(status));
        return Health::default();
    }
    impact.map_or_else(Health::default, Health::stated)
}

/// The components with those below them, each group before its members.
fn flatten_components(rows: Vec<wire::Component<'_>>, context: &mut Context<'_>) -> Vec<Component> {
    let mut list = Vec::new();
    let mut left: Vec<(wire::Component<'_>, Option<String>)> =
        in_reverse_order(rows).into_iter().map(|row| (row, None)).collect();
    while let Some((row, parent_id)) = left.pop() {
        let path = format!("/components/{}", list.len());
        let id = row.id.into_string();
        let children = read_children(row.children.unwrap_or_default(), &path, context);
        let is_group = row.is_parent.0 == Some(true) || !children.is_empty();
        left.extend(in_reverse_order(children).into_iter().map(|child| (child, id.clone())));
        list.push(Component {
            status: context.component_status(row.status.as_str(), format_args!("{path}/status")),
            id,
            name: row.name.into_string(),
            parent_id,
            is_group,
            description: row.description.into_string(),
            position: row.order.0,
            ..Component::default()
        });
    }
    list
}

/// The children of a component. Some pages list their ids alone, and the children elsewhere.
fn read_children<'a>(rows: Vec<Raw<'a>>, path: &str, context: &mut Context<'_>) -> Vec<wire::Component<'a>> {
    let mut children = Vec::new();
    for (index, raw) in rows.into_iter().filter_map(|row| row.0).enumerate() {
        if raw.starts_with('"') {
            continue;
        }
        let path = format!("{path}/children/{index}");
        if let Some(child) = json::decode(raw, &path, context.diagnostics(), false) {
            children.push(child);
        } else {
            let message = "expected a component, found another value; it is left out";
            context.report(Diagnostic::error(Code::UnreadableItem, path, message).with_found(raw));
        }
    }
    children
}

/// In the reverse of the page's order, to be taken from the end.
fn in_reverse_order(mut rows: Vec<wire::Component<'_>>) -> Vec<wire::Component<'_>> {
    rows.sort_by_key(|row| row.order.0.unwrap_or(i64::MAX));
    rows.reverse();
    rows
}
