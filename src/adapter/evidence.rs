//! What a document proves about the present state, and the one place where the health of a page is derived.
//!
//! Adapters state facts: components, incidents, a health where the document states one. What they cannot read they
//! report to the [`Context`], and each warning marks the part of the document that it is about as spoiled. After the
//! adapter, [`conclude`] decides for all adapters alike, those of users included.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Basis, Extent, Format, Health, Impact, Incident, IncidentKind, RichText, Snapshot};

/// A part of a document that says something about the present state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The page's list of components.
    Components,
    /// Its incidents.
    Incidents,
    /// Its maintenances.
    Maintenances,
    /// What it says about itself as a whole.
    Health,
}

impl Part {
    /// The list of incidents of this kind.
    pub(crate) fn of(kind: IncidentKind) -> Self {
        match kind {
            IncidentKind::Incident => Self::Incidents,
            IncidentKind::Maintenance => Self::Maintenances,
        }
    }

    fn bit(self) -> u8 {
        match self {
            Self::Components => 1,
            Self::Incidents => 2,
            Self::Maintenances => 4,
            Self::Health => 8,
        }
    }
}

/// A set of parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Parts(u8);

impl Parts {
    const EVERY: Self = Self(15);

    pub(super) fn insert(&mut self, part: Part) {
        self.0 |= part.bit();
    }

    fn extend(&mut self, parts: Self) {
        self.0 |= parts.0;
    }

    fn has(self, part: Part) -> bool {
        self.0 & part.bit() != 0
    }

    fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What was noted about the parts of a document while it was read.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Parts of which something is unreadable, unknown, hidden or missing.
    pub(super) spoiled: Parts,
    /// Lists of which items are missing.
    pub(super) incomplete: Parts,
    /// Whether the document ends within the part that shows its present state.
    pub(super) is_present_state_cut: bool,
    /// Whether the document states its health twice.
    pub(super) is_health_ambiguous: bool,
    /// Indices of components that the page leaves out of its own health, ascending.
    pub(super) left_out: Vec<usize>,
}

/// Which part the diagnostics under a path are about, for paths whose keys are the model's or Statuspage's. `None`:
/// nothing there is evidence (`/page/name`). The longest match counts; a path that is not listed may be about any part.
const PATHS: [(&str, Option<Part>); 14] = [
    ("components", Some(Part::Components)),
    ("component", Some(Part::Components)),
    ("incidents", Some(Part::Incidents)),
    ("incident", Some(Part::Incidents)),
    ("scheduled_maintenances", Some(Part::Maintenances)),
    ("maintenances", Some(Part::Maintenances)),
    ("status", Some(Part::Health)),
    ("status/description", None),
    ("health", Some(Part::Health)),
    ("page", None),
    ("page/status_indicator", Some(Part::Health)),
    ("meta", None),
    ("vendor", None),
    ("source", None),
];

/// The parts that a warning under this path (`incidents`, `page/name`) is about.
fn find_parts(path: &str, declared: &[(&str, Part)]) -> Parts {
    let is_under =
        |prefix: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    // A document that is a list of incidents has no other part.
    let is_declared = |prefix: &str| prefix.is_empty() || is_under(prefix);
    let mut parts = Parts::default();
    if let Some((_, part)) = declared.iter().find(|(prefix, _)| is_declared(prefix.trim_start_matches('/'))) {
        parts.insert(*part);
        return parts;
    }
    match PATHS.iter().filter(|(prefix, _)| is_under(prefix)).max_by_key(|(prefix, _)| prefix.len()) {
        Some((_, Some(part))) => parts.insert(*part),
        Some((_, None)) => {}
        None => parts = Parts::EVERY,
    }
    parts
}

/// Decides the health of a page and what its lists cover, after an adapter has read it.
///
/// 1. A stated health is kept; where the rest of the document shows something else, that is reported. Only where the
///    document is cut off within its present state, or states its health twice, does a stated `none` become unknown.
/// 2. A health that is stated but cannot be read is never replaced by a derived `none`.
/// 3. `none` is derived only from a complete list of operational components, with nothing open or of unknown end, and
///    nothing of all that spoiled.
/// 4. Else the health is the worst that is shown, or unknown.
pub(crate) fn conclude(snapshot: &mut Snapshot, context: &mut Context<'_>) {
    enforce_limits(snapshot, context);
    let mut evidence = std::mem::take(&mut context.evidence);
    for concern in context.diagnostics.concerns() {
        let parts = find_parts(&concern.path, context.declared_paths);
        evidence.spoiled.extend(parts);
        evidence.is_health_ambiguous |=
            concern.is_duplicate && parts.has(Part::Health) && parts != Parts::EVERY;
        // Where the path does not say which list it is, the adapter knows ([`Context::mark_incomplete`]).
        if concern.is_loss && parts != Parts::EVERY {
            evidence.incomplete.extend(parts);
        }
    }
    let coverage = &mut snapshot.source.coverage;
    for (part, extent) in [
        (Part::Components, &mut coverage.components),
        (Part::Incidents, &mut coverage.incidents),
        (Part::Maintenances, &mut coverage.maintenances),
    ] {
        if evidence.incomplete.has(part) && *extent != Extent::None {
            *extent = Extent::Partial;
        }
    }
    // A feed says nothing about components, and an empty one nothing at all.
    if matches!(snapshot.source.format, Format::Rss | Format::Atom | Format::JsonFeed) {
        return;
    }
    let health = &snapshot.health;
    let is_stated = health.basis == Basis::Stated && health.impact.is_some();
    let is_doubtful = evidence.is_present_state_cut
        || if is_stated { evidence.is_health_ambiguous } else { !evidence.spoiled.is_empty() };
    if is_stated && !(is_doubtful && health.impact == Some(Impact::None)) {
        report_contradiction(snapshot, context);
        return;
    }
    let derived = derive_health(snapshot, &evidence.left_out);
    let decided = if is_doubtful { worse_than_none(derived) } else { derived };
    let health = &mut snapshot.health;
    *health = Health { description: health.description.take(), ..decided };
}

/// Cuts the lists and texts of a snapshot at the limits, for adapters that have not done so while reading. Of updates, the oldest
/// are left out.
fn enforce_limits(snapshot: &mut Snapshot, context: &mut Context<'_>) {
    let limits = *context.limits();
    context.bound(&mut snapshot.components, limits.components, "components", "/components");
    context.bound(&mut snapshot.incidents, limits.incidents, "incidents", "/incidents");
    for (index, incident) in snapshot.incidents.iter_mut().enumerate() {
        let found = incident.updates.len();
        incident.updates.drain(..found.saturating_sub(limits.updates));
        context.report_over_limit(found, limits.updates, "updates", format_args!("/incidents/{index}"));
        for update in &mut incident.updates {
            bound_body(update.body.as_mut(), &format_args!("/incidents/{index}/updates"), context);
        }
        let postmortem = incident.postmortem.as_mut().and_then(|postmortem| postmortem.body.as_mut());
        bound_body(postmortem, &format_args!("/incidents/{index}/postmortem"), context);
    }
}

fn bound_body(body: Option<&mut RichText>, path: &impl std::fmt::Display, context: &mut Context<'_>) {
    if let Some(body) = body {
        let length = context.bounded_text(&body.raw, path).len();
        body.raw.truncate(length);
    }
}

/// The health that the snapshot shows without the components that its page leaves out. It is `none` only where these are
/// operational too.
fn derive_health(snapshot: &mut Snapshot, left_out: &[usize]) -> Health {
    let derived = snapshot.derived_health();
    if left_out.is_empty() || derived.impact.is_none() || derived.impact == Some(Impact::None) {
        return derived;
    }
    let all = std::mem::take(&mut snapshot.components);
    let kept = all.iter().enumerate().filter(|(index, _)| left_out.binary_search(index).is_err());
    snapshot.components = kept.map(|(_, component)| component.clone()).collect();
    let derived = worse_than_none(snapshot.derived_health());
    snapshot.components = all;
    derived
}

/// The health, unless it is `none`: then unknown.
fn worse_than_none(health: Health) -> Health {
    if health.impact == Some(Impact::None) { Health::default() } else { health }
}

/// Reports a contradiction where the stated health is `none` and the document shows something else. The statement is
/// kept.
fn report_contradiction(snapshot: &Snapshot, context: &mut Context<'_>) {
    if snapshot.health.impact != Some(Impact::None) {
        return;
    }
    let has_impact = |incident: &&Incident| incident.impact != Some(Impact::None);
    let shown = if let Some(incident) = snapshot.open_incidents().find(has_impact) {
        format!("an open incident ({})", incident.id)
    } else if let Some(maintenance) = snapshot.running_maintenances().next() {
        format!("a running maintenance ({})", maintenance.id)
    } else if let Some(status) =
        snapshot.components.iter().filter_map(|c| c.status.as_ref()).find(|status| !status.is_operational())
    {
        format!("a component with the status \"{}\"", crate::diagnostic::quotable(status.as_str()))
    } else {
        return;
    };
    let message = format!("expected the stated health to agree with the rest, found none stated and {shown}");
    context.report(Diagnostic::info(Code::Contradiction, "/health/impact", message));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapter::Options;
    use crate::model::{Component, Coverage, Source};

    fn green_page() -> Snapshot {
        let coverage = Coverage::new(Extent::Complete, Extent::Open, Extent::Open);
        Snapshot::new(Source::new(Format::Json, coverage))
            .with_component(Component::new("API").with_status("operational"))
    }

    fn concluded(mut snapshot: Snapshot, note: impl FnOnce(&mut Context<'_>)) -> Snapshot {
        let options = Options::default();
        let mut context = Context::new(&options);
        note(&mut context);
        conclude(&mut snapshot, &mut context);
        snapshot.diagnostics = context.into_diagnostics().into_vec();
        snapshot
    }

    fn cut_present_state(context: &mut Context<'_>) {
        context.mark_present_state_cut();
    }

    fn warning(path: &str) -> Diagnostic {
        Diagnostic::warning(Code::WrongType, path, "expected a string, found a list")
    }

    #[test]
    fn a_complete_list_of_operational_components_is_green() {
        assert!(concluded(green_page(), |_| {}).is_operational());
        assert!(concluded(green_page(), |context| context.report(warning("/page/name"))).is_operational());
    }

    #[test]
    fn any_spoiled_part_keeps_a_page_from_being_green() {
        for path in
            ["/components/3/status", "/incidents/0", "/scheduled_maintenances", "/status", "", "/other/0"]
        {
            let page = concluded(green_page(), |context| context.report(warning(path)));
            assert_eq!(page.health, Health::default(), "{path}");
        }
        for part in [Part::Components, Part::Incidents, Part::Maintenances, Part::Health] {
            assert!(!concluded(green_page(), |context| context.spoil(part)).is_operational(), "{part:?}");
        }
        assert!(!concluded(green_page(), cut_present_state).is_operational());
    }

    #[test]
    fn a_lost_item_makes_its_list_partial() {
        let lost =
            Diagnostic::error(Code::UnreadableItem, "/incidents/2", "expected an object, found a number");
        let page = concluded(green_page(), |context| context.report(lost));
        assert_eq!(page.source.coverage, Coverage::new(Extent::Complete, Extent::Partial, Extent::Open));
    }

    #[test]
    fn a_stated_health_is_kept_and_a_contradiction_reported() {
        for (page, is_reported) in [
            (green_page(), false),
            (green_page().with_incident(Incident::new("k3", "Slow").with_status("wobbly")), true),
            (
                green_page().with_incident(Incident::maintenance("m4", "Work").with_status("in_progress")),
                true,
            ),
            (green_page().with_component(Component::new("Web").with_status("wobbly")), true),
        ] {
            let page = concluded(page.with_health(Health::stated(Impact::None)), |_| {});
            assert!(page.is_operational());
            assert_eq!(page.diagnostics.iter().any(|d| d.code == Code::Contradiction), is_reported);
        }
    }

    #[test]
    fn a_stated_none_does_not_survive_a_cut_in_the_present_state() {
        let page = green_page().with_health(Health::stated(Impact::None).with_description("Fine"));
        let page = concluded(page, cut_present_state);
        assert_eq!((page.health.impact, page.health.description.as_deref()), (None, Some("Fine")));
    }

    #[test]
    fn what_is_shown_stands_in_for_an_unreadable_health() {
        let page = green_page().with_component(Component::new("Web").with_status("major_outage"));
        let page = concluded(page, |context| context.spoil(Part::Health));
        assert_eq!(page.health, Health::derived(Impact::Major));
    }
}
