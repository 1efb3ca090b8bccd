//! Time zones: fixed offsets, and IANA names where the `tz` feature is on.

use chrono::FixedOffset;

/// A time zone as a document or a caller names it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Zone {
    /// A fixed offset from UTC.
    Fixed(FixedOffset),
    /// An IANA zone, such as `America/New_York`.
    #[cfg(feature = "tz")]
    Named(chrono_tz::Tz),
}
