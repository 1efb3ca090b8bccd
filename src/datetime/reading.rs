//! What reading a date gives: an instant with its evidence and doubts, or the reason why there is none.

use chrono::{DateTime, FixedOffset, Utc};

use crate::diagnostic::{Code, Diagnostic, Severity};

/// The finest part of a time that is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// A day, no time of day.
    #[default]
    Day,
    /// A time of day without seconds.
    Minute,
    /// A time of day with seconds.
    Second,
}

/// Where the zone of a time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// An offset stands beside the time: `+02:00`, `Z`, `UTC`.
    Offset,
    /// An abbreviation stands beside it: `PST`.
    Abbreviation,
    /// A zone's name stands beside it: `Pacific Time`, `Europe/Paris`.
    Named,
    /// Nothing stands beside it; the caller's zone or UTC was taken.
    Assumed,
}

/// A doubt about a time that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Note {
    /// No zone is stated; the zone that the caller or the adapter knows was taken.
    AssumedZone = 1,
    /// No zone is stated and nobody knows it; UTC was taken.
    AssumedUtc = 2,
    /// The abbreviation has several meanings and nothing tells which; the usual one was taken.
    AmbiguousZone = 4,
    /// Offset and abbreviation contradict each other; the offset was taken.
    OffsetContradictsZone = 8,
    /// The abbreviation belongs to the other half of the year; the zone's offset at that time was taken.
    OutOfSeason = 16,
    /// The weekday is not that of the date; the date was taken.
    WrongWeekday = 32,
    /// Clocks were put forward past this time, or back so that it came twice.
    ClockChange = 64,
    /// The second is 60; 59 was taken.
    LeapSecond = 128,
}

const NOTES: [Note; 8] = [
    Note::AssumedZone,
    Note::AssumedUtc,
    Note::AmbiguousZone,
    Note::OffsetContradictsZone,
    Note::OutOfSeason,
    Note::WrongWeekday,
    Note::ClockChange,
    Note::LeapSecond,
];

impl Note {
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
                "expected the offset of the abbreviation, found another; the offset was taken",
            ),
            Self::OutOfSeason => (
                Severity::Warning,
                Code::Contradiction,
                "expected the abbreviation in use at that time of the year, found the other; read as local time",
            ),
            Self::WrongWeekday => (
                Severity::Warning,
                Code::Contradiction,
                "expected the weekday of the date, found another; the date was taken",
            ),
            Self::ClockChange => (
                Severity::Warning,
                Code::AmbiguousZone,
                "expected a time that clocks show once, found one at which they were changed",
            ),
            Self::LeapSecond => {
                (Severity::Info, Code::UnreadableTime, "expected a second up to 59, found 60; read as 59")
            }
        }
    }
}

/// The doubts about one time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Notes(u8);

impl Notes {
    pub(super) fn add(&mut self, note: Note) {
        self.0 |= note as u8;
    }

    /// Whether this doubt is among them.
    pub(crate) fn has(self, note: Note) -> bool {
        self.0 & note as u8 != 0
    }

    /// Whether there is no doubt.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The doubts, one by one.
    pub(crate) fn iter(self) -> impl Iterator<Item = Note> {
        NOTES.into_iter().filter(move |&note| self.has(note))
    }
}

/// A time that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The instant.
    pub(crate) at: DateTime<Utc>,
    /// The offset that the text's clocks stand at.
    pub(crate) offset: FixedOffset,
    /// How much of it is written.
    pub(crate) precision: Precision,
    /// Where its zone comes from.
    pub(crate) evidence: Evidence,
    /// What is doubtful about it.
    pub(crate) notes: Notes,
}

impl Reading {
    /// The doubts as diagnostics about this place and these words.
    pub(crate) fn diagnostics<'d>(
        &self,
        path: &'d str,
        found: &'d str,
    ) -> impl Iterator<Item = Diagnostic> + 'd {
        self.notes.iter().map(move |note| {
            let (severity, code, message) = note.describe();
            Diagnostic::new(severity, code, path, message).with_found(found)
        })
    }
}

/// Why a text is no time that can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    /// Nothing is written.
    #[error("expected a time, found nothing")]
    Empty,
    /// The text is longer than [`Limits::date_bytes`](crate::Limits::date_bytes).
    #[error("expected a time, found a text longer than the limit")]
    TooLong,
    /// No notation fits.
    #[error("expected a time in a known notation, found another text")]
    Notation,
    /// A word stands where a zone should, and is none that is known.
    #[error("expected a known time zone, found another word")]
    Zone,
    /// The abbreviation has several meanings and nothing tells which.
    #[error("expected a zone with one meaning, found an abbreviation with several")]
    AmbiguousZone,
    /// A zone's name needs the rules that the `tz` feature brings.
    #[cfg(not(feature = "tz"))]
    #[error("expected an offset, found a zone's name, which needs the `tz` feature")]
    NoZoneRules,
    /// Day and month can be told apart neither by the numbers nor by the context.
    #[error("expected day and month in a known order, found a date that can be read both ways")]
    DayOrMonth,
    /// There is no year, and nothing to infer it from.
    #[error("expected a date with its year, found none")]
    NoYear,
    /// There is only a time of day.
    #[error("expected a date, found a time of day alone")]
    NoDate,
    /// There is no such day, or it lies outside the years 1970 to 9999.
    #[error("expected a day of the years 1970 to 9999, found another")]
    OutOfRange,
}

impl Unreadable {
    /// The diagnostic for this place and these words.
    pub(crate) fn diagnostic(self, path: &str, found: &str) -> Diagnostic {
        let code = match self {
            Self::AmbiguousZone => Code::AmbiguousZone,
            Self::TooLong => Code::Limit,
            _ => Code::UnreadableTime,
        };
        Diagnostic::warning(code, path, self.to_string()).with_found(found)
    }
}
