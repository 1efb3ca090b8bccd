//! An instant with its precision, the source of its zone, and the warnings about it.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use crate::diagnostic::{Code, Diagnostic, Severity};

/// The smallest unit that is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precision {
    /// `2024`
    Year,
    /// `2024-04`
    Month,
    /// `2024-04-08`
    #[default]
    Day,
    /// `2024-04-08 18:35`
    Minute,
    /// `2024-04-08 18:35:00`
    Second,
}

/// Where the zone of a time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ZoneSource {
    /// An offset beside the time: `+02:00`, `Z`, `UTC`.
    Offset,
    /// An abbreviation beside the time: `PST`.
    Abbreviation,
    /// The name of a zone beside the time: `Pacific Time`, `Europe/Paris`.
    Named,
    /// Not written: the zone that the context supplies, or UTC.
    Assumed,
}

/// A reason to doubt a time. The discriminants are the bits of [`DateWarnings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum DateWarning {
    /// No zone is written; the zone of the context is used.
    AssumedZone = 1,
    /// No zone is written and the context has none; UTC is used.
    AssumedUtc = 2,
    /// The abbreviation has several meanings and the context does not decide; the usual one is used.
    AmbiguousZone = 4,
    /// Offset and abbreviation contradict each other; the offset is used.
    OffsetContradictsZone = 8,
    /// The abbreviation belongs to the other half of the year; the zone's offset at that time is used.
    OutOfSeason = 16,
    /// The weekday is not that of the date; the date is used.
    WrongWeekday = 32,
    /// Clocks skip this local time because they are put forward; the written abbreviation's offset is used, else the one
    /// before the change.
    Gap = 64,
    /// Clocks show this local time twice because they are put back; the first is used.
    Fold = 128,
    /// The second is 60; 59 is used.
    LeapSecond = 256,
}

const ALL_WARNINGS: [DateWarning; 9] = [
    DateWarning::AssumedZone,
    DateWarning::AssumedUtc,
    DateWarning::AmbiguousZone,
    DateWarning::OffsetContradictsZone,
    DateWarning::OutOfSeason,
    DateWarning::WrongWeekday,
    DateWarning::Gap,
    DateWarning::Fold,
    DateWarning::LeapSecond,
];

impl DateWarning {
    fn describe(self) -> (Severity, Code, &'static str) {
        match self {
            Self::AssumedZone => (
                Severity::Info,
                Code::AssumedZone,
                "expected a time with its zone, found none; read in the zone of the page",
            ),
            Self::AssumedUtc => (
                Severity::Warning,
                Code::AssumedZone,
                "expected a time with its zone, found none; read as UTC",
            ),
            Self::AmbiguousZone => (
                Severity::Warning,
                Code::AmbiguousZone,
                "expected a zone with one meaning, found an abbreviation with several; read as the usual one",
            ),
            Self::OffsetContradictsZone => (
                Severity::Warning,
                Code::Contradiction,
                "expected the offset of the abbreviation, found another; the offset is used",
            ),
            Self::OutOfSeason => (
                Severity::Warning,
                Code::Contradiction,
                "expected the abbreviation in use at that time of the year, found the other; read as local time",
            ),
            Self::WrongWeekday => (
                Severity::Warning,
                Code::Contradiction,
                "expected the weekday of the date, found another; the date is used",
            ),
            Self::Gap => (
                Severity::Warning,
                Code::AmbiguousZone,
                "expected a time that clocks show, found one that they skip when they are put forward",
            ),
            Self::Fold => (
                Severity::Warning,
                Code::AmbiguousZone,
                "expected a time that clocks show once, found one that they show twice; read as the first",
            ),
            Self::LeapSecond => {
                (Severity::Info, Code::UnreadableTime, "expected a second up to 59, found 60; read as 59")
            }
        }
    }
}

/// The warnings about one time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DateWarnings(u16);

impl DateWarnings {
    pub(super) fn add(&mut self, warning: DateWarning) {
        self.0 |= warning as u16;
    }

    /// Whether this warning is one of them.
    pub(crate) fn has(self, warning: DateWarning) -> bool {
        self.0 & warning as u16 != 0
    }

    /// Whether there are no warnings.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The warnings, in the order of [`DateWarning`].
    pub(crate) fn iter(self) -> impl Iterator<Item = DateWarning> {
        ALL_WARNINGS.into_iter().filter(move |&warning| self.has(warning))
    }
}

/// An instant that was read from a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ResolvedTime {
    /// The instant.
    pub(crate) at: DateTime<Utc>,
    /// The offset from UTC of the clock that the text shows.
    pub(crate) offset: FixedOffset,
    /// The smallest unit that is written.
    pub(crate) precision: Precision,
    /// Where the zone comes from.
    pub(crate) zone_source: ZoneSource,
    /// Reasons to doubt the instant.
    pub(crate) warnings: DateWarnings,
}

impl ResolvedTime {
    /// The date in the time's own zone. `None` at the ends of the calendar.
    pub(crate) fn local_date(&self) -> Option<NaiveDate> {
        self.at.naive_utc().checked_add_offset(self.offset).map(|local| local.date())
    }

    /// The warnings as diagnostics at `path`, with the text that was found.
    pub(crate) fn diagnostics<'d>(
        &self,
        path: &'d str,
        found: &'d str,
    ) -> impl Iterator<Item = Diagnostic> + 'd {
        self.warnings.iter().map(move |warning| {
            let (severity, code, message) = warning.describe();
            Diagnostic::new(severity, code, path, message).with_found(found)
        })
    }
}
