//! Postmortems within a snapshot: adapters give the text, this reads it and attaches the result.

use super::Context;
use crate::datetime::zone::Zone;
use crate::diagnostic::Diagnostic;
use crate::model::{Postmortem, Snapshot};

/// Reads the text of each postmortem in a snapshot that an adapter has not read itself, with what the snapshot knows: when
/// it was published, when the incident began and was over, the vendor's zone. What the adapter has set stays.
///
/// Paths of the diagnostics are those of the snapshot: `/incidents/3/postmortem/windows/0`.
pub(crate) fn attach(snapshot: &mut Snapshot, assumed: Option<Zone>) -> Vec<Diagnostic> {
    let zone = snapshot.vendor.time_zone.as_deref().and_then(|zone| zone.parse().ok()).or(assumed);
    let mut found = Vec::new();
    for (at, incident) in snapshot.incidents.iter_mut().enumerate() {
        let Some(postmortem) = incident.postmortem.as_deref_mut().filter(|postmortem| is_unread(postmortem))
        else {
            continue;
        };
        let Some(body) = postmortem.body.take() else { continue };
        let context = Context::new()
            .with_published_at(postmortem.published_at)
            .with_started_at(incident.started_at)
            .with_resolved_at(incident.resolved_at)
            .with_zone(zone);
        let reading = super::read(body, &context);
        found.extend(reading.diagnostics.into_iter().map(|diagnostic| {
            let path = format!("/incidents/{at}/postmortem{}", diagnostic.path);
            Diagnostic { path, ..diagnostic }
        }));
        *postmortem = Postmortem {
            title: postmortem.title.take().or(reading.postmortem.title),
            url: postmortem.url.take(),
            published_at: postmortem.published_at,
            ..reading.postmortem
        };
    }
    found
}

fn is_unread(postmortem: &Postmortem) -> bool {
    postmortem.sections.is_empty()
        && postmortem.timeline.is_empty()
        && postmortem.windows.is_empty()
        && postmortem.root_causes.is_empty()
        && postmortem.actions.is_empty()
        && postmortem.time_zone.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Incident, Link, RichText};

    fn snapshot(postmortem: Postmortem) -> Snapshot {
        let mut snapshot = Snapshot::default();
        snapshot.vendor.time_zone = Some("+02:00".to_owned());
        snapshot.incidents.push(Incident::new("a1", "API down").with_postmortem(postmortem));
        snapshot
    }

    #[test]
    fn the_text_is_read_and_what_the_adapter_has_set_stays() {
        let text =
            "## Timeline\n\n- 2026-03-04 14:10 Down\n- 15:00 Up\n\n## Root cause\n\nThe pool was empty.";
        let postmortem = Postmortem::new(RichText::markdown(text)).with_title("Ours");
        let mut snapshot = snapshot(postmortem);
        let diagnostics = attach(&mut snapshot, None);
        let read = snapshot.incidents.first().and_then(|incident| incident.postmortem.as_deref()).unwrap();
        assert_eq!(read.title.as_deref(), Some("Ours"));
        assert_eq!(read.body, Some(RichText::markdown(text)));
        let first = read.timeline.first().and_then(|entry| entry.at).unwrap();
        assert_eq!(first.to_rfc3339(), "2026-03-04T12:10:00+00:00");
        assert_eq!(read.root_causes, ["The pool was empty."]);
        assert_eq!(
            diagnostics.first().map(|found| found.path.as_str()),
            Some("/incidents/0/postmortem/time_zone")
        );
    }

    #[test]
    fn a_postmortem_without_text_or_read_already_is_left_alone() {
        let link = Some(Link::new("https://acme.example/report"));
        for postmortem in [
            Postmortem { url: link, ..Postmortem::default() },
            Postmortem { actions: vec!["Done".to_owned()], ..Postmortem::new(RichText::text("10:00 Down")) },
        ] {
            let mut snapshot = snapshot(postmortem.clone());
            assert_eq!(attach(&mut snapshot, None), []);
            assert_eq!(snapshot.incidents.first().and_then(|i| i.postmortem.as_deref()), Some(&postmortem));
        }
    }
}
