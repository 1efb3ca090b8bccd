//! From what is written to the instant: the year that is not printed, the zone, and the checks.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::context::{Anchor, DateContext};
use super::mark::Mark;
use super::moment::{Clock, Day, Edge, Moment};
use super::reading::{Evidence, Note, Notes, Precision, Reading, Unreadable};
use crate::datetime::zone::Zone;
use crate::datetime::zone::abbreviation::{Abbreviation, Standing};
use crate::datetime::zone::local::Fit;

impl Moment {
    /// The instant, as far as it can be known from the text and the context.
    ///
    /// # Errors
    ///
    /// If something is missing that the context does not give either, or if there is no such day.
    pub(crate) fn resolve(&self, context: &DateContext) -> Result<Reading, Unreadable> {
        resolve(self, context)
    }

    /// The first instant with this time of day that is not before `earlier`: for a list of times without days that runs
    /// past midnight. A moment that has its own day is resolved as it stands.
    ///
    /// # Errors
    ///
    /// As [`Moment::resolve`].
    pub(crate) fn resolve_after(
        &self,
        earlier: DateTime<Utc>,
        context: &DateContext,
    ) -> Result<Reading, Unreadable> {
        if self.day.is_some() {
            return self.resolve(&DateContext { anchor: Some(Anchor::Nearest(earlier)), ..*context });
        }
        after(self, earlier, context)
    }
}

/// Resolves a moment; see [`Moment::resolve`].
fn resolve(moment: &Moment, context: &DateContext) -> Result<Reading, Unreadable> {
    let mut reading = match (moment.day, context.day) {
        (Some(day), _) => dated(moment, day, context)?,
        (None, Some(date)) => on_date(moment, date, context)?,
        (None, None) => return Err(Unreadable::NoDate),
    };
    reading.precision = precision(moment);
    if moment.clock.is_some_and(|clock| clock.edge == Edge::LeapSecond) {
        reading.notes.add(Note::LeapSecond);
    }
    Ok(reading)
}

/// Resolves a time of day to the first one that is not before `earlier`; see [`Moment::resolve_after`].
fn after(moment: &Moment, earlier: DateTime<Utc>, context: &DateContext) -> Result<Reading, Unreadable> {
    // The local day of `earlier` is within a day of its day in UTC.
    let first = earlier.date_naive().checked_sub_days(Days::new(1)).ok_or(Unreadable::OutOfRange)?;
    let mut last = Err(Unreadable::OutOfRange);
    for date in first.iter_days().take(4) {
        last = resolve(moment, &DateContext { day: Some(date), ..*context });
        if last.is_ok_and(|reading| reading.at >= earlier) {
            break;
        }
    }
    last
}

fn precision(moment: &Moment) -> Precision {
    match (moment.clock, moment.day) {
        (Some(clock), _) if clock.seconds => Precision::Second,
        (Some(_), _) => Precision::Minute,
        (None, Some(day)) => day.precision,
        (None, None) => Precision::Day,
    }
}

fn dated(moment: &Moment, day: Day, context: &DateContext) -> Result<Reading, Unreadable> {
    let mut reading = match (day.year, context.anchor) {
        (Some(year), _) => in_year(moment, day, year, context)?.ok_or(Unreadable::OutOfRange)?,
        (None, Some(Anchor::Nearest(anchor))) => nearest_year(moment, day, anchor, context)?,
        (None, Some(Anchor::NotAfter(bound))) => last_year(moment, day, bound, context)?,
        (None, None) => return Err(Unreadable::NoYear),
    };
    let local = reading.at.naive_utc().checked_add_offset(reading.offset).map(|local| local.date());
    let moved = reading.notes.has(Note::ClockChange)
        || moment.clock.is_some_and(|clock| clock.edge == Edge::EndOfDay);
    let differs = |weekday| local.is_some_and(|date| date.weekday() != weekday);
    if !moved && day.weekday.is_some_and(differs) {
        reading.notes.add(Note::WrongWeekday);
    }
    Ok(reading)
}

/// A leap day may need eight years back (1904 was the last time, but the calendar goes on).
const YEARS_BACK: i32 = 8;

fn nearest_year(
    moment: &Moment,
    day: Day,
    anchor: DateTime<Utc>,
    context: &DateContext,
) -> Result<Reading, Unreadable> {
    let mut best: Option<(TimeDelta, Reading)> = None;
    // The anchor's own year first: what lies near in it is farther away in any other.
    for step in [0, -1, 1] {
        let year = anchor.year().saturating_add(step);
        let Some(reading) = in_year(moment, day, year, context)? else { continue };
        let apart = reading.at.signed_duration_since(anchor).abs();
        if best.is_none_or(|(least, _)| apart < least) {
            best = Some((apart, reading));
        }
        if apart.num_days() < 180 {
            break;
        }
    }
    best.map(|(_, reading)| reading).ok_or(Unreadable::OutOfRange)
}

fn last_year(
    moment: &Moment,
    day: Day,
    bound: DateTime<Utc>,
    context: &DateContext,
) -> Result<Reading, Unreadable> {
    // The bound may stand late on 31 December in UTC, the local year is then the next one.
    for back in -1..=YEARS_BACK {
        let year = bound.year().saturating_sub(back);
        if let Some(reading) = in_year(moment, day, year, context)?
            && reading.at <= bound
        {
            return Ok(reading);
        }
    }
    Err(Unreadable::OutOfRange)
}

/// `Ok(None)`: that year has no such day.
fn in_year(
    moment: &Moment,
    day: Day,
    year: i32,
    context: &DateContext,
) -> Result<Option<Reading>, Unreadable> {
    match day.in_year(year, context.order)? {
        Some(date) => match on_date(moment, date, context) {
            Err(Unreadable::OutOfRange) => Ok(None),
            other => other.map(Some),
        },
        None => Ok(None),
    }
}

fn on_date(moment: &Moment, date: NaiveDate, context: &DateContext) -> Result<Reading, Unreadable> {
    let local = local(date, moment.clock).ok_or(Unreadable::OutOfRange)?;
    let reading = match moment.mark {
        Some(Mark::Offset(offset, beside)) => {
            let mut notes = Notes::default();
            if beside.is_some_and(|word| !word.may_mean(offset)) {
                notes.add(Note::OffsetContradictsZone);
            }
            at_offset(local, offset, Evidence::Offset, notes)
        }
        Some(Mark::Abbreviation(word)) => abbreviated(local, word, context)?,
        Some(Mark::Named(zone)) => in_zone(local, zone, Evidence::Named, Notes::default()),
        #[cfg(not(feature = "tz"))]
        Some(Mark::WithoutRules) => return Err(Unreadable::NoZoneRules),
        None => {
            let mut notes = Notes::default();
            notes.add(if context.assumed_zone.is_some() { Note::AssumedZone } else { Note::AssumedUtc });
            in_zone(local, context.assumed_zone.unwrap_or(Zone::utc()), Evidence::Assumed, notes)
        }
    };
    reading.filter(|reading| in_range(reading.at).is_some()).ok_or(Unreadable::OutOfRange)
}

fn local(date: NaiveDate, clock: Option<Clock>) -> Option<NaiveDateTime> {
    let Some(clock) = clock else { return Some(date.and_time(NaiveTime::MIN)) };
    let date = if clock.edge == Edge::EndOfDay { date.succ_opt()? } else { date };
    Some(date.and_time(clock.time))
}

fn at_offset(local: NaiveDateTime, offset: FixedOffset, evidence: Evidence, notes: Notes) -> Option<Reading> {
    let at = local.checked_sub_offset(offset)?.and_utc();
    Some(Reading { at, offset, precision: Precision::Day, evidence, notes })
}

fn in_zone(local: NaiveDateTime, zone: Zone, evidence: Evidence, mut notes: Notes) -> Option<Reading> {
    let (at, offset, fit) = zone.instant(local)?;
    if fit != Fit::Once {
        notes.add(Note::ClockChange);
    }
    Some(Reading { at, offset, precision: Precision::Day, evidence, notes })
}

/// Which of its meanings an abbreviation has here.
///
/// Evidence comes first: an offset that the document states, or the zone of the page, where it is one of the meanings.
/// Then the season: `PST` printed in July is local time on the west coast (a whole page of 2014 was so), unless the
/// document states the abbreviation's own offset for a time in the same season.
fn abbreviated(
    local: NaiveDateTime,
    word: &'static Abbreviation,
    context: &DateContext,
) -> Result<Option<Reading>, Unreadable> {
    let plain = word.offset().ok_or(Unreadable::Zone)?;
    let mut notes = Notes::default();
    if word.standing != Standing::Settled {
        let page = context.assumed_zone.and_then(|zone| zone.instant(local)).map(|(_, offset, _)| offset);
        if let Some(meant) = context.stated_offset.or(page).filter(|&offset| word.may_mean(offset)) {
            return Ok(at_offset(local, meant, Evidence::Abbreviation, notes));
        }
        if word.standing == Standing::Open {
            return Err(Unreadable::AmbiguousZone);
        }
        notes.add(Note::AmbiguousZone);
    }
    let offset = match in_season(local, word, plain, context) {
        Some(other) if other != plain => {
            notes.add(Note::OutOfSeason);
            other
        }
        _ => plain,
    };
    Ok(at_offset(local, offset, Evidence::Abbreviation, notes))
}

/// The offset of the abbreviation's zone at that time, where the zone is one whose abbreviations are mixed up.
#[cfg(feature = "tz")]
fn in_season(
    local: NaiveDateTime,
    word: &Abbreviation,
    plain: FixedOffset,
    context: &DateContext,
) -> Option<FixedOffset> {
    use crate::datetime::zone::local::named;

    let zone = word.family?.zone();
    if named::may_be(zone, local, plain) {
        return None;
    }
    // Clocks that stand at the abbreviation's offset while the zone's do not are those of a place without summer time.
    let elsewhere = context.stated_offset == Some(plain)
        && context.anchor.is_some_and(|anchor| {
            let (Anchor::Nearest(at) | Anchor::NotAfter(at)) = anchor;
            named::offset_at(zone, at.naive_utc()) != plain
        });
    if elsewhere {
        return None;
    }
    let (_, offset, _) = Zone::Named(zone).instant(local)?;
    Some(offset)
}

/// Without the rules of zones an abbreviation is taken at its word.
#[cfg(not(feature = "tz"))]
fn in_season(_: NaiveDateTime, _: &Abbreviation, _: FixedOffset, _: &DateContext) -> Option<FixedOffset> {
    None
}

/// The instant, if it lies in the years 1970 to 9999: zero dates and dates that RFC 3339 cannot write are no times.
#[inline]
pub(super) fn in_range(at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    // 9999-12-31T23:59:59Z
    (0..=253_402_300_799).contains(&at.timestamp()).then_some(at)
}
