//! Several documents of one page as one snapshot.

use std::cmp::{Ordering, Reverse};
use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Basis, Component, Coverage, Extent, Format, Health, Impact, Incident, Snapshot, Source, Update, Vendor,
    full_name,
};

/// Several documents of one page as one snapshot: its summary, its list of components, its lists of incidents page by page,
/// its feed, its HTML.
///
/// The result depends only on which documents it was made from, not on their order, and a document that is given twice
/// counts once: merging is associative, commutative and idempotent.
///
/// * **The fresher fact wins**: status of a component, state of an incident, stated health (by `as_of`, else
///   `fetched_at`; for an incident, by its newest update first).
/// * **The more precise fact wins** where time does not decide: JSON before feeds and pages, those before text; an update with
///   an id and seconds before the same update without.
/// * **Nothing is lost**: items of all documents are united, incidents by id, components by id or "Group - Name", updates by
///   [`Update::key`].
/// * **What disagrees is reported** as a `contradiction`: two complete lists of different length, a stated `none` beside an
///   open incident, an incident that a fresher list of everything open no longer has (it is then over, and how is not known).
///
/// ```
/// use statusfeed::monitor::Merged;
/// use statusfeed::{Component, Coverage, Extent, Format, Incident, Snapshot, Source};
///
/// let source = |format, components, incidents| {
///     Source::new(format, Coverage::new(components, incidents, incidents))
/// };
/// let json = Snapshot::new(source(Format::Json, Extent::Complete, Extent::Open))
///     .with_component(Component::new("Uploads").with_id("u").with_status("operational"));
/// let feed = Snapshot::new(source(Format::Atom, Extent::None, Extent::Recent))
///     .with_incident(Incident::new("k3x9", "Uploads fail").with_status("resolved"));
///
/// let merged = Merged::new([json, feed]);
/// let snapshot = merged.snapshot();
/// assert_eq!((snapshot.components.len(), snapshot.incidents.len()), (1, 1));
/// assert_eq!(merged.incident_sources("k3x9").next().map(|source| source.format), Some(Format::Atom));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The documents, the freshest and most precise first, each once.
    documents: Vec<Snapshot>,
    snapshot: Snapshot,
}

impl Snapshot {
    /// Merges documents of one page into one snapshot, as [`Merged`] does, which also says where each item comes from.
    ///
    /// ```
    /// use statusfeed::Snapshot;
    ///
    /// let page = Snapshot::default();
    /// assert_eq!(Snapshot::merge([page.clone(), page.clone()]).incidents, page.incidents);
    /// ```
    #[must_use]
    pub fn merge(documents: impl IntoIterator<Item = Snapshot>) -> Snapshot {
        Merged::new(documents).snapshot
    }
}

impl Merged {
    /// Merges documents of one page. Whether they are of one page is for the caller to know.
    ///
    /// ```
    /// use statusfeed::monitor::Merged;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let json = Snapshot::default().with_incident(Incident::new("k3x9", "Uploads fail"));
    /// let feed = Snapshot::default().with_incident(Incident::new("p2q4", "Search is slow"));
    /// assert_eq!(Merged::new([json, feed]).snapshot().incidents.len(), 2);
    /// ```
    #[must_use]
    pub fn new(documents: impl IntoIterator<Item = Snapshot>) -> Self {
        let mut documents: Vec<_> = documents.into_iter().collect();
        documents.sort_by(compare_documents);
        documents.dedup();
        let snapshot = merge(&documents);
        Self { documents, snapshot }
    }

    /// Merges one more document.
    ///
    /// ```
    /// use statusfeed::monitor::Merged;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let merged = Merged::new([Snapshot::default()]).with(Snapshot::default().with_incident(Incident::new("k3x9", "Slow")));
    /// assert_eq!(merged.sources().count(), 2);
    /// ```
    #[must_use]
    pub fn with(self, document: Snapshot) -> Self {
        Self::new(self.documents.into_iter().chain([document]))
    }

    /// Merges everything that another one was made from.
    ///
    /// ```
    /// use statusfeed::monitor::Merged;
    /// use statusfeed::{Incident, Snapshot};
    ///
    /// let one = Merged::new([Snapshot::default()]);
    /// let other = Merged::new([Snapshot::default().with_incident(Incident::new("k3x9", "Slow"))]);
    /// assert_eq!(one.clone().union(other.clone()), other.union(one)); // the order does not matter
    /// ```
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self::new(self.documents.into_iter().chain(other.documents))
    }

    /// The result. Its source is that of the freshest document with the best coverage of all, and its adapter is `merged`.
    ///
    /// ```
    /// use statusfeed::{Incident, Snapshot, monitor::Merged};
    ///
    /// let other = Snapshot::default().with_incident(Incident::new("k3x9", "Slow"));
    /// assert_eq!(Merged::new([Snapshot::default(), other]).snapshot().source.adapter, "merged");
    /// ```
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The result by value.
    ///
    /// ```
    /// use statusfeed::{Snapshot, monitor::Merged};
    ///
    /// assert!(!Merged::new([Snapshot::default()]).into_snapshot().is_operational());
    /// ```
    #[must_use]
    pub fn into_snapshot(self) -> Snapshot {
        self.snapshot
    }

    /// The sources of all documents, the freshest and most precise first.
    ///
    /// ```
    /// use statusfeed::{Snapshot, monitor::Merged};
    ///
    /// assert_eq!(Merged::new([Snapshot::default(), Snapshot::default()]).sources().count(), 1); // each document once
    /// ```
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.documents.iter().map(|document| &document.source)
    }

    /// The sources that have the incident or maintenance with this id.
    ///
    /// ```
    /// use statusfeed::{Incident, Snapshot, monitor::Merged};
    ///
    /// let merged = Merged::new([Snapshot::default().with_incident(Incident::new("k3x9", "Slow"))]);
    /// assert_eq!(merged.incident_sources("k3x9").count(), 1);
    /// ```
    pub fn incident_sources<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Source> {
        let has = move |document: &&Snapshot| document.incident(id).is_some();
        self.documents.iter().filter(has).map(|document| &document.source)
    }

    /// The sources that list this component of the result, by its id or by "Group - Name".
    ///
    /// ```
    /// use statusfeed::{Component, Snapshot, monitor::Merged};
    ///
    /// let uploads = Component::new("Uploads").with_id("u1");
    /// let merged = Merged::new([Snapshot::default().with_component(uploads.clone())]);
    /// assert_eq!(merged.component_sources(&uploads).count(), 1);
    /// ```
    pub fn component_sources<'a>(&'a self, component: &'a Component) -> impl Iterator<Item = &'a Source> {
        let path = self.snapshot.full_name(component);
        let has = move |document: &&Snapshot| {
            let groups = document.group_names();
            document.components.iter().any(|row| match (&row.id, &component.id) {
                (Some(one), Some(other)) => one == other,
                _ => path.is_some() && path_of(row, &groups) == path,
            })
        };
        self.documents.iter().filter(has).map(|document| &document.source)
    }
}

fn path_of(component: &Component, groups: &HashMap<&str, &str>) -> Option<String> {
    let group = component.parent_id.as_deref().and_then(|id| groups.get(id)).copied();
    full_name(component, group)
}

/// When a document was true.
fn time_of(document: &Snapshot) -> Option<DateTime<Utc>> {
    document.source.as_of.or(document.source.fetched_at)
}

/// How precise a format is.
fn precision(format: Format) -> u8 {
    match format {
        Format::Json => 2,
        Format::Text => 0,
        _ => 1,
    }
}

/// The fresher document first, then the more precise, then the one that covers more; the rest only makes the order total.
fn compare_documents(one: &Snapshot, other: &Snapshot) -> Ordering {
    let rank = |document: &Snapshot| {
        let Coverage { components, incidents, maintenances } = document.source.coverage;
        let covered: u8 =
            [components, incidents, maintenances].into_iter().map(strength).fold(0, u8::saturating_add);
        Reverse((time_of(document), precision(document.source.format), covered))
    };
    rank(one).cmp(&rank(other)).then_with(|| {
        if one == other {
            return Ordering::Equal;
        }
        let text = |document: &Snapshot| serde_json::to_string(document).unwrap_or_default();
        text(one).cmp(&text(other))
    })
}

/// How much a coverage promises.
fn strength(extent: Extent) -> u8 {
    match extent {
        Extent::None => 0,
        Extent::Partial => 1,
        Extent::Recent => 2,
        Extent::Open => 3,
        Extent::Complete => 4,
    }
}

fn merge(documents: &[Snapshot]) -> Snapshot {
    let Some(first) = documents.first() else { return Snapshot::default() };
    if let [only] = documents {
        return only.clone();
    }
    // The more precise first, where time has no say.
    let mut by_precision: Vec<_> = documents.iter().collect();
    by_precision.sort_by_key(|document| Reverse(precision(document.source.format)));
    let mut merged = Snapshot::new(merge_sources(documents, first));
    merged.vendor = merge_vendors(&by_precision);
    merged.components = merge_components(documents, &by_precision, &mut merged.diagnostics);
    merge_incidents(documents, &by_precision, &mut merged);
    merge_health(documents, &mut merged);
    let mut seen = Vec::new();
    for diagnostic in documents.iter().flat_map(|document| &document.diagnostics) {
        if !seen.contains(&diagnostic) && seen.len() < MAX_DIAGNOSTICS {
            seen.push(diagnostic);
        }
    }
    merged.diagnostics.extend(seen.into_iter().cloned());
    merged
}

/// The most diagnostics that are taken over from the documents.
const MAX_DIAGNOSTICS: usize = 200;

fn merge_sources(documents: &[Snapshot], first: &Snapshot) -> Source {
    let best = |of: fn(&Coverage) -> Extent| {
        documents.iter().map(|document| of(&document.source.coverage)).max_by_key(|extent| strength(*extent))
    };
    let mut source = first.source.clone();
    "merged".clone_into(&mut source.adapter);
    source.provider = documents.iter().find_map(|document| document.source.provider.clone());
    source.url = None;
    source.as_of = documents.iter().filter_map(|document| document.source.as_of).max();
    source.fetched_at = documents.iter().filter_map(|document| document.source.fetched_at).max();
    source.coverage = Coverage::new(
        best(|coverage| coverage.components).unwrap_or_default(),
        best(|coverage| coverage.incidents).unwrap_or_default(),
        best(|coverage| coverage.maintenances).unwrap_or_default(),
    );
    source
}

fn merge_vendors(by_precision: &[&Snapshot]) -> Vendor {
    let mut vendor = Vendor::default();
    for document in by_precision {
        let other = &document.vendor;
        fill(&mut vendor.id, other.id.as_ref());
        fill(&mut vendor.name, other.name.as_ref());
        fill(&mut vendor.url, other.url.as_ref());
        fill(&mut vendor.time_zone, other.time_zone.as_ref());
    }
    vendor
}

fn fill<T: Clone>(slot: &mut Option<T>, value: Option<&T>) {
    if slot.is_none() {
        *slot = value.cloned();
    }
}

/// Unites the rows, in the order of the most precise list; the status and its time are those of the freshest document.
fn merge_components(
    documents: &[Snapshot],
    by_precision: &[&Snapshot],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Component> {
    let mut merged: Vec<Component> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let mut by_path: HashMap<String, usize> = HashMap::new();
    let mut index_of: HashMap<*const Component, usize> = HashMap::new();
    for document in by_precision {
        let groups = document.group_names();
        // Equal names within one document are different components.
        let mut taken = HashSet::new();
        for row in &document.components {
            let path = path_of(row, &groups);
            let known_by_id = row.id.as_ref().and_then(|id| by_id.get(id)).copied();
            let known = known_by_id.or_else(|| {
                let index = by_path.get(path.as_ref()?).copied()?;
                let has_id = merged.get(index).is_some_and(|known| known.id.is_some());
                (!(taken.contains(&index) || has_id && row.id.is_some())).then_some(index)
            });
            let index = known.unwrap_or(merged.len());
            match merged.get_mut(index) {
                Some(known) => fill_component(known, row),
                None => merged.push(row.clone()),
            }
            taken.insert(index);
            index_of.insert(std::ptr::from_ref(row), index);
            if let Some(id) = &row.id {
                by_id.entry(id.clone()).or_insert(index);
            }
            if let Some(path) = path {
                by_path.entry(path).or_insert(index);
            }
        }
    }
    // The freshest last, so that its word stays.
    for row in documents.iter().rev().flat_map(|document| &document.components) {
        let known = index_of.get(&std::ptr::from_ref(row)).and_then(|index| merged.get_mut(*index));
        let is_older = |known: &Component| row.updated_at.is_some() && row.updated_at < known.updated_at;
        if let Some(known) = known.filter(|known| row.status.is_some() && !is_older(known)) {
            known.status.clone_from(&row.status);
            known.updated_at = row.updated_at.or(known.updated_at);
        }
    }
    let complete =
        documents.iter().filter(|document| document.source.coverage.components == Extent::Complete);
    let mut counts = complete.map(|document| (document.components.len(), document.source.adapter.as_str()));
    if let Some((count, adapter)) = counts.next() {
        for (other_count, other) in counts.filter(|(other, _)| *other != count) {
            let message = format!(
                "expected the same components in each complete list, found {count} in {adapter} and {other_count} in {other}"
            );
            diagnostics.push(Diagnostic::warning(Code::Contradiction, "/components", message));
        }
    }
    merged
}

fn fill_component(known: &mut Component, row: &Component) {
    fill(&mut known.id, row.id.as_ref());
    fill(&mut known.name, row.name.as_ref());
    fill(&mut known.status, row.status.as_ref());
    fill(&mut known.parent_id, row.parent_id.as_ref());
    fill(&mut known.description, row.description.as_ref());
    fill(&mut known.position, row.position.as_ref());
    fill(&mut known.updated_at, row.updated_at.as_ref());
    known.is_group |= row.is_group;
}

/// An incident as one document has it.
struct Version<'a> {
    incident: &'a Incident,
    document: &'a Snapshot,
}

/// Unites the incidents by id: first the incidents, then the maintenances, each in the order of the most precise documents.
fn merge_incidents(documents: &[Snapshot], by_precision: &[&Snapshot], merged: &mut Snapshot) {
    let mut order = Vec::new();
    let mut versions: HashMap<&str, Vec<Version<'_>>> = HashMap::new();
    for document in by_precision.iter().copied() {
        for incident in &document.incidents {
            let list = versions.entry(&incident.id).or_default();
            if list.is_empty() {
                order.push(incident.id.as_str());
            }
            list.push(Version { incident, document });
        }
    }
    let mut incidents = Vec::with_capacity(order.len());
    for id in order {
        let Some(list) = versions.get(id) else { continue };
        let mut incident = merge_versions(list);
        if let Some(document) = find_list_without(documents, &incident, list) {
            incident.status = None;
            // A null status beside the coverage `open` would say that it is open.
            let coverage = &mut merged.source.coverage;
            if incident.is_maintenance() {
                coverage.maintenances = Extent::Recent;
            } else {
                coverage.incidents = Extent::Recent;
            }
            let message = format!(
                "expected {id} in the list of everything open, found a fresher list without it ({}); it is over",
                document.source.adapter
            );
            merged.diagnostics.push(Diagnostic::info(
                Code::Contradiction,
                format!("/incidents/{id}"),
                message,
            ));
        }
        incidents.push(incident);
    }
    incidents.sort_by_key(Incident::is_maintenance);
    merged.incidents = incidents;
}

/// A document that lists everything open without this open incident, and is fresher than all that have it.
fn find_list_without<'a>(
    documents: &'a [Snapshot],
    incident: &Incident,
    versions: &[Version<'_>],
) -> Option<&'a Snapshot> {
    if incident.is_over() {
        return None;
    }
    let newest = incident.updates.iter().filter_map(|update| update.at).max();
    let seen = versions.iter().filter_map(|version| time_of(version.document)).max().max(newest);
    documents.iter().find(|document| {
        document.source.coverage.of(incident.kind).silence_means_over()
            && time_of(document) > seen
            && document.incident(&incident.id).is_none()
    })
}

/// One incident from its versions, the most precise first. The state is that of the version with the newest update, and of
/// the freshest document among equals.
fn merge_versions(versions: &[Version<'_>]) -> Incident {
    let newest = |version: &Version<'_>| version.incident.updates.iter().filter_map(minute).max();
    let Some(base) = versions.first() else { return Incident::default() };
    let mut current = base;
    for version in versions {
        let is_newer =
            (newest(version), time_of(version.document)) > (newest(current), time_of(current.document));
        if is_newer && version.incident.status.is_some() {
            current = version;
        }
    }
    let mut merged = base.incident.clone();
    merged.status = current.incident.status.clone().or(merged.status);
    merged.resolved_at = match &merged.status {
        Some(status) if !status.is_over() => current.incident.resolved_at,
        _ => merged.resolved_at.or(current.incident.resolved_at),
    };
    merged.updated_at = versions.iter().filter_map(|version| version.incident.updated_at).max();
    for Version { incident: other, .. } in versions.iter().skip(1) {
        fill(&mut merged.title, other.title.as_ref());
        fill(&mut merged.impact, other.impact.as_ref());
        fill(&mut merged.url, other.url.as_ref());
        fill(&mut merged.created_at, other.created_at.as_ref());
        fill(&mut merged.started_at, other.started_at.as_ref());
        fill(&mut merged.scheduled, other.scheduled.as_ref());
        fill(&mut merged.postmortem, other.postmortem.as_ref());
        if merged.components.is_empty() {
            merged.components.clone_from(&other.components);
        }
        merge_updates(&mut merged.updates, &other.updates);
    }
    merged
}

fn minute(update: &Update) -> Option<i64> {
    update.at.map(|at| at.timestamp().div_euclid(60))
}

/// Adds the updates that are not there yet: known by id, or by minute and status word, in order among equals.
fn merge_updates(merged: &mut Vec<Update>, others: &[Update]) {
    let key = |update: &Update| (minute(update), update.status.clone());
    let mut unmatched: HashMap<_, Vec<usize>> = HashMap::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for (index, update) in merged.iter().enumerate().rev() {
        unmatched.entry(key(update)).or_default().push(index);
        if let Some(id) = &update.id {
            by_id.insert(id.clone(), index);
        }
    }
    let mut new = Vec::new();
    for other in others {
        let known = other.id.as_ref().and_then(|id| by_id.get(id)).copied();
        let known = known.or_else(|| unmatched.get_mut(&key(other)).and_then(Vec::pop));
        match known.and_then(|index| merged.get_mut(index)) {
            Some(known) => {
                fill(&mut known.id, other.id.as_ref());
                fill(&mut known.body, other.body.as_ref());
                if known.components.is_empty() {
                    known.components.clone_from(&other.components);
                }
            }
            None => new.push(other.clone()),
        }
    }
    if !new.is_empty() {
        merged.extend(new);
        merged.sort_by_key(|update| update.at);
    }
}

/// The stated health of the freshest document that states one, else the one that the result shows.
fn merge_health(documents: &[Snapshot], merged: &mut Snapshot) {
    let stated = documents
        .iter()
        .find(|document| document.health.basis == Basis::Stated && document.health.impact.is_some());
    merged.health = if let Some(document) = stated {
        document.health.clone()
    } else {
        // Green needs a document that was green by itself: what it could not read is not seen here.
        let was_well = documents.iter().any(|document| document.health.impact == Some(Impact::None));
        let shown = merged.derived_health();
        if shown.impact == Some(Impact::None) && !was_well { Health::default() } else { shown }
    };
    if merged.health.impact != Some(Impact::None) {
        return;
    }
    let contradiction = merged.open_incidents().next().map(|open| {
        let impact = open.impact.as_ref().map_or("no impact stated", Impact::as_str);
        format!("expected no open incident beside a stated health of \"none\", found {} ({impact})", open.id)
    });
    if let Some(message) = contradiction {
        merged.diagnostics.push(Diagnostic::warning(Code::Contradiction, "/health/impact", message));
    }
}
