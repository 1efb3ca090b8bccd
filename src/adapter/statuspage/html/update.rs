//! One block of an incident's story.

use chrono::{DateTime, Utc};

use super::plan::UpdateRules;
use crate::adapter::Context;
use crate::adapter::translate::timeline::{self, UpdateEntry};
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{IncidentStatus, RichText};
use crate::syntax::html::select::Element;
use crate::text::html_line;

/// Which updates a list has words for, and by when its times are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// A year that is not printed is the last one that does not lead past this.
    pub(super) not_after: Option<DateTime<Utc>>,
    /// Whether an update may begin with its body, which may begin with bold words of its own.
    pub(super) may_lack_word: bool,
}

/// Reads a block of a list.
pub(super) fn step(
    block: &Element<'_, '_>,
    rules: &UpdateRules,
    manner: Manner,
    path: &str,
    context: &mut Context<'_>,
) -> UpdateEntry {
    let word = block.first(rules.word).filter(|word| is_heading(block, word, manner));
    let line = word.map(|word| word.line());
    let mut step = UpdateEntry::with_word(line.as_deref());
    report_unknown(step.update.status.as_ref(), path, context);
    step.update.at = instant(block, rules, manner.not_after, path, context);
    let (inner, inner_end) = block.inside();
    let from = word.map_or(inner, |word| word.end());
    // An unclosed element of the body may swallow the time, which is the last of the block all the same.
    let to = block.last(rules.time).map_or(inner_end, |time| time.start());
    let raw = match block.first(rules.text) {
        Some(text) => {
            let (start, end) = text.inside();
            let inside = block.between(start, end.min(to));
            // The end tag that an unclosed list made a stray one.
            if end > to { without_breaks(inside).trim_end_matches("</span>") } else { inside }
        }
        None => block.between(from, to),
    };
    let raw = raw.trim();
    let raw = if word.is_some() { raw.strip_prefix('-').unwrap_or(raw).trim_start() } else { raw };
    step.update.body = body(without_breaks(raw), path, context);
    step
}

/// Whether the bold words are the update's state: they stand first, and a dash behind them.
fn is_heading(block: &Element<'_, '_>, word: &Element<'_, '_>, manner: Manner) -> bool {
    let (inner, inner_end) = block.inside();
    let behind = block.between(word.end(), inner_end).trim_start();
    let line = word.line();
    let known = || line.eq_ignore_ascii_case("update") || timeline::parse_status(&line).is_known();
    behind.starts_with('-')
        && html_line(block.between(inner, word.start())).is_empty()
        && (!manner.may_lack_word || known())
}

/// Without the `<br>`s that part the body from its time.
fn without_breaks(raw: &str) -> &str {
    let mut raw = raw.trim_end();
    while let Some(before) = ["<br>", "<br />", "<br/>"].iter().find_map(|mark| raw.strip_suffix(mark)) {
        raw = before.trim_end();
    }
    raw
}

/// A body, if anything stands in it.
pub(super) fn body(raw: &str, path: &str, context: &mut Context<'_>) -> Option<RichText> {
    (!raw.is_empty()).then(|| RichText::html(context.bounded_text(raw, path)))
}

/// The instant itself, where the page states it; else as printed.
pub(super) fn instant(
    block: &Element<'_, '_>,
    rules: &UpdateRules,
    not_after: Option<DateTime<Utc>>,
    path: &str,
    context: &mut Context<'_>,
) -> Option<DateTime<Utc>> {
    let stated = block.last(rules.instant).and_then(|hit| hit.attribute("data-datetime-unix"));
    if let Some(at) = stated.as_deref().and_then(datetime::parse_instant) {
        return Some(at);
    }
    let line = block.last(rules.time)?.line();
    let printed = line.strip_prefix("Posted").unwrap_or(&line).trim_start();
    let printed = printed.strip_prefix("on ").unwrap_or(printed);
    let known = DateContext::new(context.limits()).with_assumed_zone(context.options().assumed_zone);
    let known = not_after.map_or(known, |bound| known.with_year_not_after(bound));
    let path = format!("{path}/at");
    match datetime::parse(printed, &known) {
        Ok(reading) => {
            reading.diagnostics(&path, printed).for_each(|doubt| context.report(doubt));
            Some(reading.at)
        }
        Err(error) => {
            context.report(error.diagnostic(&path, printed));
            None
        }
    }
}

/// Reports a state that is not in the vocabulary.
pub(super) fn report_unknown(status: Option<&IncidentStatus>, path: &str, context: &mut Context<'_>) {
    if let Some(IncidentStatus::Other(word)) = status {
        let message = "expected an incident's status, found a word that is not known; it is kept";
        let path = format!("{path}/status");
        context.report(Diagnostic::warning(Code::UnknownValue, path, message).with_found(word));
    }
}
