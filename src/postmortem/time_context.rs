//! Default zone, day and year for times that omit them.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};

use super::context::Context;
use super::keywords::Keywords;
use super::outline::{Outline, Part};
use super::source::{Kind, Line};
use super::{times, timestamp};
use crate::datetime::zone::Zone;
use crate::datetime::{self, DateContext, PartialDateTime, ResolvedTime, ZoneDesignator};
use crate::limits::Limits;
use crate::model::SectionRole;

/// Default zone, day and year for times that omit them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeContext {
    /// What every date is resolved with.
    dates: DateContext,
    /// The zone of the text's clocks.
    pub(crate) mark: Option<ZoneDesignator>,
    /// Whether that zone is an abbreviation with several meanings, of which the likeliest is taken.
    pub(crate) is_ambiguous: bool,
    /// The day on which the incident begins, in that zone.
    pub(crate) day: Option<NaiveDate>,
    /// When the text was published, where nothing else gives the day.
    published: Option<DateTime<Utc>>,
}

impl TimeContext {
    /// Collects what the text and its context say.
    pub(crate) fn new(outline: &Outline<'_>, known: &Context) -> Self {
        let mark = declared(outline).or_else(|| usual(outline)).or_else(|| zone_of_front_matter(outline));
        let mut dates = DateContext::new(&Limits::default()).with_assumed_zone(known.zone);
        // "IST" with nothing beside it: the likeliest meaning keeps the entries.
        let open = match mark {
            Some(ZoneDesignator::Abbreviation(word)) if word.usual_offset().is_none() => word.first_offset(),
            _ => None,
        };
        if let Some(offset) = open.filter(|_| known.zone.is_none()) {
            dates = dates.with_known_offset(Some(offset));
        }
        let mut context = Self {
            dates,
            mark,
            is_ambiguous: open.is_some() && known.zone.is_none(),
            day: None,
            published: None,
        };
        let stated = days(outline);
        let anchor = known
            .published_at
            .or(known.started_at)
            .or_else(|| stated.iter().find_map(|day| context.resolve(*day).map(|reading| reading.at)))
            .or_else(|| date_of_front_matter(outline, &context));
        // A month gives the year of days, and no day.
        if let Some(anchor) = anchor.or_else(|| named_month(outline, &context)) {
            context.dates = context.dates.with_year_near(anchor);
        }
        let day = known.started_at.and_then(|at| context.local_day(at)).or_else(|| {
            stated.iter().find_map(|day| context.resolve(*day)).and_then(|at| Self::local_date(&at))
        });
        context.published = anchor.filter(|_| day.is_none());
        context.day = day.or_else(|| anchor.and_then(|at| context.local_day(at)));
        context
    }

    /// The instant of a moment that has its day.
    pub(crate) fn resolve(&self, moment: PartialDateTime) -> Option<ResolvedTime> {
        moment.date?;
        moment.or_zone(self.mark).resolve(&self.dates).ok()
    }

    /// The instant of a moment, on this day where it has none.
    pub(crate) fn resolve_on(&self, moment: PartialDateTime, day: Option<NaiveDate>) -> Option<ResolvedTime> {
        moment.or_zone(self.mark).resolve(&self.dates.with_default_date(day)).ok()
    }

    /// The first instant with this time of day that is not before another.
    pub(crate) fn resolve_after(
        &self,
        moment: PartialDateTime,
        earlier: DateTime<Utc>,
    ) -> Option<ResolvedTime> {
        moment.or_zone(self.mark).resolve_after(earlier, &self.dates).ok()
    }

    /// The day that the text's clocks show at an instant.
    pub(crate) fn local_day(&self, at: DateTime<Utc>) -> Option<NaiveDate> {
        let noon = PartialDateTime::default().on_date(at.date_naive());
        let offset = noon.or_zone(self.mark).resolve(&self.dates).ok()?.offset;
        at.naive_utc().checked_add_offset(offset).map(|local| local.date())
    }

    /// The first day of a timeline that passes midnight so many times and ends at that time of day, where all that is known
    /// is that it ended before it was published.
    pub(crate) fn last_day_before_publication(
        &self,
        end: Option<NaiveTime>,
        midnights: u64,
    ) -> Option<NaiveDate> {
        let published = self.published?;
        let day = self.local_day(published)?;
        let ended = end.map(|time| day.and_time(time).and_utc());
        let offset = self.resolve(PartialDateTime::default().on_date(day))?.offset;
        let late = ended.is_some_and(|local| {
            local.naive_utc().checked_sub_offset(offset).is_some_and(|at| at.and_utc() > published)
        });
        day.checked_sub_days(Days::new(midnights.saturating_add(u64::from(late))))
    }

    /// The day of a time in its own zone.
    pub(crate) fn local_date(reading: &ResolvedTime) -> Option<NaiveDate> {
        reading.at.naive_utc().checked_add_offset(reading.offset).map(|local| local.date())
    }

    /// The zone by name: an IANA zone or a fixed offset. An abbreviation is the offset that it has at that time.
    pub(crate) fn zone_name(&self) -> Option<String> {
        match self.mark? {
            ZoneDesignator::Unsupported => None,
            ZoneDesignator::Named(zone) => Some(zone.to_string()),
            ZoneDesignator::Offset(offset, _) => Some(Zone::from(offset).to_string()),
            ZoneDesignator::Abbreviation(word) if self.day.is_none() => {
                word.first_offset().map(|offset| Zone::from(offset).to_string())
            }
            mark @ ZoneDesignator::Abbreviation(_) => {
                let noon = PartialDateTime::default().on_date(self.day?);
                let reading = noon.or_zone(Some(mark)).resolve(&self.dates).ok()?;
                Some(Zone::from(reading.offset).to_string())
            }
        }
    }
}

/// The zone that a text declares for its times: "All times in UTC", "Timeline (Pacific Time)".
fn declared(outline: &Outline<'_>) -> Option<ZoneDesignator> {
    outline.parts.iter().find_map(|part| {
        let heading = part.heading.as_ref().map(|(heading, _)| heading.as_str());
        heading
            .filter(|_| part.role == SectionRole::Timeline)
            .and_then(first_mark)
            .or_else(|| outline.worded(part).find_map(|line| declared_in(outline, line)))
            .or_else(|| column(outline, part))
    })
}

/// A zone in the head of a column: `| Date | Time (UTC) | Event |`.
fn column(outline: &Outline<'_>, part: &Part) -> Option<ZoneDesignator> {
    let head = outline.worded(part).find(|line| line.kind == Kind::Row)?;
    let text = outline.source.text(head);
    let cell = outline.source.lower(head).find("time").filter(|_| timestamp::leading(text).is_none())?;
    first_mark(text.get(cell..)?.split('|').next()?)
}

/// A zone after the word "times" or "time", within a few words.
fn declared_in(outline: &Outline<'_>, line: Line) -> Option<ZoneDesignator> {
    const DECLARATIONS: Keywords = Keywords::new(&[
        "all dates",
        "all events",
        "all time ",
        "all times",
        "time zone",
        "times (",
        "times are",
        "times in",
        "times shown",
        "timestamps",
        "timezone",
    ]);
    let text = outline.source.text(line);
    DECLARATIONS.occurrences(outline.source.lower(line)).find_map(|(at, words)| {
        let near = super::sentence::beginning(text.get(at.saturating_add(words.len())..)?, 60);
        first_mark(near.split(['.', '\n', ';']).next().unwrap_or(near))
    })
}

/// The first zone in a text, as words of their own.
fn first_mark(text: &str) -> Option<ZoneDesignator> {
    let mut before = ' ';
    text.char_indices().find_map(|(at, c)| {
        let begins = !before.is_alphanumeric() && !matches!(before, '/' | '-' | '_');
        before = c;
        let rest = text.get(at..).filter(|_| begins && c.is_ascii_uppercase())?;
        datetime::parse_zone_prefix(rest).map(|(mark, _)| mark).filter(|_| !rest.starts_with("Z "))
    })
}

/// The zone beside most of the times.
fn usual(outline: &Outline<'_>) -> Option<ZoneDesignator> {
    // A text has a few zones; a hostile one could have very many.
    const MOST: usize = 32;
    let mut counts: Vec<(ZoneDesignator, usize)> = Vec::new();
    let marks =
        outline.parts.iter().flat_map(|part| outline.worded(part)).flat_map(|line| marks(outline, line));
    for mark in marks {
        let known = counts.iter_mut().find(|(known, _)| *known == mark);
        if let Some((_, count)) = known {
            *count = count.saturating_add(1);
        } else if counts.len() < MOST {
            counts.push((mark, 1));
        }
    }
    let most = counts.iter().map(|&(_, count)| count).max()?;
    counts.into_iter().find(|&(_, count)| count == most).map(|(mark, _)| mark)
}

/// The zones in a line.
fn marks<'o>(outline: &'o Outline<'_>, line: Line) -> impl Iterator<Item = ZoneDesignator> + use<'o> {
    let stamp = outline.source.has_times(line).then(|| timestamp::leading(outline.source.text(line)));
    let before = stamp.flatten().and_then(|stamp| stamp.start.zone);
    // A line that begins with its time was looked at as one.
    let from = usize::from(before.is_some());
    let times = outline.source.times(line).skip(from).filter(|time| time.value.time.is_some());
    before.into_iter().chain(times.filter_map(|time| time.value.zone))
}

/// The days in the text, in the order in which they are evidence for the first day of the incident: those of the
/// title, of prose, of the timeline. A title that is dated later than the first sentence is dated by its publication.
fn days(outline: &Outline<'_>) -> Vec<PartialDateTime> {
    let titles: Vec<PartialDateTime> =
        titles(outline).flat_map(times::times).map(|time| time.value).collect();
    let has_dated_title = titles.iter().any(|value| value.date.is_some());
    let (timeline, prose): (Vec<&Part>, Vec<&Part>) =
        outline.parts.iter().partition(|part| part.role == SectionRole::Timeline);
    let lines = prose.into_iter().chain(timeline).flat_map(|part| outline.worded(part));
    let dated = |value: &PartialDateTime| {
        value.date.is_some_and(|day| day.year.is_none_or(|year| (1990..=2200).contains(&year)))
    };
    let mut days: Vec<PartialDateTime> = titles
        .into_iter()
        .chain(lines.flat_map(|line| outline.source.times(line)).map(|time| time.value))
        .filter(dated)
        .map(|value| PartialDateTime { time: None, ..value })
        .take(64)
        .collect();
    let date = |value: &PartialDateTime| {
        let day = value.date?;
        NaiveDate::from_ymd_opt(day.year?, day.month, day.day)
    };
    let second = days.get(1).and_then(date).filter(|_| has_dated_title);
    if let (Some(first), Some(second)) = (days.first().and_then(date), second) {
        let published_later = first.signed_duration_since(second).num_days();
        if (2..=60).contains(&published_later) {
            days.remove(0);
        }
    }
    days
}

/// The titles of the text: that of its front matter, that of its heading.
fn titles<'o>(outline: &'o Outline<'_>) -> impl Iterator<Item = &'o str> {
    let title = outline.source.front.iter().find(|(key, _)| key == "title").map(|(_, title)| title.as_str());
    let headings = outline
        .parts
        .iter()
        .filter(|part| part.role == SectionRole::Title)
        .filter_map(|part| part.heading.as_ref());
    title.into_iter().chain(headings.map(|(heading, _)| heading.as_str()))
}

/// The middle of the first month that is named with its year: "Post Mortem - August 2026".
fn named_month(outline: &Outline<'_>, context: &TimeContext) -> Option<DateTime<Utc>> {
    let lines =
        outline.parts.iter().flat_map(|part| outline.worded(part)).map(|line| outline.source.text(line));
    titles(outline)
        .chain(lines)
        .find_map(|text| {
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.clone().zip(words.skip(1)).find_map(|(month, year)| {
                let is_year = year.len() == 4 && year.starts_with(['1', '2']) && year.parse::<u32>().is_ok();
                let middle = is_year.then(|| datetime::parse_prefix(&format!("15 {month} {year}")))??.0;
                context.resolve(middle).map(|reading| reading.at)
            })
        })
        .filter(|at| (1990..=2200).contains(&at.year()))
}

/// The zone of the times in the front matter.
fn zone_of_front_matter(outline: &Outline<'_>) -> Option<ZoneDesignator> {
    let blank = DateContext::new(&Limits::default());
    outline.source.front.iter().find_map(|(_, value)| datetime::parse_partial(value, &blank).ok()?.zone)
}

/// The date of the front matter.
fn date_of_front_matter(outline: &Outline<'_>, context: &TimeContext) -> Option<DateTime<Utc>> {
    let value = outline.source.front.iter().find(|(key, _)| key == "date").map(|(_, value)| value)?;
    let value = datetime::parse_partial(value, &context.dates).ok()?;
    context.resolve(value).map(|reading| reading.at).filter(|at| at.year() > 1990)
}
