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

/// Words that turn a row's status into another one: "Lines Not Operational".
const QUALIFIERS: [&str; 9] =
    ["not", "non", "no", "never", "longer", "barely", "hardly", "partially", "mostly"];

/// What a line of prose has before a word such as "operational", and the name of a component has not.
const VERBS: [&str; 9] = ["is", "are", "was", "were", "be", "been", "being", "remain", "remains"];

/// How many bytes a line may have that is a row.
const ROW_BYTES: usize = 240;

/// The words and the health of a banner.
pub(super) fn find_overall(line: &str) -> Option<&'static (&'static str, Impact)> {
    OVERALL.iter().find(|(words, _)| *words == line)
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
    let known = STATUS_WORDS.into_iter().find(|words| ends_in(line, words))?;
    let name = line.get(..line.len().saturating_sub(known.len()))?.trim_end();
    let last = name.rsplit(char::is_whitespace).next().unwrap_or_default();
    if name.is_empty()
        || (known == "Maintenance" && matches!(last, "Scheduled" | "Upcoming" | "Planned" | "Emergency"))
    {
        return None;
    }
    if VERBS.iter().any(|verb| last.eq_ignore_ascii_case(verb)) {
        return None;
    }
    let name = if QUALIFIERS.iter().any(|word| last.eq_ignore_ascii_case(word)) {
        name.get(..name.len().saturating_sub(last.len()))?
    } else {
        name
    };
    let status = line.get(name.len()..)?.trim();
    let name = without_tooltip(name);
    (!name.is_empty()).then_some((name, status))
}

/// Whether a line ends in these words, and has others before them.
fn ends_in(line: &str, words: &str) -> bool {
    line.strip_suffix(words).is_some_and(|rest| rest.ends_with(char::is_whitespace))
}

/// A name without what is left of its tooltip.
pub(super) fn without_tooltip(text: &str) -> &str {
    let text = text.trim();
    text.strip_suffix('?').filter(|rest| rest.ends_with(char::is_whitespace)).unwrap_or(text).trim_end()
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
        ] {
            assert_eq!(parse_row(line), row, "{line}");
        }
        assert_eq!(parse_loose_row("Tickets Down"), Some(("Tickets", "Down")));
        assert_eq!(
            parse_loose_row("Ticket shop Partial Degradation"),
            Some(("Ticket shop", "Partial Degradation"))
        );
        assert_eq!(parse_loose_row("Gates are closed by hand"), None);
    }

    #[test]
    fn the_legend_is_four_statuses_in_their_order() {
        let mut legend = LegendCounter::default();
        let lines = ["Operational", "Operational", "Degraded Performance", "Partial Outage", "Major Outage"];
        assert_eq!(lines.map(|line| legend.read(line)), [false, false, false, false, true]);
    }
}
