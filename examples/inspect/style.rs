//! Colours and marks: the more harm, the louder.

use std::fmt;

use anstyle::{AnsiColor, Style};
use statusfeed::{ComponentStatus, Impact, Severity};

use crate::escape::escaped;

/// A style that paints text. Whether codes reach the terminal is decided where the text is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint(Style);

pub(crate) const PLAIN: Paint = Paint(Style::new());
pub(crate) const HEADING: Paint = Paint(Style::new().bold());
pub(crate) const DIM: Paint = Paint(Style::new().dimmed());
pub(crate) const LINK: Paint = Paint(Style::new().underline());
pub(crate) const ERROR: Paint = colour(AnsiColor::Red).bold();
const GOOD: Paint = colour(AnsiColor::Green);
const PLANNED: Paint = colour(AnsiColor::Blue);
const BAD: Paint = colour(AnsiColor::Yellow);
const WORSE: Paint = colour(AnsiColor::Red);
const UNKNOWN: Paint = colour(AnsiColor::Magenta);

const fn colour(colour: AnsiColor) -> Paint {
    Paint(colour.on_default())
}

impl Paint {
    const fn bold(self) -> Self {
        Self(self.0.bold())
    }

    /// The text in this style.
    pub(crate) fn paint<T: fmt::Display>(self, text: T) -> impl fmt::Display {
        Painted(self.0, text)
    }
}

struct Painted<T>(Style, T);

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{:#}", self.0, self.1, self.0)
    }
}

/// A sign, a style and a word.
#[derive(Debug)]
pub(crate) struct Mark {
    pub(crate) sign: char,
    pub(crate) paint: Paint,
    pub(crate) word: String,
}

impl Mark {
    fn new(sign: char, paint: Paint, word: &str) -> Self {
        Self { sign, paint, word: word.replace('_', " ") }
    }

    /// The sign in its style.
    pub(crate) fn sign(&self) -> impl fmt::Display {
        self.paint.paint(self.sign)
    }

    /// The word in its style.
    pub(crate) fn word(&self) -> impl fmt::Display {
        self.paint.paint(&self.word)
    }
}

/// How a component is doing.
pub(crate) fn component(status: Option<&ComponentStatus>) -> Mark {
    let Some(status) = status else { return Mark::new('·', DIM, "no status stated") };
    match status {
        ComponentStatus::Operational => Mark::new('●', GOOD, status.as_str()),
        ComponentStatus::UnderMaintenance => Mark::new('◆', PLANNED, status.as_str()),
        ComponentStatus::DegradedPerformance => Mark::new('◐', BAD, status.as_str()),
        ComponentStatus::PartialOutage => Mark::new('◑', BAD.bold(), status.as_str()),
        ComponentStatus::MajorOutage => Mark::new('✖', WORSE.bold(), status.as_str()),
        _ => unknown(status.as_str()),
    }
}

/// How bad it is.
pub(crate) fn impact(impact: Option<&Impact>) -> Mark {
    let Some(impact) = impact else { return Mark::new('·', DIM, "no impact stated") };
    match impact {
        Impact::None => Mark::new('●', GOOD, "no impact"),
        Impact::Maintenance => Mark::new('◆', PLANNED, impact.as_str()),
        Impact::Minor => Mark::new('◐', BAD, impact.as_str()),
        Impact::Major => Mark::new('✖', WORSE, impact.as_str()),
        Impact::Critical => Mark::new('✖', WORSE.bold(), impact.as_str()),
        _ => unknown(impact.as_str()),
    }
}

/// How much a diagnostic matters.
pub(crate) fn severity(severity: Severity) -> Mark {
    let word = severity.to_string();
    match severity {
        Severity::Info => Mark::new('·', DIM, &word),
        Severity::Warning => Mark::new('!', BAD, &word),
        _ => Mark::new('✖', ERROR, &word),
    }
}

/// A word that no vocabulary has, as the document wrote it.
fn unknown(word: &str) -> Mark {
    Mark { sign: '?', paint: UNKNOWN, word: format!("“{}” (unknown word)", escaped(word)) }
}

/// A word of an incident's status.
pub(crate) fn status(status: Option<&statusfeed::IncidentStatus>) -> String {
    match status {
        Some(status) if status.is_known() => status.as_str().replace('_', " "),
        Some(status) => unknown(status.as_str()).word,
        None => "no status stated".to_owned(),
    }
}
