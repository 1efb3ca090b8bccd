//! Time zones: fixed offsets, the abbreviations that people print, and IANA names where the `tz` feature is on.

pub(crate) mod abbreviation;
pub(crate) mod local;
pub(crate) mod name;

use std::fmt;
use std::str::FromStr;

use chrono::{FixedOffset, Offset};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A time zone as a document or a caller names it.
///
/// Reads (and writes, with `Display` and serde) an IANA name such as `America/New_York`, where the `tz` feature is on, or
/// a fixed offset such as `+02:00`. `UTC`, `Z` and `GMT` are the fixed offset zero, which is written `UTC`.
///
/// ```
/// use statusfeed::Zone;
///
/// let zone: Zone = "UTC+2".parse()?;
/// assert_eq!(zone.to_string(), "+02:00");
/// # Ok::<(), statusfeed::UnknownZone>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Zone {
    /// A fixed offset from UTC.
    Fixed(FixedOffset),
    /// An IANA zone, such as `America/New_York`.
    #[cfg(feature = "tz")]
    Named(chrono_tz::Tz),
}

impl Zone {
    /// Coordinated Universal Time.
    #[must_use]
    pub fn utc() -> Self {
        Self::Fixed(chrono::Utc.fix())
    }
}

/// A word that names no time zone: neither an offset nor, with the `tz` feature, an IANA zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an IANA time zone or an offset such as +02:00, found {found:?}")]
#[non_exhaustive]
pub struct UnknownZone {
    /// The word, cut to 80 characters.
    pub found: String,
}

impl FromStr for Zone {
    type Err = UnknownZone;

    /// Reads an IANA name (`tz` feature), a Rails name such as `Pacific Time (US & Canada)`, a city that names a zone, or
    /// an offset: `+02:00`, `+0200`, `UTC+2`, `GMT-07:00`, `UTC`, `Z`.
    ///
    /// An abbreviation such as `PST` is refused: it names an offset of one half of the year, or one of several places.
    fn from_str(text: &str) -> Result<Self, UnknownZone> {
        let text = text.trim();
        name::offset(text)
            .map(Self::Fixed)
            .or_else(|| name::zone(text))
            .ok_or_else(|| UnknownZone { found: crate::diagnostic::quotable(text) })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(offset) if offset.local_minus_utc() == 0 => f.write_str("UTC"),
            Self::Fixed(offset) => offset.fmt(f),
            #[cfg(feature = "tz")]
            Self::Named(zone) => f.write_str(zone.name()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_in_every_spelling() {
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
    fn abbreviations_and_nonsense_are_refused() {
        for text in ["", "PST", "IST", "+25:00", "+02:60", "Mars/Olympus", "+", "UTC+", "+0200x", "UTC 5:13"]
        {
            assert!(text.parse::<Zone>().is_err(), "{text}");
        }
    }

    #[cfg(feature = "tz")]
    #[test]
    fn names_in_every_spelling() {
        for (text, shown) in [
            ("America/New_York", "America/New_York"),
            ("US/Pacific", "US/Pacific"),
            ("Pacific Time (US & Canada)", "America/Los_Angeles"),
            ("Madrid", "Europe/Madrid"),
            ("New York", "America/New_York"),
            ("Etc/UTC", "Etc/UTC"),
        ] {
            assert_eq!(text.parse::<Zone>().unwrap().to_string(), shown, "{text}");
        }
    }

    #[test]
    fn survives_json() {
        let zone: Zone = "-03:30".parse().unwrap();
        assert_eq!(zone.to_string().parse::<Zone>().unwrap(), zone);
    }
}
