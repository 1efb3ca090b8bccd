//! When and where a text plays: the zone of its clocks, the day of times that have none, the year of days that have none.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};

use super::context::Context;
use super::outline::Part;
use super::scan;
use super::sentence;
use super::source::{Kind, Line, Source};
use super::stamp;
use crate::datetime::zone::Zone;
use crate::datetime::{self, DateContext, PartialDateTime, ResolvedTime, ZoneDesignator};
use crate::limits::Limits;
use crate::model::SectionRole;

/// When and where a text plays.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// What every date is resolved with.
    dates: DateContext,
    /// The zone of the text's clocks.
    pub(crate) mark: Option<ZoneDesignator>,
    /// The day on which the story begins, in that zone.
    pub(crate) day: Option<NaiveDate>,
    /// When the text was published, where nothing else tells the day.
    published: Option<DateTime<Utc>>,
}

impl Setting {
    /// Gathers what the text and its context say.
    pub(crate) fn new(source: &Source, parts: &[Part], context: &Context) -> Self {
        let mark = declared(parts).or_else(|| usual(parts)).or_else(|| stamped_front(source));
        let dates = DateContext::new(&Limits::default()).with_assumed_zone(context.zone);
        let mut setting = Self { dates, mark, day: None, published: None };
        let stated = days(source, parts);
        let anchor = context
            .published_at
            .or(context.started_at)
            .or_else(|| stated.iter().find_map(|day| setting.resolve(*day).map(|reading| reading.at)))
            .or_else(|| dated_front(source, &setting));
        // A month tells the year of days, and no day.
        if let Some(anchor) = anchor.or_else(|| named_month(source, parts, &setting)) {
            setting.dates = setting.dates.with_year_near(anchor);
        }
        let told = context.started_at.and_then(|at| setting.local_day(at)).or_else(|| {
            stated.iter().find_map(|day| setting.resolve(*day)).and_then(|at| Self::local_date(&at))
        });
        setting.published = anchor.filter(|_| told.is_none());
        setting.day = told.or_else(|| anchor.and_then(|at| setting.local_day(at)));
        setting
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

    /// The first day of a story that passes midnight so often and ends at that time of day, where the only thing known is
    /// that it was over when it was published.
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

    /// The day on which a reading stands in its own zone.
    pub(crate) fn local_date(reading: &ResolvedTime) -> Option<NaiveDate> {
        reading.local_date()
    }

    /// The zone by name: an IANA zone or a fixed offset. An abbreviation is the offset that it has at that time.
    pub(crate) fn zone_name(&self) -> Option<String> {
        match self.mark? {
            ZoneDesignator::Unsupported => None,
            ZoneDesignator::Named(zone) => Some(zone.to_string()),
            ZoneDesignator::Offset(offset, _) => Some(Zone::from(offset).to_string()),
            ZoneDesignator::Abbreviation(word) if self.day.is_none() => {
                word.usual_offset().map(|offset| Zone::from(offset).to_string())
            }
            mark @ ZoneDesignator::Abbreviation(_) => {
                let noon = PartialDateTime::default().on_date(self.day?);
                let reading = noon.or_zone(Some(mark)).resolve(&self.dates).ok()?;
                Some(Zone::from(reading.offset).to_string())
            }
        }
    }
}

/// The zone that a text says its times are in: "All times in UTC", "Timeline (Pacific Time)".
fn declared(parts: &[Part]) -> Option<ZoneDesignator> {
    parts.iter().find_map(|part| {
        let heading = part.heading.as_ref().map(|(heading, _)| heading.as_str());
        heading
            .filter(|_| part.role == SectionRole::Timeline)
            .and_then(first_mark)
            .or_else(|| part.lines.iter().find_map(|line| said(line.text())))
            .or_else(|| column(part))
    })
}

/// A zone in the head of a column: "| Date | Time (UTC) | Event |".
fn column(part: &Part) -> Option<ZoneDesignator> {
    let head = part.lines.iter().find(|line| line.kind == Kind::Row)?;
    let lower = sentence::lower(head.text());
    let cell = lower.find("time").filter(|_| stamp::leading(head.text()).is_none())?;
    first_mark(head.text().get(cell..)?.split('|').next()?)
}

/// A zone behind the word "times" or "time", within a few words.
fn said(text: &str) -> Option<ZoneDesignator> {
    let lower = sentence::lower(text);
    [
        "times are",
        "all times",
        "all time ",
        "all events",
        "all dates",
        "times in",
        "times (",
        "timestamps",
        "time zone",
        "timezone",
        "times shown",
    ]
    .iter()
    .filter_map(|cue| lower.find(cue).map(|at| at.saturating_add(cue.len())))
    .find_map(|from| {
        let rest = text.get(from..)?;
        let sentence = rest.split(['.', '\n', ';']).next().unwrap_or(rest);
        let near = (0..=60.min(sentence.len())).rev().find_map(|end| sentence.get(..end))?;
        first_mark(near)
    })
}

/// The first zone that stands in a text as words of their own.
fn first_mark(text: &str) -> Option<ZoneDesignator> {
    let mut before = ' ';
    text.char_indices().find_map(|(at, c)| {
        let begins = !before.is_alphanumeric() && !matches!(before, '/' | '-' | '_');
        before = c;
        let rest = text.get(at..).filter(|_| begins && c.is_ascii_uppercase())?;
        datetime::parse_zone_prefix(rest).map(|(mark, _)| mark).filter(|_| !rest.starts_with("Z "))
    })
}

/// The zone that stands beside most of the times.
fn usual(parts: &[Part]) -> Option<ZoneDesignator> {
    let mut counts: Vec<(ZoneDesignator, usize)> = Vec::new();
    let marks = parts.iter().flat_map(|part| &part.lines).flat_map(marks);
    for mark in marks {
        let known = counts.iter_mut().find(|(known, _)| *known == mark);
        // A text has a few zones; a hostile one could have very many.
        let most = 32;
        if let Some((_, count)) = known {
            *count = count.saturating_add(1);
        } else if counts.len() < most {
            counts.push((mark, 1));
        }
    }
    let most = counts.iter().map(|&(_, count)| count).max()?;
    counts.into_iter().find(|&(_, count)| count == most).map(|(mark, _)| mark)
}

fn marks(line: &Line) -> Vec<ZoneDesignator> {
    let before = stamp::leading(line.text()).and_then(|stamp| stamp.start.zone);
    let mut marks: Vec<ZoneDesignator> = before.into_iter().collect();
    let found = line.times();
    // A line that begins with its time was looked at as one.
    let from = usize::from(before.is_some());
    marks.extend(
        found
            .iter()
            .skip(from)
            .filter(|found| found.moment.time.is_some())
            .filter_map(|found| found.moment.zone),
    );
    marks
}

/// The days that are written in the text, in the order in which they tell when the story begins: those of the title, of
/// prose, of the timeline.
fn days(source: &Source, parts: &[Part]) -> Vec<PartialDateTime> {
    let titles = titles(source, parts).flat_map(scan::moments);
    let (timeline, prose): (Vec<&Part>, Vec<&Part>) =
        parts.iter().partition(|part| part.role == SectionRole::Timeline);
    let lines = prose.into_iter().chain(timeline).flat_map(|part| &part.lines);
    let dated = |moment: &PartialDateTime| {
        moment.date.is_some_and(|day| day.year.is_none_or(|year| (1990..=2200).contains(&year)))
    };
    titles
        .chain(lines.flat_map(|line| line.times().iter().copied()))
        .map(|found| found.moment)
        .filter(dated)
        .map(|moment| PartialDateTime { time: None, ..moment })
        .take(64)
        .collect()
}

/// What the text is called: by its front matter, by its heading.
fn titles<'t>(source: &'t Source, parts: &'t [Part]) -> impl Iterator<Item = &'t str> {
    let title = source.front.iter().find(|(key, _)| key == "title").map(|(_, title)| title.as_str());
    let headings =
        parts.iter().filter(|part| part.role == SectionRole::Title).filter_map(|part| part.heading.as_ref());
    title.into_iter().chain(headings.map(|(heading, _)| heading.as_str()))
}

/// The middle of the first month that is named with its year: "Post Mortem - August 2026".
fn named_month(source: &Source, parts: &[Part], setting: &Setting) -> Option<DateTime<Utc>> {
    let lines = parts.iter().flat_map(|part| &part.lines).map(Line::text);
    titles(source, parts)
        .chain(lines)
        .find_map(|text| {
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.clone().zip(words.skip(1)).find_map(|(month, year)| {
                let is_year = year.len() == 4 && year.starts_with(['1', '2']) && year.parse::<u32>().is_ok();
                let middle = is_year.then(|| datetime::parse_prefix(&format!("15 {month} {year}")))??.0;
                setting.resolve(middle).map(|reading| reading.at)
            })
        })
        .filter(|at| (1990..=2200).contains(&at.year()))
}

/// The zone of the times in the front matter.
fn stamped_front(source: &Source) -> Option<ZoneDesignator> {
    let blank = DateContext::new(&Limits::default());
    source.front.iter().find_map(|(_, value)| datetime::parse_partial(value, &blank).ok()?.zone)
}

/// The date of the front matter.
fn dated_front(source: &Source, setting: &Setting) -> Option<DateTime<Utc>> {
    let value = source.front.iter().find(|(key, _)| key == "date").map(|(_, value)| value)?;
    let moment = datetime::parse_partial(value, &setting.dates).ok()?;
    setting.resolve(moment).map(|reading| reading.at).filter(|at| at.year() > 1990)
}
