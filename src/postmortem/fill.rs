//! Postmortems within a snapshot: adapters give the text, this reads it.

use super::Context;
use crate::datetime::zone::Zone;
use crate::diagnostic::Diagnostic;
use crate::model::{Postmortem, Snapshot};

/// Reads the text of each postmortem in a snapshot that an adapter has not read itself, with what the snapshot knows: when
/// it was published, when the incident began and was over, the vendor's zone. What the adapter has set stays.
///
/// Paths of the diagnostics are those of the snapshot: `/incidents/3/postmortem/windows/0`.
pub(crate) fn fill(snapshot: &mut Snapshot, assumed: Option<Zone>) -> Vec<Diagnostic> {
    let zone = snapshot.vendor.time_zone.as_deref().and_then(|zone| zone.parse().ok()).or(assumed);
    let mut found = Vec::new();
    for (at, incident) in snapshot.incidents.iter_mut().enumerate() {
        let Some(told) = incident.postmortem.as_deref_mut().filter(|told| is_unread(told)) else { continue };
        let Some(body) = told.body.take() else { continue };
        let context = Context::new()
            .published_at(told.published_at)
            .started_at(incident.started_at)
            .resolved_at(incident.resolved_at)
            .zone(zone);
        let (read, doubts) = super::read(body, &context);
        found.extend(doubts.into_iter().map(|doubt| {
            let path = format!("/incidents/{at}/postmortem{}", doubt.path);
            Diagnostic { path, ..doubt }
        }));
        *told = Postmortem {
            title: told.title.take().or(read.title),
            url: told.url.take(),
            published_at: told.published_at,
            ..read
        };
    }
    found
}

fn is_unread(told: &Postmortem) -> bool {
    told.sections.is_empty()
        && told.timeline.is_empty()
        && told.windows.is_empty()
        && told.root_causes.is_empty()
        && told.actions.is_empty()
        && told.time_zone.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Incident, Link, RichText};

    fn snapshot(told: Postmortem) -> Snapshot {
        let mut snapshot = Snapshot::default();
        snapshot.vendor.time_zone = Some("+02:00".to_owned());
        snapshot.incidents.push(Incident::new("a1", "API down").with_postmortem(told));
        snapshot
    }

    #[test]
    fn the_text_is_read_and_what_the_adapter_has_set_stays() {
        let text =
            "## Timeline\n\n- 2026-03-04 14:10 Down\n- 15:00 Up\n\n## Root cause\n\nThe pool was empty.";
        let told = Postmortem::new(RichText::markdown(text)).with_title("Ours");
        let mut snapshot = snapshot(told);
        let doubts = fill(&mut snapshot, None);
        let read = snapshot.incidents.first().and_then(|incident| incident.postmortem.as_deref()).unwrap();
        assert_eq!(read.title.as_deref(), Some("Ours"));
        assert_eq!(read.body, Some(RichText::markdown(text)));
        let first = read.timeline.first().and_then(|entry| entry.at).unwrap();
        assert_eq!(first.to_rfc3339(), "2026-03-04T12:10:00+00:00");
        assert_eq!(read.root_causes, ["The pool was empty."]);
        assert_eq!(
            doubts.first().map(|doubt| doubt.path.as_str()),
            Some("/incidents/0/postmortem/time_zone")
        );
    }

    #[test]
    fn a_postmortem_without_text_or_read_already_is_left_alone() {
        let link = Some(Link::new("https://acme.example/report"));
        for told in [
            Postmortem { url: link, ..Postmortem::default() },
            Postmortem { actions: vec!["Done".to_owned()], ..Postmortem::new(RichText::text("10:00 Down")) },
        ] {
            let mut snapshot = snapshot(told.clone());
            assert_eq!(fill(&mut snapshot, None), []);
            assert_eq!(snapshot.incidents.first().and_then(|i| i.postmortem.as_deref()), Some(&told));
        }
    }
}
