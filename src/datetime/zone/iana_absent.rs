//! Stand-in for `iana.rs` without the `tz` feature: there are no zones.

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime};

use super::abbreviation::Seasonal;

/// Whether the database is compiled in.
pub(super) const IS_AVAILABLE: bool = false;

/// A type without values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum IanaZone {}

impl IanaZone {
    pub(super) fn find(_name: &str) -> Option<Self> {
        None
    }

    pub(super) fn find_city(_city: &str) -> Option<Self> {
        None
    }

    pub(super) fn find_seasonal(_seasonal: Seasonal) -> Option<Self> {
        None
    }

    pub(super) fn name(self) -> &'static str {
        match self {}
    }

    pub(super) fn offset_at(self, _utc: NaiveDateTime) -> FixedOffset {
        match self {}
    }

    pub(super) fn offsets_of_local(self, _local: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
        match self {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::Zone;
    use super::super::designator::{ZoneDesignator, parse_zone_prefix};
    use crate::datetime::{DateContext, DateError, parse};
    use crate::limits::Limits;

    #[test]
    fn names_of_zones_need_their_rules() {
        for text in ["Mar 31, 2022 8:30am PT", "2022-03-31 08:30 US/Pacific"] {
            assert_eq!(parse(text, &DateContext::new(&Limits::default())), Err(DateError::MissingZoneRules));
        }
        for text in ["Pacific Time", "America/Los_Angeles"] {
            assert_eq!(parse_zone_prefix(text), Some((ZoneDesignator::Unsupported, text.len())));
            assert!(text.parse::<Zone>().is_err());
        }
    }
}
