//! Time zones: fixed offsets, abbreviations, and IANA zones if the `tz` feature is on.
//!
//! [`designator`] parses the zone beside a time with [`offset`], [`abbreviation`] and [`name`]. Only [`iana`] knows the
//! IANA database; without the `tz` feature a stand-in without zones takes its place.

pub(crate) mod abbreviation;
pub(crate) mod designator;
#[cfg(feature = "tz")]
mod iana;
#[cfg(not(feature = "tz"))]
#[path = "iana_absent.rs"]
mod iana;
mod name;
mod offset;

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, FixedOffset, MappedLocalTime, NaiveDateTime, Offset, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use iana::IanaZone;

/// A time zone: an IANA zone such as `America/New_York`, or a fixed offset such as `+02:00`.
///
/// It is parsed with [`FromStr`] and written with [`Display`](fmt::Display); serde uses the same text. IANA zones need the
/// `tz` feature. `UTC`, `Z` and `GMT` are the fixed offset zero, which is written as `UTC`.
///
/// ```
/// use chrono::{DateTime, FixedOffset, Utc};
/// use statusfeed::Zone;
///
/// let zone: Zone = "UTC+2".parse()?;
/// assert_eq!(zone.to_string(), "+02:00");
/// assert_eq!(zone, Zone::from(FixedOffset::east_opt(2 * 3600).unwrap()));
///
/// let at: DateTime<Utc> = "2024-07-01T12:00:00Z".parse()?;
/// assert_eq!(at.with_timezone(&zone.offset_at(at)).to_string(), "2024-07-01 14:00:00 +02:00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(Rules);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Rules {
    Fixed(FixedOffset),
    Iana(IanaZone),
}

/// Whether a local time occurs in a zone once, twice, or never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ambiguity {
    /// Once.
    Unambiguous,
    /// Twice, because clocks are put back.
    Fold,
    /// Never, because clocks are put forward.
    Gap,
}

impl Zone {
    /// Coordinated Universal Time.
    ///
    /// ```
    /// assert_eq!(statusfeed::Zone::utc().to_string(), "UTC");
    /// ```
    #[must_use]
    pub fn utc() -> Self {
        Self(Rules::Fixed(Utc.fix()))
    }

    /// The offset from UTC that clocks of this zone have at an instant, daylight-saving time included.
    ///
    /// ```
    /// let zone: statusfeed::Zone = "-03:30".parse()?;
    /// let at = "2024-07-01T12:00:00Z".parse()?;
    /// assert_eq!(zone.offset_at(at).local_minus_utc(), -(3 * 60 + 30) * 60);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn offset_at(self, at: DateTime<Utc>) -> FixedOffset {
        match self.0 {
            Rules::Fixed(offset) => offset,
            Rules::Iana(zone) => zone.offset_at(at.naive_utc()),
        }
    }

    /// The offset of a local time. In a fold it is that of the first of the two instants, in a gap the one before the
    /// change.
    pub(crate) fn offset_of_local(self, local: NaiveDateTime) -> (FixedOffset, Ambiguity) {
        match self.offsets_of_local(local) {
            MappedLocalTime::Single(offset) => (offset, Ambiguity::Unambiguous),
            MappedLocalTime::Ambiguous(first, _) => (first, Ambiguity::Fold),
            MappedLocalTime::None => {
                // No zone changes its offset twice within a day.
                let day_before = local.checked_sub_days(Days::new(1)).unwrap_or(local);
                (self.offset_at(day_before.and_utc()), Ambiguity::Gap)
            }
        }
    }

    /// Whether clocks of this zone that show this local time may have this offset. In a gap any offset may be meant.
    pub(crate) fn may_have_offset(self, local: NaiveDateTime, wanted: FixedOffset) -> bool {
        match self.offsets_of_local(local) {
            MappedLocalTime::Single(offset) => offset == wanted,
            MappedLocalTime::Ambiguous(first, second) => first == wanted || second == wanted,
            MappedLocalTime::None => true,
        }
    }

    fn offsets_of_local(self, local: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
        match self.0 {
            Rules::Fixed(offset) => MappedLocalTime::Single(offset),
            Rules::Iana(zone) => zone.offsets_of_local(local),
        }
    }
}

impl From<FixedOffset> for Zone {
    fn from(offset: FixedOffset) -> Self {
        Self(Rules::Fixed(offset))
    }
}

/// The text is neither an offset nor, with the `tz` feature, an IANA zone.
///
/// ```
/// let error = "Mars/Olympus".parse::<statusfeed::Zone>().unwrap_err();
/// assert_eq!(error.found, "Mars/Olympus");
/// assert_eq!(
///     error.to_string(),
///     r#"expected an IANA time zone or an offset such as +02:00, found "Mars/Olympus""#
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an IANA time zone or an offset such as +02:00, found {found:?}")]
#[non_exhaustive]
pub struct UnknownZone {
    /// The text, cut to 80 characters.
    pub found: String,
}

impl FromStr for Zone {
    type Err = UnknownZone;

    /// Parses an offset (`+02:00`, `+0200`, `UTC+2`, `GMT-07:00`, `UTC`, `Z`) or, with the `tz` feature, an IANA name, a
    /// Rails name such as `Pacific Time (US & Canada)`, or a city after which an IANA zone is named.
    ///
    /// # Errors
    ///
    /// For any other text. An abbreviation such as `PST` is an error too: it means the offset of one half of the year, or
    /// one of several places.
    fn from_str(text: &str) -> Result<Self, UnknownZone> {
        let text = text.trim();
        offset::parse(text)
            .map(Self::from)
            .or_else(|| name::parse(text))
            .ok_or_else(|| UnknownZone { found: crate::diagnostic::quotable(text) })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Rules::Fixed(offset) if offset.local_minus_utc() == 0 => f.write_str("UTC"),
            Rules::Fixed(offset) => offset.fmt(f),
            Rules::Iana(zone) => f.write_str(zone.name()),
        }
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl abbreviation::Abbreviation {
    /// The zone, if it is one whose abbreviations are printed in the wrong season. `None` without the `tz` feature.
    pub(crate) fn seasonal_zone(&self) -> Option<Zone> {
        IanaZone::find_seasonal(self.seasonal()?).map(|zone| Zone(Rules::Iana(zone)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_have_many_spellings() {
        for (text, shown) in [
            ("UTC", "UTC"),
            ("Z", "UTC"),
            ("GMT", "UTC"),
            ("+00:00", "UTC"),
            ("+02:00", "+02:00"),
            ("+0530", "+05:30"),
            ("-7", "-07:00"),
            ("UTC+2", "+02:00"),
            ("GMT-0700", "-07:00"),
            ("GMT+0", "UTC"),
            ("UTC −03:30", "-03:30"),
        ] {
            assert_eq!(text.parse::<Zone>().unwrap().to_string(), shown, "{text}");
        }
    }

    #[test]
    fn abbreviations_and_other_words_are_errors() {
        for text in ["", "PST", "IST", "+25:00", "+02:60", "Mars/Olympus", "+", "UTC+", "+0200x", "UTC 5:13"]
        {
            assert!(text.parse::<Zone>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_zone_survives_json() {
        let zone: Zone = "-03:30".parse().unwrap();
        let json = serde_json::to_string(&zone).unwrap();
        assert_eq!(json, r#""-03:30""#);
        assert_eq!(serde_json::from_str::<Zone>(&json).unwrap(), zone);
    }

    #[test]
    fn fixed_offsets_do_not_overflow_at_the_ends_of_the_calendar() {
        for zone in ["+14:00", "-12:00"] {
            let zone: Zone = zone.parse().unwrap();
            for local in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
                assert_eq!(zone.offset_of_local(local).1, Ambiguity::Unambiguous);
            }
        }
    }
}
