//! Why a text is not a time that can be known.

use crate::diagnostic::{Code, Diagnostic};

/// Why a text is not a time that can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DateError {
    /// The text is empty.
    #[error("expected a time, found nothing")]
    Empty,
    /// The text is longer than [`Limits::date_bytes`](crate::Limits::date_bytes).
    #[error("expected a time, found a text longer than the limit")]
    TooLong,
    /// No notation matches.
    #[error("expected a time in a known notation, found another text")]
    UnknownNotation,
    /// The word after the time is not a known zone: `12:00 XYZT`.
    #[error("expected a known time zone, found another word")]
    UnknownZone,
    /// The abbreviation has several meanings and the context does not decide: `12:00 IST`.
    #[error("expected a zone with one meaning, found an abbreviation with several")]
    AmbiguousZone,
    /// The name of a zone, which needs the rules that the `tz` feature adds: `12:00 Europe/Paris`.
    #[error("expected an offset, found the name of a zone, which needs the `tz` feature")]
    MissingZoneRules,
    /// Day and month may be swapped: `04/03/2024`.
    #[error("expected day and month in a known order, found a date that can be read both ways")]
    UnknownOrder,
    /// The year is missing, and so is an anchor to infer it from: `Oct 21, 17:39 UTC`.
    #[error("expected a date with its year, found none")]
    MissingYear,
    /// Only a time of day is written, and the context has no date: `17:39 UTC`.
    #[error("expected a date, found a time of day alone")]
    MissingDate,
    /// The date does not exist (`Feb 30`), or is outside the years 1970 to 9999.
    #[error("expected a day of the years 1970 to 9999, found another")]
    OutOfRange,
}

impl DateError {
    /// The diagnostic for this error at `path`, with the text that was found.
    pub(crate) fn diagnostic(self, path: &str, found: &str) -> Diagnostic {
        let code = match self {
            Self::AmbiguousZone => Code::AmbiguousZone,
            Self::TooLong => Code::Limit,
            _ => Code::UnreadableTime,
        };
        Diagnostic::warning(code, path, self.to_string()).with_found(found)
    }
}
