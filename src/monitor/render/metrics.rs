//! Snapshots as `OpenMetrics` text, for Prometheus and what speaks its language.

use std::fmt::{Display, Write as _};

use chrono::{DateTime, Utc};

use crate::model::{ComponentStatus, Extent, Health, Impact, Link, Snapshot};

/// The states of `statusfeed_component_state`.
const COMPONENT_STATES: [ComponentStatus; 5] = [
    ComponentStatus::Operational,
    ComponentStatus::UnderMaintenance,
    ComponentStatus::DegradedPerformance,
    ComponentStatus::PartialOutage,
    ComponentStatus::MajorOutage,
];

/// The states of `statusfeed_page_health`.
const HEALTH_STATES: [Impact; 5] =
    [Impact::None, Impact::Maintenance, Impact::Minor, Impact::Major, Impact::Critical];

/// A set of snapshots, one for each page, as `OpenMetrics` text.
///
/// * `statusfeed_page_health` and `statusfeed_component_state`: state sets, 1 for the state that is in force. A state that is
///   not known is 0 everywhere, never `operational`.
/// * `statusfeed_open_incidents`, by impact, and `statusfeed_open_maintenances`: gauges, left out where the document does not
///   cover them.
/// * `statusfeed_source_age_seconds`: from the time of the document, or of fetching it, to `now`.
///
/// Serve it as `application/openmetrics-text; version=1.0.0; charset=utf-8`.
///
/// ```
/// use statusfeed::monitor::render;
/// use statusfeed::{Component, Snapshot, Vendor};
///
/// let now = "2026-03-08T09:30:00Z".parse()?;
/// let page = Snapshot::default()
///     .with_vendor(Vendor::new("Acme \"Cloud\""))
///     .with_component(Component::new("Uploads").with_id("u").with_status("major_outage"));
/// let text = render::open_metrics(&[page], now);
/// let row = r#"vendor="Acme \"Cloud\"",component="Uploads",id="u",statusfeed_component_state="#;
/// assert!(text.contains(&format!("statusfeed_component_state{{{row}\"major_outage\"}} 1\n")));
/// assert!(text.ends_with("# EOF\n"));
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[must_use]
pub fn open_metrics(snapshots: &[Snapshot], now: DateTime<Utc>) -> String {
    let mut out = String::new();
    family(&mut out, "statusfeed_page_health", "stateset", "The health of the page");
    for snapshot in snapshots {
        let labels = [("vendor", vendor(snapshot))];
        let Health { impact, .. } = &snapshot.health;
        for state in HEALTH_STATES {
            let is_set = impact.as_ref() == Some(&state);
            state_sample(&mut out, "statusfeed_page_health", &labels, state.as_str(), is_set);
        }
    }
    family(&mut out, "statusfeed_component_state", "stateset", "The status of a component");
    for snapshot in snapshots {
        let groups = snapshot.group_names();
        let mut seen = std::collections::HashSet::new();
        for component in &snapshot.components {
            let group = component.parent_id.as_deref().and_then(|id| groups.get(id)).copied();
            let Some(name) = crate::model::full_name(component, group) else { continue };
            let id = component.id.as_deref().unwrap_or_default();
            // Two rows with the same labels would make the text invalid.
            if !seen.insert((name.clone(), id)) {
                continue;
            }
            let labels = [("vendor", vendor(snapshot)), ("component", name.as_str()), ("id", id)];
            for state in COMPONENT_STATES {
                let is_set = component.status.as_ref() == Some(&state);
                state_sample(&mut out, "statusfeed_component_state", &labels, state.as_str(), is_set);
            }
        }
    }
    family(&mut out, "statusfeed_open_incidents", "gauge", "Open incidents by impact");
    for snapshot in snapshots.iter().filter(|snapshot| covers_open(snapshot.source.coverage.incidents)) {
        let mut known = 0_usize;
        for impact in HEALTH_STATES {
            let count = snapshot.open_incidents().filter(|i| i.impact.as_ref() == Some(&impact)).count();
            known = known.saturating_add(count);
            let labels = [("vendor", vendor(snapshot)), ("impact", impact.as_str())];
            sample(&mut out, "statusfeed_open_incidents", &labels, count);
        }
        let unknown = snapshot.open_incidents().count().saturating_sub(known);
        sample(
            &mut out,
            "statusfeed_open_incidents",
            &[("vendor", vendor(snapshot)), ("impact", "unknown")],
            unknown,
        );
    }
    family(&mut out, "statusfeed_open_maintenances", "gauge", "Planned and running maintenances");
    for snapshot in snapshots.iter().filter(|snapshot| covers_open(snapshot.source.coverage.maintenances)) {
        let count = snapshot.open_maintenances().count();
        sample(&mut out, "statusfeed_open_maintenances", &[("vendor", vendor(snapshot))], count);
    }
    family(&mut out, "statusfeed_source_age_seconds", "gauge", "Age of the newest document");
    let _ = writeln!(out, "# UNIT statusfeed_source_age_seconds seconds");
    for snapshot in snapshots {
        let source = &snapshot.source;
        let Some(at) = source.as_of.max(source.fetched_at) else { continue };
        let age = now.signed_duration_since(at).num_seconds().max(0);
        sample(&mut out, "statusfeed_source_age_seconds", &[("vendor", vendor(snapshot))], age);
    }
    out.push_str("# EOF\n");
    out
}

/// Whether a count of what is open can be taken from the list: a feed of the newest entries has it too.
fn covers_open(extent: Extent) -> bool {
    matches!(extent, Extent::Complete | Extent::Open | Extent::Recent)
}

fn vendor(snapshot: &Snapshot) -> &str {
    let vendor = &snapshot.vendor;
    vendor
        .name
        .as_deref()
        .or(vendor.id.as_deref())
        .or(snapshot.source.url.as_ref().map(Link::as_str))
        .unwrap_or("unknown")
}

fn family(out: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(out, "# TYPE {name} {kind}\n# HELP {name} {help}.");
}

/// A sample of a state set: the state is a label with the name of the metric.
fn state_sample(out: &mut String, name: &str, labels: &[(&str, &str)], state: &str, is_set: bool) {
    let labels: Vec<_> = labels.iter().copied().chain([(name, state)]).collect();
    sample(out, name, &labels, u8::from(is_set));
}

fn sample(out: &mut String, name: &str, labels: &[(&str, &str)], value: impl Display) {
    out.push_str(name);
    for (index, (label, text)) in labels.iter().enumerate() {
        out.push(if index == 0 { '{' } else { ',' });
        let _ = write!(out, "{label}=\"{}\"", escape_label(text));
    }
    let _ = writeln!(out, "}} {value}");
}

/// A backslash before backslashes and quotes, line breaks as `\n`.
fn escape_label(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "")
}
