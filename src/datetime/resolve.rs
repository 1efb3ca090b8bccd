//! From a [`PartialDateTime`] to an instant: the missing year, the zone, and the checks.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::context::{DateContext, YearAnchor};
use super::error::DateError;
use super::partial::{PartialDate, PartialDateTime, SpecialTime};
use super::resolved::{DateWarning, DateWarnings, Precision, ResolvedTime, ZoneSource};
use super::zone::abbreviation::{Abbreviation, Certainty};
use super::zone::designator::ZoneDesignator;
use super::zone::{Ambiguity, Zone};

/// How many years back a date without a year is searched. 29 February may be seven years back (1897 to 1904, and again
/// around 2100).
const MAX_YEARS_BACK: i32 = 8;

/// A date that is nearer to the anchor than this, in days, is farther away in every other year.
const HALF_YEAR_DAYS: i64 = 180;

impl PartialDateTime {
    /// The instant, as far as text and context determine it.
    ///
    /// # Errors
    ///
    /// If something is missing that the context does not supply either, or the date does not exist.
    pub(crate) fn resolve(&self, context: &DateContext) -> Result<ResolvedTime, DateError> {
        let mut resolved = match (self.date, context.default_date) {
            (Some(date), _) => self.resolve_date(date, context)?,
            (None, Some(date)) => self.resolve_on(date, context)?,
            (None, None) => return Err(DateError::MissingDate),
        };
        resolved.precision = self.precision();
        if self.time.is_some_and(|time| time.special == SpecialTime::LeapSecond) {
            resolved.warnings.add(DateWarning::LeapSecond);
        }
        Ok(resolved)
    }

    /// The first instant with this time of day that is not before `earlier`: for lists of times without dates that
    /// continue past midnight (`23:50`, `00:10`). A time with a date keeps it.
    ///
    /// # Errors
    ///
    /// As [`PartialDateTime::resolve`].
    pub(crate) fn resolve_after(
        &self,
        earlier: DateTime<Utc>,
        context: &DateContext,
    ) -> Result<ResolvedTime, DateError> {
        if self.date.is_some() {
            return self.resolve(&context.with_year_near(earlier));
        }
        // The local date of `earlier` is at most one day from its date in UTC.
        let first = earlier.date_naive().checked_sub_days(Days::new(1)).ok_or(DateError::OutOfRange)?;
        let mut last = Err(DateError::OutOfRange);
        for date in first.iter_days().take(4) {
            last = self.resolve(&context.with_default_date(Some(date)));
            if last.is_ok_and(|resolved| resolved.at >= earlier) {
                break;
            }
        }
        last
    }

    fn precision(&self) -> Precision {
        match (self.time, self.date) {
            (Some(time), _) if time.has_seconds => Precision::Second,
            (Some(_), _) => Precision::Minute,
            (None, Some(date)) => date.precision,
            (None, None) => Precision::Day,
        }
    }

    fn resolve_date(&self, date: PartialDate, context: &DateContext) -> Result<ResolvedTime, DateError> {
        let mut resolved = match (date.year, context.year_anchor) {
            (Some(year), _) => self.resolve_in_year(date, year, context)?.ok_or(DateError::OutOfRange)?,
            (None, Some(YearAnchor::Nearest(anchor))) => self.resolve_nearest(date, anchor, context)?,
            (None, Some(YearAnchor::NotAfter(bound))) => self.resolve_not_after(date, bound, context)?,
            (None, None) => return Err(DateError::MissingYear),
        };
        // In these cases the local date may differ from the one that is written.
        let may_move = resolved.warnings.has(DateWarning::Gap)
            || resolved.warnings.has(DateWarning::Fold)
            || self.time.is_some_and(|time| time.special == SpecialTime::EndOfDay);
        let local = resolved.local_date();
        let differs = |day_of_week| local.is_some_and(|local| local.weekday() != day_of_week);
        if !may_move && date.day_of_week.is_some_and(differs) {
            resolved.warnings.add(DateWarning::WrongWeekday);
        }
        Ok(resolved)
    }

    fn resolve_nearest(
        &self,
        date: PartialDate,
        anchor: DateTime<Utc>,
        context: &DateContext,
    ) -> Result<ResolvedTime, DateError> {
        let mut best: Option<(TimeDelta, ResolvedTime)> = None;
        for step in [0, -1, 1] {
            let year = anchor.year().saturating_add(step);
            let Some(resolved) = self.resolve_in_year(date, year, context)? else { continue };
            let distance = resolved.at.signed_duration_since(anchor).abs();
            if best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, resolved));
            }
            if distance.num_days() < HALF_YEAR_DAYS {
                break;
            }
        }
        best.map(|(_, resolved)| resolved).ok_or(DateError::OutOfRange)
    }

    fn resolve_not_after(
        &self,
        date: PartialDate,
        bound: DateTime<Utc>,
        context: &DateContext,
    ) -> Result<ResolvedTime, DateError> {
        // On 31 December in UTC, the local year may be the next one.
        for back in -1..=MAX_YEARS_BACK {
            let year = bound.year().saturating_sub(back);
            if let Some(resolved) = self.resolve_in_year(date, year, context)?
                && resolved.at <= bound
            {
                return Ok(resolved);
            }
        }
        Err(DateError::OutOfRange)
    }

    /// `Ok(None)` if that year has no such date.
    fn resolve_in_year(
        &self,
        date: PartialDate,
        year: i32,
        context: &DateContext,
    ) -> Result<Option<ResolvedTime>, DateError> {
        match date.in_year(year, context.date_order)? {
            Some(date) => match self.resolve_on(date, context) {
                Err(DateError::OutOfRange) => Ok(None),
                other => other.map(Some),
            },
            None => Ok(None),
        }
    }

    fn resolve_on(&self, date: NaiveDate, context: &DateContext) -> Result<ResolvedTime, DateError> {
        let local = self.local_on(date).ok_or(DateError::OutOfRange)?;
        let mut warnings = DateWarnings::default();
        let resolved = match self.zone {
            Some(ZoneDesignator::Offset(offset, beside)) => {
                if beside.is_some_and(|abbreviation| !abbreviation.matches_offset(offset)) {
                    warnings.add(DateWarning::OffsetContradictsZone);
                }
                resolve_offset(local, offset, ZoneSource::Offset, warnings)
            }
            Some(ZoneDesignator::Abbreviation(abbreviation)) => {
                resolve_abbreviation(local, abbreviation, context)?
            }
            Some(ZoneDesignator::Named(zone)) => resolve_zone(local, zone, ZoneSource::Named, warnings),
            Some(ZoneDesignator::Unsupported) => return Err(DateError::MissingZoneRules),
            None => {
                warnings.add(match context.assumed_zone {
                    Some(_) => DateWarning::AssumedZone,
                    None => DateWarning::AssumedUtc,
                });
                let zone = context.assumed_zone.unwrap_or(Zone::utc());
                resolve_zone(local, zone, ZoneSource::Assumed, warnings)
            }
        };
        resolved.filter(|resolved| filter_range(resolved.at).is_some()).ok_or(DateError::OutOfRange)
    }

    fn local_on(&self, date: NaiveDate) -> Option<NaiveDateTime> {
        let Some(time) = self.time else { return Some(date.and_time(NaiveTime::MIN)) };
        let date = if time.special == SpecialTime::EndOfDay { date.succ_opt()? } else { date };
        Some(date.and_time(time.time))
    }
}

fn resolve_offset(
    local: NaiveDateTime,
    offset: FixedOffset,
    zone_source: ZoneSource,
    warnings: DateWarnings,
) -> Option<ResolvedTime> {
    let at = local.checked_sub_offset(offset)?.and_utc();
    Some(ResolvedTime { at, offset, precision: Precision::Day, zone_source, warnings })
}

fn resolve_zone(
    local: NaiveDateTime,
    zone: Zone,
    zone_source: ZoneSource,
    mut warnings: DateWarnings,
) -> Option<ResolvedTime> {
    let (offset, ambiguity) = zone.offset_of_local(local);
    match ambiguity {
        Ambiguity::Unambiguous => {}
        Ambiguity::Gap => warnings.add(DateWarning::Gap),
        Ambiguity::Fold => warnings.add(DateWarning::Fold),
    }
    resolve_offset(local, offset, zone_source, warnings)
}

/// Decides which of its meanings an abbreviation has here.
///
/// Evidence comes first: an offset that the document states, or the zone of the page, if it is one of the meanings.
/// Then the season: `PST` printed in July is Pacific local time (whole pages do that), unless the document states the
/// abbreviation's own offset for a time in the same season.
fn resolve_abbreviation(
    local: NaiveDateTime,
    abbreviation: &'static Abbreviation,
    context: &DateContext,
) -> Result<Option<ResolvedTime>, DateError> {
    let usual = abbreviation.first_offset().ok_or(DateError::UnknownZone)?;
    let mut warnings = DateWarnings::default();
    if abbreviation.certainty != Certainty::Unique {
        let page = context.assumed_zone.map(|zone| zone.offset_of_local(local).0);
        let evidence = context.known_offset.or(page).filter(|&offset| abbreviation.matches_offset(offset));
        if let Some(offset) = evidence {
            return Ok(resolve_offset(local, offset, ZoneSource::Abbreviation, warnings));
        }
        if abbreviation.certainty == Certainty::Ambiguous {
            return Err(DateError::AmbiguousZone);
        }
        warnings.add(DateWarning::AmbiguousZone);
    }
    let zone = abbreviation.seasonal_zone();
    if zone.is_some_and(|zone| zone.offset_of_local(local).1 == Ambiguity::Gap) {
        warnings.add(DateWarning::Gap);
    }
    let offset = match zone.and_then(|zone| find_seasonal_offset(local, zone, usual, context)) {
        Some(seasonal) if seasonal != usual => {
            warnings.add(DateWarning::OutOfSeason);
            seasonal
        }
        _ => usual,
    };
    Ok(resolve_offset(local, offset, ZoneSource::Abbreviation, warnings))
}

/// The offset that the zone of a seasonal abbreviation has at that local time, if the time is out of season.
fn find_seasonal_offset(
    local: NaiveDateTime,
    zone: Zone,
    usual: FixedOffset,
    context: &DateContext,
) -> Option<FixedOffset> {
    if zone.may_have_offset(local, usual) {
        return None;
    }
    // Panama prints EST all year: its document states -05:00 while New York is at -04:00.
    let is_elsewhere = context.known_offset == Some(usual)
        && context.year_anchor.is_some_and(|anchor| {
            let (YearAnchor::Nearest(at) | YearAnchor::NotAfter(at)) = anchor;
            zone.offset_at(at) != usual
        });
    if is_elsewhere { None } else { Some(zone.offset_of_local(local).0) }
}

/// The instant if it is within the years 1970 to 9999: earlier ones mean "never", later ones do not fit RFC 3339.
#[inline]
pub(super) fn filter_range(at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    // 9999-12-31T23:59:59Z
    (0..=253_402_300_799).contains(&at.timestamp()).then_some(at)
}
