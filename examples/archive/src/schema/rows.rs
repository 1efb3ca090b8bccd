//! The groups: what one capture, snapshot, component, incident, update, postmortem or event is as a row.

use arrow::array::ArrayRef;
use arrow::datatypes::Fields;
use statusfeed::monitor::Event;
use statusfeed::{
    AffectedComponent, Component, ComponentChange, ComponentStatus, Diagnostic, Error, Extent, Impact,
    Incident, IncidentKind, IncidentStatus, Link, OutageWindow, Postmortem, RichText, Schedule, Section,
    Snapshot, TimelineEntry, Update,
};

use super::column::{Column, Flag, Instant, Integer, List, Text, TextList, Word, Words};
use super::group::{Group, field};
use crate::capture::Capture;

/// What became of a body.
pub(crate) type Outcome = Result<Snapshot, Error>;

/// A capture, and what it brought.
#[derive(Debug)]
pub(crate) struct Observation {
    pub(crate) capture: Capture,
    /// The SHA-256 of the body, in hexadecimal digits.
    pub(crate) document: String,
    pub(crate) outcome: Outcome,
    pub(crate) events: Vec<Event>,
}

impl Observation {
    /// The components listed; none if the body could not be read.
    pub(crate) fn components(&self) -> impl Iterator<Item = &Component> {
        self.outcome.iter().flat_map(|snapshot| &snapshot.components)
    }

    /// The incidents and maintenances listed, each with the snapshot that it is from.
    pub(crate) fn incidents(&self) -> impl Iterator<Item = (&Snapshot, &Incident)> {
        self.outcome
            .iter()
            .flat_map(|snapshot| snapshot.incidents.iter().map(move |incident| (snapshot, incident)))
    }
}

group! {
    /// What was fetched.
    CaptureColumns<'a>(capture: &'a Capture) {
        url: Word = capture.url.as_deref(), "where it was fetched from";
        content_type: Word = capture.content_type.as_deref(), "the Content-Type it was served with";
        etag: Text = capture.etag.as_deref(), "the ETag it was served with";
        body: Text = Some(&capture.body), "the document";
    }
}

group! {
    /// What a document says as a whole, or why it could not be read.
    SnapshotColumns<'a>(outcome: &'a Outcome) {
        as_of: Instant = snapshot(outcome).and_then(|s| s.source.as_of), "when the document says it was true";
        adapter: Word = snapshot(outcome).map(|s| s.source.adapter.as_str()), "the adapter that read it";
        provider: Word = snapshot(outcome).and_then(|s| s.source.provider.as_deref()),
            "whose software publishes the page";
        format: Word = snapshot(outcome).map(|s| s.source.format.as_str()), "json, rss, atom, json_feed, html or text";
        vendor_id: Word = snapshot(outcome).and_then(|s| s.vendor.id.as_deref()), "the provider's id of the page";
        vendor: Word = snapshot(outcome).and_then(|s| s.vendor.name.as_deref()), "the name of the vendor";
        vendor_url: Word = snapshot(outcome).and_then(|s| s.vendor.url.as_ref()).map(Link::as_str),
            "the address of the page";
        time_zone: Word = snapshot(outcome).and_then(|s| s.vendor.time_zone.as_deref()), "the zone of the page";
        health: Word = snapshot(outcome).and_then(|s| s.health.impact.as_ref()).map(Impact::as_str),
            "the impact on the page as a whole; null where it is not known, never none without evidence";
        health_description: Word = snapshot(outcome).and_then(|s| s.health.description.as_deref()),
            "the page's own words for it";
        basis: Word = snapshot(outcome).map(|s| s.health.basis.as_str()), "stated, derived or unknown";
        components_coverage: Word = snapshot(outcome).map(|s| extent(s.source.coverage.components)),
            "what the silence of the list of components means";
        incidents_coverage: Word = snapshot(outcome).map(|s| extent(s.source.coverage.incidents)),
            "what the silence of the list of incidents means";
        maintenances_coverage: Word = snapshot(outcome).map(|s| extent(s.source.coverage.maintenances)),
            "what the silence of the list of maintenances means";
        component_count: Integer = snapshot(outcome).map(|s| count(&s.components)), "components listed";
        incident_count: Integer = snapshot(outcome).map(|s| count(&s.incidents)), "incidents and maintenances listed";
        diagnostics: List<DiagnosticColumns> = snapshot(outcome).map(|s| s.diagnostics.iter().collect()).unwrap_or_default(),
            "what could not be read, or only under an assumption";
        error: Word = outcome.as_ref().err().map(|error| error.kind().as_str()),
            "the kind of error if the body could not be read";
        error_message: Text = outcome.as_ref().err().map(ToString::to_string).as_deref(), "the error in full";
    }
}

group! {
    /// What could not be read.
    DiagnosticColumns<'a>(diagnostic: &'a Diagnostic) {
        severity: Word = Some(diagnostic.severity.as_str()), "info, warning or error";
        code: Word = Some(diagnostic.code.as_str()), "the kind of fault";
        path: Text = Some(&diagnostic.path), "where, in the document's structure";
        message: Text = Some(&diagnostic.message), "what was expected and what was found";
    }
}

group! {
    /// A part of the vendor's service.
    ComponentColumns<'a>(component: &'a Component) {
        id: Word = component.id.as_deref(), "the source's id";
        name: Word = component.name.as_deref(), "its name";
        status: Word = component.status.as_ref().map(ComponentStatus::as_str), "its status";
        parent_id: Word = component.parent_id.as_deref(), "the id of its group";
        is_group: Flag = Some(component.is_group), "whether it is a group";
        description: Word = component.description.as_deref(), "its description";
        position: Integer = component.position, "its place on the page";
        updated_at: Instant = component.updated_at, "when its row changed";
    }
}

group! {
    /// A component that an incident names.
    AffectedColumns<'a>(component: &'a AffectedComponent) {
        id: Word = component.id.as_deref(), "the source's id of the component";
        name: Word = component.name.as_deref(), "its name";
        status: Word = component.status.as_ref().map(ComponentStatus::as_str), "its status, as the incident states it";
    }
}

group! {
    /// An incident or a maintenance.
    IncidentColumns<'a>(row: (&'a Snapshot, &'a Incident)) {
        id: Word = Some(row.1.id.as_str()), "the same in every format of the page";
        kind: Word = Some(kind(row.1.kind)), "incident or maintenance";
        title: Word = row.1.title.as_deref(), "its title";
        status: Word = row.1.status.as_ref().map(IncidentStatus::as_str), "its present status";
        impact: Word = row.1.impact.as_ref().map(Impact::as_str), "its impact; null where the document states none";
        is_open: Flag = Some(row.0.is_open(row.1)), "whether it is under way or planned, as the document has it";
        url: Word = row.1.url.as_ref().map(Link::as_str), "its link";
        created_at: Instant = row.1.created_at, "when its entry was made";
        started_at: Instant = row.1.started_at, "when it began";
        resolved_at: Instant = row.1.resolved_at, "when it ended; null while it is open";
        updated_at: Instant = row.1.updated_at, "when it changed last";
        scheduled_start: Instant = row.1.scheduled.and_then(|s: Schedule| s.start), "when work was to begin";
        scheduled_end: Instant = row.1.scheduled.and_then(|s: Schedule| s.end), "when work was to end";
        update_count: Integer = Some(count(&row.1.updates)), "updates listed";
    }
}

group! {
    /// One message about an incident. The ordinal counts from 0, the oldest.
    UpdateColumns<'a>(row: (usize, &'a Update)) {
        ordinal: Integer = i64::try_from(row.0).ok(), "its place among the updates, from 0, the oldest";
        id: Word = row.1.id.as_deref(), "the source's id";
        status: Word = row.1.status.as_ref().map(IncidentStatus::as_str), "the status in force with it";
        at: Instant = row.1.at, "its time, as readers see it";
        body_format: Word = row.1.body.as_ref().map(|b| b.format.as_str()), "text, markdown or html";
        body: Text = row.1.body.as_ref().map(|b: &RichText| b.raw.as_str()), "the source's text, untouched";
        components: List<ChangeColumns> = row.1.components.iter().collect(), "what it says of components";
    }
}

group! {
    /// What an update says of a component.
    ChangeColumns<'a>(change: &'a ComponentChange) {
        id: Word = change.id.as_deref(), "the source's id of the component";
        name: Word = change.name.as_deref(), "its name";
        from: Word = change.from.as_ref().map(ComponentStatus::as_str), "its status before";
        to: Word = change.to.as_ref().map(ComponentStatus::as_str), "its status after";
    }
}

group! {
    /// What the vendor publishes after an incident.
    PostmortemColumns<'a>(postmortem: &'a Postmortem) {
        title: Text = postmortem.title.as_deref(), "its title";
        url: Text = postmortem.url.as_ref().map(Link::as_str), "its link";
        published_at: Instant = postmortem.published_at, "when it was published";
        body_format: Word = postmortem.body.as_ref().map(|b| b.format.as_str()), "text, markdown or html";
        body: Text = postmortem.body.as_ref().map(|b: &RichText| b.raw.as_str()), "the source's text, untouched";
        time_zone: Word = postmortem.time_zone.as_deref(), "the zone of its times";
        windows: List<WindowColumns> = postmortem.windows.iter().collect(), "the outage windows that it states";
        sections: List<SectionColumns> = postmortem.sections.iter().collect(), "its sections";
        timeline: List<TimelineColumns> = postmortem.timeline.iter().collect(), "the entries of its timeline";
        root_causes: TextList = Some(postmortem.root_causes.as_slice()), "the sentences that state a cause";
        actions: TextList = Some(postmortem.actions.as_slice()), "what is to be done";
    }
}

group! {
    /// A stated outage window.
    WindowColumns<'a>(window: &'a OutageWindow) {
        start: Instant = window.start, "when it began";
        end: Instant = window.end, "when it ended";
        duration_s: Integer = window.duration_s, "its length in seconds";
        stated: Text = Some(&window.stated), "the source's words";
    }
}

group! {
    /// A section of a postmortem.
    SectionColumns<'a>(section: &'a Section) {
        heading: Text = Some(&section.heading), "its heading";
        level: Integer = Some(i64::from(section.level)), "the level of the heading, from 1";
        role: Word = Some(section.role.as_str()), "summary, timeline, root_cause and so on";
        text: Text = Some(&section.text), "its text";
    }
}

group! {
    /// An entry of a postmortem's timeline.
    TimelineColumns<'a>(entry: &'a TimelineEntry) {
        at: Instant = entry.at, "when";
        until: Instant = entry.until, "until when, for a span";
        stated: Text = Some(&entry.stated), "the source's words for the time";
        text: Text = Some(&entry.text), "what happened";
    }
}

group! {
    /// What happened between two observations of a page.
    EventColumns<'a>(event: &'a Event) {
        at: Instant = event.at, "when it happened";
        kind: Word = Some(event.kind.as_str()), "what kind of thing happened";
        key: Text = Some(&event.key), "the same for the same event";
        thread: Word = Some(&event.thread), "the same for all events of one incident or component";
        incident: Word = event.incident.as_deref(), "the id of the incident";
        component: Word = event.component.as_deref(), "the id of the component, its name where it has none";
        from_value: Word = event.from.as_deref(), "the value before";
        to_value: Word = event.to.as_deref(), "the value after";
        title: Word = event.title.as_deref(), "the title of the incident, or the name of the component";
        impact: Word = event.impact.as_ref().map(Impact::as_str), "the impact of the incident";
    }
}

/// A row that belongs to an incident of a capture: its id, and the row.
pub(crate) struct OfIncident<G> {
    incident: Word,
    group: G,
}

impl<G: Group> Group for OfIncident<G> {
    type Row<'a> = (&'a str, G::Row<'a>);

    fn new(words: Words) -> Self {
        Self { incident: Word::new(words), group: G::new(words) }
    }

    fn fields(words: Words) -> Fields {
        let incident = field("incident", Word::data_type(words), words, "the id of the incident");
        std::iter::once(incident.into()).chain(G::fields(words).iter().cloned()).collect()
    }

    fn append(&mut self, (incident, row): Self::Row<'_>) {
        self.incident.append(Some(incident));
        self.group.append(row);
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        let mut columns = vec![self.incident.finish()];
        columns.extend(self.group.finish());
        columns
    }
}

fn snapshot(outcome: &Outcome) -> Option<&Snapshot> {
    outcome.as_ref().ok()
}

fn kind(kind: IncidentKind) -> &'static str {
    match kind {
        IncidentKind::Maintenance => "maintenance",
        _ => "incident",
    }
}

fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Complete => "complete",
        Extent::Recent => "recent",
        Extent::Open => "open",
        Extent::Partial => "partial",
        _ => "none",
    }
}

fn count<T>(list: &[T]) -> i64 {
    i64::try_from(list.len()).unwrap_or(i64::MAX)
}
