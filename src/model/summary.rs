//! The compact text of a snapshot: what tests compare.

use std::fmt::{self, Display, Formatter, Write as _};

use chrono::{DateTime, SecondsFormat, Utc};

use super::{Incident, Postmortem, Snapshot, Update};
use crate::diagnostic::quotable;

impl Snapshot {
    /// A compact text: one line for the page, its source, and each component, incident, update and diagnostic.
    ///
    /// It is made for `assert_eq!`, for snapshot tests (`insta`) and for logs. The text is stable: a minor version may only
    /// add words for facts that snapshots do not have today. Diagnostics have their code, path and words, but not their
    /// message, which may change. Texts are plain, on one line, cut to 80 characters, and safe for a terminal. `-` is a
    /// status or an impact that the document does not state.
    ///
    /// ```
    /// use statusfeed::{Component, Health, Incident, Snapshot, Update, Vendor};
    ///
    /// let page = Snapshot::default()
    ///     .with_vendor(Vendor::new("Acme"))
    ///     .with_health(Health::stated("minor").with_description("Uploads are slow"))
    ///     .with_component(Component::new("Uploads").with_id("u1").with_status("partial_outage"))
    ///     .with_incident(
    ///         Incident::new("k3x9", "Uploads fail")
    ///             .with_status("identified")
    ///             .with_started_at("2026-03-08T09:30:00Z")
    ///             .with_update(Update::new("identified").with_at("2026-03-08T09:41:00Z").with_body("A disk is full.")),
    ///     );
    /// assert_eq!(page.summary(), r#"
    /// page "Acme": minor (stated) "Uploads are slow"
    /// source text: components none, incidents none, maintenances none
    /// component [u1] "Uploads": partial_outage
    /// incident [k3x9] "Uploads fail": identified, impact -, from 2026-03-08T09:30:00Z
    ///   2026-03-08T09:41:00Z identified: A disk is full.
    /// "#.trim_start());
    /// ```
    #[must_use]
    pub fn summary(&self) -> String {
        Summary(self).to_string()
    }
}

struct Summary<'s>(&'s Snapshot);

impl Display for Summary<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Snapshot { source, vendor, health, components, incidents, diagnostics } = self.0;
        write!(f, "page{}: {} ({})", Quoted(&vendor.name), Word(health.impact.as_ref()), health.basis)?;
        writeln!(f, "{}", Quoted(&health.description))?;
        let words = [Some(source.adapter.as_str()), source.provider.as_deref(), Some(source.format.as_str())];
        f.write_str("source")?;
        for word in words.into_iter().flatten().filter(|word| !word.is_empty()) {
            write!(f, " {}", quotable(word))?;
        }
        let coverage = source.coverage;
        write!(f, ": components {}, incidents {}", coverage.components, coverage.incidents)?;
        write!(f, ", maintenances {}", coverage.maintenances)?;
        writeln!(f, "{}", Instant(" as of ", source.as_of))?;
        let groups = self.0.group_names();
        for component in components {
            let group = component.parent_id.as_deref().and_then(|id| groups.get(id)).copied();
            let name = super::snapshot::full_name(component, group);
            f.write_str(if component.is_group { "group" } else { "component" })?;
            write!(f, "{}{}", Id(component.id.as_deref()), Quoted(&name))?;
            writeln!(f, ": {}", Word(component.status.as_ref()))?;
        }
        incidents.iter().try_for_each(|incident| write_incident(f, incident))?;
        for diagnostic in diagnostics {
            write!(f, "{} {}", diagnostic.severity, diagnostic.code)?;
            if !diagnostic.path.is_empty() {
                write!(f, " {}", quotable(&diagnostic.path))?;
            }
            writeln!(f, "{}", Quoted(&diagnostic.found))?;
        }
        Ok(())
    }
}

fn write_incident(f: &mut Formatter<'_>, incident: &Incident) -> fmt::Result {
    write!(f, "{}{}{}", incident.kind, Id(Some(&incident.id)), Quoted(&incident.title))?;
    write!(f, ": {}, impact {}", Word(incident.status.as_ref()), Word(incident.impact.as_ref()))?;
    write!(f, "{}{}", Instant(", from ", incident.started_at), Instant(", until ", incident.resolved_at))?;
    if let Some(planned) = incident.scheduled {
        write!(f, ", planned{}{}", Instant(" from ", planned.start), Instant(" until ", planned.end))?;
    }
    for (number, component) in incident.components.iter().enumerate() {
        f.write_str(if number == 0 { ", affects" } else { "," })?;
        write!(f, "{}", Quoted(&component.name))?;
        if let Some(status) = &component.status {
            write!(f, " ({})", Word(Some(status)))?;
        }
    }
    f.write_char('\n')?;
    incident.updates.iter().try_for_each(|update| write_update(f, update))?;
    incident.postmortem.as_deref().map_or(Ok(()), |postmortem| write_postmortem(f, postmortem))
}

fn write_update(f: &mut Formatter<'_>, update: &Update) -> fmt::Result {
    write!(f, " {} {}", Instant(" ", update.at), Word(update.status.as_ref()))?;
    if let Some(body) = &update.body {
        write!(f, ": {}", quotable(&body.plain().replace('\n', " ")))?;
    }
    f.write_char('\n')
}

fn write_postmortem(f: &mut Formatter<'_>, postmortem: &Postmortem) -> fmt::Result {
    write!(f, "  postmortem{}", Quoted(&postmortem.title))?;
    let counts = [
        ("windows", postmortem.windows.len()),
        ("sections", postmortem.sections.len()),
        ("entries", postmortem.timeline.len()),
        ("causes", postmortem.root_causes.len()),
        ("actions", postmortem.actions.len()),
    ];
    for (number, (what, count)) in counts.into_iter().enumerate() {
        write!(f, "{} {count} {what}", if number == 0 { ":" } else { "," })?;
    }
    f.write_char('\n')
}

/// ` "Uploads fail"`, or nothing.
struct Quoted<'a>(&'a Option<String>);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |text| write!(f, " \"{}\"", quotable(text)))
    }
}

/// ` [k3x9]`, or nothing.
struct Id<'a>(Option<&'a str>);

impl Display for Id<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |id| write!(f, " [{}]", quotable(id)))
    }
}

/// A word of a vocabulary, or `-`.
struct Word<T>(Option<T>);

impl<T: AsRef<str>> Display for Word<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(word) => f.write_str(&quotable(word.as_ref())),
            None => f.write_char('-'),
        }
    }
}

/// An instant after a word, or nothing.
struct Instant(&'static str, Option<DateTime<Utc>>);

impl Display for Instant {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(before, at) = self;
        at.map_or(Ok(()), |at| write!(f, "{before}{}", at.to_rfc3339_opts(SecondsFormat::AutoSi, true)))
    }
}
