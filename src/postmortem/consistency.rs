//! Statements of a text that contradict each other. They are kept as stated, and reported.

use chrono::TimeDelta;

use super::duration;
use super::outline::Outline;
use super::sentence;
use super::time_context::TimeContext;
use crate::datetime::{DateError, DateWarning};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{OutageWindow, TimelineEntry};

/// The contradictions among what was read, and the times that could not be read.
pub(crate) fn check(
    outline: &Outline<'_>,
    context: &TimeContext,
    windows: &[OutageWindow],
    timeline: &[TimelineEntry],
) -> Vec<Diagnostic> {
    let mut found = weekdays(outline, context);
    found.extend(windows.iter().enumerate().filter_map(|(at, window)| length(at, window)));
    found.extend(apart(windows, timeline));
    found.extend(
        timeline
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.at.is_none())
            .map(|(at, entry)| DateError::MissingDate.diagnostic(&format!("/timeline/{at}"), &entry.stated)),
    );
    let zoneless =
        context.mark.is_none() && (!windows.is_empty() || timeline.iter().any(|entry| entry.at.is_some()));
    if zoneless {
        let message = "expected a zone beside a time or for all of them, found none; the times are read as UTC or in the zone that is known";
        found.push(Diagnostic::info(Code::AssumedZone, "/time_zone", message));
    }
    if context.is_ambiguous {
        let message =
            "expected a zone with one meaning, found an abbreviation with several; read as the likeliest";
        found.push(Diagnostic::warning(Code::AmbiguousZone, "/time_zone", message));
    }
    found
}

/// "Thursday, February 18, 2022" was a Friday.
fn weekdays(outline: &Outline<'_>, context: &TimeContext) -> Vec<Diagnostic> {
    let lines = outline.parts.iter().flat_map(|part| outline.worded(part));
    let mut found = Vec::new();
    for line in lines {
        for time in outline.source.times(line) {
            let is_wrong = || {
                let stated = time.value.date.is_some_and(|day| day.day_of_week.is_some());
                let reading = stated.then(|| context.resolve(time.value)).flatten();
                reading.is_some_and(|reading| reading.warnings.has(DateWarning::WrongWeekday))
            };
            if found.len() < MOST && is_wrong() {
                let words = outline.source.text(line).get(time.from..time.to).unwrap_or_default();
                let message = "expected the weekday of the date, found another; the date was taken";
                found.push(Diagnostic::warning(Code::Contradiction, "/windows", message).with_found(words));
            }
        }
    }
    found
}

/// The most diagnostics of one kind.
const MOST: usize = 20;

/// "from 10:00 to 11:00 (92 minutes)"
fn length(at: usize, window: &OutageWindow) -> Option<Diagnostic> {
    let read = window.duration_s?;
    let (_, stated) = duration::durations(&sentence::lower(&window.stated)).last()?;
    // Lengths are rounded: "about two hours", "nearly 12 hours".
    let slack = stated.checked_div(10)?.max(300);
    (read.abs_diff(stated) > slack.unsigned_abs()).then(|| {
        let message = format!("expected a stated length near the {read} s between start and end, found {stated} s; both are kept");
        Diagnostic::warning(Code::Contradiction, format!("/windows/{at}"), message).with_found(&window.stated)
    })
}

/// A timeline of which no entry falls within the first window, or within an hour of it.
fn apart(windows: &[OutageWindow], timeline: &[TimelineEntry]) -> Option<Diagnostic> {
    let (start, end) = windows.first().and_then(|window| Some((window.start?, window.end?)))?;
    let slack = TimeDelta::try_hours(1)?;
    let (from, to) = (start.checked_sub_signed(slack)?, end.checked_add_signed(slack)?);
    let mut instants = timeline.iter().filter_map(|entry| entry.at).peekable();
    instants.peek()?;
    instants.all(|at| at < from || at > to).then(|| {
        let message = "expected a timeline that meets the stated window, found one that lies outside of it; both are kept";
        Diagnostic::warning(Code::Contradiction, "/timeline", message)
    })
}
