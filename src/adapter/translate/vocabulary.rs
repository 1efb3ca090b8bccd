//! Providers' status words in the model's vocabularies.
//!
//! A word has one meaning in the whole crate: JSON, feeds, pages and recipes all look it up here. Words are compared
//! whole (`Not fixed` is not `Fixed`), without regard to case and to spaces, `_` and `-` between their parts:
//! `In Progress`, `in_progress` and `INPROGRESS` are one word. A word that is not listed is kept as the document wrote
//! it, and reported ([`Context::incident_status`](crate::adapter::Context::incident_status) and its siblings).
//!
//! Codes (`100`), colours and words that a provider uses in a sense of its own stay in that provider's adapter.

use crate::model::{ComponentStatus, Impact, IncidentStatus};

/// The word in front of an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UpdateWord {
    /// The update sets this status.
    Status(IncidentStatus),
    /// "Update": the status in force goes on.
    Update,
}

impl UpdateWord {
    /// The status that the update sets, if any.
    pub(crate) fn into_status(self) -> Option<IncidentStatus> {
        match self {
            Self::Status(status) => Some(status),
            Self::Update => None,
        }
    }
}

/// Words for the status of an incident or a maintenance, folded (see [`fold_word`]), sorted.
static INCIDENT_WORDS: [(&str, IncidentStatus); 41] = [
    ("active", IncidentStatus::Open),
    ("canceled", IncidentStatus::Canceled),
    ("cancelled", IncidentStatus::Canceled),
    ("closed", IncidentStatus::Resolved),
    ("complete", IncidentStatus::Completed),
    ("completed", IncidentStatus::Completed),
    ("detected", IncidentStatus::Identified),
    ("fixed", IncidentStatus::Resolved),
    ("identified", IncidentStatus::Identified),
    ("inprogress", IncidentStatus::InProgress),
    ("investigating", IncidentStatus::Investigating),
    ("maintenancecanceled", IncidentStatus::Canceled),
    ("maintenancecancelled", IncidentStatus::Canceled),
    ("maintenancecomplete", IncidentStatus::Completed),
    ("maintenancecompleted", IncidentStatus::Completed),
    ("maintenanceinprogress", IncidentStatus::InProgress),
    ("maintenancescheduled", IncidentStatus::Scheduled),
    ("maintenanceverifying", IncidentStatus::Verifying),
    ("mitigated", IncidentStatus::Monitoring),
    ("mitigating", IncidentStatus::Identified),
    ("monitoring", IncidentStatus::Monitoring),
    ("notstarted", IncidentStatus::Scheduled),
    ("notstartedyet", IncidentStatus::Scheduled),
    ("ongoing", IncidentStatus::Open),
    ("open", IncidentStatus::Open),
    ("planned", IncidentStatus::Scheduled),
    ("postmortem", IncidentStatus::Postmortem),
    ("recovered", IncidentStatus::Resolved),
    ("reopened", IncidentStatus::Investigating),
    ("resolved", IncidentStatus::Resolved),
    ("restored", IncidentStatus::Resolved),
    ("scheduled", IncidentStatus::Scheduled),
    ("servicerestored", IncidentStatus::Resolved),
    ("underinvestigation", IncidentStatus::Investigating),
    ("undermaintenance", IncidentStatus::InProgress),
    ("underway", IncidentStatus::InProgress),
    ("unresolved", IncidentStatus::Open),
    ("upcoming", IncidentStatus::Scheduled),
    ("verified", IncidentStatus::Verifying),
    ("verifying", IncidentStatus::Verifying),
    ("watching", IncidentStatus::Monitoring),
];

/// Words for the status of a component, folded, sorted.
static COMPONENT_WORDS: [(&str, ComponentStatus); 27] = [
    ("allgood", ComponentStatus::Operational),
    ("alloperational", ComponentStatus::Operational),
    ("degraded", ComponentStatus::DegradedPerformance),
    ("degradedperformance", ComponentStatus::DegradedPerformance),
    ("degradedservice", ComponentStatus::DegradedPerformance),
    ("down", ComponentStatus::MajorOutage),
    ("downtime", ComponentStatus::MajorOutage),
    ("fulloutage", ComponentStatus::MajorOutage),
    ("healthy", ComponentStatus::Operational),
    ("inmaintenance", ComponentStatus::UnderMaintenance),
    ("maintenance", ComponentStatus::UnderMaintenance),
    ("majoroutage", ComponentStatus::MajorOutage),
    ("minoroutage", ComponentStatus::PartialOutage),
    ("notoperational", ComponentStatus::MajorOutage),
    ("ok", ComponentStatus::Operational),
    ("operational", ComponentStatus::Operational),
    ("outage", ComponentStatus::MajorOutage),
    ("partial", ComponentStatus::PartialOutage),
    ("partialdegradation", ComponentStatus::DegradedPerformance),
    ("partialdowntime", ComponentStatus::PartialOutage),
    ("partiallydegraded", ComponentStatus::DegradedPerformance),
    ("partialoutage", ComponentStatus::PartialOutage),
    ("performanceissues", ComponentStatus::DegradedPerformance),
    ("serviceoutage", ComponentStatus::MajorOutage),
    ("unavailable", ComponentStatus::MajorOutage),
    ("undermaintenance", ComponentStatus::UnderMaintenance),
    ("up", ComponentStatus::Operational),
];

/// Words for the impact of an incident or the health of a page, folded, sorted. A component's word gives its impact too
/// (`major_outage` is `major`): see [`ComponentStatus::impact`].
static IMPACT_WORDS: [(&str, Impact); 6] = [
    ("critical", Impact::Critical),
    ("maintenance", Impact::Maintenance),
    ("major", Impact::Major),
    ("minor", Impact::Minor),
    ("noimpact", Impact::None),
    ("none", Impact::None),
];

/// The status that an incident's or a maintenance's word means, or that the word is "Update".
pub(crate) fn find_update_word(word: &str) -> Option<UpdateWord> {
    // Nearly all documents write the vocabulary's own words, as Statuspage's API does, or these, as its feeds and pages do.
    let status = match word {
        "Resolved" => Some(IncidentStatus::Resolved),
        "Investigating" => Some(IncidentStatus::Investigating),
        "Monitoring" => Some(IncidentStatus::Monitoring),
        "Identified" => Some(IncidentStatus::Identified),
        "Update" => return Some(UpdateWord::Update),
        _ => IncidentStatus::known(word),
    };
    if let Some(status) = status {
        return Some(UpdateWord::Status(status));
    }
    let folded = fold_word(word)?;
    if folded.as_str() == "update" {
        return Some(UpdateWord::Update);
    }
    find(&INCIDENT_WORDS, folded.as_str()).map(UpdateWord::Status)
}

/// The status that an incident's or a maintenance's word means.
pub(crate) fn find_incident_status(word: &str) -> Option<IncidentStatus> {
    find_update_word(word).and_then(UpdateWord::into_status)
}

/// Whether words hold the word of an update's status among others, which may deny or weaken it: `Not yet resolved`,
/// `Believed fixed`. Such words are no status, and nothing else is said by them.
pub(crate) fn qualifies_status(words: &str) -> bool {
    /// Words that names and titles have too: `Active Directory`, `Closed beta`.
    const COMMON: [&str; 9] =
        ["active", "closed", "complete", "detected", "open", "planned", "scheduled", "upcoming", "verified"];
    const NEGATIONS: [&str; 4] = ["not", "never", "no", "hardly"];
    let is_among = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    let mut parts = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let is_negated = parts.peek().is_some_and(|first| is_among(&NEGATIONS, first));
    find_update_word(words).is_none()
        && parts.any(|word| (is_negated || !is_among(&COMMON, word)) && find_incident_status(word).is_some())
}

/// Whether words hold the word of a component's status among others: `Not yet operational`, `Partial outage in part`.
pub(crate) fn qualifies_component_status(words: &str) -> bool {
    const WORDS: [&str; 5] = ["operational", "degraded", "outage", "outages", "unavailable"];
    find_component_status(words).is_none()
        && words
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// Words that deny, weaken or put off the status after them: `Not`, `Almost`, `Soon to be`, sorted.
static QUALIFIERS: [&str; 52] = [
    "about",
    "again",
    "allegedly",
    "almost",
    "apparently",
    "awaiting",
    "barely",
    "be",
    "believed",
    "cannot",
    "estimated",
    "expected",
    "going",
    "hardly",
    "hopefully",
    "if",
    "intermittently",
    "largely",
    "likely",
    "longer",
    "may",
    "maybe",
    "might",
    "mostly",
    "nearly",
    "never",
    "no",
    "non",
    "not",
    "once",
    "partially",
    "partly",
    "perhaps",
    "possibly",
    "presumably",
    "previously",
    "probably",
    "reportedly",
    "seldom",
    "shortly",
    "should",
    "sometimes",
    "somewhat",
    "soon",
    "supposedly",
    "to",
    "until",
    "was",
    "were",
    "when",
    "will",
    "yet",
];

/// Whether a word denies, weakens or puts off the status after it.
pub(crate) fn is_qualifier(word: &str) -> bool {
    word.len() <= MAX_WORD && QUALIFIERS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// The status that a component's word means.
pub(crate) fn find_component_status(word: &str) -> Option<ComponentStatus> {
    if let Some(status) = ComponentStatus::known(word) {
        return Some(status);
    }
    find(&COMPONENT_WORDS, fold_word(word)?.as_str())
}

/// The impact that a word means: the impact's own word, or a component's.
pub(crate) fn find_impact(word: &str) -> Option<Impact> {
    if let Some(impact) = Impact::known(word) {
        return Some(impact);
    }
    let folded = fold_word(word)?;
    find(&IMPACT_WORDS, folded.as_str()).or_else(|| {
        find(&COMPONENT_WORDS, folded.as_str()).and_then(|status: ComponentStatus| status.impact())
    })
}

/// The model's word for a word or code that only one provider uses, or uses in a sense of its own, by that provider's
/// table: `("100", "investigating")`. Compared as written. Others are returned as they are, for the vocabulary to look up.
pub(crate) fn find_private<'w>(
    table: &[(&str, &'w str)],
    word: impl Into<Option<&'w str>>,
) -> Option<&'w str> {
    let word = word.into()?;
    Some(table.iter().find(|(private, _)| *private == word).map_or(word, |(_, meaning)| *meaning))
}

/// Whether a value is written where there is none: `""`, Next.js' `"$undefined"`, Hugo's `"<no value>"`, `"…"`.
pub(crate) fn says_nothing(text: &str) -> bool {
    matches!(text.trim(), "" | "$undefined" | "<no value>" | "…")
}

/// The text, unless it [says nothing](says_nothing).
pub(crate) fn stated(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !says_nothing(text))
}

/// Whether a page's word says that something is wrong, and not how bad it is: `HASISSUES`.
pub(crate) fn means_wrong_without_degree(word: &str) -> bool {
    fold_word(word).is_some_and(|folded| folded.as_str() == "hasissues")
}

fn find<T: Clone>(words: &[(&str, T)], folded: &str) -> Option<T> {
    let index = words.binary_search_by_key(&folded, |(word, _)| word).ok()?;
    words.get(index).map(|(_, meaning)| meaning.clone())
}

/// A word in lower case, without the spaces, `_` and `-` between its parts: `Under-Maintenance` is `undermaintenance`.
#[derive(Debug, Clone, Copy)]
struct FoldedWord {
    bytes: [u8; MAX_WORD],
    len: usize,
}

/// The longest folded word that is looked up. No listed word is longer.
const MAX_WORD: usize = 24;

impl FoldedWord {
    fn as_str(&self) -> &str {
        self.bytes.get(..self.len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// Folds a word for comparison; `None` where it is too long or has other than ASCII characters, as no listed word is.
fn fold_word(word: &str) -> Option<FoldedWord> {
    let mut folded = FoldedWord { bytes: [0; MAX_WORD], len: 0 };
    for c in word.chars() {
        if c.is_whitespace() || matches!(c, '_' | '-' | '\u{2010}' | '\u{2011}') {
            continue;
        }
        let byte = u8::try_from(c).ok().filter(u8::is_ascii)?;
        *folded.bytes.get_mut(folded.len)? = byte.to_ascii_lowercase();
        folded.len = folded.len.saturating_add(1);
    }
    (folded.len > 0).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_folded() {
        fn check<T>(words: &[(&str, T)]) {
            assert!(words.is_sorted_by(|a, b| a.0 < b.0));
            for (word, _) in words {
                assert_eq!(fold_word(word).unwrap().as_str(), *word);
            }
        }
        check(&INCIDENT_WORDS);
        check(&COMPONENT_WORDS);
        check(&IMPACT_WORDS);
        assert!(QUALIFIERS.is_sorted());
    }

    #[test]
    fn spelling_does_not_matter() {
        for word in ["in_progress", "In progress", "IN-PROGRESS", "InProgress", " in  progress "] {
            assert_eq!(find_incident_status(word), Some(IncidentStatus::InProgress), "{word}");
        }
        assert_eq!(find_update_word("UPDATE"), Some(UpdateWord::Update));
        assert_eq!(find_component_status("Partially Degraded"), Some(ComponentStatus::DegradedPerformance));
        assert_eq!(find_impact("SOME-THING"), None);
    }

    #[test]
    fn words_are_compared_whole() {
        for word in
            ["Not fixed", "not yet resolved", "Expected to be resolved", "resolved?", "", "-", "Réparé"]
        {
            assert_eq!(find_update_word(word), None, "{word}");
        }
    }

    #[test]
    fn a_status_may_be_qualified() {
        for words in
            ["Not resolved", "not yet Fixed", "Believed mitigated", "Resolved, we hope", "half-resolved"]
        {
            assert!(qualifies_status(words), "{words}");
        }
        for words in ["Resolved", "Active Directory", "EU", "Scheduled works", "Update"] {
            assert!(!qualifies_status(words), "{words}");
        }
    }

    #[test]
    fn the_models_own_words_mean_themselves() {
        for word in ["none", "minor", "major", "critical", "maintenance"] {
            assert_eq!(find_impact(&word.to_uppercase()).unwrap().as_str(), word);
        }
        for word in
            ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"]
        {
            assert_eq!(find_component_status(&word.replace('_', " ")).unwrap().as_str(), word);
        }
    }
}
