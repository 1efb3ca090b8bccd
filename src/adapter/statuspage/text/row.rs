//! The index's list of components: its rows, the banner above them, and the boilerplate of the page between them.

use crate::adapter::page_text::label;
use crate::adapter::translate::vocabulary;
use crate::model::Impact;

/// The lines that state the health of the whole page.
const OVERALL: [(&str, Impact); 6] = [
    ("All Systems Operational", Impact::None),
    ("Minor Service Outage", Impact::Minor),
    ("Partially Degraded Service", Impact::Minor),
    ("Partial System Outage", Impact::Major),
    ("Major Service Outage", Impact::Critical),
    ("Service Under Maintenance", Impact::Maintenance),
];

/// What a row of the list of components says.
const STATUS_WORDS: [&str; 6] = [
    "Operational",
    "Degraded Performance",
    "Partial Outage",
    "Major Outage",
    "Under Maintenance",
    "Maintenance",
];

/// How many of them, one below the other, are the legend of the list.
const LEGEND_WORDS: usize = 4;

/// What a line of prose has before a word such as "operational", and the name of a component has not.
const VERBS: [&str; 9] = ["is", "are", "was", "were", "be", "been", "being", "remain", "remains"];

/// How many bytes a line may have that is a row.
const ROW_BYTES: usize = 240;

/// The words and the health of a banner.
pub(super) fn find_overall(line: &str) -> Option<&'static (&'static str, Impact)> {
    OVERALL.iter().find(|(words, _)| words.eq_ignore_ascii_case(line))
}

/// Words that banners are made of.
const BANNER_WORDS: [&str; 52] = [
    "all",
    "an",
    "and",
    "are",
    "components",
    "critical",
    "currently",
    "degraded",
    "disrupted",
    "disruption",
    "down",
    "experiencing",
    "few",
    "full",
    "fully",
    "impaired",
    "inoperational",
    "interruption",
    "is",
    "issue",
    "issues",
    "major",
    "many",
    "minor",
    "most",
    "multiple",
    "nearly",
    "no",
    "non",
    "nonoperational",
    "normal",
    "normally",
    "not",
    "operating",
    "operational",
    "our",
    "outage",
    "outages",
    "partial",
    "partially",
    "performance",
    "running",
    "service",
    "services",
    "several",
    "severe",
    "some",
    "system",
    "systems",
    "unavailable",
    "under",
    "up",
];

/// What a banner is about.
const SUBJECTS: [&str; 5] = ["system", "systems", "service", "services", "components"];

/// What a banner begins with where it counts them.
const QUANTIFIERS: [&str; 11] =
    ["all", "few", "many", "most", "multiple", "nearly", "no", "none", "not", "several", "some"];

/// Whether a line is about all systems, in known words or in others: "All Systems Inoperational", "Most Systems Operational".
pub(super) fn is_overall(line: &str) -> bool {
    const MOST_WORDS: usize = 8;
    const MOST_BYTES: usize = 80;
    if find_overall(line).is_some() {
        return true;
    }
    if line.len() > MOST_BYTES || line.ends_with('.') {
        return false;
    }
    let is_in = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    let words = || line.split([' ', '-', '!', '.', ',']).filter(|word| !word.is_empty());
    let count = words().count();
    let has_subject = words().any(|word| is_in(&SUBJECTS, word));
    if !(3..=MOST_WORDS).contains(&count) || !has_subject {
        return false;
    }
    // "All Systems Fizzled" is one too, and "All Systems Gateway Operational" is a row.
    let counts_systems = || {
        let counted = words().find(|word| !is_in(&QUANTIFIERS, word));
        is_in(&QUANTIFIERS, words().next().unwrap_or_default())
            && counted.is_some_and(|word| is_in(&SUBJECTS, word))
            && !names_component(line)
    };
    let ends_in_banner = || {
        OVERALL.iter().any(|(words, _)| {
            let start = line.len().checked_sub(words.len()).and_then(|at| line.split_at_checked(at));
            start.is_some_and(|(before, end)| before.ends_with(' ') && end.eq_ignore_ascii_case(words))
        })
    };
    words().all(|word| is_in(&BANNER_WORDS, word)) || counts_systems() || ends_in_banner()
}

/// Whether a line may be about all systems, with one word that banners are not made of ("Partial System Trouble") or with
/// qualifiers ("System Soon to be Operational"). A line that begins with another word names something: "Email Service Outage".
pub(super) fn may_be_overall(line: &str) -> bool {
    const MOST_WORDS: usize = 8;
    let is_known = |word: &&str| {
        vocabulary::is_qualifier(word) || BANNER_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
    };
    let words: Vec<&str> = line.split_whitespace().take(MOST_WORDS.saturating_add(1)).collect();
    let is_about_systems =
        words.iter().any(|word| SUBJECTS.iter().any(|subject| subject.eq_ignore_ascii_case(word)));
    (3..=MOST_WORDS).contains(&words.len())
        && line.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-'))
        && is_about_systems
        && words.first().is_some_and(is_known)
        && words.iter().filter(|word| !is_known(word)).count() <= 1
        && !names_component(line)
}

/// Whether a line is a row of something else than all systems.
fn names_component(line: &str) -> bool {
    let is_system =
        |word: &str| QUANTIFIERS.iter().chain(&SUBJECTS).any(|known| known.eq_ignore_ascii_case(word));
    parse_row(line).is_some_and(|(name, _)| !name.split_whitespace().all(is_system))
}

/// The heading of the planned maintenances.
pub(super) fn is_planned_heading(line: &str) -> bool {
    matches!(line, "Scheduled Maintenance" | "Scheduled Maintenances" | "Upcoming Maintenance")
}

/// Whether a line is a part of every page: the subscription form, charts, days without incidents. It is no title and no
/// name.
pub(super) fn is_boilerplate(line: &str) -> bool {
    const WHOLE: [&str; 24] = [
        "?",
        "x",
        "X",
        "×",
        "-",
        ".",
        ",",
        "or",
        "apply.",
        "About This Site",
        "Today",
        "Subscribe",
        "SUBSCRIBE",
        "Subscribe to Updates",
        "Subscribe To Updates",
        "Atom Feed",
        "RSS Feed",
        "Get the",
        "Visit our",
        "support site",
        "View historical uptime.",
        "days ago",
        "% uptime",
        "uptime",
    ];
    const BEGINNINGS: [&str; 14] = [
        "No incidents ",
        "Unresolved incident",
        "Get email notifications",
        "Get text message",
        "Get SMS",
        "Get webhook",
        "Get incident updates",
        "Get the Atom Feed",
        "Subscribe to updates",
        "Subscribe via",
        "Visit our support site",
        "This site is protected by",
        "Uptime over the past",
        "No downtime recorded",
    ];
    WHOLE.contains(&line)
        || BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
        || (line.len() < 48 && (line.contains("% uptime") || line.ends_with("days ago")))
        || line.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        || super::report::is_footer(line)
}

/// The name and the status of a row on one line: "API Operational", "API ? Operational", "Lines Not Operational".
pub(super) fn parse_row(line: &str) -> Option<(&str, &str)> {
    if line.len() > ROW_BYTES || find_overall(line).is_some() {
        return None;
    }
    let (name, status) = label::split_status(line, is_status)?;
    let last = name.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_heading =
        status == "Maintenance" && matches!(last, "Scheduled" | "Upcoming" | "Planned" | "Emergency");
    if is_heading || VERBS.iter().any(|verb| last.eq_ignore_ascii_case(verb)) {
        return None;
    }
    let (name, status) =
        split_tooltip(line).filter(|(before, _)| before.len() < name.len()).unwrap_or((name, status));
    let name = without_tooltip(name);
    (!name.is_empty()).then_some((name, status))
}

/// A name without what is left of its tooltip.
pub(super) fn without_tooltip(text: &str) -> &str {
    let text = text.trim();
    text.strip_suffix('?').filter(|rest| rest.ends_with(char::is_whitespace)).unwrap_or(text).trim_end()
}

/// Whether a line is a part of a row: what is left of a tooltip, the caption of a chart.
pub(super) fn is_part(line: &str) -> bool {
    line == "?" || line.len() < 48 && (line.ends_with("% uptime") || line.ends_with("days ago"))
}

/// Whether a line may be a row whose status is not known: a few words, the last with a capital letter. A page's name is none.
pub(super) fn is_row_like(line: &str) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    label::is_phrase(line)
        && line.rsplit_once(' ').is_some_and(|(_, status)| is_capital(status) && status != "Status")
}

/// Whether a line is a name of a few words, and no sentence: "Lamp", "Lamp ❌"
pub(super) fn is_short_name(line: &str) -> bool {
    const MOST_WORDS: usize = 4;
    label::is_name(line) && line.split_whitespace().count() <= MOST_WORDS
}

/// The name before the rest of a tooltip, and the words after it, which are the status: "Lamps ? Fizzled".
pub(super) fn split_tooltip(line: &str) -> Option<(&str, &str)> {
    const MOST_BYTES: usize = 48;
    let (name, status) = line.rsplit_once(" ? ")?;
    let (name, status) = (name.trim(), status.trim());
    (!name.is_empty() && !status.is_empty() && status.len() <= MOST_BYTES).then_some((name, status))
}

/// A row whose word is not one of Statuspage's: "Tickets Down".
pub(super) fn parse_loose_row(line: &str) -> Option<(&str, &str)> {
    let is_status = |word: &str| vocabulary::find_component_status(word).is_some();
    let row = Some(line).filter(|line| line.len() <= ROW_BYTES && !line.ends_with('.'))?;
    label::split_status(row, is_status).map(|(name, status)| (without_tooltip(name), status))
}

/// Whether a line is only a row's status: below a name, or in the legend.
pub(super) fn is_status(line: &str) -> bool {
    STATUS_WORDS.contains(&line)
}

/// Counts how many lines of the legend were read, one below the other; true once it is the legend for sure.
#[derive(Debug, Default)]
pub(super) struct LegendCounter(usize);

impl LegendCounter {
    /// Reads the next line.
    pub(super) fn read(&mut self, line: &str) -> bool {
        self.0 = match STATUS_WORDS.get(self.0) {
            Some(word) if *word == line => self.0.saturating_add(1),
            _ => usize::from(line == "Operational"),
        };
        self.0 == LEGEND_WORDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_name_and_a_status() {
        for (line, row) in [
            ("API Operational", Some(("API", "Operational"))),
            ("API  ?  Operational", Some(("API", "Operational"))),
            ("Hill Line Under Maintenance", Some(("Hill Line", "Under Maintenance"))),
            ("Lines Not Operational", Some(("Lines", "Not Operational"))),
            ("Cable Car Maintenance", Some(("Cable Car", "Maintenance"))),
            ("Old disks - Scheduled Maintenance", None),
            ("All Systems Operational", None),
            ("The amplifier is Operational", None),
            ("Operational", None),
            ("Tickets Down", None),
            ("Lines Not Yet Operational", Some(("Lines", "Not Yet Operational"))),
            ("Lamps ? Half Operational", Some(("Lamps", "Half Operational"))),
        ] {
            assert_eq!(parse_row(line), row, "{line}");
        }
        assert_eq!(split_tooltip("Lamps ? Fizzled"), Some(("Lamps", "Fizzled")));
        assert_eq!(parse_loose_row("Tickets Down"), Some(("Tickets", "Down")));
        assert_eq!(
            parse_loose_row("Ticket shop Partial Degradation"),
            Some(("Ticket shop", "Partial Degradation"))
        );
        assert_eq!(parse_loose_row("Gates are closed by hand"), None);
    }

    #[test]
    fn a_banner_is_about_all_systems() {
        for line in [
            "All Systems Operational",
            "ALL SYSTEMS OPERATIONAL",
            "All Systems Inoperational",
            "Most Systems Operational",
            "Not All Systems Operational",
            "No Systems Operational",
            "Severe Service Outage",
            "All Systems Fizzled",
            "Believed All Systems Operational",
        ] {
            assert!(is_overall(line), "{line}");
        }
        for line in [
            "All Systems Gateway Operational",
            "Email Service Outage",
            "Services",
            "Service Desk",
            "API Operational",
        ] {
            assert!(!is_overall(line), "{line}");
        }
    }

    #[test]
    fn a_banner_may_have_one_word_that_is_not_known() {
        for line in [
            "Partial System Trouble",
            "Service Under Construction",
            "Major Service Fizzle",
            "All Systems Soon Operational",
        ] {
            assert!(may_be_overall(line), "{line}");
        }
        for line in
            ["Email Service Outage", "Millrace Service Status", "Services Status Page", "All Pumps Fizzled"]
        {
            assert!(!may_be_overall(line), "{line}");
        }
    }

    #[test]
    fn the_legend_is_four_statuses_in_their_order() {
        let mut legend = LegendCounter::default();
        let lines = ["Operational", "Operational", "Degraded Performance", "Partial Outage", "Major Outage"];
        assert_eq!(lines.map(|line| legend.read(line)), [false, false, false, false, true]);
    }
}
