//! From a wall clock to an instant, gaps and folds of summer time included.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};

use super::Zone;

/// How a wall clock's time stands in its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "tz"), expect(dead_code, reason = "clocks at a fixed offset are never changed"))]
pub(crate) enum Fit {
    /// It is there once.
    Once,
    /// It is there twice, because clocks were put back; the first is taken.
    Twice,
    /// It is not there, because clocks were put forward; it is read with the offset from before.
    Skipped,
}

impl Zone {
    /// The instant at which a clock of this zone shows this time. `None` if it lies outside what chrono can hold.
    pub(crate) fn instant(self, local: NaiveDateTime) -> Option<(DateTime<Utc>, FixedOffset, Fit)> {
        let (offset, fit) = self.offset_of(local);
        Some((local.checked_sub_offset(offset)?.and_utc(), offset, fit))
    }

    #[cfg_attr(
        not(feature = "tz"),
        expect(unused_variables, reason = "a fixed offset is the same at any time")
    )]
    fn offset_of(self, local: NaiveDateTime) -> (FixedOffset, Fit) {
        match self {
            Self::Fixed(offset) => (offset, Fit::Once),
            #[cfg(feature = "tz")]
            Self::Named(zone) => named::offset_of(zone, local),
        }
    }
}

#[cfg(feature = "tz")]
pub(crate) mod named {
    use chrono::{Days, FixedOffset, MappedLocalTime, NaiveDateTime, Offset, TimeZone};
    use chrono_tz::Tz;

    use super::Fit;

    pub(crate) fn offset_at(zone: Tz, utc: NaiveDateTime) -> FixedOffset {
        zone.offset_from_utc_datetime(&utc).fix()
    }

    pub(super) fn offset_of(zone: Tz, local: NaiveDateTime) -> (FixedOffset, Fit) {
        match zone.offset_from_local_datetime(&local) {
            MappedLocalTime::Single(offset) => (offset.fix(), Fit::Once),
            MappedLocalTime::Ambiguous(first, _) => (first.fix(), Fit::Twice),
            MappedLocalTime::None => {
                let day_before = local.checked_sub_days(Days::new(1)).unwrap_or(local);
                (offset_at(zone, day_before), Fit::Skipped)
            }
        }
    }

    /// Whether clocks of this zone that show this time may stand at this offset.
    pub(crate) fn may_be(zone: Tz, local: NaiveDateTime, wanted: FixedOffset) -> bool {
        match zone.offset_from_local_datetime(&local) {
            MappedLocalTime::Single(offset) => offset.fix() == wanted,
            MappedLocalTime::Ambiguous(first, second) => first.fix() == wanted || second.fix() == wanted,
            MappedLocalTime::None => true,
        }
    }
}

#[cfg(test)]
#[cfg(feature = "tz")]
mod tests {
    use super::*;

    fn place(zone: &str, local: &str) -> (String, Fit) {
        let zone: Zone = zone.parse().unwrap();
        let (at, _, fit) = zone.instant(local.parse().unwrap()).unwrap();
        (at.to_rfc3339(), fit)
    }

    #[test]
    fn a_time_that_clocks_skip_is_read_with_the_offset_from_before() {
        let (at, fit) = place("America/New_York", "2024-03-10T02:30:00");
        assert_eq!((at.as_str(), fit), ("2024-03-10T07:30:00+00:00", Fit::Skipped));
    }

    #[test]
    fn a_time_that_clocks_show_twice_is_the_first() {
        let (at, fit) = place("Europe/Berlin", "2024-10-27T02:30:00");
        assert_eq!((at.as_str(), fit), ("2024-10-27T00:30:00+00:00", Fit::Twice));
    }

    #[test]
    fn times_at_the_ends_of_the_calendar_do_not_panic() {
        for zone in ["America/New_York", "Asia/Kolkata", "+14:00", "-12:00"] {
            let zone: Zone = zone.parse().unwrap();
            for local in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
                let _ = zone.instant(local);
            }
        }
    }
}
