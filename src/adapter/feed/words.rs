//! Status words as feeds print them, and the labels in which they stand.

use crate::model::IncidentStatus;

/// A word in front of an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// It says where the incident stands.
    State(IncidentStatus),
    /// "Update": nothing changed, the state in force goes on.
    Update,
}

/// The words that all providers share.
pub(super) fn known(word: &str) -> Option<Word> {
    let word = word.trim();
    // Nearly every word is one of these, written so.
    let state = match word {
        "Update" => return Some(Word::Update),
        "Resolved" => IncidentStatus::Resolved,
        "Investigating" => IncidentStatus::Investigating,
        "Monitoring" => IncidentStatus::Monitoring,
        "Identified" => IncidentStatus::Identified,
        _ => return other_case(word),
    };
    Some(Word::State(state))
}

fn other_case(word: &str) -> Option<Word> {
    const STATES: [(&str, IncidentStatus); 15] = [
        ("investigating", IncidentStatus::Investigating),
        ("identified", IncidentStatus::Identified),
        ("monitoring", IncidentStatus::Monitoring),
        ("resolved", IncidentStatus::Resolved),
        ("postmortem", IncidentStatus::Postmortem),
        ("scheduled", IncidentStatus::Scheduled),
        ("in progress", IncidentStatus::InProgress),
        ("in_progress", IncidentStatus::InProgress),
        ("verifying", IncidentStatus::Verifying),
        ("completed", IncidentStatus::Completed),
        ("canceled", IncidentStatus::Canceled),
        ("cancelled", IncidentStatus::Canceled),
        ("open", IncidentStatus::Open),
        ("ongoing", IncidentStatus::Open),
        ("active", IncidentStatus::Open),
    ];
    if word.eq_ignore_ascii_case("update") {
        return Some(Word::Update);
    }
    STATES
        .into_iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(word))
        .map(|(_, state)| Word::State(state))
}

/// The state that this word says, whichever it is; another word stays as it was written.
pub(super) fn state(word: &str) -> Option<IncidentStatus> {
    match known(word) {
        Some(Word::State(state)) => Some(state),
        Some(Word::Update) => None,
        None => Some(IncidentStatus::from(word.trim())),
    }
}

/// A title, and the word that a machine put before or behind it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Labelled<'t> {
    pub(super) title: &'t str,
    pub(super) word: Option<Word>,
}

/// Takes a status word off a title where it stands as a label: `[Resolved] X`, `RESOLVED: X`, `Resolved - X`,
/// `X (resolved)`, `X [Resolved]`. A word that is part of the sentence ("Resolved issues with…") is none.
pub(super) fn labelled(title: &str) -> Labelled<'_> {
    let title = title.trim();
    before(title).or_else(|| behind(title)).unwrap_or(Labelled { title, word: None })
}

fn before(title: &str) -> Option<Labelled<'_>> {
    let (word, rest) = match title.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?,
        None => {
            title.split_once(": ").or_else(|| title.split_once(" - ")).or_else(|| title.split_once(" – "))?
        }
    };
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    label(word, rest)
}

fn behind(title: &str) -> Option<Labelled<'_>> {
    let (rest, word) = match title.strip_suffix(')') {
        Some(inner) => inner.rsplit_once('(')?,
        None => match title.strip_suffix(']') {
            Some(inner) => inner.rsplit_once('[')?,
            None => title.rsplit_once(" - ").or_else(|| title.rsplit_once(" – "))?,
        },
    };
    label(word, rest.trim_end())
}

fn label<'t>(word: &str, title: &'t str) -> Option<Labelled<'t>> {
    if title.is_empty() {
        return None;
    }
    known(word).map(|word| Labelled { title, word: Some(word) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_leave_the_title() {
        for title in [
            "[Resolved] Disk full",
            "[RESOLVED] Disk full",
            "RESOLVED: Disk full",
            "Resolved - Disk full",
            "Disk full (resolved)",
            "Disk full [Resolved]",
            "Disk full - Resolved",
        ] {
            let wanted = Labelled { title: "Disk full", word: Some(Word::State(IncidentStatus::Resolved)) };
            assert_eq!(labelled(title), wanted, "{title}");
        }
    }

    #[test]
    fn words_of_the_sentence_stay() {
        for title in
            ["Resolved issues with disks", "Disk: full", "[EU] Disk full", "Resolved", "[Resolved]", ""]
        {
            assert_eq!(labelled(title), Labelled { title, word: None }, "{title}");
        }
    }
}
