//! Short cuts for the two notations that make up nearly all times of real documents.
//!
//! Both give exactly what the general path would give, or `None`, which only means that the general path must be asked.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::names;
use super::resolve::filter_range;
use super::resolved::{DateWarnings, Precision, ResolvedTime, ZoneSource};

/// Parses `YYYY-MM-DDThh:mm:ss[.f…](Z|±hh:mm)`: nine of ten times in JSON, and chrono's parser would take a fifth of the
/// time of decoding a document.
#[inline]
pub(super) fn parse_rfc3339(text: &str) -> Option<DateTime<Utc>> {
    let (head, rest) = text.as_bytes().split_first_chunk::<19>()?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2] = head else {
        return None;
    };
    let year = two_digits(y1, y2)?.wrapping_mul(100).wrapping_add(two_digits(y3, y4)?);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, two_digits(m1, m2)?, two_digits(d1, d2)?)?;
    let (nanos, rest) = parse_fraction(rest)?;
    let time =
        NaiveTime::from_hms_nano_opt(two_digits(h1, h2)?, two_digits(n1, n2)?, two_digits(s1, s2)?, nanos)?;
    let local = date.and_time(time);
    let at = match *rest {
        [b'Z'] => local,
        [sign @ (b'+' | b'-'), h1, h2, b':', n1, n2] => {
            let (hours, minutes) = (two_digits(h1, h2)?, two_digits(n1, n2)?);
            if hours > 14 || minutes > 59 {
                return None;
            }
            let seconds = hours.wrapping_mul(60).wrapping_add(minutes).wrapping_mul(60);
            let seconds = i32::try_from(seconds).ok()?;
            let offset =
                if sign == b'+' { FixedOffset::east_opt(seconds) } else { FixedOffset::west_opt(seconds) };
            local.checked_sub_offset(offset?)?
        }
        _ => return None,
    };
    filter_range(at.and_utc())
}

#[inline]
fn parse_fraction(rest: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.', digits @ ..] = rest else { return Some((0, rest)) };
    let mut nanos = 0_u32;
    let mut scale = 1_000_000_000_u32;
    let mut at = digits;
    while let [digit @ b'0'..=b'9', more @ ..] = at {
        scale = scale.checked_div(10)?;
        nanos = nanos.wrapping_add(u32::from(digit.wrapping_sub(b'0')).wrapping_mul(scale));
        at = more;
    }
    (at.len() < digits.len()).then_some((nanos, at))
}

/// Parses `Oct 21, 17:39 UTC` within half a year of `anchor` and in its year: nearly all times of a Statuspage feed.
pub(super) fn parse_statuspage_utc(text: &str, anchor: DateTime<Utc>) -> Option<ResolvedTime> {
    let (month, rest) = text.split_at_checked(3)?;
    let month = names::parse_month(month)?;
    // A day of one digit may be padded with a space: "Oct  1".
    let rest = rest.as_bytes();
    let (day, rest) = match rest {
        [b' ', b' ', day, rest @ ..] => (two_digits(b'0', *day)?, rest),
        [b' ', day, b',', ..] => (two_digits(b'0', *day)?, rest.get(2..)?),
        [b' ', ten, one, rest @ ..] => (two_digits(*ten, *one)?, rest),
        _ => return None,
    };
    let &[b',', b' ', h1, h2, b':', m1, m2, b' ', b'U', b'T', b'C'] = rest else { return None };
    let date = NaiveDate::from_ymd_opt(anchor.year(), month, day)?;
    let at = date.and_hms_opt(two_digits(h1, h2)?, two_digits(m1, m2)?, 0)?.and_utc();
    let is_near = at.signed_duration_since(anchor).abs() < TimeDelta::try_days(180)?;
    is_near.then_some(ResolvedTime {
        at,
        offset: FixedOffset::east_opt(0)?,
        precision: Precision::Minute,
        zone_source: ZoneSource::Offset,
        warnings: DateWarnings::default(),
    })
}

#[inline]
fn two_digits(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| u32::from(tens.wrapping_mul(10).wrapping_add(ones)))
}

#[cfg(test)]
mod tests {
    use super::super::{DateContext, parse_partial};
    use super::*;
    use crate::limits::Limits;

    #[test]
    fn rfc_3339_agrees_with_chrono() {
        let mut seen = 0;
        // A step that is not a multiple of an hour or a day reaches all dates, times and offsets.
        for step in 0..20_000_i64 {
            let seconds = step * 12_345_677 % 253_402_300_800;
            let at =
                DateTime::from_timestamp(seconds, u32::try_from(step % 1_000).unwrap() * 1_000_000).unwrap();
            let offset = FixedOffset::east_opt(i32::try_from(step % 29 - 14).unwrap() * 3_600).unwrap();
            for text in [
                at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
                at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
                at.with_timezone(&offset).format("%Y-%m-%dT%H:%M:%S%.f%:z").to_string(),
            ] {
                let expected = DateTime::parse_from_rfc3339(&text).unwrap().to_utc();
                assert_eq!(parse_rfc3339(&text), filter_range(expected), "{text}");
                seen += 1;
            }
        }
        assert_eq!(seen, 60_000);
    }

    #[test]
    fn rfc_3339_accepts_nothing_that_chrono_rejects() {
        for text in [
            "",
            "2024-04-08",
            "2024-04-08T18:35:00",
            "2024-13-08T18:35:00Z",
            "2024-02-30T18:35:00Z",
            "2024-04-08T24:35:00Z",
            "2024-04-08T18:60:00Z",
            "2024-04-08T18:35:61Z",
            "2024-04-08T18:35:00.Z",
            "2024-04-08T18:35:00+2:00",
            "2024-04-08T18:35:00ZZ",
            "2024-04-08T18:35:00+02:60",
            "/024-04-08T18:35:00Z",
        ] {
            assert_eq!(parse_rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn the_fast_path_agrees_with_the_general_path() {
        let anchor: DateTime<Utc> = "2026-03-03T12:00:00Z".parse().unwrap();
        let context = DateContext::new(&Limits::default()).with_year_near(anchor);
        let mut taken = 0;
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
            let Some(found) = parse_statuspage_utc(text, anchor) else { continue };
            let general = parse_partial(text, &context).and_then(|partial| partial.resolve(&context));
            assert_eq!(Ok(found), general, "{text}");
            taken += 1;
        }
        assert_eq!(taken, 4);
    }
}
