//! The one notation that makes up nearly all times of a Statuspage feed, without the detour over a moment:
//! `Oct 21, 17:39 UTC`, near a known instant.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Utc};

use super::reading::{Evidence, Notes, Precision, Reading};

const MONTHS: [&[u8; 3]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// Reads it where it is written exactly so and lies within half a year of the anchor in the anchor's own year; anything
/// else is left to the notations that know everything.
pub(super) fn read(text: &str, anchor: DateTime<Utc>) -> Option<Reading> {
    let (month, rest) = text.as_bytes().split_first_chunk::<3>()?;
    let month = u32::try_from(MONTHS.iter().position(|&known| known == month)?).ok()?.checked_add(1)?;
    // The day is padded with a space.
    let (day, rest) = match rest {
        [b' ', b' ', day, rest @ ..] => (number(b'0', *day)?, rest),
        [b' ', day, b',', ..] => (number(b'0', *day)?, rest.get(2..)?),
        [b' ', ten, one, rest @ ..] => (number(*ten, *one)?, rest),
        _ => return None,
    };
    let &[b',', b' ', h1, h2, b':', m1, m2, b' ', b'U', b'T', b'C'] = rest else { return None };
    let date = NaiveDate::from_ymd_opt(anchor.year(), month, day)?;
    let at = date.and_hms_opt(number(h1, h2)?, number(m1, m2)?, 0)?.and_utc();
    let near = at.signed_duration_since(anchor).abs() < TimeDelta::try_days(180)?;
    near.then_some(Reading {
        at,
        offset: FixedOffset::east_opt(0)?,
        precision: Precision::Minute,
        evidence: Evidence::Offset,
        notes: Notes::default(),
    })
}

/// Two digits.
fn number(ten: u8, one: u8) -> Option<u32> {
    let digit = |b: u8| b.is_ascii_digit().then(|| u32::from(b & 0x0F));
    digit(ten)?.checked_mul(10)?.checked_add(digit(one)?)
}

#[cfg(test)]
mod tests {
    use super::super::{DateContext, moment};
    use super::*;
    use crate::limits::Limits;

    #[test]
    fn the_short_way_and_the_long_way_agree() {
        let anchor: DateTime<Utc> = "2026-03-03T12:00:00Z".parse().unwrap();
        let context = DateContext::new(&Limits::default()).near(anchor);
        let mut short = 0;
        for text in [
            "Mar 21, 17:39 UTC",
            "Mar  1, 00:00 UTC",
            "Mar 1, 23:59 UTC",
            "Jan 31, 09:09 UTC",
            "Feb 29, 09:09 UTC",
            "Dec 31, 23:59 UTC",
            "Aug 30, 12:00 UTC",
            "Mar 21, 24:00 UTC",
            "Mar 32, 10:00 UTC",
            "Mar 21, 10:60 UTC",
            "Mar 21, 10:00 PST",
            "Mar 21 10:00 UTC",
            "Mar 21, 10:00 UTC.",
            "Mar 21, 10:00",
            "March 21, 10:00 UTC",
            "Ma",
        ] {
            let Some(found) = read(text, anchor) else { continue };
            let long = moment(text, &context).and_then(|moment| moment.resolve(&context));
            assert_eq!(Ok(found), long, "{text}");
            short += 1;
        }
        assert_eq!(short, 4);
    }
}
